//! `demo`: shows the program at work on the sample archive.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use onrecord_archive::{Archive, SETTINGS};

use super::{add, ask, model};
use crate::desk::Desk;
use crate::desk::ask::Limits;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::safe;

include!(concat!(env!("OUT_DIR"), "/kit.rs"));

/// What the demo asks, a question a line.
const QUESTIONS: &str = include_str!("../../../../examples/press-kit/demo.txt");

/// Show the program at work on a sample archive
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Where to put the sample archive and its site; a folder that is missing or empty
    #[arg(default_value = "onrecord-demo")]
    dir: PathBuf,
}

/// Makes the sample archive in a folder that is missing or empty, asks it the kit's questions, and publishes its site.
pub(crate) fn run(args: &DemoArgs, common: &Common) -> anyhow::Result<Exit> {
    let DemoArgs { dir } = args;
    let folder = dir.join("desk");
    Archive::create(&folder)?;
    model::bring_for_demo();
    lay_out(dir, &folder)?;
    let quiet = Common { archive: Some(folder.clone()), json: false, quiet: true, color: common.color };
    let sources = add::AddArgs {
        paths: vec![dir.join("sources")],
        outlet: None,
        published: None,
        url: None,
        author: None,
        again: false,
    };
    add::run(&sources, &quiet)?;
    say(&format!("A press kit of sources about a drama that does not exist, added to {}.\n", folder.display()))?;
    let desk = Desk::open(&quiet)?;
    for question in QUESTIONS.lines().filter(|line| !line.starts_with('#')) {
        say(&format!("$ onrecord ask \"{question}\""))?;
        ask::print(&desk.ask(question, &Limits::default())?, false)?;
        say("")?;
    }
    let site = dir.join("site");
    let published = desk.publish(&site)?;
    say(&format!("$ onrecord publish --out {}", site.display()))?;
    say(&format!(
        "{} posts with {} quotations on {} pages",
        published.n_posts, published.n_quotations, published.n_pages
    ))?;
    say(&format!("\nlook at it: {}", site.join("index.html").display()))?;
    say(&format!("ask it yourself: onrecord --archive {} ask \"…\"", folder.display()))?;
    Ok(Exit::Done)
}

/// Writes the sources beside the archive, and its posts and settings into it.
fn lay_out(dir: &Path, desk: &Path) -> anyhow::Result<()> {
    for &(name, bytes) in KIT {
        let to = match name {
            "site.toml" => {
                let settings = desk.join(SETTINGS);
                let before =
                    fs::read_to_string(&settings).with_context(|| format!("could not read {}", settings.display()))?;
                let site = String::from_utf8_lossy(bytes);
                fs::write(&settings, format!("{before}\n{site}"))
                    .with_context(|| format!("could not write {}", settings.display()))?;
                continue;
            }
            name if name.starts_with("posts/") => desk.join(name),
            name => dir.join(name),
        };
        let folder = to.parent().unwrap_or(dir);
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        fs::write(&to, bytes).with_context(|| format!("could not write {}", to.display()))?;
    }
    Ok(())
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(io::stdout().lock(), "{}", safe(line))?;
    Ok(())
}
