//! `add`: gathers, keeps, reads and indexes.

use std::path::Path;

use onrecord_gather::{Given, stdin};
use onrecord_model::{Day, Found, Known, Origin};

use crate::cli::{AddArgs, Common};
use crate::failure::{Exit, Usage};
use crate::stage::gather::Gathering;
use crate::stage::{self, Progress};
use crate::world;

pub(crate) fn run(args: &AddArgs, common: &Common) -> anyhow::Result<Exit> {
    let known = known(args)?;
    let folder = world::folder(common)?;
    let mut archive = world::archive_to_write(common)?;
    let most_bytes = world::settings(&folder)?.gather.max_megabytes.saturating_mul(1_000_000);
    let given = Given { known, most_bytes };
    let progress = Progress::new(common);
    let mut gathering = Gathering::new(&mut archive, &progress, args.again)?;
    for path in &args.paths {
        if path == Path::new("-") {
            gathering.take_one(stdin(&given))?;
        } else {
            gathering.take(path, &given)?;
        }
    }
    let summary = gathering.finish()?;
    stage::catch_up(&mut archive, &progress)?;
    summary.print(common);
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
