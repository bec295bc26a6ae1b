//! The one loader of `lexicon/`: a file as a table of rows, and a row as typed columns.
//!
//! A loader says what a row is made of and gets every row, or the file and line of the first that is made otherwise:
//!
//! ```
//! use onrecord_language::{Table, table};
//!
//! const RELAYS: Table = table!("page/relays.tsv");
//! let rows = RELAYS.rows(|row| Ok((row.one_of(&[("sure", true), ("maybe", false)])?, row.text()?)));
//! assert!(rows.contains(&(true, "Translated from")));
//! ```
//!
//! What the columns may be and what `#` means is told in `lexicon/README.md`.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use super::pattern::{Pattern, Phrase};

/// What opens a line that is a note and no row.
const NOTE: char = '#';
/// What stands for an empty cell, or for nothing in a cell.
pub(crate) const NOTHING: &str = "-";

/// A file of `lexicon/`, made by [`table!`](crate::table).
#[derive(Debug, Clone, Copy)]
pub struct Table {
    name: &'static str,
    text: &'static str,
}

/// A row that is not made as its file's rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The file, as it is called in `lexicon/`.
    pub file: &'static str,
    /// The number of its line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: String,
}

/// What is wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// Returns a fault in these words: short, without a full stop.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for BadRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "lexicon/{}:{}: {}", self.file, self.line, self.fault)
    }
}

impl Error for BadRow {}

/// Makes a [`Table`] of a file of `lexicon/`, which is built into the program.
#[macro_export]
macro_rules! table {
    ($name:literal) => {
        $crate::Table::of($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/", $name)))
    };
}

impl Table {
    /// Returns the table of a file's text; [`table!`](crate::table) does so for the files of `lexicon/`.
    pub const fn of(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }

    /// Returns what `take` makes of each row, in the order of the file.
    ///
    /// # Panics
    ///
    /// Panics with file and line where a row is not as `take` wants it: the rows are built into the program, and tests load all.
    pub fn rows<T>(self, take: impl FnMut(&mut Row) -> Result<T, Fault>) -> Vec<T> {
        self.read(take).expect("every row is made as its loader wants it, since the tests load all")
    }

    /// Returns the rows of a table of one column, each a text as it stands.
    pub fn texts(self) -> Vec<&'static str> {
        self.rows(Row::text)
    }

    /// Returns the words of all rows of a table of one column.
    pub fn words(self) -> Vec<&'static str> {
        self.rows(Row::words).into_iter().flatten().collect()
    }

    /// Returns what `take` makes of each row, or the first row that is made otherwise; a column that `take` leaves is a fault.
    pub fn read<T>(self, mut take: impl FnMut(&mut Row) -> Result<T, Fault>) -> Result<Vec<T>, BadRow> {
        let mut rows = Vec::new();
        for (nth, line) in self.text.lines().enumerate() {
            if line.starts_with(NOTE) || line.trim().is_empty() {
                continue;
            }
            let mut row = Row { rest: Some(line), column: 0 };
            let taken = take(&mut row).and_then(|taken| match row.rest {
                None => Ok(taken),
                Some(rest) => Err(Fault(format!("nobody takes “{rest}” behind column {}", row.column))),
            });
            rows.push(taken.map_err(|fault| BadRow { file: self.name, line: nth + 1, fault: fault.0 })?);
        }
        Ok(rows)
    }
}

/// A row, of which columns are taken from left to right. White space at the ends of a cell does not count.
#[derive(Debug)]
pub struct Row {
    rest: Option<&'static str>,
    column: usize,
}

impl Row {
    /// Takes a text as it stands; it is never empty.
    pub fn text(&mut self) -> Result<&'static str, Fault> {
        let rest = self.rest.take().ok_or_else(|| Fault(format!("no column {}", self.column + 1)))?;
        self.column += 1;
        let (cell, rest) = rest.split_once('\t').map_or((rest, None), |(cell, rest)| (cell, Some(rest)));
        self.rest = rest;
        let cell = cell.trim();
        if cell.is_empty() { Err(Fault(format!("column {} is empty", self.column))) } else { Ok(cell) }
    }

    /// Says whether a column is left.
    pub fn has_more(&self) -> bool {
        self.rest.is_some()
    }

    /// Takes words parted by white space; none where the cell is `-`.
    pub fn words(&mut self) -> Result<Vec<&'static str>, Fault> {
        let cell = self.text()?;
        Ok(if cell == NOTHING { Vec::new() } else { cell.split_whitespace().collect() })
    }

    /// Takes phrases parted by white space; `_` in one is a space.
    pub fn phrases(&mut self) -> Result<Vec<String>, Fault> {
        Ok(self.words()?.into_iter().map(|phrase| phrase.replace('_', " ")).collect())
    }

    /// Takes a list whose parts have spaces in them; `|` stands between two.
    pub fn list(&mut self) -> Result<Vec<&'static str>, Fault> {
        let cell = self.text()?;
        let parts: Vec<&str> = cell.split('|').map(str::trim).collect();
        let has_gap = parts.iter().any(|part| part.is_empty());
        if has_gap { Err(Fault(format!("a part of “{cell}” is empty"))) } else { Ok(parts) }
    }

    /// Takes a number, or anything else that is parsed from a whole cell.
    pub fn number<T: FromStr>(&mut self) -> Result<T, Fault> {
        let cell = self.text()?;
        number(cell)
    }

    /// Takes one of some named values.
    pub fn one_of<T: Copy>(&mut self, named: &[(&str, T)]) -> Result<T, Fault> {
        let cell = self.text()?;
        let found = named.iter().find(|(name, _)| *name == cell).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
            Fault(format!("“{cell}” is none of {}", names.join(", ")))
        })
    }

    /// Takes words parted by white space, each of which names a value.
    pub(crate) fn some_of<T: Copy>(&mut self, named: &[(&str, T)]) -> Result<Vec<T>, Fault> {
        let words = self.words()?;
        let of = |word: &str| named.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        words.into_iter().map(|word| of(word).ok_or_else(|| Fault(format!("“{word}” names nothing")))).collect()
    }

    /// Takes all columns that are left: a text and a number in each, with a space between; `-` is the empty text.
    pub fn counted<T: FromStr>(&mut self) -> Result<Vec<(&'static str, T)>, Fault> {
        let mut counted = Vec::new();
        while self.has_more() {
            let cell = self.text()?;
            let (text, count) = cell.rsplit_once(' ').ok_or_else(|| Fault(format!("no number behind “{cell}”")))?;
            counted.push((if text == NOTHING { "" } else { text }, number(count)?));
        }
        Ok(counted)
    }

    /// Takes a pattern of a text.
    pub fn pattern(&mut self) -> Result<Pattern, Fault> {
        self.text().map(Pattern::of)
    }

    /// Takes a list of patterns.
    pub fn patterns(&mut self) -> Result<Vec<Pattern>, Fault> {
        Ok(self.list()?.into_iter().map(Pattern::of).collect())
    }

    /// Takes a pattern of words in a row.
    pub fn phrase(&mut self) -> Result<Phrase, Fault> {
        self.text().map(Phrase::of)
    }
}

fn number<T: FromStr>(cell: &str) -> Result<T, Fault> {
    cell.parse().map_err(|_| Fault(format!("“{cell}” is no number, or none of this kind")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: fmt::Debug>(text: &'static str, take: impl FnMut(&mut Row) -> Result<T, Fault>, expected: &str) {
        let told = match Table::of("test.tsv", text).read(take) {
            Ok(rows) => format!("{rows:?}"),
            Err(bad) => bad.to_string(),
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_that_begins_with_a_number_sign_is_a_note_and_no_other() {
        check("# note\n\n #1 of ten \ntwo # of them\n", Row::text, r##"["#1 of ten", "two # of them"]"##);
    }

    #[test]
    fn columns_have_types() {
        check("a b\t3\n-\t4", |row| Ok((row.words()?, row.number::<u8>()?)), r#"[(["a", "b"], 3), ([], 4)]"#);
        check("a b | c", Row::list, r#"[["a b", "c"]]"#);
        check("lock_up on", Row::phrases, r#"[["lock up", "on"]]"#);
        check("x\ta 1\t- .5", |row| Ok((row.text()?, row.counted::<f32>()?)), r#"[("x", [("a", 1.0), ("", 0.5)])]"#);
        check("b a", |row| row.some_of(&[("a", 1), ("b", 2)]), "[[2, 1]]");
    }

    #[test]
    fn a_bad_row_is_told_by_file_and_line() {
        let pair = |row: &mut Row| Ok((row.text()?, row.number::<u8>()?));
        check("# note\na\t1\nb", pair, "lexicon/test.tsv:3: no column 2");
        check("a\t1\tc", pair, "lexicon/test.tsv:1: nobody takes “c” behind column 2");
        check("a\tx", pair, "lexicon/test.tsv:1: “x” is no number, or none of this kind");
        check("a\t\t", pair, "lexicon/test.tsv:1: column 2 is empty");
        check("c", |row| row.one_of(&[("a", 1), ("b", 2)]), "lexicon/test.tsv:1: “c” is none of a, b");
    }
}
