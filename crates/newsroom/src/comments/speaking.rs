//! A reader says something: what is wrong with it, whether it goes through, and what she may do with it afterwards.

use std::net::IpAddr;

use model::{CommentId, CommentState, DAY, MINUTE, MailAddress, ManuscriptId, ManuscriptState, Time};
use store::{CommentRow, NewComment, Owner, Rewriting, Spoken};

use super::{Comments, Doubt, filter, said};
use crate::{Content, Error, Refusal};

/// In characters.
pub const LONGEST_TEXT: usize = 10_000;
const LONGEST_NAME: usize = 80;
const LONGEST_WEBSITE: usize = 300;
const LONGEST_APPEAL: usize = 2_000;
/// So long she may still change what she said.
const SECOND_THOUGHTS: i64 = 15 * MINUTE;
/// The same sent twice within this time is a button pressed twice.
const ONE_PRESS: i64 = 10 * MINUTE;
const REMEMBERED: i64 = 30 * DAY;
/// Shorter texts ("Thank you!") are said by many.
const WORTH_COMPARING: usize = 20;
const LINKS: u32 = 2;

/// Who speaks.
#[derive(Debug, Clone)]
pub struct Speaker {
    pub owner: Owner,
    /// Name of her account.
    pub account: Option<String>,
    /// Works here.
    pub staff: bool,
    /// Where the request came from, for what is counted.
    pub address: Option<IpAddr>,
}

/// A form as it came. It holds an address, so it is never printed.
#[derive(Clone, Default)]
pub struct Typed {
    pub text: String,
    pub name: String,
    pub mail: String,
    pub website: String,
    /// Wants to be told of answers.
    pub wants: bool,
    pub parent: Option<CommentId>,
    pub stamp: String,
    /// What stands in the field that people do not see.
    pub trap: String,
    /// Tag of the language that she reads in.
    pub language: &'static str,
}

/// What is wrong with a form, field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    NoText,
    /// More than so many characters.
    TextTooLong(usize),
    NoName,
    NameTooLong(usize),
    NoMail,
    BadMail,
    BadWebsite,
}

/// Why nothing was kept; what she typed goes back to her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaid {
    Faults(Vec<Fault>),
    /// So many minutes until there is room again.
    TooMany(u32),
    /// What she answers is no longer there.
    ParentGone,
    /// Nothing can be said below this article.
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: CommentId,
    pub state: CommentState,
}

struct Checked {
    text: String,
    name: String,
    website: String,
    mail: Option<MailAddress>,
}

impl Comments {
    pub async fn say(
        &self,
        speaker: &Speaker,
        manuscript: ManuscriptId,
        typed: Typed,
        now: Time,
    ) -> Result<Result<Kept, Unsaid>, Error> {
        if !self.is_open(manuscript).await? {
            return Ok(Err(Unsaid::Closed));
        }
        let checked = match check(speaker, &typed) {
            Ok(checked) => checked,
            Err(faults) => return Ok(Err(Unsaid::Faults(faults))),
        };
        let fingerprint = filter::fingerprint(&checked.text);
        if let Some(same) = self.pressed_twice(speaker, manuscript, fingerprint, typed.parent, now).await? {
            return Ok(Ok(Kept { id: same.id, state: same.state }));
        }
        if let Err(minutes) = self.0.limits.take(&speaker.owner, speaker.address, now) {
            return Ok(Err(Unsaid::TooMany(minutes)));
        }
        let mut doubts = Vec::new();
        if !typed.trap.trim().is_empty() {
            doubts.push(Doubt::Trap);
        }
        doubts.extend(self.doubt_about(&typed.stamp, manuscript, now));
        let state = self.judge(speaker, &checked.name, &checked.website, &checked.text, &mut doubts, None, now).await?;
        let new = NewComment {
            manuscript,
            parent: typed.parent,
            owner: speaker.owner,
            staff: speaker.staff,
            name: checked.name,
            website: checked.website,
            text: checked.text,
            fingerprint,
            state,
            doubts: Doubt::codes(&doubts),
            wants: typed.wants && self.0.mails && checked.mail.is_some(),
            address: checked.mail.as_ref().map(|mail| self.0.sealed.address(mail)).transpose()?,
            language: typed.language,
        };
        Ok(match self.0.store.add_comment(new, self.mail(), now).await? {
            Spoken::ParentGone => Err(Unsaid::ParentGone),
            Spoken::Kept(id) => {
                self.wake();
                Ok(Kept { id, state })
            }
        })
    }

    /// Can anything be said below it? It is published, and whoever wrote it lets readers speak.
    pub async fn is_open(&self, manuscript: ManuscriptId) -> Result<bool, Error> {
        let row = self.0.store.manuscript(manuscript).await?;
        let Some(live) = row.filter(|row| row.state == ManuscriptState::Published).and_then(|row| row.live) else {
            return Ok(false);
        };
        let content = self.0.store.revision_content(live).await?;
        Ok(content.is_none_or(|json| !Content::read(&json).closed))
    }

    /// Within a quarter of an hour, and before a moderator decided.
    pub async fn rewrite(
        &self,
        speaker: &Speaker,
        id: CommentId,
        text: &str,
        now: Time,
    ) -> Result<Result<Kept, Unsaid>, Error> {
        let row = self.hers(speaker.owner, id).await?;
        may_rewrite(&row, now)?;
        let text = match check_text(text) {
            Ok(text) => text,
            Err(fault) => return Ok(Err(Unsaid::Faults(vec![fault]))),
        };
        if let Err(minutes) = self.0.limits.take(&speaker.owner, speaker.address, now) {
            return Ok(Err(Unsaid::TooMany(minutes)));
        }
        let mut doubts: Vec<Doubt> = Doubt::from_codes(&row.doubts);
        doubts.retain(|doubt| matches!(doubt, Doubt::Trap | Doubt::Forged | Doubt::Fast | Doubt::Old));
        let state = self.judge(speaker, &row.name, &row.website, &text, &mut doubts, Some(id), now).await?;
        let to = Rewriting {
            fingerprint: filter::fingerprint(&text),
            text,
            doubts: Doubt::codes(&doubts),
            state,
            mail: self.mail(),
        };
        if !self.0.store.rewrite_comment(id, row.state, to, now).await? {
            return Err(Refusal::Moved.into());
        }
        self.wake();
        Ok(Ok(Kept { id, state }))
    }

    /// Whenever she likes: her words and her address go.
    pub async fn withdraw(&self, owner: Owner, id: CommentId, now: Time) -> Result<CommentRow, Error> {
        let row = self.hers(owner, id).await?;
        self.0.store.withdraw_comment(id, now).await?;
        Ok(row)
    }

    /// Once.
    pub async fn appeal(&self, owner: Owner, id: CommentId, text: &str, now: Time) -> Result<CommentRow, Error> {
        let row = self.hers(owner, id).await?;
        let text = said::tidy(text);
        if text.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        if text.chars().count() > LONGEST_APPEAL {
            return Err(Refusal::TooLong("appeal", LONGEST_APPEAL).into());
        }
        match self.0.store.appeal_comment(id, &text, now).await? {
            true => Ok(row),
            false => Err(Refusal::Moved.into()),
        }
    }

    /// Somebody else's is not there for her.
    pub async fn hers(&self, owner: Owner, id: CommentId) -> Result<CommentRow, Error> {
        self.0.store.comment_of_hers(id, owner).await?.ok_or_else(|| Refusal::NotThere.into())
    }

    async fn pressed_twice(
        &self,
        speaker: &Speaker,
        manuscript: ManuscriptId,
        fingerprint: i64,
        parent: Option<CommentId>,
        now: Time,
    ) -> Result<Option<CommentRow>, Error> {
        for alike in self.0.store.comments_alike(fingerprint, now.plus(-ONE_PRESS)).await? {
            let hers = match speaker.owner {
                Owner::Guest(hash) => alike.guest == Some(hash),
                Owner::Reader(reader) => alike.reader == Some(reader),
            };
            if hers && alike.manuscript == manuscript {
                let row = self.0.store.comment(alike.id).await?;
                if let Some(row) = row.filter(|row| row.parent == parent) {
                    return Ok(Some(row));
                }
            }
        }
        Ok(None)
    }

    /// Adds what speaks against it, and says where it goes.
    #[allow(clippy::too_many_arguments)]
    async fn judge(
        &self,
        speaker: &Speaker,
        name: &str,
        website: &str,
        text: &str,
        doubts: &mut Vec<Doubt>,
        itself: Option<CommentId>,
        now: Time,
    ) -> Result<CommentState, Error> {
        if speaker.staff {
            doubts.clear();
            return Ok(CommentState::Shown);
        }
        let links = u32::try_from(said::hosts(text).len()).unwrap_or(u32::MAX);
        if links > LINKS {
            doubts.push(Doubt::Links(links));
        }
        if text.chars().count() >= WORTH_COMPARING {
            let fingerprint = filter::fingerprint(text);
            let alike = self.0.store.comments_alike(fingerprint, now.plus(-REMEMBERED)).await?;
            if alike.iter().any(|alike| Some(alike.id) != itself) {
                doubts.push(Doubt::Twice);
            }
        }
        let pieces = filter::word_pieces(name, website, text);
        let mut hashes: Vec<i64> = pieces.iter().map(|piece| piece.hash).collect();
        hashes.push(filter::TOTALS);
        let opinion = filter::opinion(&pieces, &self.0.store.word_counts(&hashes).await?);
        let certain = opinion.as_ref().is_some_and(|opinion| opinion.certain) || doubts.contains(&Doubt::Trap);
        doubts.extend(opinion.map(|opinion| Doubt::Filter(opinion.sure, opinion.words)));
        if speaker.account.is_some() {
            // She may well have had the page open since yesterday, or have her words ready.
            doubts.retain(|doubt| !matches!(doubt, Doubt::Old | Doubt::Fast));
            return Ok(if doubts.is_empty() { CommentState::Shown } else { CommentState::Held });
        }
        doubts.insert(0, Doubt::Guest);
        Ok(if certain { CommentState::Spam } else { CommentState::Held })
    }
}

/// May who wrote it still change it?
pub(super) fn may_rewrite(row: &CommentRow, now: Time) -> Result<(), Refusal> {
    let waits_or_stands = matches!(row.state, CommentState::Held | CommentState::Shown);
    if !waits_or_stands || row.decided.is_some() {
        return Err(Refusal::Moved);
    }
    if now.since(row.at) > SECOND_THOUGHTS { Err(Refusal::Past) } else { Ok(()) }
}

fn check(speaker: &Speaker, typed: &Typed) -> Result<Checked, Vec<Fault>> {
    let mut faults = Vec::new();
    let text = check_text(&typed.text).map_err(|fault| faults.push(fault)).unwrap_or_default();
    if let Some(account) = &speaker.account {
        let checked =
            Checked { text, name: account.clone(), website: String::new(), mail: MailAddress::new(&typed.mail) };
        let asks_in_vain = typed.wants && !typed.mail.trim().is_empty() && checked.mail.is_none();
        if asks_in_vain {
            faults.push(Fault::BadMail);
        } else if typed.wants && checked.mail.is_none() {
            faults.push(Fault::NoMail);
        }
        return if faults.is_empty() { Ok(checked) } else { Err(faults) };
    }
    let name = said::one_line(&typed.name);
    if name.is_empty() {
        faults.push(Fault::NoName);
    } else if name.chars().count() > LONGEST_NAME {
        faults.push(Fault::NameTooLong(LONGEST_NAME));
    }
    let mail = MailAddress::new(&typed.mail);
    if typed.mail.trim().is_empty() {
        faults.push(Fault::NoMail);
    } else if mail.is_none() {
        faults.push(Fault::BadMail);
    }
    let website = website(&typed.website).unwrap_or_else(|| {
        faults.push(Fault::BadWebsite);
        String::new()
    });
    if faults.is_empty() { Ok(Checked { text, name, website, mail }) } else { Err(faults) }
}

fn check_text(text: &str) -> Result<String, Fault> {
    let text = said::tidy(text);
    match text.chars().count() {
        0 => Err(Fault::NoText),
        many if many > LONGEST_TEXT => Err(Fault::TextTooLong(LONGEST_TEXT)),
        _ => Ok(text),
    }
}

/// Empty for none; a host alone is taken for https.
fn website(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(String::new());
    }
    let named = match typed.contains("://") {
        true => typed.to_owned(),
        false => format!("https://{typed}"),
    };
    let site = said::web_address(&named)?;
    let host_has_dot = site.split('/').nth(2).is_some_and(|host| host.contains('.'));
    let odd = typed.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    (site.len() <= LONGEST_WEBSITE && host_has_dot && !odd).then_some(site)
}

#[cfg(test)]
mod tests {
    use super::website;

    #[test]
    fn a_website_is_on_the_web_or_none_at_all() {
        for (typed, want) in [
            ("", Some("")),
            ("ann.example", Some("https://ann.example/")),
            ("http://ann.example/me", Some("http://ann.example/me")),
            ("javascript:alert(1)", None),
            ("javascript://a.example/%0aalert(1)", None),
            ("data:text/html,x", None),
            ("https://localhost/", None),
            ("my site", None),
            ("https://a:b@ann.example", None),
        ] {
            assert_eq!(website(typed).as_deref(), want, "{typed}");
        }
    }
}
