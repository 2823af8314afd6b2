//! Reasons in words, in German or else in English.

use model::{DAY, HOUR, Kind, Language, MINUTE, SourceId};

use super::{About, LeftOut, LeftOutWhy, Reason, Tie};
use crate::signals::{SIGNALS, Signal};

/// What the stock does not know: how sources are called.
pub struct Names<'a> {
    pub source: &'a dyn Fn(SourceId) -> String,
}

impl Signal {
    /// The sentence with its gaps, for a reading above or below 0; empty where there is none.
    pub fn words(&self, amount: f64, language: Language) -> &'static str {
        let both = if amount < 0.0 { self.speaks_against } else { self.speaks_for };
        both[usize::from(language == Language::GERMAN)]
    }
}

impl Reason {
    /// One sentence without a full stop: “Because you follow The Harbour Gazette”.
    pub fn words(&self, language: Language, names: &Names<'_>) -> String {
        let signal = SIGNALS.iter().find(|signal| signal.name == self.signal);
        let sentence = signal
            .map_or_else(|| self.group.words(self.amount, language), |signal| signal.words(self.amount, language));
        match &self.about {
            About::Nothing => sentence.to_owned(),
            About::Source(source) => sentence.replace("{source}", &(names.source)(*source)),
            About::Topic(topic) => sentence.replace("{topic}", topic.label(language)),
            About::Word(word) => sentence.replace("{word}", word),
            About::Search(search) => search_words(search, language),
            About::Kind(kind) => sentence.replace("{kind}", kind_words(*kind, language)),
            About::Count(count) => sentence.replace("{n}", &count.to_string()),
            About::Age(age) => sentence.replace("{age}", &age_words(*age, language)),
            About::Article(tie) => tie_words(*tie, language).to_owned(),
        }
    }
}

impl LeftOut {
    /// One sentence without a full stop: “You muted Sport”.
    pub fn words(&self, language: Language, names: &Names<'_>) -> String {
        let (english, german) = match &self.why {
            LeftOutWhy::MutedSource(source) => {
                let name = (names.source)(*source);
                (format!("You muted {name}"), format!("Sie haben {name} stummgeschaltet"))
            }
            LeftOutWhy::MutedTopic(topic) => {
                let name = topic.label(language);
                (format!("You muted {name}"), format!("Sie haben das Thema {name} stummgeschaltet"))
            }
            LeftOutWhy::MutedWord(word) => {
                (format!("You muted “{word}”"), format!("Sie haben „{word}“ stummgeschaltet"))
            }
            LeftOutWhy::MutedByRule(rule) => {
                (format!("Your rule “{rule}” mutes it"), format!("Ihre Regel „{rule}“ schaltet es stumm"))
            }
            LeftOutWhy::ReadByRule(rule) => {
                (format!("Your rule “{rule}” counts it as read"), format!("Ihre Regel „{rule}“ zählt es als gelesen"))
            }
            LeftOutWhy::ShownEnough(times) => (
                format!("Shown to you {times} times and not opened"),
                format!("Ihnen {times} Mal gezeigt und nicht geöffnet"),
            ),
            LeftOutWhy::Language(_) => both("Not in a language that you chose", "Nicht in einer Ihrer Sprachen"),
            LeftOutWhy::Hidden => both("You hid it", "Sie haben es ausgeblendet"),
            LeftOutWhy::Read => both("You read it already", "Sie haben es schon gelesen"),
            LeftOutWhy::SameStory(_) => {
                both("Another item stands for its story", "Ein anderer Beitrag steht für dieses Ereignis")
            }
            LeftOutWhy::TooOld => both("Too old", "Zu alt"),
            LeftOutWhy::NotYet => both("Its date lies in the future", "Sein Datum liegt in der Zukunft"),
            LeftOutWhy::Elsewhere => both("It belongs on another page", "Gehört auf eine andere Seite"),
            LeftOutWhy::NotFollowed => both("Not among what you follow", "Nicht unter dem, dem Sie folgen"),
            LeftOutWhy::OnThisPage => both("You have it before you already", "Sie haben es schon vor sich"),
            LeftOutWhy::OnEarlierPage => both("It stands on an earlier page", "Steht auf einer früheren Seite"),
            LeftOutWhy::SourceHasEnough(source) => {
                let name = (names.source)(*source);
                (format!("{name} has enough slots on this page"), format!("{name} hat auf dieser Seite genug Plätze"))
            }
            LeftOutWhy::TooAlike => {
                both("Too much like what is on the page", "Dem zu ähnlich, was schon auf der Seite steht")
            }
            LeftOutWhy::Lower => both("Others stood higher", "Andere standen weiter oben"),
        };
        if language == Language::GERMAN { german } else { english }
    }
}

fn both(english: &str, german: &str) -> (String, String) {
    (english.to_owned(), german.to_owned())
}

fn tie_words(tie: Tie, language: Language) -> &'static str {
    let (english, german) = match tie {
        Tie::SameStory => ("About the same story", "Über dasselbe Ereignis"),
        Tie::ReadTogether => ("Read by readers of this article", "Von Lesern dieses Artikels gelesen"),
        Tie::Alike => ("Like this article", "Ähnlich wie dieser Artikel"),
    };
    if language == Language::GERMAN { german } else { english }
}

fn search_words(search: &str, language: Language) -> String {
    if language == Language::GERMAN {
        format!("Passt zu Ihrer Suche „{search}“")
    } else {
        format!("Matches your search “{search}”")
    }
}

fn kind_words(kind: Kind, language: Language) -> &'static str {
    let (english, german) = match kind {
        Kind::Article => ("articles", "Artikel"),
        Kind::Video => ("videos", "Videos"),
        Kind::Audio => ("something to listen to", "etwas zum Hören"),
    };
    if language == Language::GERMAN { german } else { english }
}

/// Such that “… ago” and „vor …“ can stand beside it.
fn age_words(age: i64, language: Language) -> String {
    let (number, [one, many], [eins, viele]) = if age < 60 * MINUTE {
        ((age / MINUTE).max(1), ["minute", "minutes"], ["Minute", "Minuten"])
    } else if age < 48 * HOUR {
        (age / HOUR, ["hour", "hours"], ["Stunde", "Stunden"])
    } else {
        (age / DAY, ["day", "days"], ["Tag", "Tagen"])
    };
    let [singular, plural] = if language == Language::GERMAN { [eins, viele] } else { [one, many] };
    format!("{number} {}", if number == 1 { singular } else { plural })
}

#[cfg(test)]
mod tests {
    use super::{About, Names, Reason};
    use crate::{LeftOut, LeftOutWhy, SIGNALS};
    use model::{HOUR, ItemId, Kind, Language, MINUTE, SourceId, Topic};

    #[test]
    fn every_sentence_of_the_table_is_complete_in_both_languages() {
        let names = Names { source: &|_| "The Harbour Gazette".to_owned() };
        for signal in &SIGNALS {
            for amount in [1.0, -1.0] {
                let sentences = [Language::ENGLISH, Language::GERMAN].map(|language| signal.words(amount, language));
                assert_eq!(sentences[0].is_empty(), sentences[1].is_empty(), "{}", signal.name);
                for (sentence, language) in sentences.into_iter().zip([Language::ENGLISH, Language::GERMAN]) {
                    let about = match sentence.split(['{', '}']).nth(1) {
                        Some("source") => About::Source(SourceId(1)),
                        Some("topic") => About::Topic(Topic(15000000)),
                        Some("word") => About::Word("harbour".to_owned()),
                        Some("kind") => About::Kind(Kind::Video),
                        Some("n") => About::Count(3),
                        Some("age") => About::Age(HOUR),
                        Some(other) => panic!("{other} has no words"),
                        None => About::Nothing,
                    };
                    let reason = Reason { group: signal.group, signal: signal.name, amount, share: 1.0, about };
                    let words = reason.words(language, &names);
                    assert!(!words.contains(['{', '}']), "{words}");
                }
            }
        }
    }

    #[test]
    fn reasons_read_like_a_person_wrote_them() {
        let names = Names { source: &|source| format!("Gazette {source}") };
        let reason = |signal, amount, about| Reason { group: crate::Group::Source, signal, amount, share: 0.5, about };
        for (reason, english, german) in [
            (
                reason("followed_source", 1.0, About::Source(SourceId(7))),
                "Because you follow Gazette 7",
                "Weil Sie Gazette 7 folgen",
            ),
            (
                reason("topic_interest", 0.4, About::Topic(Topic(15000000))),
                "Because you read about sport",
                "Weil Sie über Sport lesen",
            ),
            (reason("coverage", 0.4, About::Count(5)), "5 sources cover this story", "5 Quellen berichten darüber"),
            (reason("freshness", 0.4, About::Age(MINUTE)), "Published 1 minute ago", "Vor 1 Minute erschienen"),
            (reason("freshness", 0.4, About::Age(73 * HOUR)), "Published 3 days ago", "Vor 3 Tagen erschienen"),
        ] {
            assert_eq!(reason.words(Language::ENGLISH, &names), english);
            assert_eq!(reason.words(Language::from_tag("fr"), &names), english);
            assert_eq!(reason.words(Language::GERMAN, &names), german);
        }
        let left_out = LeftOut { item: ItemId(1), why: LeftOutWhy::MutedWord("harbour".to_owned()), would_stand: None };
        assert_eq!(left_out.words(Language::ENGLISH, &names), "You muted “harbour”");
        assert_eq!(left_out.words(Language::GERMAN, &names), "Sie haben „harbour“ stummgeschaltet");
    }
}
