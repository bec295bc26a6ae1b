//! What pages say of themselves where their own signs disagree: one small page each.

use onrecord_model::{Found, Media};

const ARTICLE: &str = "<p>The keeper of the lighthouse said that the lamp had never gone out in forty years of storms.</p>\
    <p>“I sleep by day,” Oren Vale told visitors on Monday, “and I read by its light when the ships are late.”</p>";

/// Checks one field of a page with this head and this markup before and behind its article.
#[track_caller]
fn check(field: &str, head: &str, front: &str, behind: &str, expected: &str) {
    let html = format!(
        "<html><head>{head}</head><body><h1>The lamp of Skerry Head</h1>{front}<article>{ARTICLE}</article>{behind}</body></html>"
    );
    let known = super::reading(html.as_bytes(), Media::Html).known;
    let found = match field {
        "author" => known.author,
        "outlet" => known.outlet,
        "title" => known.title,
        _ => known.published,
    };
    let value = |found: Option<Found>| found.map_or("nothing".to_owned(), |found| found.value);
    assert_eq!(value(found), expected, "{html}");
}

#[test]
fn a_date_beside_the_headline_beats_a_label_of_another_article() {
    let far = "<p>More of the harbour and its people, week by week.</p>".repeat(60);
    check(
        "published",
        "",
        "<span class=timestamp>November 18, 2024 at 2:26 PM</span>",
        &format!("{far}<div>Published November 19, 2024 at 6:56 PM</div>"),
        "2024-11-18T14:26:00",
    );
    check("published", "", "", &format!("{far}<div>Published November 19, 2024</div>"), "2024-11-19");
}

#[test]
fn an_author_that_the_data_point_at() {
    let graph = r#"<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"/p/7"}},{"@type":["Person"],"@id":"/p/7","name":"Ida Brandt"}]}</script>"#;
    check("author", graph, "", "<p class=author>by Somebody Else</p>", "Ida Brandt");
    let nobody = r#"<script type="application/ld+json">{"@type":"Article","author":{"@id":"/p/8"}}</script>"#;
    check("author", nobody, "", "", "nothing");
}

#[test]
fn an_author_with_a_label_and_a_house() {
    check("author", "<meta name=author content=\"Words: Ida Brandt\">", "", "", "Ida Brandt");
    check(
        "author",
        "<meta name=author content=\"Ida Brandt, Skerry Business\"><meta property=og:site_name content=Skerry>",
        "",
        "",
        "Ida Brandt",
    );
}

#[test]
fn an_outlet_of_which_only_the_host_is_known() {
    check(
        "outlet",
        "<title>The lamp of Skerry Head - skerry.example</title><meta property=og:site_name content=skerry><link rel=canonical href=\"https://www.skerry.example/a\">",
        "",
        "",
        "skerry.example",
    );
}

#[test]
fn a_portal_with_the_address_of_the_outlet() {
    check(
        "outlet",
        "<meta property=og:site_name content=MSN><link rel=canonical href=\"https://www.skerry.example/a\">",
        "",
        "",
        "skerry.example",
    );
}

#[test]
fn a_headline_whose_class_tells_more() {
    check("title", "<title>Tide</title>", "<h2 class=press-info>Another</h2>", "", "The lamp of Skerry Head");
}
