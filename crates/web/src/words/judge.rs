//! What is said where clips are moderated, to those who do and to owners.

use super::Tongue;
use store::ClipDecisionKind;

pub struct JudgeWords {
    pub title: &'static str,
    pub says: &'static str,
    pub nothing: &'static str,
    pub kind: fn(ClipDecisionKind) -> &'static str,
    pub because: &'static str,
    pub appealed: &'static str,
    pub answer: &'static str,
    pub uphold: &'static str,
    pub restore: &'static str,
    pub leave: &'static str,
    pub reported: &'static str,
    pub rule: &'static str,
    pub choose: &'static str,
    pub to_owner: &'static str,
    pub to_owner_says: &'static str,
    pub withhold: &'static str,
    pub decisions: &'static str,
    pub appeal: &'static str,
    pub appeal_says: &'static str,
    pub send_appeal: &'static str,
}

impl JudgeWords {
    pub fn of(tongue: Tongue) -> &'static JudgeWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: JudgeWords = JudgeWords {
    title: "Reported clips",
    says: "What readers reported, and what owners say against a decision. Each decision is written into the public ledger, without names.",
    nothing: "Nothing waits here",
    kind: |kind| match kind {
        ClipDecisionKind::Left => "Looked at, and left.",
        ClipDecisionKind::Withheld => "Withheld by a moderator.",
        ClipDecisionKind::Upheld => "Looked at again: it stays withheld.",
        ClipDecisionKind::Restored => "Looked at again: it is there again.",
    },
    because: "The ground:",
    appealed: "Its owner says:",
    answer: "Answer to the owner",
    uphold: "It stays withheld",
    restore: "Bring it back",
    leave: "Leave it: nothing is wrong",
    reported: "Reported as",
    rule: "What it breaks",
    choose: "Choose one",
    to_owner: "To its owner: what exactly, and why",
    to_owner_says: "The owner reads this, and readers find it where the clip was.",
    withhold: "Withhold it",
    decisions: "Decisions about this clip",
    appeal: "You do not agree?",
    appeal_says: "Say why, within six months. Somebody looks at it again and answers here.",
    send_appeal: "Ask to look again",
};

static GERMAN: JudgeWords = JudgeWords {
    title: "Gemeldete Clips",
    says: "Was gemeldet wurde, und was gegen eine Entscheidung gesagt wird. Jede Entscheidung steht, ohne Namen, im öffentlichen Verzeichnis.",
    nothing: "Hier wartet nichts",
    kind: |kind| match kind {
        ClipDecisionKind::Left => "Angesehen und gelassen.",
        ClipDecisionKind::Withheld => "Von der Moderation gesperrt.",
        ClipDecisionKind::Upheld => "Noch einmal angesehen: Es bleibt gesperrt.",
        ClipDecisionKind::Restored => "Noch einmal angesehen: Es ist wieder da.",
    },
    because: "Der Grund:",
    appealed: "Dagegen wird gesagt:",
    answer: "Antwort",
    uphold: "Es bleibt gesperrt",
    restore: "Wieder zeigen",
    leave: "Lassen: Es ist nichts daran falsch",
    reported: "Gemeldet als",
    rule: "Wogegen es verstößt",
    choose: "Bitte wählen",
    to_owner: "Was genau, und warum",
    to_owner_says: "Das liest, wem der Clip gehört, und wer ihn sucht, findet es an seiner Stelle.",
    withhold: "Sperren",
    decisions: "Entscheidungen über diesen Clip",
    appeal: "Sind Sie anderer Meinung?",
    appeal_says: "Sagen Sie binnen sechs Monaten, warum. Jemand sieht es noch einmal an und antwortet hier.",
    send_appeal: "Noch einmal ansehen lassen",
};
