//! Are both forms read, and read around their faults?
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Impressions, Log, LogHistory, LogImpression};

/// Gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = std::env::temp_dir().join(format!("caulbart-logs-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            let bytes = if file.ends_with(".gz") { packed(text) } else { text.as_bytes().to_vec() };
            std::fs::write(path.join(file), bytes).unwrap();
        }
        Folder(path)
    }

    fn open(&self) -> (Log, Vec<LogImpression>, Vec<String>) {
        read(std::slice::from_ref(&self.0))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

/// The log, its impressions, and all faults without the folder's path.
fn read(folders: &[PathBuf]) -> (Log, Vec<LogImpression>, Vec<String>) {
    let (log, mut impressions): (Log, Impressions) = Log::open(folders).unwrap();
    let all: Vec<LogImpression> = impressions.by_ref().collect();
    let faults = log.faults.clone().with(impressions.faults());
    assert!(faults.total >= faults.told.len() as u64);
    let bare = |fault: &String| {
        let path = folders.iter().find_map(|folder| fault.strip_prefix(&format!("{}/", folder.display())));
        path.unwrap_or(fault).to_owned()
    };
    let told = faults.told.iter().map(bare).collect();
    (log, all, told)
}

const ITEMS: &str = r#"{"id":"a","kind":"article","title":"A","topic":"sport","subtopic":"chess, fast","length_chars":846,"paid":false}
{"id":"b","kind":"video","topic":"10,60","source":"7","published_ms":1649433600000,"duration_ms":14300,"width":720,"height":1280}
{"id":"c"}
"#;

#[test]
fn json_lines_are_read_packed_and_plain() {
    let impressions = r#"{"time_ms":10,"reader":"x","surface":"front","slate":["a","b"],"opened":["b"],"watched_ms":{"b":900},"liked":["b"],"context":"c","device":2,"propensity":[0.5,0.25]}

{"time_ms":20,"reader":"y","surface":"tab1","slate":["c"],"opened":[],"finished":["c"],"hidden":["c"],"followed":["c"],"shared":["c"],"commented":["c"]}"#;
    let history = r#"{"reader":"y","reads":[["a",5],["b",null]],"shown":["a","c"],"liked":["a"]}"#;
    for (name, ending) in [("packed", "jsonl.gz"), ("plain", "jsonl")] {
        let [items_file, impressions_file, history_file] =
            ["items", "impressions", "history"].map(|file| format!("{file}.{ending}"));
        let files = [(&*items_file, ITEMS), (&*impressions_file, impressions), (&*history_file, history)];
        let (log, read, faults) = Folder::of(name, &files).open();
        assert_eq!(faults, [""; 0]);
        assert_eq!((log.items.len(), log.readers, log.impressions), (3, 2, 2));
        assert_eq!((log.first_ms, log.last_ms), (Some(10), Some(20)));
        assert!(log.has_finished && log.has_propensity);
        assert_eq!(log.surfaces, ["front", "tab1"]);
        let (a, b, c) = (&log.items[0], &log.items[1], &log.items[2]);
        assert_eq!((&*a.title, a.is_video, a.length_chars, a.paid), ("A", false, Some(846), Some(false)));
        assert_eq!(a.topics, ["sport", "chess, fast"]);
        assert_eq!(b.topics, ["10", "60"]);
        assert_eq!((&*b.source, b.is_video, b.duration_ms), ("7", true, Some(14300)));
        assert_eq!((b.width, b.height, b.published_ms), (Some(720), Some(1280), Some(1649433600000)));
        assert_eq!((c.topics.len(), c.paid, c.length_chars), (0, None, None));
        // Reader y has number 0: histories are read first.
        let hers = LogHistory {
            reader: 0,
            reads: vec![(0, Some(5)), (1, None)],
            shown: vec![0, 2],
            liked: vec![0],
            before: 10,
        };
        assert_eq!(log.histories, [hers]);
        let first = LogImpression {
            time_ms: 10,
            reader: 1,
            slate: vec![0, 1],
            opened: vec![false, true],
            watched_ms: vec![0, 900],
            liked: vec![false, true],
            context: Some(2),
            device: 2,
            propensity: vec![0.5, 0.25],
            ..LogImpression::default()
        };
        assert_eq!(read[0], first);
        let yes = vec![true];
        let second = LogImpression {
            time_ms: 20,
            surface: 1,
            slate: vec![2],
            opened: vec![false],
            finished: Some(yes.clone()),
            hidden: yes.clone(),
            followed: yes.clone(),
            shared: yes.clone(),
            commented: yes,
            ..LogImpression::default()
        };
        assert_eq!(read[1], second);
    }
}

#[test]
fn each_fault_is_told_and_the_rest_is_read() {
    let good = r#"{"time_ms":10,"reader":"x","slate":["a"],"opened":["a"]}"#;
    for (name, line, expected, kept) in [
        (
            "unknown",
            r#"{"time_ms":10,"reader":"x","slate":["a","z"],"opened":["z"]}"#,
            "item \"z\" has no row and is left out",
            1,
        ),
        ("alone", r#"{"time_ms":10,"reader":"x","slate":["z"]}"#, "item \"z\" has no row and is left out", 0),
        ("empty", r#"{"time_ms":10,"reader":"x","slate":[]}"#, "the slate is empty; the impression is left out", 0),
        (
            "stray",
            r#"{"time_ms":10,"reader":"x","slate":["a"],"opened":["b"]}"#,
            "\"b\" is opened and not in the slate",
            1,
        ),
        (
            "watched",
            r#"{"time_ms":10,"reader":"x","slate":["a"],"watched_ms":{"b":1}}"#,
            "\"b\" is watched and not in the slate",
            1,
        ),
        (
            "twice",
            r#"{"time_ms":10,"reader":"x","slate":["a","a"]}"#,
            "item \"a\" stands twice in the slate; the first counts",
            1,
        ),
        (
            "context",
            r#"{"time_ms":10,"reader":"x","slate":["a"],"context":"z"}"#,
            "item \"z\" has no row and is left out",
            1,
        ),
        (
            "few",
            r#"{"time_ms":10,"reader":"x","slate":["a"],"propensity":[]}"#,
            "there is not one propensity an item; they are left out",
            1,
        ),
        ("json", "{nonsense", "this is no impression: key must be a string at line 1 column 2", 0),
        (
            "lost",
            r#"{"time_ms":10,"slate":["a"]}"#,
            "this is no impression: missing field `reader` at line 1 column 28",
            0,
        ),
    ] {
        let impressions = format!("{good}\n{line}\n{good}\n");
        let (_, read, faults) = Folder::of(name, &[("items.jsonl", ITEMS), ("impressions.jsonl", &impressions)]).open();
        assert_eq!(faults[0], format!("impressions.jsonl line 2: {expected}"));
        assert_eq!(read.len(), 2 + kept, "{name}: {faults:?}");
        assert!(read.iter().all(|impression| impression.slate == [0]), "{name}");
    }
}

#[test]
fn faults_are_counted_beyond_those_that_are_told() {
    let impressions = "[]\n".repeat(50);
    let folder = Folder::of("many", &[("items.jsonl", ITEMS), ("impressions.jsonl", &impressions)]);
    let (log, mut impressions) = Log::open(std::slice::from_ref(&folder.0)).unwrap();
    assert_eq!(impressions.by_ref().count(), 0);
    let faults = log.faults.with(impressions.faults());
    assert_eq!((faults.total, faults.told.len()), (50, 10));
}

#[test]
fn a_broken_off_file_is_read_as_far_as_it_goes() {
    let line = |number: u64| {
        // Ids that do not repeat, so that packing does not swallow the end of the file.
        let id = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{{\"time_ms\":{number},\"reader\":\"{id:x}\",\"slate\":[\"a\"]}}\n")
    };
    let text: String = (0..20_000).map(line).collect();
    let folder = Folder::of("broken", &[("items.jsonl", ITEMS)]);
    let bytes = packed(&text);
    std::fs::write(folder.0.join("impressions.jsonl.gz"), &bytes[..bytes.len() / 2]).unwrap();
    let (log, read, faults) = folder.open();
    assert!(read.len() > 5_000 && read.len() < 15_000, "{}", read.len());
    assert_eq!((log.impressions, faults.len()), (read.len(), 1));
    assert!(faults[0].contains("nothing can be read from here on"), "{faults:?}");
}

#[test]
fn lines_out_of_order_are_sorted_and_told_once() {
    let line = |time: i64, item: &str| format!("{{\"time_ms\":{time},\"reader\":\"x\",\"slate\":[\"{item}\"]}}\n");
    let text = [line(30, "a"), line(10, "b"), line(20, "a"), line(10, "c")].concat();
    let (_, read, faults) = Folder::of("unsorted", &[("items.jsonl", ITEMS), ("impressions.jsonl", &text)]).open();
    let order: Vec<(i64, u32)> = read.iter().map(|impression| (impression.time_ms, impression.slate[0])).collect();
    assert_eq!(order, [(10, 1), (10, 2), (20, 0), (30, 0)]);
    assert_eq!(faults, ["impressions.jsonl line 2: earlier than the line before it; the file is sorted first"]);
}

#[test]
fn minds_own_form_is_read_in_order_of_time() {
    let news = "N1\tsports\tchess\tMate in two\tA sentence.\thttps://example.org/1\t[]\t[]\nN2\tnews\t\tRain\t\t\t[]\t[]\nshort\trow\n";
    let behaviors = "1\tU1\t11/9/2019 12:01:13 PM\tN2\tN1-0 N2-1\n\
                     2\tU1\t11/9/2019 12:01:13 AM\tN1 N2 N9\tN2-0\n\
                     3\tU2\t11/9/2019 1:00:00 AM\t\tN1-1\n\
                     4\tU2\tyesterday\t\tN1-1\n\
                     5\tU2\t11/9/2019 1:00:00 AM\t\tN1\n\
                     6\tU2\n";
    let (log, read, faults) = Folder::of("mind", &[("news.tsv", news), ("behaviors.tsv", behaviors)]).open();
    let first = &log.items[0];
    assert_eq!((&*first.id, &*first.title, &*first.standfirst), ("N1", "Mate in two", "A sentence."));
    assert_eq!(first.topics, ["sports", "chess"]);
    assert_eq!(log.items[1].topics, ["news"]);
    let order: Vec<_> = read.iter().map(|one| (one.time_ms, one.reader, &one.slate[..], &one.opened[..])).collect();
    let expected: [(i64, u32, &[u32], &[bool]); 3] = [
        (1_573_257_673_000, 0, &[1], &[false]),
        (1_573_261_200_000, 1, &[0], &[true]),
        (1_573_300_873_000, 0, &[0, 1], &[false, true]),
    ];
    assert_eq!(order, expected);
    let hers =
        LogHistory { reader: 0, reads: vec![(0, None), (1, None)], before: 1_573_257_673_000, ..LogHistory::default() };
    assert_eq!(log.histories, [hers]);
    assert_eq!(
        faults,
        [
            "news.tsv line 3: this is no item: 2 of 8 columns",
            "behaviors.tsv line 2: item \"N9\" has no row and is left out",
            "behaviors.tsv line 4: \"yesterday\" is no time like 11/13/2019 8:36:57 AM",
            "behaviors.tsv line 5: \"N1\" ends neither in -1 nor in -0 and is left out",
            "behaviors.tsv line 5: the slate is empty; the impression is left out",
            "behaviors.tsv line 6: this is no impression: 2 of 5 columns",
        ]
    );
    assert!(!log.has_finished && !log.has_propensity);
}

#[test]
fn several_folders_are_one_log() {
    let first = Folder::of(
        "first",
        &[
            ("items.jsonl", "{\"id\":\"a\",\"title\":\"A\"}\n{\"id\":\"b\"}"),
            (
                "impressions.jsonl",
                "{\"time_ms\":10,\"reader\":\"x\",\"slate\":[\"a\"]}\n{\"time_ms\":30,\"reader\":\"x\",\"slate\":[\"d\"]}",
            ),
            ("history.jsonl", "{\"reader\":\"x\",\"reads\":[[\"a\",1]]}"),
        ],
    );
    let second = Folder::of(
        "second",
        &[
            ("items.jsonl", "{\"id\":\"d\"}\n{\"id\":\"a\",\"title\":\"other\",\"topic\":\"late\"}"),
            (
                "impressions.jsonl",
                "{\"time_ms\":20,\"reader\":\"z\",\"slate\":[\"b\"]}\n{\"time_ms\":30,\"reader\":\"x\",\"slate\":[\"a\"]}",
            ),
            ("history.jsonl", "{\"reader\":\"x\",\"reads\":[[\"d\",15]]}\n{\"reader\":\"z\",\"reads\":[[\"d\",15]]}"),
        ],
    );
    let (log, read, faults) = read(&[first.0.clone(), second.0.clone()]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(log.items.len(), 3);
    assert_eq!((&*log.items[0].title, &log.items[0].topics[..]), ("A", &["late".to_owned()][..]));
    let order: Vec<_> = read.iter().map(|one| (one.time_ms, one.reader, one.slate[0])).collect();
    assert_eq!(order, [(10, 0, 0), (20, 1, 1), (30, 0, 2), (30, 0, 0)]);
    let histories: Vec<_> = log.histories.iter().map(|one| (one.reader, one.reads[0], one.before)).collect();
    assert_eq!(
        histories,
        [(0, (0, Some(1)), 10), (1, (2, Some(15)), 20)],
        "each from its folder's first impression on"
    );
}

#[test]
fn what_is_no_log_is_said_in_a_sentence() {
    let folder = Folder::of("nothing", &[("items.jsonl", ITEMS)]);
    let said = |path: PathBuf| Log::open(&[path]).err().unwrap().to_string();
    assert!(said(folder.0.clone()).contains("holds no log: items.jsonl.gz and impressions.jsonl.gz are needed"));
    assert!(said(folder.0.join("missing")).ends_with("is no folder: name a folder that holds a log"));
}

#[test]
fn the_evaluation_logs_are_read_completely() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/interactions");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "the evaluation data is absent");
        eprintln!("skipped: the evaluation data is absent");
        return;
    }
    // As in the README, but that 59 openings of ebnerd are the second of one item in one slate (24,888 in all),
    // and that the 82 readers of MIND without a history have no history in its own form.
    // Impressions, shown, opened, finished; items, items shown; histories, reads; first and last second.
    type Counts = (usize, usize, usize, usize, usize, usize, usize, usize, i64, i64);
    let table: [(&str, usize, Counts); 4] = [
        ("ebnerd", 1_590, (24_724, 278_139, 24_829, 0, 5_657, 2_478, 1_590, 258_318, 1_684_393_203, 1_684_997_992)),
        ("mind", 3_784, (4_032, 149_984, 6_053, 0, 48_961, 6_165, 3_784, 115_291, 1_573_257_673, 1_573_688_967)),
        ("mind/tsv", 3_784, (4_032, 149_984, 6_053, 0, 48_961, 6_165, 3_702, 115_291, 1_573_257_673, 1_573_688_967)),
        (
            "kuairand",
            23_036,
            (130_314, 131_296, 59_283, 41_772, 7_498, 5_878, 24_556, 373_913, 1_650_815_530, 1_651_507_198),
        ),
    ];
    for (name, readers, expected) in table {
        let (log, read, faults) = read(&[root.join(name)]);
        assert_eq!(faults, [""; 0], "{name}");
        let yes = |marks: &[bool]| marks.iter().filter(|&&mark| mark).count();
        let mut shown = vec![false; log.items.len()];
        let mut seen = vec![false; log.readers];
        for impression in &read {
            seen[impression.reader as usize] = true;
            impression.slate.iter().for_each(|&item| shown[item as usize] = true);
        }
        let counts: Counts = (
            read.len(),
            read.iter().map(|one| one.slate.len()).sum(),
            read.iter().map(|one| yes(&one.opened)).sum(),
            read.iter().filter_map(|one| one.finished.as_deref()).map(yes).sum(),
            log.items.len(),
            yes(&shown),
            log.histories.len(),
            log.histories.iter().map(|history| history.reads.len()).sum(),
            log.first_ms.unwrap_or_default() / 1000,
            log.last_ms.unwrap_or_default() / 1000,
        );
        assert_eq!(counts, expected, "{name}");
        assert_eq!((yes(&seen), log.impressions), (readers, read.len()), "{name}");
        assert!(read.is_sorted_by_key(|one| one.time_ms), "{name}");
        assert_eq!(log.has_finished, name == "kuairand", "{name}");
    }
}
