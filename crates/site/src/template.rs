//! The templates: built in, replaced one by one by files of the archive's `theme/templates/`.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error};
use onrecord_language::Strings;

use crate::book::Book;
use crate::output::RenderError;
use crate::text;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../templates/", $name)))),*] };
}

/// Every built-in template by its name.
pub(crate) const TEMPLATES: &[(&str, &str)] = built_in![
    "base.html",
    "card.html",
    "cover.html",
    "help.html",
    "home.html",
    "list.html",
    "inbox.html",
    "missing.html",
    "pager.html",
    "people.html",
    "person.html",
    "policy.html",
    "post.html",
    "quotation.html",
    "quotation-inline.html",
    "search.html",
    "source.html",
    "sources.html",
    "source-card.html",
    "term.html",
    "terms.html",
];

/// The files that stand under `assets/`.
pub(crate) const ASSETS: &[(&str, &str)] = &[
    ("site.css", include_str!("../assets/site.css")),
    ("search.js", include_str!("../assets/search.js")),
    ("seal.svg", include_str!("../assets/seal.svg")),
];

/// Returns the templates for pages of one language. Everything that they show is escaped unless it is our own HTML.
pub(crate) fn environment(book: &Book, language: &str) -> Result<Environment<'static>, RenderError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("the usual marks");
    environment.set_syntax(syntax);
    environment.set_formatter(|out, _, value| {
        // Ours, not the built-in one: it leaves `/` alone, and is the one that `text::unescape` reads back.
        if value.is_undefined() || value.is_none() {
            return Ok(());
        }
        let shown = value.to_string();
        let html = if value.is_safe() || value.kind() == ValueKind::Number { shown } else { text::escape(&shown) };
        out.write_str(&html).map_err(Error::from)
    });
    for (name, built_in) in TEMPLATES {
        let own = book.edition.theme_text(&format!("templates/{name}"))?;
        environment
            .add_template_owned((*name).to_owned(), own.unwrap_or(built_in).to_owned())
            .map_err(|error| wrong(name, &error))?;
    }
    environment.add_global("inbox", book.settings.inbox.clone());
    let strings = book.strings(language).clone();
    environment.add_function("t", {
        let strings = strings.clone();
        move |key: &str, values: Kwargs| -> Result<String, Error> { said(&strings, key, &values) }
    });
    environment.add_filter("day", move |iso: &str| strings.day(iso));
    environment.add_filter("words", |words: &str| Value::from_safe_string(text::words_html(words)));
    environment.add_filter("grouped", |number: u64| grouped(number));
    let names: Vec<(String, String)> =
        book.strings.iter().map(|(code, strings)| (code.clone(), strings.say("language_name", &[]))).collect();
    environment.add_function("language_name", move |code: &str| {
        names.iter().find(|(known, _)| known == code).map_or_else(|| code.to_owned(), |(_, name)| name.clone())
    });
    Ok(environment)
}

/// Returns a hash of all that the templates of a language are made of, and of what every page shows of the settings.
pub(crate) fn hash(book: &Book, language: &str) -> Result<String, RenderError> {
    let settings = format!("{:?}", book.settings);
    let strings = format!("{:?}", book.strings);
    let mut parts = vec![language, settings.as_str(), strings.as_str()];
    for (name, built_in) in TEMPLATES {
        parts.push(book.edition.theme_text(&format!("templates/{name}"))?.unwrap_or(built_in));
    }
    Ok(hash_of(&parts))
}

/// Returns a hash of some texts and where each ends.
pub(crate) fn hash_of(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Renders one template; an error of a theme's template names it.
pub(crate) fn render(environment: &Environment, name: &str, data: &Value) -> Result<String, RenderError> {
    let template = environment.get_template(name).map_err(|error| wrong(name, &error))?;
    template.render(data).map_err(|error| wrong(name, &error))
}

fn wrong(name: &str, error: &Error) -> RenderError {
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    RenderError::Theme { file: format!("templates/{name}"), reason: format!("{error}{line}") }
}

fn said(strings: &Strings, key: &str, values: &Kwargs) -> Result<String, Error> {
    let mut texts = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let text = if value.kind() == ValueKind::Number {
            value.to_string()
        } else {
            value.as_str().unwrap_or_default().to_owned()
        };
        texts.push((name.to_owned(), text));
    }
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(strings.say(key, &pairs))
}

/// Returns a number with a comma after every three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
