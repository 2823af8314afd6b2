//! The frame that stands for the clip.

use std::path::Path;

use crate::work::{Work, input, named};
use crate::{Refusal, Size};

/// Pixels of its longer edge.
const LONG_EDGE: u32 = 1280;

/// Of the poster of a clip with frames of this size.
pub(crate) fn size(of: Size) -> Size {
    if of.long_edge() <= LONG_EDGE {
        return of;
    }
    of.with_short_edge((of.short_edge() * LONG_EDGE / of.long_edge()).max(1))
}

/// Takes the frame at `seconds` out of a rendition; JPEG.
pub(crate) async fn take(
    work: &Work<'_>,
    rendition: &Path,
    seconds: f64,
    size: Size,
    into: &Path,
) -> Result<(), Refusal> {
    for seconds in [seconds, 0.0] {
        let mut order = work.ffmpeg("error");
        order.file = 64 << 20;
        order.arguments(["-ss".to_owned(), format!("{seconds:.3}")]);
        input(&mut order, rendition);
        let Size { width, height } = size;
        // JPEG's colours are those of BT.601, over the full range (JFIF 1.02).
        let scale = format!("scale={width}:{height}:flags=lanczos:out_color_matrix=bt601:out_range=pc,format=yuvj420p");
        order.arguments(["-map", "0:v:0", "-frames:v", "1", "-vf", &scale, "-q:v", "3", "-f", "mjpeg"]);
        order.arguments([named(into)]);
        work.run(&order, |_| {}).await?;
        if std::fs::metadata(into).is_ok_and(|file| file.len() > 0) {
            return Ok(());
        }
    }
    Err(Refusal::Broken { said: "no frame of it could be taken".to_owned() })
}
