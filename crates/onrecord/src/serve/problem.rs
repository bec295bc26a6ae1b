//! Troubles as programs get them: RFC 9457.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::trouble::Told;

/// Returns a trouble as a problem.
pub(crate) fn problem(told: &Told) -> Response {
    let title = if told.detail.is_empty() { title(told.id) } else { &told.detail };
    let body = json!({
        "schema_version": 1,
        "type": format!("urn:onrecord:problem:{}", told.id),
        "title": title,
        "status": told.status.as_u16(),
    });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    let mut response = (told.status, kind, body.to_string()).into_response();
    if told.id == "busy" {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

fn title(id: &str) -> &'static str {
    match id {
        "busy" => "too much is asked at once; try again in a moment",
        "missing" => "there is no such thing",
        "unknown" => "a token is needed, and a known one",
        "forbidden" => "this token may not do that",
        "read-only" => "nothing may be changed through this desk",
        _ => "the request is not understood",
    }
}
