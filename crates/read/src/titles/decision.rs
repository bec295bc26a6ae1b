//! What a person decided by hand about works: records that are only ever added, and always win.

use onrecord_model::WorkId;
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum Record {
    /// A decision.
    Decision(Decision),
    /// It takes back the last one.
    Undo {
        /// Always true: the mark by which it is told from a decision.
        undo: bool,
    },
}

/// Returns the decisions that hold, in order. A later one about the same titles takes the place of an earlier one.
pub fn live(records: &[Record]) -> Vec<Decision> {
    let mut live: Vec<Decision> = Vec::new();
    for record in records {
        match record {
            Record::Decision(decision) => live.push(decision.clone()),
            Record::Undo { .. } => {
                live.pop();
            }
        }
    }
    live
}

/// Returns the name that a work with one of these titles was given by hand, if any.
pub fn name_given<'a>(titles: &[WorkId], decisions: &'a [Decision]) -> Option<&'a str> {
    decisions.iter().rev().find_map(|decision| match decision {
        Decision::Rename { title, name } if titles.contains(title) => Some(name.as_str()),
        _ => None,
    })
}
