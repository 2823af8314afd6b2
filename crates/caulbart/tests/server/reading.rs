//! A newcomer starts the server and reads; the server is killed and reads on.

use crate::stand::{Folder, Server, Web, caulbart};

fn feed(items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(id, title)| format!("<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><link>https://quay.example/{id}</link><description>{title}, in a few more words than that.</description></item>"))
        .collect();
    format!("<rss version=\"2.0\"><channel><title>The Quay</title>{items}</channel></rss>")
}

#[test]
fn a_newcomer_sees_real_content_without_a_network() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/story/").is_some());
    assert_eq!(front.status, 200);
    assert!(!front.body.contains("src=\"http"), "a page asks nobody but its edition");
    let story = server.get(&front.link("/story/").unwrap());
    assert_eq!(story.status, 200);
    let article = server.get(&story.link("/article/").unwrap());
    assert_eq!(article.status, 200);
    for path in ["/topics", "/sources", "/search?q=harbour", "/search?q=%22", "/healthz", "/robots.txt"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn wrong_addresses_get_a_page_that_says_so() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    for (path, status) in [
        ("/story/99999", 404),
        ("/story/x", 404),
        ("/article/-1", 404),
        ("/topic/no-such", 404),
        ("/source/0", 404),
        ("/nowhere", 404),
        ("/picture/http%3A%2F%2F127.0.0.1%2Fx", 404),
        ("/../../etc/passwd", 404),
        ("/assets/..%2f..%2fCargo.toml", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(!answer.body.contains("root:"), "{path}");
    }
    assert_eq!(server.get("/").status, 200, "an empty edition has a front page too");
}

#[test]
fn an_edited_headline_changes_its_item_and_makes_no_second_story() {
    let folder = Folder::new();
    let web = Web::new();
    web.put_feed("/feed", &feed(&[("a", "Bridge closes for repairs"), ("b", "Choir sings in the rain")]));
    let allow = web.host();
    let add = ["feed", "add", &web.url("/feed"), "--allow-private", &allow];
    assert!(caulbart(&folder, &add).status.success());
    web.put_feed("/feed", &feed(&[("a", "Bridge closes for repairs until March"), ("b", "Choir sings in the rain")]));
    assert!(caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &allow]).status.success());
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let front = server.wait_for("/", |page| page.body.contains("until March"));
    assert_eq!(front.body.matches("Choir sings in the rain").count().min(1), 1);
    let article = front.body.find("until March").unwrap();
    let link = front.body[..article]
        .rfind("href=\"/")
        .map(|at| front.body[at + 6..].split('"').next().unwrap().to_owned())
        .unwrap();
    let page = server.get(&link);
    assert!(page.body.contains("until March"), "{link}");
    let earlier = page.body.split("class=\"versions\"").nth(1).expect("what it said before");
    assert!(
        earlier.contains("Bridge closes for") && earlier.contains("<del>") && earlier.contains("<ins>"),
        "{earlier}"
    );
    let item: serde_json::Value =
        serde_json::from_str(&server.get(&link.replace("/article/", "/api/v1/items/")).body).unwrap();
    let fates: Vec<&str> = item["versions"][0]["changed"]["title"]
        .as_array()
        .unwrap()
        .iter()
        .map(|piece| piece["fate"].as_str().unwrap())
        .collect();
    assert_eq!(fates, ["kept", "new"]);
    assert!(front.body.contains("Bridge closes for repairs until March"));
    assert!(
        !front.body.contains("Bridge closes for repairs<"),
        "the earlier headline must not stand beside the new one"
    );
}

#[test]
fn what_was_kept_survives_a_kill_during_a_refresh() {
    let folder = Folder::new();
    let web = Web::new();
    let allow = web.host();
    let many: Vec<(String, String)> =
        (0..400).map(|n| (format!("n{n}"), format!("Report number {n} from the old quay"))).collect();
    let pairs: Vec<(&str, &str)> = many.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    web.put_feed("/first", &feed(&pairs[..40]));
    web.put_feed("/second", &feed(&pairs[40..]));
    assert!(caulbart(&folder, &["feed", "add", &web.url("/first"), "--allow-private", &allow]).status.success());
    let server = Server::start(&folder, &["--no-demo", "--allow-private", &allow]);
    server.wait_for("/", |page| page.body.contains("Report number"));
    let form = format!("address={}", web.url("/second").replace(':', "%3A").replace('/', "%2F"));
    let answer = server.post(
        "/sources",
        &[("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")],
        form.as_bytes(),
    );
    assert!(answer.status < 400, "{}", answer.body);
    server.kill();
    let server = Server::start(&folder, &["--no-demo", "--allow-private", &allow]);
    let found = server.wait_for("/search?q=%22report+number+7+%22", |page| page.body.contains("Report number 7"));
    assert_eq!(found.status, 200);
    assert!(server.get("/").body.contains("Report number"));
}

#[test]
fn a_hostile_feed_is_told_in_the_sources_health() {
    let folder = Folder::new();
    let web = Web::new();
    let allow = web.host();
    web.put_feed("/good", &feed(&[("a", "Bridge closes for repairs")]));
    assert!(caulbart(&folder, &["feed", "add", &web.url("/good"), "--allow-private", &allow]).status.success());
    web.put(
        "/good",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .to_vec(),
    );
    let output = caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &allow]);
    assert!(output.status.code().is_some());
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let page = server.get("/sources");
    assert!(page.body.contains("private"), "{}", page.body);
    assert!(server.wait_for("/", |page| page.body.contains("Bridge closes")).status == 200, "what was kept stays");
}

#[test]
fn an_article_ends_with_a_handful_for_its_reader_and_says_why() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let article = server.wait_for("/", |page| page.link("/article/").is_some()).link("/article/").unwrap();
    let page = server.wait_for(&article, |page| page.body.contains("Next for you"));
    let below = page.body.split("Next for you").nth(1).unwrap();
    let below = &below[..below.find("</aside>").unwrap()];
    let item = article.rsplit('/').next().unwrap();
    assert!((1..=5).contains(&below.matches("data-slot=").count()), "{below}");
    assert_eq!(below.matches("data-slot=").count(), below.matches("class=\"reason\"").count(), "{below}");
    assert!(!below.contains(&format!("data-item=\"{item}\"")), "not what she has before her");
    let ties = ["Like this article", "About the same story", "Read by readers of this article"];
    assert!(ties.iter().any(|tie| below.contains(tie)), "{below}");
}
