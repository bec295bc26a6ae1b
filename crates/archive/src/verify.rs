//! Proves that what is kept is what was kept.

use onrecord_model::{Document, SnapshotId, Span};

use crate::{Archive, ArchiveError};

/// What was looked at, and what was wrong.
#[derive(Debug, Default)]
pub struct Verified {
    /// Snapshots whose bytes have their hash.
    pub n_snapshots: u64,
    /// Readings whose every span lies in its document.
    pub n_readings: u64,
    /// Quotations that stand, character for character, in their document.
    pub n_quotes: u64,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

/// Something that is not as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What: a snapshot, a reading, a quotation.
    pub what: String,
    /// How it is wrong.
    pub why: String,
}

impl Archive {
    /// Checks every hash, that every span lies inside its document, and every quotation against its text.
    ///
    /// # Errors
    /// What the database says where it cannot be asked at all; what is wrong in it is a fault.
    pub fn verify(&self) -> Result<Verified, ArchiveError> {
        let mut verified = Verified::default();
        let fault = |what: String, why: &str| Fault { what, why: why.to_owned() };
        let problem: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if problem != "ok" {
            verified.faults.push(fault("the database".to_owned(), &problem));
        }
        let mut ids = self.db.prepare("SELECT id FROM snapshot")?;
        for id in ids.query_map([], |row| row.get::<_, [u8; 32]>(0))? {
            let id = SnapshotId::from_bytes(id?);
            match self.bytes(id) {
                Ok(_) => verified.n_snapshots += 1,
                Err(_) => verified.faults.push(fault(format!("snapshot {id}"), "its bytes do not have its hash")),
            }
        }
        for listed in self.sources()? {
            for version in self.versions(listed.id)? {
                let what = format!("the reading of {}", listed.source.key);
                match self.reading(version.document) {
                    Ok(None) => {}
                    Ok(Some(reading)) => {
                        verified.n_readings += 1;
                        let wrong = reading.quotes.iter().flat_map(|quote| &quote.stretches);
                        let (mut n_quotes, document) = (0, &reading.document);
                        for &stretch in wrong {
                            match stands(document, stretch) {
                                true => n_quotes += 1,
                                false => verified.faults.push(fault(what.clone(), "a quotation does not stand in it")),
                            }
                        }
                        verified.n_quotes += n_quotes;
                    }
                    Err(stale @ ArchiveError::Stale { .. }) => return Err(stale),
                    Err(_) => verified.faults.push(fault(what, "it cannot be unpacked, or a span lies outside")),
                }
            }
        }
        let missing: u64 = self.db.query_row(
            "SELECT count(*) FROM version WHERE snapshot NOT IN (SELECT id FROM snapshot)",
            [],
            |row| row.get(0),
        )?;
        if missing > 0 {
            verified.faults.push(fault(format!("{missing} versions"), "their snapshots are missing"));
        }
        Ok(verified)
    }
}

/// Says whether the words of a span stand at its offsets, counted anew in code points.
fn stands(document: &Document, span: Span) -> bool {
    let range = document.code_points(span);
    let counted = document.text().chars().skip(range.start).take(range.len());
    document.holds(span) && counted.eq(document.words(span).chars())
}
