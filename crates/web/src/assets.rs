//! Everything that a browser fetches besides pages: compiled in, under an address that changes with the content.

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, fmt::Write as _, io::Write as _, sync::LazyLock};

pub struct Asset {
    pub name: &'static str,
    pub media_type: &'static str,
    pub bytes: Cow<'static, [u8]>,
    /// Smaller by gzip; empty where that does not help.
    pub gzip: Vec<u8>,
}

pub struct Bundle {
    /// Of all contents together: style sheets and modules name their neighbours by relative addresses.
    pub hash: String,
    pub assets: Vec<Asset>,
}

const STYLE: &str = concat!(
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/timeline.css"),
    include_str!("../assets/css/reading.css"),
    include_str!("../assets/css/hers.css"),
    include_str!("../assets/css/aside.css"),
    include_str!("../assets/css/live.css"),
    include_str!("../assets/css/contrast.css"),
    include_str!("../assets/css/print.css"),
);

/// What front pages and articles of others do without, and stands behind what all pages have.
const LISTS: &str = concat!(
    include_str!("../assets/css/story.css"),
    include_str!("../assets/css/finding.css"),
    include_str!("../assets/css/comments.css"),
);

const PIECE: &str = concat!(include_str!("../assets/css/piece.css"), include_str!("../assets/css/comments.css"));

const WATCH: &str = concat!(include_str!("../assets/css/comments.css"), include_str!("../assets/css/watch.css"));

static PLOTS: LazyLock<String> = LazyLock::new(plots::page_style);

macro_rules! fonts {
    ($($name:literal),*) => {
        [$(($name, "font/woff2", include_bytes!(concat!("../assets/fonts/", $name)) as &[u8])),*]
    };
}

const FONTS: [(&str, &str, &[u8]); 7] = fonts!(
    "headline.woff2",
    "headline-ext.woff2",
    "text.woff2",
    "text-ext.woff2",
    "text-italic.woff2",
    "plain.woff2",
    "plain-ext.woff2"
);

const OTHERS: [(&str, &str, &[u8]); 42] = [
    ("site.css", "text/css; charset=utf-8", STYLE.as_bytes()),
    ("desk.css", "text/css; charset=utf-8", include_bytes!("../assets/css/desk.css")),
    ("lists.css", "text/css; charset=utf-8", LISTS.as_bytes()),
    ("account.css", "text/css; charset=utf-8", include_bytes!("../assets/css/account.css")),
    ("ledger.css", "text/css; charset=utf-8", include_bytes!("../assets/css/ledger.css")),
    ("newsroom.css", "text/css; charset=utf-8", include_bytes!("../assets/css/newsroom.css")),
    ("watch.css", "text/css; charset=utf-8", WATCH.as_bytes()),
    ("watch.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/watch.js")),
    ("watch-attention.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/watch-attention.js")),
    ("watch-deck.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/watch-deck.js")),
    ("watch-fetching.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/watch-fetching.js")),
    ("watch-time.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/watch-time.js")),
    ("piece.css", "text/css; charset=utf-8", PIECE.as_bytes()),
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/desk.js")),
    ("site.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/site.js")),
    ("acts.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/acts.js")),
    ("ledger.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/ledger.js")),
    ("ledger-entries.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/ledger-entries.js")),
    ("ledger-reading.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/ledger-reading.js")),
    ("sha256.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/sha256.js")),
    ("live.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/live.js")),
    ("offline.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/offline.js")),
    ("outbox.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/outbox.js")),
    ("pull.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/pull.js")),
    ("renew.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/renew.js")),
    ("events.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/events.js")),
    ("keys.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/keys.js")),
    ("place.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/place.js")),
    ("moderate.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/moderate.js")),
    ("passkeys.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/passkeys.js")),
    ("running.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/running.js")),
    ("says.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/says.js")),
    ("share.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/share.js")),
    ("studio.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/studio.js")),
    ("tus.min.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/vendor/tus.min.js")),
    ("suggest.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/suggest.js")),
    ("tune.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/tune.js")),
    ("ahead.json", "application/speculationrules+json", include_bytes!("../assets/ahead.json")),
    ("mark.svg", "image/svg+xml", include_bytes!("../assets/mark.svg")),
    ("icon-180.png", "image/png", include_bytes!("../assets/icons/icon-180.png")),
    ("icon-192.png", "image/png", include_bytes!("../assets/icons/icon-192.png")),
    ("icon-512.png", "image/png", include_bytes!("../assets/icons/icon-512.png")),
];

/// Only whoever writes here needs these.
const OF_THE_NEWSROOM: [&str; 5] = ["newsroom.css", "desk.js", "moderate.js", "studio.js", "tus.min.js"];

/// Clips are not watched without a connection.
const OF_CLIPS: [&str; 6] =
    ["watch.css", "watch.js", "watch-attention.js", "watch-deck.js", "watch-fetching.js", "watch-time.js"];

/// Only the page about what is kept of her needs these; without a connection there is nothing to check.
const OF_THE_LEDGER: [&str; 5] = ["ledger.css", "ledger.js", "ledger-entries.js", "ledger-reading.js", "sha256.js"];

/// Made once: hashed and compressed when the first page needs it.
pub fn bundle() -> &'static Bundle {
    static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
        let mut hasher = Sha256::new();
        let mut assets = Vec::new();
        // Only the pages with pictures ask for it.
        let plots = [("plots.css", "text/css; charset=utf-8", PLOTS.as_bytes())];
        for (name, media_type, bytes) in OTHERS.into_iter().chain(FONTS).chain(plots) {
            let bytes = leaned(name, bytes);
            hasher.update(name.as_bytes());
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(&bytes);
            let small = if media_type.starts_with("font") { Vec::new() } else { gzip(&bytes, Compression::best()) };
            assets.push(Asset { name, media_type, bytes, gzip: small });
        }
        let mut hash = String::new();
        for byte in &hasher.finalize()[..8] {
            let _ = write!(hash, "{byte:02x}");
        }
        Bundle { hash, assets }
    });
    &BUNDLE
}

/// SHA-256 over the names and contents of everything that a browser fetches besides pages.
pub fn assets_hash() -> [u8; 32] {
    let mut hasher = Sha256::new();
    for asset in &bundle().assets {
        hasher.update(asset.name.as_bytes());
        hasher.update((asset.bytes.len() as u64).to_be_bytes());
        hasher.update(&asset.bytes);
    }
    hasher.finalize().into()
}

/// The worker that keeps pages for when there is no connection, told what belongs to this release.
pub fn worker(bundle: &Bundle) -> String {
    // Pictures of pages for operators, and icons that the system keeps itself, are not needed to read.
    let needed = |asset: &&Asset| {
        let others = [&OF_THE_NEWSROOM[..], &OF_THE_LEDGER, &OF_CLIPS];
        let spared = asset.name == "plots.css" || others.iter().any(|names| names.contains(&asset.name));
        !spared && !asset.media_type.starts_with("image/png")
    };
    let files: Vec<String> = bundle.assets.iter().filter(needed).map(|asset| address(asset.name)).collect();
    let lean = leaned("worker.js", include_bytes!("../assets/js/worker.js"));
    format!("const FILES = {};\n{}", serde_json::json!(files), String::from_utf8_lossy(&lean))
}

/// Style sheets and modules without what only we read: comments that have their lines to themselves, and indentation.
fn leaned(name: &str, bytes: &'static [u8]) -> Cow<'static, [u8]> {
    let is_style = name.ends_with(".css");
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
    if !is_style && !name.ends_with(".js") {
        return Cow::Borrowed(bytes);
    }
    let mut lean = String::with_capacity(text.len());
    let mut within = false;
    for line in text.lines().map(str::trim) {
        let opens = is_style && line.starts_with("/*");
        let alone = line.starts_with("/**") && line.ends_with("*/") || !is_style && line.starts_with("//");
        if !(within || opens || alone || line.is_empty()) {
            lean.push_str(line);
            lean.push('\n');
        }
        within = (within || opens) && !line.ends_with("*/");
    }
    Cow::Owned(lean.into_bytes())
}

/// Empty when it cannot be made smaller.
pub fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    let done = encoder.write_all(bytes).and_then(|()| encoder.finish());
    done.ok().filter(|small| small.len() < bytes.len()).unwrap_or_default()
}

/// Where a browser finds an asset; whoever holds this address may keep it for ever.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", bundle().hash)
}

#[cfg(test)]
mod tests {
    use super::{OF_CLIPS, OF_THE_LEDGER, OF_THE_NEWSROOM, OTHERS, STYLE, address, bundle};

    #[test]
    fn every_asset_that_a_style_sheet_or_module_names_is_there() {
        let names: Vec<&str> = bundle().assets.iter().map(|asset| asset.name).collect();
        for asset in &bundle().assets {
            let Ok(text) = std::str::from_utf8(&asset.bytes) else { continue };
            let urls = text.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next());
            let imports = text.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next());
            let later = text.split("import(\"./").skip(1).filter_map(|rest| rest.split('"').next());
            for named in urls.chain(imports).chain(later) {
                assert!(names.contains(&named), "{} names {named}", asset.name);
            }
        }
        assert!(address("site.css").starts_with("/assets/"));
    }

    #[test]
    fn more_contrast_is_the_same_by_device_and_by_choice() {
        let tokens = include_str!("../assets/css/tokens.css");
        let rules = |opening: &str| {
            let rest = tokens.split_once(opening).map(|(_, rest)| rest).unwrap_or_default();
            rest.split('}').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let chosen = rules(":root[data-contrast=\"more\"] {");
        assert!(chosen.contains("--ink"));
        assert_eq!(rules(":root:not([data-contrast=\"usual\"]) {"), chosen);
    }

    #[test]
    fn nothing_is_placed_by_left_and_right() {
        for asset in bundle().assets.iter().filter(|asset| asset.name.ends_with("site.css")) {
            let text = std::str::from_utf8(&asset.bytes).unwrap_or_default();
            let named = [
                "margin-left",
                "margin-right",
                "padding-left",
                "padding-right",
                "border-left",
                "border-right",
                "align: left",
                "align: right",
                " left:",
                " right:",
                "float:",
            ];
            for physical in named {
                assert!(!text.contains(physical), "{physical} has to be said by start and end");
            }
        }
    }

    /// What `leaned` takes for a comment is one: nothing else stands behind it, and no text over several lines is cut.
    #[test]
    fn comments_have_lines_to_themselves_and_no_text_goes_over_several() {
        for (name, _, bytes) in OTHERS {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            if name.ends_with(".css") {
                let behind = text.split("*/").skip(1).map(|rest| rest.lines().next().unwrap_or_default());
                behind.for_each(|rest| assert_eq!(rest.trim(), "", "{name}"));
            }
            for line in text.lines().filter(|_| name.ends_with(".js")) {
                assert!(line.matches('`').count() % 2 == 0, "{name}: {line}");
            }
        }
        let site = bundle().assets.iter().find(|asset| asset.name == "site.css").unwrap();
        let text = std::str::from_utf8(&site.bytes).unwrap();
        assert!(!text.contains("/*") && text.matches('{').count() == STYLE.matches('{').count());
    }

    #[test]
    fn the_scripts_of_the_front_page_stay_small() {
        let weight: usize = bundle()
            .assets
            .iter()
            .filter(|a| {
                a.name.ends_with(".js")
                    && !["passkeys.js", "running.js"].contains(&a.name)
                    && !OF_THE_NEWSROOM.contains(&a.name)
                    && !OF_THE_LEDGER.contains(&a.name)
                    && !OF_CLIPS.contains(&a.name)
            })
            .map(|a| a.bytes.len())
            .sum();
        assert!(weight < 25_000, "{weight} bytes");
    }
}
