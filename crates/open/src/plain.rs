//! Opens plain text, Markdown and JSON lines: the document is the text unchanged, and lines become blocks.

use std::ops::Range;

use onrecord_model::{
    Block, BlockKind, Document, DocumentId, Found, Language, Media, Origin, Remark, RemarkKind, SnapshotId,
};

use onrecord_model::callout;

use crate::decode::Decoded;
use crate::opened::Opened;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::{Part, Section};

mod byline;
mod front;
mod furniture;
mod hidden;
mod line;
mod quoted;
mod wrapped;
mod yaml;

use line::{LONGEST_HEADING, Line, bare, has_label, is_list_item, lines};
use quoted::Quoted;

/// Opens a text. Front matter of Markdown says what is known of the source.
pub(crate) fn open(id: SnapshotId, media: Media, decoded: Decoded, lexicon: &Lexicon) -> Opened {
    let Decoded { text, mut remarks } = decoded;
    let mut document = Document::new(DocumentId::of(id, media), id, text);
    let front = if media == Media::Markdown {
        front::declared(document.text(), document.language == Some(Language::Korean), lexicon)
    } else {
        front::Declared::default()
    };
    let mut known = front.known;
    remarks.extend(front.remarks);
    let byline =
        if front.end == 0 { byline::byline(&lines(document.text(), 0), lexicon) } else { byline::Byline::default() };
    let (found, n_furniture) = blocks(&document, front.end, &byline.lines, media, lexicon);
    document.blocks = found;
    if n_furniture > 0 {
        let lines = if n_furniture == 1 {
            "1 line is a page number or running head"
        } else {
            "lines are page numbers or running heads"
        };
        let text = if n_furniture == 1 {
            format!("{lines}, and no text")
        } else {
            format!("{n_furniture} {lines}, and no text")
        };
        remarks.push(Remark { kind: RemarkKind::LeftOut, text });
    }
    known.strengthen(&byline.known);
    let title = document.blocks.iter().find(|block| block.kind == BlockKind::Title);
    if known.title.is_none() {
        known.title = title.and_then(|block| Found::new(bare(document.words(block.span)), Origin::Text));
    }
    remarks.extend(hidden::remark(document.text()));
    if document.blocks.is_empty() {
        remarks.push(Remark { kind: RemarkKind::Empty, text: "there is no text in it".to_owned() });
    }
    Opened { document, known, remarks, leads: Vec::new() }
}

/// Returns the blocks of a text, and how many lines of it are page numbers and running heads.
fn blocks(
    document: &Document,
    from: usize,
    byline: &Range<usize>,
    media: Media,
    lexicon: &Lexicon,
) -> (Vec<Block>, usize) {
    let lines = lines(document.text(), from);
    let mut blocks: Vec<Block> = Vec::new();
    if from > 0 {
        blocks.extend(document.trimmed(0..from).map(|span| Block { span, kind: BlockKind::Boilerplate }));
    }
    let layout = Layout::of(&lines, media);
    let mut section = Open { section: None, fence: false };
    for (at, line) in lines.iter().enumerate() {
        let kind = section.kind(&lines, at, byline, &layout, lexicon);
        if kind == BlockKind::Paragraph
            && layout.goes_on[at]
            && let Some(last) = blocks.last_mut()
            && matches!(last.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && last.span.start() >= from
        {
            last.span = document.trimmed(last.span.start()..line.at + line.words.len()).unwrap_or(last.span);
            continue;
        }
        let marks = match layout.quoted[at] {
            Quoted::Callout | Quoted::Titled => {
                let marks = quoted::marks(line.words);
                let end = marks + callout::mark(&line.words[marks..]).map_or(0, |mark| mark.length);
                let mark = document.trimmed(line.at..line.at + end);
                blocks.extend(mark.map(|span| Block { span, kind: BlockKind::Boilerplate }));
                end
            }
            _ => quoted::marks(line.words),
        };
        let span = document.trimmed(line.at + marks..line.at + line.words.len());
        blocks.extend(span.map(|span| Block { span, kind }));
    }
    (blocks, layout.furniture.iter().filter(|is| **is).count())
}

/// What the lines of a text are to each other.
struct Layout {
    media: Media,
    goes_on: Vec<bool>,
    furniture: Vec<bool>,
    quoted: Vec<Quoted>,
}

impl Layout {
    fn of(lines: &[Line<'_>], media: Media) -> Self {
        Self {
            media,
            goes_on: wrapped::goes_on(lines, media),
            furniture: furniture::furniture(lines),
            quoted: quoted::quoted(lines),
        }
    }
}

/// What is open from line to line.
struct Open {
    section: Option<Section>,
    fence: bool,
}

impl Open {
    /// Returns what a line is, and remembers what it opens and closes.
    fn kind(
        &mut self,
        lines: &[Line<'_>],
        at: usize,
        byline: &Range<usize>,
        layout: &Layout,
        lexicon: &Lexicon,
    ) -> BlockKind {
        let line = &lines[at];
        if line.is_after_blank && self.section == Some(Section::Notice) {
            self.section = None;
        }
        let is_markdown = layout.media == Media::Markdown;
        let is_fence = is_markdown && (line.words.starts_with("```") || line.words.starts_with("~~~"));
        let mut kind = if self.fence || is_fence || layout.furniture[at] {
            BlockKind::Boilerplate
        } else if layout.goes_on[at] {
            BlockKind::Paragraph
        } else {
            match layout.quoted[at] {
                Quoted::Callout => BlockKind::Heading,
                Quoted::Own => BlockKind::Paragraph,
                _ => kind_of(line, lines.get(at + 1), at == 0 && lines.len() > 1, layout.media, lexicon),
            }
        };
        self.fence ^= is_fence;
        // What the next line goes on with is no heading.
        if matches!(kind, BlockKind::Heading | BlockKind::Title)
            && layout.goes_on.get(at + 1) == Some(&true)
            && !line.words.starts_with('#')
        {
            kind = BlockKind::Paragraph;
        }
        if byline.contains(&at) {
            kind = BlockKind::Boilerplate;
        } else if at == 0 && !byline.is_empty() {
            kind = BlockKind::Title;
        }
        if lines.len() == 1 && !matches!(kind, BlockKind::ListItem | BlockKind::Quotation) {
            kind = BlockKind::Paragraph;
        }
        if layout.goes_on[at] && kind == BlockKind::Paragraph {
            return self.within(kind, line.words);
        }
        self.turn(line.words, kind, is_markdown, lexicon);
        self.within(kind, line.words)
    }

    /// Opens and closes the sections that a line opens and closes.
    fn turn(&mut self, words: &str, kind: BlockKind, is_markdown: bool, lexicon: &Lexicon) {
        let opened = lexicon.frame.section(label(words, kind));
        let is_short = words.chars().count() <= 60 && !words.ends_with(['.', '!', '?']);
        let is_other_heading = opened.is_none() && matches!(kind, BlockKind::Heading | BlockKind::Title);
        if self.section == Some(Section::Comments) && is_other_heading && is_markdown {
            self.section = None;
        }
        if opened.is_some()
            && self.section != Some(Section::Comments)
            && (kind != BlockKind::Paragraph || has_label(words) || is_short)
        {
            self.section = opened;
        } else if matches!(kind, BlockKind::Paragraph | BlockKind::Quotation)
            && self.section == Some(Section::Links)
            && is_running(words)
        {
            self.section = None;
        }
    }

    /// Returns what a line is within the section that is open.
    fn within(&self, kind: BlockKind, words: &str) -> BlockKind {
        match (self.section, kind) {
            (Some(Section::Notice | Section::Comments), _) => BlockKind::Boilerplate,
            (Some(Section::Links), BlockKind::Title) => kind,
            (Some(Section::Links), _) => BlockKind::Link,
            (None, _) if is_bare_link(words) => BlockKind::Link,
            (None, _) => kind,
        }
    }
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
    let is_korean = Language::of(words) == Some(Language::Korean);
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
                "Quotation They came.",
                "Boilerplate ```",
                "Boilerplate code",
                "Boilerplate ```",
            ],
        );
    }
}
