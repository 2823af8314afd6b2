//! Who cosigns the heads of a log?

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ledger::VerifierKey;
use tokio::runtime::Handle;

use super::client::{Member, Post, submit};
use crate::book::{Asked, Witnesses};

/// The witnesses of a log. All are asked at once, each with the proof from what it saw last.
pub struct Circle<P> {
    post: Arc<P>,
    members: Vec<Arc<Known>>,
    keys: Vec<VerifierKey>,
    patience: Duration,
    runtime: Handle,
}

struct Known {
    member: Member,
    /// Entries that it cosigned last, as far as is known here.
    size: AtomicU64,
}

impl<P: Post + 'static> Circle<P> {
    /// A head waits for them as long as `patience`; requests run on `runtime`.
    pub fn new(post: P, members: Vec<Member>, patience: Duration, runtime: Handle) -> Self {
        let keys = members.iter().map(|member| member.key.clone()).collect();
        let known = |member| Arc::new(Known { member, size: AtomicU64::new(0) });
        Self { post: Arc::new(post), members: members.into_iter().map(known).collect(), keys, patience, runtime }
    }
}

impl<P: Post + 'static> Witnesses for Circle<P> {
    fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    fn patience(&self) -> Duration {
        self.patience
    }

    fn ask(&self, asked: Asked) {
        for known in &self.members {
            let (post, known, asked) = (self.post.clone(), known.clone(), asked.clone());
            self.runtime.spawn(async move { known.ask(&*post, &asked).await });
        }
    }
}

impl Known {
    async fn ask(&self, post: &impl Post, asked: &Asked) {
        let old = self.size.load(Ordering::Relaxed);
        match submit(post, &self.member, &asked.head, old, |old| asked.consistency(old)).await {
            Ok(signatures) => {
                self.size.fetch_max(asked.head.checkpoint.size, Ordering::Relaxed);
                signatures.into_iter().for_each(|signature| asked.answer(signature));
            }
            Err(why) => {
                tracing::warn!(witness = self.member.key.name(), %why, "a witness did not cosign the newest head of the ledger")
            }
        }
    }
}
