//! Where an article is written. Everything works as one form; a script adds the preview beside it and keeps what is typed.

use super::{manuscripts::state_is, moves::moves, room, told};
use crate::{
    parts::{Fit, dir, lang, picture, stamp},
    view::{DeskView, Visit},
    words::NewsroomWords,
};
use maud::{Markup, PreEscaped, html};
use model::{Language, Medium};

/// Languages that can be chosen; others are told by the text.
pub(in crate::pages) const LANGUAGES: [(&str, &str); 16] = [
    ("ar", "العربية"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
];

pub fn desk(visit: &Visit, shown: &DeskView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let title = if shown.content.headline.is_empty() { words.untitled } else { &shown.content.headline };
    let at = format!("/newsroom/{}", shown.row.id);
    let content = html! {
        header.desk-head {
            h1.unseen { (title) }
            p.meta {
                span.state data-state=(shown.row.state.word()) { (state_is(visit, &shown.row)) }
                " " span.dot { bdi { (shown.row.changed_by) } ", " (stamp(visit, shown.row.changed)) }
                " " span.dot { a href={ (at) "/revisions" } { (words.revisions) } }
                " " span.dot { a href={ (at) "/preview" } { (words.preview) } }
                @if let Some(item) = shown.row.item { " " span.dot { a href={ "/article/" (item) } { (words.see_it) } } }
            }
            p.kept-when role="status" data-at=(words.auto_saved) data-failed=(words.not_saved) {
                @if shown.differs && shown.row.live.is_some() { (words.differs) }
            }
        }
        (told(&shown.told))
        @if let Some(who) = &shown.locked_by { (locked(visit, &at, who)) }
        div.desk-parts {
            (form(visit, shown, &at))
            section.desk-preview aria-labelledby="preview-title" {
                h2 #preview-title { (words.preview) }
                p.hint { (words.preview_says) }
                div.preview lang=[lang(&shown.content.language())] dir=[dir(shown.content.language())] { (PreEscaped(&shown.preview)) }
            }
        }
        (moves(visit, shown, &at))
        (notes(visit, shown, &at))
    };
    room(visit, Some(&shown.editor), title, content)
}

fn locked(visit: &Visit, at: &str, who: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        div.notice.notice-bad.locked role="alert" {
            p { ((words.locked_by)(who)) }
            form method="post" action=(at) { button.quiet name="do" value="take" { (words.take_lock) } }
        }
    }
}

fn form(visit: &Visit, shown: &DeskView, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = &shown.content;
    html! {
        form.manuscript #manuscript method="post" action=(at) data-desk=(at) autocomplete="off" {
            input type="hidden" name="base" value=(shown.base);
            label.wide { (words.kicker) input name="kicker" dir="auto" value=(content.kicker) maxlength="80" aria-describedby="kicker-says"; }
            p.hint #kicker-says { (words.kicker_says) }
            label.wide.headline-field { (words.headline) textarea name="headline" dir="auto" rows="2" maxlength="220" { (content.headline) } }
            label.wide { (words.standfirst) textarea name="standfirst" dir="auto" rows="3" maxlength="700" { (content.standfirst) } }
            (tools(visit))
            label.wide { (words.body) textarea name="body" dir="auto" rows="22" spellcheck="true" aria-describedby="body-says" { "\n" (content.body) } }
            p.hint #body-says { (words.body_says) }
            (lead(visit, shown))
            fieldset.desk-facts {
                legend.unseen { (words.about) }
                label { (words.section) select name="section" {
                    option value="" { (words.no_section) }
                    @for (slug, name) in &shown.sections { option value=(slug) selected[*slug == content.section] { (name) } }
                } }
                label { (words.language) select name="language" {
                    option value="" { (words.language_by_text) }
                    @for (tag, name) in LANGUAGES { option value=(tag) lang=(tag) selected[tag == content.language] { (name) } }
                } }
                label { (words.place) input name="place" dir="auto" value=(content.place) maxlength="100"; }
                label { (words.tags) input name="tags" dir="auto" value=(content.tags.join(", ")) aria-describedby="tags-say"; }
                label { (words.slug) input name="slug" value=(content.slug) maxlength="100" placeholder=(content.address_name()) spellcheck="false" aria-describedby="slug-says"; }
                label.tick { input type="checkbox" name="closed" value="1" checked[content.closed]; (words.comments_closed) }
            }
            p.hint { span #tags-say { (words.tags) ": " (words.tags_say) } ". " span #slug-says { (words.slug) ": " (words.slug_says) } "." }
            (authors(visit, shown))
            p.desk-save { button.button name="do" value="save" { (words.save) } }
        }
    }
}

/// Buttons that write into the text; without a script they are not there.
fn tools(visit: &Visit) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let buttons = [
        ("bold", words.bold, "B"),
        ("italic", words.italic, "I"),
        ("link", words.link, "↗"),
        ("heading", words.heading, "H"),
        ("list", words.list, "•"),
        ("quote", words.quote, "❝"),
        ("pull", words.pull, "❞"),
        ("picture", words.insert_picture, "▣"),
    ];
    html! {
        div.tools role="toolbar" aria-label=(words.tools) hidden {
            @for (tool, label, sign) in buttons {
                button.quiet type="button" data-tool=(tool) title=(label) aria-label=(label) { (sign) }
            }
            input type="file" accept="image/jpeg,image/png,image/webp,image/gif" hidden aria-label=(words.file);
        }
    }
}

fn lead(visit: &Visit, shown: &DeskView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let chosen = shown.content.lead;
    html! {
        fieldset.lead-choice {
            legend { (words.lead) }
            label.tick { input type="radio" name="lead" value="" checked[chosen.is_none()]; (words.no_lead) }
            ul.lead-pictures {
                @for (medium, seen) in shown.lead.iter().chain(shown.pictures.iter().filter(|(each, _)| Some(each.id.0) != chosen)) {
                    li { (choice(visit, medium, seen, chosen == Some(medium.id.0))) }
                }
            }
            p.hint { a href="/newsroom/pictures" { (words.pictures) } }
        }
    }
}

fn choice(visit: &Visit, medium: &Medium, seen: &crate::view::PictureView, chosen: bool) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let name = if medium.alt.is_empty() { &medium.name } else { &medium.alt };
    html! {
        label {
            input type="radio" name="lead" value=(medium.id) checked[chosen];
            (picture(&crate::view::PictureView { alt: String::new(), ..seen.clone() }, Fit::Thumb))
            span { bdi { (name) } @if medium.credit.is_empty() { " · " em { (words.missing_credit) } } }
        }
    }
}

fn authors(visit: &Visit, shown: &DeskView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        fieldset.signed {
            legend { (words.signed_by) }
            @if shown.authors.is_empty() { p.hint { (words.no_authors) " " a href="/newsroom/authors" { (words.authors) } } }
            @for author in &shown.authors {
                label.tick {
                    input type="checkbox" name="author" value=(author.id) checked[shown.content.authors.contains(&author.id.0)];
                    bdi { (author.name) }
                }
            }
        }
    }
}

fn notes(visit: &Visit, shown: &DeskView, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        section.desk.notes aria-labelledby="notes-title" {
            h2 #notes-title { (words.notes) }
            @if !shown.notes.is_empty() {
                ul {
                    @for note in &shown.notes {
                        li.done[note.done] {
                            p.meta { bdi { (note.editor_name) } ", " (stamp(visit, note.at)) }
                            p.note-text dir="auto" { (note.text) }
                            form method="post" action=(at) {
                                input type="hidden" name="note" value=(note.id);
                                button.quiet name="do" value=(if note.done { "note-open" } else { "note-done" }) {
                                    @if note.done { (words.note_open) } @else { (words.note_done) }
                                }
                            }
                        }
                    }
                }
            }
            form.field method="post" action=(at) {
                label { (words.note) textarea name="text" dir="auto" rows="3" maxlength="4000" required {} }
                button.quiet name="do" value="note" { (words.add_note) }
            }
        }
    }
}

/// The draft as readers will see it, without anything to write in.
pub fn manuscript_preview(visit: &Visit, shown: &DeskView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = &shown.content;
    let language: Language = content.language();
    let inside = html! {
        p.meta { a href={ "/newsroom/" (shown.row.id) } { (words.write) } " · " (words.preview_says) }
        article.article {
            header.article-head {
                @if !content.kicker.is_empty() { p.kicker { (content.kicker) } }
                h1.headline lang=[lang(&language)] dir="auto" { (content.headline) }
                @if !content.standfirst.is_empty() { p.standfirst lang=[lang(&language)] dir="auto" { (content.standfirst) } }
            }
            @if let Some((medium, seen)) = &shown.lead {
                figure.figure {
                    (picture(seen, Fit::Page))
                    figcaption { (medium.caption) @if !medium.credit.is_empty() { " " small { (words.source_credit) ": " (medium.credit) } } }
                }
            }
            div.body lang=[lang(&language)] dir=[dir(language)] { (PreEscaped(&shown.preview)) }
        }
    };
    room(visit, Some(&shown.editor), words.preview, inside)
}
