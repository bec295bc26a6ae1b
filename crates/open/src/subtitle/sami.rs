//! Reads SAMI: `<SYNC Start=…>` marks; a cue stands until the next one.

use super::cue::{Cue, Cues};
use crate::markup::{Piece, Tag, decoded, pieces};

/// Milliseconds that a last cue stands which nothing ends.
const LAST_MS: u32 = 4000;

/// Tracks of a file that are told apart.
const TRACKS: usize = 8;

/// Returns the cues of a file. Where it holds two languages, the Korean track is read, or else the first.
pub(crate) fn cues(text: &str) -> Cues {
    let class = chosen_class(text);
    let mut found = Cues::default();
    let mut now: Option<Cue> = None;
    let mut is_other_track = false;
    // The class of a cue of another track of which no words were met yet.
    let mut waiting: Option<String> = None;
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) if tag.is("sync") => {
                let start =
                    tag.attribute("start").and_then(|start| start.trim().trim_end_matches("ms").parse::<u32>().ok());
                let Some(start_ms) = start else {
                    // What stands behind a mark without a time belongs to no moment.
                    close(&mut now, None, &mut found);
                    found.n_broken += 1;
                    continue;
                };
                // A second mark of the same time, as two tracks have it, goes on with the cue.
                if now.as_ref().is_some_and(|cue| cue.start_ms == start_ms) {
                    continue;
                }
                close(&mut now, Some(start_ms), &mut found);
                now = Some(Cue { start_ms, end_ms: start_ms.saturating_add(LAST_MS), words: String::new() });
                is_other_track = false;
            }
            Piece::Open(tag) if tag.is("p") => {
                is_other_track = is_other(tag, class.as_deref());
                if let Some(name) = tag.attribute("class").filter(|_| is_other_track) {
                    waiting = Some(name.to_ascii_uppercase());
                }
            }
            Piece::Open(tag) if tag.is("br") => push(&mut now, "\n", is_other_track),
            Piece::Open(tag) if tag.is("body") || tag.is("sami") || tag.is("head") => {}
            Piece::Open(_) | Piece::Close(_) | Piece::Raw(..) => {}
            Piece::Text(text) => {
                push(&mut now, text, is_other_track);
                if let Some(name) = waiting.take_if(|_| is_other_track && !decoded(text).trim().is_empty()) {
                    count(name, &mut found.other_tracks);
                }
            }
        }
    }
    close(&mut now, None, &mut found);
    found
}

fn count(name: String, tracks: &mut Vec<(String, usize)>) {
    if let Some((_, n)) = tracks.iter_mut().find(|(known, _)| *known == name) {
        *n += 1;
    } else if tracks.len() < TRACKS {
        tracks.push((name, 1));
    }
}

fn push(now: &mut Option<Cue>, text: &str, is_other_track: bool) {
    if let Some(cue) = now.as_mut().filter(|_| !is_other_track) {
        // Line breaks of the file mean nothing; only `<br>` does.
        if text == "\n" { cue.words.push('\n') } else { cue.words.push_str(&text.replace('\n', " ")) }
    }
}

fn close(now: &mut Option<Cue>, end_ms: Option<u32>, found: &mut Cues) {
    if let Some(mut cue) = now.take() {
        cue.end_ms = end_ms.map_or(cue.end_ms, |end| end.max(cue.start_ms));
        found.cues.push(cue);
    }
}

/// Returns the class of the track that is read, where the file holds several.
fn chosen_class(text: &str) -> Option<String> {
    let mut classes: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Open(tag) = piece
            && tag.is("p")
            && let Some(class) = tag.attribute("class")
            && !classes.iter().any(|known| known.eq_ignore_ascii_case(class))
            && classes.len() < TRACKS
        {
            classes.push(class.to_ascii_uppercase());
        }
    }
    let korean = classes.iter().find(|class| class.starts_with("KR") || class.starts_with("KO"));
    korean.or(classes.first()).cloned().filter(|_| classes.len() > 1)
}

fn is_other(tag: Tag<'_>, class: Option<&str>) -> bool {
    match (tag.attribute("class"), class) {
        (Some(found), Some(chosen)) => !found.eq_ignore_ascii_case(chosen),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, u32, &str)], n_broken: usize) {
        cues(text).check(text, expected, n_broken);
    }

    #[test]
    fn a_cue_stands_until_the_next() {
        let text = "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>하나<br>둘\n<SYNC Start=2500><P Class=KRCC>&nbsp;<SYNC Start=4000><P Class=KRCC>셋";
        check(text, &[(1000, 2500, "하나\n둘"), (2500, 4000, "&nbsp;"), (4000, 8000, "셋")], 0);
    }

    #[test]
    fn of_two_tracks_the_korean_one_is_read() {
        let text = "<SYNC Start=10><P Class=ENCC>hello<SYNC Start=10><P Class=KRCC>안녕";
        check(text, &[(10, 4010, "안녕")], 0);
    }

    #[test]
    fn a_mark_without_a_time_loses_its_words_only() {
        check("<SYNC Start=1><P>a<SYNC Start=x><P>lost<SYNC Start=9><P>b", &[(1, 4001, "a"), (9, 4009, "b")], 1);
    }
}
