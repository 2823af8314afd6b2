//! **How does it start?** Settings, commands, workers, and the wiring between crates that never meet.

// Both end the program where nobody reads any more: `commands::say` and `complain` do not.
#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

mod commands;
mod complaint;
mod places;
mod settings;
mod start;
mod wiring;

fn main() -> std::process::ExitCode {
    start::start()
}
