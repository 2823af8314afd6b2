//! Pictures from wherever they lie: the bundle, the newsroom, or somebody else's server.

use model::Time;
use newsroom::{Newsroom, writing};
use sources::{Error, PictureFile, Pictures};

use super::demo;

/// In about this width.
pub async fn serve(
    pictures: &Pictures,
    newsroom: &Newsroom,
    url: &str,
    width: u32,
    now: Time,
) -> Result<PictureFile, Error> {
    if let Some(name) = url.strip_prefix(demo::PICTURES) {
        return pictures.serve_bundled(url, width, async || demo::bundled(name), now).await;
    }
    if url.starts_with(writing::ADDRESS) {
        return pictures.serve_bundled(url, width, async || newsroom.bytes_at(url).await, now).await;
    }
    pictures.serve(url, width, now).await
}
