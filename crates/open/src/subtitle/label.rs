//! Makes the lines of a cue: markup off, line breaks as one space, `Name: words` where it names its speaker.

use onrecord_language::Lexicon;
use onrecord_language::label::{is_bracketed_name, names_speaker};

use crate::markup::decoded;
use crate::markup::is_unseen;
use crate::markup::{Piece, pieces};

/// Returns the rows of a cue as they are seen: without markup, with single spaces, none empty.
pub(crate) fn rows(words: &str) -> Vec<String> {
    plain(words).lines().map(tidy).filter(|row| !row.is_empty()).collect()
}

/// Returns the lines of one cue: one, or one for each speaker where dashes or labels tell them apart.
pub(crate) fn lines(rows: Vec<String>, lexicon: &Lexicon) -> Vec<String> {
    let starts = |row: &String| is_dashed(row) || named(row, lexicon).is_some();
    let n_speakers = rows.iter().filter(|row| starts(row)).count();
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        let begins = n_speakers > 0 && starts(&row);
        match lines.last_mut() {
            Some(line) if !begins => {
                line.push(' ');
                line.push_str(&row);
            }
            _ => lines.push(row),
        }
    }
    lines.into_iter().map(|line| labelled(&line, lexicon)).filter(|line| !line.is_empty()).collect()
}

/// Returns a cue's words without markup; a WebVTT voice becomes a label.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for piece in pieces(words) {
        match piece {
            Piece::Text(text) => out.push_str(&decoded(text)),
            Piece::Open(tag) if tag.is("br") => out.push('\n'),
            Piece::Open(tag) if tag.name.split('.').next().is_some_and(|name| name.eq_ignore_ascii_case("v")) => {
                let name = decoded(tag.attributes.trim());
                if !name.is_empty() {
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                    out.push_str(&name);
                    out.push_str(": ");
                }
            }
            _ => {}
        }
    }
    let out = without_times(&out);
    without_overrides(&out.replace("\\N", "\n").replace("\\n", "\n"))
}

/// Leaves out the times within a cue of WebVTT, `<00:01.500>`.
fn without_times(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (front, behind) = rest.split_at(at);
        out.push_str(front);
        let end =
            behind[1..].find(|char: char| !matches!(char, '0'..='9' | ':' | '.')).map_or(behind.len(), |end| end + 1);
        let is_time = end > 3 && behind[end..].starts_with('>');
        let end = if is_time { end + 1 } else { 1 };
        if !is_time {
            out.push('<');
        }
        rest = &behind[end..];
    }
    out.push_str(rest);
    out
}

/// Leaves out `{\an8}` and the like.
fn without_overrides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{\\") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

fn tidy(row: &str) -> String {
    let kept: String = row.chars().filter(|&char| char.is_whitespace() || !is_unseen(char)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_dashed(row: &str) -> bool {
    undashed(row) != row
}

/// Returns a row without the dash that begins another speaker's words.
fn undashed(row: &str) -> &str {
    let Some(rest) = row.strip_prefix(['-', '–', '—', '‐', '－']) else { return row };
    let is_number = rest.starts_with(|char: char| char.is_ascii_digit());
    if is_number || rest.starts_with(['-', '–', '—']) || rest.trim().is_empty() { row } else { rest.trim_start() }
}

/// Returns a line as `Name: words` where it names its speaker, else as it is without its dash.
fn labelled(line: &str, lexicon: &Lexicon) -> String {
    let line = undashed(line);
    match named(line, lexicon) {
        Some((name, words)) if !words.is_empty() => format!("{name}: {words}"),
        _ => line.to_owned(),
    }
}

/// Returns the speaker's name in front of a row and the words behind it: `Name: …`, `[Name]: …`, `[Name] …`, `(Name) …`,
/// `>> NAME: …`.
fn named<'a>(row: &'a str, lexicon: &Lexicon) -> Option<(&'a str, &'a str)> {
    let row = undashed(row).trim_start_matches('>').trim_start();
    for (open, close) in [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('<', '>')] {
        if let Some((name, words)) = row.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            let bare = words.trim_start();
            let spoken = bare.trim_start_matches([':', '：', ' ']);
            let has_colon = spoken.len() < bare.len();
            let is_name = if has_colon {
                names_speaker(name, lexicon)
            } else {
                is_bracketed_name(name, !matches!(open, '(' | '（'), lexicon)
            };
            if is_name {
                return Some((name.trim(), spoken));
            }
        }
    }
    let (name, words) = row.split_once([':', '：'])?;
    let is_clock =
        name.ends_with(|char: char| char.is_ascii_digit()) && words.starts_with(|char: char| char.is_ascii_digit());
    (names_speaker(name, lexicon) && !is_clock && !words.starts_with("//")).then(|| (name.trim(), words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        assert_eq!(lines(rows(words), &Lexicon::built_in()), expected, "{words}");
    }

    #[test]
    fn markup_goes_and_line_breaks_are_spaces() {
        check("<i>안녕\n하세요</i>", &["안녕 하세요"]);
        check("{\\an8}<font color=\"#fff\">One &amp; two</font>\\Nthree", &["One & two three"]);
    }

    #[test]
    fn speakers_are_named() {
        check("민서: 가자", &["민서: 가자"]);
        check("<v Han Seo-yul>Let us\ngo</v>", &["Han Seo-yul: Let us go"]);
        check("[한서율] 그래요", &["한서율: 그래요"]);
        check(">> HOST: Welcome", &["HOST: Welcome"]);
    }

    #[test]
    fn names_in_brackets() {
        check("(Nora)\nIt was the boiler.", &["Nora: It was the boiler."]);
        check("(백도윤) 물이 빠지면", &["백도윤: 물이 빠지면"]);
        check("[SPEAKER_00]: The kettle\nboils.", &["SPEAKER_00: The kettle boils."]);
        check("(물소리) 저기 보세요.", &["(물소리) 저기 보세요."]);
        check("[Applause] Thank you.", &["[Applause] Thank you."]);
        check("(염소라)\n가자.\n(오단비)\n그래.", &["염소라: 가자.", "오단비: 그래."]);
    }

    #[test]
    fn a_clause_is_no_name() {
        check("He always said: that I walked.", &["He always said: that I walked."]);
        check("I: that is what he meant.", &["I: that is what he meant."]);
        check("Remember: the tide turns.", &["Remember: the tide turns."]);
    }

    #[test]
    fn dashes_tell_two_speakers_apart() {
        check("- 갈까?\n- 아니,\n나중에", &["갈까?", "아니, 나중에"]);
        check("- A: yes\n- B: no", &["A: yes", "B: no"]);
    }

    #[test]
    fn what_is_no_label() {
        check("10:30에 봐", &["10:30에 봐"]);
        check("-5 degrees", &["-5 degrees"]);
        check("(music)", &["(music)"]);
        check("and then he said: go", &["and then he said: go"]);
    }
}
