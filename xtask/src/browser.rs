//! The browser tests: Debian's Chromium, driven by Node, on the published press kit.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// Runs the browser tests with the program at this path.
pub(crate) fn test(root: &Path, program: &Path) -> anyhow::Result<()> {
    node(root, program, &["--test"])
}

/// Takes the screenshots of the README.
pub(crate) fn screenshots(root: &Path, program: &Path) -> anyhow::Result<()> {
    let folder = root.join("docs/screenshots");
    node(root, program, &["screenshots.mjs", &folder.display().to_string()])
}

fn node(root: &Path, program: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let folder = prepared(root)?;
    let status = Command::new("node").args(arguments).current_dir(&folder).env("ONRECORD", program).status();
    if !status.context("could not start node\n  try: apt-get install -y nodejs npm")?.success() {
        bail!("the browser tests failed");
    }
    Ok(())
}

/// Installs what the tests need, once, and says what is missing on this machine.
fn prepared(root: &Path) -> anyhow::Result<PathBuf> {
    let folder = root.join("tests/browser");
    let has_chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    if !has_chromium.iter().any(|file| Path::new(file).exists()) {
        bail!(
            "the browser tests want Chromium\n  try: apt-get install -y --no-install-recommends chromium fonts-nanum"
        );
    }
    if !folder.join("node_modules").is_dir() {
        let status = Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).status();
        if !status.context("could not start npm\n  try: apt-get install -y nodejs npm")?.success() {
            bail!("npm could not install what the browser tests need");
        }
    }
    Ok(folder)
}
