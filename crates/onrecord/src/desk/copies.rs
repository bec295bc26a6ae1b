//! Which sources have one text, as it is shown and counted.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_archive::{Archive, Listed};
use onrecord_facts::copies::{Group, Member, Shared, SharedBy, groups, is_release};
use onrecord_model::{DocumentId, Source};

/// Documents of one group that are looked at.
const MOST_DOCUMENTS: usize = 500;
/// Sources of one text that are looked at beside those of another.
const MOST_SAME: usize = 20;
/// Bytes of a text in which names of outlets are looked for.
const MOST_BYTES: usize = 4 << 20;
/// Letters of an outlet's name that is looked for.
const LEAST_NAME: usize = 3;

/// Returns the sources with one text, group by group.
pub(crate) fn groups_of(archive: &Archive) -> anyhow::Result<Vec<Group>> {
    let shared = archive.all_shared()?;
    let mut documents: BTreeSet<DocumentId> = shared.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    documents.extend(archive.same_texts()?);
    grouped(archive, &documents, &shared)
}

/// Returns the group of the sources whose text is this document's; nothing where they are alone.
pub(crate) fn group_of(archive: &Archive, document: DocumentId) -> anyhow::Result<Option<Group>> {
    let (mut documents, mut open) = (BTreeSet::from([document]), vec![document]);
    let mut shared: BTreeMap<(DocumentId, DocumentId), String> = BTreeMap::new();
    while let Some(document) = open.pop() {
        for (a, b, how) in archive.shared_with(document)? {
            let other = if a == document { b } else { a };
            if documents.len() < MOST_DOCUMENTS && documents.insert(other) {
                open.push(other);
            }
            shared.insert((a, b), how);
        }
    }
    if documents.len() == 1 && archive.keys_of(document)?.len() < 2 {
        return Ok(None);
    }
    let shared: Vec<_> = shared.into_iter().map(|((a, b), how)| (a, b, how)).collect();
    let own = archive.keys_of(document)?;
    let is_own = |key: &str| own.iter().any(|own| own == key);
    let mut groups = grouped(archive, &documents, &shared)?.into_iter();
    Ok(groups.find(|group| {
        group.original.as_deref().is_some_and(is_own) || group.copies.iter().any(|copy| is_own(&copy.key))
    }))
}

/// Returns all sources in the order they were added, with the copies of each.
pub(crate) fn sources(archive: &Archive) -> anyhow::Result<Vec<Listed>> {
    let mut all = archive.sources()?;
    let place: BTreeMap<String, usize> = all.iter().enumerate().map(|(at, one)| (one.source.key.clone(), at)).collect();
    for group in groups_of(archive)? {
        if let Some(&at) = first_of(group.clone()).and_then(|key| place.get(&key)) {
            note_copies(&mut all[at].source, &group);
        }
    }
    Ok(all)
}

/// Returns the key of the source that stands for a group: the original, else the first by key.
pub(crate) fn first_of(group: Group) -> Option<String> {
    group.original.or_else(|| group.copies.into_iter().next().map(|copy| copy.key))
}

/// Puts the keys of the copies beside a source that has some.
pub(crate) fn note_copies(source: &mut Source, group: &Group) {
    let mut keys = group.copies.iter().map(|copy| copy.key.clone());
    source.copies = match &group.original {
        Some(original) if *original == source.key => keys.collect(),
        Some(_) => Vec::new(),
        // Where nobody can tell which was first, the first by key has the others.
        None if keys.next().as_ref() == Some(&source.key) => keys.collect(),
        None => Vec::new(),
    };
}

fn grouped(
    archive: &Archive,
    documents: &BTreeSet<DocumentId>,
    shared: &[(DocumentId, DocumentId, String)],
) -> anyhow::Result<Vec<Group>> {
    let mut members: Vec<Member> = Vec::new();
    let mut places: BTreeMap<DocumentId, Vec<usize>> = BTreeMap::new();
    for &document in documents {
        for key in archive.keys_of(document)? {
            let listed = archive.source(&key)?;
            places.entry(document).or_default().push(members.len());
            let says_so = [&listed.source.outlet, &listed.source.title];
            let is_release = says_so.into_iter().flatten().any(|words| is_release(words));
            members.push(Member {
                is_release,
                key,
                outlet: listed.source.outlet,
                published: listed.source.published,
                relays: listed.known.relays.map(|found| found.value),
                names: BTreeSet::new(),
            });
        }
    }
    let whole = Shared { by: SharedBy::Words, of_one: 1.0, of_other: 1.0, verbatim: 1.0 };
    let mut pairs: Vec<(usize, usize, Shared)> = Vec::new();
    for same in places.values() {
        pairs.extend(same.windows(2).map(|two| (two[0], two[1], whole)));
    }
    for (a, b, how) in shared {
        let (Some(a), Some(b)) = (places.get(a), places.get(b)) else { continue };
        let Ok(how) = serde_json::from_str::<Shared>(how) else { continue };
        pairs.extend(a.iter().take(MOST_SAME).flat_map(|&a| b.iter().take(MOST_SAME).map(move |&b| (a, b, how))));
    }
    let found = groups(&members, &pairs);
    if found.iter().all(|group| group.original.is_some()) {
        return Ok(found);
    }
    note_names(archive, &mut members, &found)?;
    Ok(groups(&members, &pairs))
}

/// Notes which members of groups without an original name the outlet of another.
fn note_names(archive: &Archive, members: &mut [Member], groups: &[Group]) -> anyhow::Result<()> {
    let place: BTreeMap<String, usize> =
        members.iter().enumerate().map(|(at, member)| (member.key.clone(), at)).collect();
    for group in groups.iter().filter(|group| group.original.is_none()) {
        let keys: Vec<&String> = group.copies.iter().map(|copy| &copy.key).collect();
        let outlets: BTreeSet<String> =
            keys.iter().filter_map(|key| members[*place.get(*key)?].outlet.clone()).collect();
        for key in keys {
            let Some(&at) = place.get(key) else { continue };
            let Some(text) = archive.text_of(archive.source(key)?.id, MOST_BYTES)? else { continue };
            let is_named = |outlet: &&String| outlet.chars().count() >= LEAST_NAME && text.contains(outlet.as_str());
            members[at].names = outlets.iter().filter(is_named).cloned().collect();
        }
    }
    Ok(())
}
