//! The side that answers: the keys lie here, and what is asked is asked of the safe as in one process.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use model::{ReaderId, Time};
use serde::Serialize;
use tokio::net::{TcpListener, UnixListener};
use tokio_rustls::TlsAcceptor;
use tracing::{info, warn};
use zeroize::Zeroizing;

use super::wire::{self, Ask, Escrowed, Fault, Loan, Unlock};
use super::{Address, Stream, tls};
use crate::deposits::Errand;
use crate::keys::ClassKey;
use crate::opening::Lent;
use crate::remote::wire::Secret;
use crate::safe::{Holder, Safe};
use crate::{Error, Keys};

const SHAKES_HANDS: Duration = Duration::from_secs(5);

/// Where a vault is asked from outside: bound, and not yet answering.
pub struct Counter {
    safe: Arc<Safe>,
    listens: Listens,
    address: Address,
}

enum Listens {
    Unix(UnixListener),
    Tls(TcpListener, TlsAcceptor),
}

impl Counter {
    /// The vault in `folder`, made where there is none, asked at `address`. A policy is C2SP `tlog-policy`: which log and which
    /// witnesses it believes, whatever a node says.
    pub async fn open(folder: &Path, address: &Address, policy: Option<&str>) -> Result<Counter, Error> {
        let safe = Arc::new(Safe::open(folder)?);
        if let Some(policy) = policy {
            safe.trust(policy)?;
        }
        let failed = |why: std::io::Error| Error::File(address.to_string(), why.to_string());
        let (listens, address) = match address {
            Address::Unix(path) => {
                // A socket that nobody listens on is left from a process that was killed.
                if std::os::unix::net::UnixStream::connect(path).is_err() {
                    let _ = std::fs::remove_file(path);
                }
                let listener = UnixListener::bind(path).map_err(failed)?;
                use std::os::unix::fs::PermissionsExt;
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660)).map_err(failed)?;
                (Listens::Unix(listener), address.clone())
            }
            Address::Tls(host) => {
                let acceptor = tls::acceptor(folder)?;
                let listener = TcpListener::bind(host.as_str()).await.map_err(failed)?;
                let there = listener.local_addr().map_err(failed)?;
                (Listens::Tls(listener, acceptor), Address::Tls(there.to_string()))
            }
        };
        Ok(Counter { safe, listens, address })
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Answers until it is dropped.
    pub async fn answer(self) {
        loop {
            match self.next().await {
                Ok(next) => drop(tokio::spawn(next)),
                Err(why) => {
                    warn!("A connection could not be taken: {why}");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }

    async fn next(&self) -> std::io::Result<impl Future<Output = ()> + Send + use<>> {
        let safe = self.safe.clone();
        let (unix, tcp) = match &self.listens {
            Listens::Unix(listener) => (Some(listener.accept().await?.0), None),
            Listens::Tls(listener, acceptor) => (None, Some((listener.accept().await?, acceptor.clone()))),
        };
        Ok(async move {
            if let Some(mut stream) = unix {
                serve(safe, &mut stream).await;
            } else if let Some(((stream, peer), acceptor)) = tcp {
                let _ = stream.set_nodelay(true);
                match tokio::time::timeout(SHAKES_HANDS, acceptor.accept(stream)).await {
                    Ok(Ok(mut stream)) => serve(safe, &mut stream).await,
                    Ok(Err(why)) => warn!(%peer, "who asks showed no certificate of this vault's: {why}"),
                    Err(_) => info!(%peer, "who asks did not shake hands in time"),
                }
            }
        })
    }
}

async fn serve(safe: Arc<Safe>, stream: &mut dyn Stream) {
    loop {
        let asked = match wire::receive(stream).await {
            Ok(Some(asked)) => asked,
            Ok(None) => return,
            Err(why) => return info!("a connection ended: {why}"),
        };
        let Some(ask) = wire::read::<Ask>(&asked) else {
            return warn!("Something was asked that this release does not understand; the connection is closed.");
        };
        let safe = safe.clone();
        // What is asked is answered from a disk.
        let Ok(Ok(answer)) = tokio::task::spawn_blocking(move || answered(&safe, ask)).await else {
            return warn!("Something that was asked could not be answered; the connection is closed.");
        };
        if wire::send(stream, &answer).await.is_err() {
            return;
        }
    }
}

fn written<T: Serialize>(answer: Result<T, Error>) -> Result<Zeroizing<Vec<u8>>, Error> {
    wire::written(&answer.map_err(Fault::from))
}

fn escrowed(keys: Result<Keys, Error>) -> Result<Escrowed, Error> {
    keys.as_ref().map(Escrowed::from).map_err(Clone::clone)
}

fn holders(held: &[wire::Held]) -> Vec<Holder> {
    held.iter().map(Holder::from).collect()
}

fn answered(safe: &Safe, ask: Ask) -> Result<Zeroizing<Vec<u8>>, Error> {
    // By the vault's own clock, whatever time it is where the entry was written.
    let now = Time::now();
    match ask {
        Ask::Id => written(Ok(safe.id())),
        Ask::Enrol { reader, holders: held } => written(escrowed(safe.enrol(ReaderId(reader), &holders(&held)))),
        Ask::EnrolAbsent { reader, adopters } => written(escrowed(safe.enrol_absent(ReaderId(reader), &adopters))),
        Ask::EndEnrolling => written(safe.end_enrolling()),
        Ask::Unlock { reader, holder } => {
            written(safe.unlock(ReaderId(reader), &Holder::from(&holder)).map(Unlock::from))
        }
        Ask::Hold { keys, holders: held } => written(keys.keys().and_then(|keys| safe.hold(&keys, &holders(&held)))),
        Ask::HoldOnly { reader, kept } => written(safe.hold_only(ReaderId(reader), &kept)),
        Ask::Erase { reader, nonce } => written(safe.erase(ReaderId(reader), &nonce)),
        Ask::IsErased { reader } => written(safe.is_erased(ReaderId(reader))),
        Ask::Tag { reader, nonce } => written(safe.tag(ReaderId(reader), &nonce)),
        Ask::Trust { policy } => written(safe.trust(&policy)),
        Ask::TrustedKeys => {
            written(safe.trusted_keys().map(|keys| keys.iter().map(ToString::to_string).collect::<Vec<_>>()))
        }
        Ask::LearnKey { head, release, path } => written(safe.learn_key(&head, &release, &path)),
        Ask::Seen => written(safe.seen()),
        Ask::LearnPolicy { shown } => written(safe.learn_policy(&shown)),
        Ask::OpenFor { shown, readers } => {
            let readers: Vec<ReaderId> = readers.into_iter().map(ReaderId).collect();
            let loan = safe.open_for(&shown, &readers, now).map(|opened| {
                info!(entry = opened.index(), readers = readers.len(), "opened");
                let (index, until) = (opened.index(), opened.until().0);
                let lent = opened.content(now).map_or_else(Vec::new, |lent| lent.iter().map(on_loan).collect());
                Loan { index, until, lent }
            });
            written(loan)
        }
        Ask::HandOver { shown, reader, to } => {
            written(safe.hand_over(&shown, ReaderId(reader), &Holder::from(&to), now))
        }
        Ask::KeepCopy => written(safe.keep_copy(now)),
        Ask::ApplyErasures { erased } => written(safe.apply_erasures(&erased)),
        Ask::EditionKey { name } => written(Ok(Secret(safe.edition_key(&name).bytes().to_vec()))),
        Ask::Deposit { keys, errand } => {
            let deposit = |errand| safe.deposit(&keys.keys()?, errand, now);
            written(known(&errand).and_then(deposit))
        }
        Ask::Withdraw { reader, errand } => {
            written(known(&errand).and_then(|errand| safe.withdraw(ReaderId(reader), errand)))
        }
        Ask::Deposited { reader, errand } => {
            let kept = known(&errand).and_then(|errand| safe.deposited(ReaderId(reader), errand));
            written(kept.map(|kept| kept.map(|kept| (kept.since.0, kept.uses))))
        }
        Ask::UseDeposit { reader, errand } => {
            let borrowed = known(&errand).and_then(|errand| safe.use_deposit(ReaderId(reader), errand));
            written(borrowed.map(|borrowed| Secret(borrowed.to_bytes().to_vec())))
        }
        Ask::DepositUses => written(safe.deposit_uses()),
    }
}

fn known(errand: &str) -> Result<Errand, Error> {
    Errand::from_word(errand).ok_or_else(|| Error::Refused("The vault knows no such errand.".to_owned()))
}

fn on_loan(lent: &Lent) -> (i64, [Option<Secret>; 4]) {
    let secret = |class: &Option<ClassKey>| class.as_ref().map(|class| Secret(class.key.bytes().to_vec()));
    (lent.reader().0, lent.classes.each_ref().map(secret))
}
