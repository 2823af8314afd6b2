//! Articles by the hundred: worked on by all processors, kept in one transaction.

use std::collections::HashMap;

use exports::{Post, State};
use model::{AuthorId, ManuscriptState, Medium, NoticeKind, RevisionKind, Role, Time};
use store::{Arrival, Moving};

use super::texts::{Rough, plainly};
use super::{Mover, count, names, said};
use crate::arriving::Whole;
use crate::manuscripts::revision;
use crate::publishing::ADDRESS;
use crate::{Content, Editor, Error, slug, writing};

const MANY: usize = 200;
/// Bytes of texts that are held at once.
const HEAVY: usize = 8 << 20;
const LONGEST_HEADLINE: usize = 220;
const LONGEST_STANDFIRST: usize = 700;

/// Articles that were read and not worked on yet.
#[derive(Default)]
pub struct Waiting {
    posts: Vec<(String, Post)>,
    bytes: usize,
}

impl Waiting {
    /// Tells whether they are enough.
    pub fn push(&mut self, place: String, post: Post) -> bool {
        let said: usize = post.comments.iter().map(|comment| comment.text.len()).sum();
        let (exports::Body::Html(body) | exports::Body::Markdown(body)) = &post.body;
        self.bytes += body.len() + said;
        self.posts.push((place, post));
        self.posts.len() >= MANY || self.bytes >= HEAVY
    }
}

/// An article that is ready but for what it is about.
struct Ready {
    moving: Moving,
    whole: Option<Whole>,
    rest: Rest,
}

/// What is counted of it.
struct Rest {
    is_page: bool,
    comments: u32,
}

impl Mover<'_> {
    pub(super) async fn finish_batch(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let posts = self.new_ones(waiting.posts).await?;
        let base = self.base.clone();
        let rough = on_all_processors(posts, move |(place, post)| Rough::of(place, post, base.as_ref())).await?;
        let mut ready = Vec::with_capacity(rough.len());
        for each in rough {
            ready.push(self.ready(each).await?);
        }
        let understood = on_all_processors(ready, |ready| {
            let arrival: Option<Arrival> = ready.whole.map(|whole| whole.arrival(ADDRESS));
            (Moving { arrival, ..ready.moving }, ready.rest)
        });
        let (moving, rest): (Vec<Moving>, Vec<Rest>) = understood.await?.into_iter().unzip();
        let paths: Vec<u32> = moving.iter().map(|each| count(each.paths.len())).collect();
        let source = self.room.source().await?;
        let moved = self.room.store().move_in(source, moving, self.now).await?;
        for ((moved, rest), paths) in moved.into_iter().zip(rest).zip(paths) {
            let Some(moved) = moved else {
                self.moved.skipped += 1;
                continue;
            };
            match moved.item {
                Some(_) => {
                    self.moved.articles += 1;
                    self.moved.redirects += paths;
                    self.moved.pages += u32::from(rest.is_page);
                }
                None => self.moved.drafts += 1,
            }
            self.moved.comments += rest.comments;
        }
        Ok(())
    }

    /// What is not here yet.
    async fn new_ones(&mut self, posts: Vec<(String, Post)>) -> Result<Vec<(String, Post)>, Error> {
        let origins: Vec<String> = posts.iter().map(|(_, post)| self.origin.named(&post.key)).collect();
        let known = self.room.store().origins_known(&origins).await?;
        let mut new = Vec::with_capacity(posts.len());
        for ((place, post), known) in posts.into_iter().zip(known) {
            if known || self.was_written_here(&post.key).await? {
                self.moved.skipped += 1;
            } else {
                new.push((place, post));
            }
        }
        Ok(new)
    }

    /// An export of this edition that comes back to it.
    pub(super) async fn was_written_here(&self, key: &str) -> Result<bool, Error> {
        let Some((id, made)) = names::read_own_key(key).filter(|_| self.origin.is_own()) else { return Ok(false) };
        let there = self.room.store().manuscript(id).await?;
        Ok(there.is_some_and(|row| row.origin.is_none() && row.made == made))
    }

    async fn ready(&mut self, rough: Rough) -> Result<Ready, Error> {
        let found = self.pictures(rough.pictures.clone(), &rough.place).await?;
        let mut body = rough.with_pictures(&found);
        let mut faults = rough.faults;
        let (mut post, place) = (rough.post, rough.place);
        let mut lead = None;
        if !post.lead.is_empty() {
            lead = self.picture(&post.lead, &place).await?;
            if lead.is_none() {
                body = self.lead_in_text(&post.lead, body, &mut faults);
            }
        }
        let content = self.content(&mut post, body, lead.as_ref(), &mut faults).await?;
        let state = self.state(&post, &content, &mut faults);
        let name = if content.headline.is_empty() { &post.key } else { &content.headline };
        faults.iter().for_each(|words| self.moved.changed(name, words));

        let published = match state {
            ManuscriptState::Published => Some(post.published.or(post.changed).unwrap_or(self.now).min(self.now)),
            ManuscriptState::Withdrawn => post.published,
            _ => None,
        };
        let notices: Vec<(NoticeKind, Time, String)> = [
            (NoticeKind::Correction, std::mem::take(&mut post.corrections)),
            (NoticeKind::Update, std::mem::take(&mut post.updates)),
        ]
        .into_iter()
        .flat_map(|(kind, all)| all.into_iter().map(move |(at, words)| (kind, at, words)))
        .collect();
        let changed = post.changed.or(post.published).unwrap_or(self.now).min(self.now);
        let authors: Vec<AuthorId> = content.authors().collect();
        let whole = match published.filter(|_| state == ManuscriptState::Published) {
            Some(published) => Some(self.whole(&content, lead, found, notices.len(), published).await?),
            None => None,
        };
        let editor = Editor { reader: model::ReaderId(0), name: self.editor_name.clone(), role: Role::Editor };
        let corrected = notices.iter().filter(|(kind, ..)| *kind == NoticeKind::Correction).map(|(_, at, _)| *at).max();
        let moving = Moving {
            origin: self.origin.named(&post.key),
            text: revision(&editor, &content, RevisionKind::Saved),
            state,
            made: published.map_or(changed, |published| published.min(changed)),
            changed,
            embargo: post.embargo,
            scheduled: post.published.filter(|_| state == ManuscriptState::Scheduled),
            published,
            corrected,
            withdrawn: post.withdrawn,
            running: post.running,
            notices,
            arrival: None,
            authors,
            tags: content.tags(),
            comments: said::comments(
                std::mem::take(&mut post.comments),
                self.origin.is_own(),
                self.room.sealed(),
                changed,
            )?,
            paths: names::paths(&post.addresses),
        };
        let rest = Rest { is_page: post.page, comments: count(moving.comments.len()) };
        Ok(Ready { moving, whole, rest })
    }

    async fn whole(
        &self,
        content: &Content,
        lead: Option<Medium>,
        found: HashMap<String, Option<Medium>>,
        notices: usize,
        published: Time,
    ) -> Result<Whole, Error> {
        let media = found.into_values().flatten().map(|medium| (medium.id, medium)).collect();
        let byline = content.authors().filter_map(|author| self.people.name(author).map(str::to_owned)).collect();
        Ok(Whole { content: content.clone(), media, lead, byline, notices, published, clip: None })
    }

    /// A picture that is not on the wall cannot lead; it begins the text then, unless the text shows it anyway.
    fn lead_in_text(&mut self, lead: &str, body: String, faults: &mut Vec<String>) -> String {
        let told = self.wall.told(lead);
        let address = told.map_or(lead, |told| told.address.as_str());
        if !(address.starts_with("https://") || address.starts_with("http://")) {
            let lead = &lead[..lead.floor_char_boundary(100)];
            faults.push(format!("Its lead picture “{lead}” is not in the export; choose another."));
            return body;
        }
        let shown = |markdown: &str| {
            let names = names::uploaded(address);
            super::texts::called(markdown).iter().any(|called| names::uploaded(called).first() == names.first())
        };
        if shown(&body) {
            return body;
        }
        let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        let alt = told.map_or("", |told| told.alt.as_str()).replace(['[', ']', '\\', '\n'], " ");
        let caption = told.map_or("", |told| told.caption.as_str()).replace(['"', '\\', '\n'], " ");
        let title = if caption.trim().is_empty() { String::new() } else { format!(" \"{}\"", caption.trim()) };
        format!("![{alt}]({address}{title})\n\n{body}")
    }

    pub(super) async fn content(
        &mut self,
        post: &mut Post,
        body: String,
        lead: Option<&Medium>,
        faults: &mut Vec<String>,
    ) -> Result<Content, Error> {
        let mut authors = Vec::new();
        for login in &post.authors {
            authors.extend(self.signed_by(login).await?.map(|author| author.0));
        }
        let section = match post.sections.first() {
            Some(key) => self.section_of(key).await?,
            None => String::new(),
        };
        // An article stands under one heading here.
        let others = post.sections.iter().skip(1).map(|key| self.people.section_name(key).to_owned());
        let tags = post.tags.iter().map(|key| self.people.tag(key).to_owned()).chain(others).collect();
        let content = Content {
            kicker: std::mem::take(&mut post.kicker),
            headline: std::mem::take(&mut post.headline),
            standfirst: std::mem::take(&mut post.standfirst),
            body,
            language: if post.language.is_known() { post.language.tag().to_owned() } else { String::new() },
            place: std::mem::take(&mut post.place),
            section,
            tags,
            authors,
            lead: lead.map(|medium| medium.id.0),
            slug: std::mem::take(&mut post.slug),
            closed: !post.comments_open,
            ..Content::default()
        };
        Ok(fitting(content.tidied(), faults))
    }

    fn state(&self, post: &Post, content: &Content, faults: &mut Vec<String>) -> ManuscriptState {
        if post.pinned {
            faults.push("It was held at the top there; pin it here if it is to be.".to_owned());
        }
        if post.withdrawn.is_some() {
            return ManuscriptState::Withdrawn;
        }
        let is_future = post.published.is_some_and(|at| at > self.now);
        match post.state {
            State::Published | State::Scheduled if content.headline.is_empty() => {
                faults.push("It has neither a headline nor a word of text, so it became a draft.".to_owned());
                ManuscriptState::Draft
            }
            State::Published | State::Scheduled if is_future => ManuscriptState::Scheduled,
            State::Published if post.embargo.is_some_and(|until| until > self.now) => {
                faults.push("Nobody may see it yet, so it became a draft.".to_owned());
                ManuscriptState::Draft
            }
            State::Published => ManuscriptState::Published,
            State::Scheduled => {
                faults.push("It was to go out at a time that has passed, so it became a draft.".to_owned());
                ManuscriptState::Draft
            }
            State::Private => {
                faults.push("It was for those only who may sign in there, so it became a draft.".to_owned());
                ManuscriptState::Draft
            }
            State::Review => ManuscriptState::Review,
            State::Draft => ManuscriptState::Draft,
        }
    }
}

/// Within what a manuscript may hold; nothing of the text is lost by it.
fn fitting(mut content: Content, faults: &mut Vec<String>) -> Content {
    if content.standfirst.chars().count() > LONGEST_STANDFIRST {
        faults.push("Its standfirst is too long for one; it is the first paragraph of the text now.".to_owned());
        content.body = format!("{}\n{}", plainly(&content.standfirst), content.body);
        content.standfirst.clear();
    }
    if content.headline.is_empty() {
        content.headline = first_words(&content);
        if !content.headline.is_empty() {
            faults.push("It has no headline; the first words of its text became one.".to_owned());
        }
    }
    if content.headline.chars().count() > LONGEST_HEADLINE {
        faults
            .push("Its headline is too long for one; it was cut, and stands whole in the first paragraph.".to_owned());
        content.body = format!("{}\n{}", plainly(&content.headline), content.body);
        content.headline = shortened(&content.headline, LONGEST_HEADLINE - 1);
    }
    for (line, longest) in [(&mut content.kicker, 80), (&mut content.place, 100)] {
        if line.chars().count() > longest {
            faults.push(format!("“{line}” is too long where it stands; it was cut."));
            *line = shortened(line, longest - 1);
        }
    }
    let too_many = content.tags.len() > 20 || content.authors.len() > 12;
    if too_many || content.tags.iter().any(|tag| tag.chars().count() > 60) {
        faults.push(
            "It has more or longer tags, or more authors, than an article may have here; the rest was left out."
                .to_owned(),
        );
        content.tags.retain(|tag| tag.chars().count() <= 60);
        content.tags.truncate(20);
        content.authors.truncate(12);
    }
    content
}

fn first_words(content: &Content) -> String {
    let text = match content.standfirst.as_str() {
        "" => writing::write(&content.body, &HashMap::new()).text,
        standfirst => standfirst.to_owned(),
    };
    let line = text.split_whitespace().take(20).collect::<Vec<_>>().join(" ");
    if slug(&line).is_empty() { String::new() } else { shortened(&line, 80) }
}

/// At the end of a word, where there is one.
fn shortened(line: &str, most: usize) -> String {
    let Some((end, _)) = line.char_indices().nth(most) else { return line.to_owned() };
    let start = &line[..end];
    format!("{}…", start.rsplit_once(' ').map_or(start, |(start, _)| start))
}

/// Does the same to each, in their order.
async fn on_all_processors<T, R>(all: Vec<T>, work: impl Fn(T) -> R + Clone + Send + 'static) -> Result<Vec<R>, Error>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let share = all.len().div_ceil(processors).max(1);
    let mut all = all.into_iter();
    let mut threads = Vec::new();
    loop {
        let part: Vec<T> = all.by_ref().take(share).collect();
        if part.is_empty() {
            break;
        }
        let work = work.clone();
        threads.push(tokio::task::spawn_blocking(move || part.into_iter().map(work).collect::<Vec<R>>()));
    }
    let mut done = Vec::new();
    for thread in threads {
        done.extend(thread.await.map_err(|_| Error::Closing)?);
    }
    Ok(done)
}
