//! What a question needs at hand: the archive, what finds in it, and the readings looked at so far.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use onrecord_archive::{Archive, Listed};
use onrecord_model::{PersonId, Reading, VersionShown};

use crate::cli::Common;
use crate::finder::Finder;
use crate::who::Who;
use crate::{version, world};

/// Readings kept at hand between two questions of a batch.
const MOST: usize = 1500;

/// The archive, what finds in it, and readings at hand.
pub(crate) struct Shelf {
    pub archive: Archive,
    pub finder: Finder,
    pub who: Who,
    at_hand: HashMap<u64, Option<Rc<Shelved>>>,
}

/// A source with what was read in it.
pub(crate) struct Shelved {
    pub listed: Listed,
    pub reading: Reading,
    /// The archive's persons by their position in the reading.
    pub persons: BTreeMap<u32, PersonId>,
    /// Which version of the source the reading is of, where there are several.
    pub version: Option<VersionShown>,
}

impl Shelf {
    /// Opens the archive and what finds in it.
    pub(crate) fn open(common: &Common) -> anyhow::Result<Self> {
        let archive = world::archive(common)?;
        archive.map_pages()?;
        let finder = Finder::open(&archive)?;
        let who = Who::open(&archive)?;
        Ok(Self { archive, finder, who, at_hand: HashMap::new() })
    }

    /// Returns a source with its reading, or nothing where it is gone or not read yet.
    pub(crate) fn source(&mut self, id: u64) -> anyhow::Result<Option<Rc<Shelved>>> {
        if let Some(shelved) = self.at_hand.get(&id) {
            return Ok(shelved.clone());
        }
        if self.at_hand.len() >= MOST {
            self.at_hand.clear();
        }
        let shelved = match self.archive.source_by_id(id as i64)? {
            Some(listed) => {
                let document = listed.version.document;
                let persons = self.archive.persons_of(document)?;
                // The newest version has what is found in it.
                let version = version::shown(&self.archive, listed.id, document, "")?;
                let reading = self.archive.reading(document)?;
                reading.map(|reading| Rc::new(Shelved { listed, reading, persons, version }))
            }
            None => None,
        };
        self.at_hand.insert(id, shelved.clone());
        Ok(shelved)
    }
}
