//! Pictures come through the edition, small and checked.

use model::Time;
use sources::Pictures;
use store::PictureState;

use crate::edition::{LIMITS, Town};
use crate::server::{Reply, Server};

fn photograph(width: u16, height: u16) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels: Vec<u8> =
        (0..u32::from(width) * u32::from(height)).flat_map(|n| [(n % 251) as u8, (n / 7 % 241) as u8, 90]).collect();
    jpeg_encoder::Encoder::new(&mut file, 80).encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_fetched_once_and_served_small() {
    let file = photograph(800, 500);
    let server = Server::start(move |_| Reply::new(200, file.clone()).with("content-type", "image/jpeg")).await;
    let town = Town::asking(&server).await;
    let pictures =
        Pictures::open(town.store.clone(), town.poller.fetcher().clone(), &town.folder.join("pictures"), LIMITS);
    let url = server.url("/photo.jpg");
    let now = Time::now();
    let both = tokio::join!(pictures.serve(&url, 320, now), pictures.serve(&url, 640, now));
    for (served, width) in
        [(both.0.unwrap(), 320), (both.1.unwrap(), 640), (pictures.serve(&url, 1280, now).await.unwrap(), 800)]
    {
        let seen = pictures::inspect(&served.bytes).unwrap();
        assert_eq!((served.media_type, seen.width), ("image/webp", width));
    }
    assert_eq!(server.asked().len(), 1);
    let row = town.store.picture(&url).await.unwrap().unwrap();
    assert_eq!((row.state, row.width, row.height, row.thumbhash.is_empty()), (PictureState::Ready, 800, 500, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused_and_not_asked_for_again_at_once() {
    let server = Server::start(|request| match request.path.as_str() {
        "/page" => Reply::new(200, "<svg onload=alert(1)>").with("content-type", "image/svg+xml"),
        _ => Reply::new(404, "no"),
    })
    .await;
    let town = Town::asking(&server).await;
    let pictures =
        Pictures::open(town.store.clone(), town.poller.fetcher().clone(), &town.folder.join("pictures"), LIMITS);
    for (url, words) in [
        (server.url("/page"), "cannot be shown: this is not a JPEG, PNG, WebP or GIF picture"),
        (server.url("/missing"), "answers 404"),
        ("http://169.254.169.254/x.jpg".to_owned(), "which belongs to the local link"),
        ("demo:x.jpg".to_owned(), "begins with demo: is never asked"),
    ] {
        for _ in 0..3 {
            let error = pictures.serve(&url, 320, Time::now()).await.unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
    }
    assert_eq!(server.asked().len(), 2);
}
