//! What was typed becomes a command that runs, and its end an exit status.

use std::process::ExitCode;

use clap::Parser;

use crate::settings::Settings;
use crate::settings::typed::{Command, Serve, Typed};
use crate::{commands, complaint, wiring};

pub fn start() -> ExitCode {
    let typed = Typed::parse();
    let settings = match Settings::from_typed(&typed.everywhere) {
        Ok(settings) => settings,
        Err(faults) => {
            commands::complain(&faults);
            return ExitCode::from(2);
        }
    };
    let command = typed.command.unwrap_or_else(|| Command::Serve(Serve::usual()));
    wiring::log::start(matches!(command, Command::Serve(_)));
    match wiring::runtime::run(commands::run(command, settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::complain(&complaint::told(&error));
            ExitCode::from(if error.is::<commands::Usage>() { 2 } else { 1 })
        }
    }
}
