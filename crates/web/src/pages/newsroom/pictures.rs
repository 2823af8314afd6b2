//! The wall: all pictures of the newsroom, and one of them with what is said about it.

use super::{room, told};
use crate::{
    parts::{Fit, picture},
    view::{MediumView, PictureView, Visit, WallView},
    words::NewsroomWords,
};
use maud::{Markup, html};
use model::Medium;

pub fn wall(visit: &Visit, shown: &WallView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.pictures) } }
        (told(&shown.told))
        section.desk aria-labelledby="upload-title" {
            h2 #upload-title { (words.upload) }
            form.field.upload method="post" action="/newsroom/pictures" enctype="multipart/form-data" {
                label.wide { (words.file) input type="file" name="file" accept="image/jpeg,image/png,image/webp,image/gif" required aria-describedby="file-says"; }
                p.hint #file-says { (words.file_says) }
                button.button { (words.upload) }
            }
        }
        form.room-search method="get" action="/newsroom/pictures" role="search" {
            label { span.unseen { (visit.words().search) } input type="search" name="q" value=(shown.typed) placeholder=(visit.words().search) maxlength="100"; }
        }
        @if shown.pictures.is_empty() {
            section.empty { h2 { (words.no_pictures) } }
        } @else {
            ul.wall { @for (medium, seen) in &shown.pictures { li { (hung(visit, medium, seen)) } } }
            @let typed: String = url::form_urlencoded::byte_serialize(shown.typed.as_bytes()).collect();
            @if let Some(next) = shown.next { p.turn { a.button rel="next" href={ "/newsroom/pictures?before=" (next) "&q=" (typed) } { (words.older) } } }
        }
    };
    room(visit, None, words.pictures, content)
}

fn hung(visit: &Visit, medium: &Medium, seen: &PictureView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        a href={ "/newsroom/pictures/" (medium.id) } {
            (picture(&PictureView { alt: String::new(), ..seen.clone() }, Fit::Column))
            span { bdi { @if medium.caption.is_empty() { (medium.name) } @else { (medium.caption) } } }
        }
        p.meta { @if medium.credit.is_empty() { em { (words.missing_credit) } } @else { bdi { (medium.credit) } } }
        p.meta { code { "![](media:" (medium.id) ")" } }
    }
}

pub fn medium(visit: &Visit, shown: &MediumView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let medium = &shown.medium;
    let number = |name: &str, label: &str, value: u32| {
        html! { label { (label) input type="number" name=(name) min="0" max="1000" value=(value) required; } }
    };
    let content = html! {
        header.page-head { h1 { bdi { (medium.name) } } p.hint { (medium.width) " × " (medium.height) " · " code { "![](media:" (medium.id) ")" } } }
        (told(&shown.told))
        div.two {
            div {
                div.focus-picture data-focus="" { (picture(&shown.whole, Fit::Page)) }
                h2.rule-title { (words.as_card) }
                div.as-card { (picture(&shown.card, Fit::Column)) }
            }
            form.field.medium-form method="post" action={ "/newsroom/pictures/" (medium.id) } {
                label { (words.alt) textarea name="alt" dir="auto" rows="2" maxlength="1000" { (medium.alt) } }
                label { (words.caption) textarea name="caption" dir="auto" rows="2" maxlength="1000" { (medium.caption) } }
                label { (words.credit) input name="credit" dir="auto" value=(medium.credit) maxlength="1000"; }
                fieldset.numbers {
                    legend { (words.focus) }
                    (number("focus_x", words.from_left, medium.focus.0))
                    (number("focus_y", words.from_top, medium.focus.1))
                    p.hint { (words.focus_says) }
                }
                p { button.button name="do" value="change" { (words.save) } }
                fieldset.numbers {
                    legend { (words.crop) }
                    (number("left", words.from_left, 0))
                    (number("top", words.from_top, 0))
                    (number("width", words.width, 1000))
                    (number("height", words.height, 1000))
                    p.hint { (words.crop_says) }
                }
                p { button.quiet name="do" value="crop" { (words.crop) } }
            }
        }
    };
    room(visit, None, &medium.name, content)
}
