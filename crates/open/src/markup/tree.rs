//! A page as one bounded tree: cut once, walked by all who look at it.
//!
//! It is made of markup that was tamed, or that a parser wrote, so that hardly anything in it is left unclosed; what is,
//! ends where the element around it ends. Nodes stand in the order of the page, each with the place behind its last
//! descendant, so that a walk needs no recursion.

use super::tag::{Piece, Tag, pieces};

/// Open elements among which the start of an end tag is searched.
const REACH: usize = 200;
/// Elements that have no content.
pub(crate) const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A page, or a part of one.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
}

/// One node.
#[derive(Debug)]
struct Node<'a> {
    what: What<'a>,
    /// Where it starts and ends in the markup.
    from: usize,
    to: usize,
    /// The position behind its last descendant.
    after: usize,
    /// Whether its end tag, or that of an element around it, was found.
    is_closed: bool,
}

#[derive(Debug, Clone, Copy)]
enum What<'a> {
    Text(&'a str),
    Element(Tag<'a>),
    Raw(Tag<'a>, &'a str),
}

/// What a walk meets, in the order of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    /// Text, with its entities as written.
    Text(&'a str),
    /// An element whose content is not markup, with that content.
    Raw(Tag<'a>, &'a str),
    /// An element without content.
    Void(Tag<'a>),
    /// The start of an element.
    Enter(Tag<'a>),
    /// The end of the innermost element that is open.
    Leave(Tag<'a>),
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
    /// Its start tag.
    pub tag: Tag<'a>,
}

impl<'a> Tree<'a> {
    /// Cuts markup, in linear time.
    pub(crate) fn of(source: &'a str) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut pieces = pieces(source);
        let mut from = 0;
        while let Some(piece) = pieces.next() {
            let to = pieces.at();
            let mut push = |what, from| nodes.push(Node { what, from, to, after: 0, is_closed: false });
            match piece {
                Piece::Text(text) => push(What::Text(text), from),
                Piece::Raw(tag, content) => push(What::Raw(tag, content), from),
                // Comments may stand in front of the tag, and are no part of the element.
                Piece::Open(tag) => {
                    push(What::Element(tag), to - tag.source.len());
                    if !VOID.iter().any(|void| tag.is(void)) {
                        open.push(nodes.len() - 1);
                    }
                }
                Piece::Close(name) => {
                    let first = open.len().saturating_sub(REACH);
                    let is_it = |&at: &usize| matches!(nodes[at].what, What::Element(tag) if tag.name.eq_ignore_ascii_case(name));
                    if let Some(at) = open[first..].iter().rposition(is_it) {
                        let after = nodes.len();
                        for ended in open.drain(first + at..) {
                            let node = &mut nodes[ended];
                            (node.to, node.after, node.is_closed) = (to, after, true);
                        }
                    }
                }
            }
            from = to;
        }
        let n_nodes = nodes.len();
        for ended in open {
            (nodes[ended].to, nodes[ended].after) = (source.len(), n_nodes);
        }
        Self { source, nodes }
    }

    /// Returns the markup that it was cut out of.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    /// Returns all elements in the order of the page.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node.what {
            What::Element(tag) => Some(Element { tree: self, at, tag }),
            _ => None,
        })
    }

    /// Walks over the whole page.
    pub(crate) fn walk(&self, step: impl FnMut(Step<'a>)) {
        self.walk_nodes(0, self.nodes.len(), step);
    }

    fn walk_nodes(&self, from: usize, to: usize, mut step: impl FnMut(Step<'a>)) {
        // The elements that are open, with the positions behind them.
        let mut open: Vec<(usize, Tag<'a>)> = Vec::new();
        for at in from..to {
            while let Some(&(after, tag)) = open.last().filter(|(after, _)| *after <= at) {
                debug_assert!(after <= at);
                step(Step::Leave(tag));
                open.pop();
            }
            let node = &self.nodes[at];
            match node.what {
                What::Text(text) => step(Step::Text(text)),
                What::Raw(tag, content) => step(Step::Raw(tag, content)),
                What::Element(tag) if node.after == 0 => step(Step::Void(tag)),
                What::Element(tag) => {
                    step(Step::Enter(tag));
                    open.push((if node.is_closed { node.after } else { usize::MAX }, tag));
                }
            }
        }
        while let Some((after, tag)) = open.pop() {
            // What the end of the page ends has no end of its own.
            if after != usize::MAX {
                step(Step::Leave(tag));
            }
        }
    }
}

impl<'a> Element<'_, 'a> {
    /// Returns where it stands in the markup, from its start tag to its end tag.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        let node = &self.tree.nodes[self.at];
        node.from..node.to
    }

    /// Walks over it and all in it.
    pub(crate) fn walk(&self, step: impl FnMut(Step<'a>)) {
        self.tree.walk_nodes(self.at, self.tree.nodes[self.at].after.max(self.at + 1), step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut shown = String::new();
        Tree::of(html).walk(|step| match step {
            Step::Text(text) => shown.push_str(text),
            Step::Raw(tag, content) => shown.push_str(&format!("[{} {content}]", tag.name)),
            Step::Void(tag) => shown.push_str(&format!("<{}/>", tag.name)),
            Step::Enter(tag) => shown.push_str(&format!("({} ", tag.name)),
            Step::Leave(_) => shown.push(')'),
        });
        assert_eq!(shown, expected, "{html}");
    }

    #[test]
    fn elements_hold_what_stands_in_them() {
        check("<div><p>a<br>b</p>c</div>d", "(div (p a<br/>b)c)d");
        check("<title>a<b</title><p>x</p>", "[title a<b](p x)");
    }

    #[test]
    fn what_is_left_open_ends_with_what_is_around_it() {
        check("<div><p>a<b>c</div>d", "(div (p a(b c)))d");
        check("a</p>b", "ab");
        check("<div><p>a", "(div (p a");
    }

    #[test]
    fn an_element_knows_its_place() {
        let html = "x<!-- y --><div id=a><p>b</p></div>z";
        let tree = Tree::of(html);
        let places: Vec<&str> = tree.elements().map(|element| &html[element.range()]).collect();
        assert_eq!(places, ["<div id=a><p>b</p></div>", "<p>b</p>"]);
        let mut n_steps = 0;
        tree.elements().next().expect("the first").walk(|_| n_steps += 1);
        assert_eq!(n_steps, 5);
    }
}
