//! What can a reader be told of her profile, and what can she strike out, beside topics, sources and words?

use model::{ItemId, Kind, SourceId, Time, Topic};

use super::{Profile, kind_place};

impl Profile {
    /// Her first event; `None` before.
    pub fn met(&self) -> Option<Time> {
        (self.met.0 > 0).then_some(self.met)
    }

    /// How much she is drawn to a topic; 0 for one that nothing is known about.
    pub fn topic(&self, topic: Topic) -> f64 {
        self.topics.get(topic)
    }

    /// How much she is drawn to a source; 0 for one that nothing is known about.
    pub fn source(&self, source: SourceId) -> f64 {
        self.sources.get(source)
    }

    /// How much she is drawn to a word of titles (`title_words`).
    pub fn term(&self, term: u32) -> f64 {
        self.terms.get(term)
    }

    /// Items that she was shown and did not open, with how often and when for the last time; newest first.
    pub fn shown(&self) -> Vec<(ItemId, u8, Time)> {
        self.shown.iter().rev().map(|shown| (shown.item, shown.times, shown.last)).collect()
    }

    /// How many short, middling and long items she read to the end; half after a week.
    pub fn lengths(&self) -> [f64; 3] {
        self.lengths.map(f64::from)
    }

    /// How much she was shown, opened and read to the end; half after a week.
    pub fn taken(&self) -> [f64; 3] {
        self.taken.map(f64::from)
    }

    /// What draws her in each quarter of the day, from midnight UTC: topics, strongest first.
    pub fn day_parts(&self) -> [Vec<(Topic, f64)>; 4] {
        [0, 1, 2, 3].map(|part: usize| self.day_parts[part].strongest_first())
    }

    /// Corrects the profile: nothing was learned about this kind.
    pub fn forget_kind(&mut self, kind: Kind) {
        self.kinds[kind_place(kind)] = 0.0;
    }

    /// Corrects the profile: nothing was learned about items so long (0 short, 1 middling, 2 long).
    pub fn forget_length(&mut self, class: usize) {
        if let Some(length) = self.lengths.get_mut(class) {
            *length = 0.0;
        }
    }

    /// Corrects the profile: nothing was learned about this quarter of the day.
    pub fn forget_day_part(&mut self, part: usize) {
        if let Some(topics) = self.day_parts.get_mut(part) {
            *topics = super::Affinities::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_is_told_no_more_and_the_rest_stays() {
        let mut profile = Profile::default();
        assert_eq!(profile.met(), None);
        profile.kinds = [1.0, 2.0, 3.0];
        profile.lengths = [1.0, 2.0, 3.0];
        for part in &mut profile.day_parts {
            part.add(Topic(15_000_000), 1.0, 8);
        }
        profile.forget_kind(Kind::Video);
        profile.forget_length(2);
        profile.forget_length(3);
        profile.forget_day_part(1);
        profile.forget_day_part(9);
        assert_eq!(profile.kinds().map(|(_, amount)| amount), [1.0, 0.0, 3.0]);
        assert_eq!(profile.lengths(), [1.0, 2.0, 0.0]);
        assert_eq!(profile.day_parts().map(|topics| topics.len()), [1, 0, 1, 1]);
    }
}
