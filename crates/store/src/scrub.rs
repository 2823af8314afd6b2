//! What was deleted leaves the files too: a database keeps it on its free pages until somebody writes over it.

use crate::{Result, Store, postgres, sqlite};

/// Tables in which earlier releases kept what readers did in the clear.
const WERE_OPEN: &str = "vacuum full events; vacuum full profiles; vacuum full choices; vacuum full saved; \
     vacuum full reading_places; vacuum full reader_wishes; vacuum full reader_settings; vacuum full finders; \
     vacuum full finds; vacuum full accounts; vacuum full sessions; vacuum full tokens; vacuum full passkeys; \
     vacuum full comment_addresses";

impl Store {
    /// Takes as long as copying the database once. Other programs that have it open are waited for.
    pub async fn scrub(&self) -> Result<()> {
        match self {
            Store::Sqlite(store) => {
                self.flush().await?;
                let store = store.clone();
                crate::files::off_the_runtime(move || sqlite::scrub(&store)).await
            }
            Store::Postgres(store) => {
                let connection = store.connection().await?;
                for statement in WERE_OPEN.split("; ") {
                    // Each by itself: several sent together would be one transaction, in which nothing is vacuumed.
                    let done = connection.batch_execute(statement).await;
                    done.map_err(|why| postgres::explained("making free space unreadable", why))?;
                }
                Ok(())
            }
        }
    }
}
