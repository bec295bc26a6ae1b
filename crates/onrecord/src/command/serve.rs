//! `serve`: the desk in a browser.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};

use clap::Args;

use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::serve::access::Access;
use crate::serve::{Serving, serve};
use crate::world;

/// Serve the desk to a browser on this computer
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; another address than this computer's own needs a user or a token (`onrecord user`, `onrecord token`)
    #[arg(long, value_name = "ADDRESS:PORT", default_value_t = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7878))]
    pub bind: SocketAddr,
    /// Open it in the browser
    #[arg(long)]
    pub open: bool,
    /// Let nothing be changed
    #[arg(long)]
    pub read_only: bool,
    /// Where readers may leave questions; off unless it is given
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub inbox_bind: Option<SocketAddr>,
    /// A name under which it is reached, beside numbers and localhost; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
}

pub(crate) fn run(args: &ServeArgs, common: &Common) -> anyhow::Result<Exit> {
    let folder = world::folder(common)?;
    let is_read_only = args.read_only || world::archive(common)?.is_read_only();
    let access = Access::read(&folder)?;
    let is_local = args.bind.ip().is_loopback();
    if !is_local && access.users.is_empty() && access.tokens.is_empty() {
        let what = format!(
            "{} can be reached from elsewhere, and nobody has a password: make a user with `onrecord user add NAME`, or leave --bind out",
            args.bind
        );
        return Err(Usage { what }.into());
    }
    let is_guarded = !is_local || !access.users.is_empty();
    let serving = Serving { is_read_only, is_guarded, hosts: args.hosts.clone() };
    let inbox = args.inbox_bind.filter(|_| !is_read_only);
    serve(&folder, args.bind, inbox, serving, |address, inbox| {
        let address = format!("http://{address}/");
        if !common.quiet {
            eprintln!("the desk is at {address}; stop it with Ctrl-C");
        }
        if let Some(inbox) = inbox.filter(|_| !common.quiet) {
            eprintln!("readers leave questions at http://{inbox}/");
        }
        if args.open {
            open(&address);
        }
    })?;
    Ok(Exit::Done)
}

/// Opens an address in the user's browser; where there is none, the address was printed.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let _ = Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
