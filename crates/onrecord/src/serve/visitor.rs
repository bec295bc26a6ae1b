//! Who asks: found out once for each request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use onrecord_model::Language;

use super::access::Right;
use super::trouble::Trouble;

/// Whoever sent a request.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The language in which the desk speaks to them.
    pub language: Language,
    /// The id of their session.
    pub session: String,
    /// The token of the forms that they get.
    pub token: String,
    /// Their name, where they have signed in or are a program with a token.
    pub name: Option<String>,
    /// What they may do; nothing where they have to sign in first.
    pub can: Option<Right>,
    /// The path of the request, with what is asked of it.
    pub path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        parts.extensions.get::<Visitor>().cloned().ok_or(Trouble::Forbidden)
    }
}
