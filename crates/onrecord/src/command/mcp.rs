//! `mcp`: the desk for a language model's program, over standard input and output.

use std::io::{self, BufRead, Read, Write};

use clap::Args;
use serde_json::Value;

use crate::desk::Desk;
use crate::failure::Exit;
use crate::mcp::{answer, unreadable};
use crate::options::Common;

/// Bytes of the longest message.
const LONGEST: u64 = 16 << 20;

/// Serve the archive to a program by the Model Context Protocol, over standard input and output; nothing is changed
#[derive(Debug, Args)]
pub(crate) struct McpArgs {}

pub(crate) fn run(_: &McpArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut desk = Desk::open(common)?;
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(Exit::Done);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        desk.freshen()?;
        let reply = match serde_json::from_slice::<Value>(&line) {
            Ok(message) if message.is_object() => answer(&desk, &message),
            _ => Some(unreadable()),
        };
        if let Some(reply) = reply {
            writeln!(out, "{reply}")?;
            out.flush()?;
        }
    }
}
