//! The house: sections, who works here, where old addresses lead.

use super::{room, told};
use crate::{
    view::{NewsroomHouseView, Visit},
    words::NewsroomWords,
};
use maud::{Markup, html};

const AT: &str = "/newsroom/house";

pub fn newsroom_house(visit: &Visit, shown: &NewsroomHouseView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.house) } }
        (told(&shown.told))
        section.desk aria-labelledby="sections-title" {
            h2 #sections-title { (words.sections) }
            ul.house-rows {
                @for (slug, name) in &shown.sections {
                    li { a href={ "/section/" (slug) } { bdi { (name) } } (remove(visit, "section", slug, name)) }
                }
            }
            form.move-row method="post" action=(AT) {
                label { (words.name) input name="name" dir="auto" maxlength="120" required; }
                button.quiet name="do" value="section" { (words.add) }
            }
        }
        section.desk aria-labelledby="staff-title" {
            h2 #staff-title { (words.staff) }
            p.hint { (words.staff_says) }
            ul.house-rows {
                @for each in &shown.staff {
                    li {
                        bdi { (each.name) }
                        form.move-row method="post" action=(AT) {
                            input type="hidden" name="name" value=(each.name);
                            label { span.unseen { (words.role) ": " (each.name) } (roles(visit, Some(each.role.word()))) }
                            button.quiet name="do" value="role" { (words.change) }
                        }
                    }
                }
            }
            form.move-row method="post" action=(AT) {
                label { (words.name) input name="name" dir="auto" maxlength="60" required; }
                label { (words.role) (roles(visit, None)) }
                button.quiet name="do" value="role" { (words.add) }
            }
        }
        section.desk aria-labelledby="redirects-title" {
            h2 #redirects-title { (words.redirects) }
            p.hint { (words.redirects_say) }
            ul.house-rows {
                @for (path, target) in &shown.redirects {
                    li { span { code { (path) } " → " a href=(target) { code { (target) } } } (remove(visit, "redirect", path, path)) }
                }
            }
            form.move-row method="post" action=(AT) {
                label { (words.from) input name="from" maxlength="1000" required placeholder="/2020/08/title/"; }
                label { (words.to) input name="to" maxlength="1000" required placeholder="/article/1"; }
                button.quiet name="do" value="redirect" { (words.add) }
            }
        }
    };
    room(visit, Some(&shown.editor), words.house, content)
}

fn roles(visit: &Visit, current: Option<&str>) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        select name="role" {
            @for role in NewsroomHouseView::ROLES { option value=(role.word()) selected[current == Some(role.word())] { ((words.role_name)(role)) } }
            @if current.is_some() { option value="" { (words.no_role) } }
        }
    }
}

fn remove(visit: &Visit, kind: &str, value: &str, name: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        form method="post" action=(AT) {
            input type="hidden" name="which" value=(value);
            button.quiet name="do" value={ "remove-" (kind) } aria-label={ (words.remove) ": " (name) } { (words.remove) }
        }
    }
}
