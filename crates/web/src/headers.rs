//! What does every answer tell a browser that it may not do?

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// On every answer. Nothing is loaded from anywhere else, nothing runs that is not a file of ours.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
             connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types caulbart",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
];

/// All that Chromium knows by name; `e2e` compares the list with the browser's own. A page shares an address, copies it,
/// makes passkeys, plays clips and fills the screen. What reaches the local network is left alone: there an edition may live.
const PERMISSIONS: &str = "accelerometer=(), aria-notify=(), autoplay=(self), bluetooth=(), browsing-topics=(), camera=(), \
    captured-surface-control=(), clipboard-read=(), clipboard-write=(self), compute-pressure=(), \
    cross-origin-isolated=(), deferred-fetch=(), deferred-fetch-minimal=(), digital-credentials-create=(), \
    digital-credentials-get=(), display-capture=(), encrypted-media=(), fullscreen=(self), gamepad=(), \
    geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), interest-cohort=(), \
    keyboard-map=(), language-detector=(), language-model=(), local-fonts=(), magnetometer=(), \
    media-playback-while-not-visible=(self), microphone=(), midi=(), on-device-speech-recognition=(), \
    otp-credentials=(), payment=(), picture-in-picture=(self), private-state-token-issuance=(), \
    private-state-token-redemption=(), publickey-credentials-create=(self), publickey-credentials-get=(self), \
    screen-wake-lock=(), serial=(), speaker-selection=(), storage-access=(), summarizer=(), sync-xhr=(), \
    translator=(), unload=(), usb=(), web-share=(self), window-management=(), xr-spatial-tracking=()";

/// A year, for this host alone: what else lives below it is not ours to decide.
const BY_HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// `https`: is the edition reached by https? `local`: does this request come to the machine's own name?
pub fn put(headers: &mut HeaderMap, https: bool, local: bool) {
    for (name, value) in ALWAYS {
        // What may be shown on pages of others says so itself.
        headers.entry(name).or_insert(value);
    }
    // Under `no-referrer` a form says that it comes from `null`. Where browsers send Sec-Fetch-Site we need no more;
    // over plain http in a network they do not (docs/decisions/0009-where-a-form-came-from.md). Other sites learn
    // nothing by either.
    let referrer = if https || local { "no-referrer" } else { "same-origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, BY_HTTPS_ONLY);
    }
}
