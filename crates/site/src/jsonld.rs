//! What machines read on a page: schema.org's QAPage, Article, Person, Quotation and WebSite.

use serde_json::{Map, Value, json};

use crate::book::Book;
use crate::edition::{Person, Quotation};
use crate::post::Post;
use crate::text;
use crate::view::{Frame, PersonCard, PostView, QuotationView};

/// Returns a post as a QAPage or an Article, with its quotations.
pub(crate) fn post(
    book: &Book,
    post: &Post,
    view: &PostView<'_>,
    quotations: &[(&Quotation, QuotationView)],
    frame: &Frame,
) -> Vec<Value> {
    let url = frame.address.clone().unwrap_or_else(|| frame.path.clone());
    let author = book.settings.author.as_ref().map(|author| json!({"@type": "Person", "name": author}));
    let citation: Vec<Value> =
        quotations.iter().map(|(quotation, view)| self::quotation(book, quotation, view)).collect();
    let about: Vec<Value> = view.people.iter().map(|person| json!({"@type": "Person", "name": person.name})).collect();
    let translation_of = view.original.as_ref().map(|original| json!({"@type": "CreativeWork", "url": absolute(book, &original.path), "inLanguage": original.language}));
    let common = json!({
        "inLanguage": post.language,
        "datePublished": post.published,
        "dateModified": post.updated,
        "author": author,
        "about": about,
        "translationOfWork": translation_of,
        "url": url,
        "name": post.title,
    });
    let page = match &post.question {
        Some(question) => json!({
            "@type": "QAPage",
            "mainEntity": {
                "@type": "Question",
                "name": question,
                "text": question,
                "answerCount": usize::from(!post.silent),
                "author": post.asked_by.as_ref().map(|name| json!({"@type": "Person", "name": name})),
                "acceptedAnswer": (!post.silent).then(|| json!({"@type": "Answer", "text": text::first_words(&text::plain(&view.body_html), 600), "url": url, "author": author, "citation": citation})),
            },
        }),
        None => {
            json!({"@type": "Article", "headline": post.title, "description": view.card.summary, "citation": citation})
        }
    };
    vec![joined(page, common)]
}

/// Returns somebody as a Person.
pub(crate) fn person(book: &Book, person: &Person, card: &PersonCard) -> Value {
    let spellings: Vec<String> = person
        .spellings
        .iter()
        .map(|(spelling, _)| text::label(spelling))
        .filter(|spelling| *spelling != card.name)
        .take(40)
        .collect();
    let roles: Vec<String> = person.roles.iter().map(|role| text::label(role)).collect();
    let kind = if card.kind == "group" { "Organization" } else { "Person" };
    let job = if card.kind == "person" { json!(roles) } else { Value::Null };
    without_nulls(json!({
        "@type": kind,
        "name": card.name,
        "alternateName": spellings,
        "jobTitle": job,
        "url": absolute(book, &card.path),
        "description": if card.kind == "character" { json!("character") } else { Value::Null },
    }))
}

/// Returns quoted words as a Quotation with its source.
pub(crate) fn quotation(book: &Book, quotation: &Quotation, view: &QuotationView) -> Value {
    let evidence = quotation.evidence();
    without_nulls(json!({
        "@type": "Quotation",
        "@id": absolute(book, &view.permalink),
        "text": evidence.text(),
        "inLanguage": view.language,
        "creator": view.speaker.as_ref().map(|speaker| json!({"@type": "Person", "name": speaker.name})),
        "isPartOf": without_nulls(json!({
            "@type": "Article",
            "headline": evidence.source.title.as_deref().map(text::label),
            "datePublished": view.published,
            "publisher": view.outlet.as_ref().map(|outlet| json!({"@type": "Organization", "name": outlet})),
            "author": evidence.source.author.as_deref().map(|author| json!({"@type": "Person", "name": text::label(author)})),
            "url": evidence.source.url.as_deref().and_then(text::safe_address),
        })),
    }))
}

/// Returns the site as a WebSite.
pub(crate) fn site(book: &Book, frame: &Frame) -> Value {
    without_nulls(json!({
        "@type": "WebSite",
        "name": frame.site,
        "description": book.settings.description.in_language(&frame.language),
        "inLanguage": book.settings.languages,
        "url": frame.address,
        "author": book.settings.author.as_ref().map(|author| json!({"@type": "Person", "name": author})),
    }))
}

fn absolute(book: &Book, path: &str) -> String {
    let address = book.settings.address.as_deref().unwrap_or_default();
    format!("{address}{}", text::percent_encoded(path))
}

fn joined(one: Value, other: Value) -> Value {
    let mut map = Map::new();
    for value in [one, other] {
        if let Value::Object(fields) = value {
            map.extend(fields);
        }
    }
    without_nulls(Value::Object(map))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, without_nulls(value)))
                .collect(),
        ),
        value => value,
    }
}
