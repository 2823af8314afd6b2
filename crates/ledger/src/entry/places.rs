//! Where, and who may open what from there?

use std::fmt;

use super::lines::{EntryFault, Lines, Part, Value};
use super::words::{Fields, Purpose, Role};

/// Two capital letters of ISO 3166-1, or `ZZ` where it is not known. Whether there is such a country is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    pub const UNKNOWN: Self = Self(*b"ZZ");

    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let letters: [u8; 2] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl Value for Country {
    fn parse(text: &str) -> Result<Self, String> {
        Self::new(text).ok_or_else(|| "a country as two letters of A-Z".to_owned())
    }

    fn format(&self, out: &mut String) {
        out.extend(self.0.map(char::from));
    }
}

/// Some countries: sorted, none twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countries(Vec<Country>);

impl Countries {
    /// None where there is no country.
    #[must_use]
    pub fn new(mut countries: Vec<Country>) -> Option<Self> {
        countries.sort_unstable();
        countries.dedup();
        (!countries.is_empty()).then_some(Self(countries))
    }

    #[must_use]
    pub fn as_slice(&self) -> &[Country] {
        &self.0
    }

    fn from_text(text: &str) -> Option<Self> {
        let countries = text.split(',').map(Country::new).collect::<Option<Vec<_>>>()?;
        countries.is_sorted_by(|a, b| a < b).then_some(Self(countries))
    }

    fn format(&self, out: &mut String) {
        for (place, country) in self.0.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            country.format(out);
        }
    }
}

/// Where a decision holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    All,
    Only(Countries),
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.format(&mut text);
        f.write_str(&text)
    }
}

impl Value for Where {
    fn parse(text: &str) -> Result<Self, String> {
        let place = if text == "all" { Some(Self::All) } else { Countries::from_text(text).map(Self::Only) };
        place.ok_or_else(|| "all, or countries of two letters, sorted and with commas".to_owned())
    }

    fn format(&self, out: &mut String) {
        match self {
            Self::All => out.push_str("all"),
            Self::Only(countries) => countries.format(out),
        }
    }
}

/// One thing that a policy allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    pub role: Role,
    pub purpose: Purpose,
    pub fields: Fields,
    /// Any country where there is none.
    pub countries: Option<Countries>,
}

impl Value for Allow {
    fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.splitn(4, ' ');
        let mut next = || words.next().ok_or_else(|| "<role> <purpose> <fields> <countries>".to_owned());
        let (role, purpose, fields) = (Role::parse(next()?)?, Purpose::parse(next()?)?, Fields::parse(next()?)?);
        let countries = match next()? {
            "any" => None,
            countries => Some(Countries::from_text(countries).ok_or("any, or countries sorted and with commas")?),
        };
        Ok(Self { role, purpose, fields, countries })
    }

    fn format(&self, out: &mut String) {
        out.push_str(&format!("{} {} {} ", self.role, self.purpose, self.fields));
        match &self.countries {
            None => out.push_str("any"),
            Some(countries) => countries.format(out),
        }
    }
}

/// All that a policy allows: 1 to 64 lines, sorted as text, none twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed(Vec<Allow>);

const LINES_AT_MOST: usize = 64;

fn text(line: &Allow) -> String {
    let mut text = String::new();
    line.format(&mut text);
    text
}

impl Allowed {
    /// None where there are no lines, or more than 64.
    #[must_use]
    pub fn new(mut lines: Vec<Allow>) -> Option<Self> {
        lines.sort_by_cached_key(text);
        lines.dedup();
        (1..=LINES_AT_MOST).contains(&lines.len()).then_some(Self(lines))
    }

    #[must_use]
    pub fn as_slice(&self) -> &[Allow] {
        &self.0
    }

    /// May somebody in this role and country open these fields for this purpose? One line has to say so alone.
    #[must_use]
    pub fn allows(&self, role: Role, purpose: Purpose, fields: Fields, country: Country) -> bool {
        self.0.iter().any(|line| {
            let here = line.countries.as_ref().is_none_or(|countries| countries.0.contains(&country));
            here && line.role == role && line.purpose == purpose && line.fields.cover(fields)
        })
    }
}

impl Part for Allowed {
    fn read(lines: &mut Lines<'_>, key: &'static str) -> Result<Self, EntryFault> {
        let mut allowed = vec![Allow::read(lines, key)?];
        while lines.next_is(key) {
            let line = Allow::read(lines, key)?;
            if allowed.len() == LINES_AT_MOST {
                return Err(lines.fault("a policy has at most 64 lines `allow`"));
            }
            if allowed.last().is_some_and(|last| text(last) >= text(&line)) {
                return Err(lines.fault("the lines `allow` are sorted, and none stands twice"));
            }
            allowed.push(line);
        }
        Ok(Self(allowed))
    }

    fn write(&self, key: &'static str, out: &mut String) {
        self.0.iter().for_each(|line| line.write(key, out));
    }
}
