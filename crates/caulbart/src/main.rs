//! **How does it start?** Settings, commands, workers, and the wiring between crates that never meet.

mod commands;
mod complaint;
mod places;
mod settings;
mod start;
mod wiring;

fn main() -> std::process::ExitCode {
    start::start()
}
