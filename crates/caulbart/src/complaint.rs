//! What a person reads when a command could not do its work: what happened, each cause once, and what to do.

pub fn told(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if words.contains(&cause) {
            continue;
        }
        if !words.is_empty() {
            words.push_str(": ");
        }
        words.push_str(&cause);
    }
    if let Some(hint) = error.chain().find_map(hint) {
        let stop = if words.ends_with('.') { "" } else { "." };
        words = format!("{words}{stop} {hint}");
    }
    words
}

/// What to do about a store or an index; the sentences about sources say it themselves.
fn hint(cause: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let of_the_store = match (cause.downcast_ref(), cause.downcast_ref(), cause.downcast_ref()) {
        (Some(sources::Error::Store(store)), _, _) => Some(store),
        (_, Some(readers::Error::Store(store)), _) => Some(store),
        (_, _, store) => store,
    };
    if let Some(store) = of_the_store {
        return Some(store::Error::hint(store));
    }
    match cause.downcast_ref() {
        Some(readers::Error::Search(search)) => Some(search.hint()),
        _ => cause.downcast_ref().map(search::SearchError::hint),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::told;

    #[test]
    fn a_complaint_says_each_thing_once_and_what_to_do() {
        let full = || store::Error::Full;
        for (error, want) in [
            (anyhow!("No such file."), "No such file."),
            (Err::<(), _>(anyhow!("inner")).context("outer").unwrap_err(), "outer: inner"),
            (
                full().into(),
                "the disk is full: nothing more can be kept. Make room on the disk; Caulbart goes on by itself once there is some.",
            ),
            (
                stories::Error::from(full()).into(),
                "Items could not be placed into stories: the disk is full: nothing more can be kept. Make room on the disk; Caulbart goes on by itself once there is some.",
            ),
            (
                sources::Error::from(store::Error::Locked).into(),
                "the database is locked by another program. Close the other program that has the database open; Caulbart goes on by itself.",
            ),
        ] {
            assert_eq!(told(&error), want);
        }
    }
}
