//! Clips, one after another, to an end. Without a script it is a list of players; with one, a viewer.

use super::frame::{Head, framed};
use crate::{
    assets::address,
    parts::{dir, lang, save_in_words, share, stamp, video, whose},
    view::{ClipView, Place, Stance, Visit, WatchEnd, WatchView},
    words::{self, ReadingWords, WatchWords, watch_duration as duration},
};
use maud::{Markup, html};

pub fn watch(visit: &Visit, shown: &WatchView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let content = html! {
        h1.unseen { (words.clips) }
        (bar(visit))
        div.clips data-watch data-place=(words.place) data-at=(words.position_of) data-play=(words.play) data-pause=(words.pause) data-liked=(words.liked) data-unliked=(words.unliked) data-left=[shown.left_ms] {
            // The first is fetched while the page is still read: it is what she came for.
            @for (place, clip) in shown.clips.iter().enumerate() { (one(visit, clip, if place == 0 { "auto" } else { "none" })) }
            (end(visit, shown))
        }
        (deck(visit))
        (steps(visit))
    };
    let more = html! {
        // One way to the server rather than two, before the first picture moves.
        @for module in ["watch-attention.js", "watch-deck.js", "watch-fetching.js", "watch-time.js", "events.js"] { link rel="modulepreload" href=(address(module)); }
        script type="module" src=(address("watch.js")) {}
    };
    framed(visit, Place::Watch, words.clips, Head { style: Some("watch.css"), more }, content)
}

/// In the place of the masthead: the clips have the screen to themselves.
fn bar(visit: &Visit) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        nav.watch-bar aria-label=(words.menu) {
            a.edition href="/" { (visit.edition.title) }
            span.watch-place data-watch-place {}
            a.watch-out href="/" { (words.articles) }
        }
    }
}

fn one(visit: &Visit, clip: &ClipView, preload: &str) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let player = &clip.player;
    let slot = (clip.position > 0).then_some(clip.position);
    let title = format!("title-{}", player.item);
    html! {
        article.clip id={ "s" (player.item) } data-item=(player.item) data-slot=[slot] data-ms=(player.duration_ms) aria-labelledby=(title) tabindex="-1" {
            div.clip-stage {
                (video(visit, player, preload))
                @if player.file.is_some() {
                    p.clip-cue aria-hidden="true" hidden {}
                    div.clip-failed hidden { p role="alert" { (words.failed) } button.quiet type="button" { (words.try_again) } }
                }
            }
            div.clip-words {
                div.clip-channel {
                    a href=(clip.channel_address) { bdi { (clip.channel.title) } }
                    (follow(visit, clip))
                }
                h2.headline id=(title) lang=[lang(&clip.language)] dir=[dir(clip.language)] { a href={ "/article/" (player.item) } { (player.headline) } }
                @if !clip.about.is_empty() { p.clip-about lang=[lang(&clip.language)] dir=[dir(clip.language)] { (clip.about) } }
                @if !clip.tags.is_empty() {
                    p.clip-tags { @for (slug, name) in &clip.tags { a rel="tag" href={ "/tag/" (slug) } { "#" bdi { (name) } } " " } }
                }
                p.meta {
                    (stamp(visit, clip.published)) " " @if player.duration_ms > 0 { span.dot { (duration(player.duration_ms)) } }
                    (whose(visit, player))
                }
                @if !clip.reason.is_empty() {
                    p.reason { a href=(clip.why) { span.unseen { (words.why) " " } (clip.reason) } }
                }
            }
            (acts(visit, clip))
        }
    }
}

fn follow(visit: &Visit, clip: &ClipView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let followed = clip.stance == Stance::Followed;
    html! {
        form.clip-follow method="post" action="/choices" data-follow=(clip.player.item) {
            input type="hidden" name="kind" value="source";
            input type="hidden" name="value" value=(clip.channel.id);
            input type="hidden" name="back" value={ "/watch/" (clip.player.item) };
            button.quiet name="verb" value=(if followed { "unfollow" } else { "follow" }) aria-pressed=(followed) aria-label=((words.follow_named)(&clip.channel.title)) data-on=(words.followed) data-off=(words.follow) {
                (if followed { words.followed } else { words.follow })
            }
        }
    }
}

fn acts(visit: &Visit, clip: &ClipView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let item = clip.player.item;
    let back = format!("/watch/{item}");
    html! {
        div.clip-acts {
            form.clip-act method="post" action="/deed" data-like=(item) {
                input type="hidden" name="item" value=(item);
                input type="hidden" name="back" value=(back);
                button name="deed" value=(if clip.liked { "unliked" } else { "liked" }) aria-pressed=(clip.liked) { (icon("M12 20.5 4.4 13a4.9 4.9 0 0 1 7-7l.6.7.6-.7a4.9 4.9 0 0 1 7 7z")) span { (words.like) } }
            }
            @if let Some(comments) = clip.comments {
                a.clip-act href={ "/article/" (item) "#comments" } data-comments=(item) { (icon("M4 4.5h16v11.5H12l-4.5 4v-4H4z")) span { ((words.comments)(comments)) } }
            }
            div.clip-act { (save_in_words(visit, item, clip.saved)) }
            div.clip-act { (share(visit, item, &clip.player.headline)) }
            details.clip-act.tell {
                summary { span aria-hidden="true" { "⋯" } span.unseen { ((visit.words().tell)(&clip.player.headline)) } }
                div.clip-more {
                    form.choose method="post" action="/deed" data-deeds=(item) {
                        input type="hidden" name="item" value=(item);
                        input type="hidden" name="back" value=(back);
                        button.quiet name="deed" value="hidden" { (words.less) }
                        span.noted role="status" data-noted=(visit.words().noted) {}
                    }
                    a.quiet href=(clip.why) { (words.why) }
                    a.quiet href={ "/article/" (item) } { (words.read_on) }
                    a.quiet href={ "/report/" (item) } { (visit.words().report_this) }
                }
            }
        }
    }
}

fn icon(path: &str) -> Markup {
    html! { svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" { path d=(path) {} } }
}

/// One set of controls, for whatever is on the screen; hidden until a script takes it up.
pub fn deck(visit: &Visit) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        div.deck role="group" aria-label=(words.controls) hidden {
            div.deck-seek {
                span.deck-thumb hidden {}
                input type="range" min="0" max="1000" value="0" step="1" data-seek aria-label=(words.position);
            }
            div.deck-row {
                button type="button" data-play aria-label=(words.play) { span.when-off { (icon("M7 4v16l13-8z")) } span.when-on { (icon("M8 5v14M16 5v14")) } }
                span.deck-time data-time { "0:00" }
                button type="button" data-captions aria-pressed="false" aria-label=(words.captions) { (icon("M3 5h18v14H3zM6.5 12h5M14 12h3.5M6.5 15.5h3M12 15.5h5.5")) }
                button type="button" data-sound aria-pressed="false" aria-label=(words.sound) { span.when-on { (icon("M4 9v6h4l5 4.5v-15L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11")) } span.when-off { (icon("M4 9v6h4l5 4.5v-15L8 9zM16.5 9.5l5 5M21.5 9.5l-5 5")) } }
                details.deck-more {
                    summary aria-label=(words.more) { (icon("M12 5h.01M12 12h.01M12 19h.01")) }
                    div {
                        label { (words.speed) " " select data-speed { @for speed in ["0.75", "1", "1.25", "1.5", "2"] { option value=(speed) selected[speed == "1"] { (speed) "×" } } } }
                        label { (words.at_the_end) " " select data-end { option value="again" { (words.again) } option value="stop" { (words.stop) } option value="on" { (words.go_on) } } }
                        button.quiet type="button" data-pip hidden { (words.picture_in_picture) }
                        button.quiet type="button" data-keys { (words.keys_help) }
                    }
                }
            }
        }
    }
}

/// For whoever neither swipes nor has keys; hidden until a script takes them up.
fn steps(visit: &Visit) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        div.watch-steps hidden {
            button type="button" data-step="-1" aria-label=(words.previous) { (icon("M5 15l7-7 7 7")) }
            button type="button" data-step="1" aria-label=(words.next) { (icon("M5 9l7 7 7-7")) }
        }
    }
}

fn end(visit: &Visit, shown: &WatchView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let reading = ReadingWords::of(visit.tongue);
    let count = shown.clips.len();
    html! {
        section.clip-end #watch-end tabindex="-1" aria-labelledby="watch-end-title" data-break[matches!(shown.end, WatchEnd::AfterMinutes(..))] {
            @match &shown.end {
                WatchEnd::More(next, more) => {
                    h2 #watch-end-title { (words.that_was_it) }
                    p { ((words.that_was_it_says)(count)) }
                    p.actions { a.button href=(next) { ((words.another)(*more)) } a.button href="/" { (words.to_articles) } }
                }
                WatchEnd::UpToDate => {
                    h2 #watch-end-title { @if count == 0 { (words.nothing) } @else { (words.up_to_date) } }
                    p { @if count == 0 { (words.nothing_says) } @else { (words.up_to_date_says) } }
                    p.actions { a.button href="/" { (words.to_articles) } }
                }
                WatchEnd::AfterMinutes(minutes, since) => {
                    h2 #watch-end-title { (reading.pause) }
                    p { ((reading.pause_after_minutes)(*minutes, &words::clock(*since, visit.zone))) }
                    form.actions method="post" action="/break" {
                        input type="hidden" name="back" value="/watch";
                        button.button { ((reading.go_on_for)(*minutes)) }
                    }
                    p { a href="/settings" { (reading.settings) } }
                }
            }
        }
    }
}
