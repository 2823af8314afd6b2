//! What the studio says, and why a clip could not be made, in words.

use super::Tongue;
use model::{Clip, ClipState};
use newsroom::{NEEDS, ORIGINAL_AWAY, TROUBLE};
use video::{Lookalike, Missing, Part, Refusal};

use super::watch_duration as clock;

pub struct ClipWords {
    pub title: &'static str,
    pub says: &'static str,
    pub upload: &'static str,
    pub choose: &'static str,
    pub file_says: fn(u64, u64) -> String,
    pub needs_script: &'static str,
    pub channel: &'static str,
    pub channels: &'static str,
    pub new_channel: &'static str,
    pub channel_title: &'static str,
    pub channel_about: &'static str,
    pub make_channel: &'static str,
    pub save_channel: &'static str,
    pub no_channel: &'static str,
    pub pause: &'static str,
    pub go_on: &'static str,
    pub cancel: &'static str,
    pub sending: &'static str,
    pub broken_line: &'static str,
    pub resume_says: &'static str,
    pub sent: &'static str,
    pub no_clips: &'static str,
    pub no_clips_say: &'static str,
    pub untitled: &'static str,
    pub clip_title: &'static str,
    pub description: &'static str,
    pub description_says: &'static str,
    pub hashtags: &'static str,
    pub hashtags_say: &'static str,
    pub credit: &'static str,
    pub credit_says: &'static str,
    pub cover: &'static str,
    pub found_cover: &'static str,
    pub chosen_cover: &'static str,
    pub take_cover: &'static str,
    pub taken_cover: &'static str,
    pub cover_failed: &'static str,
    pub captions: &'static str,
    pub captions_say: &'static str,
    pub no_captions: &'static str,
    pub add_captions: &'static str,
    pub remove: &'static str,
    pub synthetic: &'static str,
    pub adults: &'static str,
    pub closed: &'static str,
    pub save_draft: &'static str,
    pub publish: &'static str,
    pub publish_again: &'static str,
    pub schedule: &'static str,
    pub unlist: &'static str,
    pub unlist_says: &'static str,
    pub link: &'static str,
    pub again: &'static str,
    pub throw_away: &'static str,
    pub throw_away_says: &'static str,
    pub take_back: &'static str,
    pub reason: &'static str,
    pub reason_says: &'static str,
    pub watch: &'static str,
    pub alike: fn(i64) -> String,
    pub facts: fn(u32, u32, &str) -> String,
    pub not_ready: &'static str,
    pub unlisted: &'static str,
    pub unshare: &'static str,
    pub was_made_by_machine: &'static str,
    pub of_article: &'static str,
    pub of_article_says: &'static str,
    pub how_far: &'static str,
    state: fn(&Clip) -> String,
}

impl ClipWords {
    pub fn of(tongue: Tongue) -> &'static ClipWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }

    /// How far it has come, and why it did not come further.
    pub fn state(&self, clip: &Clip) -> String {
        (self.state)(clip)
    }
}

static ENGLISH: ClipWords = ClipWords {
    title: "Clips",
    says: "Upload a short video, say what it shows, and put it out when it is ready.",
    upload: "Upload",
    choose: "A video from this device",
    file_says: |largest, longest_ms| {
        format!(
            "Up to {} GB and {} minutes; upright is best. If the line breaks, choose the same file again: it goes on where it was.",
            largest >> 30,
            longest_ms / 60_000
        )
    },
    needs_script: "Uploading needs JavaScript in this browser.",
    channel: "Channel",
    channels: "Your channels",
    new_channel: "A new channel",
    channel_title: "Name of the channel",
    channel_about: "What it shows, in a sentence or two",
    make_channel: "Make the channel",
    save_channel: "Save the channel",
    no_channel: "First give your channel a name: readers follow it, and your clips come out there.",
    pause: "Pause",
    go_on: "Go on",
    cancel: "Cancel",
    sending: "Sending",
    broken_line: "The line broke. It is tried again by itself.",
    resume_says: "This upload broke off. Choose the same file to go on.",
    sent: "It is all here.",
    no_clips: "No clips yet",
    no_clips_say: "What you upload stands here with its state, from the first byte on.",
    untitled: "Without a title",
    clip_title: "Title",
    description: "Description",
    description_says: "What it shows, where and when. Markdown is understood.",
    hashtags: "Hashtags",
    hashtags_say: "Parted by commas",
    credit: "Credit",
    credit_says: "Whose pictures and sound they are",
    cover: "Cover",
    found_cover: "As found in the video",
    chosen_cover: "As chosen",
    take_cover: "Take what is on screen as the cover",
    taken_cover: "Taken from the video",
    cover_failed: "The picture could not be taken. Let the video play for a moment, and try again.",
    captions: "Captions",
    captions_say: "A .vtt or .srt file. Most people watch without sound.",
    no_captions: "There are no captions yet.",
    add_captions: "Add captions",
    remove: "Remove",
    synthetic: "Made by a machine, in part or as a whole (readers are told)",
    adults: "Only for adults (readers are asked first)",
    closed: "No comments",
    save_draft: "Save the draft",
    publish: "Publish now",
    publish_again: "Publish the changes",
    schedule: "Publish at that time",
    unlist: "Share by address only",
    unlist_says: "Whoever has the address sees it; it stands in no timeline.",
    link: "Address",
    again: "Make it again",
    throw_away: "Throw it away",
    throw_away_says: "The video and its words are gone for good.",
    take_back: "Take it back",
    reason: "Why?",
    reason_says: "Readers find this sentence where the clip was.",
    watch: "Watch it",
    alike: |number| format!("Clip {number} shows the same. Publish it again only if you mean to."),
    facts: |width, height, length| format!("{width} × {height} pixels, {length}"),
    not_ready: "The video appears here as soon as it is ready.",
    unlisted: "Shown to whoever has the address.",
    unshare: "Share no longer",
    was_made_by_machine: "Made by a machine, in part or as a whole",
    of_article: "Make a clip of it",
    of_article_says: "Its headline, pictures and pull quotes become an upright clip, with captions; you look at it before readers do.",
    how_far: "How far it has come",
    state: |clip| match clip.state {
        ClipState::Arriving => format!("{} of {} MB are here", clip.received >> 20, (clip.size >> 20).max(1)),
        ClipState::Waiting if clip.fault == TROUBLE => {
            "Waits: the server could not put away what was made, which is its fault. It tries again by itself."
                .to_owned()
        }
        ClipState::Waiting if clip.fault.starts_with(NEEDS) => match missing(&clip.fault) {
            Some(missing) => format!("Waits. {missing}"),
            None => "Waits. Videos need FFmpeg, and it is missing on this server: whoever runs it has to install it."
                .to_owned(),
        },
        ClipState::Waiting if clip.fault == ORIGINAL_AWAY => {
            "Waits: where its file lies cannot be reached just now. It goes on by itself.".to_owned()
        }
        ClipState::Waiting => "Waits for its turn".to_owned(),
        ClipState::Working => format!("Is being made: {} %", clip.progress / 10),
        ClipState::Ready => "Ready".to_owned(),
        ClipState::Failed => english(&clip.fault),
    },
};

static GERMAN: ClipWords = ClipWords {
    title: "Clips",
    says: "Laden Sie ein kurzes Video hoch, sagen Sie, was es zeigt, und veröffentlichen Sie es, sobald es fertig ist.",
    upload: "Hochladen",
    choose: "Ein Video von diesem Gerät",
    file_says: |largest, longest_ms| {
        format!(
            "Bis {} GB und {} Minuten, am besten hochkant. Bricht die Verbindung ab, wählen Sie dieselbe Datei noch einmal: Es geht weiter, wo es war.",
            largest >> 30,
            longest_ms / 60_000
        )
    },
    needs_script: "Zum Hochladen braucht dieser Browser JavaScript.",
    channel: "Kanal",
    channels: "Ihre Kanäle",
    new_channel: "Ein neuer Kanal",
    channel_title: "Name des Kanals",
    channel_about: "Was er zeigt, in ein, zwei Sätzen",
    make_channel: "Kanal anlegen",
    save_channel: "Kanal speichern",
    no_channel: "Geben Sie zuerst Ihrem Kanal einen Namen: Ihm folgen Leserinnen und Leser, und dort erscheinen Ihre Clips.",
    pause: "Anhalten",
    go_on: "Weiter",
    cancel: "Abbrechen",
    sending: "Wird gesendet",
    broken_line: "Die Verbindung ist abgebrochen. Es wird von selbst noch einmal versucht.",
    resume_says: "Dieser Upload brach ab. Wählen Sie dieselbe Datei, um weiterzumachen.",
    sent: "Es ist alles da.",
    no_clips: "Noch keine Clips",
    no_clips_say: "Was Sie hochladen, steht hier mit seinem Stand, vom ersten Byte an.",
    untitled: "Ohne Titel",
    clip_title: "Titel",
    description: "Beschreibung",
    description_says: "Was es zeigt, wo und wann. Markdown wird verstanden.",
    hashtags: "Hashtags",
    hashtags_say: "Mit Kommas getrennt",
    credit: "Quelle",
    credit_says: "Von wem Bild und Ton sind",
    cover: "Titelbild",
    found_cover: "Wie im Video gefunden",
    chosen_cover: "Wie gewählt",
    take_cover: "Was zu sehen ist, als Titelbild nehmen",
    taken_cover: "Aus dem Video genommen",
    cover_failed: "Das Bild konnte nicht genommen werden. Lassen Sie das Video einen Augenblick laufen und versuchen Sie es noch einmal.",
    captions: "Untertitel",
    captions_say: "Eine Datei .vtt oder .srt. Die meisten sehen ohne Ton.",
    no_captions: "Es gibt noch keine Untertitel.",
    add_captions: "Untertitel hinzufügen",
    remove: "Entfernen",
    synthetic: "Ganz oder zum Teil von einer Maschine gemacht (das erfahren Leserinnen und Leser)",
    adults: "Nur für Erwachsene (vorher wird gefragt)",
    closed: "Keine Kommentare",
    save_draft: "Entwurf speichern",
    publish: "Jetzt veröffentlichen",
    publish_again: "Änderungen veröffentlichen",
    schedule: "Zu dieser Zeit veröffentlichen",
    unlist: "Nur mit Adresse zeigen",
    unlist_says: "Wer die Adresse hat, sieht es; in keiner Zeitleiste steht es.",
    link: "Adresse",
    again: "Noch einmal umrechnen",
    throw_away: "Wegwerfen",
    throw_away_says: "Das Video und sein Text sind dann für immer weg.",
    take_back: "Zurückziehen",
    reason: "Warum?",
    reason_says: "Leserinnen und Leser finden diesen Satz, wo der Clip war.",
    watch: "Ansehen",
    alike: |number| {
        format!("Clip {number} zeigt dasselbe. Veröffentlichen Sie es nur noch einmal, wenn Sie das wollen.")
    },
    facts: |width, height, length| format!("{width} × {height} Pixel, {length}"),
    not_ready: "Das Video erscheint hier, sobald es fertig ist.",
    unlisted: "Wer die Adresse hat, sieht es.",
    unshare: "Nicht mehr teilen",
    was_made_by_machine: "Ganz oder zum Teil von einer Maschine gemacht",
    of_article: "Einen Clip daraus machen",
    of_article_says: "Überschrift, Bilder und Zitate werden ein hochkantes Video mit Untertiteln; Sie sehen es, bevor andere es sehen.",
    how_far: "Wie weit er ist",
    state: |clip| {
        match clip.state {
        ClipState::Arriving => format!("{} von {} MB sind da", clip.received >> 20, (clip.size >> 20).max(1)),
        ClipState::Waiting if clip.fault == TROUBLE => {
            "Wartet: Der Server konnte nicht ablegen, was er gemacht hat, und das ist seine Schuld. Er versucht es von selbst wieder.".to_owned()
        }
        ClipState::Waiting if clip.fault.starts_with(NEEDS) => needed(&clip.fault),
        ClipState::Waiting if clip.fault == ORIGINAL_AWAY => {
            "Wartet: Wo die Datei liegt, ist gerade nicht zu erreichen. Es geht von selbst weiter.".to_owned()
        }
        ClipState::Waiting => "Wartet auf seine Reihe".to_owned(),
        ClipState::Working => format!("Wird umgerechnet: {} %", clip.progress / 10),
        ClipState::Ready => "Fertig".to_owned(),
        ClipState::Failed => german(&clip.fault),
    }
    },
};

/// What a clip waits for on this machine.
fn missing(fault: &str) -> Option<Missing> {
    Missing::from_word(fault.strip_prefix(NEEDS)?)
}

fn english(fault: &str) -> String {
    match Refusal::from_word(fault) {
        Some(refusal) => refusal.to_string(),
        None => "The uploaded file is no longer on the server, which is its fault: upload the video again.".to_owned(),
    }
}

fn german(fault: &str) -> String {
    let Some(refusal) = Refusal::from_word(fault) else {
        return "Die hochgeladene Datei ist nicht mehr auf dem Server, und das ist seine Schuld: Laden Sie das Video noch einmal hoch.".to_owned();
    };
    match refusal {
        Refusal::NotAVideo { looks_like } => {
            let what = match looks_like {
                Lookalike::Program => "ein Programm",
                Lookalike::Page => "eine Webseite",
                Lookalike::Picture => "ein Bild",
                Lookalike::Document => "ein Dokument",
                Lookalike::Archive => "ein Archiv",
                Lookalike::Text => "ein Text",
                Lookalike::Unknown => "eine Datei unbekannter Art",
            };
            format!("Das ist {what}, kein Video: Wählen Sie die Videodatei selbst.")
        }
        Refusal::Empty => "Die Datei ist leer: Der Upload oder die Aufnahme ging schief, wählen Sie die Datei noch einmal.".to_owned(),
        Refusal::NoPicture => "In dieser Datei ist Ton, aber kein bewegtes Bild: Laden Sie ein Video hoch.".to_owned(),
        Refusal::TooLong { ms, most_ms } => {
            let [long, most] = [ms, most_ms].map(|ms| clock(u32::try_from(ms).unwrap_or(u32::MAX)));
            format!("Das Video dauert {long}, und {most} ist hier das Höchste: Laden Sie einen kürzeren Schnitt hoch.")
        }
        Refusal::TooLarge { width, height, most } => format!(
            "Das Bild hat {width} × {height} Pixel, mehr als die {most} je Kante, die hier gehen: Exportieren Sie es kleiner."
        ),
        Refusal::TooFast { rate, most } => {
            format!("Das Video hat {rate} Bilder je Sekunde, und {most} sind hier das Höchste: Exportieren Sie es mit weniger.")
        }
        Refusal::Truncated => "Das Ende der Datei fehlt: Upload oder Aufnahme brachen ab, laden Sie sie noch einmal hoch oder sichern Sie sie neu.".to_owned(),
        Refusal::Unsupported { what, format } => {
            let words = match what {
                Part::Picture => "Ein Bild",
                Part::Sound => "Ton",
                Part::File => "Eine Datei",
                Part::HighRange => "Ein Bild mit hohem Kontrastumfang (HDR)",
            };
            let format = match (what, format.as_str()) {
                (Part::HighRange, _) => String::new(),
                (_, "") => " in einem unbekannten Format".to_owned(),
                (_, format) => format!(" im Format {format}"),
            };
            format!("{words}{format} lässt sich hier nicht lesen: Exportieren Sie das Video als MP4 mit H.264 und AAC.")
        }
        Refusal::Encrypted => "Das Video ist verschlüsselt, niemand kann es hier sehen: Laden Sie eine Kopie ohne Kopierschutz hoch.".to_owned(),
        Refusal::Playlist => "Das ist eine Liste, die auf Videos anderswo zeigt, kein Video: Laden Sie die Videodatei selbst hoch.".to_owned(),
        Refusal::Hung => "Beim Lesen des Videos ging es nicht weiter: Die Datei ist wohl beschädigt, exportieren Sie sie noch einmal.".to_owned(),
        Refusal::TooSlow => "Das Video macht diesem Server zu viel Arbeit: Exportieren Sie es kleiner, kürzer oder als H.264.".to_owned(),
        Refusal::TooHeavy => "Das Video braucht mehr Speicher, als dieser Server einem Clip gibt: Exportieren Sie es kleiner.".to_owned(),
        Refusal::DiskFull => "Auf dem Server ist zu wenig Platz für diesen Clip: Wer ihn betreibt, muss welchen schaffen; versuchen Sie es dann noch einmal.".to_owned(),
        Refusal::Letters => "Aus diesem Text wird kein Clip: Den Schriften hier fehlen einige seiner Buchstaben, filmen Sie ihn oder nehmen Sie ein Bild.".to_owned(),
        Refusal::Broken { said } => {
            let why = BROKEN.iter().find(|(english, _)| *english == said).map_or("", |(_, german)| german);
            format!("Das Video ist beschädigt und nicht zu zeigen{why}: Exportieren Sie es noch einmal.")
        }
        // What the machine said is in its log.
        Refusal::Ours { .. } => {
            "Der Clip konnte nicht umgerechnet werden, und das ist die Schuld des Servers: Versuchen Sie es später noch einmal.".to_owned()
        }
    }
}

/// What `video` finds out; what FFmpeg says besides has no German.
const BROKEN: [(&str, &str); 6] = [
    ("neither pictures nor sound are in it", " (weder Bild noch Ton sind darin)"),
    ("no picture could be read from it", " (kein Bild war daraus zu lesen)"),
    ("none of its pictures can be decoded", " (keines seiner Bilder lässt sich dekodieren)"),
    ("no frame of it could be taken", " (kein Einzelbild ließ sich daraus nehmen)"),
    ("its sound cannot be decoded", " (sein Ton lässt sich nicht dekodieren)"),
    ("there is more in it than it says", " (es ist mehr darin, als es angibt)"),
];

fn needed(fault: &str) -> String {
    let (what, then) = match missing(fault) {
        Some(Missing::TooOld { version }) => (
            format!("Das FFmpeg dieses Servers ist zu alt ({version}); nötig ist 5.1 oder neuer"),
            "installiert ein neueres",
        ),
        Some(Missing::Part { what, .. }) => {
            (format!("Das FFmpeg dieses Servers wurde ohne „{what}“ gebaut"), "installiert das seiner Distribution")
        }
        Some(Missing::Fails { .. }) => ("Das FFmpeg dieses Servers läuft nicht".to_owned(), "findet den Grund im Log"),
        Some(Missing::Program { .. }) | None => {
            ("Auf diesem Server fehlt FFmpeg".to_owned(), "installiert es (Debian: „apt-get install ffmpeg“)")
        }
    };
    format!("Wartet: {what}. Wer ihn betreibt, {then}.")
}

#[cfg(test)]
mod tests {
    use model::{Clip, ClipId, ClipState, ManuscriptId, ReaderId, Time};

    use super::{super::Tongue, ClipWords};

    fn clip() -> Clip {
        Clip {
            id: ClipId(1),
            manuscript: ManuscriptId(1),
            owner: ReaderId(1),
            name: String::new(),
            size: 0,
            received: 0,
            state: ClipState::Waiting,
            progress: 0,
            fault: String::new(),
            width: 0,
            height: 0,
            duration_ms: 0,
            has_sound: false,
            poster: None,
            thumbs: 0,
            alike: None,
            article: None,
            added: Time(0),
            changed: Time(0),
        }
    }

    fn told(tongue: Tongue, state: ClipState, fault: &str) -> String {
        ClipWords::of(tongue).state(&Clip { state, fault: fault.to_owned(), ..clip() })
    }

    #[test]
    fn why_a_clip_failed_or_waits_is_told_in_german() {
        for (state, fault, want) in [
            (ClipState::Failed, "too-long:630000:600000", "dauert 10:30, und 10:00 ist"),
            (
                ClipState::Failed,
                "unsupported:picture:QuickTime VC H.261",
                "Ein Bild im Format QuickTime VC H.261 lässt",
            ),
            (ClipState::Failed, "unsupported:sound:", "Ton in einem unbekannten Format lässt"),
            (ClipState::Failed, "unsupported:hdr:", "(HDR) lässt"),
            (
                ClipState::Failed,
                "broken:none of its pictures can be decoded",
                "(keines seiner Bilder lässt sich dekodieren)",
            ),
            (ClipState::Failed, "broken:Invalid data found", "nicht zu zeigen: Exportieren"),
            (ClipState::Failed, "ours:permission denied", "Schuld des Servers: Versuchen"),
            (ClipState::Waiting, "needs:too-old:4.4.2", "zu alt (4.4.2)"),
            (ClipState::Waiting, "needs:part:libx264:/usr/bin/ffmpeg", "ohne „libx264“"),
            (ClipState::Waiting, "needs:fails:/usr/bin/ffmpeg:signal: 11", "läuft nicht"),
            (ClipState::Waiting, "needs:program:ffmpeg", "fehlt FFmpeg"),
        ] {
            let told = told(Tongue::German, state, fault);
            assert!(told.contains(want) && told.ends_with('.'), "{fault}: {told}");
        }
    }

    #[test]
    fn english_says_what_is_missing_in_its_own_words() {
        let told = told(Tongue::English, ClipState::Waiting, "needs:too-old:4.4.2");
        assert_eq!(told, "Waits. Videos need FFmpeg 5.1 or newer, and this is 4.4.2: install a newer one.");
    }
}
