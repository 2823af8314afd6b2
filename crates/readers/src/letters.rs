//! A letter with her timeline, by mail, in her absence. It is made with keys that she deposited for that alone; what stands in
//! it teaches nothing and counts as nothing that she was shown.

use model::{DAY, LetterId, MailAddress, ReaderId, Rhythm, Time};
use store::{LetterRow, Reseal};
use timeline::Order;
use vault::{Borrowed, Deposited, Errand};

use crate::kept::{Kind, opened, sealed};
use crate::profiles::Read;
use crate::timelines::{Front, Wish, ask};
use crate::{Error, Readers};

/// An order that nobody confirmed is forgotten after so long.
const UNCONFIRMED: i64 = 3 * DAY;
/// Letters looked at in one turn.
const AT_ONCE: u32 = 500;

/// What she ordered, as she sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub row: LetterRow,
    pub to: MailAddress,
    /// `None` where the vault lends nothing for it any more.
    pub deposited: Option<Deposited>,
}

/// A letter that is to be sent: her timeline, and where it goes.
pub struct Written {
    pub to: MailAddress,
    /// Tag of the language in which she ordered it.
    pub language: String,
    pub front: Front,
}

/// Address, tag of a language.
type AddressRow = (String, String);

impl Readers {
    /// Deposits what a letter needs. It comes once that address was confirmed; one that was confirmed for the same address
    /// goes on, at other times. True where it has to be confirmed.
    pub async fn order_letter(
        &self,
        reader: ReaderId,
        to: &MailAddress,
        language: &str,
        (rhythm, due): (Rhythm, Time),
        now: Time,
    ) -> Result<(LetterId, bool), Error> {
        let keys = self.kept().keys(reader)?;
        let kept = self.letter(reader).await?.filter(|kept| kept.row.is_confirmed && kept.to == *to);
        self.kept().vault.deposit(&keys, Errand::Digest, now).await?;
        let row = Reseal::Put(sealed(&keys, Kind::Address, &[], &(to.as_str(), language))?);
        if let Some(kept) = kept
            && self.store().change_letter(kept.row.id, rhythm, due).await?
        {
            self.store().reseal(reader, vec![row]).await?;
            return Ok((kept.row.id, false));
        }
        Ok((self.store().order_letter(reader, rhythm, due, vec![row], now).await?, true))
    }

    /// Hers, while she is here.
    pub async fn letter(&self, reader: ReaderId) -> Result<Option<Letter>, Error> {
        let Some(row) = self.store().letter_of(reader).await? else { return Ok(None) };
        let address: Option<AddressRow> = self.kept().one(reader, Kind::Address, &[]).await?;
        let Some(to) = address.and_then(|(address, _)| MailAddress::new(&address)) else { return Ok(None) };
        let deposited = self.kept().vault.deposited(reader, Errand::Digest).await?;
        Ok(Some(Letter { row, to, deposited }))
    }

    /// Whoever reads mail there said so. False for a letter that is no more.
    pub async fn confirm_letter(&self, letter: LetterId) -> Result<bool, Error> {
        Ok(self.store().confirm_letter(letter).await?)
    }

    /// Nothing more is sent, and what was deposited for it is destroyed at once; where the vault is down, as soon as it answers.
    pub async fn end_letter(&self, letter: LetterId) -> Result<(), Error> {
        let Some(row) = self.store().letter(letter).await? else { return Ok(()) };
        self.store().end_letter(letter).await?;
        match self.withdraw_for(&row).await {
            Err(Error::Vault(vault::Error::Down(_))) => Ok(()),
            done => done,
        }
    }

    /// Whether she has one, or only what was deposited for it.
    pub async fn end_letter_of(&self, reader: ReaderId) -> Result<(), Error> {
        match self.store().letter_of(reader).await? {
            Some(row) => self.end_letter(row.id).await,
            None => Ok(self.kept().vault.withdraw(reader, Errand::Digest).await.map(|_| ())?),
        }
    }

    /// Would the vault lend anything now?
    pub async fn vault_answers(&self) -> bool {
        self.kept().vault.deposit_uses().await.is_ok()
    }

    /// What she deposited for letters.
    pub async fn deposited(&self, reader: ReaderId) -> Result<Option<Deposited>, Error> {
        Ok(self.kept().vault.deposited(reader, Errand::Digest).await?)
    }

    /// What could not be destroyed when letters ended is destroyed now, and so are orders that nobody confirmed.
    pub async fn withdraw_ended(&self, now: Time) -> Result<(), Error> {
        for row in self.store().letters_over(now.plus(-UNCONFIRMED), AT_ONCE).await? {
            self.withdraw_for(&row).await?;
        }
        Ok(())
    }

    async fn withdraw_for(&self, row: &LetterRow) -> Result<(), Error> {
        self.kept().vault.withdraw(row.reader, Errand::Digest).await?;
        let forgotten = vec![Reseal::DropKind(Kind::Address as u8)];
        Ok(self.store().drop_letter(row, forgotten).await?)
    }

    /// Uses the deposited keys once. Error: `Refused` by the vault where they were withdrawn.
    pub async fn write_letter(&self, row: &LetterRow, slots: usize, now: Time) -> Result<Option<Written>, Error> {
        let borrowed = self.kept().vault.use_deposit(row.reader, Errand::Digest).await?;
        self.written_with(&borrowed, row, slots, now).await
    }

    async fn written_with(
        &self,
        borrowed: &Borrowed,
        letter: &LetterRow,
        slots: usize,
        now: Time,
    ) -> Result<Option<Written>, Error> {
        let rows = self.store().sealed_below(borrowed.reader(), Kind::Event as u8).await?;
        let address = rows.iter().filter(|row| row.kind == Kind::Address as u8);
        let address: Option<AddressRow> = address.filter_map(|row| opened(borrowed, Kind::Address, row)).next();
        let Some((address, language)) = address else { return Ok(None) };
        let Some(to) = MailAddress::new(&address) else { return Ok(None) };
        let Read { mut known, finders, mut finds } = Read::of(borrowed, &rows);
        finds.extend(self.found_meanwhile(&finders, &finds, now).await?);
        known.heed(&finders, &finds);
        let wish = Wish { order: Order::ForYou, slots, seed: letter.due.0.unsigned_abs(), ..Wish::default() };
        let timeline = self.compose(&ask(&known, &wish), &known.profile, now);
        let front = self.show(timeline, &known.saved).await?;
        Ok(Some(Written { to, language, front }))
    }
}
