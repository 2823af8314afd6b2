//! "Are these letters for you?", before the first is sent: whoever typed the address may not be who reads mail there.

use model::MailAddress;

/// `Debug` prints nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirming {
    pub to: MailAddress,
    /// Tag of a language; English where there are no words of ours.
    pub language: String,
    /// Title of the edition.
    pub edition: String,
    /// Where one press begins letters.
    pub confirm_at: String,
    /// Where one press ends what was begun; the same address takes a POST (RFC 8058).
    pub end_at: String,
    /// Sent twice, a mail program knows that it is the same.
    pub number: String,
}

impl Confirming {
    pub fn subject(&self) -> String {
        match self.language.as_str() {
            "de" => format!("{}: Sollen Briefe hierher kommen?", self.edition),
            _ => format!("{}: shall letters come here?", self.edition),
        }
    }

    pub fn body(&self) -> String {
        let Confirming { edition, confirm_at, end_at, .. } = self;
        match self.language.as_str() {
            "de" => format!(
                "Jemand hat bei „{edition}“ einen Brief mit der eigenen Timeline bestellt und diese Adresse angegeben.\n\n\
                 Waren Sie das, bestätigen Sie es hier:\n{confirm_at}\n\n\
                 Waren Sie es nicht, brauchen Sie nichts zu tun: Es kommt kein Brief, und nach drei Tagen ist die Bestellung \
                 vergessen. Sofort endet sie hier:\n{end_at}\n"
            ),
            _ => format!(
                "Somebody ordered a letter with her timeline from “{edition}” and gave this address.\n\n\
                 If that was you, confirm it here:\n{confirm_at}\n\n\
                 If not, there is nothing to do: no letter comes, and after three days the order is forgotten. To end it at \
                 once:\n{end_at}\n"
            ),
        }
    }
}
