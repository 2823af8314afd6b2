//! What the pages of reading and choosing say: what is saved, what was read, and how a reader wants her pages.

use super::{Tongue, Words};

pub struct ReadingWords {
    // Her pages
    pub hers: &'static str,
    pub learned: &'static str,
    pub following: &'static str,

    // Saved for later
    pub saved: &'static str,
    pub saved_say: fn(usize) -> String,
    pub save: &'static str,
    pub save_named: fn(&str) -> String,
    pub is_saved: &'static str,
    pub saved_when: fn(&str) -> String,
    pub nothing_saved: &'static str,
    pub nothing_saved_says: &'static str,
    pub end_of_saved: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub remove: &'static str,
    pub remove_named: fn(&str) -> String,
    pub too_many_saved: fn(u32) -> String,
    pub saved_wait: fn(usize) -> String,

    // What was read
    pub history: &'static str,
    pub history_says: &'static str,
    pub forgotten: fn(usize) -> String,
    pub nothing_read: &'static str,
    pub nothing_read_says: &'static str,
    pub end_of_history: &'static str,
    pub read_at: fn(&str) -> String,
    pub prune: &'static str,
    pub prune_says: &'static str,
    pub last_hour: &'static str,
    pub today: &'static str,
    pub all_of_it: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub forget_these_days: &'static str,
    pub forget_this_day: &'static str,
    pub forget_day: fn(&str) -> String,
    pub forget: &'static str,
    pub forget_named: fn(&str) -> String,
    pub unclear_part: &'static str,

    // The front page
    pub more: &'static str,
    pub question: &'static str,
    pub question_says: &'static str,
    pub follow_these: &'static str,
    pub skip: &'static str,
    pub pause: &'static str,
    pub pause_after_slots: fn(u8) -> String,
    pub pause_after_minutes: fn(u8, &str) -> String,
    pub go_on_to: fn(u32) -> String,
    pub go_on_for: fn(u8) -> String,

    // An article
    pub go_on_reading: fn(u32) -> String,
    pub changed_at: fn(&str) -> String,
    pub nothing_changed: &'static str,
    pub gone: &'static str,
    pub new: &'static str,

    // How she wants her pages
    pub settings: &'static str,
    pub settings_say: &'static str,
    pub settings_kept: &'static str,
    pub keep_settings: &'static str,
    pub first_order: &'static str,
    pub first_order_says: &'static str,
    pub text_size: &'static str,
    pub text_size_says: &'static str,
    /// In the order of `TextSize::ALL`.
    pub text_sizes: [&'static str; 4],
    pub contrast: &'static str,
    /// In the order of `Contrast::ALL`.
    pub contrasts: [&'static str; 3],
    pub as_browser: &'static str,
    pub breaks: &'static str,
    pub breaks_say: &'static str,
    pub break_slots: &'static str,
    pub break_minutes: &'static str,
    pub after_slots: fn(u8) -> String,
    pub after_minutes: fn(u8) -> String,
    pub elsewhere: &'static str,
    pub tune_elsewhere: &'static str,
    pub following_elsewhere: &'static str,
    pub rules_elsewhere: &'static str,
    pub learned_elsewhere: &'static str,
    pub letter_elsewhere: &'static str,
}

impl ReadingWords {
    /// Names of the orders, in the order of `Order::ALL`.
    pub fn orders(words: &Words) -> [&'static str; 4] {
        [words.for_you, words.newest, words.most_covered, words.following]
    }

    pub fn of(tongue: Tongue) -> &'static ReadingWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: ReadingWords = ReadingWords {
    hers: "Your pages",
    learned: "What was learned",
    following: "Followed",

    saved: "Saved",
    saved_say: |number| match number {
        1 => "One item is put aside for later. It stays until you take it back.".to_owned(),
        number => format!("{number} items are put aside for later. They stay until you take them back."),
    },
    save: "Save for later",
    save_named: |headline| format!("Save for later: {headline}"),
    is_saved: "Saved",
    saved_when: |when| format!("saved {when}"),
    nothing_saved: "Nothing saved yet",
    nothing_saved_says: "The bookmark beside a story puts it aside for later. What is saved stands here, on every device that knows you.",
    end_of_saved: "That is all that you have saved.",
    older: "Older",
    newest: "Back to the newest",
    remove: "Remove",
    remove_named: |headline| format!("Remove: {headline}"),
    too_many_saved: |most| {
        format!("you have saved {most} items, and more cannot be kept; remove some at “Saved” first")
    },
    saved_wait: |number| format!("{number} saved for later"),

    history: "Read",
    history_says: "What you opened, the latest first. Whatever you take out is unlearned too: your next timeline is as if you had not read it.",
    forgotten: |number| match number {
        0 => "There was nothing to forget.".to_owned(),
        1 => "One item is forgotten, and what was learned from it.".to_owned(),
        number => format!("{number} items are forgotten, and what was learned from them."),
    },
    nothing_read: "Nothing read yet",
    nothing_read_says: "What you open stands here until you take it out.",
    end_of_history: "That is all.",
    read_at: |clock| format!("read at {clock}"),
    prune: "Forget a stretch of time …",
    prune_says: "Everything that you opened in it goes at once and for good.",
    last_hour: "The last hour",
    today: "Today",
    all_of_it: "All of it",
    from: "From",
    until: "until",
    forget_these_days: "Forget these days",
    forget_this_day: "Forget this day",
    forget_day: |day| format!("Forget this day: {day}"),
    forget: "Forget",
    forget_named: |headline| format!("Forget: {headline}"),
    unclear_part: "it does not say which part of your history to forget, or its days are in the wrong order",

    more: "More stories",
    question: "What would you like more of?",
    question_says: "Choose some topics to follow, or none. It can be changed at any time, and it is asked only once.",
    follow_these: "Follow these",
    skip: "Skip",
    pause: "Time for a break",
    pause_after_slots: |slots| format!("You wished for a page that ends after {slots} stories."),
    pause_after_minutes: |minutes, since| {
        format!("You wished for a break after {minutes} minutes, and you have been here since {since}.")
    },
    go_on_to: |more| {
        if more == 1 { "Go on: there is one more".to_owned() } else { format!("Go on: there are {more} more") }
    },
    go_on_for: |minutes| format!("Go on for another {minutes} minutes"),

    changed_at: |when| format!("Changed {when}"),
    nothing_changed: "None of its words changed.",
    gone: "removed",
    new: "new",
    go_on_reading: |percent| format!("Continue where you were ({percent}%)"),

    settings: "Settings",
    settings_say: "How you want your pages. As long as nothing about you is kept, this stays in your browser; after that it holds on every device that knows you.",
    settings_kept: "Kept.",
    keep_settings: "Keep",
    first_order: "The front page opens with",
    first_order_says: "The switch above the front page sets the same. “Newest” and “Most covered” work without profiling.",
    text_size: "Size of text",
    text_size_says: "Of articles.",
    text_sizes: ["Small", "Usual", "Large", "Very large"],
    contrast: "Contrast",
    contrasts: ["As on my device", "Usual", "High"],
    as_browser: "As my browser says",
    breaks: "Breaks",
    breaks_say: "The front page then ends and says so. How long you have been here, only your browser knows.",
    break_slots: "The page ends after",
    break_minutes: "A break after",
    after_slots: |slots| if slots == 0 { "everything that is new".to_owned() } else { format!("{slots} stories") },
    after_minutes: |minutes| if minutes == 0 { "— (none)".to_owned() } else { format!("{minutes} minutes") },
    elsewhere: "What else is yours to say",
    tune_elsewhere: "how much interests, freshness and the rest count, beside the timeline",
    following_elsewhere: "sources, topics and words that you follow or mute",
    rules_elsewhere: "what is muted, saved or told to you by itself",
    learned_elsewhere: "see it, strike it out, download it",
    letter_elsewhere: "by mail, each day or each week",
};

static GERMAN: ReadingWords = ReadingWords {
    hers: "Ihre Seiten",
    learned: "Was gelernt wurde",
    following: "Gefolgt",

    saved: "Gemerkt",
    saved_say: |number| match number {
        1 => "Eine Meldung ist für später gemerkt. Sie bleibt, bis Sie sie entfernen.".to_owned(),
        number => format!("{number} Meldungen sind für später gemerkt. Sie bleiben, bis Sie sie entfernen."),
    },
    save: "Für später merken",
    save_named: |headline| format!("Für später merken: {headline}"),
    is_saved: "Gemerkt",
    saved_when: |when| format!("gemerkt {when}"),
    nothing_saved: "Noch nichts gemerkt",
    nothing_saved_says: "Das Lesezeichen neben einer Meldung hebt sie für später auf. Hier steht, was gemerkt ist, auf jedem Gerät, das Sie kennt.",
    end_of_saved: "Das ist alles, was Sie sich gemerkt haben.",
    older: "Ältere",
    newest: "Zurück zu den neuesten",
    remove: "Entfernen",
    remove_named: |headline| format!("Entfernen: {headline}"),
    too_many_saved: |most| {
        format!(
            "Sie haben {most} Meldungen gemerkt, mehr lassen sich nicht aufbewahren; entfernen Sie unter „Gemerkt“ erst einige"
        )
    },
    saved_wait: |number| format!("{number} für später gemerkt"),

    history: "Gelesen",
    history_says: "Was Sie geöffnet haben, das Letzte zuerst. Was Sie herausnehmen, wird auch verlernt: Ihre nächste Auswahl ist so, als hätten Sie es nicht gelesen.",
    forgotten: |number| match number {
        0 => "Da war nichts zu vergessen.".to_owned(),
        1 => "Eine Meldung ist vergessen, und was aus ihr gelernt wurde.".to_owned(),
        number => format!("{number} Meldungen sind vergessen, und was aus ihnen gelernt wurde."),
    },
    nothing_read: "Noch nichts gelesen",
    nothing_read_says: "Was Sie öffnen, steht hier, bis Sie es herausnehmen.",
    end_of_history: "Das ist alles.",
    read_at: |clock| format!("gelesen um {clock}"),
    prune: "Eine Zeitspanne vergessen …",
    prune_says: "Alles, was Sie darin geöffnet haben, geht sofort und für immer.",
    last_hour: "Die letzte Stunde",
    today: "Heute",
    all_of_it: "Alles",
    from: "Vom",
    until: "bis zum",
    forget_these_days: "Diese Tage vergessen",
    forget_this_day: "Diesen Tag vergessen",
    forget_day: |day| format!("Diesen Tag vergessen: {day}"),
    forget: "Vergessen",
    forget_named: |headline| format!("Vergessen: {headline}"),
    unclear_part: "es sagt nicht, welcher Teil vergessen werden soll, oder die Tage stehen in falscher Reihenfolge",

    more: "Weitere Meldungen",
    question: "Wovon möchten Sie mehr lesen?",
    question_says: "Wählen Sie Themen, denen Sie folgen, oder keines. Das lässt sich jederzeit ändern, und gefragt wird nur einmal.",
    follow_these: "Diesen folgen",
    skip: "Überspringen",
    pause: "Zeit für eine Pause",
    pause_after_slots: |slots| format!("Sie wollten eine Seite, die nach {slots} Meldungen endet."),
    pause_after_minutes: |minutes, since| {
        format!("Sie wollten nach {minutes} Minuten eine Pause, und Sie sind seit {since} hier.")
    },
    go_on_to: |more| {
        if more == 1 { "Weiter: Es gibt noch eine".to_owned() } else { format!("Weiter: Es gibt noch {more}") }
    },
    go_on_for: |minutes| format!("Noch {minutes} Minuten weiterlesen"),

    changed_at: |when| format!("Geändert am {when}"),
    nothing_changed: "Keines der Wörter hat sich geändert.",
    gone: "gestrichen",
    new: "neu",
    go_on_reading: |percent| format!("Weiterlesen, wo Sie waren ({percent}\u{a0}%)"),

    settings: "Einstellungen",
    settings_say: "Wie Sie Ihre Seiten möchten. Solange nichts über Sie aufbewahrt wird, bleibt das in Ihrem Browser; danach gilt es auf jedem Gerät, das Sie kennt.",
    settings_kept: "Übernommen.",
    keep_settings: "Übernehmen",
    first_order: "Die Titelseite beginnt mit",
    first_order_says: "Der Schalter über der Titelseite stellt dasselbe ein. „Neueste“ und „Meistberichtet“ kommen ohne Profilbildung aus.",
    text_size: "Schriftgröße",
    text_size_says: "In Artikeln.",
    text_sizes: ["Klein", "Üblich", "Groß", "Sehr groß"],
    contrast: "Kontrast",
    contrasts: ["Wie mein Gerät", "Üblich", "Hoch"],
    as_browser: "Wie mein Browser sagt",
    breaks: "Pausen",
    breaks_say: "Dann endet die Titelseite und sagt es. Wie lange Sie hier sind, weiß nur Ihr Browser.",
    break_slots: "Die Seite endet nach",
    break_minutes: "Eine Pause nach",
    after_slots: |slots| if slots == 0 { "allem, was neu ist".to_owned() } else { format!("{slots} Meldungen") },
    after_minutes: |minutes| if minutes == 0 { "— (keine)".to_owned() } else { format!("{minutes} Minuten") },
    elsewhere: "Was Sie sonst bestimmen",
    tune_elsewhere: "wie viel Interessen, Neuigkeit und anderes zählen, neben der Auswahl",
    following_elsewhere: "Quellen, Themen und Wörter, denen Sie folgen oder die stumm sind",
    rules_elsewhere: "was von selbst stumm bleibt, gemerkt oder Ihnen gesagt wird",
    learned_elsewhere: "ansehen, streichen, herunterladen",
    letter_elsewhere: "per E-Mail, täglich oder wöchentlich",
};
