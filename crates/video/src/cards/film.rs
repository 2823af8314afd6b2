//! Cards one after the other, each going over into the next, pictures coming slowly nearer.

use std::path::{Path, PathBuf};

use super::FADE;
use crate::work::{Work, named};
use crate::{Refusal, Size};

const RATE: u32 = 30;
/// How much nearer a picture has come at its end.
const NEARER: f64 = 0.08;

pub(super) struct Card {
    pub shown: Shown,
    pub seconds: f64,
    pub words: String,
}

pub(super) enum Shown {
    Page(PathBuf),
    /// The picture, and what lies over it.
    Picture(PathBuf, PathBuf),
}

impl Card {
    pub fn files(&self) -> Vec<&PathBuf> {
        match &self.shown {
            Shown::Page(path) => vec![path],
            Shown::Picture(path, over) => vec![path, over],
        }
    }
}

/// When a card begins to come, in seconds.
pub(super) fn begins(cards: &[Card], place: usize) -> f64 {
    cards.iter().take(place).map(|card| card.seconds - FADE).sum()
}

/// Of them all, in seconds.
pub(super) fn length(cards: &[Card]) -> f64 {
    begins(cards, cards.len()) + FADE
}

pub(super) async fn film(work: &Work<'_>, cards: &[Card], clip: &Path) -> Result<(), Refusal> {
    let mut order = work.ffmpeg("error");
    order.file = 256 << 20;
    for path in cards.iter().flat_map(Card::files) {
        order.arguments(["-protocol_whitelist", "file", "-f", "png_pipe", "-i"]).arguments([named(path)]);
    }
    let sound = cards.iter().map(|card| card.files().len()).sum::<usize>();
    order.arguments(["-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono"]);
    let size = Size { width: pictures::SLIDE.0, height: pictures::SLIDE.1 };
    order.arguments(["-filter_complex", &graph(cards, size), "-map", "[film]", "-map", &format!("{sound}:a")]);
    order.arguments(["-t".to_owned(), format!("{:.3}", length(cards))]);
    order.arguments(["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-g", "60"]);
    order.arguments(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]);
    order.arguments(["-c:a", "aac", "-b:a", "32k", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"]);
    let unfinished = clip.with_extension("new");
    order.arguments([named(&unfinished)]);
    work.run(&order, |_| {}).await?;
    std::fs::rename(&unfinished, clip).map_err(|error| Refusal::file(&error))
}

fn graph(cards: &[Card], size: Size) -> String {
    let Size { width, height } = size;
    let yuv = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1";
    let (mut graph, mut input) = (String::new(), 0);
    for (place, card) in cards.iter().enumerate() {
        let frames = (card.seconds * f64::from(RATE)).round() as u32;
        // A still is decoded once and then shown as often as there are frames.
        let still = format!("loop=loop={frames}:size=1,fps={RATE},setpts=N/{RATE}/TB,trim=end_frame={frames}");
        let part = match &card.shown {
            Shown::Page(_) => format!("[{input}:v]{yuv},{still}"),
            Shown::Picture(..) => format!(
                "[{input}:v]zoompan=z='1+{NEARER}*on/{frames}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)*0.4':d={frames}:\
                 s={width}x{height}:fps={RATE},{yuv}[p{place}];[{}:v]format=rgba,{still}[o{place}];\
                 [p{place}][o{place}]overlay=format=yuv420:shortest=1,format=yuv420p",
                input + 1
            ),
        };
        graph.push_str(&format!("{part},settb=1/{RATE}[c{place}];"));
        input += card.files().len();
    }
    let mut last = "c0".to_owned();
    for place in 1..cards.len() {
        let at = begins(cards, place);
        graph.push_str(&format!("[{last}][c{place}]xfade=transition=fade:duration={FADE}:offset={at:.3}[x{place}];"));
        last = format!("x{place}");
    }
    graph.push_str(&format!("[{last}]fps={RATE},format=yuv420p[film]"));
    graph
}
