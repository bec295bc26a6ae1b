//! The rows of `lexicon/page/bylines.tsv`: words of by-lines, credits, notices and front matter.

use super::table::Table;
use crate::table;

const BYLINES: Table = table!("page/bylines.tsv");

/// What words of a by-line, credit or notice are; the file says more of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a row of the file, with a note on it")]
pub enum Part {
    Nobody,
    Post,
    Opening,
    Reporter,
    NoName,
    DeskEnd,
    OutletEnd,
    LabelEnd,
    HalfDay,
    CreditStart,
    CreditMark,
    Notice,
    NoticeStart,
    NoticeEnd,
    FootEnd,
    SentenceEnd,
    StatementEnd,
    FieldTitle,
    FieldOutlet,
    FieldAuthor,
    FieldDate,
}

/// The parts by the names that the file gives them, in the order of [`Part`].
const NAMES: [(&str, Part); 21] = [
    ("nobody", Part::Nobody),
    ("post", Part::Post),
    ("opening", Part::Opening),
    ("reporter", Part::Reporter),
    ("no-name", Part::NoName),
    ("desk-end", Part::DeskEnd),
    ("outlet-end", Part::OutletEnd),
    ("label-end", Part::LabelEnd),
    ("half-day", Part::HalfDay),
    ("credit-start", Part::CreditStart),
    ("credit-mark", Part::CreditMark),
    ("notice", Part::Notice),
    ("notice-start", Part::NoticeStart),
    ("notice-end", Part::NoticeEnd),
    ("foot-end", Part::FootEnd),
    ("sentence-end", Part::SentenceEnd),
    ("statement-end", Part::StatementEnd),
    ("field-title", Part::FieldTitle),
    ("field-outlet", Part::FieldOutlet),
    ("field-author", Part::FieldAuthor),
    ("field-date", Part::FieldDate),
];

/// Words of by-lines, credits and notices.
#[derive(Debug, Clone, Default)]
pub struct Bylines {
    parts: Vec<Vec<String>>,
}

impl Bylines {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut parts = vec![Vec::new(); NAMES.len()];
        for (part, words) in BYLINES.rows(|row| Ok((row.one_of(&NAMES)?, row.phrases()?))) {
            parts[part as usize].extend(words);
        }
        Self { parts }
    }

    /// Returns the words of a part, in their order.
    pub fn words(&self, part: Part) -> &[String] {
        &self.parts[part as usize]
    }

    /// Says whether a word is one of a part.
    pub fn is(&self, part: Part, word: &str) -> bool {
        self.words(part).iter().any(|known| known == word)
    }

    /// Says whether a text ends with a word of a part.
    pub fn ends(&self, part: Part, text: &str) -> bool {
        self.words(part).iter().any(|end| text.ends_with(end.as_str()))
    }

    /// Says whether a text holds a word of a part.
    pub fn is_in(&self, part: Part, text: &str) -> bool {
        self.words(part).iter().any(|word| text.contains(word.as_str()))
    }

    /// Returns what stands in front of the first word of a part; the whole text where there is none.
    pub fn before<'a>(&self, part: Part, text: &'a str) -> &'a str {
        let end = self.words(part).iter().filter_map(|word| text.find(word.as_str())).min();
        &text[..end.unwrap_or(text.len())]
    }

    /// Returns the title of every reporter.
    pub fn reporter(&self) -> &str {
        self.words(Part::Reporter).first().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_words_and_stands_in_its_place() {
        let bylines = Bylines::built_in();
        for (at, (name, part)) in NAMES.into_iter().enumerate() {
            assert_eq!(part as usize, at, "{name}");
            assert!(!bylines.words(part).is_empty(), "{name}");
        }
        assert_eq!(bylines.reporter(), "기자");
    }
}
