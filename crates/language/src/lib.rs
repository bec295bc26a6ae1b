//! What is known of a language, and what every reader asks of it: rows, words, sentences, marks, names.
//!
//! `lexicon` holds the rows of `lexicon/`; `token` cuts English and `korean` cuts Korean; `sentence` and `marks` cut
//! blocks; `words` is the one analyser for index and query; `name` compares spellings across scripts;
//! `work` compares titles; `label` tells names in front of a turn; `quantity` is the one parser of numbers, dates and what they measure; `strings` are what the program says.

mod abbreviation;
pub mod korean;
pub mod label;
pub mod lexicon;
pub mod marks;
pub mod name;
pub mod quantity;
pub mod sentence;
mod stems;
mod strings;
pub mod token;
mod words;
pub mod work;

pub use lexicon::table::{BadRow, Fault, Row, Table};
pub use lexicon::{Lexicon, Pattern, Patterns, Phrase};
pub use marks::{Run, runs};
pub use strings::{Strings, particle};
pub use words::{Term, TermKind, words};
