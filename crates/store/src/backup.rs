//! A copy of all that is kept, made while it is in use, and the way back.

use std::path::Path;

use model::Edition;

use crate::{Database, Result, Store, postgres, sqlite};

impl Store {
    /// Writes everything into one new file, which appears whole or not at all.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        match self {
            Store::Sqlite(sqlite) => sqlite::backup(sqlite.clone(), to.to_owned()).await,
            Store::Postgres(postgres) => postgres::backup(postgres, to).await,
        }
    }

    /// Puts a backup in the place of what this edition keeps. Refuses one that is damaged, from a newer version or
    /// another edition's, and leaves everything as it was then. Nobody may have the edition open.
    pub async fn restore(edition: &Edition, database: &Database, from: &Path) -> Result<()> {
        match database {
            Database::Sqlite(folder) => sqlite::restore(edition, folder, from).await,
            Database::Postgres(url) => postgres::restore(edition, url, from).await,
        }
    }
}
