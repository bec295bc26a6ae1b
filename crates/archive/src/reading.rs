//! Keeps what was read, and knows what is not read or searched yet.

use std::collections::BTreeSet;

use onrecord_model::{
    Block, Document, DocumentId, Known, Media, NamedPerson, NamedWork, Passage, Quote, Reading, Remark, Sentence,
    Snapshot, SnapshotId, SourceId,
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::pack::{Packer, Unpacker};
use crate::source::{json, known, number};
use crate::{Archive, ArchiveError};

/// The layout of [`Body`]; it stands in the highest byte of the size before it. Raise it when a type in it changes, and the
/// version of the reader with it: readings of another layout are made anew. `onrecord/tests/old` holds some of layout 0.
const LAYOUT: u8 = 0;
/// Bytes of the snapshots that are read in one batch: one more is always taken.
const MOST_BYTES: usize = 16 << 20;

/// A reading without its text, as it is stored; [`Reading::perhaps`] and [`Reading::works`] stand behind it.
#[derive(Serialize, Deserialize)]
struct Body {
    size: u32,
    blocks: Vec<Block>,
    sentences: Vec<Sentence>,
    passages: Vec<Passage>,
    people: Vec<NamedPerson>,
    quotes: Vec<Quote>,
    remarks: Vec<Remark>,
}

/// A snapshot that has not been read by the current reader.
pub struct Unread {
    /// The snapshot, with what was known when it was gathered.
    pub snapshot: Snapshot,
    /// The number of its version, where [`Archive::unread`] goes on.
    pub version: i64,
}

impl Archive {
    /// Returns up to `n` snapshots that no reader of this version has read, in the order they came, each once, from the one
    /// behind the version `after` on; fewer where they are large.
    ///
    /// # Errors
    /// `Damaged` where a snapshot cannot be unpacked, and what the database says.
    pub fn unread(&self, reader: u32, after: i64, n: usize) -> Result<Vec<Unread>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT version.snapshot, version.media, version.given, source.key, source.place, source.path, version.id
             FROM version JOIN source ON source.id = version.source
             LEFT JOIN reading ON reading.document = version.document AND reading.reader = ?1
             WHERE version.id > ?2 AND (reading.document IS NULL OR version.read IS NULL) ORDER BY version.id LIMIT ?3",
        )?;
        let rows = query.query_map(params![reader, after, n as i64], |row| {
            let id = (row.get::<_, [u8; 32]>(0)?, row.get(6)?);
            Ok((id, row.get::<_, u8>(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })?;
        let mut unread = Vec::new();
        let (mut seen, mut n_bytes) = (BTreeSet::new(), 0);
        for row in rows {
            let ((snapshot, version), media, given, key, place, path) = row?;
            if !seen.insert(snapshot) {
                continue;
            }
            let id = SnapshotId::from_bytes(snapshot);
            let media = Media::of_number(media).unwrap_or(Media::Text);
            let snapshot = Snapshot { id, bytes: self.bytes(id)?, media, key, place, path, known: known(&given) };
            n_bytes += snapshot.bytes.len();
            unread.push(Unread { snapshot, version });
            if n_bytes >= MOST_BYTES {
                break;
            }
        }
        Ok(unread)
    }

    /// Keeps readings, in one transaction, in place of earlier ones of the same documents. What another program has read in
    /// the meantime stays as it is, and what is gone stays gone.
    ///
    /// # Errors
    /// What the database says; then nothing of the batch was kept.
    pub fn keep_readings(&mut self, readings: &[Reading]) -> Result<(), ArchiveError> {
        self.together(|archive| readings.iter().try_for_each(|reading| keep(&archive.db, &archive.packer, reading)))
    }

    /// Returns what was read in a document, or `None` where it has not been read.
    ///
    /// # Errors
    /// `Stale` where a program of another kind of readings made it, `Damaged` where it cannot be unpacked or a span lies
    /// outside the document.
    pub fn reading(&self, id: DocumentId) -> Result<Option<Reading>, ArchiveError> {
        type Row = (u32, Vec<u8>, Vec<u8>, [u8; 32], Option<String>);
        let row: Option<Row> = self
            .db
            .prepare_cached(
                "SELECT reading.reader, reading.text, reading.body, version.snapshot, version.read
                 FROM reading JOIN version ON version.document = reading.document WHERE reading.document = ?1 LIMIT 1",
            )?
            .query_row([id.number() as i64], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .optional()?;
        let Some((reader, text, body, snapshot, read)) = row else { return Ok(None) };
        let snapshot = SnapshotId::from_bytes(snapshot);
        if body.get(7).is_some_and(|&layout| layout != LAYOUT) {
            return Err(ArchiveError::Stale { what: format!("the reading of {snapshot}") });
        }
        unpack(&self.unpacker, id, reader, (&text, &body), snapshot, read.as_deref().map(known).unwrap_or_default())
            .map(Some)
            .ok_or_else(|| ArchiveError::Damaged { what: format!("the reading of {snapshot}") })
    }

    /// Returns the text alone of the current version of a source, or `None` where it is gone, unread or larger than `most` bytes.
    ///
    /// # Errors
    /// `Damaged` where it cannot be unpacked, and what the database says.
    pub fn text_of(&self, source: SourceId, most: usize) -> Result<Option<String>, ArchiveError> {
        let text: Option<Vec<u8>> = self
            .db
            .prepare_cached(
                "SELECT text FROM reading WHERE document = (SELECT document FROM version WHERE source = ?1 ORDER BY id DESC LIMIT 1)",
            )?
            .query_row([number(source)], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(None) };
        let damaged = || ArchiveError::Damaged { what: format!("the text of source {}", source.0) };
        let size = zstd::zstd_safe::get_frame_content_size(&text).ok().flatten().ok_or_else(damaged)?;
        if size > most as u64 {
            return Ok(None);
        }
        let text = self.unpacker.unpack(&text, size as usize).ok_or_else(damaged)?;
        String::from_utf8(text).map(Some).map_err(|_| damaged())
    }
}

fn keep(batch: &Connection, packer: &Packer, reading: &Reading) -> Result<(), ArchiveError> {
    let document = &reading.document;
    let number = document.id().number() as i64;
    let is_wanted = batch
        .prepare_cached(
            "SELECT 1 FROM version LEFT JOIN reading ON reading.document = version.document AND reading.reader = ?2
             WHERE version.document = ?1 AND (reading.document IS NULL OR version.read IS NULL)",
        )?
        .exists(params![number, reading.reader])?;
    if !is_wanted {
        return Ok(());
    }
    let body = Body {
        size: document.text().len() as u32,
        blocks: document.blocks.clone(),
        sentences: reading.sentences.clone(),
        passages: reading.passages.clone(),
        people: reading.people.clone(),
        quotes: reading.quotes.clone(),
        remarks: reading.remarks.clone(),
    };
    let damaged = || ArchiveError::Damaged { what: format!("the reading of {}", document.snapshot()) };
    let mut body = postcard::to_stdvec(&body).map_err(|_| damaged())?;
    body.extend(postcard::to_stdvec(&reading.perhaps).map_err(|_| damaged())?);
    body.extend(postcard::to_stdvec(&reading.works).map_err(|_| damaged())?);
    let pack = |bytes: &[u8]| packer.pack(bytes).map_err(|_| damaged());
    let mut packed = (body.len() as u64 | u64::from(LAYOUT) << 56).to_le_bytes().to_vec();
    packed.extend(pack(&body)?);
    batch
        .prepare_cached("INSERT OR REPLACE INTO reading (document, reader, text, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![number, reading.reader, pack(document.text().as_bytes())?, packed])?;
    batch.prepare_cached("UPDATE version SET read = ?1, language = ?2 WHERE document = ?3")?.execute(params![
        json(&reading.known)?,
        document.language.map(|language| language.code()),
        number
    ])?;
    batch
        .prepare_cached(
            "UPDATE source SET indexed = NULL WHERE id IN (SELECT source FROM version WHERE document = ?1)",
        )?
        .execute([number])?;
    Ok(())
}

fn unpack(
    unpacker: &Unpacker,
    id: DocumentId,
    reader: u32,
    (text, body): (&[u8], &[u8]),
    snapshot: SnapshotId,
    known: Known,
) -> Option<Reading> {
    let (size, body) = body.split_first_chunk::<8>()?;
    let size = u64::from_le_bytes(*size) & u64::MAX >> 8;
    let size = usize::try_from(size).ok().filter(|&size| size < 1 << 34)?;
    let body = unpacker.unpack(body, size)?;
    let (body, rest): (Body, _) = postcard::take_from_bytes(&body).ok()?;
    // Earlier readings end here, or behind the names.
    let (perhaps, rest): (Vec<NamedPerson>, _) = taken(rest)?;
    let (works, _): (Vec<NamedWork>, _) = taken(rest)?;
    let text = unpacker.unpack(text, body.size as usize)?;
    let mut document = Document::new(id, snapshot, String::from_utf8(text).ok()?);
    document.blocks = body.blocks;
    let Body { sentences, passages, people, quotes, remarks, .. } = body;
    let reading = Reading { reader, document, known, sentences, passages, people, perhaps, works, quotes, remarks };
    reading.holds().then_some(reading)
}

/// Returns the next part behind a body, which earlier readings lack, and what stands behind it.
fn taken<T: Default + for<'a> Deserialize<'a>>(rest: &[u8]) -> Option<(T, &[u8])> {
    if rest.is_empty() { Some((T::default(), rest)) } else { postcard::take_from_bytes(rest).ok() }
}
