//! What the sources date, in order.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use onrecord_facts::fact::{Kind, Subject, facts, normalized};
use onrecord_language::Lexicon;
use onrecord_model::{Evidence, Record, WorkId};
use serde::Serialize;

use super::Desk;
use super::facts::named;

/// Something that happened on a day, in a month or year.
#[derive(Serialize)]
pub(crate) struct EventShown {
    pub id: String,
    pub day: String,
    pub precision: &'static str,
    pub text: String,
    pub about: Vec<String>,
    pub evidence: Evidence,
}

impl Desk {
    /// Returns what happened when, in order: of a person or work, of an outlet's sources, or all.
    pub(crate) fn timeline(&self, name: Option<&str>, outlet: Option<&str>) -> anyhow::Result<Vec<EventShown>> {
        let about = name.map(|name| self.about(name)).transpose()?;
        let outlet = outlet.map(str::to_lowercase);
        let (mut events, mut told) = (Vec::new(), HashSet::new());
        for listed in self.facts_from(about.as_ref())? {
            let of = listed.source.outlet.as_deref().unwrap_or_default().to_lowercase();
            if outlet.as_ref().is_some_and(|outlet| !of.contains(outlet.as_str())) {
                continue;
            }
            let Some(record) = self.record(listed.id)? else { continue };
            let works = self.works_by_title(record.reading.document.id())?;
            let text = record.text_of.clone().unwrap_or_else(|| record.source.key.clone());
            for event in events_of(&record, &works, self.lexicon()) {
                let is_wanted = about.as_ref().is_none_or(|about| event.about.iter().any(|id| about.is(Some(id))));
                if is_wanted && told.insert((text.clone(), event.day.clone(), event.text.clone())) {
                    events.push(event);
                }
            }
        }
        events.sort_by(|a, b| (&a.day, &a.evidence.source.key, &a.id).cmp(&(&b.day, &b.evidence.source.key, &b.id)));
        Ok(events)
    }
}

fn events_of(record: &Record, works: &BTreeMap<String, WorkId>, lexicon: &Lexicon) -> Vec<EventShown> {
    let reading = &record.reading;
    let published = record.source.published.as_deref().and_then(|day| day.parse().ok());
    let mut events = Vec::new();
    for fact in facts(reading, published, lexicon) {
        if Kind::of(&fact.value.quantity) != Kind::Date {
            continue;
        }
        let days = normalized(&fact.value.quantity);
        let Some(span) = reading.sentences.get(fact.sentence).map(|sentence| sentence.span) else { continue };
        let Some(evidence) = record.cite(span) else { continue };
        let lies = |name: onrecord_model::Span| span.start() <= name.start() && name.end() <= span.end();
        let persons = reading
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.mentions.iter().any(|mention| lies(mention.name)));
        let titles =
            reading.works.iter().enumerate().filter(|(_, work)| work.mentions.iter().any(|&mention| lies(mention)));
        let here =
            persons.map(|(at, _)| Subject::Person(at as u32)).chain(titles.map(|(at, _)| Subject::Work(at as u32)));
        let mut about: BTreeSet<String> = here.filter_map(|subject| named(record, subject, works)?.1).collect();
        about.extend(named(record, fact.subject, works).and_then(|(_, id)| id));
        let offset = reading.document.code_points(fact.words).start - evidence.range().start;
        // Of what lasts from one day to another both are told.
        for (n, day) in days.split('/').enumerate() {
            let Some(precision) = precision(day) else { continue };
            events.push(EventShown {
                id: format!("{}:{offset}{}", evidence.id(), if n == 0 { "" } else { "e" }),
                day: day.to_owned(),
                precision,
                text: evidence.text().to_owned(),
                about: about.iter().cloned().collect(),
                evidence: evidence.clone(),
            });
        }
    }
    events
}

/// Returns how exactly a day is told; nothing where its year is not known.
fn precision(day: &str) -> Option<&'static str> {
    match day.len() {
        _ if day.starts_with('-') => None,
        10 => Some("day"),
        7 => Some("month"),
        4 => Some("year"),
        _ => None,
    }
}
