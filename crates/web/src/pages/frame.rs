//! What stands around every page: the head, the title of the edition, the menu, the foot.

use crate::{
    Wrong,
    assets::address,
    parts::notice,
    view::{Contrast, Look, Place, TextSize, Visit},
    words::{self, Tongue},
};
use maud::{DOCTYPE, Markup, html};

/// `title` is empty on the front page, which bears the edition's name alone.
pub fn frame(visit: &Visit, place: Place, title: &str, content: Markup) -> Markup {
    framed(visit, place, title, Head::default(), content)
}

/// What a page says about itself besides its title.
#[derive(Default)]
pub struct Head {
    /// A style sheet of its own.
    pub style: Option<&'static str>,
    pub more: Markup,
}

/// The same with more in its head.
pub fn framed(visit: &Visit, place: Place, title: &str, head: Head, content: Markup) -> Markup {
    let words = visit.words();
    let edition = &visit.edition.title;
    // What is read most does without the lists and forms of the other pages.
    let is_lean = matches!(place, Place::Front | Place::Reading | Place::Watch);
    html! {
        (DOCTYPE)
        html lang=(visit.tongue.tag()) data-look=(visit.look.word()) data-text=[text_size(visit)] data-contrast=[contrast(visit)] data-whose=[Some(visit.whose).filter(|whose| !whose.is_empty())] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { @if title.is_empty() { (edition) } @else { (title) " · " (edition) } }
                @for font in fonts(place) {
                    link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href=(address(font));
                }
                // What is drawn before all of it has come moves when the rest does (HTML, `rel=expect`).
                link rel="expect" blocking="render" href="#keys";
                @if !is_lean { link rel="stylesheet" href=(address("desk.css")); }
                link rel="stylesheet" href=(address("site.css"));
                @if !is_lean { link rel="stylesheet" href=(address("lists.css")); }
                @if let Some(style) = head.style.or((place == Place::Account).then_some("account.css")) { link rel="stylesheet" href=(address(style)); }
                link rel="manifest" href="/manifest.webmanifest";
                link rel="apple-touch-icon" href=(address("icon-180.png"));
                link rel="icon" type="image/svg+xml" href=(address("mark.svg"));
                script type="module" src=(address("site.js")) {}
                (head.more)
            }
            body {
                a.skip href="#content" { (words.skip) }
                @if place != Place::Watch { (masthead(visit, place)) }
                p.kept role="status" { (words::LiveWords::of(visit.tongue).kept) }
                main #content tabindex="-1" {
                    @if visit.locked { (notice(true, (visit.words().wrong)(Wrong::VaultDown).1)) }
                    (content)
                }
                @if place != Place::Watch { (foot(visit)) }
                (toast(visit))
                (keys(visit, place))
            }
        }
    }
}

/// Said where it is not as usual.
fn text_size(visit: &Visit) -> Option<&'static str> {
    Some(visit.wishes.text).filter(|size| *size != TextSize::Usual).map(TextSize::word)
}

fn contrast(visit: &Visit) -> Option<&'static str> {
    Some(visit.wishes.contrast).filter(|contrast| *contrast != Contrast::Device).map(Contrast::word)
}

/// Fonts that a page shows at once; what is read longer has a face of its own.
fn fonts(place: Place) -> &'static [&'static str] {
    match place {
        Place::Reading => &["headline.woff2", "plain.woff2", "text.woff2"],
        _ => &["headline.woff2", "plain.woff2"],
    }
}

fn masthead(visit: &Visit, place: Place) -> Markup {
    let words = visit.words();
    let menu = [
        (Place::Front, "/", words.front),
        (Place::Topics, "/topics", words.topics),
        (Place::Sources, "/sources", words.sources),
        (Place::Search, "/search", words.search),
        (Place::You, "/you", words.you),
    ];
    html! {
        header.masthead.masthead-front[place == Place::Front] {
            div.masthead-title {
                @if place == Place::Front {
                    p.masthead-day { (words::day(visit.tongue, visit.now, visit.zone)) }
                    h1.edition { a href="/" { (visit.edition.title) } }
                    p.motto { (visit.edition.motto) }
                } @else {
                    p.edition { a href="/" { (visit.edition.title) } }
                }
            }
            nav.menu aria-label=(words.menu) {
                ul {
                    @for (entry, href, label) in menu {
                        li { a href=(href) aria-current=[(entry == place).then_some("page")] { (label) } }
                        @if entry == Place::Front && visit.clips { li { a href="/watch" { (words::WatchWords::of(visit.tongue).clips) } } }
                    }
                    @if let Some((count, href)) = visit.told {
                        li { a.fresh href=(href) { ((words::FindWords::of(visit.tongue).new_finds)(count)) } }
                    }
                    @if visit.works_here {
                        li { a href="/newsroom" aria-current=[(place == Place::Newsroom).then_some("page")] { (words::NewsroomWords::of(visit.tongue).newsroom) } }
                    }
                    li.menu-account {
                        @match visit.name {
                            Some(name) => a href="/account" aria-current=[(place == Place::Account).then_some("page")] { bdi { (name) } },
                            None => a href=(sign_in(visit, place)) aria-current=[(place == Place::Account).then_some("page")] { (words::AccountWords::of(visit.tongue).sign_in) },
                        }
                    }
                }
            }
        }
    }
}

/// Leads back to this page.
fn sign_in(visit: &Visit, place: Place) -> String {
    // The front page is one for all visitors, so it tells of none of them where she was.
    if place == Place::Front || !visit.here.starts_with('/') || visit.here.starts_with("/sign-") {
        return "/sign-in".to_owned();
    }
    let back: String = url::form_urlencoded::byte_serialize(visit.here.as_bytes()).collect();
    format!("/sign-in?back={back}")
}

fn foot(visit: &Visit) -> Markup {
    let words = visit.words();
    let looks = [(Look::Device, words.as_device), (Look::Light, words.light), (Look::Dark, words.dark)];
    html! {
        footer.foot {
            p { (words.foot) " " a href="/about" { (words.about) } " · " a href="/you" { (words.what_is_known) } " · " a href="/my-data" { (words::MyDataWords::of(visit.tongue).title) } " · " a href="/transparency" { (words::TransparencyWords::of(visit.tongue).title) } " · " a href="/algorithm" { (words::AlgorithmWords::of(visit.tongue).title) } " · " a href="/settings" { (words::ReadingWords::of(visit.tongue).settings) } }
            form.settings method="post" action="/settings" {
                input type="hidden" name="back" value=(visit.here);
                fieldset {
                    legend { (words.colours) }
                    @for (look, label) in looks {
                        button.quiet name="look" value=(look.word()) aria-pressed=(look == visit.look) { (label) }
                    }
                }
                fieldset {
                    legend { (words.language) }
                    @for tongue in Tongue::ALL {
                        button.quiet name="tongue" value=(tongue.tag()) lang=(tongue.tag()) aria-pressed=(tongue == visit.tongue) {
                            (tongue.name())
                        }
                    }
                }
            }
        }
    }
}

/// Where a script says what a press has done, with the way back.
fn toast(visit: &Visit) -> Markup {
    let words = words::LiveWords::of(visit.tongue);
    html! {
        div.toast role="status" data-saved=(words.saved) data-unsaved=(words.unsaved) data-later=(words.later) data-refused=(words.refused) data-unsent=(words.unsent) data-undo=(words.undo) {}
    }
}

/// Opened by the script on `?`; without it nobody sees it. It is the last of a page: the head waits for it.
fn keys(visit: &Visit, place: Place) -> Markup {
    let words = visit.words();
    let keys = match place {
        Place::Watch => &words::WatchWords::of(visit.tongue).keys[..],
        _ => &words.keys[..],
    };
    html! {
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { (words.keys_title) }
            dl { @for (key, says) in keys { dt { kbd { (key) } } dd { (says) } } }
            form method="dialog" { button.quiet { (words.close) } }
        }
    }
}
