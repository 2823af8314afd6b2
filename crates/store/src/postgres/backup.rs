//! A copy of one edition's schema by PostgreSQL's own programs, as plain SQL behind a line of ours.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use model::Edition;
use tokio_postgres::config::SslMode;

use super::{Postgres, connect, schema_of};
use crate::{
    Error, Result,
    files::{off_the_runtime, put_in_place, unfinished},
    migrations,
};

/// How the first line of a backup begins; the schema's version and the edition's name follow.
const FIRST_LINE: &str = "-- A backup by Caulbart: schema ";
/// How pg_dump ends what it finished.
const LAST_LINE: &str = "PostgreSQL database dump complete";

pub async fn backup(postgres: &Postgres, to: &Path) -> Result<()> {
    let (edition, url, to) = (postgres.edition.clone(), postgres.url.clone(), to.to_owned());
    off_the_runtime(move || {
        if to.exists() {
            return Err(Error::Exists(to));
        }
        let unfinished = unfinished(&to);
        let outcome = dump(&edition, &url, &unfinished).and_then(|()| put_in_place(&unfinished, &to));
        if outcome.is_err() {
            // What is half written must not stay; that it could not be written is already the answer.
            let _ = fs::remove_file(&unfinished);
        }
        outcome
    })
    .await
}

/// In one transaction: what is there goes and what the backup has comes, or all stays as it is.
pub async fn restore(edition: &Edition, url: &str, from: &Path) -> Result<()> {
    // Held until psql has ended.
    let _alone = connect::alone(edition, url).await?;
    let (edition, url, from) = (edition.clone(), url.to_owned(), from.to_owned());
    off_the_runtime(move || {
        check(&edition, &from)?;
        let drop_old = format!("drop schema if exists {} cascade", schema_of(&edition));
        let mut psql = program("psql", &url)?;
        psql.args(["-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-c"]);
        psql.arg(drop_old).arg("-f").arg(from.as_os_str());
        run("psql", psql).map(|_| ())
    })
    .await
}

fn dump(edition: &Edition, url: &str, to: &Path) -> Result<()> {
    let failed = |why: std::io::Error| Error::File(to.to_owned(), why.to_string());
    let mut file = File::create(to).map_err(failed)?;
    writeln!(file, "{FIRST_LINE}{}, edition {}", migrations::newest(), edition.name.as_str()).map_err(failed)?;
    let mut pg_dump = program("pg_dump", url)?;
    pg_dump.args(["--no-owner", "--no-privileges", "-n", &schema_of(edition)]);
    pg_dump.stdout(Stdio::from(file));
    run("pg_dump", pg_dump).map(|_| ())
}

fn check(edition: &Edition, from: &Path) -> Result<()> {
    let failed = |why: std::io::Error| Error::File(from.to_owned(), why.to_string());
    let not_one = |words: &str| Error::NotABackup(from.to_owned(), words.to_owned());
    let mut file = File::open(from).map_err(failed)?;
    let mut first = Vec::new();
    BufReader::new((&mut file).take(200)).read_until(b'\n', &mut first).map_err(failed)?;
    let first = String::from_utf8_lossy(&first);
    let (version, name) = first
        .strip_prefix(FIRST_LINE)
        .and_then(|rest| rest.trim_end().split_once(", edition "))
        .and_then(|(version, name)| Some((version.parse::<i64>().ok()?, name)))
        .ok_or_else(|| not_one("its first line is not ours"))?;
    if version > migrations::newest() {
        return Err(Error::Newer { found: version, known: migrations::newest() });
    }
    if name != edition.name.as_str() {
        return Err(Error::OtherEdition { found: name.to_owned(), wanted: edition.name.as_str().to_owned() });
    }
    let length = file.metadata().map_err(failed)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(500))).map_err(failed)?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).map_err(failed)?;
    match String::from_utf8_lossy(&end).contains(LAST_LINE) {
        true => Ok(()),
        false => Err(not_one("its end is missing")),
    }
}

/// With the database's address in its environment: arguments can be read by everybody on the machine.
fn program(name: &'static str, url: &str) -> Result<Command> {
    let config = connect::config(url)?;
    let mut command = Command::new(name);
    let mut set = |key: &str, value: Option<&OsStr>| {
        if let Some(value) = value {
            command.env(key, value);
        }
    };
    let host = connect::first_host(&config);
    let port = config.get_ports().first().map(u16::to_string);
    let password = config.get_password().map(String::from_utf8_lossy);
    set("PGHOST", host.as_deref());
    set("PGPORT", port.as_deref().map(OsStr::new));
    set("PGUSER", config.get_user().map(OsStr::new));
    set("PGPASSWORD", password.as_deref().map(OsStr::new));
    set("PGDATABASE", config.get_dbname().or(config.get_user()).map(OsStr::new));
    if config.get_ssl_mode() == SslMode::Require {
        set("PGSSLMODE", Some(OsStr::new("require")));
    }
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    Ok(command)
}

fn run(program: &'static str, mut command: Command) -> Result<Output> {
    let failed = |words: String| Error::Tool { program, words };
    let output = command.spawn().and_then(|child| child.wait_with_output());
    let output = output.map_err(|why| failed(why.to_string()))?;
    match output.status.success() {
        true => Ok(output),
        false => Err(failed(String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; "))),
    }
}
