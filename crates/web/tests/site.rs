//! The whole site over an empty edition: what is asked wrongly, and what is set in a browser.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use stand::*;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_gets_a_page_that_says_so() {
    let folder = Folder::new("wrong");
    let site = site(&folder, false).await;
    let large = "x".repeat(1_000_000);
    for (method, path, headers, body, status, says) in [
        ("GET", "/nowhere", vec![], "", 404, "There is no such page"),
        ("GET", "/story/x", vec![], "", 404, "We do not have this item"),
        ("GET", "/story/99999999999999999999", vec![], "", 404, "We do not have this item"),
        ("GET", "/article/-1", vec![], "", 404, "We do not have this item"),
        ("GET", "/article/%FF", vec![], "", 400, "That could not be read"),
        ("GET", "/topic/no-such", vec![], "", 404, "There is no such page"),
        ("GET", "/source/0", vec![], "", 404, "We do not have this item"),
        ("GET", "/why/5", vec![("accept-language", "de")], "", 404, "Diese Meldung haben wir nicht"),
        ("GET", "/picture/640/AAAAAAAAAAAAAAAA/aHR0cDovLzEyNy4wLjAuMS8", vec![], "", 404, "no such page"),
        ("GET", "/assets/0/site.css", vec![], "", 404, "no such page"),
        ("GET", "/assets/..%2f..%2fCargo.toml", vec![], "", 404, "no such page"),
        ("DELETE", "/", vec![OWN], "", 405, "cannot be used that way"),
        ("GET", "/events", vec![], "", 405, "cannot be used that way"),
        ("POST", "/events", vec![OWN], "{", 400, "That could not be read"),
        ("POST", "/events", vec![OWN], large.as_str(), 413, "too much at once"),
        ("POST", "/choices", vec![OWN, FORM], "verb=follow", 422, "That could not be read"),
        ("POST", "/choices", vec![OWN, FORM], "verb=eat&kind=source&value=1", 400, "That could not be read"),
        ("POST", "/sources", vec![OWN, FORM], "address=x", 403, "Only the operator"),
        ("POST", "/settings", vec![OWN, FORM], "look=pink", 400, "That could not be read"),
        ("POST", "/settings", vec![OWN, FORM], "hat=red", 400, "there is no wish “hat”"),
        ("POST", "/settings", vec![OWN, FORM], "order=newest&slots=7", 400, "“slots” cannot be “7”"),
        ("POST", "/settings", vec![OWN, FORM], "back=/", 400, "That could not be read"),
        ("POST", "/settings", vec![("sec-fetch-site", "cross-site"), FORM], "look=dark", 403, "another site"),
        ("POST", "/welcome", vec![OWN, FORM], "topic=no-such", 400, "there is no such topic"),
        ("POST", "/saved", vec![OWN, FORM], "item=5&verb=save", 404, "We do not have this item"),
        ("POST", "/saved", vec![OWN, FORM], "item=5&verb=eat", 400, "That could not be read"),
        ("POST", "/saved", vec![("sec-fetch-site", "cross-site"), FORM], "item=5&verb=save", 403, "another site"),
        ("GET", "/saved?before=1-2-3", vec![], "", 400, "That could not be read"),
        ("POST", "/history", vec![OWN, FORM], "what=everything", 400, "which part of your history"),
        ("POST", "/history", vec![("sec-fetch-site", "cross-site"), FORM], "what=all", 403, "another site"),
        ("GET", "/history?before=x", vec![], "", 400, "That could not be read"),
        ("POST", "/place", vec![OWN, FORM], "item=5&place=1001", 400, "from 0 to 1000"),
        ("POST", "/place", vec![OWN, FORM], "item=5&place=500", 404, "We do not have this item"),
        ("POST", "/place", vec![OWN, FORM], "item=5", 422, "That could not be read"),
        ("POST", "/events", vec![("origin", "https://evil.example"), ("host", "a.example")], "[]", 403, "another site"),
    ] {
        let answer = ask(&site, method, path, &headers, body.to_owned()).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body:.60}");
        assert!(answer.body.contains(says), "{method} {path}: {}", answer.body);
        assert!(!answer.headers.contains_key("set-cookie"), "{method} {path}");
        assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_tells_the_browser_what_it_may_not_do() {
    let folders = [Folder::new("headers"), Folder::new("headers-https")];
    let (plain, secure) = (site(&folders[0], false).await, site(&folders[1], true).await);
    let bearer = ("authorization", "Bearer open sesame");
    let css = ask(&plain, "GET", "/", &[], "").await.body;
    let css = css.split('"').find(|piece| piece.ends_with("/site.css")).unwrap().to_owned();
    let font = css.replace("site.css", "headline.woff2");
    for (method, path, headers, body, status) in [
        ("GET", "/", vec![], "", 200),
        ("HEAD", "/", vec![], "", 200),
        ("GET", "/nowhere", vec![], "", 404),
        ("GET", "/article/%FF", vec![], "", 400),
        ("DELETE", "/", vec![OWN], "", 405),
        ("POST", "/settings", vec![("sec-fetch-site", "cross-site"), FORM], "look=dark", 403),
        ("POST", "/settings", vec![OWN, FORM], "look=dark", 303),
        ("POST", "/events", vec![OWN], "[]", 204),
        ("GET", css.as_str(), vec![], "", 200),
        ("GET", font.as_str(), vec![], "", 200),
        ("GET", "/favicon.ico", vec![], "", 200),
        ("GET", "/robots.txt", vec![], "", 200),
        ("GET", "/healthz", vec![], "", 200),
        ("GET", "/picture/640/AAAA/aHR0", vec![], "", 404),
        ("GET", "/metrics", vec![bearer], "", 200),
        ("GET", "/metrics", vec![], "", 404),
        ("GET", "/suggest?q=har", vec![], "", 200),
        ("GET", "/following.opml", vec![], "", 200),
        ("GET", "/you.json", vec![], "", 200),
        ("GET", "/api/openapi.json", vec![], "", 200),
        ("GET", "/api/v1/timeline", vec![], "", 200),
        ("GET", "/api/v1/nowhere", vec![], "", 404),
        ("GET", "/websub/7?hub.mode=subscribe&hub.topic=x&hub.challenge=a&hub.lease_seconds=9", vec![], "", 200),
    ] {
        for (site, host, https, referrer) in [
            (&plain, "news.home.example", false, "same-origin"),
            (&plain, "localhost:8080", false, "no-referrer"),
            (&secure, "news.example", true, "no-referrer"),
        ] {
            let headers = [headers.clone(), vec![("host", host)]].concat();
            let answer = ask(site, method, path, &headers, body).await;
            let said = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
            let what = format!("{method} {path} from {host}");
            assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.body);
            assert!(said("content-security-policy").contains("default-src 'none'"), "{what}");
            assert!(!said("content-security-policy").contains("unsafe"), "{what}");
            assert_eq!(said("x-content-type-options"), "nosniff", "{what}");
            assert_eq!(said("referrer-policy"), referrer, "{what}");
            assert_eq!(said("cross-origin-opener-policy"), "same-origin", "{what}");
            assert_eq!(said("cross-origin-resource-policy"), "same-origin", "{what}");
            assert!(said("permissions-policy").contains("geolocation=()"), "{what}");
            assert_eq!(said("strict-transport-security").is_empty(), !https, "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_becomes_somebody_only_when_there_is_something_to_keep() {
    let folder = Folder::new("guest");
    let site = site(&folder, true).await;
    for path in ["/", "/topics", "/sources", "/search?q=bridge", "/about", "/healthz", "/robots.txt", "/favicon.ico"] {
        let answer = ask(&site, "GET", path, &[], "").await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
    let event = r#"[{"id":1,"item":7,"deed":"liked","at":0}]"#;
    let answer = ask(&site, "POST", "/events", &[OWN], event).await;
    assert_eq!(answer.status, 204);
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-reader-main=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let known = cookie.split(';').next().unwrap();
    let again = ask(
        &site,
        "POST",
        "/choices",
        &[OWN, FORM, ("cookie", known)],
        "verb=follow&kind=topic&value=15000000&back=/topic/sport",
    )
    .await;
    assert_eq!(again.status, 303, "{}", again.body);
    assert_eq!(again.headers["location"], "/topic/sport");
    assert!(!again.headers.contains_key("set-cookie"), "she is known");
    let topic = ask(&site, "GET", "/topic/sport", &[("cookie", known)], "").await;
    assert!(topic.body.contains("unfollow"), "{}", topic.body);
    let made_up = format!("__Host-reader-main={}", "ab".repeat(32));
    let stranger = ask(&site, "POST", "/events", &[OWN, ("cookie", &made_up)], event).await;
    assert!(!stranger.headers["set-cookie"].to_str().unwrap().contains(&"ab".repeat(32)), "a secret is ours to choose");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_colours_stay_chosen() {
    let folder = Folder::new("order");
    let site = site(&folder, false).await;
    let looked = ask(&site, "GET", "/?order=newest", &[], "").await;
    assert!(!looked.headers.contains_key("set-cookie"), "to look at an order is not to choose it");
    let answer = ask(&site, "POST", "/settings", &[OWN, FORM], "order=newest&back=/").await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().starts_with("order=newest;"));
    let front = ask(&site, "GET", "/", &[("cookie", "order=newest; look=dark; tongue=de")], "").await;
    assert!(front.body.contains("<html lang=\"de\" data-look=\"dark\">"));
    assert!(front.body.contains("value=\"newest\" aria-current=\"true\""), "{}", front.body);
    let looked = ask(&site, "POST", "/settings", &[OWN, FORM], "look=dark&back=//evil.example").await;
    assert_eq!((looked.status.as_u16(), looked.headers["location"].to_str().unwrap()), (303, "/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_s_token_opens_the_form() {
    let folder = Folder::new("operator");
    let site = site(&folder, false).await;
    let open = ask(
        &site,
        "POST",
        "/sources",
        &[OWN, FORM, ("authorization", "Bearer open sesame")],
        "address=https://a.example",
    )
    .await;
    assert_eq!(open.status, 200);
    assert!(open.body.contains("There is no feed at https://a.example."), "{}", open.body);
    let closed = ask(&site, "POST", "/sources", &[OWN, FORM, ("authorization", "Bearer guess")], "address=x").await;
    assert_eq!(closed.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn hubs_get_their_challenge_back_only_where_we_subscribed() {
    let folder = Folder::new("hub");
    let site = site(&folder, false).await;
    for (path, status) in [
        ("/websub/7?hub.mode=subscribe&hub.topic=x&hub.challenge=%3Cb%3Ehello&hub.lease_seconds=9", 200),
        ("/websub/8?hub.mode=subscribe&hub.topic=x&hub.challenge=hello", 404),
        ("/websub/7?hub.mode=denied&hub.topic=x", 204),
        ("/websub/7", 400),
    ] {
        let answer = ask(&site, "GET", path, &[], "").await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        if status == 200 {
            assert_eq!(answer.body, "<b>hello");
            assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
        }
    }
    let delivered = ask(&site, "POST", "/websub/7", &[("x-hub-signature", "sha256=00")], "<rss/>").await;
    assert_eq!(delivered.status, 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_kept_for_ever_and_travel_small() {
    let folder = Folder::new("assets");
    let site = site(&folder, false).await;
    let front = ask(&site, "GET", "/", &[], "").await;
    let css = front.body.split('"').find(|piece| piece.ends_with("/site.css")).unwrap().to_owned();
    let plain = ask(&site, "GET", &css, &[], "").await;
    assert_eq!(plain.status, 200);
    assert!(plain.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let small = ask(&site, "GET", &css, &[("accept-encoding", "gzip")], "").await;
    assert_eq!(small.headers["content-encoding"], "gzip");
    let page = ask(&site, "GET", "/about", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(page.headers["content-encoding"], "gzip");
}

fn cookies(answer: &Answer) -> Vec<String> {
    let sent = answer.headers.get_all("set-cookie").iter();
    sent.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn wishes_stay_in_the_browser_until_somebody_is_known_and_with_her_afterwards() {
    let folder = Folder::new("wishes");
    let site = site(&folder, false).await;
    let set = ask(&site, "POST", "/settings", &[OWN, FORM], "order=newest&text=large&contrast=more&slots=10").await;
    assert_eq!((set.status.as_u16(), set.headers["location"].to_str().unwrap()), (303, "/settings?kept=1"));
    let hers = cookies(&set).join("; ");
    assert_eq!(hers, "order=newest; text=large; contrast=more; slots=10");
    let page = ask(&site, "GET", "/settings", &[("cookie", &hers)], "").await;
    for part in ["data-text=\"large\"", "data-contrast=\"more\"", "value=\"newest\" checked", "value=\"10\" selected"] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    // She becomes somebody: from now on the browser's cookies say nothing.
    let event = r#"[{"id":1,"item":7,"deed":"liked","at":0}]"#;
    let met = ask(&site, "POST", "/events", &[OWN, ("cookie", &hers)], event).await;
    let known = cookies(&met).join("; ");
    let page = ask(&site, "GET", "/settings", &[("cookie", &format!("{known}; text=huge; look=dark"))], "").await;
    for part in ["data-text=\"large\"", "data-look=\"device\"", "value=\"newest\" checked"] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let again = ask(&site, "POST", "/settings", &[OWN, FORM, ("cookie", &known)], "text=small&look=dark").await;
    assert!(cookies(&again).is_empty(), "it is kept with her");
    let page = ask(&site, "GET", "/about", &[("cookie", &known)], "").await;
    assert!(page.body.contains("data-look=\"dark\" data-text=\"small\""), "{}", page.body);
    // Another reader is another reader.
    let other = ask(&site, "POST", "/events", &[OWN], event).await;
    let page = ask(&site, "GET", "/about", &[("cookie", &cookies(&other).join("; "))], "").await;
    assert!(!page.body.contains("data-text"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_that_wants_no_question_is_asked_none_and_nobody_is_met() {
    let folder = Folder::new("welcome");
    let site = site(&folder, false).await;
    let skipped = ask(&site, "POST", "/welcome", &[OWN, FORM], "topic=sport&skip=1").await;
    assert_eq!((skipped.status.as_u16(), cookies(&skipped)), (303, vec!["asked=yes".to_owned()]));
    let none = ask(&site, "POST", "/welcome", &[OWN, FORM], "").await;
    assert_eq!(cookies(&none), ["asked=yes"]);
    let some = ask(&site, "POST", "/welcome", &[OWN, FORM], "topic=sport&topic=weather").await;
    let known = cookies(&some).join("; ");
    assert!(known.starts_with("reader-main="), "{known}");
    let topic = ask(&site, "GET", "/topic/weather", &[("cookie", &known)], "").await;
    assert!(topic.body.contains("unfollow"), "{}", topic.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_break_after_minutes_comes_when_it_is_time_and_begins_anew() {
    let folder = Folder::new("break");
    let site = site(&folder, false).await;
    let now = model::Time::now();
    for (minutes_ago, ends) in [(5, false), (25, true)] {
        let sitting =
            format!("sitting={}-{}; minutes=20", now.plus(-minutes_ago * model::MINUTE).0, now.plus(-1_000).0);
        let front = ask(&site, "GET", "/", &[("cookie", &sitting)], "").await;
        assert_eq!(front.body.contains("Time for a break"), ends, "{minutes_ago}");
        assert!(cookies(&front)[0].starts_with("sitting="), "{:?}", cookies(&front));
    }
    let on = ask(&site, "POST", "/break", &[OWN, FORM], "").await;
    let front = ask(&site, "GET", "/", &[("cookie", &format!("{}; minutes=20", cookies(&on)[0]))], "").await;
    assert!(!front.body.contains("Time for a break"));
    let plain = ask(&site, "GET", "/", &[], "").await;
    assert!(cookies(&plain).is_empty(), "who wishes for no breaks is not watched");
}
