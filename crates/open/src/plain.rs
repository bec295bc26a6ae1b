//! Opens plain text, Markdown and JSON lines: the document is the text unchanged, and lines become blocks.

use std::ops::Range;

use onrecord_model::{Block, BlockKind, Document, DocumentId, Found, Media, Origin, Remark, RemarkKind, SnapshotId};

use crate::decode::Decoded;
use crate::opened::Opened;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::{Part, Section};

mod byline;
mod front;
mod hidden;
mod line;

use line::{LONGEST_HEADING, Line, bare, lines};

/// Opens a text. Front matter of Markdown says what is known of the source.
pub(crate) fn open(id: SnapshotId, media: Media, decoded: Decoded, lexicon: &Lexicon) -> Opened {
    let Decoded { text, mut remarks } = decoded;
    let mut document = Document::new(DocumentId::of(id, media), id, text);
    let front = if media == Media::Markdown {
        front::declared(document.text(), &lexicon.bylines)
    } else {
        front::Declared::default()
    };
    let mut known = front.known;
    let byline =
        if front.end == 0 { byline::byline(&lines(document.text(), 0), lexicon) } else { byline::Byline::default() };
    document.blocks = blocks(&document, front.end, &byline.lines, media, lexicon);
    known.strengthen(&byline.known);
    let title = document.blocks.iter().find(|block| block.kind == BlockKind::Title);
    if known.title.is_none() {
        known.title = title.and_then(|block| Found::new(bare(document.words(block.span)), Origin::Text));
    }
    remarks.extend(hidden::remark(document.text()));
    if document.blocks.is_empty() {
        remarks.push(Remark { kind: RemarkKind::Empty, text: "there is no text in it".to_owned() });
    }
    Opened { document, known, remarks }
}

fn blocks(document: &Document, from: usize, byline: &Range<usize>, media: Media, lexicon: &Lexicon) -> Vec<Block> {
    let text = document.text();
    let lines = lines(text, from);
    let mut blocks: Vec<Block> = Vec::new();
    if from > 0 {
        blocks.extend(document.trimmed(0..from).map(|span| Block { span, kind: BlockKind::Boilerplate }));
    }
    let n_lines = lines.len();
    let is_wrapped = is_hard_wrapped(&lines);
    let mut section: Option<Section> = None;
    let mut fence = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_after_blank && section == Some(Section::Notice) {
            section = None;
        }
        let is_fence = media == Media::Markdown && (line.words.starts_with("```") || line.words.starts_with("~~~"));
        let mut kind = if fence || is_fence {
            BlockKind::Boilerplate
        } else {
            kind_of(line, lines.get(at + 1), at == 0 && n_lines > 1, media, lexicon)
        };
        fence ^= is_fence;
        if byline.contains(&at) {
            kind = BlockKind::Boilerplate;
        } else if at == 0 && !byline.is_empty() {
            kind = BlockKind::Title;
        }
        if n_lines == 1 && !matches!(kind, BlockKind::ListItem | BlockKind::Quotation) {
            kind = BlockKind::Paragraph;
        }
        let opened = lexicon.frame.section(label(line.words, kind));
        let is_short = line.words.chars().count() <= 60 && !line.words.ends_with(['.', '!', '?']);
        let is_other_heading = opened.is_none() && matches!(kind, BlockKind::Heading | BlockKind::Title);
        if section == Some(Section::Comments) && is_other_heading && media == Media::Markdown {
            section = None;
        }
        if opened.is_some()
            && section != Some(Section::Comments)
            && (kind != BlockKind::Paragraph || has_label(line.words) || is_short)
        {
            section = opened;
        } else if matches!(kind, BlockKind::Paragraph | BlockKind::Quotation)
            && section == Some(Section::Links)
            && is_running(line.words)
        {
            section = None;
        }
        kind = match (section, kind) {
            (Some(Section::Notice | Section::Comments), _) => BlockKind::Boilerplate,
            (Some(Section::Links), BlockKind::Title) => kind,
            (Some(Section::Links), _) => BlockKind::Link,
            (None, _) if is_bare_link(line.words) => BlockKind::Link,
            (None, _) => kind,
        };
        let goes_on = is_wrapped && !line.is_after_blank && kind == BlockKind::Paragraph;
        let last = blocks.last().map(|block| (block.kind, block.span));
        match last {
            Some((BlockKind::Paragraph | BlockKind::ListItem, before)) if goes_on && before.start() >= from => {
                let joined = document.trimmed(before.start()..line.at + line.words.len());
                if let (Some(block), Some(span)) = (blocks.last_mut(), joined) {
                    block.span = span;
                }
            }
            _ => blocks.extend(document.trimmed(line.at..line.at + line.words.len()).map(|span| Block { span, kind })),
        }
    }
    blocks
}

/// Says whether paragraphs were broken into lines of one width, as mail programs do.
fn is_hard_wrapped(lines: &[Line<'_>]) -> bool {
    let width = |line: &Line<'_>| line.words.chars().count();
    let followed: Vec<usize> = lines.iter().filter(|line| !line.is_before_blank).map(width).collect();
    let n_full = followed.iter().filter(|&&width| (50..=100).contains(&width)).count();
    followed.len() >= 3 && 10 * n_full >= 7 * followed.len() && lines.iter().all(|line| width(line) <= 110)
}

fn kind_of(line: &Line<'_>, next: Option<&Line<'_>>, is_first: bool, media: Media, lexicon: &Lexicon) -> BlockKind {
    let words = line.words;
    if media == Media::Markdown {
        if words.starts_with('#') {
            let is_title = words.starts_with("# ") && is_first;
            return if is_title { BlockKind::Title } else { BlockKind::Heading };
        }
        if words.chars().all(|char| matches!(char, '-' | '*' | '_' | '=' | ' ')) {
            return BlockKind::Boilerplate;
        }
        if words.starts_with("![") {
            return BlockKind::Caption;
        }
    }
    if words.starts_with('>') {
        return BlockKind::Quotation;
    }
    if is_list_item(words) {
        return BlockKind::ListItem;
    }
    if words.starts_with('|') && words.ends_with('|') && words.len() > 1 {
        return BlockKind::ListItem;
    }
    let is_led = line.is_after_blank || !looks_like_running(words);
    let leads = next.is_some_and(|next| !is_list_item(next.words)) || is_first;
    if looks_like_heading(words, lexicon) && is_led && (leads || line.is_before_blank) {
        return if is_first { BlockKind::Title } else { BlockKind::Heading };
    }
    BlockKind::Paragraph
}

fn is_list_item(words: &str) -> bool {
    if ["- ", "* ", "+ ", "• ", "· ", "‣ ", "◦ ", "▪ ", "■ ", "□ ", "▶ ", "– "]
        .iter()
        .any(|mark| words.starts_with(mark))
    {
        return true;
    }
    let digits = words.len() - words.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    (1..=2).contains(&digits) && (words[digits..].starts_with(". ") || words[digits..].starts_with(") "))
}

/// Says whether a line reads like a heading: short, no full stop, no speech, in the form that headings have.
fn looks_like_heading(words: &str, lexicon: &Lexicon) -> bool {
    let n_chars = words.chars().count();
    if n_chars > LONGEST_HEADING || words.contains(['“', '"']) && words.ends_with(['”', '"', '.']) {
        return false;
    }
    if words.ends_with(['.', '。', ':', '：', ',', ';', '”', '"', '?', '？', '…'])
        || has_label(words) && !starts_with_symbol(words)
    {
        return false;
    }
    if is_dialogue(words) {
        return false;
    }
    starts_with_symbol(words) || is_title_case(words) || is_korean_heading(words, lexicon)
}

fn looks_like_running(words: &str) -> bool {
    words.ends_with(['.', '。', '!', '?', '”', '"'])
}

fn starts_with_symbol(words: &str) -> bool {
    words.chars().next().is_some_and(|char| {
        !char.is_alphanumeric()
            && !char.is_ascii_punctuation()
            && !matches!(char, '“' | '‘' | '「' | '『' | '«' | '《' | '〈' | '…' | '—' | '–')
    })
}

/// Says whether most of the longer Latin words begin with a capital.
fn is_title_case(words: &str) -> bool {
    let long: Vec<&str> = words
        .split_whitespace()
        .filter(|word| word.len() > 3 && word.is_char_boundary(1) && word.as_bytes()[0].is_ascii_alphabetic())
        .collect();
    let n_capital = long.iter().filter(|word| word.as_bytes()[0].is_ascii_uppercase()).count();
    let n_words = words.split_whitespace().count();
    n_words <= 16 && !long.is_empty() && 10 * n_capital >= 7 * long.len() && !words.ends_with('!')
        || n_words <= 7 && n_capital == long.len() && !long.is_empty()
}

/// Says whether a Korean line is a phrase and no sentence: it does not end in a verb.
fn is_korean_heading(words: &str, lexicon: &Lexicon) -> bool {
    let is_korean = onrecord_model::Language::of(words) == Some(onrecord_model::Language::Korean);
    let ends_in_verb = lexicon.bylines.ends(Part::SentenceEnd, words.trim_end_matches(['!', '~', ' ']));
    is_korean && !ends_in_verb && words.chars().count() <= 45
}

/// Says whether a line is a turn of a conversation: a dash or a label of an interview before the words.
fn is_dialogue(words: &str) -> bool {
    ["— ", "– ", "―", "Q", "A.", "A:", "A "].iter().any(|mark| words.starts_with(mark))
        && words.split_whitespace().count() > 3
}

/// Says whether a line is running text of some length, which ends a list of links.
fn is_running(words: &str) -> bool {
    words.chars().count() >= 40 && words.ends_with(['.', '!', '?', '”', '"', '。', '…'])
}

fn is_bare_link(words: &str) -> bool {
    let words = words.trim_start_matches(['-', '*', '•', ' ']);
    let is_url = (words.starts_with("http://") || words.starts_with("https://") || words.starts_with("www."))
        && !words.contains(char::is_whitespace);
    let is_markdown = words.starts_with('[') && words.ends_with(')') && words.matches("](").count() == 1;
    is_url || is_markdown
}

/// Says whether a short label with a colon begins the line.
fn has_label(words: &str) -> bool {
    words
        .find([':', '：'])
        .is_some_and(|at| at > 0 && words[..at].chars().count() <= 40 && !words[at..].starts_with("://"))
}

/// Returns the words of a line that can open a section: all of a heading, or the label before a colon.
fn label(words: &str, kind: BlockKind) -> &str {
    match words.find([':', '：']) {
        Some(at) if !matches!(kind, BlockKind::Heading | BlockKind::Title) => &words[..at],
        None if kind == BlockKind::Paragraph && words.chars().count() > 60 => "",
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(media: Media, text: &str, expected: &[&str]) {
        let id = SnapshotId::of(text.as_bytes());
        let opened = open(id, media, crate::decode::decode(text.as_bytes()), &Lexicon::built_in());
        let show = |block: &Block| {
            let kind = format!("{:?}", block.kind);
            let words: String = opened.document.words(block.span).chars().take(12).collect();
            format!("{kind} {}", words.replace('\n', "/"))
        };
        let found: Vec<String> = opened.document.blocks.iter().map(show).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_post_with_lists_links_and_policies() {
        let text = "The Long Road of Halla House\n\nThe crew took a year.\n- Script: 4 months\n- Filming: 8 months\n\n📚 Related Posts\n- Why the Lighthouse Matters\nEnglish Posts\n\n⚠️ Copyright Disclaimer\nAll images belong to their owners.";
        check(
            Media::Text,
            text,
            &[
                "Title The Long Roa",
                "Paragraph The crew too",
                "ListItem - Script: 4 ",
                "ListItem - Filming: 8",
                "Link 📚 Related Po",
                "Link - Why the Li",
                "Link English Post",
                "Boilerplate ⚠️ Copyright",
                "Boilerplate All images b",
            ],
        );
    }

    #[test]
    fn lines_of_one_width_are_one_paragraph() {
        let text = "The crew of the series came back to the harbour in the spring of\nthat year and built the set for the second time, because a storm\nhad carried the first one out to sea before a single scene was\nshot.\n\nThey began again.";
        check(Media::Text, text, &["Paragraph The crew of ", "Paragraph They began a"]);
    }

    #[test]
    fn front_matter_and_markdown() {
        let text = "---\ntitle: A\n---\n# A\nText here.\n> They came.\n```\ncode\n```\n";
        check(
            Media::Markdown,
            text,
            &[
                "Boilerplate ---/title: A",
                "Title # A",
                "Paragraph Text here.",
                "Quotation > They came.",
                "Boilerplate ```",
                "Boilerplate code",
                "Boilerplate ```",
            ],
        );
    }
}
