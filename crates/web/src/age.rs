//! Did she say that she is old enough? Kept in her browser until she closes it, and nowhere else.

use crate::safety;
use axum::http::{HeaderMap, HeaderValue};

const COOKIE: &str = "old-enough";

pub fn said(headers: &HeaderMap) -> bool {
    safety::cookie(headers, COOKIE).is_some_and(|value| value == "yes")
}

pub fn cookie(https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{COOKIE}=yes; Path=/; HttpOnly; SameSite=Lax{secure}")).ok()
}
