//! TLS without a proxy: the same pages, over HTTP/1.1 and HTTP/2; files that change while the server runs; bad files.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::forged::{FORM, OWN};
use crate::stand::{Answer, Folder, Server, caulbart, complained};

const ONE: (&str, &str) = (include_str!("tls/one.cert.pem"), include_str!("tls/one.key.pem"));
const OTHER: (&str, &str) = (include_str!("tls/other.cert.pem"), include_str!("tls/other.key.pem"));
const LOCKED: &str = include_str!("tls/locked.key.pem");

fn put(folder: &Folder, (certificate, key): (&str, &str)) -> (PathBuf, PathBuf) {
    (folder.file("cert.pem", certificate.as_bytes()), folder.file("key.pem", key.as_bytes()))
}

fn start(folder: &Folder, (certificate, key): &(PathBuf, PathBuf), more: &[&str]) -> Server {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (certificate, key) = (text(certificate), text(key));
    let files = ["--offline", "--no-demo", "--tls-cert", &certificate, "--tls-key", &key];
    Server::start(folder, &[&files, more].concat())
}

/// A connection that trusts this certificate and no other; fails where the server shows another.
fn knock(server: &Server, trusted: &str, protocol: &[u8]) -> std::io::Result<StreamOwned<ClientConnection, TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut rules = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    rules.alpn_protocols = vec![protocol.to_vec()];
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(server.address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut opened = StreamOwned::new(ClientConnection::new(Arc::new(rules), name).unwrap(), stream);
    opened.conn.complete_io(&mut opened.sock)?;
    Ok(opened)
}

fn ask(server: &Server, request: &str) -> String {
    let mut opened = knock(server, ONE.0, b"http/1.1").unwrap();
    opened.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The server may leave without a goodbye after `Connection: close`.
    let _ = opened.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn pages_come_by_tls_and_are_kept_to_it() {
    let folder = Folder::new();
    let server = start(&folder, &put(&folder, ONE), &[]);
    let page = ask(&server, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    for part in ["HTTP/1.1 200", "strict-transport-security: max-age=31536000\r\n", "referrer-policy: no-referrer\r\n"]
    {
        assert!(page.contains(part), "no {part}: {page:.600}");
    }
    let body = "look=dark&back=/";
    let (own, form) = (format!("{}: {}", OWN.0, OWN.1), format!("{}: {}", FORM.0, FORM.1));
    let chosen = ask(
        &server,
        &format!(
            "POST /settings HTTP/1.1\r\nHost: localhost\r\n{own}\r\n{form}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ),
    );
    assert!(chosen.contains("; HttpOnly; SameSite=Lax; Secure"), "{chosen:.600}");
}

#[test]
fn browsers_get_http2_and_what_is_no_tls_gets_nothing() {
    let folder = Folder::new();
    let server = start(&folder, &put(&folder, ONE), &[]);
    let mut opened = knock(&server, ONE.0, b"h2").unwrap();
    assert_eq!(opened.conn.alpn_protocol(), Some(&b"h2"[..]));
    // The preface and empty settings (RFC 9113, 3.4); the server answers with settings of its own, a frame of type 4.
    opened.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").unwrap();
    let mut frame = [0; 9];
    opened.read_exact(&mut frame).unwrap();
    assert_eq!(frame[3], 4, "{frame:?}");
    let mut plain = TcpStream::connect(server.address).unwrap();
    plain.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said);
    assert!(!said.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn a_new_certificate_is_taken_while_the_server_runs_and_a_bad_one_is_not() {
    let folder = Folder::new();
    let server = start(&folder, &put(&folder, ONE), &[]);
    knock(&server, ONE.0, b"http/1.1").unwrap();
    put(&folder, (OTHER.0, ONE.1));
    put(&folder, OTHER);
    let patience = Instant::now();
    while knock(&server, OTHER.0, b"http/1.1").is_err() {
        assert!(patience.elapsed() < Duration::from_secs(30), "the new certificate is not in use");
        std::thread::yield_now();
    }
    assert!(knock(&server, ONE.0, b"http/1.1").is_err(), "the one before is shown no more");
}

#[test]
fn whoever_comes_by_plain_http_is_led_to_https() {
    let folder = Folder::new();
    let port = free_port();
    let server = start(&folder, &put(&folder, ONE), &["--redirect-from", &format!("127.0.0.1:{port}")]);
    let plain = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    let led: Answer = crate::stand::ask(plain, "GET", "/story/7?a=b", &[], b"");
    let want = format!("https://127.0.0.1:{}/story/7?a=b", server.address.port());
    assert_eq!((led.status, led.header("location")), (308, Some(want.as_str())));
}

/// Free a moment ago.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn files_that_cannot_be_used_are_told_in_one_sentence() {
    let folder = Folder::new();
    let (certificate, key) = put(&folder, ONE);
    let garbage = folder.file("garbage.pem", b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n");
    let empty = folder.file("empty.pem", b"");
    let locked = folder.file("locked.pem", LOCKED.as_bytes());
    let foreign = folder.file("foreign.pem", OTHER.1.as_bytes());
    let missing = folder.path().join("missing.pem");
    let none = PathBuf::new();
    for (certificate, key, says) in [
        (&missing, &key, "name a file that this server may read"),
        (&certificate, &missing, "name a file that this server may read"),
        (&garbage, &key, "is damaged"),
        (&empty, &key, "has no certificate"),
        (&key, &key, "has no certificate"),
        (&certificate, &empty, "has no private key"),
        (&certificate, &certificate, "has no private key"),
        (&certificate, &locked, "locked by a password"),
        (&certificate, &foreign, "is not the key of the first certificate"),
        (&certificate, &none, "--tls-key"),
    ] {
        let (certificate, key) = (certificate.to_str().unwrap(), key.to_str().unwrap());
        let mut arguments = vec!["serve", "--offline", "--no-demo", "--tls-cert", certificate];
        if !key.is_empty() {
            arguments.extend(["--tls-key", key]);
        }
        let output = caulbart(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{certificate} {key}: {}", complained(&output));
        assert!(complained(&output).contains(says), "{certificate} {key}: {}", complained(&output));
    }
}
