//! What the pages about accounts say: signing in and up, sessions, passkeys, tokens.

use super::{Tongue, refused};
use crate::wrong::{AccountWrong, TokenWrong};
use readers::accounts::Refusal;

pub struct AccountWords {
    pub sign_in: &'static str,
    pub sign_up: &'static str,
    pub sign_out: &'static str,
    pub account: &'static str,
    pub name: &'static str,
    pub name_says: &'static str,
    pub password: &'static str,
    pub password_says: &'static str,
    pub new_password: &'static str,
    pub invitation: &'static str,
    pub invitation_says: &'static str,
    pub sign_in_says: &'static str,
    pub sign_in_again: &'static str,
    pub guest_stays: &'static str,
    pub guest_brings: &'static str,
    pub guest_brings_says: &'static str,
    pub guest_comes_along: &'static str,
    pub sign_up_says: &'static str,
    pub sign_up_closed: &'static str,
    pub no_account: &'static str,
    pub have_account: &'static str,
    pub forgot: &'static str,
    pub recover: &'static str,
    pub recover_says: &'static str,
    pub recovery_code: &'static str,
    pub recovery_code_says: &'static str,
    pub code_title: &'static str,
    pub code_says: &'static str,
    pub code_go_on: &'static str,
    pub set_password: &'static str,
    pub refusal: fn(&Refusal) -> String,
    pub refused: &'static str,

    pub since: fn(&str) -> String,
    pub how_you_sign_in: &'static str,
    pub change_name: &'static str,
    pub change_password: &'static str,
    pub has_password: &'static str,
    pub no_password: &'static str,
    pub password_ends_sessions: &'static str,
    pub password_changed: &'static str,
    pub name_changed: &'static str,
    pub new_code: &'static str,
    pub new_code_says: &'static str,
    pub make_code: &'static str,
    pub what_is_yours: &'static str,
    pub delete: &'static str,
    pub delete_says: &'static str,
    pub delete_yes: &'static str,
    pub delete_no: &'static str,

    pub sessions: &'static str,
    pub sessions_say: &'static str,
    pub this_one: &'static str,
    pub agent: fn(&str) -> String,
    pub began: fn(&str) -> String,
    pub seen: fn(&str) -> String,
    pub end: &'static str,
    pub end_named: fn(&str) -> String,
    pub end_others: &'static str,
    pub counted_sessions: fn(usize) -> String,
    pub counted_passkeys: fn(usize) -> String,
    pub counted_tokens: fn(usize) -> String,

    pub passkeys: &'static str,
    pub passkeys_say: &'static str,
    pub no_passkeys: &'static str,
    pub add_passkey: &'static str,
    pub passkey_name: &'static str,
    pub passkey_sign_in: &'static str,
    pub passkey_sign_up: &'static str,
    pub passkey_failed: &'static str,
    pub passkey_needs_script: &'static str,
    pub used: fn(Option<&str>) -> String,
    pub remove: &'static str,
    pub remove_named: fn(&str) -> String,

    pub tokens: &'static str,
    pub tokens_say: &'static str,
    pub no_tokens: &'static str,
    pub make_token: &'static str,
    pub token_name: &'static str,
    pub token_name_says: &'static str,
    pub may: &'static str,
    /// In the order of `Scope::ALL`.
    pub scopes: [(&'static str, &'static str); 3],
    pub expires: &'static str,
    pub lifetimes: [&'static str; 3],
    pub ends: fn(&str) -> String,
    pub has_ended: &'static str,
    pub revoke: &'static str,
    pub revoke_named: fn(&str) -> String,
    pub token_title: &'static str,
    pub token_made: &'static str,

    pub not_signed_in: (&'static str, &'static str),
    pub token: fn(&TokenWrong) -> (&'static str, &'static str),
}

impl AccountWords {
    pub fn of(tongue: Tongue) -> &'static AccountWords {
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
        }
    }

    pub fn wrong(&self, wrong: &AccountWrong) -> (&'static str, String) {
        match wrong {
            AccountWrong::Refused(refusal) => (self.refused, (self.refusal)(refusal)),
            AccountWrong::NotSignedIn => (self.not_signed_in.0, self.not_signed_in.1.to_owned()),
            AccountWrong::Token(wrong) => {
                let (title, sentence) = (self.token)(wrong);
                (title, sentence.to_owned())
            }
        }
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

static ENGLISH: AccountWords = AccountWords {
    sign_in: "Sign in",
    sign_up: "Create an account",
    sign_out: "Sign out",
    account: "Your account",
    name: "Name",
    name_says: "Up to 30 letters and digits. Only you see it.",
    password: "Password",
    password_says: "At least 10 characters; a few words make a good one.",
    new_password: "New password",
    invitation: "Invitation",
    invitation_says: "The code that you were given.",
    sign_in_says: "With an account your timeline, what you follow and what you saved are the same on all your devices. Everything can be read without one.",
    sign_in_again: "To change this, sign in once more: you did so a while ago.",
    guest_stays: "What was learned about you as a visitor in this browser is kept apart, and comes back when you sign out.",
    guest_brings: "Bring along what I saved and followed here",
    guest_brings_says: "What you saved, follow and mute as a visitor in this browser, your searches, rules and settings join your account's; where the two disagree, your account's stay. What was learned about you as a visitor does not join them: it is kept apart, and comes back when you sign out.",
    guest_comes_along: "What you follow, what you saved and what was learned about you as a visitor in this browser becomes your account's.",
    sign_up_says: "A name and a password are enough; nobody asks for your e-mail address.",
    sign_up_closed: "Nobody can create an account here. You can read everything without one.",
    no_account: "No account yet?",
    have_account: "You have an account?",
    forgot: "Password forgotten, passkey lost?",
    recover: "Get back into your account",
    recover_says: "With the recovery code that you were shown when you created the account. It works once; you get a new one.",
    recovery_code: "Recovery code",
    recovery_code_says: "Five groups of five letters and digits.",
    code_title: "Your recovery code",
    code_says: "Write it down or keep it with your passwords. It is shown this once, and it is the only way back if you lose everything else.",
    code_go_on: "I have kept it",
    set_password: "Set a password",
    refusal: refused::english,
    refused: "That was not done",

    since: |when| format!("Since {when}"),
    how_you_sign_in: "How you sign in",
    change_name: "Change the name",
    change_password: "Change the password",
    has_password: "You have a password.",
    no_password: "You have no password; you sign in with a passkey.",
    password_ends_sessions: "Everywhere else you will be signed out, and a letter by mail ends; order it anew if you want it.",
    password_changed: "The new password holds. Everywhere else you were signed out.",
    name_changed: "Your name was changed.",
    new_code: "A new recovery code",
    new_code_says: "The code that you have now opens nothing any more once you make a new one.",
    make_code: "Make a new code",
    what_is_yours: "What is yours",
    delete: "Delete the account",
    delete_says: "Your account goes, with your profile, what you follow, what you saved, your searches and rules, and everything that you read. Of clips in your own channels, those never published are thrown away, and the others are withdrawn and lose their files; what you made for the newsroom stays there. Nobody can bring it back.",
    delete_yes: "Delete everything",
    delete_no: "Keep it",

    sessions: "Where you are signed in",
    sessions_say: "A session ends when you sign out, when it was not used for 30 days, and after half a year in any case.",
    this_one: "this one",
    agent: |agent| named_agent(agent, "an unknown browser", "on"),
    began: |when| format!("since {when}"),
    seen: |when| format!("last used {when}"),
    end: "Sign out there",
    end_named: |name| format!("Sign out there: {name}"),
    end_others: "Sign out everywhere else",
    counted_sessions: |number| counted(number, "session", "sessions"),
    counted_passkeys: |number| counted(number, "passkey", "passkeys"),
    counted_tokens: |number| counted(number, "token", "tokens"),

    passkeys: "Passkeys",
    passkeys_say: "A passkey is kept by your device or password manager, opens by fingerprint, face or PIN, and cannot be given away by mistake.",
    no_passkeys: "No passkeys yet.",
    add_passkey: "Add a passkey",
    passkey_name: "What you call it",
    passkey_sign_in: "Sign in with a passkey",
    passkey_sign_up: "Create with a passkey",
    passkey_failed: "No passkey came from your device. Try again, or use a password.",
    passkey_needs_script: "Passkeys need a browser that runs scripts and knows passkeys.",
    used: |when| when.map_or_else(|| "not used yet".to_owned(), |when| format!("last used {when}")),
    remove: "Remove",
    remove_named: |name| format!("Remove the passkey {name}"),

    tokens: "Tokens for programs",
    tokens_say: "A program that brings a token reads and acts as you at /api/v1, within what the token allows. It never changes your account.",
    no_tokens: "No tokens yet.",
    make_token: "Make a token",
    token_name: "What it is for",
    token_name_says: "For example: the reader on my phone",
    may: "It may",
    scopes: [
        ("read", "read your timeline and what is kept about you"),
        ("act", "report what you opened and liked, and save things"),
        ("manage", "change what you follow, your sliders and your profile"),
    ],
    expires: "It ends after",
    lifetimes: ["30 days", "90 days", "a year"],
    ends: |when| format!("until {when}"),
    has_ended: "has ended",
    revoke: "Revoke",
    revoke_named: |name| format!("Revoke the token {name}"),
    token_title: "Your new token",
    token_made: "Copy it into your program now: it is not shown again. Whoever has it can do what it allows.",

    not_signed_in: ("This needs an account", "Nothing was changed. Sign in and do it again."),
    token: refused::token_english,
};

static GERMAN: AccountWords = AccountWords {
    sign_in: "Anmelden",
    sign_up: "Konto anlegen",
    sign_out: "Abmelden",
    account: "Ihr Konto",
    name: "Name",
    name_says: "Bis zu 30 Buchstaben und Ziffern. Nur Sie sehen ihn.",
    password: "Passwort",
    password_says: "Mindestens 10 Zeichen; gut sind ein paar Wörter.",
    new_password: "Neues Passwort",
    invitation: "Einladung",
    invitation_says: "Der Code, den Sie bekommen haben.",
    sign_in_says: "Mit einem Konto sind Ihre Auswahl, was Sie verfolgen und was Sie aufheben auf allen Geräten gleich. Lesen lässt sich alles auch ohne.",
    sign_in_again: "Um das zu ändern, melden Sie sich noch einmal an: Das letzte Mal ist eine Weile her.",
    guest_stays: "Was über Sie als Gast in diesem Browser gelernt wurde, bleibt für sich und ist wieder da, wenn Sie sich abmelden.",
    guest_brings: "Mitnehmen, was ich hier aufgehoben habe und verfolge",
    guest_brings_says: "Was Sie als Gast in diesem Browser aufheben, verfolgen und stummschalten, Ihre Suchen, Regeln und Einstellungen kommen zu denen Ihres Kontos; wo sich beide widersprechen, bleibt es bei denen des Kontos. Was über Sie als Gast gelernt wurde, kommt nicht dazu: Es bleibt für sich und ist wieder da, wenn Sie sich abmelden.",
    guest_comes_along: "Was Sie als Gast in diesem Browser verfolgen und aufheben und was über Sie gelernt wurde, geht in Ihr Konto über.",
    sign_up_says: "Ein Name und ein Passwort genügen; niemand fragt nach Ihrer E-Mail-Adresse.",
    sign_up_closed: "Hier kann niemand ein Konto anlegen. Lesen können Sie alles auch ohne.",
    no_account: "Noch kein Konto?",
    have_account: "Sie haben ein Konto?",
    forgot: "Passwort vergessen, Passkey verloren?",
    recover: "Zurück in Ihr Konto",
    recover_says: "Mit dem Wiederherstellungscode, der Ihnen beim Anlegen des Kontos gezeigt wurde. Er gilt einmal; Sie bekommen einen neuen.",
    recovery_code: "Wiederherstellungscode",
    recovery_code_says: "Fünf Gruppen aus fünf Buchstaben und Ziffern.",
    code_title: "Ihr Wiederherstellungscode",
    code_says: "Schreiben Sie ihn auf, oder legen Sie ihn zu Ihren Passwörtern. Er wird nur dieses eine Mal gezeigt und ist der einzige Weg zurück, wenn alles andere verloren geht.",
    code_go_on: "Ich habe ihn aufgehoben",
    set_password: "Passwort setzen",
    refusal: refused::german,
    refused: "Das wurde nicht getan",

    since: |when| format!("Seit {when}"),
    how_you_sign_in: "Wie Sie sich anmelden",
    change_name: "Namen ändern",
    change_password: "Passwort ändern",
    has_password: "Sie haben ein Passwort.",
    no_password: "Sie haben kein Passwort; Sie melden sich mit einem Passkey an.",
    password_ends_sessions: "Überall sonst werden Sie abgemeldet, und ein Brief per E-Mail endet; bestellen Sie ihn neu, wenn Sie ihn möchten.",
    password_changed: "Das neue Passwort gilt. Überall sonst wurden Sie abgemeldet.",
    name_changed: "Ihr Name wurde geändert.",
    new_code: "Ein neuer Wiederherstellungscode",
    new_code_says: "Der Code, den Sie jetzt haben, gilt nicht mehr, sobald Sie einen neuen erzeugen.",
    make_code: "Neuen Code erzeugen",
    what_is_yours: "Was Ihnen gehört",
    delete: "Konto löschen",
    delete_says: "Ihr Konto verschwindet, mit Ihrem Profil, mit allem, was Sie verfolgen und aufgehoben haben, mit Ihren Suchen und Regeln und allem, was Sie gelesen haben. Von Clips in Ihren eigenen Kanälen werden die nie veröffentlichten weggeworfen, die anderen zurückgezogen und ihre Dateien gelöscht; was Sie für die Redaktion gemacht haben, bleibt dort. Niemand kann es zurückholen.",
    delete_yes: "Alles löschen",
    delete_no: "Behalten",

    sessions: "Wo Sie angemeldet sind",
    sessions_say: "Eine Anmeldung endet, wenn Sie sich abmelden, wenn sie 30 Tage nicht benutzt wurde, und spätestens nach einem halben Jahr.",
    this_one: "diese hier",
    agent: |agent| named_agent(agent, "ein unbekannter Browser", "auf"),
    began: |when| format!("seit {when}"),
    seen: |when| format!("zuletzt benutzt {when}"),
    end: "Dort abmelden",
    end_named: |name| format!("Dort abmelden: {name}"),
    end_others: "Überall sonst abmelden",
    counted_sessions: |number| counted(number, "Anmeldung", "Anmeldungen"),
    counted_passkeys: |number| counted(number, "Passkey", "Passkeys"),
    counted_tokens: |number| counted(number, "Token", "Tokens"),

    passkeys: "Passkeys",
    passkeys_say: "Einen Passkey bewahrt Ihr Gerät oder Ihre Passwortverwaltung auf; er öffnet mit Fingerabdruck, Gesicht oder PIN und lässt sich nicht versehentlich verraten.",
    no_passkeys: "Noch keine Passkeys.",
    add_passkey: "Passkey hinzufügen",
    passkey_name: "Wie er heißen soll",
    passkey_sign_in: "Mit Passkey anmelden",
    passkey_sign_up: "Mit Passkey anlegen",
    passkey_failed: "Ihr Gerät hat keinen Passkey geschickt. Versuchen Sie es noch einmal, oder nehmen Sie ein Passwort.",
    passkey_needs_script: "Passkeys brauchen einen Browser, der Skripte ausführt und Passkeys kennt.",
    used: |when| when.map_or_else(|| "noch nicht benutzt".to_owned(), |when| format!("zuletzt benutzt {when}")),
    remove: "Entfernen",
    remove_named: |name| format!("Passkey {name} entfernen"),

    tokens: "Tokens für Programme",
    tokens_say: "Ein Programm mit einem Token liest und handelt unter /api/v1 für Sie, soweit das Token es erlaubt. Ihr Konto ändert es nie.",
    no_tokens: "Noch keine Tokens.",
    make_token: "Token erzeugen",
    token_name: "Wofür es ist",
    token_name_says: "Zum Beispiel: das Leseprogramm auf dem Telefon",
    may: "Es darf",
    scopes: [
        ("lesen", "Ihre Auswahl lesen und was über Sie aufbewahrt wird"),
        ("handeln", "melden, was Sie öffnen und mögen, und Dinge aufheben"),
        ("verwalten", "ändern, was Sie verfolgen, Ihre Regler und Ihr Profil"),
    ],
    expires: "Es endet nach",
    lifetimes: ["30 Tagen", "90 Tagen", "einem Jahr"],
    ends: |when| format!("bis {when}"),
    has_ended: "abgelaufen",
    revoke: "Widerrufen",
    revoke_named: |name| format!("Token {name} widerrufen"),
    token_title: "Ihr neues Token",
    token_made: "Kopieren Sie es jetzt in Ihr Programm: Es wird nicht noch einmal gezeigt. Wer es hat, kann tun, was es erlaubt.",

    not_signed_in: (
        "Dafür braucht es ein Konto",
        "Es wurde nichts geändert. Melden Sie sich an, und tun Sie es noch einmal.",
    ),
    token: refused::token_german,
};

/// Browser and system, as `readers` keeps them, as people call them.
fn named_agent(agent: &str, unknown: &str, on: &str) -> String {
    let called = |word: &str| {
        Some(match word {
            "edge" => "Edge",
            "opera" => "Opera",
            "samsung" => "Samsung Internet",
            "firefox" => "Firefox",
            "chrome" => "Chrome",
            "safari" => "Safari",
            "iphone" => "iPhone",
            "ipad" => "iPad",
            "android" => "Android",
            "windows" => "Windows",
            "mac" => "Mac",
            "chromeos" => "ChromeOS",
            "linux" => "Linux",
            _ => return None,
        })
    };
    match agent.split(' ').filter_map(called).collect::<Vec<_>>()[..] {
        [browser, system] => format!("{browser} {on} {system}"),
        [one] => one.to_owned(),
        _ => unknown.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::named_agent;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        for (kept, want) in [("firefox linux", "Firefox on Linux"), ("safari", "Safari"), ("", "?"), ("<b> x", "?")] {
            assert_eq!(named_agent(kept, "?", "on"), want);
        }
    }
}
