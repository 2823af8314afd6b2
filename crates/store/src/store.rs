//! One store over two databases. What is asked stands in the other files; this one says where it goes.

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc};

use model::Edition;

use crate::{
    Error, Result, migrations,
    postgres::Postgres,
    sqlite::Sqlite,
    statements::Statement,
    tx::Tx,
    value::{Row, Value},
};

/// Where an edition is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// The edition's folder; the file in it is `store.sqlite`.
    Sqlite(PathBuf),
    /// `postgres://name:password@host:port/database`; each edition has a schema of its own in it.
    Postgres(String),
}

/// Everything that one edition keeps. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub enum Store {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

/// What must survive: a crash of the program always; the loss of power too?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// Can be fetched or computed again: a loss of power may cost the last moments, never consistency.
    Normal,
    /// Lies on the disk before the answer is given.
    Full,
}

pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;

impl Store {
    /// Opens the edition's store, makes it where there is none, and brings its tables up to date.
    pub async fn open(edition: &Edition, database: &Database) -> Result<Store> {
        let store = match database {
            Database::Sqlite(folder) => Store::Sqlite(Sqlite::open(edition, folder)?),
            Database::Postgres(url) => Store::Postgres(Postgres::open(edition, url).await?),
        };
        store.belongs_to(edition).await?;
        Ok(store)
    }

    pub fn edition(&self) -> &Edition {
        match self {
            Store::Sqlite(sqlite) => &sqlite.edition,
            Store::Postgres(postgres) => &postgres.edition,
        }
    }

    /// `sqlite` or `postgres`, for people.
    pub fn engine(&self) -> &'static str {
        match self {
            Store::Sqlite(_) => "SQLite",
            Store::Postgres(_) => "PostgreSQL",
        }
    }

    /// Returns once everything acknowledged so far lies on the disk.
    pub async fn flush(&self) -> Result<()> {
        match self {
            Store::Sqlite(sqlite) => sqlite.flush().await,
            Store::Postgres(_) => Ok(()),
        }
    }

    /// Finishes what was begun and lets go of the database. Later calls answer `Closed`.
    pub async fn close(&self) -> Result<()> {
        match self {
            Store::Sqlite(sqlite) => sqlite.close().await,
            Store::Postgres(postgres) => {
                postgres.close();
                Ok(())
            }
        }
    }

    /// The version of the tables, as this program knows them.
    pub fn schema_version() -> i64 {
        migrations::newest()
    }

    async fn belongs_to(&self, edition: &Edition) -> Result<()> {
        let wanted = edition.name.as_str();
        match self.setting("edition").await? {
            Some(found) if found == wanted => Ok(()),
            Some(found) => Err(Error::OtherEdition { found, wanted: wanted.to_owned() }),
            None => self.set_setting("edition", wanted).await,
        }
    }

    /// All rows of an answer that is known to be short: read where the caller stands.
    pub(crate) async fn rows<T>(
        &self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Store::Sqlite(sqlite) => sqlite.rows(statement, params, read),
            Store::Postgres(postgres) => postgres.rows(statement, params, read).await,
        }
    }

    /// All rows of an answer that may take more than a millisecond: other tasks move to another thread meanwhile.
    pub(crate) async fn many_rows<T>(
        &self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Store::Sqlite(sqlite) => while_others_move_on(|| sqlite.rows(statement, params, read)),
            Store::Postgres(postgres) => postgres.rows(statement, params, read).await,
        }
    }

    pub(crate) async fn row<T>(
        &self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, params, read).await?.pop())
    }

    /// The rows that bear these numbers, in no particular order. The statement takes one number on SQLite
    /// (a point read costs microseconds) and an array on PostgreSQL (a round trip costs more than the rows).
    pub(crate) async fn rows_of<T>(
        &self,
        statement: &'static Statement,
        ids: &[i64],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Store::Sqlite(sqlite) if ids.len() > 100 => while_others_move_on(|| sqlite.rows_of(statement, ids, read)),
            Store::Sqlite(sqlite) => sqlite.rows_of(statement, ids, read),
            Store::Postgres(postgres) => postgres.rows_of(statement, ids, read).await,
        }
    }

    /// The same question for each set of parameters, answered in their order: in one go on SQLite, on PostgreSQL asked
    /// without waiting for the answer before.
    pub(crate) async fn rows_each<T>(
        &self,
        statement: &'static Statement,
        sets: &[Vec<Value<'_>>],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        match self {
            Store::Sqlite(sqlite) => sqlite.rows_each(statement, sets, read),
            Store::Postgres(postgres) => postgres.rows_each(statement, sets, read).await,
        }
    }

    /// One change by one statement; says how many rows it touched.
    pub(crate) async fn run(
        &self,
        durability: Durability,
        statement: &'static Statement,
        params: Vec<Value<'static>>,
    ) -> Result<u64> {
        match self {
            Store::Sqlite(_) => {
                self.write(durability, move |tx| Box::pin(async move { tx.run(statement, &params).await })).await
            }
            Store::Postgres(postgres) => postgres.run(statement, &params).await,
        }
    }

    /// Several changes in one transaction: all or nothing, acknowledged once committed.
    pub(crate) async fn write<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        match self {
            Store::Sqlite(sqlite) => sqlite.writer.write(durability, work).await,
            Store::Postgres(postgres) => postgres.write(durability, work).await,
        }
    }
}

fn while_others_move_on<T>(work: impl FnOnce() -> T) -> T {
    let flavor = tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor());
    match flavor {
        Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
