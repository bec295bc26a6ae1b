//! Makes a page harmless and small before it is parsed: bounded in size, in depth and in tags; without scripts and hidden parts.
//!
//! The parser behind it takes time quadratic in the depth of a page and in the attributes of a tag, so both
//! are bounded here, in one linear pass over the tags. Text is never lost to the bounds on depth and tags;
//! only the bound on size cuts.

use std::borrow::Cow;

use onrecord_model::{Remark, RemarkKind};

use super::hidden::{Hiding, Sheet, hiding};
use super::tag::{Piece, Tag, pieces};
use super::tree::VOID;
use onrecord_language::Lexicon;

/// Bytes of a page that are read.
const PAGE_BYTES: usize = 24 << 20;
/// Bytes of visible text that are kept.
const TEXT_BYTES: usize = 1 << 20;
/// Tags that are kept; a long article page has some thousands.
const TAGS: usize = 60_000;
/// Open elements that are kept; article pages were seen to nest up to about forty.
const DEPTH: usize = 120;
/// Open elements among which the start of an end tag is searched.
const REACH: usize = 512;
/// Bytes of one tag that are kept as they are; longer ones hold pictures and data.
const TAG_BYTES: usize = 2048;
/// Attributes of one tag that are kept as they are.
const ATTRIBUTES: usize = 32;
/// Bytes of all JSON-LD of a page that are read.
const JSON_LD_BYTES: usize = 1 << 20;

/// A page that is safe to parse.
#[derive(Debug, Default)]
pub(crate) struct Tamed<'a> {
    /// The page's markup without scripts, styles and hidden parts.
    pub html: String,
    /// The page's JSON-LD, as written.
    pub json_ld: Vec<&'a str>,
    /// What was left out by the bounds, and what was hidden in a way that readers should know of.
    pub remarks: Vec<Remark>,
}

/// Elements that hold no text of the page; their content is left out.
const LEFT_OUT: [&str; 17] = [
    "script", "style", "noscript", "iframe", "noembed", "noframes", "textarea", "template", "svg", "math", "canvas",
    "object", "audio", "video", "select", "datalist", "xmp",
];
/// Elements that end an open paragraph, and break the line.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements that end an open one of the same name.
const SELF_ENDING: [&str; 9] = ["p", "li", "td", "th", "tr", "dt", "dd", "option", "a"];

/// Says whether an element breaks the line.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name))
}

/// Returns the page in a form that is safe to parse.
pub(crate) fn tame<'a>(page: &'a str, lexicon: &Lexicon) -> Tamed<'a> {
    let kept = &page[..page.floor_char_boundary(PAGE_BYTES.min(page.len()))];
    let mut work = Work {
        out: String::with_capacity(kept.len().min(1 << 20)),
        open: Vec::new(),
        n_kept_open: 0,
        n_tags: 0,
        n_text: 0,
        left_out_from: None,
        n_sly: 0,
        cut: Cut::default(),
        sheet: Sheet::of(kept),
        lexicon,
    };
    let mut tamed = Tamed::default();
    let mut n_json_ld = 0;
    for piece in pieces(kept) {
        match piece {
            Piece::Text(text) => work.text(text),
            Piece::Open(tag) => work.start(tag),
            Piece::Close(name) => work.end(name),
            Piece::Raw(tag, content) if tag.is("title") => {
                work.start(tag);
                work.text(content);
                work.end("title");
            }
            Piece::Raw(tag, content) => {
                let is_json_ld = tag.is("script")
                    && tag.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
                if is_json_ld {
                    n_json_ld += content.len();
                    if n_json_ld <= JSON_LD_BYTES {
                        tamed.json_ld.push(content);
                    } else {
                        work.cut.json_ld = true;
                    }
                }
            }
        }
    }
    tamed.remarks = work.remarks(page.len());
    tamed.html = work.out;
    tamed
}

/// Which bounds were reached.
#[derive(Debug, Default)]
struct Cut {
    depth: bool,
    tags: bool,
    text: bool,
    json_ld: bool,
}

struct Open<'a> {
    name: &'a str,
    is_kept: bool,
}

struct Work<'a> {
    out: String,
    open: Vec<Open<'a>>,
    n_kept_open: usize,
    n_tags: usize,
    n_text: usize,
    /// The number of open elements outside the part that is being left out.
    left_out_from: Option<(usize, Hiding)>,
    /// Characters that were hidden by a trick.
    n_sly: usize,
    cut: Cut,
    sheet: Sheet,
    lexicon: &'a Lexicon,
}

impl<'a> Work<'a> {
    fn text(&mut self, text: &str) {
        if let Some((_, hiding)) = self.left_out_from {
            if hiding == Hiding::Sly {
                self.n_sly += text.split_whitespace().map(|word| word.chars().count()).sum::<usize>();
            }
            return;
        }
        let room = TEXT_BYTES - self.n_text;
        if text.len() > room {
            self.cut.text = true;
        }
        let text = &text[..text.floor_char_boundary(room.min(text.len()))];
        self.n_text += text.len();
        self.out.push_str(text);
    }

    fn start(&mut self, tag: Tag<'a>) {
        let is_void = VOID.iter().any(|void| tag.is(void));
        if is_void {
            if self.left_out_from.is_none() {
                self.emit(tag);
            }
            return;
        }
        self.end_implied(tag);
        if self.left_out_from.is_none() {
            if LEFT_OUT.iter().any(|name| tag.is(name)) {
                self.left_out_from = Some((self.open.len(), Hiding::Plain));
            } else if let Some(hiding) = hiding(tag, &self.sheet, self.lexicon) {
                self.left_out_from = Some((self.open.len(), hiding));
            }
        }
        let is_kept = self.left_out_from.is_none() && self.n_kept_open < DEPTH && self.n_tags < TAGS;
        if is_kept {
            self.n_kept_open += 1;
            self.emit(tag);
        } else if self.left_out_from.is_none() {
            if self.n_tags >= TAGS {
                self.cut.tags = true;
            } else {
                self.cut.depth = true;
            }
            self.break_line(tag.name);
        }
        self.open.push(Open { name: tag.name, is_kept });
    }

    fn end(&mut self, name: &str) {
        let first = self.open.len().saturating_sub(REACH);
        let Some(at) = self.open[first..].iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) else {
            // A lone `</p>` and `</br>` break the line.
            if name.eq_ignore_ascii_case("p") || name.eq_ignore_ascii_case("br") {
                self.break_line("p");
            }
            return;
        };
        self.close_to(first + at);
    }

    /// Ends the elements that a start tag ends without saying so.
    fn end_implied(&mut self, tag: Tag<'a>) {
        let Some(top) = self.open.last() else { return };
        let ends_itself = SELF_ENDING.iter().any(|name| tag.is(name)) && tag.is(&top.name.to_ascii_lowercase());
        let ends_paragraph = top.name.eq_ignore_ascii_case("p") && is_block(tag.name);
        let ends_term = (tag.is("dt") || tag.is("dd")) && matches!(top.name, "dt" | "dd" | "DT" | "DD");
        if ends_itself || ends_paragraph || ends_term {
            self.close_to(self.open.len() - 1);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(open) = self.open.pop() else { break };
            if open.is_kept {
                self.n_kept_open -= 1;
                if self.left_out_from.is_none() {
                    self.out.push_str("</");
                    self.out.push_str(open.name);
                    self.out.push('>');
                }
            } else if self.left_out_from.is_none() {
                self.break_line(open.name);
            }
            if self.left_out_from.is_some_and(|(from, _)| self.open.len() <= from) {
                self.left_out_from = None;
            }
        }
    }

    fn break_line(&mut self, name: &str) {
        if is_block(name) && !self.out.ends_with("\n<br>\n") {
            self.out.push_str("\n<br>\n");
        }
    }

    fn emit(&mut self, tag: Tag<'_>) {
        if self.n_tags >= TAGS {
            self.cut.tags = true;
            if tag.is("br") {
                self.out.push('\n');
            }
            return;
        }
        self.n_tags += 1;
        let is_plain = tag.source.len() <= TAG_BYTES
            && tag.source.ends_with('>')
            && tag.attributes.bytes().filter(|byte| matches!(byte, b'=' | b' ' | b'\n')).count() <= 2 * ATTRIBUTES;
        if is_plain {
            self.out.push_str(tag.source);
        } else {
            self.out.push_str(&shortened(tag));
        }
    }

    fn remarks(&self, n_bytes: usize) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let mut limit = |is_reached: bool, text: String| {
            if is_reached {
                remarks.push(Remark { kind: RemarkKind::Limit, text });
            }
        };
        limit(n_bytes > PAGE_BYTES, format!("the page has {n_bytes} bytes; only its first {PAGE_BYTES} were read"));
        limit(self.cut.text, format!("the page has more than {TEXT_BYTES} bytes of text; the rest was left out"));
        limit(
            self.cut.tags,
            format!("the page has more than {TAGS} tags; behind them its text was read without its layout"),
        );
        limit(self.cut.depth, format!("the page nests more than {DEPTH} elements; deeper ones were flattened"));
        limit(
            self.cut.json_ld,
            format!("the page has more than {JSON_LD_BYTES} bytes of JSON-LD; the rest was left out"),
        );
        if self.n_sly >= 20 {
            let text = format!(
                "{} characters that readers of the page cannot see (tiny, transparent or off the screen) were left out",
                self.n_sly
            );
            remarks.push(Remark { kind: RemarkKind::Hidden, text });
        }
        remarks
    }
}

/// Returns a tag with only the attributes that say what it is.
fn shortened(tag: Tag<'_>) -> String {
    const KEPT: [&str; 11] =
        ["id", "class", "style", "role", "itemprop", "name", "property", "content", "href", "rel", "datetime"];
    let mut out = format!("<{}", tag.name);
    for (name, value) in tag.attributes().take(8 * ATTRIBUTES) {
        let bound = if name.eq_ignore_ascii_case("content") { 8 * TAG_BYTES } else { TAG_BYTES / 2 };
        let is_known = KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept));
        let is_seen = out.contains(&format!(" {name}=\""));
        if is_known && !is_seen && value.len() <= bound {
            let value: Cow<'_, str> =
                if value.contains('"') { value.replace('"', "&quot;").into() } else { value.into() };
            out.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    out.push('>');
    out
}
