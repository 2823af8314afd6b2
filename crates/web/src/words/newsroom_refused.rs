//! Why something in the newsroom was not done, in words.

use newsroom::{Act, Refusal};

pub fn english(refusal: &Refusal) -> String {
    match refusal {
        Refusal::MayNot(Act::Write) => "Only authors and editors may do this. Ask the chief for the role.".to_owned(),
        Refusal::MayNot(Act::Edit) => "Only editors may do this. Hand it in for review, or ask an editor.".to_owned(),
        Refusal::MayNot(Act::Moderate) => "Only moderators and editors may do this.".to_owned(),
        Refusal::MayNot(Act::Direct) => "Only the chief may do this. Ask the chief.".to_owned(),
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
