use model::{ReaderId, Time};
use store::{Error, NewAccount, NewPasskey, NewSession, NewToken, Reseal, Store};

use crate::{sealed::row, setup::on_both};

fn session(token: u8) -> NewSession {
    NewSession { token_hash: [token; 32], agent: "firefox linux".to_owned(), older_end: Time(0), at_most: 3 }
}

fn account(name: &str, number: u8) -> NewAccount {
    NewAccount {
        guest: None,
        secret_hash: [number + 100; 32],
        handle: [number; 16],
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        password_hash: Some("$argon2id$".to_owned()),
        recovery_hash: [number + 50; 32],
        passkey: None,
        invitation: None,
        session: session(number),
    }
}

fn passkey(number: u8) -> NewPasskey {
    NewPasskey { credential_id: vec![number; 20], credential: "{}".to_owned(), label: "Key".to_owned() }
}

async fn reader_of(store: &Store, token: u8) -> Option<ReaderId> {
    store.who(&[token; 32]).await.expect("asked").map(|who| who.reader)
}

#[test]
fn a_guest_becomes_an_account_and_her_old_secret_opens_nothing() {
    on_both(async |store| {
        let guest = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        store.reseal(guest, vec![Reseal::Put(row(20, 1, "sealed"))]).await.expect("sealed");
        assert_eq!(reader_of(&store, 7).await, Some(guest));
        let ann = NewAccount { guest: Some(guest), ..account("Ann", 1) };
        assert_eq!(store.sign_up(ann, Time(2)).await, Ok(guest));
        assert_eq!(reader_of(&store, 7).await, None, "the guest's secret");
        let who = store.who(&[1; 32]).await.expect("asked").expect("a session");
        let session = who.session.expect("a session");
        assert_eq!((who.reader, session.seen, session.added, session.name.as_str()), (guest, Time(2), Time(2), "Ann"));
        assert_eq!(store.sealed(guest, 20).await, Ok(vec![row(20, 1, "sealed")]), "what is kept about her stays");
        let kept = store.account_by_name("ann").await.expect("asked").expect("an account");
        assert_eq!((kept.reader, kept.name.as_str(), kept.handle), (guest, "Ann", vec![1; 16]));
        store.remove_reader(guest, Vec::new(), Time(99)).await.expect("removed");
        assert_eq!(store.account_of(guest).await, Ok(None));
        assert_eq!(reader_of(&store, 1).await, None, "her sessions go with her");
    });
}

#[test]
fn a_sign_up_that_fails_leaves_nothing_behind() {
    on_both(async |store| {
        store.invite(&[90; 32], Time(0), Time(10)).await.expect("invited");
        let ann = store.sign_up(NewAccount { passkey: Some(passkey(1)), ..account("Ann", 1) }, Time(1)).await;
        let guest = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let asked = |name, number| NewAccount { guest: Some(guest), ..account(name, number) };
        for (new, want) in [
            (asked("ANN", 2), Error::NameTaken("ANN".to_owned())),
            (
                NewAccount { invitation: Some([91; 32]), ..asked("Bo", 3) },
                Error::NotThere("This invitation".to_owned()),
            ),
            (NewAccount { passkey: Some(passkey(1)), ..asked("Cy", 4) }, Error::Taken("This passkey".to_owned())),
        ] {
            let token = new.session.token_hash[0];
            assert_eq!(store.sign_up(new, Time(1)).await, Err(want));
            assert_eq!(reader_of(&store, token).await, None);
            assert_eq!(reader_of(&store, 7).await, Some(guest), "the guest stays who she was");
        }
        assert_eq!(store.account_of(guest).await, Ok(None));
        assert!(store.account_of(ann.expect("signed up")).await.expect("asked").is_some());
    });
}

#[test]
fn an_invitation_lets_one_in_and_only_in_time() {
    on_both(async |store| {
        store.invite(&[90; 32], Time(0), Time(10)).await.expect("invited");
        store.invite(&[91; 32], Time(0), Time(10)).await.expect("invited");
        let with = |name, number, code: u8| NewAccount { invitation: Some([code; 32]), ..account(name, number) };
        assert_eq!(store.invitation_holds(&[90; 32], Time(9)).await, Ok(true));
        let ann = store.sign_up(with("Ann", 1, 90), Time(9)).await.expect("signed up");
        assert_eq!(store.invitation_holds(&[90; 32], Time(9)).await, Ok(false));
        for (new, why) in [(with("Bo", 2, 90), "used"), (with("Cy", 3, 91), "expired")] {
            let at = if why == "used" { Time(9) } else { Time(10) };
            assert!(matches!(store.sign_up(new, at).await, Err(Error::NotThere(_))), "{why}");
        }
        store.remove_reader(ann, Vec::new(), Time(99)).await.expect("removed");
        assert!(store.sign_up(with("Di", 4, 90), Time(9)).await.is_err(), "used stays used when she leaves");
    });
}

#[test]
fn what_is_hers_is_removed_by_nobody_else() {
    on_both(async |store| {
        let ann = store.sign_up(account("Ann", 1), Time(1)).await.expect("signed up");
        let bo = store.sign_up(account("Bo", 2), Time(1)).await.expect("signed up");
        let token =
            NewToken { token_hash: [30; 32], label: "Phone".into(), scopes: "read act".into(), expires: Time(9) };
        assert_eq!(store.add_token(ann, token, 5, Time(1)).await, Ok(true));
        assert_eq!(store.add_passkey(ann, passkey(1), 5, Time(1)).await, Ok(true));
        assert_eq!(store.add_passkey(bo, passkey(1), 5, Time(1)).await, Ok(false), "it is Ann's");
        let (token, key) = (store.tokens(ann).await.expect("t")[0].id, store.passkeys(ann).await.expect("p")[0].id);
        let session = store.sessions(ann).await.expect("s")[0].id;
        assert_eq!(store.remove_token(bo, token).await, Ok(false));
        assert_eq!(store.remove_passkey(bo, key).await, Ok(false));
        assert_eq!(store.end_session(bo, session).await, Ok(false));
        assert_eq!(store.end_other_sessions(bo, session).await, Ok(1), "Bo's own");
        assert_eq!(reader_of(&store, 1).await, Some(ann));
        assert_eq!(store.token_with(&[30; 32]).await.map(|found| found.map(|token| token.reader)), Ok(Some(ann)));
        assert_eq!(store.remove_token(ann, token).await, Ok(true));
        assert_eq!(store.remove_passkey(ann, key).await, Ok(true));
        assert_eq!(store.end_session(ann, session).await, Ok(true));
        assert_eq!(reader_of(&store, 1).await, None);
    });
}

#[test]
fn the_last_way_to_sign_in_stays() {
    on_both(async |store| {
        let new = NewAccount { password_hash: None, passkey: Some(passkey(1)), ..account("Ann", 1) };
        let ann = store.sign_up(new, Time(1)).await.expect("signed up");
        let first = store.passkeys(ann).await.expect("p")[0].id;
        assert_eq!(store.remove_passkey(ann, first).await, Ok(false));
        assert_eq!(store.add_passkey(ann, passkey(2), 2, Time(1)).await, Ok(true));
        assert_eq!(store.add_passkey(ann, passkey(3), 2, Time(1)).await, Ok(false), "there are enough");
        assert_eq!(store.remove_passkey(ann, first).await, Ok(true));
        let second = store.passkeys(ann).await.expect("p")[0].id;
        assert_eq!(store.remove_passkey(ann, second).await, Ok(false));
        store.set_password(ann, "$argon2id$x").await.expect("set");
        assert_eq!(store.remove_passkey(ann, second).await, Ok(true));
        store.use_passkey(second, "{\"counter\":1}", Time(3)).await.expect("a key that is gone is no error");
    });
}

#[test]
fn a_recovery_code_works_once_and_ends_every_session() {
    on_both(async |store| {
        let ann = store.sign_up(account("Ann", 1), Time(1)).await.expect("signed up");
        store.add_session(ann, session(2), Time(2)).await.expect("added");
        assert_eq!(store.recover(ann, &[52; 32], "$new".into(), &[60; 32]).await, Ok(false), "a wrong code");
        assert_eq!(reader_of(&store, 2).await, Some(ann));
        assert_eq!(store.recover(ann, &[51; 32], "$new".into(), &[60; 32]).await, Ok(true));
        assert_eq!(store.recover(ann, &[51; 32], "$other".into(), &[61; 32]).await, Ok(false));
        assert_eq!((reader_of(&store, 1).await, reader_of(&store, 2).await), (None, None));
        let kept = store.account_of(ann).await.expect("asked").expect("there");
        assert_eq!((kept.password_hash.as_deref(), kept.recovery_hash), (Some("$new"), vec![60; 32]));
    });
}

#[test]
fn sessions_are_few_and_not_for_ever() {
    on_both(async |store| {
        let ann = store.sign_up(account("Ann", 1), Time(1)).await.expect("signed up");
        for token in 2..=5 {
            store.add_session(ann, session(token), Time(token.into())).await.expect("added");
        }
        let seen: Vec<i64> = store.sessions(ann).await.expect("s").iter().map(|session| session.seen.0).collect();
        assert_eq!(seen, [5, 4, 3]);
        let late = NewSession { older_end: Time(5), ..session(6) };
        store.add_session(ann, late, Time(9)).await.expect("added");
        let sessions = store.sessions(ann).await.expect("s");
        assert_eq!(sessions.iter().map(|session| session.seen.0).collect::<Vec<_>>(), [9, 5]);
        store.see_session(sessions[1].id, Time(10)).await.expect("seen");
        assert_eq!(store.sessions(ann).await.expect("s")[0].id, sessions[1].id);
        assert_eq!(store.end_other_sessions(ann, sessions[1].id).await, Ok(1));
    });
}

#[test]
fn a_name_changes_unless_it_is_another_s() {
    on_both(async |store| {
        let ann = store.sign_up(account("Ann", 1), Time(1)).await.expect("signed up");
        store.sign_up(account("Bo", 2), Time(1)).await.expect("signed up");
        for (name, free) in [("Anna", true), ("ANNA", true), ("bo", false)] {
            assert_eq!(store.rename_account(ann, name, &name.to_lowercase()).await, Ok(free), "{name}");
        }
        assert_eq!(store.account_by_name("anna").await.expect("asked").map(|kept| kept.name).as_deref(), Some("ANNA"));
        assert_eq!(store.account_by_name("ann").await, Ok(None));
    });
}
