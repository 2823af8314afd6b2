//! What the pages of finding say: search, saved searches, rules, what is followed, and lists of sources.

use super::{Tongue, whole};
use model::{Kind, Task};
use search::query::What;

pub struct FindWords {
    pub source: &'static str,
    pub kind: &'static str,
    pub kinds: fn(Kind) -> &'static str,
    pub after: &'static str,
    pub before: &'static str,
    pub narrow: &'static str,
    pub suggestions: &'static str,
    pub suggested: fn(usize) -> String,
    pub suggest_source: &'static str,
    pub suggest_topic: &'static str,
    pub suggest_title: &'static str,
    pub language_title: &'static str,
    /// What is typed, and what it means.
    pub language_rows: [(&'static str, &'static str); 8],
    pub fault: fn(&What) -> String,
    pub left_out: fn(&str) -> String,
    pub only_some: &'static str,
    pub read_as: &'static str,

    pub saved_searches: &'static str,
    pub saved_say: &'static str,
    pub save_search: &'static str,
    pub no_saved: &'static str,
    pub no_saved_says: &'static str,
    pub name: &'static str,
    pub query: &'static str,
    pub what_then: &'static str,
    pub task: fn(Task) -> &'static str,
    pub save: &'static str,
    pub change: &'static str,
    pub remove: &'static str,
    pub remove_named: fn(&str) -> String,
    pub new_finds: fn(u32) -> String,
    pub what_it_found: &'static str,
    pub nothing_found_yet: &'static str,
    pub new: &'static str,
    pub too_many: &'static str,
    pub needs_query: &'static str,
    pub mend_query: &'static str,

    pub rules: &'static str,
    pub rules_say: &'static str,
    pub new_rule: &'static str,
    pub no_rules: &'static str,
    pub when: &'static str,
    /// Anything, title, text, author, source.
    pub places: [&'static str; 5],
    pub matches: &'static str,
    pub then: &'static str,
    pub show_first: &'static str,
    pub would_match: fn(usize) -> String,
    pub would_match_nothing: &'static str,
    pub newest_of_them: &'static str,
    pub save_rule: &'static str,
    pub rule_kept: fn(&str) -> String,
    pub apply: &'static str,
    pub apply_says: &'static str,
    pub applied: fn(usize) -> String,
    pub edit: &'static str,

    pub following: &'static str,
    pub following_say: &'static str,
    pub nothing_followed: &'static str,
    pub words: &'static str,
    pub follow_word: &'static str,
    pub word: &'static str,
    pub follow: &'static str,
    pub mute: &'static str,
    pub muted: &'static str,
    pub followed: &'static str,
    pub lists: &'static str,
    pub opml_out: &'static str,
    pub opml_in: &'static str,
    pub opml_file: &'static str,
    pub opml_paste: &'static str,
    pub opml_following_says: &'static str,
    pub opml_sources_say: &'static str,
    pub opml_take: &'static str,
    pub opml_added: fn(usize, usize) -> String,
    pub opml_followed: fn(usize) -> String,
    pub opml_unknown: fn(usize) -> String,
    pub opml_faults: fn(usize) -> String,
    pub opml_empty: &'static str,
    pub opml_large: &'static str,
    pub folder: &'static str,
    pub move_there: &'static str,
    pub move_named: fn(&str) -> String,
    pub sources_in_folder: fn(usize) -> String,
}

impl FindWords {
    pub fn of(tongue: Tongue) -> &'static FindWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

fn counted(tongue: Tongue, number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", whole(tongue, number as u64)) }
}

static ENGLISH: FindWords = FindWords {
    source: "Source",
    kind: "Kind",
    kinds: |kind| match kind {
        Kind::Article => "Article",
        Kind::Video => "Video",
        Kind::Audio => "Audio",
    },
    after: "From",
    before: "Before",
    narrow: "Narrow it down",
    suggestions: "Suggestions",
    suggested: |number| counted(Tongue::English, number, "suggestion", "suggestions"),
    suggest_source: "Source",
    suggest_topic: "Topic",
    suggest_title: "Article",
    language_title: "What you can type",
    language_rows: [
        ("new harbour", "both words, anywhere"),
        ("\"new harbour\"", "the words in this order"),
        ("ferry -storm", "ferry, and not storm"),
        ("ferry OR (bus night)", "either of the two"),
        ("title:ferry  text:ferry  author:lee", "only there"),
        ("source:\"The Gazette\"  topic:sport", "from a source, about a topic"),
        ("lang:de  kind:video", "language and kind: article, video, audio"),
        ("after:2026-11-01  before:2026-12-01", "published from that day on, before that day"),
    ],
    fault: |what| match what {
        What::NoSuchFilter(name) => format!(
            "There is no filter “{name}:”, so it was looked for as a word. Filters are source:, topic:, lang:, kind:, title:, text:, author:, after: and before:."
        ),
        What::NothingAfter(name) => {
            format!("After “{name}:” a word or a \"phrase\" was expected, without a space between.")
        }
        What::NoSuchTopic(topic) => {
            format!("There is no topic “{topic}”. Its name stands on the page of topics: topic:sport, for example.")
        }
        What::NoSuchLanguage(language) => {
            format!("“{language}” is no language. Two letters were expected: lang:en or lang:de.")
        }
        What::NoSuchKind(kind) => {
            format!("There is no kind “{kind}”. Expected was kind:article, kind:video or kind:audio.")
        }
        What::NoDay(day) => format!("“{day}” is no day. Expected was year-month-day: 2026-11-01."),
        What::QuoteNotClosed => {
            "This quotation mark is not closed; the phrase was taken to end with the query.".to_owned()
        }
        What::GroupNotClosed => "This bracket is not closed; the group was taken to end with the query.".to_owned(),
        What::GroupNotOpened => "This bracket closes nothing and was left out.".to_owned(),
        What::GroupEmpty => "Between these brackets at least one word was expected.".to_owned(),
        What::TooDeep => "Brackets stand in too many brackets here; from here on the group was left out.".to_owned(),
        What::NothingBesideOr => {
            "OR stands between two things; one of them is missing here. For the word itself, write \"OR\".".to_owned()
        }
        What::TooLong => "The query is too long; the rest was left out.".to_owned(),
        What::TooManyParts => "That is more than forty words and filters; from here on they were left out.".to_owned(),
    },
    left_out: |part| format!("Nothing has all of this. Shown is what is found without {part}."),
    only_some: "Nothing has all of these words. Shown is what has some of them.",
    read_as: "Read as",
    saved_searches: "Saved searches",
    saved_say: "A saved search keeps looking. What is new can take part in your timeline, or be counted in the menu until you look.",
    save_search: "Save this search",
    no_saved: "No saved searches yet",
    no_saved_says: "Search for something, then choose “Save this search” below what was found.",
    name: "Name",
    query: "Query",
    what_then: "What is new",
    task: |task| match task {
        Task::Nothing => "just keep the search",
        Task::Timeline => "becomes part of my timeline",
        Task::Tell => "tell me",
        Task::Mute => "mute it",
        Task::Save => "save it for later",
        Task::FollowTopic => "follow its topic",
        Task::MarkRead => "mark it as read",
    },
    save: "Save",
    change: "Change",
    remove: "Remove",
    remove_named: |name| format!("Remove “{name}”"),
    new_finds: |number| counted(Tongue::English, number as usize, "new item", "new items"),
    what_it_found: "What it found",
    nothing_found_yet: "Nothing new yet. Whatever matches from now on stands here for two weeks.",
    new: "new",
    too_many: "There is no room for more. Remove one that you no longer need, then save this one.",
    needs_query: "It asks for nothing, so it would find everything. Type a word or a filter.",
    mend_query: "Nothing was saved, because a part of the query makes no sense. Mend it and try again.",
    rules: "Rules",
    rules_say: "A rule looks at everything that comes in. Before it is saved you see what it would have done in the last two weeks.",
    new_rule: "New rule",
    no_rules: "No rules yet",
    when: "If",
    places: ["anything", "the title", "the text", "the author", "the source"],
    matches: "matches",
    then: "then",
    show_first: "Show what it would match",
    would_match: |number| {
        format!("In the last 14 days it would have matched {}", counted(Tongue::English, number, "item", "items"))
    },
    would_match_nothing: "In the last 14 days it would have matched nothing",
    newest_of_them: "The newest of them:",
    save_rule: "Save this rule",
    rule_kept: |name| format!("“{name}” holds from now on."),
    apply: "Apply it to the last two weeks too",
    apply_says: "The rule looks at what comes in from now on. It can do the same with what is here already.",
    applied: |number| format!("Done with {}.", counted(Tongue::English, number, "item", "items")),
    edit: "Change it",
    following: "What you follow",
    following_say: "What you follow fills “Following” on the front page and counts in “For you”. What you mute stays away everywhere.",
    nothing_followed: "You follow and mute nothing yet. Sources and topics have a button for it; a word can be added here.",
    words: "Words",
    follow_word: "Follow or mute a word",
    word: "Word or phrase in a title",
    follow: "Follow",
    mute: "Mute",
    muted: "Muted",
    followed: "Followed",
    lists: "Lists (OPML)",
    opml_out: "Download as OPML",
    opml_in: "Take over a list",
    opml_file: "A file from another reader, up to 5 MB",
    opml_paste: "Or its text",
    opml_following_says: "Sources of the list that this edition has are followed.",
    opml_sources_say: "Sources that are not here yet are added in the folders of the list.",
    opml_take: "Take it over",
    opml_added: |added, there| {
        format!(
            "{} added, {} here already.",
            counted(Tongue::English, added, "source", "sources"),
            counted(Tongue::English, there, "was", "were")
        )
    },
    opml_followed: |number| {
        format!("You follow {} of this list now.", counted(Tongue::English, number, "source", "sources"))
    },
    opml_unknown: |number| {
        format!(
            "{} of this list not in this edition; only its operator can add sources:",
            counted(Tongue::English, number, "source is", "sources are")
        )
    },
    opml_faults: |number| format!("{} could not be taken over:", counted(Tongue::English, number, "thing", "things")),
    opml_empty: "There is no list of feeds in this. Expected was OPML, as other readers export it.",
    opml_large: "The list is larger than 5 MB. Divide it and take over one part at a time.",
    folder: "Folder",
    move_there: "Move",
    move_named: |name| format!("Move {name}"),
    sources_in_folder: |number| counted(Tongue::English, number, "source", "sources"),
};

static GERMAN: FindWords = FindWords {
    source: "Quelle",
    kind: "Art",
    kinds: |kind| match kind {
        Kind::Article => "Artikel",
        Kind::Video => "Video",
        Kind::Audio => "Ton",
    },
    after: "Ab",
    before: "Vor",
    narrow: "Eingrenzen",
    suggestions: "Vorschläge",
    suggested: |number| counted(Tongue::German, number, "Vorschlag", "Vorschläge"),
    suggest_source: "Quelle",
    suggest_topic: "Thema",
    suggest_title: "Artikel",
    language_title: "Was Sie eingeben können",
    language_rows: [
        ("neuer Hafen", "beide Wörter, irgendwo"),
        ("\"neuer Hafen\"", "die Wörter in dieser Folge"),
        ("Fähre -Sturm", "Fähre, und nicht Sturm"),
        ("Fähre ODER (Bus Nacht)", "eines von beiden"),
        ("titel:Fähre  text:Fähre  autor:Lee", "nur dort"),
        ("quelle:\"Der Kurier\"  thema:sport", "aus einer Quelle, zu einem Thema"),
        ("sprache:de  art:video", "Sprache und Art: artikel, video, ton"),
        ("ab:2026-11-01  vor:2026-12-01", "erschienen ab diesem Tag, vor diesem Tag"),
    ],
    fault: |what| match what {
        What::NoSuchFilter(name) => format!(
            "Einen Filter „{name}:“ gibt es nicht; gesucht wurde danach als Wort. Filter sind quelle:, thema:, sprache:, art:, titel:, text:, autor:, ab: und vor:."
        ),
        What::NothingAfter(name) => {
            format!("Nach „{name}:“ wurde ein Wort oder eine \"Wortfolge\" erwartet, ohne Leerzeichen dazwischen.")
        }
        What::NoSuchTopic(topic) => format!(
            "Ein Thema „{topic}“ gibt es nicht. Die Namen stehen auf der Seite der Themen: zum Beispiel thema:sport."
        ),
        What::NoSuchLanguage(language) => {
            format!("„{language}“ ist keine Sprache. Erwartet wurden zwei Buchstaben: sprache:en oder sprache:de.")
        }
        What::NoSuchKind(kind) => {
            format!("Eine Art „{kind}“ gibt es nicht. Erwartet wurde art:artikel, art:video oder art:ton.")
        }
        What::NoDay(day) => format!("„{day}“ ist kein Tag. Erwartet wurde Jahr-Monat-Tag: 2026-11-01."),
        What::QuoteNotClosed => {
            "Dieses Anführungszeichen wird nicht geschlossen; die Wortfolge reicht bis zum Ende der Anfrage.".to_owned()
        }
        What::GroupNotClosed => {
            "Diese Klammer wird nicht geschlossen; die Gruppe reicht bis zum Ende der Anfrage.".to_owned()
        }
        What::GroupNotOpened => "Diese Klammer schließt nichts und wurde weggelassen.".to_owned(),
        What::GroupEmpty => "Zwischen diesen Klammern wurde mindestens ein Wort erwartet.".to_owned(),
        What::TooDeep => "Hier stehen Klammern in zu vielen Klammern; ab hier wurde die Gruppe weggelassen.".to_owned(),
        What::NothingBesideOr => {
            "ODER steht zwischen zwei Dingen; hier fehlt eines davon. Für das Wort selbst schreiben Sie \"ODER\"."
                .to_owned()
        }
        What::TooLong => "Die Anfrage ist zu lang; der Rest wurde weggelassen.".to_owned(),
        What::TooManyParts => "Das sind mehr als vierzig Wörter und Filter; ab hier wurden sie weggelassen.".to_owned(),
    },
    left_out: |part| format!("Nichts hat all das. Gezeigt wird, was sich ohne {part} findet."),
    only_some: "Nichts hat alle diese Wörter. Gezeigt wird, was einige davon hat.",
    read_as: "Gelesen als",
    saved_searches: "Gespeicherte Suchen",
    saved_say: "Eine gespeicherte Suche sucht weiter. Neues kann Teil Ihrer Auswahl werden oder im Menü gezählt werden, bis Sie nachsehen.",
    save_search: "Diese Suche speichern",
    no_saved: "Noch keine gespeicherten Suchen",
    no_saved_says: "Suchen Sie nach etwas, und wählen Sie „Diese Suche speichern“ unter dem, was gefunden wurde.",
    name: "Name",
    query: "Anfrage",
    what_then: "Was neu ist",
    task: |task| match task {
        Task::Nothing => "nur die Suche behalten",
        Task::Timeline => "wird Teil meiner Auswahl",
        Task::Tell => "melden",
        Task::Mute => "stummschalten",
        Task::Save => "für später aufheben",
        Task::FollowTopic => "seinem Thema folgen",
        Task::MarkRead => "als gelesen zählen",
    },
    save: "Speichern",
    change: "Ändern",
    remove: "Entfernen",
    remove_named: |name| format!("„{name}“ entfernen"),
    new_finds: |number| counted(Tongue::German, number as usize, "neuer Beitrag", "neue Beiträge"),
    what_it_found: "Was gefunden wurde",
    nothing_found_yet: "Noch nichts Neues. Was ab jetzt passt, steht hier zwei Wochen lang.",
    new: "neu",
    too_many: "Für mehr ist kein Platz. Entfernen Sie, was Sie nicht mehr brauchen, und speichern Sie dann neu.",
    needs_query: "Damit wird nach nichts gefragt, also würde alles gefunden. Geben Sie ein Wort oder einen Filter ein.",
    mend_query: "Nichts wurde gespeichert, weil ein Teil der Anfrage keinen Sinn ergibt. Ändern Sie ihn und versuchen Sie es noch einmal.",
    rules: "Regeln",
    rules_say: "Eine Regel sieht sich alles an, was hereinkommt. Bevor sie gespeichert wird, sehen Sie, was sie in den letzten zwei Wochen getan hätte.",
    new_rule: "Neue Regel",
    no_rules: "Noch keine Regeln",
    when: "Wenn",
    places: ["irgendetwas", "der Titel", "der Text", "die Autorin oder der Autor", "die Quelle"],
    matches: "passt zu",
    then: "dann",
    show_first: "Zeigen, wozu sie passen würde",
    would_match: |number| {
        format!(
            "In den letzten 14 Tagen hätte sie zu {} gepasst",
            counted(Tongue::German, number, "Beitrag", "Beiträgen")
        )
    },
    would_match_nothing: "In den letzten 14 Tagen hätte sie zu nichts gepasst",
    newest_of_them: "Die neuesten davon:",
    save_rule: "Diese Regel speichern",
    rule_kept: |name| format!("„{name}“ gilt ab jetzt."),
    apply: "Auch auf die letzten zwei Wochen anwenden",
    apply_says: "Die Regel sieht sich an, was ab jetzt hereinkommt. Mit dem, was schon da ist, kann sie dasselbe tun.",
    applied: |number| format!("Getan mit {}.", counted(Tongue::German, number, "Beitrag", "Beiträgen")),
    edit: "Ändern",
    following: "Dem Sie folgen",
    following_say: "Was Sie hier sehen, füllt „Gefolgt“ auf der ersten Seite und zählt in „Für Sie“. Stummgeschaltetes bleibt überall fern.",
    nothing_followed: "Sie folgen noch nichts und haben nichts stummgeschaltet. Quellen und Themen haben dafür einen Knopf; ein Wort können Sie hier eingeben.",
    words: "Wörter",
    follow_word: "Einem Wort folgen oder es stummschalten",
    word: "Wort oder Wortfolge in einem Titel",
    follow: "Folgen",
    mute: "Stummschalten",
    muted: "Stummgeschaltet",
    followed: "Gefolgt",
    lists: "Listen (OPML)",
    opml_out: "Als OPML herunterladen",
    opml_in: "Eine Liste übernehmen",
    opml_file: "Eine Datei aus einem anderen Leseprogramm, bis 5 MB",
    opml_paste: "Oder ihr Text",
    opml_following_says: "Quellen der Liste, die diese Ausgabe hat, wird gefolgt.",
    opml_sources_say: "Quellen, die noch nicht da sind, werden in den Ordnern der Liste hinzugefügt.",
    opml_take: "Übernehmen",
    opml_added: |added, there| {
        format!(
            "{} hinzugefügt, {} schon da.",
            counted(Tongue::German, added, "Quelle", "Quellen"),
            counted(Tongue::German, there, "war", "waren")
        )
    },
    opml_followed: |number| {
        format!("Sie folgen jetzt {} aus dieser Liste.", counted(Tongue::German, number, "Quelle", "Quellen"))
    },
    opml_unknown: |number| {
        format!(
            "{} der Liste nicht in dieser Ausgabe; nur ihre Betreiberin kann Quellen hinzufügen:",
            counted(Tongue::German, number, "Quelle ist", "Quellen sind")
        )
    },
    opml_faults: |number| {
        format!("{} nicht übernommen werden:", counted(Tongue::German, number, "Sache konnte", "Sachen konnten"))
    },
    opml_empty: "Darin ist keine Liste von Feeds. Erwartet wurde OPML, wie es andere Leseprogramme ausgeben.",
    opml_large: "Die Liste ist größer als 5 MB. Teilen Sie sie, und übernehmen Sie einen Teil nach dem andern.",
    folder: "Ordner",
    move_there: "Verschieben",
    move_named: |name| format!("{name} verschieben"),
    sources_in_folder: |number| counted(Tongue::German, number, "Quelle", "Quellen"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_written_as_each_language_does() {
        for (tongue, one, many) in [
            (Tongue::English, "Done with 1 item.", "Done with 12,345 items."),
            (Tongue::German, "Getan mit 1 Beitrag.", "Getan mit 12.345 Beiträgen."),
        ] {
            let says = FindWords::of(tongue).applied;
            assert_eq!((says(1).as_str(), says(12_345).as_str()), (one, many));
        }
    }
}
