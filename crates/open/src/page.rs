//! Opens a web page: its headline, then the article, a line for each block.

mod article;
mod left_out;
mod noise;
mod package;
mod simple;
pub(crate) mod text;

use onrecord_model::{Block, BlockKind, Document, Remark, RemarkKind, Snapshot};

use crate::decode::{self, Decoded};
use crate::markup::{Tree, outline, tame};
use crate::meta;
use crate::opened::Opened;
use onrecord_language::Lexicon;

use text::Line;

/// Opens a page that is decoded already; `url` is where a web archive says that it came from.
pub(crate) fn open(snapshot: &Snapshot, decoded: Decoded, url: Option<&str>, lexicon: &Lexicon) -> Opened {
    let tamed = tame(&decoded.text, lexicon);
    let page = Tree::of(&tamed.html);
    let outline = outline(&page);
    let (mut known, doubts) = meta::known(&outline, &tamed.json_ld, url, lexicon);
    let mut remarks = decoded.remarks;
    remarks.extend(tamed.remarks);
    remarks.extend(doubts);
    let simple = simple::simple(&page);
    let lines = match &simple {
        Some(simple) => article::lines(&Tree::of(&simple.html), lexicon),
        None => article::lines(&page, lexicon),
    };
    let mut left_out = simple.map(|simple| simple.left_out).unwrap_or_default();
    if known.title.is_none()
        && let Some(first) = lines.iter().find(|line| line.kind == BlockKind::Paragraph)
    {
        known.title = meta::headline_in_front(&outline, &first.text, lexicon);
    }
    let title = known.title.as_ref().map(|title| title.value.as_str());
    let mut lines = noise::without(lines, title, lexicon, &mut left_out);
    remarks.extend(left_out.remarks());
    if let Some(title) = title {
        lines.insert(0, Line { text: title.to_owned(), kind: BlockKind::Title, lead: 0 });
    }
    if lines.iter().all(|line| line.kind == BlockKind::Title) {
        remarks.push(Remark { kind: RemarkKind::Empty, text: "no article was found on this page".to_owned() });
    }
    Opened { document: document(snapshot, &lines), known, remarks, leads: leads(&lines) }
}

/// Opens a page that a browser saved as one MIME file.
pub(crate) fn open_mhtml(snapshot: &Snapshot, lexicon: &Lexicon) -> Opened {
    unpacked(snapshot, package::mhtml(&snapshot.bytes), lexicon)
}

/// Opens a page that Safari saved as a web archive.
pub(crate) fn open_web_archive(snapshot: &Snapshot, lexicon: &Lexicon) -> Opened {
    unpacked(snapshot, package::web_archive(&snapshot.bytes), lexicon)
}

fn unpacked(snapshot: &Snapshot, found: Option<package::Unpacked>, lexicon: &Lexicon) -> Opened {
    let Some(found) = found else {
        // Some programs give plain pages these names.
        let mut opened = open(snapshot, decode::page(&snapshot.bytes), None, lexicon);
        let text = "this file holds no page in the form that its name promises; it was read as a plain page".to_owned();
        opened.remarks.insert(0, Remark { kind: RemarkKind::Broken, text });
        return opened;
    };
    open(snapshot, decode::page_as(&found.html, found.charset.as_deref()), found.url.as_deref(), lexicon)
}

/// Returns where in the document of these lines what stands set off at the beginning of a line ends.
fn leads(lines: &[Line]) -> Vec<usize> {
    let mut at = 0;
    let mut leads = Vec::new();
    for line in lines {
        if line.lead > 0 {
            leads.push(at + line.lead);
        }
        at += line.text.len() + 1;
    }
    leads
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

#[cfg(test)]
mod tests;
