//! What all requests share.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Instant;

use onrecord_archive::Archive;
use tokio::sync::Semaphore;

use super::access::Access;
use super::adding::Addings;
use super::clerk::Clerk;
use super::lane::Lane;
use super::pages::Templates;
use super::preview::Preview;
use super::session::Sessions;
use super::trouble::Trouble;

/// Requests that are answered at once; more are asked to come again.
const MOST_REQUESTS: usize = 256;

/// How the desk is served.
#[derive(Debug, Clone, Default)]
pub(crate) struct Serving {
    /// Whether nothing may be changed.
    pub is_read_only: bool,
    /// Whether whoever asks has to be known: the desk is reached from elsewhere, or somebody has a password.
    pub is_guarded: bool,
    /// Names of hosts under which it is reached, beside numbers and `localhost`.
    pub hosts: Vec<String>,
}

/// The desk that is served.
pub(crate) struct App {
    /// The archive's folder.
    pub folder: PathBuf,
    /// How it is served.
    pub serving: Serving,
    /// Who may come in.
    pub access: RwLock<Access>,
    /// Who sits at which browser.
    pub sessions: Sessions,
    /// Requests that may still be taken.
    pub places: Semaphore,
    /// The pages.
    pub templates: Templates,
    /// What is being added.
    pub addings: Addings,
    /// The site as it would be published.
    pub preview: Preview,
    /// Wrong passwords by where they came from.
    pub lockouts: Mutex<HashMap<String, (u32, Instant)>>,
    /// What was counted since it was opened.
    pub counts: Counts,
    /// How the sources answer the questions that arrived last, by number.
    pub arrived: Arc<Mutex<HashMap<i64, &'static str>>>,
    looking: Lane,
    asking: Lane,
    deciding: Lane,
    gathering: Lane,
}

/// What is counted.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Requests by the first digit of their status.
    pub requests: [AtomicU64; 6],
    /// Questions asked.
    pub questions: AtomicU64,
    /// Milliseconds that they took together.
    pub question_ms: AtomicU64,
}

impl Counts {
    /// Counts a request that ended with this status.
    pub(crate) fn request(&self, status: u16) {
        if let Some(count) = self.requests.get(usize::from(status / 100)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl App {
    /// Opens the desk of the archive in a folder.
    pub(crate) fn open(folder: &Path, serving: Serving) -> anyhow::Result<Self> {
        let n = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            folder: folder.to_owned(),
            access: RwLock::new(Access::read(folder)?),
            serving,
            sessions: Sessions::new()?,
            places: Semaphore::new(MOST_REQUESTS),
            templates: Templates::built_in()?,
            addings: Addings::default(),
            preview: Preview::default(),
            lockouts: Mutex::default(),
            counts: Counts::default(),
            arrived: Arc::default(),
            looking: Lane::new("looking", n.clamp(2, 4), 128, folder)?,
            asking: Lane::new("asking", n.clamp(1, 6), 32, folder)?,
            deciding: Lane::new("deciding", 1, 32, folder)?,
            gathering: Lane::new("gathering", 1, 16, folder)?,
        })
    }

    /// Does what is quickly done and changes nothing.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clerk) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.looking.run(move |clerk| work(clerk)).await
    }

    /// Does what takes a processor for a while and changes nothing: asking, checking, searching.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clerk) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.asking.run(move |clerk| work(clerk)).await
    }

    /// Asks what nobody waits for, where there is room.
    pub(crate) fn ask_later(
        &self,
        work: impl FnOnce(&Clerk) -> anyhow::Result<()> + Send + 'static,
    ) -> Result<(), Trouble> {
        self.asking.begin(move |clerk| work(clerk))
    }

    /// Does what a person decides, one decision after the other.
    pub(crate) async fn decide<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clerk, &mut Archive) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.deciding.run(move |clerk| work(clerk, &mut clerk.to_write()?)).await
    }

    /// Does what takes long and writes, whether or not anybody waits for it, in turn.
    pub(crate) fn gather(
        &self,
        work: impl FnOnce(&Clerk) -> anyhow::Result<()> + Send + 'static,
    ) -> Result<(), Trouble> {
        self.gathering.begin(move |clerk| work(clerk))
    }

    /// Does what takes long and writes, and waits for it.
    pub(crate) async fn gathered<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clerk) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.gathering.run(move |clerk| work(clerk)).await
    }
}
