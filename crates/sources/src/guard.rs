//! May we ask this address? Nobody uses this server as a tool against others, or against the network that it stands in.
//!
//! A name is resolved once, every address that it resolves to is checked, and the connection is made to one of those:
//! a name that answers differently the second time gains nothing. Every redirect comes through here again.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::{Host, Url};

use crate::error::Error;
use crate::global::leads_to;

/// Ports of other protocols: a request there speaks to something that is no web server (from the Fetch standard's list
/// of bad ports, and the databases). Below 1024 only 80 and 443 are asked.
const OTHER_PROTOCOLS: [u16; 24] = [
    1719, 1720, 1723, 2049, 2375, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 6000, 6379, 6566, 6667, 6697,
    9042, 9200, 10080, 11211, 27017,
];

/// How long a checked address serves connections of the same fetch.
const PIN_FOR: Duration = Duration::from_secs(120);
const MOST_PINS: usize = 4_096;

/// A private host that the operator named: `intranet.example` on every port, or `127.0.0.1:8080` on one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    host: String,
    port: Option<u16>,
}

/// Where names are looked up.
#[derive(Debug, Clone)]
pub enum Names {
    /// As this machine does.
    System,
    /// From a fixed list, for closed networks.
    Fixed(HashMap<String, Vec<IpAddr>>),
}

pub struct Guard {
    named: Vec<Named>,
    names: Names,
    pins: Mutex<HashMap<String, (Vec<IpAddr>, Instant)>>,
}

impl Guard {
    /// `allow_private` names hosts, with or without a port, that may lie in a private network.
    pub fn new(allow_private: &[String], names: Names) -> Arc<Guard> {
        let named = allow_private.iter().map(|entry| Named::read(entry)).collect();
        Arc::new(Guard { named, names, pins: Mutex::default() })
    }

    /// Resolves, checks and pins. An error says what is wrong with the address.
    pub async fn admit(&self, url: &Url) -> Result<(), Error> {
        self.check(url, self.names_private(url)).await
    }

    /// The same for where a redirect leads. That a private host was named lets its own addresses in, and nobody from
    /// outside who points there.
    pub async fn admit_redirect(&self, first: &Url, to: &Url) -> Result<(), Error> {
        self.check(to, self.names_private(to) && self.names_private(first)).await
    }

    async fn check(&self, url: &Url, named: bool) -> Result<(), Error> {
        let (host, port) = self.outward(url)?;
        if !named && (OTHER_PROTOCOLS.contains(&port) || (port < 1024 && port != 80 && port != 443)) {
            return Err(Error::Port { host, port });
        }
        let addresses = match url.host() {
            Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
            Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
            _ => self.resolve(&host, port).await?,
        };
        if !named {
            for address in &addresses {
                if let Some(whom) = leads_to(*address) {
                    return Err(Error::Private { host, address: *address, whom });
                }
            }
        }
        self.pin(host, addresses);
        Ok(())
    }

    /// Did the operator name this host and port as one of theirs?
    pub fn names_private(&self, url: &Url) -> bool {
        self.outward(url).is_ok_and(|(host, port)| self.is_named(&host, port))
    }

    fn outward(&self, url: &Url) -> Result<(String, u16), Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Scheme { scheme: url.scheme().to_owned() });
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| Error::address(url.as_str()))?;
        let port = url.port_or_known_default().unwrap_or(80);
        Ok((plain(host), port))
    }

    fn is_named(&self, host: &str, port: u16) -> bool {
        self.named.iter().any(|named| named.host == host && named.port.is_none_or(|only| only == port))
    }

    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<IpAddr>, Error> {
        let found: Vec<IpAddr> = match &self.names {
            Names::Fixed(list) => list.get(host).cloned().unwrap_or_default(),
            Names::System => match tokio::net::lookup_host((host, port)).await {
                Ok(found) => found.map(|socket| socket.ip()).collect(),
                Err(_) => Vec::new(),
            },
        };
        if found.is_empty() { Err(Error::NoSuchHost { host: host.to_owned() }) } else { Ok(found) }
    }

    fn pin(&self, host: String, addresses: Vec<IpAddr>) {
        let mut pins = self.pins.lock().unwrap_or_else(PoisonError::into_inner);
        if pins.len() >= MOST_PINS {
            pins.retain(|_, (_, since)| since.elapsed() < PIN_FOR);
        }
        pins.insert(host, (addresses, Instant::now()));
    }

    fn pinned(&self, host: &str) -> Vec<IpAddr> {
        let pins = self.pins.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((addresses, since)) = pins.get(&plain(host)) else { return Vec::new() };
        if since.elapsed() < PIN_FOR { addresses.clone() } else { Vec::new() }
    }
}

/// Gives the HTTP client the checked addresses and no others: it never asks the system.
pub(crate) struct Pinned(pub Arc<Guard>);

impl reqwest::dns::Resolve for Pinned {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let addresses = self.0.pinned(name.as_str());
        Box::pin(async move {
            if addresses.is_empty() {
                return Err("the address was not checked".into());
            }
            let sockets: reqwest::dns::Addrs =
                Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(sockets)
        })
    }
}

impl Named {
    fn read(entry: &str) -> Named {
        let entry = entry.trim();
        // Through a URL, so that `[::1]:80`, `LOCALHOST` and `0x7f.1` mean what they mean in an address.
        let port = entry.rsplit_once(':').and_then(|(before, port)| {
            let brackets_closed = !before.contains('[') || before.ends_with(']');
            (brackets_closed && (before.contains('[') || !before.contains(':'))).then(|| port.parse().ok()).flatten()
        });
        let bare_six = entry.parse::<std::net::Ipv6Addr>().is_ok();
        let address = if bare_six { format!("http://[{entry}]/") } else { format!("http://{entry}/") };
        let host =
            Url::parse(&address).ok().and_then(|url| url.host_str().map(plain)).unwrap_or_else(|| entry.to_owned());
        Named { host, port }
    }
}

/// Lower case (as `url` leaves it), without the dot that may end a full name.
fn plain(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(allowed: &[&str]) -> Arc<Guard> {
        let names: [(&str, &[&str]); 8] = [
            ("good.example", &["93.184.215.14"]),
            ("inside.example", &["10.0.0.1"]),
            ("mapped.example", &["::ffff:10.0.0.1"]),
            ("nat64.example", &["64:ff9b::a00:1"]),
            ("mixed.example", &["93.184.215.14", "127.0.0.1"]),
            ("metadata.example", &["169.254.169.254"]),
            ("localhost", &["127.0.0.1", "::1"]),
            ("empty.example", &[]),
        ];
        let names = names.map(|(name, list)| (name.to_owned(), list.iter().map(|one| one.parse().unwrap()).collect()));
        Guard::new(&allowed.iter().map(|&one| one.to_owned()).collect::<Vec<_>>(), Names::Fixed(HashMap::from(names)))
    }

    #[tokio::test]
    async fn addresses_that_lead_inside_are_refused_in_every_disguise() {
        let guard = guard(&[]);
        for (address, words) in [
            ("http://127.0.0.1/", "127.0.0.1"),
            ("http://127.1/", "127.0.0.1"),
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f000001/", "127.0.0.1"),
            ("http://0x7f.0.0.1/", "127.0.0.1"),
            ("http://0177.0.0.1/", "127.0.0.1"),
            ("http://017700000001/", "127.0.0.1"),
            ("http://167772161/", "10.0.0.1"),
            ("http://012.0.0.1/", "10.0.0.1"),
            ("http://10.1/", "10.0.0.1"),
            ("http://%31%30.0.0.1/", "10.0.0.1"),
            ("http://１０.0.0.1/", "10.0.0.1"),
            ("http://[::1]/", "this machine itself"),
            ("http://[::ffff:10.0.0.1]/", "private network"),
            ("http://[64:ff9b::10.0.0.1]/", "private network"),
            ("http://[fe80::1]/", "local link"),
            ("http://0/", "0.0.0.0"),
            ("http://169.254.169.254/latest/meta-data/", "metadata"),
            ("http://inside.example/feed", "inside.example leads to 10.0.0.1"),
            ("http://mapped.example/", "private network"),
            ("http://nat64.example/", "private network"),
            ("http://mixed.example/", "127.0.0.1"),
            ("http://metadata.example/", "metadata"),
            ("http://localhost/", "this machine itself"),
            ("http://LOCALHOST./", "this machine itself"),
            ("http://user:word@inside.example/", "private network"),
        ] {
            let error = guard.admit(&Url::parse(address).unwrap()).await.expect_err(address);
            assert!(error.to_string().contains(words), "{address}: {error}");
        }
    }

    #[tokio::test]
    async fn only_the_web_is_asked() {
        let guard = guard(&[]);
        for (address, words) in [
            ("file:///etc/passwd", "file:"),
            ("ftp://good.example/", "ftp:"),
            ("gopher://good.example/", "gopher:"),
            ("javascript:alert(1)", "javascript:"),
            ("data:text/xml,x", "data:"),
            ("http://good.example:25/", "port 25"),
            ("http://good.example:6379/", "port 6379"),
            ("http://empty.example/", "no such host"),
            ("http://unknown.example/", "no such host"),
        ] {
            let error = guard.admit(&Url::parse(address).unwrap()).await.expect_err(address);
            assert!(error.to_string().contains(words), "{address}: {error}");
        }
        for address in
            ["http://good.example/", "https://good.example/x", "http://good.example:8080/", "http://93.184.215.14/"]
        {
            guard.admit(&Url::parse(address).unwrap()).await.expect(address);
        }
    }

    #[tokio::test]
    async fn a_private_host_is_asked_when_the_operator_named_it() {
        for (named, address, admitted) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/", true),
            ("127.0.0.1:8080", "http://127.0.0.1:8081/", false),
            ("127.0.0.1", "http://127.0.0.1:8081/", true),
            ("127.0.0.1", "http://127.0.0.2/", false),
            ("localhost:9", "http://LocalHost:9/", true),
            ("[::1]:8080", "http://[::1]:8080/", true),
            ("[::1]:8080", "http://[::1]/", false),
            ("::1", "http://[::1]:99/", true),
            ("inside.example", "http://inside.example:3000/", true),
            ("inside.example", "http://10.0.0.1/", false),
            ("inside.example", "file://inside.example/x", false),
        ] {
            let verdict = guard(&[named]).admit(&Url::parse(address).unwrap()).await;
            assert_eq!(verdict.is_ok(), admitted, "{named} {address} {verdict:?}");
        }
    }

    #[tokio::test]
    async fn a_stranger_cannot_send_us_to_a_named_private_host() {
        let guard = guard(&["inside.example", "10.0.0.1"]);
        let [inside, literal, outside] = ["http://inside.example/", "http://10.0.0.1/", "http://good.example/"]
            .map(|address| Url::parse(address).unwrap());
        for (from, to, admitted) in [
            (&outside, &inside, false),
            (&outside, &literal, false),
            (&inside, &literal, true),
            (&inside, &outside, true),
        ] {
            assert_eq!(guard.admit_redirect(from, to).await.is_ok(), admitted, "{from} {to}");
        }
    }

    #[tokio::test]
    async fn the_client_gets_the_addresses_that_were_checked_and_no_others() {
        let guard = guard(&[]);
        assert!(guard.pinned("good.example").is_empty());
        guard.admit(&Url::parse("http://good.example/").unwrap()).await.unwrap();
        assert_eq!(guard.pinned("good.example"), ["93.184.215.14".parse::<IpAddr>().unwrap()]);
        let _ = guard.admit(&Url::parse("http://inside.example/").unwrap()).await;
        assert!(guard.pinned("inside.example").is_empty());
    }
}
