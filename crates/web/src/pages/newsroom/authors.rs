//! Who signs articles.

use super::{room, told};
use crate::{
    parts::{Fit, picture},
    view::{AuthorEdit, AuthorsView, Visit},
    words::NewsroomWords,
};
use maud::{Markup, html};
use newsroom::Act;

pub fn authors(visit: &Visit, shown: &AuthorsView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.authors) } }
        (told(&shown.told))
        ul.manuscripts {
            @for author in &shown.authors {
                li {
                    h2.headline { a href={ "/newsroom/authors/" (author.id) } { bdi { (author.name) } } }
                    p.meta { a href={ "/author/" (author.slug) } { (words.see_it) } }
                }
            }
        }
        @if shown.editor.may(Act::Edit) {
            section.desk {
                form.field method="post" action="/newsroom/authors" {
                    label { (words.name) input name="name" dir="auto" maxlength="120" required; }
                    button.button { (words.add) }
                }
            }
        }
    };
    room(visit, Some(&shown.editor), words.authors, content)
}

pub fn author_edit(visit: &Visit, shown: &AuthorEdit) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let author = &shown.author;
    let content = html! {
        header.page-head { h1 { bdi { (author.name) } } p.hint { a href={ "/author/" (author.slug) } { (words.see_it) } } }
        (told(&shown.told))
        form.field.medium-form method="post" action={ "/newsroom/authors/" (author.id) } {
            label { (words.name) input name="name" dir="auto" value=(author.name) maxlength="120" required; }
            label { (words.about) textarea name="about" dir="auto" rows="4" maxlength="2000" { (author.about) } }
            label { (words.site) input name="site" type="url" value=(author.site) maxlength="500"; }
            label { (words.pictures) input name="picture" inputmode="numeric" value=[author.picture] maxlength="12"; }
            @if let Some(seen) = &shown.picture { div.author-picture { (picture(seen, Fit::Thumb)) } }
            @if shown.editor.may(Act::Edit) {
                label { (words.account) select name="reader" {
                    option value="" { (words.nobody) }
                    @for (reader, name) in &shown.accounts { option value=(reader) selected[author.reader == Some(*reader)] { (name) } }
                } }
            }
            p { button.button { (words.save) } }
        }
    };
    room(visit, Some(&shown.editor), &author.name, content)
}
