//! What the page says on which a reader orders a letter with her timeline, and what its links say.

use super::Tongue;

pub struct LetterWords {
    pub title: &'static str,
    pub says: &'static str,
    /// The one sentence about what she deposits.
    pub deposits: &'static str,
    pub can_open: &'static str,
    pub none_sent: &'static str,

    pub order_title: &'static str,
    pub change_title: &'static str,
    pub email: &'static str,
    pub email_says: &'static str,
    pub when: &'static str,
    /// Each day, then each week from Monday on.
    pub days: [&'static str; 8],
    pub hour: &'static str,
    pub by_the_clock: fn(&str) -> String,
    pub order: &'static str,
    pub change: &'static str,

    pub kept_title: &'static str,
    pub goes_to: fn(&str, &str) -> String,
    pub waits: fn(&str) -> String,
    pub lends_nothing: &'static str,
    pub withdraw: &'static str,

    pub asked: &'static str,
    pub changed: &'static str,
    pub withdrawn: &'static str,
    pub unsent: &'static str,
    pub bad_email: &'static str,
    pub bad_time: &'static str,

    pub confirm_title: &'static str,
    pub confirm_says: &'static str,
    pub confirm: &'static str,
    pub confirmed: &'static str,
    pub end_title: &'static str,
    pub end_says: &'static str,
    pub end: &'static str,
    pub ended: &'static str,

    // At “My data”
    pub deposited_title: &'static str,
    pub nothing_deposited: &'static str,
    pub deposited: fn(&str, u64) -> String,
}

impl LetterWords {
    pub fn of(tongue: Tongue) -> &'static LetterWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: LetterWords = LetterWords {
    title: "A letter with your timeline",
    says: "By mail, each day or each week: the first ten places of your timeline, each with the reason why it is there.",
    deposits: "While you are away your keys are closed. For the letter you deposit, for that alone, the keys of three classes: your address, what you follow, and your history; each use is counted in the public log, and you withdraw them with one click.",
    can_open: "What that means: whoever has the vault, with its file and its key, can open deposited keys while they lie there. That is why you are asked.",
    none_sent: "No letter can be ordered here, because this edition has no mail server.",

    order_title: "Order a letter",
    change_title: "Change it",
    email: "E-mail address",
    email_says: "It is sealed under a key of yours. Before the first letter, a mail asks there whether letters shall come.",
    when: "How often",
    days: [
        "each day",
        "each Monday",
        "each Tuesday",
        "each Wednesday",
        "each Thursday",
        "each Friday",
        "each Saturday",
        "each Sunday",
    ],
    hour: "At",
    by_the_clock: |zone| format!("By the clock of this edition ({zone})."),
    order: "Deposit the keys and order the letter",
    change: "Change the letter",

    kept_title: "Your letter",
    goes_to: |to, when| format!("It goes to {to}; the next is due on {when}."),
    waits: |to| {
        format!(
            "It begins once it is confirmed by the link in the mail that went to {to}. Without that, the order is forgotten after three days."
        )
    },
    lends_nothing: "No keys are deposited for it any more, so none is sent. Order it anew, or end it.",
    withdraw: "Withdraw the keys and end the letter",

    asked: "The keys are deposited, and a mail is on its way. Open the link in it, and the letter begins.",
    changed: "The letter comes at its new time.",
    withdrawn: "The deposited keys are destroyed. No letter comes any more.",
    unsent: "The mail could not be sent, so nothing was ordered and no key is deposited. Check the address, or try again later.",
    bad_email: "This is no e-mail address: write it as name@host.example.",
    bad_time: "Choose a day and an hour from the lists.",

    confirm_title: "Letters to this address",
    confirm_says: "One press, and letters come to the address that this link was sent to.",
    confirm: "Let them come",
    confirmed: "Done. The first letter comes at its time.",
    end_title: "No more letters",
    end_says: "One press, and no letter comes any more. The keys that were deposited for it are destroyed.",
    end: "End the letters",
    ended: "Done. No letter comes any more, and the keys that were deposited for it are withdrawn.",

    deposited_title: "Deposited keys",
    nothing_deposited: "None: while you are away, nothing is done with your keys.",
    deposited: |since, uses| {
        let uses = match uses {
            0 => "never used yet".to_owned(),
            1 => "used once".to_owned(),
            uses => format!("used {uses} times"),
        };
        format!(
            "For the letter, since {since}; {uses}. Each use is counted in the public log, without saying whose it was."
        )
    },
};

static GERMAN: LetterWords = LetterWords {
    title: "Ein Brief mit Ihrer Timeline",
    says: "Per E-Mail, täglich oder wöchentlich: die ersten zehn Plätze Ihrer Timeline, jeder mit dem Grund, aus dem er dort steht.",
    deposits: "Während Sie weg sind, sind Ihre Schlüssel verschlossen. Für den Brief, und nur dafür, hinterlegen Sie die Schlüssel dreier Klassen: für Ihre Adresse, für das, was Sie abonnieren, und für Ihren Verlauf; jede Verwendung wird im öffentlichen Protokoll gezählt, und mit einem Klick nehmen Sie sie zurück.",
    can_open: "Was das heißt: Wer den Tresor mit seiner Datei und seinem Schlüssel hat, kann hinterlegte Schlüssel öffnen, solange sie dort liegen. Deshalb werden Sie gefragt.",
    none_sent: "Hier lässt sich kein Brief bestellen, denn diese Ausgabe hat keinen Mailserver.",

    order_title: "Einen Brief bestellen",
    change_title: "Ändern",
    email: "E-Mail-Adresse",
    email_says: "Sie wird unter einem Ihrer Schlüssel versiegelt. Vor dem ersten Brief fragt dort eine E-Mail, ob Briefe kommen sollen.",
    when: "Wie oft",
    days: [
        "jeden Tag",
        "jeden Montag",
        "jeden Dienstag",
        "jeden Mittwoch",
        "jeden Donnerstag",
        "jeden Freitag",
        "jeden Samstag",
        "jeden Sonntag",
    ],
    hour: "Um",
    by_the_clock: |zone| format!("Nach der Uhr dieser Ausgabe ({zone})."),
    order: "Schlüssel hinterlegen und Brief bestellen",
    change: "Brief ändern",

    kept_title: "Ihr Brief",
    goes_to: |to, when| format!("Er geht an {to}; der nächste ist fällig am {when}."),
    waits: |to| {
        format!(
            "Er beginnt, sobald er mit dem Link in der E-Mail an {to} bestätigt ist. Sonst ist die Bestellung nach drei Tagen vergessen."
        )
    },
    lends_nothing: "Für ihn sind keine Schlüssel mehr hinterlegt, darum kommt keiner. Bestellen Sie ihn neu, oder beenden Sie ihn.",
    withdraw: "Schlüssel zurücknehmen und Brief beenden",

    asked: "Die Schlüssel sind hinterlegt, und eine E-Mail ist unterwegs. Öffnen Sie den Link darin, dann beginnt der Brief.",
    changed: "Der Brief kommt zur neuen Zeit.",
    withdrawn: "Die hinterlegten Schlüssel sind vernichtet. Es kommt kein Brief mehr.",
    unsent: "Die E-Mail ließ sich nicht senden; darum ist nichts bestellt und kein Schlüssel hinterlegt. Prüfen Sie die Adresse, oder versuchen Sie es später.",
    bad_email: "Das ist keine E-Mail-Adresse: Schreiben Sie sie als name@host.example.",
    bad_time: "Wählen Sie Tag und Stunde aus den Listen.",

    confirm_title: "Briefe an diese Adresse",
    confirm_says: "Ein Druck, und an die Adresse, an die dieser Link ging, kommen Briefe.",
    confirm: "Sie sollen kommen",
    confirmed: "Erledigt. Der erste Brief kommt zu seiner Zeit.",
    end_title: "Keine Briefe mehr",
    end_says: "Ein Druck, und es kommt kein Brief mehr. Die Schlüssel, die dafür hinterlegt sind, werden vernichtet.",
    end: "Briefe beenden",
    ended: "Erledigt. Es kommt kein Brief mehr, und die Schlüssel, die dafür hinterlegt waren, sind zurückgenommen.",

    deposited_title: "Hinterlegte Schlüssel",
    nothing_deposited: "Keine: Während Sie weg sind, geschieht mit Ihren Schlüsseln nichts.",
    deposited: |since, uses| {
        let uses = match uses {
            0 => "noch nie verwendet".to_owned(),
            1 => "einmal verwendet".to_owned(),
            uses => format!("{uses}-mal verwendet"),
        };
        format!(
            "Für den Brief, seit {since}; {uses}. Jede Verwendung wird im öffentlichen Protokoll gezählt, ohne zu sagen, wessen sie war."
        )
    },
};
