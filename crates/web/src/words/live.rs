//! What a page says that stands open, or that is read without a connection.

use super::Tongue;

pub struct LiveWords {
    pub one_new: &'static str,
    /// With `#` for the number.
    pub many_new: &'static str,
    pub saved: &'static str,
    pub unsaved: &'static str,
    pub undo: &'static str,
    /// What was pressed without a connection.
    pub later: &'static str,
    pub refused: &'static str,
    /// A form without a connection.
    pub unsent: &'static str,
    /// Above a page that was kept.
    pub kept: &'static str,
    pub offline: &'static str,
    pub offline_says: &'static str,
    pub kept_pages: &'static str,
    pub try_again: &'static str,
}

impl LiveWords {
    pub fn of(tongue: Tongue) -> &'static LiveWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: LiveWords = LiveWords {
    one_new: "1 new story",
    many_new: "# new stories",
    saved: "Saved for later",
    unsaved: "No longer saved",
    undo: "Undo",
    later: "No connection: it is sent as soon as there is one",
    refused: "That was refused, and nothing was changed",
    unsent: "No connection: nothing was sent, and what you typed is still here",
    kept: "No connection: this page is as it was when you last had one.",
    offline: "No connection",
    offline_says: "This page was not kept, and the server cannot be reached just now. What you read lately is still here.",
    kept_pages: "Kept on this device",
    try_again: "Try again",
};

static GERMAN: LiveWords = LiveWords {
    one_new: "1 neue Meldung",
    many_new: "# neue Meldungen",
    saved: "Für später gemerkt",
    unsaved: "Nicht mehr gemerkt",
    undo: "Rückgängig",
    later: "Keine Verbindung: wird gesendet, sobald es eine gibt",
    refused: "Das wurde abgelehnt; nichts wurde geändert",
    unsent: "Keine Verbindung: Nichts wurde gesendet; was Sie eingegeben haben, ist noch da",
    kept: "Keine Verbindung: So sah diese Seite aus, als Sie zuletzt eine hatten.",
    offline: "Keine Verbindung",
    offline_says: "Diese Seite wurde nicht aufbewahrt, und der Server ist gerade nicht zu erreichen. Was Sie zuletzt gelesen haben, ist noch da.",
    kept_pages: "Auf diesem Gerät aufbewahrt",
    try_again: "Noch einmal versuchen",
};
