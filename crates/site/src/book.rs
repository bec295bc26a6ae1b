//! An edition made ready: addresses given, and everything that is looked up more than once joined.

mod cards;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_model::PersonId;

use crate::RenderError;
use crate::code::{Reference, What};
use crate::edition::{Edition, Person, Quotation, Quoted};
use crate::post::{Post, PostError};
use crate::settings::Settings;
use crate::strings::Strings;
use crate::text;
use crate::view::PostCard;

/// An edition and its joins. Posts are called by their position in `posts`.
pub(crate) struct Book<'a> {
    pub edition: &'a Edition,
    pub settings: &'a Settings,
    pub strings: BTreeMap<String, Strings>,
    /// Newest first, then by name and language.
    pub posts: Vec<&'a Post>,
    /// The positions of the posts of one group, by language.
    pub groups: HashMap<&'a str, BTreeMap<&'a str, usize>>,
    /// The people of each post.
    pub people_of: Vec<Vec<PersonId>>,
    pub unknown_people: Vec<Vec<String>>,
    pub posts_of_person: BTreeMap<PersonId, Vec<usize>>,
    pub posts_of_interest: BTreeMap<&'a str, Vec<usize>>,
    pub posts_of_theme: BTreeMap<&'a str, Vec<usize>>,
    /// The quotations of each source, in the order of their places, each once.
    pub records: BTreeMap<&'a str, Vec<Record<'a>>>,
    pub quotes_of_person: BTreeMap<PersonId, Vec<&'a Quotation>>,
    /// Every source that a post quotes or credits.
    pub sources: BTreeSet<&'a str>,
    pub slugs: BTreeMap<&'a str, String>,
    people: BTreeMap<PersonId, &'a Person>,
    by_spelling: HashMap<String, PersonId>,
    record_pages: HashMap<String, usize>,
    cards: Vec<PostCard>,
    pub remarks: Vec<String>,
}

/// A quotation, and the posts that quote it.
pub(crate) struct Record<'a> {
    pub quotation: &'a Quotation,
    pub posts: Vec<usize>,
}

/// How many quotations stand on one page of a source.
pub(crate) const RECORDS_A_PAGE: usize = 20;

impl<'a> Book<'a> {
    /// Joins an edition; fails where a post names what is not there, or two posts would have one address.
    pub fn of(edition: &'a Edition) -> Result<Self, RenderError> {
        let settings = &edition.settings;
        let mut book = Self {
            edition,
            settings,
            strings: strings(edition)?,
            posts: edition.posts.iter().filter(|post| !post.draft).collect(),
            groups: HashMap::new(),
            people_of: Vec::new(),
            unknown_people: Vec::new(),
            posts_of_person: BTreeMap::new(),
            posts_of_interest: BTreeMap::new(),
            posts_of_theme: BTreeMap::new(),
            records: BTreeMap::new(),
            quotes_of_person: BTreeMap::new(),
            sources: BTreeSet::new(),
            slugs: BTreeMap::new(),
            people: edition.people.iter().map(|person| (person.id, person)).collect(),
            by_spelling: by_spelling(&edition.people),
            record_pages: HashMap::new(),
            cards: Vec::new(),
            remarks: Vec::new(),
        };
        book.posts.sort_by(|one, other| {
            (&other.published, &one.name, &one.language).cmp(&(&one.published, &other.name, &other.language))
        });
        book.join_posts()?;
        book.join_quotations()?;
        book.cards = (0..book.posts.len()).map(|post| book.make_card(post)).collect();
        Ok(book)
    }

    fn join_posts(&mut self) -> Result<(), RenderError> {
        let mut addresses: HashMap<(&str, &str), &Post> = HashMap::new();
        for (at, &post) in self.posts.iter().enumerate() {
            let wrong = |reason: String| PostError { file: post.file.clone(), line: 1, reason };
            if let Some(other) = addresses.insert((&post.language, &post.name), post) {
                return Err(wrong(format!("posts/{} has the same address; rename one of them", other.file)).into());
            }
            if !self.settings.languages.contains(&post.language) {
                return Err(
                    wrong(format!("the site has no language `{}`; add it to [site] languages", post.language)).into()
                );
            }
            if let Some(&other) = self.groups.entry(post.group()).or_default().get(post.language.as_str()) {
                return Err(wrong(format!(
                    "posts/{} is a translation of the same post in the same language",
                    self.posts[other].file
                ))
                .into());
            }
            self.groups.entry(post.group()).or_default().insert(&post.language, at);
            let mut people = Vec::new();
            let mut unknown = Vec::new();
            for name in &post.people {
                match self.person_called(name) {
                    Some(person) if !people.contains(&person.id) => people.push(person.id),
                    Some(_) => {}
                    None => unknown.push(name.clone()),
                }
            }
            for name in &unknown {
                self.remarks.push(format!("posts/{}: the archive knows nobody called {name}", post.file));
            }
            for &person in &people {
                self.posts_of_person.entry(person).or_default().push(at);
            }
            for interest in &post.interests {
                self.posts_of_interest.entry(interest).or_default().push(at);
            }
            for theme in &post.themes {
                self.posts_of_theme.entry(theme).or_default().push(at);
            }
            self.people_of.push(people);
            self.unknown_people.push(unknown);
        }
        Ok(())
    }

    fn join_quotations(&mut self) -> Result<(), RenderError> {
        let mut records: BTreeMap<&str, BTreeMap<(usize, usize, String), Record>> = BTreeMap::new();
        let mut speakers: BTreeMap<PersonId, BTreeMap<String, &Quotation>> = BTreeMap::new();
        for (at, &post) in self.posts.iter().enumerate() {
            for code in &post.codes {
                let wrong = |reason: String| PostError {
                    file: post.file.clone(),
                    line: code.line + post.n_lines_before,
                    reason,
                };
                let reference = match &code.what {
                    What::Quote { reference, .. } => reference,
                    What::Source(key) => {
                        let known = self
                            .edition
                            .sources
                            .get_key_value(key)
                            .map(|(key, _)| key)
                            .or_else(|| self.edition.removed.get_key_value(key).map(|(key, _)| key));
                        self.sources.insert(
                            known.ok_or_else(|| wrong(format!("the archive has no source `{}`", text::line(key))))?,
                        );
                        continue;
                    }
                    What::Person(name) if self.person_called(name).is_none() => {
                        return Err(wrong(format!("the archive knows nobody called {}", text::line(name))).into());
                    }
                    What::Post(name) if !self.groups.contains_key(text::slug(name).as_str()) => {
                        return Err(wrong(format!("there is no post called {}", text::line(name))).into());
                    }
                    What::Person(_) | What::Post(_) => continue,
                };
                let quotation = match self.edition.quoted.get(reference) {
                    Some(Quoted::Words(quotation)) => quotation,
                    Some(Quoted::Removed(key)) => {
                        if let Some((key, _)) = self.edition.removed.get_key_value(key) {
                            self.sources.insert(key);
                        }
                        continue;
                    }
                    None => return Err(wrong(missing(reference)).into()),
                };
                let evidence = quotation.evidence();
                let key = evidence.source.key.as_str();
                self.sources.insert(key);
                let id = evidence.id().to_string();
                let place = (evidence.range().start, evidence.range().end, id.clone());
                let record = records
                    .entry(key)
                    .or_default()
                    .entry(place)
                    .or_insert_with(|| Record { quotation, posts: Vec::new() });
                if record.posts.last() != Some(&at) {
                    record.posts.push(at);
                }
                if let Some(person) = evidence.speaker.as_ref().and_then(|speaker| speaker.person) {
                    speakers.entry(person).or_default().insert(id, quotation);
                }
            }
            for key in &post.sources {
                let known = self
                    .edition
                    .sources
                    .get_key_value(key)
                    .map(|(key, _)| key)
                    .or_else(|| self.edition.removed.get_key_value(key).map(|(key, _)| key));
                let wrong = || PostError {
                    file: post.file.clone(),
                    line: 1,
                    reason: format!("sources: the archive has no source `{}`", text::line(key)),
                };
                self.sources.insert(known.ok_or_else(wrong)?);
            }
        }
        self.records = records.into_iter().map(|(key, records)| (key, records.into_values().collect())).collect();
        for records in self.records.values() {
            for (n, record) in records.iter().enumerate() {
                self.record_pages.insert(record.quotation.evidence().id().to_string(), n / RECORDS_A_PAGE);
            }
        }
        self.quotes_of_person =
            speakers.into_iter().map(|(person, quotes)| (person, quotes.into_values().collect())).collect();
        self.slugs = self.sources.iter().map(|&key| (key, source_slug(key))).collect();
        Ok(())
    }

    /// Returns the strings of a language of the site.
    pub fn strings(&self, language: &str) -> &Strings {
        self.strings.get(language).expect("strings are read for every language of the site")
    }

    /// Returns the person whom the archive spells so.
    pub fn person_called(&self, name: &str) -> Option<&'a Person> {
        self.by_spelling.get(&folded(name)).and_then(|id| self.people.get(id)).copied()
    }

    /// Returns the people who have a page: those whom a post is about or whose words are quoted, and whom they play.
    pub fn people_shown(&self) -> Vec<&'a Person> {
        let mut shown: BTreeSet<PersonId> =
            self.posts_of_person.keys().chain(self.quotes_of_person.keys()).copied().collect();
        for post in &self.posts {
            let named = post
                .codes
                .iter()
                .filter_map(|code| if let What::Person(name) = &code.what { self.person_called(name) } else { None });
            shown.extend(named.map(|person| person.id));
        }
        shown.into_iter().filter_map(|id| self.people.get(&id).copied()).collect()
    }

    pub fn person(&self, id: PersonId) -> Option<&'a Person> {
        self.people.get(&id).copied()
    }

    pub fn card(&self, post: usize) -> PostCard {
        self.cards[post].clone()
    }

    /// Returns the quotations that stand in a post, in reading order.
    pub fn quotations_of(&self, post: &'a Post) -> impl Iterator<Item = &'a Quotation> + use<'a> {
        let quoted = &self.edition.quoted;
        post.codes.iter().filter_map(move |code| match &code.what {
            What::Quote { reference, .. } => match quoted.get(reference) {
                Some(Quoted::Words(quotation)) => Some(quotation.as_ref()),
                _ => None,
            },
            _ => None,
        })
    }
}

fn strings(edition: &Edition) -> Result<BTreeMap<String, Strings>, RenderError> {
    let mut all = BTreeMap::new();
    for language in &edition.settings.languages {
        let file = format!("locales/{language}.json");
        let theme = edition.theme_text(&file)?;
        if theme.is_none() && !Strings::is_built_in(language) {
            return Err(RenderError::Theme {
                file,
                reason: "this language has no strings; begin with a copy of the English ones".to_owned(),
            });
        }
        let strings = Strings::read(language, theme).map_err(|reason| RenderError::Theme { file, reason })?;
        all.insert(language.clone(), strings);
    }
    Ok(all)
}

/// Returns who is meant by each spelling; where two share one, the one who is named more often.
fn by_spelling(people: &[Person]) -> HashMap<String, PersonId> {
    let mut known: HashMap<String, (usize, PersonId)> = HashMap::new();
    for person in people {
        let id = (person.id.to_string(), usize::MAX);
        let name = (person.name.clone(), usize::MAX / 2);
        for (spelling, count) in person.spellings.iter().chain([&name, &id]) {
            let slot = known.entry(folded(spelling)).or_insert((*count, person.id));
            if *count > slot.0 {
                *slot = (*count, person.id);
            }
        }
    }
    known.into_iter().map(|(spelling, (_, id))| (spelling, id)).collect()
}

fn folded(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(crate) fn is_hangul(text: &str) -> bool {
    text.chars().any(|char| ('가'..='힣').contains(&char))
}

fn missing(reference: &Reference) -> String {
    match reference {
        Reference::Id(id) => format!("the archive has no evidence {id}"),
        Reference::Words { key, words } => format!(
            "“{}” does not stand letter for letter in the source `{}`",
            text::first_words(words, 60),
            text::line(key)
        ),
    }
}

pub(crate) fn post_path(post: &Post) -> String {
    format!("{}/posts/{}.html", post.language, post.name)
}

/// Returns `base.html` for the first page of a list, `base-2.html` for the second, and so on.
pub(crate) fn numbered(base: &str, page: usize) -> String {
    if page == 0 { format!("{base}.html") } else { format!("{base}-{}.html", page + 1) }
}

/// Returns the part of the address for a source: what can be read of its key, and a hash that tells alike ones apart.
pub(crate) fn source_slug(key: &str) -> String {
    let name = key.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(key);
    let name: String = text::slug(name.split(['?', '#']).next().unwrap_or(name))
        .chars()
        .filter(|char| char.is_ascii())
        .take(40)
        .collect();
    let hash = blake3::hash(key.as_bytes()).to_hex();
    format!("{}-{}", if name.trim_matches('-').is_empty() { "source" } else { name.trim_matches('-') }, &hash[..6])
}

pub(crate) fn term_slug(key: &str) -> String {
    let slug = text::slug(key);
    if slug.is_empty() { format!("term-{}", &blake3::hash(key.as_bytes()).to_hex()[..6]) } else { slug }
}
