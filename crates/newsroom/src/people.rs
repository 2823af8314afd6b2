//! Who may do what in the newsroom.

use model::{ReaderId, Role};

use crate::Refusal;

/// Somebody who works here, as of this request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    pub reader: ReaderId,
    pub name: String,
    pub role: Role,
}

/// What can be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Upload clips, publish them in channels of one's own, and take them back.
    Film,
    /// Begin manuscripts, write in one's own, hand them in, put pictures on the wall.
    Write,
    /// Write in what others began; publish, schedule, correct, pin.
    Edit,
    /// Decide about comments.
    Moderate,
    /// Withdraw what was published; sections, redirects, who works here.
    Direct,
}

impl Editor {
    pub fn may(&self, act: Act) -> bool {
        match act {
            Act::Film => self.role >= Role::Creator,
            Act::Write => self.role >= Role::Author,
            Act::Edit => self.role >= Role::Editor,
            Act::Moderate => self.role == Role::Moderator || self.role >= Role::Editor,
            Act::Direct => self.role == Role::Chief,
        }
    }

    pub fn needs(&self, act: Act) -> Result<(), Refusal> {
        if self.may(act) { Ok(()) } else { Err(Refusal::MayNot(act)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_it_is_there_for() {
        use Act::*;
        for (role, may) in [
            (Role::Moderator, vec![Moderate]),
            (Role::Creator, vec![Film]),
            (Role::Author, vec![Film, Write]),
            (Role::Editor, vec![Film, Write, Edit, Moderate]),
            (Role::Chief, vec![Film, Write, Edit, Moderate, Direct]),
        ] {
            let editor = Editor { reader: ReaderId(1), name: String::new(), role };
            for act in [Film, Write, Edit, Moderate, Direct] {
                assert_eq!(editor.needs(act).is_ok(), may.contains(&act), "{role:?} {act:?}");
            }
        }
    }
}
