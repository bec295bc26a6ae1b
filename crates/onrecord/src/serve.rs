//! The desk in a browser: pages and forms, made on this computer, for whoever sits at it.
//!
//! The only asynchronous code of the program. A request comes in through `guard`, which knows hosts, origins, sessions and rights;
//! `router` has every path. What a page shows is made in a `lane`: a thread with a desk of its own, and the functions of `desk` that
//! the commands call too. `pages` fills templates in.

pub(crate) mod access;
mod adding;
mod api;
mod app;
mod arrival;
mod asking;
mod clerk;
mod guard;
mod inbox;
mod lane;
mod openapi;
mod pages;
mod people;
mod piece;
mod posted;
mod posts;
mod preview;
mod problem;
mod questions;
mod rest;
mod router;
mod secret;
mod session;
mod source;
mod sources;
mod trouble;
mod visitor;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use app::App;
pub(crate) use app::Serving;

/// Connections at once; more wait until one ends.
const MOST_CONNECTIONS: usize = 512;
/// Time in which the head of a request has to be there.
const HEAD: Duration = Duration::from_secs(10);
/// Time in which open requests are ended when the desk is closed.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves the desk of the archive in a folder, and its readers' inbox where that is wanted, until the program is told to stop; calls
/// `opened` with the addresses when it listens.
///
/// Requests that are open then are ended first.
pub(crate) fn serve(
    folder: &Path,
    bind: SocketAddr,
    inbox: Option<SocketAddr>,
    serving: Serving,
    opened: impl FnOnce(SocketAddr, Option<SocketAddr>),
) -> anyhow::Result<()> {
    let app = Arc::new(App::open(folder, serving)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build();
    runtime.context("could not begin to serve")?.block_on(async {
        let listener = listening(bind).await?;
        let inbox = match inbox {
            Some(bind) => Some(listening(bind).await?),
            None => None,
        };
        let at = inbox.as_ref().map(TcpListener::local_addr).transpose()?;
        opened(listener.local_addr()?, at);
        let readers = async {
            match inbox {
                Some(listener) => listen(listener, inbox::router(Arc::clone(&app))).await,
                None => Ok(()),
            }
        };
        let (desk, readers) = tokio::join!(listen(listener, router::router(Arc::clone(&app))), readers);
        desk.and(readers)
    })
}

async fn listening(bind: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(bind).await.with_context(|| format!("could not listen at {bind}"))
}

async fn listen(listener: TcpListener, router: axum::Router) -> anyhow::Result<()> {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(stopped());
    loop {
        let place = Arc::clone(&places).acquire_owned().await?;
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Too many open files: some will be closed.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stopped => break,
        };
        let connection = connection(stream, from, &router, &graceful);
        tokio::spawn(async move {
            // A browser that goes away in the middle is nobody's fault.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(DRAIN) => {}
    }
    Ok(())
}

/// Returns what answers the requests of one connection.
fn connection(
    stream: TcpStream,
    from: SocketAddr,
    router: &axum::Router,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    let service = router.clone().map_request(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(inbox::Peer(from.ip()));
        request.map(Body::new)
    });
    let service = service.map_err(|error: Infallible| error);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 << 10);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = graceful.watch(connection);
    async move {
        let _ = watched.await;
    }
}

/// Returns when the program is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
