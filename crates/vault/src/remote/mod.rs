//! A vault in a process of its own: who asks and who answers, over a Unix socket or mutual TLS.

mod address;
mod client;
mod server;
mod tls;
mod wire;

pub use address::Address;
pub(crate) use client::Remote;
pub use server::Counter;
pub(crate) use wire::{Ask, Escrowed, Held, Loan, Secret, Unlock, odd};

use tokio::io::{AsyncRead, AsyncWrite};

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}
