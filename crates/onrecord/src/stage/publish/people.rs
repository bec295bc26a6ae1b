//! People of the archive, as the site needs them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_archive::{Archive, StoredFigure};
use onrecord_language::name::{hangul_candidates, spellings};
use onrecord_model::code::What;
use onrecord_model::letter::is_syllable;
use onrecord_model::{DocumentId, PersonId};
use onrecord_read::link::name_given;
use onrecord_site::{Person, Post};

use crate::desk::who::Who;
use crate::desk::who::usual;

/// Returns the people of the archive.
pub(super) fn people(archive: &Archive, who: &Who) -> anyhow::Result<Vec<Person>> {
    let mut keys: HashMap<DocumentId, Vec<String>> = HashMap::new();
    for listed in archive.sources()? {
        keys.entry(listed.version.document).or_default().push(listed.source.key);
    }
    let figures = archive.figures()?;
    let by_place: HashMap<(DocumentId, u32), PersonId> =
        figures.iter().map(|figure| ((figure.document, figure.at), figure.person)).collect();
    let mut by_person: BTreeMap<PersonId, Vec<&StoredFigure>> = BTreeMap::new();
    for figure in &figures {
        by_person.entry(figure.person).or_default().push(figure);
    }
    let person = |(id, figures): (PersonId, Vec<&StoredFigure>)| {
        let mut person = person(id, &figures, &keys, &by_place);
        if let Some(name) = name_given(id, &who.decisions) {
            name.clone_into(&mut person.name);
        }
        person.likely = likely(&person, who);
        person
    };
    Ok(by_person.into_iter().map(person).collect())
}

/// Puts the archive's id in place of each name in the posts that means somebody of the archive, in whichever script and spelling.
pub(super) fn name(archive: &Archive, who: &Who, posts: &mut [Post]) -> anyhow::Result<()> {
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    let mut named = |name: &mut String| -> anyhow::Result<()> {
        if !known.contains_key(name) {
            let found = who.find_whole(archive, name)?.first().map(ToString::to_string);
            known.insert(name.clone(), found);
        }
        if let Some(Some(id)) = known.get(name) {
            id.clone_into(name);
        }
        Ok(())
    };
    for post in posts {
        post.people.iter_mut().try_for_each(&mut named)?;
        for code in &mut post.codes {
            if let What::Person(name) = &mut code.what {
                named(name)?;
            }
        }
    }
    Ok(())
}

fn person(
    id: PersonId,
    figures: &[&StoredFigure],
    keys: &HashMap<DocumentId, Vec<String>>,
    by_place: &HashMap<(DocumentId, u32), PersonId>,
) -> Person {
    let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sources = BTreeSet::new();
    let mut plays = BTreeSet::new();
    for figure in figures {
        for (spelling, count) in &figure.spellings {
            *spellings.entry(spelling).or_default() += *count as usize;
        }
        *names.entry(&figure.name).or_default() += figure.mentions as usize;
        for (role, ..) in &figure.roles {
            *roles.entry(role).or_default() += 1;
        }
        sources.extend(keys.get(&figure.document).into_iter().flatten().cloned());
        plays.extend(figure.plays.iter().filter_map(|&at| by_place.get(&(figure.document, at))).copied());
    }
    let mut roles: Vec<(&str, usize)> = roles.into_iter().collect();
    roles.sort_by_key(|&(role, count)| (std::cmp::Reverse(count), role));
    let name =
        names.iter().max_by_key(|&(name, count)| (*count, std::cmp::Reverse(*name))).map_or("", |(name, _)| name);
    Person {
        id,
        name: name.to_owned(),
        kind: usual(figures.iter().copied()),
        spellings: spellings.into_iter().map(|(spelling, count)| (spelling.to_owned(), count)).collect(),
        likely: Vec::new(),
        roles: distinct(roles),
        plays: plays.into_iter().collect(),
        sources: sources.into_iter().collect(),
        n_quotes: 0,
    }
}

/// Returns likely spellings in a script that no source spells the person in.
fn likely(person: &Person, who: &Who) -> Vec<String> {
    let is_hangul = |spelling: &str| spelling.chars().any(is_syllable);
    let is_full = |spelling: &&str| spelling.contains(' ') || (is_hangul(spelling) && spelling.chars().count() >= 3);
    let spelt = || person.spellings.iter().map(|(spelling, _)| spelling.as_str()).filter(is_full);
    match (spelt().find(|spelling| is_hangul(spelling)), spelt().find(|spelling| !is_hangul(spelling))) {
        (Some(hangul), None) => spellings(hangul, who.grounds().names).into_iter().take(4).collect(),
        (None, Some(latin)) => hangul_candidates(latin, who.grounds().names).into_iter().take(2).collect(),
        _ => Vec::new(),
    }
}

/// Returns roles without those that another differs from in case only, at most eight.
fn distinct(roles: Vec<(&str, usize)>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for (role, _) in roles {
        if !kept.iter().any(|known| known.to_lowercase() == role.to_lowercase()) {
            kept.push(role.to_owned());
        }
    }
    kept.truncate(8);
    kept
}
