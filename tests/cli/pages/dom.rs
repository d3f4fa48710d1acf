//! An HTML page as elements, by a tokenizer that follows the standard.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

/// Elements without an end.
const VOID: [&str; 3] = ["meta", "br", "hr"];

/// Every element that a page of smtls has.
const KNOWN: [&str; 47] = [
    "a", "body", "br", "code", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3",
    "h4", "head", "header", "hr", "html", "li", "line", "main", "meta", "nav", "ol", "p", "pre",
    "rect", "section", "span", "strong", "style", "sub", "summary", "svg", "table", "tbody", "td",
    "text", "th", "thead", "title", "tr", "ul", "g", "caption", "col", "bdi",
];

/// One element, with all the text in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    parent: Option<usize>,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    pub elements: Vec<Element>,
}

impl Page {
    /// Reads a page in which every element is known and ends where it is to, and nothing is wrong by the standard.
    #[track_caller]
    pub fn read(page: &str) -> Self {
        assert!(
            page.bytes()
                .all(|it| it == b'\n' || (b' '..=b'~').contains(&it))
        );
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let word = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
        for token in Tokenizer::new(page) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let name = word(&tag.name);
                    assert!(KNOWN.contains(&name.as_str()), "<{name}>");
                    let attributes = tag.attributes.iter();
                    let attributes = attributes.map(|(name, value)| (word(name), word(value)));
                    elements.push(Element {
                        name: name.clone(),
                        attributes: attributes.collect(),
                        text: String::new(),
                        parent: open.last().copied(),
                    });
                    if !VOID.contains(&name.as_str()) {
                        open.push(elements.len() - 1);
                    }
                }
                Token::EndTag(tag) => {
                    let last = open.pop().expect("an open element");
                    assert_eq!(elements[last].name, word(&tag.name), "{:?}", elements[last]);
                }
                Token::String(text) => {
                    for at in &open {
                        elements[*at].text.push_str(&word(&text));
                    }
                }
                Token::Doctype(_) => assert!(elements.is_empty()),
                Token::Comment(comment) => panic!("a comment: {comment:?}"),
                Token::Error(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(open, [0; 0]);
        Self { elements }
    }

    /// The elements of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |it| it.name == name)
    }

    /// The cells of each row, table by table, heads first.
    pub fn tables(&self) -> Vec<Vec<Vec<String>>> {
        let mut tables: Vec<(usize, Vec<Vec<String>>)> = Vec::new();
        for (at, element) in self.elements.iter().enumerate() {
            match element.name.as_str() {
                "table" => tables.push((at, Vec::new())),
                "tr" => {
                    let cells = self.elements.iter().filter(|it| it.parent == Some(at));
                    let cells = cells.map(|it| it.text.trim().to_owned()).collect();
                    tables.last_mut().unwrap().1.push(cells);
                }
                _ => {}
            }
        }
        tables.into_iter().map(|(_, rows)| rows).collect()
    }

    /// The tables with this head.
    pub fn tables_of(&self, head: &str) -> Vec<Vec<Vec<String>>> {
        let tables = self.tables().into_iter();
        tables.filter(|rows| rows[0][0] == head).collect()
    }
}
