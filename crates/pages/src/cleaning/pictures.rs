//! Which picture an `img` means, and whether it is one to look at.

use model::Picture;
use url::Url;

use super::addresses;
use crate::dom::{NodeId, Page, Tag};

/// The picture that an `img` stands for; `None` for trackers, placeholders and addresses that are not on the web.
pub fn picture_of(page: &Page, img: NodeId, base: Option<&Url>) -> Option<Picture> {
    let width = length(page, img, "width");
    let height = length(page, img, "height");
    if width.is_some_and(|w| w <= 2) || height.is_some_and(|h| h <= 2) || is_hidden(page, img) {
        return None;
    }
    let address = candidates(page, img).into_iter().find_map(|raw| {
        let url = addresses::picture(&raw, base)?;
        (!is_tracker(&url)).then_some(url)
    })?;
    let alt = page.attribute(img, "alt").map(|alt| crate::dom::one_line(&alt)).unwrap_or_default();
    let known = |side: Option<u32>| side.filter(|&px| px <= 20_000).unwrap_or(0);
    let (width, height) = match (known(width), known(height)) {
        (0, _) | (_, 0) => (0, 0),
        both => both,
    };
    Some(Picture {
        url: address.into(),
        width,
        height,
        alt: alt.chars().filter(|letter| !letter.is_control()).take(1_000).collect(),
        credit: String::new(),
    })
}

/// An emoji drawn as a picture: the words it replaced.
pub fn emoji_of(page: &Page, img: NodeId) -> Option<String> {
    let class = page.raw_attribute(img, "class").unwrap_or("");
    let src = page.raw_attribute(img, "src").unwrap_or("");
    let is_emoji = class.split_ascii_whitespace().any(|c| matches!(c, "emoji" | "wp-smiley" | "emojione" | "twemoji"))
        || src.contains("/images/core/emoji/")
        || src.contains("/twemoji/");
    is_emoji.then(|| page.attribute(img, "alt").map(|alt| alt.into_owned())).flatten()
}

/// Addresses that an `img` may mean, best first. Pages that load pictures late keep a placeholder in `src`.
fn candidates(page: &Page, img: NodeId) -> Vec<String> {
    let mut found = Vec::new();
    let src = page.attribute(img, "src").filter(|src| !is_placeholder(src));
    for name in LATE {
        if let Some(late) = page.attribute(img, name).filter(|late| is_address(late)) {
            found.push(late.into_owned());
        }
    }
    if let Some(src) = src {
        // A real `src` beside a late one of the same picture: the late one is the larger.
        found.push(src.into_owned());
    }
    for name in ["srcset", "data-srcset", "data-lazy-srcset", "data-src-set"] {
        found.extend(page.attribute(img, name).and_then(|set| largest_of(&set)));
    }
    let around = page.parent(img);
    if page.tag(around) == Tag::Picture {
        for source in page.children(around).filter(|&child| page.tag(child) == Tag::Source) {
            for name in ["srcset", "data-srcset"] {
                found.extend(page.attribute(source, name).and_then(|set| largest_of(&set)));
            }
        }
    }
    found
}

const LATE: &[&str] = &[
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-orig-src",
    "data-orig-file",
    "data-actualsrc",
    "data-image-src",
    "data-hi-res-src",
    "data-full-src",
    "data-src-large",
    "data-src-medium",
    "data-url",
    "data-echo",
    "data-delayed-url",
    "data-original-src",
    "data-runner-src",
    "data-srcurl",
    "data-img-src",
];

fn is_address(value: &str) -> bool {
    let value = value.trim();
    let path = value.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    let names_picture = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"].iter().any(|end| path.contains(end));
    let is_whole = value.starts_with("http://") || value.starts_with("https://") || value.starts_with("//");
    !value.contains(char::is_whitespace)
        && !value.contains('{')
        && (is_whole || names_picture)
        && !is_placeholder(value)
}

fn is_placeholder(src: &str) -> bool {
    let src = src.trim();
    let name = src.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("").to_ascii_lowercase();
    src.is_empty()
        || src.starts_with("data:")
        || src.starts_with("about:")
        || src.starts_with("blob:")
        || [
            "placeholder",
            "spacer",
            "blank.gif",
            "blank.png",
            "transparent",
            "1x1",
            "lazyload",
            "loading.gif",
            "pixel.gif",
            "grey.gif",
            "clear.gif",
            "trans.gif",
        ]
        .iter()
        .any(|word| name.contains(word))
}

/// The address in a `srcset` with the most pixels, but none wider than a page needs.
fn largest_of(set: &str) -> Option<String> {
    let mut best: Option<(f32, &str)> = None;
    let mut rest = set.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    while !rest.is_empty() {
        let address_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at(address_end);
        // `a.jpg, b.jpg`: a comma at the end of an address belongs to the list.
        let (address, descriptor, next) = match address.strip_suffix(',') {
            Some(address) => (address, "", after),
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (address, after[..end].trim(), after.get(end + 1..).unwrap_or(""))
            }
        };
        let size = descriptor.trim_end_matches(['w', 'x', 'h']).trim().parse::<f32>().unwrap_or(1.0);
        let size = if descriptor.ends_with('w') && size > 2_000.0 { 1.0 / size } else { size };
        if !address.is_empty() && !is_placeholder(address) && best.is_none_or(|(most, _)| size > most) {
            best = Some((size, address));
        }
        rest = next.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    best.map(|(_, address)| address.to_owned())
}

/// A width or height in pixels as written in an attribute or a style.
fn length(page: &Page, img: NodeId, name: &str) -> Option<u32> {
    let number = |text: &str| {
        let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
        let unit = text.trim().get(digits.len()..).unwrap_or("").trim();
        let in_pixels = unit.is_empty() || unit.starts_with("px") || unit.starts_with('.');
        digits.parse::<u32>().ok().filter(|_| in_pixels)
    };
    page.raw_attribute(img, name).and_then(number).or_else(|| {
        let style = page.raw_attribute(img, "style")?;
        let declared = style.split(';').find_map(|one| {
            let (property, value) = one.split_once(':')?;
            property.trim().eq_ignore_ascii_case(name).then_some(value)
        })?;
        number(declared)
    })
}

/// Taken out of sight by its own style.
pub fn is_hidden(page: &Page, id: NodeId) -> bool {
    if page.raw_attributes(id).is_empty() {
        return false;
    }
    if page.raw_attribute(id, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found")) {
        return true;
    }
    page.raw_attribute(id, "style").is_some_and(|style| {
        style.contains("none") && {
            let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            bare.contains("display:none")
        } || style.contains("visibility") && style.contains("hidden")
    })
}

/// Pictures that count readers instead of showing them something.
fn is_tracker(url: &Url) -> bool {
    let host = url.host_str().unwrap_or("");
    let path = url.path();
    HOSTS.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.')))
        || (host.starts_with("pixel.") || host.starts_with("counter.") || host.starts_with("beacon."))
        || PATHS.iter().any(|part| path.contains(part))
        || host.ends_with("feedburner.com")
        || host == "vgwort.de"
        || host.ends_with(".vgwort.de")
}

const HOSTS: &[&str] = &[
    "doubleclick.net",
    "google-analytics.com",
    "googletagmanager.com",
    "googleadservices.com",
    "googlesyndication.com",
    "feeds.wordpress.com",
    "pixel.wp.com",
    "stats.wp.com",
    "stats.wordpress.com",
    "feedsportal.com",
    "pheedo.com",
    "scorecardresearch.com",
    "quantserve.com",
    "chartbeat.net",
    "chartbeat.com",
    "ioam.de",
    "met.vgwort.de",
    "xiti.com",
    "ati-host.net",
    "facebook.com",
    "bat.bing.com",
    "ads.linkedin.com",
    "px.ads.linkedin.com",
    "t.co",
    "analytics.twitter.com",
    "criteo.com",
    "criteo.net",
    "taboola.com",
    "outbrain.com",
    "adnxs.com",
    "moatads.com",
    "newrelic.com",
    "nr-data.net",
    "statcounter.com",
    "histats.com",
    "mf.feeds.reuters.com",
    "rss.buysellads.com",
    "feedads.g.doubleclick.net",
    "imrworldwide.com",
    "demdex.net",
    "omtrdc.net",
    "2o7.net",
    "hubspot.com",
    "segment.io",
    "mixpanel.com",
    "matomo.cloud",
    "etracker.com",
    "etracker.de",
    "wt-eu02.net",
    "webtrekk.net",
    "republication-tracker-tool.com",
    "counter.theconversation.com",
    "counter.theconversation.edu.au",
];

const PATHS: &[&str] = &[
    "/pixel.gif",
    "/pixel.png",
    "/1x1.gif",
    "/1x1.png",
    "/spacer.gif",
    "/blank.gif",
    "/tracking-pixel",
    "/tracker.gif",
    "/counter.gif",
    "/count.gif",
    "/b.gif",
    "/__utm.gif",
    "/piwik.php",
    "/matomo.php",
    "/republication-tracker-tool",
];

#[cfg(test)]
mod tests {
    use super::{largest_of, picture_of};
    use crate::dom::{Tag, parse};

    fn address(html: &str) -> Option<String> {
        let page = parse(html);
        let img = page.first(Tag::Img)?;
        picture_of(&page, img, None).map(|picture| picture.url)
    }

    #[test]
    fn late_pictures_are_found_and_pixels_dropped() {
        for (html, want) in [
            ("<img src=https://a.example/x.jpg>", Some("https://a.example/x.jpg")),
            ("<img src='data:image/gif;base64,R0' data-src=https://a.example/x.jpg>", Some("https://a.example/x.jpg")),
            (
                "<img src=https://a.example/placeholder.png srcset='https://a.example/s.jpg 300w, https://a.example/l.jpg 900w'>",
                Some("https://a.example/l.jpg"),
            ),
            (
                "<picture><source srcset='https://a.example/x.webp 2x'><img src=''></picture>",
                Some("https://a.example/x.webp"),
            ),
            ("<img src=https://a.example/x.jpg width=1 height=1>", None),
            ("<img src=https://a.example/x.jpg style='width: 1px'>", None),
            ("<img src=https://a.example/x.jpg style='display:none'>", None),
            ("<img src=https://ad.doubleclick.net/x.jpg>", None),
            ("<img src=https://feeds.feedburner.com/~r/x>", None),
            ("<img src=javascript:alert(1)>", None),
            ("<img src=x.jpg>", None),
            ("<img>", None),
        ] {
            assert_eq!(address(html).as_deref(), want, "{html}");
        }
    }

    #[test]
    fn the_largest_of_a_set_is_taken_unless_it_is_huge() {
        for (set, want) in [
            ("a.jpg 1x, b.jpg 2x", Some("b.jpg")),
            ("a.jpg 400w,b.jpg 800w", Some("b.jpg")),
            ("a.jpg 800w, b.jpg 6000w", Some("a.jpg")),
            ("a.jpg, b.jpg", Some("a.jpg")),
            ("a,w_300.jpg 300w, a,w_600.jpg 600w", Some("a,w_600.jpg")),
            ("", None),
            (",,,", None),
        ] {
            assert_eq!(largest_of(set).as_deref(), want, "{set}");
        }
    }
}
