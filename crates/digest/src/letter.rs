//! A reader's timeline as a letter, in words for every mail program and in HTML. Nothing in it tells that it was read: no picture,
//! and each link leads straight to where it says.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::MailAddress;

/// `Debug` prints nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: MailAddress,
    /// Tag of a language; English where there are no words of ours.
    pub language: String,
    /// Title of the edition.
    pub edition: String,
    /// As it stands above the titles.
    pub day: String,
    pub slots: Vec<LetterSlot>,
    /// The edition's front page.
    pub front_at: String,
    /// Where she sees what she deposited.
    pub data_at: String,
    /// Where one press ends letters; the same address takes a POST (RFC 8058).
    pub end_at: String,
    /// Of this letter: sent twice, a mail program knows that it is the same.
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterSlot {
    pub title: String,
    pub source: String,
    pub standfirst: String,
    /// Why it is in the letter; empty where nobody ranked.
    pub reason: String,
    /// On the edition.
    pub link: String,
    /// Tag of the language of its title.
    pub language: String,
}

struct Words {
    tag: &'static str,
    subject: fn(&str, &str) -> String,
    says: &'static str,
    why: &'static str,
    front: &'static str,
    ends: &'static str,
    end: &'static str,
    data: &'static str,
    untold: &'static str,
}

static ENGLISH: Words = Words {
    tag: "en",
    subject: |edition, title| format!("{edition}: {title}"),
    says: "Your timeline, as you would find it now.",
    why: "Why this:",
    front: "To the front page",
    ends: "You ordered this letter. It was made with keys that you deposited for it alone; this use is counted in the public ledger.",
    end: "End these letters, and withdraw the keys",
    data: "What is deposited, and how often it was used",
    untold: "Nobody is told whether you open it: there is no picture in it, and each link leads straight to the edition.",
};

static GERMAN: Words = Words {
    tag: "de",
    subject: |edition, title| format!("{edition}: {title}"),
    says: "Ihre Timeline, wie Sie sie jetzt fänden.",
    why: "Warum das:",
    front: "Zur Startseite",
    ends: "Sie haben diesen Brief bestellt. Er entstand mit Schlüsseln, die Sie nur dafür hinterlegt haben; diese Verwendung wird im öffentlichen Protokoll gezählt.",
    end: "Keine Briefe mehr, und die Schlüssel zurücknehmen",
    data: "Was hinterlegt ist, und wie oft es verwendet wurde",
    untold: "Niemand erfährt, ob Sie ihn öffnen: Er enthält kein Bild, und jeder Link führt geradewegs zur Ausgabe.",
};

/// Longer ones are cut at a word.
const STANDFIRST: usize = 240;

const STYLE: &str = "
body { margin: 0; padding: 24px 16px 40px; background: #fffdf8; color: #1d1b18; font: 17px/1.5 Georgia, 'Times New Roman', serif; }
.letter { max-width: 34rem; margin: 0 auto; }
h1 { margin: 0; font-size: 26px; line-height: 1.2; }
.day, .foot, .meta { font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: #5d574d; }
.day { margin: 4px 0 0; padding-bottom: 16px; border-bottom: 2px solid #1d1b18; }
ol { margin: 0; padding: 0; list-style: none; }
li { margin: 0; padding: 18px 0; border-bottom: 1px solid #ddd6c8; }
h2 { margin: 0; font-size: 20px; line-height: 1.3; }
h2 a { color: #1d1b18; text-decoration: none; }
li p { margin: 4px 0 0; }
.foot { padding-top: 8px; }
.foot a, .front { color: #8a2b12; }
@media (prefers-color-scheme: dark) {
body { background: #16140f; color: #ece6da; }
h2 a { color: #ece6da; }
.day, .foot, .meta { color: #a89f8f; }
.day { border-color: #ece6da; }
li { border-color: #39342b; }
.foot a, .front { color: #f0997f; }
}
";

impl Letter {
    fn words(&self) -> &'static Words {
        if self.language == "de" { &GERMAN } else { &ENGLISH }
    }

    pub fn subject(&self) -> String {
        let title = self.slots.first().map_or("", |slot| slot.title.as_str());
        (self.words().subject)(&self.edition, title)
    }

    pub fn text(&self) -> String {
        let words = self.words();
        let mut text = format!("{}\n{}\n{}\n\n", self.edition, self.day, words.says);
        for slot in &self.slots {
            text.push_str(&slot.title);
            text.push('\n');
            let why = if slot.reason.is_empty() { String::new() } else { format!("{} {}", words.why, slot.reason) };
            for line in [&slot.source, &cut(&slot.standfirst), &why, &slot.link] {
                if !line.is_empty() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            text.push('\n');
        }
        text.push_str(&format!(
            "{}:\n{}\n\n-- \n{}\n{}\n{}:\n{}\n{}:\n{}\n",
            words.front, self.front_at, words.ends, words.untold, words.end, self.end_at, words.data, self.data_at
        ));
        text
    }

    pub fn html(&self) -> String {
        let words = self.words();
        let page = html! {
            (DOCTYPE)
            html lang=(words.tag) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.subject()) }
                    style { (PreEscaped(STYLE)) }
                }
                body { div.letter {
                    h1 { (self.edition) }
                    p.day { (self.day) " · " (words.says) }
                    ol { @for slot in &self.slots { (shown(slot, words)) } }
                    p { a.front href=(self.front_at) { (words.front) } }
                    div.foot {
                        p { (words.ends) " " (words.untold) }
                        p { a href=(self.end_at) { (words.end) } }
                        p { a href=(self.data_at) { (words.data) } }
                    }
                } }
            }
        };
        page.into_string()
    }
}

fn shown(slot: &LetterSlot, words: &Words) -> Markup {
    html! {
        li lang=(slot.language) {
            h2 { a href=(slot.link) { (slot.title) } }
            @if !slot.source.is_empty() { p.meta { (slot.source) } }
            @if !slot.standfirst.is_empty() { p { (cut(&slot.standfirst)) } }
            @if !slot.reason.is_empty() { p.meta lang=(words.tag) { (words.why) " " (slot.reason) } }
        }
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= STANDFIRST {
        return text.to_owned();
    }
    let start: String = text.chars().take(STANDFIRST).collect();
    let whole = start.rsplit_once(char::is_whitespace).map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_standfirst_is_cut_at_a_word() {
        assert_eq!(cut("short."), "short.");
        let long = "word, ".repeat(100);
        let cut = cut(&long);
        assert!(cut.ends_with("word…") && cut.chars().count() <= STANDFIRST + 1, "{cut}");
    }
}
