//! Turns the article's markup into lines: one for each block, with what the block is.

use onrecord_model::BlockKind;

use super::article::is_aside;
use super::entity::decoded;
use super::tag::{Piece, Tag, pieces};
use super::tame::is_block;
use onrecord_language::Lexicon;

/// One line of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its words, with single spaces.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
}

/// Characters from which a line without a full stop may be one that was wrapped by hand.
const WRAPPED: usize = 30;
/// Bytes up to which a line stays whole.
const LONGEST: usize = 12_000;
/// Characters up to which the cells of a table row make one line.
const ROW: usize = 300;

/// Returns the lines of an article's markup, without the parts whose class or id says that they stand beside it.
pub(crate) fn lines(html: &str, lexicon: &Lexicon) -> Vec<Line> {
    let mut work = Work::new(lexicon);
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => work.text(text),
            Piece::Open(tag) => work.start(tag),
            Piece::Close(name) => work.end(&name.to_ascii_lowercase()),
            Piece::Raw(..) => {}
        }
    }
    work.break_line(Break::Block);
    work.lines.into_iter().flat_map(|drafted| cut(drafted.line)).collect()
}

/// Cuts a line that no paragraph is as long as at white space: what is behind reads paragraph by paragraph.
fn cut(line: Line) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = line.text.as_str();
    while rest.len() > LONGEST {
        let end = rest.floor_char_boundary(LONGEST);
        let end = rest[..end]
            .rfind(". ")
            .map(|at| at + 1)
            .or_else(|| rest[..end].rfind(' '))
            .filter(|&at| at > 0)
            .unwrap_or(end);
        lines.push(Line { text: rest[..end].trim().to_owned(), kind: line.kind });
        rest = rest[end..].trim_start();
    }
    if lines.is_empty() {
        return vec![line];
    }
    lines.push(Line { text: rest.to_owned(), kind: line.kind });
    lines
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// A block begins or ends.
    Block,
    /// A `<br>`.
    Hard,
}

struct Drafted {
    line: Line,
    /// What ended it.
    end: Break,
}

struct Open {
    name: String,
    /// The number of lines that stood before it.
    n_before: usize,
}

struct Work<'l> {
    lexicon: &'l Lexicon,
    lines: Vec<Drafted>,
    open: Vec<Open>,
    now: String,
    n_letters: usize,
    n_linked: usize,
    skip_from: Option<usize>,
}

impl<'l> Work<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            lines: Vec::new(),
            open: Vec::new(),
            now: String::new(),
            n_letters: 0,
            n_linked: 0,
            skip_from: None,
        }
    }

    fn text(&mut self, text: &str) {
        if self.skip_from.is_some() {
            return;
        }
        let text = decoded(text);
        let is_linked = self.is_in("a");
        for char in text.chars() {
            if char.is_whitespace() {
                if !self.now.is_empty() && !self.now.ends_with(' ') {
                    self.now.push(' ');
                }
                continue;
            }
            if is_invisible(char) {
                continue;
            }
            self.n_letters += 1;
            self.n_linked += usize::from(is_linked);
            self.now.push(char);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        match name.as_str() {
            "br" => return self.break_line(Break::Hard),
            "hr" => return self.break_line(Break::Block),
            "img" | "input" | "link" | "meta" | "wbr" | "source" | "area" | "embed" | "col" | "param" | "base"
            | "track" => {
                return;
            }
            _ => {}
        }
        if is_block(&name) {
            self.break_line(Break::Block);
        }
        if self.skip_from.is_none() && (is_beside(&name) || is_aside(tag, self.lexicon)) {
            self.skip_from = Some(self.open.len());
        }
        self.open.push(Open { name, n_before: self.lines.len() });
    }

    fn end(&mut self, name: &str) {
        let first = self.open.len().saturating_sub(200);
        let Some(at) = self.open[first..].iter().rposition(|open| open.name == name) else { return };
        if is_block(name) {
            self.break_line(Break::Block);
        }
        if name == "tr" {
            self.join_cells(self.open[first + at].n_before);
        }
        self.open.truncate(first + at);
        if self.skip_from.is_some_and(|from| self.open.len() <= from) {
            self.skip_from = None;
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().rev().take(12).any(|open| open.name == name)
    }

    fn kind(&self) -> BlockKind {
        for open in self.open.iter().rev().take(24) {
            match open.name.as_str() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
                "li" | "dt" | "dd" => return BlockKind::ListItem,
                "blockquote" => return BlockKind::Quotation,
                "figcaption" | "caption" => return BlockKind::Caption,
                _ => {}
            }
        }
        BlockKind::Paragraph
    }

    fn break_line(&mut self, end: Break) {
        let text = std::mem::take(&mut self.now);
        let (n_letters, n_linked) = (std::mem::take(&mut self.n_letters), std::mem::take(&mut self.n_linked));
        let text = text.trim();
        if text.is_empty() {
            // Two `<br>` in a row end a paragraph.
            if let Some(before) = self.lines.last_mut() {
                before.end = Break::Block;
            }
            return;
        }
        let mut kind = self.kind();
        if kind != BlockKind::Heading && n_letters > 0 && 10 * n_linked >= 9 * n_letters {
            kind = BlockKind::Link;
        } else if kind == BlockKind::Paragraph && is_credit(text) {
            kind = BlockKind::Caption;
        }
        if let Some(before) = self.lines.last_mut()
            && before.end == Break::Hard
            && is_wrapped(&before.line.text, text)
            && before.line.kind == kind
        {
            before.line.text.push(' ');
            before.line.text.push_str(text);
            before.end = end;
            return;
        }
        self.lines.push(Drafted { line: Line { text: text.to_owned(), kind }, end });
    }

    /// Makes one line of a table row whose cells are short and hold a line each.
    fn join_cells(&mut self, from: usize) {
        let Some(cells) = self.lines.get(from..) else { return };
        let n_chars: usize = cells.iter().map(|cell| cell.line.text.chars().count()).sum();
        let is_row = cells.len() > 1
            && n_chars <= ROW
            && cells.iter().all(|cell| cell.end == Break::Block && cell.line.kind == BlockKind::Paragraph);
        if !is_row {
            return;
        }
        let words: Vec<&str> = cells.iter().map(|cell| cell.line.text.as_str()).collect();
        let text = words.join(" | ");
        self.lines.truncate(from);
        self.lines.push(Drafted { line: Line { text, kind: BlockKind::ListItem }, end: Break::Block });
    }
}

/// Says whether an element never holds the article's running text.
fn is_beside(name: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer" | "button" | "form" | "label" | "figure" | "dialog" | "menu")
}

/// Says whether a line is a picture's caption or credit by its own marks: `▲ …`, `사진=…`, `[사진 제공=…]`.
fn is_credit(text: &str) -> bool {
    let bare = text.trim_start_matches(['[', '(', '<', ' ', '/']);
    let starts = [
        "▲",
        "△",
        "사진=",
        "사진 =",
        "사진제공",
        "사진 제공",
        "사진출처",
        "사진 출처",
        "Photo:",
        "Photo by ",
        "Image:",
    ];
    // `배우 감유찬. 사진=조은날 기자`
    let ends =
        || ["사진=", "사진제공=", "사진 제공=", "사진|", "사진 |", "/사진="].iter().any(|mark| text.contains(mark));
    let n_chars = text.chars().count();
    n_chars <= 160 && starts.iter().any(|start| bare.starts_with(start)) || n_chars <= 70 && ends()
}

/// Says whether a line break stands in the middle of a sentence.
fn is_wrapped(before: &str, after: &str) -> bool {
    let ends = before.chars().next_back().is_some_and(|char| {
        matches!(
            char,
            '.' | '!' | '?' | '…' | ':' | ';' | '”' | '"' | '’' | '\'' | ')' | ']' | '>' | '」' | '』' | '。'
        )
    });
    let starts_anew = after.chars().next().is_none_or(|char| !char.is_alphanumeric());
    !ends && !starts_anew && before.chars().nth(WRAPPED).is_some()
}

/// Says whether a character has no width: joiners, marks of direction, tags that carry hidden text.
///
/// The joiners of emoji and of other scripts stay.
pub(crate) fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
        || char.is_control()
}
