//! Is there anything on a page that a stranger could have run in a reader's browser?

use crate::stand::Answer;

/// Fails with the place where something of a stranger's would run, load or lead away unseen.
#[track_caller]
pub fn assert_harmless(path: &str, page: &Answer) {
    if !page.header("content-type").is_some_and(|media| media.starts_with("text/html")) {
        return;
    }
    let policy = page.header("content-security-policy").unwrap_or_else(|| panic!("{path} has no policy"));
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{path}: {policy}");
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    for (name, attributes) in tags(&page.body) {
        let place = || format!("{path}: <{name} {attributes:?}>");
        assert!(!matches!(name.as_str(), "iframe" | "object" | "embed" | "base" | "frame" | "applet"), "{}", place());
        if matches!(name.as_str(), "script" | "img" | "source" | "audio" | "video" | "link") {
            for (_, value) in attributes.iter().filter(|(key, _)| matches!(key.as_str(), "src" | "srcset" | "poster")) {
                assert!(value.starts_with('/') && !value.starts_with("//"), "loads from elsewhere: {}", place());
            }
        }
        let has_source = attributes.iter().any(|(key, value)| key == "src" && value.starts_with("/assets/"));
        let only_tells = attributes.iter().any(|(key, value)| key == "type" && value.starts_with("application/"));
        assert!(name != "script" || has_source || only_tells, "{}", place());
        for (key, value) in &attributes {
            let scheme: String =
                value.to_lowercase().chars().filter(|sign| !sign.is_control() && *sign != ' ').collect();
            assert!(!key.starts_with("on"), "{}", place());
            assert!(key != "style" && key != "srcdoc", "{}", place());
            for bad in ["javascript:", "vbscript:", "data:text", "file:"] {
                let leads = matches!(key.as_str(), "href" | "src" | "action" | "formaction" | "poster" | "xlink:href");
                assert!(!(leads && scheme.starts_with(bad)), "{}", place());
            }
        }
    }
}

/// Every tag with its attributes, entities of addresses decoded as far as a disguise would use them.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(|sign| sign.is_ascii_alphanumeric()).collect();
        if name.is_empty() {
            continue;
        }
        rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end =
                rest.find(|sign: char| sign.is_whitespace() || matches!(sign, '=' | '>' | '/')).unwrap_or(rest.len());
            let key = rest[..end.max(1)].to_ascii_lowercase();
            rest = rest[end.max(1)..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let quote = after.chars().next().filter(|sign| matches!(sign, '"' | '\''));
                let (inner, skip) = match quote {
                    Some(quote) => (after[1..].split(quote).next().unwrap_or(""), 2),
                    None => (after.split(|sign: char| sign.is_whitespace() || sign == '>').next().unwrap_or(""), 0),
                };
                value = inner;
                rest = &after[(inner.len() + skip).min(after.len())..];
            }
            attributes.push((key, value.replace("&#58;", ":").replace("&colon;", ":").replace("&amp;", "&")));
        }
        found.push((name.to_ascii_lowercase(), attributes));
    }
    found
}

#[test]
fn a_page_that_would_run_something_is_noticed() {
    let page = |body: &str| {
        Answer {
        status: 200,
        head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Security-Policy: default-src 'none'; script-src 'self'".to_owned(),
        body: body.to_owned(),
        bytes: Vec::new(),
    }
    };
    assert_harmless(
        "/",
        &page("<p title='a>b'>1 < 2 &lt;script&gt; <a href=/x>javascript: is a word</a><img src=\"/picture/1\">"),
    );
    for body in [
        "<script>x</script>",
        "<script src=\"https://evil.example/x.js\"></script>",
        "<a href='javascript:x'>",
        "<a href=\"java\nscript:x\">",
        "<a href=\"javascript&#58;x\">",
        "<p ONCLICK=x>",
        "<img src=//evil.example/x>",
        "<svg/onload=x>",
        "<iframe>",
        "<p style=\"x\">",
    ] {
        let noticed = std::panic::catch_unwind(|| assert_harmless("/", &page(body)));
        assert!(noticed.is_err(), "{body}");
    }
}
