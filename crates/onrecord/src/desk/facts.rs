//! Facts of the archive: what its sources state of what, each with the words that say so.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use onrecord_archive::Listed;
use onrecord_facts::fact::{Fact, Kind, Subject, facts, normalized, unit};
use onrecord_language::words;
use onrecord_model::{DocumentId, Evidence, EvidenceId, PersonId, Record, WorkId};
use serde::Serialize;

use super::Desk;
use super::copies::sources;

/// Documents of one person or work that are looked at.
const MOST_DOCUMENTS: usize = 400;

/// A fact as it is shown.
#[derive(Serialize)]
pub(crate) struct FactShown {
    /// Stays the same however the source is read again, as long as it says so.
    pub id: String,
    pub subject: Option<String>,
    /// The archive's person or work that the subject is.
    pub about: Option<String>,
    pub attribute: Option<String>,
    pub kind: Kind,
    /// As it is printed.
    pub value: String,
    /// The same in figures.
    pub normalized: String,
    pub unit: Option<String>,
    pub scope: Option<String>,
    /// Whose words it is in, else the outlet.
    pub reported_by: Option<String>,
    /// Whether it stands in what somebody says.
    pub opinion: bool,
    pub evidence: Evidence,
    /// Evidence of other sources that state the same.
    pub also: Vec<EvidenceId>,
}

/// Which facts are wanted.
#[derive(Default)]
pub(crate) struct WantedFacts<'a> {
    /// Only of this person, work, or of sentences with these words.
    pub about: Option<&'a str>,
    /// Only where the attribute has these words.
    pub attribute: Option<&'a str>,
    /// Also what tells little by itself: a handful of something, times of day, places in an order, days without a year.
    pub all: bool,
}

impl Desk {
    /// Returns the facts that are wanted, in the order of the sources and of their texts; what a copy has of another's text once.
    pub(crate) fn facts(&self, wanted: &WantedFacts<'_>) -> anyhow::Result<Vec<FactShown>> {
        let about = wanted.about.map(|name| self.about(name)).transpose()?;
        let attribute = wanted.attribute.map(|words| self.fact_terms(words));
        let mut shown = Vec::new();
        let mut told: HashSet<(String, String)> = HashSet::new();
        let mut same: HashMap<String, usize> = HashMap::new();
        for listed in self.facts_from(about.as_ref())? {
            let Some(record) = self.record(listed.id)? else { continue };
            let works = self.works_by_title(record.reading.document.id())?;
            let published = record.source.published.as_deref().and_then(|day| day.parse().ok());
            for fact in facts(&record.reading, published, self.lexicon()) {
                let Some(one) = fact_shown(&record, &fact, &works) else { continue };
                let is_wanted = about.as_ref().is_none_or(|about| self.is_fact_about(&one, about))
                    && attribute.as_ref().is_none_or(|words| {
                        let own = self.fact_terms(one.attribute.as_deref().unwrap_or_default());
                        words.iter().all(|word| own.contains(word))
                    });
                let text = record.text_of.clone().unwrap_or_else(|| record.source.key.clone());
                let is_told = wanted.all || fact.is_telling(&one.value, one.opinion);
                if is_told && is_wanted && told.insert((text, format!("{} {}", one.value, one.evidence.text()))) {
                    join(&mut shown, &mut same, one);
                }
            }
        }
        Ok(shown)
    }

    /// Returns whom or what a name means.
    pub(crate) fn about(&self, name: &str) -> anyhow::Result<About> {
        let work = self.work_id(name)?;
        let persons = match (&work, name.strip_prefix('p').and_then(|number| number.parse().ok()).map(PersonId)) {
            (Some(_), _) => Vec::new(),
            (None, Some(id)) if self.archive().has_person(id)? => vec![id],
            _ => self.who()?.find(self.archive(), name)?,
        };
        Ok(About { work, persons, words: self.fact_terms(name) })
    }

    /// Returns the sources in which facts about somebody or something may stand.
    pub(crate) fn facts_from(&self, about: Option<&About>) -> anyhow::Result<Vec<Listed>> {
        let archive = self.archive();
        let mut documents: BTreeSet<DocumentId> = BTreeSet::new();
        match about {
            Some(About { work: Some(work), .. }) => {
                documents.extend(archive.titles_of(*work)?.into_iter().map(|(_, title)| title.document));
            }
            Some(About { persons, .. }) if !persons.is_empty() => {
                for &person in persons {
                    documents.extend(archive.documents_linked(person, MOST_DOCUMENTS)?);
                }
            }
            _ => return sources(archive),
        }
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for document in documents.into_iter().take(MOST_DOCUMENTS) {
            keys.extend(archive.keys_of(document)?);
        }
        keys.iter().map(|key| Ok(archive.source(key)?)).collect()
    }

    fn is_fact_about(&self, fact: &FactShown, about: &About) -> bool {
        if about.work.is_some() || !about.persons.is_empty() {
            return about.is(fact.about.as_deref());
        }
        let own = self.fact_terms(fact.evidence.text());
        !about.words.is_empty() && about.words.iter().all(|word| own.contains(word))
    }

    fn fact_terms(&self, text: &str) -> HashSet<String> {
        words(text, self.lexicon()).into_iter().map(|term| term.text).collect()
    }

    /// Returns the works of a document by the place of their titles in it.
    pub(crate) fn works_by_title(&self, document: DocumentId) -> anyhow::Result<BTreeMap<String, WorkId>> {
        let works = self.archive().works_in(document)?.into_iter();
        Ok(works.map(|(work, title)| (title.text, work)).collect())
    }
}

/// Puts a fact behind others, or beside the one that states the same: the same value of the same subject, in one unit as far as one language has it.
fn join(shown: &mut Vec<FactShown>, same: &mut HashMap<String, usize>, one: FactShown) {
    let Some(about) = &one.about else { return shown.push(one) };
    let key = format!("{about} {:?} {}", one.kind, one.normalized);
    let Some(&at) = same.get(&key) else {
        same.insert(key, shown.len());
        return shown.push(one);
    };
    let first = &mut shown[at];
    let is_foreign = first.evidence.source.language != one.evidence.source.language;
    if is_foreign || first.unit == one.unit && (first.unit.is_some() || first.attribute == one.attribute) {
        first.also.push(one.evidence.id());
    } else {
        shown.push(one);
    }
}

/// Whom or what facts are wanted of.
pub(crate) struct About {
    work: Option<WorkId>,
    persons: Vec<PersonId>,
    words: HashSet<String>,
}

impl About {
    /// Says whether a number is that of the person or work.
    pub(crate) fn is(&self, id: Option<&str>) -> bool {
        let Some(id) = id else { return false };
        self.work.is_some_and(|work| work.to_string() == id)
            || self.persons.iter().any(|person| person.to_string() == id)
    }
}

/// Returns the name of a subject as its document has it, and the archive's person or work that it is.
pub(crate) fn named(
    record: &Record,
    subject: Subject,
    works: &BTreeMap<String, WorkId>,
) -> Option<(String, Option<String>)> {
    let words = |span| record.reading.document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    match subject {
        Subject::Person(at) => {
            let name = record.reading.people.get(at as usize).map(|person| words(person.name))?;
            Some((name, record.person(at).map(|person| person.to_string())))
        }
        Subject::Work(at) => {
            let title = record.reading.works.get(at as usize).map(|work| words(work.title))?;
            let work = works.get(&title).map(|work| work.to_string());
            Some((title, work))
        }
        Subject::Open => None,
    }
}

/// Returns a fact as it is shown, with its sentence as evidence.
pub(crate) fn fact_shown(record: &Record, fact: &Fact, works: &BTreeMap<String, WorkId>) -> Option<FactShown> {
    let document = &record.reading.document;
    let sentence = record.reading.sentences.get(fact.sentence)?.span;
    let evidence = record.cite(sentence)?;
    let words = |span| document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let (subject, about) = named(record, fact.subject, works).map_or((None, None), |(name, id)| (Some(name), id));
    let offset = document.code_points(fact.words).start - evidence.range().start;
    let quote = record.voice(fact.words);
    let said_by = quote.and_then(|quote| quote.speaker.as_ref()).and_then(|speaker| record.name_of(speaker));
    Some(FactShown {
        id: format!("{}:{offset}", evidence.id()),
        subject,
        about,
        attribute: fact.attribute.map(words),
        kind: Kind::of(&fact.value.quantity),
        value: words(fact.words),
        normalized: normalized(&fact.value.quantity),
        unit: unit(&fact.value.quantity),
        scope: fact.scope.map(words),
        reported_by: said_by.map(str::to_owned).or_else(|| record.source.outlet.clone()),
        opinion: quote.is_some(),
        evidence,
        also: Vec::new(),
    })
}
