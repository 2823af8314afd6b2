//! Whose key signs the log, and how did it come to it?

use ledger::{Checkpoint, TrustPolicy, VerifierKey, note};

use super::Questions;
use super::fetch::{Fetch, FetchError};
use super::found::Faults;
use super::tiles::Rebuilt;
use crate::book::Head;

/// The file of verifier keys is not longer.
const VKEYS_AT_MOST: usize = 1 << 20;

/// Verifies the newest head with the key that the last release names, and the way to that key from one that is trusted. Which
/// witnesses cosigned it.
pub fn verify(
    log: &dyn Fetch,
    head: &Head,
    questions: &Questions<'_>,
    keys: &[(u64, VerifierKey)],
    rebuilt: &Rebuilt,
    faults: &mut Faults,
) -> Result<Vec<(String, u64)>, FetchError> {
    for (index, key) in keys.iter().filter(|(_, key)| key.name() != head.checkpoint.origin) {
        faults.at(*index, format!("it names a key of {}, and the log is {}", key.name(), head.checkpoint.origin));
    }
    for pair in keys.windows(2) {
        let ((_, old), (index, new)) = (&pair[0], &pair[1]);
        rotation(log, index + 1, old, new, rebuilt, faults)?;
    }
    is_announced(log, keys, faults)?;
    Ok(newest(head, questions.trust, keys, faults))
}

/// Is the head kept that was signed with both keys?
fn rotation(
    log: &dyn Fetch,
    size: u64,
    old: &VerifierKey,
    new: &VerifierKey,
    rebuilt: &Rebuilt,
    faults: &mut Faults,
) -> Result<(), FetchError> {
    let index = size - 1;
    let Some(bytes) = log.get(&format!("rotation/{size}"), note::BYTES_AT_MOST)? else {
        faults.at(index, format!("it names another key, and rotation/{size} is missing"));
        return Ok(());
    };
    let head = match Head::parse(&bytes) {
        Ok(head) => head,
        Err(fault) => {
            faults.at(index, format!("rotation/{size} cannot be read: {fault}"));
            return Ok(());
        }
    };
    for key in [old, new] {
        if let Err(fault) = Checkpoint::verified(&head.note, key) {
            faults.at(index, format!("rotation/{size} is not signed with both keys: {fault}"));
        }
    }
    let is_of_log = head.checkpoint.size == size && rebuilt.root_at(size) == Some(&head.checkpoint.root);
    if !is_of_log {
        faults.at(index, format!("rotation/{size} is not the head that the entries give"));
    }
    Ok(())
}

/// Does `vkey` name the same keys as the releases do?
fn is_announced(log: &dyn Fetch, keys: &[(u64, VerifierKey)], faults: &mut Faults) -> Result<(), FetchError> {
    let want: String = keys.iter().map(|(_, key)| format!("{key}\n")).collect();
    if log.get("vkey", VKEYS_AT_MOST)?.as_deref() != Some(want.as_bytes()) {
        faults.of_log("its file vkey does not name the keys that its releases name");
    }
    Ok(())
}

fn newest(head: &Head, trust: &TrustPolicy, keys: &[(u64, VerifierKey)], faults: &mut Faults) -> Vec<(String, u64)> {
    let is_trusted = |key: &VerifierKey| trust.logs.iter().any(|log| log.key == *key);
    let Some((index, last)) = keys.last().filter(|_| keys.iter().any(|(_, key)| is_trusted(key))) else {
        let known = if keys.is_empty() { "names no key" } else { "never had a key that the trust policy names" };
        faults.of_log(format!("it {known}"));
        return Vec::new();
    };
    // While its last entry is the one that names the key, the one before signs too; after that none but the last.
    let is_rotating = head.checkpoint.size == index + 1;
    let old = keys.iter().rev().skip(1).map(|(_, key)| key);
    let (before, older): (Vec<_>, Vec<_>) = old.enumerate().partition(|(place, _)| *place == 0 && is_rotating);
    for (_, key) in before {
        if let Err(fault) = Checkpoint::verified(&head.note, key) {
            faults.of_log(format!("its head is not signed with the key that it had so far: {fault}"));
        }
    }
    if older.iter().any(|(_, key)| *key != last && Checkpoint::verified(&head.note, key).is_ok()) {
        faults.of_log("its head is signed with a key that it gave up");
    }
    let named = |(witness, time): (usize, u64)| Some((trust.witnesses.get(witness)?.name.clone(), time));
    match trust.clone().with_log(last.clone()).verify(&head.note) {
        Ok(trusted) => trusted.cosigned.into_iter().filter_map(named).collect(),
        Err(fault) => {
            faults.of_log(format!("its head is not to be believed: {fault}"));
            Vec::new()
        }
    }
}
