//! What is looked up more than once, joined: posts with people and terms, quotations with sources and speakers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use onrecord_model::PersonId;
use onrecord_model::code::{Reference, What};

use super::{Book, Record, source_slug};
use crate::edition::{Quotation, Quoted};
use crate::output::RenderError;
use crate::post::{Post, PostError};
use crate::text;

/// How many posts are named beside a quotation.
pub(crate) const POSTS_A_RECORD: usize = 6;

impl<'a> Book<'a> {
    /// Gives posts their addresses, and finds the people, interests and themes of each.
    pub(super) fn join_posts(&mut self) -> Result<(), RenderError> {
        let mut addresses: HashMap<(&str, &str), &Post> = HashMap::new();
        for (at, &post) in self.posts.iter().enumerate() {
            let wrong = |reason: String| PostError { file: post.file.clone(), line: 1, reason };
            if let Some(other) = addresses.insert((&post.language, &post.name), post) {
                return Err(wrong(format!("posts/{} has the same address; rename one of them", other.file)).into());
            }
            if !self.settings.languages.contains(&post.language) {
                return Err(
                    wrong(format!("the site has no language `{}`; add it to [site] languages", post.language)).into()
                );
            }
            if let Some(&other) = self.groups.entry(post.group()).or_default().get(post.language.as_str()) {
                return Err(wrong(format!(
                    "posts/{} is a translation of the same post in the same language",
                    self.posts[other].file
                ))
                .into());
            }
            self.groups.entry(post.group()).or_default().insert(&post.language, at);
            let mut people = Vec::new();
            let mut unknown = Vec::new();
            for name in &post.people {
                match self.person_called(name) {
                    Some(person) if !people.contains(&person.id) => people.push(person.id),
                    Some(_) => {}
                    None => unknown.push(name.clone()),
                }
            }
            for name in &unknown {
                self.remarks.push(format!("posts/{}: the archive knows nobody called {name}", post.file));
            }
            for &person in &people {
                self.posts_of_person.entry(person).or_default().push(at, &post.language);
            }
            for interest in &post.interests {
                self.posts_of_interest.entry(interest).or_default().push(at, &post.language);
            }
            for theme in &post.themes {
                self.posts_of_theme.entry(theme).or_default().push(at, &post.language);
            }
            self.people_of.push(people);
            self.unknown_people.push(unknown);
        }
        Ok(())
    }

    /// Finds the quotations of each source and of each speaker.
    pub(super) fn join_quotations(&mut self) -> Result<(), RenderError> {
        let mut records: BTreeMap<&str, BTreeMap<(usize, usize, String), Record>> = BTreeMap::new();
        let mut speakers: BTreeMap<PersonId, BTreeMap<String, &Quotation>> = BTreeMap::new();
        for (at, &post) in self.posts.iter().enumerate() {
            for code in &post.codes {
                let wrong = |reason: String| PostError {
                    file: post.file.clone(),
                    line: code.line + post.n_lines_before,
                    reason,
                };
                let reference = match &code.what {
                    What::Quote { reference, .. } => reference,
                    What::Source(key) => {
                        let known = self.source_called(key);
                        self.sources.insert(
                            known.ok_or_else(|| wrong(format!("the archive has no source `{}`", text::line(key))))?,
                        );
                        continue;
                    }
                    What::Person(name) if self.person_called(name).is_none() => {
                        return Err(wrong(format!("the archive knows nobody called {}", text::line(name))).into());
                    }
                    What::Post(name) if !self.groups.contains_key(text::slug(name).as_str()) => {
                        return Err(wrong(format!("there is no post called {}", text::line(name))).into());
                    }
                    What::Person(_) | What::Post(_) => continue,
                };
                let quotation = match self.edition.quoted.get(reference) {
                    Some(Quoted::Words(quotation)) => quotation,
                    Some(Quoted::Removed(key)) => {
                        if let Some((key, _)) = self.edition.removed.get_key_value(key) {
                            self.sources.insert(key);
                        }
                        continue;
                    }
                    None => return Err(wrong(missing(reference)).into()),
                };
                let evidence = quotation.evidence();
                let key = evidence.source.key.as_str();
                self.sources.insert(key);
                let id = evidence.id().to_string();
                let place = (evidence.range().start, evidence.range().end, id.clone());
                let record = records
                    .entry(key)
                    .or_default()
                    .entry(place)
                    .or_insert_with(|| Record { quotation, posts: Vec::new() });
                if record.posts.last() != Some(&at) {
                    record.posts.push(at);
                }
                if let Some(person) = evidence.speaker.as_ref().and_then(|speaker| speaker.person) {
                    speakers.entry(person).or_default().insert(id, quotation);
                }
            }
            for key in &post.sources {
                let wrong = || PostError {
                    file: post.file.clone(),
                    line: 1,
                    reason: format!("sources: the archive has no source `{}`", text::line(key)),
                };
                self.sources.insert(self.source_called(key).ok_or_else(wrong)?);
            }
        }
        self.records = records.into_iter().map(|(key, records)| (key, records.into_values().collect())).collect();
        for (key, records) in &self.records {
            let pages = shared_out(records.iter().map(Record::weight), RECORD_BYTES);
            for (page, range) in pages.iter().enumerate() {
                for record in &records[range.clone()] {
                    self.record_pages.insert(record.quotation.evidence().id().to_string(), page);
                }
            }
            self.pages_of_source.insert(key, pages);
            self.n_shown.insert(key, n_shown(records));
        }
        let place = |quotation: &&Quotation| {
            let evidence = quotation.evidence();
            (
                evidence.source.published.clone(),
                evidence.source.key.clone(),
                evidence.range().start,
                evidence.range().end,
            )
        };
        for (person, quotes) in speakers {
            let mut quotes: Vec<&Quotation> = quotes.into_values().collect();
            quotes.sort_by_cached_key(place);
            self.quotes_of_person.insert(person, quotes);
        }
        self.slugs = self.sources.iter().map(|&key| (key, source_slug(key))).collect();
        Ok(())
    }

    fn source_called(&self, key: &str) -> Option<&'a str> {
        let edition = self.edition;
        let kept = edition.sources.get_key_value(key).map(|(key, _)| key);
        kept.or_else(|| edition.removed.get_key_value(key).map(|(key, _)| key)).map(String::as_str)
    }

    /// Finds who has a page: those whom a post is about or whose words are quoted, and whom a post names.
    pub(super) fn join_people(&mut self) {
        let mut shown: BTreeSet<PersonId> =
            self.posts_of_person.keys().chain(self.quotes_of_person.keys()).copied().collect();
        for code in self.posts.iter().flat_map(|post| &post.codes) {
            if let What::Person(name) = &code.what {
                shown.extend(self.person_called(name).map(|person| person.id));
            }
        }
        self.shown = shown.iter().filter_map(|id| self.people.get(id).copied()).collect();
        for &person in &self.shown {
            for &played in person.plays.iter().filter(|played| shown.contains(played)) {
                self.played_by.entry(played).or_default().push(person);
            }
        }
    }
}

/// How many bytes the quotations of one page of a source may weigh, so that the page stays below 60 kB.
const RECORD_BYTES: usize = 44_000;

impl Record<'_> {
    /// Returns about how many bytes its part of a page has.
    fn weight(&self) -> usize {
        let n_posts = self.posts.len().min(POSTS_A_RECORD);
        3_000
            + 2 * self.quotation.evidence().text().len()
            + self.quotation.before().0.len()
            + self.quotation.after().0.len()
            + 250 * n_posts
    }
}

/// Shares out what has these weights over pages: each takes as much as it may, and one thing at least.
pub(crate) fn shared_out(weights: impl Iterator<Item = usize>, most: usize) -> Vec<Range<usize>> {
    let (mut pages, mut from, mut sum, mut n) = (Vec::new(), 0, 0, 0);
    for weight in weights {
        if sum + weight > most && n > from {
            pages.push(from..n);
            (from, sum) = (n, 0);
        }
        sum += weight;
        n += 1;
    }
    pages.push(from..n);
    pages
}

/// Returns how many code points of a source its quotations show with their context, each counted once.
fn n_shown(records: &[Record]) -> usize {
    let mut ranges: Vec<Range<usize>> = records.iter().map(|record| record.quotation.shown()).collect();
    ranges.sort_by_key(|range| range.start);
    let (mut n_shown, mut end) = (0, 0);
    for range in ranges {
        n_shown += range.end.saturating_sub(range.start.max(end));
        end = end.max(range.end);
    }
    n_shown
}

fn missing(reference: &Reference) -> String {
    match reference {
        Reference::Id(id) => format!("the archive has no evidence {id}"),
        Reference::Words { key, words } => format!(
            "“{}” does not stand letter for letter in the source `{}`",
            text::first_words(words, 60),
            text::line(key)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_filled_and_none_is_left_out() {
        for (weights, expected) in [
            (vec![], vec![0..0]),
            (vec![9], vec![0..1]),
            (vec![2, 3, 4, 1], vec![0..2, 2..4]),
            (vec![1, 9, 1], vec![0..1, 1..2, 2..3]),
        ] {
            assert_eq!(shared_out(weights.into_iter(), 5), expected);
        }
    }
}
