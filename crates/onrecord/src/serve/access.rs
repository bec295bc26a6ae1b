//! Who may do what: users with passwords and programs with tokens, as the archive's file `access.toml` has them.
//!
//! Of a password the file has its argon2id hash, of a token the BLAKE3 hash: a token is 256 random bits, which nobody can try through.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use serde::{Deserialize, Serialize};

use super::secret::new_id;

/// The name of the file, in the archive's folder.
const FILE: &str = "access.toml";
/// What every token begins with, so that whoever finds one knows what it is.
const TOKEN: &str = "onrecord_";
/// Letters of the shortest password.
const SHORTEST: usize = 8;

/// What somebody may do. Whoever may do more may do the lesser too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Right {
    /// Look at everything.
    Read,
    /// Change what is in the archive, and publish.
    Write,
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct User {
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub can: Right,
    /// The hash of the password.
    #[serde(default)]
    password: String,
}

/// A program that asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub can: Right,
    /// When it was made, ISO 8601.
    pub made: String,
    /// The hash of the token.
    hash: String,
}

/// Who may come in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Access {
    /// The users.
    #[serde(rename = "user")]
    pub users: Vec<User>,
    /// The programs.
    #[serde(rename = "token")]
    pub tokens: Vec<Token>,
}

impl Access {
    /// Reads the file of an archive; without one there is nobody.
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("{} is not understood", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("could not read {}", path.display())),
        }
    }

    /// Writes the file of an archive, for its owner alone to read.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let (path, part) = (folder.join(FILE), folder.join("access.part"));
        let text = toml::to_string(self)?;
        let written = (|| {
            let _ = fs::remove_file(&part);
            let mut file = private(&part)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, &path)
        })();
        written.with_context(|| format!("could not write {}", path.display()))
    }

    /// Adds a user, or gives one another password and right.
    pub(crate) fn set_user(&mut self, name: &str, can: Right, password: &str) -> anyhow::Result<()> {
        if password.chars().count() < SHORTEST {
            bail!("a password has at least {SHORTEST} letters");
        }
        let salt = SaltString::from_b64(&new_id()?[..32]).map_err(|error| anyhow!("no salt: {error}"))?;
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
        let password = hash.map_err(|error| anyhow!("the password cannot be kept: {error}"))?.to_string();
        self.users.retain(|user| user.name != name);
        self.users.push(User { name: name.to_owned(), can, password });
        Ok(())
    }

    /// Makes a token for a program, and returns it: it is shown once and kept nowhere.
    pub(crate) fn new_token(&mut self, name: &str, can: Right, now: &str) -> anyhow::Result<String> {
        if self.tokens.iter().any(|token| token.name == name) {
            bail!("there is a token called {name:?} already; remove it first, or choose another name");
        }
        let token = format!("{TOKEN}{}", new_id()?);
        let hash = blake3::hash(token.as_bytes()).to_hex().to_string();
        self.tokens.push(Token { name: name.to_owned(), can, made: now.to_owned(), hash });
        Ok(token)
    }

    /// Returns the program that a token is of.
    pub(crate) fn program(&self, token: &str) -> Option<&Token> {
        let hash = blake3::hash(token.as_bytes());
        self.tokens.iter().find(|known| blake3::Hash::from_hex(&known.hash).is_ok_and(|known| known == hash))
    }

    /// Returns the user whose name and password these are. Takes as long where there is nobody of the name.
    pub(crate) fn user(&self, name: &str, password: &str) -> Option<&User> {
        let known = self.users.iter().find(|user| user.name == name);
        let nobody =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let hash = PasswordHash::new(known.map_or(nobody, |user| &user.password)).ok()?;
        let is_it = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        known.filter(|_| is_it)
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<fs::File> {
    fs::File::create_new(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_and_a_token_are_known_again_and_stand_nowhere() {
        let mut access = Access::default();
        access.set_user("mira", Right::Write, "tide table 1994").expect("set");
        let token = access.new_token("feed", Right::Read, "2026-01-01T00:00:00Z").expect("made");
        let text = toml::to_string(&access).expect("written");
        assert!(!text.contains("tide table") && !text.contains(&token), "{text}");
        let mut access: Access = toml::from_str(&text).expect("read");
        assert_eq!(access.user("mira", "tide table 1994").map(|user| user.can), Some(Right::Write));
        assert_eq!(access.user("mira", "tide table 1995"), None);
        assert_eq!(access.user("ivo", "tide table 1994"), None);
        assert_eq!(access.program(&token).map(|program| program.can), Some(Right::Read));
        assert_eq!(access.program("onrecord_0"), None);
        assert!(access.new_token("feed", Right::Write, "").is_err());
        assert!(access.set_user("ivo", Right::Read, "short").is_err());
    }
}
