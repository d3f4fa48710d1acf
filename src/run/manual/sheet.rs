//! A manual page as it is set: sections, paragraphs and lists, in the macros that every formatter knows.

use clap_mangen::roff::{Inline, Roff, bold, roman};

/// The end of the lines that define the apostrophe.
const APOSTROPHE: &str = ".el .ds Aq '\n";

/// The source of a page, up to where it has come.
pub(super) struct Sheet {
    text: String,
}

impl Sheet {
    /// A page with its heading: its name, the date and whose it is.
    pub(super) fn new(name: &str, date: &str) -> Self {
        let mut roff = Roff::default();
        let source = concat!("smtls ", env!("CARGO_PKG_VERSION"));
        let title = name.to_uppercase();
        roff.control("TH", [title.as_str(), "1", date, source, "smtls"]);
        // Ragged and unhyphenated: a name that is broken in two is none.
        roff.control("ad", ["l"]);
        roff.control("nh", []);
        let mut sheet = Self {
            text: roff.render(),
        };
        sheet.section("NAME");
        sheet
    }

    /// The source so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A section. Its heading is in capitals.
    pub(super) fn section(&mut self, heading: &str) {
        self.control("SH", &[heading]);
    }

    /// A section in a section.
    pub(super) fn subsection(&mut self, heading: &str) {
        self.control("SS", &[heading]);
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.apart();
        self.line([roman(text)]);
    }

    /// One line of source.
    pub(super) fn line<const N: usize>(&mut self, inlines: [Inline; N]) {
        let mut roff = Roff::default();
        roff.text(inlines);
        self.append(&roff.render());
    }

    /// Text that stands as it is.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.apart();
        self.control("nf", &[]);
        self.control("RS", &["4"]);
        self.line([roman(text.trim_end())]);
        self.control("RE", &[]);
        self.control("fi", &[]);
    }

    /// Words with what they mean below them, and some room between two.
    pub(super) fn list<'a>(&mut self, rows: impl IntoIterator<Item = (&'a str, String)>) {
        for (word, meaning) in rows {
            self.control("TP", &[]);
            self.line([bold(word)]);
            self.line([roman(meaning)]);
        }
    }

    /// Words with what they mean beside them, which begins in this column, close together.
    pub(super) fn table(
        &mut self,
        column: usize,
        rows: impl IntoIterator<Item = (String, String)>,
    ) {
        let column = column.to_string();
        self.apart();
        self.control("PD", &["0"]);
        for (word, meaning) in rows {
            self.control("TP", &[&column]);
            self.line([bold(word)]);
            self.line([roman(meaning)]);
        }
        self.control("PD", &[]);
    }

    /// What clap_mangen wrote. It defines the apostrophe each time.
    pub(super) fn append(&mut self, source: &str) {
        let rest = source.split_once(APOSTROPHE).map(|(_, rest)| rest);
        self.text.push_str(rest.unwrap_or(source));
    }

    /// Some room, but not right below a heading.
    fn apart(&mut self) {
        let last = self.text.lines().next_back().unwrap_or_default();
        if !last.starts_with(".S") {
            self.control("PP", &[]);
        }
    }

    fn control(&mut self, name: &str, words: &[&str]) {
        let mut roff = Roff::default();
        roff.control(name, words.iter().copied());
        self.append(&roff.render());
    }
}
