//! Why something in the newsroom was not done, in words.

use newsroom::{Act, Refusal};

pub fn english(refusal: &Refusal) -> String {
    match refusal {
        Refusal::MayNot(Act::Write) => "Only authors and editors may do this. Ask the chief for the role.".to_owned(),
        Refusal::MayNot(Act::Edit) => "Only editors may do this. Hand it in for review, or ask an editor.".to_owned(),
        Refusal::MayNot(Act::Moderate) => "Only moderators and editors may do this.".to_owned(),
        Refusal::MayNot(Act::Direct) => "Only the chief may do this. Ask the chief.".to_owned(),
        Refusal::MayNot(Act::Film) => {
            "Clips may be uploaded by whom the newsroom gave a channel. Ask the chief for the role of a creator."
                .to_owned()
        }
        Refusal::EmptyClip => "This file is empty. Choose another.".to_owned(),
        Refusal::ClipTooLarge(most) => format!(
            "The file is too large: {} is the most here. Make it smaller, or ask whoever runs this server.",
            size(*most)
        ),
        Refusal::TooManyClips(most) => {
            format!("You began {most} uploads today, which is the most. Go on tomorrow.")
        }
        Refusal::NoClipSpace(most) => {
            format!("Your clips would take more than {}, which is the most. Throw some away first.", size(*most))
        }
        Refusal::ClipElsewhere(here) => format!("{here} bytes are here: go on from there."),
        Refusal::ClipLonger(size) => {
            format!("More came than the {size} bytes that were announced; begin the upload again.")
        }
        Refusal::ClipBusy => "Another part of this clip is just coming in. Wait a moment.".to_owned(),
        Refusal::DiskFull => {
            "The disk of this server is full, which is its fault. What came is kept: go on in a while.".to_owned()
        }
        Refusal::ClipNotReady => {
            "The video is not ready yet. Wait until its renditions are made, and publish it then.".to_owned()
        }
        Refusal::TooManyChannels(most) => {
            format!("You have {most} channels, which is the most. Use one of them, or give one another name.")
        }
        Refusal::NoLetters => "A name takes at least one letter or digit. Type one and try again.".to_owned(),
        Refusal::LikeWithheld(other) => {
            format!("Clip {other} shows the same, and moderators took it down. Appeal there, or ask an editor.")
        }
        Refusal::ForeignPicture => {
            "One of its pictures belongs to somebody else. Choose a picture of the clip itself.".to_owned()
        }
        Refusal::TooManyCovers(most) => {
            format!("{most} pictures were taken from this clip, which is the most. Choose one of them.")
        }
        Refusal::Captions(why) => format!("The captions were not taken: {why}. Choose a .vtt or .srt file."),
        Refusal::NotThere => {
            "It is not there, or not yours to see. The list of the newsroom has everything that is.".to_owned()
        }
        Refusal::Locked(who) => format!("{who} has it open. Wait until it is free, or take it over."),
        Refusal::Moved => {
            "It is no longer where it was: somebody else moved it on. Load the page and look again.".to_owned()
        }
        Refusal::NoHeadline => "A name or a headline is missing. Type one and try again.".to_owned(),
        Refusal::Embargo(until) => {
            format!("Nobody may see this before {}. Choose a later time, or lift the embargo.", until.rfc3339())
        }
        Refusal::Past => "That time has passed, or cannot be read. Choose one in the future.".to_owned(),
        Refusal::NoReason => "It takes a few words: readers are told. Type them and try again.".to_owned(),
        Refusal::Picture(why) => {
            format!("The picture was not taken: {why}. Choose a JPEG, PNG, WebP or GIF of up to 40 megapixels.")
        }
        Refusal::TooLong(field, most) => {
            format!("Too long ({field}): {most} is the most. Shorten it; what you typed is still here.")
        }
        Refusal::Taken => "Somebody has this name already. Choose another.".to_owned(),
        Refusal::BadAddress => {
            "This address does not do here. A website begins with https://, an address of this site with one slash."
                .to_owned()
        }
    }
}

pub fn german(refusal: &Refusal) -> String {
    match refusal {
        Refusal::MayNot(Act::Write) => "Das dürfen nur, wer schreibt oder redigiert. Bitten Sie die Leitung um die Rolle.".to_owned(),
        Refusal::MayNot(Act::Edit) => "Das darf nur die Redaktion. Geben Sie es zur Durchsicht, oder fragen Sie dort.".to_owned(),
        Refusal::MayNot(Act::Moderate) => "Das dürfen nur Moderation und Redaktion.".to_owned(),
        Refusal::MayNot(Act::Direct) => "Das darf nur die Leitung. Fragen Sie dort.".to_owned(),
        Refusal::MayNot(Act::Film) => "Clips lädt hoch, wem die Redaktion das Recht gab. Bitten Sie die Leitung um die Rolle „Clips“.".to_owned(),
        Refusal::EmptyClip => "Diese Datei ist leer. Wählen Sie eine andere.".to_owned(),
        Refusal::ClipTooLarge(most) => format!("Die Datei ist zu groß: Höchstens {} geht hier. Verkleinern Sie sie, oder fragen Sie, wer den Server betreibt.", size(*most)),
        Refusal::TooManyClips(most) => format!("Sie haben heute {most} Uploads begonnen, mehr geht nicht. Machen Sie morgen weiter."),
        Refusal::NoClipSpace(most) => format!("Ihre Clips bräuchten mehr als {}, das ist das Höchste. Werfen Sie erst welche weg.", size(*most)),
        Refusal::ClipElsewhere(here) => format!("{here} Bytes sind da: Machen Sie dort weiter."),
        Refusal::ClipLonger(size) => format!("Es kam mehr als die {size} Bytes, die angekündigt waren; beginnen Sie den Upload neu."),
        Refusal::ClipBusy => "Ein anderer Teil dieses Clips kommt gerade an. Warten Sie einen Augenblick.".to_owned(),
        Refusal::DiskFull => "Der Speicher dieses Servers ist voll, und das ist seine Schuld. Was ankam, ist noch da: Machen Sie in einer Weile weiter.".to_owned(),
        Refusal::TooManyChannels(most) => {
            format!("Sie haben {most} Kanäle, mehr geht nicht. Nehmen Sie einen davon, oder benennen Sie einen um.")
        }
        Refusal::NoLetters => "Ein Name braucht wenigstens einen Buchstaben oder eine Ziffer. Geben Sie das ein, und versuchen Sie es noch einmal.".to_owned(),
        Refusal::LikeWithheld(other) => {
            format!("Clip {other} zeigt dasselbe, und die Moderation nahm ihn heraus. Legen Sie dort Widerspruch ein, oder fragen Sie die Redaktion.")
        }
        Refusal::ForeignPicture => "Eines der Bilder gehört jemand anderem. Wählen Sie ein Bild des Clips selbst.".to_owned(),
        Refusal::TooManyCovers(most) => {
            format!("Aus diesem Clip wurden {most} Bilder genommen, mehr geht nicht. Wählen Sie eines davon.")
        }
        Refusal::ClipNotReady => "Das Video ist noch nicht fertig. Warten Sie, bis es umgerechnet ist, und veröffentlichen Sie es dann.".to_owned(),
        Refusal::Captions(why) => format!("Die Untertitel wurden nicht genommen ({why}). Wählen Sie eine Datei .vtt oder .srt."),
        Refusal::NotThere => "Das gibt es nicht, oder es ist nicht für Sie. Die Liste der Redaktion hat alles, was es gibt.".to_owned(),
        Refusal::Locked(who) => format!("{who} hat es offen. Warten Sie, bis es frei ist, oder übernehmen Sie es."),
        Refusal::Moved => "Es ist nicht mehr, wo es war: Jemand anderes hat es weitergegeben. Laden Sie die Seite neu.".to_owned(),
        Refusal::NoHeadline => "Ein Name oder eine Überschrift fehlt. Geben Sie das ein, und versuchen Sie es noch einmal.".to_owned(),
        Refusal::Embargo(until) => format!("Vor {} darf das niemand sehen. Wählen Sie eine spätere Zeit, oder heben Sie die Sperrfrist auf.", until.rfc3339()),
        Refusal::Past => "Diese Zeit ist vorbei oder nicht zu lesen. Wählen Sie eine in der Zukunft.".to_owned(),
        Refusal::NoReason => "Es braucht ein paar Worte: Leserinnen und Leser erfahren sie. Geben Sie sie ein, und versuchen Sie es noch einmal.".to_owned(),
        Refusal::Picture(why) => format!("Das Bild wurde nicht genommen ({why}). Nehmen Sie JPEG, PNG, WebP oder GIF mit höchstens 40 Megapixeln."),
        Refusal::TooLong(field, most) => format!("Zu lang ({field}): Höchstens {most} geht. Kürzen Sie; was Sie getippt haben, ist noch da."),
        Refusal::Taken => "Diesen Namen hat schon jemand. Nehmen Sie einen anderen.".to_owned(),
        Refusal::BadAddress => "Diese Adresse geht hier nicht. Eine Website beginnt mit https://, eine Adresse dieser Website mit einem Schrägstrich.".to_owned(),
    }
}

/// In the largest unit of which there is at least one.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} B"),
    }
}
