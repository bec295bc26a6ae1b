//! What can be typed.

use clap::{Parser, Subcommand};

use crate::command::{
    access, add, ask, check, demo, disputes, facts, init, mcp, model, names, new, people, publish, questions, quotes,
    read, remove, search, serve, show, sources, takedown, timeline, verify, works,
};
use crate::options::Common;

/// An evidence desk: keeps sources, answers only in their words, and shows where each word stands.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
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
    Works(works::WorksArgs),
    Facts(facts::FactsArgs),
    Disputes(disputes::DisputesArgs),
    Timeline(timeline::TimelineArgs),
    Names(names::NamesArgs),
    Check(check::CheckArgs),
    Model(model::ModelArgs),
    /// Bring the index up to date with the archive
    Index,
    Verify(verify::VerifyArgs),
    New(new::NewArgs),
    Takedown(takedown::TakedownArgs),
    Publish(publish::PublishArgs),
    Serve(serve::ServeArgs),
    Mcp(mcp::McpArgs),
    User(access::UserArgs),
    Token(access::TokenArgs),
    /// Count what is in the archive and what is left to do
    Status,
    Demo(demo::DemoArgs),
}
