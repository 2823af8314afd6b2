//! Invented news, the same at every start: what the style guide shows.

use crate::view::*;
use model::{ItemId, Kind, Language, MINUTE, SourceId, StoryId, Time};

/// When all of it is read.
pub const NOW: Time = Time(1_795_426_200_000);
pub const PICTURES: usize = 6;

pub struct Sample {
    pub source: &'static str,
    topic: &'static str,
    pub headline: &'static str,
    pub standfirst: &'static str,
    language: &'static str,
    minutes_ago: i64,
    sources: u32,
    picture: bool,
    reason: &'static str,
}

#[rustfmt::skip]
pub const SAMPLES: [Sample; 14] = [
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

pub fn picture(number: usize) -> PictureView {
    let number = number % PICTURES;
    PictureView {
        src: format!("/styleguide/picture/{number}.svg"),
        srcset: String::new(),
        width: 1200,
        height: 800,
        alt: "Hills above the water in the evening".into(),
        credit: "Marta Lindqvist / Harbour Post".into(),
    }
}

pub fn source(title: &str) -> SourceLink {
    SourceLink { id: SourceId(title.len() as i64), title: title.into() }
}

pub fn slots() -> Vec<SlotView> {
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
        clip: None,
    };
    SAMPLES.iter().enumerate().map(slot).collect()
}

pub fn lines() -> Vec<ItemLine> {
    let line = |slot: SlotView| ItemLine {
        item: slot.item,
        language: slot.language,
        headline: slot.headline,
        standfirst: slot.standfirst,
        source: slot.source,
        published: slot.published,
        picture: slot.picture,
        story: slot.story,
        clip: None,
    };
    slots().into_iter().map(line).collect()
}

pub fn versions() -> Vec<VersionView> {
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

pub fn article() -> ArticleView {
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
        player: None,
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
        piece: None,
        comments: None,
        outgoing: None,
        more: lines().into_iter().take(3).collect(),
    }
}

/// From right to left, with a piece that is not.
pub fn arabic() -> ArticleView {
    let shown = slots().swap_remove(SAMPLES.len() - 1);
    let body = "<p>فتح الميناء القديم أبوابه أمام الزوار صباح السبت بعد عشر سنوات من أعمال الترميم، وبلغ عدد الزوار 2,140 \
        زائراً في اليوم الأول.</p><h2>ماذا تغيّر؟</h2><p>بقيت الرافعة رقم 3 في مكانها، وصار المخزن الشمالي مكتبةً. \
        قالت المهندسة ليلى حدّاد: «لم نجدّد الحجر، بل أنصتنا إليه».</p><blockquote><p>البحر لا ينسى من يبني بجواره.</p></blockquote>\
        <p>“We kept the old crane where it stood,” the harbour master said in English.</p><ul><li>الدخول مجاني حتى نهاية الشهر.</li>\
        <li>يفتح من 9:00 إلى 18:30.</li></ul>";
    ArticleView {
        item: shown.item,
        language: shown.language,
        headline: shown.headline,
        standfirst: shown.standfirst,
        byline: "سامي العلي".into(),
        source: shown.source,
        topics: shown.topic.into_iter().collect(),
        published: shown.published,
        updated: None,
        player: None,
        picture: Some(picture(3)),
        body: body.into(),
        enclosures: Vec::new(),
        story: None,
        versions: Vec::new(),
        next: None,
        ..article()
    }
}

pub fn story() -> StoryView {
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
            clip: None,
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

/// Hills, water and a sun: something to look at that nobody owns.
pub fn drawn(number: usize) -> String {
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
