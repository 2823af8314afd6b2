//! Who comes in: connections over HTTP, by TLS or plain, and how long a silent one is waited for.
//!
//! axum's own server waits for ever. A stranger who opens connections and says nothing would then hold every one that
//! this machine can have, and nobody else could read.

mod elsewhere;
mod guest;
mod lock;

pub use elsewhere::by_https;
pub use lock::Lock;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use super::workers::Closing;
use guest::{Announced, Errands};

/// A request's head comes within this, counted from the answer before; browsers open a new connection later.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// When no more connections can be had, some will end soon.
const OUT_OF_CONNECTIONS: Duration = Duration::from_millis(500);
/// Requests under way at once on one connection.
const STREAMS: u32 = 100;
/// Of all headers of a request together.
const HEAD_AT_MOST: u32 = 64 * 1024;

/// Lets everybody in until it is time to close; then whoever is being answered gets her answer.
pub async fn keep_open(listener: TcpListener, lock: Option<Lock>, app: Router, mut closing: Closing) {
    let guests = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = closing.closes() => break,
        };
        let (stream, peer) = match accepted {
            Ok(guest) => guest,
            Err(failure) => {
                tracing::debug!("somebody could not be let in: {failure}");
                tokio::time::sleep(OUT_OF_CONNECTIONS).await;
                continue;
            }
        };
        tokio::spawn(let_in(stream, peer, lock.clone(), app.clone(), guests.watcher()));
    }
    drop(listener);
    guests.shutdown().await;
}

async fn let_in(stream: TcpStream, peer: SocketAddr, lock: Option<Lock>, app: Router, watcher: Watcher) {
    // Otherwise a page's last bytes wait until its first ones are known to have arrived (Nagle, RFC 896).
    if let Err(failure) = stream.set_nodelay(true) {
        tracing::trace!("a connection ended as it began: {failure}");
    }
    match lock {
        None => by_http1(stream, peer, app, watcher).await,
        // Apart, so that whoever comes without TLS does not take the memory that it needs.
        Some(lock) => Box::pin(by_tls(stream, peer, lock, app, watcher)).await,
    }
}

async fn by_tls(stream: TcpStream, peer: SocketAddr, lock: Lock, app: Router, watcher: Watcher) {
    let opened = match timeout(HEAD_WITHIN, lock.open(stream)).await {
        Ok(Ok(opened)) => opened,
        Ok(Err(failure)) => return tracing::debug!("a connection by TLS did not come about: {failure}"),
        Err(_) => return tracing::debug!("a connection by TLS did not come about in time"),
    };
    if opened.get_ref().1.alpn_protocol() == Some(lock::HTTP2) {
        Box::pin(by_http2(opened, peer, app, watcher)).await;
    } else {
        Box::pin(by_http1(opened, peer, app, watcher)).await;
    }
}

async fn by_http1(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    app: Router,
    watcher: Watcher,
) {
    let mut rules = http1::Builder::new();
    rules.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let service = TowerToHyperService::new(Announced::new(app, peer, Errands::default()));
    ended(watcher.watch(rules.serve_connection(TokioIo::new(stream), service)).await);
}

/// A connection without a request is ended too; here the protocol itself would wait for ever.
async fn by_http2(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    app: Router,
    watcher: Watcher,
) {
    let mut rules = http2::Builder::new(TokioExecutor::new());
    rules
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_AT_MOST)
        .keep_alive_interval(HEAD_WITHIN)
        .keep_alive_timeout(HEAD_WITHIN);
    let errands = Errands::default();
    let service = TowerToHyperService::new(Announced::new(app, peer, errands.clone()));
    let visit = watcher.watch(rules.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        done = visit => ended(done),
        () = errands.rest_for(HEAD_WITHIN) => {}
    }
}

/// A guest who hangs up in the middle is no news.
fn ended(visit: hyper::Result<()>) {
    if let Err(why) = visit {
        tracing::trace!("a connection ended: {why}");
    }
}
