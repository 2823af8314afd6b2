//! How has she tuned her timeline? Seven digits, one for each group of signals.

use model::ReaderId;
use timeline::{Group, Sliders};

use crate::{Error, Readers};

/// As it is kept: `2222222` for one that nobody touched.
pub fn sliders_as_text(sliders: Sliders) -> String {
    sliders.0.iter().map(|step| char::from(b'0' + step.min(&Sliders::MOST))).collect()
}

/// `None` for anything but one digit from 0 to 4 for each group.
pub fn sliders_from_text(text: &str) -> Option<Sliders> {
    let steps: Vec<u8> = text.bytes().map(|byte| byte.wrapping_sub(b'0')).collect();
    let steps: [u8; Group::ALL.len()] = steps.try_into().ok()?;
    steps.iter().all(|step| *step <= Sliders::MOST).then_some(Sliders(steps))
}

impl Readers {
    /// Usual for a reader who has not touched them.
    pub async fn sliders(&self, reader: ReaderId) -> Result<Sliders, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.sliders)
    }

    /// From her next timeline on, and after a restart.
    pub async fn set_sliders(&self, reader: ReaderId, sliders: Sliders) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        self.kept().set_sliders(reader, &sliders_as_text(sliders)).await?;
        known.sliders = sliders;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_digit_from_none_to_much_for_each_group_is_understood() {
        for (text, want) in [
            ("2222222", Some(Sliders::default())),
            ("0123443", Some(Sliders([0, 1, 2, 3, 4, 4, 3]))),
            ("222222", None),
            ("22222222", None),
            ("2222225", None),
            ("222222x", None),
            ("", None),
            ("٢٢٢٢٢٢٢", None),
        ] {
            assert_eq!(sliders_from_text(text), want, "{text}");
        }
        assert_eq!(sliders_as_text(Sliders([0, 1, 2, 3, 4, 9, 3])), "0123443");
    }
}
