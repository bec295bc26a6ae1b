//! Works out who has a full name.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_archive::Archive;
use onrecord_model::DocumentId;
use onrecord_read::link::{Seen, is_short, partition};

use super::Linking;
use super::number::{Group, NAMES};

impl Linking {
    /// Works out who has the full names of these documents, and the names that no document has any more; returns the documents in
    /// which somebody has become another.
    pub(super) fn full_names(
        &mut self,
        placed: &BTreeSet<DocumentId>,
        gone: &BTreeSet<String>,
        archive: &mut Archive,
    ) -> anyhow::Result<BTreeSet<DocumentId>> {
        let mut todo: BTreeSet<String> = gone.iter().filter(|name| !is_short(name)).cloned().collect();
        for &document in placed {
            let there = self.known.there(document, archive)?;
            todo.extend(there.iter().map(|one| &one.name).filter(|name| !is_short(name)).cloned());
        }
        let (mut done, mut groups) = (BTreeSet::new(), Vec::new());
        while let Some(name) = todo.pop_first() {
            if done.contains(&name) {
                continue;
            }
            let together = self.known.together(&name, archive, self.who.grounds())?;
            let mut seen: Vec<Seen> = Vec::new();
            for name in &together {
                seen.extend(self.known.seen(name, archive)?.seen.iter().cloned());
            }
            // Whoever was one with them may not be any more.
            let before: BTreeSet<_> = seen.iter().filter_map(|seen| seen.before).collect();
            for id in before {
                todo.extend(archive.names_linked(id, NAMES)?.into_iter().filter(|name| !is_short(name)));
            }
            groups.extend(self.groups(seen, archive));
            done.extend(together);
            // A name of which nobody is left is seen to as well.
            done.insert(name);
        }
        self.number(groups, placed, &|name| done.contains(name) || is_short(name), archive)
    }

    /// Returns those who are seen by person.
    pub(super) fn groups(&self, seen: Vec<Seen>, archive: &Archive) -> Vec<Group> {
        let company = |document: DocumentId| self.known.company(document, archive);
        let of = partition(&seen, &company, &self.who.decisions, self.who.grounds());
        let mut groups: BTreeMap<Option<usize>, Vec<Seen>> = BTreeMap::new();
        for (seen, group) in seen.into_iter().zip(of) {
            groups.entry(group).or_default().push(seen);
        }
        groups.into_iter().map(|(group, members)| Group { is_nobody: group.is_none(), members }).collect()
    }
}
