//! Lists of posts: answers, articles, and what the sources do not say.

use serde::Serialize;

use super::press::Press;
use crate::book::numbered;
use crate::output::RenderError;
use crate::view::{Pager, PostCard};

/// How many posts stand on one page of a list.
pub(super) const POSTS_A_PAGE: usize = 30;
/// How many posts that only another language has stand behind them.
const N_ELSEWHERE: usize = 12;
/// How many open questions stand on one page.
const QUESTIONS_A_PAGE: usize = 100;

#[derive(Serialize)]
struct Data<'a> {
    about: &'a str,
    posts: Vec<&'a PostCard>,
    elsewhere: &'a [&'a PostCard],
    open_questions: &'a [String],
    pager: Option<Pager>,
}

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
        let (own, others): (Vec<usize>, Vec<usize>) =
            all.into_iter().partition(|&post| book.posts[post].language == press.language);
        let only_elsewhere = others.into_iter().filter(|&post| {
            book.groups.get(book.posts[post].group()).is_none_or(|group| !group.contains_key(press.language))
        });
        let elsewhere: Vec<&PostCard> = only_elsewhere.map(|post| book.card(post)).take(N_ELSEWHERE).collect();
        let open = if kind == "silent" { book.edition.open_questions.as_slice() } else { &[] };
        let open: Vec<String> = open.iter().map(|question| crate::text::line(question)).collect();
        let (title, about) = (press.say(kind), press.say(&format!("{kind}_about")));
        let total = own.len().div_ceil(POSTS_A_PAGE).max(open.len().div_ceil(QUESTIONS_A_PAGE)).max(1);
        for page in 0..total {
            let frame = press.frame_of_list("list", kind, (kind, page), &title, &about);
            let data = Data {
                about: &about,
                posts: part(&own, page, POSTS_A_PAGE).iter().map(|&post| book.card(post)).collect(),
                elsewhere: if page + 1 == total { &elsewhere } else { &[] },
                open_questions: part(&open, page, QUESTIONS_A_PAGE),
                pager: pager(press.language, kind, page, total),
            };
            press.add("list.html", frame, &data, &[], &[])?;
        }
    }
    Ok(())
}

/// Returns what stands on one page of a list; nothing behind its end.
pub(super) fn part<T>(all: &[T], page: usize, a_page: usize) -> &[T] {
    &all[all.len().min(page * a_page)..all.len().min((page + 1) * a_page)]
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
