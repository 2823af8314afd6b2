//! What is logged, and how: one line an event on standard error; `CAULBART_LOG` widens it.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// A server tells what it does; any other command only what went wrong.
pub fn start(serving: bool) {
    let usual = if serving { "info,tantivy=warn" } else { "warn,tantivy=error" };
    let filter = EnvFilter::try_from_env("CAULBART_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let for_people = std::io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(for_people)
        .with_writer(std::io::stderr)
        // Nobody reads them any more (`2>&1 | head`): no reason to stop.
        .log_internal_errors(false)
        .init();
}
