//! The index of words: which passages hold which terms.
//!
//! Tantivy keeps the postings; the terms come ready cut from the one analyser, and the score is computed here, because
//! its own BM25 has fixed parameters and these were measured better for Korean bigrams.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use onrecord_model::SourceId;
use tantivy::Directory;
use tantivy::directory::MmapDirectory;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::postings::Postings;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocSet, IndexReader, IndexWriter, ReloadPolicy, TERMINATED, TantivyDocument, Term};

use crate::SearchError;
use crate::still::Still;

/// How fast a repeated term stops counting; .6 was measured best on Korean paragraphs (1.2 is usual).
const K1: f32 = 0.6;
/// How much a long passage is held back; .4 was measured best on Korean paragraphs (.75 is usual).
const B: f32 = 0.4;
/// Memory for passages not yet on disk.
const BUFFER: usize = 48_000_000;
/// Segments from which on some are joined whoever waits: each costs every question a little.
const MOST_SEGMENTS: usize = 64;
/// The form of the index; a program that writes another form makes it anew.
const FORM: &str = "4";

/// The index of one archive, opened for finding; [`Index::writer`] adds to it.
pub struct Index {
    index: tantivy::Index,
    pub(crate) reader: IndexReader,
    generation: String,
    pub(crate) words: Field,
    source: Field,
    pub(crate) prints: Field,
}

/// One passage to be found by its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of its source.
    pub source: SourceId,
    /// Its position among the passages of the document.
    pub passage: u64,
    /// Its terms, and those of the source's title.
    pub terms: Vec<String>,
    /// The fingerprints by which [`Index::holders`] finds its source; the first passage has those of the whole document.
    pub prints: Vec<u64>,
}

/// A term that is looked for, and how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The term.
    pub term: String,
    /// 1 for a word of the question; less for one that only may stand for it.
    pub weight: f32,
}

/// A passage that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The number of its source.
    pub source: SourceId,
    /// Its position among the passages of the document.
    pub passage: u64,
    /// BM25 with k1 = .6 and b = .4, times the terms' weights.
    pub score: f32,
}

impl Index {
    /// Opens the index in a folder to find in it, and writes nothing. Where there is none, or it has another form, it is one
    /// without any passage, whose generation has no name.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open_to_read(folder: &Path) -> Result<Self, SearchError> {
        let mut n = 0;
        loop {
            let (generation, index) =
                opened(folder, Still).unwrap_or_else(|| (String::new(), tantivy::Index::create_in_ram(schema())));
            match Self::of(generation, index) {
                // A writer has joined the segments that we were about to open.
                Err(_) if n < 20 => thread::sleep(Duration::from_millis(25)),
                opened => return opened,
            }
            n += 1;
        }
    }

    /// Opens the index in a folder to write to it, or makes an empty one where there is none or it has another form.
    /// The caller sees to it that nobody else does so at the same time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let stamp = folder.join("generation");
        let at = |cause| SearchError::Disk { path: folder.to_owned(), cause };
        let (generation, index) = match opened(folder, |directory| directory) {
            Some(opened) => opened,
            None => {
                if folder.exists() {
                    std::fs::remove_dir_all(folder).map_err(at)?;
                }
                std::fs::create_dir_all(folder).map_err(at)?;
                let index = tantivy::Index::create_in_dir(folder, schema())?;
                let generation = format!("{FORM}-{}", fresh());
                std::fs::write(&stamp, &generation).map_err(at)?;
                (generation, index)
            }
        };
        Self::of(generation, index)
    }

    fn of(generation: String, index: tantivy::Index) -> Result<Self, SearchError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let schema = index.schema();
        let (words, source, prints) =
            (schema.get_field("words")?, schema.get_field("source")?, schema.get_field("prints")?);
        Ok(Self { index, reader, generation, words, source, prints })
    }

    /// Returns what this index is called; one that was made anew has another name.
    pub fn generation(&self) -> &str {
        &self.generation
    }

    /// Says whether it holds no passage at all.
    pub fn is_empty(&self) -> bool {
        self.reader.searcher().num_docs() == 0
    }

    /// Returns a writer; there is one at a time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn writer(&self) -> Result<Writer<'_>, SearchError> {
        Ok(Writer { writer: self.index.writer_with_num_threads(1, BUFFER)?, index: self })
    }

    /// Returns the `n` best passages for these terms, the best first; ties in order of source and passage.
    ///
    /// A term that stands in more than a fifth of all passages is left out, if others remain.
    ///
    /// # Errors
    /// What the disk says.
    pub fn find(&self, wanted: &[Wanted], n: usize) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let n_passages: u64 = searcher.segment_readers().iter().map(|segment| u64::from(segment.num_docs())).sum();
        if n_passages == 0 || n == 0 {
            return Ok(Vec::new());
        }
        let mut n_tokens = 0;
        for segment in searcher.segment_readers() {
            n_tokens += segment.inverted_index(self.words)?.total_num_tokens();
        }
        let average = (n_tokens as f32 / n_passages as f32).max(1.0);
        let weighed = self.weighed(wanted, n_passages)?;
        let mut best: Vec<Hit> = Vec::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(self.words)?;
            let norms = segment.get_fieldnorms_reader(self.words)?;
            let mut scores = vec![0.0f32; segment.max_doc() as usize];
            for (term, weight) in &weighed {
                let Some(mut postings) =
                    inverted.read_postings(term, IndexRecordOption::WithFreqs).map_err(tantivy::TantivyError::from)?
                else {
                    continue;
                };
                while postings.doc() != TERMINATED {
                    let doc = postings.doc();
                    let count = postings.term_freq() as f32;
                    let length = norms.fieldnorm(doc) as f32 / average;
                    scores[doc as usize] += weight * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
                    postings.advance();
                }
            }
            let fast = segment.fast_fields();
            let (sources, passages) = (fast.u64("source")?, fast.u64("passage")?);
            let is_alive = |doc: u32| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            let mut found: Vec<(f32, u32)> = scores
                .iter()
                .enumerate()
                .filter(|(_, score)| **score > 0.0)
                .map(|(doc, &score)| (score, doc as u32))
                .collect();
            let by_score = |one: &(f32, u32), other: &(f32, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
            // Some of the best may be deleted ones: keep a margin.
            let n_kept = (2 * n + 50).min(found.len());
            if n_kept > 0 && n_kept < found.len() {
                found.select_nth_unstable_by(n_kept - 1, by_score);
                found.truncate(n_kept);
            }
            best.extend(found.into_iter().filter(|&(_, doc)| is_alive(doc)).map(|(score, doc)| Hit {
                source: SourceId(sources.first(doc).unwrap_or_default()),
                passage: passages.first(doc).unwrap_or_default(),
                score,
            }));
        }
        best.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then((one.source, one.passage).cmp(&(other.source, other.passage)))
        });
        best.truncate(n);
        Ok(best)
    }

    /// Returns how rare a term is: ln(1 + (N - n + .5) / (n + .5)); 0 for one that stands nowhere.
    ///
    /// # Errors
    /// What the disk says.
    pub fn rarity(&self, term: &str) -> Result<f32, SearchError> {
        let searcher = self.reader.searcher();
        let n_passages: u64 = searcher.segment_readers().iter().map(|segment| u64::from(segment.num_docs())).sum();
        let n_with = searcher.doc_freq(&Term::from_field_text(self.words, term))?;
        Ok(if n_with == 0 { 0.0 } else { rarity(n_passages, n_with) })
    }

    /// Returns the score that a passage would come close to that holds all these terms often; those that stand nowhere
    /// count as the rarest.
    ///
    /// # Errors
    /// What the disk says.
    pub fn most_for(&self, terms: &[String]) -> Result<f32, SearchError> {
        let searcher = self.reader.searcher();
        let n_passages: u64 = searcher.segment_readers().iter().map(|segment| u64::from(segment.num_docs())).sum();
        let mut most = 0.0;
        for term in terms {
            most += (K1 + 1.0) * rarity(n_passages, searcher.doc_freq(&Term::from_field_text(self.words, term))?);
        }
        Ok(most)
    }

    /// Says whether each of these terms stands in some passage.
    ///
    /// # Errors
    /// What the disk says.
    pub fn has_all(&self, terms: &[String]) -> Result<bool, SearchError> {
        let searcher = self.reader.searcher();
        for term in terms {
            if searcher.doc_freq(&Term::from_field_text(self.words, term))? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Joins equal terms, gives each its weight times its rarity, and drops what stands nearly everywhere.
    fn weighed(&self, wanted: &[Wanted], n_passages: u64) -> Result<Vec<(Term, f32)>, SearchError> {
        let searcher = self.reader.searcher();
        let mut joined: Vec<(&str, f32)> = Vec::new();
        let mut place: HashMap<&str, usize> = HashMap::new();
        for Wanted { term, weight } in wanted {
            match place.get(term.as_str()) {
                Some(&at) => joined[at].1 += weight,
                None => {
                    place.insert(term, joined.len());
                    joined.push((term, *weight));
                }
            }
        }
        let mut weighed = Vec::new();
        for (term, weight) in joined {
            let term = Term::from_field_text(self.words, term);
            let n_with = searcher.doc_freq(&term)?;
            if n_with > 0 {
                weighed.push((term, weight * rarity(n_passages, n_with), n_with));
            }
        }
        let is_common = |n_with: u64| n_passages > 1000 && 5 * n_with > n_passages;
        if weighed.iter().any(|&(_, _, n_with)| !is_common(n_with)) {
            weighed.retain(|&(_, _, n_with)| !is_common(n_with));
        }
        Ok(weighed.into_iter().map(|(term, weight, _)| (term, weight)).collect())
    }
}

/// Returns the index in a folder with its generation, if there is one of this form.
fn opened<D: Directory>(folder: &Path, through: impl Fn(MmapDirectory) -> D) -> Option<(String, tantivy::Index)> {
    let generation = std::fs::read_to_string(folder.join("generation")).ok()?;
    let index = tantivy::Index::open(through(MmapDirectory::open(folder).ok()?)).ok()?;
    generation.starts_with(&format!("{FORM}-")).then_some((generation, index))
}

fn rarity(n_passages: u64, n_with: u64) -> f32 {
    let (n, with) = (n_passages as f32, n_with as f32);
    ((n - with + 0.5).max(0.0) / (with + 0.5)).ln_1p()
}

/// Adds passages to an index and takes sources out of it.
pub struct Writer<'a> {
    writer: IndexWriter,
    index: &'a Index,
}

impl Writer<'_> {
    /// Puts passages in place of all passages of the same sources. Found after [`Writer::seal`].
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(&mut self, sources: &[SourceId], entries: &[Entry]) -> Result<(), SearchError> {
        for source in sources.iter().collect::<HashSet<_>>() {
            self.writer.delete_term(Term::from_field_u64(self.index.source, source.0));
        }
        let passage = self.index.index.schema().get_field("passage")?;
        for entry in entries {
            let mut document = TantivyDocument::default();
            document.add_u64(self.index.source, entry.source.0);
            document.add_u64(passage, entry.passage);
            // The analyser has cut the text: no term holds white space.
            document.add_text(self.index.words, entry.terms.join(" "));
            let mut buckets: Vec<u64> = entry.prints.iter().map(|&print| bucket(print)).collect();
            buckets.sort_unstable();
            buckets.dedup();
            for bucket in buckets {
                document.add_u64(self.index.prints, bucket);
            }
            self.writer.add_document(document)?;
        }
        Ok(())
    }

    /// Takes out all passages of a source.
    pub fn forget(&mut self, source: SourceId) {
        self.writer.delete_term(Term::from_field_u64(self.index.source, source.0));
    }

    /// Makes what was put and forgotten so far durable, and visible to [`Index::find`].
    ///
    /// # Errors
    /// What the disk says; then the index is as it was.
    pub fn seal(&mut self) -> Result<(), SearchError> {
        self.writer.commit()?;
        self.index.reader.reload()?;
        Ok(())
    }

    /// Seals what was put without joining segments now, unless there are very many: for somebody who waits for the index.
    ///
    /// # Errors
    /// What the disk says; then the index is as it was.
    pub fn seal_soon(&mut self) -> Result<(), SearchError> {
        if self.index.index.searchable_segment_ids()?.len() < MOST_SEGMENTS {
            self.writer.set_merge_policy(Box::new(NoMergePolicy));
        }
        self.seal()
    }

    /// Waits until segments that were being joined are joined.
    ///
    /// # Errors
    /// What the disk says.
    pub fn rest(self) -> Result<(), SearchError> {
        Ok(self.writer.wait_merging_threads()?)
    }
}

/// Returns the bucket of a fingerprint, one of 2²¹.
///
/// The dictionary then has at most that many terms, however large the archive; whole 64-bit hashes, nearly each its own term,
/// cost more than half of the time of adding a source. A quotation shares many fingerprints with its source, and chance
/// meetings in a bucket a few: the share still tells them apart.
pub(crate) fn bucket(print: u64) -> u64 {
    print & ((1 << 21) - 1)
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    schema.add_text_field("words", TextOptions::default().set_indexing_options(indexing));
    schema.add_u64_field("source", INDEXED | FAST);
    schema.add_u64_field("passage", FAST);
    schema.add_u64_field("prints", INDEXED);
    schema.build()
}

/// Returns a name that no index had before: the time and the process.
fn fresh() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{:x}-{:x}", now.as_nanos(), std::process::id())
}

/// Returns the folder of an archive's index.
pub fn folder_in(archive: &Path) -> PathBuf {
    archive.join("index")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(source: u64, terms: &str) -> Entry {
        Entry {
            source: SourceId(source),
            passage: 0,
            terms: terms.split(' ').map(str::to_owned).collect(),
            prints: Vec::new(),
        }
    }

    fn found(index: &Index, words: &str) -> Vec<u64> {
        let wanted: Vec<Wanted> = words.split(' ').map(|term| Wanted { term: term.to_owned(), weight: 1.0 }).collect();
        index.find(&wanted, 10).expect("finds").into_iter().map(|hit| hit.source.0).collect()
    }

    #[test]
    fn the_rarer_word_decides_and_a_forgotten_source_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("index")).expect("a new index");
        let mut writer = index.writer().expect("a writer");
        let entries = [entry(1, "sea harbour night"), entry(2, "sea storm"), entry(3, "sea sea")];
        writer.put(&[1, 2, 3].map(SourceId), &entries).expect("puts");
        writer.seal().expect("seals");
        assert_eq!(found(&index, "storm sea")[0], 2);
        writer.put(&[SourceId(2)], &[entry(2, "calm")]).expect("puts again");
        writer.forget(SourceId(1));
        writer.seal().expect("seals");
        assert_eq!(found(&index, "storm"), Vec::<u64>::new());
        assert_eq!(found(&index, "harbour"), Vec::<u64>::new());
        assert_eq!(found(&index, "calm"), [2]);
    }

    #[test]
    fn an_index_is_opened_again_under_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        let first = Index::open(&path).expect("a new index").generation().to_owned();
        assert_eq!(Index::open(&path).expect("the same").generation(), first);
        std::fs::remove_dir_all(&path).expect("goes");
        assert_ne!(Index::open(&path).expect("another").generation(), first);
    }
}
