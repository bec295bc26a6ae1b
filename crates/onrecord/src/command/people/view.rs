//! A person as it is shown: spellings, roles with evidence, whom they play, quotes, sources.

use std::collections::{BTreeMap, HashMap};

use onrecord_archive::{Archive, StoredFigure};
use onrecord_model::{DocumentId, Evidence, EvidenceKind, PersonId, PersonKind, Reading, Source};
use onrecord_read::link::name_given;
use serde::Serialize;

use crate::command::quotes::speaker_shown;
use crate::who::{Who, usual};

/// Roles shown of one person.
const ROLES: usize = 16;

/// A person, as it is shown.
#[derive(Serialize)]
pub(super) struct PersonShown {
    #[serde(serialize_with = "shown")]
    pub id: PersonId,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: PersonKind,
    pub spellings: Vec<SpellingShown>,
    pub roles: Vec<RoleShown>,
    pub plays: Vec<String>,
    pub mentions: u32,
}

fn shown<S: serde::Serializer>(id: &PersonId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// A spelling and how often it stands in the sources.
#[derive(Serialize)]
pub(super) struct SpellingShown {
    pub text: String,
    pub count: u32,
}

/// A title or role, and where it is said.
#[derive(Serialize)]
pub(super) struct RoleShown {
    pub text: String,
    pub evidence: Evidence,
}

/// A person with everything.
#[derive(Serialize)]
pub(super) struct PersonInFull {
    #[serde(flatten)]
    pub person: PersonShown,
    pub quotes: Vec<Evidence>,
    pub sources: Vec<Source>,
}

impl PersonShown {
    /// Returns the most frequent full spelling in the script that the name is not in.
    pub fn in_other_script(&self) -> Option<&str> {
        let most = |text: &str| text.split_whitespace().count() > 1 || text.chars().count() > 2 && !text.is_ascii();
        let mut others = self.spellings.iter().filter(|spelling| is_hangul(&spelling.text) != is_hangul(&self.name));
        others.find(|spelling| most(&spelling.text)).map(|spelling| spelling.text.as_str())
    }
}

fn is_hangul(text: &str) -> bool {
    text.chars().any(|char| ('가'..='힣').contains(&char))
}

/// What persons are shown out of; readings are opened once.
pub(super) struct View<'a> {
    archive: &'a Archive,
    who: &'a Who,
    sources: HashMap<DocumentId, Source>,
    readings: HashMap<DocumentId, Option<Reading>>,
}

impl<'a> View<'a> {
    pub fn new(archive: &'a Archive, who: &'a Who) -> anyhow::Result<Self> {
        let mut sources = HashMap::new();
        for listed in archive.sources()? {
            sources.entry(listed.version.document).or_insert(listed.source);
        }
        Ok(Self { archive, who, sources, readings: HashMap::new() })
    }

    /// Returns the persons of these figures, the most mentioned first.
    pub fn people(&mut self, figures: Vec<StoredFigure>) -> anyhow::Result<Vec<PersonShown>> {
        let mut by_person: BTreeMap<PersonId, Vec<StoredFigure>> = BTreeMap::new();
        figures.into_iter().for_each(|figure| by_person.entry(figure.person).or_default().push(figure));
        let mut people = Vec::new();
        for (id, figures) in by_person {
            people.push(self.person(id, &figures)?);
        }
        people.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
        Ok(people)
    }

    /// Returns one person with quotes and sources, or `None` where no source names them.
    pub fn in_full(&mut self, id: PersonId, figures: Vec<StoredFigure>) -> anyhow::Result<Option<PersonInFull>> {
        if figures.is_empty() {
            return Ok(None);
        }
        let person = self.person(id, &figures)?;
        let (mut quotes, mut sources) = (Vec::new(), Vec::new());
        for figure in &figures {
            let Some(source) = self.sources.get(&figure.document).cloned() else { continue };
            let persons = self.archive.persons_of(figure.document)?;
            if let Some(reading) = self.reading(figure.document)? {
                for quote in &reading.quotes {
                    let Some(speaker) = quote.speaker.filter(|speaker| speaker.person == Some(figure.at)) else {
                        continue;
                    };
                    for &stretch in &quote.stretches {
                        let Some(mut evidence) = Evidence::cite(&reading.document, stretch, source.clone()) else {
                            continue;
                        };
                        evidence.kind = EvidenceKind::Quote;
                        evidence.speaker = Some(speaker_shown(&reading.document, speaker, &persons));
                        quotes.push(evidence);
                    }
                }
            }
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Ok(Some(PersonInFull { person, quotes, sources }))
    }

    fn person(&mut self, id: PersonId, figures: &[StoredFigure]) -> anyhow::Result<PersonShown> {
        let (mut counts, mut full): (BTreeMap<&str, u32>, BTreeMap<&str, u32>) = Default::default();
        for figure in figures {
            figure.spellings.iter().for_each(|(text, count)| *counts.entry(text).or_default() += count);
            let count =
                figure.spellings.iter().find(|spelling| spelling.0 == figure.name).map_or(1, |spelling| spelling.1);
            *full.entry(&figure.name).or_default() += count;
        }
        let mut spellings: Vec<SpellingShown> =
            counts.into_iter().map(|(text, count)| SpellingShown { text: text.to_owned(), count }).collect();
        spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        let given = name_given(id, &self.who.decisions).map(str::to_owned);
        let usual_name = full.into_iter().max_by(|a, b| {
            let words = |name: &str| {
                name.split_whitespace().count().max(usize::from(is_hangul(name) && name.chars().count() > 2) * 2).min(2)
            };
            words(a.0).cmp(&words(b.0)).then(a.1.cmp(&b.1)).then_with(|| b.0.cmp(a.0))
        });
        let name = given.or_else(|| usual_name.map(|(name, _)| name.to_owned())).unwrap_or_default();
        let mut plays = Vec::new();
        for figure in figures.iter().filter(|figure| !figure.plays.is_empty()) {
            let persons = self.archive.persons_of(figure.document)?;
            for played in figure.plays.iter().filter_map(|at| persons.get(at)).map(ToString::to_string) {
                if !plays.contains(&played) {
                    plays.push(played);
                }
            }
        }
        let roles = self.roles(figures)?;
        let mentions = figures.iter().map(|figure| figure.mentions).sum();
        Ok(PersonShown {
            id,
            name,
            kind: usual(figures.iter().map(|figure| figure.kind)),
            spellings,
            roles,
            plays,
            mentions,
        })
    }

    fn roles(&mut self, figures: &[StoredFigure]) -> anyhow::Result<Vec<RoleShown>> {
        let mut roles: Vec<RoleShown> = Vec::new();
        for figure in figures {
            let Some(source) = self.sources.get(&figure.document).cloned() else { continue };
            for (text, start, end) in &figure.roles {
                if roles.len() >= ROLES || roles.iter().any(|role| role.text.eq_ignore_ascii_case(text)) {
                    continue;
                }
                let Some(reading) = self.reading(figure.document)? else { continue };
                let document = &reading.document;
                let span = document.span(*start as usize..*end as usize);
                let evidence = span.and_then(|span| Evidence::cite(document, span, source.clone()));
                roles.extend(evidence.map(|evidence| RoleShown { text: text.clone(), evidence }));
            }
        }
        Ok(roles)
    }

    fn reading(&mut self, document: DocumentId) -> anyhow::Result<Option<&Reading>> {
        if !self.readings.contains_key(&document) {
            self.readings.insert(document, self.archive.reading(document)?);
        }
        Ok(self.readings.get(&document).and_then(Option::as_ref))
    }
}
