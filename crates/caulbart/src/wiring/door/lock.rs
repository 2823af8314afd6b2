//! TLS from a certificate and its key in two files, which may change while the server runs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io;
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tracing::{info, warn};

use super::super::workers::Closing;

/// As the protocol is named while a connection begins (RFC 7301).
pub const HTTP2: &[u8] = b"h2";
/// Programs that renew certificates change the files at any time.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub struct Lock {
    acceptor: TlsAcceptor,
    ring: Arc<KeyRing>,
    files: Files,
}

#[derive(Clone)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// The pair that is in use now.
#[derive(Debug)]
struct KeyRing(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for KeyRing {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Lock {
    /// A fault is one sentence about what to do.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Lock, String> {
        let files = Files { certificate: certificate.to_owned(), key: key.to_owned() };
        let provider = Arc::new(ring::default_provider());
        let pair = understand(&files, &files.read()?, &provider)?;
        let ring = Arc::new(KeyRing(RwLock::new(Arc::new(pair))));
        let mut rules = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|why| format!("TLS could not be prepared: {why}."))?
            .with_no_client_auth()
            .with_cert_resolver(ring.clone());
        rules.alpn_protocols = vec![HTTP2.to_vec(), b"http/1.1".to_vec()];
        Ok(Lock { acceptor: TlsAcceptor::from(Arc::new(rules)), ring, files })
    }

    pub async fn open(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.acceptor.accept(stream).await
    }

    /// Takes what the files hold whenever that changes. What cannot be used is told once, and the pair before stays.
    pub async fn follow_files(self, mut closing: Closing) {
        let mut seen = self.files.read();
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = closing.closes() => return,
            }
            let now = self.files.read();
            if now == seen {
                continue;
            }
            let provider = ring::default_provider();
            match now.clone().and_then(|bytes| understand(&self.files, &bytes, &provider)) {
                Ok(pair) => {
                    *self.ring.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
                    info!("a new certificate is in use");
                }
                Err(fault) => warn!("{fault} The certificate before stays in use."),
            }
            seen = now;
        }
    }
}

type Bytes = (Vec<u8>, Vec<u8>);

impl Files {
    fn read(&self) -> Result<Bytes, String> {
        let read = |path: &Path, option: &str| {
            std::fs::read(path).map_err(|why| {
                format!(
                    "`{option} {}` could not be read ({why}): name a file that this server may read.",
                    path.display()
                )
            })
        };
        Ok((read(&self.certificate, "--tls-cert")?, read(&self.key, "--tls-key")?))
    }
}

fn understand(files: &Files, (certificate, key): &Bytes, provider: &CryptoProvider) -> Result<CertifiedKey, String> {
    let (at, key_at) = (files.certificate.display(), files.key.display());
    let chain: Vec<_> = CertificateDer::pem_slice_iter(certificate).collect::<Result<_, _>>().map_err(|why| {
        format!(
            "`--tls-cert {at}` is damaged ({why}): it has to be PEM, the certificate first, then those that signed it."
        )
    })?;
    if chain.is_empty() {
        return Err(format!(
            "`--tls-cert {at}` has no certificate: it has to be PEM, with -----BEGIN CERTIFICATE-----."
        ));
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|why| match why {
        pem::Error::NoItemsFound if key.windows(9).any(|nine| nine == b"ENCRYPTED") => {
            format!(
                "`--tls-key {key_at}` is locked by a password: store it without one, readable by this server alone."
            )
        }
        pem::Error::NoItemsFound => {
            format!("`--tls-key {key_at}` has no private key: it has to be PEM, with -----BEGIN PRIVATE KEY-----.")
        }
        why => format!("`--tls-key {key_at}` is damaged ({why})."),
    })?;
    CertifiedKey::from_der(chain, key, provider).map_err(|why| match why {
        rustls::Error::InconsistentKeys(_) => {
            format!("`--tls-key {key_at}` is not the key of the first certificate in {at}: name two files that belong together.")
        }
        why => format!("`--tls-cert {at}` and `--tls-key {key_at}` cannot be used: {why}."),
    })
}
