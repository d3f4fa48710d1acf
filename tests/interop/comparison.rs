//! A list of facts on which smtls and its peers must agree; all differences are told at once.

pub struct Comparison {
    service: &'static str,
    agreed: usize,
    differences: Vec<String>,
}

impl Comparison {
    pub fn of(service: &'static str) -> Self {
        Self {
            service,
            agreed: 0,
            differences: Vec::new(),
        }
    }

    /// Silence on either side is a difference: nothing is ever equal to nothing.
    pub fn same<A: ToString, B: ToString>(
        &mut self,
        fact: &str,
        ours: Option<A>,
        peer: &str,
        theirs: Option<B>,
    ) {
        let ours = ours.map(|value| value.to_string()).unwrap_or_default();
        let theirs = theirs.map(|value| value.to_string()).unwrap_or_default();
        if ours == theirs && !ours.is_empty() {
            self.agreed += 1;
        } else {
            self.differences
                .push(format!("{fact}: smtls {ours:?}, {peer} {theirs:?}"));
        }
    }

    pub fn require(&mut self, what: &str, holds: bool) {
        if holds {
            self.agreed += 1;
        } else {
            self.differences.push(format!("not so: {what}"));
        }
    }

    /// Fails the test when anything differed; `evidence` is shown then.
    pub fn finish(self, evidence: &[&str]) {
        assert!(
            self.agreed + self.differences.len() > 0,
            "{}: nothing was compared",
            self.service
        );
        println!("{}: {} facts agree", self.service, self.agreed);
        assert!(
            self.differences.is_empty(),
            "{}: {} differ:\n  {}\n\n{}",
            self.service,
            self.differences.len(),
            self.differences.join("\n  "),
            evidence.join("\n--------\n"),
        );
    }
}

#[test]
#[should_panic(expected = "1 differ")]
fn nothing_is_not_equal_to_nothing() {
    let mut comparison = Comparison::of("nowhere");
    comparison.same("version", Some(""), "a silent peer", None::<&str>);
    comparison.finish(&[]);
}
