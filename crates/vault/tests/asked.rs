//! A vault in a process of its own is asked over a socket: it answers as the one in this process does, and strangers nothing.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use model::ReaderId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use vault::{Address, Class, Counter, Errand, Error, Holder, Place, Unlocked, Vault};

const ANN: ReaderId = ReaderId(1);

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> Scratch {
    let folder = std::env::temp_dir().join(format!("caulbart-asked-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    Scratch(folder)
}

async fn opened(folder: &Scratch, address: &str) -> (Address, tokio::task::JoinHandle<()>) {
    let counter = Counter::open(&folder.0.join("vault"), &Address::parse(address).unwrap(), None).await.unwrap();
    (counter.address().clone(), tokio::spawn(counter.answer()))
}

fn holder(secret: &str) -> Holder {
    Holder::new([secret.len() as u8; 32], secret.as_bytes())
}

async fn works(vault: &Vault) {
    let keys = vault.enrol(ANN, &[holder("cookie")]).await.unwrap();
    let place = Place { class: Class::History, kind: 3, index: b"x" };
    let sealed = keys.seal(place, b"hers").unwrap();
    let Unlocked::Keys(again) = vault.unlock(ANN, &holder("cookie")).await.unwrap() else { panic!("her own") };
    assert_eq!(again.open(place, &sealed).unwrap(), b"hers");
    assert!(matches!(vault.unlock(ANN, &holder("stranger")).await.unwrap(), Unlocked::Stranger));
    assert!(matches!(vault.unlock(ReaderId(2), &holder("cookie")).await.unwrap(), Unlocked::Stranger));
    assert!(matches!(vault.enrol(ANN, &[]).await, Err(Error::Refused(_))), "refusals come as refusals");
    vault.hold(&again, &[holder("password")]).await.unwrap();
    vault.hold_only(ANN, &[holder("password").id]).await.unwrap();
    assert!(matches!(vault.unlock(ANN, &holder("cookie")).await.unwrap(), Unlocked::Stranger));
    assert_eq!(vault.edition_key("a").await.unwrap().bytes(), vault.edition_key("a").await.unwrap().bytes());
    assert_ne!(vault.edition_key("a").await.unwrap().bytes(), vault.edition_key("b").await.unwrap().bytes());
    deposits(vault, &again).await;
    let tag = vault.tag(ANN, &[7; 16]).await.unwrap();
    assert_eq!(vault.erase(ANN, &[7; 16]).await.unwrap(), tag);
    assert!(vault.is_erased(ANN).await.unwrap());
    assert!(matches!(vault.use_deposit(ANN, Errand::Digest).await, Err(Error::Refused(_))), "erased");
}

/// Leaves one that is erased with her.
async fn deposits(vault: &Vault, keys: &vault::Keys) {
    let refused = |answer: Result<vault::Borrowed, Error>| matches!(answer, Err(Error::Refused(_)));
    assert!(refused(vault.use_deposit(ANN, Errand::Digest).await), "nothing is deposited");
    vault.deposit(keys, Errand::Digest, model::Time::now()).await.unwrap();
    let borrowed = vault.use_deposit(ANN, Errand::Digest).await.unwrap();
    assert_eq!((borrowed.reader(), borrowed.errand()), (ANN, Errand::Digest));
    for class in Class::ALL.iter().copied() {
        let place = Place { class, kind: 1, index: b"x" };
        let sealed = keys.seal(place, b"hers").unwrap();
        let deposited = Errand::Digest.classes().contains(&class);
        assert_eq!(borrowed.open(place, &sealed), deposited.then(|| Ok(b"hers".to_vec())), "{class:?}");
    }
    assert!(refused(vault.use_deposit(ReaderId(2), Errand::Digest).await), "another reader's");
    assert_eq!(vault.deposited(ANN, Errand::Digest).await.unwrap().map(|kept| kept.uses), Some(1));
    assert!(vault.withdraw(ANN, Errand::Digest).await.unwrap());
    assert!(refused(vault.use_deposit(ANN, Errand::Digest).await), "withdrawn");
    assert_eq!(vault.deposited(ANN, Errand::Digest).await.unwrap(), None);
    assert_eq!(vault.deposit_uses().await.unwrap(), 1);
    vault.deposit(keys, Errand::Digest, model::Time::now()).await.unwrap();
}

/// As a node would ask that was tampered with.
async fn asked_for_another_errand(path: &std::path::Path) -> String {
    let ask = br#"{"UseDeposit":{"reader":1,"errand":"export"}}"#;
    let mut stream = tokio::net::UnixStream::connect(path).await.unwrap();
    stream.write_all(&(ask.len() as u32).to_be_bytes()).await.unwrap();
    stream.write_all(ask).await.unwrap();
    let mut answer = vec![0; stream.read_u32().await.unwrap() as usize];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_socket_of_this_machine() {
    let place = folder("unix");
    let address = format!("unix:{}", place.0.join("s").display());
    let (address, serving) = opened(&place, &address).await;
    let vault = Vault::at(address.clone(), None).unwrap();
    works(&vault).await;
    let Address::Unix(path) = &address else { panic!() };
    let answer = asked_for_another_errand(path).await;
    assert!(answer.contains("Refused") && answer.contains("no such errand"), "{answer}");
    // Junk ends a connection and nothing else.
    for junk in
        [&b"\xff\xff\xff\xff"[..], b"\0\0\0\x02{}", b"\0\0\0\x09\"Nothing\"", b"GET / HTTP/1.1\r\n\r\n", b"\0\0"]
    {
        let mut stream = tokio::net::UnixStream::connect(path).await.unwrap();
        stream.write_all(junk).await.unwrap();
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(answer.is_empty(), "{junk:?}");
    }
    assert!(vault.is_erased(ANN).await.unwrap(), "it goes on");
    // Everybody asks at once, over connections of their own.
    let many = (0..64).map(|_| {
        let vault = vault.clone();
        tokio::spawn(async move { vault.id().await.unwrap() })
    });
    let mut ids = Vec::new();
    for one in many.collect::<Vec<_>>() {
        ids.push(one.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    // A vault that goes is down, and one that comes back is found again.
    serving.abort();
    let _ = serving.await;
    std::fs::remove_file(path).unwrap();
    assert!(matches!(Vault::at(address.clone(), None).unwrap().id().await, Err(Error::Down(_))));
    let (_, _serving) = opened(&place, &address.to_string()).await;
    assert_eq!(Vault::at(address, None).unwrap().id().await.unwrap(), ids[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_with_certificates_of_both() {
    let (ours, theirs) = (folder("tls"), folder("tls-other"));
    let (address, _serving) = opened(&ours, "tls://127.0.0.1:0").await;
    let (other, _other) = opened(&theirs, "tls://127.0.0.1:0").await;
    let [node, foreign] = [&ours, &theirs].map(|place| place.0.join("vault/node.pem"));
    works(&Vault::at(address.clone(), Some(&node)).unwrap()).await;
    let down = |answer: Result<[u8; 32], Error>| matches!(answer, Err(Error::Down(_)));
    assert!(down(Vault::at(address.clone(), Some(&foreign)).unwrap().id().await), "another vault's node");
    assert!(down(Vault::at(other, Some(&node)).unwrap().id().await), "another vault");
    // The vault's own certificate is for answering, not for asking.
    let answering = ours.0.join("vault/vault.pem");
    assert!(down(Vault::at(address.clone(), Some(&answering)).unwrap().id().await));
    assert!(Vault::at(address.clone(), None).is_err(), "nothing to show");
    let Address::Tls(host) = &address else { panic!() };
    let mut stream = tokio::net::TcpStream::connect(host.as_str()).await.unwrap();
    stream.write_all(b"\0\0\0\x04\"Id\"").await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(!answer.windows(2).any(|two| two == b"Ok"), "nothing is said without TLS");
    #[cfg(unix)]
    for secret in [node, answering] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(secret).unwrap().permissions().mode() & 0o077, 0);
    }
}
