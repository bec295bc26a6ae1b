//! What a question is about: its words, and what may stand for them in the other language and script.

use std::ops::Range;

use onrecord_language::name::{hangul_candidates, spellings};
use onrecord_language::{TermKind, words};
use onrecord_model::{Language, WorkKind};

use super::grammar::Grammar;
use super::list::List;
use super::words::{is_counter, is_particle, split, stem_end, terms, titles};

/// What the archive knows of the words of a question.
pub trait Known {
    /// Returns how rare a term is in the index (BM25's idf), and 0 for one that stands nowhere.
    fn rarity(&self, term: &str) -> f32;
    /// Returns how the archive spells the person who bears this whole name, in both scripts; nothing for a name of nobody.
    fn spellings(&self, _name: &str) -> Vec<String> {
        Vec::new()
    }
    /// Returns the works that a text names.
    fn works(&self, _text: &str) -> Vec<NamedWork> {
        Vec::new()
    }
}

/// A work that a text names.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedWork {
    /// The bytes of the text that name it.
    pub words: Range<usize>,
    /// Its titles in the archive, in both languages.
    pub titles: Vec<String>,
    /// What it is, where the archive knows.
    pub kind: Option<WorkKind>,
}

/// One thing that a question is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// The words of the question.
    pub text: String,
    /// The terms of those words, and of what may stand for them; each alternative is met by most of its terms.
    pub alternatives: Vec<Alternative>,
    /// How much it counts: its rarity in the archive.
    pub weight: f32,
    /// Whether it is a name, of a person or a work.
    pub is_name: bool,
    /// Whether it is a number.
    pub is_number: bool,
    /// Whether any of its terms stands anywhere in the archive.
    pub is_known: bool,
    /// What it does in the question.
    pub role: Role,
}

/// What a word does in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// It is what the question is about.
    #[default]
    Own,
    /// It repeats what kind of thing is asked for: `date`.
    Kind,
    /// It names the class to pick from: `award` in `which award`.
    Class,
    /// It is the very thing asked for: `budget` in `what was the budget of …`.
    Focus,
    /// It is told apart by its number, or is that number: `season 2`.
    Numbered,
}

/// Terms that a word of a question is met by.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The terms.
    pub terms: Vec<String>,
    /// How surely they mean the same, 0 to 1.
    pub strength: f32,
    /// Whether all terms must stand there; else half of them.
    pub is_whole: bool,
}

/// A term that stands nowhere counts as little as a common one: it may be a slip, or the sources have another word for it.
const UNKNOWN: f32 = 1.2;
/// How surely words mean the same that stand in one row of the bridge.
const BRIDGED: f32 = 0.95;
/// How surely words of one language do that share a word of the other.
const SIBLING: f32 = 0.85;
/// How surely a compound means what its first part does.
const HEAD: f32 = 0.55;

/// Returns what a question is about, in its order.
pub(crate) fn concepts(
    question: &str,
    language: Language,
    grammar: &Grammar,
    known: &dyn Known,
    works: &[NamedWork],
) -> Vec<Concept> {
    let (titles, mut concepts) = of_titles(question, works, grammar, known);
    let mut is_first = true;
    let all = split(question);
    let whole_names = whole_names(question, &all, grammar, known);
    let mut skips = false;
    for (at, range) in all.iter().enumerate() {
        let word = &question[range.clone()];
        let was_first = std::mem::take(&mut is_first);
        let in_title = titles.iter().any(|title| title.contains(&range.start));
        if std::mem::take(&mut skips) || in_title || is_particle(question, range, &titles, grammar) {
            continue;
        }
        if is_counter(question, range, grammar) {
            continue;
        }
        let next = all.get(at + 1).filter(|next| question[range.end..next.start].trim().is_empty());
        let next = next.map(|next| &question[range.start..next.end]);
        let concept = if Language::of(word) == Some(Language::Korean) {
            korean(word, grammar, known)
        } else if word.starts_with(|char: char| char.is_numeric()) {
            Some(number(word, grammar, known))
        } else if next.is_some_and(|phrase| grammar.stop.is_english(&phrase.to_lowercase())) {
            skips = true;
            None
        } else {
            // Two words may be one: `grow up`.
            let phrase = next.filter(|phrase| !grammar.bridge.korean(phrase, &grammar.lexicon).is_empty());
            skips = phrase.is_some();
            latin(phrase.unwrap_or(word), was_first && language == Language::English, grammar, known)
        };
        let spelt = whole_names.iter().filter(|(name, _)| name.contains(&range.start));
        concepts.extend(concept.map(|mut concept| {
            let n_own = concept.alternatives.len();
            concept.alternatives.extend(spelt.map(|(_, alternative)| alternative.clone()));
            // Another name of somebody whom the archive knows is known, whether it stands anywhere or not.
            concept.is_known |= concept.alternatives.len() > n_own;
            concept
        }));
    }
    concepts
}

/// Returns where a question names works, and a concept for each: in marks, or by a title that the archive knows, with its titles in both
/// languages.
fn of_titles(
    question: &str,
    works: &[NamedWork],
    grammar: &Grammar,
    known: &dyn Known,
) -> (Vec<Range<usize>>, Vec<Concept>) {
    let meets = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    let mut titles = titles(question);
    let unmarked = works.iter().map(|work| work.words.clone());
    let unmarked: Vec<_> = unmarked.filter(|words| !titles.iter().any(|title| meets(title, words))).collect();
    titles.extend(unmarked);
    let mut concepts = Vec::new();
    for title in &titles {
        let of_archive = works.iter().filter(|work| meets(&work.words, title)).flat_map(|work| &work.titles);
        let spelt = |text: &str, is_whole: bool| Alternative { terms: terms(text, grammar), strength: 1.0, is_whole };
        let mut alternatives = vec![spelt(&question[title.clone()], false)];
        alternatives.extend(of_archive.map(|spelling| spelt(spelling, spelling.is_ascii() && spelling.contains(' '))));
        alternatives.retain(|alternative| !alternative.terms.is_empty());
        if !alternatives.is_empty() {
            concepts.push(weighed(&question[title.clone()], alternatives, true, known));
        }
    }
    (titles, concepts)
}

/// Returns where a name of several Latin words stands, with a spelling in Hangul that the archive has.
fn whole_names(
    question: &str,
    all: &[Range<usize>],
    grammar: &Grammar,
    known: &dyn Known,
) -> Vec<(Range<usize>, Alternative)> {
    let is_capital = |range: &Range<usize>| question[range.clone()].starts_with(|char: char| char.is_ascii_uppercase());
    let mut found = Vec::new();
    for n_words in [2, 3] {
        for run in all.windows(n_words).filter(|run| run.iter().all(is_capital)) {
            let range = run[0].start..run[n_words - 1].end;
            let name = question[range.clone()].trim_end_matches("'s").trim_end_matches("’s");
            for spelling in known.spellings(name) {
                let terms = name_terms(&spelling, grammar);
                if !terms.is_empty() {
                    found.push((range.clone(), Alternative { terms, strength: 1.0, is_whole: false }));
                }
            }
            for hangul in hangul_candidates(name, grammar.names()).into_iter().take(12) {
                let terms = terms(&hangul, grammar);
                if terms.len() >= 2 && terms.iter().all(|term| known.rarity(term) > 0.0) {
                    found.push((range.clone(), Alternative { terms, strength: BRIDGED, is_whole: true }));
                }
            }
        }
    }
    found
}

/// Weighs a concept by the rarest of the alternatives' terms that stand somewhere, and drops those that stand nowhere.
fn weighed(text: &str, alternatives: Vec<Alternative>, is_name: bool, known: &dyn Known) -> Concept {
    let rarity = |terms: &[String]| {
        let rarities: Vec<f32> = terms.iter().map(|term| known.rarity(term)).filter(|&rarity| rarity > 0.0).collect();
        (2 * rarities.len() >= terms.len() && !rarities.is_empty())
            .then(|| rarities.iter().sum::<f32>() / rarities.len() as f32)
    };
    let (mut kept, mut weight): (Vec<Alternative>, Option<f32>) = (Vec::new(), None);
    for (rank, alternative) in alternatives.into_iter().enumerate() {
        let found = rarity(&alternative.terms);
        if let Some(found) = found {
            weight = Some(weight.map_or(found, |weight: f32| if rank == 0 { found } else { weight.min(found) }));
        }
        let is_new = kept.iter().all(|other| other.terms != alternative.terms);
        if rank == 0 || found.is_some() && is_new {
            kept.push(alternative);
        }
    }
    let is_known = weight.is_some();
    let weight = weight.unwrap_or(UNKNOWN) * if is_name { 1.4 } else { 1.0 };
    Concept { text: text.to_owned(), alternatives: kept, weight, is_name, is_number: false, is_known, role: Role::Own }
}

fn number(word: &str, grammar: &Grammar, known: &dyn Known) -> Concept {
    let own = Alternative { terms: terms(word, grammar), strength: 1.0, is_whole: false };
    let concept = weighed(word, vec![own], false, known);
    Concept { is_number: true, weight: concept.weight.max(1.0), ..concept }
}

fn latin(word: &str, is_first: bool, grammar: &Grammar, known: &dyn Known) -> Option<Concept> {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
    if grammar.stop.is_english(bare) {
        return None;
    }
    let is_name = !is_first && word.starts_with(char::is_uppercase) && !grammar.stop.is_no_name(bare);
    let mut alternatives = Vec::new();
    let mut push = |text: &str, strength: f32| {
        let terms = terms(text, grammar);
        let is_whole = text.is_ascii() && text.contains(' ');
        if !terms.is_empty() {
            alternatives.push(Alternative { terms, strength, is_whole });
        }
    };
    push(word, 1.0);
    grammar.bridge.forms(bare, &grammar.lexicon).iter().for_each(|form| push(form, 1.0));
    // `taught` stands in rows as `teach`; `found` is a verb of its own.
    let forms = grammar.bridge.forms(bare, &grammar.lexicon).iter().filter(|form| **form != "found" && bare != "found");
    let looked_up: Vec<&str> = std::iter::once(bare).chain(forms.copied()).collect();
    let counterparts = looked_up.iter().flat_map(|word| grammar.bridge.korean(word, &grammar.lexicon));
    for hangul in counterparts {
        push(hangul, BRIDGED);
        // What stands for one Korean word may stand for one another: wrote, script, writer.
        for sibling in grammar.bridge.phrases(hangul) {
            push(sibling, SIBLING);
            grammar.bridge.forms(sibling, &grammar.lexicon).iter().for_each(|form| push(form, SIBLING));
        }
    }
    if is_name {
        hangul_candidates(word, grammar.names()).into_iter().take(6).for_each(|hangul| push(&hangul, BRIDGED));
    }
    (!alternatives.is_empty()).then(|| weighed(word, alternatives, is_name, known))
}

fn korean(word: &str, grammar: &Grammar, known: &dyn Known) -> Option<Concept> {
    if grammar.stop.is_korean(word) {
        return None;
    }
    // A word that is known without its particle is no verb: 변도하는.
    let without_particle = &word[..stem_end(word, grammar).min(word.len())];
    let is_known_so = without_particle.chars().count() >= 2
        && terms(without_particle, grammar).iter().all(|term| known.rarity(term) > 0.0);
    let bare = if is_known_so && without_particle != word { word } else { grammar.stop.without_ending(word) };
    // `고양이` ends as a particle does.
    let is_row = |word: &str| grammar.bridge.english(word).is_some_and(|row| row.2 && row.0 == word);
    let bare = if is_row(word) { word } else { bare };
    let verb = grammar.stop.verb_of_one(word).filter(|verb| grammar.bridge.english(verb).is_some_and(|row| row.2));
    let bare = verb.unwrap_or(bare);
    let stem = if is_row(bare) { bare } else { &bare[..stem_end(bare, grammar).min(bare.len())] };
    if grammar.stop.is_korean(stem) || stem.is_empty() {
        return None;
    }
    let mut alternatives: Vec<Alternative> = Vec::new();
    let (stem, particled) = match one_syllable(stem, grammar) {
        Some((one, particled)) => (one, particled),
        None => (stem, Vec::new()),
    };
    let own: Vec<String> = words(stem, &grammar.lexicon)
        .into_iter()
        .filter(|term| term.kind == TermKind::Syllables)
        .map(|term| term.text)
        .collect();
    alternatives.push(Alternative { terms: own, strength: 1.0, is_whole: false });
    for form in particled {
        alternatives.push(Alternative { terms: vec![form], strength: 1.0, is_whole: false });
    }
    let mut push = |text: &str, strength: f32| {
        let terms = terms(text, grammar);
        let is_whole = text.is_ascii() && text.contains(' ');
        if !terms.is_empty() {
            alternatives.push(Alternative { terms, strength, is_whole });
        }
    };
    let bridged = grammar.bridge.english(stem);
    if let Some((_, phrases, is_whole)) = bridged {
        for phrase in phrases {
            push(phrase, if is_whole { BRIDGED } else { HEAD });
            if is_whole {
                grammar.bridge.forms(phrase, &grammar.lexicon).iter().for_each(|form| push(form, BRIDGED));
                let siblings = grammar.bridge.korean(phrase, &grammar.lexicon);
                siblings.iter().for_each(|hangul| push(hangul, SIBLING));
            }
        }
    }
    let mut is_name = false;
    let may_be_name = (2..=4).contains(&stem.chars().count());
    let of_archive = if may_be_name { known.spellings(stem) } else { Vec::new() };
    // A word that is a name as well, as 수호, is one where the archive knows who bears it.
    if may_be_name && (bridged.is_none_or(|bridged| !bridged.2) || !of_archive.is_empty()) {
        is_name = !of_archive.is_empty();
        for spelling in of_archive.iter().filter(|spelling| *spelling != stem) {
            alternatives.push(Alternative { terms: name_terms(spelling, grammar), strength: 1.0, is_whole: false });
        }
        let likely = if stem.chars().count() >= 3 { spellings(stem, grammar.names()) } else { Vec::new() };
        for spelling in likely {
            let spelt = name_terms(&spelling, grammar);
            if spelt.iter().all(|term| known.rarity(term) > 0.0) {
                is_name = is_name || bridged.is_none();
                alternatives.push(Alternative { terms: spelt, strength: BRIDGED, is_whole: false });
            }
        }
    }
    alternatives.retain(|alternative| !alternative.terms.is_empty());
    (!alternatives.is_empty()).then(|| weighed(stem, alternatives, is_name, known))
}

/// Returns a noun of one syllable without its particle, where the bridge knows it, and the forms with particles that texts have.
fn one_syllable<'a>(word: &'a str, grammar: &Grammar) -> Option<(&'a str, Vec<String>)> {
    let particles = grammar.lists().of(List::BehindSyllable);
    let (noun, rest) = word.split_at(word.chars().next()?.len_utf8());
    let is_it = rest.is_empty() || particles.iter().any(|particle| particle == rest);
    let is_row = grammar.bridge.english(noun).is_some_and(|(_, _, is_whole)| is_whole);
    (is_it && is_row).then(|| (noun, particles.iter().map(|particle| format!("{noun}{particle}")).collect()))
}

/// Returns the terms of a Latin name that tell it from others: the surname, and the given name in one piece.
fn name_terms(spelling: &str, grammar: &Grammar) -> Vec<String> {
    if Language::of(spelling) == Some(Language::Korean) {
        return terms(spelling, grammar);
    }
    spelling.split_whitespace().filter_map(|word| terms(word, grammar).pop()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive that has every word, one person by two names, and one work by two titles.
    struct Archive;

    impl Known for Archive {
        fn rarity(&self, term: &str) -> f32 {
            if term == "tide" || term == "madam" { 0.0 } else { 2.0 }
        }

        fn spellings(&self, name: &str) -> Vec<String> {
            if name == "Madam Tide" { vec!["Petra Olin".to_owned()] } else { Vec::new() }
        }

        fn works(&self, text: &str) -> Vec<NamedWork> {
            let titles = vec!["소금길".to_owned(), "Salt Road".to_owned()];
            let words = titles.iter().find_map(|title| text.find(title).map(|at| at..at + title.len()));
            words.into_iter().map(|words| NamedWork { words, titles: titles.clone(), kind: None }).collect()
        }
    }

    fn asked(question: &str) -> Vec<Concept> {
        let language = Language::of(question).expect("a language");
        concepts(question, language, &Grammar::built_in(), &Archive, &Archive.works(question))
    }

    #[test]
    fn a_work_is_a_name_in_both_languages_with_marks_and_without() {
        for question in
            ["How long is Salt Road?", "How long is “Salt Road”?", "소금길은 몇 분인가요?", "〈소금길〉은 몇 분인가요?"]
        {
            let concepts = asked(question);
            let work = concepts.iter().find(|concept| concept.is_name).expect("a name");
            assert!(matches!(work.text.as_str(), "Salt Road" | "소금길"), "{question}: {}", work.text);
            let spelt: Vec<String> = work.alternatives.iter().map(|one| one.terms.join(" ")).collect();
            assert!(spelt.len() == 2 && spelt.iter().any(|one| one == "salt road"), "{question}: {spelt:?}");
            assert_eq!(concepts.iter().filter(|concept| concept.text == work.text).count(), 1, "{question}");
        }
    }

    #[test]
    fn another_name_of_somebody_is_known() {
        let concepts = asked("What did Madam Tide say about wind?");
        let names: Vec<&Concept> = concepts.iter().filter(|concept| concept.is_name).collect();
        let is_spelt = |name: &Concept| name.alternatives.iter().any(|one| one.terms == ["petra", "olin"]);
        assert!(names.len() == 2 && names.iter().all(|name| name.is_known && is_spelt(name)), "{names:?}");
    }
}
