//! The kinds of jobs, and how each is written into its row.

use model::{CommentId, ItemId, MINUTE, SECOND, SourceId};

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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    FullText,
    Subscribe,
    FetchPicture,
    Mail,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::FullText, Kind::Subscribe, Kind::FetchPicture, Kind::Mail];

    pub fn word(self) -> &'static str {
        match self {
            Kind::FullText => "full-text",
            Kind::Subscribe => "subscribe",
            Kind::FetchPicture => "fetch-picture",
            Kind::Mail => "mail",
        }
    }

    /// After so many failures nobody tries any more.
    pub fn tries(self) -> u32 {
        match self {
            Kind::FullText => 5,
            Kind::Subscribe => 12,
            Kind::FetchPicture => 4,
            Kind::Mail => 8,
        }
    }

    /// So long one run may take; then it counts as failed.
    pub fn lease_ms(self) -> i64 {
        match self {
            Kind::FullText | Kind::FetchPicture | Kind::Mail => 3 * MINUTE,
            Kind::Subscribe => 90 * SECOND,
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
        }
    }

    /// What it is about, which is all that it needs to know; one job of a kind waits for each.
    pub fn payload(&self) -> String {
        match self {
            Job::FullText { item } => item.to_string(),
            Job::Subscribe { source } => source.to_string(),
            Job::FetchPicture { url } => url.clone(),
            Job::Mail { reply } => reply.to_string(),
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
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_reads_back_from_its_row_and_a_strange_row_is_no_job() {
        let url = "https://a.example/ü.jpg".to_owned();
        let item = ItemId(i64::MAX);
        let mail = Job::Mail { reply: CommentId(5) };
        for job in [Job::FullText { item }, Job::Subscribe { source: SourceId(1) }, Job::FetchPicture { url }, mail] {
            assert_eq!(Job::read(job.kind().word(), &job.payload()), Some(job));
        }
        assert_eq!(Job::read("full-text", "seven"), None);
        assert_eq!(Job::read("dance", "7"), None);
    }
}
