//! Who comes in: connections over HTTP, and how long a silent one is waited for.
//!
//! axum's own server waits for ever. A stranger who opens connections and says nothing would then hold every one that
//! this machine can have, and nobody else could read.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time::{Instant, Sleep, sleep_until};

use super::workers::Closing;

/// A request's head comes within this, counted from the answer before; browsers open a new connection later.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// And all of its body within this.
const BODY_WITHIN: Duration = Duration::from_secs(60);
/// When no more connections can be had, some will end soon.
const OUT_OF_CONNECTIONS: Duration = Duration::from_millis(500);

/// Lets everybody in until it is time to close; then whoever is being answered gets her answer.
pub async fn keep_open(listener: TcpListener, app: Router, mut closing: Closing) {
    let guests = GracefulShutdown::new();
    let mut rules = http1::Builder::new();
    rules.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
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
        let service = TowerToHyperService::new(Announced { app: app.clone(), peer });
        let visit = guests.watch(rules.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A guest who hangs up in the middle is no news.
            if let Err(ended) = visit.await {
                tracing::trace!("a connection ended: {ended}");
            }
        });
    }
    drop(listener);
    guests.shutdown().await;
}

/// The site, told who asks.
#[derive(Clone)]
struct Announced {
    app: Router,
    peer: SocketAddr,
}

impl tower::Service<Request<Incoming>> for Announced {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = <Router as tower::Service<Request<Body>>>::Future;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        let mut request =
            request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(Sent::now(body)) });
        request.extensions_mut().insert(ConnectInfo(self.peer));
        tower::Service::call(&mut self.app, request)
    }
}

/// A body that is given up when it takes too long.
struct Sent {
    body: Incoming,
    until: Pin<Box<Sleep>>,
}

impl Sent {
    fn now(body: Incoming) -> Sent {
        Sent { body, until: Box::pin(sleep_until(Instant::now() + BODY_WITHIN)) }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        self.until.as_mut().poll(context).map(|()| Some(Err("the body did not come in time".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
