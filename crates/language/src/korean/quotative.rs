//! Tells by its shape what a word says of the words before it: 라고, 라는, 였다; and whether words end as a sentence does.

use crate::lexicon::Quoting;

/// The reason of a rule that goes by words such as 따르면.
pub const NAMED_SOURCE: &str = "source named by 에 따르면";

impl Quoting {
    /// Says whether a word behind words in marks says that somebody says them; `is_glued` where nothing stands between.
    pub fn says(&self, word: &str, is_glued: bool) -> bool {
        self.said.has(word) || is_glued && self.said_glued.has(word)
    }

    /// Says whether a word describes the next noun by the words before it, whatever these are.
    pub fn describes(&self, word: &str) -> bool {
        self.describing.has(word) || self.describing_speech.has(word)
    }

    /// Says whether a word glued to words in marks only says that somebody says them, or describes a noun by them.
    pub fn is_quotative(&self, word: &str) -> bool {
        word.chars().nth(1).is_some() && (self.says(word, true) || self.describes(word))
    }

    /// Says whether a word is a form of 이다 alone.
    pub fn is_copula(&self, word: &str) -> bool {
        self.copula.has(word) || self.copula_polite.has(word)
    }

    /// Returns the noun before a form of 이다.
    pub fn without_copula<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.copula_polite.strip(word).or_else(|| self.copula.strip(word)).filter(|noun| !noun.is_empty())
    }

    /// Says whether words end as a sentence does: with its mark, or with the ending of a verb.
    pub fn ends_like_speech(&self, words: &str) -> bool {
        let words = words.trim_end_matches(['’', '\'', ')', ' ']);
        if words.ends_with(['.', '?', '!', '…', '~', '。', '？', '！']) {
            return true;
        }
        let last = words.split_whitespace().next_back().unwrap_or_default();
        last.chars().nth(1).is_some() && self.sentence_end.ends(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotatives_are_told_by_their_shape() {
        let quoting = Quoting::built_in();
        assert!(quoting.says("라고", false) && quoting.says("란다", true) && !quoting.says("란다", false));
        assert!(quoting.is_quotative("라는") && !quoting.is_quotative("는") && quoting.describes("는"));
        assert_eq!(quoting.without_copula("말이었습니다"), Some("말"));
        assert_eq!((quoting.without_copula("이다"), quoting.without_copula("말")), (None, None));
        assert!(
            quoting.ends_like_speech("이제 떠나요")
                && quoting.ends_like_speech("끝.’")
                && !quoting.ends_like_speech("밤의 문")
        );
    }
}
