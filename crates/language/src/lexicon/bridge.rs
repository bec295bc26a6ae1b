//! Words of both languages that stand for each other: rows of `lexicon/question/bridge.tsv`.

use std::collections::HashSet;

use crate::korean::verb::{Ending, Irregular, conjugated};
use crate::{Row, Table, table};

const BRIDGE: Table = table!("question/bridge.tsv");

/// What the third column of a row may have: how a stem changes, and the forms that mean the same.
#[derive(Debug, Clone, Copy)]
enum Form {
    Irregular(Irregular),
    Ending(Ending),
}

const FORMS: [(&str, Form); 7] = [
    ("ㅂ", Form::Irregular(Irregular::Bieup)),
    ("ㄷ", Form::Irregular(Irregular::Digeut)),
    ("르", Form::Irregular(Irregular::Reu)),
    ("었", Form::Ending(Ending::Past)),
    ("어", Form::Ending(Ending::Joined)),
    ("ㄴ", Form::Ending(Ending::Done)),
    ("는", Form::Ending(Ending::Now)),
];

/// Returns Korean words, each with the English words that may stand for it (`_` joins those of a phrase), in the order of Unicode.
pub fn bridge() -> Vec<(String, Vec<&'static str>)> {
    let row = |row: &mut Row| {
        let (korean, english) = (row.text()?, row.words()?);
        Ok((korean, english, if row.has_more() { row.some_of(&FORMS)? } else { Vec::new() }))
    };
    let mut words = Vec::new();
    for (korean, english, forms) in BRIDGE.rows(row) {
        let mut irregular = Irregular::Not;
        for form in forms {
            match form {
                Form::Irregular(how) => irregular = how,
                Form::Ending(ending) => words.push((conjugated(korean, irregular, ending), english.clone())),
            }
        }
        words.push((korean.to_owned(), english));
    }
    words.sort();
    words
}

/// Returns the Korean words of all rows that are no verbs.
pub(super) fn korean_nouns() -> HashSet<&'static str> {
    let row = |row: &mut Row| {
        let (korean, _) = (row.text()?, row.words()?);
        let is_verb = row.has_more();
        if is_verb {
            row.some_of(&FORMS)?;
        }
        Ok((!is_verb).then_some(korean))
    };
    BRIDGE.rows(row).into_iter().flatten().collect()
}

/// Returns the English words of all rows, those of phrases one by one.
pub(super) fn english_words() -> HashSet<&'static str> {
    let row = |row: &mut Row| {
        let (_, english) = (row.text()?, row.words()?);
        if row.has_more() {
            row.some_of(&FORMS)?;
        }
        Ok(english)
    };
    BRIDGE.rows(row).into_iter().flatten().flat_map(|words| words.split('_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs_stand_for_what_the_verb_stands_for() {
        let words = bridge();
        let of = |korean: &str| words.iter().find(|row| row.0 == korean).map(|row| row.1.join(" "));
        assert_eq!(of("가까운"), of("가깝"));
        assert_eq!(of("가르쳤").as_deref(), Some("teach"));
        assert!(words.windows(2).all(|pair| pair[0].0 != pair[1].0), "each word has one row");
    }
}
