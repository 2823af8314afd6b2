//! What we write is read back equal.

use std::ops::ControlFlow;

use exports::own::{file_name, safe_name, write_manifest, write_post};
use exports::*;
use model::{Language, Time};
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts with everything that front matter could trip over.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zäß ,.:'\"#\\-\\[\\]{}|>&*!%@`~\\\\]{0,20}",
        1 => "\\PC{0,12}",
        1 => any::<String>(),
        1 => prop::sample::select(vec!["---", "\n---\n", "true", "null", "- a", " lead", "\r\n", "\u{2028}", "\u{feff}", "{\"a\": 1}", "[1]", "a # b"])
            .prop_map(str::to_owned),
    ]
}

fn key() -> impl Strategy<Value = String> {
    text().prop_filter("a key says something", |key| !key.is_empty())
}

fn time() -> impl Strategy<Value = Time> {
    (-4_000_000_000_000i64..=9_000_000_000_000).prop_map(Time)
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::UNKNOWN), Just(Language::GERMAN), "[a-z]{2}".prop_map(|tag| Language::from_tag(&tag))]
}

fn comment() -> impl Strategy<Value = Comment> {
    use CommentState::*;
    let state = prop::sample::select(vec![Pending, Shown, Spam, Removed]);
    (text(), text(), text(), text(), text(), prop::option::of(time()), state).prop_map(
        |(key, parent, name, site, text, at, state)| Comment {
            key,
            parent,
            name,
            address: "anna@private.example".to_owned(),
            site,
            text,
            at,
            state,
        },
    )
}

fn post() -> impl Strategy<Value = Post> {
    let state =
        prop::sample::select(vec![State::Draft, State::Review, State::Scheduled, State::Published, State::Private]);
    let body = (any::<bool>(), text(), text()).prop_map(|(html, a, b)| {
        let text = format!("{a}\n{b}");
        if html { Body::Html(text) } else { Body::Markdown(text) }
    });
    let words = (key(), text(), text(), text(), text(), text(), text());
    let lists = (vec(text(), 0..4), vec(text(), 0..4), vec(text(), 0..4), vec(text(), 0..4));
    let told = || vec((time(), text()), 0..3);
    let maybe = || prop::option::of(time());
    let moments = (maybe(), maybe(), maybe(), told(), told(), prop::option::of((time(), text())));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (words, lists, moments, flags, state, body, language(), vec(comment(), 0..4)).prop_map(
        |(words, lists, moments, flags, state, body, language, comments)| {
            let (key, kicker, headline, standfirst, place, slug, lead) = words;
            let (addresses, authors, sections, tags) = lists;
            let (published, changed, embargo, corrections, updates, withdrawn) = moments;
            let (page, comments_open, pinned, running) = flags;
            Post {
                key,
                page,
                state,
                kicker,
                headline,
                standfirst,
                place,
                slug,
                addresses,
                body,
                language,
                authors,
                sections,
                tags,
                lead,
                published,
                changed,
                comments_open,
                pinned,
                corrections,
                updates,
                running,
                embargo,
                withdrawn,
                comments,
            }
        },
    )
}

fn part() -> impl Strategy<Value = Part> {
    let share = 0.0f32..=1.0;
    let media = (text(), "media/[a-zA-Z0-9]{2,8}\\.jpg", text(), text(), text(), text(), text());
    let focus = prop::option::of((share.clone(), share));
    prop_oneof![
        (text(), text(), text(), text(), text(), text()).prop_map(|(login, name, address, site, about, picture)| {
            Part::Author(Author { login, name, address, site, about, picture })
        }),
        (text(), text(), text(), text()).prop_map(|(key, name, parent, about)| Part::Section(Section {
            key,
            name,
            parent,
            about
        })),
        (text(), text(), text()).prop_map(|(key, name, about)| Part::Tag(Tag { key, name, about })),
        (media, focus).prop_map(|((key, address, name, alt, caption, credit, of), focus)| {
            Part::Medium(Medium { key, address, name, alt, caption, credit, focus, of })
        }),
        (text(), text()).prop_map(|(from, to)| Part::Redirect(Redirect { from, to })),
    ]
}

proptest! {
    #[test]
    fn a_post_is_read_back_equal_but_for_the_addresses_of_commenters(post in post()) {
        let file = write_post(&post);
        let name = file_name(&post);
        prop_assert_eq!(safe_name(&name), Some(name.as_str()));
        prop_assert!(!file.contains("anna@private.example"));
        let read = markdown_file(&name, file.as_bytes());
        let mut want = post;
        want.comments.iter_mut().for_each(|comment| comment.address.clear());
        prop_assert_eq!(read.summary.faults, vec![]);
        prop_assert_eq!(read.post, want, "{}", file);
    }

    #[test]
    fn a_manifest_is_read_back_equal(parts in vec(part(), 0..12), title in text(), language in language()) {
        let mut parts = parts;
        parts.insert(0, Part::Site(Site { title, language, ..Site::default() }));
        let mut read = Vec::new();
        let file = write_manifest(&parts);
        let summary = manifest(file.as_bytes(), &mut |part| {
            read.push(part);
            ControlFlow::Continue(())
        });
        prop_assert_eq!(summary, Summary::default());
        // The file holds them in the order of their kinds.
        let order = |part: &Part| match part {
            Part::Site(_) => 0,
            Part::Author(_) => 1,
            Part::Section(_) => 2,
            Part::Tag(_) => 3,
            Part::Medium(_) => 4,
            Part::Redirect(_) => 5,
            Part::Post(_) => 6,
        };
        parts.sort_by_key(order);
        prop_assert_eq!(read, parts);
    }
}

#[test]
fn a_medium_outside_of_the_export_is_left_out_and_said() {
    for (address, is_read) in [
        ("media/a.jpg", true),
        ("https://a.example/a.jpg", true),
        ("../a.jpg", false),
        ("/etc/passwd", false),
        ("file:///etc/passwd", false),
        ("", false),
    ] {
        let medium = Medium { key: "a".to_owned(), address: address.to_owned(), ..Medium::default() };
        let mut read = 0;
        let summary = manifest(write_manifest(&[Part::Medium(medium)]).as_bytes(), &mut |part| {
            read += usize::from(matches!(part, Part::Medium(_)));
            ControlFlow::Continue(())
        });
        assert_eq!(read == 1, is_read, "{address}");
        assert_eq!(summary.faults.is_empty(), is_read, "{address}");
    }
}
