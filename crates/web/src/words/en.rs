//! English.

use super::Words;
use crate::Wrong;
use model::{Health, SourceKind};

fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

pub static WORDS: Words = Words {
    skip: "Skip to the content",
    menu: "Sections",
    front: "Front page",
    topics: "Topics",
    sources: "Sources",
    search: "Search",
    about: "About",
    colours: "Colours",
    light: "Light",
    dark: "Dark",
    as_device: "As on my device",
    language: "Language",
    keys_title: "Keys",
    keys: [("j", "next story"), ("k", "previous story"), ("o", "open"), ("/", "search"), ("?", "this list")],
    close: "Close",
    foot: "No advertising, no trackers: your browser talks to this server and to nobody else.",

    order: "Order of the timeline",
    for_you: "For you",
    newest: "Newest",
    most_covered: "Most covered",
    following: "Following",
    order_says: [
        "Chosen by what you read here; every story says why.",
        "Everything by time. Nothing you did plays a part.",
        "What most sources write about. Nothing you did plays a part.",
        "Only the sources and topics that you follow, newest first.",
    ],
    up_to_date: "You are up to date.",
    as_of: |clock| format!("As of {clock}"),
    the_end_says: |stories, sources| {
        format!(
            "{} from {}.",
            counted(stories as u64, "story", "stories"),
            counted(sources.into(), "source", "sources")
        )
    },
    left_out_says: |number| {
        format!("{} left out, each with a reason", counted(number.into(), "other was", "others were"))
    },
    nothing_yet: "No news yet",
    nothing_yet_says: "As soon as the first source has answered, its stories stand here.",
    nothing_followed_says: "You follow nothing yet. Choose among the sources and topics, and they gather here.",
    why: "Why this?",
    why_about: |headline| format!("Why this: {headline}"),
    by_sources: |number| counted(number.into(), "source", "sources"),
    by_reports: |number| counted(number.into(), "report", "reports"),
    minutes: |number| format!("{number} min read"),
    video: "Video",
    audio: "Audio",

    by: |name| format!("By {name}"),
    updated: |when| format!("Updated {when}"),
    picture_by: |credit| format!("Picture: {credit}"),
    read_at: |source| format!("Read at {source}"),
    only_teaser: |source| format!("{source} publishes only the beginning in its feed."),
    earlier_versions: |number| counted(number as u64, "earlier version", "earlier versions"),
    as_seen: |when| format!("As it stood until {when}"),
    next_in_story: "Next in this story",
    whole_story: |told| format!("The whole story: {told}"),
    more_from: |source| format!("More from {source}"),
    like: "Like",
    less_like_this: "Less like this",
    follow: |name| format!("Follow {name}"),
    unfollow: |name| format!("Stop following {name}"),
    mute: |name| format!("Mute {name}"),
    unmute: |name| format!("Hear {name} again"),
    noted: "Noted.",
    attached: "Attached",
    megabytes: |number| format!("{number:.1} MB"),
    your_say: "Your say",

    story: "Story",
    story_says: |sources, items, span| {
        let sources = counted(sources.into(), "source", "sources");
        format!("{sources}, {} within {span}", counted(items as u64, "report", "reports"))
    },
    was_first: "First to report",
    later: |span| format!("{span} later"),
    coverage: "How the coverage grew",
    plot_says: |reports, span| {
        format!("{} within {span}; each dot is one report.", counted(reports as u64, "report", "reports"))
    },
    side_by_side: "What each source writes",
    changed_text: "changed its text",

    topics_say: "What the last days were about. Follow what you want more of; mute what you want none of.",
    stories: |number| counted(number.into(), "story", "stories"),
    followed: "Followed",
    muted: "Muted",
    no_topics: "No topics yet. They appear with the first stories.",
    empty_topic: "Nothing about this in the last days.",

    sources_say: |number| format!("This edition reads {}.", counted(number as u64, "source", "sources")),
    add_source: "Add a source",
    add_source_says: "The address of a feed, or of a page: its feed is looked for.",
    address: "Address",
    add: "Add",
    starters: "Starter lists",
    starters_say: "Public feeds to begin with, by language.",
    take_over: |number| format!("Add {}", counted(number.into(), "feed", "feeds")),
    items_this_week: |number| format!("{} this week", counted(number.into(), "item", "items")),
    newest_item: |when| format!("newest {when}"),
    nothing_from_it: "nothing yet",
    health: |health| match health {
        Health::New => "Not asked yet",
        Health::Well => "Well",
        Health::Faulty => "Has faults",
        Health::Slowed => "Slowed down",
        Health::Failing => "Failing",
        Health::Stopped => "Stopped",
    },
    kind: |kind| match kind {
        SourceKind::Feed => "Feed from the web",
        SourceKind::Newsroom => "Our newsroom",
        SourceKind::Demo => "Demonstration",
        SourceKind::File => "Read from a file",
    },
    last_answers: "Last answers",
    no_answers: "It has not been asked yet.",
    answered_in: |ms| format!("{ms} ms"),
    no_answer: "no answer",
    new_items: |number| counted(number.into(), "new item", "new items"),
    feed_address: "Feed",
    website: "Website",
    added: "Added",
    asked_next: "Asked again",
    latest_items: "Latest",
    folder_rest: "Others",
    when: "When",
    answer: "Answer",
    what: "What came",

    search_says: "Search everything that this edition has kept.",
    search_for: "Search for",
    any: "Any",
    filter_language: "Language",
    filter_topic: "Topic",
    filter_sort: "Order",
    sort_best: "Best match",
    filter_since: "Published",
    since: ["in the last day", "in the last week", "in the last month"],
    found: |number, query| format!("{} for “{query}”", counted(number as u64, "result", "results")),
    found_nothing: |query| format!("Nothing found for “{query}”"),
    found_nothing_says: "Try fewer or other words, or leave out the filters.",
    more_results: "More results",
    fewer_results: "Previous results",

    stands_at: |position, candidates| {
        format!("Place {position} among {}", counted(candidates.into(), "candidate", "candidates"))
    },
    was_left_out: "Left out of your timeline",
    weights: "What counted",
    weights_say: "Computed by leaving each group out and ranking again: exact, not an estimate.",
    without: |place| match place {
        Some(place) => format!("without it this would stand at {place}"),
        None => "without it this would not be here".to_owned(),
    },
    unchanged_without: "without it nothing would change",
    value: "Value",
    left_out: "What was left out, and why",
    left_out_list: |shown, total| format!("{shown} of {total}"),
    back_to_front: "Back to the front page",
    not_ranked: "This is not in your timeline at the moment, so nothing has ranked it.",

    about_title: |title| format!("About {title}"),
    about_says: [
        "News that matter to you, from many sources, in one place, with an end.",
        "Reports about one event stand together as a story, so that you can see who says what, and who said it first.",
        "Your timeline is chosen by an algorithm that learns while you read. Every story says why it is there, and what was left out says why not. Whoever wants none of this chooses “Newest” or “Most covered”, beside the timeline.",
        "Your browser talks to this server alone. Pictures are fetched by the server, not by you; there are no trackers and no advertising. A cookie is set when you choose something or read something, and it holds a random number.",
        "The program is free software (AGPL-3.0-or-later): anybody may read, check and run it.",
    ],
    about_holds: |sources, items| {
        format!("{} from {}", counted(items.into(), "item", "items"), counted(sources.into(), "source", "sources"))
    },

    wrong: |wrong| {
        match wrong {
        Wrong::NoSuchPage => ("There is no such page", "The address may be misspelt, or the page has moved. The front page has everything current.".to_owned()),
        Wrong::NoSuchItem => ("We do not have this item", "It was never here, or it has been removed. Search may find what you are looking for.".to_owned()),
        Wrong::WrongMethod => ("This address cannot be used that way", "It was asked in a manner that it does not understand. Go back and use the page's own buttons.".to_owned()),
        Wrong::TooLarge => ("That was too much at once", "What was sent is larger than this address takes. Send less at a time.".to_owned()),
        Wrong::Unreadable(what) => ("That could not be read", format!("What was sent does not make sense here: {what}. Go back and try again.")),
        Wrong::Foreign => ("This was sent from another site", "Nothing was changed, because the form did not come from our own pages. Open the page here and send it again.".to_owned()),
        Wrong::OperatorsOnly => ("Only the operator may do this", "Ask whoever runs this edition, or open the page on the machine that it runs on.".to_owned()),
        Wrong::Ours => ("Something broke on our side", "It is our fault, not yours, and it has been written down. Try again in a minute.".to_owned()),
    }
    },
};
