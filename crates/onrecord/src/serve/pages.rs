//! Pages: templates filled in, in the language of whoever asked.

use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, context};
use onrecord_language::Strings;
use onrecord_model::Language;
use onrecord_site::text;

use super::access::Right;
use super::trouble::{Told, Trouble};
use super::visitor::Visitor;
use crate::strings;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../../desk/templates/", $name)))),*] };
}

/// Every template by its name.
const TEMPLATES: &[(&str, &str)] = built_in![
    "add.html",
    "adding.html",
    "ask.html",
    "base.html",
    "api.html",
    "confirm.html",
    "inbox.html",
    "macros.html",
    "people.html",
    "person.html",
    "post.html",
    "posts.html",
    "questions.html",
    "search.html",
    "settings.html",
    "sign-in.html",
    "source.html",
    "sources.html",
    "today.html",
    "trouble.html",
];

/// The templates for both languages.
pub(crate) struct Templates {
    korean: Environment<'static>,
    english: Environment<'static>,
    strings: [Strings; 2],
}

impl Templates {
    /// Reads the built-in templates.
    pub(crate) fn built_in() -> anyhow::Result<Self> {
        let strings = [strings::of_desk(Language::Korean), strings::of_desk(Language::English)];
        Ok(Self { korean: environment(&strings[0])?, english: environment(&strings[1])?, strings })
    }

    /// Returns what the desk says in a language.
    pub(crate) fn strings(&self, language: Language) -> &Strings {
        &self.strings[usize::from(language == Language::English)]
    }

    /// Returns a page for a visitor; `section` is the place in the menu that it belongs to.
    pub(crate) fn page(
        &self,
        visitor: &Visitor,
        section: &str,
        name: &str,
        content: impl serde::Serialize,
    ) -> Result<Response, Trouble> {
        let environment = match visitor.language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        };
        let content = context! {
            section,
            language => visitor.language.code(),
            token => visitor.token.as_str(),
            visitor => visitor.name.as_deref(),
            may_write => visitor.can >= Some(Right::Write),
            may_read => visitor.can.is_some(),
            path => visitor.path.as_str(),
            ..Value::from(Serde(content))
        };
        let html = environment.get_template(name).and_then(|template| template.render(content));
        Ok(Html(html.map_err(anyhow::Error::from)?).into_response())
    }

    /// Returns the page that tells of a trouble.
    pub(crate) fn trouble(&self, visitor: &Visitor, told: &Told) -> Response {
        let strings = self.strings(visitor.language);
        let key = format!("trouble_{}", told.id);
        let is_known = strings.words().contains_key(&key);
        let about: Vec<(&str, &str)> = told.about.iter().map(|(place, words)| (*place, words.as_str())).collect();
        let words = if is_known { strings.say(&key, &about) } else { strings.say("trouble_failed", &[]) };
        // The program's own words are English: those who read Korean get them where there are no others.
        let detail = (!is_known && !told.detail.is_empty()).then_some(&told.detail);
        let content = context! { words, detail, id => told.id };
        let page = self.page(visitor, "", "trouble.html", content);
        let mut response = page.unwrap_or_else(|_| "the desk cannot show what went wrong".into_response());
        *response.status_mut() = told.status;
        if told.id == "busy" {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("2"));
        }
        response
    }
}

/// Returns an answer that leads to another page after something was done.
pub(crate) fn done(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Returns a text as a part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn environment(strings: &Strings) -> anyhow::Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    let said = strings.clone();
    environment
        .add_function("t", move |key: &str, values: Kwargs| -> Result<String, Error> { say(&said, key, &values) });
    let said = strings.clone();
    environment.add_filter("day", move |iso: &str| said.day(iso));
    environment.add_filter("words", |words: &str| Value::from_safe_string(text::words_html(words)));
    environment.add_filter("address", encoded);
    environment.add_filter("grouped", |number: u64| onrecord_site::grouped(number));
    Ok(environment)
}

fn say(strings: &Strings, key: &str, values: &Kwargs) -> Result<String, Error> {
    let mut texts = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let is_plain = value.kind() == ValueKind::Number;
        let words = if is_plain { value.to_string() } else { value.as_str().unwrap_or_default().to_owned() };
        texts.push((name.to_owned(), words));
    }
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    Ok(strings.say(key, &pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(encoded("a/b c&d=가"), "a%2Fb%20c%26d%3D%EA%B0%80");
    }

    #[test]
    fn every_string_of_a_template_is_said_in_both_languages() {
        let known = [strings::of_desk(Language::Korean), strings::of_desk(Language::English)];
        for (name, template) in TEMPLATES {
            // `split("…")` ends like a call of `t` and is none.
            let calls =
                template.match_indices("t(\"").filter(|(at, _)| !template[..*at].ends_with(char::is_alphanumeric));
            for key in calls.filter_map(|(at, call)| template[at + call.len()..].split('"').next()) {
                // A key that goes on behind the mark is put together of parts.
                let is_part = key.ends_with('_');
                for strings in &known {
                    let has = |word: &String| if is_part { word.starts_with(key) } else { word == key };
                    assert!(strings.words().keys().any(has), "{name}: {key} in {}", strings.language);
                }
            }
        }
    }
}
