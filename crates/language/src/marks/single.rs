//! Finds quoted runs between single marks, in texts in Latin letters whose outer marks are single.

use std::ops::Range;

use onrecord_model::letter::is_syllable;

use super::run::{Run, is_before_opening};

/// The most bytes of a run between single marks.
const LONGEST: usize = 4000;

/// Returns the runs of a text: those in single marks, where more speech stands in them than in double ones outside of them.
pub(super) fn with_singles(text: &str, paragraphs: &[Range<usize>], doubles: Vec<Run>) -> Vec<Run> {
    if !text.contains('‘') && !text.contains(" '") && !text.contains("\n'") && !text.starts_with('\'') {
        return doubles;
    }
    let (mut singles, mut n_speech) = (Vec::new(), 0);
    for paragraph in paragraphs {
        let Some(words) = text.get(paragraph.clone()).filter(|words| !words.chars().any(is_syllable)) else { continue };
        n_speech += of_paragraph(words, paragraph.start, &mut singles);
    }
    let is_in = |double: &&Run| {
        let after = singles.partition_point(|single: &Run| single.outer.start <= double.outer.start);
        after.checked_sub(1).is_some_and(|at| double.outer.end <= singles[at].outer.end)
    };
    let n_outside = doubles.iter().filter(|double| !is_in(double)).count();
    if n_speech <= n_outside {
        return doubles;
    }
    let mut runs: Vec<Run> = doubles.iter().filter(|double| !is_in(double)).cloned().collect();
    let crosses = |single: &Run| {
        let after = runs.partition_point(|run| run.outer.end <= single.outer.start);
        runs.get(after).is_some_and(|run| run.outer.start < single.outer.end)
    };
    let kept: Vec<Run> = singles.iter().filter(|single| !crosses(single)).cloned().collect();
    runs.extend(kept);
    runs.sort_by_key(|run| run.outer.start);
    runs
}

/// Adds the runs in single marks of one paragraph; returns how many of them look like speech.
fn of_paragraph(words: &str, at: usize, singles: &mut Vec<Run>) -> usize {
    let mut n_speech = 0;
    let mut from = 0;
    // Up to here it is known that no straight mark and no curly one closes: each place is searched once.
    let mut barren = [0; 2];
    while let Some(open) = words[from..].find(['‘', '\'']).map(|open| from + open) {
        let width = words[open..].chars().next().map_or(1, char::len_utf8);
        from = open + width;
        if !opens(words, open, width) {
            continue;
        }
        let straight = width == 1;
        let searched = &mut barren[usize::from(straight)];
        let close = closing(words, from.max(*searched), from, straight);
        if close.is_none() {
            *searched = words.floor_char_boundary((from + LONGEST).min(words.len()));
        }
        let (end, is_closed) = match close {
            Some(close) => (close, true),
            // Papers open each paragraph of a long quotation, and close the last one.
            None if open == 0 && !straight && words.len() <= LONGEST => (words.len(), false),
            None => continue,
        };
        let inner = &words[from..end];
        let outer_end = if is_closed { end + words[end..].chars().next().map_or(0, char::len_utf8) } else { end };
        // ‘We failed’, she said: the comma behind the mark, as some papers have it.
        let has_comma_behind = inner.contains(' ') && words[outer_end..].starts_with(',');
        n_speech += usize::from(ends_as_speech(inner) || has_comma_behind);
        singles.push(Run { outer: at + open..at + outer_end, inner: at + from..at + end, is_closed });
        from = outer_end;
    }
    n_speech
}

fn opens(words: &str, at: usize, width: usize) -> bool {
    let after = words[at + width..].chars().next();
    words[..at].chars().next_back().is_none_or(|char| is_before_opening(char) || matches!(char, '“' | '"' | '*' | '_'))
        && after.is_some_and(|char| {
            char.is_alphabetic() || char.is_numeric() && width > 1 || matches!(char, '“' | '"' | '…' | '£' | '$')
        })
}

/// Returns where the mark stands that closes the run that begins at `from`, looked for at `at` and behind: one with a pause on
/// either side, else the first that no s stands before.
fn closing(words: &str, at: usize, from: usize, straight: bool) -> Option<usize> {
    let mark = if straight { '\'' } else { '’' };
    let reach = words.floor_char_boundary((from + LONGEST).min(words.len()));
    let (mut plain, mut behind_s) = (None, None);
    let at = at.min(reach);
    let mut before = if at > from { words[..at].chars().next_back() } else { None };
    for (offset, char) in words[at..reach].char_indices() {
        let here = at + offset;
        let after = words[here + char.len_utf8()..].chars().next();
        if char == mark
            && before.is_some_and(|char: char| !char.is_whitespace())
            && after.is_none_or(|char| !char.is_alphanumeric())
        {
            let is_pause = |char: Option<char>| {
                char.is_some_and(|char| matches!(char, ',' | '.' | '!' | '?' | '…' | ';' | ':' | '—' | '–'))
            };
            if is_pause(before) || is_pause(after) || before.is_some_and(|char| matches!(char, '”' | '"')) {
                return Some(here);
            }
            let slot = if before == Some('s') { &mut behind_s } else { &mut plain };
            slot.get_or_insert(here);
        } else if (char == '‘' || straight && char == mark) && opens(words, here, char.len_utf8()) && plain.is_some()
        {
            break;
        }
        before = Some(char);
    }
    plain.or(behind_s)
}

fn ends_as_speech(inner: &str) -> bool {
    inner.trim_end_matches(['”', '"', ' ']).ends_with([',', '.', '!', '?', '…', '—', '–'])
}

#[cfg(test)]
mod tests {
    use crate::marks::runs_of;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = runs_of(text, &[0..text.len()]).into_iter().map(|run| &text[run.inner]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn british_marks_with_apostrophes_inside() {
        check(
            "‘The bridge is closed,’ said Cleo Arden. ‘It will open on Monday.’",
            &["The bridge is closed,", "It will open on Monday."],
        );
        check(
            "‘I don’t blame them,’ she added. ‘They’re busy people.’",
            &["I don’t blame them,", "They’re busy people."],
        );
        check("‘The dogs’ dinner is late,’ he said.", &["The dogs’ dinner is late,"]);
        check("The board had been ‘deaf and slow’ for years, ‘and it is,’ she said.", &["deaf and slow", "and it is,"]);
        check("‘When Cleo says “dig”, people dig.’", &["When Cleo says “dig”, people dig."]);
        check("‘We failed’, she said, and the dogs’ bowls were empty.", &["We failed"]);
    }

    #[test]
    fn straight_single_marks() {
        check("'The bridge is closed,' said Arden. 'It won't open.'", &["The bridge is closed,", "It won't open."]);
        check("'Give 'em the spade,' he said.", &["Give 'em the spade,"]);
    }

    #[test]
    fn where_double_marks_are_the_outer_ones_single_ones_are_not() {
        check("“He said ‘no way,’ and left,” she said. “Then ‘yes.’”", &["He said ‘no way,’ and left,", "Then ‘yes.’"]);
        check(&"'a ".repeat(200_000), &[]);
        check("The dogs’ owner, the ‘king’ of the ’90s, didn’t come.", &[]);
        check("‘가자.’ 하고 그는 생각했다.", &[]);
    }
}
