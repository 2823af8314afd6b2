//! Which words may stand in an entry?

use std::fmt;

use super::lines::Value;

/// An enumeration and its words, declared once.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::entry::lines::Value for $name {
            fn parse(text: &str) -> Result<Self, String> {
                Self::from_word(text).ok_or_else(|| concat!("one of" $(, " ", $word)+).to_owned())
            }

            fn format(&self, out: &mut String) {
                out.push_str(self.word());
            }
        }
    )+};
}
pub(super) use words;

words! {
    /// Who opens a reader's data, as far as others may know.
    Role { Staff = "staff", Processor = "processor", ThirdParty = "third-party" }

    /// What it is opened for.
    Purpose {
        Support = "support",
        Repair = "repair",
        AbuseReview = "abuse-review",
        LegalDemand = "legal-demand",
        Incident = "incident",
        OwnRequest = "own-request",
    }

    /// A class of a reader's data, with a key of its own.
    Field { Identity = "identity", Contact = "contact", Follows = "follows", History = "history" }

    /// What an authority asks for.
    RequestType { Legal = "legal", Emergency = "emergency", Preservation = "preservation", Removal = "removal" }

    /// How much of what was asked for was done.
    Settled { None = "none", Some = "some", All = "all" }

    Action {
        Withheld = "withheld",
        Restricted = "restricted",
        Removed = "removed",
        Restored = "restored",
        Upheld = "upheld",
    }

    Object { Article = "article", Comment = "comment", Clip = "clip", Source = "source", Account = "account" }

    Ground { Illegal = "illegal", Terms = "terms" }

    /// Did a machine decide?
    Automated { Yes = "yes", No = "no" }

    /// Who pointed it out.
    Notice { Own = "own", Reader = "reader", Trusted = "trusted", Authority = "authority" }

    /// Who had a reader's keys destroyed.
    Erased { Reader = "reader", Edition = "edition" }

    /// Of the server that writes the beats.
    State { Start = "start", Running = "running", Stop = "stop" }
}

/// Classes of data: one or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fields(u8);

impl Fields {
    /// None where there is no field.
    #[must_use]
    pub fn new(fields: &[Field]) -> Option<Self> {
        let bits = fields.iter().fold(0, |bits, field| bits | 1 << *field as u8);
        (bits != 0).then_some(Self(bits))
    }

    #[must_use]
    pub fn has(self, field: Field) -> bool {
        self.0 >> field as u8 & 1 == 1
    }

    /// Are all of `others` among these?
    #[must_use]
    pub fn cover(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| self.has(*field))
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.format(&mut text);
        f.write_str(&text)
    }
}

impl Value for Fields {
    fn parse(text: &str) -> Result<Self, String> {
        let wanted = || "one or more of identity,contact,follows,history in this order".to_owned();
        let mut bits = 0_u8;
        for word in text.split(',') {
            let bit = 1 << Field::from_word(word).ok_or_else(wanted)? as u8;
            if bit <= bits {
                return Err(wanted());
            }
            bits |= bit;
        }
        Ok(Self(bits))
    }

    fn format(&self, out: &mut String) {
        for (place, field) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            out.push_str(field.word());
        }
    }
}
