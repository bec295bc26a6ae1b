//! What is kept from sentence to sentence and from block to block: pieces found, and who spoke last.

use std::ops::Range;

use onrecord_model::QuoteKind;

use crate::quote::english::voice::Voice;
use onrecord_language::token::Token;

/// One stretch of words that somebody said.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The words, in bytes, without outer marks.
    pub range: Range<usize>,
    pub kind: QuoteKind,
    pub voice: Option<Voice>,
    /// The cue, in bytes.
    pub cue: Option<Range<usize>>,
    pub confidence: f32,
    pub reason: &'static str,
    /// Whether it goes on with the direct quotation before it.
    pub continues: bool,
    /// The place of its block.
    pub block: usize,
    /// Whether it stands in a headline or heading.
    pub is_headline: bool,
}

/// What the reader remembers from block to block.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// Who spoke last in marks, and in which block.
    pub last: Option<(Voice, usize)>,
    /// Whether the last run was left open at the end of its block.
    pub is_open: bool,
    /// Whether the last block ended with a colon, and who is its subject.
    pub lead: Option<(Voice, usize)>,
    /// The subject of the last sentence.
    pub subject: Option<(Voice, usize)>,
    /// Places of pieces that wait for a speaker.
    pub orphans: Vec<usize>,
    /// Words in marks that were not said, in bytes.
    pub unsaid: Vec<Range<usize>>,
}

/// Returns where tokens stand, in bytes.
pub(super) fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].start as usize..tokens[range.end - 1].end as usize
}
