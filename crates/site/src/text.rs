//! Text on its way to a page: cleaned, escaped, cut short.

use onrecord_model::letter::{is_filler, is_invisible, is_syllable};
use unicode_normalization::UnicodeNormalization;

/// Marks where a rendered code will stand while Markdown is turned into HTML; never part of a text.
pub(crate) const CODE_OPENS: char = '\u{e000}';
/// Ends what [`CODE_OPENS`] begins.
pub(crate) const CODE_CLOSES: char = '\u{e001}';

/// Returns the text without control characters and direction overrides, with white space as one space.
///
/// For everything but quotations: names, titles, front matter, sources' metadata.
pub fn line(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|char| if char.is_whitespace() { ' ' } else { char })
        .filter(|&char| !is_hidden(char))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text of several lines without control characters and direction overrides.
pub fn lines(text: &str) -> String {
    text.chars().filter(|&char| char == '\n' || !is_hidden(char)).collect()
}

/// Says whether a character changes how a page reads without being seen: controls, direction overrides
/// and isolates, zero-width marks, fillers, tags, private use, and what is no character at all.
pub fn is_hidden(char: char) -> bool {
    match char {
        '\n' | '\t' | ' '..='~' => false,
        char if is_syllable(char) => false,
        // Fillers look like nothing.
        char if is_invisible(char) || is_filler(char) => true,
        // Old marks of direction and shape, a vowel's place in Mongolian, notes between lines, and the plane of tags.
        '\u{206a}'..='\u{206f}' | '\u{061c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}' => true,
        // XML, and so a feed, may hold none of these.
        '\u{fdd0}'..='\u{fdef}' => true,
        char => char.is_control() || u32::from(char) & 0xfffe == 0xfffe,
    }
}

/// Returns the text with `&`, `<`, `>`, `"` and `'` escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(text, &mut html);
    html
}

/// Adds a text to HTML, escaped.
pub(crate) fn push_escaped(text: &str, html: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escape);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// Returns verbatim words as HTML: escaped, and each hidden character as a visible note that names it.
///
/// [`crate::proof`] reads the note back as the character, so the words stay provable letter for letter.
pub fn words_html(words: &str) -> String {
    let mut html = String::with_capacity(words.len() + words.len() / 8);
    let mut from = 0;
    for (at, char) in words.char_indices().filter(|&(_, char)| is_hidden(char)) {
        push_escaped(&words[from..at], &mut html);
        html.push_str(&format!("<span class=\"hidden-character\">U+{:04X}</span>", u32::from(char)));
        from = at + char.len_utf8();
    }
    push_escaped(&words[from..], &mut html);
    html
}

/// Returns the part of an address for a name: letters, digits and hyphens, at most 80 characters and 180 bytes.
///
/// Dots, slashes and everything else become hyphens, so that no name leads out of its folder. A name that is too long
/// keeps its beginning and a hash of the whole; one that Windows keeps for devices ends in a hyphen. Empty where
/// nothing is left.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for char in name.nfc().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() && !is_hidden(char) {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    let fits = |n_chars: usize, n_bytes: usize| {
        let end = slug.char_indices().take(n_chars).map(|(at, char)| at + char.len_utf8());
        end.take_while(|&end| end <= n_bytes).last().unwrap_or(0)
    };
    if fits(80, 180) < slug.len() {
        let hash = blake3::hash(slug.as_bytes()).to_hex();
        return format!("{}-{}", slug[..fits(72, 170)].trim_end_matches('-'), &hash[..6]);
    }
    if is_device(&slug) {
        slug.push('-');
    }
    slug
}

/// Says whether Windows keeps a file name for a device, whatever stands behind its first dot.
pub(crate) fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

/// Returns the address if a reader may be led there: `http`, `https`, `mailto` or `tel`.
pub fn safe_address(address: &str) -> Option<String> {
    let address = line(address);
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let is_safe = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    (is_safe && !address.contains([' ', '"', '<', '>', '\\'])).then_some(address)
}

/// Returns the first words of a text, at most `n` code points, cut between words and with `…` if cut.
pub fn first_words(text: &str, n: usize) -> String {
    // What is far behind the cut needs no cleaning: texts without end would make every page slow.
    let text = line(text.char_indices().nth(8 * n).map_or(text, |(far, _)| &text[..far]));
    let Some((cut, _)) = text.char_indices().nth(n) else { return text };
    let head = &text[..cut];
    let head = head.rfind(' ').map_or(head, |space| &head[..space]);
    format!("{}…", head.trim_end_matches([' ', ',', '.', ';', ':']))
}

/// Returns a name or a title as lists show it: what a broken source gives for one may be a whole text.
pub(crate) fn label(text: &str) -> String {
    first_words(text, 240)
}

/// Returns the text of our own HTML, without tags and without the credits under quotations, entities read back.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let credit = ["<figcaption", "<span class=\"unseen\""].into_iter().zip(["</figcaption>", "</span>"]);
        let end = credit
            .filter(|(begins, _)| rest[open..].starts_with(begins))
            .find_map(|(_, ends)| Some(rest[open..].find(ends)? + ends.len()));
        if let Some(end) = end {
            rest = &rest[open + end..];
            continue;
        }
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        let is_inline = ["a", "/a", "em", "/em", "strong", "/strong", "q", "/q", "span", "/span", "code", "/code"];
        if !is_inline.contains(&tag.split(' ').next().unwrap_or_default()) {
            text.push(' ');
        }
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    unescape(&text)
}

/// Reads back what [`escape`] wrote, and the few other entities that stand on our pages.
pub(crate) fn unescape(html: &str) -> String {
    const ENTITIES: [(&str, char); 8] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&#x27;", '\''),
        ("&#x2f;", '/'),
        ("&nbsp;", '\u{a0}'),
    ];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (length, char) = known.map_or((1, '&'), |(entity, char)| (entity.len(), *char));
        text.push(char);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

/// Returns an address with everything but unreserved ASCII and `/` percent-encoded, as feeds and sitemaps want it.
pub(crate) fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b'#' | b'%') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        for (name, expected) in [
            ("../../etc/passwd", "etc-passwd"),
            ("..\\windows", "windows"),
            ("/abs", "abs"),
            ("a\0b", "a-b"),
            ("Why a Prequel?", "why-a-prequel"),
            ("왜 프리퀄인가", "왜-프리퀄인가"),
            ("...", ""),
            ("\u{1100}\u{1161}\u{ad}", "가"),
            ("CON", "con-"),
            ("com1.ko", "com1-ko"),
            ("LPT9", "lpt9-"),
            ("\u{3164}\u{e0041}x", "x"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_keeps_apart_from_its_like() {
        for letter in ["x", "가", "𝒳"] {
            let (one, other) = (slug(&letter.repeat(300)), slug(&letter.repeat(301)));
            assert!(one.len() <= 180 && one.chars().count() <= 80, "{one}");
            assert_ne!(one, other);
        }
    }

    #[test]
    fn only_safe_schemes_lead_away() {
        for address in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " java\u{0}script:x", "//x", "x"]
        {
            assert_eq!(safe_address(address), None, "{address}");
        }
        assert_eq!(safe_address("tel:1388").as_deref(), Some("tel:1388"));
        assert_eq!(safe_address("https://outlet.example/1?a=b&c").as_deref(), Some("https://outlet.example/1?a=b&c"));
    }

    #[test]
    fn an_override_is_seen_in_a_quotation_and_gone_elsewhere() {
        assert_eq!(line("safe\u{202e}exe.\u{2066}x"), "safeexe.x");
        assert_eq!(line("a\u{ffff}b\u{fdd0}c\u{fff9}d\u{3164}"), "abcd");
        assert_eq!(words_html("a\u{202e}<b>"), "a<span class=\"hidden-character\">U+202E</span>&lt;b&gt;");
    }

    #[test]
    fn plain_text_has_no_credits() {
        assert_eq!(
            plain("<p>A <q>b</q> &amp; c</p><figure>d<figcaption>who <a href=\"x\">see</a></figcaption></figure>e"),
            " A b & c  d e"
        );
    }

    #[test]
    fn long_text_is_cut_between_words() {
        assert_eq!(first_words("one two three", 9), "one two…");
        assert_eq!(first_words("가나 다라", 20), "가나 다라");
    }
}
