//! Hostile text in sources, posts, names and front matter reaches no page unescaped.

use onrecord_model::code::{Reference, What};
use onrecord_model::{PersonKind, Source};
use onrecord_site::{Edition, Page, Post, Quoted, Settings, SourceShown, Terms, link, proof};

use crate::edition::{add_post, built, page, person, relayed, small, tried};

const HOSTILE: &[(&str, &str)] = &[
    ("script", "<script>alert('xss-1')</script>"),
    ("closing script", "</script><script>alert('xss-2')</script>"),
    ("event handler", "\" onmouseover=\"alert('xss-3')"),
    ("picture", "<img src=x onerror=alert('xss-4')>"),
    ("address", "javascript:alert('xss-5')"),
    ("broken tag", "</main></body><p class='xss-6"),
    ("template", "{% include 'xss' %} {{ xss }}"),
    ("override", "abc\u{202e}txt.exe\u{2066}x\u{2028}y"),
    ("null", "a\u{0}b\u{8}c"),
    ("no character", "a\u{ffff}b\u{fffe}\u{fdd0}c\u{3164}\u{e0041}d"),
    ("address with data", "data:text/html;base64,PHNjcmlwdD4="),
    ("comment", "--><!-- x ]]> <![CDATA[ <xss-7>"),
    ("mark of ours", "\" data-evidence=\"1-2-3-4\"> href=\"nowhere.html\" id=\"q-1\" <q data-before='x'>"),
    ("style", "<style>body{background:url(//xss-8.example)}</style><link rel=stylesheet href=//xss-8.example>"),
    ("vector picture", "<svg/onload=alert('xss-9')><math><mtext><iframe srcdoc=\"<script>1</script>\">"),
];

/// Builds a site in which everything from outside is this text.
fn site_of(text: &str) -> Vec<Page> {
    let mut edition: Edition = small();
    let quoted = serde_json::Value::from(text).to_string();
    edition.settings = Settings::read(&format!(
        "[site]\ntitle.ko = {quoted}\ntitle.en = {quoted}\ndescription.en = {quoted}\nauthor = {quoted}\ncontact = {quoted}"
    ))
    .expect("settings");
    edition.terms = Terms::read(&format!(
        "[theme.alone]\nko = {quoted}\nabout.en = {quoted}\nwarning.ko = {quoted}\nhelp.en = [{quoted}]\n[interest.{quoted}]\nen = {quoted}"
    ))
    .expect("terms");
    edition.policies.insert("privacy.en".to_owned(), text.to_owned());
    let whole = format!("그는 “{text} 라고” 말했다. {text}");
    let source = Source {
        key: format!("key {text}"),
        title: Some(text.to_owned()),
        outlet: Some(text.to_owned()),
        author: Some(text.to_owned()),
        url: Some(text.to_owned()),
        published: Some(text.to_owned()),
        ..Source::default()
    };
    let hostile = relayed(&whole, &format!("{text} 라고"), source.clone(), Some((text, 9)), Some(text));
    edition.sources.insert(source.key.clone(), SourceShown { source, length: 100 });
    let mut named = person(9, text, PersonKind::Person, &[text]);
    named.roles = vec![text.to_owned()];
    edition.people.push(named);
    edition.open_questions.push(text.to_owned());
    let id = hostile.evidence().id();
    edition.quoted.insert(Reference::Id(id), Quoted::Words(Box::new(hostile)));
    let field = text.replace(['\n', '\u{2028}'], " ").replace('\\', "\\\\").replace('"', "\\\"");
    let marked = text.replace("{{", "{ {").replace('"', "\\\"");
    let body = text.replace("{{", "{ {");
    let contents = format!(
        "---\ntitle: \"T {field}\"\nquestion: \"Q {field}\"\nasked_by: \"{field}\"\nsummary: \"{field}\"\ncontent_warning: \"{field}\"\npeople: [\"{field}\", \"nobody {field}\"]\n\
         interests: [\"i {field}\"]\nthemes: [\"t {field}\"]\nhelp:\n  - \"{field} | {field} | {field}\"\n---\n{body}\n\n[link]({body}) ![p]({body}) <a href=\"{body}\">x</a>\n\n{{{{quote {id} translation=\"{marked}\"}}}}\n\nIn {{{{quote {id}}}}}."
    );
    let mut post = Post::read("hostile.en.md", &contents).unwrap_or_else(|error| panic!("{error}\n{contents}"));
    post.exceptions.push(onrecord_site::Exception { finding: text.to_owned(), reason: text.to_owned() });
    assert!(post.codes.iter().all(|code| matches!(code.what, What::Quote { .. })));
    edition.posts.push(post);
    built(&edition).pages
}

#[track_caller]
fn check(name: &str) {
    let (_, text) = HOSTILE.iter().find(|(known, _)| *known == name).expect("a known case");
    let pages = site_of(text);
    let mut n_shown = 0;
    for page in pages.iter().filter(|page| page.path.ends_with(".html")) {
        let html = page.text();
        for tag in html.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let outside = without_values(tag);
            assert!(!outside.contains(" on") || outside.contains(" one"), "{}: an event handler in <{tag}>", page.path);
            let strange = ["img", "p class='", "iframe", "style", "svg", "math", "xss", "q data-before='", "![CDATA"];
            assert!(!strange.iter().any(|name| tag.starts_with(name)), "{}: <{tag}>", page.path);
            assert!(!outside.contains("data-evidence=1") && !outside.contains("srcdoc"), "{}: <{tag}>", page.path);
            for attribute in ["href=\"", "src=\"", "action=\""] {
                let address = tag.split(attribute).nth(1).unwrap_or_default().to_lowercase();
                let runs = ["javascript:", "data:", "//"].iter().any(|start| address.trim_start().starts_with(start));
                assert!(!runs, "{}: <{tag}>", page.path);
            }
        }
        let scripts = html.split("<script").skip(1).filter(|rest| {
            !rest.starts_with(" type=\"application/ld+json\">") && !rest.starts_with(" type=\"module\" src=")
        });
        assert_eq!(scripts.count(), 0, "{}", page.path);
        assert!(!html.contains("<script>"), "{}", page.path);
        assert_eq!(html.matches("</main>").count(), 1, "{}", page.path);
        assert!(!html.chars().any(onrecord_site::text::is_hidden), "{}: a hidden character", page.path);
        n_shown += proof::shown(html).iter().filter(|shown| shown.words == format!("{text} 라고")).count();
    }
    for page in pages.iter().filter(|page| !page.path.ends_with(".html") && !page.path.starts_with("assets/")) {
        assert!(!page.text().contains("<script") && !page.text().contains("<xss"), "{}", page.path);
        assert!(!page.text().chars().any(|char| char != '\n' && onrecord_site::text::is_hidden(char)), "{}", page.path);
    }
    assert!(n_shown >= 3, "the words themselves are shown and read back letter for letter");
    assert_eq!(link::broken(&pages), []);
}

/// Returns a tag without what stands between quotation marks.
fn without_values(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

#[test]
fn scripts() {
    check("script");
}

#[test]
fn scripts_that_close_ours() {
    check("closing script");
}

#[test]
fn event_handlers() {
    check("event handler");
}

#[test]
fn pictures_with_handlers() {
    check("picture");
}

#[test]
fn addresses_that_run() {
    check("address");
}

#[test]
fn broken_tags() {
    check("broken tag");
}

#[test]
fn template_marks() {
    check("template");
}

#[test]
fn direction_overrides() {
    check("override");
}

#[test]
fn control_characters() {
    check("null");
}

#[test]
fn what_is_no_character() {
    check("no character");
}

#[test]
fn addresses_that_hold_a_page() {
    check("address with data");
}

#[test]
fn comments_and_sections() {
    check("comment");
}

#[test]
fn marks_of_ours() {
    check("mark of ours");
}

#[test]
fn styles_from_elsewhere() {
    check("style");
}

#[test]
fn pictures_and_frames_that_run() {
    check("vector picture");
}

#[test]
fn titles_without_end() {
    let mut edition = small();
    let long = "끝없는 제목 ".repeat(2_000);
    for shown in edition.sources.values_mut() {
        let source = &mut shown.source;
        for field in [&mut source.title, &mut source.outlet, &mut source.author, &mut source.published] {
            *field = Some(long.clone());
        }
    }
    edition.people[0].name.clone_from(&long);
    edition.people[0].spellings = vec![(long.clone(), 9); 60];
    edition.people[0].spellings.push(("한서고".to_owned(), 1));
    edition.people[0].roles = vec![long; 8];
    edition.quoted.clear();
    for post in std::mem::take(&mut edition.posts) {
        let contents = format!("---\ntitle: \"{}\"\npublished: 2026-01-01\n---\n{}", post.title, post.body);
        add_post(&mut edition, &post.file, &contents);
    }
    for page in built(&edition).pages.iter().filter(|page| page.path.ends_with(".html")) {
        assert!(page.bytes.len() < 60_000, "{}: {}", page.path, page.bytes.len());
    }
}

#[test]
fn code_in_a_post_is_text() {
    let mut edition = small();
    let body = "`<a href=\"nowhere.html\" data-evidence=\"1-2-3-4\">`\n\n    <p id=\"x\" src=\"y\">\n";
    add_post(&mut edition, "code.en.md", &format!("---\ntitle: Code\n---\n{body}"));
    let site = built(&edition);
    assert_eq!(link::broken(&site.pages), []);
    assert_eq!(proof::shown(page(&site, "en/posts/code.html")), []);
}

#[test]
fn two_names_that_a_disk_takes_for_one() {
    for (one, other) in [("각.ko.md", "\u{1100}\u{1161}\u{11a8}.ko.md"), ("A b.ko.md", "a-B.ko.md")] {
        let mut edition = small();
        add_post(&mut edition, one, "---\ntitle: x\n---\nx");
        add_post(&mut edition, other, "---\ntitle: y\n---\ny");
        let error = tried(&edition).expect_err("refused").to_string();
        assert!(error.contains("has the same address"), "{error}");
    }
}

#[test]
fn a_name_that_ends_as_the_second_page_of_another() {
    let mut edition = small();
    for n in 0..40 {
        let contents = format!("---\ntitle: x{n}\ninterests: [season]\nthemes: [season-2, season_2, season 2]\n---\nx");
        add_post(&mut edition, &format!("n{n}.ko.md"), &contents);
    }
    add_post(&mut edition, "two.ko.md", "---\ntitle: two\ninterests: [season-2]\n---\nx");
    let site = built(&edition);
    assert!(page(&site, "ko/interests/season-2.html").contains("two"));
    assert!(page(&site, "ko/interests/season_2.html").contains("x9"));
    assert_eq!(link::broken(&site.pages), []);
}

#[test]
fn names_that_lead_out_of_the_site() {
    let mut edition = small();
    let long = "𝒳".repeat(300);
    let names = [
        "../../../etc/passwd",
        "..\\..\\windows",
        "/root",
        "a/../../b",
        "%2e%2e%2fx",
        "CON",
        "nul.txt",
        "com1",
        "x.",
        "y ",
        &long,
    ];
    for (n, name) in names.into_iter().enumerate() {
        let slug = format!("---\ntitle: x{n}\nslug: \"{name}\"\ninterests: [\"{name}\"]\nthemes: [\"{name}\"]\n---\nx");
        edition.posts.push(Post::read("x.ko.md", &slug).expect("a post"));
        let source = Source { key: name.to_owned(), ..Source::default() };
        edition.sources.insert(name.to_owned(), SourceShown { source, length: 1 });
        edition.posts.last_mut().expect("just added").sources.push(name.to_owned());
    }
    for page in built(&edition).pages {
        let is_plain = page.path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".")
            && !page.path.contains(['\\', ':', '\0', '*', '?', '"', '<', '>', '|', '~']);
        assert!(is_plain, "{}", page.path);
        for part in page.path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            assert!(!["con", "nul", "com1"].contains(&stem) && part.len() < 200, "{}", page.path);
            assert!(!part.ends_with([' ', '.']), "{}", page.path);
        }
    }
}
