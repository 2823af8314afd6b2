//! What do the tests need on this machine, and how do we get it?
//!
//! Found first, started second, installed (Debian packages, as root) third; otherwise a sentence says what is missing.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Where the tests find PostgreSQL, in the variable that they read.
pub const POSTGRES_VARIABLE: &str = "CAULBART_TEST_POSTGRES";

/// A PostgreSQL server to test against: the one named in the environment, the one on this machine's usual port, or a
/// private one in `target/` that is started now.
pub fn postgres() -> Result<String> {
    if let Ok(url) = std::env::var(POSTGRES_VARIABLE) {
        return Ok(url);
    }
    let usual = "postgres://postgres@127.0.0.1:5432/test";
    if listens(5432) {
        return Ok(usual.to_owned());
    }
    let programs = postgres_programs().map_or_else(
        || {
            install("postgresql", "PostgreSQL")
                .and_then(|()| postgres_programs().context("PostgreSQL was installed, but its programs were not found"))
        },
        Ok,
    )?;
    if listens(5432) {
        // Debian's package starts a cluster of its own, which asks for a password; a private one asks for none.
        println!("PostgreSQL listens on 5432 without being asked to; the tests use a private cluster");
    }
    private_postgres(&programs)
}

/// Debian's Chromium or any other on the path.
pub fn chromium() -> Result<PathBuf> {
    if let Ok(path) = std::env::var("CHROMIUM") {
        return Ok(path.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(found) = names.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    install("chromium", "Chromium")?;
    on_path("chromium").context("Chromium was installed, but is not on the path")
}

/// FFmpeg, which makes renditions of clips.
pub fn ffmpeg() -> Result<PathBuf> {
    if let (Some(ffmpeg), Some(_)) = (on_path("ffmpeg"), on_path("ffprobe")) {
        return Ok(ffmpeg);
    }
    install("ffmpeg", "FFmpeg")?;
    on_path("ffmpeg").context("FFmpeg was installed, but is not on the path")
}

/// Node.js with npm, for the tests in a real browser.
pub fn node() -> Result<PathBuf> {
    if let (Some(node), Some(_)) = (on_path("node"), on_path("npm")) {
        return Ok(node);
    }
    install("nodejs npm", "Node.js")?;
    on_path("node").context("Node.js was installed, but is not on the path")
}

/// Schemathesis, which asks the JSON interface everything that its description allows. `None`, with a sentence, where
/// Python or its package index cannot be had and nobody insists.
pub fn schemathesis(target: &Path) -> Result<Option<PathBuf>> {
    let lost = "what its description allows is not sent to the JSON interface";
    python_program(target, "schemathesis", "schemathesis==4.32.5", "schemathesis", lost)
}

/// A Python that can verify signatures, for the ledger's second verifier; `None` as above.
pub fn python(target: &Path) -> Result<Option<PathBuf>> {
    let known = Command::new("python3").args(["-c", "import cryptography"]).stderr(Stdio::null()).status();
    if let (true, Some(found)) = (known.is_ok_and(|status| status.success()), on_path("python3")) {
        return Ok(Some(found));
    }
    python_program(target, "cryptography", "cryptography>=42", "python3", "docs/verify.py is not tried")
}

/// moto, an S3 server for the tests of clips in a bucket, which find it where it is put; left out as above.
pub fn moto(target: &Path) -> Result<()> {
    let known = Command::new("python3").args(["-c", "import moto.server, flask"]).stderr(Stdio::null()).status();
    if !known.is_ok_and(|status| status.success()) {
        python_program(target, "moto", "moto[server]==5.2.1", "python3", "clips in a bucket are not tried")?;
    }
    Ok(())
}

/// A program of a Python package, in an environment of its own in the target folder.
fn python_program(target: &Path, name: &str, package: &str, program: &str, lost: &str) -> Result<Option<PathBuf>> {
    let place = target.join(name);
    let program = place.join("bin").join(program);
    // Written last: what was interrupted is done again.
    let done = place.join("installed");
    if program.is_file() && done.is_file() {
        return Ok(Some(program));
    }
    println!("== installing {name}");
    let python = |arguments: &[&str]| {
        Command::new("python3").args(arguments).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let path = place.to_string_lossy();
    let environment =
        python(&["-m", "venv", &path]) || (install("python3-venv", "Python").is_ok() && python(&["-m", "venv", &path]));
    let installed = environment
        && Command::new(place.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", package])
            .status()
            .is_ok_and(|status| status.success());
    if installed && std::fs::write(&done, package).is_ok() {
        return Ok(Some(program));
    }
    let sentence = format!("{name} could not be installed from PyPI: {lost}");
    if std::env::var_os("CI").is_some() {
        bail!("{sentence}.");
    }
    println!("{sentence}; this test is left out");
    Ok(None)
}

pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

fn listens(port: u16) -> bool {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_ok()
}

fn install(packages: &str, what: &str) -> Result<()> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    if !root || on_path("apt-get").is_none() {
        bail!(
            "{what} is missing. The tests need it: install it (Debian: `apt-get install {packages}`) and run them again."
        );
    }
    println!("== installing {what}");
    let _ = Command::new("apt-get").args(["update", "-qq"]).status();
    let status = Command::new("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages.split(' '))
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("{what} is missing and `apt-get install {packages}` failed. Install it by hand and run the tests again.");
    }
    Ok(())
}

/// The newest folder with `initdb` and `postgres` in it.
fn postgres_programs() -> Option<PathBuf> {
    if let Some(found) = on_path("initdb") {
        return found.parent().map(Path::to_owned);
    }
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop()
}

fn private_postgres(programs: &Path) -> Result<String> {
    let port = 54_329;
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    if listens(port) {
        return Ok(url);
    }
    // PostgreSQL refuses to run as root, so as root the cluster belongs to the account that Debian made for it.
    let as_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    let folder = std::env::temp_dir().join("caulbart-test-postgres");
    let run = |program: &str, arguments: &[&str]| -> Result<()> {
        let path = programs.join(program);
        let mut command = if as_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&path);
            command
        } else {
            Command::new(&path)
        };
        let output = command.args(arguments).current_dir("/").stdout(Stdio::null()).output()?;
        if !output.status.success() {
            bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    };
    let place = folder.to_string_lossy().into_owned();
    if !folder.join("PG_VERSION").exists() && !cluster_exists(&folder, as_root) {
        run("initdb", &["-D", &place, "-U", "postgres", "--auth=trust", "-E", "UTF8"])?;
    }
    let options = format!("-p {port} -h 127.0.0.1 -k /tmp");
    run("pg_ctl", &["-D", &place, "-o", &options, "-l", &format!("{place}.log"), "-W", "start"])?;
    let patience = Instant::now();
    while !listens(port) {
        if patience.elapsed() > Duration::from_secs(30) {
            bail!("PostgreSQL was started but does not listen on port {port}; see {place}.log");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(url)
}

fn cluster_exists(folder: &Path, as_root: bool) -> bool {
    as_root && folder.join("base").exists()
}
