//! Words to a name in an address.

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 80;

/// Small letters, digits and hyphens; letters of other scripts stay as they are. Empty where there are none.
pub fn slug(text: &str) -> String {
    let mut name = String::new();
    let mut due = false;
    for letter in text.to_lowercase().chars() {
        let spelled = match letter {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'ł' => "l",
            'đ' => "d",
            '\'' | '’' => continue,
            _ => {
                for plain in letter.nfkd().filter(|each| !is_mark(*each)) {
                    if !plain.is_alphanumeric() {
                        due = true;
                        continue;
                    }
                    push(&mut name, &mut due, plain.encode_utf8(&mut [0; 4]));
                }
                continue;
            }
        };
        push(&mut name, &mut due, spelled);
    }
    shortened(&name)
}

fn push(name: &mut String, due: &mut bool, spelled: &str) {
    if std::mem::take(due) && !name.is_empty() {
        name.push('-');
    }
    name.push_str(spelled);
}

/// Accents that stand alone after decomposition.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// At a hyphen, if there is one.
fn shortened(name: &str) -> String {
    let Some((end, _)) = name.char_indices().nth(LONGEST) else { return name.to_owned() };
    let start = &name[..end];
    start[..start.rfind('-').filter(|at| *at > end / 2).unwrap_or(end)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_headline_becomes_an_address_that_can_be_read() {
        for (text, want) in [
            (
                "TikTok from China: The ban on TikToks would not end the mistrust",
                "tiktok-from-china-the-ban-on-tiktoks-would-not-end-the-mistrust",
            ),
            ("Größe & Maß: „Öl“", "groesse-mass-oel"),
            ("It’s  café ‒ ñandú", "its-cafe-nandu"),
            ("../../etc/passwd", "etc-passwd"),
            ("<script>", "script"),
            ("…", ""),
            ("جسر جديد", "جسر-جديد"),
        ] {
            assert_eq!(slug(text), want);
            assert_eq!(slug(want), want);
        }
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
