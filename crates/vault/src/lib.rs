//! **Who may open it?**
//!
//! Keys of readers. What is kept about a reader is sealed under keys of her own, one for each class of data. Her session
//! unwraps them with a secret that only her browser holds; anybody else needs an entry that stands in the public ledger
//! (`Vault::open`), and there is no other way to an `Opened`.

mod deposits;
mod error;
mod file;
mod key;
mod keys;
mod opening;
mod remote;
mod safe;
mod texts;
mod vault;

pub use deposits::{Borrowed, Deposited, Errand};
pub use error::Error;
pub use key::Key;
pub use keys::{Class, Keys, Place, Unreadable};
pub use opening::{Lent, Opened, Refused, Shown};
pub use remote::{Address, Counter};
pub use safe::{Holder, Unlocked};
pub use texts::Texts;
pub use vault::Vault;
