//! How the site works: fair use, privacy, contact, taking down, and how to check a quotation.

use onrecord_model::front;
use serde::Serialize;

use crate::output::RenderError;
use crate::page::press::Press;
use crate::{index, markdown, text};

macro_rules! built_in {
    ($($name:literal),*) => { &[$(($name, include_str!(concat!("../templates/policies/", $name, ".ko.md")), include_str!(concat!("../templates/policies/", $name, ".en.md")))),*] };
}

/// Each policy with its built-in words in Korean and English.
const POLICIES: &[(&str, &str, &str)] = built_in!["fair-use", "privacy", "contact", "takedown", "verify"];

/// Returns the built-in words of every policy, by file name such as `privacy.ko.md`: templates that the writer completes.
pub fn policies() -> impl Iterator<Item = (String, &'static str)> {
    POLICIES
        .iter()
        .flat_map(|(name, korean, english)| [(format!("{name}.ko.md"), *korean), (format!("{name}.en.md"), *english)])
}

/// Adds the policy pages of a language; the writer's own words stand before the built-in ones.
pub(crate) fn pages(press: &mut Press) -> Result<(), RenderError> {
    for (name, korean, english) in POLICIES {
        let own = press.book.edition.policies.get(&format!("{name}.{}", press.language));
        let built_in = if press.language == "ko" { *korean } else { *english };
        let own = own.map(|own| front::parted(own).map_or(own.as_str(), |parted| parted.body));
        let body = filled(press, own.unwrap_or(built_in));
        let body_html = markdown::html(&body, &[], |_, _| Ok::<_, RenderError>(String::new()))?;
        let title = press.say(&name.replace('-', "_"));
        let path = format!("policies/{name}.html");
        let words = text::plain(&body_html);
        let frame = press.frame("policy", "policies", &path, &title, &words);
        press.entries.push(index::Entry {
            path: frame.path.clone(),
            language: press.language.to_owned(),
            title: title.clone(),
            remark: text::first_words(&words, 120),
            group: format!("policy {name}"),
            strong: title,
            weak: words,
        });
        let sibling = |other: &str| Sibling {
            name: press.say(&other.replace('-', "_")),
            path: format!("{}/policies/{other}.html", press.language),
            is_this: other == *name,
        };
        let policies = POLICIES.iter().map(|(other, ..)| sibling(other)).collect();
        press.add("policy.html", frame, &Data { body_html: &body_html, policies }, &[], &[])?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Data<'a> {
    body_html: &'a str,
    policies: Vec<Sibling>,
}

#[derive(Serialize)]
struct Sibling {
    name: String,
    path: String,
    is_this: bool,
}

/// Puts the site's name, author and contact where a policy asks for them.
fn filled(press: &Press, body: &str) -> String {
    let settings = press.book.settings;
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    body.replace("[site]", settings.title.in_language(press.language))
        .replace("[author]", &or_dash(&settings.author))
        .replace("[contact]", &or_dash(&settings.contact))
        .replace("[sources]", &press.book.sources.len().to_string())
        .replace("[quotations]", &press.book.n_quotes().to_string())
}
