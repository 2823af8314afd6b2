//! What keeps a page from being used against its reader: cookies, and where a form came from.

use crate::Wrong;
use axum::http::{HeaderMap, HeaderValue, header};

/// Refuses a form or report that another site's page has sent. Browsers say so in `Sec-Fetch-Site`, older ones in
/// `Origin`; a program that says neither has no cookies that somebody could misuse.
pub fn came_from_here(headers: &HeaderMap) -> Result<(), Wrong> {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = said("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") { Ok(()) } else { Err(Wrong::Foreign) };
    }
    let Some(origin) = said("origin") else { return Ok(()) };
    let host = said("host").unwrap_or("");
    let from = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    if !host.is_empty() && from == Some(host) { Ok(()) } else { Err(Wrong::Foreign) }
}

/// The value of a cookie that the browser sent; the first, where there are two.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A cookie for a year that no script reads and no other site sends. `value` must be letters, digits and hyphens.
pub fn set_cookie(name: &str, value: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}")).ok()
}

/// Takes a cookie of that name out of the browser.
pub fn drop_cookie(name: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}")).ok()
}

/// Where a form leads back to: a path of this site, whatever was sent.
pub fn back(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    if own && path.len() <= 2_000 && path.bytes().all(|byte| byte.is_ascii_graphic()) { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_from_another_site_changes_nothing() {
        for (sent, accepted) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "cross-site"), ("host", "a.example"), ("origin", "https://a.example")], false),
            (vec![("sec-fetch-site", "same-origin"), ("host", "a.example"), ("origin", "null")], true),
            (vec![("host", "a.example"), ("origin", "https://a.example")], true),
            (vec![("host", "a.example:8080"), ("origin", "http://a.example:8080")], true),
            (vec![("host", "a.example"), ("origin", "https://a.example.evil.example")], false),
            (vec![("host", "a.example"), ("origin", "https://b.a.example")], false),
            (vec![("host", "a.example"), ("origin", "null")], false),
            (vec![("host", ""), ("origin", "https://")], false),
            (vec![("host", "a.example")], true),
        ] {
            assert_eq!(came_from_here(&headers(&sent)).is_ok(), accepted, "{sent:?}");
        }
    }

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
        for (https, want) in [
            (false, "reader=ab12; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"),
            (true, "reader=ab12; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure"),
        ] {
            assert_eq!(set_cookie("reader", "ab12", https).unwrap(), want);
        }
        assert_eq!(set_cookie("reader", "a\r\nSet-Cookie: x", false), None);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        for (sent, want) in [
            ("reader=1", Some("1")),
            ("a=b; reader=1; c=d", Some("1")),
            ("myreader=2; reader=1", Some("1")),
            ("reader", None),
            ("", None),
        ] {
            assert_eq!(cookie(&headers(&[("cookie", sent)]), "reader"), want, "{sent}");
        }
    }

    #[test]
    fn forms_never_lead_to_another_site() {
        for (typed, want) in [
            ("/topics", "/topics"),
            ("/search?q=a%20b", "/search?q=a%20b"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nLocation: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(back(typed), want, "{typed}");
        }
    }
}
