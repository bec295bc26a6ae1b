//! Turns the article's markup into lines: one for each block, with what the block is.

mod drafted;
mod rejoined;

use onrecord_model::BlockKind;

use crate::markup::{Step, Tag, decoded, is_block, is_unseen};
pub(crate) use drafted::Line;
use drafted::{Break, Drafted};
use onrecord_language::Lexicon;
use onrecord_language::lexicon::{Bylines, Part};
use rejoined::rejoined;

/// Characters from which a line without a full stop may be one that was wrapped by hand.
const WRAPPED: usize = 30;
/// Bytes up to which a line stays whole.
const LONGEST: usize = 12_000;
/// Characters up to which the cells of a table row make one line.
const ROW: usize = 300;

/// Returns the lines of a part of a page, given as a walk over it, without what stands beside an article by its class or id.
pub(crate) fn lines<'a>(walk: impl FnOnce(&mut dyn FnMut(Step<'a>)), lexicon: &Lexicon) -> Vec<Line> {
    let mut work = Work::new(lexicon);
    walk(&mut |step| match step {
        Step::Text(text) => work.text(text),
        Step::Void(tag) if tag.is("br") => work.break_line(Break::Hard),
        Step::Void(tag) if tag.is("hr") => work.break_line(Break::Block),
        Step::Void(_) | Step::Raw(..) => {}
        Step::Enter(tag) => work.start(tag),
        Step::Leave(tag) => work.end(tag),
    });
    work.break_line(Break::Block);
    rejoined(work.lines).into_iter().flat_map(|drafted| cut(drafted.line)).collect()
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
        lines.push(Line { text: rest[..end].trim().to_owned(), kind: line.kind, lead: 0 });
        rest = rest[end..].trim_start();
    }
    if lines.is_empty() {
        return vec![line];
    }
    lines.push(Line { text: rest.to_owned(), kind: line.kind, lead: 0 });
    lines
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
    /// The bytes of the line that stand set off at its beginning, and whether nothing else does yet.
    lead: usize,
    is_leading: bool,
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
            lead: 0,
            is_leading: true,
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
            if is_unseen(char) {
                continue;
            }
            self.n_letters += 1;
            self.n_linked += usize::from(is_linked);
            self.now.push(char);
        }
        self.is_leading &= text.trim().is_empty() || self.is_in_accent();
        if self.is_leading {
            self.lead = self.now.trim_end().len();
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if is_block(&name) {
            self.break_line(Break::Block);
        }
        if self.skip_from.is_none() && (is_beside(&name) || is_aside(tag, self.lexicon)) {
            self.skip_from = Some(self.open.len());
        }
        self.open.push(Open { name, n_before: self.lines.len() });
    }

    fn end(&mut self, tag: Tag<'_>) {
        if is_block(tag.name) {
            self.break_line(Break::Block);
        }
        let Some(open) = self.open.pop() else { return };
        if tag.is("tr") {
            self.join_cells(open.n_before);
        }
        if self.skip_from.is_some_and(|from| self.open.len() <= from) {
            self.skip_from = None;
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().rev().take(12).any(|open| open.name == name)
    }

    /// Says whether what is open sets words off from the rest of their line.
    fn is_in_accent(&self) -> bool {
        let is_accent = |open: &Open| {
            matches!(
                open.name.as_str(),
                "b" | "strong" | "em" | "i" | "u" | "cite" | "dt" | "th" | "td" | "span" | "time"
            )
        };
        self.open.iter().rev().take_while(|open| !is_block(&open.name) || is_accent(open)).take(12).any(is_accent)
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
        let lead = std::mem::take(&mut self.lead);
        self.is_leading = true;
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
        } else if kind == BlockKind::Paragraph && is_credit(text, &self.lexicon.bylines) {
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
        self.lines.push(Drafted { line: Line { text: text.to_owned(), kind, lead: lead.min(text.len()) }, end });
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
        self.lines.push(Drafted { line: Line { text, kind: BlockKind::ListItem, lead: 0 }, end: Break::Block });
    }
}

/// Says whether an element never holds the article's running text.
fn is_beside(name: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer" | "button" | "form" | "label" | "figure" | "dialog" | "menu")
}

/// Says whether a line is a picture's caption or credit by its own marks: `▲ …`, `사진=…`, `[사진 제공=…]`.
fn is_credit(text: &str, bylines: &Bylines) -> bool {
    let bare = text.trim_start_matches(['[', '(', '<', ' ', '/']);
    // `배우 감유찬. 사진=조은날 기자`
    let ends = || bylines.is_in(Part::CreditMark, text);
    let mut starts = bylines.words(Part::CreditStart).iter();
    let n_chars = text.chars().count();
    n_chars <= 160 && starts.any(|start| bare.starts_with(start.as_str())) || n_chars <= 70 && ends()
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

/// Says whether an element's class or id says that it stands beside the article.
pub(crate) fn is_aside(tag: Tag<'_>, lexicon: &Lexicon) -> bool {
    let is_named = |attribute: &str| {
        tag.attribute(attribute)
            .is_some_and(|names| names.split_ascii_whitespace().any(|name| lexicon.page.is_aside(name)))
    };
    !tag.attributes.is_empty()
        && !["body", "html", "img", "br", "input", "meta", "link", "hr"].iter().any(|name| tag.is(name))
        && (is_named("class") || is_named("id"))
}
