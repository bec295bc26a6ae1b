//! Tells which lines go on with the line before: text that was broken into lines of one width, as mail and printed pages have it.

use onrecord_model::Media;

use super::line::{Line, has_label, is_list_item};

/// A column is at least this many characters wide, and at most `WIDEST`.
const NARROWEST: usize = 20;
const WIDEST: usize = 110;
/// Characters from which a line of Markdown without a full stop goes on in the next one.
const FULL: usize = 40;

/// Says of each line whether it goes on with the one before.
pub(super) fn goes_on(lines: &[Line<'_>], media: Media) -> Vec<bool> {
    let is_wrapped = is_hard_wrapped(lines) || is_column(lines);
    let mut is_open = false;
    let mut goes_on = vec![false; lines.len()];
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        is_open = leaves_open(before.words, is_open && !before.is_after_blank);
        if line.is_after_blank
            || begins_anew(line.words)
            || before.words.starts_with(['#', '|'])
            || is_head(before.words)
        {
            continue;
        }
        let is_small = line.words.starts_with(char::is_lowercase) && !line.words.starts_with("by ");
        let is_paragraph = media == Media::Markdown
            && n_chars(before.words) >= FULL
            && line.words.starts_with(char::is_alphanumeric)
            && !before.words.starts_with(['>', '!', '*', '_']);
        goes_on[at] =
            is_wrapped || !ends(before.words) && (is_small || is_paragraph) || is_open && closes(&lines[at..]);
    }
    goes_on
}

/// Lines over which an open quotation is followed.
const REACH: usize = 12;

/// Says whether a quotation is open at the end of a line.
fn leaves_open(words: &str, is_open: bool) -> bool {
    words.rfind(['“', '”']).map_or(is_open, |at| words[at..].starts_with('“'))
}

/// Says whether the first mark in the lines of one paragraph closes.
fn closes(lines: &[Line<'_>]) -> bool {
    let rest = lines.iter().enumerate().take(REACH).take_while(|(at, line)| *at == 0 || !line.is_after_blank);
    let first = rest.filter_map(|(_, line)| line.words.find(['“', '”']).map(|at| &line.words[at..])).next();
    first.is_some_and(|mark| mark.starts_with('”'))
}

fn n_chars(words: &str) -> usize {
    words.chars().count()
}

/// Says whether paragraphs were broken into lines of one width, as mail programs do.
fn is_hard_wrapped(lines: &[Line<'_>]) -> bool {
    let followed: Vec<usize> =
        lines.iter().filter(|line| !line.is_before_blank).map(|line| n_chars(line.words)).collect();
    let n_full = followed.iter().filter(|&&width| (50..=100).contains(&width)).count();
    followed.len() >= 3 && 10 * n_full >= 7 * followed.len() && lines.iter().all(|line| n_chars(line.words) <= WIDEST)
}

/// Says whether nearly every line that another follows is about as full as its column: the next word would not have fitted.
fn is_column(lines: &[Line<'_>]) -> bool {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].is_after_blank && !begins_anew(pair[1].words));
    let widest = pairs().map(|pair| n_chars(pair[0].words)).max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&widest) || lines.iter().any(|line| n_chars(line.words) > WIDEST) {
        return false;
    }
    let (mut n_pairs, mut n_full, mut n_open) = (0, 0, 0);
    for pair in pairs() {
        let next = pair[1].words.split_whitespace().next().map_or(0, n_chars);
        n_pairs += 1;
        n_full += usize::from(10 * (n_chars(pair[0].words) + 1 + next) > 9 * widest);
        n_open += usize::from(!ends(pair[0].words));
    }
    n_pairs >= 3 && 10 * n_full >= 9 * n_pairs && 2 * n_open >= n_pairs
}

/// Says whether a line begins something of its own: an item, a quotation, a heading, a turn of a conversation.
fn begins_anew(words: &str) -> bool {
    is_list_item(words)
        || words.starts_with(['>', '#', '|', '—', '–', '―', '[', '【', '▲', '◆', '※'])
        || ["```", "~~~", "![", "**", "- ", "Q.", "A.", "Q "].iter().any(|start| words.starts_with(start))
        || begins_turn(words)
}

/// Says whether a short label with a colon that is written as a name begins the line.
fn begins_turn(words: &str) -> bool {
    let Some(colon) = words.find([':', '：']).filter(|_| has_label(words)) else { return false };
    let label = words[..colon].trim_matches(['*', '_', ' ']);
    label.split_whitespace().count() <= 3
        && label.chars().any(char::is_alphanumeric)
        && !label.contains([',', '.', '“', '"', '(', '?', '!'])
        && label.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
}

/// Says whether a time ends a line, as behind the name of who speaks in a transcript: `Cleo Arden  00:12`.
fn is_head(words: &str) -> bool {
    let last = words.rsplit([' ', '(', '[']).next().unwrap_or_default().trim_end_matches([')', ']']);
    last.len() < words.len() && last.contains(':') && last.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// Says whether a line ends a sentence or leads up to something.
fn ends(words: &str) -> bool {
    words
        .trim_end_matches(['*', '_', ')', ']'])
        .ends_with(['.', '!', '?', '。', '…', ':', '：', ';', '”', '"', '」', '』', '|', '’'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::line::lines;

    #[track_caller]
    fn check(text: &str, expected: &[bool]) {
        assert_eq!(goes_on(&lines(text, 0), Media::Text), expected, "{text}");
    }

    #[test]
    fn a_quotation_that_a_line_leaves_open_goes_on() {
        check("하은결은 웃었다. “늦은 사람은\n물을 건넌다”고 했다.\n그는 갔다.", &[false, true, false]);
        check("“One.\n“Two.”", &[false, false]);
    }

    #[test]
    fn turns_and_items_go_on_with_nothing() {
        check("Iris Fell: The flats were\ndry.\nJonas Reed: Then we\nwalked.", &[false, true, false, true]);
        check("Iris Fell  0:03\nThe flats were dry.\n- one\n- two", &[false; 4]);
    }
}
