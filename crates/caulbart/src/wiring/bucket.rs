//! The bucket where whole files of clips lie: it belongs to one edition of one region, and has marks that say which.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, anyhow, bail};
use model::{EditionName, Region};
use newsroom::{Asked, Bucket, BucketFault, Steps};
use store::Store;
use tokio::sync::Mutex;
use tracing::warn;

use super::region;
use super::s3::S3;
use crate::settings::Settings;

/// Key of the setting by which the database knows its bucket's mark.
const KNOWN: &str = "clip_bucket";
/// Names of the marks.
const EDITION: &str = "edition";
const REGION: &str = "region";

/// Asked for nothing before its marks are known to be right.
pub struct Marked {
    s3: S3,
    /// The edition's name, and a number that no other has: names are given twice.
    edition: String,
    region: Option<Region>,
    right: OnceLock<()>,
    /// One asks at a time, and nobody waits for that: it may take long.
    asking: Mutex<()>,
}

/// `None` without the setting. Fails where the bucket cannot be used until somebody does something; one that is only down is
/// used once it is back.
pub async fn open(settings: &Settings, store: &Store) -> Result<Option<Arc<Marked>>> {
    let Some(marked) = find(settings, store).await? else {
        if let Some(told) = lost(store).await? {
            warn!("{told}");
        }
        return Ok(None);
    };
    match marked.belongs().await {
        Ok(()) => {}
        Err(BucketFault::Down(why)) => warn!("Clips that lie in the bucket are not shown until it is back: {why}"),
        Err(fault) => bail!(fault),
    }
    Ok(Some(Arc::new(marked)))
}

/// For `doctor`: where the bucket is, if there is one, and what is wrong.
pub async fn looked_at(settings: &Settings, store: &Store) -> Result<(Option<String>, Option<String>)> {
    let Some(marked) = find(settings, store).await? else { return Ok((None, lost(store).await?)) };
    let fault = marked.belongs().await.err().map(|fault| fault.to_string());
    Ok((Some(marked.s3.told().to_owned()), fault))
}

/// A sentence, where there was a bucket and nobody names it any more.
async fn lost(store: &Store) -> Result<Option<String>> {
    let told = "Files of clips were carried into a bucket, and no --clip-bucket names one: those clips are not shown. Name it again, or \
                copy what lies in it into the edition's folder clips.";
    Ok(store.setting(KNOWN).await?.map(|_| told.to_owned()))
}

async fn find(settings: &Settings, store: &Store) -> Result<Option<Marked>> {
    let Some(at) = &settings.clip_bucket else { return Ok(None) };
    let mut number = [0; 16];
    getrandom::fill(&mut number).map_err(|why| anyhow!("This machine gives no random numbers: {why}."))?;
    let number: String = number.iter().map(|byte| format!("{byte:02x}")).collect();
    let number = store.settle_setting(KNOWN, &number).await?;
    Ok(Some(Marked {
        s3: S3::open(at).map_err(|fault| anyhow!(fault))?,
        edition: format!("{} {number}\n", settings.edition.name.as_str()),
        region: settings.region.clone(),
        right: OnceLock::new(),
        asking: Mutex::default(),
    }))
}

impl Marked {
    /// Compares everything before anything is marked.
    async fn belongs(&self) -> Result<(), BucketFault> {
        if self.right.get().is_some() {
            return Ok(());
        }
        let Ok(_asking) = self.asking.try_lock() else {
            return Err(BucketFault::Down(format!("The bucket {} is just being asked whose it is.", self.s3.told())));
        };
        self.compare().await?;
        let _ = self.right.set(());
        Ok(())
    }

    async fn compare(&self) -> Result<(), BucketFault> {
        let (edition, region) = (self.s3.get_text(EDITION).await?, self.s3.get_text(REGION).await?);
        if let Some(kept) = &edition {
            self.is_ours(kept)?;
        }
        if let Some(kept) = &region {
            region::same(&format!("The bucket {}", self.s3.told()), kept.trim_end(), self.region.as_ref())
                .map_err(|why| BucketFault::Refused(why.to_string()))?;
        }
        if edition.is_none() {
            self.s3.put_text(EDITION, &self.edition).await?;
            // Another edition may have written at the same time.
            self.is_ours(&self.s3.get_text(EDITION).await?.unwrap_or_default())?;
        }
        if let (None, Some(node)) = (&region, &self.region) {
            self.s3.put_text(REGION, &format!("{}\n", node.as_str())).await?;
        }
        Ok(())
    }

    fn is_ours(&self, kept: &str) -> Result<(), BucketFault> {
        if kept == self.edition {
            return Ok(());
        }
        let name = kept.split_whitespace().next().and_then(EditionName::new);
        let whose =
            name.map_or("to another edition".to_owned(), |name| format!("to another edition, `{}`", name.as_str()));
        Err(BucketFault::Refused(format!(
            "The bucket {} belongs {whose}: give this one a bucket or a prefix of its own in --clip-bucket.",
            self.s3.told()
        )))
    }
}

impl Bucket for Marked {
    fn put<'a>(&'a self, name: &'a str, file: &'a Path) -> Asked<'a, ()> {
        Box::pin(async move {
            self.belongs().await?;
            self.s3.put(name, file).await
        })
    }

    fn get<'a>(&'a self, name: &'a str, from: u64, length: u64) -> Asked<'a, Steps> {
        Box::pin(async move {
            self.belongs().await?;
            self.s3.get(name, from, length).await
        })
    }

    fn remove<'a>(&'a self, name: &'a str) -> Asked<'a, ()> {
        Box::pin(async move {
            self.belongs().await?;
            self.s3.remove(name).await
        })
    }
}
