//! One guest's requests on their way to the site: who asks, and for how long her body is waited for.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep_until, timeout};

/// All of a request's body comes within this.
const BODY_WITHIN: Duration = Duration::from_secs(60);

/// The site, told who asks.
#[derive(Clone)]
pub struct Announced {
    app: Router,
    peer: SocketAddr,
    errands: Errands,
}

impl Announced {
    pub fn new(app: Router, peer: SocketAddr, errands: Errands) -> Announced {
        Announced { app, peer, errands }
    }
}

impl tower::Service<Request<Incoming>> for Announced {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        let mut request =
            request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(Sent::now(body)) });
        request.extensions_mut().insert(ConnectInfo(self.peer));
        name_host(&mut request);
        let errand = self.errands.begin();
        let answer = tower::Service::call(&mut self.app, request);
        Box::pin(async move { Ok(answer.await?.map(|body| Body::new(Answered { body, _errand: errand }))) })
    }
}

/// HTTP/2 names the host in the address and not in a header (RFC 9113, 8.3.1); the pages look for it in one place.
fn name_host(request: &mut Request<Body>) {
    let host = request.uri().authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    if let (Some(host), false) = (host, request.headers().contains_key(header::HOST)) {
        request.headers_mut().insert(header::HOST, host);
    }
}

/// Requests of one connection that are not answered to the end.
#[derive(Clone)]
pub struct Errands(Arc<watch::Sender<usize>>);

impl Default for Errands {
    fn default() -> Errands {
        Errands(Arc::new(watch::Sender::new(0)))
    }
}

impl Errands {
    fn begin(&self) -> Errand {
        self.0.send_modify(|under_way| *under_way += 1);
        Errand(self.0.clone())
    }

    /// Returns once there was none for so long.
    pub async fn rest_for(&self, long: Duration) {
        let mut under_way = self.0.subscribe();
        loop {
            let _ = under_way.wait_for(|under_way| *under_way == 0).await;
            if timeout(long, under_way.wait_for(|under_way| *under_way > 0)).await.is_err() {
                return;
            }
        }
    }
}

struct Errand(Arc<watch::Sender<usize>>);

impl Drop for Errand {
    fn drop(&mut self) {
        self.0.send_modify(|under_way| *under_way -= 1);
    }
}

/// An answer's body; the errand ends with it.
struct Answered {
    body: Body,
    _errand: Errand,
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_rests_only_while_nothing_is_under_way() {
        let errands = Errands::default();
        let (first, second) = (errands.begin(), errands.begin());
        let still = || timeout(Duration::ZERO, errands.rest_for(Duration::ZERO));
        assert!(still().await.is_err());
        drop(second);
        assert!(still().await.is_err());
        drop(first);
        errands.rest_for(Duration::ZERO).await;
    }
}
