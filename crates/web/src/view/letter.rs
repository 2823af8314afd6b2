//! What the page about letters shows.

use model::Time;

pub struct LetterView {
    /// False without a mail server: then nothing is offered.
    pub sends: bool,
    pub kept: Option<LetterKept>,
    pub typed: LetterTyped,
    pub fault: Option<&'static str>,
    /// What was done just now.
    pub notice: Option<&'static str>,
    /// Name of the clock that counts; empty where it has none.
    pub zone: String,
}

pub struct LetterKept {
    pub to: String,
    pub due: Time,
    pub is_confirmed: bool,
    /// `None` where the vault lends nothing for it any more.
    pub deposited: Option<DepositView>,
}

/// Keys that she deposited for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepositView {
    pub since: Time,
    pub uses: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterTyped {
    pub email: String,
    /// 0 for each day, else from Monday (1) to Sunday (7).
    pub weekday: u8,
    pub hour: u8,
}

/// Behind a link in a mail.
pub struct LetterLinkView {
    pub link: crate::LetterLink,
    /// Where the button leads; empty when it is done.
    pub path: String,
}
