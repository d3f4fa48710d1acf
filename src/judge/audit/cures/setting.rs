//! One setting of a program: its name, its value, the line of it, and what is to be known apart from that.

/// One setting of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it is called, or where it is found.
    pub name: &'static str,
    /// The whole of what it is to be; nothing where it is to be left empty.
    pub value: String,
    /// What is to be put at the end of it instead, where it stands there already.
    pub adds: Option<String>,
    /// In which build of the program, where it has several: the TLS library.
    pub build: Option<&'static str>,
    /// When it is to be made, where not at once.
    pub only: Option<&'static str>,
    /// What else is to be known, in sentence fragments without a final stop.
    pub remarks: Vec<String>,
    /// How a line of it is written.
    pub(super) form: Form,
}

/// How a program writes a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `name = value` on a line of its own (Postfix, Exim).
    Equals,
    /// `O name=value` on a line of its own (sendmail.cf).
    Option,
    /// `name value` on a line of its own (smtpd.conf).
    Blank,
    /// A part of another line, or no line of a file at all: it can only be told.
    Told,
}

impl Setting {
    /// A setting with this value.
    pub(super) fn new(form: Form, name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
            adds: None,
            build: None,
            only: None,
            remarks: Vec::new(),
            form,
        }
    }

    /// The same, where this is put at the end of one that stands there already.
    pub(super) fn adding(self, end: impl Into<String>) -> Self {
        Self {
            adds: Some(end.into()),
            ..self
        }
    }

    /// The same with a remark.
    pub(super) fn remark(mut self, words: impl Into<String>) -> Self {
        self.remarks.push(words.into());
        self
    }

    /// The same for a program that is built with this TLS library.
    pub(super) fn built_with(self, library: &'static str) -> Self {
        Self {
            build: Some(library),
            ..self
        }
    }

    /// The same under a condition.
    pub(super) fn only(self, when: &'static str) -> Self {
        Self {
            only: Some(when),
            ..self
        }
    }

    /// The line as it stands in the program's configuration; none where the setting is no line by itself.
    pub fn line(&self) -> Option<String> {
        let (name, value) = (self.name, &self.value);
        let line = match self.form {
            Form::Equals => format!("{name} = {value}"),
            Form::Option => format!("O {name}={value}"),
            Form::Blank => format!("{name} {value}"),
            Form::Told => return None,
        };
        Some(line.trim_end().to_owned())
    }

    /// Whether this goes where another stands, and adds to it.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        let key = |it: &Self| (it.name, it.build, it.only);
        key(self) == key(other) && self.adds.is_some() && other.adds.is_some()
    }

    /// Adds what another of the same name adds.
    pub(super) fn and(&mut self, other: Self) {
        let end = other.adds.unwrap_or_default();
        self.value.push_str(&end);
        self.adds.get_or_insert_default().push_str(&end);
        for remark in other.remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
    }
}
