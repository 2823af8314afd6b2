//! A request that the law keeps secret for a time: a commitment now, and what it hides by a day that stands beside it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use ledger::entry::{self, Body, Day, Entry, Minute, Sealed, to_hex};
use model::{MINUTE, Time};
use sha2::{Digest, Sha256};

use super::{Usage, told};
use crate::settings::Settings;
use crate::wiring::Opened;

/// Where what is hidden lies until it is opened: the ledger has its hash alone.
fn hidden_in(settings: &Settings, commitment: &[u8; 32]) -> PathBuf {
    settings.folder.join("sealed").join(to_hex(commitment))
}

pub async fn close(settings: &Settings, request: entry::Request, day: &str) -> Result<()> {
    let now = Time::now();
    let time = Minute(now.0.div_euclid(MINUTE));
    let until = Day::from_text(day)
        .filter(|until| *until >= time.day())
        .ok_or_else(|| Usage(format!("`--sealed-until {day}` is no day from today on: write it as 2027-03-01.")))?;
    let content = Entry { time, body: request.into() }.to_bytes()?;
    let salt: [u8; 16] = readers::Secret::random()?.bytes()[..16].try_into()?;
    let commitment = Sha256::new().chain_update(salt).chain_update(&content).finalize().into();
    let edition = Opened::open(settings).await?;
    let path = hidden_in(settings, &commitment);
    keep(&path, &[&salt[..], &content].concat())
        .with_context(|| format!("{} could not be written, so nothing stands in the ledger", path.display()))?;
    let index = edition.oversight.write(Body::Sealed(Sealed::Closed { commitment, until }), now).await?;
    told(
        settings,
        index,
        &format!(
            "Entry {index} hides it until {until}. What it hides lies in {}: keep that file, and say `caulbart request unseal {index}` \
             by then.",
            path.display()
        ),
    )
}

pub async fn open(settings: &Settings, of: u64) -> Result<()> {
    let edition = Opened::open(settings).await?;
    let is_none = || format!("Entry {of} is nothing that was sealed.");
    if of >= edition.oversight.tally()?.size {
        bail!(is_none());
    }
    let Body::Sealed(Sealed::Closed { commitment, .. }) = Entry::parse(&edition.oversight.book().entry(of)?)?.body
    else {
        bail!(is_none());
    };
    let mut is_open = false;
    edition.oversight.each_entry(|_, entry| {
        is_open |= matches!(&entry.body, Body::Sealed(Sealed::Open { of: other, .. }) if *other == of);
    })?;
    if is_open {
        bail!("Entry {of} was opened already; what stands in the ledger stays.");
    }
    let path = hidden_in(settings, &commitment);
    let bytes = std::fs::read(&path).with_context(|| {
        format!("{} could not be read: put it back from a copy, nothing else opens it", path.display())
    })?;
    if <[u8; 32]>::from(Sha256::digest(&bytes)) != commitment {
        bail!("{} is not what entry {of} hides: put it back from a copy.", path.display());
    }
    let (salt, content) = bytes.split_first_chunk::<16>().context("It is too short")?;
    let body = Body::Sealed(Sealed::Open { of, salt: *salt, content: content.to_vec() });
    let index = edition.oversight.write(body, Time::now()).await?;
    told(settings, index, &format!("Entry {index} shows what entry {of} hid."))
}

fn keep(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::File::options();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
