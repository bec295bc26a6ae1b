//! The site: an edition out of the archive and the writer's files, rendered, written, and recorded.

mod checked;
mod edition;
mod folder;
mod people;
mod prove;
mod record;

use std::path::Path;

use anyhow::bail;
use onrecord_archive::Archive;
use onrecord_language::words;
use onrecord_site::{Page, Shown, Tools, link, render};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::desk::Desk;
use crate::world;

pub(crate) use edition::posts;
pub(crate) use folder::files;
pub(crate) use record::outs;

/// What publishing did.
pub(crate) struct Published {
    /// Files of the site.
    pub n_files: usize,
    /// Pages for readers among them.
    pub n_pages: usize,
    /// Files written, because they are new or changed.
    pub n_written: usize,
    /// Files of the last edition that are no longer part of it.
    pub n_gone: usize,
    /// Posts on the site.
    pub n_posts: usize,
    /// Quotations on the site, each once.
    pub n_quotations: usize,
    /// Posts whose free text was checked, because they changed.
    pub n_checked: usize,
    /// What the writer should know.
    pub remarks: Vec<String>,
}

impl Desk {
    /// Publishes the archive's posts to a folder. Nothing is written where a post cannot be published or a link leads nowhere.
    pub(crate) fn publish(&self, out: &Path) -> anyhow::Result<Published> {
        publish(self, out)
    }

    /// Renders the site as it would be published, with the draft of one file among the posts; nothing is checked, and nothing written.
    pub(crate) fn preview(&self, file: &str) -> anyhow::Result<Vec<Page>> {
        let mut edition = edition::edition(self)?.edition;
        edition.posts.iter_mut().filter(|post| post.file == file).for_each(|post| post.draft = false);
        let lexicon = self.lexicon();
        let tools = Tools {
            analyse: &|text| words(text, lexicon).into_iter().map(|term| term.text).collect(),
            at_once: &|n, task| (0..n).into_par_iter().for_each(task),
            known: &|_, _| None,
            stands: &|_, _| false,
        };
        Ok(render(&edition, &tools)?.pages)
    }
}

fn publish(desk: &Desk, out: &Path) -> anyhow::Result<Published> {
    let archive = desk.archive();
    let mut made = edition::edition(desk)?;
    let n_checked = checked::check(archive, &mut made.edition.posts)?;
    let last = record::last(archive.folder(), out)?;
    let program = record::program();
    let lexicon = desk.lexicon();
    let tools = Tools {
        analyse: &|text| words(text, lexicon).into_iter().map(|term| term.text).collect(),
        at_once: &|n, task| (0..n).into_par_iter().for_each(task),
        known: &|path, made_of| last.as_ref().and_then(|last| record::known(last, &program, path, made_of)),
        stands: &|path, bytes| last.as_ref().is_some_and(|last| record::stands(last, path, bytes)),
    };
    let site = render(&made.edition, &tools)?;
    let broken = link::broken(&site.pages);
    if let Some(first) = broken.first() {
        bail!("{} links lead nowhere, the first on {}: {}", broken.len(), first.page, first.address);
    }
    folder::check(out, last.is_some())?;
    let record = record::of(out, &site.pages, &program, last.as_ref())?;
    let (n_written, n_gone) = folder::write(out, &site.pages, &record, last.as_ref())?;
    let mut remarks = made.remarks;
    if archive.is_read_only() {
        remarks.push(format!(
            "the archive cannot be written to, so it keeps no record of this edition: `verify --site {}` will not know it",
            out.display()
        ));
    } else {
        record::keep(archive.folder(), &record)?;
    }
    remarks.extend(site.remarks);
    remarks.extend(over_budget(archive, &site.shown)?);
    Ok(Published {
        n_files: record.files.len(),
        n_pages: site.pages.iter().filter(|page| page.path.ends_with(".html")).count(),
        n_written,
        n_gone,
        n_posts: made.edition.posts.iter().filter(|post| !post.draft).count(),
        n_checked,
        n_quotations: site.n_quotations,
        remarks,
    })
}

/// Returns a remark for each source of which the whole site shows a larger share than the settings allow.
fn over_budget(archive: &Archive, shown: &[Shown]) -> anyhow::Result<Vec<String>> {
    let most = f64::from(world::settings(archive.folder())?.check.max_share);
    let over = shown.iter().filter(|source| source.length > 0 && source.n_shown as f64 > most * source.length as f64);
    let remark = |source: &Shown| {
        let share = 100.0 * source.n_shown as f64 / source.length as f64;
        format!("the site shows {share:.0} % of {}, words and context; the limit is {:.0} %", source.key, 100.0 * most)
    };
    Ok(over.map(remark).collect())
}
