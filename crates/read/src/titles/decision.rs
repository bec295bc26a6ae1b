//! What a person decided by hand about works: records that are only ever added, and always win.

use onrecord_model::WorkId;
use serde::{Deserialize, Serialize};

use crate::by_hand;

/// One decision about works. A title is meant by its number, which is that of the work that it would be alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "decision")]
pub enum Decision {
    /// Two titles are one work's.
    Merge {
        /// A title of the one.
        into: WorkId,
        /// A title of the other.
        from: WorkId,
    },
    /// A title is no title of the work that has these.
    Split {
        /// The title.
        title: WorkId,
        /// Those that it was one with.
        from: Vec<WorkId>,
    },
    /// The work that has a title is shown under this name.
    Rename {
        /// The title.
        title: WorkId,
        /// The name.
        name: String,
    },
}

/// A decision, or the taking back of the last one that still holds.
pub type Record = by_hand::Record<Decision>;

/// Returns the name that a work with one of these titles was given by hand, if any.
pub fn name_given<'a>(titles: &[WorkId], decisions: &'a [Decision]) -> Option<&'a str> {
    decisions.iter().rev().find_map(|decision| match decision {
        Decision::Rename { title, name } if titles.contains(title) => Some(name.as_str()),
        _ => None,
    })
}
