//! A person as it is shown: spellings, roles with evidence, whom they play, quotes, sources.

pub(crate) mod decide;
mod doubts;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use onrecord_archive::StoredFigure;
use onrecord_model::letter::is_syllable;
use onrecord_model::{DocumentId, Evidence, PersonId, PersonKind, Record, Source, SourceId, Speaker};
use onrecord_read::link::{Decision, name_given};
use serde::Serialize;

use super::Desk;
use super::copies;
use super::who::{Who, usual};
pub(crate) use doubts::DoubtShown;

/// Roles shown of one person.
const ROLES: usize = 16;

/// A person, as it is shown.
#[derive(Serialize)]
pub(crate) struct PersonShown {
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
pub(crate) struct SpellingShown {
    pub text: String,
    pub count: u32,
}

/// A title or role, and where it is said.
#[derive(Serialize)]
pub(crate) struct RoleShown {
    pub text: String,
    pub evidence: Evidence,
}

/// A person with everything.
#[derive(Serialize)]
pub(crate) struct PersonInFull {
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
    text.chars().any(is_syllable)
}

impl Desk {
    /// Returns everybody whom the archive names, the most mentioned first.
    pub(crate) fn people(&self) -> anyhow::Result<Vec<PersonShown>> {
        let by_person = self.figures_by_person()?;
        let view = View::of(self)?;
        let mut people = Vec::new();
        for (id, figures) in by_person {
            people.push(view.person(id, &figures)?);
        }
        people.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
        Ok(people)
    }

    /// Returns the names of which a person decided that they are nobody's, in the order of the decisions.
    pub(crate) fn not_persons(&self) -> anyhow::Result<Vec<&str>> {
        let mut struck: Vec<&str> = Vec::new();
        for decision in &self.who()?.decisions {
            if let Decision::NotAPerson { names, .. } = decision {
                struck.extend(names.iter().map(String::as_str));
            }
        }
        Ok(struck)
    }

    fn figures_by_person(&self) -> anyhow::Result<BTreeMap<PersonId, Vec<StoredFigure>>> {
        let mut by_person: BTreeMap<PersonId, Vec<StoredFigure>> = BTreeMap::new();
        for figure in self.archive().figures()? {
            by_person.entry(figure.person).or_default().push(figure);
        }
        Ok(by_person)
    }

    /// Returns the persons whom a name in any spelling may mean, with their quotes and sources; none where it means nobody.
    pub(crate) fn people_called(&self, name: &str) -> anyhow::Result<Vec<PersonInFull>> {
        let view = View::of(self)?;
        let mut people = Vec::new();
        for id in self.who()?.find(self.archive(), name)? {
            let figures = self.archive().figures_of(id)?;
            if !figures.is_empty() {
                people.push(view.in_full(id, &figures)?);
            }
        }
        Ok(people)
    }
}

/// What persons are shown out of.
struct View<'a> {
    desk: &'a Desk,
    who: &'a Who,
    /// The first source of each document.
    sources: HashMap<DocumentId, SourceId>,
}

impl<'a> View<'a> {
    fn of(desk: &'a Desk) -> anyhow::Result<Self> {
        let mut sources = HashMap::new();
        for listed in copies::sources(desk.archive())? {
            sources.entry(listed.version.document).or_insert(listed.id);
        }
        Ok(Self { desk, who: desk.who()?, sources })
    }

    fn record(&self, document: DocumentId) -> anyhow::Result<Option<Rc<Record>>> {
        self.sources.get(&document).map_or(Ok(None), |&source| self.desk.record(source))
    }

    fn in_full(&self, id: PersonId, figures: &[StoredFigure]) -> anyhow::Result<PersonInFull> {
        let person = self.person(id, figures)?;
        let (mut quotes, mut sources) = (Vec::new(), Vec::new());
        for figure in figures {
            let Some(record) = self.record(figure.document)? else { continue };
            let is_own = |speaker: &Speaker| speaker.person == Some(figure.at);
            let own = record.reading.quotes.iter().filter(|quote| quote.speaker.as_ref().is_some_and(is_own));
            quotes.extend(own.flat_map(|quote| &quote.stretches).filter_map(|&stretch| record.cite(stretch)));
            if !sources.contains(&record.source) {
                sources.push(record.source.clone());
            }
        }
        Ok(PersonInFull { person, quotes, sources })
    }

    fn person(&self, id: PersonId, figures: &[StoredFigure]) -> anyhow::Result<PersonShown> {
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
            let persons = self.desk.archive().persons_of(figure.document)?;
            for played in figure.plays.iter().filter_map(|at| persons.get(at)).map(ToString::to_string) {
                if !plays.contains(&played) {
                    plays.push(played);
                }
            }
        }
        let roles = self.roles(figures)?;
        let mentions = figures.iter().map(|figure| figure.mentions).sum();
        Ok(PersonShown { id, name, kind: usual(figures), spellings, roles, plays, mentions })
    }

    fn roles(&self, figures: &[StoredFigure]) -> anyhow::Result<Vec<RoleShown>> {
        let mut roles: Vec<RoleShown> = Vec::new();
        for figure in figures {
            for (text, start, end) in &figure.roles {
                if roles.len() >= ROLES || roles.iter().any(|role| role.text.eq_ignore_ascii_case(text)) {
                    continue;
                }
                let Some(record) = self.record(figure.document)? else { continue };
                let span = record.reading.document.span(*start as usize..*end as usize);
                let evidence = span.and_then(|span| record.cite(span));
                roles.extend(evidence.map(|evidence| RoleShown { text: text.clone(), evidence }));
            }
        }
        Ok(roles)
    }
}
