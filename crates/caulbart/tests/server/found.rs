//! What the newsroom publishes is told elsewhere, and what others say of it is looked at before anybody sees it.

use std::path::Path;
use std::time::{Duration, Instant};

use model::{Edition, EditionName, ReaderId, Role, Time};
use newsroom::{Content, Editor, Newsroom};
use store::{Database, MentionState, Store};

use crate::stand::*;

const PUBLIC: &str = "https://news.example";

fn now<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(work)
}

async fn edition(folder: &Path) -> (Store, Newsroom) {
    let edition = Edition { name: EditionName::new("main").unwrap(), title: "Caulbart".into(), motto: String::new() };
    let folder = folder.join("main");
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.unwrap();
    (store.clone(), Newsroom::open(store, &folder, &vault::Key::new([7; 32]), Default::default()))
}

fn chief() -> Editor {
    Editor { reader: ReaderId(0), name: "Chris".into(), role: Role::Chief }
}

fn wait_until(what: &str, fits: impl Fn() -> bool) {
    let patience = Instant::now();
    while !fits() {
        assert!(patience.elapsed() < Duration::from_secs(40), "{what} never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_hub_and_whoever_is_linked_to_hear_of_an_article() {
    let (folder, web) = (Folder::new(), Web::new());
    let page =
        format!("<html><head><link rel=\"webmention\" href=\"{}\"></head><body>x</body></html>", web.url("/tell"));
    web.put_bytes("/theirs", "text/html", page.as_bytes());
    web.put_bytes("/deaf", "text/html", b"<p>Nothing.</p>");
    web.put("/hub", b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec());
    web.put("/tell", b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec());
    now(async {
        let (store, room) = edition(folder.path()).await;
        room.set_section(&chief(), "Town").await.unwrap();
        let content = Content {
            headline: "The bridge".into(),
            body: format!(
                "[One]({}) and [two]({}) and [ours]({PUBLIC}/article/9).",
                web.url("/theirs"),
                web.url("/deaf")
            ),
            section: "town".into(),
            language: "en".into(),
            ..Content::default()
        };
        let id = room.begin(&chief(), content, Time::now()).await.unwrap();
        room.publish(&chief(), id, None, Time::now()).await.unwrap();
        store.close().await.unwrap();
    });
    let hub = web.url("/hub");
    let host = web.host();
    let server =
        Server::start(&folder, &["--no-demo", "--public-url", PUBLIC, "--hub", &hub, "--allow-private", &host]);
    let asked = |path: &str| web.asked().iter().filter(|asked| *asked == path).count();
    // Three feeds of the site, three of the section.
    wait_until("a ping for each feed", || asked("/hub") == 6);
    wait_until("the mention", || asked("/tell") == 1);
    wait_until("a look at the other page", || asked("/deaf") == 1);
    let feed = server.get("/feed.xml").body;
    assert!(feed.contains(&format!("rel=\"hub\" href=\"{hub}\"")), "{feed}");
    assert!(feed.contains(&format!("<link>{PUBLIC}/article/")));
    assert_eq!(server.stop().code(), Some(0));
}

#[test]
fn a_mention_is_seen_when_it_is_true_and_somebody_let_it_through() {
    let (folder, web) = (Folder::new(), Web::new());
    let target = now(async {
        let (store, room) = edition(folder.path()).await;
        let content = Content { headline: "The bridge".into(), body: "Open.".into(), ..Content::default() };
        let id = room.begin(&chief(), content, Time::now()).await.unwrap();
        let item = room.publish(&chief(), id, None, Time::now()).await.unwrap();
        store.close().await.unwrap();
        format!("{PUBLIC}/article/{item}-the-bridge")
    });
    let page = |title: &str, link: &str| {
        format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>They say <a href=\"{link}\">so</a>.</p></body></html>"
        )
    };
    web.put_bytes("/post", "text/html", page("My &lt;b&gt; view", &target).as_bytes());
    web.put_bytes("/lie", "text/html", page("Buy this", "https://evil.example/").as_bytes());
    let host = web.host();
    let server = Server::start(&folder, &["--no-demo", "--public-url", PUBLIC, "--allow-private", &host]);
    let path = target.strip_prefix(PUBLIC).unwrap().to_owned();
    let form = |source: &str, target: &str| {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("source", source), ("target", target)])
            .finish()
    };
    let send = |source: &str, target: &str| {
        let kind = [("Content-Type", "application/x-www-form-urlencoded")];
        server.post("/webmention", &kind, form(source, target).as_bytes()).status
    };
    for (source, target, status) in [
        (web.url("/post"), target.clone(), 202),
        (web.url("/lie"), target.clone(), 202),
        // Looked at never: it leads inside.
        ("http://127.0.0.1:1/x".to_owned(), target.clone(), 202),
        (web.url("/post"), "https://elsewhere.example/article/1".to_owned(), 400),
        (web.url("/post"), format!("{PUBLIC}/article/999"), 400),
        ("file:///etc/passwd".to_owned(), target.clone(), 400),
        ("x".to_owned(), target.clone(), 400),
        (target.clone(), target.clone(), 400),
    ] {
        assert_eq!(send(&source, &target), status, "{source} {target}");
    }
    let rows = |state| {
        now(async {
            let (store, _) = edition(folder.path()).await;
            let rows = store.mentions(state, None, 10).await.unwrap();
            store.close().await.unwrap();
            rows
        })
    };
    let decide = |id, state| {
        now(async {
            let (store, _) = edition(folder.path()).await;
            assert!(store.decide_mention(id, state).await.unwrap());
            store.close().await.unwrap();
        })
    };
    wait_until("the mention", || rows(MentionState::Held).len() == 1);
    wait_until("a look at the lie", || web.asked().iter().any(|asked| asked == "/lie"));
    let held = rows(MentionState::Held);
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].mention.title, "My <b> view");
    assert!(!server.get(&path).body.contains("My &lt;b&gt; view"), "nobody let it through yet");
    decide(held[0].id, MentionState::Shown);
    let shown = server.wait_for(&path, |answer| answer.body.contains("My &lt;b&gt; view"));
    assert!(shown.body.contains("rel=\"webmention\""));
    // It says something else now: somebody looks at it again.
    web.put_bytes("/post", "text/html", page("Cheap watches", &target).as_bytes());
    send(&web.url("/post"), &target);
    wait_until("the new words", || rows(MentionState::Held).iter().any(|row| row.mention.title == "Cheap watches"));
    assert!(rows(MentionState::Shown).is_empty());
    decide(held[0].id, MentionState::Removed);
    // And it is gone; another one that was shown goes with its page.
    web.put("/post", b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec());
    let looks = web.asked().len();
    send(&web.url("/post"), &target);
    wait_until("another look", || web.asked().len() > looks);
    assert_eq!(rows(MentionState::Removed).len(), 1, "what was removed stays so");
}
