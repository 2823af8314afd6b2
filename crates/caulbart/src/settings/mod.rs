//! What was typed and what stands in the environment, turned into what is meant; all faults at once.

mod bucket;
pub mod typed;
mod typed_ledger;

use std::net::SocketAddr;
use std::path::PathBuf;

use model::{Edition, EditionName, Region};
use store::Database;

use crate::places;

pub use bucket::ClipBucket;

/// What every command needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    pub edition: Edition,
    pub database: Database,
    /// The edition's own folder: search index, pictures, and on SQLite the database.
    pub folder: PathBuf,
    /// Private hosts that may be fetched from all the same.
    pub allow_private: Vec<String>,
    /// Where the keys are asked for, when another process holds them.
    pub vault: Option<vault::Address>,
    pub vault_identity: Option<PathBuf>,
    /// Where whole files of clips lie instead of the folder.
    pub clip_bucket: Option<ClipBucket>,
    pub json: bool,
    /// Where this node stands, as its operator calls it.
    pub region: Option<Region>,
    /// Under which the world reaches it; names a ledger that is begun now.
    pub host: Option<String>,
}

impl Settings {
    /// Fails with every fault in what was typed, one sentence a line.
    pub fn from_typed(typed: &typed::Everywhere) -> Result<Settings, String> {
        let mut faults = Vec::new();
        let name = EditionName::new(&typed.edition);
        if name.is_none() {
            faults.push(format!(
                "`--edition {}` is no name for an edition: use 1 to 40 lower-case letters, digits and hyphens, a letter first.",
                typed.edition
            ));
        }
        if let Some(url) = &typed.database
            && !(url.starts_with("postgres://") || url.starts_with("postgresql://"))
        {
            faults.push("`--database` takes an address such as postgres://user@host/name; leave it out for the embedded database.".to_owned());
        }
        let region = typed.region.as_deref().and_then(Region::new);
        if let (Some(typed), None) = (&typed.region, &region) {
            faults.push(format!(
                "`--region {typed}` is no name for a region: use 1 to 40 lower-case letters, digits and hyphens, such as eu or de-north."
            ));
        }
        let vault = typed.vault.as_deref().map(vault::Address::parse).transpose();
        if let Err(fault) = &vault {
            faults.push(format!("`--vault`: {fault}"));
        }
        let key = typed.clip_bucket_key.as_deref();
        let bucket = typed.clip_bucket.as_deref().map(|address| ClipBucket::parse(address, key)).transpose();
        if let Err(fault) = &bucket {
            faults.push(fault.clone());
        }
        let Some(name) = name.filter(|_| faults.is_empty()) else {
            return Err(faults.join("\n"));
        };
        let folder = places::of_edition(&typed.data, &name);
        let database = match &typed.database {
            Some(url) => Database::Postgres(url.clone()),
            None => Database::Sqlite(places::database(&folder)),
        };
        let edition = Edition { name, title: "Caulbart".to_owned(), motto: "News that matter to you.".to_owned() };
        Ok(Settings {
            edition,
            database,
            folder,
            allow_private: typed.allow_private.clone(),
            vault: vault.unwrap_or_default(),
            vault_identity: typed.vault_identity.clone(),
            clip_bucket: bucket.unwrap_or_default(),
            json: typed.json,
            region,
            host: None,
        })
    }
}

/// Where to listen, or a sentence about what was typed.
pub fn listen_address(option: &str, typed: &str) -> Result<SocketAddr, String> {
    let with_host =
        if typed.starts_with(':') { format!("127.0.0.1{typed}") } else { typed.replace("localhost", "127.0.0.1") };
    with_host.parse().map_err(|_| {
        format!("`{option} {typed}` is no address: write it as 127.0.0.1:8080, or 0.0.0.0:8080 for every interface.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everywhere(edition: &str, database: Option<&str>, region: Option<&str>) -> typed::Everywhere {
        typed::Everywhere {
            data: "d".into(),
            edition: edition.to_owned(),
            database: database.map(str::to_owned),
            region: region.map(str::to_owned),
            allow_private: Vec::new(),
            vault: None,
            vault_identity: None,
            clip_bucket: None,
            clip_bucket_key: None,
            json: false,
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let told = Settings::from_typed(&everywhere("../up", Some("mysql://x"), Some("The North"))).unwrap_err();
        assert_eq!(told.lines().count(), 3, "{told}");
    }

    #[test]
    fn two_editions_never_share_a_folder() {
        let one = Settings::from_typed(&everywhere("one", None, None)).unwrap();
        let two = Settings::from_typed(&everywhere("two", None, None)).unwrap();
        assert_ne!(one.folder, two.folder);
    }

    #[test]
    fn addresses_are_understood_as_people_write_them() {
        for (typed, want) in [
            ("127.0.0.1:8080", Some("127.0.0.1:8080")),
            ("localhost:9000", Some("127.0.0.1:9000")),
            (":9000", Some("127.0.0.1:9000")),
            ("[::1]:80", Some("[::1]:80")),
            ("8080", None),
            ("here:there", None),
        ] {
            assert_eq!(
                listen_address("--listen", typed).ok().map(|address| address.to_string()).as_deref(),
                want,
                "{typed}"
            );
        }
    }
}
