//! Why a comment was not taken, or waits.

use newsroom::comments::{Doubt, Fault, Unsaid};

pub fn english_fault(fault: Fault) -> String {
    match fault {
        Fault::NoText => "The comment is empty. Type what you want to say.".to_owned(),
        Fault::TextTooLong(most) => {
            format!("The comment is too long: {most} characters is the most. Shorten it, or post it in two.")
        }
        Fault::NoName => "Your name is missing. Type the name that should stand beside the comment.".to_owned(),
        Fault::NameTooLong(most) => format!("The name is too long: {most} characters is the most."),
        Fault::NoMail => "Your e-mail address is missing. It is not published.".to_owned(),
        Fault::BadMail => "This is no e-mail address. It looks like name@example.org.".to_owned(),
        Fault::BadWebsite => {
            "This is no address of a website. It looks like https://example.org; or leave it empty.".to_owned()
        }
    }
}

pub fn german_fault(fault: Fault) -> String {
    match fault {
        Fault::NoText => "Der Kommentar ist leer. Schreiben Sie, was Sie sagen möchten.".to_owned(),
        Fault::TextTooLong(most) => {
            format!("Der Kommentar ist zu lang: Höchstens {most} Zeichen gehen. Kürzen Sie ihn, oder teilen Sie ihn.")
        }
        Fault::NoName => "Ihr Name fehlt. Schreiben Sie, welcher Name beim Kommentar stehen soll.".to_owned(),
        Fault::NameTooLong(most) => format!("Der Name ist zu lang: Höchstens {most} Zeichen gehen."),
        Fault::NoMail => "Ihre E-Mail-Adresse fehlt. Sie wird nicht veröffentlicht.".to_owned(),
        Fault::BadMail => "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.org.".to_owned(),
        Fault::BadWebsite => {
            "Das ist keine Adresse einer Website. Sie sieht aus wie https://example.org; oder lassen Sie das Feld leer."
                .to_owned()
        }
    }
}

pub fn english_unsaid(unsaid: &Unsaid) -> String {
    match unsaid {
        Unsaid::Faults(_) => {
            "The comment was not posted yet. See what is missing; nothing you typed is lost.".to_owned()
        }
        Unsaid::TooMany(minutes) => format!(
            "Those were many comments in a short time. Wait {minutes} min and press again; your text is still here."
        ),
        Unsaid::ParentGone => {
            "What you answer is no longer there. Your text is still here: post it as a comment of its own.".to_owned()
        }
        Unsaid::Closed => {
            "Comments on this article are closed, so yours was not posted. Your text is still here to copy.".to_owned()
        }
    }
}

pub fn german_unsaid(unsaid: &Unsaid) -> String {
    match unsaid {
        Unsaid::Faults(_) => "Der Kommentar ist noch nicht abgeschickt. Sehen Sie, was fehlt; nichts Getipptes ist verloren.".to_owned(),
        Unsaid::TooMany(minutes) => format!("Das waren viele Kommentare in kurzer Zeit. Warten Sie {minutes} Min., und drücken Sie noch einmal; Ihr Text ist noch da."),
        Unsaid::ParentGone => "Worauf Sie antworten, gibt es nicht mehr. Ihr Text ist noch da: Schicken Sie ihn als eigenen Kommentar ab.".to_owned(),
        Unsaid::Closed => "Zu diesem Artikel sind die Kommentare geschlossen, Ihrer ist nicht abgeschickt. Ihr Text steht noch da, zum Kopieren.".to_owned(),
    }
}

pub fn english_doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Guest => "by a guest".to_owned(),
        Doubt::Fast => "sent less than three seconds after the form was made".to_owned(),
        Doubt::Old => "the form was more than a day old".to_owned(),
        Doubt::Forged => "the form was not made by this site".to_owned(),
        Doubt::Trap => "a field that people do not see was filled in".to_owned(),
        Doubt::Links(many) => format!("{many} links"),
        Doubt::Twice => "the same text was posted before".to_owned(),
        Doubt::Filter(sure, words) if words.is_empty() => format!("the filter is {sure} % sure that it is spam"),
        Doubt::Filter(sure, words) => format!("the filter is {sure} % sure that it is spam, by: {}", words.join(", ")),
    }
}

pub fn german_doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Guest => "von einem Gast".to_owned(),
        Doubt::Fast => "schneller als drei Sekunden nach dem Öffnen abgeschickt".to_owned(),
        Doubt::Old => "das Formular war älter als ein Tag".to_owned(),
        Doubt::Forged => "das Formular stammt nicht von dieser Website".to_owned(),
        Doubt::Trap => "ein Feld, das Menschen nicht sehen, war ausgefüllt".to_owned(),
        Doubt::Links(many) => format!("{many} Links"),
        Doubt::Twice => "derselbe Text kam schon einmal".to_owned(),
        Doubt::Filter(sure, words) if words.is_empty() => {
            format!("der Filter ist zu {sure} % sicher, dass es Spam ist")
        }
        Doubt::Filter(sure, words) => {
            format!("der Filter ist zu {sure} % sicher, dass es Spam ist, wegen: {}", words.join(", "))
        }
    }
}
