//! Why something about an account was not done, in words.

use crate::wrong::TokenWrong;
use readers::accounts::{NameFault, PasswordFault, Refusal, SHORTEST_PASSWORD, Scope, TokenFault};

pub fn english(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Name(NameFault::Empty) => "Type a name.".to_owned(),
        Refusal::Name(NameFault::TooLong) => "This name is too long. Use 30 characters at most.".to_owned(),
        Refusal::Name(NameFault::Sign) => {
            "A name has letters, digits, spaces and . - _ ' only, and nothing invisible.".to_owned()
        }
        Refusal::Name(NameFault::Mixed) => {
            "This name mixes letters of different scripts that look alike. Use one script.".to_owned()
        }
        Refusal::NameTaken => "Somebody has this name already, or one that looks like it. Choose another.".to_owned(),
        Refusal::Password(PasswordFault::TooShort) => {
            format!("This password is too short. Use {SHORTEST_PASSWORD} characters or more.")
        }
        Refusal::Password(PasswordFault::TooLong) => {
            "This password is too long. Use 1,000 characters at most.".to_owned()
        }
        Refusal::Password(PasswordFault::Guessed) => {
            "This password would be among the first that anybody tries. Use a few words that do not belong together.".to_owned()
        }
        Refusal::WrongSecret => "Name or password is wrong. Type both again.".to_owned(),
        Refusal::WrongCode => "Name or recovery code is wrong. Type both again.".to_owned(),
        Refusal::PasskeyOpensNothing => {
            "This passkey can prove who you are, but your device gives it no key that opens what is sealed here. Use your password or your recovery code.".to_owned()
        }
        Refusal::WrongPasskey => {
            "This passkey was not accepted. Try again, or sign in with your password.".to_owned()
        }
        Refusal::Closed => "Nobody can create an account here just now.".to_owned(),
        Refusal::NeedsInvitation => {
            "An account takes an invitation here, and this one is wrong, used or out of date. Ask whoever runs this edition for one.".to_owned()
        }
        Refusal::TooMany(1) => "That was tried too often. Try again in a minute.".to_owned(),
        Refusal::TooMany(minutes) => format!("That was tried too often. Try again in {minutes} minutes."),
        Refusal::TooManyPasskeys => {
            "There is no room for more passkeys, or this one is somebody's already. Remove one that you no longer use.".to_owned()
        }
        Refusal::LastWayIn => {
            "This passkey is the only way into your account. Set a password or add another passkey first.".to_owned()
        }
        Refusal::TooManyTokens => {
            "There is no room for more tokens. Revoke one that you no longer use.".to_owned()
        }
        Refusal::TokenNeedsScope => {
            "A token that may do nothing is of no use. Choose at least one thing that it may do.".to_owned()
        }
        Refusal::Busy => "Many people are signing in just now. Try again in a few seconds.".to_owned(),
    }
}

pub fn german(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Name(NameFault::Empty) => "Geben Sie einen Namen ein.".to_owned(),
        Refusal::Name(NameFault::TooLong) => "Dieser Name ist zu lang. Nehmen Sie höchstens 30 Zeichen.".to_owned(),
        Refusal::Name(NameFault::Sign) => {
            "Ein Name besteht aus Buchstaben, Ziffern, Leerzeichen und . - _ ' und enthält nichts Unsichtbares.".to_owned()
        }
        Refusal::Name(NameFault::Mixed) => {
            "Dieser Name mischt Buchstaben verschiedener Schriften, die gleich aussehen. Nehmen Sie eine Schrift.".to_owned()
        }
        Refusal::NameTaken => "Diesen Namen oder einen, der so aussieht, hat schon jemand. Nehmen Sie einen anderen.".to_owned(),
        Refusal::Password(PasswordFault::TooShort) => {
            format!("Dieses Passwort ist zu kurz. Nehmen Sie mindestens {SHORTEST_PASSWORD} Zeichen.")
        }
        Refusal::Password(PasswordFault::TooLong) => {
            "Dieses Passwort ist zu lang. Nehmen Sie höchstens 1000 Zeichen.".to_owned()
        }
        Refusal::Password(PasswordFault::Guessed) => {
            "Dieses Passwort würde jeder als eines der ersten versuchen. Nehmen Sie ein paar Wörter, die nicht zusammengehören.".to_owned()
        }
        Refusal::WrongSecret => "Name oder Passwort stimmt nicht. Geben Sie beides noch einmal ein.".to_owned(),
        Refusal::WrongCode => "Name oder Wiederherstellungscode stimmt nicht. Geben Sie beides noch einmal ein.".to_owned(),
        Refusal::PasskeyOpensNothing => {
            "Dieser Passkey zeigt, wer Sie sind, aber Ihr Gerät gibt ihm keinen Schlüssel, der öffnet, was hier versiegelt ist. Nehmen Sie Ihr Passwort oder Ihren Wiederherstellungscode.".to_owned()
        }
        Refusal::WrongPasskey => {
            "Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder nehmen Sie das Passwort.".to_owned()
        }
        Refusal::Closed => "Hier kann zurzeit niemand ein Konto anlegen.".to_owned(),
        Refusal::NeedsInvitation => {
            "Für ein Konto braucht es hier eine Einladung, und diese ist falsch, verbraucht oder abgelaufen. Fragen Sie, wer diese Ausgabe betreibt.".to_owned()
        }
        Refusal::TooMany(1) => "Das wurde zu oft versucht. Versuchen Sie es in einer Minute wieder.".to_owned(),
        Refusal::TooMany(minutes) => format!("Das wurde zu oft versucht. Versuchen Sie es in {minutes} Minuten wieder."),
        Refusal::TooManyPasskeys => {
            "Für mehr Passkeys ist kein Platz, oder dieser gehört schon jemandem. Entfernen Sie einen, den Sie nicht mehr brauchen.".to_owned()
        }
        Refusal::LastWayIn => {
            "Dieser Passkey ist der einzige Weg in Ihr Konto. Setzen Sie zuerst ein Passwort, oder fügen Sie einen anderen Passkey hinzu.".to_owned()
        }
        Refusal::TooManyTokens => {
            "Für mehr Tokens ist kein Platz. Widerrufen Sie eines, das Sie nicht mehr brauchen.".to_owned()
        }
        Refusal::TokenNeedsScope => {
            "Ein Token, das nichts darf, nützt nichts. Wählen Sie mindestens eines aus, das es darf.".to_owned()
        }
        Refusal::Busy => "Gerade melden sich viele an. Versuchen Sie es in ein paar Sekunden wieder.".to_owned(),
    }
}

pub fn token_english(wrong: &TokenWrong) -> (&'static str, &'static str) {
    match wrong {
        TokenWrong::Opens(TokenFault::Unreadable) => (
            "This is no token",
            "A token begins with caulbart-, then the edition's name and 64 digits; this one is damaged or somebody else's. Copy it again, or make a new one at /account/tokens.",
        ),
        TokenWrong::Opens(TokenFault::OtherEdition) => (
            "This token is for another edition",
            "Its name stands in the token. Make one for this edition at /account/tokens.",
        ),
        TokenWrong::Opens(TokenFault::Unknown) => {
            ("This token opens nothing", "It was revoked, or never made. Make a new one at /account/tokens.")
        }
        TokenWrong::Opens(TokenFault::Expired) => {
            ("This token has ended", "It was made for a time that is over. Make a new one at /account/tokens.")
        }
        TokenWrong::MayNot(Scope::Read) => (
            "This token may not read",
            "It was made without the scope “read”. Make another with it at /account/tokens.",
        ),
        TokenWrong::MayNot(Scope::Act) => {
            ("This token may not act", "It was made without the scope “act”. Make another with it at /account/tokens.")
        }
        TokenWrong::MayNot(Scope::Manage) => (
            "This token may not manage",
            "It was made without the scope “manage”. Make another with it at /account/tokens.",
        ),
        TokenWrong::Elsewhere => (
            "A token opens /api/v1 alone",
            "Pages and accounts are for readers themselves. Ask the address of the same thing below /api/v1.",
        ),
        TokenWrong::NotHerself => (
            "No token does this",
            "An account is changed by the reader herself, who signs in at /sign-in. A token can only give itself up.",
        ),
    }
}

pub fn token_german(wrong: &TokenWrong) -> (&'static str, &'static str) {
    match wrong {
        TokenWrong::Opens(TokenFault::Unreadable) => (
            "Das ist kein Token",
            "Ein Token beginnt mit caulbart-, dann kommen der Name der Ausgabe und 64 Ziffern; dieses ist beschädigt oder von woanders. Kopieren Sie es noch einmal, oder erzeugen Sie unter /account/tokens ein neues.",
        ),
        TokenWrong::Opens(TokenFault::OtherEdition) => (
            "Dieses Token gehört zu einer anderen Ausgabe",
            "Ihr Name steht im Token. Erzeugen Sie unter /account/tokens eines für diese Ausgabe.",
        ),
        TokenWrong::Opens(TokenFault::Unknown) => (
            "Dieses Token öffnet nichts",
            "Es wurde widerrufen oder nie erzeugt. Erzeugen Sie unter /account/tokens ein neues.",
        ),
        TokenWrong::Opens(TokenFault::Expired) => {
            ("Dieses Token ist abgelaufen", "Seine Zeit ist vorbei. Erzeugen Sie unter /account/tokens ein neues.")
        }
        TokenWrong::MayNot(Scope::Read) => (
            "Dieses Token darf nicht lesen",
            "Es wurde ohne „read“ erzeugt. Erzeugen Sie unter /account/tokens eines, das lesen darf.",
        ),
        TokenWrong::MayNot(Scope::Act) => (
            "Dieses Token darf nicht handeln",
            "Es wurde ohne „act“ erzeugt. Erzeugen Sie unter /account/tokens eines, das handeln darf.",
        ),
        TokenWrong::MayNot(Scope::Manage) => (
            "Dieses Token darf nicht verwalten",
            "Es wurde ohne „manage“ erzeugt. Erzeugen Sie unter /account/tokens eines, das verwalten darf.",
        ),
        TokenWrong::Elsewhere => (
            "Ein Token öffnet nur /api/v1",
            "Seiten und Konten sind für die Leserinnen und Leser selbst. Fragen Sie die Adresse derselben Sache unter /api/v1.",
        ),
        TokenWrong::NotHerself => (
            "Das tut kein Token",
            "Ein Konto ändert nur, wer sich unter /sign-in selbst anmeldet. Ein Token kann nur sich selbst aufgeben.",
        ),
    }
}
