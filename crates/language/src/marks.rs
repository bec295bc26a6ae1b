//! Finds quoted runs: stretches between outer quotation marks, in the marks of both languages and of bad typography.

use std::ops::Range;

/// One quoted run, within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The run with its marks, in bytes.
    pub outer: Range<usize>,
    /// The words between the marks, in bytes.
    pub inner: Range<usize>,
    /// Whether the closing mark stands there; a paragraph of a longer quotation has none.
    pub is_closed: bool,
}

/// Returns the quoted runs of a text in reading order; a run never crosses a line break.
///
/// `“ ”`, `"`, `« »`, `「 」`, `『 』`, doubled `''` and ` `` ` are outer marks; `‘ ’` and `'` are not. An unclosed
/// mark runs to the end of its line. A straight mark behind a digit (6'2") opens nothing.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut line_at = 0;
    for line in text.split_inclusive('\n') {
        runs_of_line(line.trim_end_matches(['\n', '\r']), line_at, &mut runs);
        line_at += line.len();
    }
    runs
}

#[derive(Clone, Copy)]
struct Open {
    at: usize,
    inner_at: usize,
    closer: char,
}

const STRAIGHT: char = '"';

/// The Hangul letter that Korean pages and by-lines write for a bar.
pub const BAR: char = 'ㅣ';
/// The dots that Korean writing sets between names.
pub const DOTS: [char; 4] = ['·', '‧', 'ㆍ', '・'];
/// [`BAR`] between spaces, as it parts a headline from a site's name.
pub const SPACED_BAR: &str = " ㅣ ";

fn runs_of_line(line: &str, line_at: usize, runs: &mut Vec<Run>) {
    let mut open: Option<Open> = None;
    let mut push = |open: Open, inner_end: usize, end: usize, is_closed: bool| {
        if line[open.inner_at..inner_end].chars().any(char::is_alphanumeric) {
            runs.push(Run {
                outer: line_at + open.at..line_at + end,
                inner: line_at + open.inner_at..line_at + inner_end,
                is_closed,
            });
        }
    };
    let mut before = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let mut width = char.len_utf8();
        let mut mark = char;
        if matches!(char, '\'' | '`') && line[at + 1..].starts_with(char) {
            chars.next();
            (mark, width) = (STRAIGHT, 2);
        } else if char == '＂' {
            mark = STRAIGHT;
        }
        let after = line[at + width..].chars().next();
        let fresh = |closer| Some(Open { at, inner_at: at + width, closer });
        match mark {
            '“' | '‟' | '„' | '«' | '「' | '『' => {
                let closer = closer_of(mark);
                match open {
                    // Brackets of another kind inside are a nested quotation or a title.
                    Some(outer) if matches!(outer.closer, '」' | '』' | '»') => {}
                    Some(outer) if outer.closer != closer && matches!(mark, '「' | '『' | '«') => {}
                    Some(outer) => {
                        push(outer, at, at, false);
                        open = fresh(closer);
                    }
                    None => open = fresh(closer),
                }
            }
            '”' | '»' | '」' | '』' => {
                if let Some(outer) =
                    open.filter(|outer| outer.closer == mark || outer.closer == STRAIGHT && mark == '”')
                {
                    push(outer, at, at + width, true);
                    open = None;
                }
            }
            STRAIGHT => match open {
                None => {
                    let is_inch = before.is_some_and(char::is_numeric) && !after.is_some_and(char::is_alphabetic);
                    let is_stray =
                        after.is_none_or(|char| char == ' ') && before.is_some_and(|char| !char.is_whitespace());
                    if !is_inch && !is_stray {
                        open = fresh(STRAIGHT);
                    }
                }
                Some(outer) if matches!(outer.closer, STRAIGHT | '”') => {
                    let opens_anew =
                        before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_alphanumeric);
                    if opens_anew && outer.closer == STRAIGHT {
                        push(outer, at, at, false);
                        open = fresh(STRAIGHT);
                    } else {
                        push(outer, at, at + width, true);
                        open = None;
                    }
                }
                Some(_) => {}
            },
            _ => {}
        }
        before = Some(char);
    }
    if let Some(outer) = open {
        push(outer, line.len(), line.len(), false);
    }
}

fn closer_of(mark: char) -> char {
    match mark {
        '«' => '»',
        '「' => '」',
        '『' => '』',
        _ => '”',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = runs(text).into_iter().map(|run| &text[run.inner]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_every_kind() {
        check("“가” \"b\" ``c'' ''d'' 「마」 『바』 «g»", &["가", "b", "c", "d", "마", "바", "g"]);
    }

    #[test]
    fn an_unclosed_mark_runs_to_the_end_of_its_paragraph() {
        check("“One.\n“Two.”", &["One.", "Two."]);
    }

    #[test]
    fn inches_open_nothing() {
        check("He is 6'2\" tall and said \"hi there\".", &["hi there"]);
    }
}
