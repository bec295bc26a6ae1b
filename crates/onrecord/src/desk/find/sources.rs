//! Sources by what stands in them, without ranking passages: by fingerprints, by words, by a name, by meaning.

use onrecord_answer::proof::prints;
use onrecord_language::words;
use onrecord_search::Holder;
use onrecord_search::vectors::Near;

use crate::desk::Desk;

impl Desk {
    /// Returns the `n` sources that share most fingerprints with a text, the best first, and how many fingerprints it has.
    pub(in crate::desk) fn with_prints(&self, text: &str, n: usize) -> anyhow::Result<(Vec<Holder>, usize)> {
        let own = prints(text);
        Ok((self.index()?.holders(&own, n)?, own.len()))
    }

    /// Returns the `n` sources with a passage that holds most of the words of some texts, the best first.
    pub(in crate::desk) fn with_words(&self, texts: &[&str], n: usize) -> anyhow::Result<Vec<Holder>> {
        let terms: Vec<String> = texts.iter().flat_map(|text| self.all_terms(text)).collect();
        Ok(self.index()?.with_words(&terms, n)?)
    }

    /// Says whether every part of a name stands in the archive, though not in one place.
    pub(in crate::desk) fn knows(&self, name: &str) -> anyhow::Result<bool> {
        let terms = self.all_terms(name);
        Ok(!terms.is_empty() && self.index()?.has_all(&terms)?)
    }

    /// Returns how much a term tells: the rarer it is in the archive, the more; 0 for one that the archive has not.
    pub(in crate::desk) fn rarity(&self, term: &str) -> anyhow::Result<f32> {
        Ok(self.index()?.rarity(term)?)
    }

    /// Returns the `n` passages that are nearest to a vector in meaning, the nearest first; none without a model.
    pub(in crate::desk) fn near(&self, vector: &[f32], n: usize) -> anyhow::Result<Vec<Near>> {
        Ok(self.meaning()?.map(|meaning| meaning.vectors.nearest(vector, n)).unwrap_or_default())
    }

    fn all_terms(&self, text: &str) -> Vec<String> {
        words(text, self.lexicon()).into_iter().map(|term| term.text).collect()
    }
}
