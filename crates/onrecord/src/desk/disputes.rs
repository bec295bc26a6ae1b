//! Disputes over all sources: what two of them say that cannot both be true.

use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord_facts::dispute::{Concepts, Dispute, Piece, Place, Side, disputes, pieces};
use onrecord_model::{Evidence, Record};
use serde::Serialize;

use super::Desk;
use super::copies::sources;

/// A dispute as it is shown.
#[derive(Serialize)]
pub(crate) struct DisputeShown {
    /// That of the evidence of both sides: stays the same however the sources are read again.
    pub id: String,
    pub about: String,
    pub status: &'static str,
    pub values: Vec<ValueShown>,
    pub settled_by: Option<Evidence>,
    pub why: Option<String>,
}

/// One side, with all that stands for it.
#[derive(Serialize)]
pub(crate) struct ValueShown {
    pub value: String,
    pub evidence: Vec<Evidence>,
}

impl Desk {
    /// Returns what the sources say that cannot all be true, in the order of the sources that correct others.
    pub(crate) fn disputes(&self) -> anyhow::Result<Vec<DisputeShown>> {
        let mut records: Vec<Rc<Record>> = Vec::new();
        for listed in sources(self.archive())? {
            records.extend(self.record(listed.id)?);
        }
        records.sort_by(|a, b| a.source.key.cmp(&b.source.key));
        let concepts = Concepts::built_in(self.lexicon());
        let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut places: Vec<Place<'_>> = Vec::new();
        for record in &records {
            let next = texts.len();
            let text = *texts.entry(record.text_of.as_deref().unwrap_or(&record.source.key)).or_insert(next);
            let source = &record.source;
            places.push(Place {
                text,
                reading: &record.reading,
                title: source.title.as_deref(),
                outlet: source.outlet.as_deref(),
                published: source.published.as_deref().and_then(|day| day.parse().ok()),
            });
        }
        let all: Vec<Piece> = places.iter().enumerate().flat_map(|(at, place)| pieces(at, place, &concepts)).collect();
        Ok(disputes(&places, &all).iter().filter_map(|dispute| shown(&records, &all, dispute)).collect())
    }
}

fn shown(records: &[Rc<Record>], all: &[Piece], dispute: &Dispute) -> Option<DisputeShown> {
    let old = value(records, all, &dispute.old);
    let new = value(records, all, &dispute.new);
    let (first, settles) = (old.evidence.first()?, new.evidence.first()?.clone());
    let id = format!("{}-{}", first.id(), settles.id());
    let about = first.text().to_owned();
    Some(DisputeShown { id, about, status: "settled", values: vec![old, new], settled_by: Some(settles), why: None })
}

fn value(records: &[Rc<Record>], all: &[Piece], side: &Side) -> ValueShown {
    let cited = |&at: &usize| {
        let record = records.get(all[at].place)?;
        record.cite(record.reading.sentences.get(all[at].sentence)?.span)
    };
    let evidence: Vec<Evidence> = side.pieces.iter().filter_map(cited).collect();
    let words = side.value.and_then(|(place, span)| Some(records.get(place)?.reading.document.words(span).to_owned()));
    let value = words.or_else(|| evidence.first().map(|first| first.text().to_owned())).unwrap_or_default();
    ValueShown { value, evidence }
}
