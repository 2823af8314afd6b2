//! The reference pages of `docs/reference/`, written by what they describe.

use std::fmt::Write;

use anyhow::Result;
use clap::CommandFactory;
use model::Language;
use timeline::SIGNALS;
use timeline::learn::Head;
use timeline::signals::Scope;

use super::{Usage, say};
use crate::settings::typed::Typed;

pub fn print(page: &str) -> Result<()> {
    match page {
        "commands" => say(commands().trim_end()),
        "signals" => say(signals().trim_end()),
        unknown => {
            return Err(Usage(format!("There is no reference page `{unknown}`: there is commands, signals.")).into());
        }
    }
    Ok(())
}

fn commands() -> String {
    let mut page = String::from(
        "# Commands\n\nWritten by `cargo x gen`. `caulbart` alone is `caulbart serve`. Exit status: 0 done, 1 failed, 2 typed wrong.\n",
    );
    let mut caulbart = Typed::command().term_width(100).disable_help_flag(true);
    caulbart.build();
    let everywhere: Vec<String> =
        caulbart.get_arguments().filter(|argument| argument.is_global_set()).map(option_line).collect();
    let _ = write!(page, "\n## With every command\n\n{}\n", everywhere.join("\n"));
    for command in caulbart.get_subcommands().filter(|command| !command.is_hide_set()) {
        describe(&mut page, command, "caulbart");
    }
    page
}

fn describe(page: &mut String, command: &clap::Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let positional: String =
        command.get_positionals().map(|argument| format!(" {}", argument.get_id().as_str().to_uppercase())).collect();
    let _ = write!(page, "\n## `{name}{positional}`\n\n{about}\n");
    let options: Vec<String> =
        command.get_arguments().filter(|argument| !argument.is_global_set()).map(option_line).collect();
    if !options.is_empty() {
        let _ = write!(page, "\n{}\n", options.join("\n"));
    }
    for below in command.get_subcommands() {
        describe(page, below, &name);
    }
}

fn option_line(argument: &clap::Arg) -> String {
    let name = match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => argument.get_id().as_str().to_uppercase(),
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let usual: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let usual = if usual.first().is_none_or(|usual| usual.is_empty() || usual == "false") {
        String::new()
    } else {
        format!(" Default: `{}`.", usual.join(" "))
    };
    let variable = argument.get_env().map(|name| format!(" Also `{}`.", name.to_string_lossy())).unwrap_or_default();
    let help = if help.is_empty() { String::new() } else { format!(": {}.", help.trim_end_matches('.')) };
    format!("- `{name}`{help}{usual}{variable}")
}

fn signals() -> String {
    let mut page = String::from(
        "# Signals\n\nWritten by `cargo x gen`, from the one table in `crates/timeline/src/signals`. A signal is one number about one\n\
         candidate for one reader.\n\n## Worth of a deed\n\nWhere a model was learned, value is the sum of these weights times the \
         chances that it foretells.\n\n| deed | weight |\n|---|---|\n",
    );
    for head in Head::ALL {
        let _ = writeln!(page, "| {} | {} |", head.word(), head.weight());
    }
    page.push_str(
        "\n## With a weight set by hand\n\nUntil then, value is the sum of weight times signal. What a reader follows, and the bonus \
         of the first to publish, count by these weights always.\n\n\
         | signal | group | weight | words for readers |\n|---|---|---|---|\n",
    );
    for signal in SIGNALS.iter().filter(|signal| signal.about.is_empty()) {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} · {} |",
            signal.name,
            signal.group.word(),
            signal.weight,
            signal.words(1.0, Language::ENGLISH),
            signal.words(1.0, Language::GERMAN)
        );
    }
    page.push_str(
        "\n## Made use of by what is learned\n\n*compared*: its rank within the slate is a signal too. *of the moment*: the same for all \
         candidates; it may decide how likely a deed is, never an order.\n\n| signal | group | | what is measured |\n|---|---|---|---|\n",
    );
    for signal in SIGNALS.iter().filter(|signal| !signal.about.is_empty()) {
        let marks = match (signal.compared, signal.scope) {
            (_, Scope::Moment) => "of the moment",
            (true, Scope::Candidate) => "compared",
            (false, Scope::Candidate) => "",
        };
        let _ = writeln!(page, "| `{}` | {} | {marks} | {} |", signal.name, signal.group.word(), signal.about);
    }
    page
}
