//! Every way in, by its path.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::app::App;
use super::guard::guard;
use super::posted::MOST_BYTES;
use super::trouble::Trouble;
use super::{api, asking, people, posts, questions, rest, source, sources};

/// Bytes of a form without files.
const MOST_FORM: usize = 12 << 20;
/// After this time a request is given up.
const LONGEST: Duration = Duration::from_secs(120);
/// So long may pass between two parts of what a browser sends.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Returns the desk's ways in.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(rest::today))
        .route("/ask", get(asking::ask))
        .route("/ask/judge", post(asking::judge))
        .route("/search", get(asking::search))
        .route("/sources", get(sources::list))
        .route("/sources/add", get(sources::add_form))
        .route("/sources/add", post(sources::add).layer(DefaultBodyLimit::max(MOST_BYTES + (1 << 20))))
        .route("/sources/adding/{id}", get(sources::adding))
        .route("/sources/show", get(source::show))
        .route("/sources/set", post(sources::set))
        .route("/sources/leave", get(sources::leaving).post(sources::leave))
        .route("/quotes/set", post(source::correct))
        .route("/people", get(people::list))
        .route("/people/{id}", get(people::show))
        .route("/people/settle", post(people::settle))
        .route("/questions", get(questions::list))
        .route("/questions/add", post(questions::add))
        .route("/questions/close", post(questions::close))
        .route("/questions/settle", post(questions::settle))
        .route("/posts", get(posts::list))
        .route("/posts/begin", post(posts::begin))
        .route("/posts/edit", get(posts::edit))
        .route("/posts/check", post(posts::check))
        .route("/posts/save", post(posts::save))
        .route("/posts/preview", get(posts::preview))
        .route("/posts/publish", post(posts::publish))
        .route("/preview/{*path}", get(posts::previewed))
        .route("/settings", get(rest::settings).post(rest::keep_settings))
        .route("/sign-in", get(rest::sign_in_form).post(rest::sign_in))
        .route("/sign-out", post(rest::sign_out))
        .route("/language/{code}", get(rest::speak))
        .route("/assets/{name}", get(rest::asset))
        .route("/api", get(rest::api_page))
        .merge(api::routes())
        .route("/health/live", get(rest::live))
        .route("/health/ready", get(rest::ready))
        .route("/metrics", get(rest::metrics))
        .fallback(|| async { Trouble::Missing })
        .method_not_allowed_fallback(|| async { Trouble::Missing })
        .layer(DefaultBodyLimit::max(MOST_FORM))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .layer(RequestBodyTimeoutLayer::new(LONGEST_PAUSE))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .with_state(app)
}
