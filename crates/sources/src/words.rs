//! What a person reads when something goes wrong with a source, in English and German: one table.
//!
//! Health is kept as its English sentence. [`german`] finds the row that a kept sentence was made from and says the
//! same in German, so that no second column can fall out of step.

use model::{Language, Time};

/// An English sentence and its German twin; `{}` takes an argument, in the same order in both.
pub(crate) type Row = (&'static str, &'static str);

macro_rules! sentences {
    ($($name:ident: $english:literal, $german:literal;)*) => {
        $(pub(crate) const $name: Row = ($english, $german);)*
        const ALL: &[Row] = &[$($name),*];
    };
}

// Rows are tried from the top when a kept sentence is translated, so a special one stands before a general one.
#[rustfmt::skip]
sentences! {
    NEW: "It has not been asked yet.", "Sie wurde noch nicht gefragt.";
    WELL: "It answers as it should.", "Sie antwortet, wie sie soll.";
    PUSHED: "It answers as it should, and tells us of news at once.", "Sie antwortet, wie sie soll, und meldet Neues sofort.";
    MOVED: "It answers as it should; it moved to {}.", "Sie antwortet, wie sie soll; sie ist umgezogen nach {}.";
    FAULTY_ONE: "It answers, but one place in its feed had to be read around: {}.",
        "Sie antwortet, aber eine Stelle in ihrem Feed musste umgangen werden: {}.";
    FAULTY: "It answers, but {} places in its feed had to be read around, the first: {}.",
        "Sie antwortet, aber {} Stellen in ihrem Feed mussten umgangen werden, die erste: {}.";
    PAGE: "It answers with a page instead of a feed since {}; its address may have changed.",
        "Sie antwortet mit einer Seite statt einem Feed seit {}; ihre Adresse könnte sich geändert haben.";
    NO_FEED: "It answers with something that is not a feed since {}; its address may have changed.",
        "Sie antwortet mit etwas, das kein Feed ist, seit {}; ihre Adresse könnte sich geändert haben.";
    EMPTY: "It answers with nothing at all since {}; it will be asked again.",
        "Sie antwortet mit gar nichts seit {}; sie wird wieder gefragt.";
    GONE: "Its server says that the feed is gone for good, so it is not asked any more: remove it, or look for its new address.",
        "Ihr Server sagt, der Feed sei für immer fort, also wird sie nicht mehr gefragt: Entfernen Sie sie, oder suchen Sie die neue Adresse.";
    MISSING: "It has no feed at this address since {}; its address may have changed.",
        "Unter dieser Adresse gibt es keinen Feed seit {}; sie könnte sich geändert haben.";
    LOCKED: "It wants a name and a password since {}; put them into its address, or remove it.",
        "Sie verlangt Namen und Kennwort seit {}; schreiben Sie beides in die Adresse, oder entfernen Sie sie.";
    REFUSED: "It refuses to answer us since {}; we ask it less often, its operator can say why.",
        "Sie verweigert uns die Antwort seit {}; wir fragen seltener, ihr Betreiber weiß, warum.";
    SLOWED: "It asked us to slow down; it will be asked again after {}.",
        "Sie bat uns, langsamer zu fragen; sie wird wieder gefragt nach {}.";
    TROUBLE: "Its server is in trouble since {} and answers {}; it will be asked again.",
        "Ihr Server hat Schwierigkeiten seit {} und antwortet {}; er wird wieder gefragt.";
    ODD_STATUS: "It answers {} since {}, which is no feed; its address may have changed.",
        "Sie antwortet {} seit {}, und das ist kein Feed; ihre Adresse könnte sich geändert haben.";
    STOPPED: "It could not be read since {} and is not asked any more: {}",
        "Sie ist nicht lesbar seit {} und wird nicht mehr gefragt: {}";
    FAILING: "It could not be read since {}: {}", "Sie ist nicht lesbar seit {}: {}";

    BAD_ADDRESS: "“{}” is not an address on the web: it should look like https://example.org/feed.",
        "„{}“ ist keine Adresse im Web: Sie sollte aussehen wie https://example.org/feed.";
    BAD_SCHEME: "An address that begins with {}: is never asked, only http:// and https:// are.",
        "Eine Adresse, die mit {}: beginnt, wird nie gefragt, nur http:// und https://.";
    BAD_PORT: "{} is not asked on port {}, which belongs to something other than the web; if the host is yours, name it among the private hosts in the settings.",
        "{} wird nicht auf Port {} gefragt, der zu etwas anderem als dem Web gehört; ist es Ihr Rechner, nennen Sie ihn in den Einstellungen unter den privaten.";
    PRIVATE: "{} leads to {}, which belongs to {}; it is not asked unless the settings name it among the private hosts.",
        "{} führt zu {}, und das gehört {}; es wird nicht gefragt, solange die Einstellungen es nicht unter den privaten Rechnern nennen.";
    NO_HOST: "There is no such host as {}: check the spelling, or this machine's network.",
        "Einen Rechner namens {} gibt es nicht: Prüfen Sie die Schreibweise oder das Netz dieser Maschine.";
    NO_CONNECTION: "{} does not accept connections; its server may be down, and will be asked again.",
        "{} nimmt keine Verbindung an; der Server ist wohl außer Betrieb und wird wieder gefragt.";
    NO_TRUST: "{} shows a certificate that cannot be trusted; its operator has to renew it.",
        "{} zeigt ein Zertifikat, dem nicht zu trauen ist; der Betreiber muss es erneuern.";
    TOO_LATE: "{} did not answer within {} seconds; it will be asked again.",
        "{} antwortete nicht innerhalb von {} Sekunden; es wird wieder gefragt.";
    TOO_SLOW: "{} sends so slowly that we gave up; it will be asked again.",
        "{} sendet so langsam, dass wir aufgaben; es wird wieder gefragt.";
    TOO_LARGE: "{} sends more than {} MB, which is more than is read; its publisher has to shorten it.",
        "{} sendet mehr als {} MB, und so viel wird nicht gelesen; der Herausgeber muss kürzen.";
    TOO_MANY_REDIRECTS: "{} sends us on and on, {} times without an end; its publisher has to correct that.",
        "{} schickt uns immer weiter, {} Mal ohne Ende; der Herausgeber muss das berichtigen.";
    BAD_REDIRECT: "{} sends us on to where nobody should go: {}", "{} schickt uns dorthin, wo niemand hingehen sollte: {}";
    GARBLED: "{} broke off in the middle of its answer, or garbled it; it will be asked again.",
        "{} brach mitten in der Antwort ab oder verstümmelte sie; es wird wieder gefragt.";
    BAD_STATUS: "{} answers {} instead of what was asked for; its address may have changed.",
        "{} antwortet {} statt mit dem Erfragten; die Adresse könnte sich geändert haben.";
    NOTHING_FOUND: "No feed was found at {}; give the address of the feed itself.",
        "Unter {} fand sich kein Feed; geben Sie die Adresse des Feeds selbst an.";
    BAD_PICTURE: "The picture at {} cannot be shown: {}.", "Das Bild unter {} lässt sich nicht zeigen: {}.";
    NO_ARTICLE: "No article was found on the page {}; a CSS rule for this source may help.",
        "Auf der Seite {} fand sich kein Artikel; eine CSS-Regel für diese Quelle könnte helfen.";

    WHOM_PRIVATE: "a private network", "einem privaten Netz";
    WHOM_SELF: "this machine itself", "dieser Maschine selbst";
    WHOM_LINK: "the local link, where machines keep their metadata", "der lokalen Verbindung, wo Maschinen ihre Metadaten halten";
    WHOM_RESERVED: "nobody: it is reserved", "niemandem: sie ist reserviert";
    WHOM_DOCUMENTS: "nobody: it is for examples in documents", "niemandem: sie steht für Beispiele in Dokumenten";
    WHOM_MANY: "many machines at once", "vielen Maschinen zugleich";
    WHOM_TUNNEL: "a tunnel that hides where it ends", "einem Tunnel, der sein Ende verbirgt";
    WHOM_PROVIDER: "a provider's own network", "dem eigenen Netz eines Anbieters";
    WHOM_LABORATORY: "a laboratory that measures networks", "einem Labor, das Netze misst";
    MINUTES: "{} minutes", "{} Minuten";
    HOURS: "{} hours", "{} Stunden";
}

/// The English sentence of a row.
pub(crate) fn say(row: Row, arguments: &[&dyn std::fmt::Display]) -> String {
    fill(row.0, arguments.iter().map(|argument| argument.to_string()))
}

/// A kept sentence in the language of the page; English where there is no twin.
pub fn health_in(sentence: &str, language: Language) -> String {
    if language == Language::GERMAN { german(sentence) } else { sentence.to_owned() }
}

/// The German twin of a sentence that was made here; the sentence itself if it was not.
pub fn german(sentence: &str) -> String {
    if let Some(date) = german_date(sentence) {
        return date;
    }
    for (english, german) in ALL {
        if let Some(arguments) = read_back(english, sentence) {
            return fill(german, arguments.into_iter().map(self::german));
        }
    }
    sentence.to_owned()
}

fn fill(template: &str, arguments: impl Iterator<Item = String>) -> String {
    let mut parts = template.split("{}");
    let mut filled = parts.next().unwrap_or("").to_owned();
    for (part, argument) in parts.zip(arguments.chain(std::iter::repeat(String::new()))) {
        filled.push_str(&argument);
        filled.push_str(part);
    }
    filled
}

/// The arguments with which `template` makes `sentence`.
fn read_back<'a>(template: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = template.split("{}");
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut arguments = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() { rest.strip_suffix(part)?.len() } else { rest.find(part)? };
        arguments.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(arguments)
}

const MONTHS: [(&str, &str); 12] = [
    ("January", "Januar"),
    ("February", "Februar"),
    ("March", "März"),
    ("April", "April"),
    ("May", "Mai"),
    ("June", "Juni"),
    ("July", "Juli"),
    ("August", "August"),
    ("September", "September"),
    ("October", "Oktober"),
    ("November", "November"),
    ("December", "Dezember"),
];

/// `3 November 2026`, in UTC.
pub(crate) fn date(time: Time) -> String {
    let text = time.rfc3339();
    let mut numbers = text.split(['-', 'T']).map(|part| part.parse::<usize>().unwrap_or(1));
    let (year, month, day) = (numbers.next().unwrap_or(1970), numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
    format!("{day} {} {year}", MONTHS[(month.max(1) - 1).min(11)].0)
}

fn german_date(text: &str) -> Option<String> {
    let [day, month, year] = text.split(' ').collect::<Vec<_>>()[..] else { return None };
    let (_, german) = MONTHS.iter().find(|(english, _)| *english == month)?;
    Some(format!("{}. {german} {}", day.parse::<u8>().ok()?, year.parse::<u16>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_sentence_can_be_said_in_german() {
        let since = date(Time::from_rfc3339("2026-11-03T10:00:00Z").unwrap());
        let inner = say(PRIVATE, &[&"a.example", &"10.0.0.1", &WHOM_PRIVATE.0]);
        for (english, german_words) in [
            (
                say(PAGE, &[&since]),
                "Sie antwortet mit einer Seite statt einem Feed seit 3. November 2026; ihre Adresse könnte sich geändert haben.",
            ),
            (
                say(FAILING, &[&since, &inner]),
                "Sie ist nicht lesbar seit 3. November 2026: a.example führt zu 10.0.0.1, und das gehört einem privaten Netz; \
              es wird nicht gefragt, solange die Einstellungen es nicht unter den privaten Rechnern nennen.",
            ),
            (
                say(SLOWED, &[&say(MINUTES, &[&15])]),
                "Sie bat uns, langsamer zu fragen; sie wird wieder gefragt nach 15 Minuten.",
            ),
            ("Something of an editor's own.".to_owned(), "Something of an editor's own."),
        ] {
            assert_eq!(german(&english), german_words);
            assert_eq!(health_in(&english, Language::ENGLISH), english);
        }
    }

    #[test]
    fn every_sentence_finds_its_own_twin() {
        for row in ALL {
            let arguments: Vec<&dyn std::fmt::Display> = vec![&"X"; row.0.matches("{}").count()];
            let twin = fill(row.1, arguments.iter().map(|one| one.to_string()));
            assert_eq!(german(&say(*row, &arguments)), twin);
            assert_eq!(row.0.matches("{}").count(), row.1.matches("{}").count(), "{}", row.0);
        }
    }
}
