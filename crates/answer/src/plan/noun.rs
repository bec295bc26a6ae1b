//! What stands behind a Korean noun of a question.

use onrecord_language::{Table, table};

const ENDINGS: Table = table!("question/noun_endings_ko.tsv");

/// Endings of Korean nouns.
#[derive(Debug, Clone)]
pub(crate) struct NounEndings {
    particles: Vec<&'static str>,
    copulas: Vec<&'static str>,
    made: Vec<&'static str>,
    topic: Vec<&'static str>,
}

impl NounEndings {
    pub(crate) fn built_in() -> Self {
        let mut endings = Self { particles: Vec::new(), copulas: Vec::new(), made: Vec::new(), topic: Vec::new() };
        let kinds: [(&str, fn(&mut Self) -> &mut Vec<&'static str>); 4] = [
            ("particle", |endings| &mut endings.particles),
            ("copula", |endings| &mut endings.copulas),
            ("made", |endings| &mut endings.made),
            ("topic", |endings| &mut endings.topic),
        ];
        for (list, words) in ENDINGS.rows(|row| Ok((row.one_of(&kinds)?, row.words()?))) {
            *list(&mut endings) = words;
        }
        endings
    }

    /// Returns the noun of a question's last word, without the verb `to be`: `이름인가`, `사람이었나요`.
    pub(crate) fn without_copula<'a>(&self, word: &'a str) -> &'a str {
        let noun = self.copulas.iter().find_map(|copula| word.strip_suffix(copula));
        noun.filter(|noun| !noun.is_empty()).unwrap_or(word)
    }

    /// Says whether a word is this noun, alone or with a particle.
    pub(crate) fn is_noun(&self, word: &str, noun: &str) -> bool {
        word.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || self.particles.contains(&rest))
    }

    /// Says whether a question ends with a noun, which names what it asks for: `배를 고치는 장치는?`
    pub(crate) fn ends(&self, question: &str, noun: &str) -> bool {
        let words = question.trim_end_matches(['?', '.', '!', ' ']);
        let Some(last) = words.split_whitespace().next_back() else { return false };
        let bare = self.without_copula(last);
        let is_topic = bare.len() < last.len() || self.topic.iter().any(|particle| bare.ends_with(particle));
        is_topic && !noun.is_ascii() && self.is_noun(bare, noun)
    }

    /// Returns the nouns of two syllables or more that a verb or an adjective may be made of: `공개` for `공개된`.
    pub(crate) fn made_of<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let nouns = self.made.iter().filter_map(move |ending| word.strip_suffix(ending));
        nouns.filter(|noun| noun.chars().count() >= 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_ends_with_the_noun_it_asks_for() {
        let endings = NounEndings::built_in();
        assert!(endings.ends("배를 고치는 장치는?", "장치"));
        assert!(endings.ends("그를 가르친 사람이었나요?", "사람"));
        assert!(!endings.ends("장치는 누가 만들었나요?", "장치"));
        assert!(!endings.ends("그 배는 어느 항구에 있나요?", "항구"));
        assert_eq!(endings.without_copula("이름인가"), "이름");
        assert_eq!(endings.made_of("공개된").collect::<Vec<_>>(), ["공개"]);
        assert_eq!(endings.made_of("강한").count(), 0);
    }
}
