//! Addresses that a reader may be led to.

use url::Url;

/// `raw` made absolute, if it is something that a link may lead to: http, https or mailto.
pub fn link(raw: &str, base: Option<&Url>) -> Option<String> {
    let url = absolute(raw, base)?;
    match url.scheme() {
        "http" | "https" => Some(crate::canonical::without_tracking(url).into()),
        "mailto" => Some(url.into()),
        _ => None,
    }
}

/// `raw` made absolute, if a picture may come from there: http or https.
pub fn picture(raw: &str, base: Option<&Url>) -> Option<Url> {
    absolute(raw, base).filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn absolute(raw: &str, base: Option<&Url>) -> Option<Url> {
    let raw = raw.trim();
    if raw.is_empty() || raw.starts_with('#') || raw.len() > 8_000 {
        return None;
    }
    let url = match base {
        Some(base) => base.join(raw).ok()?,
        None if raw.starts_with("//") => Url::parse(&format!("https:{raw}")).ok()?,
        None => Url::parse(raw).ok()?,
    };
    let names_host = url.scheme() == "mailto" || url.host_str().is_some_and(|host| !host.is_empty());
    names_host.then_some(url)
}

/// Where a player in a frame leads: the video's own page where we know it. `None` for frames that only measure or sell.
pub fn player(raw: &str, base: Option<&Url>) -> Option<String> {
    let url = picture(raw, base)?;
    let host = url.host_str()?.trim_start_matches("www.");
    let last = url.path_segments()?.rfind(|part| !part.is_empty()).unwrap_or("");
    let is_name = !last.is_empty() && last.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    match host {
        "youtube.com" | "youtube-nocookie.com" | "youtu.be" if url.path().starts_with("/watch") => {
            Some(url.as_str().to_owned())
        }
        "youtube.com" | "youtube-nocookie.com" | "youtu.be" if is_name && last != "videoseries" => {
            Some(format!("https://www.youtube.com/watch?v={last}"))
        }
        "player.vimeo.com" if is_name => Some(format!("https://vimeo.com/{last}")),
        "dailymotion.com" | "geo.dailymotion.com" if is_name && url.path().contains("/embed/") => {
            Some(format!("https://www.dailymotion.com/video/{last}"))
        }
        _ if PLAYERS.iter().any(|known| host == *known || host.ends_with(&format!(".{known}"))) => Some(url.into()),
        _ => None,
    }
}

/// Hosts whose frames are something to watch, hear or look at.
const PLAYERS: &[&str] = &[
    "ardmediathek.de",
    "archive.org",
    "arte.tv",
    "bandcamp.com",
    "bbc.co.uk",
    "brightcove.net",
    "cloudflarestream.com",
    "codepen.io",
    "datawrapper.de",
    "dwcdn.net",
    "deezer.com",
    "embed.podcasts.apple.com",
    "facebook.com",
    "flourish.studio",
    "instagram.com",
    "jwplayer.com",
    "jwplatform.com",
    "mixcloud.com",
    "odysee.com",
    "open.spotify.com",
    "rumble.com",
    "slideshare.net",
    "soundcloud.com",
    "streamable.com",
    "ted.com",
    "tiktok.com",
    "twitch.tv",
    "twitter.com",
    "vimeo.com",
    "wistia.net",
    "wistia.com",
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "zdf.de",
];

#[cfg(test)]
mod tests {
    use url::Url;

    #[test]
    fn links_lead_to_pages_and_mailboxes_only() {
        let base = Url::parse("https://town.example/news/").ok();
        for (raw, want) in [
            ("fire", Some("https://town.example/news/fire")),
            ("//cdn.example/a", Some("https://cdn.example/a")),
            ("mailto:desk@town.example", Some("mailto:desk@town.example")),
            (" java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("#top", None),
            ("https://a.example/?utm_source=x&id=3", Some("https://a.example/?id=3")),
        ] {
            assert_eq!(super::link(raw, base.as_ref()).as_deref(), want, "{raw}");
        }
        assert_eq!(super::link("fire", None), None);
    }

    #[test]
    fn players_become_links_and_other_frames_nothing() {
        for (raw, want) in [
            ("https://www.youtube.com/embed/abc_-1?autoplay=1", Some("https://www.youtube.com/watch?v=abc_-1")),
            ("//player.vimeo.com/video/123", Some("https://vimeo.com/123")),
            ("https://ads.example/frame", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(super::player(raw, None).as_deref(), want, "{raw}");
        }
    }
}
