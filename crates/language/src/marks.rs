//! Finds quoted runs: stretches between outer quotation marks, in the marks of both languages and of bad typography.
//!
//! `runs` cuts at line ends, `runs_of` at the paragraphs that it is given; `single` finds those of texts whose outer marks are single.

mod run;
mod single;

use std::ops::Range;

pub use run::Run;
use run::is_before_opening;

/// Returns the quoted runs of a text in reading order; a run never crosses a line break.
///
/// `“ ”`, `„ “`, `"`, `« »`, `» «`, `「 」`, `『 』`, doubled `''` and ` `` ` are outer marks, and `《 》` before what quotes; `‘ ’` and `'`
/// are not. An unclosed mark runs to the end of its line. A straight mark behind a digit (6'2") opens nothing.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut line_at = 0;
    for line in text.split_inclusive('\n') {
        runs_of_paragraph(line.trim_end_matches(['\n', '\r']), line_at, false, &mut runs);
        line_at += line.len();
    }
    runs
}

/// Returns the quoted runs of the paragraphs of a text, in reading order; a run crosses line breaks, but no end of a paragraph.
///
/// A paragraph whose first mark closes what the one before left open begins with a run: a quotation that goes on. Where a text
/// in Latin letters has its outer marks single, as British papers do, those are the runs.
/// `paragraphs` are in order and do not overlap; those that do not lie in the text have no runs.
pub fn runs_of(text: &str, paragraphs: &[Range<usize>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for paragraph in paragraphs {
        // The number of a page interrupts nothing.
        let Some(words) = text.get(paragraph.clone()).filter(|words| words.chars().any(char::is_alphabetic)) else {
            continue;
        };
        let n_before = runs.len();
        runs_of_paragraph(words, paragraph.start, is_open, &mut runs);
        is_open = runs[n_before..].last().is_some_and(|run| !run.is_closed);
    }
    single::with_singles(text, paragraphs, runs)
}

#[derive(Clone, Copy)]
struct Open {
    at: usize,
    inner_at: usize,
    closer: char,
}

const STRAIGHT: char = '"';
/// Stands for the mark that closes what the paragraph before left open.
const GOES_ON: char = '\0';

/// The Hangul letter that Korean pages and by-lines write for a bar.
pub const BAR: char = 'ㅣ';
/// The dots that Korean writing sets between names.
pub const DOTS: [char; 4] = ['·', '‧', 'ㆍ', '・'];
/// [`BAR`] between spaces, as it parts a headline from a site's name.
pub const SPACED_BAR: &str = " ㅣ ";

/// What Korean writes right behind words that it quotes.
const QUOTING: [&str; 8] = ["고 ", "라고", "이라고", "라며", "이라며", "라면서", "이라면서", "라는 말"];
/// The most bytes between angle brackets that are read as speech.
const ANGLED: usize = 1200;

/// Adds the runs of one paragraph; `goes_on` says whether the one before left its last run open.
fn runs_of_paragraph(line: &str, line_at: usize, goes_on: bool, runs: &mut Vec<Run>) {
    let mut open: Option<Open> = goes_on.then_some(Open { at: 0, inner_at: 0, closer: GOES_ON });
    let mut push = |open: Open, inner_end: usize, end: usize, is_closed: bool| {
        let is_lost = open.closer == GOES_ON && !is_closed;
        if !is_lost && line[open.inner_at..inner_end].chars().any(char::is_alphanumeric) {
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
            // „low and high“; »reversed«.
            '“' | '«' if open.is_some_and(|outer| outer.closer == mark) => {
                if let Some(outer) = open.take() {
                    push(outer, at, at + width, true);
                }
            }
            // A mark turned the wrong way: “so,“ she said; ”so,” she said.
            '“' if open.is_some_and(|outer| outer.closer == '”') && is_closing(before, after) => {
                if let Some(outer) = open.take() {
                    push(outer, at, at + width, true);
                }
            }
            '”' if open.is_none() && opens_here(before, after) => open = fresh('”'),
            '»' if open.is_none() && before.is_none_or(is_before_opening) => open = fresh('«'),
            '《' | '〈' if open.is_none_or(|outer| outer.closer == GOES_ON) => {
                if let Some(end) = angled(line, at, mark) {
                    push(Open { at, inner_at: at + width, closer: mark }, end - width, end, true);
                }
            }
            '“' | '‟' | '„' | '«' | '「' | '『' => {
                let closer = closer_of(mark);
                open = open.filter(|outer| outer.closer != GOES_ON);
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
                let closes = |outer: &Open| {
                    outer.closer == mark || matches!(outer.closer, STRAIGHT | GOES_ON | '“') && mark == '”'
                };
                if let Some(outer) = open.filter(closes) {
                    push(outer, at, at + width, true);
                    open = None;
                }
            }
            STRAIGHT => match open.filter(|outer| outer.closer != GOES_ON) {
                None => {
                    let is_inch = before.is_some_and(char::is_numeric) && !after.is_some_and(char::is_alphabetic);
                    let is_stray =
                        after.is_none_or(|char| char == ' ') && before.is_some_and(|char| !char.is_whitespace());
                    if let Some(outer) = open.filter(|_| is_stray && !is_inch) {
                        push(outer, at, at + width, true);
                        open = None;
                    } else if !is_inch && !is_stray {
                        open = fresh(STRAIGHT);
                    }
                }
                Some(outer) if matches!(outer.closer, STRAIGHT | '”' | '“') => {
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

/// Returns where words between angle brackets end which Korean quotes: a title is followed by no `라고`.
fn angled(line: &str, at: usize, mark: char) -> Option<usize> {
    let closer = if mark == '《' { '》' } else { '〉' };
    let inner = at + mark.len_utf8();
    let reach = line.floor_char_boundary((inner + ANGLED).min(line.len()));
    let end = inner + line[inner..reach].find(closer)? + closer.len_utf8();
    QUOTING.iter().any(|words| line[end..].starts_with(words)).then_some(end)
}

/// Says whether a mark between two characters can only close: right behind a word or its full stop, before a space or the end.
fn is_closing(before: Option<char>, after: Option<char>) -> bool {
    let is_end = |char: char| char.is_whitespace() || matches!(char, ',' | '.' | ';' | ')');
    before.is_some_and(|char| !char.is_whitespace() && !is_before_opening(char)) && after.is_none_or(is_end)
}

/// Says whether a mark between two characters can only open: before a word, behind a space or at the head of its line.
fn opens_here(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(is_before_opening) && after.is_some_and(char::is_alphanumeric)
}

fn closer_of(mark: char) -> char {
    match mark {
        '„' | '‟' => '“',
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
    fn marks_of_the_continent_and_of_the_north() {
        check("„Wir gehen“, »wir auch«, «nous aussi», „a” b", &["Wir gehen", "wir auch", "nous aussi", "a"]);
        check("《물때표》에서 《등은 꺼지지 않는다》고 하였다. 〈가자〉라고 했다.", &["등은 꺼지지 않는다", "가자"]);
    }

    #[track_caller]
    fn check_paragraphs(text: &str, expected: &[&str]) {
        let mut at = 0;
        let paragraphs: Vec<Range<usize>> = text
            .split("\n\n")
            .map(|words| {
                at += words.len() + 2;
                at - 2 - words.len()..at - 2
            })
            .collect();
        let found: Vec<&str> = runs_of(text, &paragraphs).into_iter().map(|run| &text[run.inner]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_run_crosses_lines_of_one_paragraph() {
        check_paragraphs(
            "He said “the lamp\nis a clock” and left.\n\n\"It\nis.\"",
            &["the lamp\nis a clock", "It\nis."],
        );
    }

    #[test]
    fn a_quotation_that_a_page_number_interrupts_goes_on() {
        check_paragraphs("“The lamp is\n\na clock,” he said. “It is.”", &["The lamp is", "a clock,", "It is."]);
        check_paragraphs("\"The lamp is\n\na clock,\" he said. \"It is.\"", &["The lamp is", "a clock,", "It is."]);
        check_paragraphs("“One.\n\nNo mark here.\n\n“Two.”", &["One.", "Two."]);
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
