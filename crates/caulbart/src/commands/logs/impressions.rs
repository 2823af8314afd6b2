//! Which impression comes next, over all files?

use super::ids::Ids;
use super::lines::Lines;
use super::{Faults, LogImpression, jsonl};

/// Impressions in order of time; those of one moment in the order of the folders, then of the lines.
pub struct Impressions {
    streams: Vec<(Stream, Option<LogImpression>)>,
    ids: Ids,
    faults: Faults,
}

/// The impressions of one folder, in order of time.
pub enum Stream {
    Lines(Lines),
    Whole(std::vec::IntoIter<LogImpression>),
}

impl Stream {
    /// Sorts, keeping the order within a moment.
    pub fn whole(mut impressions: Vec<LogImpression>) -> Stream {
        impressions.sort_by_key(|impression| impression.time_ms);
        Stream::Whole(impressions.into_iter())
    }

    fn next(&mut self, ids: &Ids, faults: &mut Faults) -> Option<LogImpression> {
        match self {
            Stream::Lines(lines) => jsonl::next_impression(lines, ids, faults),
            Stream::Whole(impressions) => impressions.next(),
        }
    }
}

impl Impressions {
    pub(super) fn new(streams: Vec<Stream>, ids: Ids) -> Impressions {
        let mut faults = Faults::default();
        let streams = streams
            .into_iter()
            .map(|mut stream| {
                let first = stream.next(&ids, &mut faults);
                (stream, first)
            })
            .collect();
        Impressions { streams, ids, faults }
    }

    /// Of the impressions that were read so far.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }
}

impl Iterator for Impressions {
    type Item = LogImpression;

    fn next(&mut self) -> Option<LogImpression> {
        let (stream, head) = self
            .streams
            .iter_mut()
            .filter(|(_, head)| head.is_some())
            .min_by_key(|(_, head)| head.as_ref().map(|impression| impression.time_ms))?;
        std::mem::replace(head, stream.next(&self.ids, &mut self.faults))
    }
}
