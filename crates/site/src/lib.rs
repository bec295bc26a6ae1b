//! The site: an [`Edition`] in, pages as bytes out. Pure: the same edition gives the same bytes.
//!
//! Words of sources reach a page only as [`Quotation`], which holds [`onrecord_model::Evidence`]; [`proof`]
//! reads them back out of a built page. Whatever else comes from outside is cleaned in `text` and escaped by
//! the templates.

mod annotation;
mod book;
mod edition;
mod feed;
mod html;
mod index;
mod json;
mod jsonld;
pub mod link;
mod links;
mod markdown;
mod output;
mod page;
mod policy;
mod post;
pub mod proof;
mod settings;
mod sitemap;
mod strings;
mod template;
pub mod text;
mod view;

pub use edition::{Edition, Person, Quotation, Quoted, Removed, SourceShown};
pub use output::{Page, RenderError, Shown, Site, Tools};
pub use policy::policies;
pub use post::{Exception, Help, Post, PostError};
pub use settings::{Settings, Term, Terms, Words};
pub use template::grouped;

use book::Book;

/// The style sheet of every page, for other pages that are to look like them.
pub const STYLE: &str = include_str!("../assets/site.css");
/// The seal beside every quotation.
pub const SEAL: &str = include_str!("../assets/seal.svg");

/// Renders an edition. However the tools share out the work, the same edition gives the same bytes.
pub fn render(edition: &Edition, tools: &Tools) -> Result<Site, RenderError> {
    let book = Book::of(edition)?;
    let mut pages = page::all(&book, tools)?;
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    if let Some(twice) = pages.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return Err(RenderError::Address { path: twice[0].path.clone() });
    }
    let cards = book.sources.iter().map(|key| book.source_card(key, ""));
    let shown = cards.map(|card| Shown { key: card.key, n_shown: card.n_shown, length: card.length }).collect();
    Ok(Site { pages, n_quotations: book.n_quotes(), shown, remarks: book.remarks })
}
