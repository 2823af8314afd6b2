//! **How does news reach somebody who is not here?**
//!
//! By mail, over the operator's own mail server. What is told and whom, others decide; here it is put into words and sent.
//! No address is ever part of an error: mail servers like to repeat them, so their words are not passed on.

mod answered;
mod error;
mod mailer;

pub use answered::Answered;
pub use error::Error;
pub use mailer::Mailer;
