//! A Korean title laid along an English one: each part of it is a word that means the same, or sounds the same.

use std::collections::{BTreeSet, HashMap, HashSet};

use onrecord_model::letter::is_syllable;

use crate::lexicon::{Lexicon, bridge};
use crate::name::compare;
use crate::stems::Stems;
use crate::{Row, Table, table};

const GLOSSES: Table = table!("works/glosses.tsv");

/// The longest Korean word that is looked up, in syllables.
const LONGEST: usize = 6;
/// The most words of an English title that are looked at.
const MOST_WORDS: usize = 12;
/// How much of a part that only sounds like a word counts, against one that means it.
const SOUND: f32 = 0.95;

/// What a word of which both titles have another counterpart takes away.
const AT_ODDS: f32 = 0.75;

/// Korean words with the English phrases that may stand for them, as stems.
#[derive(Debug, Clone)]
pub struct Glosses {
    words: HashMap<String, Vec<Vec<String>>>,
    /// The stems of all phrases.
    known: HashSet<String>,
}

/// How alike two titles are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Likeness {
    /// How much of both is accounted for, 0 to 1.
    pub score: f32,
    /// How many words of the English title have their like.
    pub n_words: usize,
    /// Whether they sound alike as wholes: then another title may mean the same.
    pub is_sound: bool,
}

/// A way to go on from a place in the Korean title.
struct Step {
    /// How many syllables it takes.
    n_syllables: usize,
    /// The words of the English title that it accounts for, as bits.
    words: u32,
    what: What,
}

/// What a step makes of its syllables.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    /// They mean, or sound like, words of the other title.
    Like(f32),
    /// They stand for no word.
    Silent,
    /// They are left over; a word that is known, and that the other title does not have.
    Left { is_known: bool },
}

/// What has been made of the beginning of a title.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Sum {
    like: f32,
    silent: f32,
    at_odds: f32,
}

impl Sum {
    fn worth(self) -> f32 {
        self.like + self.silent - 0.1 * self.at_odds
    }
}

impl Glosses {
    /// Returns the rows that ship with the program.
    pub fn built_in(lexicon: &Lexicon) -> Self {
        let mut stems = lexicon.stems.lend();
        let mut words: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        let more = GLOSSES.rows(|row: &mut Row| Ok((row.text()?.to_owned(), row.words()?)));
        for (korean, english) in bridge().into_iter().chain(more) {
            let all = words.entry(korean).or_default();
            all.extend(english.iter().map(|phrase| phrase.split('_').map(|word| stems.of(word)).collect::<Vec<_>>()));
        }
        for (korean, number) in lexicon.works.korean_numbers() {
            words.entry(korean.replace(' ', "")).or_default().push(vec![number.to_string()]);
        }
        lexicon.stems.take_back(stems);
        let known = words.values().flatten().flatten().cloned().collect();
        Self { words, known }
    }

    /// Returns the stems by which a title is looked up: of the English words that a Korean one may have, or of its own words.
    pub fn keys(&self, title: &str, lexicon: &Lexicon) -> BTreeSet<String> {
        let mut stems = lexicon.stems.lend();
        let mut keys = BTreeSet::new();
        if title.chars().any(is_syllable) {
            for word in syllables(title) {
                for start in 0..word.len() {
                    for end in start + 1..=word.len().min(start + LONGEST) {
                        // One syllable inside of a word means too much.
                        if end == start + 1 && word.len() > 2 && end < word.len() && start > 0 {
                            continue;
                        }
                        let part: String = word[start..end].iter().collect();
                        keys.extend(self.words.get(&part).into_iter().flatten().flatten().cloned());
                    }
                }
            }
            keys.extend(latin_parts(title));
        } else {
            keys.extend(english(title, &mut stems, lexicon).into_iter().map(|word| word.stem));
        }
        lexicon.stems.take_back(stems);
        keys
    }

    /// Says whether every word of a title is known, so that another of which that holds as well and that is not like it means
    /// something else.
    pub fn has_all(&self, title: &str, lexicon: &Lexicon) -> bool {
        let is_korean = title.chars().any(is_syllable);
        if !is_korean {
            let mut stems = lexicon.stems.lend();
            let words = english(title, &mut stems, lexicon);
            lexicon.stems.take_back(stems);
            return !words.is_empty() && words.iter().all(|word| self.known.contains(&word.stem));
        }
        let parts = syllables(title);
        !parts.is_empty() && parts.iter().all(|part| self.is_made_of_words(part, lexicon))
    }

    /// Says whether a Korean word can be cut into known ones of two syllables or more, and small ones at its end.
    fn is_made_of_words(&self, word: &[char], lexicon: &Lexicon) -> bool {
        let mut reached = vec![false; word.len() + 1];
        reached[0] = true;
        for at in 0..word.len() {
            for end in (at + 1..=word.len().min(at + LONGEST)).filter(|_| reached[at]).collect::<Vec<_>>() {
                let part: String = word[at..end].iter().collect();
                let is_word = (end > at + 1 || word.len() == 1) && self.words.contains_key(&part);
                let is_small = at > 0 && end == word.len() && lexicon.works.small.silent.has(&part);
                reached[end] |= is_word || is_small;
            }
        }
        reached[word.len()]
    }

    /// Returns how alike a title in Hangul and one in Latin letters sound as wholes, which costs less than [`Glosses::likeness`].
    pub fn sound(&self, korean: &str, latin: &str, lexicon: &Lexicon) -> Likeness {
        let score = compare(korean, latin, &lexicon.names).score;
        if score < 0.5 {
            return Likeness::default();
        }
        Likeness { score, n_words: latin.split_whitespace().count(), is_sound: true }
    }

    /// Returns how alike a title in Hangul and one in Latin letters are.
    pub fn likeness(&self, korean: &str, latin: &str, lexicon: &Lexicon) -> Likeness {
        let mut stems = lexicon.stems.lend();
        let words = english(latin, &mut stems, lexicon);
        lexicon.stems.take_back(stems);
        if words.is_empty() || words.len() > MOST_WORDS {
            return Likeness::default();
        }
        let laid = self.laid(korean, &words, lexicon);
        let sound = compare(korean, latin, &lexicon.names).score;
        if sound >= 0.5 && sound >= laid.score {
            return Likeness { score: sound.max(laid.score), n_words: words.len(), is_sound: true };
        }
        laid
    }

    /// Lays the syllables of a Korean title along the words of an English one.
    fn laid(&self, korean: &str, english: &[English], lexicon: &Lexicon) -> Likeness {
        let parts = syllables(korean);
        // What has been accounted for so far: by the English words that are taken.
        let mut best: HashMap<u32, Sum> = HashMap::from([(0, Sum::default())]);
        for part in &parts {
            let mut along: Vec<HashMap<u32, Sum>> = vec![HashMap::new(); part.len() + 1];
            along[0] = std::mem::take(&mut best);
            for at in 0..part.len() {
                let steps = self.steps(part, at, english, lexicon);
                for (taken, sum) in std::mem::take(&mut along[at]) {
                    for step in steps.iter().filter(|step| step.words & taken == 0) {
                        let n = step.n_syllables as f32;
                        let new = match step.what {
                            What::Like(worth) => Sum { like: sum.like + n * worth, ..sum },
                            What::Silent => Sum { silent: sum.silent + n, ..sum },
                            What::Left { is_known } => {
                                Sum { at_odds: sum.at_odds + f32::from(u8::from(is_known)), ..sum }
                            }
                        };
                        let slot = along[at + step.n_syllables].entry(taken | step.words).or_insert(new);
                        if new.worth() > slot.worth() {
                            *slot = new;
                        }
                    }
                }
            }
            best = along.pop().unwrap_or_default();
        }
        let n_syllables: usize = parts.iter().map(Vec::len).sum();
        let weigh = |(taken, sum): (u32, Sum)| {
            let of_korean = sum.like / (n_syllables as f32 - sum.silent).max(1.0);
            let of_english = taken.count_ones() as f32 / english.len() as f32;
            let both = of_korean + of_english;
            let is_left = |(nth, word): (usize, &English)| taken & 1 << nth == 0 && self.known.contains(&word.stem);
            let is_at_odds = sum.at_odds > 0.0 && english.iter().enumerate().any(is_left);
            let score = if both > 0.0 { 2.0 * of_korean * of_english / both } else { 0.0 };
            let score = if is_at_odds { score * AT_ODDS } else { score };
            Likeness { score, n_words: taken.count_ones() as usize, is_sound: false }
        };
        best.into_iter()
            .map(weigh)
            .fold(Likeness::default(), |best, one| if one.score > best.score { one } else { best })
    }

    /// Returns the ways to go on in a Korean word.
    fn steps(&self, word: &[char], at: usize, english: &[English], lexicon: &Lexicon) -> Vec<Step> {
        let small = &lexicon.works.small;
        let mut steps = vec![Step { n_syllables: 1, words: 0, what: What::Left { is_known: false } }];
        let latin = word[at..].iter().take_while(|char| char.is_ascii()).count();
        if latin > 0 {
            let part: String = word[at..at + latin].iter().collect();
            let same = |(nth, english): (usize, &English)| (english.spelled == part).then_some(nth);
            let same = english.iter().enumerate().filter_map(same);
            steps.extend(same.map(|nth| Step { n_syllables: latin, words: 1 << nth, what: What::Like(1.0) }));
            return steps;
        }
        let follows_number = at > 0 && word[at - 1].is_ascii_digit();
        for end in at + 1..=word.len().min(at + LONGEST) {
            let part: String = word[at..end].iter().collect();
            let n_syllables = end - at;
            if end == word.len() && (small.silent.has(&part) || follows_number && small.silent_unit.has(&part)) {
                steps.push(Step { n_syllables, words: 0, what: What::Silent });
            }
            let phrases = self.words.get(&part).map_or(&[][..], Vec::as_slice);
            let n_before = steps.len();
            for phrase in phrases {
                let place = |stem: &String| english.iter().position(|word| word.stem == *stem);
                let words = phrase.iter().map(place).try_fold(0, |bits, at| Some(bits | 1 << at?));
                steps.extend(words.map(|words| Step { n_syllables, words, what: What::Like(1.0) }));
            }
            for (nth, english) in english.iter().enumerate() {
                if n_syllables > 1 && english.spelled.len() > 3 && sounds(&part, &english.spelled, lexicon) {
                    steps.push(Step { n_syllables, words: 1 << nth, what: What::Like(SOUND) });
                }
            }
            // A known word that means something else; one syllable means too much to be believed.
            if steps.len() == n_before && !phrases.is_empty() && n_syllables > 1 && at == 0 {
                steps.push(Step { n_syllables, words: 0, what: What::Left { is_known: true } });
                if end == word.len() {
                    steps.remove(0);
                }
            }
        }
        steps
    }
}

/// Returns the numbers and Latin words in a Korean title.
fn latin_parts(title: &str) -> impl Iterator<Item = String> {
    let parts = title.split(|char: char| !char.is_ascii_alphanumeric() && char != '.');
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase)
}

/// Says whether a part of a Korean title sounds like an English word.
fn sounds(part: &str, word: &str, lexicon: &Lexicon) -> bool {
    // A syllable is written with two to four letters, mostly.
    let (n_syllables, n_letters) = (part.chars().count(), word.len());
    (n_syllables..=4 * n_syllables + 1).contains(&n_letters) && compare(part, word, &lexicon.names).score >= 0.6
}

/// A word of an English title that stands for something.
struct English {
    stem: String,
    spelled: String,
}

fn english(title: &str, stems: &mut Stems, lexicon: &Lexicon) -> Vec<English> {
    let words = title.split(|char: char| !char.is_alphanumeric() && !matches!(char, '\'' | '’' | '.'));
    let word = |word: &str| {
        let lower = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
        if bare.is_empty() || lexicon.works.small.en_silent.has(bare) {
            return None;
        }
        let stem = match lexicon.works.number(bare) {
            Some(number) => number.to_string(),
            None => stems.of(bare),
        };
        Some(English { stem, spelled: bare.to_owned() })
    };
    words.filter_map(word).collect()
}

/// Returns the syllables of each word of a Korean title; digits and Latin letters are kept as they are.
fn syllables(title: &str) -> Vec<Vec<char>> {
    let words = title.split(|char: char| !char.is_alphanumeric() && char != '.');
    let words = words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    words.map(|word| word.chars().flat_map(char::to_lowercase).collect()).collect()
}
