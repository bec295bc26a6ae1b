//! What stands before every request: hosts, origins, sessions, rights; and the headers behind every answer.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use onrecord_model::Language;

use super::access::Right;
use super::app::App;
use super::problem::problem;
use super::secret::new_id;
use super::session::{COOKIE, cookie};
use super::trouble::{Told, Trouble};
use super::visitor::Visitor;

/// What a page may do: show our own styles, scripts and pictures, and send forms to us.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request in, or not; puts troubles into words; and adds the headers that keep a browser safe.
pub(crate) async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let Ok(_place) = app.places.try_acquire() else { return finished(&app, busy()) };
    if !is_host_known(&app, request.headers(), request.uri()) {
        return finished(
            &app,
            (StatusCode::MISDIRECTED_REQUEST, "this is not the name of this desk\n").into_response(),
        );
    }
    let is_changing = !matches!(*request.method(), Method::GET | Method::HEAD);
    if is_changing && !is_same_origin(request.headers()) {
        return finished(&app, (StatusCode::FORBIDDEN, "this request comes from another site\n").into_response());
    }
    if is_first_from_elsewhere(&request) {
        // The cookie of a strict session does not come along from another site; with a step of our own it does.
        let again = [(header::REFRESH, "0"), (header::CACHE_CONTROL, "no-store")];
        return finished(&app, (again, axum::response::Html("<!doctype html><title>Onrecord</title>")).into_response());
    }
    let is_program = request.uri().path().starts_with("/api/") || request.uri().path() == "/mcp";
    let (visitor, is_new) = match visitor(&app, &request, is_program) {
        Ok(visitor) => visitor,
        Err(trouble) => return finished(&app, problem(&trouble.told())),
    };
    let path = request.uri().path().to_owned();
    let refused = refused(&app, &visitor, &path, is_changing, is_program);
    let mut response = match refused {
        Some(trouble) => trouble.into_response(),
        None => {
            request.extensions_mut().insert(visitor.clone());
            next.run(request).await
        }
    };
    if let Some(told) = response.extensions_mut().remove::<Told>() {
        response = if is_program { problem(&told) } else { app.templates.trouble(&visitor, &told) };
    }
    if is_new && !is_program && !path.starts_with("/assets/") {
        let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", visitor.session);
        if let Ok(cookie) = HeaderValue::from_str(&cookie)
            && !response.headers().contains_key(header::SET_COOKIE)
        {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    finished(&app, response)
}

/// Returns why a visitor may not do this, where they may not.
fn refused(app: &App, visitor: &Visitor, path: &str, is_changing: bool, is_program: bool) -> Option<Trouble> {
    let is_open = path.starts_with("/assets/") || path.starts_with("/health/") || path == "/sign-in";
    if is_open {
        return None;
    }
    let Some(can) = visitor.can else {
        return Some(if is_program { Trouble::Unknown } else { Trouble::SignIn });
    };
    // To look at a draft with its findings changes nothing, though it is sent.
    let is_looking =
        matches!(path, "/posts/check" | "/sign-out" | "/api/v1/ask" | "/api/v1/check" | "/api/v1/search" | "/mcp");
    if !is_changing || is_looking {
        return None;
    }
    if app.serving.is_read_only {
        return Some(Trouble::ReadOnly);
    }
    (can < Right::Write).then_some(if is_program && visitor.name.is_none() {
        Trouble::Unknown
    } else {
        Trouble::Forbidden
    })
}

/// Finds out who asks, and whether they are new.
fn visitor(app: &App, request: &Request, is_program: bool) -> Result<(Visitor, bool), Trouble> {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cookies = text(header::COOKIE);
    let kept = cookie(cookies, COOKIE).filter(|id| id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let session = match kept {
        Some(id) => id.to_owned(),
        None => new_id()?,
    };
    let bearer = text(header::AUTHORIZATION).strip_prefix("Bearer ").filter(|_| is_program);
    let (name, can) = match bearer {
        Some(token) => {
            let access = app.access.read().unwrap_or_else(std::sync::PoisonError::into_inner);
            let program = access.program(token).ok_or(Trouble::Unknown)?;
            (Some(program.name.clone()), Some(program.can))
        }
        None if app.serving.is_guarded => {
            let user = app.sessions.user(&session);
            // A page that is open elsewhere cannot use the session of a person for a program's way in.
            let user = user.filter(|_| !is_program);
            (user.as_ref().map(|user| user.name.clone()), user.map(|user| user.can))
        }
        None if is_program => (None, Some(Right::Read)),
        None => (None, Some(Right::Write)),
    };
    let can = can.map(|can| if app.serving.is_read_only { Right::Read } else { can });
    let language = language(cookie(cookies, "language"), text(header::ACCEPT_LANGUAGE));
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let token = app.sessions.token(&session);
    Ok((Visitor { language, session, token, name, can, path }, kept.is_none()))
}

/// Returns the language that somebody chose, else the first of the browser's that the desk speaks.
pub(crate) fn language(chosen: Option<&str>, accepted: &str) -> Language {
    if let Some(Ok(chosen)) = chosen.map(str::parse) {
        return chosen;
    }
    let codes = accepted.split(',').map(|one| one.split([';', '-']).next().unwrap_or_default().trim());
    codes.filter_map(|code| code.parse().ok()).next().unwrap_or(Language::English)
}

/// Says whether a request names a host of ours: a number, this computer, or a name that was given.
///
/// Another site can make its own name lead to this computer, but it cannot make a number its name.
fn is_host_known(app: &App, headers: &HeaderMap, uri: &Uri) -> bool {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = named.or_else(|| uri.host()) else { return false };
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |it| it.0);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
        || host.eq_ignore_ascii_case("localhost")
        || app.serving.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}

/// Says whether a request that changes something comes from a page of ours, or from no page at all.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Says whether somebody comes from another site without a cookie: perhaps they have one that did not come along.
fn is_first_from_elsewhere(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    request.method() == Method::GET
        && text("sec-fetch-site") == "cross-site"
        && text("sec-fetch-mode") == "navigate"
        && cookie(text("cookie"), COOKIE).is_none()
}

fn busy() -> Response {
    let retry = [(header::RETRY_AFTER, "2")];
    (StatusCode::SERVICE_UNAVAILABLE, retry, "too much is asked at once; try again in a moment\n").into_response()
}

/// Counts an answer, and adds what every answer has.
fn finished(app: &App, mut response: Response) -> Response {
    app.counts.request(response.status().as_u16());
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in always {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_else_the_browsers_first() {
        for (chosen, accepted, expected) in [
            (None, "ko-KR,ko;q=0.9,en;q=0.8", Language::Korean),
            (None, "fr, en;q=0.7, ko;q=0.3", Language::English),
            (Some("ko"), "en", Language::Korean),
            (Some("xx"), "", Language::English),
        ] {
            assert_eq!(language(chosen, accepted), expected, "{chosen:?} {accepted}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_known() {
        let check = |pairs: &[(&'static str, &'static str)], expected: bool| {
            let headers: HeaderMap = pairs
                .iter()
                .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_same_origin(&headers), expected, "{pairs:?}");
        };
        check(&[("host", "127.0.0.1:7878"), ("origin", "http://127.0.0.1:7878")], true);
        check(&[("host", "127.0.0.1:7878"), ("origin", "http://evil.example")], false);
        check(&[("host", "127.0.0.1:7878"), ("origin", "null")], false);
        check(&[("host", "127.0.0.1:7878"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "127.0.0.1:7878")], true);
    }
}
