//! Articles of about 5 kB, generated: the same ones in every run.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Numbers that look like chance, the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// Returns a number below `n`, small ones far more often: the number `k` as often as `1 / (k + 3)`, nearly.
    fn small(&mut self, n: usize) -> usize {
        let share = self.below(1 << 24) as f64 / f64::from(1 << 24);
        let whole = ((n as f64 + 3.0) / 3.0).ln();
        ((3.0 * (share * whole).exp() - 3.0) as usize).min(n.saturating_sub(1))
    }

    /// Returns one of some words.
    pub(crate) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// How the articles are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corpus {
    /// A hundred names and some dozens of words, in all articles: the worst case for whatever looks up words and names.
    Harbour,
    /// 40,000 invented words, as frequent as words are, and 3,000 people, some of them named far more often than others.
    Invented,
    /// Both in turn.
    Both,
}

/// Words in marks that an article has, and whom it credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub speaker: String,
    pub words: String,
    /// Whether many articles have words like these.
    pub is_pattern: bool,
}

/// One article.
struct Article {
    title: String,
    text: String,
    question: String,
    said: Option<Said>,
}

/// Some articles and what may be asked about them.
pub(crate) struct Articles {
    /// Words in all.
    pub n_words: usize,
    /// Questions, most of them with an answer.
    pub questions: Vec<String>,
    /// Words of some of the articles, and who says them.
    pub said: Vec<Said>,
}

/// Writes `n` articles, one JSON object a line.
pub(crate) fn write(corpus: Corpus, n: usize, path: &Path) -> anyhow::Result<Articles> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut dice = Dice::new(7);
    let language = Language::new(&mut dice);
    let (mut n_words, mut questions, mut all_said) = (0, Vec::new(), Vec::new());
    // Odd, so that of two kinds in turn both are taken.
    let every = (n / 200).max(1) | 1;
    for at in 0..n {
        let is_harbour = corpus == Corpus::Harbour || corpus == Corpus::Both && at % 2 == 0;
        let Article { title, text, question, said } =
            if is_harbour { harbour(at, &mut dice) } else { language.article(&mut dice) };
        n_words += text.split_whitespace().count();
        if at % every == 0 {
            questions.push(question);
            all_said.extend(said);
        }
        writeln!(out, "{}", serde_json::json!({"id": format!("a{at}"), "title": title, "text": text}))?;
    }
    out.flush()?;
    Ok(Articles { n_words, questions, said: all_said })
}

const THINGS: [&str; 10] =
    ["harbour", "storm", "engine", "lantern", "market", "bridge", "ferry", "festival", "island", "school"];
const ACTS: [&str; 10] =
    ["opened", "closed", "moved", "returned", "waited", "changed", "vanished", "grew", "stood", "burned"];

fn harbour(at: usize, dice: &mut Dice) -> Article {
    let first = ["Mira", "Jon", "Sela", "Tarek", "Ines", "Boram", "Haru", "Owen", "Lena", "Dae"];
    let last = ["Holt", "Vane", "Orr", "Lindqvist", "Sato", "Marsh", "Quill", "Brandt", "Ekström", "Noh"];
    let (mut text, mut said) = (String::new(), None);
    for paragraph in 0..12 {
        let name = format!("{} {}", dice.of(&first), dice.of(&last));
        let (thing, act, year) = (dice.of(&THINGS), dice.of(&ACTS), 1990 + dice.below(35));
        let words = format!(
            "We saw the {} and the {} for {} days, and nobody believed us",
            dice.of(&THINGS),
            dice.of(&THINGS),
            2 + dice.below(30)
        );
        let _ = write!(
            text,
            "Captain {name} of boat {at} said the {thing} {act} in {year}. “{words},” {name} said. The {} of quarter {} {} \
             after {} weeks, and the council of district {} counted {} people at the {}. It {} again when the {} came \
             back.\n\n",
            dice.of(&THINGS),
            dice.below(500),
            dice.of(&ACTS),
            2 + dice.below(20),
            dice.below(90),
            dice.below(9000),
            THINGS[paragraph % 10],
            dice.of(&ACTS),
            dice.of(&THINGS)
        );
        said = Some(Said { speaker: name, words, is_pattern: true });
    }
    let title = format!("Boat {at} and the {}", dice.of(&THINGS));
    Article { title, text, question: format!("What did the captain of boat {at} say about the storm?"), said }
}

/// Invented words and people.
pub(crate) struct Language {
    words: Vec<String>,
    people: Vec<String>,
}

const SMALL: [&str; 32] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "his", "her", "they",
    "at", "by", "this", "had", "not", "are", "but", "from", "or", "have", "an", "which", "were", "all", "been",
];

impl Language {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let onsets = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "br", "cl"];
        let ends = ["a", "e", "i", "o", "u", "ai", "ea", "on", "er", "in", "al", "ent"];
        let syllable = |dice: &mut Dice| format!("{}{}", dice.of(&onsets), dice.of(&ends));
        let word = |dice: &mut Dice, n: usize| (0..n).map(|_| syllable(dice)).collect::<String>();
        let capital = |word: String| word[..1].to_uppercase() + &word[1..];
        let words = (0..40_000).map(|_| {
            let n = 1 + dice.below(3);
            word(dice, n)
        });
        let words = words.collect();
        let people = (0..3_000).map(|_| format!("{} {}", capital(word(dice, 2)), capital(word(dice, 2)))).collect();
        Self { words, people }
    }

    fn some(&self, n: usize, dice: &mut Dice) -> String {
        let word = |dice: &mut Dice| match dice.below(100) {
            0..42 => dice.of(&SMALL).to_owned(),
            _ => self.words[dice.small(self.words.len())].clone(),
        };
        (0..n).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
    }

    /// Returns a sentence of `n` words, without its full stop.
    pub(crate) fn sentence(&self, n: usize, dice: &mut Dice) -> String {
        let words = self.some(n, dice);
        words[..1].to_uppercase() + &words[1..]
    }

    fn article(&self, dice: &mut Dice) -> Article {
        let cast: Vec<&String> = (0..4).map(|_| &self.people[dice.small(self.people.len())]).collect();
        let (mut text, mut about, mut asked, mut said) = (String::new(), String::new(), cast[0], None);
        while text.len() < 5000 {
            for _ in 0..2 + dice.below(3) {
                let who = cast[dice.below(4)];
                let surname = who.split(' ').next_back().unwrap_or_default();
                let _ = match dice.below(10) {
                    0 | 1 => {
                        about = self.some(14, dice);
                        asked = who;
                        let words = about[..1].to_uppercase() + &about[1..];
                        let written = write!(text, "“{words},” {who} said. ");
                        said = Some(Said { speaker: who.clone(), words, is_pattern: false });
                        written
                    }
                    2 => write!(text, "{surname} said that {} in {}. ", self.some(12, dice), 1990 + dice.below(35)),
                    3 => {
                        write!(text, "Director {who} said on {} May that {}. ", 1 + dice.below(28), self.some(10, dice))
                    }
                    _ => {
                        let n = 8 + dice.below(20);
                        write!(text, "{}. ", self.sentence(n, dice))
                    }
                };
            }
            text.push_str("\n\n");
        }
        let word = about.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        let question = format!("What did {asked} say about the {word}?");
        Article { title: self.sentence(6, dice), text, question, said }
    }
}
