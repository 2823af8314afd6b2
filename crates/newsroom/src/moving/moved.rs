//! What came of moving in.

use exports::{Fault, FaultKind, MOST_FAULTS, Summary};

/// What was brought over by this run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// What the export calls the site.
    pub site: String,
    /// Published here.
    pub articles: u32,
    /// Drafts, and what is in review, scheduled or withdrawn.
    pub drafts: u32,
    pub authors: u32,
    pub sections: u32,
    /// Pictures on the wall.
    pub media: u32,
    pub comments: u32,
    /// Old addresses that lead here.
    pub redirects: u32,
    /// Articles that were here already.
    pub skipped: u32,
    pub clips: u32,
    pub faults: Vec<Fault>,
    /// Faults beyond those that are told.
    pub more_faults: u64,
    /// It was not brought to its end; once more, and it goes on.
    pub stopped: bool,
    /// Of the articles, those that stood for themselves.
    pub pages: u32,
}

impl Moved {
    /// Could everything be read?
    pub fn is_whole(&self) -> bool {
        self.more_faults == 0 && self.faults.iter().all(|fault| fault.kind != FaultKind::Unreadable)
    }

    /// Of several exports together.
    pub fn add(&mut self, other: Moved) {
        self.articles += other.articles;
        self.drafts += other.drafts;
        self.authors += other.authors;
        self.sections += other.sections;
        self.media += other.media;
        self.comments += other.comments;
        self.redirects += other.redirects;
        self.skipped += other.skipped;
        self.clips += other.clips;
        self.stopped |= other.stopped;
        self.pages += other.pages;
        self.more_faults += other.more_faults;
        other.faults.into_iter().for_each(|fault| self.tell(fault));
    }

    pub(super) fn unreadable(&mut self, place: &str, words: &str) {
        self.fault(FaultKind::Unreadable, place, words);
    }

    pub(super) fn changed(&mut self, place: &str, words: &str) {
        self.fault(FaultKind::Changed, place, words);
    }

    pub(super) fn left_aside(&mut self, place: &str, words: &str) {
        self.fault(FaultKind::LeftAside, place, words);
    }

    pub(super) fn take_over(&mut self, summary: Summary) {
        self.more_faults += summary.more_faults;
        summary.faults.into_iter().for_each(|fault| self.tell(fault));
    }

    fn fault(&mut self, kind: FaultKind, place: &str, words: &str) {
        let place = place[..place.floor_char_boundary(200)].to_owned();
        self.tell(Fault { kind, place, words: words.to_owned() });
    }

    fn tell(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS { self.faults.push(fault) } else { self.more_faults += 1 }
    }
}
