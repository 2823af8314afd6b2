//! Which language a text is in: its own letters and words first, the feed's word where they do not decide.

use crate::{common, words};
use model::Language;
use whatlang::Lang;

/// As much of a text as is needed to know its language.
const LOOKED_AT: usize = 320;
/// Bytes from which letter statistics are worth more than the feed's word.
const LONG_ENOUGH: usize = 120;
/// Letters from here on are of another script than Latin (or rare in it).
const LATIN_ENDS: char = '\u{250}';

/// `prior` is what the feed said. It wins over weak evidence, never over another script or a long clear text.
pub fn detect(title: &str, text: &str, prior: Option<Language>) -> Language {
    let prior = prior.filter(|language| language.is_known());
    let mut sample = String::with_capacity(LOOKED_AT + 8);
    for part in [title, text] {
        let room = LOOKED_AT.saturating_sub(sample.len());
        sample.extend(part.chars().scan(room, |room, letter| {
            *room = room.checked_sub(letter.len_utf8())?;
            Some(letter)
        }));
        sample.push(' ');
    }
    // Headlines in capitals look like no language at all to letter statistics.
    let sample = if sample.chars().any(char::is_lowercase) { sample } else { sample.to_lowercase() };

    let mut grammar = common::Points::default();
    let mut folded = String::new();
    for word in words::words(&sample) {
        words::fold(word.text, &mut folded);
        grammar.hear(&folded);
    }
    let mut said = Said { points: grammar.iter().map(|(language, points)| (language, f64::from(points))).collect() };
    let long = sample.len() >= LONG_ENOUGH;
    let accented = sample.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    // What letter statistics are worth: these and twice their confidence.
    let trust = if long {
        4.0
    } else if accented {
        1.5
    } else {
        0.0
    };
    let mut letters = sample.chars().filter(|letter| letter.is_alphabetic()).peekable();
    if letters.peek().is_some() && letters.all(|letter| letter < LATIN_ENDS) {
        said.hear_the_feed(prior, whatlang::Script::Latin, long, accented);
        let (best, lead) = said.best();
        // Letter statistics are dear. Where they could not change the answer, they are not asked.
        if lead > trust + 2.0 {
            return best;
        }
    }

    let Some(seen) = whatlang::detect(&sample) else { return prior.unwrap_or_default() };
    let detected = language_of(seen.lang());
    let shared_script = matches!(
        seen.script(),
        whatlang::Script::Latin | whatlang::Script::Cyrillic | whatlang::Script::Arabic | whatlang::Script::Devanagari
    );
    if !shared_script {
        return detected;
    }
    let mut said = Said { points: grammar.iter().map(|(language, points)| (language, f64::from(points))).collect() };
    said.add(detected, trust + 2.0 * seen.confidence());
    said.hear_the_feed(prior, seen.script(), long, accented);
    said.best().0
}

/// Witnesses: words of grammar, letter statistics, the feed. A headline is too short for the second alone.
struct Said {
    points: Vec<(Language, f64)>,
}

impl Said {
    fn add(&mut self, language: Language, more: f64) {
        match self.points.iter_mut().find(|(known, _)| *known == language) {
            Some((_, points)) => *points += more,
            None => self.points.push((language, more)),
        }
    }

    fn hear_the_feed(&mut self, prior: Option<Language>, script: whatlang::Script, long: bool, accented: bool) {
        if let Some(prior) = prior.filter(|prior| writes_in(*prior, script)) {
            self.add(prior, if long { 1.0 } else { 3.0 });
        } else if script == whatlang::Script::Latin && !accented && !long {
            // Plain letters and no other evidence: names and numbers, most often in an English feed.
            self.add(Language::ENGLISH, 2.1);
        }
    }

    /// The language with most points, and by how many it leads.
    fn best(&self) -> (Language, f64) {
        let (mut best, mut second) = ((Language::UNKNOWN, 0.0), 0.0);
        for (language, points) in &self.points {
            if *points > best.1 {
                second = best.1;
                best = (*language, *points);
            } else if *points > second {
                second = *points;
            }
        }
        (best.0, best.1 - second)
    }
}

/// Can a text in this language stand in that script? Only the scripts that several languages share are asked about.
fn writes_in(language: Language, script: whatlang::Script) -> bool {
    let expected = match language.tag() {
        "ru" | "uk" | "bg" | "be" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" => whatlang::Script::Cyrillic,
        "ar" | "fa" | "ur" | "ps" | "sd" | "ug" => whatlang::Script::Arabic,
        "hi" | "mr" | "ne" => whatlang::Script::Devanagari,
        "zh" | "ja" | "ko" | "th" | "el" | "he" | "hy" | "ka" | "bn" | "ta" | "te" | "kn" | "ml" | "gu" | "pa" => {
            return false;
        }
        _ => whatlang::Script::Latin,
    };
    expected == script || (language.tag() == "sr" && script == whatlang::Script::Latin)
}

/// ISO 639-1 of what the detector knows by ISO 639-3.
fn language_of(lang: Lang) -> Language {
    const TAGS: &str = "epo:eo eng:en rus:ru cmn:zh spa:es por:pt ita:it ben:bn fra:fr deu:de ukr:uk kat:ka ara:ar \
        hin:hi jpn:ja heb:he yid:yi pol:pl amh:am jav:jv kor:ko nob:nb dan:da swe:sv fin:fi tur:tr nld:nl hun:hu \
        ces:cs ell:el bul:bg bel:be mar:mr kan:kn ron:ro slv:sl hrv:hr srp:sr mkd:mk lit:lt lav:lv est:et tam:ta \
        vie:vi urd:ur tha:th guj:gu uzb:uz pan:pa aze:az ind:id tel:te pes:fa mal:ml ori:or mya:my nep:ne sin:si \
        khm:km tuk:tk aka:ak zul:zu sna:sn afr:af lat:la slk:sk cat:ca tgl:tl hye:hy cym:cy";
    let code = lang.code();
    TAGS.split_whitespace()
        .find_map(|pair| pair.strip_prefix(code)?.strip_prefix(':'))
        .map_or(Language::UNKNOWN, Language::from_tag)
}

#[cfg(test)]
mod tests {
    use super::detect;
    use model::Language;

    #[test]
    fn languages_are_told_from_titles_and_texts() {
        for (title, prior, want) in [
            ("Prime minister resigns after vote on the budget", "", "en"),
            ("Ministerpräsident tritt nach der Abstimmung über den Haushalt zurück", "", "de"),
            ("Le premier ministre démissionne après le vote du budget", "", "fr"),
            ("El primer ministro dimite tras la votación del presupuesto", "", "es"),
            ("Il primo ministro si dimette dopo il voto sulla manovra", "", "it"),
            ("Премьер-министр ушёл в отставку после голосования", "", "ru"),
            ("首相が辞任、予算案の採決後に", "", "ja"),
            ("总理在预算投票后辞职", "", "zh"),
            ("예산 표결 뒤 총리 사임", "", "ko"),
            ("นายกรัฐมนตรีลาออกหลังลงมติงบประมาณ", "", "th"),
            ("Ο πρωθυπουργός παραιτήθηκε", "", "el"),
            ("Premier League: Arsenal - Chelsea 2:1", "de", "de"),
            ("Trump", "en", "en"),
            ("Berlin Marathon", "de", "de"),
            ("The house that was built by the river", "de", "en"),
            ("首相が辞任", "en", "ja"),
            ("BREAKING: FLOODS IN THE NORTH OF THE COUNTRY", "", "en"),
            ("", "", "und"),
            ("12345", "de", "de"),
        ] {
            let prior = Some(Language::from_tag(prior));
            assert_eq!(detect(title, "", prior).tag(), want, "{title}");
        }
    }

    #[test]
    fn a_long_text_overrules_the_feed() {
        let text = "Der Gemeinderat hat am Dienstagabend beschlossen, die alte Brücke über den Fluss im kommenden Jahr \
                    abzureißen. Die Kosten werden auf drei Millionen Euro geschätzt, sagte die Bürgermeisterin.";
        assert_eq!(detect("Brücke", text, Some(Language::ENGLISH)), Language::GERMAN);
    }
}
