//! What is decided about quotations by hand: whose they are, that they are nobody's, that they are none.

use anyhow::bail;
use onrecord_archive::Archive;
use onrecord_model::EvidenceId;

use crate::desk::Desk;
use crate::desk::corrected::{Correction, Decided, corrections, quote_at};
use crate::desk::who::nobody;
use crate::failure::Usage;
use crate::refused::Refused;
use crate::world;

impl Desk {
    /// Returns whom a name means: nobody for `none`, the one person of the archive, or a name that only this decision knows.
    pub(crate) fn decided_by(&self, speaker: &str) -> anyhow::Result<Decided> {
        let name = speaker.trim();
        if name.is_empty() {
            bail!("--speaker has no name in it\n  try: --speaker NAME, or --speaker none where nobody is known");
        }
        if name == "none" { Ok(Decided::Nobody) } else { by(name, self) }
    }

    /// Records a decision about the words of an id, for every source that has them: copies are one document. Returns the key of one.
    pub(crate) fn decide(&self, archive: &mut Archive, id: &str, decided: &Decided) -> anyhow::Result<String> {
        let parsed: EvidenceId = id.parse().map_err(|what| Usage { what })?;
        let Some((record, span)) = self.place(parsed)? else {
            bail!("no source has the words of {id}\n  try: onrecord quotes --json, which lists the ids");
        };
        let key = &record.source.key;
        let before = corrections(self.archive(), key)?.into_iter().rfind(|before| before.id == id);
        let is_decided = before.is_some_and(|before| before.is != Decided::AsRead);
        if *decided == Decided::AsRead && !is_decided {
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
        let same = self.archive().keys_of(record.reading.document.id())?;
        let keys = if same.contains(key) { same } else { vec![key.clone()] };
        archive.together(|archive| {
            keys.iter().try_for_each(|key| archive.keep_quote_decision(key, &world::now(), &text))
        })?;
        Ok(key.clone())
    }
}

/// Returns whom a name means: the one person of the archive, or a name that only this decision knows.
fn by(name: &str, desk: &Desk) -> anyhow::Result<Decided> {
    match desk.who()?.find(desk.archive(), name)?[..] {
        [] if name.starts_with('p') && name[1..].chars().all(|char| char.is_ascii_digit()) => Err(nobody(name)),
        [] => Ok(Decided::By(name.to_owned(), None)),
        [only] => {
            let shown = desk.people()?.into_iter().find(|person| person.id == only);
            Ok(Decided::By(shown.map_or_else(|| name.to_owned(), |person| person.name), Some(only.0)))
        }
        ref many => {
            let ids: Vec<String> = many.iter().map(ToString::to_string).collect();
            let english = format!("{name:?} may be {}; name one of them by its number", ids.join(" or "));
            Err(Refused::new("several", english).about("name", name).into())
        }
    }
}
