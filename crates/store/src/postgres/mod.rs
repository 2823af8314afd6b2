//! PostgreSQL: one schema per edition, a pool of connections that all look only into it.

mod backup;
mod connect;
mod errors;

use std::sync::Arc;

use deadpool_postgres::{GenericClient, Object, Pool};
use futures_util::{TryStreamExt, future::try_join_all, pin_mut};
use model::Edition;
use tokio_postgres::types::ToSql;

pub use backup::{backup, restore};
pub(crate) use errors::explained;

use crate::{
    Error, Result, migrations,
    statements::Statement,
    store::{Durability, Work},
    tx::Tx,
    value::{Row, Value},
};

pub struct Postgres {
    pub edition: Edition,
    pub url: String,
    pool: Pool,
}

/// A connection inside a transaction. Dropped before its end it is closed, so that nobody gets it half-way.
pub struct PostgresTx {
    connection: Option<Object>,
}

/// The schema that holds an edition, quoted for use in a statement. Editions' names have no quotes in them.
pub fn schema_of(edition: &Edition) -> String {
    format!("\"edition_{}\"", edition.name.as_str())
}

impl Postgres {
    pub async fn open(edition: &Edition, url: &str) -> Result<Arc<Postgres>> {
        let pool = connect::pool(edition, url)?;
        let postgres = Postgres { edition: edition.clone(), url: url.to_owned(), pool };
        let mut connection = postgres.connection().await?;
        migrations::bring_postgres_up_to_date(&mut connection, edition).await?;
        drop(connection);
        Ok(Arc::new(postgres))
    }

    pub fn close(&self) {
        self.pool.close();
    }

    pub async fn connection(&self) -> Result<Object> {
        self.pool.get().await.map_err(errors::of_the_pool)
    }

    pub async fn rows<T>(
        &self,
        statement: &'static Statement,
        params: &[Value<'_>],
        mut read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut tries = 0;
        loop {
            let connection = self.connection().await?;
            match rows(&connection, statement, params, &mut read).await {
                // A connection that died while idle is noticed here; asking again asks another.
                Err(Error::Lost) if tries < 3 => tries += 1,
                outcome => return outcome,
            }
        }
    }

    pub async fn rows_of<T>(
        &self,
        statement: &'static Statement,
        ids: &[i64],
        mut read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut tries = 0;
        loop {
            let connection = self.connection().await?;
            let asked: [&(dyn ToSql + Sync); 1] = [&ids];
            match read_all(&connection, statement, &asked, &mut read).await {
                Err(Error::Lost) if tries < 3 => tries += 1,
                outcome => return outcome,
            }
        }
    }

    pub async fn rows_each<T>(
        &self,
        statement: &'static Statement,
        sets: &[Vec<Value<'_>>],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        let mut tries = 0;
        loop {
            let connection = self.connection().await?;
            match rows_each(&connection, statement, sets, &read).await {
                Err(Error::Lost) if tries < 3 => tries += 1,
                outcome => return outcome,
            }
        }
    }

    pub async fn run(&self, statement: &'static Statement, params: &[Value<'_>]) -> Result<u64> {
        let connection = self.connection().await?;
        run(&connection, statement, params).await
    }

    pub async fn write<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send,
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send,
    {
        let mut tx = Tx::Postgres(self.begin(durability).await?);
        let outcome = work(&mut tx).await;
        let Tx::Postgres(tx) = tx else { return Err(Error::Closed) };
        tx.end(outcome).await
    }

    async fn begin(&self, durability: Durability) -> Result<PostgresTx> {
        let begin = match durability {
            Durability::Normal => "begin; set local synchronous_commit = off",
            Durability::Full => "begin",
        };
        let mut tries = 0;
        loop {
            let connection = self.connection().await?;
            match connection.batch_execute(begin).await.map_err(|why| explained("begin", why)) {
                Ok(()) => return Ok(PostgresTx { connection: Some(connection) }),
                Err(Error::Lost) if tries < 3 => tries += 1,
                Err(why) => return Err(why),
            }
        }
    }
}

impl PostgresTx {
    pub fn client(&self) -> Result<&Object> {
        self.connection.as_ref().ok_or(Error::Closed)
    }

    async fn end<T>(mut self, outcome: Result<T>) -> Result<T> {
        let last = if outcome.is_ok() { "commit" } else { "rollback" };
        let ended = self.client()?.batch_execute(last).await.map_err(|why| explained(last, why));
        if ended.is_ok() {
            // Back to the pool; otherwise `drop` closes it.
            self.connection = None;
        }
        let result = outcome?;
        ended.map(|()| result)
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

pub async fn rows<T>(
    client: &Object,
    statement: &'static Statement,
    params: &[Value<'_>],
    read: impl FnMut(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
    read_all(client, statement, &params, read).await
}

/// More in flight would only fill the buffers between us and PostgreSQL.
const IN_FLIGHT: usize = 256;

pub async fn rows_each<T>(
    client: &Object,
    statement: &'static Statement,
    sets: &[Vec<Value<'_>>],
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<Vec<T>>> {
    let mut found = Vec::with_capacity(sets.len());
    for chunk in sets.chunks(IN_FLIGHT) {
        found.extend(try_join_all(chunk.iter().map(|params| rows(client, statement, params, &read))).await?);
    }
    Ok(found)
}

pub async fn run_each(client: &Object, statement: &'static Statement, sets: &[Vec<Value<'_>>]) -> Result<u64> {
    let mut touched = 0;
    for chunk in sets.chunks(IN_FLIGHT) {
        touched += try_join_all(chunk.iter().map(|params| run(client, statement, params))).await?.iter().sum::<u64>();
    }
    Ok(touched)
}

async fn read_all<T>(
    client: &Object,
    statement: &'static Statement,
    params: &[&(dyn ToSql + Sync)],
    mut read: impl FnMut(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let failed = |why| explained(statement.name, why);
    let prepared = client.prepare_cached(statement.postgres).await.map_err(failed)?;
    let answer = client.query_raw(&prepared, params.iter().copied()).await.map_err(failed)?;
    pin_mut!(answer);
    let mut found = Vec::new();
    while let Some(row) = answer.try_next().await.map_err(failed)? {
        found.push(read(&Row::Postgres(&row))?);
    }
    Ok(found)
}

pub async fn run(client: &Object, statement: &'static Statement, params: &[Value<'_>]) -> Result<u64> {
    let failed = |why| explained(statement.name, why);
    let prepared = client.prepare_cached(statement.postgres).await.map_err(failed)?;
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
    client.execute_raw(&prepared, params).await.map_err(failed)
}
