//! What is at hand: an archive, and what is opened for it when it is first wanted; nothing is written.

use std::cell::{OnceCell, RefCell};
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::SystemTime;

use onrecord_answer::judge::Judge;
use onrecord_answer::plan::Grammar;
use onrecord_archive::Archive;
use onrecord_language::{Lexicon, Strings};
use onrecord_model::{DocumentId, Language, Record, SourceId};
use onrecord_search::{Index, vectors};

use super::find::by::FindBy;
use super::meaning::Meaning;
use super::records::{Reading, Records};
use super::who::{Who, alias_file};
use crate::options::Common;
use crate::strings::strings;
use crate::world;

/// An archive with all that answers need at hand.
pub(crate) struct Desk {
    archive: Archive,
    grammar: OnceCell<Grammar>,
    judge: OnceCell<Judge>,
    index: OnceCell<Index>,
    meaning: OnceCell<Option<Meaning>>,
    find_by: OnceCell<FindBy>,
    who: OnceCell<Who>,
    records: RefCell<Records>,
    strings: [OnceCell<Strings>; 2],
    state: State,
}

/// What shows whether others have written since: a number of the database, and when files beside it were last written.
#[derive(PartialEq, Eq)]
struct State(i64, [Option<SystemTime>; 3]);

impl State {
    fn of(archive: &Archive) -> anyhow::Result<Self> {
        let folder = archive.folder();
        let written = |file: PathBuf| fs::metadata(file).and_then(|file| file.modified()).ok();
        let (aliases, index) = (alias_file(folder), onrecord_search::folder_in(folder).join("meta.json"));
        // Each model has a folder of its own below that of the vectors.
        let models = fs::read_dir(vectors::folder_in(folder)).into_iter().flatten().flatten();
        let vectors = models.filter_map(|model| written(model.path())).max();
        Ok(Self(archive.state()?, [written(aliases), written(index), vectors]))
    }
}

impl Desk {
    /// Opens the desk of the archive that the command line means, to read from.
    pub(crate) fn open(common: &Common) -> anyhow::Result<Self> {
        Self::of(world::archive(common)?)
    }

    /// Returns the desk of an archive that is open.
    pub(crate) fn of(archive: Archive) -> anyhow::Result<Self> {
        archive.map_pages()?;
        Ok(Self {
            state: State::of(&archive)?,
            archive,
            grammar: OnceCell::new(),
            judge: OnceCell::new(),
            index: OnceCell::new(),
            meaning: OnceCell::new(),
            find_by: OnceCell::new(),
            who: OnceCell::new(),
            records: RefCell::default(),
            strings: Default::default(),
        })
    }

    /// Takes up what others have written since it was opened; says whether there was anything. What is known of the languages stays at
    /// hand, and so does the model.
    pub(crate) fn freshen(&mut self) -> anyhow::Result<bool> {
        let state = State::of(&self.archive)?;
        if state == self.state {
            return Ok(false);
        }
        (self.index, self.who, self.records) = Default::default();
        self.meaning = match self.meaning.take().flatten() {
            Some(meaning) => OnceCell::from(Some(meaning.again(&self.archive)?)),
            None => OnceCell::new(),
        };
        self.state = state;
        Ok(true)
    }

    /// Returns the archive.
    pub(crate) fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Returns what is known of the languages.
    pub(crate) fn lexicon(&self) -> &'static Lexicon {
        world::lexicon()
    }

    /// Returns what questions are understood by.
    pub(crate) fn grammar(&self) -> &Grammar {
        self.grammar.get_or_init(Grammar::built_in)
    }

    /// Returns what was learned of answers.
    pub(super) fn judge(&self) -> &Judge {
        self.judge.get_or_init(Judge::built_in)
    }

    /// Returns the index of words; an error where it has nothing of the archive.
    pub(crate) fn index(&self) -> anyhow::Result<&Index> {
        opened(&self.index, || world::filled_index(&self.archive))
    }

    /// Returns the vectors of the archive with their model; nothing where none is installed, or it made none.
    pub(crate) fn meaning(&self) -> anyhow::Result<Option<&Meaning>> {
        Ok(opened(&self.meaning, || Meaning::open(&self.archive))?.as_ref())
    }

    /// Returns what finding goes by.
    pub(super) fn find_by(&self) -> anyhow::Result<&FindBy> {
        opened(&self.find_by, || FindBy::built_in(self.lexicon()))
    }

    /// Returns who is who in the archive.
    pub(crate) fn who(&self) -> anyhow::Result<&Who> {
        opened(&self.who, || Who::open(&self.archive))
    }

    /// Returns what is said in a language.
    pub(crate) fn strings(&self, language: Language) -> &Strings {
        let cell = match language {
            Language::Korean => &self.strings[0],
            Language::English => &self.strings[1],
        };
        cell.get_or_init(|| strings(language))
    }

    /// Returns a source with its newest reading, or `None` where it is gone or not read yet.
    pub(crate) fn record(&self, id: SourceId) -> anyhow::Result<Option<Rc<Record>>> {
        self.records.borrow_mut().get(&self.archive, Reading::Newest(id))
    }

    /// Returns a source with the reading of one of its versions, or `None` where it is gone or not read yet.
    pub(crate) fn record_of(&self, id: SourceId, document: DocumentId) -> anyhow::Result<Option<Rc<Record>>> {
        match self.record(id)? {
            Some(record) if record.reading.document.id() == document => Ok(Some(record)),
            _ => self.records.borrow_mut().get(&self.archive, Reading::Of(id, document)),
        }
    }
}

/// Returns what a cell holds, opened first where it holds nothing yet.
fn opened<T>(cell: &OnceCell<T>, open: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<&T> {
    match cell.get() {
        Some(there) => Ok(there),
        None => {
            let new = open()?;
            Ok(cell.get_or_init(|| new))
        }
    }
}
