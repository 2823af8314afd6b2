//! What is said where something is watched.

use super::Tongue;

pub struct WatchWords {
    pub clips: &'static str,
    pub articles: &'static str,
    pub menu: &'static str,
    /// With `#` for the place and `%` for how many.
    pub place: &'static str,
    pub length: fn(&str) -> String,
    pub nothing: &'static str,
    pub nothing_says: &'static str,

    // The player
    pub controls: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub position: &'static str,
    /// With `#` and `%` for two times.
    pub position_of: &'static str,
    pub sound: &'static str,
    pub captions: &'static str,
    pub more: &'static str,
    pub speed: &'static str,
    pub picture_in_picture: &'static str,
    pub at_the_end: &'static str,
    pub stop: &'static str,
    pub again: &'static str,
    pub go_on: &'static str,
    pub keys_help: &'static str,
    pub failed: &'static str,
    pub try_again: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub keys: [(&'static str, &'static str); 10],

    // What is said of it, and what is done with it
    pub like: &'static str,
    pub liked: &'static str,
    pub unliked: &'static str,
    pub less: &'static str,
    pub follow: &'static str,
    pub followed: &'static str,
    pub follow_named: fn(&str) -> String,
    pub comments: fn(u32) -> String,
    pub share: &'static str,
    pub why: &'static str,
    pub read_on: &'static str,
    pub synthetic: &'static str,
    pub synthetic_says: &'static str,
    pub credit: fn(&str) -> String,

    // For adults
    pub for_adults: &'static str,
    pub are_you: &'static str,
    pub are_you_says: &'static str,
    pub i_am: &'static str,

    // The end
    pub that_was_it: &'static str,
    pub that_was_it_says: fn(usize) -> String,
    pub up_to_date: &'static str,
    pub up_to_date_says: &'static str,
    pub another: fn(usize) -> String,
    pub to_articles: &'static str,

    // A channel
    pub channel: &'static str,
    pub nothing_in_channel: &'static str,
    pub older: &'static str,
}

impl WatchWords {
    pub fn of(tongue: Tongue) -> &'static WatchWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

/// `75000` is `1:15`.
pub fn duration(ms: u32) -> String {
    let seconds = ms.saturating_add(500) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

static ENGLISH: WatchWords = WatchWords {
    clips: "Clips",
    articles: "Articles",
    menu: "Ways out of the clips",
    place: "# of %",
    length: |length| format!("{length} long"),
    nothing: "No clips yet",
    nothing_says: "As soon as something is published to watch, it stands here.",

    controls: "Player",
    play: "Play",
    pause: "Pause",
    position: "Position",
    position_of: "# of %",
    sound: "Sound",
    captions: "Captions",
    more: "More of the player",
    speed: "Speed",
    picture_in_picture: "In a window of its own",
    at_the_end: "At its end",
    stop: "stop",
    again: "again, three times",
    go_on: "go on by itself",
    keys_help: "Keys",
    failed: "This clip cannot be played just now.",
    try_again: "Try again",
    previous: "Previous clip",
    next: "Next clip",
    keys: [
        ("j ↓", "next clip"),
        ("k ↑", "previous clip"),
        ("space", "play or pause"),
        ("← →", "two seconds back or on"),
        ("m", "sound"),
        ("c", "captions"),
        ("l", "more like this"),
        ("s", "save for later, or no longer"),
        ("h", "less like this"),
        ("?", "this list"),
    ],

    like: "More like this",
    liked: "Noted: more like this",
    unliked: "Taken back: it counts no more",
    less: "Less like this",
    follow: "Follow",
    followed: "Following",
    follow_named: |name| format!("Follow {name}"),
    comments: |count| match count {
        0 => "Comments".to_owned(),
        1 => "1 comment".to_owned(),
        count => format!("{count} comments"),
    },
    share: "Share",
    why: "Why this?",
    read_on: "All about this clip",
    synthetic: "made by a machine",
    synthetic_says: "Pictures or sound were made by a machine, in part or as a whole.",
    credit: |whose| format!("Source: {whose}"),

    for_adults: "For adults",
    are_you: "Are you 18 or older?",
    are_you_says: "This clip is for adults. Your answer is kept until you close your browser, and nowhere else.",
    i_am: "Yes, show it",

    that_was_it: "That was it",
    that_was_it_says: |count| match count {
        1 => "You have come to the end of this one clip.".to_owned(),
        count => format!("You have come to the end of these {count} clips. Nothing goes on by itself."),
    },
    up_to_date: "That was all",
    up_to_date_says: "There is nothing more to watch just now.",
    another: |count| match count {
        1 => "One more".to_owned(),
        count => format!("Another {count}"),
    },
    to_articles: "Go to the articles",

    channel: "Channel",
    nothing_in_channel: "Nothing is published here yet.",
    older: "Older",
};

static GERMAN: WatchWords = WatchWords {
    clips: "Clips",
    articles: "Artikel",
    menu: "Wege hinaus",
    place: "# von %",
    length: |length| format!("{length} lang"),
    nothing: "Noch keine Clips",
    nothing_says: "Sobald etwas zum Ansehen erscheint, steht es hier.",

    controls: "Wiedergabe",
    play: "Abspielen",
    pause: "Anhalten",
    position: "Stelle",
    position_of: "# von %",
    sound: "Ton",
    captions: "Untertitel",
    more: "Mehr zur Wiedergabe",
    speed: "Tempo",
    picture_in_picture: "In eigenem Fenster",
    at_the_end: "Am Ende",
    stop: "anhalten",
    again: "noch einmal, dreimal",
    go_on: "von selbst weiter",
    keys_help: "Tasten",
    failed: "Dieser Clip lässt sich gerade nicht abspielen.",
    try_again: "Noch einmal versuchen",
    previous: "Voriger Clip",
    next: "Nächster Clip",
    keys: [
        ("j ↓", "nächster Clip"),
        ("k ↑", "voriger Clip"),
        ("Leertaste", "abspielen oder anhalten"),
        ("← →", "zwei Sekunden zurück oder vor"),
        ("m", "Ton"),
        ("c", "Untertitel"),
        ("l", "mehr davon"),
        ("s", "für später merken, oder nicht mehr"),
        ("h", "weniger davon"),
        ("?", "diese Liste"),
    ],

    like: "Mehr davon",
    liked: "Notiert: mehr davon",
    unliked: "Zurückgenommen: Es zählt nicht mehr",
    less: "Weniger davon",
    follow: "Folgen",
    followed: "Gefolgt",
    follow_named: |name| format!("{name} folgen"),
    comments: |count| match count {
        0 => "Kommentare".to_owned(),
        1 => "1 Kommentar".to_owned(),
        count => format!("{count} Kommentare"),
    },
    share: "Teilen",
    why: "Warum das?",
    read_on: "Alles zu diesem Clip",
    synthetic: "von einer Maschine gemacht",
    synthetic_says: "Bild oder Ton hat eine Maschine gemacht, in Teilen oder ganz.",
    credit: |whose| format!("Quelle: {whose}"),

    for_adults: "Für Erwachsene",
    are_you: "Sind Sie 18 oder älter?",
    are_you_says: "Dieser Clip ist für Erwachsene. Ihre Antwort gilt, bis Sie den Browser schließen, und steht nirgends sonst.",
    i_am: "Ja, zeigen",

    that_was_it: "Das war’s",
    that_was_it_says: |count| match count {
        1 => "Sie haben diesen einen Clip bis zum Ende gesehen.".to_owned(),
        count => format!("Sie sind am Ende dieser {count} Clips. Nichts läuft von selbst weiter."),
    },
    up_to_date: "Das war alles",
    up_to_date_says: "Mehr gibt es gerade nicht anzusehen.",
    another: |count| match count {
        1 => "Noch einer".to_owned(),
        count => format!("Noch {count}"),
    },
    to_articles: "Zu den Artikeln",

    channel: "Kanal",
    nothing_in_channel: "Hier ist noch nichts erschienen.",
    older: "Ältere",
};

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_length_is_said_in_minutes_and_seconds() {
        for (ms, said) in [
            (0, "0:00"),
            (4_900, "0:05"),
            (59_600, "1:00"),
            (75_000, "1:15"),
            (600_000, "10:00"),
            (u32::MAX, "71582:47"),
        ] {
            assert_eq!(duration(ms), said);
        }
    }
}
