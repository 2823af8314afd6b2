//! The words of the ledger's entries, for the pages that show them.

use super::Tongue;
use ledger::entry::{Action, Body, Erased, Field, Ground, Kind, Purpose, RequestType, Role, Settled, State};

/// The same words wherever an entry is shown, once per language.
pub struct LedgerWords {
    pub role: fn(Role) -> &'static str,
    pub purpose: fn(Purpose) -> &'static str,
    pub field: fn(Field) -> &'static str,
    pub kind: fn(Kind) -> &'static str,
    pub asked: fn(RequestType) -> &'static str,
    pub settled: fn(Settled) -> &'static str,
    pub action: fn(Action) -> &'static str,
    pub ground: fn(Ground) -> &'static str,
    pub erased: fn(Erased) -> &'static str,
    pub state: fn(State) -> &'static str,
    pub content: &'static str,
    pub any_country: &'static str,
    pub unknown_country: &'static str,
    pub no_reference: &'static str,
    pub and: &'static str,
    pub entry: fn(u64) -> String,
    /// What an entry says, in a sentence without its time.
    pub told: fn(&Body) -> String,
    /// Word for word what DESIGN promises a reader.
    pub promise: &'static str,
}

impl LedgerWords {
    pub fn of(tongue: Tongue) -> &'static LedgerWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }

    pub fn country(&self, country: ledger::entry::Country) -> String {
        if country == ledger::entry::Country::UNKNOWN { self.unknown_country.to_owned() } else { country.to_string() }
    }

    pub fn fields(&self, fields: ledger::entry::Fields) -> String {
        listed(fields.iter().map(self.field).collect(), self.and)
    }

    /// What a script shows of entries: each key, a dot, the value.
    pub fn for_a_script(&self) -> String {
        let roles = Role::ALL.iter().map(|role| (format!("role.{role}"), (self.role)(*role)));
        let purposes = Purpose::ALL.iter().map(|purpose| (format!("purpose.{purpose}"), (self.purpose)(*purpose)));
        let fields = Field::ALL.iter().map(|field| (format!("field.{field}"), (self.field)(*field)));
        let by = Erased::ALL.iter().map(|by| (format!("by.{by}"), (self.erased)(*by)));
        let others = [
            ("types.content".to_owned(), self.content),
            ("country.ZZ".to_owned(), self.unknown_country),
            ("reference.none".to_owned(), self.no_reference),
        ];
        let all: serde_json::Map<_, _> =
            roles.chain(purposes).chain(fields).chain(by).chain(others).map(|(key, word)| (key, word.into())).collect();
        serde_json::Value::Object(all).to_string()
    }
}

fn listed(words: Vec<&str>, and: &str) -> String {
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

static ENGLISH: LedgerWords = LedgerWords {
    role: |role| match role {
        Role::Staff => "staff of this edition",
        Role::Processor => "a company that works for it",
        Role::ThirdParty => "somebody else",
    },
    purpose: |purpose| match purpose {
        Purpose::Support => "to help the reader",
        Purpose::Repair => "to repair something",
        Purpose::AbuseReview => "to look into abuse",
        Purpose::LegalDemand => "because the law demanded it",
        Purpose::Incident => "because of a breach or an accident",
        Purpose::OwnRequest => "because the reader asked for it",
    },
    field: |field| match field {
        Field::Identity => "who you are",
        Field::Contact => "how to reach you",
        Field::Follows => "what you follow",
        Field::History => "what you read",
    },
    kind: |kind| match kind {
        Kind::Release => "releases",
        Kind::Policy => "policies",
        Kind::Access => "openings of readers’ data",
        Kind::Transfer => "transfers elsewhere",
        Kind::Request => "requests of authorities",
        Kind::Outcome => "answers to them",
        Kind::Decision => "decisions about content",
        Kind::Erase => "erasures",
        Kind::Sealed => "entries sealed for a time",
        Kind::Beat => "beats",
    },
    asked: |asked| match asked {
        RequestType::Legal => "on a legal basis",
        RequestType::Emergency => "in an emergency",
        RequestType::Preservation => "to preserve data",
        RequestType::Removal => "to remove content",
    },
    settled: |settled| match settled {
        Settled::None => "nothing was done",
        Settled::Some => "a part was done",
        Settled::All => "all was done",
    },
    action: |action| match action {
        Action::Withheld => "withheld",
        Action::Restricted => "restricted",
        Action::Removed => "removed",
        Action::Restored => "restored",
        Action::Upheld => "upheld on appeal",
    },
    ground: |ground| match ground {
        Ground::Illegal => "as illegal",
        Ground::Terms => "under the terms of use",
    },
    erased: |by| match by {
        Erased::Reader => "the reader",
        Erased::Edition => "the edition",
    },
    state: |state| match state {
        State::Start => "has started",
        State::Running => "is running",
        State::Stop => "stops in order",
    },
    content: "content",
    any_country: "anywhere",
    unknown_country: "a country that is not known",
    no_reference: "none",
    and: "and",
    entry: |index| format!("Entry {index}"),
    told: |body| told(&ENGLISH, body, &ENGLISH_TOLD),
    promise: "We cannot show you that nobody looked. We can show you everything the vault opened, that the list was never changed, and who besides us checked.",
};

static GERMAN: LedgerWords = LedgerWords {
    role: |role| match role {
        Role::Staff => "Beschäftigte dieser Ausgabe",
        Role::Processor => "ein Unternehmen, das für sie arbeitet",
        Role::ThirdParty => "jemand anderes",
    },
    purpose: |purpose| match purpose {
        Purpose::Support => "um zu helfen",
        Purpose::Repair => "um etwas zu reparieren",
        Purpose::AbuseReview => "um Missbrauch zu prüfen",
        Purpose::LegalDemand => "weil das Gesetz es verlangte",
        Purpose::Incident => "wegen einer Panne oder eines Einbruchs",
        Purpose::OwnRequest => "weil die betroffene Person darum bat",
    },
    field: |field| match field {
        Field::Identity => "wer Sie sind",
        Field::Contact => "wie man Sie erreicht",
        Field::Follows => "wem Sie folgen",
        Field::History => "was Sie lesen",
    },
    kind: |kind| match kind {
        Kind::Release => "Programmstände",
        Kind::Policy => "Zugriffsregeln",
        Kind::Access => "Öffnungen von Daten",
        Kind::Transfer => "Weitergaben",
        Kind::Request => "Anfragen von Behörden",
        Kind::Outcome => "Antworten darauf",
        Kind::Decision => "Entscheidungen über Inhalte",
        Kind::Erase => "Löschungen",
        Kind::Sealed => "zeitweise versiegelte Einträge",
        Kind::Beat => "Lebenszeichen",
    },
    asked: |asked| match asked {
        RequestType::Legal => "auf gesetzlicher Grundlage",
        RequestType::Emergency => "in einem Notfall",
        RequestType::Preservation => "um Daten aufzubewahren",
        RequestType::Removal => "um Inhalte zu entfernen",
    },
    settled: |settled| match settled {
        Settled::None => "nichts davon geschah",
        Settled::Some => "ein Teil geschah",
        Settled::All => "alles geschah",
    },
    action: |action| match action {
        Action::Withheld => "zurückgehalten",
        Action::Restricted => "eingeschränkt",
        Action::Removed => "entfernt",
        Action::Restored => "wiederhergestellt",
        Action::Upheld => "nach Einspruch bestätigt",
    },
    ground: |ground| match ground {
        Ground::Illegal => "als rechtswidrig",
        Ground::Terms => "nach den Nutzungsbedingungen",
    },
    erased: |by| match by {
        Erased::Reader => "die betroffene Person",
        Erased::Edition => "die Ausgabe",
    },
    state: |state| match state {
        State::Start => "ist angelaufen",
        State::Running => "läuft",
        State::Stop => "hält geordnet an",
    },
    content: "Inhalte",
    any_country: "überall",
    unknown_country: "ein unbekanntes Land",
    no_reference: "keines",
    and: "und",
    entry: |index| format!("Eintrag {index}"),
    told: |body| told(&GERMAN, body, &GERMAN_TOLD),
    promise: "Wir können Ihnen nicht zeigen, dass niemand hineingesehen hat. Wir können Ihnen alles zeigen, was der Tresor geöffnet hat, dass die Liste nie verändert wurde und wer außer uns nachgeprüft hat.",
};

/// One sentence for each kind of entry; `{}` are filled in order.
struct Told {
    release: &'static str,
    policy: &'static str,
    access: &'static str,
    transfer: &'static str,
    request: &'static str,
    outcome: &'static str,
    decision: &'static str,
    erase: &'static str,
    closed: &'static str,
    open: &'static str,
    beat: &'static str,
}

static ENGLISH_TOLD: Told = Told {
    release: "Version {} runs from here on.",
    policy: "Access policy {} is in force from here on.",
    access: "Opened by {} ({}): {}; {}; for {} minutes. Readers concerned: {}.",
    transfer: "{} bytes went to {} ({}): {}.",
    request: "An authority ({}) asked {}. Accounts: {}; items: {}.",
    outcome: "The request in entry {} was answered: {}. Accounts disclosed: {}; items: {}.",
    decision: "Content was {} {}, by rule {}.",
    erase: "A reader’s keys were destroyed, as asked for by {}.",
    closed: "An entry is sealed until {} at the latest.",
    open: "What was sealed in entry {} is open now.",
    beat: "Beat {}: the server {}.",
};

static GERMAN_TOLD: Told = Told {
    release: "Von hier an läuft Version {}.",
    policy: "Von hier an gilt Zugriffsregel {}.",
    access: "Geöffnet durch {} ({}): {}; {}; für {} Minuten. Betroffene: {}.",
    transfer: "{} Byte gingen an {} ({}): {}.",
    request: "Eine Behörde ({}) fragte an, {}. Konten: {}; Beiträge: {}.",
    outcome: "Die Anfrage aus Eintrag {} wurde beantwortet: {}. Herausgegebene Konten: {}; Beiträge: {}.",
    decision: "Inhalte wurden {}, {}, nach Regel {}.",
    erase: "Die Schlüssel einer Person wurden vernichtet; verlangt hat es {}.",
    closed: "Ein Eintrag ist versiegelt, längstens bis {}.",
    open: "Was in Eintrag {} versiegelt war, ist jetzt offen.",
    beat: "Lebenszeichen {}: Der Server {}.",
};

fn told(words: &LedgerWords, body: &Body, says: &Told) -> String {
    use ledger::entry::{Sealed, Subjects, Types};
    let about = |subjects: &Subjects| match subjects {
        Subjects::One { .. } => 1,
        Subjects::Many { count, .. } => *count,
    };
    let (pattern, parts): (&str, Vec<String>) = match body {
        Body::Release(release) => (says.release, vec![release.version.to_string()]),
        Body::Policy(policy) => (says.policy, vec![policy.version.to_string()]),
        Body::Access(access) => (
            says.access,
            vec![
                (words.role)(access.role).to_owned(),
                words.country(access.country),
                words.fields(access.fields),
                (words.purpose)(access.purpose).to_owned(),
                access.minutes.to_string(),
                about(&access.subjects).to_string(),
            ],
        ),
        Body::Transfer(transfer) => {
            let types = match transfer.types {
                Types::Content => words.content.to_owned(),
                Types::Fields(fields) => words.fields(fields),
            };
            let parts =
                vec![transfer.volume.to_string(), transfer.to.to_string(), words.country(transfer.country), types];
            (says.transfer, parts)
        }
        Body::Request(request) => (
            says.request,
            vec![
                words.country(request.country),
                (words.asked)(request.asked).to_owned(),
                request.accounts.to_string(),
                request.items.to_string(),
            ],
        ),
        Body::Outcome(outcome) => (
            says.outcome,
            vec![
                outcome.request.to_string(),
                (words.settled)(outcome.result).to_owned(),
                outcome.accounts.to_string(),
                outcome.items.to_string(),
            ],
        ),
        Body::Decision(decision) => (
            says.decision,
            vec![
                (words.action)(decision.action).to_owned(),
                (words.ground)(decision.ground).to_owned(),
                decision.rule.to_string(),
            ],
        ),
        Body::Erase(erase) => (says.erase, vec![(words.erased)(erase.by).to_owned()]),
        Body::Sealed(Sealed::Closed { until, .. }) => (says.closed, vec![until.to_string()]),
        Body::Sealed(Sealed::Open { of, .. }) => (says.open, vec![of.to_string()]),
        Body::Beat(beat) => (says.beat, vec![beat.number.to_string(), (words.state)(beat.state).to_owned()]),
    };
    let mut told = String::new();
    let mut parts = parts.into_iter();
    for (place, piece) in pattern.split("{}").enumerate() {
        if place > 0 {
            told.push_str(&parts.next().unwrap_or_default());
        }
        told.push_str(piece);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_is_told_in_both_languages() {
        let text = "kind access\ntime 2026-11-01T10:00Z\nactor 00112233445566778899aabbccddeeff\nrole staff\ncountry DE\n\
                    purpose support\nfields follows,history\nreference CASE-1\nminutes 30\n\
                    nonce 00112233445566778899aabbccddeeff\nsubject 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";
        let entry = ledger::Entry::parse(text.as_bytes()).unwrap();
        for (tongue, want) in [
            (
                Tongue::English,
                "Opened by staff of this edition (DE): what you follow and what you read; to help the reader; for 30 minutes. \
                 Readers concerned: 1.",
            ),
            (
                Tongue::German,
                "Geöffnet durch Beschäftigte dieser Ausgabe (DE): wem Sie folgen und was Sie lesen; um zu helfen; für 30 Minuten. \
                 Betroffene: 1.",
            ),
        ] {
            assert_eq!((LedgerWords::of(tongue).told)(&entry.body), want);
        }
    }

    #[test]
    fn a_script_finds_a_word_for_every_value() {
        for tongue in Tongue::ALL {
            let words: serde_json::Value = serde_json::from_str(&LedgerWords::of(tongue).for_a_script()).unwrap();
            for key in ["role.third-party", "purpose.own-request", "field.contact", "by.edition", "types.content"] {
                assert!(words[key].is_string(), "{key}");
            }
        }
    }
}
