//! The commands, one file each.

pub(crate) mod access;
pub(crate) mod add;
pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod disputes;
pub(crate) mod facts;
mod index;
pub(crate) mod init;
pub(crate) mod mcp;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod new;
pub(crate) mod people;
pub(crate) mod publish;
pub(crate) mod questions;
pub(crate) mod quotes;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod sources;
mod status;
pub(crate) mod takedown;
pub(crate) mod timeline;
pub(crate) mod verify;
pub(crate) mod works;

use crate::cli::{Cli, Command};
use crate::failure::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let common = &cli.common;
    match &cli.command {
        Command::Init(args) => init::run(args, common),
        Command::Add(args) => add::run(args, common),
        Command::Read(args) => read::run(args, common),
        Command::Show(args) => show::run(args, common),
        Command::Sources(args) => sources::run(args, common),
        Command::Remove(args) => remove::run(args, common),
        Command::Ask(args) => ask::run(args, common),
        Command::Search(args) => search::run(args, common),
        Command::Questions(args) => questions::run(args, common),
        Command::Quotes(args) => quotes::run(args, common),
        Command::People(args) => people::run(args, common),
        Command::Works(args) => works::run(args, common),
        Command::Disputes(args) => disputes::run(args, common),
        Command::Timeline(args) => timeline::run(args, common),
        Command::Facts(args) => facts::run(args, common),
        Command::Names(args) => names::run(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Model(args) => model::run(args, common),
        Command::Index => index::run(common),
        Command::Verify(args) => verify::run(args, common),
        Command::New(args) => new::run(args, common),
        Command::Takedown(args) => takedown::run(args, common),
        Command::Publish(args) => publish::run(args, common),
        Command::Serve(args) => serve::run(args, common),
        Command::Mcp(args) => mcp::run(args, common),
        Command::User(args) => access::user(args, common),
        Command::Token(args) => access::token(args, common),
        Command::Status => status::run(common),
        Command::Demo(args) => demo::run(args, common),
    }
}
