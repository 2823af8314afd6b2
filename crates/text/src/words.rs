//! Cuts a text into words, and says where a sentence starts.

/// One word as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written, without the clitics that hang on it (`Cameron's` is `Cameron`, `l'Élysée` is `Élysée`).
    pub text: &'a str,
    pub shape: Shape,
    /// First word after a full stop, a colon, an opening quote or the start of the text.
    pub starts_sentence: bool,
    /// Nothing but one space (or a hyphen) between the word before and this one?
    pub adjoins: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Lower,
    /// An upper-case letter first.
    Capital,
    /// At least two letters, all of them upper case.
    Upper,
    Number,
    /// Two letters of a script that is written without spaces.
    Pair,
}

/// All words, in order. Scripts without spaces give overlapping pairs of letters.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, fresh_sentence: true, pair_from: None }
}

pub struct Words<'a> {
    text: &'a str,
    at: usize,
    fresh_sentence: bool,
    /// Where the letter before stands, while inside a run of unspaced script.
    pair_from: Option<usize>,
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let mut adjoins = true;
        let mut spaces = 0;
        loop {
            let letter = match *self.text.as_bytes().get(self.at)? {
                byte if byte.is_ascii() => char::from(byte),
                _ => self.text[self.at..].chars().next()?,
            };
            if is_unspaced(letter) {
                if let Some(pair) = self.pair(letter) {
                    return Some(pair);
                }
                continue;
            }
            self.pair_from = None;
            if letter.is_alphanumeric() {
                let starts_sentence = std::mem::take(&mut self.fresh_sentence);
                if let Some(word) = self.word(starts_sentence, adjoins && spaces <= 1) {
                    return Some(word);
                }
                adjoins = false;
                continue;
            }
            match letter {
                '.' | '!' | '?' | '…' | ':' | '。' | '！' | '？' | '\n' | '"' | '“' | '„' | '«' | '»' | '‘' | '|'
                | '•' => {
                    self.fresh_sentence = true;
                    adjoins = false;
                }
                ' ' | '\u{a0}' => spaces += 1,
                '-' | '‑' | '\'' | '’' | '&' => {}
                _ => adjoins = false,
            }
            self.at += letter.len_utf8();
        }
    }
}

impl<'a> Words<'a> {
    fn pair(&mut self, letter: char) -> Option<Word<'a>> {
        let here = self.at;
        self.at += letter.len_utf8();
        let from = self.pair_from.replace(here)?;
        Some(Word { text: &self.text[from..self.at], shape: Shape::Pair, starts_sentence: false, adjoins: false })
    }

    /// Most words: plain letters, and nothing behind them that could belong to them.
    fn plain_word(&mut self, starts_sentence: bool, adjoins: bool) -> Option<Word<'a>> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        match rest.get(length..)? {
            [b'.' | b',', next, ..] if next.is_ascii_alphanumeric() || !next.is_ascii() => return None,
            [b'\'', ..] => return None,
            [next, ..] if !next.is_ascii() => return None,
            _ if length == 0 => return None,
            _ => {}
        }
        let (mut letters, mut upper) = (0, 0);
        for byte in &rest[..length] {
            letters += u32::from(byte.is_ascii_alphabetic());
            upper += u32::from(byte.is_ascii_uppercase());
        }
        let text = &self.text[self.at..self.at + length];
        let starts_upper = rest[0].is_ascii_uppercase();
        self.at += length;
        Some(shaped(text, letters, upper, length as u32 - letters, starts_upper, starts_sentence, adjoins))
    }

    fn word(&mut self, starts_sentence: bool, adjoins: bool) -> Option<Word<'a>> {
        if let Some(word) = self.plain_word(starts_sentence, adjoins) {
            return Some(word);
        }
        let rest = &self.text[self.at..];
        let mut end = 0;
        let mut first = 0;
        let (mut letters, mut upper, mut digits) = (0u32, 0u32, 0u32);
        let mut starts_upper = false;
        let mut letters_all = rest.char_indices().peekable();
        while let Some((at, letter)) = letters_all.next() {
            if letter.is_alphanumeric() && !is_unspaced(letter) {
                if at == first {
                    starts_upper = letter.is_uppercase();
                }
                digits += u32::from(letter.is_ascii_digit());
                letters += u32::from(letter.is_alphabetic());
                upper += u32::from(letter.is_uppercase());
                end = at + letter.len_utf8();
                continue;
            }
            let next = letters_all.peek().map(|(_, next)| *next);
            let inside_number = matches!(letter, '.' | ',')
                && digits > 0
                && letters == 0
                && next.is_some_and(|next| next.is_ascii_digit());
            let initials = letter == '.'
                && letters == upper
                && upper > 0
                && at - first <= 6
                && letters == dots_and_letters(&rest[first..at])
                && next.is_some_and(char::is_uppercase);
            let combining = ('\u{300}'..='\u{36f}').contains(&letter) || letter == '\u{ad}';
            if inside_number || initials || combining {
                continue;
            }
            if matches!(letter, '\'' | '’') && next.is_some_and(char::is_alphabetic) {
                let tail = rest[at + letter.len_utf8()..].chars().take_while(|c| c.is_alphanumeric()).count();
                if tail <= 2 && at - first > 1 {
                    // `'s`, `'re`, `'ll`, `'t`: the word ends here, the clitic is passed over.
                    self.at += at + letter.len_utf8() + tail_bytes(&rest[at + letter.len_utf8()..]);
                    return Some(shaped(
                        &rest[first..end],
                        letters,
                        upper,
                        digits,
                        starts_upper,
                        starts_sentence,
                        adjoins,
                    ));
                }
                if at - first <= 2 && letters <= 2 {
                    // `l'`, `d'`, `O'`: the word proper follows.
                    if !starts_upper || rest[first..].starts_with(['L', 'D']) {
                        (letters, upper, digits) = (0, 0, 0);
                        first = at + letter.len_utf8();
                    }
                    continue;
                }
            }
            break;
        }
        self.at += end.max(first).max(1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        if end <= first {
            return None;
        }
        Some(shaped(&rest[first..end], letters, upper, digits, starts_upper, starts_sentence, adjoins))
    }
}

fn shaped(
    text: &str,
    letters: u32,
    upper: u32,
    digits: u32,
    starts_upper: bool,
    starts_sentence: bool,
    adjoins: bool,
) -> Word<'_> {
    let shape = if digits > 0 && letters <= 2 && text.starts_with(|c: char| c.is_ascii_digit()) {
        Shape::Number
    } else if upper >= 2 && upper == letters {
        Shape::Upper
    } else if starts_upper || upper > 0 {
        Shape::Capital
    } else {
        Shape::Lower
    };
    Word { text, shape, starts_sentence, adjoins }
}

fn dots_and_letters(text: &str) -> u32 {
    text.chars().filter(|letter| letter.is_alphabetic()).count() as u32
}

fn tail_bytes(text: &str) -> usize {
    text.chars().take_while(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum()
}

/// Han, kana and Thai letters stand without spaces; Hangul has spaces but its endings change, so pairs serve better.
pub fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{2ffff}')
}

/// Lower case, with the accents of Latin letters taken off, so that `Orbán` meets `Orban`.
pub fn fold(text: &str, into: &mut String) {
    into.clear();
    if text.is_ascii() {
        into.extend(text.bytes().filter(|byte| *byte != b'.').map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => into.push(letter),
            'A'..='Z' => into.push(letter.to_ascii_lowercase()),
            'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' | 'Ā' | 'Ą' => into.push('a'),
            'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' | 'Ę' => into.push('e'),
            'ì'..='ï' | 'Ì'..='Ï' | 'ı' | 'İ' => into.push('i'),
            'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ő' | 'ō' => into.push('o'),
            'ù'..='ü' | 'Ù'..='Ü' | 'ű' | 'ů' | 'ū' => into.push('u'),
            'ç' | 'Ç' | 'č' | 'Č' | 'ć' | 'Ć' => into.push('c'),
            'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' => into.push('n'),
            'š' | 'Š' | 'ś' | 'Ś' | 'ş' | 'Ş' | 'ș' | 'Ș' => into.push('s'),
            'ž' | 'Ž' | 'ź' | 'ż' | 'Ż' | 'Ź' => into.push('z'),
            'ý' | 'ÿ' | 'Ý' => into.push('y'),
            'ł' | 'Ł' => into.push('l'),
            'ğ' | 'Ğ' => into.push('g'),
            'ř' | 'Ř' => into.push('r'),
            'ß' => into.push_str("ss"),
            'æ' | 'Æ' => into.push_str("ae"),
            'œ' | 'Œ' => into.push_str("oe"),
            '\u{300}'..='\u{36f}' | '\u{ad}' | '.' => {}
            _ => into.extend(letter.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, fold, words};

    #[test]
    fn words_are_cut_as_people_read_them() {
        for (text, want) in [
            ("Cameron's plan, he said", "Cameron plan he said"),
            ("l'Élysée et d'autres", "Élysée et autres"),
            ("U.S. stocks", "U.S stocks"),
            ("$1.8bn, 37,000 cars", "1.8bn 37,000 cars"),
            ("O'Brien isn't here", "O'Brien isn here"),
            ("地震が", "地震 震が"),
            ("COVID-19", "COVID 19"),
            ("", ""),
            ("…—–'’", ""),
        ] {
            let got: Vec<&str> = words(text).map(|word| word.text).collect();
            assert_eq!(got.join(" "), want, "{text}");
        }
    }

    #[test]
    fn shapes_and_sentence_starts_are_seen() {
        let seen: Vec<(bool, Shape)> =
            words("The NATO chief left. Berlin won 3:2").map(|word| (word.starts_sentence, word.shape)).collect();
        use Shape::{Capital, Lower, Number, Upper};
        assert_eq!(
            seen,
            [
                (true, Capital),
                (false, Upper),
                (false, Lower),
                (false, Lower),
                (true, Capital),
                (false, Lower),
                (false, Number),
                (true, Number)
            ]
        );
    }

    #[test]
    fn accents_do_not_part_a_name_from_itself() {
        let mut folded = String::new();
        for (text, want) in
            [("Orbán", "orban"), ("Straße", "strasse"), ("ŁÓDŹ", "lodz"), ("U.S", "us"), ("Москва", "москва")]
        {
            fold(text, &mut folded);
            assert_eq!(folded, want);
        }
    }
}
