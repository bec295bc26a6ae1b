//! Finds the sources that may hold a quotation, by fingerprints of its letters.
//!
//! The rarest fingerprints decide, and only a bounded number of postings is read, so that the time does not grow
//! with the archive.

use std::collections::{BTreeSet, HashMap};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use crate::index::bucket;
use crate::{Index, SearchError};

/// Fingerprints of one quotation that are looked up in the postings.
const MOST_TERMS: usize = 48;
/// Postings that are read for one quotation.
const MOST_POSTINGS: u64 = 4000;

/// A source that holds fingerprints of a quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Holder {
    /// The number of the source.
    pub source: u64,
    /// The share of the fingerprints that were looked at, weighed by how rare they are, 0 to 1.
    pub share: f32,
}

impl Index {
    /// Returns the `n` sources that hold most of these fingerprints, the best first; ties in order of source.
    ///
    /// # Errors
    /// What the disk says.
    pub fn holders(&self, prints: &[u64], n: usize) -> Result<Vec<Holder>, SearchError> {
        let searcher = self.reader.searcher();
        let mut known: Vec<(u64, Term)> = Vec::new();
        let buckets: BTreeSet<u64> = prints.iter().map(|&print| bucket(print)).collect();
        for bucket in buckets {
            let term = Term::from_field_u64(self.prints, bucket);
            let n_with = searcher.doc_freq(&term)?;
            if n_with > 0 {
                known.push((n_with, term));
            }
        }
        known.sort_unstable_by_key(|(n_with, _)| *n_with);
        known.truncate(MOST_TERMS);
        let mut n_left = MOST_POSTINGS;
        let mut weights: HashMap<u64, f32> = HashMap::new();
        let mut all = 0.0;
        for (at, (n_with, term)) in known.iter().enumerate() {
            // A fingerprint that stands everywhere says nothing, unless there is no other.
            if *n_with > n_left && at > 0 {
                break;
            }
            n_left = n_left.saturating_sub(*n_with);
            let weight = 1.0 / (1.0 + *n_with as f32).ln();
            all += weight;
            for segment in searcher.segment_readers() {
                let Some(mut postings) = segment
                    .inverted_index(self.prints)?
                    .read_postings(term, IndexRecordOption::Basic)
                    .map_err(tantivy::TantivyError::from)?
                else {
                    continue;
                };
                let sources = segment.fast_fields().u64("source")?;
                let mut n_read = 0;
                while postings.doc() != TERMINATED && n_read < MOST_POSTINGS {
                    let doc = postings.doc();
                    if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                        *weights.entry(sources.first(doc).unwrap_or_default()).or_default() += weight;
                    }
                    postings.advance();
                    n_read += 1;
                }
            }
        }
        let mut holders: Vec<Holder> =
            weights.into_iter().map(|(source, weight)| Holder { source, share: weight / all }).collect();
        holders.sort_by(|one, other| other.share.total_cmp(&one.share).then(one.source.cmp(&other.source)));
        holders.truncate(n);
        Ok(holders)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entry, Index};

    #[test]
    fn the_source_that_shares_most_comes_first_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("index")).expect("a new index");
        let mut writer = index.writer().expect("a writer");
        let entry = |source, prints: &[u64]| Entry { source, passage: 0, terms: Vec::new(), prints: prints.to_vec() };
        writer.put(&[1, 2, 3], &[entry(1, &[1, 2, 3, 4]), entry(2, &[1, 2, 9]), entry(3, &[1])]).expect("puts");
        writer.seal().expect("seals");
        let found = |prints: &[u64]| -> Vec<u64> {
            index.holders(prints, 2).expect("finds").into_iter().map(|holder| holder.source).collect()
        };
        assert_eq!(found(&[1, 2, 3, 7]), [1, 2]);
        writer.forget(1);
        writer.seal().expect("seals");
        assert_eq!(found(&[1, 2, 3, 7]), [2, 3]);
        assert_eq!(found(&[7, 8]), Vec::<u64>::new());
    }
}
