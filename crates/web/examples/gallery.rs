//! Every page with invented content, as files to look at: `cargo run -p web --example gallery -- DIR`.
#![allow(clippy::unwrap_used)]

use jiff::tz::TimeZone;
use maud::Markup;
use model::{
    DAY, Edition, EditionName, HOUR, Health, ItemId, Kind, Language, MINUTE, SourceId, SourceKind, StoryId, Time,
};
use std::{fs, path::Path};
use web::{Wrong, pages, view::*, words::Tongue};

const NOW: Time = Time(1_795_426_200_000);
const PICTURES: usize = 6;

struct Sample {
    source: &'static str,
    topic: &'static str,
    headline: &'static str,
    standfirst: &'static str,
    language: &'static str,
    minutes_ago: i64,
    sources: u32,
    picture: bool,
    reason: &'static str,
}

#[rustfmt::skip]
const SAMPLES: [Sample; 14] = [
    Sample { source: "Harbour Post", topic: "Environment", headline: "Storm surge barrier holds through the night as the old quay floods again", standfirst: "Water stood at 3.42 metres at four in the morning, the highest since 1962. The new gates kept it out of the lower town; on the old quay eleven houses were cleared in time.", language: "en", minutes_ago: 48, sources: 5, picture: true, reason: "Covered by 5 sources within two hours" },
    Sample { source: "Valley Radio", topic: "Transport", headline: "Night ferry returns after four years, with half the cabins already sold", standfirst: "The crossing takes eleven hours and a bed costs less than the motorway tolls.", language: "en", minutes_ago: 95, sources: 3, picture: true, reason: "You read two stories about ferries this week" },
    Sample { source: "Town Gazette", topic: "Politics", headline: "Council votes to keep the library open on Sundays", standfirst: "Eleven to nine, after a debate that ran past midnight and a petition with four thousand names.", language: "en", minutes_ago: 130, sources: 2, picture: false, reason: "Rising: opened twice as often as usual" },
    Sample { source: "Küstenblatt", topic: "Wirtschaft", headline: "Werft baut wieder Segelschiffe – für Fracht, nicht für Freizeit", standfirst: "Drei Dreimaster mit Stahlrumpf sollen ab 2028 Kaffee und Kakao über den Atlantik bringen. Die Auftragsbücher sind für fünf Jahre gefüllt.", language: "de", minutes_ago: 170, sources: 4, picture: true, reason: "Covered by 4 sources" },
    Sample { source: "Harbour Post", topic: "Science", headline: "Eels are back in the upper river, and nobody knows how they passed the weir", standfirst: "Biologists counted 214 of them in one night. The fish ladder has been dry since May.", language: "en", minutes_ago: 220, sources: 1, picture: true, reason: "Fresh from a source that you follow" },
    Sample { source: "The Lamplighter", topic: "Culture", headline: "A street organ from 1911 plays the mayor out of office", standfirst: "", language: "en", minutes_ago: 260, sources: 1, picture: true, reason: "Near to what you finished yesterday" },
    Sample { source: "Valley Radio", topic: "Health", headline: "Two clinics share one night desk from December", standfirst: "Patients with minor complaints will be seen in the order in which they called, not in which they came.", language: "en", minutes_ago: 330, sources: 2, picture: false, reason: "Covered by 2 sources" },
    Sample { source: "Town Gazette", topic: "Sport", headline: "Rowers win by the length of a hat", standfirst: "After 6,800 metres four hundredths of a second lay between the two eights.", language: "en", minutes_ago: 390, sources: 2, picture: true, reason: "Something different: nobody like you has seen this yet" },
    Sample { source: "Küstenblatt", topic: "Bildung", headline: "Grundschule am Deich: Wo die Mathematikaufgaben nach Fisch riechen", standfirst: "Gerechnet wird montags auf dem Markt, mit echtem Wechselgeld.", language: "de", minutes_ago: 450, sources: 1, picture: false, reason: "Fresh" },
    Sample { source: "The Lamplighter", topic: "Opinion", headline: "Let the fog have its bridge", standfirst: "Not every crossing needs floodlights. A defence of the dark.", language: "en", minutes_ago: 520, sources: 1, picture: true, reason: "From a source that you follow" },
    Sample { source: "Harbour Post", topic: "Economy", headline: "Bread prices fall for the third month", standfirst: "Flour is cheaper, the ovens run at night.", language: "en", minutes_ago: 610, sources: 2, picture: false, reason: "Covered by 2 sources" },
    Sample { source: "Valley Radio", topic: "Weather", headline: "Frost until Thursday, then rain from the west", standfirst: "", language: "en", minutes_ago: 700, sources: 1, picture: true, reason: "Fresh" },
    Sample { source: "Town Gazette", topic: "Crime", headline: "Stolen church bell turns up in a garden pond", standfirst: "It weighs 340 kilograms; the police are asking how.", language: "en", minutes_ago: 800, sources: 3, picture: true, reason: "Covered by 3 sources" },
    Sample { source: "قناة المرفأ", topic: "Middle East", headline: "الميناء القديم يفتح أبوابه للزوار بعد عشر سنوات من الترميم", standfirst: "أكثر من ألفي زائر في اليوم الأول.", language: "ar", minutes_ago: 900, sources: 1, picture: false, reason: "In a language that you read" },
];

fn picture(number: usize) -> PictureView {
    let number = number % PICTURES;
    PictureView {
        src: format!("/pictures/{number}.svg"),
        srcset: String::new(),
        width: 1200,
        height: 800,
        alt: "Hills above the water in the evening".into(),
        credit: "Marta Lindqvist / Harbour Post".into(),
    }
}

fn source(title: &str) -> SourceLink {
    SourceLink { id: SourceId(title.len() as i64), title: title.into() }
}

fn slots() -> Vec<SlotView> {
    let slot = |(index, sample): (usize, &Sample)| SlotView {
        position: index as u16 + 1,
        item: ItemId(100 + index as i64),
        kind: Kind::Article,
        language: Language::from_tag(sample.language),
        headline: sample.headline.into(),
        standfirst: sample.standfirst.into(),
        source: source(sample.source),
        topic: Some(TopicLink { slug: sample.topic.to_lowercase(), name: sample.topic.into() }),
        section: None,
        published: NOW.plus(-sample.minutes_ago * MINUTE),
        minutes: 2 + index as u32 % 6,
        picture: sample.picture.then(|| picture(index)),
        story: (sample.sources > 1).then_some(StoryLink {
            id: StoryId(7),
            sources: sample.sources,
            items: sample.sources,
        }),
        saved: index == 1,
        reason: sample.reason.into(),
    };
    SAMPLES.iter().enumerate().map(slot).collect()
}

fn lines() -> Vec<ItemLine> {
    let line = |slot: SlotView| ItemLine {
        item: slot.item,
        language: slot.language,
        headline: slot.headline,
        standfirst: slot.standfirst,
        source: slot.source,
        published: slot.published,
        picture: slot.picture,
        story: slot.story,
    };
    slots().into_iter().map(line).collect()
}

fn versions() -> Vec<VersionView> {
    vec![VersionView {
        seen: NOW.plus(-30 * MINUTE),
        title: "Storm surge barrier holds as the old quay floods".into(),
        standfirst: "Water stood at 3.40 metres.".into(),
        text: "Nine houses were cleared in time.".into(),
        changed: Changed {
            title: text::difference(
                "Storm surge barrier holds as the old quay floods",
                "Storm surge barrier holds while the old quay floods",
            ),
            ..Changed::default()
        },
    }]
}

fn article() -> ArticleView {
    let body = "<p>The sirens went at ten past two. By then the harbour master had already closed the four steel gates, each as \
        wide as a tennis court is long, and sat down to watch a needle on a dial that his grandfather had watched before him. \
        “It is the same dial,” he said. “Only the gates are new.”</p><p>At four the needle stopped at <em>3.42 metres</em>, two \
        hand&#8217;s breadths below the top. Behind the gates, in the lower town, people stood at their windows and waited for \
        something that did not come. In front of them, on the old quay, eleven houses were cleared by boat; a dog named \
        Admiral refused to leave and was carried.</p><h2>What the gates cost, and who said no</h2><p>The barrier had been \
        disputed for nineteen years. Twice the council voted it down. The engineer who drew the first plan did not live to \
        see the second; her <a href=\"#\">notebooks</a> are kept in the town archive and have been consulted more often in \
        the past week than in the decade before.</p><blockquote><p>You do not thank a wall. You go to bed.</p></blockquote>\
        <p>In the morning the water fell as fast as it had risen. The quay is closed until Thursday, the ferry sails again \
        this evening, and the bakery on the corner, whose cellar is full of the sea, is selling what it had baked before \
        the sirens: four hundred rolls, half price, in the dark.</p><ul><li>The old quay stays closed until Thursday.</li>\
        <li>Drinking water is safe everywhere.</li><li>Claims are taken at the town hall from Wednesday.</li></ul>";
    ArticleView {
        item: ItemId(100),
        kind: Kind::Article,
        language: Language::ENGLISH,
        headline: SAMPLES[0].headline.into(),
        standfirst: SAMPLES[0].standfirst.into(),
        byline: "Jonas Ahlers".into(),
        source: source("Harbour Post"),
        stance: Stance::Neither,
        saved: true,
        topics: vec![TopicLink { slug: "environment".into(), name: "Environment".into() }],
        published: NOW.plus(-48 * MINUTE),
        updated: Some(NOW.plus(-12 * MINUTE)),
        minutes: 4,
        picture: Some(picture(0)),
        place: Some(412),
        pause: None,
        body: body.into(),
        url: "https://harbour-post.example/surge".into(),
        enclosures: vec![EnclosureView {
            url: "https://harbour-post.example/a.mp3".into(),
            media_type: "audio/mpeg".into(),
            megabytes: Some(12.4),
        }],
        story: Some(StoryLink { id: StoryId(7), sources: 5, items: 6 }),
        versions: versions(),
        next: Some(Neighbour {
            item: ItemId(101),
            headline: "Eleven houses on the old quay cleared by boat".into(),
            source: "Valley Radio".into(),
        }),
        for_you: slots().into_iter().skip(5).take(5).collect(),
        more: lines().into_iter().take(3).collect(),
    }
}

fn story() -> StoryView {
    let titles = [
        ("Harbour Post", 180_i64, "Sirens in the harbour: gates are closing"),
        ("Valley Radio", 171, "Flood warning for the old quay, people asked to stay upstairs"),
        ("Town Gazette", 150, "Eleven houses on the old quay cleared by boat"),
        ("Küstenblatt", 120, "Sturmflutwehr hält: Pegel erreicht 3,42 Meter"),
        ("The Lamplighter", 70, "A dog named Admiral, and other things that were carried"),
        ("Harbour Post", 48, SAMPLES[0].headline),
    ];
    let coverage = titles.iter().enumerate().map(|(index, (from, minutes, title))| Coverage {
        line: ItemLine {
            item: ItemId(100 + index as i64),
            language: Language::from_tag(if *from == "Küstenblatt" { "de" } else { "en" }),
            headline: (*title).into(),
            standfirst: SAMPLES[index].standfirst.into(),
            source: source(from),
            published: NOW.plus(-minutes * MINUTE),
            picture: (index % 2 == 0).then(|| picture(index)),
            story: None,
        },
        versions: if index == 5 { versions() } else { Vec::new() },
    });
    StoryView {
        id: StoryId(7),
        title: SAMPLES[0].headline.into(),
        language: Language::ENGLISH,
        topics: vec![TopicLink { slug: "environment".into(), name: "Environment".into() }],
        sources: 5,
        first: NOW.plus(-180 * MINUTE),
        last: NOW.plus(-48 * MINUTE),
        picture: None,
        coverage: coverage.collect(),
    }
}

fn sources() -> SourcesView {
    let healths = [
        (Health::Well, ""),
        (Health::Well, ""),
        (
            Health::Faulty,
            "The feed is not well formed: entry 12 has no title and was read without one. Its makers would have to mend it.",
        ),
        (Health::Slowed, "Its server asked us to wait (429) until 14:10. Nothing to do."),
        (
            Health::Failing,
            "Its server has not answered for three hours (connection timed out). It is asked again at 11:40.",
        ),
        (Health::New, ""),
    ];
    let names = ["Harbour Post", "Valley Radio", "Town Gazette", "Küstenblatt", "The Lamplighter", "قناة المرفأ"];
    let rows = names.iter().zip(healths).enumerate().map(|(index, (name, (health, words)))| SourceRow {
        id: SourceId(index as i64),
        title: (*name).into(),
        folder: if index < 3 { "Town".into() } else { String::new() },
        language: Language::ENGLISH,
        health,
        health_words: words.into(),
        items: 12 * index as u32 + 1,
        newest: Some(NOW.plus(-(index as i64) * HOUR)),
        stance: if index == 0 { Stance::Followed } else { Stance::Neither },
    });
    SourcesView {
        rows: rows.collect(),
        starters: vec![Starter { key: "en".into(), name: "English: world news".into(), language: Language::ENGLISH, feeds: 24 }],
        notice: Some((false, "There is no feed at https://example.org/: the page answers, but names none. Try the address of its news page.".into())),
        report: None,
        typed: "https://example.org/".into(),
    }
}

fn source_page() -> SourceView {
    let answer = |(minutes, status, words): &(i64, u16, &str)| AnswerView {
        at: NOW.plus(-minutes * MINUTE),
        status: *status,
        took_ms: 184,
        new_items: 3,
        words: (*words).into(),
    };
    SourceView {
        id: SourceId(1),
        kind: SourceKind::Feed,
        title: "Harbour Post".into(),
        address: "https://harbour-post.example/feeds/everything-that-we-publish/index.xml".into(),
        site: "https://harbour-post.example/".into(),
        language: Language::ENGLISH,
        health: Health::Well,
        health_words: "Answers every 20 minutes; brought 3 new items the last time.".into(),
        added: NOW.plus(-30 * DAY),
        folder: "Town".into(),
        folders: vec!["Town".into()],
        next_ask: Some(NOW.plus(12 * MINUTE)),
        stance: Stance::Followed,
        answers: [(8, 200, ""), (28, 304, "unchanged"), (48, 0, "timed out after 20 s")].iter().map(answer).collect(),
        items: lines(),
    }
}

fn search(query: &str) -> SearchView {
    let hit = |line: ItemLine| Found {
        line,
        snippet: vec![
            (false, "… closed the four steel ".into()),
            (true, "gates".into()),
            (false, ", each as wide as a tennis court is long …".into()),
        ],
    };
    let found: Vec<Found> = if query == "gates" { lines().into_iter().take(6).map(hit).collect() } else { Vec::new() };
    let choices =
        |values: &[(&str, &str)]| values.iter().map(|(value, label)| ((*value).into(), (*label).into())).collect();
    SearchView {
        query: TypedQuery { typed: query.into(), faults: search::Query::read(query).faults },
        source: String::new(),
        sources: vec!["Harbour Post".into()],
        after: String::new(),
        before: String::new(),
        left_out: None,
        only_some_words: false,
        filters: vec![
            Filter {
                name: "language",
                label: "Language",
                choices: choices(&[("", "Any"), ("en", "English"), ("de", "Deutsch")]),
                chosen: String::new(),
            },
            Filter {
                name: "since",
                label: "Published",
                choices: choices(&[("", "Any"), ("day", "in the last day")]),
                chosen: "day".into(),
            },
        ],
        total: found.len(),
        found,
        page: 1,
        more: query == "gates",
    }
}

fn why() -> WhyView {
    let bars = [
        ("Coverage", 0.62, Some(14)),
        ("Freshness", 0.41, Some(5)),
        ("Your reading", 0.22, Some(3)),
        ("Source", 0.05, Some(1)),
        ("Variety", -0.11, Some(1)),
    ];
    WhyView {
        item: ItemId(100),
        headline: SAMPLES[0].headline.into(),
        source: "Harbour Post".into(),
        position: Some(1),
        would_stand: None,
        reasons: vec![
            "Five sources report it, more than any other story of the last six hours.".into(),
            "It is 48 minutes old.".into(),
            "You finished two articles about the harbour this week.".into(),
        ],
        bars: bars
            .into_iter()
            .map(|(group, gave, without)| Bar { group: group.into(), gave: Some(gave), without })
            .collect(),
        value: 1.19,
        candidates: 412,
        left_out: lines()
            .into_iter()
            .take(5)
            .map(|line| LeftOutLine {
                item: line.item,
                headline: line.headline,
                source: line.source.title,
                reason: "The same story as place 1".into(),
                would_stand: Some(2),
            })
            .collect(),
        left_out_total: 398,
    }
}

/// Hills, water and a sun: something to look at that nobody owns.
fn drawn(number: usize) -> String {
    let skies = [
        ("#e9c9a1", "#41506a"),
        ("#b9d0dc", "#24516b"),
        ("#d9a38f", "#5a3246"),
        ("#dfe3d0", "#4a6350"),
        ("#c9c3dd", "#3d3a5c"),
        ("#f0dcae", "#7a5a35"),
    ];
    let (sky, land) = skies[number % skies.len()];
    let shift = number as i32 * 90;
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 800'><defs><linearGradient id='g' x2='0' y2='1'><stop stop-color='{sky}'/>\
         <stop offset='1' stop-color='#fff6e6'/></linearGradient></defs><rect width='1200' height='800' fill='url(#g)'/>\
         <circle cx='{}' cy='300' r='70' fill='#fff3d0'/><path d='M0 520L{} 330L520 500L{} 300L1200 540V800H0Z' fill='{land}' opacity='.55'/>\
         <path d='M0 600L350 480L640 610L900 470L1200 620V800H0Z' fill='{land}'/><rect y='680' width='1200' height='120' fill='{sky}' opacity='.8'/></svg>",
        300 + shift,
        200 + shift,
        700 + shift / 2
    )
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gallery".into());
    let folder = Path::new(&folder);
    let bundle = web::assets_of_a_page();
    let assets = folder.join("assets").join(&bundle.hash);
    fs::create_dir_all(&assets).unwrap();
    fs::create_dir_all(folder.join("pictures")).unwrap();
    for asset in &bundle.assets {
        fs::write(assets.join(asset.name), &asset.bytes).unwrap();
    }
    for number in 0..PICTURES {
        fs::write(folder.join(format!("pictures/{number}.svg")), drawn(number)).unwrap();
    }
    let edition = Edition {
        name: EditionName::new("main").unwrap(),
        title: "Caulbart".into(),
        motto: "News that matter to you".into(),
    };
    for (tongue, look, suffix) in [
        (Tongue::English, Look::Light, "en"),
        (Tongue::German, Look::Dark, "de-dark"),
        (Tongue::English, Look::Dark, "en-dark"),
        (Tongue::German, Look::Light, "de"),
    ] {
        let visit = Visit {
            edition: &edition,
            tongue,
            look,
            wishes: Wishes::default(),
            now: NOW,
            zone: &TimeZone::UTC,
            here: "/",
            operator: true,
            told: None,
            name: None,
        };
        let front = |slots: Vec<SlotView>, order: Order| Front {
            order,
            tune: order.is_personal().then(|| TuneView { sliders: timeline::Sliders::default(), preview: false }),
            asks: Vec::new(),
            slots,
            end: FrontEnd::UpToDate,
            up_to_date_at: NOW,
            left_out: 398,
            sources: 6,
            saved: 2,
        };
        let words = visit.words();
        let list: Vec<(&str, Markup)> = vec![
            ("front", pages::front(&visit, &front(slots(), Order::ForYou))),
            ("front-empty", pages::front(&visit, &front(Vec::new(), Order::Following))),
            ("article", pages::article(&visit, &article())),
            ("story", pages::story(&visit, &story())),
            (
                "topics",
                pages::topics(
                    &visit,
                    &TopicsView {
                        rows: slots()
                            .into_iter()
                            .map(|slot| TopicRow {
                                topic: slot.topic.unwrap(),
                                stories: slot.minutes * 7,
                                stance: Stance::Neither,
                                top: Some((slot.headline, "/".into())),
                            })
                            .collect(),
                    },
                ),
            ),
            (
                "topic",
                pages::topic(
                    &visit,
                    &TopicView {
                        code: 6_000_000,
                        topic: TopicLink { slug: "environment".into(), name: "Environment".into() },
                        stance: Stance::Followed,
                        slots: slots(),
                    },
                ),
            ),
            ("sources", pages::sources(&visit, &sources())),
            ("source", pages::source(&visit, &source_page())),
            ("search", pages::search(&visit, &search("gates"))),
            ("search-none", pages::search(&visit, &search("zebra crossing"))),
            ("why", pages::why(&visit, &why())),
            ("error", pages::error(&visit, Wrong::NoSuchPage)),
            (
                "about",
                pages::about(
                    &visit,
                    &AboutView { sources: 6, items: words.front.len() as u32 * 1000, version: "0.1.0" },
                ),
            ),
        ];
        for (name, page) in list {
            fs::write(folder.join(format!("{name}.{suffix}.html")), page.into_string()).unwrap();
        }
    }
    println!("{}", folder.display());
}
