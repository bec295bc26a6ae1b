//! What stands on the pages of a site.

use onrecord_model::EvidenceId;
use onrecord_model::code::Reference;
use onrecord_site::{Exception, Quoted, Removed, SourceShown, link, proof};
use serde_json::Value;

use crate::edition::{add_post, built, page, quotation, small, tried};

#[test]
fn the_same_edition_gives_the_same_bytes() {
    assert_eq!(built(&small()).pages, built(&small()).pages);
}

#[test]
fn every_link_leads_somewhere() {
    assert_eq!(link::broken(&built(&small()).pages), []);
}

#[test]
fn a_quotation_leads_to_its_place_and_can_be_read_back() {
    let edition = small();
    let site = built(&edition);
    let post = page(&site, "ko/posts/silence.html");
    let shown = proof::shown(post);
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].words, "말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다");
    let permalink = post
        .split("class=\"to-record\" href=\"../../")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a permalink");
    let (path, place) = permalink.split_once('#').expect("a place on the page");
    let record = page(&site, path);
    assert!(record.contains(&format!("id=\"{place}\"")), "{place}");
    let parts: Vec<String> = proof::shown(record).into_iter().map(|shown| shown.words).collect();
    assert!(crate::edition::KOREAN.contains(&parts.concat()), "{parts:?}");
    for wanted in ["바다일보", "한서고", "onrecord show", "2026년 1월 2일"] {
        assert!(record.contains(wanted), "{wanted}");
    }
}

#[test]
fn translations_are_linked_and_marked() {
    let site = built(&small());
    let (ko, en) = (page(&site, "ko/posts/silence.html"), page(&site, "en/posts/silence.html"));
    assert!(ko.contains("hreflang=\"en\" href=\"../../en/posts/silence.html\""));
    assert!(en.contains("hreflang=\"ko\" href=\"../../ko/posts/silence.html\""));
    assert!(ko.contains("<p class=\"label\">번역</p>"));
    let door = page(&site, "en/posts/door.html");
    assert!(!door.contains("<link rel=\"alternate\" hreflang=\"ko\""), "no translation, so none is promised");
    assert!(
        page(&site, "ko/articles.html").contains("The open door"),
        "what exists in one language only is listed as such"
    );
}

#[test]
fn a_theme_brings_its_warning_and_its_help() {
    let site = built(&small());
    let post = page(&site, "ko/posts/silence.html");
    for wanted in ["고립 이야기가 나옵니다.", "href=\"tel:100\"", "밤낮"] {
        assert!(post.contains(wanted), "{wanted}");
    }
}

#[test]
fn people_have_their_spellings_and_their_words() {
    let site = built(&small());
    let person = page(&site, "en/people/p1.html");
    for wanted in ["Han Seo-go", "한서고", "말이 없는 장면", "간담회 기록"] {
        assert!(person.contains(wanted), "{wanted}");
    }
    assert!(page(&site, "ko/people/p1.html").contains("한서고가 한 말"));
    assert!(page(&site, "ko/people/p2.html").contains("마르타 퀼이 한 말"));
}

#[test]
fn what_the_sources_do_not_say_is_listed_apart() {
    let site = built(&small());
    assert!(page(&site, "ko/silent.html").contains("셋째 시즌이 나오나요?"));
    assert!(!page(&site, "ko/answers.html").contains("셋째 시즌이 나오나요?"));
}

#[test]
fn every_page_is_also_data_with_annotations() {
    let site = built(&small());
    for page in site.pages.iter().filter(|page| page.path.ends_with(".html")) {
        let path = page.path.replace(".html", ".json");
        let json: Value = serde_json::from_str(self::page(&site, &path)).expect("JSON");
        assert_eq!(json["schema_version"], 1, "{path}");
    }
    let post: Value = serde_json::from_str(page(&site, "ko/posts/silence.json")).expect("JSON");
    let target = &post["annotations"][0]["target"];
    assert_eq!(target["selector"][0]["exact"], "말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다");
    assert_eq!(target["source"], "https://outlet.example/2026-01-02");
}

#[test]
fn machines_find_questions_quotations_people_and_articles() {
    let site = built(&small());
    for (path, kind) in [
        ("ko/posts/silence.html", "QAPage"),
        ("en/posts/door.html", "Article"),
        ("en/people/p1.html", "Person"),
        ("en/index.html", "WebSite"),
    ] {
        let page = page(&site, path);
        let json = page
            .split("application/ld+json\">")
            .nth(1)
            .and_then(|rest| rest.split("</script>").next())
            .expect("JSON-LD");
        let graph: Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(graph["@graph"][0]["@type"], kind, "{path}");
    }
    assert!(page(&site, "sitemap.xml").contains("<loc>https://lamp.example/ko/posts/silence.html</loc>"));
    assert!(page(&site, "en/feed.xml").contains("<updated>2026-02-03T00:00:00Z</updated>"));
}

#[test]
fn pages_ask_nothing_of_others_and_run_nothing() {
    let site = built(&small());
    for page in site.pages.iter().filter(|page| page.path.ends_with(".html")) {
        let html = page.text();
        assert!(html.contains("Content-Security-Policy"), "{}", page.path);
        for attribute in [" src=\"http", "stylesheet\" href=\"http", " style=", " onclick", "<style"] {
            assert!(!html.contains(attribute), "{} has {attribute}", page.path);
        }
        let scripts = html.matches("<script").count();
        let data = html.matches("<script type=\"application/ld+json\"").count();
        let search = html.matches("<script type=\"module\" src=\"../assets/search.js\"").count();
        assert_eq!(scripts, data + search, "{}", page.path);
    }
}

#[test]
fn a_source_that_was_taken_down_leaves_a_note() {
    let mut edition = small();
    edition.sources.remove("ko.txt");
    edition.removed.insert(
        "ko.txt".to_owned(),
        Removed { key: "ko.txt".to_owned(), outlet: Some("바다일보".to_owned()), on: "2026-03-01".to_owned() },
    );
    for quoted in edition.quoted.values_mut() {
        if matches!(quoted, Quoted::Words(quotation) if quotation.evidence().source.key == "ko.txt") {
            *quoted = Quoted::Removed("ko.txt".to_owned());
        }
    }
    let site = built(&edition);
    assert!(page(&site, "ko/posts/silence.html").contains("여기에 바다일보가 전한 말이 있었습니다."));
    assert_eq!(link::broken(&site.pages), []);
    for page in &site.pages {
        for words in ["말이 없는 장면을", "We shot the wordless scenes", "간담회 기록"] {
            assert!(!page.text().contains(words), "{} still has {words}", page.path);
        }
    }
}

#[test]
fn what_a_post_names_must_be_there() {
    for (body, expected) in [
        (
            "{{quote 3f9a2c41-1460-109-9c2e51b0}}",
            "posts/x.ko.md:5: the archive has no evidence 3f9a2c41-1460-109-9c2e51b0",
        ),
        ("{{person 아무개}}", "posts/x.ko.md:5: the archive knows nobody called 아무개"),
        ("{{source no.txt}}", "posts/x.ko.md:5: the archive has no source `no.txt`"),
        ("{{post nowhere}}", "posts/x.ko.md:5: there is no post called nowhere"),
    ] {
        let mut edition = small();
        edition
            .posts
            .push(onrecord_site::Post::read("x.ko.md", &format!("---\ntitle: x\n---\n\n{body}")).expect("a post"));
        let error = tried(&edition).expect_err("refused");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn readers_may_ask_where_the_site_has_an_inbox() {
    let mut edition = small();
    assert!(!page(&built(&edition), "ko/index.html").contains("<textarea"));
    let settings = "[site]\ninbox = \"https://ask.example/in\"";
    edition.settings.inbox = onrecord_site::Settings::read(settings).expect("settings").inbox;
    let site = built(&edition);
    for path in ["ko/index.html", "ko/silent.html"] {
        let page = page(&site, path);
        assert!(
            page.contains("action=\"https://ask.example/in/ask\"")
                && page.contains("form-action 'self' https://ask.example/in/;"),
            "{path}"
        );
    }
    assert!(!page(&site, "ko/answers.html").contains("<textarea"));
    assert!(onrecord_site::Settings::read("[site]\ninbox = \"javascript:x\"").is_err());
}

#[test]
fn a_theme_can_replace_templates_styles_and_strings() {
    let mut edition = small();
    edition.theme.insert("templates/missing.html".to_owned(), b"Own {{ site }}".to_vec());
    edition.theme.insert("assets/site.css".to_owned(), b"own".to_vec());
    edition.theme.insert("locales/ko.json".to_owned(), r#"{"people_short": "사람들"}"#.as_bytes().to_vec());
    let site = built(&edition);
    assert_eq!(page(&site, "404.html"), "Own 등대 기록");
    assert_eq!(page(&site, "assets/site.css"), "own");
    assert!(page(&site, "ko/index.html").contains("사람들"));
    edition.theme.insert("templates/home.html".to_owned(), b"{% if %}".to_vec());
    let error = tried(&edition).expect_err("refused").to_string();
    assert!(error.starts_with("theme/templates/home.html: "), "{error}");
}

#[test]
fn long_lists_are_cut_into_pages() {
    let mut edition = small();
    for n in 0..95 {
        add_post(&mut edition, &format!("n{n}.ko.md"), &format!("---\ntitle: 글 {n}\nthemes: [alone]\n---\n글입니다."));
    }
    let site = built(&edition);
    assert!(page(&site, "ko/articles_4.html").contains("4쪽 가운데 4쪽"));
    assert_eq!(link::broken(&site.pages), []);
    let heavy: Vec<&String> = site
        .pages
        .iter()
        .filter(|page| page.path.ends_with(".html") && page.bytes.len() > 60_000)
        .map(|page| &page.path)
        .collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}

#[test]
fn somebody_quoted_three_hundred_times_has_several_light_pages() {
    let mut edition = small();
    let sentence = |n: usize| format!("{n}번째로 한 말은 등대와 바다와 배에 대한 이야기이고 그 가운데 하나다.");
    let whole: String = (0..300).map(|n| format!("한서고 감독은 “{}” 하고 말했다. ", sentence(n))).collect();
    let shown = edition.sources.get("ko.txt").expect("a source").source.clone();
    let source = onrecord_model::Source { key: "long.txt".to_owned(), ..shown };
    for n in 0..300 {
        let quotation = quotation(&whole, &sentence(n), source.clone(), Some(("한서고", 1)));
        let reference = Reference::Words { key: "long.txt".to_owned(), words: sentence(n) };
        edition.quoted.insert(reference, Quoted::Words(Box::new(quotation)));
    }
    edition.sources.insert("long.txt".to_owned(), SourceShown { source, length: whole.chars().count() });
    for post in 0..30 {
        let codes: String = (post * 10..post * 10 + 10)
            .map(|n| format!("{{{{quote from=\"long.txt\" words=\"{}\"}}}}\n\n", sentence(n)))
            .collect();
        let contents = format!("---\ntitle: 글 {post}\npeople: [한서고]\n---\n{codes}");
        edition.posts.push(onrecord_site::Post::read(&format!("n{post}.ko.md"), &contents).expect("a post"));
    }
    let site = built(&edition);
    assert_eq!(link::broken(&site.pages), []);
    for base in ["ko/people/p1", "ko/sources/long-txt-"] {
        let pages: Vec<_> =
            site.pages.iter().filter(|page| page.path.starts_with(base) && page.path.ends_with(".html")).collect();
        assert!(pages.len() > 5 && pages.iter().all(|page| page.bytes.len() < 60_000), "{base}: {} pages", pages.len());
        for n in 0..300 {
            let n_shown = pages
                .iter()
                .flat_map(|page| proof::shown(page.text()))
                .filter(|shown| shown.words == sentence(n))
                .count();
            assert_eq!(n_shown, 1, "{base}: sentence {n}");
        }
    }
}

#[test]
fn of_a_short_source_little_context_is_shown() {
    let sentence = "그는 배를 기다렸다. ";
    for (n_sentences, most) in [(5, 30), (40, 82), (400, 140)] {
        let text =
            format!("{}“소리는 나중에 왔다”고 했다. {}", sentence.repeat(n_sentences), sentence.repeat(n_sentences));
        let source = small().sources["ko.txt"].source.clone();
        let quotation = quotation(&text, "소리는 나중에 왔다", source, None);
        for (part, is_cut) in [quotation.before(), quotation.after()] {
            let n = part.chars().count();
            assert!(is_cut && n <= most && n > most / 2, "{n} of at most {most}");
        }
    }
}

#[test]
fn what_the_editor_allowed_is_said_in_words() {
    let mut edition = small();
    let mut post = onrecord_site::Post::read("x.en.md", "---\ntitle: x\n---\nx").expect("a post");
    post.exceptions.push(Exception { finding: "altered-quote".to_owned(), reason: "on air".to_owned() });
    edition.posts.push(post);
    let site = built(&edition);
    assert!(page(&site, "en/posts/x.html").contains("not letter for letter as on record: on air"));
}

#[test]
fn evidence_ids_are_kept_as_they_are() {
    let edition = small();
    let site = built(&edition);
    for shown in site.pages.iter().flat_map(|page| proof::shown(page.text())) {
        assert!(shown.id.parse::<EvidenceId>().is_ok(), "{}", shown.id);
    }
    assert!(edition.quoted.keys().all(|reference| matches!(reference, Reference::Words { .. })));
}
