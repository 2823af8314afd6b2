//! `/sliders`: how much each group of signals counts for a reader; and the same in the address of a front page that
//! only tries it out.

use crate::{Wrong, arrival::Arrival, reply::lead_to};
use axum::{Form, response::Response};
use timeline::{Group, Sliders};

pub type Pairs = Vec<(String, String)>;

pub async fn sliders(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    if pairs.iter().any(|(name, _)| name == "usual") {
        // Nobody is met only because she wants what everybody has.
        if let Some(reader) = arrival.reader().await? {
            arrival.site.readers.set_sliders(reader, Sliders::default()).await?;
        }
        return Ok(lead_to("/", None));
    }
    let sliders = read(&pairs)?.ok_or_else(|| Wrong::Unreadable("it sets no slider".into()))?;
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.set_sliders(reader, sliders).await?;
    Ok(lead_to("/", cookie))
}

/// `None` where no slider is named; one that is not named beside others stands as usual.
pub fn read(pairs: &[(String, String)]) -> Result<Option<Sliders>, Wrong> {
    let mut sliders = None;
    for (place, group) in Group::ALL.into_iter().enumerate() {
        let Some((name, typed)) = pairs.iter().find(|(name, _)| name == group.word()) else { continue };
        let step = typed.parse().ok().filter(|step| *step <= Sliders::MOST).ok_or_else(|| {
            let typed: String = typed.chars().take(20).collect();
            Wrong::Unreadable(format!(
                "the slider “{name}” goes from 0 (none) to {} (much), not to “{typed}”",
                Sliders::MOST
            ))
        })?;
        sliders.get_or_insert_with(Sliders::default).0[place] = step;
    }
    Ok(sliders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_goes_from_none_to_much_and_nowhere_else() {
        let read = |text: &str| {
            let pairs: Pairs = text
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, typed)| (name.to_owned(), typed.to_owned()))
                .collect();
            read(&pairs).map(|sliders| sliders.map(|sliders| sliders.0))
        };
        assert_eq!(read("order=newest"), Ok(None));
        assert_eq!(read("habit=4"), Ok(Some([2, 2, 2, 2, 2, 2, 4])));
        assert_eq!(read("interest=0&source=3&interest=9"), Ok(Some([0, 2, 2, 3, 2, 2, 2])));
        for wrong in ["interest=5", "interest=-1", "interest=", "interest=2.5", "interest=NaN", "interest=300"] {
            assert!(matches!(read(wrong), Err(Wrong::Unreadable(says)) if says.contains("from 0")), "{wrong}");
        }
    }
}
