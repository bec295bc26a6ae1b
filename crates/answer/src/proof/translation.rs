//! Tells a translation: words of a draft whose original stands in the other language.
//!
//! No letters can be compared, so a place is weighed: how near it is in meaning (where a model is at hand), whether the one whom
//! the draft credits says it, whether it has the same numbers, and how many words two small dictionaries find in both.

mod bounds;
mod contrary;
mod gloss;
mod numbers;
mod original;
mod said;

use onrecord_language::quantity::Quantities;

use super::credit::{credit, voices};
use super::draft::{Draft, Quotation};
use super::judge::{ALTERED_ELSEWHERE, Judgement};
use super::record::{Near, Record, Stand};
use super::register::Register;
use contrary::is_contrary;
use gloss::Gloss;
use numbers::numbers;

pub use original::{Original, stretches};
pub use said::{Said, said};

/// Bytes between two quotations that are one speech.
const BETWEEN: usize = 40;

/// Says whether an original in another language is to be looked for.
///
/// Also for words whose letters are found here and there only, as those of a translation are beside other translations.
pub fn is_wanted(judgement: &Judgement) -> bool {
    match judgement {
        Judgement::Unsupported(_) => true,
        Judgement::Altered(near) => near.first().is_some_and(|near| near.likeness < bounds::WEAK),
        _ => false,
    }
}

/// Judges a quotation that stands nowhere in its own language by the places that may be its original.
///
/// Where those tell nothing, and `elsewhere` names somebody whose words are on record mostly in another language, nobody is
/// accused: a translation could not be told from an invention.
pub fn judge(
    draft: &Draft,
    quotation: &Quotation,
    records: &[Record],
    originals: &[Original],
    register: &Register<'_>,
    elsewhere: Option<String>,
    judgement: &Judgement,
) -> Option<Judgement> {
    let is_open = matches!(judgement, Judgement::Unsupported(_));
    let credited = credit(draft, quotation, register).name;
    let says = |stand: &Stand| {
        let voices = records.get(stand.record).map(|record| voices(record, stand)).unwrap_or_default();
        let is_it = |name: &str| voices.iter().any(|voice| register.may_be_same(name, &voice.name, voice.person));
        credited.as_deref().is_none_or(is_it)
    };
    // What is somewhat like words of the very person is those words, altered.
    if judgement.places().iter().any(says) {
        return None;
    }
    let words = draft.words(quotation);
    let gloss = Gloss::of(words);
    let (mut best, mut glossed): (Option<(Near, bool)>, Option<Near>) = (None, None);
    for original in originals {
        let Some(record) = records.get(original.record) else { continue };
        let is_same = is_same(credited.as_deref(), record, original, register);
        let near = |likeness: f32| Near { record: original.record, range: original.range.clone(), likeness };
        let there = record.reading.document.text().get(original.range.clone()).unwrap_or_default();
        if is_contrary(words, there, register.quantities()) {
            continue;
        }
        let n_shared = gloss.shared(there) + names(draft, quotation, record, original, register);
        let weight = weight(words, credited.is_some(), is_same, record, original, register.quantities());
        if best.as_ref().is_none_or(|(best, _)| best.likeness < weight) {
            // Nearness alone is weak where a dictionary that knows the words finds none of them.
            let is_hollow = is_same == Some(false) && n_shared < bounds::HALF_GLOSSED
                || n_shared == 0.0 && gloss.known() >= bounds::KNOWN;
            best = Some((near(weight), is_hollow));
        }
        // Only the words of the very person: with enough others some place shares a few words with anything.
        if (is_same == Some(true) || original.is_own) && glossed.as_ref().is_none_or(|best| best.likeness < n_shared) {
            glossed = Some(near(n_shared));
        }
    }
    let share = glossed.as_ref().map_or(0.0, |near| near.likeness / gloss.known().max(1.0));
    let is_short = words.split_whitespace().count() <= bounds::SHORT;
    let least = if is_short { bounds::HALF_GLOSSED_SHORT } else { bounds::HALF_GLOSSED };
    // Words of the very person in the same language that are somewhat like these tell more than a dictionary.
    let is_own_words = match judgement {
        Judgement::Unsupported(Some(near)) if near.likeness >= bounds::LIKE => {
            says(&Stand { record: near.record, parts: vec![near.range.clone()] })
        }
        _ => false,
    };
    let glossed = glossed.filter(|_| !is_own_words);
    match (best, glossed) {
        (Some((near, _)), _) if near.likeness >= bounds::SURE => Some(Judgement::Translated(near)),
        (_, Some(near)) if near.likeness >= bounds::GLOSSED && share >= bounds::MOST => {
            Some(Judgement::Translated(near))
        }
        (_, Some(near)) if near.likeness >= least && share >= bounds::MOST => {
            Some(Judgement::PerhapsTranslated { original: Some(near), speaker: None })
        }
        _ if !is_open => None,
        (Some((near, false)), _) if near.likeness >= bounds::MAYBE => {
            Some(Judgement::PerhapsTranslated { original: Some(near), speaker: None })
        }
        _ => elsewhere.map(|speaker| Judgement::PerhapsTranslated { original: None, speaker: Some(speaker) }),
    }
}

/// Judges the stretches of one quotation together: where one is translated, the others are not accused either.
pub fn join(draft: &Draft, judgements: &mut [Judgement]) {
    for at in 0..judgements.len() {
        let near = match &judgements[at] {
            Judgement::Translated(near) | Judgement::PerhapsTranslated { original: Some(near), .. } => near,
            _ => continue,
        };
        let (near, this) = (near.clone(), &draft.quotations[at]);
        let of_same = |other: &usize| {
            let other = &draft.quotations[*other];
            this.quote.is_some() && other.quote == this.quote || is_one_speech(draft, this, other)
        };
        for other in (0..judgements.len()).filter(of_same) {
            let is_loose = match &judgements[other] {
                Judgement::Altered(near) => near.first().is_some_and(|near| near.likeness < ALTERED_ELSEWHERE),
                other => is_wanted(other),
            };
            if is_loose {
                judgements[other] = Judgement::PerhapsTranslated { original: Some(near.clone()), speaker: None };
            }
        }
    }
}

/// Says whether two quotations stand in one sentence of somebody's: “…”며 “…”고 했다.
fn is_one_speech(draft: &Draft, one: &Quotation, other: &Quotation) -> bool {
    let range = one.words.start.min(other.words.start)..one.words.end.max(other.words.end);
    let between = draft.prose.text().get(one.words.end.min(other.words.end)..one.words.start.max(other.words.start));
    let speaker = |quotation: &Quotation| draft.quote(quotation).and_then(|quote| quote.speaker.as_ref()?.name);
    let is_near = between.is_some_and(|between| !between.contains(['.', '!', '?', '\n']) && between.len() <= BETWEEN);
    one.paragraph == other.paragraph
        && range.len() > one.words.len()
        && is_near
        && speaker(one).is_some()
        && speaker(one) == speaker(other)
}

/// Says whether the one who is credited says a place; `None` where nobody is, or nobody says it.
fn is_same(credited: Option<&str>, record: &Record, original: &Original, register: &Register<'_>) -> Option<bool> {
    let stand = Stand { record: original.record, parts: vec![original.range.clone()] };
    let voices = voices(record, &stand);
    // Who has no name on record in the language of the place cannot be told from others there.
    let is_foreign = |name: &&str| {
        let korean = name.chars().any(onrecord_model::letter::is_syllable);
        voices.iter().any(|voice| voice.name.chars().any(onrecord_model::letter::is_syllable) != korean)
            && register.in_other_script(name, korean).is_empty()
    };
    credited
        .filter(|_| !voices.is_empty())
        .filter(|name| !is_foreign(name))
        .map(|name| voices.iter().any(|voice| register.may_be_same(name, &voice.name, voice.person)))
}

/// Returns how many people are named both in a quotation and in a place.
fn names(draft: &Draft, quotation: &Quotation, record: &Record, original: &Original, register: &Register<'_>) -> f32 {
    let here = draft.reading.people.iter().filter(|person| {
        person
            .mentions
            .iter()
            .any(|mention| quotation.words.start <= mention.name.start() && mention.name.end() <= quotation.words.end)
    });
    let there: Vec<&str> = record
        .reading
        .people
        .iter()
        .filter(|person| person.mentions.iter().any(|mention| original.range.contains(&mention.name.start())))
        .map(|person| record.reading.document.words(person.name))
        .collect();
    let is_there = |name: &str| there.iter().any(|other| register.compare(name, other) >= 0.5);
    here.filter(|person| is_there(draft.reading.document.words(person.name))).count() as f32
}

fn weight(
    words: &str,
    is_credited: bool,
    is_same: Option<bool>,
    record: &Record,
    original: &Original,
    quantities: &Quantities,
) -> f32 {
    let there = record.reading.document.text().get(original.range.clone()).unwrap_or_default();
    let (ours, theirs) = (numbers(words, quantities), numbers(there, quantities));
    let n_shared = ours.iter().filter(|number| theirs.contains(number)).count();
    let Some(nearness) = original.nearness else {
        let tells = ours.len() >= 2 || ours.iter().any(|&number| number > bounds::RARE_NUMBER);
        let agrees = tells && is_same == Some(true) && n_shared == ours.len();
        return if agrees { bounds::SURE } else { 0.0 };
    };
    let speaker = match is_same {
        Some(true) => bounds::SPEAKER,
        Some(false) => -bounds::ANOTHER,
        None if is_credited => -bounds::NOBODY,
        None => 0.0,
    };
    let counted = match (ours.len(), n_shared) {
        (0, _) => 0.0,
        (_, 0) => -bounds::NUMBERS,
        (all, shared) if all == shared => bounds::NUMBERS,
        _ => 0.0,
    };
    nearness + speaker + counted
}
