//! Chooses the sources that are read closely for a quotation, so that none that has the very words is left out.
//!
//! Where many sources share a pattern of words, fingerprints alone do not tell which of them has the quotation: the bare texts
//! of all that may have it are searched for its letters, which is cheap, and only the best are taken out with all that was read.

use std::collections::HashMap;

use onrecord_answer::proof::Draft;
use onrecord_answer::proof::draft::Quotation;
use onrecord_answer::proof::sought::{Bare, Sought, Worth};
use onrecord_model::SourceId;
use onrecord_search::Holder;

use crate::desk::Desk;

/// Sources that are read closely for one quotation.
const MOST_HOLDERS: usize = 6;
/// The same where one has nearly all fingerprints, or the very words.
const MOST_SURE: usize = 5;
/// Sources whose bare text is searched for the letters of one quotation.
const MOST_TEXTS: usize = 64;
/// Sources that have the very words beside somebody whom the draft names; more tell nothing new.
const MOST_NAMED: usize = 2;
/// Sources that are ranked for that by their fingerprints and words.
const MOST_RANKED: usize = 1000;
/// Bytes of the texts that are searched for one quotation, and of the largest of them.
const MOST_BYTES: usize = 4 << 20;
/// The share of fingerprints or words from which on a source may have all of them: some are lost at a tag or an ellipsis.
const LIKELY: f32 = 0.6;
/// Bytes of texts that are kept for the next quotation.
const MOST_KEPT: usize = 16 << 20;
/// The sources that are read closely for a quotation.
pub(super) struct Holders {
    /// The likeliest first.
    pub sources: Vec<SourceId>,
    /// Whether one of them is sure to have the words, or most of them.
    pub is_sure: bool,
    /// Whether no other source may have them too.
    pub is_all: bool,
}

/// The texts that were searched, and their letters.
#[derive(Default)]
pub(super) struct Texts {
    known: HashMap<SourceId, Option<Bare>>,
    n_bytes: usize,
}

impl Texts {
    fn get(&mut self, desk: &Desk, source: SourceId) -> anyhow::Result<Option<&Bare>> {
        if self.n_bytes > MOST_KEPT {
            *self = Self::default();
        }
        if !self.known.contains_key(&source) {
            let text = desk.archive().text_of(source, MOST_BYTES)?;
            self.n_bytes += text.as_ref().map_or(0, |text| 2 * text.len());
            let text = text.map(Bare::of);
            self.known.insert(source, text);
        }
        Ok(self.known.get(&source).and_then(Option::as_ref))
    }
}

impl Desk {
    /// Returns the sources that may hold a quotation.
    pub(super) fn holders(&self, draft: &Draft, quotation: &Quotation, texts: &mut Texts) -> anyhow::Result<Holders> {
        let (holders, n_prints) = self.with_prints(draft.words(quotation), MOST_RANKED)?;
        let best = holders.first().map_or(0.0, |holder| holder.share);
        let is_sure = n_prints >= 4 && best >= 0.7;
        let (least, most) = if is_sure { (LIKELY * best, MOST_SURE) } else { (0.25 * best, MOST_HOLDERS) };
        let near: Vec<Holder> = holders.into_iter().filter(|holder| holder.share >= least).collect();
        let n_likely = near.iter().filter(|holder| holder.share >= LIKELY).count();
        let mut sources: Vec<SourceId> = near.iter().take(most).map(|holder| holder.source).collect();
        if n_likely <= most && n_prints > 0 {
            return Ok(Holders { sources, is_sure, is_all: true });
        }
        let names = draft.names_beside(quotation);
        let likely = self.likely(draft.words(quotation), &names, &near)?;
        let mut searched = self.searched(draft, quotation, &names, &likely, texts)?;
        searched.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let is_found = searched.first().is_some_and(|(worth, _)| worth.is_exact);
        // Beside the very words, only those that have them over a tag or a bracket are worth reading.
        searched.retain(|(worth, _)| !is_found || worth.is_exact || worth.percent >= 99);
        let is_all = likely.len() < MOST_TEXTS;
        let found = searched.into_iter().map(|(_, source)| source).take(MOST_SURE);
        if is_sure || is_found {
            return Ok(Holders { sources: found.collect(), is_sure: true, is_all });
        }
        let found: Vec<SourceId> = found.collect();
        sources.retain(|source| !found.contains(source));
        let sources = found.into_iter().chain(sources).take(MOST_HOLDERS).collect();
        Ok(Holders { sources, is_sure: false, is_all })
    }

    /// Returns the sources whose bare text is worth searching, the likeliest first.
    fn likely(&self, text: &str, names: &[&str], near: &[Holder]) -> anyhow::Result<Vec<SourceId>> {
        // Passages where somebody whom the draft names stands beside the words come first.
        let named: Vec<&str> = [text].into_iter().chain(names.iter().copied()).collect();
        let with_words = self.with_words(&named, MOST_RANKED)?;
        // What has all fingerprints and, in one passage, all words has both, however many sources have each.
        let mut shares: HashMap<SourceId, f32> = HashMap::new();
        for holder in near.iter().chain(&with_words) {
            *shares.entry(holder.source).or_default() += holder.share;
        }
        // Words over the border of two passages have their fingerprints alone, and very short ones none.
        let is_likely = |holder: &&Holder| holder.share >= LIKELY;
        let mut ranked: Vec<(f32, SourceId)> = near
            .iter()
            .chain(&with_words)
            .filter(is_likely)
            .map(|holder| (shares[&holder.source], holder.source))
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        ranked.dedup();
        Ok(ranked.into_iter().take(MOST_TEXTS).map(|(_, source)| source).collect())
    }

    /// Returns what the bare texts of some sources are worth, until enough have the very words beside somebody whom the draft names.
    fn searched(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        names: &[&str],
        likely: &[SourceId],
        texts: &mut Texts,
    ) -> anyhow::Result<Vec<(Worth, SourceId)>> {
        let sought = Sought::of(draft.words(quotation));
        let beside = draft.prose.text().get(quotation.paragraph.clone()).unwrap_or_default();
        let (mut searched, mut n_bytes, mut n_named) = (Vec::new(), 0, 0);
        for &source in likely {
            let Some(text) = texts.get(self, source)? else { continue };
            let mut worth = sought.worth(text, names);
            if worth.is_exact {
                n_named += usize::from(worth.n_beside > 0);
                let listed = self.archive().source_by_id(source)?;
                let outlet = listed.and_then(|listed| listed.source.outlet);
                if outlet.is_some_and(|outlet| beside.contains(outlet.as_str())) {
                    worth.n_beside += names.len() + 1;
                }
            }
            searched.push((worth, source));
            n_bytes += text.text().len();
            if n_bytes > MOST_BYTES || n_named >= MOST_NAMED {
                break;
            }
        }
        Ok(searched)
    }
}
