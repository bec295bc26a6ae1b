//! What search engines read: the sitemap and `robots.txt`.

use crate::book::Book;
use crate::output::Page;
use crate::text::{escape, percent_encoded};

/// Returns `sitemap.xml`, which wants absolute addresses and so only exists once the site has one, and `robots.txt`.
pub(crate) fn files(book: &Book, pages: &[Page]) -> Vec<Page> {
    let Some(address) = &book.settings.address else {
        return vec![Page {
            path: "robots.txt".to_owned(),
            bytes: b"User-agent: *\nAllow: /\n".to_vec(),
            made_of: None,
            kept: None,
        }];
    };
    let mut paths: Vec<&str> = pages
        .iter()
        .map(|page| page.path.as_str())
        .filter(|path| path.ends_with(".html") && *path != "404.html" && !path.ends_with("/search.html"))
        .collect();
    paths.sort_unstable();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        xml.push_str(&format!("<url><loc>{}{}</loc></url>\n", escape(address), escape(&percent_encoded(path))));
    }
    xml.push_str("</urlset>\n");
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n");
    vec![
        Page { path: "sitemap.xml".to_owned(), bytes: xml.into_bytes(), made_of: None, kept: None },
        Page { path: "robots.txt".to_owned(), bytes: robots.into_bytes(), made_of: None, kept: None },
    ]
}
