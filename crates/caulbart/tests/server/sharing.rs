//! Sharing and reporting an article, without a script.

use crate::harmless::assert_harmless;
use crate::stand::{Answer, Folder, Server, ask};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

fn an_item(server: &Server) -> String {
    let front = server.wait_for("/", |page| page.link("/article/").is_some());
    front.link("/article/").unwrap().rsplit('/').next().unwrap().to_owned()
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

#[test]
fn sharing_leads_to_a_page_with_the_address_and_is_counted() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let item = an_item(&server);
    let article = server.get(&format!("/article/{item}")).body;
    assert!(article.contains(&format!("action=\"/share\" data-share=\"{item}\"")), "{article}");
    let pressed = server.post("/share", &[FORM, OWN], format!("item={item}").as_bytes());
    assert_eq!((pressed.status, pressed.header("location")), (303, Some(format!("/share/{item}").as_str())));
    let page = server.get(&format!("/share/{item}"));
    assert_harmless("/share", &page);
    assert!(page.body.contains(&format!("value=\"http://{}/article/{item}\"", server.address)), "{}", page.body);
    let export = ask(server.address, "GET", "/you.json", &[("Cookie", &cookie(&pressed))], b"").body;
    assert!(export.contains("\"deed\": \"shared\""), "{export}");
    // Whoever only looks at the address has shared nothing, and a strange host is not repeated.
    assert!(page.header("set-cookie").is_none());
    let strange = crate::stand::ask_as(
        server.address,
        format!("GET /share/{item} HTTP/1.1\r\nHost: a\"><script>\r\nConnection: close\r\n\r\n").as_bytes(),
    );
    assert!(strange.is_none_or(|page| !page.body.contains("<script>")));
}

#[test]
fn a_report_reaches_the_operator_with_its_reason_and_without_its_reader() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let item = an_item(&server);
    let form = server.get(&format!("/report/{item}"));
    assert_harmless("/report", &form);
    assert!(form.body.contains("value=\"misleading\"") && form.header("set-cookie").is_none());
    assert!(server.get("/operator").body.contains("Nothing was reported."));
    let told = server.post("/report", &[FORM, OWN], format!("item={item}&reason=misleading").as_bytes());
    assert_eq!((told.status, told.header("location")), (303, Some(format!("/report/{item}?noted").as_str())));
    let reader = cookie(&told);
    let again =
        server.post("/report", &[FORM, OWN, ("Cookie", &reader)], format!("item={item}&reason=spam").as_bytes());
    assert_eq!(again.status, 303);
    let operator = server.get("/operator").body;
    let reports = operator.split("reports-title").nth(2).unwrap();
    assert_eq!(reports.matches("<td>It is misleading</td>").count(), 1, "{reports}");
    assert!(reports.contains(&format!("href=\"/article/{item}\"")) && !reports.contains("It is spam"), "{reports}");
    let (name, secret) = reader.split_once('=').unwrap();
    assert!(!operator.contains(name) && !operator.contains(secret));
    let front = ask(server.address, "GET", "/", &[("Cookie", &reader)], b"").body;
    assert!(!front.contains(&format!("data-item=\"{item}\"")), "she does not see it again");
}

#[test]
fn what_is_no_item_or_no_reason_or_comes_from_elsewhere_is_refused() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let item = an_item(&server);
    for (path, headers, form, status) in [
        ("/report", vec![FORM, OWN], format!("item={item}"), 400),
        ("/report", vec![FORM, OWN], format!("item={item}&reason=boring"), 400),
        ("/report", vec![FORM, OWN], "item=99999&reason=spam".to_owned(), 404),
        ("/report", vec![FORM, OWN], "item=-1&reason=spam".to_owned(), 404),
        ("/report", vec![FORM, ("Sec-Fetch-Site", "cross-site")], format!("item={item}&reason=spam"), 403),
        ("/share", vec![FORM, OWN], "item=99999".to_owned(), 404),
        ("/share", vec![FORM, OWN], String::new(), 422),
        ("/share", vec![FORM, ("Sec-Fetch-Site", "cross-site")], format!("item={item}"), 403),
    ] {
        let answer = server.post(path, &headers, form.as_bytes());
        assert_eq!(answer.status, status, "{path} {form}");
        assert!(answer.header("set-cookie").is_none(), "nobody is met by a mistake: {path} {form}");
    }
    assert!(server.get("/operator").body.contains("Nothing was reported."));
}
