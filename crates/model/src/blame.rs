//! Whose fault an error is, which says what becomes of it.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// Somebody asked for what cannot be: shown to her.
    Reader,
    /// The world outside did not answer as it should: tried again.
    Outside,
    /// A fault of this program or of the machine it runs on: logged.
    Ours,
}
