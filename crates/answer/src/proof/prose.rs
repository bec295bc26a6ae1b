//! The prose of a draft: what a reader of the finished text sees, each byte with its place in the draft.
//!
//! Left out: front matter, code, comments, tags, targets of links, marks of emphasis. A paragraph that is broken
//! into lines becomes one line, so that a quotation may run over a line's end. Linear in the draft's length.

mod lines;
mod marks;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How a draft is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Plain text.
    Plain,
    /// Markdown, with HTML inside.
    Markdown,
    /// A web page.
    Html,
}

/// The prose of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    pieces: Vec<Piece>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// The links and notes, in order.
    pub links: Vec<Link>,
}

/// A stretch of prose that stands together in the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: u32,
    draft: u32,
    draft_end: u32,
}

/// An HTML comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands in the draft, with its marks.
    pub draft: Range<usize>,
    /// The byte of the prose that follows it.
    pub at: usize,
    /// What stands between its marks.
    pub text: String,
}

/// A link, or a mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The byte of the prose where it stands.
    pub at: usize,
    /// Its target: an address, `^name` for a note, or `source:KEY` for a source.
    pub target: String,
    /// The words that a short code quotes of the source, in bytes of the prose.
    pub quoted: Option<Range<usize>>,
}

impl Prose {
    /// Reads the prose of a draft.
    pub fn of(draft: &str, syntax: Syntax) -> Self {
        let bare = marks::without_marks(draft, syntax);
        if syntax == Syntax::Html { bare } else { lines::joined(&bare, draft, syntax) }
    }

    /// Returns the prose.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the draft that a range of the prose stands for.
    pub fn in_draft(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start_in_draft(range.start);
        if range.is_empty() {
            return start..start;
        }
        let last = range.end - 1;
        let Some(piece) = self.piece(last) else { return start..start };
        let (at, next) = (piece.at as usize, self.next_at(last));
        let is_same = next - at == (piece.draft_end - piece.draft) as usize;
        let end = if is_same { piece.draft as usize + range.end - at } else { piece.draft_end as usize };
        start..end.max(start)
    }

    fn start_in_draft(&self, at: usize) -> usize {
        let Some(piece) = self.piece(at) else { return 0 };
        let is_same = self.next_at(at) - piece.at as usize == (piece.draft_end - piece.draft) as usize;
        let within = at - piece.at as usize;
        if is_same {
            piece.draft as usize + within
        } else if within == 0 {
            piece.draft as usize
        } else {
            piece.draft_end as usize
        }
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces.get(after.checked_sub(1)?).copied()
    }

    fn next_at(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces.get(after).map_or(self.text.len(), |piece| piece.at as usize)
    }

    /// Adds a stretch of the draft.
    fn push(&mut self, draft: &str, range: Range<usize>) {
        let Some(words) = draft.get(range.clone()).filter(|words| !words.is_empty()) else { return };
        if words.contains(is_jamo) {
            return self.push_composed(words, range.start);
        }
        let at = self.text.len();
        let goes_on = self.pieces.last_mut().filter(|piece| {
            piece.draft_end as usize == range.start
                && at - piece.at as usize == (piece.draft_end - piece.draft) as usize
        });
        match goes_on {
            Some(piece) => piece.draft_end = range.end as u32,
            None => self.pieces.push(Piece { at: at as u32, draft: range.start as u32, draft_end: range.end as u32 }),
        }
        self.text.push_str(words);
    }

    /// Adds words with decomposed Hangul, composed, so that they read like any others.
    fn push_composed(&mut self, words: &str, from: usize) {
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let plain = rest.find(is_jamo).unwrap_or(rest.len());
            self.push_plain(&rest[..plain], from + at);
            let syllable = &rest[plain..];
            let mut width = 0;
            for (place, char) in syllable.char_indices() {
                let is_leading = matches!(char, '\u{1100}'..='\u{115f}');
                if !is_jamo(char) || is_leading && place > 0 {
                    break;
                }
                width = place + char.len_utf8();
            }
            let composed: String = syllable[..width].nfc().collect();
            self.push_for(&composed, from + at + plain..from + at + plain + width);
            at += plain + width;
        }
    }

    fn push_plain(&mut self, words: &str, from: usize) {
        if !words.is_empty() {
            self.pieces.push(Piece {
                at: self.text.len() as u32,
                draft: from as u32,
                draft_end: (from + words.len()) as u32,
            });
            self.text.push_str(words);
        }
    }

    /// Adds words that stand for a stretch of the draft.
    fn push_for(&mut self, words: &str, range: Range<usize>) {
        if !words.is_empty() {
            self.pieces.push(Piece {
                at: self.text.len() as u32,
                draft: range.start as u32,
                draft_end: range.end as u32,
            });
            self.text.push_str(words);
        }
    }
}

fn is_jamo(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(syntax: Syntax, draft: &str, expected: &str) {
        let prose = Prose::of(draft, syntax);
        assert_eq!(prose.text().trim(), expected);
        for (at, char) in prose.text().char_indices() {
            let place = prose.in_draft(at..at + char.len_utf8());
            assert!(draft.get(place.clone()).is_some(), "{place:?}");
        }
    }

    #[test]
    fn what_is_no_prose_is_left_out() {
        check(Syntax::Markdown, "---\ntitle: “A”\n---\nHe **said** “*no*”.", "He said “no”.");
        check(Syntax::Markdown, "A\n\n```\n“code”\n```\n\nB `“x”` C", "A\n\n\n\nB  C");
        check(Syntax::Markdown, "[the talk](https://example.org/“x”) and ![“alt”](a.png) end[^1]", "the talk and  end");
        check(Syntax::Markdown, "A <!-- “hidden” --> B", "A  B");
        check(Syntax::Markdown, "snake_case and _so_ 5 * 3", "snake_case and so 5 * 3");
        check(Syntax::Markdown, "그는 &ldquo;네&rdquo;라고 했다\\*", "그는 “네”라고 했다*");
    }

    #[test]
    fn a_broken_paragraph_is_one_line() {
        check(
            Syntax::Markdown,
            "She said “the sea\nis cold”. Then\nshe left.",
            "She said “the sea is cold”. Then she left.",
        );
        check(Syntax::Markdown, "> “The sea\n> is cold.”\n> — Mara", "> “The sea is cold.”\n> — Mara");
        check(Syntax::Markdown, "Q: Why?\nA: Because\n- item\n# Head", "Q: Why?\nA: Because\n- item\n# Head");
    }

    #[test]
    fn a_page() {
        check(
            Syntax::Html,
            "<html><head><style>p{}</style></head><body><p>He said <q>yes</q>.</p>\n<blockquote><p>The sea<br>is cold</p></blockquote></body></html>",
            "He said “yes”.\n\n\n> \n> The sea\n> is cold\n>",
        );
    }

    #[test]
    fn places_lead_back_to_the_draft() {
        let draft = "## *“바다*는 &quot;춥다”\n";
        let prose = Prose::of(draft, Syntax::Markdown);
        let at = prose.text().find("춥다").expect("it stands there");
        assert_eq!(&draft[prose.in_draft(at..at + 6)], "춥다");
        let quote = prose.text().find('"').expect("it stands there");
        assert_eq!(&draft[prose.in_draft(quote..quote + 1)], "&quot;");
    }

    #[test]
    fn unclosed_and_deep_marks_end() {
        for mark in ["[", "](", "<", "<!--", "`", "*", "> ", "<b>", "&", "(", "[](", "```\n", "<blockquote>", "\\"] {
            let draft = mark.repeat(20_000);
            assert!(Prose::of(&draft, Syntax::Markdown).text().len() <= 4 * draft.len() + 9);
            assert!(Prose::of(&draft, Syntax::Html).text().len() <= 4 * draft.len() + 9);
        }
    }
}
