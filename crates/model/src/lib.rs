//! The nouns of Onrecord: what a source, a snapshot, a document, a quote and a piece of evidence are.
//!
//! Nothing here touches disk, network or clock. The rules that keep the promises live in two doors:
//! [`Document::span`] (no span outside its document) and [`Record::cite`] (words shown are words printed, and whose).

pub mod callout;
pub mod code;
mod document;
mod evidence;
mod finding;
pub mod front;
mod id;
mod known;
mod language;
pub mod letter;
mod quote;
mod reading;
mod record;
mod snapshot;
mod source;
mod span;
mod time;
mod work;

pub use document::{Block, BlockKind, Document};
pub use evidence::{Evidence, EvidenceId, EvidenceKind, SpeakerShown, VersionShown, WordsShown};
pub use finding::{Finding, FindingCode, Severity};
pub use id::{DocumentId, ParseIdError, PersonId, SnapshotId, SourceId, WorkId};
pub use known::{Found, Known, Origin};
pub use language::Language;
pub use quote::{Quote, QuoteForm, QuoteKind, Speaker};
pub use reading::{
    Gender, Mention, NamedPerson, Passage, PersonKind, Reading, Remark, RemarkKind, Sentence, SentenceKind,
};
pub use record::{Record, RecordVersion};
pub use snapshot::{Media, Snapshot};
pub use source::Source;
pub use span::Span;
pub use time::{Day, ParseDayError};
pub use work::{NamedWork, PartUnit, WorkKind, WorkPart};
