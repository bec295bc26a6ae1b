//! Looks for the originals of what stands nowhere in its own language: by meaning, or by who says it and its numbers.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_answer::proof::draft::{Quotation, is_korean};
use onrecord_answer::proof::translation::{self, Original};
use onrecord_answer::proof::{self, Draft, Judgement, Register};
use onrecord_search::Holder;

use super::shelf::Shelf;
use crate::desk::Desk;
use crate::desk::meaning::product;

/// Passages that are looked at for one quotation, of those nearest in meaning.
const MOST_NEAR: usize = 600;
/// Passages in the other language whose sentences are compared one by one.
const MOST_PASSAGES: usize = 12;
/// Quotations of one draft that are looked for in the other language.
const MOST_QUOTATIONS: usize = 60;
/// Sources looked at for each spelling of the one who is credited.
const MOST_SOURCES: usize = 24;
/// Spellings of the one who is credited.
const MOST_SPELLINGS: usize = 3;

impl Desk {
    /// Judges anew what stands nowhere in its own language, where its original may stand in the other.
    pub(super) fn translate(
        &self,
        draft: &Draft,
        shelf: &mut Shelf<'_>,
        judgements: &mut [Judgement],
        register: &Register<'_>,
    ) -> anyhow::Result<()> {
        let mut known: HashMap<String, Vec<f32>> = HashMap::new();
        let pairs = draft.quotations.iter().zip(judgements.iter_mut());
        let wanted = pairs.filter(|(_, judgement)| translation::is_wanted(judgement));
        for (quotation, judgement) in wanted.take(MOST_QUOTATIONS) {
            let (mut originals, elsewhere) = self.by_speaker(draft, quotation, shelf, register)?;
            originals.extend(self.by_meaning(draft, quotation, shelf, &mut known)?);
            let judged =
                translation::judge(draft, quotation, &shelf.records, &originals, register, elsewhere, judgement);
            if let Some(judged) = judged {
                *judgement = judged;
            }
        }
        translation::join(draft, judgements);
        Ok(())
    }

    /// Returns what the one who is credited says in the other language, and the name where most of it is in that language.
    fn by_speaker(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        shelf: &mut Shelf<'_>,
        register: &Register<'_>,
    ) -> anyhow::Result<(Vec<Original>, Option<String>)> {
        let Some(name) = proof::credit(draft, quotation, register).name else { return Ok((Vec::new(), None)) };
        let korean = is_korean(draft.words(quotation));
        let spellings = register.in_other_script(&name, korean);
        // Sources in the other language name the person in its script; where none does, nothing is to be looked for.
        let mut records: Vec<usize> = Vec::new();
        let mut n_known = 0;
        for spelling in &spellings {
            if n_known == MOST_SPELLINGS || !self.knows(spelling)? {
                continue;
            }
            n_known += 1;
            for Holder { source, .. } in self.with_words(&[spelling.as_str()], MOST_SOURCES)? {
                if shelf.language(source)?.is_none_or(|is_it_korean| is_it_korean != korean) {
                    records.extend(shelf.take(source)?);
                }
            }
        }
        if records.is_empty() {
            return Ok((Vec::new(), None));
        }
        for Holder { source, .. } in self.with_words(&[name.as_str()], MOST_SOURCES)? {
            records.extend(shelf.take(source)?);
        }
        records.sort_unstable();
        records.dedup();
        let said = translation::said(draft.words(quotation), &name, &shelf.records, &records, register);
        Ok((said.originals, said.is_elsewhere.then_some(name)))
    }

    /// Returns the places in the other language that are nearest in meaning, one by one; none without a model.
    fn by_meaning(
        &self,
        draft: &Draft,
        quotation: &Quotation,
        shelf: &mut Shelf<'_>,
        known: &mut HashMap<String, Vec<f32>>,
    ) -> anyhow::Result<Vec<Original>> {
        let words = draft.words(quotation);
        let korean = is_korean(words);
        let Some(meaning) = self.meaning()? else { return Ok(Vec::new()) };
        let Some(vector) = meaning.turned(&[words], korean)?.pop() else { return Ok(Vec::new()) };
        let mut originals = Vec::new();
        let mut n_passages = 0;
        for near in self.near(&vector, MOST_NEAR)? {
            if n_passages == MOST_PASSAGES {
                break;
            }
            if shelf.language(near.origin.source)?.is_some_and(|is_it_korean| is_it_korean == korean) {
                continue;
            }
            let Some(record) = shelf.take(near.origin.source)? else { continue };
            let reading = &shelf.records[record].reading;
            let sentences = near.window.first.saturating_sub(1) as usize..near.window.after as usize + 1;
            let sentences = sentences.filter_map(|at| reading.sentences.get(at)).map(|sentence| sentence.span.range());
            let Some(within) = sentences.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)) else {
                continue;
            };
            let stretches = translation::stretches(&shelf.records[record], &within, words);
            n_passages += usize::from(!stretches.is_empty());
            originals.extend(stretches.into_iter().map(|range| (record, range)));
        }
        let text = |(record, range): &(usize, Range<usize>)| {
            shelf.records[*record].reading.document.text().get(range.clone()).unwrap_or_default()
        };
        let mut new: Vec<&str> = originals.iter().map(text).filter(|text| !known.contains_key(*text)).collect();
        new.sort_unstable();
        new.dedup();
        for (text, vector) in new.iter().zip(meaning.turned(&new, !korean)?) {
            known.insert((*text).to_owned(), vector);
        }
        let weighed = originals.iter().map(|place| {
            let nearness = known.get(text(place)).map_or(0.0, |other| product(&vector, other));
            Original { record: place.0, range: place.1.clone(), nearness: Some(nearness), is_own: false }
        });
        Ok(weighed.collect())
    }
}
