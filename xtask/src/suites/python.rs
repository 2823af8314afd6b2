//! As much Python as the expectations of feedparser's suite are written in: comparisons, `and`, `or`, `not`,
//! subscripts, attributes, `len`, `ord`, `.get`, strings, numbers, tuples, lists, dictionaries.

use super::tally::{self, Outcome};

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Nothing,
    Truth(bool),
    Number(f64),
    Text(String),
    /// A text of ours in several forms (plain, HTML).
    Forms(Vec<String>),
    List(Vec<Value>),
    Dict(Vec<(String, Value)>),
    /// A moment of ours in milliseconds; Python has nine numbers.
    Time(i64),
    /// Asked for, but kept nowhere: only an error if it decides.
    Unkept(String),
}

impl Value {
    pub fn truth(&self) -> bool {
        match self {
            Value::Nothing => false,
            Value::Truth(truth) => *truth,
            Value::Number(number) => *number != 0.0,
            Value::Text(text) => !text.is_empty(),
            Value::Forms(forms) => forms.iter().any(|form| !form.is_empty()),
            Value::List(list) => !list.is_empty(),
            Value::Dict(dict) => !dict.is_empty(),
            Value::Time(_) | Value::Unkept(_) => true,
        }
    }
}

pub struct Evaluated {
    pub value: Value,
    /// Some comparison held only as text.
    pub as_text: bool,
}

/// Evaluates an expression; names are looked up in `lookup`. The error is the reason why it cannot be.
pub fn evaluate(text: &str, lookup: &dyn Fn(&str) -> Result<Value, String>) -> Result<Evaluated, String> {
    let mut reader = Reader { letters: text.chars().collect(), at: 0, lookup, as_text: false };
    let value = reader.any()?;
    reader.space();
    if reader.at < reader.letters.len() {
        return Err("an expression beyond this evaluator".to_owned());
    }
    match value {
        Value::Unkept(what) => Err(what),
        value => Ok(Evaluated { value, as_text: reader.as_text }),
    }
}

struct Reader<'l> {
    letters: Vec<char>,
    at: usize,
    lookup: &'l dyn Fn(&str) -> Result<Value, String>,
    as_text: bool,
}

type Read = Result<Value, String>;

impl Reader<'_> {
    fn space(&mut self) {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
    }

    fn takes(&mut self, what: &str) -> bool {
        self.space();
        let wanted: Vec<char> = what.chars().collect();
        let there = self.letters[self.at.min(self.letters.len())..].starts_with(&wanted);
        let is_word = wanted.last().is_some_and(|letter| letter.is_alphanumeric());
        let runs_on =
            self.letters.get(self.at + wanted.len()).is_some_and(|letter| letter.is_alphanumeric() || *letter == '_');
        if there && !(is_word && runs_on) {
            self.at += wanted.len();
            return true;
        }
        false
    }

    fn any(&mut self) -> Read {
        let mut value = self.all()?;
        while self.takes("or") {
            let other = self.all()?;
            value = if value.truth() { value } else { other };
        }
        Ok(value)
    }

    fn all(&mut self) -> Read {
        let mut value = self.judged()?;
        while self.takes("and") {
            let other = self.judged()?;
            value = match (value, other) {
                (Value::Unkept(what), _) | (_, Value::Unkept(what)) => Value::Unkept(what),
                (value, other) => {
                    if value.truth() {
                        other
                    } else {
                        value
                    }
                }
            };
        }
        Ok(value)
    }

    /// `bozo` alone asks whether something was wrong; `not bozo` is taken as true (see `not`).
    fn judged(&mut self) -> Read {
        match self.not()? {
            Value::Unkept(what) if what == "bozo" => (self.lookup)("something was wrong"),
            value => Ok(value),
        }
    }

    fn not(&mut self) -> Read {
        if self.takes("not") {
            return Ok(match self.not()? {
                Value::Unkept(what) if what == "bozo" => Value::Truth(true),
                Value::Unkept(what) => Value::Unkept(what),
                value => Value::Truth(!value.truth()),
            });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Read {
        let mut left = self.sum()?;
        let mut holds: Option<Value> = None;
        loop {
            let wanted = if self.takes("==") {
                true
            } else if self.takes("!=") || self.takes("is not") {
                false
            } else if self.takes("is") {
                true
            } else if self.takes("not in") || self.takes("in") {
                return Err("`in`, which asks about the library and not about the feed".to_owned());
            } else {
                return Ok(holds.unwrap_or(left));
            };
            let right = self.sum()?;
            let result = match (&left, &right) {
                (Value::Unkept(what), _) | (_, Value::Unkept(what)) => Value::Unkept(what.clone()),
                _ => Value::Truth(self.equal(&left, &right) == wanted),
            };
            holds = Some(match holds {
                Some(Value::Truth(false)) => Value::Truth(false),
                Some(Value::Unkept(what)) => Value::Unkept(what),
                _ => result,
            });
            left = right;
        }
    }

    fn equal(&mut self, left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Forms(forms), Value::Text(text)) | (Value::Text(text), Value::Forms(forms)) => {
                let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
                let texts = tally::text(text, &forms);
                let outcome = if texts == Outcome::Missed && text.starts_with("http") {
                    tally::link(text, &forms)
                } else {
                    texts
                };
                self.as_text |= outcome == Outcome::AsText;
                outcome != Outcome::Missed
            }
            (Value::Forms(one), Value::Forms(other)) => one.iter().any(|form| other.contains(form)),
            (Value::Time(time), Value::List(numbers)) | (Value::List(numbers), Value::Time(time)) => {
                let numbers: Vec<i64> = numbers
                    .iter()
                    .filter_map(|n| if let Value::Number(n) = n { Some(*n as i64) } else { None })
                    .collect();
                let &[year, month, day, hour, minute, second, ..] = numbers.as_slice() else { return false };
                let wanted = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
                model::Time(time - time.rem_euclid(1_000)).rfc3339() == wanted
            }
            (Value::Dict(ours), Value::Dict(wanted)) => wanted.iter().all(|(key, value)| {
                let found = ours.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
                self.equal(&found.unwrap_or(Value::Nothing), value)
            }),
            (Value::Forms(forms), Value::Nothing) | (Value::Nothing, Value::Forms(forms)) => {
                forms.iter().all(String::is_empty)
            }
            (Value::Truth(truth), Value::Number(number)) | (Value::Number(number), Value::Truth(truth)) => {
                f64::from(u8::from(*truth)) == *number
            }
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.equal(one, other))
            }
            _ => left == right,
        }
    }

    fn sum(&mut self) -> Read {
        let mut value = self.single()?;
        while self.takes("+") {
            value = match (value, self.single()?) {
                (Value::Text(one), Value::Text(other)) => Value::Text(one + &other),
                (Value::Number(one), Value::Number(other)) => Value::Number(one + other),
                _ => return Err("a sum of other things than strings".to_owned()),
            };
        }
        Ok(value)
    }

    fn single(&mut self) -> Read {
        let mut value = self.atom()?;
        loop {
            if self.takes("[") {
                let index = self.any()?;
                if !self.takes("]") {
                    return Err("a slice".to_owned());
                }
                value = member(value, &index)?;
            } else if self.takes(".get(") {
                let index = self.any()?;
                self.takes(")");
                value = match member(value, &index)? {
                    Value::Unkept(what) => Value::Unkept(what),
                    found => found,
                };
            } else if self.takes(".") {
                let name = self.word();
                value = member(value, &Value::Text(name))?;
            } else {
                return Ok(value);
            }
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|letter| letter.is_alphanumeric() || *letter == '_') {
            self.at += 1;
        }
        self.letters[start..self.at].iter().collect()
    }

    fn atom(&mut self) -> Read {
        self.space();
        let Some(&first) = self.letters.get(self.at) else { return Err("an expression that breaks off".to_owned()) };
        let next = self.letters.get(self.at + 1).copied();
        if matches!(first, '\'' | '"') || matches!(first, 'u' | 'r' | 'b') && matches!(next, Some('\'' | '"')) {
            return self.strings();
        }
        if first == '-' || first.is_ascii_digit() {
            let start = self.at;
            self.at += 1;
            while self.letters.get(self.at).is_some_and(|letter| letter.is_ascii_digit() || *letter == '.') {
                self.at += 1;
            }
            let text: String = self.letters[start..self.at].iter().collect();
            return text.parse().map(Value::Number).map_err(|_| "a number beyond this evaluator".to_owned());
        }
        for (open, close) in [("(", ")"), ("[", "]")] {
            if self.takes(open) {
                return self.list(close);
            }
        }
        if self.takes("{") {
            return self.dict();
        }
        let name = self.word();
        match name.as_str() {
            "None" => Ok(Value::Nothing),
            "True" => Ok(Value::Truth(true)),
            "False" => Ok(Value::Truth(false)),
            "len" | "ord" if self.takes("(") => {
                let value = self.any()?;
                self.takes(")");
                Ok(match value {
                    Value::Unkept(what) => Value::Unkept(what),
                    Value::List(list) if name == "len" => {
                        Value::Number(list.iter().filter(|one| !matches!(one, Value::Unkept(_))).count() as f64)
                    }
                    Value::Text(text) if name == "len" => Value::Number(text.chars().count() as f64),
                    Value::Forms(forms) if name == "len" => {
                        Value::Number(forms.last().map_or(0, |form| form.chars().count()) as f64)
                    }
                    Value::Forms(forms) => match forms.last().and_then(|form| form.chars().next()) {
                        Some(letter) => Value::Number(f64::from(letter as u32)),
                        None => Value::Number(0.0),
                    },
                    _ => return Err(format!("`{name}` of something else")),
                })
            }
            "" => Err("an expression beyond this evaluator".to_owned()),
            name => (self.lookup)(name),
        }
    }

    fn list(&mut self, close: &str) -> Read {
        let mut list = Vec::new();
        let mut commas = 0;
        while !self.takes(close) {
            list.push(self.any()?);
            if self.takes(",") {
                commas += 1;
            } else if !self.takes(close) {
                return Err("a list beyond this evaluator".to_owned());
            } else {
                break;
            }
        }
        if close == ")" && commas == 0 && list.len() == 1 {
            return Ok(list.remove(0));
        }
        Ok(Value::List(list))
    }

    fn dict(&mut self) -> Read {
        let mut dict = Vec::new();
        while !self.takes("}") {
            let key = match self.strings()? {
                Value::Text(key) => key,
                _ => return Err("a dictionary beyond this evaluator".to_owned()),
            };
            if !self.takes(":") {
                return Err("a dictionary beyond this evaluator".to_owned());
            }
            dict.push((key, self.any()?));
            self.takes(",");
        }
        Ok(Value::Dict(dict))
    }

    /// One or more strings that stand beside each other.
    fn strings(&mut self) -> Read {
        let mut text = String::new();
        let mut found = false;
        loop {
            self.space();
            let start = self.at;
            let mut raw = false;
            while let Some(letter @ ('u' | 'r' | 'b')) = self.letters.get(self.at) {
                raw |= *letter == 'r';
                self.at += 1;
            }
            let Some(&quote @ ('\'' | '"')) = self.letters.get(self.at) else {
                self.at = start;
                return if found {
                    Ok(Value::Text(text))
                } else {
                    Err("an expression beyond this evaluator".to_owned())
                };
            };
            found = true;
            let triple = self.letters[self.at..].starts_with(&[quote; 3]);
            let end: Vec<char> = vec![quote; if triple { 3 } else { 1 }];
            self.at += end.len();
            while !self.letters[self.at.min(self.letters.len())..].starts_with(&end) {
                let Some(&letter) = self.letters.get(self.at) else {
                    return Err("a string that breaks off".to_owned());
                };
                self.at += 1;
                if letter == '\\' && !raw { self.escape(&mut text) } else { text.push(letter) }
            }
            self.at += end.len();
        }
    }

    fn escape(&mut self, text: &mut String) {
        let Some(&letter) = self.letters.get(self.at) else { return };
        self.at += 1;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let hex: String = self.letters[self.at..].iter().take(digits).collect();
            self.at += hex.chars().count();
            text.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
            return;
        }
        text.push(match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            other => other,
        });
    }
}

fn member(value: Value, index: &Value) -> Read {
    Ok(match (value, index) {
        (Value::Unkept(what), _) => Value::Unkept(what),
        (Value::List(list), Value::Number(at)) => {
            let at = if *at < 0.0 { list.len() as f64 + at } else { *at };
            list.get(at as usize).cloned().unwrap_or(Value::Nothing)
        }
        (Value::Dict(dict), Value::Text(key)) => {
            let found = dict.into_iter().find(|(name, _)| name == key).map(|(_, value)| value);
            found.unwrap_or_else(|| Value::Unkept(format!("asks for {key}")))
        }
        (Value::Nothing, _) => Value::Nothing,
        _ => return Err("a subscript of something else".to_owned()),
    })
}
