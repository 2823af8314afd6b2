//! Where a vault listens, as it is typed: `unix:PATH` or `tls://HOST:PORT`.

use std::fmt;
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A socket on this machine; who may use it, the rights of its folder say.
    Unix(PathBuf),
    /// Host and port; both sides show a certificate.
    Tls(String),
}

impl Address {
    /// A fault is one sentence.
    pub fn parse(typed: &str) -> Result<Address, String> {
        if let Some(path) = typed.strip_prefix("unix:").filter(|path| !path.is_empty()) {
            return Ok(Address::Unix(path.into()));
        }
        let host = typed.strip_prefix("tls://").map(|rest| rest.trim_end_matches('/'));
        let is_whole = |host: &&str| {
            host.rsplit_once(':').is_some_and(|(name, port)| !name.is_empty() && port.parse::<u16>().is_ok())
        };
        match host.filter(is_whole) {
            Some(host) => Ok(Address::Tls(host.to_owned())),
            None => Err(format!(
                "`{typed}` is no address of a vault: write unix:/run/caulbart/vault.sock or tls://host:7443."
            )),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Unix(path) => write!(f, "unix:{}", path.display()),
            Address::Tls(host) => write!(f, "tls://{host}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for typed in ["unix:/run/vault.sock", "tls://keys.example:7443", "tls://[::1]:7443"] {
            assert_eq!(Address::parse(typed).unwrap().to_string(), typed);
        }
        for typed in
            ["", "unix:", "tls://", "tls://keys.example", "tls://:7443", "tls://h:99999", "http://h:1", "/run/v"]
        {
            assert!(Address::parse(typed).unwrap_err().contains("no address of a vault"), "{typed}");
        }
    }
}
