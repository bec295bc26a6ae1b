//! What is decided about quotations by hand: whose they are, that they are nobody's, that they are none.

use anyhow::bail;
use onrecord_model::EvidenceId;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::corrected::{Correction, Decided, corrections, quote_at};
use crate::desk::who::{Who, nobody};
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Says whose a quotation is; `none` is nobody.
pub(super) fn set(id: &str, speaker: &str, common: &Common) -> anyhow::Result<Exit> {
    let name = speaker.trim();
    if name.is_empty() {
        bail!("--speaker has no name in it\n  try: --speaker NAME, or --speaker none where nobody is known");
    }
    let decided = if name == "none" { Decided::Nobody } else { by(name, common)? };
    let told = match &decided {
        Decided::By(name, _) => format!("{id} is now {name}'s"),
        _ => format!("{id} is now nobody's"),
    };
    keep(id, decided, &told, common)
}

/// Says that something is no quotation.
pub(super) fn drop(id: &str, common: &Common) -> anyhow::Result<Exit> {
    keep(id, Decided::None, &format!("{id} is no quotation any more"), common)
}

/// Takes back what was decided about a quotation.
pub(super) fn undo(id: &str, common: &Common) -> anyhow::Result<Exit> {
    keep(id, Decided::AsRead, &format!("{id} is as it was read"), common)
}

/// Returns whom a name means: the one person of the archive, or a name that only this decision knows.
fn by(name: &str, common: &Common) -> anyhow::Result<Decided> {
    let archive = world::archive(common)?;
    let who = Who::open(&archive)?;
    match who.find(&archive, name)?[..] {
        [] if name.starts_with('p') && name[1..].chars().all(|char| char.is_ascii_digit()) => Err(nobody(name)),
        [] => Ok(Decided::By(name.to_owned(), None)),
        [only] => {
            let shown = Desk::open(common)?.people()?.into_iter().find(|person| person.id == only);
            Ok(Decided::By(shown.map_or_else(|| name.to_owned(), |person| person.name), Some(only.0)))
        }
        ref many => {
            let ids: Vec<String> = many.iter().map(ToString::to_string).collect();
            bail!("{name:?} may be {}; name one of them by its number", ids.join(" or "))
        }
    }
}

/// Records a decision about the words of an id, for every source that has them: copies are one document.
fn keep(id: &str, decided: Decided, told: &str, common: &Common) -> anyhow::Result<Exit> {
    let parsed: EvidenceId = id.parse().map_err(|what| Usage { what })?;
    let desk = Desk::open(common)?;
    let Some((record, span)) = desk.place(parsed)? else {
        bail!("no source has the words of {id}\n  try: onrecord quotes --json, which lists the ids");
    };
    let key = &record.source.key;
    let before = corrections(desk.archive(), key)?.into_iter().rfind(|before| before.id == id);
    let is_decided = before.is_some_and(|before| before.is != Decided::AsRead);
    if decided == Decided::AsRead && !is_decided {
        bail!(
            "nothing was decided about {id}, so there is nothing to take back\n  try: onrecord quotes --json, where `by_hand` marks what was"
        );
    }
    let quote = quote_at(&record.reading, span).map(|at| &record.reading.quotes[at]);
    if quote.is_none() && !is_decided {
        bail!(
            "the words of {id} are no quotation\n  try: onrecord quotes --source {key:?} --json, which lists the ids"
        );
    }
    let was = quote.filter(|_| !is_decided).map(|quote| quote.reason.clone()).unwrap_or_default();
    let text = serde_json::to_string(&Correction { id: id.to_owned(), is: decided.clone(), was })?;
    let same = desk.archive().keys_of(record.reading.document.id())?;
    let keys = if same.contains(key) { same } else { vec![key.clone()] };
    world::archive_to_write(common)?
        .together(|archive| keys.iter().try_for_each(|key| archive.keep_quote_decision(key, &world::now(), &text)))?;
    if common.json {
        print_json(&json!({ "id": id, "source": key, "done": told }))?;
    } else if !common.quiet && decided == Decided::AsRead {
        eprintln!("{told}");
    } else if !common.quiet {
        eprintln!("{told}; `onrecord quotes undo {id}` takes it back");
    }
    Ok(Exit::Done)
}
