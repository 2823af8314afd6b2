//! Whatever strangers write stands on a page as text.

#[path = "pages/ledger.rs"]
mod ledger_pages;
#[path = "pages/newsroom.rs"]
mod newsroom_pages;
#[path = "pages/watch.rs"]
mod watch_pages;

use jiff::tz::TimeZone;
use maud::Markup;
use model::{
    Edition, EditionName, FinderId, FinderKind, Health, ItemId, Kind, Language, SourceId, SourceKind, StoryId, Task,
    Time,
};
use readers::accounts::{Scope, SignUpMode};
use search::query::{Fault, What};
use text::{Fate, Piece};
use timeline::Sliders;
use web::{Wrong, pages, view::*, words::Tongue};

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<!-- --!><svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u{202e}\u{0}<u>",
];

fn source(text: &str) -> SourceLink {
    SourceLink { id: SourceId(1), title: text.into() }
}

fn picture(text: &str) -> PictureView {
    PictureView { src: text.into(), srcset: text.into(), width: 0, height: 0, alt: text.into(), credit: text.into() }
}

fn line(text: &str) -> ItemLine {
    ItemLine {
        item: ItemId(1),
        language: Language::UNKNOWN,
        headline: text.into(),
        standfirst: text.into(),
        source: source(text),
        published: Time(0),
        picture: Some(picture(text)),
        story: None,
        clip: None,
    }
}

fn slot(text: &str) -> SlotView {
    SlotView {
        position: 1,
        item: ItemId(1),
        kind: Kind::Article,
        language: Language::ENGLISH,
        headline: text.into(),
        standfirst: text.into(),
        source: source(text),
        topic: Some(TopicLink { slug: text.into(), name: text.into() }),
        section: Some(TopicLink { slug: text.into(), name: text.into() }),
        published: Time(0),
        minutes: 3,
        picture: Some(picture(text)),
        story: Some(StoryLink { id: StoryId(1), sources: 2, items: 2 }),
        saved: true,
        reason: text.into(),
        clip: None,
    }
}

fn door(text: &str) -> DoorView {
    DoorView {
        name: text.into(),
        invitation: text.into(),
        fault: Some(text.into()),
        back: text.into(),
        guest: true,
        along: Some(true),
        again: false,
        mode: Some(SignUpMode::Invitation),
        host: Some("news.example".into()),
    }
}

fn account(text: &str) -> AccountView {
    AccountView {
        name: text.into(),
        since: Time(0),
        has_password: true,
        sessions: 2,
        passkeys: 1,
        tokens: 1,
        notice: None,
        fault: Some(text.into()),
        typed: text.into(),
    }
}

fn session(text: &str, this: bool) -> SessionLine {
    SessionLine { id: 1, agent: text.into(), began: Time(0), seen: Time(1), this }
}

fn passkey(text: &str) -> PasskeyLine {
    PasskeyLine { id: 1, label: text.into(), added: Time(0), used: None }
}

fn token(text: &str) -> TokenLine {
    TokenLine { id: 1, label: text.into(), scopes: Scope::ALL.to_vec(), ends: Time(9), seen: Some(Time(1)) }
}

fn version(text: &str) -> VersionView {
    let pieces = || [Fate::Gone, Fate::New, Fate::Kept].map(|fate| Piece { fate, text: text.into() }).into();
    VersionView {
        seen: Time(0),
        title: text.into(),
        standfirst: text.into(),
        text: text.into(),
        changed: Changed { title: pieces(), standfirst: pieces(), text: pieces() },
    }
}

fn article(text: &str) -> ArticleView {
    ArticleView {
        item: ItemId(1),
        kind: Kind::Article,
        language: Language::GERMAN,
        headline: text.into(),
        standfirst: text.into(),
        byline: text.into(),
        source: source(text),
        stance: Stance::Neither,
        saved: true,
        topics: Vec::new(),
        published: Time(0),
        updated: Some(Time(1)),
        minutes: 1,
        player: Some(watch_pages::player(text)),
        picture: Some(picture(text)),
        place: Some(412),
        pause: None,
        body: "<p>Clean.</p>".into(),
        url: text.into(),
        enclosures: vec![EnclosureView { url: text.into(), media_type: text.into(), megabytes: None }],
        story: None,
        versions: vec![version(text)],
        next: Some(Neighbour { item: ItemId(2), headline: text.into(), source: text.into() }),
        for_you: vec![slot(text)],
        more: vec![line(text)],
        piece: Some(newsroom_pages::piece(text)),
        outgoing: None,
        comments: None,
    }
}

fn you(text: &str) -> YouView {
    let learned = |of| LearnedList {
        of,
        entries: vec![Learned { name: text.into(), href: format!("/{text}"), strength: f64::NAN, value: text.into() }],
        more: 1,
    };
    let remembered = || RememberedList {
        entries: vec![Remembered { item: ItemId(1), headline: text.into(), notes: vec![text.into()] }],
        more: 1,
    };
    YouView {
        empty: false,
        met: Some(Time(0)),
        taken: [1.0, f64::NAN, 0.0],
        topics: learned("topic"),
        sources: learned("source"),
        words: learned("word"),
        kinds: learned("kind"),
        lengths: learned("length"),
        hours: learned("hours"),
        read: remembered(),
        shown: remembered(),
        hidden: remembered(),
        chosen: vec![ChosenView { kind: "word", value: text.into(), name: text.into(), stance: Stance::Muted }],
        tuned: true,
    }
}

fn share(text: &str) -> ShareView {
    let text = || text.to_owned();
    ShareView { item: ItemId(1), headline: text(), source: text(), here: text(), url: text() }
}

fn report(text: &str) -> ReportView {
    ReportView { item: ItemId(1), headline: text.into(), source: text.into(), noted: false }
}

fn operator(text: &str) -> OperatorView {
    let row = ReportRow { item: ItemId(1), headline: text.into(), source: text.into(), reason: "x", at: Time(0) };
    OperatorView { reports: vec![row], faults: vec![text.into()], ..OperatorView::default() }
}

fn change(text: &str) -> ChangeView {
    ChangeView {
        more: false,
        moved: vec![MovedView {
            item: ItemId(1),
            headline: text.into(),
            source: text.into(),
            before: Placed::At(1),
            after: Placed::LeftOut(text.into()),
        }],
        strengths: vec![StrengthView { name: text.into(), before: f64::NAN, after: -1.5 }],
        back: text.into(),
    }
}

fn all_pages(visit: &Visit, text: &str) -> Vec<Markup> {
    let row = SourceRow {
        id: SourceId(1),
        title: text.into(),
        folder: text.into(),
        language: Language::UNKNOWN,
        health: Health::Failing,
        health_words: text.into(),
        items: 1,
        newest: None,
        stance: Stance::Muted,
    };
    let one = SourceView {
        id: SourceId(1),
        kind: SourceKind::Feed,
        title: text.into(),
        address: format!("https://{text}"),
        site: format!("https://{text}"),
        language: Language::UNKNOWN,
        health: Health::Well,
        health_words: text.into(),
        added: Time(0),
        folder: text.into(),
        folders: vec![text.into()],
        next_ask: None,
        stance: Stance::Neither,
        answers: vec![AnswerView { at: Time(0), status: 0, took_ms: 0, new_items: 0, words: text.into() }],
        items: vec![line(text)],
    };
    let why = WhyView {
        receipt: "/receipt".into(),
        item: ItemId(1),
        headline: text.into(),
        source: text.into(),
        position: Some(1),
        reasons: vec![text.into()],
        would_stand: Some(2),
        bars: vec![Bar { group: text.into(), gave: Some(f64::NAN), without: None }],
        value: 0.0,
        candidates: 1,
        left_out: vec![LeftOutLine {
            item: ItemId(1),
            headline: text.into(),
            source: text.into(),
            reason: text.into(),
            would_stand: Some(3),
        }],
        left_out_total: 1,
    };
    let story = StoryView {
        id: StoryId(1),
        title: text.into(),
        language: Language::UNKNOWN,
        topics: Vec::new(),
        sources: 1,
        first: Time(0),
        last: Time(1),
        picture: None,
        coverage: (0..3).map(|_| Coverage { line: line(text), versions: vec![version(text)] }).collect(),
    };
    let filter =
        Filter { name: "language", label: "x", choices: vec![(text.into(), text.into())], chosen: text.into() };
    let faults = vec![Fault { at: 0, length: 3, what: What::NoSuchTopic(text.into()) }];
    let query = || TypedQuery { typed: text.into(), faults: faults.clone() };
    let search = SearchView {
        query: query(),
        filters: vec![filter],
        source: text.into(),
        sources: vec![text.into()],
        after: text.into(),
        before: text.into(),
        total: 1,
        found: vec![Found { line: line(text), snippet: vec![(true, text.into())] }],
        left_out: Some(text.into()),
        only_some_words: false,
        page: 2,
        more: true,
    };
    let form = || FinderForm { id: Some(FinderId(1)), name: text.into(), query: query(), place: 0, task: Task::Tell };
    let list_report = || ListReport { good: vec![text.into()], bad: vec![(text.into(), vec![text.into()])] };
    let followed = || FollowedRow {
        kind: "word",
        value: text.into(),
        name: text.into(),
        href: text.into(),
        stance: Stance::Muted,
    };
    let finders = |kind: FinderKind| FindersView {
        kind,
        rows: vec![FinderRow { id: FinderId(1), name: text.into(), query: text.into(), task: Task::Tell, new: 2 }],
        form: form(),
        fault: Some("It was not saved."),
        page: 1,
        pages: 2,
    };
    let topic = TopicLink { slug: text.into(), name: text.into() };
    let starter = Starter { key: text.into(), name: text.into(), language: Language::UNKNOWN, feeds: 1 };
    let mut all = vec![
        pages::front(
            visit,
            &Front {
                order: Order::ForYou,
                newest: model::StoryId(7),
                tune: Some(TuneView { sliders: Sliders([0, 1, 2, 3, 4, 2, 2]), preview: true }),
                asks: vec![TopicLink { slug: text.into(), name: text.into() }],
                pinned: vec![(line(text), Time(1))],
                slots: (1..13).map(|position| SlotView { position, ..slot(text) }).collect(),
                end: FrontEnd::UpToDate,
                up_to_date_at: Time(0),
                left_out: 1,
                sources: 1,
                saved: 1,
            },
        ),
        pages::settings(visit, true),
        pages::history(
            visit,
            &HistoryView {
                days: vec![HistoryDay {
                    title: text.into(),
                    from: Time(0),
                    until: Time(9),
                    lines: vec![(line(text), Time(1))],
                }],
                later: true,
                next: Some("5-1".into()),
                forgotten: Some(2),
            },
        ),
        pages::article(visit, &article(text)),
        pages::story(visit, &story),
        pages::topics(
            visit,
            &TopicsView {
                rows: vec![TopicRow {
                    topic: topic.clone(),
                    stories: 1,
                    stance: Stance::Followed,
                    top: Some((text.into(), text.into())),
                }],
            },
        ),
        pages::topic(visit, &TopicView { code: 1, topic, stance: Stance::Neither, slots: vec![slot(text)] }),
        pages::sources(
            visit,
            &SourcesView {
                rows: vec![row],
                starters: vec![starter],
                notice: Some((false, text.into())),
                report: Some(list_report()),
                typed: text.into(),
            },
        ),
        pages::source(visit, &one),
        pages::search(visit, &search),
        pages::finders(visit, &finders(FinderKind::SavedSearch)),
        pages::finders(visit, &finders(FinderKind::Rule)),
        pages::preview(visit, &PreviewView { form: form(), read_as: text.into(), total: 3, newest: vec![line(text)] }),
        pages::finder(
            visit,
            &FinderView {
                kind: FinderKind::Rule,
                form: form(),
                notice: Some(text.into()),
                found: vec![(line(text), true)],
            },
        ),
        pages::following(
            visit,
            &FollowingView {
                sources: vec![followed()],
                topics: vec![followed()],
                words: vec![followed()],
                report: Some(list_report()),
            },
        ),
        pages::saved(
            visit,
            &SavedView { total: 2, lines: vec![(line(text), Time(0))], later: true, next: Some("5-1".into()) },
        ),
        pages::why(visit, &why),
        pages::you(visit, &you(text)),
        pages::forget_everything(visit),
        pages::change(visit, &change(text)),
        pages::share(visit, &share(text)),
        pages::report(visit, &report(text)),
        pages::operator(visit, &operator(text)),
        pages::sign_in(visit, &door(text)),
        pages::sign_up(visit, &door(text)),
        pages::recover(visit, &door(text)),
        pages::code(visit, &CodeView { code: text.into(), back: text.into() }),
        pages::account(visit, &account(text)),
        pages::password(visit, text, Some(text)),
        pages::new_code(visit),
        pages::delete(visit),
        pages::sessions(visit, &[session(text, true), session(text, false)]),
        pages::passkeys(visit, Some("news.example"), &[passkey(text)], Some(text)),
        pages::tokens(visit, &[token(text)], Some(text)),
        pages::token(visit, text),
        pages::error(visit, Wrong::Unreadable(text.into())),
        pages::offline(visit),
    ];
    all.extend(newsroom_pages::all(visit, text));
    all.extend(watch_pages::all(visit, text));
    all.extend(ledger_pages::all(visit, text));
    all
}

#[test]
fn what_strangers_write_is_text_on_every_page() {
    let edition =
        |text: &str| Edition { name: EditionName::new("main").unwrap(), title: text.into(), motto: text.into() };
    for text in HOSTILE {
        let edition = edition(text);
        let visit = Visit {
            edition: &edition,
            tongue: Tongue::German,
            look: Look::Device,
            wishes: Wishes::default(),
            now: Time(5),
            zone: &TimeZone::UTC,
            here: text,
            locked: false,
            operator: true,
            told: None,
            clips: false,
            works_here: true,
            whose: text,
            name: Some(text),
        };
        for page in all_pages(&visit, text) {
            let page = page.into_string();
            for sign in ["<script>alert", "<img src=x", "<svg onload", "<u>", "\" onmouseover", "<!-- --!>"] {
                assert!(!page.contains(sign), "{text} gave {sign}");
            }
            // An attribute in double quotes is only ended by one; ours are all in double quotes.
            assert!(!page.contains("=' onmouseover"), "{text}");
        }
    }
}

#[test]
fn every_page_is_complete_in_every_language() {
    let edition = Edition { name: EditionName::new("main").unwrap(), title: "Town".into(), motto: String::new() };
    for tongue in Tongue::ALL {
        let visit = Visit {
            edition: &edition,
            tongue,
            look: Look::Dark,
            wishes: Wishes::default(),
            now: Time(5),
            zone: &TimeZone::UTC,
            here: "/",
            locked: false,
            operator: false,
            told: None,
            clips: false,
            works_here: true,
            whose: "",
            name: None,
        };
        for page in all_pages(&visit, "A bridge") {
            let page = page.into_string();
            assert!(page.contains(&format!("<html lang=\"{}\" data-look=\"dark\"", tongue.tag())));
            assert_eq!(page.matches("<h1").count(), 1, "one heading of the first order");
            assert!(
                page.contains("id=\"content\"") && page.contains("href=\"#content\""),
                "the skip link leads somewhere"
            );
            assert!(!page.contains("style=\""), "no inline style: the policy forbids it");
            assert!(!page.contains("action=\"/sources\""), "only operators add sources");
        }
    }
}
