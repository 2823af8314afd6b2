//! What is said of pages elsewhere that link here.

use super::Tongue;
use store::MentionState;

pub struct MentionWords {
    pub title: &'static str,
    pub says: &'static str,
    pub elsewhere: &'static str,
    pub none: &'static str,
    pub done: &'static str,
    pub links_to: &'static str,
    pub older: &'static str,
    /// Of the lists, in the order of [`MentionState::ALL`].
    states: [&'static str; 3],
    /// Of the buttons.
    verbs: [&'static str; 3],
}

impl MentionWords {
    pub fn of(tongue: Tongue) -> &'static MentionWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }

    pub fn state(&self, state: MentionState) -> &'static str {
        self.states[state as usize]
    }

    pub fn verb(&self, state: MentionState) -> &'static str {
        self.verbs[state as usize]
    }
}

static ENGLISH: MentionWords = MentionWords {
    title: "Mentions",
    says: "Pages elsewhere that link to an article and told us so (Webmention). Readers see those that are shown.",
    elsewhere: "Mentioned elsewhere",
    none: "Nothing here.",
    done: "Done.",
    links_to: "links to",
    older: "Older",
    states: ["Held", "Shown", "Removed"],
    verbs: ["Hold", "Show", "Remove"],
};

static GERMAN: MentionWords = MentionWords {
    title: "Erwähnungen",
    says: "Seiten anderswo, die auf einen Artikel verweisen und es uns gesagt haben (Webmention). Leser sehen die gezeigten.",
    elsewhere: "Anderswo erwähnt",
    none: "Hier ist nichts.",
    done: "Erledigt.",
    links_to: "verweist auf",
    older: "Ältere",
    states: ["Zurückgehalten", "Gezeigt", "Entfernt"],
    verbs: ["Zurückhalten", "Zeigen", "Entfernen"],
};
