//! Whom a draft credits with a quotation, and whom the record has.

mod beside;

use std::ops::Range;

use onrecord_model::letter::is_syllable;
use onrecord_model::{PersonId, QuoteForm, QuoteKind};

use super::draft::{Draft, Form, Quotation};
use super::letters::Letters;
use super::record::{Record, Stand};
use super::register::Register;
use super::vocabulary::{is_full_name, is_nobody, is_office, is_subject_behind, is_title, says, titles, without_title};

/// Speakers below this are guesses of the reader, and contradict nobody.
pub(super) const SURE: f32 = 0.6;

/// Whom a draft credits with a quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// The speaker's name, where there is one.
    pub name: Option<String>,
    /// Where the draft names the speaker, in bytes of the prose: a name, a role or a pronoun.
    pub words: Option<Range<usize>>,
    /// Outlets named in the same sentence or beside the block.
    pub outlets: Vec<String>,
    /// The key of the source that a short code names.
    pub key: Option<String>,
    /// Whether the reader is sure of the speaker.
    pub is_sure: bool,
}

/// Who says the words on record.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// The fullest spelling in that document.
    pub name: String,
    /// The archive's id.
    pub person: Option<PersonId>,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// Whether the words are given as said, not reported in other words.
    pub is_direct: bool,
    /// Whether it may be no name at all: an office, or a Hangul word that stands beside no title and no character.
    pub is_doubtful: bool,
}

/// Returns whom a draft credits with a quotation.
pub fn credit(draft: &Draft, quotation: &Quotation, register: &Register<'_>) -> Credit {
    let mut credit = Credit::default();
    if quotation.form == Form::Code {
        let code = draft.prose.links.iter().find(|link| {
            link.quoted
                .as_ref()
                .is_some_and(|quoted| quoted.start <= quotation.words.start && quotation.words.end <= quoted.end)
        });
        credit.key = code.and_then(|link| link.target.strip_prefix("source:")).map(str::to_owned);
        return credit;
    }
    let document = &draft.reading.document;
    if let Some(quote) = draft.quote(quotation)
        && let Some(speaker) = &quote.speaker
    {
        let named =
            speaker.person.and_then(|person| draft.reading.people.get(person as usize)).map(|person| person.name);
        let name = speaker.name.or(named).map(|name| document.words(name).trim().to_owned());
        // A speaker who is only understood credits nobody, unless a verb of saying goes on with him.
        let is_nobody = speaker.words.is_some_and(|words| is_nobody(document.words(words)));
        // Nor does somebody without a name who stands in another sentence: “The wind rose. ‘…’”.
        let is_far = name.is_none()
            && quote.cue.is_none()
            && speaker.words.is_some_and(|words| {
                let between = draft.prose.text().get(words.end()..quotation.words.start).unwrap_or_default();
                between.contains(['.', '!', '?', '\n'])
            });
        let is_understood = is_nobody || is_far || speaker.words.is_none() && quote.cue.is_none();
        // An office alone is nobody's name.
        let name = name.filter(|name| !is_understood && !is_title(name));
        credit.words = speaker.words.or(speaker.name).filter(|_| !is_understood).map(|words| words.range());
        credit.is_sure = quote.confidence >= SURE && is_beside(draft, quotation, credit.words.as_ref());
        match name.as_deref().and_then(|name| register.outlet(name)) {
            Some(outlet) => credit.outlets.push(outlet.to_owned()),
            None => credit.name = name.filter(|name| !name.is_empty()),
        }
    }
    let places = around(draft, quotation);
    if credit.name.is_none() && quotation.form != Form::Answer {
        let stretches: Vec<Range<usize>> =
            places.iter().flat_map(|place| without_quotations(draft, place.clone())).collect();
        if let Some(beside) = beside::beside(draft.prose.text(), &stretches, register) {
            let is_outlet = beside.name.as_deref().is_some_and(|name| register.outlet(name).is_some());
            credit.is_sure = beside.name.is_some();
            credit.words = credit.words.or(Some(beside.words));
            credit.name = beside.name.filter(|_| !is_outlet);
        }
    }
    for place in places {
        let letters = Letters::of_ranges(draft.prose.text(), without_quotations(draft, place));
        for outlet in &register.outlets {
            if stands_in(&letters, outlet) && !credit.outlets.contains(outlet) {
                credit.outlets.push(outlet.clone());
            }
        }
    }
    // A longer name holds a shorter one: “East Pier Post” is not “Pier Post”.
    let all = credit.outlets.clone();
    credit.outlets.retain(|outlet| {
        !all.iter().any(|other| {
            other.len() > outlet.len() && Letters::of(other).as_str().contains(Letters::of(outlet).as_str())
        })
    });
    credit
}

/// Says whether the one who is credited stands where a credit can: not in an earlier paragraph, unless that leads here.
fn is_beside(draft: &Draft, quotation: &Quotation, words: Option<&Range<usize>>) -> bool {
    let Some(words) = words.filter(|words| words.end <= quotation.paragraph.start) else { return true };
    let between = draft.prose.text().get(words.end..quotation.paragraph.start).unwrap_or_default();
    quotation.form == Form::Block || between.trim_end().ends_with([':', '：', ','])
}

/// Says whether a person stands in the sentence of a quotation as its subject or beside its verb of saying.
///
/// Whoever names the right person there does not put the words into another's mouth, whomever else the sentence names.
pub(super) fn is_subject(
    draft: &Draft,
    quotation: &Quotation,
    name: &str,
    person: Option<PersonId>,
    register: &Register<'_>,
) -> bool {
    let document = &draft.reading.document;
    let text = draft.prose.text();
    around(draft, quotation).into_iter().any(|place| {
        let left = without_quotations(draft, place);
        let is_here = |at: usize| left.iter().any(|range| range.contains(&at));
        let mut mentions: Vec<(Range<usize>, &str)> = draft
            .reading
            .people
            .iter()
            .flat_map(|named| named.mentions.iter().map(|mention| (mention.whole.range(), document.words(named.name))))
            .collect();
        // Names that the reader missed, by their spellings on record.
        let known = register.people.iter().filter(|known| person.is_some() && known.id == person);
        for spelling in known.flat_map(|known| &known.spellings).map(String::as_str).chain([name]) {
            mentions.extend(text.match_indices(spelling).map(|(at, _)| (at..at + spelling.len(), spelling)));
        }
        mentions.retain(|(range, named)| is_here(range.start) && register.outlet(named).is_none());
        mentions.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        mentions.dedup_by_key(|(range, _)| range.start);
        let own = |named: &str| register.may_be_same(named, name, person);
        // Whose the words of a sentence without a verb of saying are is a guess: anybody in it may be meant.
        if draft.quote(quotation).is_none_or(|quote| quote.cue.is_none()) {
            return mentions.iter().any(|(_, named)| own(named));
        }
        mentions.iter().enumerate().any(|(at, (range, named))| {
            let behind = text.get(range.end..).unwrap_or_default();
            let is_subject = if named.chars().any(is_syllable) {
                is_subject_behind(without_title(behind))
            } else {
                let next = behind.split_whitespace().next().unwrap_or_default();
                let before = text.get(..range.start).unwrap_or_default();
                let last = before.split_whitespace().next_back().unwrap_or_default();
                at == 0 || says(next) || says(last)
            };
            is_subject && own(named)
        })
    })
}

/// Says whether a name stands in the sentence of a quotation, outside its words.
pub(super) fn is_in_sentence(draft: &Draft, quotation: &Quotation, name: &str) -> bool {
    let places = around(draft, quotation).into_iter();
    let left = places.flat_map(|place| without_quotations(draft, place));
    stands_in(&Letters::of_ranges(draft.prose.text(), left), name)
}

/// Says whether letters name a Korean person by the surname and a title: `윤 감독`.
pub(super) fn has_surname(letters: &Letters, name: &str) -> bool {
    let Some(surname) = name.chars().next().filter(|&first| is_syllable(first)) else { return false };
    titles().any(|title| stands_in(letters, &format!("{surname}{title}")))
}

/// Says whether a name stands among letters as words of its own; a Korean particle may follow it.
pub(super) fn stands_in(letters: &Letters, name: &str) -> bool {
    let name = Letters::of(name);
    // A possessive `'s` is no part of a name.
    let ends = |at: usize| letters.ends_word(at) || letters.ends_word(at + 2) && letters.slice(at..at + 2) == "'s";
    name.len() >= 2
        && letters
            .find(name.as_str(), 0..letters.len())
            .into_iter()
            .any(|at| letters.starts_word(at) && ends(at + name.len()))
}

/// Returns where the credit of a quotation stands: its sentence, or the tail of its block and the line behind it.
fn around(draft: &Draft, quotation: &Quotation) -> Vec<Range<usize>> {
    let text = draft.prose.text();
    if matches!(quotation.form, Form::Block | Form::Answer) {
        let mut places = vec![quotation.words.end..quotation.paragraph.end];
        places.extend(line_behind(text, quotation.paragraph.end).filter(|line| is_attribution(&text[line.clone()])));
        return places;
    }
    let sentences = &draft.reading.sentences;
    let from = sentences.partition_point(|sentence| sentence.span.end() <= quotation.words.start);
    let mut place = quotation.words.clone();
    for sentence in sentences[from..].iter().take_while(|sentence| sentence.span.start() < quotation.words.end) {
        place = place.start.min(sentence.span.start())..place.end.max(sentence.span.end());
    }
    let mut places = vec![place.clone()];
    places.extend(neighbours(draft, quotation, &place));
    let in_block = text[quotation.paragraph.clone()].trim_start().starts_with('>');
    if in_block {
        places.push(quotation.words.end..quotation.paragraph.end);
    }
    places.extend(line_behind(text, quotation.paragraph.end).filter(|line| is_attribution(&text[line.clone()])));
    places
}

/// Returns the sentences that credit a quotation which is a sentence of its own: “…” NAME의 말이다, or NAME said. “…”
fn neighbours(draft: &Draft, quotation: &Quotation, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let text = draft.prose.text();
    let mut places = Vec::new();
    let is_alone = |range: Range<usize>| !text.get(range).unwrap_or_default().chars().any(char::is_alphanumeric);
    if is_alone(quotation.words.end..sentence.end) {
        let rest = text.get(sentence.end..quotation.paragraph.end).unwrap_or_default();
        let end = rest
            .find(['.', '!', '?', '“', '"'])
            .map_or(rest.len(), |end| end + rest[end..].chars().next().map_or(0, char::len_utf8));
        let next = &rest[..end];
        if next.chars().count() <= 60 && !next.contains(['“', '"']) && says(next) {
            places.push(sentence.end..sentence.end + end);
        }
    }
    if is_alone(sentence.start..quotation.words.start) {
        let at = draft.quotations.partition_point(|other| other.words.start < quotation.words.start);
        let before = draft.quotations[at.saturating_sub(4)..at]
            .iter()
            .map(|other| other.words.end)
            .filter(|&end| end < quotation.words.start)
            .max()
            .unwrap_or(0);
        let from = before.max(quotation.paragraph.start);
        let words = text.get(from..sentence.start).unwrap_or_default();
        let bare = words.trim_end().trim_end_matches(['.', ':', '：']);
        let start = from + bare.rfind(['.', '!', '?']).map_or(0, |end| end + 1);
        if before > quotation.paragraph.start && says(words) || words.trim_end().ends_with([':', '：']) {
            places.push(start..sentence.start);
        }
    }
    places
}

pub(super) fn is_attribution(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '>']);
    bare.starts_with(['—', '–', '―'])
        || bare.starts_with("-- ")
        || line.trim_start().starts_with('>') && bare.starts_with("- ")
}

/// Returns the next line that is not blank.
pub(super) fn line_behind(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches(|char: char| char.is_whitespace() || char == '>').len());
    let start = text[..start].rfind('\n').map_or(start, |end| end + 1).max(from);
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    (start < end).then_some(start..end)
}

/// Returns what is left of a range without the words of quotations.
pub(super) fn without_quotations(draft: &Draft, range: Range<usize>) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut at = range.start;
    let from = draft.quotations.partition_point(|quotation| quotation.words.end <= range.start);
    for quotation in draft.quotations[from..].iter().take_while(|quotation| quotation.words.start < range.end) {
        if quotation.words.start > at {
            left.push(at..quotation.words.start);
        }
        at = at.max(quotation.words.end);
    }
    if at < range.end {
        left.push(at..range.end);
    }
    left
}

/// Returns who says the words of a stand: the speakers of every quote that holds them, and who relays them.
pub(super) fn voices(record: &Record, stand: &Stand) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    for part in &stand.parts {
        for quote in record.quotes_at(part.clone()) {
            for speaker in quote.speaker.iter().chain(&quote.reported_by) {
                let person = speaker.person.and_then(|person| record.person(person));
                let Some(name) = record.name_of(speaker) else { continue };
                let named = speaker.person.and_then(|person| record.reading.people.get(person as usize));
                let is_bare = named.is_none_or(|person| {
                    let is_full = is_full_name(name) && person.mentions.len() > 1;
                    person.roles.is_empty() && person.plays.is_empty() && !is_full
                });
                let is_doubtful = is_office(name) || is_bare && name.chars().any(is_syllable);
                if !voices.iter().any(|voice| voice.name == name) {
                    voices.push(Voice {
                        name: name.to_owned(),
                        person,
                        confidence: quote.confidence,
                        is_direct: quote.kind != QuoteKind::Indirect,
                        is_doubtful,
                    });
                }
            }
        }
    }
    voices
}

/// Says whether the words stand as somebody's speech, and the reader knows whose.
pub(super) fn is_known_speech(record: &Record, stand: &Stand) -> bool {
    stand.parts.iter().all(|part| {
        let mut quotes = record.quotes_at(part.clone());
        quotes.retain(|quote| quote.kind != QuoteKind::Indirect);
        quotes.iter().any(|quote| quote.speaker.as_ref().is_some_and(|speaker| record.name_of(speaker).is_some()))
            && quotes.iter().all(|quote| quote.speaker.is_some() || quote.form == QuoteForm::Nested)
    })
}
