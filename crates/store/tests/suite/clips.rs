//! Every statement of clips, on both databases.

use model::{Channel, ClipFile, ClipFileKind, ClipId, ClipState, DAY, ItemId, Language, ManuscriptId, ReportReason};
use model::{ReaderId, SourceId, SourceKind, Time};
use store::{ClipDecision, ClipDecisionKind, MadeClip, NewManuscript, NewMedium, NewRevision, NewSource, Store};

use crate::setup::on_both;

async fn clip(store: &Store, owner: ReaderId, size: u64) -> (ClipId, ManuscriptId) {
    let first = NewRevision {
        headline: "The last boat".to_owned(),
        slug: "the-last-boat".to_owned(),
        section: String::new(),
        language: Language::ENGLISH,
        editor: None,
        editor_name: "Ann".to_owned(),
        kind: model::RevisionKind::Saved,
        content: "{}".to_owned(),
    };
    let new = NewManuscript { first, origin: None };
    let (manuscript, _) = store.new_manuscript(&new, Time(10)).await.expect("kept").expect("new");
    let id = store.new_clip(manuscript, owner, "boat.mp4", size, None, Time(10)).await.expect("kept");
    (id, manuscript)
}

fn file(kind: ClipFileKind, sha256: &str, bytes: u64) -> ClipFile {
    let (name, media_type) = (format!("{kind:?}"), "video/mp4".to_owned());
    ClipFile { kind, file: sha256.to_owned(), name, media_type, width: 270, height: 480, bytes }
}

#[test]
fn clips_are_kept_found_counted_and_judged() {
    on_both(async |store| {
        let owner = store.new_reader(&[1; 32], Time(1)).await.expect("made");
        for (begun, at) in [(1, Time(5)), (2, Time(6)), (1, Time(DAY)), (2, Time(DAY + 1))] {
            assert_eq!(store.begin_clip_of_day(owner, at).await, Ok(begun));
        }
        let ((id, manuscript), (other, _)) = (clip(&store, owner, 10).await, clip(&store, owner, 7).await);
        assert_eq!(store.clips_announced(owner).await, Ok(17));
        assert_eq!(store.clip_space(owner).await, Ok(0));
        store.receive_clip(id, 10, Time(20)).await.expect("kept");
        let stale = store.stale_clips(ClipState::Arriving, Time(30)).await.expect("read");
        assert_eq!(stale.iter().map(|clip| clip.id).collect::<Vec<_>>(), [id, other], "whole ones first");
        let original = file(ClipFileKind::Original, "aa", 10);
        store.set_clip_state(id, ClipState::Waiting, "", Some(&original), Vec::new(), Time(21)).await.expect("kept");
        assert_eq!(store.is_clip_file_worked_on("aa").await, Ok(true));
        assert_eq!(store.set_clip_progress(id, 500, Time(22)).await, Ok(false), "nobody works on it yet");
        store.set_clip_state(id, ClipState::Working, "", None, Vec::new(), Time(23)).await.expect("kept");
        assert_eq!(store.set_clip_progress(id, 500, Time(24)).await, Ok(true));
        let cover = NewMedium { name: "boat.jpg".to_owned(), file: "cc".to_owned(), ..NewMedium::default() };
        let cover = store.add_medium(&cover, Time(24)).await.expect("kept");
        store.add_clip_cover(id, cover).await.expect("kept");
        assert_eq!(store.clip_covers(id).await, Ok(vec![(cover, "cc".to_owned())]));
        let made = |alike, sha256: &str| MadeClip {
            width: 270,
            height: 480,
            duration_ms: 5_000,
            has_sound: true,
            poster: Some(cover),
            thumbs: 10,
            alike,
            signature: b"signature".to_vec(),
            files: vec![file(ClipFileKind::Rendition, sha256, 9)],
        };
        store.set_clip_made(id, &made(None, "bb"), Time(25)).await.expect("kept");
        store.set_clip_made(other, &made(Some(id), "dd"), Time(25)).await.expect("kept");
        store.add_clip_file(other, &file(ClipFileKind::Captions, "bb", 9)).await.expect("kept");
        assert_eq!(store.clip_space(owner).await, Ok(37));
        assert_eq!(store.clip_signatures(other).await, Ok(vec![(id, b"signature".to_vec())]));
        assert_eq!(store.clip_signatures(id).await, Ok(Vec::new()), "none came before it");
        assert_eq!(store.clips_alike(id).await, Ok(vec![other]));
        assert_eq!(store.clips_alike(other).await, Ok(Vec::new()), "captions may well be the same");
        let named = store.clip_files_named("bb").await.expect("read");
        assert_eq!(named.iter().map(|(_, clip, out)| (*clip, *out)).collect::<Vec<_>>(), [(other, false), (id, false)]);
        assert_eq!(store.is_clip_file_used("bb").await, Ok(true));
        assert_eq!(store.is_clip_file_used("ee").await, Ok(false));
        store.remove_clip_file(other, ClipFileKind::Captions, "Captions").await.expect("removed");
        assert_eq!(store.clip_files(other).await.expect("read").len(), 1);
        assert_eq!(store.clip_of_manuscript(manuscript).await.expect("read").map(|clip| clip.id), Some(id));
        assert_eq!(store.clips(Some(owner), Some(other), 9).await.expect("read").len(), 1);
        assert_eq!(store.clip_of_item(ItemId(77)).await, Ok(None));

        let new = NewSource {
            kind: SourceKind::Channel,
            address: "channel:boats".to_owned(),
            title: "Boats".to_owned(),
            site: String::new(),
            language: Language::UNKNOWN,
            folder: String::new(),
        };
        let (source, _) = store.add_source(&new, Time(1)).await.expect("kept");
        let (slug, title, about) = ("boats".to_owned(), "Boats".to_owned(), String::new());
        let channel = Channel { source, slug, title, about, owner: Some(owner), added: Time(1), gone: false };
        assert_eq!(store.new_channel(&channel).await, Ok(true));
        assert_eq!(store.new_channel(&channel).await, Ok(false));
        store.change_channel(source, "Ships", "All of them").await.expect("kept");
        let channel = Channel { title: "Ships".to_owned(), about: "All of them".to_owned(), ..channel };
        assert_eq!(store.channel(source).await, Ok(Some(channel.clone())));
        assert_eq!(store.channel_named("boats").await, Ok(Some(channel.clone())));
        assert_eq!(store.channels_of(owner).await, Ok(vec![channel.clone()]));
        assert_eq!(store.channels().await, Ok(vec![channel.clone()]));
        assert_eq!(store.clips_of_day(owner).await, Ok(Some((1, 2))));
        assert_eq!(store.channel(SourceId(99)).await, Ok(None));
        assert_eq!(store.clips_of_channel(source, None, 9).await, Ok(Vec::new()));

        let decided = |kind, at| ClipDecision {
            id: 0,
            clip: id,
            at,
            kind,
            reason: None,
            words: "It insults".to_owned(),
            appeal: None,
            appealed: None,
            answered: None,
        };
        let first = decided(ClipDecisionKind::Withheld, Time(40));
        assert_eq!(store.decide_clip(&first, owner, None, None, Vec::new()).await, Ok(true));
        let first = store.clip_decisions(id).await.expect("read").remove(0);
        assert_eq!(store.appeal_clip(first.id, "It does not", Time(41)).await, Ok(true));
        assert_eq!(store.appeal_clip(first.id, "It does not", Time(42)).await, Ok(false), "once");
        assert_eq!(store.appealed_clips(9).await, Ok(vec![id]));
        let answer = decided(ClipDecisionKind::Upheld, Time(43));
        assert_eq!(store.decide_clip(&answer, owner, Some(first.id), None, Vec::new()).await, Ok(true));
        assert_eq!(store.appealed_clips(9).await, Ok(Vec::new()));
        assert_eq!(store.reported_clips(9).await, Ok(Vec::new()));
        assert_eq!(store.clip_report_reasons(id).await, Ok(Vec::<(ReportReason, u32)>::new()));
        store.move_reports(ItemId(1), ItemId(2)).await.expect("moved");
        assert_eq!(store.remove_clip(id).await, Ok(true));
        assert_eq!(store.remove_clip(id).await, Ok(false));

        assert_eq!(store.clip_owners_gone().await, Ok(Vec::new()));
        store.remove_reader(owner, Vec::new(), Time(50)).await.expect("removed");
        assert_eq!(store.clip_owners_gone().await, Ok(vec![owner]));
        let nobodys = Channel { about: String::new(), owner: None, gone: true, ..channel };
        assert_eq!(store.channel(source).await, Ok(Some(nobodys)));
        assert_eq!(store.clips_of_day(owner).await, Ok(None));
    });
}
