//! Pages of our own in the layouts of real ones: what they say of themselves, what must stand in the text and what must not.

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Snapshot, SnapshotId};

use crate::{Opened, open};

mod hostile;
mod kept;
mod kit;
mod known;

/// Reads bytes as a page.
fn reading(bytes: &[u8], media: Media) -> Opened {
    let snapshot = Snapshot {
        id: SnapshotId::of(bytes),
        bytes: bytes.to_vec(),
        media,
        key: "page".to_owned(),
        place: "page".to_owned(),
        path: None,
        known: Known::default(),
    };
    let opened = open(&snapshot, &Lexicon::built_in());
    let document = &opened.document;
    assert!(document.blocks.iter().all(|block| document.holds(block.span)), "a block lies outside its document");
    opened
}

/// Checks a page against the rows of its `.want` file.
#[track_caller]
fn check(name: &str, bytes: &[u8], want: &str) {
    let reading = reading(bytes, Media::Html);
    let text = reading.document.text();
    let known = &reading.known;
    let mut wrong = Vec::new();
    for row in want.lines() {
        let (field, value) = row.split_once('\t').expect("a field and a value");
        let found = match field {
            "title" => &known.title,
            "author" => &known.author,
            "outlet" => &known.outlet,
            "published" => &known.published,
            "modified" => &known.modified,
            "url" => &known.url,
            "relays" => &known.relays,
            "must" | "never" => {
                if text.contains(value) != (field == "must") {
                    wrong.push(format!("{field}: {value}"));
                }
                continue;
            }
            "line" => {
                if !text.lines().any(|line| line == value) {
                    wrong.push(row.to_owned());
                }
                continue;
            }
            "kind" => {
                let (kind, start) = value.split_once('\t').expect("a kind and words");
                let document = &reading.document;
                let block = document.blocks.iter().find(|block| document.words(block.span).starts_with(start));
                if block.is_none_or(|block| format!("{:?}", block.kind) != kind) {
                    wrong.push(row.to_owned());
                }
                continue;
            }
            "remark" => {
                if !reading.remarks.iter().any(|remark| remark.text.contains(value)) {
                    wrong.push(row.to_owned());
                }
                continue;
            }
            other => panic!("no field {other}"),
        };
        let found = found.as_ref().map_or("nothing", |found| found.value.as_str());
        if found != value {
            wrong.push(format!("{field}: {found}, not {value}"));
        }
    }
    let title = known.title.as_ref().map_or("", |title| title.value.as_str());
    if text.lines().next() != Some(title) || text.matches(title).count() != 1 {
        wrong.push("the headline is not the first line, or stands twice".to_owned());
    }
    assert!(wrong.is_empty(), "{name}: {wrong:#?}\n{text}");
}

macro_rules! pages {
    ($($test:ident $name:literal)*) => {$(
        #[test]
        fn $test() {
            check(
                $name,
                include_bytes!(concat!("../../fixtures/pages/", $name, ".html")),
                include_str!(concat!("../../fixtures/pages/", $name, ".want")),
            );
        }
    )*};
}

pages! {
    an_article_tag "article-tag"
    a_soup_of_divs "div-soup"
    tables_in_cp949_with_rare_syllables "table-cp949"
    a_widespread_news_system "news-system"
    a_portal_copy "portal-copy"
    a_portal_copy_in_sections "portal-section"
    questions_and_answers "interview"
    a_blog_with_comments "blog"
    a_table_that_is_content "schedule"
    hidden_and_tiny_blocks "mobile-hidden"
    no_tags_at_all "no-tags"
    a_translation_with_a_wrong_charset "translation"
    a_page_within_a_form "form-wrapped"
    an_agency "agency"
    a_blog_made_with_an_editor "blog-editor"
    classes_without_meaning "hashed-classes"
    a_magazine_whose_data_point_at_each_other "magazine"
    tables_and_fonts_of_old "old-tables"
    a_page_for_phones "amp"
    entertainment_news "entertainment"
    the_english_edition_of_a_korean_outlet "english-edition"
    a_post_on_a_board "board"
    a_radio_interview "radio-transcript"
    a_report_on_television "broadcast"
    a_notice_with_its_data_in_a_table "notice-board"
    a_portal_for_sports_and_stars "sports-portal"
    an_essay_whose_paragraphs_are_headings "essay-platform"
}
