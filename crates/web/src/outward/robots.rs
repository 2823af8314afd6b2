//! `robots.txt` (RFC 9309): what robots should leave alone, and where the map is.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};

/// Under which an operator's choice is kept (`caulbart editor crawlers`).
pub const CRAWLERS: &str = "ai-crawlers";

/// May texts be taken to train models, and to answer from them elsewhere?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CrawlerRule {
    #[default]
    Allow,
    Refuse,
}

impl CrawlerRule {
    pub fn from_word(word: &str) -> Option<CrawlerRule> {
        match word {
            "allow" => Some(CrawlerRule::Allow),
            "refuse" => Some(CrawlerRule::Refuse),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            CrawlerRule::Allow => "allow",
            CrawlerRule::Refuse => "refuse",
        }
    }
}

/// As their makers name them.
const MACHINES: [&str; 28] = [
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "Claude-Web",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "DuckAssistBot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "meta-externalagent",
    "MistralAI-User",
    "OAI-SearchBot",
    "omgili",
    "PanguBot",
    "Perplexity-User",
    "PerplexityBot",
    "Timpibot",
];

/// What is one reader's alone, or a form's, or costs more than a page.
const NOT_FOR_ROBOTS: [&str; 16] = [
    "/why/",
    "/search",
    "/you",
    "/my-data",
    "/receipt",
    "/deed",
    "/changed",
    "/undo",
    "/sliders",
    "/share",
    "/report",
    "/events",
    "/live",
    "/operator",
    "/newsroom",
    "/picture/",
];

/// Pictures of others are theirs to show; the newsroom's own may be found. Both stand below `/picture/`, where the address
/// that they had before is spelled in base64: 30 bytes of it are 40 letters.
fn own_pictures() -> String {
    let start = newsroom::writing::ADDRESS.as_bytes();
    format!("/picture/*/*/{}", BASE64.encode(start.get(..start.len() / 3 * 3).unwrap_or_default()))
}

pub fn robots(base: &str, rule: CrawlerRule) -> String {
    let mut text = String::new();
    if rule == CrawlerRule::Refuse {
        text.extend(MACHINES.iter().map(|name| format!("User-agent: {name}\n")));
        text.push_str("Disallow: /\n\n");
    }
    text.push_str("User-agent: *\n");
    text.extend(NOT_FOR_ROBOTS.iter().map(|path| format!("Disallow: {path}\n")));
    text.push_str(&format!("Allow: {}\n", own_pictures()));
    if !base.is_empty() {
        text.push_str(&format!("\nSitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap/news.xml\n"));
    }
    text
}
