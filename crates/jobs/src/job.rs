//! The kinds of jobs, and how each is written into its row.

use model::{ClipId, CommentId, HOUR, ItemId, LetterId, MINUTE, ManuscriptId, ReaderId, SECOND, SourceId};

/// Something to do. Its payload is written by hand here, so that an older row is still understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Job {
    /// Fetch the article's page and take its text.
    FullText { item: ItemId },
    /// Ask the source's hub to push, or to go on pushing.
    Subscribe { source: SourceId },
    /// Fetch a picture, measure it, keep it in the sizes that pages need.
    FetchPicture { url: String },
    /// Tell somebody that she was answered. Where she can be written to stands in no job.
    Mail { reply: CommentId },
    /// A letter is due at that moment, in milliseconds since 1970. Where it goes stands in no job.
    Letter { letter: LetterId, due: i64 },
    /// Something of the newsroom was published, changed or withdrawn: tell those elsewhere who want to know.
    Announce { manuscript: ManuscriptId },
    /// Tell the hub that this feed has changed.
    PingHub { topic: String },
    /// Tell who wrote `target` that `source` links there.
    SendMention { source: String, target: String },
    /// Somebody says that `source` links to `target`, which is ours: see whether it does.
    TakeMention { source: String, target: String },
    /// Tell search engines that this address has changed.
    Submit { address: String },
    /// Write this into the ledger: an entry without its time. It bears a number drawn by lot, so it is known again.
    Note { entry: String },
    /// Destroy a reader's keys, and write this into the ledger.
    Erase { reader: ReaderId, entry: String },
    /// Make what can be watched of an original.
    Transcode { clip: ClipId },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    FullText,
    Subscribe,
    FetchPicture,
    Mail,
    Letter,
    Announce,
    PingHub,
    SendMention,
    TakeMention,
    Submit,
    Note,
    Erase,
    Transcode,
}

impl Kind {
    pub const ALL: [Kind; 13] = [
        Kind::FullText,
        Kind::Subscribe,
        Kind::FetchPicture,
        Kind::Mail,
        Kind::Letter,
        Kind::Announce,
        Kind::PingHub,
        Kind::SendMention,
        Kind::TakeMention,
        Kind::Submit,
        Kind::Note,
        Kind::Erase,
        Kind::Transcode,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Kind::FullText => "full-text",
            Kind::Subscribe => "subscribe",
            Kind::FetchPicture => "fetch-picture",
            Kind::Mail => "mail",
            Kind::Letter => "letter",
            Kind::Announce => "announce",
            Kind::PingHub => "ping-hub",
            Kind::SendMention => "send-mention",
            Kind::TakeMention => "take-mention",
            Kind::Submit => "submit",
            Kind::Note => "note",
            Kind::Erase => "erase",
            Kind::Transcode => "transcode",
        }
    }

    /// After so many failures nobody tries any more; [`u32::MAX`] is for ever.
    pub fn tries(self) -> u32 {
        match self {
            Kind::FullText => 5,
            // What must be in the ledger is tried for weeks: each wait is longer than the one before.
            Kind::Note | Kind::Erase => 40,
            Kind::Subscribe | Kind::Announce => 12,
            Kind::PingHub | Kind::Mail | Kind::Letter => 8,
            // A clip that waits says that it goes on by itself.
            Kind::Transcode => u32::MAX,
            Kind::FetchPicture | Kind::SendMention | Kind::TakeMention | Kind::Submit => 4,
        }
    }

    /// So long one run may take; then it counts as failed.
    pub fn lease_ms(self) -> i64 {
        match self {
            Kind::FullText | Kind::FetchPicture | Kind::Mail | Kind::Letter => 3 * MINUTE,
            Kind::Subscribe | Kind::Announce | Kind::PingHub | Kind::Submit | Kind::Note | Kind::Erase => 90 * SECOND,
            Kind::SendMention | Kind::TakeMention => 3 * MINUTE,
            Kind::Transcode => 3 * HOUR,
        }
    }
}

impl Job {
    pub fn kind(&self) -> Kind {
        match self {
            Job::FullText { .. } => Kind::FullText,
            Job::Subscribe { .. } => Kind::Subscribe,
            Job::FetchPicture { .. } => Kind::FetchPicture,
            Job::Mail { .. } => Kind::Mail,
            Job::Letter { .. } => Kind::Letter,
            Job::Announce { .. } => Kind::Announce,
            Job::PingHub { .. } => Kind::PingHub,
            Job::SendMention { .. } => Kind::SendMention,
            Job::TakeMention { .. } => Kind::TakeMention,
            Job::Submit { .. } => Kind::Submit,
            Job::Note { .. } => Kind::Note,
            Job::Erase { .. } => Kind::Erase,
            Job::Transcode { .. } => Kind::Transcode,
        }
    }

    /// What it is about, which is all that it needs to know; one job of a kind waits for each.
    pub fn payload(&self) -> String {
        match self {
            Job::FullText { item } => item.to_string(),
            Job::Subscribe { source } => source.to_string(),
            Job::FetchPicture { url } => url.clone(),
            Job::Mail { reply } => reply.to_string(),
            Job::Letter { letter, due } => format!("{letter} {due}"),
            Job::Announce { manuscript } => manuscript.to_string(),
            Job::PingHub { topic } => topic.clone(),
            Job::SendMention { source, target } | Job::TakeMention { source, target } => format!("{source} {target}"),
            Job::Submit { address } => address.clone(),
            Job::Note { entry } => entry.clone(),
            Job::Erase { reader, entry } => format!("{reader} {entry}"),
            Job::Transcode { clip } => clip.to_string(),
        }
    }

    /// `None` for a row that this version does not understand.
    pub fn read(kind: &str, payload: &str) -> Option<Job> {
        let kind = Kind::ALL.into_iter().find(|known| known.word() == kind)?;
        Some(match kind {
            Kind::FullText => Job::FullText { item: payload.parse().ok()? },
            Kind::Subscribe => Job::Subscribe { source: payload.parse().ok()? },
            Kind::FetchPicture => Job::FetchPicture { url: payload.to_owned() },
            Kind::Mail => Job::Mail { reply: payload.parse().ok()? },
            Kind::Letter => {
                let (letter, due) = payload.split_once(' ')?;
                Job::Letter { letter: letter.parse().ok()?, due: due.parse().ok()? }
            }
            Kind::Announce => Job::Announce { manuscript: payload.parse().ok()? },
            Kind::PingHub => Job::PingHub { topic: payload.to_owned() },
            Kind::SendMention => two(payload).map(|(source, target)| Job::SendMention { source, target })?,
            Kind::TakeMention => two(payload).map(|(source, target)| Job::TakeMention { source, target })?,
            Kind::Submit => Job::Submit { address: payload.to_owned() },
            Kind::Note => Job::Note { entry: payload.to_owned() },
            Kind::Transcode => Job::Transcode { clip: payload.parse().ok()? },
            Kind::Erase => {
                let (reader, entry) = payload.split_once(' ')?;
                Job::Erase { reader: ReaderId(reader.parse().ok()?), entry: entry.to_owned() }
            }
        })
    }
}

/// Addresses have no spaces.
fn two(payload: &str) -> Option<(String, String)> {
    let (first, second) = payload.split_once(' ')?;
    Some((first.to_owned(), second.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_reads_back_from_its_row_and_a_strange_row_is_no_job() {
        let url = "https://a.example/ü.jpg".to_owned();
        let item = ItemId(i64::MAX);
        let (source, target) = ("https://a.example/1".to_owned(), "https://b.example/2".to_owned());
        for job in [
            Job::FullText { item },
            Job::Subscribe { source: SourceId(1) },
            Job::Mail { reply: CommentId(5) },
            Job::Letter { letter: LetterId(6), due: -5 },
            Job::Announce { manuscript: ManuscriptId(7) },
            Job::PingHub { topic: url.clone() },
            Job::SendMention { source: source.clone(), target: target.clone() },
            Job::TakeMention { source, target },
            Job::Submit { address: url.clone() },
            Job::FetchPicture { url },
            Job::Transcode { clip: ClipId(9) },
        ] {
            assert_eq!(Job::read(job.kind().word(), &job.payload()), Some(job));
        }
        assert_eq!(Job::read("full-text", "seven"), None);
        assert_eq!(Job::read("dance", "7"), None);
    }
}
