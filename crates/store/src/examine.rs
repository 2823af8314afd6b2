//! Is everything in order? For `caulbart doctor`, and for the test that every statement is understood.

use crate::{Result, Store, sqlite, statements, store::Durability, tx::Tx};

impl Store {
    /// What is wrong, a sentence each; empty when all is well. Takes a while on a large database.
    pub async fn examine(&self) -> Result<Vec<String>> {
        match self {
            Store::Sqlite(_) => {
                self.write(Durability::Normal, |tx| {
                    Box::pin(async move {
                        let Tx::Sqlite(tx) = tx else { return Ok(Vec::new()) };
                        let mut faults = sqlite::misunderstood(&tx.connection);
                        faults.extend(sqlite::damages(&tx.connection)?);
                        Ok(faults)
                    })
                })
                .await
            }
            Store::Postgres(postgres) => {
                let connection = postgres.connection().await?;
                let mut faults = Vec::new();
                for statement in statements::ALL {
                    if let Err(why) = connection.prepare(statement.postgres).await {
                        let words = why.as_db_error().map_or_else(|| why.to_string(), |answer| answer.to_string());
                        faults.push(format!("{} is not understood: {words}", statement.name));
                    }
                }
                Ok(faults)
            }
        }
    }
}
