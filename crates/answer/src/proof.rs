//! Checks a draft against the record, as a compiler checks code.
//!
//! `draft` finds what the draft quotes, `pattern` and `closest` where the words stand, `credit` who is
//! credited and who said it. `judge` says of each quotation how it stands;
//! `findings` turns that into words. `vocabulary` has the lists of words.

pub(crate) mod closest;
pub(crate) mod credit;
pub mod draft;
pub(crate) mod fix;
pub(crate) mod judge;
pub(crate) mod letters;
pub(crate) mod misspelt;
pub(crate) mod pattern;
pub(crate) mod print;
pub(crate) mod prose;
pub(crate) mod record;
pub(crate) mod register;
pub(crate) mod rules;
pub mod sought;
pub mod translation;
mod verdict;
mod vocabulary;
pub mod words;

pub use credit::credit;
pub use draft::Draft;
pub use fix::{Change, Fixed, fixed};
pub use judge::{Candidates, Judgement, judge};
pub use print::prints;
pub use prose::Syntax;
pub use record::Record;
pub use register::{OnRecord, Register, Roster};
pub use rules::{Rules, allowances};
pub use verdict::{Report, findings};
