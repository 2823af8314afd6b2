//! What does this JSON say, as far as it goes?
//!
//! A reader that keeps what it read when the text breaks off or a comma is missing.

/// Levels of lists and objects; deeper ones are read as nothing.
const DEEPEST: usize = 60;

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Nothing,
    Truth(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Text, or a number as its digits; nothing when empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) | Value::Number(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    pub fn list(&self, name: &str) -> &[Value] {
        match self.get(name) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }
}

/// The value, and where it broke off if it did.
pub fn read(text: &str) -> (Value, Option<usize>) {
    let mut reader = Reader { text, at: 0, broken: None };
    let value = reader.value(0);
    (value, reader.broken)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    broken: Option<usize>,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn broke(&mut self) {
        self.broken = self.broken.or(Some(self.at));
    }

    /// Recursion is bounded by `DEEPEST`.
    fn value(&mut self, depth: usize) -> Value {
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Value::Text(self.string()),
            Some(byte) if byte == b'-' || byte.is_ascii_digit() => {
                let rest = &self.text[self.at..];
                let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
                self.at += length;
                Value::Number(rest[..length].to_owned())
            }
            Some(_) => {
                let rest = &self.text[self.at..];
                for (word, value) in
                    [("true", Value::Truth(true)), ("false", Value::Truth(false)), ("null", Value::Nothing)]
                {
                    if rest.starts_with(word) {
                        self.at += word.len();
                        return value;
                    }
                }
                self.broke();
                self.at += rest.chars().next().map_or(0, char::len_utf8);
                Value::Nothing
            }
            None => {
                self.broke();
                Value::Nothing
            }
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Value::Object(members);
                }
                Some(b'"') => {
                    let key = self.string();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                    } else {
                        self.broke();
                    }
                    let value = self.deeper(depth);
                    members.push((key, value));
                    self.comma(b'}');
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    self.broke();
                    self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                }
                None => {
                    self.broke();
                    return Value::Object(members);
                }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Value::List(list);
                }
                Some(b',') => self.at += 1,
                // An object ends around us: the list was never closed.
                Some(b'}') => {
                    self.broke();
                    return Value::List(list);
                }
                Some(_) => {
                    let value = self.deeper(depth);
                    list.push(value);
                    self.comma(b']');
                }
                None => {
                    self.broke();
                    return Value::List(list);
                }
            }
        }
    }

    fn deeper(&mut self, depth: usize) -> Value {
        if depth < DEEPEST {
            return self.value(depth + 1);
        }
        self.broke();
        // Nothing this deep is wanted: give up on the rest.
        self.at = self.text.len();
        Value::Nothing
    }

    fn comma(&mut self, end: u8) {
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(byte) if byte == end => {}
            _ => self.broke(),
        }
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(found) = memchr::memchr2(b'"', b'\\', rest.as_bytes()) else {
                out.push_str(rest);
                self.at = self.text.len();
                self.broke();
                return out;
            };
            out.push_str(&rest[..found]);
            self.at += found + 1;
            if rest.as_bytes()[found] == b'"' {
                return out;
            }
            self.escape(&mut out);
        }
    }

    fn escape(&mut self, out: &mut String) {
        let rest = &self.text[self.at..];
        let Some(letter) = rest.chars().next() else { return };
        self.at += letter.len_utf8();
        match letter {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' | 'b' | 'f' => out.push(' '),
            'u' => {
                let unit = |text: &str| text.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                let Some(first) = unit(&rest[1..]) else { return };
                self.at += 4;
                let second = rest.get(5..).and_then(|text| unit(text.strip_prefix("\\u")?));
                let code = match (first, second) {
                    (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                        self.at += 6;
                        0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)
                    }
                    _ => first,
                };
                out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, read};

    #[test]
    fn what_breaks_off_keeps_what_came_before() {
        for (text, whole) in [
            (r#"{"a": [1, 2.5e3, "\u00fc\ud83d\ude00"], "b": {"c": null, "d": true}}"#, true),
            (r#"{"a": "x" "b": "y"}"#, false),
            (r#"{"a": [{"b": "cut of"#, false),
            ("{", false),
            (r#"{"a": \u}"#, false),
        ] {
            let (value, broken) = read(text);
            assert_eq!(broken.is_none(), whole, "{text}");
            assert!(matches!(value, Value::Object(_)));
        }
        assert_eq!(read(r#"{"a": "x" "b": "y"}"#).0.text("b"), Some("y"));
        let deep = "[".repeat(100_000);
        read(&deep);
    }
}
