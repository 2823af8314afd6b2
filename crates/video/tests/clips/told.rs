//! Stories that become clips of cards.

use video::{CardPicture, Cards};

use crate::stand::{complaints, entries, generate, limits, tools};

#[tokio::test]
async fn a_story_becomes_a_clip_of_cards() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let picture = |name: &str, arguments: &str| CardPicture {
        path: generate(folder.path(), name, &format!("{arguments} -frames:v 1")),
        credit: "Foto: Änne Größ/Agentur".to_owned(),
        focus: None,
    };
    let tiny = picture("tiny.png", "-f lavfi -i testsrc=s=64x48");
    let cards = Cards {
        edition: "Abendblatt".to_owned(),
        address: "abendblatt.example".to_owned(),
        language: "de".to_owned(),
        headline: "Rat beschließt Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung gegen alle Stimmen"
            .to_owned(),
        standfirst: "Nach neun Stunden einigten sich die Fraktionen auf einen Text, den niemand wollte.".to_owned(),
        quotes: vec!["Das ist <kein> guter Tag.".to_owned(), "Wir lesen es & handeln.".to_owned()],
        pictures: vec![
            picture("bright.jpg", "-f lavfi -i testsrc2=s=1600x900 -vf negate"),
            picture("upright.png", "-f lavfi -i mandelbrot=s=800x1200"),
            tiny,
        ],
        ..Cards::default()
    };
    let into = folder.path().join("made");
    let told = video::cards(&tools, &limits(), &cards, &into).await.unwrap();
    assert_eq!(told.left_out, 1);
    let streams = entries(&told.clip, "stream=codec_name,width,height,pix_fmt,r_frame_rate");
    assert_eq!(streams, ["h264,1080,1920,yuv420p,30/1", "aac,0/0"]);
    assert_eq!(complaints(&told.clip), "");
    let seconds: f64 = entries(&told.clip, "format=duration")[0].parse().unwrap();
    assert!((seconds - told.duration.as_secs_f64()).abs() < 0.1 && (15.0..45.0).contains(&seconds), "{seconds}");
    let captions = std::fs::read_to_string(&told.captions).unwrap();
    for words in [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung gegen",
        "den niemand wollte.",
        "„Das ist &lt;kein&gt; guter Tag.“",
        "Größ/Agentur",
        "abendblatt.example",
    ] {
        assert!(captions.contains(words), "{words} in {captions}");
    }
    assert_eq!(std::fs::read_dir(&into).unwrap().count(), 2);
    let probed = video::probe(&tools, &limits(), &told.clip).await.unwrap();
    assert_eq!((probed.width, probed.height), (1080, 1920));
}

#[tokio::test]
async fn letters_that_no_font_has_are_said_to_be_missing() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let cards = Cards {
        headline: "Совет уступает".to_owned(), edition: "Abendblatt".to_owned(), ..Cards::default()
    };
    let told = video::cards(&tools, &limits(), &cards, folder.path()).await;
    assert_eq!(told.unwrap_err().word(), "letters");
}

#[tokio::test]
async fn no_clip_of_cards_is_longer_than_45_seconds() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let quotes = vec!["Wort für Wort, und noch eines dazu. ".repeat(4); 30];
    let cards = Cards {
        headline: "Viel".to_owned(),
        edition: "E".to_owned(),
        address: "e.example".to_owned(),
        quotes,
        ..Cards::default()
    };
    let told = video::cards(&tools, &limits(), &cards, folder.path()).await.unwrap();
    assert!(told.duration.as_secs_f64() <= 45.0 && told.left_out >= 15, "{told:?}");
}
