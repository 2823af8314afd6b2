//! How does she want her pages? One rule for all of it: a wish is kept with its reader; of a visitor of whom nothing is
//! kept, it stays in her browser. When she becomes somebody, her wishes come along.

use crate::{
    safety,
    view::{Contrast, Look, Order, TextSize},
    words::Tongue,
};
use axum::http::HeaderMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// With which the front page opens.
    pub order: Order,
    pub look: Look,
    pub contrast: Contrast,
    pub text: TextSize,
    /// `None` for as her browser says.
    pub tongue: Option<Tongue>,
    /// The page ends after so many slots; 0 for as many as there are.
    pub slots: u8,
    /// And after so many minutes; 0 for never.
    pub minutes: u8,
    /// The one question of a first visit was answered or put aside.
    pub asked: bool,
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes {
            order: Order::ForYou,
            look: Look::Device,
            contrast: Contrast::Device,
            text: TextSize::Usual,
            tongue: None,
            slots: 0,
            minutes: 0,
            asked: false,
        }
    }
}

/// As they are kept, as forms call them, and as cookies are named.
pub const NAMES: [&str; 8] = ["order", "look", "contrast", "text", "tongue", "slots", "minutes", "asked"];
/// Where a page may end.
pub const SLOTS: [u8; 4] = [0, 10, 15, 20];
pub const MINUTES: [u8; 5] = [0, 10, 20, 30, 60];

impl Wishes {
    pub fn from_kept(kept: &[(String, String)]) -> Wishes {
        let mut wishes = Wishes::default();
        for (name, value) in kept {
            // One that only another version knows is as if it was never made.
            wishes.set(name, value);
        }
        wishes
    }

    pub fn from_cookies(headers: &HeaderMap) -> Wishes {
        let mut wishes = Wishes::default();
        for name in NAMES {
            if let Some(value) = safety::cookie(headers, name) {
                wishes.set(name, value);
            }
        }
        wishes
    }

    /// False where there is no such wish, or no such value for it.
    #[must_use = "a wish that makes no sense changes nothing"]
    pub fn wish(&mut self, name: &str, value: &str) -> bool {
        self.set(name, value).is_some()
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "order" => self.order = Order::from_word(value)?,
            "look" => self.look = Look::from_word(value)?,
            "contrast" => self.contrast = Contrast::from_word(value)?,
            "text" => self.text = TextSize::from_word(value)?,
            "tongue" => self.tongue = if value == "device" { None } else { Some(Tongue::from_tag(value)?) },
            "slots" => self.slots = value.parse().ok().filter(|slots| SLOTS.contains(slots))?,
            "minutes" => self.minutes = value.parse().ok().filter(|minutes| MINUTES.contains(minutes))?,
            "asked" => self.asked = value == "yes",
            _ => return None,
        }
        Some(())
    }

    /// As a form sends it and a cookie holds it: letters, digits and hyphens. Empty where there is no such wish.
    pub fn word(&self, name: &str) -> String {
        match name {
            "order" => self.order.word().to_owned(),
            "look" => self.look.word().to_owned(),
            "contrast" => self.contrast.word().to_owned(),
            "text" => self.text.word().to_owned(),
            "tongue" => self.tongue.map_or("device", Tongue::tag).to_owned(),
            "slots" => self.slots.to_string(),
            "minutes" => self.minutes.to_string(),
            "asked" => if self.asked { "yes" } else { "no" }.to_owned(),
            _ => String::new(),
        }
    }

    /// Those that are not as everybody has them.
    pub fn made(&self) -> Vec<(&'static str, String)> {
        let usual = Wishes::default();
        NAMES.into_iter().map(|name| (name, self.word(name))).filter(|(name, word)| *word != usual.word(name)).collect()
    }

    /// Is her front page, but for order, colours and language, as most visitors have it?
    pub fn are_common(&self) -> bool {
        let Wishes { contrast, text, slots, minutes, .. } = *self;
        let usual = Wishes::default();
        (contrast, text, slots, minutes) == (usual.contrast, usual.text, usual.slots, usual.minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, header};

    #[test]
    fn a_wish_is_kept_and_read_again_and_nonsense_is_none() {
        for (name, value, known) in [
            ("order", "newest", true),
            ("order", "cheapest", false),
            ("look", "dark", true),
            ("contrast", "more", true),
            ("contrast", "", false),
            ("text", "large", true),
            ("text", "9999px", false),
            ("tongue", "de", true),
            ("tongue", "device", true),
            ("tongue", "tlh", false),
            ("slots", "10", true),
            ("slots", "11", false),
            ("slots", "-1", false),
            ("minutes", "30", true),
            ("minutes", "99999999999999999999", false),
            ("asked", "yes", true),
            ("colour", "red", false),
            ("", "", false),
        ] {
            let mut wishes = Wishes::default();
            assert_eq!(wishes.wish(name, value), known, "{name}={value}");
            let kept: Vec<(String, String)> =
                wishes.made().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            assert_eq!(Wishes::from_kept(&kept), wishes, "{name}={value}");
            if known {
                assert_eq!(wishes.word(name), value);
            } else {
                assert_eq!(wishes, Wishes::default(), "{name}={value}");
            }
        }
    }

    #[test]
    fn a_visitor_s_wishes_stand_in_her_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("order=newest; look=pink; slots=20; other=1"));
        let wishes = Wishes::from_cookies(&headers);
        assert_eq!((wishes.order, wishes.look, wishes.slots), (Order::Newest, Look::Device, 20));
        assert!(!wishes.are_common());
        assert_eq!(wishes.made(), [("order", "newest".to_owned()), ("slots", "20".to_owned())]);
    }
}
