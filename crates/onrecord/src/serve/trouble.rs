//! What goes wrong with a request, before it is put into words for whoever asked.

use anyhow::anyhow;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::failure;
use crate::failure::Usage;

/// Why a request is not answered as it was meant.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Too much waits already.
    Busy,
    /// There is no such thing.
    Missing,
    /// The form is not ours, or is older than this run of the desk.
    Forged,
    /// Whoever asks may not do this.
    Forbidden,
    /// Nothing may be changed through this desk.
    ReadOnly,
    /// Whoever asks has to sign in first.
    SignIn,
    /// A program has no token, or an unknown one.
    Unknown,
    /// The request is not understood: the id of what is wrong with it.
    Wrong(&'static str),
    /// The archive or the desk failed.
    Failed(anyhow::Error),
}

/// A trouble on its way to where it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// The status of the answer.
    pub status: StatusCode,
    /// What it is called: a key of the strings, and the type of a problem.
    pub id: &'static str,
    /// The program's own words for it, in English.
    pub detail: String,
    /// What the words are about, such as a name.
    pub about: Vec<(&'static str, String)>,
}

impl Trouble {
    /// Returns what is told of it.
    pub(crate) fn told(self) -> Told {
        let plain = |status, id| Told { status, id, detail: String::new(), about: Vec::new() };
        match self {
            Self::Busy => plain(StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Missing => plain(StatusCode::NOT_FOUND, "missing"),
            Self::Forged => plain(StatusCode::FORBIDDEN, "forged"),
            Self::Forbidden => plain(StatusCode::FORBIDDEN, "forbidden"),
            Self::ReadOnly => plain(StatusCode::FORBIDDEN, "read-only"),
            Self::SignIn => plain(StatusCode::UNAUTHORIZED, "sign-in"),
            Self::Unknown => plain(StatusCode::UNAUTHORIZED, "unknown"),
            Self::Wrong(id) => plain(StatusCode::UNPROCESSABLE_ENTITY, id),
            Self::Failed(error) => failed(&error),
        }
    }
}

fn failed(error: &anyhow::Error) -> Told {
    let detail = format!("{error:#}");
    if let Some(refused) = error.downcast_ref::<crate::refused::Refused>() {
        let about = refused.about.clone();
        return Told { status: StatusCode::UNPROCESSABLE_ENTITY, id: refused.id, detail, about };
    }
    let id = failure::id(error);
    let status = match id {
        "usage" | "field" => StatusCode::UNPROCESSABLE_ENTITY,
        "no-source" => StatusCode::NOT_FOUND,
        "archive-busy" => StatusCode::SERVICE_UNAVAILABLE,
        "archive-read-only" => StatusCode::FORBIDDEN,
        "disk-full" => StatusCode::INSUFFICIENT_STORAGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Told { status, id, detail, about: Vec::new() }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Usage> for Trouble {
    fn from(usage: Usage) -> Self {
        Self::Failed(anyhow!(usage))
    }
}

impl IntoResponse for Trouble {
    /// Returns an empty answer that carries what is to be told; the guard puts it into words.
    fn into_response(self) -> Response {
        let told = self.told();
        let mut response = told.status.into_response();
        response.extensions_mut().insert(told);
        response
    }
}
