//! What is known of a language, and what every reader asks of it: rows, words, sentences, marks, names.
//!
//! `lexicon` holds the rows of `lexicon/`; `token` cuts English and `korean` cuts Korean; `sentence` and `marks` cut
//! blocks; `words` is the one analyser for index and query; `name` compares spellings across scripts;
//! `strings` are what the program says.

mod abbreviation;
pub mod korean;
pub mod lexicon;
pub mod marks;
mod month;
pub mod name;
pub mod sentence;
mod stems;
mod strings;
pub mod token;
mod words;

pub use lexicon::table::{BadRow, Fault, Row, Table};
pub use lexicon::{Lexicon, Pattern, Patterns, Phrase};
pub use marks::{Run, runs};
pub use month::month;
pub use strings::{Strings, particle};
pub use words::{Term, TermKind, words};
