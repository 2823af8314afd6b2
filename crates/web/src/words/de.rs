//! German.

use super::Words;
use crate::Wrong;
use model::{Health, SourceKind};

fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

pub static WORDS: Words = Words {
    skip: "Zum Inhalt springen",
    menu: "Rubriken",
    front: "Titelseite",
    topics: "Themen",
    sources: "Quellen",
    search: "Suche",
    about: "Über uns",
    colours: "Farben",
    light: "Hell",
    dark: "Dunkel",
    as_device: "Wie mein Gerät",
    language: "Sprache",
    keys_title: "Tasten",
    keys: [("j", "nächste Meldung"), ("k", "vorige Meldung"), ("o", "öffnen"), ("/", "suchen"), ("?", "diese Liste")],
    close: "Schließen",
    foot: "Keine Werbung, keine Verfolger: Ihr Browser spricht mit diesem Server und mit niemandem sonst.",

    order: "Reihenfolge",
    for_you: "Für Sie",
    newest: "Neueste",
    most_covered: "Meistberichtet",
    following: "Gefolgt",
    order_says: [
        "Gewählt nach dem, was Sie hier lesen; jede Meldung sagt, warum.",
        "Alles nach der Zeit. Was Sie getan haben, spielt keine Rolle.",
        "Worüber die meisten Quellen schreiben. Was Sie getan haben, spielt keine Rolle.",
        "Nur Quellen und Themen, denen Sie folgen, das Neueste zuerst.",
    ],
    up_to_date: "Sie sind auf dem neuesten Stand.",
    as_of: |clock| format!("Stand {clock} Uhr"),
    the_end_says: |stories, sources| {
        format!(
            "{} aus {}.",
            counted(stories as u64, "Meldung", "Meldungen"),
            counted(sources.into(), "Quelle", "Quellen")
        )
    },
    left_out_says: |number| {
        format!("{} weggelassen, jede mit Begründung", counted(number.into(), "weitere wurde", "weitere wurden"))
    },
    nothing_yet: "Noch keine Nachrichten",
    nothing_yet_says: "Sobald die erste Quelle geantwortet hat, stehen ihre Meldungen hier.",
    nothing_followed_says: "Sie folgen noch nichts. Wählen Sie unter Quellen und Themen, dann sammelt es sich hier.",
    why: "Warum das?",
    why_about: |headline| format!("Warum das: {headline}"),
    by_sources: |number| counted(number.into(), "Quelle", "Quellen"),
    by_reports: |number| counted(number.into(), "Bericht", "Berichte"),
    minutes: |number| format!("{number} Min. Lesezeit"),
    video: "Video",
    audio: "Audio",

    by: |name| format!("Von {name}"),
    updated: |when| format!("Aktualisiert {when}"),
    picture_by: |credit| format!("Bild: {credit}"),
    read_at: |source| format!("Bei {source} lesen"),
    only_teaser: |source| format!("{source} veröffentlicht im Feed nur den Anfang."),
    earlier_versions: |number| counted(number as u64, "frühere Fassung", "frühere Fassungen"),
    as_seen: |when| format!("So stand es bis {when}"),
    next_in_story: "Weiter in dieser Geschichte",
    whole_story: |told| format!("Die ganze Geschichte: {told}"),
    more_from: |source| format!("Mehr von {source}"),
    like: "Gefällt mir",
    less_like_this: "Weniger davon",
    follow: |name| format!("{name} folgen"),
    unfollow: |name| format!("{name} nicht mehr folgen"),
    mute: |name| format!("{name} stummschalten"),
    unmute: |name| format!("{name} wieder hören"),
    noted: "Vermerkt.",
    attached: "Anhang",
    megabytes: |number| format!("{number:.1} MB").replace('.', ","),
    your_say: "Ihre Wahl",

    story: "Geschichte",
    story_says: |sources, items, span| {
        let sources = counted(sources.into(), "Quelle", "Quellen");
        format!("{sources}, {} innerhalb von {span}", counted(items as u64, "Bericht", "Berichte"))
    },
    was_first: "Zuerst berichtet",
    later: |span| format!("{span} später"),
    coverage: "Wie die Berichterstattung wuchs",
    plot_says: |reports, span| {
        format!("{} innerhalb von {span}; jeder Punkt ist ein Bericht.", counted(reports as u64, "Bericht", "Berichte"))
    },
    side_by_side: "Was jede Quelle schreibt",
    changed_text: "hat den Text geändert",

    topics_say: "Worum es in den letzten Tagen ging. Folgen Sie, wovon Sie mehr wollen; schalten Sie stumm, wovon Sie nichts wollen.",
    stories: |number| counted(number.into(), "Geschichte", "Geschichten"),
    followed: "Gefolgt",
    muted: "Stumm",
    no_topics: "Noch keine Themen. Sie erscheinen mit den ersten Meldungen.",
    empty_topic: "In den letzten Tagen nichts dazu.",

    sources_say: |number| format!("Diese Ausgabe liest {}.", counted(number as u64, "Quelle", "Quellen")),
    add_source: "Quelle hinzufügen",
    add_source_says: "Die Adresse eines Feeds oder einer Seite: ihr Feed wird gesucht.",
    address: "Adresse",
    add: "Hinzufügen",
    starters: "Listen für den Anfang",
    starters_say: "Öffentliche Feeds für den Anfang, nach Sprache.",
    take_over: |number| format!("{} hinzufügen", counted(number.into(), "Feed", "Feeds")),
    items_this_week: |number| format!("{} diese Woche", counted(number.into(), "Meldung", "Meldungen")),
    newest_item: |when| format!("neueste {when}"),
    nothing_from_it: "noch nichts",
    health: |health| match health {
        Health::New => "Noch nicht gefragt",
        Health::Well => "Gesund",
        Health::Faulty => "Fehlerhaft",
        Health::Slowed => "Gebremst",
        Health::Failing => "Gestört",
        Health::Stopped => "Eingestellt",
    },
    kind: |kind| match kind {
        SourceKind::Feed => "Feed aus dem Netz",
        SourceKind::Newsroom => "Unsere Redaktion",
        SourceKind::Demo => "Vorführung",
        SourceKind::File => "Aus einer Datei gelesen",
    },
    last_answers: "Letzte Antworten",
    no_answers: "Sie wurde noch nicht gefragt.",
    answered_in: |ms| format!("{ms} ms"),
    no_answer: "keine Antwort",
    new_items: |number| counted(number.into(), "neue Meldung", "neue Meldungen"),
    feed_address: "Feed",
    website: "Website",
    added: "Hinzugefügt",
    asked_next: "Nächste Abfrage",
    latest_items: "Zuletzt",
    folder_rest: "Weitere",
    when: "Wann",
    answer: "Antwort",
    what: "Was kam",

    search_says: "Durchsuchen Sie alles, was diese Ausgabe aufbewahrt hat.",
    search_for: "Suchen nach",
    any: "Alle",
    filter_language: "Sprache",
    filter_topic: "Thema",
    filter_sort: "Ordnung",
    sort_best: "Passendste",
    filter_since: "Veröffentlicht",
    since: ["am letzten Tag", "in der letzten Woche", "im letzten Monat"],
    found: |number, query| format!("{} für „{query}“", counted(number as u64, "Treffer", "Treffer")),
    found_nothing: |query| format!("Nichts gefunden für „{query}“"),
    found_nothing_says: "Versuchen Sie es mit weniger oder anderen Wörtern oder ohne Filter.",
    more_results: "Weitere Treffer",
    fewer_results: "Vorige Treffer",

    stands_at: |position, candidates| {
        format!("Platz {position} unter {}", counted(candidates.into(), "Kandidaten", "Kandidaten"))
    },
    was_left_out: "Aus Ihrer Auswahl weggelassen",
    weights: "Was gezählt hat",
    weights_say: "Berechnet, indem jede Gruppe weggelassen und neu geordnet wurde: genau, nicht geschätzt.",
    without: |place| match place {
        Some(place) => format!("ohne sie stünde dies auf Platz {place}"),
        None => "ohne sie stünde dies nicht hier".to_owned(),
    },
    unchanged_without: "ohne sie änderte sich nichts",
    value: "Wert",
    left_out: "Was weggelassen wurde, und warum",
    left_out_list: |shown, total| format!("{shown} von {total}"),
    back_to_front: "Zurück zur Titelseite",
    not_ranked: "Dies steht zurzeit nicht in Ihrer Auswahl, darum hat es nichts eingeordnet.",

    about_title: |title| format!("Über {title}"),
    about_says: [
        "Nachrichten, die für Sie zählen, aus vielen Quellen, an einem Ort, mit einem Ende.",
        "Berichte über dasselbe Ereignis stehen als Geschichte beisammen: So sehen Sie, wer was sagt, und wer es zuerst gesagt hat.",
        "Ihre Auswahl trifft ein Verfahren, das beim Lesen lernt. Jede Meldung sagt, warum sie da ist, und was weggelassen wurde, sagt, warum nicht. Wer nichts davon möchte, wählt neben der Auswahl „Neueste“ oder „Meistberichtet“.",
        "Ihr Browser spricht allein mit diesem Server. Bilder holt der Server, nicht Sie; es gibt keine Verfolger und keine Werbung. Ein Cookie wird gesetzt, wenn Sie etwas wählen oder lesen, und es enthält eine Zufallszahl.",
        "Das Programm ist freie Software (AGPL-3.0-or-later): Jeder darf es lesen, prüfen und betreiben.",
    ],
    about_holds: |sources, items| {
        format!(
            "{} aus {}",
            counted(items.into(), "Meldung", "Meldungen"),
            counted(sources.into(), "Quelle", "Quellen")
        )
    },

    wrong: |wrong| {
        match wrong {
        Wrong::NoSuchPage => ("Diese Seite gibt es nicht", "Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen. Auf der Titelseite steht alles Aktuelle.".to_owned()),
        Wrong::NoSuchItem => ("Diese Meldung haben wir nicht", "Sie war nie hier, oder sie wurde entfernt. Vielleicht findet die Suche, was Sie suchen.".to_owned()),
        Wrong::WrongMethod => ("Diese Adresse lässt sich so nicht benutzen", "Sie wurde auf eine Weise gefragt, die sie nicht versteht. Gehen Sie zurück und benutzen Sie die Knöpfe der Seite.".to_owned()),
        Wrong::TooLarge => ("Das war zu viel auf einmal", "Was geschickt wurde, ist größer, als diese Adresse annimmt. Schicken Sie weniger auf einmal.".to_owned()),
        Wrong::Unreadable(what) => ("Das ließ sich nicht lesen", format!("Was geschickt wurde, ergibt hier keinen Sinn: {what}. Gehen Sie zurück und versuchen Sie es noch einmal.")),
        Wrong::Foreign => ("Das kam von einer anderen Seite", "Es wurde nichts geändert, weil das Formular nicht von unseren eigenen Seiten kam. Öffnen Sie die Seite hier und schicken Sie es noch einmal.".to_owned()),
        Wrong::OperatorsOnly => ("Das darf nur der Betreiber", "Fragen Sie, wer diese Ausgabe betreibt, oder öffnen Sie die Seite auf dem Rechner, auf dem sie läuft.".to_owned()),
        Wrong::Ours => ("Bei uns ist etwas kaputtgegangen", "Es ist unser Fehler, nicht Ihrer, und er ist notiert. Versuchen Sie es in einer Minute noch einmal.".to_owned()),
    }
    },
};
