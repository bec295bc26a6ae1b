//! Why a draft that credits somebody is not wrong, though the record may have the words from another.
//!
//! Each excuse is a rule of its own; one that holds at one of the places where the words stand is enough.

use super::case::Case;
use crate::proof::credit::{SURE, Voice, is_in_sentence, is_known_speech, is_subject, stands_in, voices};
use crate::proof::letters::Letters;
use crate::proof::misspelt;
use crate::proof::record::{Record, Stand};
use crate::proof::register::Register;
use crate::proof::vocabulary::naming;

/// A speaker of the record is beyond doubt from here on, even against somebody who is named beside the words.
const CERTAIN: f32 = 0.85;
/// From here on a name in a document is taken for somebody's.
const SAME: f32 = 0.3;
/// Bytes before words in which somebody is named beside them.
const NEAR: usize = 300;
/// Characters before somebody's other name in which the source says that it is one.
const LEAD: usize = 24;

/// A quotation that stands on record, and the name that the draft credits with it.
pub(super) struct Claim<'a> {
    pub case: Case<'a>,
    pub name: &'a str,
}

/// A place where the words of a claim stand.
pub(super) struct Place<'a> {
    pub voices: Vec<Voice>,
    /// Whether they stand there as speech, and the reader knows whose.
    is_speech: bool,
    record: &'a Record,
    stand: &'a Stand,
}

/// A rule that excuses a claim at a place.
struct Excuse {
    id: &'static str,
    holds: fn(&Claim<'_>, &Place<'_>) -> bool,
}

const EXCUSES: &[Excuse] = &[
    Excuse { id: "speaker", holds: is_speaker },
    Excuse { id: "source", holds: is_source },
    Excuse { id: "unheard", holds: is_unheard },
    Excuse { id: "unsure", holds: is_unsure },
    Excuse { id: "doubtful", holds: is_doubtful },
    Excuse { id: "other-name", holds: is_other_name },
    Excuse { id: "slip", holds: is_slip_beside },
    Excuse { id: "relayed", holds: is_relayed },
    Excuse { id: "subject", holds: is_named_as_subject },
];

/// Returns the id of the first excuse that holds.
pub(super) fn excuse(claim: &Claim<'_>, place: &Place<'_>) -> Option<&'static str> {
    EXCUSES.iter().find(|excuse| (excuse.holds)(claim, place)).map(|excuse| excuse.id)
}

impl<'a> Claim<'a> {
    /// Returns the places where the words stand.
    ///
    /// Where a source tells who says the words, its headline with the same words tells nothing more.
    pub(super) fn places(&self) -> Vec<Place<'a>> {
        let Case { records, stands, .. } = self.case;
        let known = stands.iter().filter_map(|stand| Some((stand, records.get(stand.record)?)));
        let place = |(stand, record): (&'a Stand, &'a Record)| Place {
            voices: voices(record, stand),
            is_speech: is_known_speech(record, stand),
            record,
            stand,
        };
        let mut places: Vec<Place<'a>> = known.map(place).collect();
        let told: Vec<usize> = places.iter().filter(|place| place.is_speech).map(|place| place.stand.record).collect();
        places.retain(|place| place.is_speech || !told.contains(&place.stand.record));
        places
    }

    fn is_named_in(&self, record: &Record) -> bool {
        is_named(record, self.name, self.case.register)
    }

    fn is_named_near(&self, place: &Place<'_>) -> bool {
        is_named_near(place.record, place.stand, self.name, self.case.register)
    }
}

/// The one credited says the words, or somebody whose name is nearly the same.
fn is_speaker(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    place.voices.iter().any(|voice| {
        claim.case.register.may_be_same(claim.name, &voice.name, voice.person)
            || misspelt::is_slip(claim.name, &voice.name)
    })
}

/// The one credited is the outlet or the author of the source.
fn is_source(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    let source = &place.record.source;
    let by = [&source.outlet, &source.author].into_iter().flatten().flat_map(|by| by.split(", "));
    by.into_iter().any(|by| claim.case.register.may_be_same(claim.name, by, None))
}

/// Nobody is known to say the words, and the one credited is named in the source: the reader may have missed that it is them.
fn is_unheard(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    !place.is_speech && (claim.is_named_in(place.record) || is_slip_here(place.record, claim.name))
}

/// Who says the words is a guess of the reader; against somebody who is named beside them it has to be a better one.
fn is_unsure(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    let needed = if claim.is_named_near(place) { CERTAIN } else { SURE };
    place.voices.iter().any(|voice| voice.is_direct && voice.confidence < needed)
}

/// What the source calls the speaker may be no name, and the one credited is named there.
fn is_doubtful(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    place.voices.iter().any(|voice| voice.is_doubtful) && claim.is_named_in(place.record)
}

/// The source tells that the speaker also goes by the name credited.
fn is_other_name(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    place.voices.iter().any(|voice| is_also(place.record, &voice.name, claim.name))
}

/// The one credited is nobody on record, and the speaker stands in the sentence, too: the name is a slip of the reader.
fn is_slip_beside(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    let Case { draft, quotation, register, .. } = claim.case;
    register.person(claim.name).is_none()
        && place.voices.iter().any(|voice| is_in_sentence(draft, quotation, &voice.name))
}

/// The speaker relays the words of another, and the one credited is named beside them.
fn is_relayed(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    place.record.is_nested(place.stand.range()) && claim.is_named_near(place)
}

/// The speaker is the subject of the sentence, whomever else it names.
fn is_named_as_subject(claim: &Claim<'_>, place: &Place<'_>) -> bool {
    let Case { draft, quotation, register, .. } = claim.case;
    place.voices.iter().any(|voice| is_subject(draft, quotation, &voice.name, voice.person, register))
}

/// Says whether a document tells that somebody in it also goes by another name.
fn is_also(record: &Record, known: &str, name: &str) -> bool {
    let text = record.reading.document.text();
    text.match_indices(name).any(|(at, _)| {
        let lead: String = text[..at].chars().rev().take(LEAD).collect::<Vec<_>>().into_iter().rev().collect();
        let lead = lead.to_lowercase();
        let is_own = || {
            let quotes = record.quotes_at(at..at + name.len());
            let mut speakers = quotes.iter().filter_map(|quote| quote.speaker.as_ref());
            speakers.any(|speaker| record.name_of(speaker) == Some(known))
        };
        naming().any(|words| lead.contains(words)) && (lead.contains(&known.to_lowercase()) || is_own())
    })
}

/// Says whether somebody is named in the line of words of a record, or shortly before.
fn is_named_near(record: &Record, stand: &Stand, name: &str, register: &Register<'_>) -> bool {
    let document = &record.reading.document;
    let range = stand.range();
    let text = document.text();
    // Before the words: who is named first in a later paragraph speaks later.
    let near = range.start.saturating_sub(NEAR)..range.end;
    let line = text.get(..range.start).and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1);
    let rest = text.get(range.end..).and_then(|text| text.find('\n')).map_or(text.len(), |end| range.end + end);
    if stands_in(&Letters::of(text.get(line..rest).unwrap_or_default()), name) {
        return true;
    }
    let mentions =
        record.reading.people.iter().flat_map(|person| person.mentions.iter().map(move |mention| (person, mention)));
    mentions
        .filter(|(_, mention)| near.contains(&mention.name.start()))
        .any(|(person, _)| register.compare(name, document.words(person.name)) >= SAME)
}

/// Says whether a name is a slip of one in the document.
fn is_slip_here(record: &Record, name: &str) -> bool {
    let document = &record.reading.document;
    record.reading.people.iter().any(|person| misspelt::is_near(name, document.words(person.name)))
        || misspelt::slip_in(name, document.text()).is_some()
}

/// Says whether a document names somebody.
fn is_named(record: &Record, name: &str, register: &Register<'_>) -> bool {
    let document = &record.reading.document;
    record.reading.people.iter().any(|person| register.compare(name, document.words(person.name)) >= SAME)
        || stands_in(&Letters::of(document.text()), name)
        || register
            .people
            .iter()
            .filter(|known| known.spellings.iter().any(|spelling| Letters::of(spelling) == Letters::of(name)))
            .any(|known| {
                let letters = Letters::of(document.text());
                known.spellings.iter().any(|spelling| stands_in(&letters, spelling))
            })
}
