//! Names of months and of time zones.

pub fn zone(text: &str) -> Option<i64> {
    let text = text.trim();
    offset(text).or_else(|| {
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let named = named_zone(&text[..letters].to_ascii_lowercase())?;
        Some(named + offset(text[letters..].trim()).unwrap_or(0))
    })
}

/// `+0200`, `-05:00`, `+2`, in minutes.
pub fn offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = &text[1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<i64>().ok());
    let minutes = match digits {
        1 | 2 => {
            let after = rest[digits..].strip_prefix(':').unwrap_or("");
            number(rest.get(..digits))? * 60 + number(after.get(..2)).unwrap_or(0)
        }
        3 | 4 => number(rest.get(..digits - 2))? * 60 + number(rest.get(digits - 2..digits))?,
        6 => number(rest.get(..2))? * 60 + number(rest.get(2..4))?,
        _ => return None,
    };
    (minutes <= 24 * 60).then_some(sign * minutes)
}

pub fn named_zone(word: &str) -> Option<i64> {
    let minutes = match word {
        "z" | "ut" | "utc" | "gmt" | "wet" | "zulu" => 0,
        "bst" | "west" | "cet" | "met" | "mez" => 60,
        "cest" | "mest" | "mesz" | "eet" | "sast" => 120,
        "eest" | "msk" => 180,
        "ist" => 330,
        "sgt" | "hkt" | "awst" => 480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        "brt" | "art" | "adt" => -180,
        "ast" | "edt" => -240,
        "est" | "cdt" => -300,
        "cst" | "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" | "akdt" => -480,
        "akst" => -540,
        "hst" => -600,
        // Military letters as RFC 822 meant them are not to be trusted (RFC 1123): taken as UTC.
        _ if word.len() == 1 && word.as_bytes()[0].is_ascii_lowercase() && word != "t" => 0,
        _ => return None,
    };
    Some(minutes)
}

/// The month that a word names, by how it begins: English, German, French, Spanish, Italian, Portuguese, Dutch, the
/// Scandinavian languages, Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek.
pub fn month(word: &str) -> Option<i64> {
    const STEMS: [&[&str]; 12] = [
        &["jan", "jän", "ene", "gen", "ian", "sty", "led", "oca", "tam", "янв", "січ", "ιαν"],
        &["feb", "fev", "fév", "fev", "lut", "úno", "şub", "hel", "фев", "лют", "φεβ"],
        &["mar", "mär", "mrz", "már", "maa", "bře", "мар", "бер", "μαρ", "μάρ"],
        &["apr", "abr", "avr", "ápr", "kwi", "dub", "nis", "huh", "апр", "кві", "απρ"],
        &["may", "mai", "maj", "máj", "mag", "mei", "kvě", "tou", "май", "мая", "тра", "μαι", "μαϊ", "μάι", "μάϊ"],
        &["jun", "jún", "juin", "giu", "iun", "cze", "haz", "kes", "červen", "čer", "июн", "чер", "ιουν", "ιούν"],
        &["jul", "júl", "juil", "lug", "iul", "lip", "tem", "hei", "červenec", "čvc", "июл", "лип", "ιουλ", "ιούλ"],
        &["aug", "ago", "aoû", "aou", "sie", "srp", "ağu", "elo", "авг", "сер", "αυγ", "αύγ", "αὐγ"],
        &["sep", "set", "szep", "wrz", "zář", "eyl", "syy", "сен", "вер", "σεπ"],
        &["oct", "okt", "ott", "out", "paź", "paz", "říj", "eki", "lok", "окт", "жов", "οκτ"],
        &["nov", "lis", "kas", "marras", "ноя", "лис", "νοε", "νοέ", "νοὲ"],
        &["dec", "dez", "déc", "dic", "des", "gru", "pro", "ara", "jou", "дек", "гру", "δεκ"],
    ];
    let longest = |stems: &[&str]| stems.iter().filter(|stem| word.starts_with(**stem)).map(|stem| stem.len()).max();
    let (_, index) = STEMS.iter().enumerate().filter_map(|(index, stems)| Some((longest(stems)?, index))).max()?;
    Some(index as i64 + 1)
}
