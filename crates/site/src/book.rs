//! An edition made ready: addresses given, and everything that is looked up more than once joined.

mod address;
mod cards;
pub(crate) mod join;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use onrecord_language::Strings;
use onrecord_model::PersonId;
use onrecord_model::code::What;
use onrecord_model::letter::is_syllable;

use crate::edition::{Edition, Person, Quotation, Quoted};
use crate::output::RenderError;
use crate::post::Post;
use crate::settings::Settings;
use crate::strings;
use crate::view::PostCard;

pub(crate) use address::{numbered, post_path, source_slug, term_slug};

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
    pub posts_of_person: BTreeMap<PersonId, Alike<'a>>,
    pub posts_of_interest: BTreeMap<&'a str, Alike<'a>>,
    pub posts_of_theme: BTreeMap<&'a str, Alike<'a>>,
    /// The quotations of each source, in the order of their places, each once.
    pub records: BTreeMap<&'a str, Vec<Record<'a>>>,
    /// Which quotations stand on each page of a source.
    pub pages_of_source: HashMap<&'a str, Vec<Range<usize>>>,
    /// How many code points of each source the site shows.
    n_shown: HashMap<&'a str, usize>,
    /// The oldest source first.
    pub quotes_of_person: BTreeMap<PersonId, Vec<&'a Quotation>>,
    /// Who has a page.
    shown: Vec<&'a Person>,
    /// Who of those plays a character.
    pub played_by: HashMap<PersonId, Vec<&'a Person>>,
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

/// Posts that have something in common, the newest first.
#[derive(Default)]
pub(crate) struct Alike<'a> {
    pub posts: Vec<usize>,
    n: BTreeMap<&'a str, usize>,
}

impl<'a> Alike<'a> {
    fn push(&mut self, post: usize, language: &'a str) {
        self.posts.push(post);
        *self.n.entry(language).or_default() += 1;
    }

    /// Returns how many of them are in a language.
    pub fn n_in(&self, language: &str) -> usize {
        self.n.get(language).copied().unwrap_or_default()
    }
}

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
            pages_of_source: HashMap::new(),
            n_shown: HashMap::new(),
            quotes_of_person: BTreeMap::new(),
            shown: Vec::new(),
            played_by: HashMap::new(),
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
        book.join_people();
        book.cards = (0..book.posts.len()).map(|post| book.make_card(post)).collect();
        Ok(book)
    }

    /// Returns the strings of a language of the site.
    pub fn strings(&self, language: &str) -> &Strings {
        self.strings.get(language).expect("strings are read for every language of the site")
    }

    /// Returns the person whom the archive spells so.
    pub fn person_called(&self, name: &str) -> Option<&'a Person> {
        self.by_spelling.get(&folded(name)).and_then(|id| self.people.get(id)).copied()
    }

    /// Returns the people who have a page.
    pub fn people_shown(&self) -> &[&'a Person] {
        &self.shown
    }

    /// Returns somebody who has a page.
    pub fn person_shown(&self, id: PersonId) -> Option<&'a Person> {
        self.shown.binary_search_by_key(&id, |person| person.id).ok().map(|at| self.shown[at])
    }

    /// Returns how many quotations the site has, each counted once.
    pub fn n_quotes(&self) -> usize {
        self.records.values().map(Vec::len).sum()
    }

    pub fn person(&self, id: PersonId) -> Option<&'a Person> {
        self.people.get(&id).copied()
    }

    pub fn card(&self, post: usize) -> &PostCard {
        &self.cards[post]
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
        if theme.is_none() && !strings::is_built_in(language) {
            return Err(RenderError::Theme {
                file,
                reason: "this language has no strings; begin with a copy of the English ones".to_owned(),
            });
        }
        let strings = strings::read(language, theme).map_err(|reason| RenderError::Theme { file, reason })?;
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
    text.chars().any(is_syllable)
}
