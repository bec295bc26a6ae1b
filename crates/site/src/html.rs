//! Tags of a built page and their attributes, so that text that only looks like a tag is never taken for one.

/// A start tag: where it ends, and what stands in it.
pub(crate) struct Tag<'a> {
    /// The byte behind its `>`.
    pub end: usize,
    inside: &'a str,
}

/// Returns the start tags of a page in reading order; a `>` between quotation marks ends none.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + html.get(from..)?.find('<')? + 1;
            let end = open + length(&html.as_bytes()[open..])?;
            from = end + 1;
            let inside = &html[open..end];
            if inside.starts_with(|char: char| char.is_ascii_alphabetic()) {
                return Some(Tag { end: from, inside });
            }
        }
    })
}

/// Returns how many bytes stand before the `>` that ends a tag.
fn length(html: &[u8]) -> Option<usize> {
    let mut is_value = false;
    html.iter().position(|&byte| {
        is_value ^= byte == b'"';
        byte == b'>' && !is_value
    })
}

impl<'a> Tag<'a> {
    /// Returns its attributes that have a value, as written: entities are not read back.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.inside;
        std::iter::from_fn(move || {
            let (name, value) = rest.split_once("=\"")?;
            let (value, after) = value.split_once('"')?;
            rest = after;
            Some((name.rsplit(char::is_whitespace).next().unwrap_or(name), value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[(&str, &str)]) {
        assert_eq!(tags(html).flat_map(|tag| tag.attributes()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn attributes_stand_in_tags_alone() {
        check(
            "<a href=\"x\" class=\"y z\" hidden>text href=\"no\" </a><p id=\"p\">",
            &[("href", "x"), ("class", "y z"), ("id", "p")],
        );
        check("a < b and id=\"no\" > c <q data-evidence=\"1>2\">", &[("data-evidence", "1>2")]);
        check("<!-- <a href=\"no\"> --><a href=\"", &[]);
        check("<meta content=\" href=&quot;x&quot;\">", &[("content", " href=&quot;x&quot;")]);
    }
}
