//! Tokens over the whole site: what they open, and everything that they do not.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use readers::accounts::{Caller, Scope, SignUp};
use serde_json::Value;
use stand::*;

const PASSWORD: &str = "seven quiet herons";

async fn account(readers: &readers::Readers, name: &str) -> (model::ReaderId, String) {
    let wanted = SignUp { name, password: PASSWORD, ..SignUp::default() };
    let (entry, _) = readers.sign_up(wanted, &Caller::default(), model::Time::now()).await.unwrap();
    (entry.reader, entry.secret.as_hex())
}

async fn told(site: &axum::Router, method: &str, path: &str, token: &str, body: &str) -> (u16, Value, String) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = ask(site, method, path, &headers, body.to_owned()).await;
    assert!(!answer.headers.contains_key("set-cookie"), "{method} {path}: no cookie comes of a token");
    let challenge = answer.headers.get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    (answer.status.as_u16(), serde_json::from_str(&answer.body).unwrap_or(Value::Null), challenge.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_it_was_made_for_and_nothing_else() {
    let folder = Folder::new("token-scopes");
    let (readers, site) = open(&folder, "main", false).await;
    let (ann, _) = account(&readers, "Ann").await;
    let now = model::Time::now();
    let mut made = Vec::new();
    for scope in Scope::ALL {
        made.push(readers.make_token(ann, scope.word(), &[scope], 30, now).await.unwrap());
    }
    let event = r#"[{"id":1,"item":7,"deed":"liked","at":0}]"#;
    let choice = r#"{"choice":"follow","kind":"word","value":"harbour"}"#;
    for (method, path, body, opens) in [
        ("GET", "/api/v1/account", "", [200, 403, 403]),
        ("GET", "/api/v1/choices", "", [200, 403, 403]),
        ("GET", "/api/v1/timeline", "", [200, 403, 403]),
        ("POST", "/api/v1/events", event, [403, 204, 403]),
        ("POST", "/api/v1/choices", choice, [403, 403, 204]),
        ("GET", "/api/v1/sessions", "", [403, 403, 200]),
        ("GET", "/api/v1/tokens", "", [403, 403, 200]),
        ("DELETE", "/api/v1/profile", "", [403, 403, 204]),
        ("DELETE", "/api/v1/sessions/1", "", [403, 403, 403]),
        ("DELETE", "/api/v1/tokens/1", "", [403, 403, 403]),
        ("DELETE", "/api/v1/what-comes-later", "", [403, 403, 404]),
        ("POST", "/account/name", "", [403, 403, 403]),
        ("POST", "/account/delete", "", [403, 403, 403]),
        ("GET", "/account", "", [403, 403, 403]),
        ("GET", "/you.json", "", [403, 403, 403]),
        ("GET", "/", "", [403, 403, 403]),
    ] {
        for (token, want) in made.iter().zip(opens) {
            let (status, problem, challenge) = told(&site, method, path, token, body).await;
            assert_eq!(status, want, "{method} {path} {problem}");
            if want == 403 && path.starts_with("/api/") && !path.ends_with("/1") {
                assert_eq!(problem["type"], "/problems/token-may-not", "{method} {path}");
                assert!(problem["detail"].as_str().unwrap().contains("/account/tokens"), "{problem}");
                assert!(challenge.contains("insufficient_scope"), "{challenge}");
            }
        }
    }
    let followed = told(&site, "GET", "/api/v1/choices", &made[0], "").await.1;
    assert_eq!(followed[0]["value"], "harbour");
    assert!(readers.account_named("Ann").await.unwrap().is_some());
    assert_eq!(readers.tokens(ann).await.unwrap().len(), 3);
    for token in &made {
        assert_eq!(told(&site, "DELETE", "/api/v1/tokens/current", token, "").await.0, 204, "it gives itself up");
        assert_eq!(told(&site, "GET", "/api/v1/account", token, "").await.0, 401, "and opens nothing more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_opens_nothing_says_why() {
    let folder = Folder::new("token-faults");
    let (readers, site) = open(&folder, "main", false).await;
    let (others, _) = open(&folder, "other", false).await;
    let (ann, _) = account(&readers, "Ann").await;
    let (elsewhere, _) = account(&others, "Ann").await;
    let now = model::Time::now();
    let good = readers.make_token(ann, "x", &Scope::ALL, 30, now).await.unwrap();
    let foreign = others.make_token(elsewhere, "x", &Scope::ALL, 30, now).await.unwrap();
    let ended = readers.make_token(ann, "x", &Scope::ALL, 30, now.plus(-31 * model::DAY)).await.unwrap();
    let revoked = readers.make_token(ann, "x", &Scope::ALL, 30, now).await.unwrap();
    let last = readers.tokens(ann).await.unwrap().last().unwrap().id;
    assert!(!readers.revoke_token(model::ReaderId(ann.0 + 1), last).await.unwrap(), "nobody else revokes it");
    assert!(readers.revoke_token(ann, last).await.unwrap());
    let renamed = foreign.replace("caulbart-other", "caulbart-main");
    for (token, says) in [
        (foreign.as_str(), "another edition"),
        (renamed.as_str(), "opens nothing"),
        (ended.as_str(), "has ended"),
        (revoked.as_str(), "opens nothing"),
        ("caulbart-main-12", "no token"),
        ("guess", "no token"),
        ("", "no token"),
    ] {
        let (status, problem, challenge) = told(&site, "GET", "/api/v1/account", token, "").await;
        assert_eq!(status, 401, "{token}");
        assert!(problem["title"].as_str().unwrap().contains(says), "{token}: {problem}");
        assert!(challenge.contains("invalid_token"), "{token}");
    }
    assert_eq!(told(&site, "GET", "/api/v1/account", &good, "").await.1["name"], "Ann");
    readers.remove(ann, readers::accounts::Erased::Reader, model::Time::now()).await.unwrap();
    assert_eq!(told(&site, "GET", "/api/v1/account", &good, "").await.0, 401, "a token goes with its reader");
}

#[tokio::test(flavor = "multi_thread")]
async fn she_herself_sees_and_ends_what_is_hers_over_the_api() {
    let folder = Folder::new("token-herself");
    let (readers, site) = open(&folder, "main", false).await;
    let (ann, session) = account(&readers, "Ann").await;
    let (bo, bos) = account(&readers, "Bo").await;
    let now = model::Time::now();
    readers.make_token(ann, "My phone", &[Scope::Read], 90, now).await.unwrap();
    let (token, phone) = (readers.tokens(ann).await.unwrap()[0].id, readers.sessions(ann, now).await.unwrap()[0].id);
    let (anns, bos) = (format!("reader-main={session}"), format!("reader-main={bos}"));
    let hers = |cookie: &str, method: &'static str, path: String| {
        let (site, cookie) = (site.clone(), cookie.to_owned());
        async move {
            let answer = ask(&site, method, &path, &[OWN, ("cookie", &cookie)], "").await;
            (answer.status.as_u16(), serde_json::from_str::<Value>(&answer.body).unwrap_or(Value::Null))
        }
    };
    let listed = hers(&anns, "GET", "/api/v1/tokens".into()).await.1;
    assert_eq!((&listed[0]["label"], &listed[0]["scopes"][0]), (&"My phone".into(), &"read".into()), "{listed}");
    assert!(!listed.to_string().contains("caulbart-"), "no secret is in it");
    assert_eq!(hers(&anns, "GET", "/api/v1/sessions".into()).await.1[0]["current"], true);
    for path in [format!("/api/v1/tokens/{token}"), format!("/api/v1/sessions/{phone}")] {
        assert_eq!(hers(&bos, "DELETE", path.clone()).await.0, 404, "Bo: {path}");
        assert_eq!(hers("reader-main=00", "DELETE", path.clone()).await.0, 403, "nobody: {path}");
        assert_eq!(hers(&anns, "DELETE", path.clone()).await.0, 204, "{path}");
    }
    assert_eq!(hers(&anns, "GET", "/api/v1/account".into()).await.0, 403, "she has signed herself out");
    assert_eq!(readers.sessions(bo, now).await.unwrap().len(), 1);
}
