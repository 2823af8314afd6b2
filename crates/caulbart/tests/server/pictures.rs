//! Pictures come through the edition, and nothing else does.

use crate::stand::{Folder, Server, Web, caulbart, complained};

/// Six pixels by four, as a PNG.
pub fn picture() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], bytes: &[u8]| {
        let body = [kind, bytes].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&body);
        png.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
        png.extend(body);
        png.extend(sum.sum().to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 6, 0, 0, 0, 4, 8, 2, 0, 0, 0]);
    let mut pressed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut pressed, &[0, 9, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4].repeat(4))
        .unwrap();
    chunk(b"IDAT", &pressed.finish().unwrap());
    chunk(b"IEND", &[]);
    png
}

fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut coded = String::new();
    for three in text.as_bytes().chunks(3) {
        let number = three.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        coded.extend((0..=three.len()).map(|place| char::from(SIGNS[number >> (18 - 6 * place) & 63])));
    }
    coded
}

fn with_pictures(addresses: &[String]) -> String {
    let items: String = addresses
        .iter()
        .enumerate()
        .map(|(n, address)| format!("<item><guid>{n}</guid><title>Picture number {n} of the quay</title><media:content url=\"{address}\" medium=\"image\" width=\"600\" height=\"400\"/></item>"))
        .collect();
    format!(
        "<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Quay</title>{items}</channel></rss>"
    )
}

/// The signed path of the picture at this address, wherever a page of the edition shows it.
fn signed(server: &Server, address: &str) -> Option<String> {
    let wanted = base64(address);
    let pages = server.pages_from(&["/"], 20);
    pages.iter().find_map(|(_, page)| {
        let mut paths = page.body.split("src=\"/picture/").skip(1).filter_map(|rest| rest.split('"').next());
        paths.find(|path| path.ends_with(&wanted)).map(|path| format!("/picture/{path}"))
    })
}

#[test]
fn the_picture_proxy_fetches_only_what_the_edition_shows() {
    let (folder, web, inside) = (Folder::new(), Web::new(), Web::new());
    web.put_bytes("/good.png", "image/png", &picture());
    web.put_bytes("/drawn.svg", "image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"steal()\"/>");
    web.put_bytes("/page.png", "image/png", b"<html><script>steal()</script></html>");
    inside.put_bytes("/secret.png", "image/png", &picture());
    let [good, drawn, page, secret] =
        [web.url("/good.png"), web.url("/drawn.svg"), web.url("/page.png"), inside.url("/secret.png")];
    web.put_feed("/feed", &with_pictures(&[good.clone(), drawn.clone(), page.clone(), secret.clone()]));
    let allow = web.host();
    let output = caulbart(&folder, &["feed", "add", &web.url("/feed"), "--allow-private", &allow]);
    assert!(output.status.success(), "{}", complained(&output));
    let server = Server::start(&folder, &["--no-demo", "--allow-private", &allow]);
    server.wait_for("/", |page| page.body.contains("/picture/"));

    let path = signed(&server, &good).expect("the edition shows this picture");
    let answer = server.get(&path);
    assert_eq!(answer.status, 200, "{path}");
    assert!(answer.header("content-type").unwrap().starts_with("image/") && !answer.bytes.is_empty());
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert!(signed(&server, &secret).is_some(), "the edition shows what its feeds say");
    for address in [&drawn, &page, &secret] {
        let Some(path) = signed(&server, address) else { continue };
        let answer = server.get(&path);
        let media = answer.header("content-type").unwrap_or("");
        assert!(
            answer.status == 404
                || (answer.status == 200 && matches!(media, "image/png" | "image/jpeg" | "image/webp")),
            "{address}: {media}"
        );
        assert!(!answer.body.contains("steal()"), "{address}");
    }
    assert_eq!(inside.asked(), Vec::<String>::new(), "a feed's picture fetched from inside");

    let parts: Vec<&str> = path.split('/').collect();
    let (width, signature, wrapped) = (parts[2], parts[3], parts[4]);
    let turned: String = signature.chars().rev().collect();
    let other = base64(&web.url("/never.png"));
    for (width, signature, wrapped) in [
        (width, signature, other.as_str()),
        (width, turned.as_str(), wrapped),
        (width, "", wrapped),
        (width, &signature[..8], wrapped),
        (width, "AAAAAAAAAAAAAAAA", other.as_str()),
        ("641", signature, wrapped),
        ("99999999999", signature, wrapped),
        ("-1", signature, wrapped),
        (width, signature, &wrapped[..wrapped.len() - 4]),
        (width, signature, "%2e%2e%2fstore.sqlite"),
    ] {
        let path = format!("/picture/{width}/{signature}/{wrapped}");
        assert_eq!(server.get(&path).status, 404, "{path}");
    }
    assert!(!web.asked().contains(&"/never.png".to_owned()), "an open relay");
}
