//! Every string that a reader sees, once per language. A language that lacks one does not compile.

mod access;
mod account;
mod algorithm;
mod clips;
mod comments;
mod comments_refused;
mod de;
mod en;
mod find;
mod house;
mod judge;
mod ledger;
mod letter;
mod live;
mod mention;
mod my_data;
mod newsroom;
mod newsroom_de;
mod newsroom_refused;
mod number;
mod operator;
mod reading;
mod refused;
mod transparency;
mod watch;
mod when;

pub use access::AccessWords;
pub use account::AccountWords;
pub use algorithm::AlgorithmWords;
pub use clips::ClipWords;
pub use comments::CommentWords;
pub use find::FindWords;
pub use house::HouseWords;
pub use judge::JudgeWords;
pub use ledger::LedgerWords;
pub use letter::LetterWords;
pub use live::LiveWords;
pub use mention::MentionWords;
pub use my_data::MyDataWords;
pub use newsroom::NewsroomWords;
pub use number::{decimal, signed, whole};
pub use operator::OperatorWords;
pub use reading::ReadingWords;
pub use transparency::TransparencyWords;
pub use watch::{WatchWords, duration as watch_duration};
pub use when::{ago, clock, day, day_ago, local, moment, span};

use model::{Health, SourceKind};

/// A language in which the site itself speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    English,
    German,
}

impl Tongue {
    pub const ALL: [Tongue; 2] = [Tongue::English, Tongue::German];

    pub fn tag(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Tongue::English => "English",
            Tongue::German => "Deutsch",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Tongue> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or("");
        Tongue::ALL.into_iter().find(|tongue| tongue.tag().eq_ignore_ascii_case(first))
    }

    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4); English when nothing fits.
    pub fn from_accept_language(header: &str) -> Tongue {
        let mut best = (0.0, Tongue::English);
        for wish in header.split(',').take(20) {
            let mut pieces = wish.split(';');
            let Some(tongue) = Tongue::from_tag(pieces.next().unwrap_or("")) else { continue };
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if weight > best.0 {
                best = (weight, tongue);
            }
        }
        best.1
    }

    pub fn words(self) -> &'static Words {
        match self {
            Tongue::English => &en::WORDS,
            Tongue::German => &de::WORDS,
        }
    }
}

/// The catalogue. What takes a number or a name is a function, so that each language builds its own sentence.
pub struct Words {
    // The frame of every page
    pub skip: &'static str,
    pub menu: &'static str,
    pub front: &'static str,
    pub topics: &'static str,
    pub sources: &'static str,
    pub search: &'static str,
    pub about: &'static str,
    pub colours: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    pub as_device: &'static str,
    pub language: &'static str,
    pub keys_title: &'static str,
    pub keys: [(&'static str, &'static str); 9],
    pub close: &'static str,
    pub foot: &'static str,

    // The timeline
    pub order: &'static str,
    pub for_you: &'static str,
    pub newest: &'static str,
    pub most_covered: &'static str,
    pub following: &'static str,
    pub order_says: [&'static str; 4],
    pub tune: &'static str,
    pub tune_says: &'static str,
    pub tuned: &'static str,
    pub tuned_preview: &'static str,
    pub slider_steps: [&'static str; 5],
    /// In the order of the groups of signals.
    pub sliders_say: [&'static str; 7],
    pub show: &'static str,
    pub keep: &'static str,
    pub back_to_usual: &'static str,
    pub tell: fn(&str) -> String,
    pub up_to_date: &'static str,
    pub as_of: fn(&str) -> String,
    pub the_end_says: fn(usize, u32) -> String,
    pub left_out_says: fn(u32) -> String,
    pub nothing_yet: &'static str,
    pub nothing_yet_says: &'static str,
    pub nothing_followed_says: &'static str,
    pub why: &'static str,
    pub why_about: fn(&str) -> String,
    pub by_sources: fn(u32) -> String,
    pub by_reports: fn(u32) -> String,
    pub minutes: fn(u32) -> String,
    pub video: &'static str,
    pub audio: &'static str,

    // An article
    pub by: fn(&str) -> String,
    pub updated: fn(&str) -> String,
    pub picture_by: fn(&str) -> String,
    pub read_at: fn(&str) -> String,
    pub only_teaser: fn(&str) -> String,
    pub earlier_versions: fn(usize) -> String,
    pub next_for_you: &'static str,
    pub next_in_story: &'static str,
    pub whole_story: fn(&str) -> String,
    pub more_from: fn(&str) -> String,
    pub more_like_this: &'static str,
    pub less_like_this: &'static str,
    pub follow: fn(&str) -> String,
    pub unfollow: fn(&str) -> String,
    pub mute: fn(&str) -> String,
    pub unmute: fn(&str) -> String,
    pub noted: &'static str,
    pub attached: &'static str,
    pub megabytes: fn(f64) -> String,
    pub your_say: &'static str,
    pub share: &'static str,
    pub share_here: &'static str,
    pub share_at_source: fn(&str) -> String,
    pub address_copied: &'static str,
    pub report: &'static str,
    pub report_this: &'static str,
    pub report_why: &'static str,
    /// In the order of `ReportReason::ALL`.
    pub report_reasons: [&'static str; 4],
    pub report_says: &'static str,
    pub report_noted: &'static str,
    pub report_needs_reason: &'static str,

    // A story
    pub story: &'static str,
    pub story_says: fn(u32, usize, &str) -> String,
    pub was_first: &'static str,
    pub later: fn(&str) -> String,
    pub coverage: &'static str,
    pub plot_says: fn(usize, &str) -> String,
    pub side_by_side: &'static str,
    pub changed_text: &'static str,

    // Topics
    pub topics_say: &'static str,
    pub stories: fn(u32) -> String,
    pub followed: &'static str,
    pub muted: &'static str,
    pub no_topics: &'static str,
    pub empty_topic: &'static str,

    // Sources
    pub sources_say: fn(usize) -> String,
    pub add_source: &'static str,
    pub add_source_says: &'static str,
    pub address: &'static str,
    pub add: &'static str,
    pub starters: &'static str,
    pub starters_say: &'static str,
    pub take_over: fn(u32) -> String,
    pub items_this_week: fn(u32) -> String,
    pub newest_item: fn(&str) -> String,
    pub nothing_from_it: &'static str,
    pub health: fn(Health) -> &'static str,
    pub kind: fn(SourceKind) -> &'static str,
    pub last_answers: &'static str,
    pub no_answers: &'static str,
    pub answered_in: fn(u32) -> String,
    pub no_answer: &'static str,
    pub new_items: fn(u32) -> String,
    pub feed_address: &'static str,
    pub website: &'static str,
    pub added: &'static str,
    pub asked_next: &'static str,
    pub latest_items: &'static str,
    pub folder_rest: &'static str,
    pub when: &'static str,
    pub answer: &'static str,
    pub what: &'static str,

    // Search
    pub search_says: &'static str,
    pub search_for: &'static str,
    pub any: &'static str,
    pub filter_language: &'static str,
    pub filter_topic: &'static str,
    pub filter_sort: &'static str,
    pub sort_best: &'static str,
    pub filter_since: &'static str,
    pub since: [&'static str; 3],
    pub found: fn(usize, &str) -> String,
    pub found_nothing: fn(&str) -> String,
    pub found_nothing_says: &'static str,
    pub more_results: &'static str,
    pub fewer_results: &'static str,

    // Why this
    pub stands_at: fn(u16, u32) -> String,
    pub was_left_out: &'static str,
    pub weights: &'static str,
    pub weights_say: &'static str,
    pub without: fn(Option<u16>) -> String,
    pub unchanged_without: &'static str,
    pub would_stand_at: fn(u32) -> String,
    pub group: &'static str,
    pub gave: &'static str,
    pub without_it: &'static str,
    pub place: fn(u32) -> String,
    pub what_is_known: &'static str,
    pub value: &'static str,
    pub left_out: &'static str,
    pub left_out_list: fn(usize, u32) -> String,
    pub back_to_front: &'static str,
    pub not_ranked: &'static str,

    // What "more" or "less like this" changed
    pub less_noted: &'static str,
    pub more_noted: &'static str,
    pub change_says: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub item: &'static str,
    pub left_out_because: fn(&str) -> String,
    pub no_candidate: &'static str,
    pub nothing_moved: &'static str,
    pub what_was_learned: &'static str,
    pub nothing_learned: &'static str,
    pub strength: fn(f64) -> &'static str,
    pub undo: &'static str,
    pub back: &'static str,
    pub nothing_to_undo: &'static str,

    // What Caulbart thinks a reader cares about
    pub you: &'static str,
    pub you_title: &'static str,
    pub you_say: &'static str,
    pub you_empty: &'static str,
    pub you_empty_says: &'static str,
    pub never_learned: &'static str,
    pub never_learned_says: &'static str,
    pub you_since: fn(&str) -> String,
    pub you_taken: fn([f64; 3]) -> String,
    pub you_topics: &'static str,
    pub you_sources: &'static str,
    pub you_words: &'static str,
    pub you_words_say: &'static str,
    pub unknown_word: &'static str,
    pub you_kinds: &'static str,
    pub kinds: [&'static str; 3],
    pub you_lengths: &'static str,
    pub lengths: [&'static str; 3],
    pub you_hours: &'static str,
    pub you_read: &'static str,
    pub you_shown: &'static str,
    pub you_shown_says: &'static str,
    pub shown_times: fn(u8, &str) -> String,
    pub you_hidden: &'static str,
    pub item_gone: &'static str,
    pub you_chose: &'static str,
    pub nothing_here: &'static str,
    pub and_more: fn(usize) -> String,
    pub forget: &'static str,
    pub forget_about: fn(&str) -> String,
    pub download: &'static str,
    pub receipt: &'static str,
    pub receipt_says: &'static str,
    pub forget_everything: &'static str,
    pub forget_everything_says: &'static str,
    pub forget_everything_yes: &'static str,
    pub forget_everything_no: &'static str,
    pub drawn_to: fn(f64) -> String,

    // About
    pub about_title: fn(&str) -> String,
    pub about_says: [&'static str; 5],
    pub about_holds: fn(u32, u32) -> String,

    // When something is wrong
    pub wrong: fn(crate::Wrong) -> (&'static str, String),
}

#[cfg(test)]
mod tests {
    use super::Tongue;

    #[test]
    fn the_reader_s_browser_chooses_the_language() {
        for (header, want) in [
            ("", Tongue::English),
            ("de", Tongue::German),
            ("de-AT,de;q=0.9,en;q=0.8", Tongue::German),
            ("en-GB,en;q=0.9,de;q=0.8", Tongue::English),
            ("fr,de;q=0.5,en;q=0.4", Tongue::German),
            ("fr", Tongue::English),
            ("de;q=x,;;,=", Tongue::German),
            ("de;q=0", Tongue::English),
        ] {
            assert_eq!(Tongue::from_accept_language(header), want, "{header}");
        }
    }
}
