//! The company that somebody keeps: who is named in the same documents.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use onrecord_language::name::keys;
use onrecord_model::DocumentId;

use super::figure::Grounds;
use super::judge::{ALONE, likeness};

/// Returns the full names in a document.
pub type Company<'a> = &'a dyn Fn(DocumentId) -> Rc<Vec<String>>;

/// Documents of one unit that are looked at.
const DOCUMENTS: usize = 16;
/// More than this many shared companions say no more.
const ENOUGH: usize = 4;

/// One of two of whom the company is compared.
pub(super) struct Side<'a> {
    pub spellings: &'a BTreeSet<String>,
    pub documents: BTreeSet<DocumentId>,
}

/// Returns how many others are named beside both, in two documents; at most four, and of those who are spelled otherwise only one.
pub(super) fn n_shared(one: &Side, other: &Side, company: Company, grounds: Grounds) -> usize {
    let (beside, others) = (beside(one, company), beside(other, company));
    let is_own = |name: &str| {
        one.spellings.iter().chain(other.spellings).any(|own| own == name || likeness(own, name, grounds) >= 0.4)
    };
    let are_two = |a: &BTreeSet<DocumentId>, b: &BTreeSet<DocumentId>| a.len() > 1 || b.len() > 1 || a != b;
    let is_same = |(name, documents): &(&String, &BTreeSet<DocumentId>)| {
        others.get(*name).is_some_and(|there| are_two(documents, there)) && !is_own(name)
    };
    let n = beside.iter().filter(is_same).take(ENOUGH).count();
    if n > 0 {
        return n;
    }
    let mut by_key: HashMap<String, Vec<&String>> = HashMap::new();
    for name in beside.keys().filter(|name| !others.contains_key(*name)) {
        keys(name, grounds.names).into_iter().for_each(|key| by_key.entry(key).or_default().push(name));
    }
    let is_like = |(name, documents): (&String, &BTreeSet<DocumentId>)| {
        let mut known = keys(name, grounds.names).into_iter().filter_map(|key| by_key.get(&key)).flatten();
        known.any(|known| {
            let is_like = are_two(documents, &beside[*known]) && likeness(name, known, grounds) >= ALONE;
            is_like && !is_own(name) && !is_own(known)
        })
    };
    usize::from(others.iter().filter(|(name, _)| !beside.contains_key(*name)).any(is_like))
}

/// Returns the names beside somebody, each with the documents.
fn beside(side: &Side, company: Company) -> BTreeMap<String, BTreeSet<DocumentId>> {
    let mut names: BTreeMap<String, BTreeSet<DocumentId>> = BTreeMap::new();
    for &document in side.documents.iter().take(DOCUMENTS) {
        for name in company(document).iter() {
            names.entry(name.clone()).or_default().insert(document);
        }
    }
    names
}
