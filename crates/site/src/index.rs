//! The search index that the browser reads: terms in shards, and the titles of pages in shards.
//!
//! A query loads one shard for each of its terms and the titles of what it shows, so its cost hardly grows
//! with the site. `assets/search.js` is the other half.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use onrecord_model::letter::is_syllable;
use serde_json::{Value, json};

use crate::json as written;
use crate::output::{Page, Tools};

/// One page that search can find.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub path: String,
    pub language: String,
    pub title: String,
    pub remark: String,
    /// Shared by the same page in several languages.
    pub group: String,
    /// Titles and names: words that count more.
    pub strong: String,
    /// All other words.
    pub weak: String,
}

/// How many titles stand in one file.
const TITLES_A_SHARD: usize = 6;
/// How large a file of terms may be on average, in bytes.
const SHARD_BYTES: usize = 6_000;
/// How many pages are cut into terms before those are sorted in: what is not sorted in yet takes most memory.
const PAGES_A_TURN: usize = 256;
/// The most files of terms.
const MOST_SHARDS: usize = 1024;

/// Returns the files of the index.
pub(crate) fn files(entries: &[Entry], tools: &Tools) -> Vec<Page> {
    let mut postings: BTreeMap<String, Vec<(usize, Weight)>> = BTreeMap::new();
    for (n, entries) in entries.chunks(PAGES_A_TURN).enumerate() {
        let weights: Vec<OnceLock<HashMap<String, Weight>>> = entries.iter().map(|_| OnceLock::new()).collect();
        (tools.at_once)(entries.len(), &|at| {
            assert!(weights[at].set(weighed(&entries[at], tools)).is_ok(), "each task is done once");
        });
        for (at, weights) in weights.into_iter().enumerate() {
            for (term, weight) in weights.into_inner().expect("every task was done") {
                postings.entry(term).or_default().push((n * PAGES_A_TURN + at, weight));
            }
        }
    }
    let lists: BTreeMap<&str, String> = postings.iter().map(|(term, list)| (term.as_str(), packed(list))).collect();
    let n_bytes: usize = lists.iter().map(|(term, list)| term.len() + list.len() + 6).sum();
    let n_shards = (n_bytes / SHARD_BYTES + 1).next_power_of_two().min(MOST_SHARDS);
    let mut shards: Vec<serde_json::Map<String, Value>> = vec![serde_json::Map::new(); n_shards];
    for (term, list) in lists {
        shards[hash(term) as usize % n_shards].insert(term.to_owned(), Value::from(list));
    }
    let mut pages: Vec<Page> = shards
        .into_iter()
        .enumerate()
        .map(|(n, shard)| file(format!("search/terms-{n}.json"), Value::Object(shard)))
        .collect();
    for (n, titles) in entries.chunks(TITLES_A_SHARD).enumerate() {
        let titles: Vec<Value> = titles
            .iter()
            .map(|entry| {
                json!([
                    entry.path,
                    entry.language,
                    entry.title,
                    crate::text::first_words(&entry.remark, 90),
                    entry.group
                ])
            })
            .collect();
        pages.push(file(format!("search/titles-{n}.json"), Value::Array(titles)));
    }
    pages.push(file(
        "search/index.json".to_owned(),
        json!({"pages": entries.len(), "shards": n_shards, "titles": TITLES_A_SHARD}),
    ));
    pages
}

/// Returns the terms of a page, and how much each counts there.
fn weighed(entry: &Entry, tools: &Tools) -> HashMap<String, Weight> {
    let mut weights: HashMap<String, Weight> = HashMap::new();
    for term in terms(&entry.weak, tools) {
        weights.entry(term).and_modify(|weight| *weight = Weight::Often).or_insert(Weight::Once);
    }
    weights.extend(terms(&entry.strong, tools).into_iter().map(|term| (term, Weight::Strong)));
    weights
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Once,
    Often,
    Strong,
}

/// Returns the terms of a text: the analyser's, and each Hangul syllable, so that a single one can be searched.
fn terms(text: &str, tools: &Tools) -> Vec<String> {
    let mut terms = (tools.analyse)(text);
    terms.extend(text.chars().filter(|&char| is_syllable(char)).map(String::from));
    terms
}

/// Returns a list of pages as distances in base 36, each ended by a capital letter for its weight.
fn packed(list: &[(usize, Weight)]) -> String {
    let mut packed = String::new();
    let mut last = 0;
    for &(page, weight) in list {
        let mut distance = page - last;
        let mut digits = Vec::new();
        while distance > 0 {
            digits.push(char::from_digit((distance % 36) as u32, 36).expect("a digit of base 36"));
            distance /= 36;
        }
        packed.extend(digits.into_iter().rev());
        packed.push(match weight {
            Weight::Once => 'A',
            Weight::Often => 'B',
            Weight::Strong => 'C',
        });
        last = page;
    }
    packed
}

/// Returns the 32-bit FNV-1a hash of a term's UTF-8 bytes; the script computes the same.
fn hash(term: &str) -> u32 {
    term.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn file(path: String, value: Value) -> Page {
    Page { path, bytes: written::written(&value).into_bytes(), made_of: None, kept: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_packed_as_distances() {
        assert_eq!(packed(&[(0, Weight::Once), (36, Weight::Strong), (37, Weight::Often)]), "A10C1B");
        assert_eq!(hash("a"), 0xe40c_292c);
    }
}
