//! Opens a web page: its headline, then the article, a line for each block.

mod article;
mod entity;
mod hidden;
mod noise;
mod outline;
pub(crate) mod tag;
mod tame;
pub(crate) mod text;

use onrecord_model::{Block, BlockKind, Document, Remark, RemarkKind, Snapshot};

use crate::decode::Decoded;
use crate::format::Opened;
use crate::{Lexicon, meta};

pub(crate) use entity::decoded;
pub(crate) use outline::Outline;

use text::Line;

/// Opens a page that is decoded already; `url` is where a web archive says that it came from.
pub(crate) fn open(snapshot: &Snapshot, decoded: Decoded, url: Option<&str>, lexicon: &Lexicon) -> Opened {
    let tamed = tame::tame(&decoded.text, lexicon);
    let outline = outline::outline(&tamed.html);
    let (known, doubts) = meta::known(&outline, &tamed.json_ld, url, lexicon);
    let mut remarks = decoded.remarks;
    remarks.extend(tamed.remarks);
    remarks.extend(doubts);
    let lines = article::lines(&tamed.html, lexicon);
    let title = known.title.as_ref().map(|title| title.value.as_str());
    let mut lines = noise::without(lines, title, lexicon);
    if let Some(title) = title {
        lines.insert(0, Line { text: title.to_owned(), kind: BlockKind::Title });
    }
    if lines.iter().all(|line| line.kind == BlockKind::Title) {
        remarks.push(Remark { kind: RemarkKind::Empty, text: "no article was found on this page".to_owned() });
    }
    Opened { document: document(snapshot, &lines), known, remarks }
}

/// Returns the document of these lines.
pub(crate) fn document(snapshot: &Snapshot, lines: &[Line]) -> Document {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut document = Document::new(snapshot.document(), snapshot.id, texts.join("\n"));
    let mut at = 0;
    let mut blocks = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(span) = document.trimmed(at..at + line.text.len()) {
            blocks.push(Block { span, kind: line.kind });
        }
        at += line.text.len() + 1;
    }
    document.blocks = blocks;
    document
}
