//! `index`: brings readings and the index up to date.

use serde_json::json;

use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::progress::Progress;
use crate::stage;
use crate::world;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    let mut archive = world::archive_to_write(common)?;
    stage::catch_up(&mut archive, &Progress::new(common))?;
    if common.json {
        print_json(&json!({"status": "done"}))?;
    } else if !common.quiet {
        eprintln!("every source is read and can be found");
    }
    Ok(Exit::Done)
}
