//! What one edition needs to run, opened together; and bytes from a file or an address.

pub mod clips;
pub mod demo;
pub mod demo_clips;
pub mod demo_newsroom;
pub mod desk;
pub mod door;
pub mod log;
pub mod runtime;
pub mod workers;

mod announcing;
pub mod belonging;
pub mod bucket;
mod bytes;
mod job_desk;
pub mod letters;
pub mod log_at;
pub mod mail;
mod opened;
pub mod overseeing;
mod pictures_of;
pub mod region;
mod s3;
pub mod vault_of;
pub mod witnessing;

pub use bytes::bytes_of;
pub use opened::{Alone, News, Opened};
