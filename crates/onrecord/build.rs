//! Puts the sample archive into the program, so that `onrecord demo` works wherever it is installed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let kit = manifest.join("../../examples/press-kit").canonicalize()?;
    println!("cargo:rerun-if-changed={}", kit.display());
    let mut paths = vec![kit.join("site.toml")];
    for folder in ["sources", "posts"] {
        collect(&kit.join(folder), &mut paths)?;
    }
    paths.sort();
    let mut code = String::from("pub(crate) const KIT: &[(&str, &[u8])] = &[\n");
    for path in &paths {
        let name = path.strip_prefix(&kit).unwrap_or(path).to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())
            .map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("kit.rs"), code)
}

/// Adds every file below a folder.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
