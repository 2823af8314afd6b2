//! What a guest has of her own, brought along into her account: copied, so that the guest keeps it too.

use std::collections::HashSet;

use model::{Finder, FinderKind, ReaderId};

use crate::{Result, Store, finds::read_finder, reading::SAVED_AT_MOST, statements, store::Durability, tx::Tx};

/// What came along: how many of each that the account did not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub saved: u64,
    /// Followed and muted.
    pub choices: u64,
    /// Saved searches and rules.
    pub finders: u64,
    pub wishes: u64,
}

impl Store {
    /// All in one transaction, and twice is as good as once. Where the two disagree, the account's holds; where there is
    /// no room for all, the newest saved items and the oldest finders come. `most` finders of each kind are the bound.
    /// What was learned about the guest is not touched. Nothing comes of a guest who has an account herself, or into a
    /// reader who has none.
    pub async fn bring_along(
        &self,
        guest: ReaderId,
        account: ReaderId,
        most: fn(FinderKind) -> u32,
    ) -> Result<Brought> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let both = [guest.into(), account.into()];
                // On PostgreSQL two of one account's requests take turns here, so that the bounds hold.
                if tx.row(&statements::GUEST_AND_ACCOUNT, &both, |row| row.int(0)).await?.is_none() {
                    return Ok(Brought::default());
                }
                let saved = [guest.into(), account.into(), SAVED_AT_MOST.into()];
                Ok(Brought {
                    saved: tx.run(&statements::BRING_SAVED, &saved).await?,
                    choices: tx.run(&statements::BRING_CHOICES, &both).await?,
                    finders: bring_finders(tx, guest, account, most).await?,
                    wishes: tx.run(&statements::BRING_WISHES, &both).await?,
                })
            })
        })
        .await
    }
}

/// With what they found. Two that do the same with the same are one, whatever they are called.
async fn bring_finders(tx: &mut Tx, guest: ReaderId, account: ReaderId, most: fn(FinderKind) -> u32) -> Result<u64> {
    let theirs = tx.rows(&statements::FINDERS, &[guest.into()], read_finder).await?;
    let kept = tx.rows(&statements::FINDERS, &[account.into()], read_finder).await?;
    let does = |finder: &Finder| (finder.kind.word(), finder.task.word(), finder.query.clone());
    let mut there: HashSet<_> = kept.iter().flatten().map(does).collect();
    let count = |kind| kept.iter().flatten().filter(|finder| finder.kind == kind).count();
    let kinds = [FinderKind::SavedSearch, FinderKind::Rule];
    let mut room = kinds.map(|kind| (kind, (most(kind) as usize).saturating_sub(count(kind))));
    let mut brought = 0;
    for finder in theirs.iter().flatten() {
        let Some((_, left)) = room.iter_mut().find(|(kind, left)| *kind == finder.kind && *left > 0) else { continue };
        if !there.insert(does(finder)) {
            continue;
        }
        let params = [guest.into(), account.into(), finder.id.into()];
        let Some(new) = tx.row(&statements::BRING_FINDER, &params, |row| row.int(0)).await? else { continue };
        tx.run(&statements::BRING_FINDS, &[finder.id.into(), new.into()]).await?;
        *left -= 1;
        brought += 1;
    }
    Ok(brought)
}
