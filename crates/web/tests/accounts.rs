//! Accounts over the whole site: signing up, in and out, and what strangers try.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use axum::Router;
use axum::http::header;
use readers::accounts::SignUpMode;
use stand::*;

const PASSWORD: &str = "seven quiet herons";

/// A browser that keeps its cookies.
#[derive(Clone, Default)]
struct Browser(Vec<(String, String)>);

impl Browser {
    async fn ask(&mut self, site: &Router, method: &str, path: &str, form: &str) -> Answer {
        let sent: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = sent.join("; ");
        let mut headers = vec![OWN, FORM, ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0")];
        if !cookies.is_empty() {
            headers.push(("cookie", cookies.as_str()));
        }
        let answer = ask(site, method, path, &headers, form.to_owned()).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            self.0.retain(|(known, _)| known != name);
            if !set.contains("Max-Age=0") {
                self.0.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    async fn get(&mut self, site: &Router, path: &str) -> Answer {
        self.ask(site, "GET", path, "").await
    }

    async fn post(&mut self, site: &Router, path: &str, form: &str) -> Answer {
        self.ask(site, "POST", path, form).await
    }

    async fn sign_up(&mut self, site: &Router, name: &str) -> String {
        let answer = self.post(site, "/sign-up", &format!("name={name}&password={PASSWORD}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        secret_on(&answer)
    }

    async fn sign_in(&mut self, site: &Router, name: &str, password: &str) -> Answer {
        self.post(site, "/sign-in", &format!("name={name}&password={password}&back=/topics")).await
    }

    fn holds(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    async fn name(&mut self, site: &Router) -> Option<String> {
        let answer = self.get(site, "/account").await;
        answer.body.split("<h1><bdi>").nth(1).map(|rest| rest.split('<').next().unwrap().to_owned())
    }
}

/// A code or token that a page shows once.
fn secret_on(answer: &Answer) -> String {
    let secret = answer.body.split("class=\"secret\"><code>").nth(1).expect("a secret").split('<').next().unwrap();
    assert_eq!(answer.headers["cache-control"], "no-store", "no browser keeps it");
    secret.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_signs_up_with_her_profile_signs_out_and_in_again() {
    let folder = Folder::new("thin-line");
    let site = site(&folder, false).await;
    let mut ann = Browser::default();
    ann.post(&site, "/choices", "verb=follow&kind=topic&value=15000000&back=/").await;
    let guest = ann.holds("reader-main").unwrap().to_owned();
    let form = ann.get(&site, "/sign-up?back=/topics").await;
    assert!(form.body.contains("becomes your account") && form.body.contains("href=\"/sign-in?back=%2Ftopics\""));
    ann.sign_up(&site, "Ann").await;
    let session = ann.holds("reader-main").unwrap().to_owned();
    assert_ne!(session, guest, "the guest's secret opens nothing more");
    assert_eq!(ann.name(&site).await.as_deref(), Some("Ann"));
    assert!(ann.get(&site, "/topic/sport").await.body.contains("unfollow"), "she keeps what she follows");
    let mut thief = Browser(vec![("reader-main".into(), guest)]);
    assert!(!thief.get(&site, "/topic/sport").await.body.contains("unfollow"));

    let out = ann.post(&site, "/sign-out", "").await;
    assert_eq!((out.status.as_u16(), &out.headers["location"]), (303, &"/".parse().unwrap()));
    assert!(out.headers["clear-site-data"].to_str().unwrap().contains("storage"));
    assert_eq!(ann.holds("reader-main"), None);
    let mut replayed = Browser(vec![("reader-main".into(), session.clone())]);
    assert_eq!(replayed.name(&site).await, None, "a session that ended opens nothing");

    let back = ann.sign_in(&site, "ann", PASSWORD).await;
    assert_eq!((back.status.as_u16(), &back.headers["location"]), (303, &"/topics".parse().unwrap()));
    assert_ne!(ann.holds("reader-main"), Some(session.as_str()), "each session has a secret of its own");
    assert!(ann.get(&site, "/topic/sport").await.body.contains("unfollow"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_guest_did_stays_with_the_guest_when_somebody_signs_in() {
    let folder = Folder::new("guest-aside");
    let site = site(&folder, true).await;
    Browser::default().sign_up(&site, "Ann").await;
    let mut shared = Browser::default();
    shared.post(&site, "/choices", "verb=follow&kind=topic&value=15000000&back=/").await;
    let guest = shared.holds("__Host-reader-main").unwrap().to_owned();
    assert!(shared.get(&site, "/sign-in").await.body.contains("comes back when you sign out"));
    shared.sign_in(&site, "Ann", PASSWORD).await;
    assert!(!shared.get(&site, "/topic/sport").await.body.contains("unfollow"), "Ann follows nothing");
    assert_eq!(shared.holds("__Host-guest-main"), Some(guest.as_str()));
    shared.post(&site, "/sign-out", "").await;
    assert_eq!(shared.0, [("__Host-reader-main".to_owned(), guest)]);
    assert!(shared.get(&site, "/topic/sport").await.body.contains("unfollow"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_guest_saved_and_followed_comes_along_where_she_wants_it() {
    let folder = Folder::new("along");
    let site = site(&folder, false).await;
    let (mut ann, mut bo, mut shared) = (Browser::default(), Browser::default(), Browser::default());
    ann.sign_up(&site, "Ann").await;
    bo.sign_up(&site, "Bo").await;
    assert!(!shared.get(&site, "/sign-in").await.body.contains("name=\"along\""), "nobody has nothing to bring");
    shared.post(&site, "/choices", "verb=follow&kind=topic&value=15000000&back=/").await;
    shared.post(&site, "/saved-searches", "q=harbour&task=timeline&name=Quay").await;
    let form = shared.get(&site, "/sign-in").await.body;
    assert!(form.contains("name=\"along\" value=\"1\" checked"), "{form}");
    assert!(form.contains("What was learned about you as a visitor does not join them"), "{form}");
    assert!(form.contains("type=\"hidden\" name=\"along\""), "by passkey too");
    for (sent, checked) in [("along=1", true), ("", false)] {
        let wrong = shared.post(&site, "/sign-in", &format!("name=Ann&password=not this one&{sent}")).await;
        assert_eq!(wrong.status, 403);
        assert_eq!(wrong.body.contains("name=\"along\" value=\"1\" checked"), checked, "as she left it");
    }
    let follows = "unfollow";
    assert!(!ann.get(&site, "/topic/sport").await.body.contains(follows), "refused, so nothing came");

    let entered = shared.post(&site, "/sign-in", &format!("name=Ann&password={PASSWORD}&along=1")).await;
    assert_eq!(entered.status, 303);
    for browser in [&mut shared, &mut ann] {
        assert!(browser.get(&site, "/topic/sport").await.body.contains(follows), "on every device, at once");
        assert_eq!(browser.get(&site, "/saved-searches").await.body.matches(">Quay<").count(), 1);
    }
    // Who is signed in as Ann is no guest: nothing of hers becomes Bo's, whatever is sent along.
    assert!(!shared.get(&site, "/sign-in").await.body.contains("name=\"along\""));
    shared.post(&site, "/sign-in", &format!("name=Bo&password={PASSWORD}&along=1")).await;
    assert!(!shared.get(&site, "/topic/sport").await.body.contains(follows));
    assert!(!bo.get(&site, "/saved-searches").await.body.contains("Quay"));
    // Nor does a secret bring anything that nobody knows.
    let mut stranger = Browser(vec![("reader-main".to_owned(), "0".repeat(64))]);
    stranger.post(&site, "/sign-in", &format!("name=Bo&password={PASSWORD}&along=1")).await;
    assert!(!bo.get(&site, "/topic/sport").await.body.contains(follows));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_said_on_the_form_and_changes_nothing() {
    let folder = Folder::new("refused");
    let site = site(&folder, false).await;
    Browser::default().sign_up(&site, "Ann").await;
    let long = "a".repeat(10_000);
    for (path, form, status, says) in [
        ("/sign-up", "name=&password=seven quiet herons".to_owned(), 422, "Type a name"),
        ("/sign-up", format!("name={long}&password=seven quiet herons"), 422, "too long"),
        ("/sign-up", "name=%E2%80%AEnnA&password=seven quiet herons".to_owned(), 422, "nothing invisible"),
        ("/sign-up", "name=%D0%90nn&password=seven quiet herons".to_owned(), 422, "mixes letters"),
        ("/sign-up", "name=ANN&password=seven quiet herons".to_owned(), 409, "has this name already"),
        ("/sign-up", "name=Bo&password=short".to_owned(), 422, "too short"),
        ("/sign-up", format!("name=Bo&password={long}"), 422, "too long"),
        ("/sign-up", "name=Bo&password=password123".to_owned(), 422, "first that anybody tries"),
        ("/sign-in", "name=Ann&password=seven quiet heron".to_owned(), 403, "Name or password is wrong"),
        ("/sign-in", "name=Nobody&password=seven quiet herons".to_owned(), 403, "Name or password is wrong"),
        ("/sign-in", format!("name={long}&password={long}"), 403, "Name or password is wrong"),
        ("/sign-in", String::new(), 403, "Name or password is wrong"),
        ("/recover", "name=Ann&code=4F2KX&password=seven quiet herons".to_owned(), 403, "recovery code is wrong"),
        ("/recover", "name=Nobody&code=4F2KX&password=seven quiet herons".to_owned(), 403, "recovery code is wrong"),
    ] {
        let mut browser = Browser::default();
        let answer = browser.post(&site, path, &form).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {form:.60}");
        assert!(answer.body.contains(says), "{path} {form:.60}: {}", answer.body);
        assert!(answer.body.len() < 20_000, "{path}: what she typed is not given back at length");
        assert!(browser.0.is_empty(), "{path} {form:.60}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_changes_no_account() {
    let folder = Folder::new("foreign");
    let site = site(&folder, false).await;
    let mut ann = Browser::default();
    ann.sign_up(&site, "Ann").await;
    let cookie = format!("reader-main={}", ann.holds("reader-main").unwrap());
    for (path, form) in [
        ("/sign-in", "name=Ann&password=seven quiet herons&along=1"),
        ("/sign-up", "name=Bo&password=seven quiet herons"),
        ("/sign-out", ""),
        ("/recover", "name=Ann"),
        ("/account/name", "name=Bo"),
        ("/account/password", "password=another quiet heron"),
        ("/account/recovery-code", ""),
        ("/account/sessions", "end=others"),
        ("/account/delete", ""),
    ] {
        for from in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
        {
            let answer =
                ask(&site, "POST", path, &[from, FORM, ("host", "a.example"), ("cookie", &cookie)], form).await;
            assert_eq!(answer.status, 403, "{path} {from:?}");
            assert!(!answer.headers.contains_key("set-cookie"), "{path} {from:?}");
        }
    }
    assert_eq!(ann.name(&site).await.as_deref(), Some("Ann"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_signed_in_is_led_to_the_door() {
    let folder = Folder::new("door");
    let site = site(&folder, false).await;
    let mut nobody = Browser::default();
    for path in ["/account", "/account/password", "/account/recovery-code", "/account/sessions", "/account/delete"] {
        let answer = nobody.get(&site, path).await;
        assert_eq!(answer.status, 303, "{path}");
        let to = answer.headers["location"].to_str().unwrap().to_owned();
        assert_eq!(to, format!("/sign-in?back={}", path.replace('/', "%2F")));
        assert!(nobody.get(&site, &to).await.body.contains(&format!("name=\"back\" value=\"{path}\"")));
        if path != "/account" {
            let sent = nobody.post(&site, path, "").await;
            assert_eq!(sent.status, 403, "{path}");
            assert!(sent.body.contains("This needs an account"), "{}", sent.body);
        }
    }
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-out", "/sign-in?x"] {
        let form = nobody.get(&site, &format!("/sign-in?back={}", evil.replace('?', "%3F").replace('\\', "%5C"))).await;
        assert!(form.body.contains("name=\"back\" value=\"/\""), "{evil}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_opens_once_and_ends_every_session() {
    let folder = Folder::new("recovery");
    let site = site(&folder, false).await;
    let (mut ann, mut phone) = (Browser::default(), Browser::default());
    let code = ann.sign_up(&site, "Ann").await;
    assert_eq!(code.len(), 29, "{code}");
    let typed = code.to_lowercase().replace('-', " ");
    let form = format!("name=ann&code={typed}&password=nine loud kettles");
    let recovered = phone.post(&site, "/recover", &form).await;
    assert_eq!(recovered.status, 200, "{}", recovered.body);
    let next = secret_on(&recovered);
    assert_ne!(next, code);
    assert_eq!(phone.name(&site).await.as_deref(), Some("Ann"));
    assert_eq!(ann.name(&site).await, None, "whoever was signed in as her is out");
    assert_eq!(Browser::default().post(&site, "/recover", &form).await.status, 403, "a code opens once");
    assert_eq!(ann.sign_in(&site, "Ann", PASSWORD).await.status, 403, "the old password");
    assert_eq!(ann.sign_in(&site, "Ann", "nine loud kettles").await.status, 303);
    let made = secret_on(&ann.post(&site, "/account/recovery-code", "").await);
    let late = Browser::default().post(&site, "/recover", &form.replace(&typed, &next)).await;
    assert_eq!(late.status, 403, "a new code takes the place of the one before");
    assert_eq!(Browser::default().post(&site, "/recover", &form.replace(&typed, &made)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_hers_to_see_and_to_end() {
    let folder = Folder::new("sessions");
    let site = site(&folder, false).await;
    let (mut ann, mut phone, mut bo) = (Browser::default(), Browser::default(), Browser::default());
    ann.sign_up(&site, "Ann").await;
    bo.sign_up(&site, "Bo").await;
    phone.sign_in(&site, "Ann", PASSWORD).await;
    let page = ann.get(&site, "/account/sessions").await;
    assert_eq!(page.body.matches("Firefox on Linux").count(), 3, "two lines and a button: {}", page.body);
    let id = page.body.split("name=\"end\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    bo.post(&site, "/account/sessions", &format!("end={id}")).await;
    assert_eq!(phone.name(&site).await.as_deref(), Some("Ann"), "Bo ends nothing of Ann's");
    assert_eq!(ann.post(&site, "/account/sessions", "end=x").await.status, 400);
    ann.post(&site, "/account/sessions", &format!("end={id}")).await;
    assert_eq!(phone.name(&site).await, None);
    phone.sign_in(&site, "Ann", PASSWORD).await;
    ann.post(&site, "/account/password", "password=nine loud kettles").await;
    assert_eq!(phone.name(&site).await, None, "a new password signs out everywhere else");
    assert_eq!(ann.name(&site).await.as_deref(), Some("Ann"));
    phone.sign_in(&site, "Ann", "nine loud kettles").await;
    phone.post(&site, "/account/sessions", "end=others").await;
    assert_eq!((ann.name(&site).await, phone.name(&site).await.as_deref()), (None, Some("Ann")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_of_another_edition_or_of_nobody_does_nothing() {
    let folder = Folder::new("editions");
    let (_, main) = open(&folder, "main", false).await;
    let (_, other) = open(&folder, "other", false).await;
    let mut ann = Browser::default();
    ann.sign_up(&main, "Ann").await;
    let secret = ann.holds("reader-main").unwrap().to_owned();
    for cookies in [
        vec![("reader-main".to_owned(), secret.clone())],
        vec![("reader-other".to_owned(), secret.clone())],
        vec![("guest-other".to_owned(), secret.clone())],
        vec![("reader-other".to_owned(), "0".repeat(64))],
        vec![("reader-other".to_owned(), "'; drop table readers; --".to_owned())],
    ] {
        let mut browser = Browser(cookies);
        assert_eq!(browser.name(&other).await, None, "{:?}", browser.0);
        assert_eq!(browser.sign_in(&other, "Ann", PASSWORD).await.status, 403);
    }
    assert_eq!(ann.name(&main).await.as_deref(), Some("Ann"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_is_open_by_invitation_or_closed() {
    let folder = Folder::new("modes");
    let (readers, site) = open(&folder, "main", false).await;
    Browser::default().sign_up(&site, "Ann").await;
    readers.set_sign_up_mode(SignUpMode::Closed).await.unwrap();
    let mut bo = Browser::default();
    assert!(bo.get(&site, "/sign-up").await.body.contains("Nobody can create an account here"));
    assert!(!bo.get(&site, "/sign-in").await.body.contains("/sign-up"));
    assert_eq!(bo.post(&site, "/sign-up", "name=Bo&password=seven quiet herons").await.status, 403);
    assert_eq!(bo.sign_in(&site, "Ann", PASSWORD).await.status, 303, "whoever has an account keeps it");
    readers.set_sign_up_mode(SignUpMode::Invitation).await.unwrap();
    let now = model::Time::now();
    let code = readers.invite(now, now.plus(model::DAY)).await.unwrap().shown();
    let late = readers.invite(now, now.plus(-1)).await.unwrap().shown();
    let mut bo = Browser::default();
    let form = bo.get(&site, &format!("/sign-up?invitation={code}")).await;
    assert!(form.body.contains(&format!("value=\"{code}\"")), "{}", form.body);
    for (name, invitation, status) in [
        ("Ann", "", 403),
        ("Ann", late.as_str(), 403),
        ("Ann", "made-up", 403),
        ("Ann", code.as_str(), 409),
        ("Bo", code.as_str(), 200),
        ("Cy", code.as_str(), 403),
    ] {
        let form = format!("name={name}&password={PASSWORD}&invitation={invitation}");
        assert_eq!(Browser::default().post(&site, "/sign-up", &form).await.status, status, "{name} {invitation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_changes_and_an_account_goes_with_everything() {
    let folder = Folder::new("goes");
    let (readers, site) = open(&folder, "main", false).await;
    let (mut ann, mut phone) = (Browser::default(), Browser::default());
    ann.post(&site, "/choices", "verb=follow&kind=topic&value=15000000&back=/").await;
    let code = ann.sign_up(&site, "Ann").await;
    Browser::default().sign_up(&site, "Bo").await;
    assert_eq!(ann.post(&site, "/account/name", "name=bo").await.status, 409);
    assert_eq!(ann.post(&site, "/account/name", "name=Anna").await.status, 303);
    assert_eq!(ann.name(&site).await.as_deref(), Some("Anna"));
    assert_eq!(phone.sign_in(&site, "Ann", PASSWORD).await.status, 403);
    assert_eq!(phone.sign_in(&site, "anna", PASSWORD).await.status, 303);
    let gone = ann.post(&site, "/account/delete", "").await;
    assert_eq!(gone.status, 200);
    assert!(ann.0.is_empty());
    assert_eq!(phone.name(&site).await, None);
    assert!(!phone.get(&site, "/topic/sport").await.body.contains("unfollow"));
    assert_eq!(phone.sign_in(&site, "Anna", PASSWORD).await.status, 403);
    let form = format!("name=Anna&code={code}&password={PASSWORD}");
    assert_eq!(phone.post(&site, "/recover", &form).await.status, 403);
    assert_eq!(readers.accounts_list().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_passkey_is_asked_is_for_the_script_and_what_is_refused_is_one_sentence() {
    let folder = Folder::new("passkey-ask");
    let site = site(&folder, false).await;
    let mut ann = Browser::default();
    ann.sign_up(&site, "Ann").await;
    for (path, form, status, says) in [
        ("/sign-in/passkey/ask", "", 200, "\"challenge\""),
        ("/sign-up/passkey/ask", "name=Bo", 200, "\"residentKey\":\"required\""),
        ("/sign-up/passkey/ask", "name=ann", 409, "{\"fault\":\"Somebody has this name already"),
        ("/sign-up/passkey/ask", "name=%00", 422, "{\"fault\":\"A name has letters"),
        ("/sign-in/passkey", "number=00&answer={}", 403, "passkey was not accepted"),
        ("/sign-up/passkey", "number=&answer=", 403, "passkey was not accepted"),
        ("/account/passkeys/ask", "", 403, "This needs an account"),
    ] {
        let answer = Browser::default().post(&site, path, form).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {form}: {}", answer.body);
        assert!(answer.body.contains(says), "{path} {form}: {}", answer.body);
    }
    let asked = ann.post(&site, "/account/passkeys/ask", "").await;
    assert!(asked.body.contains("\"name\":\"Ann\""), "{}", asked.body);
    let number = asked.body.split("\"number\":\"").nth(1).unwrap().split('"').next().unwrap();
    let mut bo = Browser::default();
    bo.sign_up(&site, "Bo").await;
    let stolen = bo.post(&site, "/account/passkeys", &format!("number={number}&answer={{}}&label=x")).await;
    assert_eq!(stolen.status, 403, "{}", stolen.body);
    assert!(bo.get(&site, "/account/passkeys").await.body.contains("No passkeys yet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn her_download_has_the_account_and_nothing_that_opens_it() {
    let folder = Folder::new("download");
    let site = site(&folder, false).await;
    let mut ann = Browser::default();
    let code = ann.sign_up(&site, "Ann").await;
    let token = secret_on(&ann.post(&site, "/account/tokens", "label=My+phone&scope=read&scope=act&days=90").await);
    let told = ann.get(&site, "/you.json").await.body;
    for part in ["\"name\": \"Ann\"", "\"browser\": \"firefox linux\"", "\"scopes\": \"read act\"", "My phone"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for secret in [code.as_str(), token.as_str(), "argon2", ann.holds("reader-main").unwrap()] {
        assert!(!told.contains(secret), "{secret}");
    }
    for (form, says) in [("label=x", "may do nothing"), ("label=x&scope=fly", "may do nothing")] {
        assert!(ann.post(&site, "/account/tokens", form).await.body.contains(says), "{form}");
    }
    let page = ann.get(&site, "/account/tokens").await.body;
    assert!(page.contains("My phone") && !page.contains(&token));
}
