//! Hostile text in sources, posts, names and front matter reaches no page unescaped.

use onrecord_model::{PersonKind, Source};
use onrecord_site::{Edition, Page, Post, Quoted, Reference, SourceShown, What, link, proof};

use crate::edition::{built, person, quotation, small};

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
];

/// Builds a site in which everything from outside is this text.
fn site_of(text: &str) -> Vec<Page> {
    let mut edition: Edition = small();
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
    let mut hostile = quotation(&whole, &format!("{text} 라고"), source.clone(), Some((text, 9)));
    hostile.reported_by = Some(text.to_owned());
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
            assert!(!tag.starts_with("img") && !tag.starts_with("p class='"), "{}: <{tag}>", page.path);
            for attribute in ["href=\"", "src=\"", "action=\""] {
                let address = tag.split(attribute).nth(1).unwrap_or_default().to_lowercase();
                assert!(!address.trim_start().starts_with("javascript:"), "{}: <{tag}>", page.path);
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
        assert!(!page.text().contains("<script"), "{}", page.path);
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
fn names_that_lead_out_of_the_site() {
    let mut edition = small();
    for (n, name) in
        ["../../../etc/passwd", "..\\..\\windows", "/root", "a/../../b", "%2e%2e%2fx"].into_iter().enumerate()
    {
        let slug = format!("---\ntitle: x{n}\nslug: \"{name}\"\ninterests: [\"{name}\"]\nthemes: [\"{name}\"]\n---\nx");
        edition.posts.push(Post::read("x.ko.md", &slug).expect("a post"));
        let source = Source { key: name.to_owned(), ..Source::default() };
        edition.sources.insert(name.to_owned(), SourceShown { source, length: 1 });
        edition.posts.last_mut().expect("just added").sources.push(name.to_owned());
    }
    for page in built(&edition).pages {
        let is_plain = page.path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".")
            && !page.path.contains(['\\', ':', '\0']);
        assert!(is_plain, "{}", page.path);
    }
}
