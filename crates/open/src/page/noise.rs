//! Leaves out the lines of a page that are not the article: copyright notices, reporters' addresses, share buttons.

use onrecord_model::BlockKind;

use super::left_out::{LeftOut, Why};
use super::text::Line;
use crate::meta::{Stamp, korean_names};
use onrecord_language::Lexicon;
use onrecord_language::lexicon::Part;

/// Characters up to which a line can be a notice, a button or a byline.
const SHORT: usize = 160;

/// Returns the lines of the article alone; `title` is the headline that is shown in front of them. What asks readers to pay is told.
pub(crate) fn without(lines: Vec<Line>, title: Option<&str>, lexicon: &Lexicon, left_out: &mut LeftOut) -> Vec<Line> {
    let bare_title = title.map(bare).unwrap_or_default();
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let is_first = kept.len() < 4;
        if is_first && !bare_title.is_empty() && bare(&line.text) == bare_title {
            continue;
        }
        if is_prompt(&line, lexicon) {
            left_out.add(Why::Paywall, std::iter::once(line.text.as_str()));
            continue;
        }
        if is_noise(&line, lexicon) {
            continue;
        }
        kept.push(line);
    }
    // Links in front of the first paragraph and behind the last one lead elsewhere.
    while kept.last().is_some_and(|line| line.kind == BlockKind::Link) {
        kept.pop();
    }
    let n_links = kept.iter().take_while(|line| line.kind == BlockKind::Link).count();
    kept.drain(..n_links);
    kept
}

/// Returns the letters and digits of a text.
fn bare(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Says whether a line asks readers to pay or to sign in before they may read on.
fn is_prompt(line: &Line, lexicon: &Lexicon) -> bool {
    line.text.chars().nth(2 * SHORT).is_none() && lexicon.page.is_prompt(&line.text.to_lowercase())
}

fn is_noise(line: &Line, lexicon: &Lexicon) -> bool {
    if line.text.chars().nth(SHORT).is_some() {
        return false;
    }
    let text = line.text.to_lowercase();
    !text.chars().any(char::is_alphanumeric)
        || lexicon.page.is_noise(&text)
        || is_address(&text, lexicon)
        || is_tags(&text)
        || is_pointer(line)
        || is_dateline(&line.text, lexicon)
}

/// Says whether a line is a link to another article, with an arrow in front.
fn is_pointer(line: &Line) -> bool {
    line.kind == BlockKind::Link && line.text.starts_with(['▶', '►', '▷', '☞', '→', '▸'])
}

/// Says whether a line holds nothing but a date with its labels, and reporters: `입력 2009/03/14 11:20 류다흰 기자`.
fn is_dateline(text: &str, lexicon: &Lexicon) -> bool {
    if text.chars().nth(60).is_some() || Stamp::of(text, &lexicon.quantities).is_none() {
        return false;
    }
    let reporters = korean_names(text, &lexicon.bylines);
    text.split([' ', '|', '·', ':', '(', ')', '[', ']', ',']).all(|word| {
        let is_reporter = || word.ends_with(lexicon.bylines.reporter()) || reporters.iter().any(|name| name == word);
        !word.chars().any(char::is_alphabetic)
            || lexicon.bylines.is(Part::HalfDay, word)
            || word.chars().any(|char| char.is_ascii_digit())
                && word.chars().filter(|char| char.is_alphabetic()).count() <= 2
            || word.chars().count() == 1
            || lexicon.page.label(word).is_some_and(|(_, length)| length == word.len())
            || is_reporter()
    })
}

/// Says whether a line is a reporter's address: an e-mail address with a few words.
fn is_address(text: &str, lexicon: &Lexicon) -> bool {
    let Some(address) =
        text.split([' ', '(', ')', '[', ']', '<', '>', '|', '/', '=', '·', ':']).find(|word| is_email(word))
    else {
        return false;
    };
    text.chars().count() <= address.chars().count() + 40 && !lexicon.bylines.ends(Part::StatementEnd, text)
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.len() > 3
            && host.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-'))
    })
}

/// Says whether a line holds nothing but `#tags`.
fn is_tags(text: &str) -> bool {
    text.starts_with('#') && text.split_whitespace().all(|word| word.starts_with('#'))
}
