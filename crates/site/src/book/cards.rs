//! What lists show: cards of posts, persons, sources and terms, and quotations with their credit.

use onrecord_model::{EvidenceKind, Language};

use super::{Book, is_hangul, numbered, post_path, source_slug, term_slug};
use crate::edition::{Person, Quotation};
use crate::post::Post;
use crate::settings::Term;
use crate::text;
use crate::view::{PersonCard, PostCard, QuotationView, SourceCard, SpeakerView, TermCard};

impl Book<'_> {
    /// Returns how a post is shown in lists.
    pub(super) fn make_card(&self, at: usize) -> PostCard {
        let post = self.posts[at];
        let mut outlets: Vec<String> = Vec::new();
        let mut n_quotes = 0;
        for quotation in self.quotations_of(post) {
            n_quotes += 1;
            if let Some(outlet) = quotation.evidence().source.outlet.as_deref().map(text::label)
                && !outlets.contains(&outlet)
            {
                outlets.push(outlet);
            }
        }
        PostCard {
            path: post_path(post),
            language: post.language.clone(),
            title: post.title.clone(),
            question: post.question.clone(),
            summary: post.summary.as_deref().map_or_else(|| first_paragraph(post), text::label),
            published: post.published.clone(),
            n_quotes,
            outlets,
            has_warning: post.content_warning.is_some()
                || post
                    .themes
                    .iter()
                    .filter_map(|theme| self.edition.terms.themes.get(theme))
                    .any(|term| !term.warning.in_language(&post.language).is_empty()),
            is_silent: post.silent,
        }
    }

    /// Returns how a person is shown in lists: the name in the script of the language, what else is known.
    pub fn person_card(&self, person: &Person, language: &str) -> PersonCard {
        let (hangul, latin) = (best_spelling(person, true), best_spelling(person, false));
        let (name, other, other_language) =
            if language == "ko" { (hangul, latin, "en") } else { (latin, hangul, "ko") };
        let name = name.unwrap_or_else(|| text::label(&person.name));
        PersonCard {
            id: person.id.to_string(),
            path: format!("{language}/people/{}.html", person.id),
            name_language: if is_hangul(&name) { "ko" } else { "en" }.to_owned(),
            other: other.filter(|other| is_hangul(other) != is_hangul(&name)),
            other_language: other_language.to_owned(),
            name,
            kind: kind(person),
            role: person.roles.first().map(|role| text::label(role)),
            n_posts: self.posts_of_person.get(&person.id).map_or(0, |posts| posts.n_in(language)),
            n_quotes: self.quotes_of_person.get(&person.id).map_or(0, Vec::len),
        }
    }

    /// Returns how a source is shown in lists, with how much of it the site shows.
    pub fn source_card(&self, key: &str, language: &str) -> SourceCard {
        let n_shown = self.n_shown.get(key).copied().unwrap_or_default();
        let path =
            format!("{language}/sources/{}.html", self.slugs.get(key).cloned().unwrap_or_else(|| source_slug(key)));
        let removed = self.edition.removed.get(key);
        let shown = self.edition.sources.get(key).filter(|_| removed.is_none());
        let source = shown.map(|shown| &shown.source);
        let cleaned = |field: Option<&String>| field.map(|value| text::label(value)).filter(|value| !value.is_empty());
        let length = shown.map_or(0, |shown| shown.length);
        SourceCard {
            key: text::line(key),
            path,
            title: cleaned(source.and_then(|source| source.title.as_ref())),
            outlet: cleaned(source.and_then(|source| source.outlet.as_ref()))
                .or_else(|| cleaned(removed.and_then(|removed| removed.outlet.as_ref()))),
            author: cleaned(source.and_then(|source| source.author.as_ref())),
            published: cleaned(source.and_then(|source| source.published.as_ref())),
            url: source.and_then(|source| source.url.as_deref()).and_then(text::safe_address),
            language: source.and_then(|source| source.language).map(|language| language.code().to_owned()),
            length,
            n_shown,
            share: format!("{:.1}", 100.0 * n_shown as f64 / length.max(1) as f64),
            n_quotes: self.records.get(key).map_or(0, Vec::len),
            removed_on: removed.map(|removed| removed.on.clone()),
        }
    }

    /// Returns how a quotation is shown, with its permalink and its credit.
    pub fn quotation_view(&self, quotation: &Quotation, language: &str, translation: Option<&str>) -> QuotationView {
        let evidence = quotation.evidence();
        let id = evidence.id().to_string();
        let source = &evidence.source;
        let slug = self.slugs.get(source.key.as_str()).cloned().unwrap_or_else(|| source_slug(&source.key));
        let page = self.record_pages.get(&id).copied().unwrap_or(0);
        let source_path = numbered(&format!("{language}/sources/{slug}"), page);
        let speaker = evidence.speaker.as_ref().and_then(|speaker| {
            let name =
                speaker.name.as_deref().or(speaker.text.as_deref()).map(text::label).filter(|name| !name.is_empty())?;
            let card = speaker.person.and_then(|id| self.person(id)).map(|person| self.person_card(person, language));
            let here = card
                .as_ref()
                .map(|card| card.name.clone())
                .filter(|here| *here != name && is_hangul(here) != is_hangul(&name));
            let text = speaker.text.as_deref().map(text::label).filter(|text| *text != name);
            Some(SpeakerView { name, here, text, path: card.map(|card| card.path) })
        });
        QuotationView {
            permalink: format!("{source_path}#q-{id}"),
            words: evidence.text().to_owned(),
            language: Language::of(evidence.text()).or(source.language).map(|language| language.code().to_owned()),
            kind: match evidence.kind {
                EvidenceKind::Quote => "quote",
                EvidenceKind::Statement => "statement",
            },
            speaker,
            reported_by: quotation.reported_by().map(text::label),
            outlet: source.outlet.as_deref().map(text::label).filter(|outlet| !outlet.is_empty()),
            published: source.published.as_deref().map(text::label),
            source: source.title.as_deref().map(text::label).unwrap_or_default(),
            translation: translation.map(text::lines),
            id,
        }
    }

    /// Returns how an interest or theme is shown in lists.
    pub fn term_card(&self, key: &str, language: &str, is_theme: bool) -> TermCard {
        let (terms, posts, folder) = if is_theme {
            (&self.edition.terms.themes, &self.posts_of_theme, "themes")
        } else {
            (&self.edition.terms.interests, &self.posts_of_interest, "interests")
        };
        TermCard {
            path: format!("{language}/{folder}/{}.html", term_slug(key)),
            name: terms
                .get(key)
                .map(|term: &Term| term.name.in_language(language))
                .filter(|name| !name.is_empty())
                .map_or_else(|| text::line(key), str::to_owned),
            n_posts: posts.get(key).map_or(0, |posts| posts.n_in(language)),
        }
    }
}

/// Returns the spelling in one script that a page shows: a full name before a part of one, then the most frequent.
fn best_spelling(person: &Person, hangul: bool) -> Option<String> {
    let spellings = person.spellings.iter().map(|(spelling, count)| (spelling.as_str(), *count));
    let spellings = spellings.chain([(person.name.as_str(), 1)]).filter(|(spelling, _)| is_hangul(spelling) == hangul);
    let rank = |&(spelling, count): &(&str, usize)| {
        let is_full = if hangul { spelling.chars().nth(2).is_some() } else { spelling.trim().contains(' ') };
        (is_full, count)
    };
    // Of two that are as good, the one that sorts first.
    let better =
        |one: &(&str, usize), other: &(&str, usize)| rank(one).cmp(&rank(other)).then_with(|| other.0.cmp(one.0));
    spellings.max_by(better).map(|(spelling, _)| text::label(spelling)).filter(|spelling| !spelling.is_empty())
}

fn kind(person: &Person) -> &'static str {
    match person.kind {
        onrecord_model::PersonKind::Person => "person",
        onrecord_model::PersonKind::Character => "character",
        onrecord_model::PersonKind::Group => "group",
    }
}

fn first_paragraph(post: &Post) -> String {
    let mut body = String::with_capacity(post.body.len());
    let mut from = 0;
    for code in &post.codes {
        body.push_str(&post.body[from..code.at.start]);
        from = code.at.end;
    }
    body.push_str(&post.body[from..]);
    let paragraph = body.split("\n\n").map(str::trim).find(|paragraph| {
        paragraph.chars().filter(|char| char.is_alphanumeric()).count() > 20
            && !paragraph.starts_with(['#', '>', '<', '|'])
    });
    let words: String =
        paragraph.unwrap_or_default().chars().filter(|char| !matches!(char, '*' | '_' | '`' | '[' | ']')).collect();
    text::first_words(&words, 160)
}
