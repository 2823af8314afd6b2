//! The side that asks.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsConnector;

use super::wire::{self, Ask, Fault};
use super::{Address, Stream, tls};
use crate::Error;

/// A vault that does not answer in this time is down.
const CONNECTS: Duration = Duration::from_secs(2);
const ANSWERS: Duration = Duration::from_secs(20);
/// So many connections are kept for who asks next.
const IDLE: usize = 16;

pub(crate) struct Remote {
    address: Address,
    tls: Option<TlsConnector>,
    idle: Mutex<Vec<Box<dyn Stream>>>,
}

impl Remote {
    /// `identity` is the file that shows who asks, needed for TLS; a fault is one sentence.
    pub fn new(address: Address, identity: Option<&std::path::Path>) -> Result<Remote, Error> {
        let tls = match (&address, identity) {
            (Address::Unix(_), _) => None,
            (Address::Tls(_), Some(identity)) => Some(tls::connector(identity)?),
            (Address::Tls(_), None) => {
                return Err(Error::Refused(
                    "A vault at tls:// answers only to who shows a certificate: name the node.pem that `caulbart vault` made with \
                     --vault-identity"
                        .to_owned(),
                ));
            }
        };
        Ok(Remote { address, tls, idle: Mutex::default() })
    }

    pub async fn ask<T: DeserializeOwned>(&self, ask: &Ask) -> Result<T, Error> {
        let asked = wire::written(ask)?;
        let mut stream = match self.kept() {
            Some(stream) => stream,
            None => self.connect().await?,
        };
        let answer = async {
            wire::send(&mut *stream, &asked).await?;
            wire::receive(&mut *stream).await?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
        };
        let answer = tokio::time::timeout(ANSWERS, answer)
            .await
            .map_err(|_| self.down("it takes too long"))?
            .map_err(|why: std::io::Error| self.down(&why.to_string()))?;
        let answer: Result<T, Fault> = wire::read(&answer).ok_or_else(wire::odd)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(stream);
        }
        Ok(answer?)
    }

    fn down(&self, why: &str) -> Error {
        Error::Down(format!("{}, {why}", self.address))
    }

    /// A connection that was used before and still stands: the vault says nothing without being asked.
    fn kept(&self) -> Option<Box<dyn Stream>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(mut stream) = idle.pop() {
            let mut byte = [0; 1];
            let reading = std::pin::pin!(stream.read(&mut byte));
            let is_silent =
                std::future::Future::poll(reading, &mut std::task::Context::from_waker(std::task::Waker::noop()))
                    .is_pending();
            if is_silent {
                return Some(stream);
            }
        }
        None
    }

    async fn connect(&self) -> Result<Box<dyn Stream>, Error> {
        let connecting = async {
            let stream: Box<dyn Stream> = match (&self.address, &self.tls) {
                (Address::Unix(path), _) => Box::new(UnixStream::connect(path).await?),
                (Address::Tls(host), Some(tls)) => {
                    let stream = TcpStream::connect(host.as_str()).await?;
                    stream.set_nodelay(true)?;
                    Box::new(tls.connect(tls::name(), stream).await?)
                }
                (Address::Tls(_), None) => return Err(std::io::Error::other("no certificate to show")),
            };
            Ok(stream)
        };
        tokio::time::timeout(CONNECTS, connecting)
            .await
            .map_err(|_| self.down("nobody takes the connection"))?
            .map_err(|why| self.down(&why.to_string()))
    }
}
