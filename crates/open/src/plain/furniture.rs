//! Tells page numbers and running heads from text: what stands in a file because it was once printed.

use std::collections::HashMap;

use super::line::{Line, bare};

/// Characters of a running head.
const HEAD: usize = 80;
/// Times that a line stands beside page numbers from which it is a running head.
const RECURS: usize = 3;

/// Says of each line whether it is a page number or a running head.
pub(super) fn furniture(lines: &[Line<'_>]) -> Vec<bool> {
    let is_alone = |at: usize| lines.get(at).is_some_and(|line| line.is_after_blank && line.is_before_blank);
    let is_number: Vec<bool> =
        (0..lines.len()).map(|at| at > 0 && is_alone(at) && is_page_number(lines[at].words)).collect();
    if !is_number.contains(&true) {
        return is_number;
    }
    let beside =
        |at: usize| at.checked_sub(1).is_some_and(|before| is_number[before]) || is_number.get(at + 1) == Some(&true);
    let is_short =
        |at: usize| lines[at].words.chars().count() <= HEAD && !lines[at].words.ends_with(['.', '!', '?', '”', '"']);
    let mut n_of: HashMap<&str, usize> = HashMap::new();
    for at in (0..lines.len()).filter(|&at| !is_number[at] && beside(at) && is_short(at)) {
        *n_of.entry(bare(lines[at].words)).or_default() += 1;
    }
    (0..lines.len())
        .map(|at| {
            let recurs = || n_of.get(bare(lines[at].words)).is_some_and(|&n| n >= RECURS);
            is_number[at] || at > 0 && beside(at) && is_short(at) && recurs()
        })
        .collect()
}

/// Says whether a line is the number of a page: `12`, `- 12 -`, `12 / 30`, `Page 12 of 30`.
fn is_page_number(words: &str) -> bool {
    let is_part = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            || ["page", "p", "p.", "of"].iter().any(|word| part.eq_ignore_ascii_case(word))
    };
    let mut parts =
        words.split([' ', '-', '–', '—', '/', '|', '[', ']', '·']).filter(|part| !part.is_empty()).peekable();
    words.len() <= 24 && words.bytes().any(|byte| byte.is_ascii_digit()) && parts.peek().is_some() && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::line::lines;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = lines(text, 0);
        let found: Vec<&str> =
            furniture(&lines).iter().zip(&lines).filter(|(is, _)| **is).map(|(_, line)| line.words).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_of_pages_in_every_dress() {
        check("One.\n\n12\n\nTwo.\n\n- 13 -\n\nThree.\n\nPage 14 of 30\n\nFour.", &["12", "- 13 -", "Page 14 of 30"]);
        check("1984\n\nIt was a year.\n\nIn 1985 came\n12\nmore.", &[]);
    }

    #[test]
    fn a_line_beside_page_numbers_that_recurs_is_no_text() {
        let text = "갯벌 이야기\n\n첫째.\n\n12\n\n갯벌 이야기\n\n둘째.\n\n13\n\n갯벌 이야기\n\n셋째.\n\n14\n\n갯벌 이야기\n\n넷째.";
        check(text, &["12", "갯벌 이야기", "13", "갯벌 이야기", "14", "갯벌 이야기"]);
    }
}
