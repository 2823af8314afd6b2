//! Where clips are uploaded and worked on.

use super::frame::{Head, framed};
use super::newsroom::{LANGUAGES, room, state_is, statement, told};
use crate::{
    assets::address,
    parts::{Fit, age_question, picture},
    view::{PictureView, Place, StudioClipView, StudioView, Visit},
    words::{ClipWords, JudgeWords, NewsroomWords, watch_duration},
};
use maud::{Markup, PreEscaped, html};
use model::{Channel, Clip, ClipState, ManuscriptState, MediumId};
use newsroom::{Act, ClipLine, ClipSeen, Content, clip_address};
use store::ClipDecisionKind;

/// Whoever looks at a clip that is still on its way is told when it moves on.
fn is_on_its_way(clip: &Clip) -> bool {
    matches!(clip.state, ClipState::Arriving | ClipState::Waiting | ClipState::Working)
}

fn scripts() -> Markup {
    html! {
        script src=(address("tus.min.js")) defer {}
        script type="module" src=(address("studio.js")) {}
    }
}

pub fn studio(visit: &Visit, shown: &StudioView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let content = html! {
        (scripts())
        header.page-head { h1 { (words.title) } p.hint { (words.says) } }
        (told(&shown.told))
        @if shown.channels.is_empty() { p.notice { (words.no_channel) } } @else { (upload(visit, shown)) }
        @if shown.clips.is_empty() {
            section.empty { h2 { (words.no_clips) } p { (words.no_clips_say) } }
        } @else {
            ul.clips { @for (line, poster) in &shown.clips { li { (row(visit, line, poster.as_ref())) } } }
            @if let Some(next) = shown.next { p.turn { a.button rel="next" href={ "/studio?before=" (next) } { (NewsroomWords::of(visit.tongue).older) } } }
        }
        (channels(visit, shown))
    };
    room(visit, Some(&shown.editor), words.title, content)
}

fn upload(visit: &Visit, shown: &StudioView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    html! {
        section.desk aria-labelledby="upload-title" {
            h2 #upload-title { (words.upload) }
            noscript { p { (words.needs_script) } }
            form.field.upload-clip data-upload="/uploads" data-largest=(shown.largest)
                data-sending=(words.sending) data-broken=(words.broken_line) data-sent=(words.sent) data-pause=(words.pause) data-go-on=(words.go_on) {
                label.wide { (words.choose) input type="file" name="file" accept="video/*,.mp4,.mov,.m4v,.webm,.mkv" aria-describedby="clip-file-says"; }
                p.hint #clip-file-says { ((words.file_says)(shown.largest, shown.longest_ms)) }
                label { (words.channel) select name="channel" {
                    @for channel in &shown.channels { option value=(channel.source) { (channel.title) } }
                } }
                p { button.button disabled { (words.upload) } }
                div.sending hidden {
                    p role="status" {}
                    p.meta data-sent {}
                    progress max="1000" value="0" aria-label=(words.sending) {}
                    p.choose { button.quiet type="button" data-pause { (words.pause) } button.quiet type="button" data-cancel { (words.cancel) } }
                }
            }
        }
    }
}

fn row(visit: &Visit, line: &ClipLine, poster: Option<&PictureView>) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let (clip, at) = (&line.clip, format!("/studio/{}", line.clip.id));
    html! {
        article.clip-row data-state=(clip.state.word()) data-follow=[is_on_its_way(clip).then(|| format!("{at}/state"))] {
            a.clip-poster href=(at) tabindex="-1" aria-hidden="true" {
                @if let Some(seen) = poster { (picture(&PictureView { alt: String::new(), ..seen.clone() }, Fit::Thumb)) }
            }
            div {
                h2.headline { a href=(at) { @if line.row.headline.is_empty() { (words.untitled) ": " bdi { (clip.name) } } @else { bdi { (line.row.headline) } } } }
                p.meta {
                    span.state data-state=(line.row.state.word()) { (state_is(visit, &line.row)) }
                    @if clip.duration_ms > 0 { " " span.dot { (watch_duration(clip.duration_ms)) } }
                }
                (state(visit, clip))
                @if line.row.state == ManuscriptState::Withdrawn { p.hint { (line.row.reason) } }
            }
        }
    }
}

fn state(visit: &Visit, clip: &Clip) -> Markup {
    let words = ClipWords::of(visit.tongue);
    html! {
        p.clip-state data-bad[clip.state == ClipState::Failed] { (words.state(clip)) }
        @if is_on_its_way(clip) {
            @let done = if clip.state == ClipState::Arriving { clip.received * 1000 / clip.size.max(1) } else { u64::from(clip.progress) };
            // Read out once for each state, while what is seen counts on.
            span.unseen role="status" {}
            progress max="1000" value=(done) aria-label=(words.how_far) {}
        }
        @if clip.state == ClipState::Arriving { p.hint { (words.resume_says) } }
    }
}

fn channels(visit: &Visit, shown: &StudioView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let hers = shown.channels.iter().filter(|channel| channel.owner.is_some() || shown.editor.may(Act::Edit));
    let none = shown.channels.is_empty();
    html! {
        section.desk aria-labelledby="channels-title" {
            h2 #channels-title { (words.channels) }
            @for channel in hers {
                details { summary { (channel.title) } (channel_form(words, Some(channel))) p { a href={ "/channel/" (channel.slug) } { "/channel/" (channel.slug) } } }
            }
            details open[none] { summary { (words.new_channel) } (channel_form(words, None)) }
        }
    }
}

fn channel_form(words: &ClipWords, channel: Option<&Channel>) -> Markup {
    let (title, about) = channel.map_or(("", ""), |channel| (&channel.title, &channel.about));
    html! {
        form.field method="post" action="/studio" {
            @if let Some(channel) = channel { input type="hidden" name="source" value=(channel.source); }
            label.wide { (words.channel_title) input name="title" dir="auto" value=(title) maxlength="80" required; }
            label.wide { (words.channel_about) textarea name="about" dir="auto" rows="2" maxlength="1000" { (about) } }
            p { button.button { @if channel.is_some() { (words.save_channel) } @else { (words.make_channel) } } }
        }
    }
}

pub fn studio_clip(visit: &Visit, shown: &StudioClipView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let (clip, at) = (&shown.line.clip, format!("/studio/{}", shown.line.clip.id));
    let title = if shown.content.headline.is_empty() { words.untitled } else { &shown.content.headline };
    let content = html! {
        (scripts())
        header.page-head {
            h1 { bdi { (title) } }
            p.meta {
                span.state data-state=(shown.line.row.state.word()) { (state_is(visit, &shown.line.row)) }
                @if let Some(channel) = &shown.channel { " " span.dot { a href={ "/channel/" (channel.slug) } { bdi { (channel.title) } } } }
                " " span.dot { bdi { (clip.name) } }
                @if let Some(item) = shown.item { " " span.dot { a href={ "/watch/" (item) } { (words.watch) } } }
            }
        }
        (told(&shown.told))
        @if let Some(note) = &shown.note { p.notice { bdi { (note) } } }
        (verdicts(visit, shown, &at))
        div.two {
            div {
                div data-follow=[is_on_its_way(clip).then(|| format!("{at}/state"))] data-state=(clip.state.word()) { (state(visit, clip)) }
                @if let Some(alike) = clip.alike { p.notice { ((words.alike)(alike.0)) } }
                @match &shown.seen {
                    Some(seen) => {
                        (player(seen, shown.poster.as_ref(), &shown.content))
                        p hidden data-cover={ (at) "/cover" } data-called=(words.taken_cover) data-failed=(words.cover_failed) { button.quiet type="button" { (words.take_cover) } " " span role="status" {} }
                        p.hint { ((words.facts)(clip.width, clip.height, &watch_duration(clip.duration_ms))) }
                    }
                    None => p.hint { (words.not_ready) },
                }
                @if clip.may_be_made_again() && shown.line.row.state != ManuscriptState::Withdrawn {
                    form method="post" action=(at) { button.quiet name="do" value="again" { (words.again) } }
                }
                (captions(visit, shown, &at))
            }
            (form(visit, shown, &at))
        }
        (end(visit, shown, &at))
    };
    room(visit, Some(&shown.editor), title, content)
}

/// Plays without a script, in whole.
pub fn player(seen: &ClipSeen, poster: Option<&PictureView>, content: &Content) -> Markup {
    html! {
        video.clip-player controls playsinline preload="metadata" width=(seen.clip.width) height=(seen.clip.height)
            poster=[poster.map(|poster| &poster.src)] aria-label=(content.headline) {
            @if let Some(list) = &seen.playlist { source src=(clip_address(list)) type=(list.media_type); }
            @for file in &seen.renditions { source src=(clip_address(file)) type=(file.media_type); }
            @for (place, captions) in seen.subtitles.iter().enumerate() {
                track kind="captions" src=(captions.address) srclang=(captions.language) label=(captions.language) default[place == 0];
            }
        }
    }
}

fn captions(visit: &Visit, shown: &StudioClipView, at: &str) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let there = shown.seen.iter().flat_map(|seen| &seen.subtitles);
    let language = if shown.content.language.is_empty() { visit.tongue.tag() } else { &shown.content.language };
    html! {
        section.desk aria-labelledby="captions-title" {
            h2 #captions-title { (words.captions) }
            ul { @for captions in there {
                li { form.choose method="post" action=(at) {
                    a href=(captions.address) { (captions.language) }
                    input type="hidden" name="captions" value=(captions.language);
                    button.quiet name="do" value="remove-captions" { (words.remove) }
                } }
            } }
            form.field method="post" action={ (at) "/captions" } enctype="multipart/form-data" {
                label { (NewsroomWords::of(visit.tongue).language) select name="language" {
                    @for (tag, name) in LANGUAGES { option value=(tag) lang=(tag) selected[tag == language] { (name) } }
                } }
                label.wide { (words.captions) input type="file" name="file" accept=".vtt,.srt,text/vtt" required aria-describedby="captions-say"; }
                p.hint #captions-say { (words.captions_say) }
                p { button.quiet { (words.add_captions) } }
            }
        }
    }
}

fn form(visit: &Visit, shown: &StudioClipView, at: &str) -> Markup {
    let (words, room) = (ClipWords::of(visit.tongue), NewsroomWords::of(visit.tongue));
    let content = &shown.content;
    let tick = |name: &str, label: &str, on: bool| html! { label.tick { input type="checkbox" name=(name) value="1" checked[on]; (label) } };
    html! {
        form.manuscript.clip-words method="post" action=(at) autocomplete="off" {
            input type="hidden" name="base" value=(shown.base);
            @for author in &content.authors { input type="hidden" name="author" value=(author); }
            @if content.unlisted { input type="hidden" name="unlisted" value="1"; }
            label.wide { (words.clip_title) input name="headline" dir="auto" value=(content.headline) maxlength="220" required; }
            label.wide { (words.description) textarea name="body" dir="auto" rows="5" aria-describedby="description-says" { "\n" (content.body) } }
            p.hint #description-says { (words.description_says) }
            label.wide { (words.hashtags) input name="tags" dir="auto" value=(content.tags.join(", ")) aria-describedby="hashtags-say"; }
            p.hint #hashtags-say { (words.hashtags_say) }
            label.wide { (words.credit) input name="credit" dir="auto" value=(content.credit) maxlength="200" aria-describedby="clip-credit-says"; }
            p.hint #clip-credit-says { (words.credit_says) }
            fieldset.desk-facts {
                legend.unseen { (room.about) }
                label { (room.section) select name="section" {
                    option value="" { (room.no_section) }
                    @for (slug, name) in &shown.sections { option value=(slug) selected[*slug == content.section] { (name) } }
                } }
                label { (room.language) select name="language" {
                    option value="" { (room.language_by_text) }
                    @for (tag, name) in LANGUAGES { option value=(tag) lang=(tag) selected[tag == content.language] { (name) } }
                } }
            }
            (cover(visit, shown))
            (tick("synthetic", words.synthetic, content.synthetic))
            (tick("adults", words.adults, content.adults))
            (tick("closed", words.closed, content.closed))
            (moves(visit, shown))
        }
    }
}

fn cover(visit: &Visit, shown: &StudioClipView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let found = shown.line.clip.poster;
    let chosen = shown.content.lead().or(found);
    // Whoever keeps the found one keeps what is found when the clip is made again.
    let value = |id: Option<MediumId>| id.filter(|id| Some(*id) != found).map_or(String::new(), |id| id.to_string());
    html! {
        @if shown.poster.is_some() || !shown.pictures.is_empty() { fieldset.lead-choice {
            legend { (words.cover) }
            ul.lead-pictures {
                @if let Some(poster) = &shown.poster {
                    li { label { input type="radio" name="lead" value=(value(chosen)) checked; (picture(poster, Fit::Thumb)) span { @if chosen == found { (words.found_cover) } @else { (words.chosen_cover) } } } }
                }
                @for (medium, seen) in shown.pictures.iter().filter(|(medium, _)| Some(medium.id) != chosen) {
                    li { label { input type="radio" name="lead" value=(value(Some(medium.id))); (picture(seen, Fit::Thumb)) span { @if Some(medium.id) == found { (words.found_cover) } @else { bdi { (medium.name) } } } } }
                }
            }
        } }
    }
}

fn moves(visit: &Visit, shown: &StudioClipView) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let ready = shown.seen.is_some();
    let is_out = shown.line.row.state == ManuscriptState::Published;
    let withheld = shown.withheld();
    let may = shown.editor.may(Act::Edit)
        || !withheld && shown.channel.as_ref().is_some_and(|channel| channel.owner == Some(shown.editor.reader));
    html! {
        p.desk-save.choose {
            button.button name="do" value="save" { (words.save_draft) }
            @if may { button.button name="do" value="publish" disabled[!ready] { @if is_out { (words.publish_again) } @else { (words.publish) } } }
            @else if !withheld { button.button name="do" value="hand-in" { (NewsroomWords::of(visit.tongue).hand_in) } }
        }
        @if may && !is_out {
            p.choose.at-time {
                label { (NewsroomWords::of(visit.tongue).at) " " input type="datetime-local" name="at"; }
                button.quiet name="do" value="schedule" disabled[!ready] { (words.schedule) }
                @if shown.line.row.state == ManuscriptState::Scheduled {
                    " " button.quiet name="do" value="hand-back" { (NewsroomWords::of(visit.tongue).hand_back) }
                }
            }
            p.choose { button.quiet name="do" value="unlist" disabled[!ready] { (words.unlist) } }
            p.hint { (words.unlist_says) }
            @if let Some(link) = &shown.link {
                p { (words.link) ": " a href=(link) { code { (link) } } }
                p.choose { button.quiet name="do" value="unshare" { (words.unshare) } }
            }
        }
    }
}

/// What was decided about it, and the way to say something against that.
fn verdicts(visit: &Visit, shown: &StudioClipView, at: &str) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    let Some(last) = shown.verdicts.last() else { return Markup::default() };
    html! {
        section.desk aria-labelledby="verdicts-title" {
            h2 #verdicts-title { (words.decisions) }
            @for decision in &shown.verdicts { (statement(visit, decision)) }
            @if last.kind == ClipDecisionKind::Withheld && last.appealed.is_none() {
                form.field method="post" action=(at) {
                    label.wide { (words.appeal) textarea name="words" dir="auto" rows="3" maxlength="2000" required aria-describedby="appeal-says" {} }
                    p.hint #appeal-says { (words.appeal_says) }
                    p { button.button name="do" value="appeal" { (words.send_appeal) } }
                }
            }
        }
    }
}

fn end(visit: &Visit, shown: &StudioClipView, at: &str) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let decided = shown.line.row.state == ManuscriptState::Withdrawn && !shown.verdicts.is_empty();
    if decided {
        return Markup::default();
    }
    html! {
        section.desk {
            @if shown.item.is_some() {
                form.field method="post" action=(at) {
                    label.wide { (words.reason) input name="reason" dir="auto" maxlength="2000" required aria-describedby="back-says"; }
                    p.hint #back-says { (words.reason_says) }
                    p { button.quiet name="do" value="withdraw" { (words.take_back) } }
                }
            } @else if shown.line.row.state != ManuscriptState::Withdrawn {
                details { summary { (words.throw_away) } form method="post" action=(at) {
                    p { (words.throw_away_says) }
                    p { button.button name="do" value="throw-away" { (words.throw_away) } }
                } }
            } @else { p { (shown.line.row.reason) } }
        }
    }
}

/// For whoever has the address.
pub fn unlisted(
    visit: &Visit,
    address: &str,
    seen: &ClipSeen,
    content: &Content,
    poster: Option<&PictureView>,
    shows: bool,
) -> Markup {
    let words = ClipWords::of(visit.tongue);
    let title = if content.headline.is_empty() { words.untitled } else { &content.headline };
    let style = if shows { "newsroom.css" } else { "watch.css" };
    let head = Head { style: Some(style), more: html! { meta name="robots" content="noindex"; } };
    let body = html! {
        header.page-head { h1 { bdi { (title) } } p.hint { (words.unlisted) } }
        @if shows { (player(seen, poster, content)) } @else { (age_question(visit, address)) }
        @if content.synthetic { p.hint { (words.was_made_by_machine) } }
        @if !content.credit.is_empty() { p.meta { bdi { (content.credit) } } }
        div.preview { (PreEscaped(newsroom::writing::write(&content.body, &Default::default()).html)) }
    };
    framed(visit, Place::Elsewhere, title, head, body)
}
