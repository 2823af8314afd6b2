//! Whoever comes by plain http is led to https; nothing else is answered there.

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// `port`: where https is listened on, which an address names unless it is 443.
pub fn by_https(port: u16) -> Router {
    Router::new().fallback(move |headers: HeaderMap, uri: Uri| async move { lead(&headers, &uri, port) })
}

fn lead(headers: &HeaderMap, uri: &Uri, port: u16) -> Response {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("");
    let Some(name) = name_of(host) else {
        return (StatusCode::BAD_REQUEST, "This request names no host.\n").into_response();
    };
    let port = if port == 443 { String::new() } else { format!(":{port}") };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, format!("https://{name}{port}{path}"))]).into_response()
}

/// A host without its port, if it is one.
fn name_of(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let name = host.get(..end)?;
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    (!name.is_empty() && name.bytes().all(sound)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_address_leads_to_the_same_one_by_https() {
        for (host, path, port, want) in [
            ("news.example", "/story/7?a=b", 443, Some("https://news.example/story/7?a=b")),
            ("news.example:80", "/", 8443, Some("https://news.example:8443/")),
            ("[::1]:8080", "//evil.example", 443, Some("https://[::1]//evil.example")),
            ("", "/", 443, None),
            ("a/b", "/", 443, None),
            ("user@evil.example", "/", 443, None),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            let answer = lead(&headers, &path.parse().unwrap(), port);
            let led = answer.headers().get(header::LOCATION).map(|value| value.to_str().unwrap());
            assert_eq!(led, want, "{host}{path}");
        }
    }
}
