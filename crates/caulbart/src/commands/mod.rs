//! One file per command. Each prints for people, or with `--json` for programs.

mod access;
mod audit;
mod bench;
mod clip;
mod diff;
mod editor;
mod evaluate;
mod export;
mod extract;
mod feed;
mod feed_test;
mod import;
mod interactions;
mod keep;
mod ledger_key;
mod logs;
mod model;
mod moving;
mod reader;
mod reference;
mod replay;
mod report;
mod request;
mod serve;
mod story;
mod timeline;
mod vault;
mod witness;

use std::io::Write;

use anyhow::Result;

use crate::settings::Settings;
use crate::settings::typed::Command;

/// What was typed cannot be done: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

pub async fn run(command: Command, settings: Settings) -> Result<()> {
    match command {
        Command::Serve(serve) => serve::run(settings, serve).await,
        Command::Feed(feed) => feed::run(settings, feed).await,
        Command::Clip(clip) => clip::run(clip).await,
        Command::Import(import) => import::run(settings, import).await,
        Command::Export { folder, public_url } => export::run(settings, &folder, public_url.as_deref()).await,
        Command::Extract { what, url, rule } => extract::run(settings, &what, url.as_deref(), rule.as_deref()).await,
        Command::Editor(editor) => editor::run(settings, editor).await,
        Command::Reader(reader) => reader::run(settings, reader).await,
        Command::Vault(asked) => vault::run(settings, asked).await,
        Command::Access(access) => access::run(settings, access).await,
        Command::Request(request) => request::run(settings, request).await,
        Command::Transfer(transfer) => request::transfer(settings, transfer).await,
        Command::Audit(audit) => audit::run(&settings, audit).await,
        Command::Diff { first, second } => diff::run(&settings, &first, &second).await,
        Command::Witness(asked) => witness::run(settings, asked).await,
        Command::Report(report) => report::run(settings, report).await,
        Command::Ledger(ledger) => ledger_key::run(settings, ledger).await,
        Command::Story(story) => story::run(&settings, story),
        Command::Timeline(timeline) => timeline::run(settings, timeline).await,
        Command::Replay { files, ledger } => replay::run(&settings, &files, ledger.as_deref()).await,
        Command::Model(model) => model::run(&settings, &model),
        Command::Evaluate(evaluate) => evaluate::run(&settings, &evaluate),
        Command::Interactions(wanted) => interactions::run(settings, &wanted).await,
        Command::Bench(bench) => bench::run(settings, bench).await,
        Command::Backup { file } => keep::backup(settings, &file).await,
        Command::Restore { file, new_vault } => keep::restore(settings, &file, new_vault).await,
        Command::Doctor => keep::doctor(settings).await,
        Command::Reference { page } => reference::print(&page),
    }
}

/// Prints a line; a reader of the output that went away (`| head`) is no error.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// The same on standard error (`2>&1 | head`).
pub fn complain(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints JSON, indented.
pub fn say_json(value: &serde_json::Value) -> Result<()> {
    say(&serde_json::to_string_pretty(value)?);
    Ok(())
}
