//! A Markdown page as a tree, by a parser that follows GitHub's form of it.

use markdown::mdast::Node;
use markdown::{ParseOptions, to_mdast};

/// What may stand as HTML in a page of smtls.
const TAGS: [&str; 10] = [
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<sub>",
    "</sub>",
    "<code>",
    "</code>",
    "<br>",
    "<!-- -->",
];

/// Reads a page in which nothing is HTML but a few tags, and nothing a link or a picture.
#[track_caller]
pub fn read(page: &str) -> Node {
    let tree = to_mdast(page, &ParseOptions::gfm()).unwrap();
    check(&tree);
    tree
}

#[track_caller]
fn check(node: &Node) {
    match node {
        Node::Html(html) => {
            let rest = TAGS
                .iter()
                .fold(html.value.clone(), |rest, tag| rest.replace(tag, ""));
            assert!(!rest.contains(['<', '>']), "{html:?}");
        }
        Node::Link(_) | Node::LinkReference(_) | Node::Image(_) | Node::ImageReference(_) => {
            panic!("{node:?}")
        }
        Node::Emphasis(_) | Node::Delete(_) | Node::Blockquote(_) | Node::Definition(_) => {
            panic!("{node:?}")
        }
        Node::FootnoteReference(_) | Node::FootnoteDefinition(_) | Node::ThematicBreak(_) => {
            panic!("{node:?}")
        }
        Node::Text(text) => assert!(!text.value.contains('\n'), "{text:?}"),
        _ => {}
    }
    for child in node.children().into_iter().flatten() {
        check(child);
    }
}

/// All nodes, in order.
pub fn all(node: &Node) -> Vec<&Node> {
    let mut nodes = vec![node];
    nodes.extend(node.children().into_iter().flatten().flat_map(all));
    nodes
}

/// The words of a node, without the comments that keep them apart.
pub fn words(node: &Node) -> String {
    match node {
        Node::Html(_) => String::new(),
        _ => match node.children() {
            Some(children) => children.iter().map(words).collect(),
            None => node.to_string(),
        },
    }
}

/// The cells of each row, table by table, heads first; the rows of a table are as wide as its heads.
#[track_caller]
pub fn tables(tree: &Node) -> Vec<Vec<Vec<String>>> {
    let tables = all(tree).into_iter().filter_map(|node| match node {
        Node::Table(table) => Some(table),
        _ => None,
    });
    let tables = tables.map(|table| {
        let rows = table.children.iter().map(|row| {
            let cells = row.children().unwrap();
            cells
                .iter()
                .map(|cell| words(cell).trim().to_owned())
                .collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        assert!(
            rows.iter().all(|row| row.len() == rows[0].len()),
            "{rows:?}"
        );
        rows
    });
    tables.collect()
}
