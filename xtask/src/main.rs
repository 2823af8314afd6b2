//! **How do we build and check it?** `cargo x <command>`; see CONTRIBUTING.md.

mod bench_pages;
mod check;
mod extraction;
mod gen_pages;
mod layers;
mod machine;
mod sanitising;
mod suites;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "cargo x check | test | layers | gen [--check] | suites | extraction | sanitising | bench-pages | bench-live";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = args.split_first() else {
        eprintln!("Say what to do: {USAGE}");
        return ExitCode::from(2);
    };
    let measures = ["suites", "extraction", "sanitising", "bench-pages", "bench-live"].contains(&command.as_str());
    if measures && cfg!(debug_assertions) {
        return in_release(&args);
    }
    let done = match command.as_str() {
        "check" => check::run(),
        "test" => test::run(rest),
        "layers" => layers::run(),
        "gen" => gen_pages::run(rest),
        "suites" => suites::run(rest),
        "extraction" => extraction::run(rest),
        "sanitising" => sanitising::run(rest),
        "bench-pages" => bench_pages::run(rest),
        "bench-live" => bench_pages::live::run(rest),
        unknown => {
            eprintln!("There is no `cargo x {unknown}`. There is: {USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Figures of an unoptimised build say nothing: the same command again, built as what is shipped.
fn in_release(args: &[String]) -> ExitCode {
    let again = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(args)
        .current_dir(root())
        .status();
    match again {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The checkout that this binary was built from.
fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}
