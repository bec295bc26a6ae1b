//! The terms of plain words: those that tell something, and names as the other script spells them.

use onrecord_language::name::{hangul_candidates, spellings};
use onrecord_language::{TermKind, words};
use onrecord_search::Wanted;

use crate::desk::Desk;

impl Desk {
    /// Returns the terms to look for, and the score of a passage that holds all words of the question often.
    pub(super) fn wanted(&self, question: &str) -> anyhow::Result<(Vec<Wanted>, f32)> {
        let terms = words(question, self.lexicon());
        let common = &self.find_by()?.common;
        let telling: Vec<String> =
            terms.iter().filter(|term| !common.contains(&term.text)).map(|term| term.text.clone()).collect();
        // A question of nothing but common words is about them.
        let own = if telling.is_empty() { terms.iter().map(|term| term.text.clone()).collect() } else { telling };
        let most = self.index()?.most_for(&own)?;
        let mut wanted: Vec<Wanted> = own.into_iter().map(|term| Wanted { term, weight: 1.0 }).collect();
        wanted.extend(self.names_spelled_over(question)?);
        Ok((wanted, most.max(f32::MIN_POSITIVE)))
    }

    /// Returns the terms of the names in a question as the other script spells them.
    ///
    /// A spelling counts only where all its parts stand in the archive, and the likeliest few do: most of the
    /// spellings that a name can have are nobody's.
    fn names_spelled_over(&self, question: &str) -> anyhow::Result<Vec<Wanted>> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for name in names_in(question) {
            let is_latin = name.is_ascii();
            let spelled = if is_latin {
                hangul_candidates(name, &self.lexicon().names)
            } else {
                spellings(name, &self.lexicon().names)
            };
            let mut n_known = 0;
            for spelling in spelled {
                let terms: Vec<String> = words(&spelling, self.lexicon())
                    .into_iter()
                    .filter(|term| is_latin == (term.kind == TermKind::Syllables))
                    .map(|term| term.text)
                    .collect();
                if terms.is_empty() || !self.index()?.has_all(&terms)? {
                    continue;
                }
                for term in terms {
                    if !wanted.iter().any(|wanted| wanted.term == term) {
                        wanted.push(Wanted { term, weight: self.find_by()?.ranking.name });
                    }
                }
                n_known += 1;
                if n_known == MOST_SPELLINGS {
                    break;
                }
            }
        }
        Ok(wanted)
    }
}

/// A name is looked for in this many spellings that the archive has.
const MOST_SPELLINGS: usize = 3;

/// Returns what may be a name: neighbouring Latin words with capitals, at most three, or a Hangul word of two to four syllables.
fn names_in(question: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let mut end_run = |run: &mut Option<(usize, usize, usize)>| {
        if let Some((start, end, 2..)) = run.take() {
            names.push(&question[start..end]);
        }
    };
    let mut at = 0;
    for word in question.split_inclusive(char::is_whitespace) {
        let start = at + word.len() - word.trim_start().len();
        at += word.len();
        let bare = word.trim().trim_end_matches("'s").trim_end_matches("’s");
        let bare = bare.trim_matches(|char: char| !char.is_alphanumeric());
        let is_capital = bare.is_ascii() && bare.starts_with(|char: char| char.is_ascii_uppercase());
        if !is_capital || start == 0 {
            end_run(&mut run);
            continue;
        }
        let first = start + word.trim().find(bare).unwrap_or(0);
        let (from, _, n) = run.unwrap_or((first, first, 0));
        // A given name with a hyphen is two.
        run = Some((from, first + bare.len(), n + 1));
        let ends = word.trim().len() > word.trim().find(bare).unwrap_or(0) + bare.len();
        if n == 2 || ends {
            end_run(&mut run);
        }
    }
    end_run(&mut run);
    names
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_of_a_question_are_seen() {
        let check = |question: &str, expected: &[&str]| assert_eq!(names_in(question), expected, "{question}");
        check("Where did Han Seo-yeon meet Mira Okafor’s sister?", &["Han Seo-yeon", "Mira Okafor"]);
        check("What did Baek say?", &[]);
        check("Did Oh Min-jae, Seol Ara and she agree?", &["Oh Min-jae", "Seol Ara"]);
    }
}
