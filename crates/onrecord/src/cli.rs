//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::command::{
    add, ask, check, demo, init, model, names, new, people, publish, questions, quotes, read, remove, search, show,
    sources, takedown, verify,
};

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

/// The commands; what each says of itself in the help stands beside its code.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::InitArgs),
    Add(add::AddArgs),
    Read(read::ReadArgs),
    Show(show::ShowArgs),
    Sources(sources::SourcesArgs),
    Remove(remove::RemoveArgs),
    Ask(ask::AskArgs),
    Search(search::SearchArgs),
    Questions(questions::QuestionsArgs),
    Quotes(quotes::QuotesArgs),
    People(people::PeopleArgs),
    Names(names::NamesArgs),
    Check(check::CheckArgs),
    Model(model::ModelArgs),
    /// Bring the index up to date with the archive
    Index,
    Verify(verify::VerifyArgs),
    New(new::NewArgs),
    Takedown(takedown::TakedownArgs),
    Publish(publish::PublishArgs),
    /// Count what is in the archive and what is left to do
    Status,
    Demo(demo::DemoArgs),
}
