//! Pages of the newsroom, with something in every place where somebody may write.

use ledger::entry::{Field, Purpose};
use maud::Markup;
use model::{
    Author, AuthorId, ItemId, Language, ManuscriptId, ManuscriptState, Medium, MediumId, ReaderId, RevisionId,
    RevisionKind, Role, Time,
};
use newsroom::{Content, Editor};
use store::{ManuscriptRow, MentionRow, MentionState, NewMention, Note, RevisionLine, StaffRow};
use web::{pages, view::*};

use super::{line, picture};

pub fn piece(text: &str) -> PieceView {
    let beside = || BesideView { item: ItemId(3), headline: text.into(), language: Language::UNKNOWN };
    PieceView {
        manuscript: ManuscriptId(1),
        address: "/article/1-x".into(),
        kicker: text.into(),
        place: text.into(),
        section: Some(("town".into(), text.into())),
        tags: vec![("boats".into(), text.into())],
        authors: vec![signed(text)],
        lead: Some(LeadView { picture: picture(text), caption: text.into() }),
        corrected: Some(Time(2)),
        corrections: vec![(Time(2), text.into())],
        updates: vec![(Time(3), "<p>Clean.</p>".into())],
        running: true,
        previous: Some(beside()),
        next: Some(beside()),
        related: vec![line(text)],
        mentions: vec![MentionView {
            source: "https://a.example/".into(),
            host: text.into(),
            title: text.into(),
            author: text.into(),
        }],
    }
}

fn signed(text: &str) -> AuthorView {
    AuthorView {
        slug: "ann".into(),
        name: text.into(),
        about: text.into(),
        site: "https://a.example/".into(),
        picture: Some(picture(text)),
    }
}

fn mention(text: &str) -> MentionRow {
    let mention = NewMention {
        manuscript: ManuscriptId(1),
        source: "https://a.example/".into(),
        target: "https://news.example/article/1".into(),
        title: text.into(),
        author: text.into(),
        excerpt: text.into(),
    };
    MentionRow { id: 3, mention, state: MentionState::Held, first_seen: Time(1) }
}

fn editor(text: &str) -> Editor {
    Editor { reader: ReaderId(1), name: text.into(), role: Role::Chief }
}

fn row(text: &str, state: ManuscriptState) -> ManuscriptRow {
    ManuscriptRow {
        id: ManuscriptId(1),
        state,
        headline: text.into(),
        slug: text.into(),
        section: text.into(),
        language: Language::ENGLISH,
        made: Time(1),
        made_by: None,
        changed: Time(1),
        changed_by: text.into(),
        embargo: Some(Time(7)),
        scheduled: Some(Time(8)),
        published: Some(Time(2)),
        corrected: None,
        withdrawn: Some(Time(3)),
        reason: text.into(),
        running: true,
        item: Some(ItemId(1)).filter(|_| state == ManuscriptState::Published),
        draft: Some(RevisionId(1)),
        live: Some(RevisionId(1)),
        origin: None,
    }
}

fn medium(text: &str) -> Medium {
    Medium {
        id: MediumId(1),
        file: "a".into(),
        original: "a".into(),
        name: text.into(),
        width: 600,
        height: 400,
        focus: (500, 500),
        alt: text.into(),
        caption: text.into(),
        credit: text.into(),
        added: Time(1),
        origin: String::new(),
    }
}

fn author(text: &str) -> Author {
    Author {
        id: AuthorId(1),
        slug: "ann".into(),
        name: text.into(),
        about: text.into(),
        site: "https://a.example/".into(),
        picture: None,
        reader: None,
    }
}

fn desk(text: &str, state: ManuscriptState) -> DeskView {
    let content = Content {
        kicker: text.into(),
        headline: text.into(),
        standfirst: text.into(),
        body: text.into(),
        place: text.into(),
        tags: vec![text.into()],
        slug: text.into(),
        lead: Some(1),
        ..Content::default()
    };
    DeskView {
        editor: editor(text),
        row: row(text, state),
        content,
        base: 1,
        differs: true,
        locked_by: Some(text.into()),
        told: Some((true, text.into())),
        sections: vec![("town".into(), text.into())],
        authors: vec![author(text)],
        lead: Some((medium(text), picture(text))),
        notes: vec![Note {
            id: 1,
            at: Time(1),
            editor: None,
            editor_name: text.into(),
            text: text.into(),
            done: false,
        }],
        pinned: None,
        preview: "<p>Clean.</p>".into(),
        pictures: vec![(medium(text), picture(text))],
        typed: vec![("correction".into(), text.into()), ("at".into(), text.into())],
    }
}

pub fn all(visit: &Visit, text: &str) -> Vec<Markup> {
    let editor = || editor(text);
    let told = || Some((true, text.to_owned()));
    let line_of = RevisionLine { id: RevisionId(1), at: Time(1), editor_name: text.into(), kind: RevisionKind::Auto };
    let mut all: Vec<Markup> =
        ManuscriptState::ALL.into_iter().map(|state| pages::desk(visit, &desk(text, state))).collect();
    all.extend([
        pages::manuscript_preview(visit, &desk(text, ManuscriptState::Draft)),
        pages::manuscripts(
            visit,
            &ManuscriptsView {
                editor: editor(),
                state: None,
                typed: text.into(),
                counts: vec![(ManuscriptState::Draft, 1)],
                rows: ManuscriptState::ALL.map(|state| row(text, state)).to_vec(),
                next: Some("/newsroom?before=1-1".into()),
                told: told(),
            },
        ),
        pages::empty_chair(visit, true),
        pages::revisions(
            visit,
            &RevisionsView {
                row: row(text, ManuscriptState::Draft),
                lines: vec![line_of],
                compared: Some((1, 1)),
                changes: vec![("Text", vec![::text::Piece { fate: ::text::Fate::New, text: text.into() }])],
            },
        ),
        pages::wall(
            visit,
            &WallView {
                typed: text.into(),
                pictures: vec![(medium(text), picture(text))],
                next: Some(MediumId(1)),
                told: told(),
            },
        ),
        pages::medium(
            visit,
            &MediumView { medium: medium(text), whole: picture(text), card: picture(text), told: told() },
        ),
        pages::authors(visit, &AuthorsView { editor: editor(), authors: vec![author(text)], told: told() }),
        pages::author_edit(
            visit,
            &AuthorEdit {
                editor: editor(),
                author: author(text),
                picture: Some(picture(text)),
                accounts: vec![(ReaderId(1), text.into())],
                told: told(),
            },
        ),
        pages::newsroom_house(
            visit,
            &NewsroomHouseView {
                editor: editor(),
                sections: vec![("town".into(), text.into())],
                staff: vec![StaffRow { reader: ReaderId(1), name: text.into(), role: Role::Chief, added: Time(1) }],
                redirects: vec![(text.into(), text.into())],
                told: told(),
            },
        ),
        pages::access(
            visit,
            &AccessView {
                editor: editor(),
                typed: AccessTyped { reader: text.into(), reference: text.into(), ..AccessTyped::default() },
                purposes: Purpose::ALL.to_vec(),
                fault: Some(text.into()),
            },
        ),
        pages::opened(
            visit,
            &OpenedView {
                editor: editor(),
                index: 7,
                until: Time(1),
                entry: text.into(),
                readers: vec![(
                    ReaderId(1),
                    vec![
                        (Field::Identity, Vec::new()),
                        (
                            Field::History,
                            vec![OpenedRowsView {
                                kind: text.into(),
                                lines: vec![OpenedLine {
                                    at: Some(Time(1)),
                                    text: text.into(),
                                    item: Some((ItemId(1), text.into())),
                                }],
                            }],
                        ),
                    ],
                )],
            },
        ),
        pages::nothing_open(visit, &editor()),
        pages::shelf(
            visit,
            &ShelfView {
                title: text.into(),
                path: "/author/ann".into(),
                base: "https://news.example".into(),
                first: true,
                author: Some(signed(text)),
                lines: vec![line(text)],
                next: None,
            },
        ),
        pages::mentions(
            visit,
            &MentionsView {
                editor: editor(),
                state: MentionState::Held,
                rows: vec![mention(text)],
                next: Some(7),
                told: told(),
            },
        ),
        pages::withdrawn(visit, &WithdrawnView { headline: text.into(), reason: text.into(), at: Time(1) }),
    ]);
    all
}
