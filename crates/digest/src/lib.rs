//! **How does news reach somebody who is not here?**
//!
//! By mail, over the operator's own mail server. What is told and whom, others decide; here it is put into words and sent.
//! No address is ever part of an error: mail servers like to repeat them, so their words are not passed on.

mod answered;
mod confirming;
mod due;
mod error;
mod letter;
mod mailer;

pub use answered::Answered;
pub use confirming::Confirming;
pub use due::next_due;
pub use error::Error;
pub use letter::{Letter, LetterSlot};
pub use mailer::Mailer;
