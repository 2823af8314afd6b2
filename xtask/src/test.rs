//! Everything that has to hold, with everything it needs: both databases, the whole server, a real browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::check::step;
use crate::{machine, root};

pub fn run(_: &[String]) -> Result<()> {
    let postgres = machine::postgres()?;
    let chromium = machine::chromium()?;
    machine::node()?;
    machine::ffmpeg()?;
    machine::moto(&target())?;
    println!("PostgreSQL: {postgres}\nChromium:   {}", chromium.display());

    crate::check::run()?;

    let mut tests = Command::new(env!("CARGO"));
    if machine::on_path("cargo-nextest").is_some() {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        tests.args(["test", "--workspace", "--no-fail-fast"]);
    }
    step("tests", tests.env(machine::POSTGRES_VARIABLE, &postgres))?;
    browser(&chromium)
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into)
}

/// The pages in a real browser, against the server as a newcomer starts it.
fn browser(chromium: &Path) -> Result<()> {
    step("building the server", Command::new(env!("CARGO")).args(["build", "--package", "caulbart"]))?;
    let e2e = root().join("e2e");
    if !e2e.join("node_modules").exists() {
        step("browser driver", Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix"]).arg(&e2e))?;
    }
    let target = target();
    let server = target.join("debug/caulbart");
    let mut tests = Command::new("npm");
    tests.args(["test", "--prefix"]).arg(&e2e).env("CAULBART_BIN", server).env("CHROMIUM", chromium);
    if let Some(program) = machine::schemathesis(&target)? {
        tests.env("SCHEMATHESIS", program);
    }
    if let Some(python) = machine::python(&target)? {
        tests.env("PYTHON", python);
    }
    step("browser", &mut tests)
}
