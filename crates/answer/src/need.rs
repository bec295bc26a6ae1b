//! What a question needs that a piece must have to answer it: the same season, an age, money, a share, words for a birth.
//!
//! These rules only ever say no. A piece that shares a person's name with the question is no answer for that alone.

use std::collections::BTreeSet;

use onrecord_language::{Pattern, Row, Table, table};

use crate::refusal::Refusal;

const NUMBERED: Table = table!("question/numbered.tsv");
const FORMS: Table = table!("question/forms.tsv");
const ORDINALS: Table = table!("question/ordinals_ko.tsv");

/// The rows that needs are understood by.
#[derive(Debug, Clone)]
pub(crate) struct Needs {
    numbered: Vec<Numbered>,
    forms: Vec<Form>,
}

/// A kind of thing that is told apart by its number.
#[derive(Debug, Clone)]
struct Numbered {
    kind: &'static str,
    english: Vec<&'static str>,
    /// Korean words in front of the number.
    before: Vec<&'static str>,
    /// Korean counters behind it.
    behind: Vec<&'static str>,
    /// Counters that mean it only after 제.
    edition: Vec<&'static str>,
    ordinals: Ordinals,
}

/// Korean words that number things.
#[derive(Debug, Clone, Default)]
struct Ordinals {
    first: Vec<&'static str>,
    mark: Vec<&'static str>,
    counter: Vec<&'static str>,
    numeral: Vec<&'static str>,
}

impl Ordinals {
    fn built_in() -> Self {
        let mut ordinals = Self::default();
        let kinds: [(&str, fn(&mut Self) -> &mut Vec<&'static str>); 4] = [
            ("first", |ordinals| &mut ordinals.first),
            ("mark", |ordinals| &mut ordinals.mark),
            ("counter", |ordinals| &mut ordinals.counter),
            ("numeral", |ordinals| &mut ordinals.numeral),
        ];
        for (list, words) in ORDINALS.rows(|row| Ok((row.one_of(&kinds)?, row.words()?))) {
            *list(&mut ordinals) = words;
        }
        ordinals
    }

    /// Returns the number that a word stands for before a counter.
    fn number(&self, word: &str) -> Option<u32> {
        let spelt = self.numeral.iter().position(|&number| number == word);
        spelt.map(|at| at as u32 + 1).or_else(|| leading(word))
    }
}

/// Words of a question that ask for a form, and what such a form has.
#[derive(Debug, Clone)]
struct Form {
    asked: Vec<Pattern>,
    has: Vec<Pattern>,
    /// Whether such a form is what an answer must not have.
    denies: bool,
}

impl Needs {
    pub(crate) fn built_in() -> Self {
        let ordinals = Ordinals::built_in();
        let numbered = |row: &mut Row| {
            let (kind, english, korean) = (row.text()?, row.words()?, row.words()?);
            let (counted, before): (Vec<&str>, _) = korean.into_iter().partition(|word| word.contains('#'));
            let (behind, edition): (Vec<(&str, &str)>, Vec<_>) =
                counted.into_iter().filter_map(|word| word.split_once('#')).partition(|(mark, _)| mark.is_empty());
            let counters =
                |counted: Vec<(&'static str, &'static str)>| counted.into_iter().map(|(_, counter)| counter).collect();
            let (behind, edition) = (counters(behind), counters(edition));
            Ok(Numbered { kind, english, before, behind, edition, ordinals: ordinals.clone() })
        };
        let kinds = [("has", false), ("lacks", true)];
        let form = |row: &mut Row| {
            let (denies, asked, has) = (row.one_of(&kinds)?, row.patterns()?, row.patterns()?);
            Ok(Form { asked, has, denies })
        };
        Self { numbered: NUMBERED.rows(numbered), forms: FORMS.rows(form) }
    }

    /// Says whether a text numbers a part of a work: `season 2`, `시즌 2`. Of a first album the sources must speak.
    pub(crate) fn is_numbered(&self, text: &str) -> bool {
        let parts = self.numbered.iter().filter(|numbered| matches!(numbered.kind, "season" | "class" | "part"));
        parts.into_iter().any(|numbered| !numbered.numbers(text).is_empty())
    }

    /// Returns what a question needs.
    pub(crate) fn of(&self, question: &str) -> Needed<'_> {
        let numbers = self.numbered.iter().map(|numbered| (numbered, numbered.numbers(question)));
        let lower = question.to_lowercase();
        let asks = |form: &&Form| form.asked.iter().any(|asked| asked.stands_in(&lower));
        Needed {
            numbered: numbers.filter(|(_, asked)| !asked.is_empty()).collect(),
            denied: self.forms.iter().filter(|form| form.denies).filter(asks).collect(),
            form: self.forms.iter().filter(|form| !form.denies).find(asks),
        }
    }
}

/// What one question needs.
pub(crate) struct Needed<'a> {
    /// What it tells apart by numbers, and which numbers.
    numbered: Vec<(&'a Numbered, BTreeSet<u32>)>,
    /// Forms that an answer must not have.
    denied: Vec<&'a Form>,
    /// The form that an answer must have.
    form: Option<&'a Form>,
}

impl Needed<'_> {
    /// Says whether the season or part that the question names stands in a piece or around it; nothing where it names none.
    pub(crate) fn tells_number(&self, piece: &str, around: &str) -> Option<bool> {
        let is_part = |numbered: &Numbered| matches!(numbered.kind, "season" | "class" | "part");
        let (numbered, asked) = self.numbered.iter().find(|(numbered, _)| is_part(numbered))?;
        let tells = |text: &str| !numbered.numbers(text).is_disjoint(asked);
        Some(tells(piece) || tells(around))
    }

    /// Says what keeps a piece from answering, or nothing. `around` is what stands about it: its passage, question and title.
    pub(crate) fn lacks(&self, piece: &str, around: &str) -> Option<Refusal> {
        for (numbered, asked) in &self.numbered {
            let told = numbered.numbers(piece);
            if !told.is_empty() && told.is_disjoint(asked) {
                return Some(Refusal::AnotherPart);
            }
            // Of the first one a source need not say that it is the first; of a later one it has to.
            let is_later = asked.iter().all(|&number| number > 1);
            if is_later && told.is_empty() && numbered.numbers(around).is_disjoint(asked) {
                return Some(Refusal::UntoldPart);
            }
        }
        let piece = piece.to_lowercase();
        let has = |form: &Form| form.has.iter().any(|has| has.stands_in(&piece));
        if self.denied.iter().any(|form| has(form)) {
            return Some(Refusal::AnotherTime);
        }
        (!has(self.form?)).then_some(Refusal::NotWhatIsAsked)
    }
}

impl Numbered {
    /// Returns the numbers that a text gives to things of this kind.
    fn numbers(&self, text: &str) -> BTreeSet<u32> {
        let lower = text.to_lowercase();
        let mut numbers = BTreeSet::new();
        let words: Vec<&str> =
            lower.split(|char: char| !char.is_alphanumeric() && char != '-').filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate() {
            if self.english.contains(word) {
                numbers.extend(words.get(at + 1).and_then(|next| cardinal(next)));
                numbers.extend(at.checked_sub(1).and_then(|before| ordinal(words[before])));
            }
            let Some(next) = words.get(at + 1) else { continue };
            let is_thing = |word: &str| self.before.iter().chain(&self.edition).any(|thing| word.starts_with(thing));
            if self.ordinals.first.contains(word) && is_thing(next) {
                numbers.insert(1);
            }
            if self.ordinals.counter.contains(next)
                && let Some(thing) = words.get(at + 2)
                && is_thing(thing)
            {
                numbers.extend(self.ordinals.number(word));
            }
        }
        for thing in &self.before {
            numbers.extend(
                lower.match_indices(thing).filter_map(|(at, _)| leading(lower[at + thing.len()..].trim_start())),
            );
        }
        for (counter, needs_mark) in
            self.behind.iter().map(|counter| (counter, false)).chain(self.edition.iter().map(|counter| (counter, true)))
        {
            for (at, _) in lower.match_indices(counter) {
                let Some((number, start)) = trailing(&lower[..at]) else { continue };
                let before = lower[..start].trim_end();
                let is_marked = self.ordinals.mark.iter().any(|mark| before.ends_with(mark));
                if is_marked == needs_mark {
                    numbers.insert(number);
                }
            }
        }
        numbers
    }
}

fn leading(text: &str) -> Option<u32> {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok().filter(|_| end <= 3)
}

/// Returns the number that a text ends with, and where it starts.
fn trailing(text: &str) -> Option<(u32, usize)> {
    let start = text
        .rfind(|char: char| !char.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    text[start..].parse().ok().map(|number| (number, start))
}

fn cardinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    leading(word).or_else(|| WORDS.iter().position(|&number| number == word).map(|at| at as u32 + 1))
}

fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let spelt = WORDS.iter().position(|&number| number == word).map(|at| at as u32 + 1);
    spelt.or_else(|| {
        ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .and_then(|digits| digits.parse().ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, piece: &str, answers: bool) {
        let lacks = Needs::built_in().of(question).lacks(piece, "");
        assert_eq!(lacks.is_none(), answers, "{question} / {piece}: {lacks:?}");
    }

    #[test]
    fn another_season_is_no_answer() {
        check("When was season 2 released?", "Season 1 came out in June.", false);
        check("When was season 2 released?", "The second season came out in May.", true);
        check("시즌2는 언제 나오나요?", "시즌 1은 6월에 나왔다.", false);
        check("시즌2는 언제 나오나요?", "시즌2는 5월에 나온다.", true);
    }

    #[test]
    fn the_first_need_not_be_named() {
        check("시즌1은 며칠 찍었나요?", "촬영은 80일이었다.", true);
        check("시즌2는 며칠 찍었나요?", "촬영은 80일이었다.", false);
    }

    #[test]
    fn editions_and_episodes_are_two_things() {
        check("제3회 등불영화제의 개막작은?", "제4회 등불영화제의 개막작은 ‘섬’이다.", false);
        check("3회에는 누가 나오나요?", "제3회 등불영화제가 열렸다.", false);
        check("3회에는 누가 나오나요?", "3회에는 어부가 나온다.", true);
    }

    #[test]
    fn ordinals_before_a_thing() {
        check("What is the band's first album called?", "Their third album, Salt, is out.", false);
        check("밴드의 첫 앨범은?", "두 번째 앨범 ‘소금’이 나왔다.", false);
    }

    #[test]
    fn an_age_is_an_age() {
        check("How old is Ada Winterbourne?", "Ada Winterbourne has worked here for nine years.", false);
        check("How old is Ada Winterbourne?", "Ada Winterbourne, who is 61 years old, laughs.", true);
        check("How old is the captain?", "배우 노하람(71)은 웃었다.", true);
        check("노하람은 몇 살인가요?", "노하람은 시즌3를 기다린다.", false);
        check("노하람은 몇 살인가요?", "올해 스물여섯 살인 노하람은 웃었다.", true);
    }

    #[test]
    fn money_is_money() {
        check("How much did the ticket cost?", "They sold 40 tickets.", false);
        check("배표는 얼마인가요?", "배표는 한 장에 2만 2천 원이다.", true);
        check("배표는 얼마인가요?", "배표를 파는 사람이 두 명 있다.", false);
        check("촬영은 얼마나 걸렸나요?", "촬영은 80일이었다.", true);
    }
}
