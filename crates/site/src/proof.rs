//! Reads the quotations back out of a built page, so that they can be proved against the archive.

use std::fmt::Write;

use crate::text;

/// A quotation as it stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The id of the evidence, as written.
    pub id: String,
    /// The words that the page shows.
    pub words: String,
    /// Whether these are the words themselves, or what stands before or after them.
    pub part: Part,
}

/// Which part of the record a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The quoted words.
    Words,
    /// What stands right before them.
    Before,
    /// What stands right after them.
    After,
}

/// Returns every quotation that a page's marks say to be verbatim, in reading order.
///
/// Holds for pages that [`crate::render`] wrote: the element's text has no tags but the notes for hidden characters.
pub fn shown(html: &str) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(" data-") {
        rest = &rest[at + " data-".len()..];
        let marks = [("evidence=\"", Part::Words), ("before=\"", Part::Before), ("after=\"", Part::After)];
        let Some((mark, part)) = marks.into_iter().find(|(mark, _)| rest.starts_with(mark)) else { continue };
        let Some((id, tail)) = rest[mark.len()..].split_once('"') else { break };
        let Some((_, content)) = tail.split_once('>') else { break };
        let (words, after) = words(content);
        all.push(Shown { id: text::unescape(id), words, part });
        rest = after;
    }
    all
}

/// Returns the text up to the closing tag, with each note for a hidden character as that character.
fn words(content: &str) -> (String, &str) {
    const NOTE: &str = "<span class=\"hidden-character\">U+";
    let mut words = String::new();
    let mut rest = content;
    while let Some(open) = rest.find('<') {
        words.push_str(&text::unescape(&rest[..open]));
        rest = &rest[open..];
        let Some(note) = rest.strip_prefix(NOTE) else { return (words, rest) };
        let Some((code, after)) = note.split_once("</span>") else { return (words, rest) };
        match u32::from_str_radix(code, 16).ok().and_then(char::from_u32) {
            Some(char) => words.push(char),
            None => write!(words, "U+{code}").expect("a string takes all that is written"),
        }
        rest = after;
    }
    words.push_str(&text::unescape(rest));
    (words, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_as_they_were_written() {
        for words in ["“A & B” <i>", "a\u{202e}b", "it's\n두 줄", "&amp;lt;", ""] {
            let html = format!("<p><q lang=\"ko\" data-evidence=\"1-2-3-4\">{}</q> x", text::words_html(words));
            assert_eq!(shown(&html), [Shown { id: "1-2-3-4".to_owned(), words: words.to_owned(), part: Part::Words }]);
        }
    }
}
