//! What the page about the ledger says to everybody.

use super::{Tongue, whole};

pub struct TransparencyWords {
    pub title: &'static str,
    pub says: &'static str,
    pub to_my_data: &'static str,

    pub alarms: &'static str,
    pub no_alarm: &'static str,
    pub beat_missing: fn(&str, u64) -> String,
    pub overdue: fn(u64, &str) -> String,

    pub head_title: &'static str,
    pub head_says: &'static str,
    pub origin: &'static str,
    pub size: &'static str,
    pub root: &'static str,
    pub newest_entry: &'static str,
    pub keys: &'static str,
    pub no_head: &'static str,
    pub raw: &'static str,

    pub witnesses_title: &'static str,
    pub witnesses: fn(usize) -> String,
    pub no_witness_says: &'static str,
    pub witnesses_say: &'static str,

    pub region_title: &'static str,
    pub region: fn(&str) -> String,
    pub region_says: &'static str,
    pub no_region: &'static str,

    pub check_title: &'static str,
    pub check_says: [&'static str; 3],

    pub policy_title: &'static str,
    pub policy_says: fn(u64, u64) -> String,
    pub who: &'static str,
    pub why: &'static str,
    pub what: &'static str,
    pub where_from: &'static str,

    pub counts_title: &'static str,
    pub counts_say: &'static str,
    pub beat_says: fn(u64, &str) -> String,
    pub counted: &'static str,
    pub timelines: &'static str,
    pub digests: &'static str,
    pub unlocks: &'static str,
    pub deposits: &'static str,
    pub count: &'static str,

    pub accesses_title: &'static str,
    pub no_access: &'static str,
    pub requests_title: &'static str,
    pub no_request: &'static str,
    pub asked: &'static str,
    pub country: &'static str,
    pub answer: &'static str,
    pub due: fn(&str) -> String,
    pub accounts_of: fn(u64, u64) -> String,
    pub decisions_title: &'static str,
    pub no_decision: &'static str,

    pub last_title: &'static str,
    pub last_says: &'static str,
    pub proof: &'static str,

    pub reports_title: &'static str,
    pub no_report: &'static str,
    pub report: fn(&str) -> String,
    pub report_says: &'static str,
    pub csv: &'static str,
    pub note: &'static str,
    /// A table and a measure of a report, by their words in the file.
    pub table: fn(&str) -> String,
    pub measure: &'static str,
    pub measured: fn(&str) -> String,
    /// Count, of how many, and the share in hundredths where there is one.
    pub of: fn(&str, &str, Option<&str>) -> String,

    pub terms_title: &'static str,
    pub terms_fit: fn(u64) -> String,
    pub terms_differ: fn(u64) -> String,
    pub terms_language: &'static str,
    /// The terms in this language, where that is not the one that binds.
    pub terms_in_words: Option<&'static str>,
    pub terms_that_bind: &'static str,

    pub limits_title: &'static str,
    pub limits_say: &'static str,
    pub limits: [&'static str; 7],
}

impl TransparencyWords {
    pub fn of(tongue: Tongue) -> &'static TransparencyWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: TransparencyWords = TransparencyWords {
    title: "Transparency",
    says: "Whoever wants to open what is kept about a reader writes it into a public list first, and gets no key otherwise. This page shows that list, and how you check it without believing us.",
    to_my_data: "My data: the entries about you",

    alarms: "Alarms",
    no_alarm: "None: the server writes its beats in time, and no answer is overdue.",
    beat_missing: |last, minutes| {
        format!(
            "A beat is missing. The last one is from {last}; one is due every {minutes} minutes. Until the next one, nobody can tell from the ledger whether the server counted what it did."
        )
    },
    overdue: |entry, due| format!("The request in entry {entry} has no answer, and it was due on {due}."),

    head_title: "The newest head",
    head_says: "A head stands for the whole list: if one byte of one entry changes, the root does. It is signed, and whoever kept an earlier one can see that the list only grew.",
    origin: "Name of the ledger",
    size: "Entries",
    root: "Root",
    newest_entry: "Newest entry",
    keys: "Keys that verify it",
    no_head: "There is no head yet: the ledger is empty.",
    raw: "The head as it is signed",

    witnesses_title: "Who besides us checked",
    witnesses: |count| match count {
        0 => "No independent witness has signed this head.".to_owned(),
        1 => "One other signer has cosigned this head.".to_owned(),
        count => format!("{count} other signers have cosigned this head."),
    },
    no_witness_says: "That means: nobody but us vouches that everybody is shown the same list. We could keep two, one for you and one for others, and each would look whole. Compare the head with somebody else’s, or have a witness run.",
    witnesses_say: "A witness signs only heads that grew from the one it signed before. Whether a signer is independent of us, this site does not judge: look at the names, and put those whom you trust into a trust policy.",

    region_title: "The region",
    region: |name| format!("This edition belongs to the region “{name}”."),
    region_says: "Its database, its pictures and every machine that serves it carry that name, and a server refuses to start where they differ. Where the machine stands, a name cannot prove.",
    no_region: "The operator has named no region for this edition, so nothing checks that its database, its pictures and its servers belong to the same one.",

    check_title: "Check it yourself",
    check_says: [
        "With a short program that anybody can read (Python):",
        "With the auditor, which also replays the policies, beats and deadlines:",
        "In your browser, without installing anything, at",
    ],

    policy_title: "What may be opened",
    policy_says: |version, entry| {
        format!(
            "Access policy {version}, in force since entry {entry}. What stands in no line is refused by the vault."
        )
    },
    who: "Who",
    why: "For what",
    what: "Which data",
    where_from: "From where",

    counts_title: "What happened so far",
    counts_say: "Since the first entry. The rows of the second table are counted by the server itself and told in each beat.",
    beat_says: |number, when| format!("Beat {number}, {when}"),
    counted: "Counted by the server",
    timelines: "timelines ranked",
    digests: "digests sent",
    unlocks: "times that readers’ own sessions opened their data",
    deposits: "uses of keys that readers deposited",
    count: "Number",

    accesses_title: "Openings of readers’ data",
    no_access: "Nothing was opened so far.",
    requests_title: "Requests of authorities",
    no_request: "No request stands in the ledger.",
    asked: "Asked",
    country: "Country",
    answer: "Answer",
    due: |when| format!("none yet; due by {when}"),
    accounts_of: |done, asked| {
        format!("accounts: {} of {}", whole(Tongue::English, done), whole(Tongue::English, asked))
    },
    decisions_title: "Decisions about content",
    no_decision: "Nothing was withheld or restricted.",

    last_title: "The last entries",
    last_says: "The newest first, without beats. Who is concerned, only the readers themselves can tell.",
    proof: "proof",

    reports_title: "Reports",
    no_report: "None was published yet. Until then, the entries themselves are the report.",
    report: |period| format!("Report for {period}"),
    report_says: "Computed from the entries alone; the auditor recomputes it to the byte.",
    csv: "as CSV",
    note: "signed note",
    table: |table| {
        let said = match table {
            "entries" => "Entries",
            "requests" => "Requests of authorities",
            "removals" => "Requests to remove something",
            "outcomes" => "Answers",
            "access" => "Openings of readers’ data",
            "transfers" => "Transfers",
            "decisions" => "Decisions about content",
            "rules" => "Rules decided by",
            "appeals" => "Appeals",
            "erasures" => "Erasures",
            "sealed" => "Sealed entries",
            "beats" => "Beats",
            "processing" => "What the server counted",
            other => other,
        };
        said.to_owned()
    },
    measure: "What was counted",
    measured: |measure| measure.replace('-', " "),
    of: |count, of, share| match share {
        Some(share) => format!("{count} of {of} ({share} %)"),
        None => format!("{count} of {of}"),
    },

    terms_title: "What this edition promises",
    terms_fit: |entry| format!("The hash of this text stands in entry {entry}."),
    terms_differ: |entry| {
        format!(
            "The text that holds is another one: its hash stands in entry {entry}, and it is not that of the text below."
        )
    },
    terms_language: "",
    terms_in_words: None,
    terms_that_bind: "",

    limits_title: "What this cannot prove",
    limits_say: "A ledger shows what was written, and that it was not changed. It cannot show:",
    limits: [
        "that nobody with full power over the machine copied what was readable while readers were here;",
        "that a purpose which somebody stated is the true one;",
        "in which country a disk stands;",
        "that no request was left out, unless whoever made it holds a receipt, or silenced by law;",
        "anything, if the vault and the operator work together against you;",
        "that others are shown the same list, as long as no independent witness signs;",
        "that nobody concludes from fetched pictures and films what somebody is interested in.",
    ],
};

static GERMAN: TransparencyWords = TransparencyWords {
    title: "Transparenz",
    says: "Wer öffnen will, was über eine Leserin oder einen Leser aufbewahrt ist, schreibt es zuerst in eine öffentliche Liste und bekommt sonst keinen Schlüssel. Diese Seite zeigt die Liste, und wie Sie sie prüfen, ohne uns zu glauben.",
    to_my_data: "Meine Daten: die Einträge über Sie",

    alarms: "Alarme",
    no_alarm: "Keine: Der Server gibt seine Lebenszeichen rechtzeitig, und keine Antwort ist überfällig.",
    beat_missing: |last, minutes| {
        format!(
            "Ein Lebenszeichen fehlt. Das letzte stammt vom {last}; alle {minutes} Minuten ist eines fällig. Bis zum nächsten sagt das Protokoll niemandem, ob der Server zählte, was er tat."
        )
    },
    overdue: |entry, due| {
        format!("Die Anfrage aus Eintrag {entry} ist nicht beantwortet; fällig war die Antwort am {due}.")
    },

    head_title: "Der neueste Kopf",
    head_says: "Ein Kopf steht für die ganze Liste: Ändert sich ein Byte eines Eintrags, ändert sich die Wurzel. Er ist unterschrieben, und wer einen früheren aufhob, kann sehen, dass die Liste nur gewachsen ist.",
    origin: "Name des Protokolls",
    size: "Einträge",
    root: "Wurzel",
    newest_entry: "Neuester Eintrag",
    keys: "Schlüssel, mit denen man ihn prüft",
    no_head: "Es gibt noch keinen Kopf: Das Protokoll ist leer.",
    raw: "Der Kopf, wie er unterschrieben ist",

    witnesses_title: "Wer außer uns nachgeprüft hat",
    witnesses: |count| match count {
        0 => "Kein unabhängiger Zeuge hat diesen Kopf unterschrieben.".to_owned(),
        1 => "Jemand anderes hat diesen Kopf mitunterschrieben.".to_owned(),
        count => format!("{count} andere haben diesen Kopf mitunterschrieben."),
    },
    no_witness_says: "Das bedeutet: Niemand außer uns bürgt dafür, dass alle dieselbe Liste gezeigt bekommen. Wir könnten zwei führen, eine für Sie und eine für andere, und jede sähe vollständig aus. Vergleichen Sie den Kopf mit dem von jemand anderem, oder lassen Sie einen Zeugen laufen.",
    witnesses_say: "Ein Zeuge unterschreibt nur Köpfe, die aus dem gewachsen sind, den er zuvor unterschrieb. Ob jemand von uns unabhängig ist, beurteilt diese Seite nicht: Sehen Sie sich die Namen an, und nehmen Sie, wem Sie trauen, in Ihre Vertrauensregel auf.",

    region_title: "Die Region",
    region: |name| format!("Diese Ausgabe gehört zur Region „{name}“."),
    region_says: "Ihre Datenbank, ihre Bilder und jede Maschine, die sie ausliefert, tragen diesen Namen, und ein Server startet nicht, wo sie sich unterscheiden. Wo die Maschine steht, kann ein Name nicht beweisen.",
    no_region: "Der Betreiber hat für diese Ausgabe keine Region genannt; deshalb prüft nichts, ob ihre Datenbank, ihre Bilder und ihre Server zur selben gehören.",

    check_title: "Selbst prüfen",
    check_says: [
        "Mit einem kurzen Programm, das jeder lesen kann (Python):",
        "Mit dem Prüfer, der auch Zugriffsregeln, Lebenszeichen und Fristen nachrechnet:",
        "In Ihrem Browser, ohne etwas einzurichten, unter",
    ],

    policy_title: "Was geöffnet werden darf",
    policy_says: |version, entry| {
        format!("Zugriffsregel {version}, gilt seit Eintrag {entry}. Was in keiner Zeile steht, verweigert der Tresor.")
    },
    who: "Wer",
    why: "Wozu",
    what: "Welche Daten",
    where_from: "Von wo",

    counts_title: "Was bisher geschah",
    counts_say: "Seit dem ersten Eintrag. Die Zeilen der zweiten Tabelle zählt der Server selbst und sagt sie mit jedem Lebenszeichen.",
    beat_says: |number, when| format!("Lebenszeichen {number}, {when}"),
    counted: "Vom Server gezählt",
    timelines: "geordnete Seiten",
    digests: "verschickte Übersichten",
    unlocks: "Öffnungen durch die eigenen Sitzungen von Leserinnen und Lesern",
    deposits: "Verwendungen hinterlegter Schlüssel",
    count: "Anzahl",

    accesses_title: "Öffnungen von Daten",
    no_access: "Bisher wurde nichts geöffnet.",
    requests_title: "Anfragen von Behörden",
    no_request: "Im Protokoll steht keine Anfrage.",
    asked: "Gefragt",
    country: "Land",
    answer: "Antwort",
    due: |when| format!("noch keine; fällig bis {when}"),
    accounts_of: |done, asked| format!("Konten: {} von {}", whole(Tongue::German, done), whole(Tongue::German, asked)),
    decisions_title: "Entscheidungen über Inhalte",
    no_decision: "Nichts wurde zurückgehalten oder eingeschränkt.",

    last_title: "Die letzten Einträge",
    last_says: "Die neuesten zuerst, ohne Lebenszeichen. Wen sie betreffen, wissen nur die Betroffenen selbst.",
    proof: "Beweis",

    reports_title: "Berichte",
    no_report: "Noch ist keiner veröffentlicht. Bis dahin sind die Einträge selbst der Bericht.",
    report: |period| format!("Bericht für {period}"),
    report_says: "Allein aus den Einträgen berechnet; der Prüfer rechnet ihn aufs Byte genau nach.",
    csv: "als CSV",
    note: "unterschriebene Notiz",
    table: |table| {
        let said = match table {
            "entries" => "Einträge",
            "requests" => "Anfragen von Behörden",
            "removals" => "Verlangen, etwas zu entfernen",
            "outcomes" => "Antworten",
            "access" => "Öffnungen von Daten",
            "transfers" => "Weitergaben",
            "decisions" => "Entscheidungen über Inhalte",
            "rules" => "Regeln, nach denen entschieden wurde",
            "appeals" => "Einsprüche",
            "erasures" => "Löschungen",
            "sealed" => "Versiegelte Einträge",
            "beats" => "Lebenszeichen",
            "processing" => "Was der Server zählte",
            other => other,
        };
        said.to_owned()
    },
    measure: "Was gezählt wurde",
    measured: |measure| {
        let said = match measure {
            "entries" => "Einträge",
            "open-before" => "offen zu Beginn",
            "received" => "eingegangen",
            "accounts-asked" => "angefragte Konten",
            "items-asked" => "angefragte Beiträge",
            "answered-none" => "beantwortet: nichts",
            "answered-some" => "beantwortet: ein Teil",
            "answered-all" => "beantwortet: alles",
            "open-after" => "offen am Ende",
            "granted" => "ganz oder teils erfüllt",
            "accounts-disclosed" => "herausgegebene Konten",
            "items-acted-on" => "betroffene Beiträge",
            "outcomes" => "Antworten",
            "accounts" => "Konten",
            "items" => "Beiträge",
            "without-request" => "ohne offene Anfrage",
            "subjects" => "Betroffene",
            "minutes" => "Minuten",
            "transfers" => "Weitergaben",
            "bytes" => "Byte",
            "decisions" => "Entscheidungen",
            "automated" => "davon durch eine Maschine",
            "everywhere" => "davon in allen Ländern",
            "answers" => "Antworten auf Einsprüche",
            "restored" => "davon wiederhergestellt",
            "erasures" => "Löschungen",
            "expected" => "erwartet",
            "present" => "vorhanden",
            "missing" => "fehlend",
            "starts" => "Starts",
            "stops" => "Halte",
            "timelines" => "geordnete Seiten",
            "digests" => "verschickte Übersichten",
            "unlocks" => "Öffnungen durch eigene Sitzungen",
            "deposits" => "Verwendungen hinterlegter Schlüssel",
            other => other,
        };
        said.to_owned()
    },
    of: |count, of, share| match share {
        Some(share) => format!("{count} von {of} ({share} %)"),
        None => format!("{count} von {of}"),
    },

    terms_title: "Was diese Ausgabe verspricht",
    terms_fit: |entry| format!("Die Prüfsumme des englischen Wortlauts steht in Eintrag {entry}."),
    terms_differ: |entry| {
        format!(
            "Es gilt ein anderer Text: Seine Prüfsumme steht in Eintrag {entry} und ist nicht die des Textes hier unten."
        )
    },
    terms_language: "Dies ist eine Übersetzung. Es gilt der englische Wortlaut; seine Prüfsumme ist es, die im Protokoll steht.",
    terms_in_words: Some(include_str!("../../../../docs/terms.de.md")),
    terms_that_bind: "Der englische Wortlaut, der gilt",

    limits_title: "Was das nicht beweisen kann",
    limits_say: "Ein Protokoll zeigt, was hineingeschrieben wurde und dass es nicht verändert wurde. Es kann nicht zeigen:",
    limits: [
        "dass niemand mit voller Gewalt über den Rechner abschrieb, was lesbar war, während Leserinnen und Leser da waren;",
        "dass ein angegebener Zweck der wahre ist;",
        "in welchem Land eine Festplatte steht;",
        "dass keine Anfrage fehlt, solange nicht, wer sie stellte, eine Quittung hat, oder dass keine durch Gesetz verschwiegen wird;",
        "irgendetwas, wenn der Tresor und der Betreiber gemeinsam gegen Sie arbeiten;",
        "dass andere dieselbe Liste gezeigt bekommen, solange kein unabhängiger Zeuge unterschreibt;",
        "dass niemand aus abgerufenen Bildern und Filmen schließt, was jemanden interessiert.",
    ],
};
