//! Nothing of an article is lost: every visible word of a generated page stands in its text or in a remark.

use std::fmt::Write;

use onrecord_model::Media;
use proptest::prelude::*;

/// How a paragraph can be set: what stands around its words.
const PARTS: [(&str, &str); 12] = [
    ("<p>", "</p>"),
    ("<div><p>", "</p></div>"),
    ("<p>“", "”</p>"),
    ("<h2>", "</h2>"),
    ("<ul><li>", "</li></ul>"),
    ("<ol><li><p>", "</p></li></ol>"),
    ("<blockquote><p>", "</p></blockquote>"),
    ("<blockquote><p>The words stand here as they were said.</p><footer>", "</footer></blockquote>"),
    ("<figure><blockquote><p>", "</p></blockquote></figure>"),
    (
        "<figure><blockquote><p>The words stand here as they were said.</p></blockquote><figcaption>",
        "</figcaption></figure>",
    ),
    ("<p>The first half of it,<br>", "</p>"),
    ("<p><a href=/x>", ".</a></p>"),
];
/// How words can be set inside a paragraph.
const SPANS: [(&str, &str); 34] = [
    ("", ""),
    ("<b>", "</b>"),
    ("<strong>", "</strong>"),
    ("<i>", "</i>"),
    ("<em>", "</em>"),
    ("<span class=x>", "</span>"),
    ("<a href=/y>", "</a>"),
    ("<q>", "</q>"),
    ("<ins>", "</ins>"),
    ("<del>", "</del>"),
    ("<s>", "</s>"),
    ("<mark>", "</mark>"),
    ("<small>", "</small>"),
    ("<big>", "</big>"),
    ("<u>", "</u>"),
    ("<cite>", "</cite>"),
    ("<abbr title=z>", "</abbr>"),
    ("<dfn>", "</dfn>"),
    ("<code>", "</code>"),
    ("<kbd>", "</kbd>"),
    ("<samp>", "</samp>"),
    ("<var>", "</var>"),
    ("<sub>", "</sub>"),
    ("<sup>", "</sup>"),
    ("<time datetime=2025-01-01>", "</time>"),
    ("<data value=1>", "</data>"),
    ("<bdi>", "</bdi>"),
    ("<bdo dir=ltr>", "</bdo>"),
    ("<font size=2>", "</font>"),
    ("<tt>", "</tt>"),
    ("<ruby>", "<rp>(</rp><rt>small</rt><rp>)</rp></ruby>"),
    ("<sup class=reference><a href=#n>", "</a></sup>"),
    ("<span lang=ko>", "</span>"),
    ("<br>", ""),
];

/// A paragraph: how it is set, and its words with how each few are set.
type Part = (usize, Vec<(usize, usize)>);

/// Returns a page, and its words.
fn page(parts: &[Part]) -> (String, Vec<String>) {
    let mut html = "<html lang=en><head><title>The keepers of the light</title></head><body><article><h1>The keepers of the light</h1>\
        <p>We met the keeper in the kitchen of the light, where the kettle has stood on the same stove for thirty winters.</p>"
        .to_owned();
    let mut words = Vec::new();
    for (part, spans) in parts {
        let (open, close) = PARTS[*part];
        html.push_str(open);
        for (span, n) in spans {
            let (open, close) = SPANS[*span];
            html.push_str(open);
            for _ in 0..*n {
                // No word stands twice, so that each one is missed.
                let word = format!("{}{}", ["lamp", "rope", "tide", "stair", "glass"][words.len() % 5], words.len());
                let _ = write!(html, "{word} ");
                words.push(word);
            }
            html.push_str(close);
            html.push(' ');
        }
        html.push_str(close);
        html.push('\n');
    }
    html.push_str("<p>Nobody ever asked him for the time, because everybody could see it from the village below.</p></article></body></html>");
    (html, words)
}

/// Returns the words of a page that stand nowhere in what was read of it.
fn lost(parts: &[Part]) -> Vec<String> {
    let (html, words) = page(parts);
    let read = super::reading(html.as_bytes(), Media::Html);
    let said: String = read.remarks.iter().map(|remark| format!("{} ", remark.text)).collect();
    let stands = |word: &String| {
        [read.document.text(), said.as_str()].iter().any(|text| {
            text.match_indices(word.as_str())
                .any(|(at, _)| !text[at + word.len()..].starts_with(|char: char| char.is_ascii_digit()))
        })
    };
    words.into_iter().filter(|word| !stands(word)).collect()
}

#[test]
fn every_way_to_set_a_paragraph_and_words_keeps_them() {
    let mut wrong = Vec::new();
    for part in 0..PARTS.len() {
        for span in 0..SPANS.len() {
            let parts = [(0, vec![(0, 12)]), (part, vec![(0, 5), (span, 4), (0, 5)]), (0, vec![(0, 12)])];
            if !lost(&parts).is_empty() {
                wrong.push(format!("{:?} in {:?}: {:?}", SPANS[span].0, PARTS[part].0, lost(&parts)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), PARTS.len() * SPANS.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_visible_word_stands_in_the_text_or_in_a_remark(
        parts in prop::collection::vec(
            (0..PARTS.len(), prop::collection::vec((0..SPANS.len(), 1..9usize), 1..6)),
            1..9,
        )
    ) {
        // A short paragraph that is nothing but a link leads elsewhere.
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(part, spans)| (part, [vec![(0, if PARTS[part].0.contains("<a ") { 14 } else { 6 })], spans].concat()))
            .collect();
        prop_assert_eq!(lost(&parts), Vec::<String>::new());
    }
}
