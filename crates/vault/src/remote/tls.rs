//! Mutual TLS between a vault and its nodes, under an authority that the vault makes for itself and that signs nobody else.

use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::Error;
use crate::safe::write_secret;

/// The name that a vault's certificate bears, wherever it is reached.
const NAME: &str = "vault.caulbart.internal";
/// Certificate and key of the vault, then of the authority's certificate.
const VAULT: &str = "vault.pem";
/// The same for who may ask: to be carried to the nodes.
pub const NODE: &str = "node.pem";

pub fn name() -> ServerName<'static> {
    // A constant that is a DNS name; the other branch is never taken, and would refuse every certificate.
    ServerName::try_from(NAME).unwrap_or(ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into()))
}

/// What the vault shows and whom it answers; made at the first start.
pub fn acceptor(folder: &Path) -> Result<TlsAcceptor, Error> {
    let (vault, node) = (folder.join(VAULT), folder.join(NODE));
    if !vault.exists() {
        make(&vault, &node)?;
    }
    let Identity { chain, key, roots } = Identity::read(&vault)?;
    let failed = |why: &dyn std::fmt::Display| Error::File(vault.display().to_string(), why.to_string());
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|why| failed(&why))?;
    let rules = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|why| failed(&why))?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .map_err(|why| failed(&why))?;
    Ok(TlsAcceptor::from(Arc::new(rules)))
}

pub fn connector(identity: &Path) -> Result<TlsConnector, Error> {
    let Identity { chain, key, roots } = Identity::read(identity)?;
    let failed = |why: &dyn std::fmt::Display| Error::File(identity.display().to_string(), why.to_string());
    let rules = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|why| failed(&why))?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key)
        .map_err(|why| failed(&why))?;
    Ok(TlsConnector::from(Arc::new(rules)))
}

struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    roots: RootCertStore,
}

impl Identity {
    fn read(path: &Path) -> Result<Identity, Error> {
        let failed = |why: String| Error::File(path.display().to_string(), why);
        let bytes = zeroize::Zeroizing::new(std::fs::read(path).map_err(|why| failed(why.to_string()))?);
        let damaged =
            || failed("it has to hold a certificate, its key and the authority's certificate, as PEM".to_owned());
        let certificates: Vec<_> =
            CertificateDer::pem_slice_iter(&bytes).collect::<Result<_, _>>().map_err(|_| damaged())?;
        let [own, authority] = <[_; 2]>::try_from(certificates).map_err(|_| damaged())?;
        let key = PrivateKeyDer::from_pem_slice(&bytes).map_err(|_| damaged())?;
        let mut roots = RootCertStore::empty();
        roots.add(authority).map_err(|_| damaged())?;
        Ok(Identity { chain: vec![own], key, roots })
    }
}

/// The authority's own key is let go of: it signs these two and nobody else, ever.
fn make(vault: &Path, node: &Path) -> Result<(), Error> {
    let failed = |why: rcgen::Error| Error::File(vault.display().to_string(), why.to_string());
    let mut authority = CertificateParams::new(Vec::new()).map_err(failed)?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let key = KeyPair::generate().map_err(failed)?;
    let root = authority.self_signed(&key).map_err(failed)?.pem();
    let issuer = Issuer::new(authority, key);
    for (path, usage) in [(node, ExtendedKeyUsagePurpose::ClientAuth), (vault, ExtendedKeyUsagePurpose::ServerAuth)] {
        let mut params = CertificateParams::new(vec![NAME.to_owned()]).map_err(failed)?;
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().map_err(failed)?;
        let signed = params.signed_by(&key, &issuer).map_err(failed)?;
        let text = zeroize::Zeroizing::new([signed.pem(), key.serialize_pem(), root.clone()].concat());
        write_secret(path, text.as_bytes())?;
    }
    Ok(())
}
