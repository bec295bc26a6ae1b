//! Takes what rolling captions repeat out of them: a row that moves up, and a line that grows word by word, stand once.

/// Repeats from which captions roll.
const REPEATS: usize = 2;

/// Leaves each row once in captions that roll; returns how many rows were repeated. `rows` are those of each cue, in order.
///
/// Captions roll where at least half of their cues begin with the last row of the cue before; else a row that stands twice
/// was said twice.
pub(super) fn unroll(rows: &mut [Vec<String>]) -> usize {
    let shown: Vec<Vec<String>> = rows.to_vec();
    let pairs = || shown.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let n_pairs = pairs().count();
    let n_rolled = pairs().filter(|pair| n_repeated(&pair[0], &pair[1]) > 0 || grows(&pair[0], &pair[1])).count();
    let moves =
        pairs().any(|pair| pair[1].len() > 1 && n_repeated(&pair[0], &pair[1]) > 0 || grows(&pair[0], &pair[1]));
    if n_rolled < REPEATS || 2 * n_rolled < n_pairs || !moves {
        return 0;
    }
    let mut n_left_out = 0;
    for at in 1..rows.len() {
        let n = n_repeated(&shown[at - 1], &shown[at]);
        if n > 0 {
            rows[at].drain(..n);
            n_left_out += n;
        } else if grows(&shown[at - 1], &shown[at]) {
            n_left_out += rows[at - 1].len();
            rows[at - 1].clear();
        }
    }
    n_left_out
}

/// Returns how many rows a cue begins with that the one before ended with.
fn n_repeated(before: &[String], cue: &[String]) -> usize {
    (1..=before.len().min(cue.len()).min(4)).rev().find(|&n| before[before.len() - n..] == cue[..n]).unwrap_or(0)
}

/// Says whether a cue is the one before with more words behind it.
fn grows(before: &[String], cue: &[String]) -> bool {
    let ([rest @ .., last], true) = (before, before.len() <= cue.len()) else { return false };
    cue.starts_with(rest) && cue[rest.len()].strip_prefix(last.as_str()).is_some_and(|more| more.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cues: &[&str], expected: &[&str], n_left_out: usize) {
        let mut rows: Vec<Vec<String>> = cues.iter().map(|cue| cue.split('/').map(str::to_owned).collect()).collect();
        assert_eq!(unroll(&mut rows), n_left_out, "{cues:?}");
        let shown: Vec<String> = rows.iter().map(|rows| rows.join("/")).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn rows_that_move_up_stand_once() {
        check(&["one", "one", "one/two", "two", "two/three"], &["one", "", "two", "", "three"], 4);
        check(&["물이/빠지면", "빠지면/길이", "길이/나와요"], &["물이/빠지면", "길이", "나와요"], 2);
    }

    #[test]
    fn a_line_that_grows_stands_once() {
        check(&["good", "good evening", "good evening all", "yes"], &["", "", "good evening all", "yes"], 2);
    }

    #[test]
    fn what_is_said_twice_stands_twice() {
        check(&["Yes.", "Yes.", "No.", "Who?", "Me."], &["Yes.", "Yes.", "No.", "Who?", "Me."], 0);
        check(&["Go!", "Go!", "Go!"], &["Go!", "Go!", "Go!"], 0);
    }
}
