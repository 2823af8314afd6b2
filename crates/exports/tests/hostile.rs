//! Nothing that a stranger can send makes a reader fail, nor hold more than it may.

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;

use exports::*;
use proptest::prelude::*;

fn of_wordpress(bytes: &[u8]) -> (Vec<Part>, Summary) {
    let mut parts = Vec::new();
    let summary = wordpress(bytes, &mut |part| {
        parts.push(part);
        ControlFlow::Continue(())
    });
    (parts, summary)
}

fn everything(bytes: &[u8]) {
    let (parts, _) = of_wordpress(bytes);
    assert_eq!(parts, of_wordpress(bytes).0, "the same at every reading");
    let mut take = |_| ControlFlow::Continue(());
    ghost(Cursor::new(bytes), &mut take);
    manifest(bytes, &mut take);
    let read = markdown_file("a.md", bytes);
    let again = own::write_post(&read.post);
    assert_eq!(markdown_file("a.md", again.as_bytes()).post, read.post);
}

/// Pieces that exports are made of.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "<item>",
        "</item>",
        "<channel>",
        "</channel>",
        "<wp:comment>",
        "</wp:comment>",
        "<wp:postmeta>",
        "</wp:postmeta>",
        "<title>",
        "</title>",
        "<content:encoded>",
        "</content:encoded>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&x;",
        "<wp:author>",
        "<wp:author_login>",
        "</wp:author_login>",
        "<category domain='post_tag' nicename=\"a\">",
        "<wp:post_type>post",
        "</",
        "<",
        ">",
        "\"",
        "'",
        "<a xmlns:wp='x'>",
        "<!DOCTYPE a [",
        "<?",
        "text",
        "\n",
        "ü",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"db\"",
        "\"posts\"",
        "\"data\"",
        "1",
        "null",
        "---\n",
        "+++\n",
        "a: b\n",
        "- ",
        "caulbart: 1\n",
        "replies:\n  - {",
        "# ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        everything(&bytes);
    }

    #[test]
    fn any_pieces_are_read(bytes in pieces()) {
        everything(&bytes);
    }
}

#[test]
fn what_would_not_end_is_bounded() {
    let deep = "<a>".repeat(200_000);
    let laughs = format!(
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"{}\">]><rss><channel><item><title>&b;</title></item></channel></rss>",
        "&a;".repeat(1_000)
    );
    let attributes = format!("<item {}>", "a='>' ".repeat(100_000));
    let quote = format!("<item a=\"{}", ">".repeat(300_000));
    let ends = "</b>".repeat(200_000);
    let items = "<item><title>".repeat(50_000);
    let json = "[".repeat(200_000) + &"{\"a\":".repeat(200_000);
    let front = format!("---\n{}---\n", "a: [\n".repeat(50_000));
    let keys = format!("---\n{}---\n", (0..50_000).map(|n| format!("k{n}: v\n")).collect::<String>());
    for text in [&deep, &laughs, &attributes, &quote, &ends, &items, &json, &front, &keys] {
        let (parts, summary) = of_wordpress(text.as_bytes());
        assert!(summary.faults.len() <= MOST_FAULTS);
        drop(parts);
        let mut take = |_| ControlFlow::Continue(());
        ghost(Cursor::new(text), &mut take);
        manifest(text.as_bytes(), &mut take);
        markdown_file("a.md", text.as_bytes());
    }
    let (parts, summary) = of_wordpress(laughs.as_bytes());
    let headline = parts.iter().find_map(|part| if let Part::Post(post) = part { Some(&post.headline) } else { None });
    assert_eq!(headline.map(String::as_str), Some("&b;"));
    assert!(summary.faults.iter().any(|fault| fault.words.contains("abbreviations")));
}

#[test]
fn a_gigabyte_without_a_tag_is_read_past() {
    let start: &[u8] = b"<rss><channel><item><wp:post_type>post</wp:post_type><content:encoded>";
    let end: &[u8] = b"</content:encoded></item></channel></rss>";
    let reader = BufReader::with_capacity(1 << 16, start.chain(std::io::repeat(b'x').take(100 << 20)).chain(end));
    let mut longest = 0;
    let summary = wordpress(reader, &mut |part| {
        if let Part::Post(post) = part
            && let Body::Html(body) = &post.body
        {
            longest = body.len();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(longest, 4 << 20);
    assert!(summary.faults.iter().any(|fault| fault.words.contains("longer than 4 MB")), "{:?}", summary.faults);
}

#[test]
fn whoever_takes_the_parts_may_stop() {
    let items = "<item><wp:post_id>1</wp:post_id></item>".repeat(10);
    let mut taken = 0;
    let summary = wordpress(format!("<channel>{items}</channel>").as_bytes(), &mut |_| {
        taken += 1;
        if taken == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((taken, summary.stopped), (3, true));
}

#[test]
fn an_export_that_cannot_be_read_on_says_so() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let begin: &[u8] = b"<rss><channel><item><title>A</title></item>";
    let mut posts = 0;
    let summary = wordpress(BufReader::new(begin.chain(Broken)), &mut |part| {
        posts += usize::from(matches!(part, Part::Post(_)));
        ControlFlow::Continue(())
    });
    assert_eq!(posts, 1);
    assert!(summary.faults.iter().any(|fault| fault.words.contains("the disk is gone")));
}
