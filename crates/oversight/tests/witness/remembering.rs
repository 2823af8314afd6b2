//! What was cosigned is not forgotten, and no two heads are judged at once.

use std::sync::{Arc, Barrier};

use ledger::{Checkpoint, Note};
use oversight::disk::{Disk, End};
use oversight::witness::{Opening, Witness};

use crate::stand::{Log, ORIGIN, Scratch, ask, hash, key};

fn size(scratch: &Scratch) -> u64 {
    Checkpoint::parse(Note::parse(scratch.served(ORIGIN).as_bytes()).unwrap().text()).unwrap().size
}

#[test]
fn a_witness_that_starts_again_has_its_key_and_knows_what_it_cosigned() {
    let (log, fork) = (Log::new(), Log::forked(ORIGIN, 1, 64, 5));
    let scratch = Scratch::new();
    let vkey = scratch.witness().vkey();
    assert_eq!(ask(&scratch.witness(), &log.request(0, 8)).0, 200);
    let again = Witness::open(Opening { seed: None, ..scratch.opening() }).unwrap();
    assert_eq!(again.vkey(), vkey);
    assert_eq!(ask(&again, &fork.request(0, 13)), (409, "8\n".to_owned()));
    assert_eq!(ask(&again, &fork.request(8, 13)).0, 422);
    assert_eq!(ask(&again, &log.request(8, 13)).0, 200);
    assert_eq!(ask(&scratch.witness(), &log.request(13, 64)).0, 200);
}

#[test]
fn a_key_is_made_by_chance_and_is_nobody_elses() {
    let (one, other) = (Scratch::new(), Scratch::new());
    let open = |scratch: &Scratch| Witness::open(Opening { seed: None, ..scratch.opening() }).unwrap().vkey();
    assert_eq!(open(&one), open(&one));
    assert_ne!(open(&one), open(&other));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| std::fs::metadata(one.0.join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("keys"), mode("keys/witness")), (0o700, 0o600));
    }
}

#[test]
fn a_witness_does_not_go_on_from_what_it_cannot_read() {
    let log = Log::new();
    let checkpoint = |scratch: &Scratch| scratch.0.join("witness").join(hash(ORIGIN)).join("checkpoint");
    let cosigned = || {
        let scratch = Scratch::new();
        ask(&scratch.witness(), &log.request(0, 8));
        scratch
    };
    for (bytes, said) in [
        (&b""[..], "its checkpoint cannot be read"),
        (b"garbage", "its checkpoint cannot be read"),
        (
            Log::forked("news.example/land", 1, 8, 8).head(8).to_string().as_bytes(),
            "it holds the checkpoint of news.example/land",
        ),
        (
            Note::new("news.example/town\nno size\n", log.key.sign("news.example/town\nno size\n"))
                .unwrap()
                .to_string()
                .as_bytes(),
            "its second line is no size",
        ),
    ] {
        let scratch = cosigned();
        std::fs::write(checkpoint(&scratch), bytes).unwrap();
        let error = scratch.witness().add_checkpoint(&log.request(8, 13), 1).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(std::fs::read(checkpoint(&scratch)).unwrap(), bytes);
    }

    let scratch = cosigned();
    std::fs::remove_file(scratch.0.join("keys/witness")).unwrap();
    let error = Witness::open(scratch.opening()).err().unwrap().to_string();
    assert!(error.ends_with("cannot be used: it has cosigned heads, and its key is gone"), "{error}");
    std::fs::write(scratch.0.join("keys/witness"), "short\n").unwrap();
    let error = Witness::open(scratch.opening()).err().unwrap().to_string();
    assert!(error.ends_with("its key is not a seed of 64 hexadecimal digits"), "{error}");

    let logs = vec![key(ORIGIN, 1).verifier(ledger::note::KeyKind::Cosignature)];
    let error = Witness::open(Opening { logs, ..Scratch::new().opening() }).err().unwrap().to_string();
    assert!(error.contains("does not sign heads"), "{error}");
}

/// A of size N and B of size N + K come at once: had both been judged before one was kept, A could roll back B.
#[test]
fn of_two_heads_that_come_at_once_one_is_cosigned() {
    let log = Arc::new(Log::new());
    for round in 0..40 {
        let scratch = Scratch::new();
        let first = scratch.witness();
        assert_eq!(ask(&first, &log.request(0, 3)).0, 200);
        // Two of one process, or of two, which know nothing of each other but the folder.
        let second = if round % 2 == 0 { first.clone() } else { scratch.witness() };
        let barrier = Arc::new(Barrier::new(2));
        let threads = [(first, 8_u64), (second, 13)].map(|(witness, size)| {
            let (barrier, log) = (barrier.clone(), log.clone());
            std::thread::spawn(move || {
                let request = log.request(3, size);
                barrier.wait();
                (ask(&witness, &request).0, size)
            })
        });
        let answers = threads.map(|thread| thread.join().unwrap());
        let cosigned: Vec<u64> = answers.iter().filter(|(status, _)| *status == 200).map(|(_, size)| *size).collect();
        assert_eq!(answers.iter().filter(|(status, _)| *status == 409).count(), 1, "{answers:?}");
        assert_eq!(cosigned, [size(&scratch)], "{answers:?}");
    }
}

#[test]
fn whoever_grows_a_log_from_many_threads_never_sees_it_shrink() {
    let log = Arc::new(Log::new());
    let scratch = Arc::new(Scratch::new());
    let threads: Vec<_> = (0..6_u64)
        .map(|thread| {
            let (log, scratch) = (log.clone(), scratch.clone());
            std::thread::spawn(move || {
                let witness = scratch.witness();
                let (mut known, mut cosigned) = (0, Vec::new());
                for step in 0..20 {
                    let wanted = (known + 1 + (thread + step) % 3).min(64);
                    let (status, body) = ask(&witness, &log.request(known, wanted));
                    match status {
                        200 => {
                            cosigned.push(wanted);
                            known = wanted;
                        }
                        409 => {
                            let told: u64 = body.trim_end().parse().unwrap();
                            assert!(told > known, "{told} after {known}");
                            known = told;
                        }
                        other => panic!("{other}: {body}"),
                    }
                }
                cosigned
            })
        })
        .collect();
    let mut all: Vec<u64> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    let greatest = *all.iter().max().unwrap();
    assert_eq!(size(&scratch), greatest);
    // A size below the end was cosigned by one of them only.
    all.retain(|size| *size < greatest);
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn a_power_cut_at_any_step_forgets_nothing_that_was_answered() {
    let (log, fork) = (Log::new(), Log::forked(ORIGIN, 1, 64, 9));
    let mut was_done = false;
    for steps in 0..60 {
        let scratch = Scratch::new();
        let disk = Disk::ending_after(steps, End::PowerCut);
        let mut answered = 0;
        if let Ok(witness) = Witness::open(Opening { disk, ..scratch.opening() }) {
            for (old, size) in [(0, 8), (8, 10), (10, 13)] {
                match witness.add_checkpoint(&log.request(old, size), 1) {
                    Ok(answer) if answer.status == 200 => answered = size,
                    Ok(answer) => panic!("{steps}: {answer:?}"),
                    Err(_) => {
                        // What is not known to be there for good is not shown.
                        assert!(witness.checkpoint(&hash(ORIGIN)).map_or(true, |shown| shown.status == 404), "{steps}");
                        break;
                    }
                }
            }
        }
        let again = scratch.witness();
        let (status, body) = ask(&again, &fork.request(0, 64));
        let known: u64 = if status == 409 { body.trim_end().parse().unwrap() } else { 0 };
        assert!(known >= answered, "{steps}: {known} after {answered}");
        assert!(answered < 10 || ask(&again, &fork.request(known, 64)).0 == 422, "{steps}");
        was_done |= answered == 13;
    }
    assert!(was_done);
}
