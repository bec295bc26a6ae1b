//! Who is who in an archive: a person by any spelling, and all spellings of a person.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Context;
use onrecord_archive::{Archive, KnownPerson, StoredFigure};
use onrecord_language::name::{Names, compare, hangul_candidates, keys, keys_of_part, spellings};
use onrecord_model::{PersonId, PersonKind};
use onrecord_read::link::{Aliases, Decision, Fields, Grounds, Profile, Record, live, name_given};

use crate::refused::Refused;
use crate::world;

/// The file of other names, in the archive's folder.
const ALIASES: &str = "aliases.tsv";

/// Documents in which the spellings of one person are looked at.
const DOCUMENTS: usize = 40;

/// Names that share one key and are looked at where somebody asks for one: thousands may have one surname.
const PER_NAME: usize = 4000;

/// What persons are looked up by.
pub(crate) struct Who {
    names: &'static Names,
    fields: Fields,
    /// Names that a person gave as one person's.
    pub aliases: Aliases,
    /// What was decided by hand and holds.
    pub decisions: Vec<Decision>,
}

impl Who {
    /// Reads the aliases and the decisions of an archive.
    pub fn open(archive: &Archive) -> anyhow::Result<Self> {
        let records = archive.person_decisions()?;
        let records: Vec<Record> = records.iter().filter_map(|record| serde_json::from_str(record).ok()).collect();
        let path = alias_file(archive.folder());
        let aliases = match std::fs::read_to_string(&path) {
            Ok(file) => Aliases::parse(&file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Aliases::default(),
            Err(error) => return Err(error).with_context(|| format!("could not read {}", path.display())),
        };
        Ok(Self { names: &world::lexicon().names, fields: Fields::built_in(), aliases, decisions: live(&records) })
    }

    /// Returns what linking goes by.
    pub fn grounds(&self) -> Grounds<'_> {
        Grounds { names: self.names, fields: &self.fields, aliases: &self.aliases }
    }

    /// Returns the persons whom a spelling in either script may mean, the most mentioned first: those who bear the whole
    /// name, else those of whose name it is a part. `p12` means the person of that number.
    pub fn find(&self, archive: &Archive, name: &str) -> anyhow::Result<Vec<PersonId>> {
        if let Some(id) = name.strip_prefix('p').and_then(|number| number.parse().ok()).map(PersonId)
            && archive.has_person(id)?
        {
            return Ok(vec![id]);
        }
        let mut found = self.find_bearers(archive, name)?;
        if found.is_empty() {
            let bearers = archive.persons_by_key(name, &keys_of_part(name, self.names), PER_NAME)?;
            for id in bearers.into_iter().map(|bearer| bearer.0).collect::<BTreeSet<PersonId>>() {
                let mentions = archive.mentions_of(id)?;
                if mentions > 0 && self.likeness(name, &archive.spellings_of(id, DOCUMENTS)?) >= 0.4 {
                    found.push((mentions, id));
                }
            }
            found.sort_by(most_mentioned);
        }
        Ok(found.into_iter().map(|found| found.1).collect())
    }

    /// Returns the persons who bear this whole name, the most mentioned first.
    pub fn find_whole(&self, archive: &Archive, name: &str) -> anyhow::Result<Vec<PersonId>> {
        Ok(self.find_bearers(archive, name)?.into_iter().map(|found| found.1).collect())
    }

    /// Returns how the sources spell the person who bears this whole name, the most mentioned person's spellings first; at most
    /// twelve.
    pub fn spellings_of_whole(&self, archive: &Archive, name: &str) -> anyhow::Result<Vec<String>> {
        let mut all: Vec<String> = Vec::new();
        let mut bearers = self.find_whole(archive, name)?;
        // Another name that was given by hand may stand in no source.
        for other in self.aliases.others(name) {
            bearers.extend(self.find_whole(archive, other)?);
        }
        for id in bearers.into_iter().take(3) {
            for spelling in archive.spellings_of(id, DOCUMENTS)? {
                if all.len() < 12 && !all.contains(&spelling) {
                    all.push(spelling);
                }
            }
        }
        Ok(all)
    }

    fn find_bearers(&self, archive: &Archive, name: &str) -> anyhow::Result<Vec<(u32, PersonId)>> {
        let mut wanted: Vec<String> = keys(name, self.names);
        wanted.extend(self.aliases.key(name));
        let mut found: Vec<(f32, u32, PersonId)> = Vec::new();
        let ids: BTreeSet<PersonId> = archive
            .persons_by_key(name, &wanted, PER_NAME)?
            .into_iter()
            .filter(|(_, known)| self.is_same(name, known))
            .map(|(id, _)| id)
            .collect();
        for id in ids {
            let mentions = archive.mentions_of(id)?;
            let given = name_given(id, &self.decisions).map_or(0.0, |given| compare(name, given, self.names).score);
            let score = self.likeness(name, &archive.spellings_of(id, DOCUMENTS)?).max(given);
            if score >= 0.5 && mentions > 0 {
                found.push((score, mentions, id));
            }
        }
        // The very spelling beats another that may be read the same.
        let best = found.iter().map(|found| found.0).fold(0.0, f32::max);
        found.retain(|found| found.0 >= best - 0.25);
        let mut found: Vec<(u32, PersonId)> = found.into_iter().map(|(_, mentions, id)| (mentions, id)).collect();
        found.sort_by(most_mentioned);
        Ok(found)
    }

    fn likeness(&self, name: &str, spelt: &[String]) -> f32 {
        let alike = |spelt: &String| match self.aliases.join(name, spelt) {
            true => 1.0,
            false => compare(name, spelt, self.names).score,
        };
        spelt.iter().map(alike).fold(0.0, f32::max)
    }

    /// Says whether two spellings are one person's name, by rule or by an alias.
    pub fn is_same(&self, a: &str, b: &str) -> bool {
        self.aliases.join(a, b) || compare(a, b, self.names).same
    }

    /// Returns spellings to look a name up by, in both scripts: those of the sources first, then the aliases, and where the
    /// sources name nobody so the likely ones in the other script; none twice.
    pub fn spellings(&self, archive: &Archive, name: &str) -> anyhow::Result<Vec<String>> {
        let mut all = vec![name.to_owned()];
        for id in self.find(archive, name)? {
            all.extend(archive.spellings_of(id, DOCUMENTS)?);
        }
        all.extend(self.aliases.others(name).into_iter().map(str::to_owned));
        if all.len() == 1 {
            all.extend(spellings(name, self.names).into_iter().take(8));
            all.extend(hangul_candidates(name, self.names).into_iter().take(4));
        }
        let mut seen = BTreeSet::new();
        all.retain(|spelling| seen.insert(spelling.clone()));
        Ok(all)
    }
}

/// Returns the path of the file of other names.
pub(crate) fn alias_file(folder: &Path) -> PathBuf {
    folder.join(ALIASES)
}

fn most_mentioned(a: &(u32, PersonId), b: &(u32, PersonId)) -> std::cmp::Ordering {
    b.0.cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Returns what a person is: a body in most documents, or a character where one shows it and few others give somebody a role, since most
/// merely do not say.
pub(crate) fn usual<'a>(figures: impl IntoIterator<Item = &'a StoredFigure>) -> PersonKind {
    let (mut n_characters, mut n_groups, mut n_roles, mut n_all) = (0, 0, 0, 0);
    for figure in figures {
        n_all += 1;
        n_characters += usize::from(figure.kind == PersonKind::Character);
        n_groups += usize::from(figure.kind == PersonKind::Group);
        n_roles += usize::from(figure.kind == PersonKind::Person && !figure.roles.is_empty());
    }
    if n_groups * 2 > n_all {
        PersonKind::Group
    } else if n_characters * 2 >= n_roles && n_characters > 0 {
        PersonKind::Character
    } else {
        PersonKind::Person
    }
}

/// A name that nobody in the archive bears.
pub(crate) fn nobody(name: &str) -> anyhow::Error {
    let english = format!("no person in this archive is called {name:?}; `onrecord people` lists them");
    Refused::new("nobody", english).about("name", name).into()
}

/// Returns what linking needs to know of a person.
pub(crate) fn profile(person: &KnownPerson) -> Profile {
    let mut spellings: HashMap<&String, u32> = HashMap::new();
    for (text, count) in person.figures.iter().flat_map(|figure| &figure.spellings) {
        *spellings.entry(text).or_default() += count;
    }
    let mut spellings: Vec<(String, u32)> = spellings.into_iter().map(|(text, count)| (text.clone(), count)).collect();
    spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    spellings.truncate(24);
    Profile {
        id: person.id,
        kind: usual(&person.figures),
        gender: person.figures.iter().find_map(|figure| figure.gender),
        roles: person.figures.iter().flat_map(|figure| &figure.roles).map(|role| role.0.clone()).collect(),
        spellings,
        companions: person.companions.clone(),
    }
}
