//! The site as it would be published, kept for whoever looks through it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_site::Page;

/// The files of a site by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// The site that was last looked at before it was published.
#[derive(Default)]
pub(crate) struct Preview {
    files: Mutex<Arc<Files>>,
}

impl Preview {
    /// Keeps a site in place of the last one.
    pub(crate) fn keep(&self, pages: Vec<Page>) {
        let files = pages.into_iter().map(|page| (page.path, page.bytes)).collect();
        *self.files.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(files);
    }

    /// Returns a file of it and the type of its content; `None` where it has none of that path.
    pub(crate) fn get(&self, path: &str) -> Option<(Vec<u8>, &'static str)> {
        let files = Arc::clone(&self.files.lock().unwrap_or_else(PoisonError::into_inner));
        let bytes = files.get(path)?.clone();
        let kind = match path.rsplit_once('.').map(|it| it.1) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            Some("xml") => "application/xml",
            _ => "application/octet-stream",
        };
        Some((bytes, kind))
    }
}
