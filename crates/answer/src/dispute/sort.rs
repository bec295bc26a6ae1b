//! Which of several things of a kind a piece speaks of: `the adult ticket` and `the child ticket`, 서울 공연 and 부산 공연. Two that are
//! told apart so may each have a value of their own.

use onrecord_model::Language;

use crate::context::share;
use crate::plan::{Grammar, List, Plan};
use crate::terms::terms;

/// For each noun of the question, by its position among the concepts, the word that stands right before it.
pub(super) type Sorts = Vec<(usize, String)>;

/// Returns the words that tell things apart of the kinds that the question names.
pub(super) fn sorts(text: &str, plan: &Plan, grammar: &Grammar) -> Sorts {
    let nouns: Vec<usize> = (0..plan.concepts.len()).filter(|&at| is_noun(at, plan, grammar)).collect();
    let mut found = Sorts::new();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    for pair in tokens.windows(2) {
        let [before, noun] = pair else { continue };
        let bare = before.trim_start_matches(is_mark);
        // A mark between two words parts them.
        if bare.is_empty() || bare.ends_with(is_mark) || bare.chars().any(|char| char.is_ascii_digit()) {
            continue;
        }
        let is_asked = |at: usize, text: &str| share(&plan.concepts[at], &[terms(text, grammar)]) >= 0.8;
        let is_told =
            grammar.is_common(&bare.to_lowercase()) || (0..plan.concepts.len()).any(|concept| is_asked(concept, bare));
        if !is_told {
            found.extend(nouns.iter().filter(|&&at| is_asked(at, noun)).map(|&at| (at, bare.to_lowercase())));
        }
    }
    found
}

/// Says whether two texts speak of different things of one kind.
pub(super) fn are_apart(one: &(&str, Sorts), other: &(&str, Sorts)) -> bool {
    let has = |text: &str, word: &str| text.to_lowercase().contains(word);
    one.1.iter().any(|(noun, word)| {
        other.1.iter().any(|(other_noun, other_word)| {
            noun == other_noun
                && Language::of(word) == Language::of(other_word)
                && !has(other.0, word)
                && !has(one.0, other_word)
        })
    })
}

/// Says whether a word of the question is a noun: it has an article before it, or a particle behind it.
fn is_noun(at: usize, plan: &Plan, grammar: &Grammar) -> bool {
    let concept = &plan.concepts[at];
    if concept.is_name || concept.is_number {
        return false;
    }
    let Some(start) = plan.question.find(&concept.text) else { return false };
    match plan.language {
        Language::English => {
            let before = plan.question[..start].split_whitespace().next_back().unwrap_or_default().to_lowercase();
            ["a", "an", "the"].contains(&before.as_str())
        }
        Language::Korean => {
            let behind = &plan.question[start + concept.text.len()..];
            let particle = behind.split_whitespace().next().unwrap_or_default().trim_end_matches(is_mark);
            !behind.starts_with(char::is_whitespace)
                && grammar.lists().of(List::BehindSyllable).iter().any(|known| known == particle)
        }
    }
}

fn is_mark(char: char) -> bool {
    !char.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Known, plan};

    /// An archive that has every word.
    struct All;

    impl Known for All {
        fn rarity(&self, _: &str) -> f32 {
            1.0
        }
    }

    #[track_caller]
    fn check(question: &str, one: &str, other: &str, apart: bool) {
        let grammar = Grammar::built_in();
        let plan = plan(question, &grammar, &All);
        let of = |text: &str| sorts(text, &plan, &grammar);
        assert_eq!(are_apart(&(one, of(one)), &(other, of(other))), apart, "{question}: {one} / {other}");
    }

    #[test]
    fn things_of_one_kind_are_told_apart_by_the_word_before_them() {
        let ferry = "How much is a seat on the ferry?";
        check(ferry, "An upper seat costs 9 pounds.", "A lower seat costs 4 pounds.", true);
        check(ferry, "The seat costs 9 pounds.", "A lower seat costs 4 pounds.", false);
        check(ferry, "A seat costs 9 pounds.", "A seat costs 4 pounds.", false);
        check(ferry, "A seat on the ferry costs 9 pounds, said Arden.", "“A seat on the ferry costs 4 pounds.”", false);
        check("강연은 언제 열리나요?", "목포 강연은 3월 2일 열린다.", "여수 강연은 4월 9일 열린다.", true);
        check("강연은 언제 열리나요?", "목포 강연은 3월 2일 열린다.", "강연은 4월 9일 열린다.", false);
        check("강연은 언제 열리나요?", "목포 강연은 3월 2일 열린다.", "목포 강연은 4월 9일 열린다.", false);
    }
}
