//! By what an account's keys are opened, and by what no more.

use argon2::{Algorithm, Argon2, Params, Version};
use model::{DAY, Deed, ItemId, ReaderId};
use readers::accounts::{By, Code, Refusal, Scope, SignUp, TokenFault};
use readers::{Error, Readers, Secret};
use sha2::{Digest, Sha256};
use vault::Holder;

use crate::stand::{Her, PASSWORD, START, Stand, caller, did, holder, minutes, on_both};

const NEXT_PASSWORD: &str = "nine loud kettles";

/// As the desk makes it of a recovery code.
fn by_code(code: &Code) -> Holder {
    Holder::new(code.hash(), code.shown().replace('-', "").as_bytes())
}

/// As the desk makes it of a password.
async fn by_password(stand: &Stand<'_>, reader: ReaderId, password: &str) -> Holder {
    let handle = stand.store.account_of(reader).await.unwrap().expect("an account").handle;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1_024, 2, 1, None).unwrap());
    let mut key = [0; 32];
    let salt = [b"caulbart/keys/v1".as_slice(), &handle].concat();
    argon2.hash_password_into(password.as_bytes(), &salt, &mut key).unwrap();
    Holder::new(Sha256::digest(format!("caulbart/password/v1 {reader}")).into(), &key)
}

fn by_token(text: &str) -> Holder {
    holder(&Secret::from_hex(text.rsplit('-').next().unwrap()).expect("a secret at its end"))
}

/// A guest who read something and then signed up; with the item, her code, and the secret of before.
async fn ann(stand: &Stand<'_>) -> (Her, ItemId, Code, Secret) {
    let guest = stand.guest().await;
    let item = stand.news(&["ferry"], START).await[0];
    stand.readers.take(guest.reader, &[did(1, item, Deed::Opened, 1)], minutes(2)).await.unwrap();
    let typed = SignUp { name: "Ann Lee", password: PASSWORD, guest: Some(guest.reader), ..SignUp::default() };
    let (entry, code) = stand.readers.sign_up(typed, &caller(), minutes(3)).await.unwrap();
    assert_eq!(entry.reader, guest.reader, "she stays who she was");
    (Her { reader: entry.reader, secret: entry.secret }, item, code, guest.secret)
}

async fn has_read(desk: &Readers, reader: ReaderId) -> Vec<ItemId> {
    desk.history(reader, None, 9).await.unwrap().into_iter().map(|(item, _)| item).collect()
}

/// Her name, where this secret is a session's that holds.
async fn name_by(desk: &Readers, secret: &Secret) -> Option<String> {
    match desk.who(secret, minutes(4)).await.unwrap()?.by {
        By::Session(session) => Some(session.name),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whatever_she_comes_with_opens_the_same_history() {
    on_both(async |stand| {
        let (her, item, code, of_guest) = ann(stand).await;
        let reader = her.reader;
        assert_eq!(stand.readers.who(&of_guest, minutes(4)).await.unwrap(), None, "what she was known by before");
        assert!(!stand.opens(reader, &holder(&of_guest)).await);

        let desk = stand.anew();
        assert_eq!(name_by(&desk, &her.secret).await.as_deref(), Some("Ann Lee"));
        assert_eq!(has_read(&desk, reader).await, [item], "by her first session");
        let token = desk.make_token(reader, "Phone", &[Scope::Read], 30, minutes(4)).await.unwrap();

        let desk = stand.anew();
        let second = desk.sign_in("ann lee", PASSWORD, &caller(), minutes(5)).await.unwrap();
        assert_eq!((second.reader, has_read(&desk, reader).await), (reader, vec![item]), "by her password");
        assert_eq!(name_by(&stand.anew(), &second.secret).await.as_deref(), Some("Ann Lee"), "on her second device");

        let desk = stand.anew();
        let (known, _) = desk.token(&token, minutes(6)).await.unwrap().expect("it holds");
        assert_eq!((known, has_read(&desk, reader).await), (reader, vec![item]), "by a token");
        assert_eq!(desk.tokens(reader).await.unwrap()[0].label, "Phone");
        let agents: Vec<String> =
            desk.sessions(reader, minutes(6)).await.unwrap().into_iter().map(|session| session.agent).collect();
        assert_eq!(agents, ["firefox linux", "firefox linux"]);

        let desk = stand.anew();
        let (third, _) = desk.recover("Ann Lee", &code.shown(), NEXT_PASSWORD, &caller(), minutes(7)).await.unwrap();
        assert_eq!((third.reader, has_read(&desk, reader).await), (reader, vec![item]), "by her recovery code");
        let desk = stand.anew();
        desk.sign_in("Ann Lee", NEXT_PASSWORD, &caller(), minutes(8)).await.unwrap();
        assert_eq!(has_read(&desk, reader).await, [item], "by the password that she set with it");
    });
}

#[test]
fn a_session_that_was_ended_opens_nothing_any_more() {
    on_both(async |stand| {
        let (her, item, ..) = ann(stand).await;
        let (reader, desk) = (her.reader, &stand.readers);
        let mut others = Vec::new();
        for minute in 5..8 {
            others.push(desk.sign_in("Ann Lee", PASSWORD, &caller(), minutes(minute)).await.unwrap().secret);
        }
        for secret in &others {
            assert!(stand.opens(reader, &holder(secret)).await);
        }
        let latest = desk.sessions(reader, minutes(9)).await.unwrap()[0].id;
        assert!(desk.end_session(reader, latest).await.unwrap());
        let open = async |secret: &Secret| {
            let (opens, name) = (stand.opens(reader, &holder(secret)).await, name_by(&stand.anew(), secret).await);
            assert_eq!(opens, name.is_some(), "the vault knows what the desk knows");
            opens
        };
        assert_eq!((open(&others[0]).await, open(&others[1]).await, open(&others[2]).await), (true, true, false));
        let By::Session(own) = desk.who(&her.secret, minutes(9)).await.unwrap().unwrap().by else { panic!("hers") };
        assert_eq!(desk.end_other_sessions(reader, own.id).await.unwrap(), 2);
        assert_eq!((open(&others[0]).await, open(&others[1]).await, open(&her.secret).await), (false, false, true));

        assert_eq!(desk.who(&her.secret, minutes(9).plus(31 * DAY)).await.unwrap(), None, "she stayed away too long");
        assert!(!stand.opens(reader, &holder(&her.secret)).await);
        let desk = stand.anew();
        desk.sign_in("Ann Lee", PASSWORD, &caller(), minutes(9)).await.unwrap();
        assert_eq!(has_read(&desk, reader).await, [item]);
    });
}

#[test]
fn a_password_that_was_changed_opens_nothing_any_more() {
    on_both(async |stand| {
        let (her, item, code, _) = ann(stand).await;
        let (reader, desk) = (her.reader, &stand.readers);
        let other = desk.sign_in("Ann Lee", PASSWORD, &caller(), minutes(5)).await.unwrap();
        let old = by_password(stand, reader, PASSWORD).await;
        assert!(stand.opens(reader, &old).await);
        let entry = desk.change_password(reader, NEXT_PASSWORD, &caller(), minutes(6)).await.unwrap();
        let new = by_password(stand, reader, NEXT_PASSWORD).await;
        for (holder, opens, what) in [
            (&old, false, "the old password"),
            (&new, true, "the new one"),
            (&holder(&her.secret), false, "the session of before"),
            (&holder(&other.secret), false, "whoever else was signed in as her"),
            (&holder(&entry.secret), true, "her new session"),
            (&by_code(&code), true, "her recovery code"),
        ] {
            assert_eq!(stand.opens(reader, holder).await, opens, "{what}");
        }
        let refused = desk.sign_in("Ann Lee", PASSWORD, &caller(), minutes(7)).await;
        assert!(matches!(refused, Err(Error::Account(Refusal::WrongSecret))));
        let desk = stand.anew();
        assert_eq!(name_by(&desk, &entry.secret).await.as_deref(), Some("Ann Lee"));
        assert_eq!(has_read(&desk, reader).await, [item]);
    });
}

#[test]
fn a_code_that_was_used_or_replaced_opens_nothing_any_more() {
    on_both(async |stand| {
        let (her, _, first, _) = ann(stand).await;
        let (reader, desk) = (her.reader, &stand.readers);
        assert!(stand.opens(reader, &by_code(&first)).await);
        let second = desk.new_recovery_code(reader).await.unwrap();
        assert_eq!(
            (stand.opens(reader, &by_code(&first)).await, stand.opens(reader, &by_code(&second)).await),
            (false, true)
        );
        let recover =
            async |code: &Code| desk.recover("Ann Lee", &code.shown(), NEXT_PASSWORD, &caller(), minutes(5)).await;
        assert!(matches!(recover(&first).await, Err(Error::Account(Refusal::WrongCode))));
        let (entry, third) = recover(&second).await.unwrap();
        for (holder, opens, what) in [
            (by_code(&second), false, "the used code"),
            (by_code(&third), true, "the next"),
            (by_password(stand, reader, PASSWORD).await, false, "the password that she had forgotten"),
            (by_password(stand, reader, NEXT_PASSWORD).await, true, "the one that she set"),
            (holder(&her.secret), false, "the session of before"),
            (holder(&entry.secret), true, "the one that began with it"),
        ] {
            assert_eq!(stand.opens(reader, &holder).await, opens, "{what}");
        }
        assert!(matches!(recover(&second).await, Err(Error::Account(Refusal::WrongCode))), "once");
    });
}

#[test]
fn a_token_that_was_revoked_opens_nothing_any_more() {
    on_both(async |stand| {
        let (her, item, ..) = ann(stand).await;
        let (reader, desk) = (her.reader, &stand.readers);
        let make = async |label| desk.make_token(reader, label, &[Scope::Read], 30, minutes(5)).await.unwrap();
        let (first, second) = (make("First").await, make("Second").await);
        assert!(stand.opens(reader, &by_token(&first)).await && stand.opens(reader, &by_token(&second)).await);
        let kept = desk.tokens(reader).await.unwrap();
        assert!(desk.revoke_token(reader, kept[0].id).await.unwrap());
        assert_eq!(kept[0].label, "First");
        assert!(!stand.opens(reader, &by_token(&first)).await && stand.opens(reader, &by_token(&second)).await);
        let desk = stand.anew();
        assert_eq!(desk.token(&first, minutes(6)).await.unwrap(), Err(TokenFault::Unknown));
        assert!(desk.token(&second, minutes(6)).await.unwrap().is_ok());
        assert_eq!(has_read(&desk, reader).await, [item]);
        // Those that she may not have leave nothing behind.
        let mut made = 1;
        while desk.make_token(reader, "more", &[Scope::Act], 30, minutes(7)).await.is_ok() {
            made += 1;
        }
        assert_eq!(desk.tokens(reader).await.unwrap().len(), made);
    });
}

#[test]
fn a_sign_up_that_fails_leaves_the_guest_who_she_was() {
    on_both(async |stand| {
        stand.account("Ann Lee").await;
        let guest = stand.guest().await;
        let item = stand.news(&["ferry"], START).await[0];
        stand.readers.save(guest.reader, item, minutes(1)).await.unwrap();
        for guest in [Some(guest.reader), None] {
            let typed = SignUp { name: "ANN LEE", password: PASSWORD, guest, ..SignUp::default() };
            let refused = stand.readers.sign_up(typed, &caller(), minutes(2)).await;
            assert!(matches!(refused, Err(Error::Account(Refusal::NameTaken))));
        }
        let desk = stand.anew();
        assert_eq!(desk.who(&guest.secret, minutes(3)).await.unwrap().map(|who| who.by), Some(By::Guest));
        assert!(desk.is_saved(guest.reader, item).await.unwrap());
        let typed = SignUp { name: "Bo", password: PASSWORD, guest: Some(guest.reader), ..SignUp::default() };
        let (entry, _) = desk.sign_up(typed, &caller(), minutes(4)).await.unwrap();
        assert_eq!(name_by(&stand.anew(), &entry.secret).await.as_deref(), Some("Bo"));
    });
}

#[test]
fn a_name_is_found_however_it_is_typed_and_changes_unless_it_is_another_s() {
    on_both(async |stand| {
        let (her, bo) = (stand.account("Ann Lee").await, stand.account("Bo").await);
        let desk = &stand.readers;
        let named = async |name| desk.account_named(name).await.unwrap().map(|account| account.reader);
        assert_eq!((named("ANN  lee").await, named("bo").await), (Some(her.reader), Some(bo.reader)));
        for (name, free) in [("Anna", true), ("ANNA", true), ("bO", false)] {
            assert_eq!(desk.rename(her.reader, name).await.is_ok(), free, "{name}");
        }
        assert_eq!((named("anna").await, named("Ann Lee").await), (Some(her.reader), None));
        let desk = stand.anew();
        assert_eq!(name_by(&desk, &her.secret).await.as_deref(), Some("ANNA"));
        assert_eq!(desk.account(her.reader).await.unwrap().map(|account| account.name).as_deref(), Some("ANNA"));
        assert!(desk.sign_in("anna", PASSWORD, &caller(), minutes(5)).await.is_ok());
    });
}
