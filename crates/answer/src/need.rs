//! What a question needs that a piece must have to answer it: the same season, an age, money, a share, words for a birth.
//!
//! These rules only ever say no. A piece that shares a person's name with the question is no answer for that alone.

use std::collections::BTreeSet;

use onrecord_language::quantity::{Quantities, Quantity, Value};
use onrecord_language::{Pattern, Row, Table, table};

use crate::refusal::Refusal;

const NUMBERED: Table = table!("question/numbered.tsv");
const FORMS: Table = table!("question/forms.tsv");

/// The rows that needs are understood by.
#[derive(Debug, Clone)]
pub(crate) struct Needs {
    numbered: Vec<Numbered>,
    /// What stands before the number of an edition: 제.
    marks: Vec<&'static str>,
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
    /// Counters that mean it only behind a mark, as 제.
    edition: Vec<(&'static str, &'static str)>,
}

/// Words of a question that ask for a form, and what such a form has.
#[derive(Debug, Clone)]
struct Form {
    asked: Vec<Pattern>,
    /// Words, one of which it has.
    has: Vec<Pattern>,
    /// Values, one of which does as well.
    states: Vec<&'static str>,
    /// Whether such a form is what an answer must not have.
    denies: bool,
}

impl Needs {
    pub(crate) fn built_in() -> Self {
        let numbered = |row: &mut Row| {
            let (kind, english, korean) = (row.text()?, row.words()?, row.words()?);
            let (counted, before): (Vec<&str>, _) = korean.into_iter().partition(|word| word.contains('#'));
            let (behind, edition): (Vec<(&str, &str)>, _) =
                counted.into_iter().filter_map(|word| word.split_once('#')).partition(|(mark, _)| mark.is_empty());
            let behind = behind.into_iter().map(|(_, counter)| counter).collect();
            Ok(Numbered { kind, english, before, behind, edition })
        };
        let kinds = [("has", false), ("lacks", true)];
        let form = |row: &mut Row| {
            let (denies, asked, has) = (row.one_of(&kinds)?, row.patterns()?, row.list()?);
            let value = |has: &'static str| has.strip_prefix('<')?.strip_suffix('>');
            let states = has.iter().filter_map(|has| value(has)).collect();
            let has = has.into_iter().filter(|has| value(has).is_none()).map(Pattern::of).collect();
            Ok(Form { asked, has, states, denies })
        };
        let numbered = NUMBERED.rows(numbered);
        let marks = numbered.iter().flat_map(|numbered| &numbered.edition).map(|(mark, _)| *mark).collect();
        Self { numbered, marks, forms: FORMS.rows(form) }
    }

    /// Says whether a text numbers a part of a work: `season 2`, `시즌 2`. Of a first album the sources must speak.
    pub(crate) fn is_numbered(&self, text: &str, quantities: &Quantities) -> bool {
        let values = quantities.values(text);
        let stated = Stated { text, values: &values };
        let parts = self.numbered.iter().filter(|numbered| matches!(numbered.kind, "season" | "class" | "part"));
        parts.into_iter().any(|numbered| !numbered.numbers(stated, &self.marks).is_empty())
    }

    /// Returns what a question needs.
    pub(crate) fn of(&self, question: &str, quantities: &Quantities) -> Needed<'_> {
        let values = quantities.values(question);
        let stated = Stated { text: question, values: &values };
        let numbers = self.numbered.iter().map(|numbered| (numbered, numbered.numbers(stated, &self.marks)));
        let lower = question.to_lowercase();
        let asks = |form: &&Form| form.asked.iter().any(|asked| asked.stands_in(&lower));
        Needed {
            marks: &self.marks,
            numbered: numbers.filter(|(_, asked)| !asked.is_empty()).collect(),
            denied: self.forms.iter().filter(|form| form.denies).filter(asks).collect(),
            form: self.forms.iter().filter(|form| !form.denies).find(asks),
        }
    }
}

/// A text with the values that it states.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stated<'a> {
    pub text: &'a str,
    pub values: &'a [Value],
}

/// What one question needs.
pub(crate) struct Needed<'a> {
    marks: &'a [&'static str],
    /// What it tells apart by numbers, and which numbers.
    numbered: Vec<(&'a Numbered, BTreeSet<u32>)>,
    /// Forms that an answer must not have.
    denied: Vec<&'a Form>,
    /// The form that an answer must have.
    form: Option<&'a Form>,
}

impl Needed<'_> {
    /// Says whether the season or part that the question names stands in a piece or around it; nothing where it names none.
    pub(crate) fn tells_number(&self, piece: Stated<'_>, around: Stated<'_>) -> Option<bool> {
        let is_part = |numbered: &Numbered| matches!(numbered.kind, "season" | "class" | "part");
        let (numbered, asked) = self.numbered.iter().find(|(numbered, _)| is_part(numbered))?;
        let tells = |stated: Stated<'_>| !numbered.numbers(stated, self.marks).is_disjoint(asked);
        Some(tells(piece) || tells(around))
    }

    /// Says what keeps a piece from answering, or nothing. `around` is what stands about it: its passage, question and title.
    pub(crate) fn lacks(&self, piece: Stated<'_>, around: Stated<'_>) -> Option<Refusal> {
        for (numbered, asked) in &self.numbered {
            let told = numbered.numbers(piece, self.marks);
            if !told.is_empty() && told.is_disjoint(asked) {
                return Some(Refusal::AnotherPart);
            }
            // Of the first one a source need not say that it is the first; of a later one it has to.
            let is_later = asked.iter().all(|&number| number > 1);
            if is_later && told.is_empty() && numbered.numbers(around, self.marks).is_disjoint(asked) {
                return Some(Refusal::UntoldPart);
            }
        }
        let lower = piece.text.to_lowercase();
        let has = |form: &Form| {
            form.has.iter().any(|has| has.stands_in(&lower))
                || form.states.iter().any(|kind| piece.values.iter().any(|value| is_of(value, kind)))
        };
        if self.denied.iter().any(|form| has(form)) {
            return Some(Refusal::AnotherTime);
        }
        (!has(self.form?)).then_some(Refusal::NotWhatIsAsked)
    }
}

/// The most numbers of a range that are told one by one.
const MOST_OF_RANGE: f64 = 50.0;

impl Numbered {
    /// Returns the numbers that a text gives to things of this kind; `marks` stand before the numbers of editions.
    fn numbers(&self, stated: Stated<'_>, marks: &[&str]) -> BTreeSet<u32> {
        let mut numbers = BTreeSet::new();
        for value in stated.values.iter().filter(|value| self.is_thing(stated.text, value, marks)) {
            let Some(amount) = value.quantity.amount() else { continue };
            let is_whole = amount.low.fract() == 0.0 && amount.low >= 0.0 && amount.high - amount.low < MOST_OF_RANGE;
            if is_whole && amount.high < f64::from(u32::MAX) {
                numbers.extend(amount.low as u32..=amount.high as u32);
            }
        }
        numbers
    }

    /// Says whether a value numbers a thing of this kind: `season 2`, `the second season`, 시즌2, 두 번째 시즌, 3회, 제3회.
    fn is_thing(&self, text: &str, value: &Value, marks: &[&str]) -> bool {
        let (before, behind) = (text[..value.numeral.start].trim_end(), text[value.numeral.end..].trim_start());
        let lower = before.to_lowercase();
        let word_before = lower.rsplit(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
        if self.english.contains(&word_before) || self.before.iter().any(|thing| lower.ends_with(thing)) {
            return true;
        }
        if let Quantity::Nth(_) = value.quantity {
            let thing = text[value.at.end..].trim_start().to_lowercase();
            let word = thing.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
            let mut korean = self.before.iter().copied().chain(self.edition.iter().map(|(_, counter)| *counter));
            if self.english.contains(&word) || korean.any(|korean| word.starts_with(korean)) {
                return true;
            }
        }
        if !text[value.numeral.clone()].ends_with(|char: char| char.is_ascii_digit()) {
            return false;
        }
        match marks.iter().find(|mark| before.ends_with(**mark)) {
            Some(mark) => self.edition.iter().any(|(own, counter)| own == mark && behind.starts_with(counter)),
            None => self.behind.iter().any(|counter| behind.starts_with(counter)),
        }
    }
}

/// Says whether a value is of a kind that a form names.
fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "age" => matches!(value.quantity, Quantity::Age(_)),
        "money" => matches!(value.quantity, Quantity::Money(..)),
        "share" => matches!(value.quantity, Quantity::Share(_)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, piece: &str, answers: bool) {
        let (needs, quantities) = (Needs::built_in(), Quantities::built_in());
        let values = quantities.values(piece);
        let nothing = Stated { text: "", values: &[] };
        let lacks = needs.of(question, &quantities).lacks(Stated { text: piece, values: &values }, nothing);
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
