//! Which work a piece tells of.

use onrecord_language::work::{form, is_korean};
use onrecord_model::{Span, WorkKind};

use crate::plan::Plan;
use crate::rank::Found;
use crate::unit::Unit;

/// Says whether a piece names another work, or another event, than those that the question names, and none of these.
///
/// Only titles that the document shows to be some count, and only those in a script in which the archive has the title asked for:
/// what is written in the other may be its translation. A film is no other work than the festival that shows it. Over the questions
/// learned from that name one of several works, a sentence that names another work answers in 4 of 684 cases, and is what comes near
/// without answering in 57 of 572.
pub(crate) fn is_of_another(plan: &Plan, place: &Found<'_>, unit: &Unit) -> bool {
    let titles = |script: bool| {
        let works = plan.works.iter().flat_map(|work| work.titles.iter().map(|title| (work.kind, title)));
        works.filter(move |(_, title)| is_korean(title) == script).map(|(kind, title)| (kind, form(title)))
    };
    if plan.works.is_empty() {
        return false;
    }
    let document = &place.reading.document;
    let here = form(document.words(unit.span));
    if [true, false].into_iter().flat_map(titles).any(|(_, title)| here.contains(&title)) {
        return false;
    }
    let is_here = |mention: &Span| unit.span.contains(*mention);
    let named = place.reading.works.iter().filter(|work| work.is_sure && work.mentions.iter().any(is_here));
    named.map(|work| (work.kind, document.words(work.title))).any(|(kind, title)| {
        let other = form(title);
        let mut asked = titles(is_korean(title)).filter(|(of, _)| is_event(*of) == is_event(kind)).peekable();
        asked.peek().is_some() && asked.all(|(_, asked)| !asked.contains(&other) && !other.contains(&asked))
    })
}

fn is_event(kind: Option<WorkKind>) -> bool {
    kind == Some(WorkKind::Event)
}
