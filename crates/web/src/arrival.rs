//! A request as the pages see it: who comes, in which language, and what she is allowed to do.

use crate::{
    Wrong, age, api, safety,
    site::Site,
    sitting::Sitting,
    view::{Look, Visit},
    wishes::Wishes,
    words::Tongue,
    wrong::{AccountWrong, TokenWrong},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts, uri::Authority},
};
use model::{FinderKind, Language, ReaderId, Time};
use newsroom::Editor;
use readers::{
    Secret,
    accounts::{By, Caller, Session, Token, Who, is_token},
};
use sha2::{Digest, Sha256};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};
use timeline::Device;

#[derive(Clone)]
pub struct Arrival {
    pub site: Site,
    pub tongue: Tongue,
    pub look: Look,
    /// How she wants her pages.
    pub wishes: Wishes,
    /// Since when she has been here.
    pub sitting: Sitting,
    pub device: Device,
    pub now: Time,
    pub here: String,
    /// Under which she came here (`https://news.example`); empty when her browser did not say.
    pub origin: String,
    /// She reads as a visitor, because what is kept about her cannot be opened just now.
    locked: bool,
    pub operator: bool,
    /// She said so.
    pub old_enough: bool,
    /// What she was to be told: how much it is, and where it stands.
    pub told: Option<(u32, &'static str)>,
    /// Who asks, for what is counted.
    pub caller: Caller,
    /// What this edition calls her before her browser, which keeps apart what is whose; empty for whoever is nobody.
    pub whose: String,
    /// Where she works in the newsroom.
    editor: Option<Editor>,
    /// Of a guest who said something below an article; nothing else is known by it.
    pub commenter: Option<Secret>,
    secret: Option<Secret>,
    known: Result<Option<Who>, Wrong>,
}

/// The same for everybody: nobody is asked who she is.
const ASSETS: [&str; 3] = ["/assets/", "/picture/", "/clip/"];

impl FromRequestParts<Site> for Arrival {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Arrival, Infallible> {
        if let Some(arrival) = parts.extensions.get::<Arrival>() {
            return Ok(arrival.clone());
        }
        let (headers, now) = (&parts.headers, Time::now());
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let mut arrival = Arrival {
            told: None,
            old_enough: age::said(headers),
            whose: String::new(),
            editor: None,
            tongue: Tongue::from_accept_language(accepted),
            look: Look::Device,
            wishes: Wishes::from_cookies(headers),
            sitting: Sitting::read(headers, now),
            device: device(headers),
            now,
            here: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            origin: origin(headers, parts.uri.authority().map(Authority::as_str), site.https),
            locked: false,
            operator: is_operator(headers, peer, site),
            caller: caller(headers, peer, &site.proxies),
            commenter: safety::cookie(headers, &site.commenter_cookie).and_then(Secret::from_hex),
            secret: safety::cookie(headers, &site.cookie).and_then(Secret::from_hex),
            known: Ok(None),
            site: site.clone(),
        };
        if !ASSETS.iter().any(|start| arrival.here.starts_with(start)) {
            arrival.known = match bearer(headers).filter(|token| !is_operators(token, site)) {
                Some(token) if arrival.here.starts_with(api::ROOT) => arrival.by_token(token, &parts.method).await,
                Some(token) if is_token(token) => Err(TokenWrong::Elsewhere.into()),
                _ => arrival.who().await,
            };
        }
        if matches!(arrival.known, Err(Wrong::VaultDown)) && parts.method.is_safe() && is_for_everybody(&arrival.here) {
            (arrival.known, arrival.locked) = (Ok(None), true);
        }
        if let Some(kept) = arrival.kept_wishes().await {
            arrival.wishes = kept;
        }
        arrival.look = arrival.wishes.look;
        arrival.tongue = arrival.wishes.tongue.unwrap_or(arrival.tongue);
        // Where that cannot be found out just now, she is a reader.
        arrival.editor = arrival.role().await.ok().flatten();
        arrival.told = arrival.what_to_tell().await;
        arrival.whose = arrival.known_reader().map(|reader| site.seal.name_for(reader.0)).unwrap_or_default();
        Ok(arrival)
    }
}

/// Pages that are there for whoever comes; what is kept about her only orders them.
fn is_for_everybody(here: &str) -> bool {
    const READING: [&str; 11] = [
        "/watch",
        "/channel/",
        "/article/",
        "/story/",
        "/topic/",
        "/topics",
        "/source/",
        "/sources",
        "/search",
        "/transparency",
        "/algorithm",
    ];
    let path = here.split('?').next().unwrap_or("/");
    path == "/" || path == "/about" || READING.iter().any(|start| path.starts_with(start))
}

/// By what browsers say without being asked (`Sec-CH-UA-Mobile`, User-Agent Client Hints), else by the word that phones
/// have in their `User-Agent`.
fn device(headers: &HeaderMap) -> Device {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-ch-ua-mobile"), said("user-agent")) {
        (Some("?1"), _) => Device::Phone,
        (Some("?0"), _) => Device::Desktop,
        (_, Some(agent)) if agent.contains("Mobile") => Device::Phone,
        (_, Some(_)) => Device::Desktop,
        (_, None) => Device::Unknown,
    }
}

/// Behind proxies of the operator's, the last address that none of them has: what stands before it, anybody may have
/// written.
fn caller(headers: &HeaderMap, peer: Option<SocketAddr>, proxies: &[IpAddr]) -> Caller {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut address = peer.map(|peer| peer.ip().to_canonical());
    let said = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let mut said: Vec<&str> = said.flat_map(|line| line.split(',')).map(str::trim).collect();
    while let Some(nearest) = address.filter(|address| proxies.contains(address)) {
        address = said.pop().and_then(|text| text.parse().ok()).map(|ip: IpAddr| ip.to_canonical()).or(Some(nearest));
        if address == Some(nearest) {
            break;
        }
    }
    // A proxy on this machine that nobody told us of: it would count as one caller for all that it speaks for.
    let address = address.filter(|address| !(address.is_loopback() && is_forwarded(headers)));
    Caller { address, agent: agent.to_owned() }
}

/// Only ever shown to herself, so it may be what she says; still nothing but a host and a port.
fn origin(headers: &HeaderMap, authority: Option<&str>, https: bool) -> String {
    let said = authority.or_else(|| headers.get(header::HOST).and_then(|value| value.to_str().ok())).unwrap_or("");
    let is_host = said.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    let scheme = if https { "https" } else { "http" };
    if said.is_empty() || !is_host { String::new() } else { format!("{scheme}://{said}") }
}

/// Whoever sits at the machine itself, or knows the token. A proxy on the same machine makes everybody look local, so a
/// request that was forwarded, or that names another host than this machine, does not count as local.
fn is_operator(headers: &HeaderMap, peer: Option<SocketAddr>, site: &Site) -> bool {
    if let (Some(token), true) = (bearer(headers), site.token_hash.is_some()) {
        return is_operators(token, site);
    }
    peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) && is_local(headers)
}

/// What came as a token (RFC 6750, 2.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token.trim())
}

fn is_operators(token: &str, site: &Site) -> bool {
    // Hashes are compared, so the time that it takes tells nothing about the token.
    site.token_hash.is_some_and(|hash| <[u8; 32]>::from(Sha256::digest(token)) == hash)
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name))
}

pub fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("");
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let loopback = name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    !is_forwarded(headers) && (loopback || name.eq_ignore_ascii_case("localhost"))
}

impl Arrival {
    pub fn visit(&self) -> Visit<'_> {
        Visit {
            edition: self.site.store.edition(),
            tongue: self.tongue,
            look: self.look,
            wishes: self.wishes,
            now: self.now,
            zone: &self.site.zone,
            here: &self.here,
            locked: self.locked,
            operator: self.operator,
            told: self.told,
            whose: &self.whose,
            works_here: self.editor.is_some(),
            clips: self.site.readers.has_clips(),
            name: self.session().map(|session| session.name.as_str()),
        }
    }

    pub fn language(&self) -> Language {
        Language::from_tag(self.tongue.tag())
    }

    /// Does she bring a secret? It may still be one that nobody knows.
    pub fn is_nobody(&self) -> bool {
        self.secret.is_none()
    }

    /// Her sitting goes on from now; for those alone who wish for breaks.
    pub fn sitting_cookie(&self) -> Option<HeaderValue> {
        if self.wishes.minutes == 0 {
            return None;
        }
        self.sitting.cookie(self.now, self.site.https)
    }

    /// Who she is; `None` for a visitor of whom nothing is kept.
    pub async fn reader(&self) -> Result<Option<ReaderId>, Wrong> {
        Ok(self.known.clone()?.map(|who| who.reader))
    }

    /// The same where it could be found out.
    pub fn known_reader(&self) -> Option<ReaderId> {
        Some(self.known.as_ref().ok()?.as_ref()?.reader)
    }

    /// `None` for whoever is not signed in.
    pub fn session(&self) -> Option<&Session> {
        match &self.known.as_ref().ok()?.as_ref()?.by {
            By::Session(session) => Some(session),
            By::Guest | By::Token(_) => None,
        }
    }

    /// Who works in the newsroom, where she does; to everybody else it is not there.
    pub fn editor(&self) -> Result<Editor, Wrong> {
        self.editor.clone().ok_or(Wrong::NoSuchPage)
    }

    pub fn maybe_editor(&self) -> Option<&Editor> {
        self.editor.as_ref()
    }

    /// The same where files are asked for: who asks for one is found out only where it matters.
    pub async fn editor_of_file(&self) -> Option<Editor> {
        let arrival = Arrival { known: self.who().await, ..self.clone() };
        arrival.role().await.ok().flatten()
    }

    async fn role(&self) -> Result<Option<Editor>, Wrong> {
        match self.session().zip(self.known_reader()) {
            Some((session, reader)) => Ok(self.site.newsroom.editor(reader, &session.name).await?),
            None => Ok(None),
        }
    }

    /// What addresses begin with that others are given: feeds, the picture beside a link.
    pub fn base(&self) -> &str {
        self.site.public_url.as_deref().unwrap_or(&self.origin)
    }

    /// The visitor of this browser, with her secret; `None` when somebody is signed in, or nothing is kept of her.
    pub fn guest(&self) -> Option<(ReaderId, &Secret)> {
        let who = self.known.as_ref().ok()?.as_ref().filter(|who| who.by == By::Guest)?;
        Some((who.reader, self.secret.as_ref()?))
    }

    /// What is wrong with the token that came along.
    pub fn token_wrong(&self) -> Option<Wrong> {
        self.known.as_ref().err().filter(|wrong| matches!(wrong, Wrong::Account(AccountWrong::Token(_)))).cloned()
    }

    /// The token that came along, where it is known by one.
    pub fn token(&self) -> Option<&Token> {
        match &self.known.as_ref().ok()?.as_ref()?.by {
            By::Token(token) => Some(token),
            By::Guest | By::Session(_) => None,
        }
    }

    /// Where passkeys are good; `None` where this edition has none, or where she came to this machine by a number: then
    /// they are good at its name alone.
    pub fn passkey_host(&self) -> Option<String> {
        let host = self.site.passkeys.as_ref()?.host();
        let (_, came_to) = self.origin.split_once("://").unwrap_or_default();
        let by_number = came_to.starts_with('[') || came_to.starts_with("127.");
        (host != "localhost" || !by_number).then(|| host.to_owned())
    }

    /// Her cookie, if there is one, is not looked at: whoever sends a token means the token.
    async fn by_token(&self, token: &str, method: &Method) -> Result<Option<Who>, Wrong> {
        let (reader, token) = self.site.readers.token(token, self.now).await?.map_err(TokenWrong::Opens)?;
        match api::scope(method, &self.here).filter(|needed| !token.scopes.contains(needed)) {
            None => Ok(Some(Who { reader, by: By::Token(token) })),
            Some(needed) => Err(TokenWrong::MayNot(needed).into()),
        }
    }

    async fn who(&self) -> Result<Option<Who>, Wrong> {
        match &self.secret {
            Some(secret) => Ok(self.site.readers.who(secret, self.now).await?),
            None => Ok(None),
        }
    }

    /// `None` for a visitor, and where they cannot be read just now.
    async fn kept_wishes(&self) -> Option<Wishes> {
        let reader = self.reader().await.ok()??;
        Some(Wishes::from_kept(&self.site.readers.wishes(reader).await.ok()?))
    }

    /// Keeps what she wishes: with her where she is known, in her browser otherwise. The cookies to be set.
    pub async fn keep_wishes(&self, made: &[(&'static str, String)]) -> Result<Vec<HeaderValue>, Wrong> {
        if let Some(reader) = self.reader().await? {
            self.site.readers.set_wishes(reader, made).await?;
            return Ok(Vec::new());
        }
        Ok(made.iter().filter_map(|(name, value)| safety::set_cookie(name, value, self.site.https)).collect())
    }

    /// Where that cannot be read just now, nothing is told; the page itself will say what is wrong.
    async fn what_to_tell(&self) -> Option<(u32, &'static str)> {
        if self.secret.is_none() || !self.site.readers.tells_anybody() {
            return None;
        }
        let reader = self.reader().await.ok()??;
        let untold = self.site.readers.untold(reader).await.ok()?;
        let count = untold.iter().map(|untold| untold.count).sum();
        let searches = untold.iter().any(|untold| untold.kind == FinderKind::SavedSearch);
        (count > 0).then_some((count, if searches { "/saved-searches" } else { "/rules" }))
    }

    /// A profile is begun when there is something to keep, not before; the cookie is there when it is new.
    pub async fn reader_or_new(&self) -> Result<(ReaderId, Option<HeaderValue>), Wrong> {
        if let Some(reader) = self.reader().await? {
            return Ok((reader, None));
        }
        // A secret that nobody knows is never taken over: somebody else might have chosen it.
        let secret = Secret::random()?;
        let reader = self.site.readers.reader_or_new(&secret, self.now).await?;
        // What stood in her browser goes on with her.
        self.site.readers.set_wishes(reader, &self.wishes.made()).await?;
        Ok((reader, safety::set_cookie(&self.site.cookie, &secret.as_hex(), self.site.https)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_told_from_a_desk_by_what_its_browser_says() {
        for (sent, want) in [
            (vec![("sec-ch-ua-mobile", "?1"), ("user-agent", "Mozilla/5.0 (X11; Linux x86_64)")], Device::Phone),
            (vec![("sec-ch-ua-mobile", "?0"), ("user-agent", "Mobile")], Device::Desktop),
            (vec![("sec-ch-ua-mobile", "perhaps"), ("user-agent", "Mozilla/5.0 (X11)")], Device::Desktop),
            (
                vec![("user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148 Safari/604.1")],
                Device::Phone,
            ),
            (vec![("user-agent", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)")], Device::Desktop),
            (vec![], Device::Unknown),
        ] {
            let headers = sent
                .iter()
                .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(device(&headers), want, "{sent:?}");
        }
    }

    #[test]
    fn a_proxy_on_the_same_machine_does_not_make_operators() {
        for (sent, want) in [
            (vec![("host", "localhost:8080")], true),
            (vec![("host", "127.0.0.1:8080")], true),
            (vec![("host", "[::1]:8080")], true),
            (vec![("host", "news.example")], false),
            (vec![("host", "127.0.0.1.evil.example")], false),
            (vec![("host", "localhost:8080"), ("x-forwarded-for", "203.0.113.7")], false),
            (vec![("host", "localhost"), ("forwarded", "for=203.0.113.7")], false),
            (vec![], false),
        ] {
            let headers = sent
                .iter()
                .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_local(&headers), want, "{sent:?}");
        }
    }

    #[test]
    fn who_comes_through_a_proxy_is_believed_of_the_operator_s_alone() {
        let proxies: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        for (peer, said, want) in [
            ("203.0.113.7:1", "", "203.0.113.7"),
            ("203.0.113.7:1", "198.51.100.1", "203.0.113.7"),
            ("10.0.0.1:1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1:1", "192.0.2.9, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1:1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("10.0.0.1:1", "", "10.0.0.1"),
            ("10.0.0.1:1", "nonsense", "10.0.0.1"),
            ("127.0.0.1:1", "198.51.100.1", "unknown"),
            ("[::ffff:10.0.0.1]:1", "2001:db8::1", "2001:db8::1"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", said.parse().unwrap());
            let found = caller(&headers, peer.parse().ok(), &proxies).address;
            assert_eq!(found, want.parse().ok(), "{peer} {said}");
        }
    }
}
