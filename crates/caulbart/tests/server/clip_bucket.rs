//! Clips whose whole files lie in a bucket of an S3-compatible store.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::clips::{addresses, creator, filmed};
use crate::s3::{KEY, Store};
use crate::stand::{BINARY, Folder, Server, ask, caulbart, complained, told};

fn with_key(key: &str) -> Command {
    let mut command = Command::new(BINARY);
    command.env("CAULBART_LOG", "warn").env("CAULBART_CLIP_BUCKET_KEY", key);
    command
}

fn start(folder: &Folder, store: &Store, more: &[&str]) -> Server {
    let bucket = store.url("north");
    Server::start_by(&mut with_key(KEY), folder, &[&["--offline", "--clip-bucket", &bucket], more].concat())
}

/// What a start that is refused says: one sentence.
fn refused(folder: &Folder, key: &str, more: &[&str]) -> String {
    let serve = ["serve", "--offline", "--no-demo", "--listen", "127.0.0.1:0", "--data"];
    let output = with_key(key).args(serve).arg(folder.path()).args(more).output().unwrap();
    let words = complained(&output);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{words}");
    assert_eq!(words.trim().lines().count(), 1, "one sentence: {words}");
    assert!(!words.contains("EXAMPLEKEY") && !words.contains("X-Amz"), "{words}");
    words
}

/// Whole files in the data folder, by name.
fn whole_files(folder: &Folder) -> Vec<String> {
    let (mut folders, mut names) = (vec![folder.path().join("main/clips")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.path().is_dir() {
                true => folders.push(entry.path()),
                false if name.len() == 64 => names.push(name),
                false => {}
            }
        }
    }
    names
}

fn wait_until(what: &str, fits: impl Fn() -> bool) {
    let since = Instant::now();
    while !fits() {
        assert!(since.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// In kilobytes, at the most since the start.
fn memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc").join(server.id().to_string()).join("status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_clip_is_watched_from_the_bucket_and_nothing_whole_stays_in_the_folder() {
    let folder = Folder::new();
    let (Some(bytes), Some(store)) = (filmed(&folder, 3, &[]), Store::start()) else { return };
    let server = start(&folder, &store, &["--region", "eu"]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &["--region", "eu"]);
    let clip = ines.uploads(&server, &channel, "the ferry.mp4", &bytes);
    let state = ines.waits(&server, &clip, &["ready", "failed"]);
    assert!(state.contains("\"state\":\"ready\""), "{state}");
    wait_until("all is carried", || whole_files(&folder).is_empty());
    let names = store.names();
    assert!(names.iter().all(|name| name.starts_with("north/")), "{names:?}");
    assert!(store.text("north/edition").starts_with("main "));
    assert_eq!(store.text("north/region"), "eu\n");

    let item = ines.publishes_clip(&server, &clip, "The last ferry leaves Holm");
    server.wait_for(&format!("/article/{item}"), |answer| answer.status == 200);
    let owned = ines.get(&server, &format!("/studio/{clip}")).body;
    let film = addresses(&owned, ".mp4")[0].to_owned();
    let whole = server.get(&film);
    assert_eq!((whole.status, whole.header("content-type")), (200, Some("video/mp4")));
    assert_eq!(whole.header("content-length"), Some(whole.bytes.len().to_string().as_str()));
    assert_eq!(crate::clips::sha256(&whole.bytes), film.split('/').nth(2).unwrap());
    let last = whole.bytes.len() - 1;
    for (range, from, to) in [("bytes=0-99", 0, 99), ("bytes=100-", 100, last), ("bytes=-50", last - 49, last)] {
        let part = ask(server.address, "GET", &film, &[("Range", range)], b"");
        assert_eq!((part.status, &part.bytes[..]), (206, &whole.bytes[from..=to]), "{range}");
        let said = format!("bytes {from}-{to}/{}", whole.bytes.len());
        assert_eq!(part.header("content-range"), Some(said.as_str()));
    }
    let beyond = ask(server.address, "GET", &film, &[("Range", "bytes=99999999-")], b"");
    assert_eq!((beyond.status, beyond.bytes.len()), (416, 0));
    let tag = whole.header("etag").unwrap();
    assert_eq!(ask(server.address, "GET", &film, &[("If-None-Match", tag)], b"").status, 304);
    let changed = ask(server.address, "GET", &film, &[("Range", "bytes=0-9"), ("If-Range", "\"other\"")], b"");
    assert_eq!(changed.bytes.len(), whole.bytes.len());
    let head = ask(server.address, "HEAD", &film, &[], b"");
    assert_eq!((head.status, head.header("content-length")), (200, whole.header("content-length")));
    let original = crate::clips::sha256(&bytes);
    assert!(names.iter().any(|name| name.ends_with(&original)), "the original lies there, too");
    assert_eq!(server.get(&format!("/clip/{original}/original.mp4")).status, 404, "and nobody is given it");

    // The original comes back to be worked on, and goes again.
    assert_eq!(ines.post(&server, &format!("/studio/{clip}"), &[("do", "again")]).status, 303);
    ines.waits(&server, &clip, &["ready"]);
    wait_until("all is carried again", || whole_files(&folder).is_empty());
    assert_eq!(std::fs::read_dir(folder.path().join("main/clips/making")).map_or(0, Iterator::count), 0);

    let owned = ines.get(&server, &format!("/studio/{clip}")).body;
    let film = addresses(&owned, ".mp4")[0].to_owned();
    assert_eq!(server.get(&film).status, 200);
    let everywhere = ["--region", "eu", "--clip-bucket", &store.url("north"), "--data"];
    let run = |command: &str, file: &str| {
        let to = folder.path().join(file);
        let output = with_key(KEY).arg(command).arg(to).args(everywhere).arg(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", complained(&output));
        told(&output)
    };
    let exported = run("export", "exported");
    assert!(exported.contains("3 articles, 7 clips"), "{exported}");
    assert!(!exported.contains("missing"), "{exported}");
    let left_out = run("backup", "a.backup");
    assert!(left_out.contains("Clips lie in the bucket clips/north"), "{left_out}");

    let back = ines.post(&server, &format!("/studio/{clip}"), &[("do", "withdraw"), ("reason", "Another ferry.")]);
    assert_eq!(back.status, 303, "{}", back.body);
    server.wait_for(&format!("/article/{item}"), |answer| answer.status == 410);
    assert_eq!(server.get(&film).status, 404, "what was taken back is not to be had");
}

#[test]
fn while_the_bucket_is_down_nothing_is_lost_and_then_all_goes_on() {
    let folder = Folder::new();
    let (Some(bytes), Some(store)) = (filmed(&folder, 1, &[]), Store::start()) else { return };
    store.cut();
    let server = start(&folder, &store, &[]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    ines.waits(&server, &clip, &["ready"]);
    let film = |server: &Server| addresses(&ines.get(server, &format!("/studio/{clip}")).body, ".mp4")[0].to_owned();
    let item = ines.publishes_clip(&server, &clip, "The last ferry leaves Holm");
    server.wait_for(&format!("/article/{item}"), |answer| answer.status == 200);
    assert_eq!(server.get(&film(&server)).status, 200, "readers see it from the folder");
    let doctor = with_key(KEY)
        .args(["doctor", "--clip-bucket", &store.url("north"), "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(told(&doctor).contains("clips/north at 127.0.0.1"), "{}", told(&doctor));
    assert!(told(&doctor).contains("does not answer"), "{}", told(&doctor));

    store.mend();
    wait_until("all is carried", || whole_files(&folder).is_empty());
    let film_of = film(&server);
    assert_eq!(server.get(&film_of).status, 200);

    store.cut();
    let answer = server.get(&film_of);
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(server.get(&format!("/article/{item}")).status, 200, "everything else goes on");
    assert_eq!(ines.post(&server, &format!("/studio/{clip}"), &[("do", "again")]).status, 303);
    wait_until("it says that it waits", || {
        let told = ines.get(&server, &format!("/studio/{clip}/state")).body;
        told.contains("\"state\":\"waiting\"") && told.contains("cannot be reached")
    });
    store.mend();
    server.stop();
    let server = start(&folder, &store, &[]);
    ines.waits(&server, &clip, &["ready"]);

    // What is thrown away meanwhile is forgotten there, too.
    let other = ines.uploads(&server, &channel, "b.mp4", &vec![9; 5000]);
    ines.waits(&server, &other, &["failed"]);
    let original = crate::clips::sha256(&vec![9; 5000]);
    let is_there = || store.names().iter().any(|name| name.ends_with(&original));
    wait_until("it is carried", is_there);
    store.cut();
    assert_eq!(ines.post(&server, &format!("/studio/{other}"), &[("do", "throw-away")]).status, 303);
    assert!(is_there());
    store.mend();
    wait_until("it is gone", || !is_there());
}

#[test]
fn a_line_that_breaks_in_the_middle_is_taken_up_and_memory_stays_flat() {
    const SIZE: usize = 120 << 20;
    let folder = Folder::new();
    let (Some(_), Some(store)) = (filmed(&folder, 1, &[]), Store::start()) else { return };
    let server = start(&folder, &store, &[]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let before = memory(&server);
    let noise: Vec<u8> = (0..SIZE as u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let clip = ines.uploads(&server, &channel, "noise.mp4", &noise);
    ines.waits(&server, &clip, &["failed"]);
    wait_until("it is carried", || whole_files(&folder).is_empty());
    // Back it comes, to be looked at once more; on the way, the line breaks.
    assert_eq!(ines.post(&server, &format!("/studio/{clip}"), &[("do", "again")]).status, 303);
    let coming = folder.path().join(format!("main/clips/making/{clip}.unfinished"));
    wait_until("some of it is here", || std::fs::metadata(&coming).is_ok_and(|file| file.len() > 1 << 20));
    store.cut();
    assert!(coming.exists(), "in the middle");
    store.mend();
    let told = ines.waits(&server, &clip, &["failed", "waiting"]);
    assert!(told.contains("\"failed\"") && !told.contains("no longer on the server"), "it came whole: {told}");
    let grown = memory(&server).saturating_sub(before) >> 10;
    assert!(grown < 60, "{grown} MB more for a file of {} MB", SIZE >> 20);
}

#[test]
fn an_edition_that_gets_a_bucket_brings_along_what_it_has() {
    let folder = Folder::new();
    let (Some(bytes), Some(store)) = (filmed(&folder, 1, &[]), Store::start()) else { return };
    let server = Server::start(&folder, &["--offline"]);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    ines.waits(&server, &clip, &["ready"]);
    let had = whole_files(&folder);
    assert!(had.len() > 2);
    server.stop();
    let server = start(&folder, &store, &[]);
    wait_until("all is carried", || whole_files(&folder).is_empty());
    let names = store.names();
    for name in had {
        assert!(names.contains(&format!("north/{}/{name}", &name[..2])), "{names:?}");
    }
    let page = ines.get(&server, &format!("/studio/{clip}")).body;
    let address = addresses(&page, ".mp4")[0];
    assert_eq!((ines.get(&server, address).status, server.get(address).status), (200, 404), "a draft is hers alone");
}

#[test]
fn what_is_wrong_with_a_bucket_is_one_sentence_at_the_start() {
    let (folder, Some(store)) = (Folder::new(), Store::start()) else { return };
    let north = store.url("north");
    let id = KEY.split_once(':').unwrap().0;
    for (key, bucket, says) in [
        ("OTHER:wJalrXUtnFEMI", north.clone(), "does not accept its access key (403 InvalidAccessKeyId)"),
        (&*format!("{id}:EXAMPLEKEY"), north.clone(), "does not accept its access key (403 SignatureDoesNotMatch)"),
        (KEY, north.replace("/clips/", "/elsewhere/"), "There is no bucket elsewhere/north"),
        ("EXAMPLEKEY", north.clone(), "write it as ID:SECRET"),
        (KEY, "s3://clips".to_owned(), "no address of a store"),
    ] {
        let words = refused(&folder, key, &["--clip-bucket", &bucket]);
        assert!(words.contains(says), "{says}: {words}");
    }
    assert_eq!(store.names(), Vec::<String>::new(), "what is refused leaves no mark");
}

#[test]
fn a_bucket_belongs_to_one_edition_of_one_region() {
    let (folder, other, Some(store)) = (Folder::new(), Folder::new(), Store::start()) else { return };
    let north = store.url("north");
    let bucket = ["--clip-bucket", &north];
    for _ in 0..2 {
        start(&folder, &store, &["--no-demo", "--region", "eu"]).stop();
    }
    // Another edition of the same name, elsewhere; and another of the same machine.
    let words = refused(&other, KEY, &[&bucket[..], &["--region", "eu"]].concat());
    assert!(words.contains("clips/north") && words.contains("another edition, `main`"), "{words}");
    let words = refused(&folder, KEY, &[&bucket[..], &["--region", "eu", "--edition", "second"]].concat());
    assert!(words.contains("another edition, `main`"), "{words}");
    let south = store.url("south");
    let server = Server::start_by(
        &mut with_key(KEY),
        &folder,
        &["--offline", "--no-demo", "--edition", "second", "--region", "eu", "--clip-bucket", &south],
    );
    server.stop();
    assert!(store.text("south/edition").starts_with("second "), "with a prefix of its own, it starts");

    // The mark in the bucket is enough, whatever the database says.
    store.put("north/region", "us\n");
    let words = refused(&folder, KEY, &[&bucket[..], &["--region", "eu"]].concat());
    assert!(
        words.contains("The bucket clips/north") && words.contains("`us`, and this node to region `eu`"),
        "{words}"
    );
    let left = caulbart(&folder, &["doctor", "--region", "eu"]);
    assert!(told(&left).contains("no --clip-bucket names one"), "{}", told(&left));
}
