//! What the page about the ranking says: which model, which numbers, and how it is recomputed.

use super::{Tongue, whole};
use timeline::learn::Head;

pub struct AlgorithmWords {
    pub title: &'static str,
    pub says: &'static str,
    pub model_title: &'static str,
    pub model: fn(u32, &str) -> String,
    pub by_hand: &'static str,
    pub off: &'static str,
    pub hash: &'static str,
    pub since_title: &'static str,
    pub since_says: &'static str,
    pub since: &'static str,
    pub ranked_by: &'static str,
    pub weights_by_hand: &'static str,
    pub proof: &'static str,
    pub deeds_title: &'static str,
    pub deeds_say: &'static str,
    pub deed: fn(Head) -> &'static str,
    pub deed_head: &'static str,
    pub worth: &'static str,
    pub weights_title: &'static str,
    pub weights_say: fn(usize) -> String,
    pub signal: &'static str,
    pub weight: &'static str,
    pub explicit: &'static str,
    pub sliders_title: &'static str,
    pub sliders_say: &'static str,
    pub to_sliders: &'static str,
    pub without: &'static str,
    pub replay_title: &'static str,
    pub replay_says: [&'static str; 2],
    pub never_title: &'static str,
}

impl AlgorithmWords {
    pub fn of(tongue: Tongue) -> &'static AlgorithmWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }
}

static ENGLISH: AlgorithmWords = AlgorithmWords {
    title: "The algorithm",
    says: "What decides the order of your timeline: which model, which numbers, and how you recompute a page yourself.",
    model_title: "What ranks now",
    model: |number, when| format!("Model {}, fitted on {when}.", whole(Tongue::English, number.into())),
    by_hand: "No model: timelines follow the weights set by hand, below.",
    off: "The model is switched off: timelines follow the weights set by hand, below.",
    hash: "Hash",
    since_title: "What ranked when",
    since_says: "As the ledger has it: whenever another model ranks, a release entry names it.",
    since: "Since",
    ranked_by: "Ranked by",
    weights_by_hand: "weights set by hand",
    proof: "Proof",
    deeds_title: "What an act is worth",
    deeds_say: "A model foretells how likely each act is, and the order follows the sum of chance times worth. An opened title alone counts little, because a title can promise what the text does not hold.",
    deed: |head| match head {
        Head::Open => "you open it",
        Head::Finish => "you read it to the end",
        Head::Like => "you like it",
        Head::Share => "you share it",
        Head::Follow => "you follow its source or topic",
        Head::Hide => "you hide it",
        Head::Report => "you report it",
    },
    deed_head: "Act",
    worth: "Worth",
    weights_title: "The weights set by hand",
    weights_say: |others| {
        format!(
            "What a full reading of each signal adds or takes away, as long as no model has learned anything. What you chose yourself counts by its weight whatever was learned. A model reads {} signals more, which have no weight of their own.",
            whole(Tongue::English, others as u64)
        )
    },
    signal: "Signal",
    weight: "Weight",
    explicit: "always by its weight",
    sliders_title: "Your sliders",
    sliders_say: "Each group above has a slider: what it gives is multiplied by where you set it, down to nothing. Or take an order that knows nothing of you.",
    to_sliders: "Set the sliders",
    without: "Newest first, without a profile",
    replay_title: "Recompute your page",
    replay_says: [
        "A receipt holds all that your page came of: the hash of the model, the candidates, your profile, the moment, your settings, and the items in their order.",
        "This recomputes it, and says whether the order is the same to the byte. The hash of the model stands in a release entry of the ledger, that of the candidates in a beat.",
    ],
    never_title: "What is never learned",
};

static GERMAN: AlgorithmWords = AlgorithmWords {
    title: "Der Algorithmus",
    says: "Was über die Reihenfolge Ihrer Seite entscheidet: welches Modell, welche Zahlen, und wie Sie eine Seite selbst nachrechnen.",
    model_title: "Was jetzt ordnet",
    model: |number, when| format!("Modell {}, angepasst am {when}.", whole(Tongue::German, number.into())),
    by_hand: "Kein Modell: Die Reihenfolge folgt den von Hand gesetzten Gewichten hier unten.",
    off: "Das Modell ist ausgeschaltet: Die Reihenfolge folgt den von Hand gesetzten Gewichten hier unten.",
    hash: "Prüfsumme",
    since_title: "Was wann ordnete",
    since_says: "Nach dem Protokoll: Sobald ein anderes Modell ordnet, nennt es ein Eintrag.",
    since: "Seit",
    ranked_by: "Geordnet durch",
    weights_by_hand: "von Hand gesetzte Gewichte",
    proof: "Beweis",
    deeds_title: "Was eine Handlung wert ist",
    deeds_say: "Ein Modell sagt vorher, wie wahrscheinlich jede Handlung ist; die Reihenfolge folgt der Summe aus Chance mal Wert. Ein geöffneter Titel allein zählt wenig, weil ein Titel versprechen kann, was der Text nicht hält.",
    deed: |head| match head {
        Head::Open => "Sie öffnen es",
        Head::Finish => "Sie lesen es zu Ende",
        Head::Like => "es gefällt Ihnen",
        Head::Share => "Sie teilen es",
        Head::Follow => "Sie folgen seiner Quelle oder seinem Thema",
        Head::Hide => "Sie blenden es aus",
        Head::Report => "Sie melden es",
    },
    deed_head: "Handlung",
    worth: "Wert",
    weights_title: "Die von Hand gesetzten Gewichte",
    weights_say: |others| {
        format!(
            "Was ein voller Ausschlag jedes Signals hinzugibt oder wegnimmt, solange kein Modell etwas gelernt hat. Was Sie selbst gewählt haben, zählt mit seinem Gewicht, was immer gelernt wurde. Ein Modell liest {} weitere Signale, die kein eigenes Gewicht haben.",
            whole(Tongue::German, others as u64)
        )
    },
    signal: "Signal",
    weight: "Gewicht",
    explicit: "immer mit seinem Gewicht",
    sliders_title: "Ihre Regler",
    sliders_say: "Jede Gruppe oben hat einen Regler: Was sie gibt, wird mit dem multipliziert, was Sie einstellen, bis hinab zu nichts. Oder nehmen Sie eine Reihenfolge, die nichts von Ihnen weiß.",
    to_sliders: "Regler einstellen",
    without: "Neueste zuerst, ohne Profil",
    replay_title: "Rechnen Sie Ihre Seite nach",
    replay_says: [
        "Ein Beleg enthält alles, woraus Ihre Seite entstand: die Prüfsumme des Modells, die Kandidaten, Ihr Profil, den Zeitpunkt, Ihre Einstellungen und die Beiträge in ihrer Reihenfolge.",
        "Das rechnet sie nach und sagt, ob die Reihenfolge aufs Byte dieselbe ist. Die Prüfsumme des Modells steht in einem Eintrag des Protokolls, die der Kandidaten in einem Lebenszeichen.",
    ],
    never_title: "Was nie gelernt wird",
};
