//! Chooses the sources that are read closely for a quotation, so that none that has the very words is left out.
//!
//! Where many sources share a pattern of words, fingerprints alone do not tell which of them has the quotation: the bare texts
//! of all that may have it are searched for its letters, which is cheap, and only the best are taken out with all that was read.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use onrecord_answer::proof::draft::Quotation;
use onrecord_answer::proof::{Draft, Sought, folded, prints};
use onrecord_read::words;
use onrecord_search::Holder;

use super::Desk;

/// Sources that are looked at for one quotation, found by fingerprints.
const MOST_HOLDERS: usize = 12;
/// The same where one shares most of them: those that have the same words.
const MOST_SURE: usize = 6;
/// Sources that have the very words and are read closely.
const MOST_EXACT: usize = 8;
/// Sources whose bare text is searched for the letters of one quotation.
const MOST_TEXTS: usize = 300;
/// Sources that are ranked for that by their fingerprints and words.
const MOST_RANKED: usize = 4000;
/// Bytes of the texts that are searched for one quotation, and of the largest of them.
const MOST_BYTES: usize = 8 << 20;
/// Texts in which beginnings and ends of a quotation are looked for.
const MOST_SHARES: usize = 40;
/// The share of fingerprints or words from which on a source may have all of them: some are lost at a tag or an ellipsis.
const LIKELY: f32 = 0.6;
/// Bytes of texts that are kept for the next quotation.
const MOST_KEPT: usize = 64 << 20;

/// The texts that were searched, and their letters.
#[derive(Default)]
pub(super) struct Texts {
    known: HashMap<u64, Option<Text>>,
    n_bytes: usize,
}

/// The text of a source, and its letters once they are wanted.
struct Text {
    text: String,
    letters: OnceCell<String>,
}

impl Text {
    fn letters(&self) -> &str {
        self.letters.get_or_init(|| folded(&self.text))
    }
}

impl Texts {
    fn get(&mut self, desk: &Desk, source: u64) -> anyhow::Result<Option<&Text>> {
        if self.n_bytes > MOST_KEPT {
            *self = Self::default();
        }
        if !self.known.contains_key(&source) {
            let text = desk.archive.text_of(source as i64, MOST_BYTES)?;
            self.n_bytes += text.as_ref().map_or(0, |text| 2 * text.len());
            let text = text.map(|text| Text { text, letters: OnceCell::new() });
            self.known.insert(source, text);
        }
        Ok(self.known.get(&source).and_then(Option::as_ref))
    }
}

impl Desk {
    /// Returns the sources that may hold a quotation, and whether one is sure to.
    pub(super) fn holders(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        texts: &mut Texts,
    ) -> anyhow::Result<(Vec<u64>, bool)> {
        let own = prints(draft.words(quotation));
        let holders = self.index.holders(&own, MOST_RANKED)?;
        let best = holders.first().map_or(0.0, |holder| holder.share);
        let is_sure = own.len() >= 4 && best >= 0.7;
        let (least, most) = if is_sure { (LIKELY * best, MOST_SURE) } else { (0.25 * best, MOST_HOLDERS) };
        let near: Vec<Holder> = holders.into_iter().filter(|holder| holder.share >= least).collect();
        let n_likely = near.iter().filter(|holder| holder.share >= LIKELY).count();
        let sources = |near: &[Holder]| near.iter().take(most).map(|holder| holder.source).collect();
        if n_likely <= most && !own.is_empty() {
            return Ok((sources(&near), is_sure));
        }
        let likely = self.likely(draft.words(quotation), &near)?;
        let exact = self.exact(draft, quotation, &likely, texts)?;
        if exact.len() >= MOST_SURE {
            return Ok((self.nearest_credit(draft, quotation, exact, texts)?, true));
        }
        let mut chosen = exact;
        let is_found = !chosen.is_empty();
        // Those that have most of it, for words over a tag, and for altered ones.
        let sought = Sought::of(draft.words(quotation));
        let mut parts: Vec<(f32, u64)> = Vec::new();
        for &source in likely.iter().filter(|source| !chosen.contains(source)).take(MOST_SHARES) {
            let share = texts.get(self, source)?.map_or(0.0, |text| sought.share(text.letters()));
            parts.push((share, source));
        }
        parts.sort_by(|one, other| other.0.total_cmp(&one.0));
        let least = if is_found { 0.99 } else { 0.0 };
        chosen.extend(parts.into_iter().filter(|(share, _)| *share >= least).map(|(_, source)| source));
        chosen.truncate(MOST_SURE);
        if !is_sure && !is_found {
            let mut more: Vec<u64> = sources(&near);
            more.retain(|source| !chosen.contains(source));
            chosen.extend(more);
            chosen.truncate(MOST_HOLDERS);
        }
        Ok((chosen, is_sure || is_found))
    }

    /// Returns the sources whose bare text is worth searching, the likeliest first.
    fn likely(&self, text: &str, near: &[Holder]) -> anyhow::Result<Vec<u64>> {
        let terms: Vec<String> = words(text, &self.lexicon).into_iter().map(|term| term.text).collect();
        let with_words = self.index.with_words(&terms, MOST_RANKED)?;
        // What has all fingerprints and, in one passage, all words has both, however many sources have each.
        let mut shares: HashMap<u64, f32> = HashMap::new();
        for holder in near.iter().chain(&with_words) {
            *shares.entry(holder.source).or_default() += holder.share;
        }
        // Words over the border of two passages have their fingerprints alone, and very short ones none.
        let is_likely = |holder: &&Holder| holder.share >= LIKELY;
        let mut ranked: Vec<(f32, u64)> = near
            .iter()
            .chain(&with_words)
            .filter(is_likely)
            .map(|holder| (shares[&holder.source], holder.source))
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        ranked.dedup();
        Ok(ranked.into_iter().take(MOST_TEXTS).map(|(_, source)| source).collect())
    }

    /// Returns those sources that have the letters of a quotation, part by part.
    fn exact(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        likely: &[u64],
        texts: &mut Texts,
    ) -> anyhow::Result<Vec<u64>> {
        let words = draft.words(quotation);
        let (mut exact, mut rest, mut n_bytes) = (Vec::new(), Vec::new(), 0);
        for &source in likely {
            let Some(text) = texts.get(self, source)? else { continue };
            if text.text.contains(words) {
                exact.push(source)
            } else {
                rest.push(source)
            }
            n_bytes += text.text.len();
            if n_bytes > MOST_BYTES {
                break;
            }
        }
        // Letter by letter where few have the words as they are written.
        if exact.len() < MOST_EXACT {
            let sought = Sought::of(words);
            for source in rest {
                if texts.get(self, source)?.is_some_and(|text| sought.stands_in(text.letters())) {
                    exact.push(source);
                }
            }
        }
        Ok(exact)
    }

    /// Of many sources that have the very words, returns those that name whom or what the draft names beside them.
    fn nearest_credit(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        exact: Vec<u64>,
        texts: &mut Texts,
    ) -> anyhow::Result<Vec<u64>> {
        if exact.len() <= MOST_EXACT {
            return Ok(exact);
        }
        let names = names_beside(draft, quotation);
        let beside = draft.prose.text().get(quotation.paragraph.clone()).unwrap_or_default();
        let mut ranked: Vec<(usize, u64)> = Vec::new();
        for source in exact {
            let text = texts.get(self, source)?.map_or("", |text| text.text.as_str());
            let n_named = names.iter().filter(|name| text.contains(**name)).count();
            let listed = self.archive.source_by_id(source as i64)?;
            let outlet =
                listed.and_then(|listed| listed.source.outlet).filter(|outlet| beside.contains(outlet.as_str()));
            ranked.push((n_named + if outlet.is_some() { names.len() + 1 } else { 0 }, source));
        }
        ranked.sort_by_key(|&(rank, source)| (std::cmp::Reverse(rank), source));
        Ok(ranked.into_iter().take(MOST_EXACT).map(|(_, source)| source).collect())
    }
}

/// Returns the names in the paragraph of a quotation and of its speaker, and the last word of each.
fn names_beside<'a>(draft: &'a Draft, quotation: &Quotation) -> Vec<&'a str> {
    let document = &draft.reading.document;
    let speaker = draft.quote(quotation).and_then(|quote| quote.speaker.as_ref()).and_then(|speaker| speaker.person);
    let is_beside =
        |place: Range<usize>| quotation.paragraph.start <= place.start && place.end <= quotation.paragraph.end;
    let mut names: Vec<&str> = Vec::new();
    for (at, person) in draft.reading.people.iter().enumerate() {
        let is_named = person.mentions.iter().any(|mention| is_beside(mention.whole.range()));
        if is_named || speaker == Some(at as u32) {
            let name = document.words(person.name);
            names.extend([name].into_iter().chain(name.split_whitespace().last()));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}
