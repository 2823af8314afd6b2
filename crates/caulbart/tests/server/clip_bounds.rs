//! Where uploads end: so many a day, so much room for each owner, the disk, and the edition.

use std::process::{Command, Stdio};

use crate::clips::{BYTES, addresses, creator, filmed, sha256};
use crate::full_disk::on_a_small_disk;
use crate::newsroom::Person;
use crate::stand::{BINARY, Folder, Server};

#[test]
fn an_owner_begins_a_hundred_uploads_a_day_and_others_are_not_kept_waiting_by_her() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let (otto, his) = creator(&folder, &server, "Otto Berg", "Mountains", &[]);
    let begun = (0..200).position(|_| ines.announces(&server, &channel, "a.mp4", 10).status != 201);
    assert_eq!(begun, Some(100));
    let refused = ines.announces(&server, &channel, "a.mp4", 10);
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("100 uploads") && refused.body.contains("tomorrow"), "{}", refused.body);
    assert_eq!(otto.announces(&server, &his, "a.mp4", 10).status, 201);
}

#[test]
fn clips_of_an_owner_take_no_more_room_than_she_has_announced_ones_too() {
    const PART: usize = 600 << 20;
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo", "--clip-space", "1"]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let first = ines.announces(&server, &channel, "a.mp4", PART);
    assert_eq!(first.status, 201);
    let refused = ines.announces(&server, &channel, "b.mp4", PART);
    assert_eq!(refused.status, 507);
    assert!(refused.body.contains("more than 1 GB") && refused.body.contains("Throw some away"), "{}", refused.body);
    let at = first.header("location").unwrap();
    assert_eq!(ines.tus(&server, "DELETE", at, &[], b"").status, 204);
    assert_eq!(ines.announces(&server, &channel, "b.mp4", PART).status, 201, "with room again, it goes");
}

#[test]
fn an_upload_that_fills_the_disk_keeps_what_came_and_goes_on_once_there_is_room() {
    let folder = Folder::new();
    let Some(mut command) = on_a_small_disk(&folder, "shift; exec \"$@\"") else { return };
    let command = command.args(["", BINARY]).env("CAULBART_LOG", "error").stdin(Stdio::piped());
    let mut server = Server::start_by(command, &folder, &["--offline", "--no-demo"]);
    let ines = Person::signs_up(&server, "Ines Holm");
    // The disk is there for the server alone, and for whoever enters where it is.
    let made = Command::new("nsenter")
        .args(["--user", "--mount", "--preserve-credentials", "--target", &server.id().to_string(), BINARY])
        .args(["editor", "add", "Ines Holm", "creator", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", crate::stand::complained(&made));
    assert_eq!(ines.post(&server, "/studio", &[("title", "Boats of Holm"), ("about", "Boats.")]).status, 303);
    let page = ines.get(&server, "/studio").body;
    let channel = page.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let bytes: Vec<u8> = (0..7_000_000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let at = ines.announces(&server, &channel, "a.mp4", bytes.len()).header("location").unwrap().to_owned();
    let sent = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", "0")], &bytes);
    assert_eq!(sent.status, 507, "{}", sent.body);
    assert!(
        sent.body.contains("disk of this server is full") && sent.body.contains("What came is kept"),
        "{}",
        sent.body
    );
    let here = |server: &Server| -> usize {
        ines.tus(server, "HEAD", &at, &[], b"").header("upload-offset").unwrap().parse().unwrap()
    };
    let kept = here(&server);
    assert!(kept > 500_000 && kept < bytes.len(), "{kept}");
    assert_eq!(server.get("/healthz").status, 200, "the server stays up");
    let full = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", &kept.to_string())], &bytes[kept..]);
    assert_eq!(full.status, 507, "it is still full: {}", full.body);

    server.write_line();
    let since = std::time::Instant::now();
    loop {
        let kept = here(&server);
        let sent = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", &kept.to_string())], &bytes[kept..]);
        if sent.status == 204 {
            break;
        }
        assert!(since.elapsed().as_secs() < 30, "with room again, it goes on: {}", sent.body);
    }
    let clip = at.rsplit('/').next().unwrap();
    ines.waits(&server, clip, &["waiting", "working", "failed"]);
    let kept = Command::new("nsenter")
        .args(["--user", "--mount", "--preserve-credentials", "--target", &server.id().to_string(), "cat"])
        .arg(folder.path().join(format!("main/clips/{}/{}", &sha256(&bytes)[..2], sha256(&bytes))))
        .output()
        .unwrap();
    assert!(kept.stdout == bytes, "every byte is there, in its place");
}

#[test]
fn a_file_of_one_edition_is_not_to_be_had_at_the_address_of_another() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 1, &[]) else { return };
    let serve = |edition: &str| Server::start(&folder, &["--offline", "--no-demo", "--edition", edition]);
    let (harbour, meadow) = (serve("harbour"), serve("meadow"));
    let everywhere = ["--edition", "harbour"];
    let (ines, channel) = creator(&folder, &harbour, "Ines Holm", "Boats of Holm", &everywhere);
    let clip = ines.uploads(&harbour, &channel, "a.mp4", &bytes);
    ines.waits(&harbour, &clip, &["ready"]);
    let item = ines.publishes_clip(&harbour, &clip, "The last ferry leaves Holm");
    harbour.wait_for(&format!("/article/{item}"), |answer| answer.status == 200);
    let owned = ines.get(&harbour, &format!("/studio/{clip}")).body;
    let films = [addresses(&owned, ".mp4"), addresses(&owned, ".jpg"), addresses(&owned, ".m3u8")].concat();
    assert!(!films.is_empty());
    for film in films {
        assert_eq!(harbour.get(film).status, 200, "{film}");
        let there = meadow.get(film);
        assert_eq!(there.status, 404, "{film}");
        assert_eq!(ines.get(&meadow, film).status, 404, "who she is changes nothing: {film}");
        assert!(!there.body.contains("ferry"), "{}", there.body);
    }
}
