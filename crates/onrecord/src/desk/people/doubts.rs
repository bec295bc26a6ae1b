//! Pairs of persons who could be one: each with why, how alike the names are, and where both stand.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_archive::{KnownPerson, StoredFigure};
use onrecord_language::name::{keys, keys_of_part, part_keys};
use onrecord_model::{DocumentId, Evidence, PersonId};
use onrecord_read::link::{Why, are_apart, doubt, is_short};
use serde::Serialize;

use super::{PersonShown, View};
use crate::desk::Desk;
use crate::desk::who::{Who, profile};

/// Persons who share one key and are weighed against one another.
const PER_KEY: usize = 96;

/// Two persons who could be one.
#[derive(Serialize)]
pub(crate) struct DoubtShown {
    pub a: PersonShown,
    pub b: PersonShown,
    /// How alike the names are, 0 to 1.
    pub score: f32,
    pub why: Vec<Why>,
    /// Where each is named first.
    pub evidence: Vec<Evidence>,
}

/// All figures, by person.
type Figures = BTreeMap<PersonId, Vec<StoredFigure>>;

impl Desk {
    /// Returns the pairs of persons who could be one and of whom nobody has decided, the most alike first.
    pub(crate) fn doubts(&self) -> anyhow::Result<Vec<DoubtShown>> {
        let figures = self.figures_by_person()?;
        let (view, who) = (View::of(self)?, self.who()?);
        let beside = beside(&figures);
        let known = |id: PersonId| {
            let companions = figures[&id].iter().flat_map(|figure| &beside[&figure.document]).copied();
            let companions = companions.filter(|&other| other != id).collect();
            profile(&KnownPerson { id, figures: figures[&id].clone(), companions })
        };
        let mut doubts = Vec::new();
        for (a, b) in alike(&figures, who) {
            if are_apart(a, b, &who.decisions) {
                continue;
            }
            let Some(found) = doubt(&known(a), &known(b), who.grounds()) else { continue };
            let (one, other) = (view.person(a, &figures[&a])?, view.person(b, &figures[&b])?);
            // An actor and the part are two, whatever their names.
            if one.plays.contains(&b.to_string()) || other.plays.contains(&a.to_string()) {
                continue;
            }
            let named = [view.first_named(&figures[&a])?, view.first_named(&figures[&b])?];
            let evidence = named.into_iter().flatten().collect();
            doubts.push(DoubtShown { a: one, b: other, score: found.likeness, why: found.why, evidence });
        }
        doubts.sort_by(|one, other| {
            let n = |doubt: &DoubtShown| doubt.a.mentions + doubt.b.mentions;
            other
                .score
                .total_cmp(&one.score)
                .then(n(other).cmp(&n(one)))
                .then((one.a.id, one.b.id).cmp(&(other.a.id, other.b.id)))
        });
        Ok(doubts)
    }
}

/// Returns who is named in each document.
fn beside(figures: &Figures) -> BTreeMap<DocumentId, BTreeSet<PersonId>> {
    let mut beside: BTreeMap<DocumentId, BTreeSet<PersonId>> = BTreeMap::new();
    for (&person, figures) in figures {
        figures.iter().for_each(|figure| {
            beside.entry(figure.document).or_default().insert(person);
        });
    }
    beside
}

/// Returns the pairs of persons who share a key, or of whom one may have a part of the other's name.
fn alike(figures: &Figures, who: &Who) -> BTreeSet<(PersonId, PersonId)> {
    let names = who.grounds().names;
    let (mut full, mut parts): (BTreeMap<String, BTreeSet<PersonId>>, BTreeMap<String, BTreeSet<PersonId>>) =
        Default::default();
    let mut short: Vec<(PersonId, &str)> = Vec::new();
    for (&person, figures) in figures {
        for name in figures.iter().map(|figure| figure.name.as_str()).collect::<BTreeSet<&str>>() {
            if is_short(name) {
                short.push((person, name));
                continue;
            }
            keys(name, names).into_iter().chain(who.aliases.key(name)).for_each(|key| {
                full.entry(key).or_default().insert(person);
            });
            part_keys(name, names).into_iter().for_each(|key| {
                parts.entry(key).or_default().insert(person);
            });
        }
    }
    let mut pairs = BTreeSet::new();
    let mut pair = |a: PersonId, b: PersonId| a != b && pairs.insert((a.min(b), a.max(b)));
    for sharing in full.values() {
        for (nth, &a) in sharing.iter().enumerate().take(PER_KEY) {
            sharing.iter().take(PER_KEY).skip(nth + 1).for_each(|&b| {
                pair(a, b);
            });
        }
    }
    for (person, name) in short {
        let bearers = keys_of_part(name, names);
        for &bearer in bearers.iter().filter_map(|key| parts.get(key)).flatten().take(PER_KEY) {
            pair(person, bearer);
        }
    }
    pairs
}

impl View<'_> {
    /// Returns where somebody is named first, with the role that stands there.
    fn first_named(&self, figures: &[StoredFigure]) -> anyhow::Result<Option<Evidence>> {
        for figure in figures {
            let Some(record) = self.record(figure.document)? else { continue };
            let reading = &record.reading;
            let mut people = reading.people.iter().chain(&reading.perhaps);
            let named = people.find(|person| reading.document.words(person.name) == figure.name);
            let span = named.map(|named| named.mentions.first().map_or(named.name, |mention| mention.whole));
            if let Some(evidence) = span.and_then(|span| record.cite(span)) {
                return Ok(Some(evidence));
            }
        }
        Ok(None)
    }
}
