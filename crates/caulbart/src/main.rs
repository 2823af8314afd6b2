//! **How does it start?** Settings, commands, workers, and the wiring between crates that never meet.

mod commands;
mod complaint;
mod settings;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use settings::Settings;
use settings::typed::{Command, Serve, Typed};

fn main() -> ExitCode {
    let typed = Typed::parse();
    let settings = match Settings::from_typed(&typed.everywhere) {
        Ok(settings) => settings,
        Err(faults) => {
            eprintln!("{faults}");
            return ExitCode::from(2);
        }
    };
    let command = typed.command.unwrap_or_else(|| Command::Serve(Serve::usual()));
    wiring::log::start(matches!(command, Command::Serve(_)));
    match wiring::runtime::run(commands::run(command, settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", complaint::told(&error));
            ExitCode::from(if error.is::<commands::Usage>() { 2 } else { 1 })
        }
    }
}
