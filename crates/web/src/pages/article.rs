//! An article, to be read.

use super::frame::{Head, framed};
use super::piece::{after, byline, corrections, lead, updates};
use crate::{
    assets::address,
    outward::head_of_article,
    parts::{
        Size, comments, deeds, dir, figure, lang, lines, report_form, save_in_words, share, slot, stamp, stances,
        told_by, versions, video, whose,
    },
    view::{ArticleView, EnclosureView, Place, TextSize, Visit},
    words::{ReadingWords, watch_duration},
};
use maud::{Markup, PreEscaped, html};
use model::Kind;

pub fn article(visit: &Visit, shown: &ArticleView) -> Markup {
    let content = html! {
        (read(visit, shown))
        @match shown.pause {
            Some((minutes, since)) => { (pause(visit, minutes, since)) }
            None => {
                @if let Some(piece) = &shown.piece { (after(visit, piece)) }
                @if let Some(said) = &shown.comments { (comments(visit, said)) }
                (beyond(visit, shown))
            }
        }
    };
    let style = shown.piece.is_some().then_some("piece.css");
    let more: Markup =
        shown.outgoing.as_deref().map_or_else(Markup::default, |(house, piece)| head_of_article(house, piece));
    let more = html! {
        (more)
        @if shown.player.is_some() {
            link rel="stylesheet" href=(address("watch.css"));
            script type="module" src=(address("watch.js")) {}
        }
    };
    framed(visit, Place::Reading, &shown.headline, Head { style, more }, content)
}

/// What is read, and what is done with it.
pub fn read(visit: &Visit, shown: &ArticleView) -> Markup {
    html! {
        article.article data-article=[shown.player.is_none().then_some(shown.item)] data-clip=[shown.player.as_ref().map(|_| shown.item)] data-minutes=(shown.minutes) {
            (head(visit, shown))
            @if let Some(place) = shown.place { (go_on(visit, place)) }
            @if let Some(player) = &shown.player { div.clip-player { (video(visit, player, "none")) } }
            @if let Some(picture) = &shown.picture { (figure(visit, picture)) }
            @if let Some(piece) = &shown.piece {
                @if shown.player.is_none() { (lead(visit, piece)) }
                (updates(visit, piece))
            }
            @if !shown.body.is_empty() {
                // The sanitiser's output, from the store; the only text of others that is not escaped.
                div.body lang=[lang(&shown.language)] dir=[dir(shown.language)] { (PreEscaped(&shown.body)) }
            }
            @if let Some(piece) = &shown.piece { (corrections(visit, piece)) }
            @if shown.player.is_none() { (attached(visit, &shown.enclosures)) }
            div data-end {}
            (foot(visit, shown))
        }
    }
}

fn head(visit: &Visit, shown: &ArticleView) -> Markup {
    let words = visit.words();
    html! {
        header.article-head {
            @if let Some(piece) = shown.piece.as_ref().filter(|piece| !piece.kicker.is_empty() || piece.section.is_some()) {
                p.kicker {
                    @if !piece.kicker.is_empty() { span.kicker-words dir="auto" { (piece.kicker) } " " }
                    @if let Some((slug, name)) = &piece.section { a href={ "/section/" (slug) } { (name) } }
                }
            } @else if let Some(topic) = shown.topics.first() {
                p.kicker { a href={ "/topic/" (topic.slug) } { (topic.name) } }
            }
            h1.headline lang=[lang(&shown.language)] dir=[dir(shown.language)] { (shown.headline) }
            @if !shown.standfirst.is_empty() {
                p.standfirst lang=[lang(&shown.language)] dir=[dir(shown.language)] { (shown.standfirst) }
            }
            p.meta {
                @match &shown.piece {
                    Some(piece) => {
                        (byline(visit, piece))
                        @if shown.player.is_some() { " " span.dot { a href={ "/source/" (shown.source.id) } { bdi { (shown.source.title) } } } }
                    }
                    None => {
                        a href={ "/source/" (shown.source.id) } { bdi { (shown.source.title) } }
                        @if !shown.byline.is_empty() { " " span.dot { ((words.by)(&shown.byline)) } }
                    }
                }
                " " span.dot { (stamp(visit, shown.published)) }
                @if let Some(updated) = shown.updated {
                    " " span.dot { ((words.updated)(&crate::words::ago(visit.tongue, updated, visit.now, visit.zone))) }
                }
                @match shown.kind {
                    Kind::Article => @if shown.minutes > 0 { " " span.dot { ((words.minutes)(shown.minutes)) } },
                    Kind::Video => { " " span.dot { @match &shown.player { Some(player) => (watch_duration(player.duration_ms)), None => (words.video) } } }
                    Kind::Audio => { " " span.dot { (words.audio) } }
                }
                @if let Some(player) = &shown.player { (whose(visit, player)) }
            }
            (text_sizes(visit))
        }
    }
}

/// Where she stopped, on whatever device. The page stays at its beginning until she follows the link.
fn go_on(visit: &Visit, place: u32) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! { p.go-on { a.button href={ "#" (crate::marked::NAME) } { ((words.go_on_reading)(place / 10)) } } }
}

/// Sizes of text, behind a lid.
fn text_sizes(visit: &Visit) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        details.tell.text-sizes {
            summary { span aria-hidden="true" { "Aa" } span.unseen { (words.text_size) } }
            form.choose method="post" action="/settings" {
                input type="hidden" name="back" value=(visit.here);
                @for (size, label) in TextSize::ALL.into_iter().zip(words.text_sizes) {
                    button.quiet name="text" value=(size.word()) aria-pressed=(size == visit.wishes.text) { (label) }
                }
            }
        }
    }
}

/// The break that she wished for, where the page would lead on.
fn pause(visit: &Visit, minutes: u8, since: model::Time) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        section.end {
            h2 { (words.pause) }
            p { ((words.pause_after_minutes)(minutes, &crate::words::clock(since, visit.zone))) }
            form method="post" action="/break" { button.quiet { ((words.go_on_for)(minutes)) } }
            p { a href="/settings" { (words.settings) } }
        }
    }
}

fn attached(visit: &Visit, enclosures: &[EnclosureView]) -> Markup {
    let words = visit.words();
    html! {
        @if !enclosures.is_empty() {
            section.attached {
                h2 { (words.attached) }
                ul {
                    @for each in enclosures {
                        li {
                            a href=(each.url) rel="noopener noreferrer nofollow" { (each.media_type) }
                            @if let Some(size) = each.megabytes { " " span.dot { ((words.megabytes)(size)) } }
                        }
                    }
                }
            }
        }
    }
}

fn foot(visit: &Visit, shown: &ArticleView) -> Markup {
    let words = visit.words();
    let source = &shown.source.title;
    html! {
        footer.article-foot {
            @if shown.body.is_empty() && shown.piece.is_none() { p.hint { ((words.only_teaser)(source)) } }
            p.actions {
                @if !shown.url.is_empty() {
                    a.button href=(shown.url) rel="noopener noreferrer" data-visit=(shown.item) { ((words.read_at)(source)) }
                }
                @if let Some(story) = &shown.story {
                    a.button href={ "/story/" (story.id) } { ((words.whole_story)(&told_by(visit, story))) }
                }
                a href={ "/why/" (shown.item) } { (words.why) }
            }
            section.say aria-label=(words.your_say) {
                (deeds(visit, shown.item))
                (stances(visit, "source", &shown.source.id.to_string(), source, shown.stance))
                (save_in_words(visit, shown.item, shown.saved))
                (share(visit, shown.item, &shown.headline))
                details.tell { summary { (words.report_this) } (report_form(visit, shown.item)) }
            }
            (versions(visit, &shown.versions))
        }
    }
}

fn beyond(visit: &Visit, shown: &ArticleView) -> Markup {
    let words = visit.words();
    html! {
        @if let Some(next) = &shown.next {
            aside.next aria-labelledby="next-title" {
                h2 #next-title { (words.next_in_story) }
                p.headline dir="auto" { a href={ "/article/" (next.item) } { (next.headline) } }
                p.meta { bdi { (next.source) } }
            }
        }
        @if !shown.for_you.is_empty() {
            aside.for-you aria-labelledby="for-you-title" {
                h2 #for-you-title { (words.next_for_you) }
                div.timeline { @for each in &shown.for_you { (slot(visit, each, Size::Below)) } }
            }
        }
        @if !shown.more.is_empty() && shown.piece.is_none() {
            aside.more aria-labelledby="more-title" {
                h2 #more-title { ((words.more_from)(&shown.source.title)) }
                (lines(visit, &shown.more))
            }
        }
    }
}
