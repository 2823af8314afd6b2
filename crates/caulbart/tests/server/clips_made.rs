//! How clips are made: with FFmpeg and without, of what was uploaded and of what was written.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::clips::{addresses, creator, filmed, start};
use crate::newsroom::Person;
use crate::stand::{BINARY, Folder, Server, caulbart};

#[test]
fn without_ffmpeg_an_upload_is_kept_and_says_what_is_needed_and_with_it_goes_on() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 1, &[]) else { return };
    let without = |folder: &Folder| {
        let mut command = Command::new(BINARY);
        command.env("CAULBART_LOG", "error").env("PATH", folder.path());
        Server::start_by(&mut command, folder, &["--offline"])
    };
    let server = without(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    let since = Instant::now();
    loop {
        let told = ines.get(&server, &format!("/studio/{clip}/state")).body;
        if told.contains("\"state\":\"waiting\"") && told.contains("FFmpeg") {
            break;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{told}");
        std::thread::sleep(Duration::from_millis(50));
    }
    server.stop();
    let server = start(&folder);
    ines.waits(&server, &clip, &["ready"]);
}

#[test]
fn a_clip_that_waits_for_ffmpeg_is_made_at_once_when_it_is_there_and_somebody_asks() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 1, &[]) else { return };
    let tools = folder.path().join("tools");
    std::fs::create_dir(&tools).unwrap();
    let mut command = Command::new(BINARY);
    command.env("CAULBART_LOG", "error").env("PATH", &tools);
    let server = Server::start_by(&mut command, &folder, &["--offline"]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    let at = format!("/studio/{clip}");
    let since = Instant::now();
    while !ines.get(&server, &at).body.contains("Make it again") {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
    let folders = std::env::var_os("PATH").unwrap();
    for program in ["ffmpeg", "ffprobe"] {
        let mut found = std::env::split_paths(&folders).map(|folder| folder.join(program));
        std::os::unix::fs::symlink(found.find(|path| path.is_file()).unwrap(), tools.join(program)).unwrap();
    }
    assert_eq!(ines.post(&server, &at, &[("do", "again")]).status, 303);
    ines.waits(&server, &clip, &["ready"]);
}

#[test]
fn an_article_becomes_a_clip_of_cards() {
    let folder = Folder::new();
    if filmed(&folder, 1, &[]).is_none() {
        return;
    }
    let server = start(&folder);
    let ann = Person::signs_up(&server, "Ann Editor");
    assert!(caulbart(&folder, &["editor", "add", "Ann Editor", "editor"]).status.success());
    let begun = ann.post(&server, "/newsroom", &[]);
    let at = begun.header("location").unwrap().to_owned();
    let page = ann.get(&server, &at).body;
    let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [
        ("do", "clip"),
        ("base", base),
        ("headline", "The bridge of Holm opens on Sunday"),
        ("standfirst", "Nobody expected it before May."),
        ("language", "en"),
        ("body", "Text.\n\n::: pull\nIt holds.\n— Ann\n:::\n\nMore."),
    ];
    let made = ann.post(&server, &at, &fields);
    assert_eq!(made.status, 303, "{}", made.body);
    let clip = made.header("location").unwrap().rsplit('/').next().unwrap().to_owned();
    ann.waits(&server, &clip, &["ready"]);
    let page = ann.get(&server, &format!("/studio/{clip}")).body;
    assert!(page.contains("The bridge of Holm opens on Sunday"), "{page}");
    let captions = ann.get(&server, addresses(&page, ".vtt")[0]).body;
    assert!(captions.contains("It holds."), "{captions}");
    assert_eq!(ann.get(&server, addresses(&page, ".mp4")[0]).status, 200);

    // What the article says by now is what a clip that is asked for again says.
    let page = ann.get(&server, &at).body;
    let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let corrected = [
        ("do", "save"),
        ("base", base),
        ("headline", "The bridge of Holm stays closed"),
        ("language", "en"),
        ("body", "Text.\n\n::: pull\nIt shakes.\n:::\n\nMore."),
    ];
    assert_eq!(ann.post(&server, &at, &corrected).status, 303);
    assert_eq!(ann.post(&server, &format!("/studio/{clip}"), &[("do", "again")]).status, 303);
    ann.waits(&server, &clip, &["ready"]);
    let page = ann.get(&server, &format!("/studio/{clip}")).body;
    let captions = ann.get(&server, addresses(&page, ".vtt")[0]).body;
    assert!(captions.contains("stays closed") && captions.contains("It shakes."), "{captions}");
    assert!(!captions.contains("It holds."), "{captions}");

    // Another story on the same cards is another clip.
    let begun = ann.post(&server, "/newsroom", &[]);
    let at = begun.header("location").unwrap().to_owned();
    let page = ann.get(&server, &at).body;
    let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let other = [
        ("do", "clip"),
        ("base", base),
        ("headline", "The bridge of Holm stays closer"),
        ("language", "en"),
        ("body", "Text.\n\n::: pull\nIt shines.\n:::\n\nMore."),
    ];
    let made = ann.post(&server, &at, &other);
    let other = made.header("location").unwrap().rsplit('/').next().unwrap().to_owned();
    ann.waits(&server, &other, &["ready"]);
    let page = ann.get(&server, &format!("/studio/{other}")).body;
    assert!(page.contains("stays closer") && !page.contains("shows the same"), "{page}");
}

#[test]
fn a_file_is_tried_with_the_length_that_an_edition_accepts() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 70, &[]) else { return };
    let film = folder.file("film.mp4", &bytes);
    let tried = |more: &[&str]| caulbart(&folder, &[&["clip", "test", film.to_str().unwrap()], more].concat());
    assert!(tried(&[]).status.success());
    let short = tried(&["--clip-minutes", "1"]);
    assert!(!short.status.success());
    let told = String::from_utf8_lossy(&short.stdout).into_owned();
    assert!(told.contains("lasts 1:10, and 1:00 is the most"), "{told}");
}
