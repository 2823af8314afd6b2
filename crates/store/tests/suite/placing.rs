use model::{StoryId, Time};
use store::Placed;

use crate::setup::{add_source, arrival, keep_and_place, on_both};

#[test]
fn a_story_counts_its_items_and_sources_and_bears_the_first_title() {
    on_both(async |store| {
        let paper = add_source(&store, "paper").await;
        let radio = add_source(&store, "radio").await;
        let first = keep_and_place(&store, paper, arrival("a", "one", 50)).await;
        let second = store.keep(radio, vec![arrival("b", "two", 20)], Time(1)).await.expect("kept")[0].id;
        let story = StoryId(first.0);
        store.place(&[Placed { item: second, story }], &[], &[], Time(2)).await.expect("placed");
        let read = store.story(story).await.expect("read").expect("there");
        assert_eq!((read.items, read.sources, read.title.as_str()), (2, 2, "Title of two"));
        assert_eq!((read.first_published, read.last_published), (Time(20), Time(50)));
        assert_eq!(store.coverage(story).await, Ok(vec![second, first]));
        assert_eq!(store.newest_stories(Time(50), 2, 9).await, Ok(vec![story]));
        assert_eq!(store.newest_stories(Time(51), 1, 9).await, Ok(vec![]));
    });
}

#[test]
fn merged_stories_lead_to_where_they_went_and_moved_items_leave_them() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let mut items = Vec::new();
        for key in ["a", "b", "c", "d"] {
            items.push(keep_and_place(&store, source, arrival(key, key, 10)).await);
        }
        let story = |place: usize| StoryId(items[place].0);
        store.place(&[], &[], &[(story(1), story(0))], Time(1)).await.expect("merged");
        store.place(&[], &[], &[(story(0), story(2))], Time(1)).await.expect("merged");
        for merged in 0..3 {
            assert_eq!(store.story(story(merged)).await.expect("read").expect("there").id, story(2));
        }
        assert_eq!(store.coverage(story(2)).await.expect("coverage").len(), 3);
        assert_eq!(store.counts().await.expect("counts").stories, 2);
        let kept_as_they_are = store.stories(&[story(1), story(3)]).await.expect("stories");
        assert_eq!(kept_as_they_are[0].merged_into, Some(story(2)));

        // Split again: the second item gets its own story back, the fourth leaves its own empty.
        store.place(&[], &[(items[1], story(1)), (items[3], story(2))], &[], Time(1)).await.expect("moved");
        assert_eq!(store.story(story(1)).await.expect("read").expect("there").id, story(1));
        assert_eq!(store.story(story(3)).await, Ok(None));
        assert_eq!(store.coverage(story(2)).await.expect("coverage").len(), 3);
    });
}

#[test]
fn whoever_asks_for_what_came_after_sees_each_change_once_and_in_order() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let a = keep_and_place(&store, source, arrival("a", "one", 10)).await;
        let b = keep_and_place(&store, source, arrival("b", "two", 20)).await;
        let stock = store.stock_since(0, Time(0), 10).await.expect("stock");
        assert_eq!(stock.iter().map(|row| row.id).collect::<Vec<_>>(), [a, b]);
        assert!(stock[0].rev < stock[1].rev && stock[0].picture);
        assert_eq!(stock[0].embedding, arrival("a", "one", 10).embedding);
        let last = stock[1].rev;
        assert_eq!(last, store.newest_rev().await.expect("rev"));
        assert_eq!(store.stock_since(0, Time(10), 10).await.expect("stock").len(), 1);
        assert!(store.stock_since(last, Time(0), 10).await.expect("stock").is_empty());

        store.keep(source, vec![arrival("a", "one, revised", 10)], Time(3)).await.expect("kept");
        assert!(store.stock_since(last, Time(0), 10).await.expect("stock").is_empty());
        let story = StoryId(a.0);
        store.place(&[Placed { item: a, story }], &[(b, story)], &[], Time(3)).await.expect("placed");
        let changed = store.search_since(last, 10).await.expect("search");
        assert_eq!(changed.iter().map(|(_, item)| item.id).collect::<Vec<_>>(), [a, b]);
        assert_eq!(changed[0].1.body, "<p>one, revised</p>");
        assert_eq!(changed[1].1.story, Some(story));
        let only = store.placed_recently(Time(0), a, 10).await.expect("placed");
        assert_eq!((only.len(), only[0].id, only[0].story), (1, b, Some(story)));
    });
}
