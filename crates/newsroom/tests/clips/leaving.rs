//! Who leaves takes her own clips along, and nothing of the newsroom's.

use model::{Clip, ManuscriptState, Role, SourceId};
use newsroom::{Editor, Refusal};

use crate::filming::refused;
use crate::house::{House, NOW, house};

impl House {
    /// Who writes for the newsroom and has a channel of her own.
    async fn writer(&self, name: &str) -> (Editor, [SourceId; 2]) {
        let (editor, own) = self.creator(name).await;
        let editor = Editor { role: Role::Author, ..editor };
        let channels = self.room.channels_for(&editor, NOW).await.unwrap();
        assert_eq!((channels[0].slug.as_str(), channels[1].source), ("newsroom", own));
        (editor, [channels[0].source, own])
    }

    async fn ready(&self, who: &Editor, channel: SourceId, film: &[u8]) -> Clip {
        let clip = self.sent(&(who.clone(), channel), film).await;
        self.made(&clip, &[film, b" made"].concat(), b"a strip", None).await.unwrap();
        self.save(who, &clip, |content| content).await.unwrap();
        clip
    }
}

#[tokio::test]
async fn who_leaves_takes_her_own_clips_along_whenever_that_can_be_done() {
    for after_she_left in [false, true] {
        let house = house().await;
        let (ann, [newsroom, own]) = house.writer("Ann").await;
        let (ben, _) = house.writer("Ben").await;
        let chief = Editor { role: Role::Chief, ..ben.clone() };
        let for_it = house.ready(&ann, newsroom, b"for the newsroom").await;
        let draft = house.ready(&ann, own, b"a draft").await;
        let arriving = house.room.begin_clip(&ann, own, "boat.mp4", 9, "en", NOW).await.unwrap();
        let out = house.ready(&ann, own, b"out").await;
        house.room.publish(&ann, out.manuscript, None, NOW).await.unwrap();
        let of_ben = house.ready(&chief, own, b"of somebody else").await;
        let filmed = house.room.filmed_by(ann.reader).await.unwrap();
        assert_eq!((filmed.channels.len(), filmed.clips.len()), (1, 4));
        assert_eq!(filmed.of_day.map(|(_, begun)| begun), Some(4));

        if !after_she_left {
            house.room.let_go_of_clips(ann.reader, "She left.", NOW).await.unwrap();
        }
        house.store.remove_reader(ann.reader, Vec::new(), NOW).await.unwrap();
        // It may be done again, and is where it could not be done before.
        house.room.let_go_of_left_clips(NOW).await.unwrap();

        for gone in [&draft, &arriving] {
            assert_eq!(house.store.clip(gone.id).await.unwrap(), None);
        }
        let row = house.store.manuscript(out.manuscript).await.unwrap().unwrap();
        let reason = if after_she_left { "Its owner left." } else { "She left." };
        assert_eq!((row.state, row.reason.as_str()), (ManuscriptState::Withdrawn, reason));
        assert_eq!(house.store.clip_files(out.id).await.unwrap(), []);
        for kept in [&for_it, &of_ben] {
            assert_eq!(house.store.clip_files(kept.id).await.unwrap().len(), 3);
        }
        assert_eq!(house.lies_there().len(), 5, "two originals, two renditions, one strip");

        let channel = house.store.channel(own).await.unwrap().unwrap();
        assert_eq!((channel.owner, channel.gone), (None, true));
        let begun = house.room.begin_clip(&chief, own, "boat.mp4", 9, "en", NOW).await.map(|_| ());
        assert_eq!(refused(begun), Refusal::NotThere);
        assert_eq!(refused(house.room.change_channel(&chief, own, "Mine", "").await), Refusal::NotThere);
        house.room.begin_clip(&ben, newsroom, "boat.mp4", 9, "en", NOW).await.unwrap();
    }
}
