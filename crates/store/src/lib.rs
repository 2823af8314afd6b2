//! **Where is it kept?**
//!
//! The only SQL of Caulbart. A [`Store`] is one edition's, on SQLite or PostgreSQL; it answers questions and takes
//! changes, and knows nothing about why they are asked. A change that has been answered is kept.

mod store;

mod accounts;
mod backup;
mod clips;
mod clips_judged;
mod comments;
mod counts;
mod events;
mod examine;
mod forget;
mod full_text;
mod items;
mod keep;
mod letters;
mod newsroom;
mod once;
mod pictures;
mod place;
mod polling;
mod queue;
mod readers;
mod reports;
mod scrub;
mod sealed;
mod settings;
mod sources;
mod stock;
mod stories;
mod unsealed;

mod compact;
mod error;
mod files;
mod migrations;
mod postgres;
mod sqlite;
mod statements;
mod tx;
mod value;

pub use accounts::{
    AccountLine, AccountRow, NewAccount, NewPasskey, NewSession, NewToken, PasskeyRow, SessionRow, TokenRow, WhoRow,
    WhoSession,
};
pub use clips::MadeClip;
pub use clips_judged::{ClipDecision, ClipDecisionKind};
pub use comments::{
    Alike, CommentRow, Decided, DecisionKind, DecisionRow, MailTo, MovingComment, NewComment, NewDecision, Owner,
    Reply, Rewriting, SealedAddress, Spoken, Waiting, WordCount,
};
pub use counts::Counts;
pub use error::{Error, Result};
pub use events::Counters;
pub use full_text::FullText;
pub use items::{Newest, Version};
pub use keep::{Arrival, Kept, Known, Outcome};
pub use letters::LetterRow;
pub use newsroom::{
    Change, Locked, ManuscriptRow, MentionRow, MentionState, MovedIn, Moving, NewAuthor, NewManuscript, NewMedium,
    NewMention, NewRevision, Note, Notice, Pin, Publication, RevisionLine, RevisionRow, Shelf, StaffRow, Which,
};
pub use pictures::{PictureRow, PictureState};
pub use place::{Placed, Unplaced};
pub use polling::{Answer, Polling};
pub use queue::{DeadJob, NewJob, TakenJob};
pub use reports::Report;
pub use sealed::{Done, Reseal, SealedEvent, SealedRow};
pub use sources::NewSource;
pub use stock::StockRow;
pub use store::{Database, Store};
pub use unsealed::{SealedAccount, Unsealed};
