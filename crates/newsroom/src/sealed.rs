//! What the newsroom has to read while the person is not here: where an answer is mailed to, and who works here.

use model::MailAddress;
use store::{SealedAddress, Store};
use vault::{Key, Texts};

use crate::Error;

/// Addresses that are sealed at once.
const AT_ONCE: u32 = 500;

#[derive(Clone)]
pub(crate) struct Sealed {
    pub addresses: Texts,
    pub staff: Texts,
    pub unlisted: Texts,
}

impl Sealed {
    pub fn new(key: &Key) -> Sealed {
        Sealed {
            addresses: Texts::new(key, "address"),
            staff: Texts::new(key, "staff"),
            unlisted: Texts::new(key, "unlisted"),
        }
    }

    pub fn address(&self, address: &MailAddress) -> Result<SealedAddress, Error> {
        let text = address.as_str();
        Ok(SealedAddress { mark: self.addresses.mark(text), sealed: self.addresses.seal(text)? })
    }

    pub fn opened(&self, sealed: &[u8]) -> Option<MailAddress> {
        MailAddress::new(&self.addresses.open(sealed)?)
    }

    /// What an earlier release kept in the clear.
    pub async fn seal_open_addresses(&self, store: &Store) -> Result<(), Error> {
        loop {
            let open = store.open_addresses(AT_ONCE).await?;
            if open.is_empty() {
                return Ok(());
            }
            for (comment, text) in open {
                let sealed = SealedAddress { mark: self.addresses.mark(&text), sealed: self.addresses.seal(&text)? };
                store.seal_address(comment, sealed).await?;
            }
        }
    }
}
