//! One thread's desk, with the lists that pages are cut out of.

use std::cell::OnceCell;

use onrecord_archive::{Archive, Listed};

use crate::desk::Desk;
use crate::desk::copies;
use crate::desk::people::{DoubtShown, PersonShown};

/// A desk and the lists that were asked of it since the archive last changed.
pub(crate) struct Clerk {
    /// The desk.
    pub desk: Desk,
    sources: OnceCell<Vec<Listed>>,
    people: OnceCell<Vec<PersonShown>>,
    doubts: OnceCell<Vec<DoubtShown>>,
}

impl Clerk {
    /// Opens the desk of an archive.
    pub(crate) fn new(archive: Archive) -> anyhow::Result<Self> {
        let (sources, people, doubts) = Default::default();
        Ok(Self { desk: Desk::of(archive)?, sources, people, doubts })
    }

    /// Takes up what others have written.
    pub(crate) fn freshen(&mut self) -> anyhow::Result<()> {
        if self.desk.freshen()? {
            (self.sources, self.people, self.doubts) = Default::default();
        }
        Ok(())
    }

    /// Opens the archive to write to it.
    pub(crate) fn to_write(&self) -> anyhow::Result<Archive> {
        Ok(Archive::open_to_write(self.desk.archive().folder())?)
    }

    /// Returns all sources in the order they were added.
    pub(crate) fn sources(&self) -> anyhow::Result<&[Listed]> {
        kept(&self.sources, || copies::sources(self.desk.archive()))
    }

    /// Returns everybody whom the archive names, the most mentioned first.
    pub(crate) fn people(&self) -> anyhow::Result<&[PersonShown]> {
        kept(&self.people, || self.desk.people())
    }

    /// Returns the pairs of persons who could be one.
    pub(crate) fn doubts(&self) -> anyhow::Result<&[DoubtShown]> {
        kept(&self.doubts, || self.desk.doubts())
    }
}

fn kept<T>(cell: &OnceCell<Vec<T>>, make: impl FnOnce() -> anyhow::Result<Vec<T>>) -> anyhow::Result<&[T]> {
    if cell.get().is_none() {
        let _ = cell.set(make()?);
    }
    Ok(cell.get().map(Vec::as_slice).unwrap_or_default())
}
