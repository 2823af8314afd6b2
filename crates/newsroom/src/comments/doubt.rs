//! Why a comment does not go through by itself. Kept as codes, one a line; the words stand in the catalogue.

/// One reason to have a moderator look first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nobody knows her.
    Guest,
    /// Written faster than anybody writes.
    Fast,
    /// The form stood open for more than a day.
    Old,
    /// The form was not made here, or for another article.
    Forged,
    /// A field was filled in that people do not see.
    Trap,
    /// More links than usual.
    Links(u32),
    /// Somebody said exactly this before.
    Twice,
    /// The filter: how sure it is, in hundredths, and by which words.
    Filter(u32, Vec<String>),
}

impl Doubt {
    fn code(&self) -> String {
        match self {
            Doubt::Guest => "guest".to_owned(),
            Doubt::Fast => "fast".to_owned(),
            Doubt::Old => "old".to_owned(),
            Doubt::Forged => "forged".to_owned(),
            Doubt::Trap => "trap".to_owned(),
            Doubt::Links(many) => format!("links {many}"),
            Doubt::Twice => "twice".to_owned(),
            Doubt::Filter(sure, words) => format!("filter {sure} {}", words.join(" | ")),
        }
    }

    fn read(line: &str) -> Option<Doubt> {
        let (code, rest) = line.split_once(' ').unwrap_or((line, ""));
        Some(match code {
            "guest" => Doubt::Guest,
            "fast" => Doubt::Fast,
            "old" => Doubt::Old,
            "forged" => Doubt::Forged,
            "trap" => Doubt::Trap,
            "links" => Doubt::Links(rest.parse().ok()?),
            "twice" => Doubt::Twice,
            "filter" => {
                let (sure, words) = rest.split_once(' ').unwrap_or((rest, ""));
                let words = words.split(" | ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
                Doubt::Filter(sure.parse().ok()?, words)
            }
            _ => return None,
        })
    }

    /// As they are kept.
    pub fn codes(doubts: &[Doubt]) -> String {
        doubts.iter().map(Doubt::code).collect::<Vec<_>>().join("\n")
    }

    /// Codes that only a newer version knows are left out.
    pub fn from_codes(kept: &str) -> Vec<Doubt> {
        kept.lines().filter_map(Doubt::read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Doubt;

    #[test]
    fn doubts_read_back_and_strange_ones_are_left_out() {
        let doubts = vec![
            Doubt::Guest,
            Doubt::Fast,
            Doubt::Old,
            Doubt::Forged,
            Doubt::Trap,
            Doubt::Links(3),
            Doubt::Twice,
            Doubt::Filter(97, vec!["casino".into(), "buy now".into()]),
            Doubt::Filter(60, vec![]),
        ];
        assert_eq!(Doubt::from_codes(&Doubt::codes(&doubts)), doubts);
        assert_eq!(Doubt::from_codes("dance\nlinks many\nguest"), [Doubt::Guest]);
        assert_eq!(Doubt::from_codes(""), []);
    }
}
