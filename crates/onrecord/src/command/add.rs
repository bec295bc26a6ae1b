//! `add`: gathers, keeps, reads and indexes.

use std::path::{Path, PathBuf};

use clap::Args;
use onrecord_gather::{Given, stdin};
use onrecord_model::{Day, Found, Known, Origin};

use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::progress::Progress;
use crate::stage;
use crate::stage::gather::Gathering;
use crate::world;

/// Add files, folders or JSON lines as sources, read them and make them findable
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Files and folders; `-` is standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// When they were published, such as 2025-06-12
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Where it stands on the web
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Who wrote them
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Also add what was taken down before
    #[arg(long)]
    pub again: bool,
}

pub(crate) fn run(args: &AddArgs, common: &Common) -> anyhow::Result<Exit> {
    let known = known(args)?;
    let folder = world::folder(common)?;
    let mut archive = world::archive_to_write(common)?;
    let most_bytes = world::settings(&folder)?.gather.max_megabytes.saturating_mul(1_000_000);
    let given = Given { known, most_bytes };
    let progress = Progress::new(common);
    let mut gathering = Gathering::new(&mut archive, &progress, args.again);
    for path in &args.paths {
        if path == Path::new("-") {
            gathering.take_one(stdin(&given))?;
        } else {
            gathering.take(path, &given)?;
        }
    }
    let summary = gathering.finish()?;
    stage::catch_up(&mut archive, &progress)?;
    summary.print(common)?;
    Ok(summary.exit())
}

fn known(args: &AddArgs) -> Result<Known, Usage> {
    let found = |value: &Option<String>| value.as_deref().and_then(|value| Found::new(value, Origin::Given));
    if let Some(day) = &args.published {
        day.parse::<Day>().map_err(|error| Usage { what: error.to_string() })?;
    }
    Ok(Known {
        outlet: found(&args.outlet),
        author: found(&args.author),
        url: found(&args.url),
        published: found(&args.published),
        ..Known::default()
    })
}
