//! One entry or more of each kind.

pub const SAMPLES: &[&str] = &[
    "kind release\ntime 2026-11-29T08:00Z\nversion 0.1.0\nsource 0123456789abcdef0123456789abcdef01234567\nbinary 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\nassets 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\nmodel none\nkey example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
    "kind policy\ntime 2026-11-29T08:00Z\nversion 1\nterms 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\nbeat-minutes 15\nanswer-days 30\nallow processor repair history any\nallow staff legal-demand identity,contact,follows,history any\nallow staff support contact AT,DE\n",
    "kind access\ntime 2026-11-29T08:01Z\nactor 00112233445566778899aabbccddeeff\nrole staff\ncountry AT\npurpose support\nfields contact\nreference CASE-12\nminutes 15\nnonce ffeeddccbbaa99887766554433221100\nsubject 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
    "kind access\ntime 2026-11-29T08:01Z\nactor 00112233445566778899aabbccddeeff\nrole processor\ncountry ZZ\npurpose repair\nfields follows,history\nreference none\nminutes 1440\nnonce ffeeddccbbaa99887766554433221100\nsubjects 2\nroot 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
    "kind transfer\ntime 2026-11-29T08:02Z\nto backup.example/a_b\ncountry DE\nbasis contract\ntypes content\nvolume 9007199254740991\nuse backup\nmethod sftp\nsubjects 0\n",
    "kind transfer\ntime 2026-11-29T08:02Z\nto ministry\ncountry DE\nbasis court-order\ntypes identity,contact\nvolume 0\nuse investigation\nmethod post\nnonce ffeeddccbbaa99887766554433221100\nsubject 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
    "kind request\ntime 2026-11-29T08:03Z\nid 00112233445566778899aabbccddeeff\ncountry FR\ntype removal\naccounts 0\nitems 4\n",
    "kind outcome\ntime 2026-11-29T08:04Z\nrequest 6\nresult some\naccounts 0\nitems 2\n",
    "kind decision\ntime 2026-11-29T08:05Z\nid 00112233445566778899aabbccddeeff\naction withheld\nobject article\nitem 00112233445566778899aabbccddeeff\nground illegal\nrule fr/lcen-6\nautomated no\nnotice authority\nwhere DE,FR\nanswers none\n",
    "kind decision\ntime 2026-11-29T08:05Z\nid 00112233445566778899aabbccddeeff\naction restored\nobject comment\nitem 00112233445566778899aabbccddeeff\nground terms\nrule 4.2\nautomated yes\nnotice own\nwhere all\nanswers ffeeddccbbaa99887766554433221100\n",
    "kind erase\ntime 2026-11-29T08:06Z\nby reader\nnonce ffeeddccbbaa99887766554433221100\nsubject 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
    "kind sealed\ntime 2026-11-29T08:07Z\nstate closed\ncommitment 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\nuntil 2027-02-28\n",
    "kind sealed\ntime 2026-11-29T08:08Z\nstate open\nof 11\nsalt 00112233445566778899aabbccddeeff\ncontent a2luZCByZXF1ZXN0CnRpbWUgMjAyNi0xMS0yOVQwODowM1oKaWQgMDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmYKY291bnRyeSBGUgp0eXBlIHJlbW92YWwKYWNjb3VudHMgMAppdGVtcyA0Cg==\n",
    "kind beat\ntime 2026-11-29T08:15Z\nnumber 1\nstate start\nrelease 1\npolicy 1\naccess 2\ntransfer 2\nrequest 1\noutcome 1\ndecision 2\nerase 1\nsealed 2\ntimelines 12\ndigests 0\nunlocks 3\ndeposits 0\npack none\n",
];

/// Entries, and each other format that strangers send.
pub fn all_formats() -> Vec<String> {
    let log = ledger::SigningKey::new("log.example", &[1; 32]).unwrap();
    let head = ledger::Checkpoint::new("log.example", 1, [0; 32]).signed(&log).unwrap();
    let proof = ledger::Proof { extra: Some(vec![1; 9]), index: 0, path: vec![[3; 32]; 3], head: head.clone() };
    let vkey = log.verifier(ledger::note::KeyKind::Text);
    let policy = format!("log {vkey} https://log.example/\ngroup g any x\nquorum none\n");
    let submission = ledger::Submission { old: 1, proof: vec![[5; 32]; 2], head: head.clone() };
    let statement = ledger::report::Statement {
        origin: "log.example".to_owned(),
        period: ledger::report::Period::parse("2026-Q4").unwrap(),
        from: 2,
        to: 13,
        root: [4; 32],
        csv: [6; 32],
    };
    let others = [
        submission.to_string(),
        statement.to_string(),
        head.to_string(),
        head.text().to_owned(),
        proof.to_string(),
        policy,
        "tile/0/x001/x234/067.p/8".to_owned(),
    ];
    SAMPLES.iter().map(|sample| (*sample).to_owned()).chain(others).collect()
}
