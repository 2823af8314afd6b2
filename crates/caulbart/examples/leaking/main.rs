//! The whole program with a deliberate leak between editions, for `tests/server/isolation.rs` alone: every module is the one that is
//! delivered, save `places`, which forgets an edition's name. Never deliver it.

#[path = "../../src/commands/mod.rs"]
mod commands;
#[path = "../../src/complaint.rs"]
mod complaint;
mod places;
#[path = "../../src/settings/mod.rs"]
mod settings;
#[path = "../../src/start.rs"]
mod start;
#[path = "../../src/wiring/mod.rs"]
mod wiring;

fn main() -> std::process::ExitCode {
    start::start()
}
