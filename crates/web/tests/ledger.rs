//! What is kept about a reader is shown to her alone, and erased when she means it; the ledger is shown to everybody.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use axum::Router;
use stand::{Answer, FORM, Folder, OWN, ask, open};

async fn get(site: &Router, path: &str, cookie: &str) -> Answer {
    ask(site, "GET", path, &[("cookie", cookie)], "").await
}

/// A guest of whom something is kept: her cookie.
async fn guest(site: &Router, topic: &str) -> String {
    let form = format!("verb=follow&kind=word&value={topic}");
    let answer = ask(site, "POST", "/choices", &[FORM, OWN], form).await;
    let cookie = answer.headers.get("set-cookie").expect("a cookie").to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn tag_key(page: &str) -> &str {
    let key = page.split("data-key=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    key
}

#[tokio::test(flavor = "multi_thread")]
async fn her_tag_key_is_hers_alone_and_is_kept_by_no_browser() {
    let folder = Folder::new("tag-key");
    let (_, site) = open(&folder, "main", false).await;
    let (ann, bea) = (guest(&site, "harbour").await, guest(&site, "bridge").await);
    let [hers, others] = [get(&site, "/my-data", &ann).await, get(&site, "/my-data", &bea).await];
    for page in [&hers, &others] {
        assert_eq!((page.status.as_u16(), page.headers["cache-control"].to_str().unwrap()), (200, "no-store"));
        assert!(page.body.contains("what you follow and mute"), "{}", page.body);
    }
    let (of_ann, of_bea) = (tag_key(&hers.body).to_owned(), tag_key(&others.body));
    assert_ne!(of_ann, of_bea);
    let stranger = format!("reader-main={}", "ab".repeat(32));
    for (path, cookie) in [
        ("/my-data", ""),
        ("/my-data?reader=1", ""),
        ("/my-data?reader=1", &stranger),
        ("/my-data?reader=1", "reader-main=1"),
        ("/my-data?reader=1", &bea),
        ("/transparency", &ann),
        ("/algorithm", &ann),
        ("/", &ann),
    ] {
        let page = get(&site, path, cookie).await;
        assert!(!page.body.contains(&of_ann), "{path} {cookie}");
    }
    let nobody = get(&site, "/my-data", "").await.body;
    assert!(nobody.contains("Nothing is kept about you") && !nobody.contains("data-key"), "{nobody}");
    assert_eq!(get(&site, "/my-data/1", &ann).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_when_she_means_it_and_not_before() {
    let folder = Folder::new("erase");
    let (_, site) = open(&folder, "main", false).await;
    let ann = guest(&site, "harbour").await;
    let foreign = [FORM, ("sec-fetch-site", "cross-site"), ("cookie", ann.as_str())];
    assert_eq!(ask(&site, "POST", "/my-data/erase", &foreign, "sure=yes").await.status, 403);
    let own = [FORM, OWN, ("cookie", ann.as_str())];
    let unsure = ask(&site, "POST", "/my-data/erase", &own, "").await;
    assert_eq!(unsure.status, 422);
    assert!(unsure.body.contains("tick the box first"), "{}", unsure.body);
    assert_eq!(unsure.headers["cache-control"], "no-store");
    assert!(get(&site, "/my-data", &ann).await.body.contains("data-key"));

    let gone = ask(&site, "POST", "/my-data/erase", &own, "sure=yes").await;
    assert_eq!((gone.status.as_u16(), gone.headers["cache-control"].to_str().unwrap()), (200, "no-store"));
    assert!(gone.body.contains("kind erase") && gone.body.contains("by reader"), "{}", gone.body);
    let cookie = gone.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("reader-main=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert!(gone.body.contains("It stands in the ledger within a minute"), "no job runs in this site");
    assert!(get(&site, "/my-data", &ann).await.body.contains("Nothing is kept about you"));
    let again = ask(&site, "POST", "/my-data/erase", &own, "sure=yes").await;
    assert!(again.body.contains("Nothing is kept about you"), "{}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_goes_with_everything_else() {
    let folder = Folder::new("account");
    let (_, site) = open(&folder, "main", false).await;
    let sign_up = || ask(&site, "POST", "/sign-up", &[FORM, OWN], "name=Ann&password=seven+quiet+herons");
    let entered = sign_up().await;
    assert_eq!(entered.status, 200, "{}", entered.body);
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = get(&site, "/my-data", &cookie).await.body;
    for said in ["your name here", "browsers in which you are signed in", "Your account goes as well"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let gone = ask(&site, "POST", "/my-data/erase", &[FORM, OWN, ("cookie", cookie.as_str())], "sure=yes").await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert!(gone.body.contains("kind erase") && !gone.body.contains("Ann"), "{}", gone.body);
    assert_eq!(get(&site, "/account", &cookie).await.status, 303, "she is not signed in any more");
    assert_eq!(sign_up().await.status, 200, "the name is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_page_says_how_to_check() {
    let folder = Folder::new("without-scripts");
    let (_, site) = open(&folder, "main", false).await;
    let ann = guest(&site, "harbour").await;
    let headers = [("cookie", ann.as_str()), ("host", "news.example")];
    let page = ask(&site, "GET", "/my-data", &headers, "").await.body;
    let without = page.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    assert!(without.contains("python3 docs/verify.py http://news.example/ledger/"), "{without}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_the_head_the_policy_and_that_nobody_else_signed() {
    let folder = Folder::new("transparency");
    let (_, site) = open(&folder, "main", false).await;
    let promise = "We cannot show you that nobody looked. We can show you everything the vault opened, that the list was \
                   never changed, and who besides us checked.";
    let page = ask(&site, "GET", "/transparency", &[("host", "news.example")], "").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.headers["cache-control"], "public, max-age=30");
    for said in [
        promise,
        "No independent witness has signed this head.",
        "news.example/main",
        "caulbart audit http://news.example/ledger/",
        "to help the reader",
        "Nothing was opened so far.",
        "What this cannot prove",
        "Access policy 1 is in force from here on.",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(get(&site, "/my-data", "").await.body.contains(promise));
    let reports = folder.0.join("main-ledger/reports");
    std::fs::create_dir_all(&reports).unwrap();
    let csv = "table,group,measure,count,of\nrequests,,granted,1,3\nrequests,country=<b> type=legal,granted,1,3\n";
    std::fs::write(reports.join("2026-11.csv"), csv).unwrap();
    assert!(get(&site, "/transparency", "").await.body.contains("/transparency/2026-11"));
    let report = get(&site, "/transparency/2026-11", "").await;
    for said in ["1 of 3 (33.3 %)", "country &lt;b&gt;", "Requests of authorities"] {
        assert!(report.body.contains(said), "{said}: {}", report.body);
    }
    for path in ["/transparency/2026-12", "/transparency/..", "/transparency/%2e%2e%2fvkey", "/transparency/x"] {
        assert_eq!(get(&site, path, "").await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ranks_is_told_with_its_numbers() {
    let folder = Folder::new("algorithm");
    let (_, site) = open(&folder, "main", false).await;
    for (language, said) in [
        ("en", ["weights set by hand", "Religion", "freshness"]),
        ("de", ["von Hand gesetzte", "Religion", "freshness"]),
    ] {
        let page = ask(&site, "GET", "/algorithm", &[("accept-language", language)], "").await;
        assert_eq!(page.status, 200);
        for said in said {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
    }
}
