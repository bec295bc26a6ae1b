//! The desk in a browser: pages and forms, made on this computer, for whoever sits at it.
//!
//! The only asynchronous code of the program. A request comes in through `guard`, which knows hosts, origins, sessions and rights;
//! `router` has every path. What a page shows is made in a `lane`: a thread with a desk of its own, and the functions of `desk` that
//! the commands call too. `pages` fills templates in.

pub(crate) mod access;
mod adding;
mod app;
mod asking;
mod clerk;
mod guard;
mod lane;
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

/// Serves the desk of the archive in a folder until the program is told to stop; calls `opened` with the address when it listens.
///
/// Requests that are open then are ended first.
pub(crate) fn serve(
    folder: &Path,
    bind: SocketAddr,
    serving: Serving,
    opened: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let app = Arc::new(App::open(folder, serving)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(2).build();
    runtime.context("could not begin to serve")?.block_on(async {
        let listener = TcpListener::bind(bind).await.with_context(|| format!("could not listen at {bind}"))?;
        opened(listener.local_addr()?);
        listen(listener, app).await
    })
}

async fn listen(listener: TcpListener, app: Arc<App>) -> anyhow::Result<()> {
    let router = router::router(app);
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(stopped());
    loop {
        let place = Arc::clone(&places).acquire_owned().await?;
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Too many open files: some will be closed.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stopped => break,
        };
        let connection = connection(stream, &router, &graceful);
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
    router: &axum::Router,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    let service = router.clone().map_request(|request: hyper::Request<Incoming>| request.map(Body::new));
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
