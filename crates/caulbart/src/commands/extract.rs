//! The article on a page, as it would be kept.

use anyhow::Result;
use model::Time;
use pages::PageHint;
use serde_json::json;

use super::{say, say_json};
use crate::settings::Settings;
use crate::wiring::bytes_of;

pub async fn run(settings: Settings, what: &str, url: Option<&str>, rule: Option<&str>) -> Result<()> {
    let got = bytes_of(&settings, what).await?;
    let address = url.or(got.address.as_deref());
    let article =
        pages::extract(&got.body, &PageHint { url: address, content_type: got.content_type.as_deref(), rule });
    if settings.json {
        return say_json(&json!({
            "title": article.title,
            "byline": article.byline,
            "published": article.published.map(Time::rfc3339),
            "lang": article.language,
            "site": article.site,
            "excerpt": article.excerpt,
            "text": article.text,
            "html": article.html,
            "image": article.image,
        }));
    }
    say(&article.title);
    let when = article.published.map(Time::rfc3339).unwrap_or_default();
    let below: Vec<&str> =
        [article.byline.as_str(), &article.site, &when].into_iter().filter(|part| !part.is_empty()).collect();
    say(&below.join(" · "));
    say("");
    say(&article.text);
    for fault in &article.faults {
        say(&format!("fault: {fault}"));
    }
    Ok(())
}
