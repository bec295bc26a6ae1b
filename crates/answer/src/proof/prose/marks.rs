//! Takes the marks of Markdown and HTML out of a draft.

mod parts;

use std::ops::Range;

use onrecord_model::callout;
use onrecord_model::code::braced;
use onrecord_model::front::Front;

use super::text::{Comment, Link, Prose, Syntax};
use parts::{attribute, entity, fence, find_end, pairs};

/// Bytes in which a tag must end.
const LONGEST_TAG: usize = 2000;

/// Elements whose content is no prose.
const SILENT: &[&str] =
    &["script", "style", "pre", "code", "textarea", "svg", "head", "template", "noscript", "iframe", "math"];
/// Elements that end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "table",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "hr",
    "body",
    "html",
    "nav",
    "form",
    "details",
    "summary",
];

/// Returns the draft without marks; line ends of Markdown and plain text stay.
pub(super) fn without_marks(draft: &str, syntax: Syntax) -> Prose {
    let mut scan = Scan {
        draft,
        syntax,
        prose: Prose::default(),
        kept: 0,
        pairs: pairs(draft, syntax),
        quoted: 0,
        fresh: true,
        unclosed: Vec::new(),
        callout: false,
    };
    let front = if syntax == Syntax::Markdown { Front::of(draft) } else { None };
    let mut at = front.and_then(|front| front.end).unwrap_or(0);
    scan.kept = at;
    while at < draft.len() {
        at = scan.step(at);
    }
    scan.keep_to(draft.len());
    scan.prose
}

struct Scan<'a> {
    draft: &'a str,
    syntax: Syntax,
    prose: Prose,
    /// The draft up to here is done.
    kept: usize,
    /// For each opening bracket, in order, where it closes.
    pairs: Vec<(usize, usize)>,
    /// Block quotations that are open, of a page.
    quoted: usize,
    /// Whether nothing but white space has been written since the last line end, of a page.
    fresh: bool,
    /// Comments and elements that are known never to close in the rest.
    unclosed: Vec<String>,
    /// Whether the line belongs to a callout, `> [!note]`: the writer's own text.
    callout: bool,
}

impl Scan<'_> {
    fn keep_to(&mut self, at: usize) {
        if self.syntax != Syntax::Html {
            self.prose.push(self.draft, self.kept..at);
        } else {
            self.keep_collapsed(self.kept..at);
        }
        self.kept = at;
    }

    /// Keeps words of a page; white space is one space, and none at the head of a line.
    fn keep_collapsed(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let rest = &self.draft[from..range.end];
            let space = rest.len() - rest.trim_start().len();
            if space > 0 {
                if !self.fresh {
                    self.prose.push_for(" ", from..from + space);
                }
                self.fresh = true;
                from += space;
            }
            let rest = &self.draft[from..range.end];
            let words = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if words > 0 {
                self.fresh = false;
                self.prose.push(self.draft, from..from + words);
            }
            from += words;
        }
    }

    /// Leaves out a range of the draft and writes `words` for it.
    fn cut(&mut self, range: Range<usize>, words: &str) -> usize {
        self.keep_to(range.start);
        if !words.is_empty() {
            self.prose.push_for(words, range.clone());
            self.fresh = words.ends_with(['\n', ' ']);
        }
        self.kept = range.end;
        range.end
    }

    /// Looks at one place and returns the next.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.draft[at..];
        let is_markdown = self.syntax == Syntax::Markdown;
        let byte = rest.as_bytes()[0];
        let is_line_start = at == 0 || self.draft.as_bytes()[at - 1] == b'\n';
        if is_markdown
            && is_line_start
            && let Some(end) = self.callout(at)
        {
            return self.cut(at..end, "");
        }
        if is_markdown
            && is_line_start
            && let Some(end) = fence(self.draft, at).or_else(|| self.definition(at))
        {
            return self.cut(at..end, "\n");
        }
        match byte {
            b'<' if rest.starts_with("<!--") => self.comment(at),
            b'<' if self.syntax != Syntax::Plain => self.tag(at),
            b'&' if self.syntax != Syntax::Plain => match entity(rest) {
                Some((width, char)) => self.cut(at..at + width, char.encode_utf8(&mut [0; 4])),
                None => at + 1,
            },
            b'\\' if is_markdown && rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => {
                self.cut(at..at + 1, "");
                at + 2
            }
            b'`' if is_markdown => self.code(at),
            b'[' | b'!' if is_markdown => self.link(at),
            b'{' if is_markdown && rest.starts_with("{{") => self.code_of_post(at),
            b'*' | b'_' | b'~' if is_markdown => self.emphasis(at, byte as char),
            _ => at + rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    /// Returns where the marks of a line of a callout end, if one begins here.
    fn callout(&mut self, at: usize) -> Option<usize> {
        let line = self.draft[at..].split('\n').next().unwrap_or_default();
        let bare = line.trim_start_matches([' ', '>', '\t']);
        let is_quoted = line.trim_start().starts_with('>');
        let mark = is_quoted.then(|| callout::mark(bare)).flatten().filter(|mark| !mark.is_quotation);
        self.callout = is_quoted && (self.callout || mark.is_some());
        let end = at + line.len() - bare.len() + mark.map_or(0, |mark| mark.length);
        (self.callout && end > at).then_some(end)
    }

    fn comment(&mut self, at: usize) -> usize {
        if self.never_closes("!--") {
            return at + 4;
        }
        let Some(end) = self.draft[at + 4..].find("-->").map(|end| at + 4 + end) else {
            self.unclosed.push("!--".to_owned());
            return at + 4;
        };
        self.cut(at..end + 3, "");
        self.prose.comments.push(Comment {
            draft: at..end + 3,
            at: self.prose.text.len(),
            text: self.draft[at + 4..end].to_owned(),
        });
        end + 3
    }

    fn never_closes(&self, name: &str) -> bool {
        self.unclosed.iter().any(|unclosed| unclosed == name)
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.draft[at..];
        let head = rest[1..].trim_start_matches('/');
        let is_tag = head.starts_with(|char: char| char.is_ascii_alphabetic() || char == '!' || char == '?');
        let reach = rest.floor_char_boundary(LONGEST_TAG.min(rest.len()));
        let close = rest[..reach].find('>').filter(|_| is_tag);
        let Some(close) = close.filter(|&close| !rest[1..close].contains('<')) else { return at + 1 };
        let name_end = head.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(head.len());
        let name = head[..name_end].to_ascii_lowercase();
        let is_end = rest[1..].starts_with('/');
        let end = at + close + 1;
        if head[name_end..].starts_with([':', '@', '.']) {
            self.prose.links.push(Link {
                at: self.prose.text.len() + at - self.kept,
                target: rest[1..close].to_owned(),
                quoted: None,
            });
            return self.cut(at..end, "");
        }
        if !is_end && SILENT.contains(&name.as_str()) && !rest[..close].ends_with('/') {
            let closed = if self.never_closes(&name) {
                None
            } else {
                find_end(&self.draft[end..], &name).map(|close| end + close)
            };
            if closed.is_none() && !self.never_closes(&name) {
                self.unclosed.push(name);
            }
            return self.cut(at..closed.unwrap_or(end), "");
        }
        if name == "a"
            && let Some(target) = attribute(&rest[..close], "href")
        {
            self.keep_to(at);
            self.prose.links.push(Link { at: self.prose.text.len(), target: target.to_owned(), quoted: None });
        }
        let words = match name.as_str() {
            "q" if is_end => "”".to_owned(),
            "q" => "“".to_owned(),
            _ if self.syntax == Syntax::Html && BLOCKS.contains(&name.as_str()) => {
                if name == "blockquote" {
                    self.quoted = if is_end { self.quoted.saturating_sub(1) } else { self.quoted + 1 };
                }
                let heading = name.starts_with('h') && name.len() == 2 && name != "hr" && !is_end;
                let head = if heading {
                    "# "
                } else if self.quoted > 0 {
                    "> "
                } else {
                    ""
                };
                let gap = if name == "br" || self.quoted > 0 { "\n" } else { "\n\n" };
                if self.fresh && head.is_empty() && self.prose.text.ends_with("\n\n") {
                    String::new()
                } else {
                    format!("{gap}{head}")
                }
            }
            "br" => "\n".to_owned(),
            _ => String::new(),
        };
        self.cut(at..end, &words)
    }

    fn code(&mut self, at: usize) -> usize {
        let rest = &self.draft[at..];
        let width = rest.len() - rest.trim_start_matches('`').len();
        let reach = rest.floor_char_boundary(4000.min(rest.len()));
        let mut from = width;
        while let Some(next) = rest.get(from..reach).and_then(|rest| rest.find('`')).map(|next| from + next) {
            let run = rest[next..].len() - rest[next..].trim_start_matches('`').len();
            if run == width && !rest[width..next].contains("\n\n") {
                return self.cut(at..at + next + run, "");
            }
            from = next + run;
        }
        at + width
    }

    fn link(&mut self, at: usize) -> usize {
        let is_image = self.draft[at..].starts_with("![");
        let open = at + usize::from(is_image);
        if !self.draft[open..].starts_with('[') {
            return at + 1;
        }
        let Some(close) = self.close_of(open) else { return at + 1 };
        let inner = &self.draft[open + 1..close];
        let after = &self.draft[close + 1..];
        if let Some(name) = inner.strip_prefix('^') {
            let end = close + 1 + usize::from(after.starts_with(':'));
            self.keep_to(at);
            if !after.starts_with(':') {
                self.prose.links.push(Link { at: self.prose.text.len(), target: format!("^{name}"), quoted: None });
            }
            return self.cut(at..end, "");
        }
        let target_open = close + 1;
        let target_close = match after.as_bytes().first() {
            Some(b'(' | b'[') => self.close_of(target_open),
            _ => None,
        };
        let Some(target_close) = target_close else { return at + 1 };
        let target = self.draft[target_open + 1..target_close].split_whitespace().next().unwrap_or_default();
        if is_image {
            return self.cut(at..target_close + 1, "");
        }
        self.keep_to(at);
        self.prose.links.push(Link {
            at: self.prose.text.len(),
            target: target.trim_matches(['<', '>']).to_owned(),
            quoted: None,
        });
        self.cut(at..at + 1, "");
        // The words of the link are looked at like any others; its target is cut when they are done.
        while self.kept < close {
            let mut next = self.kept;
            while next < close {
                next = self.step(next);
            }
            self.keep_to(close.max(self.kept));
        }
        self.cut(self.kept.max(close)..(target_close + 1).max(self.kept), "")
    }

    /// Reads a short code of a post: `{{quote from="KEY" words="…"}}` quotes, the others only name something.
    fn code_of_post(&mut self, at: usize) -> usize {
        let reach = self.draft.floor_char_boundary((at + 4 * LONGEST_TAG).min(self.draft.len()));
        let text = &self.draft[..reach];
        // Most braces that open none are told by this at once.
        let closed = text[at..].contains("}}").then(|| braced(text, at)).flatten();
        let Some(code) = closed else { return at + 2 };
        let source = |key: Range<usize>| format!("source:{}", &text[key]);
        match &text[code.name.clone()] {
            "quote" => {
                if let (Some(key), Some(words)) = (code.value(text, "from"), code.value(text, "words")) {
                    self.cut(at..at + 2, "“");
                    self.kept = words.start;
                    let from = self.prose.text.len();
                    self.keep_to(words.end);
                    let quoted = Some(from..self.prose.text.len());
                    self.prose.links.push(Link { at: from, target: source(key), quoted });
                    return self.cut(words.end..code.end, "”");
                }
                self.cut(at..code.end, "")
            }
            "person" => {
                self.cut(at..code.rest.start, "");
                self.cut(code.rest.end..code.end, "")
            }
            "source" => {
                self.keep_to(at);
                self.prose.links.push(Link { at: self.prose.text.len(), target: source(code.rest), quoted: None });
                self.cut(at..code.end, "")
            }
            _ => self.cut(at..code.end, ""),
        }
    }

    fn close_of(&self, open: usize) -> Option<usize> {
        let at = self.pairs.binary_search_by_key(&open, |&(open, _)| open).ok()?;
        Some(self.pairs[at].1)
    }

    fn emphasis(&mut self, at: usize, mark: char) -> usize {
        let rest = &self.draft[at..];
        let width = rest.len() - rest.trim_start_matches(mark).len();
        let before = self.draft[..at].chars().next_back().unwrap_or('\n');
        let after = rest[width..].chars().next().unwrap_or('\n');
        let is_mark = match mark {
            '~' => width == 2,
            '_' => {
                !(before.is_alphanumeric() && after.is_alphanumeric())
                    && !(before.is_whitespace() && after.is_whitespace())
            }
            _ => !(before.is_whitespace() && after.is_whitespace()) && !(before.is_numeric() && after.is_numeric()),
        };
        if is_mark && width <= 3 { self.cut(at..at + width, "") } else { at + width }
    }

    /// Returns where a definition of a link's target ends, if one begins here.
    fn definition(&mut self, at: usize) -> Option<usize> {
        let line = self.draft[at..].split('\n').next()?;
        let indent = line.len() - line.trim_start().len();
        let rest = line.trim_start().strip_prefix('[').filter(|rest| indent <= 3 && !rest.starts_with('^'))?;
        let (_, target) = rest.split_once("]:")?;
        let is_target = target
            .trim_start()
            .starts_with(|char: char| char.is_ascii_alphabetic() || matches!(char, '<' | '/' | '#' | '.'));
        (is_target && target.split_whitespace().count() <= 12).then(|| (at + line.len() + 1).min(self.draft.len()))
    }
}
