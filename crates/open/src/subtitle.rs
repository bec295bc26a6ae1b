//! Opens subtitles: a line for each cue, `Name: words` where the cue names its speaker.

mod cue;
mod label;
mod rolling;
mod sami;
mod timed;

use onrecord_language::Lexicon;
use onrecord_model::{Block, BlockKind, Document, Known, Media, Remark, RemarkKind, Snapshot};

use crate::decode::Decoded;
use crate::opened::Opened;

use cue::Cues;

/// Cues of one file that are read.
const CUES: usize = 200_000;

/// Opens subtitles that are decoded already.
pub(crate) fn open(snapshot: &Snapshot, decoded: Decoded, lexicon: &Lexicon) -> Opened {
    let mut remarks = decoded.remarks;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let found = match snapshot.media {
        Media::Smi => sami::cues(&text),
        _ => timed::cues(&text),
    };
    let Cues { mut cues, n_broken, other_tracks } = found;
    remarks.extend(other_tracks.iter().map(|(name, n)| {
        left_out(format!(
            "the file has another track, {name}, with {}, which was left out",
            if *n == 1 { "1 cue".to_owned() } else { format!("{n} cues") }
        ))
    }));
    if n_broken > 0 {
        let places = if n_broken == 1 { "place is no cue and was" } else { "places are no cues and were" };
        remarks.push(Remark { kind: RemarkKind::Broken, text: format!("{n_broken} {places} left out") });
    }
    if cues.len() > CUES {
        remarks.push(Remark { kind: RemarkKind::Limit, text: format!("only the first {CUES} cues were read") });
        cues.truncate(CUES);
    }
    // Cues are read in the order of time; files that were joined by hand are not always in it.
    cues.sort_by_key(|cue| cue.start_ms);
    let mut rows: Vec<Vec<String>> = cues.iter().map(|cue| label::rows(&cue.words)).collect();
    let n_repeated = rolling::unroll(&mut rows);
    if n_repeated > 0 {
        remarks.push(left_out(format!(
            "the captions roll: each line stands once in the text, where {n_repeated} were repeated"
        )));
    }
    let mut text = String::new();
    let mut places = Vec::new();
    for (cue, rows) in cues.iter().zip(rows) {
        for line in label::lines(rows, lexicon) {
            if !text.is_empty() {
                text.push('\n');
            }
            places.push((text.len()..text.len() + line.len(), cue.start_ms, cue.end_ms));
            text.push_str(&line);
        }
    }
    let mut document = Document::new(snapshot.document(), snapshot.id, text);
    let blocks = places.into_iter().filter_map(|(range, start_ms, end_ms)| {
        Some(Block { span: document.trimmed(range)?, kind: BlockKind::Cue { start_ms, end_ms } })
    });
    document.blocks = blocks.collect();
    if document.blocks.is_empty() {
        remarks.push(Remark { kind: RemarkKind::Empty, text: "no cue was found in these subtitles".to_owned() });
    }
    Opened { document, known: Known::default(), remarks, leads: Vec::new() }
}

fn left_out(text: String) -> Remark {
    Remark { kind: RemarkKind::LeftOut, text }
}

#[cfg(test)]
mod tests;
