//! What is decided about quotations by hand: whose they are, that they are nobody's, that they are none.

use serde_json::json;

use crate::desk::Desk;
use crate::desk::corrected::Decided;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Says whose a quotation is; `none` is nobody.
pub(super) fn set(id: &str, speaker: &str, common: &Common) -> anyhow::Result<Exit> {
    let decided = Desk::open(common)?.decided_by(speaker)?;
    let told = match &decided {
        Decided::By(name, _) => format!("{id} is now {name}'s"),
        _ => format!("{id} is now nobody's"),
    };
    keep(id, &decided, &told, common)
}

/// Says that something is no quotation.
pub(super) fn drop(id: &str, common: &Common) -> anyhow::Result<Exit> {
    keep(id, &Decided::None, &format!("{id} is no quotation any more"), common)
}

/// Takes back what was decided about a quotation.
pub(super) fn undo(id: &str, common: &Common) -> anyhow::Result<Exit> {
    keep(id, &Decided::AsRead, &format!("{id} is as it was read"), common)
}

fn keep(id: &str, decided: &Decided, told: &str, common: &Common) -> anyhow::Result<Exit> {
    let key = Desk::open(common)?.decide(&mut world::archive_to_write(common)?, id, decided)?;
    if common.json {
        print_json(&json!({ "id": id, "source": key, "done": told }))?;
    } else if !common.quiet && *decided == Decided::AsRead {
        eprintln!("{told}");
    } else if !common.quiet {
        eprintln!("{told}; `onrecord quotes undo {id}` takes it back");
    }
    Ok(Exit::Done)
}
