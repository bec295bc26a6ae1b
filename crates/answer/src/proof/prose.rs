//! The prose of a draft: what a reader of the finished text sees, each byte with its place in the draft.
//!
//! Left out: front matter, code, comments, tags, targets of links, marks of emphasis. A paragraph that is broken
//! into lines becomes one line, so that a quotation may run over a line's end. Linear in the draft's length.

mod lines;
mod marks;
mod text;

pub use text::{Prose, Syntax};

/// Reads the prose of a draft.
pub fn prose(draft: &str, syntax: Syntax) -> Prose {
    let bare = marks::without_marks(draft, syntax);
    if syntax == Syntax::Html { bare } else { lines::joined(&bare, draft, syntax) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(syntax: Syntax, draft: &str, expected: &str) {
        let prose = prose(draft, syntax);
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
    fn short_codes_give_their_words() {
        check(
            Syntax::Markdown,
            "{{quote from=\"a.txt\" words=\"The key }} was lost\"}}, {{person Mara Quill }} ({{source a.txt}})",
            "“The key }} was lost”, Mara Quill ()",
        );
        check(Syntax::Markdown, "A {{quote without an end", "A {{quote without an end");
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
        let prose = prose(draft, Syntax::Markdown);
        let at = prose.text().find("춥다").expect("it stands there");
        assert_eq!(&draft[prose.in_draft(at..at + 6)], "춥다");
        let quote = prose.text().find('"').expect("it stands there");
        assert_eq!(&draft[prose.in_draft(quote..quote + 1)], "&quot;");
    }

    #[test]
    fn unclosed_and_deep_marks_end() {
        for mark in ["[", "](", "<", "<!--", "`", "*", "> ", "<b>", "&", "(", "[](", "```\n", "<blockquote>", "\\"] {
            let draft = mark.repeat(20_000);
            assert!(prose(&draft, Syntax::Markdown).text().len() <= 4 * draft.len() + 9);
            assert!(prose(&draft, Syntax::Html).text().len() <= 4 * draft.len() + 9);
        }
    }
}
