//! Opens plain text, Markdown and JSON lines: the document is the text unchanged.

use onrecord_model::{Block, BlockKind, Document, Known, Snapshot};

use crate::decode::Decoded;
use crate::format::Opened;
use crate::Lexicon;

/// Opens a text; each line that is not blank is a block.
pub(crate) fn open(snapshot: &Snapshot, decoded: Decoded, _lexicon: &Lexicon) -> Opened {
    let mut document = Document::new(snapshot.document(), snapshot.id, decoded.text);
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in document.text().split_inclusive('\n') {
        if let Some(span) = document.trimmed(at..at + line.len()) {
            blocks.push(Block { span, kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    document.blocks = blocks;
    Opened { document, known: Known::default(), remarks: decoded.remarks }
}
