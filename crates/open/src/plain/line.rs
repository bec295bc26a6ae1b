//! The lines of a plain text, before it is known what they are.

/// A line longer than this many code points is running text, whatever its end looks like.
pub(super) const LONGEST_HEADING: usize = 110;

/// A line of more bytes is cut into several blocks.
const LONGEST_LINE: usize = 16_000;

/// One line of the text, before it is known what it is.
pub(super) struct Line<'a> {
    pub at: usize,
    pub words: &'a str,
    /// Blank lines before it.
    pub is_after_blank: bool,
    pub is_before_blank: bool,
}

/// Returns the lines that are not blank.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut at, mut blank) = (from, true);
    for raw in text[from..].split_inclusive('\n') {
        let words = raw.trim();
        if words.is_empty() {
            blank = true;
            if let Some(last) = lines.last_mut() {
                last.is_before_blank = true;
            }
        } else {
            let indent = raw.len() - raw.trim_start().len();
            let mut start = at + indent;
            for words in pieces(words) {
                lines.push(Line { at: start, words, is_after_blank: blank, is_before_blank: false });
                start += words.len();
                blank = false;
            }
        }
        at += raw.len();
    }
    if let Some(last) = lines.last_mut() {
        last.is_before_blank = true;
    }
    lines
}

/// Cuts a line that no person wrote as one paragraph, behind a full stop or a space, so that no later step has to look at
/// megabytes at once.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        if rest.len() <= LONGEST_LINE {
            return (!rest.is_empty()).then(|| std::mem::take(&mut rest));
        }
        let head = &rest[..rest.floor_char_boundary(LONGEST_LINE)];
        let at = head.rfind(". ").map(|at| at + 1).filter(|&at| 2 * at > LONGEST_LINE);
        let at = at.or_else(|| head.rfind(' ').filter(|&at| at > 0)).unwrap_or(head.len());
        let (piece, after) = rest.split_at(at);
        rest = after;
        Some(piece)
    })
}

/// Returns a heading's words without the marks of Markdown.
pub(super) fn bare(words: &str) -> &str {
    words.trim_start_matches('#').trim().trim_matches('*').trim()
}

/// Says whether a line is an item of a list by its mark or number.
pub(super) fn is_list_item(words: &str) -> bool {
    if ["- ", "* ", "+ ", "• ", "· ", "‣ ", "◦ ", "▪ ", "■ ", "□ ", "▶ ", "– "]
        .iter()
        .any(|mark| words.starts_with(mark))
    {
        return true;
    }
    let digits = words.len() - words.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    (1..=2).contains(&digits) && (words[digits..].starts_with(". ") || words[digits..].starts_with(") "))
}

/// Says whether a short label with a colon begins the line.
pub(super) fn has_label(words: &str) -> bool {
    words
        .find([':', '：'])
        .is_some_and(|at| at > 0 && words[..at].chars().count() <= 40 && !words[at..].starts_with("://"))
}
