//! Addresses inside the site.

use crate::post::Post;
use crate::text;

/// Returns the address of a post.
pub(crate) fn post_path(post: &Post) -> String {
    format!("{}/posts/{}.html", post.language, post.name)
}

/// Returns `base.html` for the first page of a list, `base_2.html` for the second, and so on; no slug has a `_`.
pub(crate) fn numbered(base: &str, page: usize) -> String {
    if page == 0 { format!("{base}.html") } else { format!("{base}_{}.html", page + 1) }
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
    format!("{}-{}", if name.trim_matches('-').is_empty() { "source" } else { name.trim_matches('-') }, &hash[..10])
}

/// Returns the part of the address for an interest or a theme.
pub(crate) fn term_slug(key: &str) -> String {
    let slug = text::slug(key);
    if slug.is_empty() { format!("term-{}", &blake3::hash(key.as_bytes()).to_hex()[..6]) } else { slug }
}
