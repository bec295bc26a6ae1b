//! What the README shows is what the program prints. `UPDATE_README=1` writes what it prints now into the README.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const DEMO: &str = "This is what it prints:";
const EXAMPLES: &str = "## By example";

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("a README");
    let shell = Shell::new(&root);
    let mut printed = String::new();
    let (mut is_demo, mut is_example) = (false, false);
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        printed += line;
        printed.push('\n');
        is_demo |= line.ends_with(DEMO);
        is_example |= line == EXAMPLES;
        let next_is_shown = lines.peek().is_some_and(|next| next.starts_with("    "));
        let command = match line.strip_prefix("    $ ") {
            Some(command) if is_example => command,
            _ if is_demo && line.is_empty() && next_is_shown => "onrecord demo",
            _ => continue,
        };
        // What follows is shown output: to the next command, or for the demo to the end of the block.
        let is_whole_block = std::mem::take(&mut is_demo);
        let mut gap = 0;
        while let Some(next) = lines.peek() {
            let is_output = next.starts_with("    ") && (is_whole_block || !next.starts_with("    $ "));
            if !is_output && !next.is_empty() {
                break;
            }
            gap = if next.is_empty() { gap + 1 } else { 0 };
            lines.next();
        }
        for shown in shell.run(command).trim_end().lines() {
            printed += format!("    {shown}").trim_end();
            printed.push('\n');
        }
        printed += &"\n".repeat(gap);
    }
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &printed).expect("written");
    }
    for (at, (shown, now)) in readme.lines().zip(printed.lines()).enumerate() {
        assert_eq!(shown, now, "README.md:{}: run this test with UPDATE_README=1 to write what is printed now", at + 1);
    }
    assert_eq!(readme, printed);
}

/// A folder with the sample sources, in which the program is at hand.
struct Shell {
    folder: TempDir,
    path: String,
}

impl Shell {
    fn new(root: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        std::os::unix::fs::symlink(root.join("examples"), folder.path().join("examples")).expect("a link");
        let program = PathBuf::from(env!("CARGO_BIN_EXE_onrecord"));
        let own = program.parent().expect("a folder").display();
        let path = format!("{own}:{}", std::env::var("PATH").unwrap_or_default());
        Self { folder, path }
    }

    /// Returns what a command prints, both ways.
    fn run(&self, command: &str) -> String {
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(self.folder.path())
            .env("PATH", &self.path)
            .env("ONRECORD_MODELS", self.folder.path().join("models"))
            .env("ONRECORD_OFFLINE", "1")
            .env_remove("ONRECORD_ARCHIVE")
            .output()
            .expect("it runs");
        String::from_utf8(output.stdout).expect("text")
    }
}
