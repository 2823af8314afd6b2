//! The threads that everything runs on.

use std::future::Future;

use anyhow::{Context, Result};

/// Trees of hostile pages are walked on these threads, so their stacks are larger than usual.
const STACK: usize = 8 * 1024 * 1024;

pub fn run(work: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build()
        .context("The system gave no threads to work with")?
        .block_on(async {
            let _signal = limits_are_errors();
            as_many_files_as_allowed();
            work.await
        })
}

/// Where files may grow to a limit only, the system ends a program that goes beyond it, unless the program listens: then
/// the write fails, as on a full disk, and says so.
#[cfg(unix)]
fn limits_are_errors() -> std::io::Result<tokio::signal::unix::Signal> {
    /// SIGXFSZ on Linux, the BSDs and macOS.
    const FILE_TOO_LARGE: i32 = 25;
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::from_raw(FILE_TOO_LARGE))
}

#[cfg(not(unix))]
fn limits_are_errors() {}

/// A connection is an open file, and many systems begin with a thousand where they allow half a million.
#[cfg(target_os = "linux")]
fn as_many_files_as_allowed() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile).maximum;
    if let Err(failure) = setrlimit(Resource::Nofile, Rlimit { current: allowed, maximum: allowed }) {
        tracing::debug!("no more files can be open than before: {failure}");
    }
}

#[cfg(not(target_os = "linux"))]
fn as_many_files_as_allowed() {}
