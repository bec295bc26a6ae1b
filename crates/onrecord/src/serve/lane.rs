//! Where the desk's blocking work is done: a few threads, each with a desk of its own, behind a queue that is never long.
//!
//! A desk cannot be shared by threads, and opening one for each request would cost more than most requests. So each thread keeps
//! one, and takes up what others have written before each piece of work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::anyhow;
use onrecord_archive::Archive;
use tokio::sync::oneshot;

use super::clerk::Clerk;
use super::trouble::Trouble;

type Job = Box<dyn FnOnce(&mut Option<Clerk>, &Path) + Send>;

/// Some threads that work one job after the other.
pub(crate) struct Lane {
    jobs: SyncSender<Job>,
}

impl Lane {
    /// Starts `n_threads` threads for the archive in this folder; at most `n_waiting` jobs wait for one of them.
    pub(crate) fn new(name: &str, n_threads: usize, n_waiting: usize, folder: &Path) -> anyhow::Result<Self> {
        let (jobs, waiting) = sync_channel(n_waiting);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..n_threads {
            let (waiting, folder) = (Arc::clone(&waiting), folder.to_owned());
            thread::Builder::new().name(name.to_owned()).spawn(move || work(&waiting, &folder))?;
        }
        Ok(Self { jobs })
    }

    /// Does some work with a desk, in turn; refuses it where too much waits already.
    ///
    /// Work that nobody waits for any more when its turn comes is left undone.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Clerk) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let (done, result) = oneshot::channel();
        self.send(Box::new(move |clerk, folder| {
            if done.is_closed() {
                return;
            }
            let _ = done.send(with_clerk(clerk, folder, work));
        }))?;
        match result.await {
            Ok(result) => result.map_err(Trouble::from),
            Err(_) => Err(Trouble::Failed(anyhow!("the work was given up"))),
        }
    }

    /// Does some work with a desk, in turn, whether or not anybody waits for it.
    pub(crate) fn begin(
        &self,
        work: impl FnOnce(&mut Clerk) -> anyhow::Result<()> + Send + 'static,
    ) -> Result<(), Trouble> {
        self.send(Box::new(move |clerk, folder| {
            let _ = with_clerk(clerk, folder, work);
        }))
    }

    fn send(&self, job: Job) -> Result<(), Trouble> {
        self.jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => Trouble::Busy,
            TrySendError::Disconnected(_) => Trouble::Failed(anyhow!("the desk is being closed")),
        })
    }
}

fn work(waiting: &Mutex<Receiver<Job>>, folder: &Path) {
    let mut clerk = None;
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        job(&mut clerk, folder);
    }
}

/// Does some work with the desk of this thread as the archive is now; where it panics, the next work gets a new desk.
fn with_clerk<T>(
    slot: &mut Option<Clerk>,
    folder: &Path,
    work: impl FnOnce(&mut Clerk) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let clerk = match slot.take() {
        Some(mut clerk) => clerk.freshen().map(|()| clerk),
        None => opened(folder),
    };
    let mut clerk = clerk?;
    let result = catch_unwind(AssertUnwindSafe(|| work(&mut clerk)));
    match result {
        Ok(result) => {
            *slot = Some(clerk);
            result
        }
        Err(_) => Err(anyhow!("the program met a fault of its own; nothing was changed by it")),
    }
}

fn opened(folder: &Path) -> anyhow::Result<Clerk> {
    let folder: PathBuf = folder.to_owned();
    Clerk::new(Archive::open(&folder)?)
}
