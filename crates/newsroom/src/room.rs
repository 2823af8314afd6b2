//! The newsroom of one edition.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::ReaderId;
use store::Store;
use tokio::sync::Notify;

use crate::{Editor, Error};

/// Cheap to copy; every copy is the same room.
#[derive(Clone)]
pub struct Newsroom(Arc<Inside>);

struct Inside {
    store: Store,
    media: PathBuf,
    news: Arc<Notify>,
}

impl Newsroom {
    /// `folder` is the edition's; pictures are kept in `media` below it. `news` is rung whenever something was published.
    pub fn open(store: Store, folder: &Path, news: Arc<Notify>) -> Newsroom {
        Newsroom(Arc::new(Inside { store, media: folder.join("media"), news }))
    }

    /// `None` for whoever does not work here.
    pub async fn editor(&self, reader: ReaderId) -> Result<Option<Editor>, Error> {
        let found = self.0.store.role(reader).await?;
        Ok(found.map(|(role, name)| Editor { reader, name, role }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn media_folder(&self) -> &Path {
        &self.0.media
    }

    pub(crate) fn ring(&self) {
        self.0.news.notify_one();
    }
}
