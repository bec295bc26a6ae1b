//! Callouts in Markdown, `> [!note] Title`: the writer's own text set apart, and no quotation unless the mark says so.

/// Characters of the word in a mark.
const LONGEST: usize = 24;

/// The mark that opens a callout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its length in bytes, with the sign that folds the callout and the spaces behind.
    pub length: usize,
    /// Whether what follows is a quotation: `[!quote]`, `[!cite]`.
    pub is_quotation: bool,
}

/// Returns the mark that words behind `>` begin with, or `None` where they begin with none.
pub fn mark(words: &str) -> Option<Mark> {
    let (kind, rest) = words.strip_prefix("[!")?.split_once(']')?;
    let is_kind = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ' | '|');
    if kind.is_empty() || kind.chars().count() > LONGEST || !kind.chars().all(is_kind) {
        return None;
    }
    let behind = rest.trim_start_matches(['-', '+', ' ']);
    let is_quotation = ["quote", "cite"].iter().any(|word| kind.trim().eq_ignore_ascii_case(word));
    Some(Mark { length: words.len() - behind.len(), is_quotation })
}

/// Returns Markdown in which the lines of callouts that are no quotations stand without their marks, as paragraphs of their own.
pub fn unmarked(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut is_inside = false;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '>', '\t']);
        let is_quoted = line.trim_start().starts_with('>');
        let found = if is_quoted && !is_inside { mark(bare).filter(|mark| !mark.is_quotation) } else { None };
        match found {
            Some(mark) => {
                let title = bare[mark.length..].trim();
                out.push_str(if title.is_empty() { "\n" } else { "\n**" });
                out.push_str(title);
                out.push_str(if title.is_empty() { "" } else { "**\n\n" });
                is_inside = true;
            }
            None if is_inside && is_quoted => out.push_str(if bare.is_empty() { "\n" } else { bare }),
            None => {
                // What follows is no part of the callout's last paragraph.
                out.push_str(if is_inside { "\n" } else { "" });
                out.push_str(line);
                is_inside = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_callouts() {
        assert_eq!(mark("[!tip]- How"), Some(Mark { length: 8, is_quotation: false }));
        assert_eq!(mark("[!Quote] Odo"), Some(Mark { length: 9, is_quotation: true }));
        assert_eq!(mark("[link](x)"), None);
        assert_eq!(mark("[!]"), None);
    }

    #[test]
    fn the_lines_of_a_callout_are_paragraphs() {
        assert_eq!(unmarked("a\n\n> [!tip] How\n> Take the stair.\n\nb"), "a\n\n\n**How**\n\nTake the stair.\n\n\nb");
        assert_eq!(unmarked("> [!note]\n> One.\n>\n> Two.\n"), "\nOne.\n\nTwo.\n");
        assert_eq!(unmarked("> [!quote] Odo\n> One.\n"), "> [!quote] Odo\n> One.\n");
        assert_eq!(unmarked("> plain\n"), "> plain\n");
    }
}
