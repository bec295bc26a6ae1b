//! Tells the name of a speaker in front of words, `Name: words` or `[Name] words`, from a clause, a time or a sound.

use onrecord_model::letter::is_syllable;

use crate::Lexicon;
use crate::lexicon::{Part, is};

/// Characters and words of a speaker's label.
const LONGEST: usize = 40;
const WORDS: usize = 4;

/// Words that begin a clause, and no name.
const CLAUSE: u64 =
    is::SUBJECT | is::THAT | is::WHICH | is::WH | is::AND | is::BUT | is::SUBORDINATOR | is::NOT | is::AUXILIARY;
/// Words that stand for somebody, though they may also be verbs.
const SOMEBODY: u64 = is::GIVEN | is::SURNAME | is::ROLE | is::GROUP | is::TITLE | is::MALE | is::FEMALE;

/// Returns a label without a note in round brackets behind the name: `Cleo Arden (Guest)`.
pub fn without_note(label: &str) -> &str {
    let label = label.trim();
    let note = label.ends_with([')', '）']).then(|| label.rfind(['(', '（'])).flatten();
    note.map(|at| label[..at].trim_end()).filter(|name| !name.is_empty()).unwrap_or(label)
}

/// Says whether words in front of a colon can be the name of who speaks: short, written as a name, no clause.
pub fn names_speaker(label: &str, lexicon: &Lexicon) -> bool {
    let name = without_note(label);
    let words = || name.split_whitespace();
    let n_words = words().count();
    let is_written_so = |word: &str| {
        let word = word.trim_start_matches(['(', '[', '#', '\'', '’', '‘', '“', '"']);
        !word.starts_with(char::is_lowercase) || lexicon.english.small.in_name.has(word)
    };
    let has_stop = words().any(|word| word.ends_with('.') && word.chars().count() > 5);
    if !(1..=WORDS).contains(&n_words)
        || name.chars().count() > LONGEST
        || !name.chars().any(char::is_alphabetic)
        || name.contains([',', '!', '?', '♪', '“', '”', '"', '…'])
        || has_stop
        || !words().all(is_written_so)
    {
        return false;
    }
    if name.chars().any(is_syllable) {
        let is_sentence = lexicon.bylines.ends(Part::SentenceEnd, name) && !lexicon.korean.is_likely_name(name);
        return !is_sentence || n_words == 1 && name.chars().count() <= 3;
    }
    let first = words().next().unwrap_or_default();
    let known = lexicon.english.word(first);
    if known.kinds & CLAUSE != 0 && known.kinds & is::GIVEN == 0 && !is_host(first, lexicon) {
        return false;
    }
    let is_loud = first.chars().all(|char| !char.is_lowercase()) && first.chars().count() > 1;
    n_words > 1 || known.forms == 0 || known.kinds & SOMEBODY != 0 || is_loud || is_host(first, lexicon)
}

/// Says whether words in brackets in front of others are the name of who speaks, and not a sound or a note.
///
/// In square brackets, which notes seldom have, a Korean word that is no sound is enough.
pub fn is_bracketed_name(label: &str, is_square: bool, lexicon: &Lexicon) -> bool {
    let name = label.trim();
    if !names_speaker(name, lexicon) || lexicon.interview.is_sound(&folded(name)) {
        return false;
    }
    if name.chars().any(is_syllable) {
        let is_word = is_square && !name.contains(' ') && (2..=4).contains(&name.chars().count());
        return is_word
            || lexicon.korean.is_likely_name(name)
            || lexicon.korean.is_role(name)
            || is_host(name, lexicon);
    }
    let is_named = |word: &str| {
        let kinds = lexicon.english.word(word).kinds;
        kinds & (is::GIVEN | is::SURNAME | is::TITLE) != 0 || !lexicon.english.is_common(word)
    };
    is_host(name, lexicon) || name.split_whitespace().all(|word| is_named(word.trim_end_matches('.')))
}

fn is_host(name: &str, lexicon: &Lexicon) -> bool {
    lexicon.interview.is_host(&folded(name))
}

fn folded(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&str, &Lexicon) -> bool, names: &[&str], others: &[&str]) {
        let lexicon = Lexicon::built_in();
        for name in names {
            assert!(rule(name, &lexicon), "{name} names nobody");
        }
        for other in others {
            assert!(!rule(other, &lexicon), "{other} names somebody");
        }
    }

    #[test]
    fn in_front_of_a_colon() {
        check(
            names_speaker,
            &[
                "Orla Fenn",
                "HOST",
                "GUARD #2",
                "백도윤",
                "Cleo Arden (Guest)",
                "SPEAKER_00",
                "참석자 1",
                "Vincent van Berg",
                "Dr. Hale",
                "MAN",
            ],
            &[
                "He always said",
                "I",
                "that",
                "Who",
                "And then he said",
                "Remember",
                "Because",
                "그는 늘 이렇게 말했다",
                "Well, look",
                "Wait!",
            ],
        );
    }

    #[test]
    fn in_brackets() {
        let in_round: fn(&str, &Lexicon) -> bool = |label, lexicon| is_bracketed_name(label, false, lexicon);
        check(
            in_round,
            &["Nora", "백도윤", "SPEAKER_01", "Odo Brandt", "한서율"],
            &[
                "Laughter",
                "Applause",
                "SIGHS",
                "door slams",
                "Music",
                "웃음",
                "물소리",
                "한숨",
                "박수",
                "문소리",
                "Radio",
                "a radio plays",
            ],
        );
        let in_square: fn(&str, &Lexicon) -> bool = |label, lexicon| is_bracketed_name(label, true, lexicon);
        check(in_square, &["허들", "손해밀"], &["박수", "파도 소리", "Applause"]);
    }
}
