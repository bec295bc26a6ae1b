//! What a person decides of persons or works, and takes back.

use serde::{Deserialize, Serialize};

/// A decision, or the taking back of the last one that still holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum Record<D> {
    /// A decision.
    Decision(D),
    /// It takes back the last one.
    Undo {
        /// Always true: the mark by which it is told from a decision.
        undo: bool,
    },
}

/// Returns the decisions that hold, in order. Where two are about the same, who applies them lets the later one win.
pub fn live<D: Clone>(records: &[Record<D>]) -> Vec<D> {
    let mut live = Vec::new();
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
