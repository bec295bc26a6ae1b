//! The pages, one module for each kind.

mod home;
mod list;
mod person;
mod post;
pub(crate) mod press;
mod source;
mod term;

use std::sync::{Arc, OnceLock};

use crate::book::Book;
use crate::output::{Page, RenderError, Tools};
use crate::{feed, index, policy, sitemap, template};
use press::Press;

/// How many pages are made in one go.
const PAGES_A_TASK: usize = 64;

/// Makes some pages.
type Task<'a> = Box<dyn Fn(&mut Press) -> Result<(), RenderError> + Sync + 'a>;

/// Returns every file of the site.
pub(crate) fn all(book: &Book, tools: &Tools) -> Result<Vec<Page>, RenderError> {
    let languages = book.settings.languages.iter();
    let environments = languages
        .map(|language| {
            Ok((language.as_str(), template::environment(book, language)?, template::hash(book, language)?))
        })
        .collect::<Result<Vec<_>, RenderError>>()?;
    let mut tasks = Vec::new();
    for (language, environment, made_with) in &environments {
        let press = || Press { book, language, environment, made_with, tools, pages: Vec::new(), entries: Vec::new() };
        tasks.extend(self::tasks(book, language).into_iter().map(|task| (press, task)));
    }
    let made: Vec<OnceLock<Result<Press, RenderError>>> = tasks.iter().map(|_| OnceLock::new()).collect();
    (tools.at_once)(tasks.len(), &|n| {
        let (press, task) = &tasks[n];
        let mut press = press();
        let done = task(&mut press).map(|()| press);
        assert!(made[n].set(done).is_ok(), "each task is done once");
    });
    let (mut pages, mut entries) = (Vec::new(), Vec::new());
    for made in made {
        let press = made.into_inner().expect("every task was done")?;
        pages.extend(press.pages);
        entries.extend(press.entries);
    }
    pages.extend(index::files(&entries, tools));
    pages.extend(assets(book));
    pages.extend(sitemap::files(book, &pages));
    Ok(pages)
}

/// Returns what makes the pages of one language.
fn tasks<'a>(book: &'a Book, language: &'a str) -> Vec<Task<'a>> {
    let mut tasks: Vec<Task> = vec![Box::new(home::home), Box::new(list::lists), Box::new(policy::pages)];
    let posts: Vec<usize> = (0..book.posts.len()).filter(|&post| book.posts[post].language == language).collect();
    let n_posts = posts.len();
    let posts = Arc::new(posts);
    for from in (0..n_posts).step_by(PAGES_A_TASK) {
        let posts = posts.clone();
        tasks.push(Box::new(move |press| post::posts(press, &posts, from..n_posts.min(from + PAGES_A_TASK))));
    }
    tasks.push(Box::new(person::people));
    tasks.extend(book.people_shown().chunks(PAGES_A_TASK).map(|people| {
        let people = people.to_vec();
        Box::new(move |press: &mut Press| people.iter().try_for_each(|who| person::person(press, who))) as Task
    }));
    tasks.push(Box::new(term::terms));
    tasks.push(Box::new(source::sources));
    let sources: Vec<&str> = book.sources.iter().copied().collect();
    tasks.extend(sources.chunks(PAGES_A_TASK).map(|sources| {
        let sources = sources.to_vec();
        Box::new(move |press: &mut Press| sources.iter().try_for_each(|key| source::source(press, key))) as Task
    }));
    tasks.push(Box::new(|press| {
        home::search(press)?;
        press.pages.push(feed::feed(press.book, press.language));
        if press.book.settings.languages.first().is_some_and(|first| first == press.language) {
            home::cover(press)?;
        }
        Ok(())
    }));
    tasks
}

fn assets(book: &Book) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (name, built_in) in template::ASSETS {
        let own = book.edition.theme.get(&format!("assets/{name}"));
        pages.push(Page {
            path: format!("assets/{name}"),
            bytes: own.map_or(built_in.as_bytes(), Vec::as_slice).to_vec(),
            made_of: None,
            kept: None,
        });
    }
    for (file, contents) in &book.edition.theme {
        let is_new =
            file.strip_prefix("assets/").is_some_and(|name| !template::ASSETS.iter().any(|(known, _)| *known == name));
        if is_new && !file.contains("..") {
            pages.push(Page { path: file.clone(), bytes: contents.clone(), made_of: None, kept: None });
        }
    }
    pages
}
