//! Lists of endings and small words that rules look for, one struct of lists for each file of them.

use std::cmp::Reverse;

use super::ends::Ends;

/// Words or endings that say the same.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The longest first.
    rows: Vec<String>,
    /// Their last syllables.
    lasts: Ends,
}

impl List {
    /// Adds rows.
    pub(super) fn add(&mut self, rows: Vec<String>) {
        self.rows.extend(rows);
        self.rows.sort_by_key(|row| Reverse(row.len()));
        self.lasts = Ends::of(self.rows.iter().map(String::as_str));
    }

    /// Says whether a row may end as a word does; a few rows are asked sooner than their last syllables.
    fn may_end(&self, word: &str) -> bool {
        self.rows.len() < 3 || self.lasts.fits(word)
    }

    /// Says whether a word is one of the list.
    pub fn has(&self, word: &str) -> bool {
        self.may_end(word) && self.rows.iter().any(|row| row == word)
    }

    /// Says whether a word ends with one of the list, or is one.
    pub fn ends(&self, word: &str) -> bool {
        self.ending(word).is_some()
    }

    /// Returns the longest of the list with which a word ends.
    pub fn ending(&self, word: &str) -> Option<&str> {
        if !self.may_end(word) {
            return None;
        }
        self.rows.iter().map(String::as_str).find(|row| word.ends_with(row))
    }

    /// Returns a word without the longest ending of the list that it has; `None` where it has none.
    pub fn strip<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.ending(word).and_then(|ending| word.strip_suffix(ending))
    }

    /// Says whether a text begins with one of the list.
    pub fn begins(&self, text: &str) -> bool {
        self.rows.iter().any(|row| text.starts_with(row.as_str()))
    }

    /// Says whether one of the list stands anywhere in a text.
    pub fn stands_in(&self, text: &str) -> bool {
        self.rows.iter().any(|row| text.contains(row.as_str()))
    }

    /// Says whether a text begins with one of the list and a space.
    pub fn stands_before(&self, text: &str) -> bool {
        self.rows.iter().any(|row| text.strip_prefix(row.as_str()).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// Returns what stands before a space and one of the list, with which a text ends.
    pub fn strip_word<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.rows.iter().find_map(|row| text.strip_suffix(row.as_str())?.strip_suffix(' '))
    }
}

/// Makes a struct of lists whose fields are called as the first column of its file.
macro_rules! lists {
    ($(#[$doc:meta])* $name:ident of table!($file:literal) { $($(#[$about:meta])* $list:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $($(#[$about])* pub $list: $crate::lexicon::List,)* }

        impl $name {
            /// Returns the rows that ship with the program.
            pub fn built_in() -> Self {
                let mut lists = Self::default();
                $crate::table!($file).rows(|row| {
                    let list = match row.text()? {
                        $(kind if kind == stringify!($list) => &mut lists.$list,)*
                        kind => return Err($crate::Fault::new(format!("no rule asks for “{kind}”"))),
                    };
                    list.add(row.phrases()?);
                    Ok(())
                });
                lists
            }
        }
    };
}

pub(super) use lists;
