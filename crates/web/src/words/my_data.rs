//! What the page says on which a reader sees what is kept of her, who opened it, and how she has it erased.

use super::Tongue;

pub struct MyDataWords {
    pub title: &'static str,
    pub says: &'static str,
    pub nothing: &'static str,
    pub nothing_says: &'static str,
    pub on_this_page: &'static str,

    pub kept_title: &'static str,
    pub kept_says: fn(&str) -> String,
    pub since: fn(&str) -> String,
    pub kind: fn(&str) -> &'static str,
    pub what: &'static str,
    pub rows: &'static str,
    /// Of a class: its word in the ledger.
    pub key: fn(&str) -> String,
    pub none_of_it: &'static str,
    pub not_sealed: &'static str,
    /// Of so many channels and clips.
    pub filmed: fn(usize, usize) -> String,

    pub who_title: &'static str,
    pub who_says: [&'static str; 3],
    pub policy_says: fn(u64) -> String,
    pub to_transparency: &'static str,

    pub entries_title: &'static str,
    pub entries_say: &'static str,
    pub without_script: &'static str,
    pub by_hand: &'static str,
    pub tag_key: &'static str,
    pub tag_key_says: &'static str,
    /// What the browser says of the ledger, by the names that it knows.
    pub spoken: [(&'static str, &'static str); 19],
    /// The parts of a line about an entry.
    pub line: LineWords,

    pub along_title: &'static str,
    pub download: &'static str,
    pub download_says: &'static str,
    pub receipt: &'static str,
    pub receipt_says: &'static str,
    pub proofs_say: &'static str,
    pub learned: &'static str,

    pub erase_title: &'static str,
    pub erase_says: &'static str,
    pub erase_account: &'static str,
    pub erase_clips: &'static str,
    /// In place of a clip of hers.
    pub owner_left: &'static str,
    pub erase_sure: &'static str,
    pub erase_yes: &'static str,
    pub erase_unsure: &'static str,

    pub erased_title: &'static str,
    pub erased_says: [&'static str; 3],
    pub erased_clips: &'static str,
    pub erased_entry: &'static str,
    pub erased_stands: fn(u64) -> String,
    pub erased_soon: &'static str,
    pub erased_look: &'static str,
    pub erased_verify: &'static str,
    pub erased_no_keys: &'static str,
    pub proof: &'static str,
    pub nonce: &'static str,
    pub tag: &'static str,
}

/// Templates for a script: `{names}` are filled in by it.
pub struct LineWords {
    pub access: &'static str,
    pub reference: &'static str,
    pub transfer: &'static str,
    pub erase: &'static str,
    pub other: &'static str,
    pub was_sealed: &'static str,
    pub entry: &'static str,
    pub proof: &'static str,
}

impl MyDataWords {
    pub fn of(tongue: Tongue) -> &'static MyDataWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: MyDataWords = MyDataWords {
    title: "My data",
    says: "What this edition keeps about you, where it lies, who may open it, and who did.",
    nothing: "Nothing is kept about you.",
    nothing_says: "No row bears your name, and there is no key of yours. That changes when you follow, save or hide something, or say what you like; then this page shows it.",
    on_this_page: "On this page",

    kept_title: "What is kept",
    kept_says: |edition| {
        format!(
            "All of it lies in the database of the edition “{edition}”, sealed: each class under a key of its own. Your keys are wrapped; the secret in your browser unwraps them, and the server holds them only while you are here."
        )
    },
    since: |when| format!("The earliest of it is from {when}."),
    kind: |kind| match kind {
        "name" => "your name here",
        "browsers" => "browsers in which you are signed in",
        "tokens" => "names of your tokens for programs",
        "passkeys" => "names of your passkeys",
        "address" => "where your letters go",
        "choices" => "what you follow and mute",
        "finders" => "saved searches and rules",
        "sliders" => "how you tuned your timeline",
        "wishes" => "how you want your pages",
        "profile" => "what was learned from your reading",
        "saved" => "what you put aside",
        "places" => "how far you read",
        "finds" => "what your searches and rules found",
        "looked" => "until when they have looked",
        "events" => "what you opened, read, liked or hid",
        _ => "something that an older page does not know",
    },
    what: "What",
    rows: "Rows",
    key: |class| format!("under the key of class {class}"),
    none_of_it: "nothing",
    not_sealed: "Not under these keys: what you said in public below articles; when your sessions began and were last seen; a hash of your password; how many rows of each kind there are; and that a letter is ordered, with its times. The text you search for is not kept unless you save it.",
    filmed: |channels, clips| {
        format!(
            "Not under these keys either: your channels ({channels}) and the clips that you uploaded ({clips}), with their files and words, what was decided about them and what you said to that, and how many uploads you began on the last day on which you did. All of it is in the download, but for the files."
        )
    },

    who_title: "Who can open it",
    who_says: [
        "You, with the secret in this browser or what you sign in with.",
        "Nobody of us while you are away, unless an entry stands in the public ledger first. Without it the vault gives no key.",
        "What the policy in force allows, and for which purpose:",
    ],
    policy_says: |version| format!("Access policy {version}, in force now"),
    to_transparency: "Transparency: the whole ledger, and what it cannot prove",

    entries_title: "Entries about you",
    entries_say: "Your browser downloads the whole ledger, as everybody’s does, checks it, and picks out what is about you. Nobody learns which entries those are.",
    without_script: "This list is made in your browser, and scripts are off here. Without them, have it checked by a program that anybody can read, on your own computer:",
    by_hand: "It checks the whole list. Which entries are about you, your tag key tells: an entry is about you where HMAC-SHA-256 of “caulbart/subject/v1”, a zero byte and the entry’s nonce under that key is its subject.",
    tag_key: "Your tag key",
    tag_key_says: "Whoever has it finds your entries in the ledger; it opens nothing else. Keep it to find them after everything here is erased.",
    spoken: [
        ("whole", "All {size} entries give the signed head: nothing in them was changed or left out."),
        (
            "broken",
            "The entries do not give the signed head. Somebody changed the list; keep what you see and tell others.",
        ),
        ("signature-valid", "The head bears the signature of this ledger."),
        ("signature-wrong", "The signature of the head is wrong."),
        ("signature-missing", "The head does not bear the signature of this ledger."),
        ("signature-unknown", "This browser cannot verify the signature of the head; docs/verify.py can."),
        ("seen-first", "Your browser sees this ledger for the first time, and remembers its head."),
        ("seen-same", "It is the same head that your browser saw last."),
        (
            "seen-grew",
            "The ledger grew from {before} to {size} entries since your browser saw it last; nothing of before was changed.",
        ),
        (
            "seen-shrank",
            "The ledger is shorter than when your browser saw it last: entries are missing. Keep what you see and tell others.",
        ),
        (
            "seen-rewritten",
            "The ledger was rewritten since your browser saw it last. Keep what you see and tell others.",
        ),
        ("seen-renamed", "This ledger has another name than the one that your browser saw last."),
        ("hers-one", "One entry is about you:"),
        ("hers", "{count} entries are about you:"),
        ("none", "No entry is about you."),
        (
            "unread-one",
            "Entry {entries} names its readers in a list that is not there, so nobody can say that you are not among them.",
        ),
        (
            "unread",
            "Entries {entries} name their readers in lists that are not there, so nobody can say that you are not among them.",
        ),
        (
            "closed",
            "Entries that are sealed for a time: {count}. What they say, and about whom, will be readable later.",
        ),
        ("failed", "The ledger could not be read to its end: {why}. Load this page again."),
    ],
    line: LineWords {
        access: "Opened by {role}, {country}: {fields}; {purpose}. Open for {minutes} minutes.",
        reference: "Case number: {reference}.",
        transfer: "Went to {to}, {country}: {types}, {volume} bytes. Basis: {basis}; use: {use}; by {method}.",
        erase: "Your keys were destroyed, as asked for by {by}.",
        other: "An entry of the kind {kind}.",
        was_sealed: "It was sealed in entry {sealed}.",
        entry: "Entry {index}",
        proof: "proof",
    },

    along_title: "Take it along",
    download: "Download everything",
    download_says: "All that is kept about you, as JSON.",
    receipt: "Receipt of your page",
    receipt_says: "Your front page as it is composed now, with everything that it came of; “caulbart replay” recomputes it to the byte.",
    proofs_say: "Each entry above has its proof, a file that stays valid for ever: it shows that this entry stood in the ledger under a signed head.",
    learned: "What Caulbart thinks you care about",

    erase_title: "Erase with a proof",
    erase_says: "Your keys are destroyed, with your tag key, and your rows are removed, at once. Copies that were made before become unreadable. The ledger gets an entry that says so. Nobody can bring anything back, we neither.",
    erase_account: "Your account goes as well, with its name. For that you may have to sign in once more.",
    erase_clips: "Of the clips in your own channels, those that were never published are thrown away with their files. Those that were published are withdrawn and lose their files; that they were there and that their owner left is still told at their address. Your channels belong to nobody then: they keep their titles, and nobody can upload to them. With the newsroom stay: clips that you made for its own or for other people’s channels or from its articles, pictures that were taken from clips, and the versions of the words of what was published, with the names of those who wrote them.",
    owner_left: "Its owner left.",
    erase_sure: "I want everything that is kept about me erased, for good.",
    erase_yes: "Erase everything",
    erase_unsure: "Nothing was erased: tick the box first if you mean it.",

    erased_title: "Everything is erased",
    erased_says: [
        "Destroyed: your keys of the classes identity, contact, follows and history, and your tag key.",
        "Removed: all rows that were kept about you, and the cookie by which this browser was known.",
        "Keep this page if you want to prove it later: it is shown this once, and nobody can tell you its content again.",
    ],
    erased_clips: "Your clips: in your own channels those never published are thrown away, and those published are withdrawn, with their files. What cannot be removed right now, because a disk fails for instance, is removed as soon as that works again. What you made for the newsroom stays there, as the page before said.",
    erased_entry: "The entry in the ledger, without its time",
    erased_stands: |index| format!("It stands in the ledger as entry {index}."),
    erased_soon: "It stands in the ledger within a minute. It is being written; look for the entry that has the nonce and the subject below.",
    erased_look: "Look at the newest entries.",
    erased_verify: "By nonce and subject you find the entry in the ledger for ever. A program that anybody can read checks the whole list on your own machine:",
    erased_no_keys: "You had no keys, so there is no entry about their end.",
    proof: "Its proof",
    nonce: "Nonce",
    tag: "Subject",
};

static GERMAN: MyDataWords = MyDataWords {
    title: "Meine Daten",
    says: "Was diese Ausgabe über Sie aufbewahrt, wo es liegt, wer es öffnen darf und wer es geöffnet hat.",
    nothing: "Über Sie ist nichts aufbewahrt.",
    nothing_says: "Keine Zeile trägt Ihren Namen, und es gibt keinen Schlüssel von Ihnen. Das ändert sich, sobald Sie etwas verfolgen, aufheben oder ausblenden oder sagen, was Ihnen gefällt; dann zeigt es diese Seite.",
    on_this_page: "Auf dieser Seite",

    kept_title: "Was aufbewahrt wird",
    kept_says: |edition| {
        format!(
            "Alles liegt in der Datenbank der Ausgabe „{edition}“, versiegelt: jede Klasse unter einem eigenen Schlüssel. Ihre Schlüssel sind verpackt; das Geheimnis in Ihrem Browser packt sie aus, und der Server hält sie nur, solange Sie hier sind."
        )
    },
    since: |when| format!("Das Früheste stammt vom {when}."),
    kind: |kind| match kind {
        "name" => "Ihr Name hier",
        "browsers" => "Browser, in denen Sie angemeldet sind",
        "tokens" => "Namen Ihrer Zugänge für Programme",
        "passkeys" => "Namen Ihrer Passkeys",
        "address" => "wohin Ihre Briefe gehen",
        "choices" => "was Sie verfolgen und stummschalten",
        "finders" => "gespeicherte Suchen und Regeln",
        "sliders" => "wie Sie Ihre Auswahl eingestellt haben",
        "wishes" => "wie Sie Ihre Seiten wünschen",
        "profile" => "was aus Ihrem Lesen gelernt wurde",
        "saved" => "was Sie aufgehoben haben",
        "places" => "wie weit Sie gelesen haben",
        "finds" => "was Ihre Suchen und Regeln fanden",
        "looked" => "bis wann sie gesucht haben",
        "events" => "was Sie öffneten, lasen, mochten, ausblendeten",
        _ => "etwas, das eine ältere Seite nicht kennt",
    },
    what: "Was",
    rows: "Zeilen",
    key: |class| format!("unter dem Schlüssel der Klasse {class}"),
    none_of_it: "nichts",
    not_sealed: "Nicht unter diesen Schlüsseln: was Sie unter Artikeln öffentlich sagten; wann Ihre Sitzungen begannen und zuletzt gesehen wurden; eine Prüfsumme Ihres Passworts; wie viele Zeilen jeder Art es gibt; und dass ein Brief bestellt ist, mit seinen Zeiten. Was Sie suchen, wird nicht aufbewahrt, wenn Sie es nicht speichern.",
    filmed: |channels, clips| {
        format!(
            "Auch nicht unter diesen Schlüsseln: Ihre Kanäle ({channels}) und die Clips, die Sie hochgeladen haben ({clips}), mit ihren Dateien und Worten, was über sie entschieden wurde und was Sie dazu sagten, und wie viele Uploads Sie am letzten Tag begannen, an dem Sie welche begannen. All das steht im Download, nur die Dateien nicht."
        )
    },

    who_title: "Wer es öffnen kann",
    who_says: [
        "Sie, mit dem Geheimnis in diesem Browser oder dem, womit Sie sich anmelden.",
        "Niemand von uns, solange Sie fort sind, wenn nicht zuerst ein Eintrag im öffentlichen Protokoll steht. Ohne ihn gibt der Tresor keinen Schlüssel heraus.",
        "Was die geltende Zugriffsregel erlaubt, und wozu:",
    ],
    policy_says: |version| format!("Zugriffsregel {version}, gilt jetzt"),
    to_transparency: "Transparenz: das ganze Protokoll, und was es nicht beweisen kann",

    entries_title: "Einträge über Sie",
    entries_say: "Ihr Browser lädt das ganze Protokoll, wie jeder andere auch, prüft es und sucht heraus, was Sie betrifft. Niemand erfährt, welche Einträge das sind.",
    without_script: "Diese Liste entsteht in Ihrem Browser, und hier sind Skripte abgeschaltet. Ohne sie prüft ein Programm, das jeder lesen kann, auf Ihrem eigenen Rechner:",
    by_hand: "Es prüft die ganze Liste. Welche Einträge Sie betreffen, sagt Ihr Kennschlüssel: Ein Eintrag betrifft Sie, wenn HMAC-SHA-256 von „caulbart/subject/v1“, einem Nullbyte und der Nonce des Eintrags unter diesem Schlüssel sein „subject“ ist.",
    tag_key: "Ihr Kennschlüssel",
    tag_key_says: "Wer ihn hat, findet Ihre Einträge im Protokoll; sonst öffnet er nichts. Heben Sie ihn auf, um sie zu finden, nachdem hier alles gelöscht ist.",
    spoken: [
        (
            "whole",
            "Alle {size} Einträge ergeben den unterschriebenen Kopf: Nichts darin wurde verändert oder weggelassen.",
        ),
        (
            "broken",
            "Die Einträge ergeben nicht den unterschriebenen Kopf. Jemand hat die Liste verändert; heben Sie auf, was Sie sehen, und sagen Sie es weiter.",
        ),
        ("signature-valid", "Der Kopf trägt die Unterschrift dieses Protokolls."),
        ("signature-wrong", "Die Unterschrift des Kopfes ist falsch."),
        ("signature-missing", "Der Kopf trägt nicht die Unterschrift dieses Protokolls."),
        ("signature-unknown", "Dieser Browser kann die Unterschrift des Kopfes nicht prüfen; docs/verify.py kann es."),
        ("seen-first", "Ihr Browser sieht dieses Protokoll zum ersten Mal und merkt sich seinen Kopf."),
        ("seen-same", "Es ist derselbe Kopf, den Ihr Browser zuletzt sah."),
        (
            "seen-grew",
            "Das Protokoll wuchs von {before} auf {size} Einträge, seit Ihr Browser es zuletzt sah; nichts von vorher wurde verändert.",
        ),
        (
            "seen-shrank",
            "Das Protokoll ist kürzer als beim letzten Mal: Einträge fehlen. Heben Sie auf, was Sie sehen, und sagen Sie es weiter.",
        ),
        (
            "seen-rewritten",
            "Das Protokoll wurde umgeschrieben, seit Ihr Browser es zuletzt sah. Heben Sie auf, was Sie sehen, und sagen Sie es weiter.",
        ),
        ("seen-renamed", "Dieses Protokoll trägt einen anderen Namen als das, das Ihr Browser zuletzt sah."),
        ("hers-one", "Ein Eintrag betrifft Sie:"),
        ("hers", "{count} Einträge betreffen Sie:"),
        ("none", "Kein Eintrag betrifft Sie."),
        (
            "unread-one",
            "Eintrag {entries} nennt die Betroffenen in einer Liste, die nicht da ist; niemand kann also sagen, dass Sie nicht darunter sind.",
        ),
        (
            "unread",
            "Die Einträge {entries} nennen die Betroffenen in Listen, die nicht da sind; niemand kann also sagen, dass Sie nicht darunter sind.",
        ),
        ("closed", "Einträge, die noch versiegelt sind: {count}. Was sie sagen, und über wen, wird später lesbar."),
        ("failed", "Das Protokoll konnte nicht zu Ende gelesen werden: {why}. Laden Sie die Seite noch einmal."),
    ],
    line: LineWords {
        access: "Geöffnet durch {role}, {country}: {fields}; {purpose}. Offen für {minutes} Minuten.",
        reference: "Aktenzeichen: {reference}.",
        transfer: "Ging an {to}, {country}: {types}, {volume} Byte. Grundlage: {basis}; Verwendung: {use}; Weg: {method}.",
        erase: "Ihre Schlüssel wurden vernichtet; verlangt hat es {by}.",
        other: "Ein Eintrag der Art {kind}.",
        was_sealed: "Er war in Eintrag {sealed} versiegelt.",
        entry: "Eintrag {index}",
        proof: "Beweis",
    },

    along_title: "Mitnehmen",
    download: "Alles herunterladen",
    download_says: "Alles, was über Sie aufbewahrt ist, als JSON.",
    receipt: "Beleg Ihrer Seite",
    receipt_says: "Ihre Titelseite, wie sie jetzt entsteht, mit allem, woraus sie entstand; „caulbart replay“ rechnet sie aufs Byte genau nach.",
    proofs_say: "Zu jedem Eintrag oben gehört ein Beweis, eine Datei, die für immer gilt: Sie zeigt, dass dieser Eintrag unter einem unterschriebenen Kopf im Protokoll stand.",
    learned: "Was Caulbart über Ihre Interessen denkt",

    erase_title: "Löschen mit Beweis",
    erase_says: "Ihre Schlüssel werden vernichtet, auch Ihr Kennschlüssel, und Ihre Zeilen entfernt, sofort. Kopien von vorher werden unlesbar. Das Protokoll bekommt einen Eintrag darüber. Niemand kann etwas zurückholen, auch wir nicht.",
    erase_account: "Auch Ihr Konto verschwindet, mit seinem Namen. Dafür müssen Sie sich vielleicht noch einmal anmelden.",
    erase_clips: "Von den Clips in Ihren eigenen Kanälen werden die nie veröffentlichten mit ihren Dateien weggeworfen. Die veröffentlichten werden zurückgezogen und verlieren ihre Dateien; dass es sie gab und dass gegangen ist, wem sie gehörten, steht weiter an ihrer Adresse. Ihre Kanäle gehören dann niemandem mehr: Sie behalten ihre Titel, und niemand kann in sie hochladen. Bei der Redaktion bleiben: Clips, die Sie für ihre Kanäle oder die anderer oder aus ihren Artikeln gemacht haben, Bilder, die Clips entnommen wurden, und die Fassungen der Worte zu Veröffentlichtem, mit den Namen derer, die sie schrieben.",
    owner_left: "Wer diesen Clip hochgeladen hat, ist gegangen.",
    erase_sure: "Ich will, dass alles, was über mich aufbewahrt ist, endgültig gelöscht wird.",
    erase_yes: "Alles löschen",
    erase_unsure: "Es wurde nichts gelöscht: Kreuzen Sie zuerst das Kästchen an, wenn Sie es wollen.",

    erased_title: "Alles ist gelöscht",
    erased_says: [
        "Vernichtet: Ihre Schlüssel der Klassen identity, contact, follows und history und Ihr Kennschlüssel.",
        "Entfernt: alle Zeilen, die über Sie aufbewahrt waren, und das Cookie, an dem dieser Browser erkannt wurde.",
        "Heben Sie diese Seite auf, wenn Sie es später beweisen wollen: Sie wird nur dieses eine Mal gezeigt, und niemand kann Ihnen ihren Inhalt noch einmal sagen.",
    ],
    erased_clips: "Ihre Clips: In Ihren eigenen Kanälen sind die nie veröffentlichten weggeworfen und die veröffentlichten zurückgezogen, mit ihren Dateien. Was sich gerade nicht entfernen lässt, etwa weil eine Festplatte versagt, wird entfernt, sobald es wieder geht. Was Sie für die Redaktion gemacht haben, bleibt dort, wie es die Seite davor sagte.",
    erased_entry: "Der Eintrag im Protokoll, ohne seine Zeit",
    erased_stands: |index| format!("Er steht als Eintrag {index} im Protokoll."),
    erased_soon: "Er steht binnen einer Minute im Protokoll. Er wird gerade geschrieben; suchen Sie den Eintrag mit der Nonce und dem „subject“ unten.",
    erased_look: "Die neuesten Einträge ansehen.",
    erased_verify: "An Nonce und „subject“ finden Sie den Eintrag für immer im Protokoll. Ein Programm, das jeder lesen kann, prüft die ganze Liste auf Ihrem eigenen Rechner:",
    erased_no_keys: "Sie hatten keine Schlüssel; also gibt es keinen Eintrag über ihr Ende.",
    proof: "Sein Beweis",
    nonce: "Nonce",
    tag: "Subject",
};
