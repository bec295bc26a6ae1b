//! Text on its way to a page: cleaned, escaped, cut short.

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
/// and isolates, zero-width marks, private use.
pub fn is_hidden(char: char) -> bool {
    (char.is_control() && !matches!(char, '\n' | '\t'))
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

/// Returns the text with `&`, `<`, `>`, `"` and `'` escaped.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    for char in text.chars() {
        push_escaped(char, &mut html);
    }
    html
}

fn push_escaped(char: char, html: &mut String) {
    match char {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(char),
    }
}

/// Returns verbatim words as HTML: escaped, and each hidden character as a visible note that names it.
///
/// [`crate::proof`] reads the note back as the character, so the words stay provable letter for letter.
pub fn words_html(words: &str) -> String {
    let mut html = String::with_capacity(words.len() + words.len() / 8);
    for char in words.chars() {
        if is_hidden(char) {
            let code = u32::from(char);
            html.push_str(&format!("<span class=\"hidden-character\">U+{code:04X}</span>"));
        } else {
            push_escaped(char, &mut html);
        }
    }
    html
}

/// Returns the part of an address for a name: letters, digits and hyphens, at most 80 characters.
///
/// Dots, slashes and everything else become hyphens, so that no name leads out of its folder.
/// Empty where nothing is left.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for char in name.chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').chars().take(80).collect::<String>().trim_end_matches('-').to_owned()
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
    let text = line(text);
    let Some((cut, _)) = text.char_indices().nth(n) else { return text };
    let head = &text[..cut];
    let head = head.rfind(' ').map_or(head, |space| &head[..space]);
    format!("{}…", head.trim_end_matches([' ', ',', '.', ';', ':']))
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

/// Reads back what [`escape`] wrote.
pub fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Returns an address with everything but unreserved ASCII and `/` percent-encoded, as feeds and sitemaps want it.
pub fn percent_encoded(path: &str) -> String {
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
        ] {
            assert_eq!(slug(name), expected, "{name}");
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
