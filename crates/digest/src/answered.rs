//! "Somebody answered you", in the language of who is told.

use model::MailAddress;

/// Of the answer, so much stands in the mail, in characters; the rest is read on the page.
const QUOTED: usize = 800;

/// `Debug` prints nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub to: MailAddress,
    /// Tag of a language; English where there are no words of ours.
    pub language: String,
    /// Title of the edition.
    pub edition: String,
    pub headline: String,
    pub name: String,
    pub text: String,
    /// Where the answer stands.
    pub read_at: String,
    /// Where one press ends such mails; the same address takes a POST (RFC 8058).
    pub end_at: String,
    /// Number of the answer: sent twice, a mail program knows that it is the same.
    pub number: i64,
}

impl Answered {
    pub fn subject(&self) -> String {
        match self.language.as_str() {
            "de" => format!("{} hat Ihnen geantwortet: {}", self.name, self.headline),
            _ => format!("{} answered you: {}", self.name, self.headline),
        }
    }

    pub fn body(&self) -> String {
        let Answered { edition, headline, name, read_at, end_at, .. } = self;
        let quoted = self.quoted();
        match self.language.as_str() {
            "de" => format!(
                "{name} hat auf Ihren Kommentar zu „{headline}“ geantwortet:\n\n{quoted}\n\nLesen und antworten:\n\
                 {read_at}\n\n-- \n{edition}\nSie bekommen diese Nachricht, weil Sie darum gebeten haben. So endet es:\n{end_at}\n"
            ),
            _ => format!(
                "{name} answered your comment on “{headline}”:\n\n{quoted}\n\nRead it and answer:\n{read_at}\n\n-- \n\
                 {edition}\nYou get this because you asked for it. To get no more:\n{end_at}\n"
            ),
        }
    }

    fn quoted(&self) -> String {
        let mut cut: String = self.text.chars().take(QUOTED).collect();
        if cut.len() < self.text.len() {
            cut.push('…');
        }
        cut.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
    }
}
