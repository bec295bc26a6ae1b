//! Who is named in a document, and who perhaps is.

use onrecord_model::NamedPerson;

/// Who is named in a document.
pub(crate) struct Named {
    /// The persons, each once, in order of their first mention.
    pub people: Vec<NamedPerson>,
    /// Names that are a person's only if the same name is sure elsewhere.
    pub perhaps: Vec<NamedPerson>,
}
