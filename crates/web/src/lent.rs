//! What the vault opened for staff: in memory alone, for the session that asked, until the entry's time is over.

use model::{ReaderId, Time};
use readers::{OpenedRows, Secret};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use vault::Opened;

pub type Content = Opened<Vec<(ReaderId, OpenedRows)>>;

#[derive(Default)]
pub struct LentOut(Mutex<HashMap<String, (i64, Arc<Content>)>>);

impl LentOut {
    /// Under which it is found again by the same session; nobody guesses it.
    pub fn keep(&self, session: i64, content: Content) -> Result<String, readers::Error> {
        let id = Secret::random()?.as_hex();
        self.held().insert(id.clone(), (session, Arc::new(content)));
        Ok(id)
    }

    /// `None` for what is over, and for what another session opened: nobody learns which of the two.
    pub fn of(&self, id: &str, session: i64, now: Time) -> Option<Arc<Content>> {
        self.forget_over(now);
        self.held().get(id).filter(|(whose, _)| *whose == session).map(|(_, content)| content.clone())
    }

    pub fn forget_over(&self, now: Time) {
        self.held().retain(|_, (_, content)| content.content(now).is_some());
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, (i64, Arc<Content>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
