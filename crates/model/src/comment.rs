//! What readers say below an article.

use std::fmt;

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentState {
    /// Waits for a moderator.
    Held,
    /// Everybody sees it.
    Shown,
    /// Taken down by a moderator, or back by who wrote it.
    Removed,
    /// Kept for a while for moderators alone.
    Spam,
}

impl CommentState {
    pub const ALL: [CommentState; 4] =
        [CommentState::Held, CommentState::Shown, CommentState::Removed, CommentState::Spam];

    pub fn word(self) -> &'static str {
        match self {
            CommentState::Held => "held",
            CommentState::Shown => "shown",
            CommentState::Removed => "removed",
            CommentState::Spam => "spam",
        }
    }

    pub fn from_word(word: &str) -> Option<CommentState> {
        CommentState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Why a comment was removed; who wrote it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemovalReason {
    /// Attacks a person.
    Insult,
    /// Attacks people for what they are.
    Hate,
    /// Not about the article.
    OffTopic,
    Advertising,
    /// Tells of somebody what is not for everybody.
    Privacy,
    /// Says what is known to be wrong.
    Falsehood,
    Unlawful,
    /// Only the moderator's own words say it.
    Other,
    /// By who wrote it.
    Withdrawn,
}

impl RemovalReason {
    /// Those that a moderator chooses from.
    pub const CHOICES: [RemovalReason; 8] = [
        RemovalReason::Insult,
        RemovalReason::Hate,
        RemovalReason::OffTopic,
        RemovalReason::Advertising,
        RemovalReason::Privacy,
        RemovalReason::Falsehood,
        RemovalReason::Unlawful,
        RemovalReason::Other,
    ];

    pub fn word(self) -> &'static str {
        match self {
            RemovalReason::Insult => "insult",
            RemovalReason::Hate => "hate",
            RemovalReason::OffTopic => "off-topic",
            RemovalReason::Advertising => "advertising",
            RemovalReason::Privacy => "privacy",
            RemovalReason::Falsehood => "falsehood",
            RemovalReason::Unlawful => "unlawful",
            RemovalReason::Other => "other",
            RemovalReason::Withdrawn => "withdrawn",
        }
    }

    pub fn from_word(word: &str) -> Option<RemovalReason> {
        let all = RemovalReason::CHOICES.into_iter().chain([RemovalReason::Withdrawn]);
        all.into_iter().find(|reason| reason.word() == word)
    }
}

/// Where somebody can be written to. It is never printed by accident: there is no `Display`, and `Debug` tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(String);

impl MailAddress {
    /// As long as mail can carry (RFC 5321, 4.5.3.1.3, without its brackets).
    pub const LONGEST: usize = 254;

    /// One name before the last `@`, a host after it, nothing that could end a line of a mail's head. Whether anybody
    /// lives there, only a mail can tell.
    pub fn new(text: &str) -> Option<MailAddress> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@')?;
        let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>()[],;:\\\"".contains(letter);
        let labels_fit = host.split('.').all(|label| !label.is_empty() && label.len() <= 63);
        let fits = text.len() <= MailAddress::LONGEST && !name.is_empty() && name.len() <= 64 && !name.contains('@');
        (fits && labels_fit && host.contains('.') && !text.contains(odd)).then(|| MailAddress(text.to_owned()))
    }

    /// For who sends mail and for who keeps it; nobody else has a use for it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(not told)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_mail_takes_it_and_never_printed() {
        for (text, fits) in [
            ("ann@news.example", true),
            ("  ann.o'neill+x@news.example ", true),
            ("änn@müller.example", true),
            ("ann@localhost", false),
            ("ann", false),
            ("@news.example", false),
            ("ann@news..example", false),
            ("a@b@news.example", false),
            ("ann@news.example\nBcc: all@news.example", false),
            ("<script>@news.example", false),
            ("", false),
        ] {
            let address = MailAddress::new(text);
            assert_eq!(address.is_some(), fits, "{text}");
            assert!(!format!("{address:?}").contains("news"));
        }
        assert_eq!(MailAddress::new(&format!("{}@news.example", "a".repeat(300))), None);
    }

    #[test]
    fn words_of_states_and_reasons_read_back() {
        for state in CommentState::ALL {
            assert_eq!(CommentState::from_word(state.word()), Some(state));
        }
        for reason in RemovalReason::CHOICES.into_iter().chain([RemovalReason::Withdrawn]) {
            assert_eq!(RemovalReason::from_word(reason.word()), Some(reason));
        }
    }
}
