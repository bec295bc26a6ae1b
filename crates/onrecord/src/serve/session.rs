//! Who sits at a browser: a cookie, a token in each form that goes with it, and who has signed in.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::access::User;
use super::secret::{new_id, random};

/// The name of the cookie.
pub(crate) const COOKIE: &str = "onrecord";
/// Time without a request after which a session ends.
const IDLE: Duration = Duration::from_secs(2 * 60 * 60);
/// Time after which it ends in any case.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// Sessions at once; the one that was idle longest makes room.
const MOST: usize = 1000;

/// All sessions of one run of the desk.
pub(crate) struct Sessions {
    /// What tokens are made with; gone when the desk is closed, and no form is good for longer.
    secret: [u8; 32],
    open: Mutex<HashMap<String, Open>>,
}

struct Open {
    user: User,
    since: Instant,
    last: Instant,
}

impl Sessions {
    /// Begins without any.
    pub(crate) fn new() -> anyhow::Result<Self> {
        Ok(Self { secret: random()?, open: Mutex::default() })
    }

    /// Returns the token of the forms of a session.
    pub(crate) fn token(&self, id: &str) -> String {
        blake3::keyed_hash(&self.secret, id.as_bytes()).to_hex().to_string()
    }

    /// Says whether a token is the one of a session; takes as long whatever it is.
    pub(crate) fn is_token(&self, id: &str, token: &str) -> bool {
        blake3::Hash::from_hex(token).is_ok_and(|token| token == blake3::keyed_hash(&self.secret, id.as_bytes()))
    }

    /// Returns who has signed in under this id, and notes that they are there.
    pub(crate) fn user(&self, id: &str) -> Option<User> {
        let mut open = self.opened();
        let session = open.get_mut(id)?;
        if session.last.elapsed() > IDLE || session.since.elapsed() > LONGEST {
            open.remove(id);
            return None;
        }
        session.last = Instant::now();
        Some(session.user.clone())
    }

    /// Opens a session under an id that nobody had before, and returns it.
    pub(crate) fn sign_in(&self, user: User) -> anyhow::Result<String> {
        let (id, now) = (new_id()?, Instant::now());
        let mut open = self.opened();
        open.retain(|_, session| session.last.elapsed() <= IDLE && session.since.elapsed() <= LONGEST);
        if open.len() >= MOST
            && let Some(idle) = open.iter().min_by_key(|(_, session)| session.last).map(|(id, _)| id.clone())
        {
            open.remove(&idle);
        }
        open.insert(id.clone(), Open { user, since: now, last: now });
        Ok(id)
    }

    /// Ends a session.
    pub(crate) fn sign_out(&self, id: &str) {
        self.opened().remove(id);
    }

    fn opened(&self) -> MutexGuard<'_, HashMap<String, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the value of a cookie of a `Cookie` header.
pub(crate) fn cookie<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|pair| pair.1)
}
