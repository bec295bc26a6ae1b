//! Reads SubRip and WebVTT: cues behind a line of times. One reader for both, as files mix their habits.

use super::cue::{Cue, Cues};

/// Returns the cues of a file; what stands outside of them is left out, what was meant as one is counted.
pub(crate) fn cues(text: &str) -> Cues {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end()).collect();
    let next_words = next_words(&lines);
    let mut found = Cues::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(found_arrow) = arrow(line) else {
            // A block of notes or styles runs to the next blank line.
            if ["NOTE", "STYLE", "REGION"].iter().any(|word| line.trim() == *word || line.starts_with("NOTE ")) {
                while lines.get(at).is_some_and(|line| !line.trim().is_empty() && arrow(line).is_none()) {
                    at += 1;
                }
            }
            continue;
        };
        let times = times(line, found_arrow);
        let first = at;
        while lines.get(at).is_some_and(|line| !ends_cue(line, &lines, &next_words, at)) {
            at += 1;
        }
        match times {
            Some((start_ms, end_ms)) => {
                let words = lines[first..at].join("\n");
                found.cues.push(Cue { start_ms, end_ms, words });
            }
            None => found.n_broken += 1,
        }
    }
    found
}

/// Returns for each line the place of the next one behind it that is not blank.
fn next_words(lines: &[&str]) -> Vec<usize> {
    let mut next = vec![lines.len(); lines.len()];
    for at in (1..lines.len()).rev() {
        next[at - 1] = if lines[at].trim().is_empty() { next[at] } else { at };
    }
    next
}

/// Says whether a cue's words end before this line: at a line of times, at a cue's number in front of one, or
/// at a blank line unless more words of the same cue follow.
fn ends_cue(line: &str, lines: &[&str], next_words: &[usize], at: usize) -> bool {
    let is_number = |line: &str| !line.trim().is_empty() && line.trim().bytes().all(|byte| byte.is_ascii_digit());
    let has_arrow = |at: usize| lines.get(at).is_some_and(|line| arrow(line).is_some());
    if has_arrow(at) || is_number(line) && has_arrow(at + 1) {
        return true;
    }
    if !line.trim().is_empty() {
        return false;
    }
    let next = next_words[at];
    let Some(words) = lines.get(next) else { return true };
    let is_note = || ["NOTE", "STYLE", "REGION"].iter().any(|word| words.trim() == *word || words.starts_with("NOTE "));
    // A name or number of the next cue, which may have a blank line behind it.
    let is_head = || has_arrow(next + 1) || is_number(words) && has_arrow(next_words[next]);
    has_arrow(next) || is_head() || is_note()
}

/// Returns where the arrow between two times stands; files were seen with `-->`, `->`, `—>` and `-- >`.
fn arrow(line: &str) -> Option<(usize, usize)> {
    let found = ["-->", "—>", "–>", "-- >", "->"]
        .into_iter()
        .find_map(|arrow| line.find(arrow).map(|at| (at, at + arrow.len())))?;
    let front = line[..found.0].trim();
    let is_time = front.bytes().any(|byte| byte.is_ascii_digit())
        && front.chars().all(|char| char.is_ascii_digit() || matches!(char, ':' | '.' | ',' | ' ' | ';' | '-'));
    (is_time || line.contains("-->")).then_some(found)
}

fn times(line: &str, (from, to): (usize, usize)) -> Option<(u32, u32)> {
    let start = time(line[..from].trim())?;
    let end = time(line[to..].split_whitespace().next()?)?;
    Some((start, end.max(start)))
}

/// Reads `00:01:02,345`, `1:02.345`, `00:01:02` in milliseconds.
fn time(text: &str) -> Option<u32> {
    let text = text.split_whitespace().last().filter(|_| !text.contains(": "))?;
    let (clock, fraction) = match text.rfind([',', '.']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        // `00:01:02:345`
        None if text.matches(':').count() == 3 => text.rsplit_once(':')?,
        None => (text, ""),
    };
    let mut seconds: u32 = 0;
    let parts: Vec<&str> = clock.split([':', ';']).collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for (at, part) in parts.iter().enumerate() {
        let number: u32 = part.trim().parse().ok()?;
        // A file that is cut off ends in the middle of a time.
        if at > 0 && (number >= 60 || part.trim().len() < 2) {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
    }
    let millis = match fraction.len() {
        0 => 0,
        length @ 1..=6 => {
            let number: u32 = fraction.parse().ok()?;
            number * 1000 / 10u32.pow(length as u32)
        }
        _ => return None,
    };
    seconds.checked_mul(1000)?.checked_add(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, u32, &str)], n_broken: usize) {
        cues(text).check(text, expected, n_broken);
    }

    #[test]
    fn times_in_every_habit() {
        check("1\n00:00:01,500 --> 00:00:02,000\n하나\n", &[(1500, 2000, "하나")], 0);
        check("01:02.3 -> 01:04 align:start\nx", &[(62_300, 64_000, "x")], 0);
        check("0:00:01:250 --> 0:00:02:000\nx", &[(1250, 2000, "x")], 0);
    }

    #[test]
    fn a_broken_cue_takes_no_other_with_it() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:0x,000 --> 00:00:04,000\nlost\n\n3\n00:00:05,000 --> 00:00:06,000\nc\n";
        check(text, &[(1000, 2000, "a"), (5000, 6000, "c")], 1);
    }

    #[test]
    fn a_missing_blank_line_ends_nothing_wrongly() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\n\n3\n00:00:05,000 --> 00:00:06,000\n1999\n";
        check(text, &[(1000, 2000, "a"), (3000, 4000, ""), (5000, 6000, "1999")], 0);
    }

    #[test]
    fn a_blank_line_inside_a_cue_ends_nothing() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\na,\n\nb.\n\n\n305\n00:00:03,000 --> 00:00:04,000\nc\n\n\n";
        check(text, &[(1000, 2000, "a,\n\nb."), (3000, 4000, "c")], 0);
    }

    #[test]
    fn notes_and_styles_are_no_words() {
        let text = "WEBVTT - title\n\nSTYLE\n::cue { color: red }\n\nNOTE written by hand\nmore\n\nintro\n00:01.000 --> 00:02.000\nhello\n";
        check(text, &[(1000, 2000, "hello")], 0);
    }
}
