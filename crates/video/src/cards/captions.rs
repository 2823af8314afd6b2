//! The words on the cards as WebVTT, for those who listen.

use std::fmt::Write;

use super::film::{Card, begins};

pub(super) fn vtt(cards: &[Card]) -> String {
    let mut text = "WEBVTT\n".to_owned();
    for (place, card) in cards.iter().enumerate().filter(|(_, card)| !card.words.is_empty()) {
        let from = begins(cards, place);
        // One ends when the next begins to come.
        let to = if place + 1 < cards.len() { begins(cards, place + 1) } else { from + card.seconds };
        let words = card.words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let _ = write!(text, "\n{} --> {}\n{words}\n", clock(from), clock(to));
    }
    text
}

fn clock(seconds: f64) -> String {
    let ms = (seconds * 1000.0).round() as u64;
    format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::super::film::{Card, Shown};
    use super::vtt;

    #[test]
    fn captions_come_and_go_with_their_cards() {
        let card = |words: &str| Card { shown: Shown::Page("x".into()), seconds: 3.5, words: words.to_owned() };
        let text = vtt(&[card("Rat & Tat\n<gibt> nach"), card(""), card("Ende")]);
        assert_eq!(
            text,
            "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nRat &amp; Tat\n&lt;gibt&gt; nach\n\n00:00:06.000 --> 00:00:09.500\nEnde\n"
        );
    }
}
