//! Forms: fields and files, taken only from our own pages.

use axum::RequestExt;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, RawForm, Request};
use axum::http::header;

use super::app::App;
use super::trouble::Trouble;
use super::visitor::Visitor;
use std::sync::Arc;

/// Bytes of one form with files.
pub(crate) const MOST_BYTES: usize = 256 << 20;
/// Files of one form.
const MOST_FILES: usize = 2000;
/// Fields of one form.
const MOST_FIELDS: usize = 200;
/// Bytes of one field: a long post.
const MOST_FIELD: usize = 4 << 20;

/// A form that was sent.
pub(crate) struct Posted {
    fields: Vec<(String, String)>,
    /// The files: the name that the browser gives, which nobody may trust, and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Posted {
    /// Returns the value of a field without white space around it; nothing where it is empty or missing.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Returns the value of a field as it was sent.
    pub(crate) fn whole(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a field; a trouble where it is empty or missing.
    pub(crate) fn need(&self, name: &str) -> Result<&str, Trouble> {
        self.get(name).ok_or(Trouble::Wrong("field-missing"))
    }

    /// Returns where the form wants to lead when it is done: a path of this desk, and no other address.
    pub(crate) fn back(&self) -> Option<&str> {
        self.get("back").filter(|back| is_path(back))
    }
}

/// Says whether an address is a path of this desk.
pub(crate) fn is_path(address: &str) -> bool {
    let second = address.chars().nth(1);
    address.starts_with('/') && !matches!(second, Some('/' | '\\')) && !address.contains(|char: char| char.is_control())
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Trouble> {
        let visitor = request.extensions().get::<Visitor>().cloned().ok_or(Trouble::Forbidden)?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let posted = if kind.starts_with("multipart/form-data") {
            let is_ours = |token: &str| app.sessions.is_token(&visitor.session, token);
            parts(request.extract().await.map_err(|_| Trouble::Wrong("form"))?, &is_ours).await?
        } else {
            let RawForm(bytes) = request.extract().await.map_err(|_| Trouble::Wrong("form"))?;
            Self { fields: pairs(&bytes), files: Vec::new() }
        };
        let token = posted.whole("token").unwrap_or_default();
        if app.sessions.is_token(&visitor.session, token) { Ok(posted) } else { Err(Trouble::Forged) }
    }
}

/// Reads a form with files. Its token comes first, so that nothing of a forged one is taken.
async fn parts(mut form: Multipart, is_ours: &(dyn Fn(&str) -> bool + Sync)) -> Result<Posted, Trouble> {
    let mut posted = Posted { fields: Vec::new(), files: Vec::new() };
    let mut n_bytes = 0;
    while let Some(mut field) = form.next_field().await.map_err(|_| Trouble::Wrong("form"))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let most = if file.is_some() { MOST_BYTES } else { MOST_FIELD };
        let bytes = taken(&mut field, most, &mut n_bytes).await?;
        match file {
            Some(file) if !file.is_empty() => {
                if !posted.whole("token").is_some_and(is_ours) {
                    return Err(Trouble::Forged);
                }
                posted.files.push((file, bytes));
            }
            Some(_) => {}
            None => posted.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
        if posted.files.len() > MOST_FILES || posted.fields.len() > MOST_FIELDS {
            return Err(Trouble::Wrong("too-much"));
        }
    }
    Ok(posted)
}

async fn taken(field: &mut Field<'_>, most: usize, n_bytes: &mut usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Trouble::Wrong("form"))? {
        *n_bytes += chunk.len();
        if bytes.len() + chunk.len() > most || *n_bytes > MOST_BYTES {
            return Err(Trouble::Wrong("too-much"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Reads `name=value&…`.
pub(crate) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = bytes.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()).take(MOST_FIELDS);
    let parted = |pair: &[u8]| {
        let at = pair.iter().position(|&byte| byte == b'=').unwrap_or(pair.len());
        (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
    };
    pairs.map(parted).collect()
}

/// Returns a part of a form without its escapes.
fn decoded(part: &[u8]) -> String {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(part.len());
    let mut at = 0;
    while at < part.len() {
        let escaped = match part.get(at..at + 3) {
            Some(&[b'%', high, low]) => digit(high).zip(digit(low)).map(|(high, low)| (16 * high + low) as u8),
            _ => None,
        };
        match (escaped, part[at]) {
            (Some(byte), _) => {
                bytes.push(byte);
                at += 2;
            }
            (None, b'+') => bytes.push(b' '),
            (None, byte) => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let read = pairs("q=%EB%B0%94%EB%8B%A4+a%26b&empty=&x=%zz%2".as_bytes());
        let expected = [("q", "바다 a&b"), ("empty", ""), ("x", "%zz%2")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_form_leads_only_to_our_own_pages() {
        for (address, expected) in [
            ("/sources?a=b", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://x.example", false),
        ] {
            assert_eq!(is_path(address), expected, "{address}");
        }
    }
}
