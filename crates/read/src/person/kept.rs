//! Leaves out of a reading who turned out to be nobody: bodies that say nothing, readers who comment.

use onrecord_model::{BlockKind, Document, Found, PersonKind, Reading};

use super::fold;

/// Leaves out of a reading the bodies that say nothing in it, and whoever is named only in what belongs to the page, such as its
/// comments, unless they speak or wrote it. Whoever is called like the outlet is a body.
pub(crate) fn keep_persons(reading: &mut Reading) {
    let outlet = reading.known.outlet.as_ref().map(|outlet| folded(&outlet.value));
    for person in &mut reading.people {
        if outlet.as_ref().is_some_and(|outlet| *outlet == folded(reading.document.words(person.name))) {
            person.kind = PersonKind::Group;
        }
    }
    let mut speaks = vec![false; reading.people.len()];
    for speaker in reading.quotes.iter().flat_map(|quote| quote.speaker.iter().chain(&quote.reported_by)) {
        if let Some(speaks) = speaker.person.and_then(|at| speaks.get_mut(at as usize)) {
            *speaks = true;
        }
    }
    let authors = reading.known.author.as_ref().map(authors).unwrap_or_default();
    let mut place: Vec<Option<u32>> = Vec::with_capacity(reading.people.len());
    let mut n_kept = 0;
    for (person, speaks) in reading.people.iter().zip(speaks) {
        let is_author = || authors.contains(&folded(reading.document.words(person.name)));
        let is_named = || person.mentions.iter().any(|mention| !is_beside(&reading.document, mention.name.start()));
        let is_kept = speaks || person.kind != PersonKind::Group && (is_named() || is_author());
        // Whoever turned out to be somebody else has no mention left.
        let is_kept = is_kept && !person.mentions.is_empty();
        place.push(is_kept.then_some(n_kept));
        n_kept += u32::from(is_kept);
    }
    let mut kept = place.iter();
    reading.people.retain(|_| kept.next().is_some_and(Option::is_some));
    let moved = |at: u32| place.get(at as usize).copied().flatten();
    for person in &mut reading.people {
        person.plays = person.plays.iter().filter_map(|&played| moved(played)).collect();
    }
    for speaker in reading.quotes.iter_mut().flat_map(|quote| quote.speaker.iter_mut().chain(&mut quote.reported_by)) {
        speaker.person = speaker.person.and_then(moved);
    }
}

fn folded(name: &str) -> String {
    name.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

fn authors(author: &Found) -> Vec<String> {
    author.value.split(',').map(folded).collect()
}

/// Says whether a place belongs to the page: a notice, comments.
fn is_beside(document: &Document, at: usize) -> bool {
    let nth = document.blocks.partition_point(|block| block.span.start() <= at);
    nth.checked_sub(1).is_some_and(|nth| document.blocks[nth].kind == BlockKind::Boilerplate)
}
