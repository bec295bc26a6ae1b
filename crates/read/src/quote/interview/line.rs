//! The lines of a document, each with the block it stands in: what a talk is looked for in.

use onrecord_model::{Block, BlockKind, Document, Span};

/// One line of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// The position of its block.
    pub block: usize,
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// What the block is.
    pub kind: BlockKind,
    /// Whether it is the first line of its block.
    pub begins: bool,
    /// The byte where the words end that the page sets off at its beginning, in bold or as a term.
    pub lead: Option<usize>,
}

/// Returns the lines of these blocks. `leads` are the bytes where words end that stand set off at the beginning of a block.
pub(super) fn lines(document: &Document, blocks: &[Block], leads: &[usize]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let mut start = block.span.start();
        let mut begins = true;
        let next = leads.partition_point(|&lead| lead <= block.span.start());
        let lead = leads.get(next).copied().filter(|&lead| lead <= block.span.end());
        for piece in document.words(block.span).split_inclusive('\n') {
            if let Some(span) = document.trimmed(start..start + piece.len()) {
                lines.push(Line { block: at, span, kind: block.kind, begins, lead: lead.filter(|_| begins) });
                begins = false;
            }
            start += piece.len();
        }
    }
    lines
}
