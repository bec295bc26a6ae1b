//! Lists of posts: answers, articles, and what the sources do not say.

use serde_json::json;

use super::Press;
use crate::RenderError;
use crate::book::numbered;
use crate::view::{Pager, PostCard, value};

/// How many posts stand on one page of a list.
pub(super) const POSTS_A_PAGE: usize = 40;

/// Adds the lists of posts.
pub(super) fn lists(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    for kind in ["answers", "articles", "silent"] {
        let is_of_kind = |&post: &usize| match kind {
            "silent" => book.posts[post].silent,
            "answers" => book.posts[post].is_answer() && !book.posts[post].silent,
            _ => !book.posts[post].is_answer() && !book.posts[post].silent,
        };
        let all: Vec<usize> = (0..book.posts.len()).filter(is_of_kind).collect();
        let own: Vec<PostCard> = all
            .iter()
            .filter(|&&post| book.posts[post].language == press.language)
            .map(|&post| book.card(post))
            .collect();
        let only_elsewhere = all.iter().filter(|&&post| {
            let post = book.posts[post];
            post.language != press.language
                && book.groups.get(post.group()).is_none_or(|group| !group.contains_key(press.language))
        });
        let elsewhere: Vec<PostCard> = only_elsewhere.map(|&post| book.card(post)).take(POSTS_A_PAGE).collect();
        let open = if kind == "silent" { book.edition.open_questions.as_slice() } else { &[] };
        let (title, about) = (press.say(kind), press.say(&format!("{kind}_about")));
        let total = own.len().div_ceil(POSTS_A_PAGE).max(1);
        for page in 0..total {
            let cards: Vec<&PostCard> = own.iter().skip(page * POSTS_A_PAGE).take(POSTS_A_PAGE).collect();
            let alternates = book
                .settings
                .languages
                .iter()
                .map(|language| (language.as_str(), format!("{kind}.html"), page == 0))
                .collect();
            let path = numbered(kind, page);
            let mut frame = press.frame_with("list", kind_name(kind), &path, &title, &about, alternates);
            keep_own(&mut frame.alternates, &frame.path);
            let is_last = page + 1 == total;
            let data = json!({
                "about": about,
                "posts": value(&cards),
                "elsewhere": if is_last { value(&elsewhere) } else { json!([]) },
                "open_questions": if is_last { json!(open.iter().map(|question| crate::text::line(question)).collect::<Vec<_>>()) } else { json!([]) },
                "pager": value(&pager(press.language, kind, page, total)),
            });
            press.add("list.html", frame, data, Vec::new(), Vec::new())?;
        }
    }
    Ok(())
}

/// Points the alternate of a page's own language at the page itself.
pub(super) fn keep_own(alternates: &mut [crate::view::Alternate], path: &str) {
    for alternate in alternates.iter_mut().filter(|alternate| alternate.is_this) {
        path.clone_into(&mut alternate.path);
    }
}

fn kind_name(kind: &str) -> &'static str {
    match kind {
        "answers" => "answers",
        "articles" => "articles",
        _ => "silent",
    }
}

/// Returns where page `page` (from 0) of `total` stands; `base` is the path behind the language, without `.html`.
pub(super) fn pager(language: &str, base: &str, page: usize, total: usize) -> Option<Pager> {
    let path = |page| format!("{language}/{}", numbered(base, page));
    (total > 1).then(|| Pager {
        n: page + 1,
        total,
        previous: page.checked_sub(1).map(path),
        next: (page + 1 < total).then(|| path(page + 1)),
    })
}
