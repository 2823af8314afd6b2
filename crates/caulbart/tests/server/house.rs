//! The operator sees how the house is doing, programs of hers too; nobody else does.

use crate::stand::{Folder, Server, ask};

#[test]
fn the_operator_sees_sources_work_storage_and_requests_and_nobody_else_does() {
    let folder = Folder::new();
    let server = Server::start(&folder, &[]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    assert_eq!(server.get("/article/1").status, 200);
    assert_eq!(server.get("/article/1?secret=word").status, 200);
    let metrics = server.get("/metrics");
    assert_eq!(metrics.status, 200);
    assert!(metrics.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    let counted = metrics.body.lines().find(|line| line.contains("route=\"/article/{id}\",status=\"200\""));
    assert!(counted.is_some_and(|line| line.ends_with(" 2")), "{counted:?}");
    assert!(
        !metrics.body.contains("secret") && !metrics.body.contains("/article/1"),
        "addresses are not counted apart"
    );
    let items = metrics.body.lines().find(|line| line.starts_with("caulbart_items "));
    assert!(items.is_some_and(|line| line != "caulbart_items 0"), "{items:?}");
    assert!(metrics.body.ends_with("# EOF\n"));

    let house = server.get("/operator/house");
    assert_eq!(house.status, 200);
    assert!(house.body.contains("<svg") && house.body.contains("The house"), "{}", house.body);
    for path in ["/metrics", "/operator/house", "/operator"] {
        let from_afar = ask(server.address, "GET", path, &[("X-Forwarded-For", "203.0.113.7")], b"");
        assert_eq!(from_afar.status, 404, "{path}");
        assert!(!from_afar.body.contains("caulbart_items"));
        let guessed =
            ask(server.address, "GET", path, &[("X-Forwarded-For", "203.0.113.7"), ("Authorization", "Bearer x")], b"");
        assert!([401, 404].contains(&guessed.status), "{path}");
    }
}
