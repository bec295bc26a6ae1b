//! Phonetic keys: spellings of one name share at least one, whatever their script.

use super::foreign;
use super::latin::{is_korean, likely_surnames};
use super::order::runs;
use super::shape::{Script, Shape, shapes};
use super::syllable::Syllable;
use super::table::Names;

/// A key that spellings of one name share; a few other names share it as well.
pub type Key = String;

/// Returns the keys to look a name up by: a handful, in no order that means anything, each once.
///
/// A Korean name's key is its surname in Hangul and the consonants of its given name, since vowels are what
/// romanizations differ in; a Latin spelling has one for each surname that it can be, at either end. A Western
/// name's key is its last word and the first letter of its first; with a foreign name in Hangul it shares those of `foreign`.
pub fn keys(name: &str, names: &Names) -> Vec<Key> {
    names.memo.keys(name, || worked_out(name, names))
}

fn worked_out(name: &str, names: &Names) -> Vec<Key> {
    let mut keys = Vec::new();
    for shape in shapes(name, &names.titles) {
        match shape.script {
            Script::Hangul => {
                hangul_keys(&shape, names, &mut keys);
                keys.extend(foreign::hangul_keys(&shape, names));
                if names.is_own_name(&shape.words.concat()) {
                    keys.push(names.pinyin.hangul_key(&shape));
                }
            }
            Script::Latin => {
                latin_keys(&shape, names, &mut keys);
                keys.extend(names.pinyin.latin_keys(&shape));
                if !runs(&shape).iter().any(|run| is_korean(run, names)) {
                    keys.extend(foreign::latin_keys(&shape));
                }
            }
            Script::Other => keys.push(format!("={}", shape.words.concat())),
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Returns the keys of the parts of a name, by which somebody of whom only a surname or a given name is known can be found
/// with [`keys_of_part`]; none for a name of one part.
pub fn part_keys(name: &str, names: &Names) -> Vec<Key> {
    names.memo.keys(&format!("~{name}"), || parts_worked_out(name, names))
}

fn parts_worked_out(name: &str, names: &Names) -> Vec<Key> {
    let mut keys = Vec::new();
    for shape in shapes(name, &names.titles) {
        match shape.script {
            Script::Hangul => {
                let syllables: Vec<char> = shape.words.concat().chars().collect();
                let surname: String = syllables.iter().take(2).collect();
                let n_surname = if names.compound.contains_key(surname.as_str()) { 2 } else { 1 };
                if syllables.len() > n_surname {
                    let (surname, given) = syllables.split_at(n_surname);
                    keys.extend([hangul_part(surname), hangul_part(given)]);
                }
            }
            Script::Latin if shape.words.len() > 1 => {
                keys.extend(shape.words.iter().map(|word| latin_part(word.as_bytes())));
                for run in runs(&shape) {
                    keys.push(latin_part(&run.letters[run.surname..]));
                }
            }
            _ => {}
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Returns the keys by which [`part_keys`] finds the bearers of a surname or a given name.
pub fn keys_of_part(part: &str, names: &Names) -> Vec<Key> {
    let mut keys: Vec<Key> = shapes(part, &names.titles)
        .into_iter()
        .filter_map(|shape| match shape.script {
            Script::Hangul => Some(hangul_part(&shape.words.concat().chars().collect::<Vec<char>>())),
            Script::Latin => Some(latin_part(shape.words.concat().as_bytes())),
            Script::Other => None,
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn hangul_part(syllables: &[char]) -> Key {
    format!("~{}", hangul_bones(syllables))
}

fn latin_part(letters: &[u8]) -> Key {
    format!("~{}", latin_bones(letters))
}

fn hangul_keys(shape: &Shape, names: &Names, keys: &mut Vec<Key>) {
    let syllables: Vec<char> = shape.words.concat().chars().collect();
    let whole = hangul_bones(&syllables);
    if syllables.len() != 3 || shape.words.len() > 1 {
        keys.push(format!("|{whole}"));
    }
    if syllables.len() < 2 {
        return;
    }
    keys.push(format!("{}|{}", syllables[0], hangul_bones(&syllables[1..])));
    let surname: String = syllables[..2].iter().collect();
    if syllables.len() > 2 && names.compound.contains_key(surname.as_str()) {
        keys.push(format!("{surname}|{}", hangul_bones(&syllables[2..])));
    }
}

fn latin_keys(shape: &Shape, names: &Names, keys: &mut Vec<Key>) {
    let whole: Vec<u8> = shape.words.concat().into_bytes();
    if shape.words.len() == 1 {
        keys.push(format!("|{}", latin_bones(&whole)));
        for end in 1..whole.len().saturating_sub(1).min(9) {
            let broken = shape.hyphens.first().is_none_or(|hyphens| hyphens.is_empty() || hyphens.contains(&end));
            let known = str::from_utf8(&whole[..end]).ok().and_then(|word| names.surnames.spellings.get(word));
            for (surname, count, _) in known.filter(|_| broken).into_iter().flat_map(|known| &known.syllables) {
                if *count >= 5 {
                    keys.push(format!("{surname}|{}", latin_bones(&whole[end..])));
                }
            }
        }
        return;
    }
    for run in runs(shape) {
        let (surname, given) = run.letters.split_at(run.surname);
        for hangul in likely_surnames(surname, names) {
            keys.push(format!("{hangul}|{}", latin_bones(given)));
        }
    }
    keys.push(format!("|{}", latin_bones(&whole)));
    let (first, last) = if shape.inverted {
        (shape.words.get(1), shape.words.first())
    } else {
        (shape.words.first(), shape.words.last())
    };
    let (Some(first), Some(last)) = (first, last) else { return };
    let long = names.nicknames.get(first.as_str()).into_iter().flatten().copied();
    for first in long.chain([first.as_str()]) {
        if let Some(initial) = first.chars().next() {
            keys.push(format!("{last}/{initial}"));
        }
    }
}

/// Returns the consonant classes of Hangul syllables.
fn hangul_bones(syllables: &[char]) -> String {
    const ONSETS: [&str; 19] =
        ["K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "", "C", "C", "C", "K", "T", "P", ""];
    const CODAS: [&str; 28] = [
        "", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "NK",
        "T", "T", "K", "T", "P", "",
    ];
    let mut bones = String::new();
    for syllable in syllables.iter().copied().filter_map(Syllable::of) {
        bones.push_str(ONSETS[usize::from(syllable.onset)]);
        bones.push_str(CODAS[usize::from(syllable.coda)]);
    }
    level(&bones)
}

/// Returns the consonant classes of Latin letters.
fn latin_bones(letters: &[u8]) -> String {
    let mut bones = String::new();
    let mut rest = letters;
    while let Some((&letter, after)) = rest.split_first() {
        rest = after;
        let next = after.first().copied().unwrap_or(0);
        bones.push_str(match letter {
            b't' | b'd' if next == b'j' || rest.starts_with(b"ch") => "",
            b'c' if next == b'h' => "C",
            b'j' | b'z' => "C",
            b's' => "S",
            b'p' | b'b' | b'f' | b'v' => "P",
            b't' | b'd' => "T",
            b'k' | b'g' | b'c' | b'q' => "K",
            b'x' => "KS",
            b'n' => "N",
            b'm' => "M",
            b'l' | b'r' => "L",
            b'0'..=b'9' => "0",
            _ => "",
        });
    }
    level(&bones)
}

/// Makes equal what sounds equal between syllables, and writes doubled consonants once.
fn level(bones: &str) -> String {
    let sounds =
        bones.replace("KL", "KN").replace("ML", "MN").replace("PL", "MN").replace("NL", "L").replace("LN", "L");
    let mut out = String::with_capacity(sounds.len());
    for bone in sounds.chars() {
        if !out.ends_with(bone) {
            out.push(bone);
        }
    }
    out
}
