//! A creator sees all that is kept of her clips, and takes it along when she erases her account.

use crate::clips::{addresses, creator, filmed, sha256, start};
use crate::newsroom::Person;
use crate::stand::{Folder, Server, caulbart, complained};

/// Those of these files that lie in the folder of clips, by their SHA-256.
fn lying_there(folder: &Folder, files: &[String]) -> Vec<String> {
    let path = |sha256: &str| folder.path().join("main/clips").join(&sha256[..2]).join(sha256);
    files.iter().filter(|sha256| path(sha256).exists()).cloned().collect()
}

/// A published clip and a draft.
struct Filmed {
    item: String,
    film: String,
    /// Of both clips: originals and what was made of them.
    files: Vec<String>,
}

fn films(folder: &Folder, server: &Server, her: &Person, channel: &str) -> Option<Filmed> {
    let (out, draft) = (filmed(folder, 2, &[])?, filmed(folder, 1, &[])?);
    let mut files = vec![sha256(&out), sha256(&draft)];
    let draft = her.uploads(server, channel, "the draft.mp4", &draft);
    let clip = her.uploads(server, channel, "the ferry.mp4", &out);
    let mut films = Vec::new();
    for clip in [&draft, &clip] {
        her.waits(server, clip, &["ready"]);
        let page = her.get(server, &format!("/studio/{clip}")).body;
        films.push(addresses(&page, ".mp4")[0].to_owned());
        let made = addresses(&page, "").into_iter().filter_map(|address| address.split('/').nth(2));
        files.extend(made.map(str::to_owned));
    }
    let item = her.publishes_clip(server, &clip, "The last ferry leaves Holm");
    server.wait_for(&format!("/watch/{item}"), |answer| answer.status == 200);
    assert!(files.len() >= 4 && lying_there(folder, &files) == files, "{files:?}");
    Some(Filmed { item, film: films.pop()?, files })
}

#[test]
fn who_erases_her_account_takes_her_clips_along_after_she_was_shown_all_of_them() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let Some(Filmed { item, film, files }) = films(&folder, &server, &ines, &channel) else { return };
    let wanda = Person::signs_up(&server, "Wanda Writer");
    let made = caulbart(&folder, &["editor", "add", "Wanda Writer", "editor"]);
    assert!(made.status.success(), "{}", complained(&made));
    assert_eq!(wanda.announces(&server, &channel, "a.mp4", 9).status, 201, "an editor may");

    let told: serde_json::Value = serde_json::from_str(&ines.get(&server, "/you.json").body).unwrap();
    let clips = &told["clips"];
    assert_eq!(
        (&clips["channels"][0]["title"], &clips["channels"][0]["about"]),
        (&"Boats of Holm".into(), &"Boats.".into())
    );
    assert_eq!(clips["uploads_of_last_day"]["begun"], 2);
    let [out, draft] = &clips["clips"].as_array().unwrap()[..] else { panic!("{clips}") };
    assert_eq!((&out["headline"], &out["state"]), (&"The last ferry leaves Holm".into(), &"published".into()));
    assert_eq!((&draft["file"], &draft["state"]), (&"the draft.mp4".into(), &"draft".into()));
    assert!(draft["bytes"].as_u64().unwrap() > 1_000 && out["text"].as_str().unwrap().contains("harbour of Holm"));

    let page = ines.get(&server, "/my-data").body;
    for said in ["your channels (1) and the clips that you uploaded (2)", "are thrown away with their files"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let rita = Person::signs_up(&server, "Rita Reader");
    assert!(!rita.get(&server, "/my-data").body.contains("are thrown away with their files"));
    let gone = ines.post(&server, "/my-data/erase", &[("sure", "yes")]);
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert!(gone.body.contains("kind erase") && gone.body.contains("those published are withdrawn"), "{}", gone.body);

    assert_eq!(lying_there(&folder, &files), Vec::<String>::new(), "nothing of her films is left");
    assert_eq!(server.get(&film).status, 404);
    let watched = server.wait_for(&format!("/watch/{item}"), |answer| answer.status == 410);
    assert!(watched.body.contains("Its owner left."), "{}", watched.body);
    let refused = wanda.announces(&server, &channel, "a.mp4", 9);
    assert!(refused.status >= 400, "her channel is nobody's: {}", refused.body);
    let told: serde_json::Value = serde_json::from_str(&wanda.get(&server, "/you.json").body).unwrap();
    assert_eq!(told["clips"]["clips"].as_array().unwrap().len(), 1, "her own alone");
}

#[test]
fn whom_the_edition_removes_leaves_no_clip_behind_either() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let Some(Filmed { item, film, files }) = films(&folder, &server, &ines, &channel) else { return };
    let removed = caulbart(&folder, &["reader", "remove", "Ines Holm"]);
    assert!(removed.status.success(), "{}", complained(&removed));
    assert_eq!((lying_there(&folder, &files), server.get(&film).status), (Vec::new(), 404));
    let watched = server.wait_for(&format!("/watch/{item}"), |answer| answer.status == 410);
    assert!(watched.body.contains("Its owner left."), "{}", watched.body);
}
