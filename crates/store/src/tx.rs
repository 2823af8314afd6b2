//! A transaction under way, on either database.
//!
//! On SQLite nothing here ever waits: the writer's thread runs a whole transaction by polling it once.

use crate::{
    Result,
    postgres::{self, PostgresTx},
    sqlite::{self, SqliteTx},
    statements::Statement,
    value::{Row, Value},
};

pub enum Tx {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    pub async fn rows<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Tx::Sqlite(tx) => sqlite::rows(&tx.connection, statement, params, read),
            Tx::Postgres(tx) => postgres::rows(tx.client()?, statement, params, read).await,
        }
    }

    pub async fn row<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, params, read).await?.pop())
    }

    /// Says how many rows it touched.
    pub async fn run(&mut self, statement: &'static Statement, params: &[Value<'_>]) -> Result<u64> {
        match self {
            Tx::Sqlite(tx) => sqlite::run(&tx.connection, statement, params),
            Tx::Postgres(tx) => postgres::run(tx.client()?, statement, params).await,
        }
    }

    /// The same statement for each set of parameters: one after the other on SQLite, on PostgreSQL sent
    /// without waiting for the answer before, so that many cost little more than one.
    pub async fn run_each<'v>(
        &mut self,
        statement: &'static Statement,
        sets: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        let mut touched = 0;
        match self {
            Tx::Sqlite(tx) => {
                for params in sets {
                    touched += sqlite::run(&tx.connection, statement, &params)?;
                }
            }
            Tx::Postgres(tx) => {
                let sets: Vec<_> = sets.into_iter().collect();
                touched = postgres::run_each(tx.client()?, statement, &sets).await?;
            }
        }
        Ok(touched)
    }

    /// Like `run_each`, and the rows of each answer, in the order asked.
    pub async fn rows_each<'v, T>(
        &mut self,
        statement: &'static Statement,
        sets: impl IntoIterator<Item = Vec<Value<'v>>>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        let mut found = Vec::new();
        match self {
            Tx::Sqlite(tx) => {
                for params in sets {
                    found.push(sqlite::rows(&tx.connection, statement, &params, &read)?);
                }
            }
            Tx::Postgres(tx) => {
                let sets: Vec<_> = sets.into_iter().collect();
                found = postgres::rows_each(tx.client()?, statement, &sets, &read).await?;
            }
        }
        Ok(found)
    }
}
