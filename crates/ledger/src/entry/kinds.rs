//! Which kinds of entries are there, and in which order do their lines stand?

use std::fmt;

use super::Entry;
use super::lines::{EntryFault, Lines, Part};
use super::minute::Day;
use super::places::{Allowed, Country, Where};
use super::subjects::{Counts, Subjects};
use super::values::{Between, Name, Reference, Source, Types, Word};
use super::words::{
    Action, Automated, Erased, Fields, Ground, Notice, Object, Purpose, RequestType, Role, Settled, State, words,
};
use crate::{Hash, VerifierKey};

words! {
    /// What an entry records.
    Kind {
        Release = "release",
        Policy = "policy",
        Access = "access",
        Transfer = "transfer",
        Request = "request",
        Outcome = "outcome",
        Decision = "decision",
        Erase = "erase",
        Sealed = "sealed",
        Beat = "beat",
    }
}

impl Kind {
    /// Those that a beat counts: all but beats.
    pub const COUNTED: &[Self] = Self::ALL.split_at(9).0;
}

/// A kind of entry: its lines in their order, each with its key. The last column, where there is one, checks a value's bounds.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $key:literal $(in $bounds:ty)?;)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),+ }

            impl $name {
                fn read(lines: &mut Lines<'_>) -> Result<Self, EntryFault> {
                    $(
                        let $field = <$type as Part>::read(lines, $key)?;
                        $(<$bounds>::check($field).map_err(|why| lines.fault(format!("`{}`: {why}", $key)))?;)?
                    )+
                    Ok(Self { $($field),+ })
                }

                fn write(&self, out: &mut String) {
                    $(self.$field.write($key, out);)+
                }
            }

            impl From<$name> for Body {
                fn from(body: $name) -> Self {
                    Self::$name(body)
                }
            }
        )+

        /// What an entry says after its kind and time.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Body { $($name($name),)+ Sealed(Sealed) }

        impl Body {
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name,)+ Self::Sealed(_) => Kind::Sealed }
            }

            pub(super) fn read(lines: &mut Lines<'_>, kind: Kind) -> Result<Self, EntryFault> {
                match kind {
                    $(Kind::$name => $name::read(lines).map(Self::$name),)+
                    Kind::Sealed => Sealed::read(lines).map(Self::Sealed),
                }
            }

            pub(super) fn write(&self, out: &mut String) {
                match self { $(Self::$name(body) => body.write(out),)+ Self::Sealed(body) => body.write(out) }
            }
        }
    };
}

kinds! {
    /// The program that runs from here on, and the key that signs from here on.
    Release {
        version: Name = "version";
        source: Source = "source";
        binary: Hash = "binary";
        assets: Hash = "assets";
        model: Option<Hash> = "model";
        key: VerifierKey = "key";
    }

    /// Who may open what from here on. (Whose signatures are trusted is a [`crate::TrustPolicy`].)
    Policy {
        version: u64 = "version" in Between<1, { u64::MAX }>;
        terms: Hash = "terms";
        beat_minutes: u64 = "beat-minutes" in Between<1, 1440>;
        answer_days: u64 = "answer-days" in Between<1, 366>;
        allowed: Allowed = "allow";
    }

    /// Somebody opens a reader's data.
    Access {
        /// Who: the same person has the same one, and no more is said.
        actor: [u8; 16] = "actor";
        role: Role = "role";
        country: Country = "country";
        purpose: Purpose = "purpose";
        fields: Fields = "fields";
        reference: Reference = "reference";
        /// How long it stays open.
        minutes: u64 = "minutes" in Between<1, 1440>;
        subjects: Subjects = "nonce";
    }

    /// Something leaves the edition or its region.
    Transfer {
        to: Name = "to";
        country: Country = "country";
        basis: Word = "basis";
        types: Types = "types";
        /// In bytes.
        volume: u64 = "volume";
        end_use: Word = "use";
        method: Word = "method";
        subjects: Option<Subjects> = "nonce";
    }

    /// An authority asks.
    Request {
        id: [u8; 16] = "id";
        country: Country = "country";
        asked: RequestType = "type";
        accounts: u64 = "accounts";
        items: u64 = "items";
    }

    /// What became of a request.
    Outcome {
        /// The index of its entry.
        request: u64 = "request";
        result: Settled = "result";
        accounts: u64 = "accounts";
        items: u64 = "items";
    }

    /// Something was withheld or restricted, or that was looked at again.
    Decision {
        id: [u8; 16] = "id";
        action: Action = "action";
        object: Object = "object";
        item: [u8; 16] = "item";
        ground: Ground = "ground";
        rule: Name = "rule";
        automated: Automated = "automated";
        notice: Notice = "notice";
        place: Where = "where";
        /// The decision that was appealed.
        answers: Option<[u8; 16]> = "answers";
    }

    /// A reader's keys were destroyed.
    Erase {
        by: Erased = "by";
        nonce: [u8; 16] = "nonce";
        subject: Hash = "subject";
    }

    /// The server is there, and this is what it did so far.
    Beat {
        number: u64 = "number" in Between<1, { u64::MAX }>;
        state: State = "state";
        counts: Counts = "release";
        /// The candidates that timelines were chosen from.
        pack: Option<Hash> = "pack";
    }
}

impl Policy {
    /// See [`Allowed::allows`].
    #[must_use]
    pub fn allows(&self, role: Role, purpose: Purpose, fields: Fields, country: Country) -> bool {
        self.allowed.allows(role, purpose, fields, country)
    }
}

/// An entry that stays secret for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealed {
    Closed {
        /// SHA-256 of salt and bytes.
        commitment: Hash,
        /// It has to be opened by the end of this day.
        until: Day,
    },
    Open {
        /// The index of the closed one.
        of: u64,
        salt: [u8; 16],
        /// The bytes of the entry that was hidden, which is of another kind.
        content: Vec<u8>,
    },
}

impl Sealed {
    fn read(lines: &mut Lines<'_>) -> Result<Self, EntryFault> {
        match lines.value("state")? {
            "closed" => {
                Ok(Self::Closed { commitment: Part::read(lines, "commitment")?, until: Part::read(lines, "until")? })
            }
            "open" => {
                let (of, salt) = (Part::read(lines, "of")?, Part::read(lines, "salt")?);
                let content = Vec::read(lines, "content")?;
                hidden(&content).map_err(|fault| lines.fault(format!("what was sealed does not hold: {fault}")))?;
                Ok(Self::Open { of, salt, content })
            }
            _ => Err(lines.fault("`state` wants closed or open")),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Closed { commitment, until } => {
                out.push_str("state closed\n");
                commitment.write("commitment", out);
                until.write("until", out);
            }
            Self::Open { of, salt, content } => {
                out.push_str("state open\n");
                of.write("of", out);
                salt.write("salt", out);
                content.write("content", out);
            }
        }
    }
}

/// The entry inside a sealed one. Nothing is sealed twice, which also keeps this from going on for ever.
fn hidden(content: &[u8]) -> Result<Entry, EntryFault> {
    if content.starts_with(b"kind sealed\n") {
        return Err(EntryFault::new(1, "what is sealed is of another kind"));
    }
    Entry::parse(content)
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}
