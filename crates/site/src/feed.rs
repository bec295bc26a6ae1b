//! An Atom feed for each language.

use crate::book::Book;
use crate::output::Page;
use crate::text::{self, escape};

/// How many posts a feed holds.
const N_POSTS: usize = 30;

/// Returns the feed of a language: its newest posts with their summaries.
///
/// Its days come from the posts, so that the same archive gives the same feed.
pub(crate) fn feed(book: &Book, language: &str) -> Page {
    let posts: Vec<usize> =
        (0..book.posts.len()).filter(|&post| book.posts[post].language == language).take(N_POSTS).collect();
    let address = book.settings.address.as_deref();
    let here = |path: &str| {
        address.map_or_else(
            || format!("../{}", text::percent_encoded(path)),
            |address| format!("{address}{}", text::percent_encoded(path)),
        )
    };
    let id = |path: &str| {
        address.map_or_else(|| format!("urn:onrecord:page:{}", text::percent_encoded(path)), |_| here(path))
    };
    let updated = posts.iter().filter_map(|&post| day_of(book, post)).max().unwrap_or_else(|| "1970-01-01".to_owned());
    let title = escape(book.settings.title.in_language(language));
    let author = escape(book.settings.author.as_deref().unwrap_or(book.settings.title.in_language(language)));
    let path = format!("{language}/feed.xml");
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n<title>{title}</title>\n<id>{}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{author}</name></author>\n",
        escape(&id(&path)),
        escape(&here(&path)),
        escape(&here(&format!("{language}/index.html"))),
        moment(&updated),
    );
    for at in posts {
        let card = book.card(at);
        let day = day_of(book, at).unwrap_or_else(|| "1970-01-01".to_owned());
        xml.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(&card.title),
            escape(&id(&card.path)),
            escape(&here(&card.path)),
            moment(&day),
            escape(&card.summary),
        ));
    }
    xml.push_str("</feed>\n");
    Page { path, bytes: xml.into_bytes(), made_of: None, kept: None }
}

fn day_of(book: &Book, post: usize) -> Option<String> {
    let post = book.posts[post];
    post.updated.clone().or_else(|| post.published.clone())
}

/// Returns the first moment of a day, month or year, as Atom wants it.
fn moment(day: &str) -> String {
    let mut full = day.to_owned();
    while full.matches('-').count() < 2 {
        full.push_str("-01");
    }
    format!("{full}T00:00:00Z")
}
