//! Joins sentences into passages, the unit of search.

use onrecord_model::{BlockKind, Document, Passage, Sentence};

/// A passage is closed once it has this many bytes and its block ends.
const ENOUGH: usize = 700;
/// No passage grows beyond this many bytes (about 512 tokens of a small embedding model), unless one sentence does.
const MOST: usize = 2400;

/// Returns the passages of a document in reading order; each sentence is in exactly one.
///
/// A heading or a question begins a passage, so that it is searched with what it leads to.
pub(crate) fn passages(document: &Document, sentences: &[Sentence]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut first = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        let Some(opening) = sentences.get(first) else { break };
        let so_far = sentence.span.start() - opening.span.start();
        let is_new_block = at > first && sentences[at - 1].block != sentence.block;
        let leads = is_new_block && leads(document, sentence);
        let was_leading = at > first && leads_only(document, &sentences[first..at]);
        let is_full = is_new_block && so_far >= ENOUGH;
        let is_too_long = sentence.span.end() - opening.span.start() > MOST;
        if at > first && (leads && !was_leading || is_full || is_too_long) {
            passages.extend(passage(document, sentences, first, at));
            first = at;
        }
    }
    passages.extend(passage(document, sentences, first, sentences.len()));
    passages
}

fn leads(document: &Document, sentence: &Sentence) -> bool {
    let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind);
    matches!(kind, Some(BlockKind::Heading)) || sentence.kind == onrecord_model::SentenceKind::Question
}

/// Says whether there are only headings and questions so far, which belong with what follows.
fn leads_only(document: &Document, sentences: &[Sentence]) -> bool {
    sentences.iter().all(|sentence| leads(document, sentence))
}

fn passage(document: &Document, sentences: &[Sentence], first: usize, after: usize) -> Option<Passage> {
    let (opening, closing) = (sentences.get(first)?, sentences.get(after.checked_sub(1)?)?);
    let span = document.span(opening.span.start()..closing.span.end())?;
    Some(Passage { span, first: first as u32, after: after as u32 })
}
