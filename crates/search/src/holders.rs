//! Finds the sources that may hold a quotation, by fingerprints of its letters or by its words.
//!
//! The lists of the rarest terms are read, up to a bounded number of postings; in those of the others only the places already
//! found are looked up. So a passage that holds all terms is found however common each of them is.

use std::collections::{BTreeSet, HashMap};

use onrecord_model::SourceId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::index::bucket;
use crate::{Index, SearchError};

/// Terms of one quotation that are looked up, the rarest.
const MOST_TERMS: usize = 48;
/// Postings that are read for one quotation; the list of the rarest term is read whole.
const MOST_POSTINGS: u64 = 6000;
/// Places that are looked up in the lists of common terms; more only where they share as much.
const MOST_PLACES: usize = 600;

/// A source that holds fingerprints or words of a quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Holder {
    /// The number of the source.
    pub source: SourceId,
    /// The share of the terms that were looked at and stand in any source, weighed by how rare they are, 0 to 1.
    pub share: f32,
}

/// A term with its weight, and the number of passages that hold it.
struct Weighed {
    term: Term,
    weight: f32,
    n_with: u64,
}

impl Index {
    /// Returns the `n` sources that hold most of these fingerprints, the best first; ties in order of source.
    ///
    /// # Errors
    /// What the disk says.
    pub fn holders(&self, prints: &[u64], n: usize) -> Result<Vec<Holder>, SearchError> {
        let buckets: BTreeSet<u64> = prints.iter().map(|&print| bucket(print)).collect();
        self.sharing(buckets.into_iter().map(|bucket| Term::from_field_u64(self.prints, bucket)).collect(), n)
    }

    /// Returns the `n` sources with a passage that holds most of these words, the best first; ties in order of source.
    ///
    /// Other than in [`Index::find`], neither the length of a passage counts, nor how often it has a word.
    ///
    /// # Errors
    /// What the disk says.
    pub fn with_words(&self, words: &[String], n: usize) -> Result<Vec<Holder>, SearchError> {
        let words: BTreeSet<&String> = words.iter().collect();
        self.sharing(words.into_iter().map(|word| Term::from_field_text(self.words, word)).collect(), n)
    }

    fn sharing(&self, terms: Vec<Term>, n: usize) -> Result<Vec<Holder>, SearchError> {
        let searcher = self.reader.searcher();
        let mut known: Vec<Weighed> = Vec::new();
        for term in terms {
            let n_with = searcher.doc_freq(&term)?;
            if n_with > 0 {
                known.push(Weighed { term, weight: 1.0 / (1.0 + n_with as f32).ln(), n_with });
            }
        }
        known.sort_by_key(|term| term.n_with);
        known.truncate(MOST_TERMS);
        let all: f32 = known.iter().map(|term| term.weight).sum();
        let mut shares: HashMap<SourceId, f32> = HashMap::new();
        for segment in searcher.segment_readers() {
            let sources = segment.fast_fields().u64("source")?;
            for (doc, weight) in in_segment(segment, &known, n)? {
                let share = shares.entry(SourceId(sources.first(doc).unwrap_or_default())).or_default();
                *share = share.max(weight / all);
            }
        }
        let mut holders: Vec<Holder> = shares.into_iter().map(|(source, share)| Holder { source, share }).collect();
        holders.sort_by(|one, other| other.share.total_cmp(&one.share).then(one.source.cmp(&other.source)));
        holders.truncate(n);
        Ok(holders)
    }
}

/// Returns the passages of a segment that hold most of these terms, the rarest first, with the weight of those that they hold.
fn in_segment(segment: &SegmentReader, terms: &[Weighed], n: usize) -> Result<Vec<(u32, f32)>, SearchError> {
    let mut n_left = MOST_POSTINGS;
    let mut places: Vec<(u32, f32)> = Vec::new();
    let mut is_full = false;
    for (at, Weighed { term, weight, n_with }) in terms.iter().enumerate() {
        let postings = segment
            .inverted_index(term.field())?
            .read_postings(term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { continue };
        // Once a list is too long, those behind it are longer: nothing that has only them is worth finding.
        is_full |= at > 0 && *n_with > n_left && !places.is_empty();
        if !is_full {
            n_left = n_left.saturating_sub(*n_with);
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                    places.push((doc, *weight));
                }
                postings.advance();
            }
            places.sort_unstable_by_key(|(doc, _)| *doc);
            places.dedup_by(|next, kept| {
                let is_same = next.0 == kept.0;
                kept.1 += if is_same { next.1 } else { 0.0 };
                is_same
            });
            continue;
        }
        thin(&mut places, MOST_PLACES);
        for (doc, sum) in &mut places {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() == *doc {
                *sum += weight;
            }
        }
    }
    thin(&mut places, n);
    Ok(places)
}

/// Leaves the `n` best places, and those that are as good as the last of them.
fn thin(places: &mut Vec<(u32, f32)>, n: usize) {
    if n == 0 || places.len() <= n {
        return;
    }
    let mut weights: Vec<f32> = places.iter().map(|(_, weight)| *weight).collect();
    let (_, &mut least, _) = weights.select_nth_unstable_by(n - 1, |one, other| other.total_cmp(one));
    // Sums of the same weights may differ in their last digits.
    places.retain(|(_, weight)| *weight >= least - 1e-4);
}

#[cfg(test)]
mod tests {
    use onrecord_model::SourceId;

    use crate::{Entry, Index};

    #[test]
    fn the_source_that_shares_most_comes_first_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("index")).expect("a new index");
        let mut writer = index.writer().expect("a writer");
        let entry = |source, prints: &[u64]| Entry {
            source: SourceId(source),
            passage: 0,
            terms: Vec::new(),
            prints: prints.to_vec(),
        };
        writer
            .put(&[1, 2, 3].map(SourceId), &[entry(1, &[1, 2, 3, 4]), entry(2, &[1, 2, 9]), entry(3, &[1])])
            .expect("puts");
        writer.seal().expect("seals");
        let found = |prints: &[u64]| -> Vec<u64> {
            index.holders(prints, 2).expect("finds").into_iter().map(|holder| holder.source.0).collect()
        };
        assert_eq!(found(&[1, 2, 3, 7]), [1, 2]);
        writer.forget(SourceId(1));
        writer.seal().expect("seals");
        assert_eq!(found(&[1, 2, 3, 7]), [2, 3]);
        assert_eq!(found(&[7, 8]), Vec::<u64>::new());
    }

    #[test]
    fn the_one_passage_that_holds_all_words_is_found_among_thousands_that_hold_each() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("index")).expect("a new index");
        let mut writer = index.writer().expect("a writer");
        let words = |source: u64| -> Vec<String> {
            let (one, other) = (source % 3, source / 3 % 3);
            [
                "boat".to_owned(),
                format!("one{one}"),
                format!("other{other}"),
                format!("last{}", u64::from(source == 8001)),
            ]
            .into()
        };
        let entries: Vec<Entry> = (0..9000)
            .map(|source| Entry {
                source: SourceId(source),
                passage: 0,
                terms: words(source),
                prints: vec![source % 3, 10 + source / 3 % 3],
            })
            .collect();
        writer.put(&[], &entries).expect("puts");
        writer.seal().expect("seals");
        let best = index.with_words(&words(8001), 3).expect("finds")[0];
        assert_eq!((best.source.0, best.share > 0.99), (8001, true));
        // A thousand share both fingerprints, and none that has only one of them comes before.
        let holders = index.holders(&[0, 12], 1000).expect("finds");
        assert_eq!(holders.len(), 1000);
        assert!(holders.iter().all(|holder| holder.source.0 % 3 == 0 && holder.source.0 / 3 % 3 == 2));
    }
}
