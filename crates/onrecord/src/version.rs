//! Which version of its source words stand in, in words for people.

use onrecord_model::VersionShown;

/// Says it in words for people: `version 1 of 2, taken …; version 2 no longer has these words`.
pub(crate) fn told(version: &VersionShown) -> String {
    let mut told = format!("version {} of {}, taken {}", version.number, version.of, version.taken);
    if let Some(gone_in) = version.gone_in {
        told.push_str(&format!("; version {gone_in} no longer has these words"));
    }
    told
}
