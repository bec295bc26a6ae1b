//! Cuts a page into tags and text, in one pass and in linear time; builds no tree.
//!
//! A guard in front of the real parser: it has to cope with anything, and to be cheap. It follows the
//! tokenizer of the HTML standard where that matters: quoted attributes may hold `>`, the contents of
//! scripts are not markup, an unclosed comment runs to the end.

/// One piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text between tags, with its entities as written.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag's name, as written.
    Close(&'a str),
    /// An element whose content is not markup, with that content.
    Raw(Tag<'a>, &'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// All between its name and its `>`.
    pub attributes: &'a str,
    /// The whole tag.
    pub source: &'a str,
}

/// Elements whose content is not markup.
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "noscript"];

impl<'a> Tag<'a> {
    /// Says whether the tag has this name, given in lower case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns the names and raw values of its attributes; a name without a value has an empty one.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.attributes }
    }

    /// Returns the raw value of an attribute whose name is given in lower case.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// The attributes of a tag, in their order.
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == '/');
        if rest.is_empty() {
            return None;
        }
        // A `=` in front belongs to the name, as in the standard.
        let end = rest[1.min(rest.floor_char_boundary(1))..]
            .find(|char: char| char.is_ascii_whitespace() || matches!(char, '=' | '/'))
            .map_or(rest.len(), |at| at + 1.min(rest.floor_char_boundary(1)));
        let (name, behind) = rest.split_at(end);
        let value = behind.trim_start_matches(|char: char| char.is_ascii_whitespace());
        let Some(value) = value.strip_prefix('=') else {
            self.rest = behind;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(|char: char| char.is_ascii_whitespace());
        let (value, behind) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let inner = &value[1..];
                let end = inner.find(char::from(quote)).unwrap_or(inner.len());
                (&inner[..end], inner.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.find(|char: char| char.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        self.rest = behind;
        Some((name, value))
    }
}

/// Returns the pieces of a page in order; comments, declarations and processing instructions are left out.
pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0, no_more: [false; 2], no_close: 0 }
}

/// See [`pieces`].
pub(crate) struct Pieces<'a> {
    html: &'a str,
    at: usize,
    /// Whether no `"` and no `'` stands in the rest: an unclosed quote is searched for once, not once a tag.
    no_more: [bool; 2],
    /// The raw elements whose end tag is missing in the rest, a bit each.
    no_close: u16,
}

impl Pieces<'_> {
    /// Returns the offset behind the last piece.
    pub(crate) fn at(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
            let bytes = rest.as_bytes();
            if bytes[0] != b'<' || !starts_markup(bytes) {
                let end = self.end_of_text(rest);
                self.at += end;
                return Some(Piece::Text(&rest[..end]));
            }
            match bytes[1] {
                b'!' | b'?' => self.at += length_of_declaration(rest),
                b'/' => {
                    let end = rest.find('>').map_or(rest.len(), |at| at + 1);
                    self.at += end;
                    return Some(Piece::Close(name_at(&rest[2..end])));
                }
                _ => return Some(self.open(rest)),
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn end_of_text(&self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let mut from = 1;
        while let Some(at) = bytes.get(from..).and_then(|bytes| bytes.iter().position(|&byte| byte == b'<')) {
            if starts_markup(&bytes[from + at..]) {
                return from + at;
            }
            from += at + 1;
        }
        rest.len()
    }

    fn open(&mut self, rest: &'a str) -> Piece<'a> {
        let name = name_at(&rest[1..]);
        let end = self.end_of_tag(rest, 1 + name.len());
        let source = &rest[..end];
        let inner_end = if source.ends_with('>') { end - 1 } else { end };
        let tag = Tag { name, attributes: &source[(1 + name.len()).min(inner_end)..inner_end], source };
        self.at += end;
        let Some(raw) = RAW.iter().position(|raw| tag.is(raw)) else { return Piece::Open(tag) };
        if self.no_close & (1 << raw) != 0 {
            return Piece::Open(tag);
        }
        match close_of(&rest[end..], RAW[raw]) {
            Some((content, length)) => {
                self.at += length;
                Piece::Raw(tag, content)
            }
            // A script without an end swallows the rest, as in a browser; a title does not have to.
            None if raw < 2 => {
                self.at = self.html.len();
                Piece::Raw(tag, &rest[end..])
            }
            None => {
                self.no_close |= 1 << raw;
                Piece::Open(tag)
            }
        }
    }

    /// Returns the length of a start tag: to the first `>` outside quoted values.
    fn end_of_tag(&mut self, rest: &str, from: usize) -> usize {
        let bytes = rest.as_bytes();
        let mut at = from;
        let mut is_value = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => return at + 1,
                b'=' => is_value = true,
                b'"' | b'\'' if is_value => {
                    let which = usize::from(byte == b'\'');
                    let close = if self.no_more[which] {
                        None
                    } else {
                        bytes[at + 1..].iter().position(|&found| found == byte)
                    };
                    match close {
                        Some(close) => at += close + 1,
                        None => self.no_more[which] = true,
                    }
                    is_value = false;
                }
                byte if byte.is_ascii_whitespace() => {}
                _ => is_value = false,
            }
            at += 1;
        }
        rest.len()
    }
}

fn starts_markup(bytes: &[u8]) -> bool {
    match bytes {
        [b'<', b'!' | b'?', ..] => true,
        [b'<', b'/', next, ..] | [b'<', next, ..] => next.is_ascii_alphabetic(),
        _ => false,
    }
}

fn name_at(text: &str) -> &str {
    let end = text.find(|char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>')).unwrap_or(text.len());
    &text[..end]
}

/// Returns the length of a comment, doctype, CDATA section or processing instruction.
fn length_of_declaration(rest: &str) -> usize {
    let closer = if rest.starts_with("<!--") {
        if rest.starts_with("<!-->") {
            return 5;
        }
        "-->"
    } else if rest.starts_with("<![CDATA[") {
        "]]>"
    } else {
        ">"
    };
    rest[2..].find(closer).map_or(rest.len(), |at| at + 2 + closer.len())
}

/// Returns the content up to the end tag of a raw element, and the length of both.
fn close_of<'a>(rest: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let start = from + at;
        let behind = start + 2 + name.len();
        if bytes.get(start + 2..behind).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !bytes.get(behind).is_some_and(u8::is_ascii_alphanumeric)
        {
            let end = rest[behind..].find('>').map_or(rest.len(), |at| behind + at + 1);
            return Some((&rest[..start], end));
        }
        from = start + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Open(tag) => {
                    let attributes: Vec<_> = tag.attributes().map(|(name, value)| format!("{name}={value}")).collect();
                    format!("<{} {}>", tag.name, attributes.join(" ")).replace(" >", ">")
                }
                Piece::Close(name) => format!("</{name}>"),
                Piece::Raw(tag, content) => format!("[{} {content}]", tag.name),
            })
            .collect();
        assert_eq!(shown.join("|"), expected, "{html}");
    }

    #[test]
    fn tags_attributes_and_text() {
        check("<p class=\"a b\" id=c hidden>one</p>", "<p class=a b id=c hidden=>|one|</p>");
        check("<a title='x>y' href = /z/>go</A >", "<a title=x>y href=/z/>|go|</A>");
        check("<br/><hr />", "<br>|<hr>");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        check("1 < 2 & 3 <3 한국 <", "1 < 2 & 3 <3 한국 <");
        check("가<나>다", "가<나>다");
    }

    #[test]
    fn scripts_and_comments_hold_no_markup() {
        check("<script>if (a<b) '<p>'</SCRIPT>x<!-- <p> -->y", "[script if (a<b) '<p>']|x|y");
        check("<!DOCTYPE html><title>a < b</title>", "[title a < b]");
    }

    #[test]
    fn unclosed_things_end_somewhere() {
        check("a<!-- b", "a");
        check("<script>x", "[script x]");
        check("<title>x<p>y", "<title>|x|<p>|y");
        check("<p class=\"x>y", "<p class=x>|y");
        check("<p", "<p>");
    }
}
