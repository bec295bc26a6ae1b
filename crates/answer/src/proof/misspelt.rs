//! Finds names of a draft that are nearly, but not quite, those of people on record.

use onrecord_model::letter::is_syllable;

use super::letters::Letters;
use super::register::{OnRecord, Register};

/// Returns the spelling on record that a name was probably meant to be, or `None` where it is attested, another
/// spelling of a person on record, or too far from all.
pub fn meant<'a>(name: &str, register: &'a Register<'_>) -> Option<&'a str> {
    if is_attested(name, register) {
        return None;
    }
    let near =
        |known: &'a OnRecord| known.spellings.iter().map(move |spelling| (spelling.as_str(), is_near(name, spelling)));
    let found: Vec<&str> =
        register.people.iter().flat_map(near).filter(|&(_, near)| near).map(|(spelling, _)| spelling).collect();
    let first = found.first().copied()?;
    // Two people as near as each other: nobody knows who was meant.
    let is_one =
        found.iter().all(|other| Letters::of(other) == Letters::of(first) || register.compare(first, other) >= 0.5);
    is_one.then_some(first)
}

/// Says whether a name is a spelling on record, or another spelling of one.
fn is_attested(name: &str, register: &Register<'_>) -> bool {
    let letters = Letters::of(name);
    register
        .people
        .iter()
        .flat_map(|known| &known.spellings)
        .any(|spelling| Letters::of(spelling).as_str() == letters.as_str())
        || register
            .people
            .iter()
            .flat_map(|known| &known.spellings)
            .any(|spelling| is_hangul(spelling) != is_hangul(name) && register.compare(name, spelling) >= 0.5)
}

fn is_hangul(name: &str) -> bool {
    name.chars().any(is_syllable)
}

/// Letters of the word that two slips of one name share, and of the one in which they differ.
const SHARED: usize = 4;
const SHORT: usize = 4;

/// Says whether one name is a slip of the other: one or two sounds of a Korean name, one or two letters of a Latin one.
pub fn is_near(name: &str, spelling: &str) -> bool {
    let (one, other) = (Letters::of(name).chars(), Letters::of(spelling).chars());
    if one == other || is_hangul(name) != is_hangul(spelling) {
        return false;
    }
    if is_hangul(name) {
        let n_common = one.len().min(other.len());
        if n_common < 2 || one.len().abs_diff(other.len()) > 1 || one.len().max(other.len()) < 3 {
            return false;
        }
        if one.len() == other.len() {
            let wrong: Vec<(char, char)> =
                one.iter().copied().zip(other.iter().copied()).filter(|(one, other)| one != other).collect();
            let n_sounds: usize = wrong.iter().map(|&(one, other)| sounds_apart(one, other)).sum();
            let is_swapped = wrong.len() == 2 && wrong[0] == (wrong[1].1, wrong[1].0);
            return is_swapped || wrong.len() == 1 && n_sounds <= 2 || wrong.len() == 2 && n_sounds == 2;
        }
        // A syllable more or less: only of names long enough to be known by the rest.
        return n_common >= 3 && distance(&one, &other) == 1;
    }
    let n_words = |name: &str| name.split([' ', '-']).count();
    let longest = one.len().max(other.len());
    let most = match longest {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    let is_full = n_words(name) >= 2 && n_words(spelling) >= 2;
    (is_full || longest >= 7) && distance(&one, &other) <= most
}

/// Says whether one name is a slip of the very person's who says the words: near, or one syllable of a Latin one off.
pub(super) fn is_slip(name: &str, spelling: &str) -> bool {
    let syllables = |name: &str| -> Vec<String> { name.split([' ', '-']).map(str::to_lowercase).collect() };
    let (one, other) = (syllables(name), syllables(spelling));
    let n_apart = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    is_near(name, spelling)
        || one.len() == other.len() && one.len() >= 3 && n_apart == 1 && !is_hangul(name)
        || one.len() == other.len() && n_apart == 1 && !is_hangul(name) && is_like_surname(&one, &other)
}

/// Says whether two names differ in one short word that begins alike: Garam Yoo and Garam Yun.
fn is_like_surname(one: &[String], other: &[String]) -> bool {
    let is_long = one.iter().zip(other).any(|(one, other)| one == other && one.len() >= SHARED);
    let differs = one.iter().zip(other).find(|(one, other)| one != other);
    is_long
        && differs.is_some_and(|(one, other)| {
            one.len().max(other.len()) <= SHORT && one.chars().next() == other.chars().next()
        })
}

/// Returns the words of a text that a name is a slip of, where the text has them: for names that the reader missed there.
pub(super) fn slip_in(name: &str, text: &str) -> Option<String> {
    let n_words = name.split_whitespace().count();
    let tokens: Vec<&str> =
        text.split_whitespace().map(|token| token.trim_matches(|char: char| !char.is_alphanumeric())).collect();
    if is_hangul(name) {
        let n_letters = name.chars().count();
        let head = |token: &&str| -> String { token.chars().take(n_letters).collect() };
        return tokens
            .iter()
            .map(head)
            .find(|head| head.chars().count() == n_letters && head.chars().all(is_syllable) && is_near(name, head));
    }
    let is_capital = |token: &&str| token.starts_with(char::is_uppercase);
    tokens
        .windows(n_words.max(1))
        .filter(|run| run.iter().all(is_capital))
        .map(|run| run.join(" "))
        .find(|run| is_near(name, run))
}

/// Counts the sounds in which two syllables differ: initial, vowel, final.
fn sounds_apart(one: char, other: char) -> usize {
    let sounds = |syllable: char| {
        let index = u32::from(syllable).wrapping_sub(0xac00);
        [index / 588, index % 588 / 28, index % 28]
    };
    if !is_syllable(one) || !is_syllable(other) {
        return 3;
    }
    sounds(one).iter().zip(sounds(other)).filter(|&(one, other)| *one != other).count()
}

/// Returns the edit distance with swaps of neighbours (optimal string alignment).
pub(super) fn distance(one: &[char], other: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (at, &char) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (column, &letter) in other.iter().enumerate() {
            let mut best =
                (rows[at][column] + usize::from(char != letter)).min(rows[at][column + 1] + 1).min(row[column] + 1);
            if at > 0 && column > 0 && char == other[column - 1] && one[at - 1] == letter {
                best = best.min(rows[at - 1][column - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, spelling: &str, near: bool) {
        assert_eq!(is_near(name, spelling), near, "{name} {spelling}");
    }

    #[test]
    fn slips() {
        check("윤가란", "윤가람", true);
        check("윤거람", "윤가람", true);
        check("윤람가", "윤가람", true);
        check("남궁술", "남궁슬", true);
        check("Yoon Ga-ran", "Yoon Ga-ram", true);
        check("Byun Do-hwa", "Byun Do-ha", true);
        check("Ines Caloway", "Ines Calloway", true);
    }

    #[test]
    fn other_people() {
        check("윤가람", "윤가람", false);
        check("김민재", "박민수", false);
        check("윤보라", "윤가람", false);
        check("Lee", "Kim", false);
        check("Ines Calloway", "Jonah Pell", false);
        check("Yoon Ga-ram", "윤가람", false);
    }

    #[test]
    fn a_slip_of_the_one_who_says_it() {
        assert!(is_slip("Bae Chang-soon", "Bae Chang-su"));
        assert!(!is_slip("Bae Chang-soon", "Bae Min-su"));
        assert!(!is_slip("Huddle", "Handel"));
    }
}
