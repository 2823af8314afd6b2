//! Moving in from another newsroom, and moving out with everything.
//!
//! An export is read on a thread of its own, part by part; articles are worked on by the hundred and kept in one
//! transaction each time, under what they were called there. So whoever was interrupted begins again: what is here is
//! passed over, and in the end everything is here once.

mod export;
mod filmed;
mod moved;
mod reading;

mod batch;
mod names;
mod people;
mod said;
mod texts;
mod wall;

mod out;

pub use export::{Disk, Export, Files};
pub use moved::Moved;
pub use out::MovedOut;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use exports::{Part, Post, Site};
use model::Time;
use url::Url;

use crate::{Error, Newsroom};
use batch::Waiting;
use people::People;
use reading::{Came, Pass};
use wall::Wall;

/// Gets the bytes of a picture on the web, or not.
pub type Fetch<'w> = Box<dyn FnMut(String) -> Pin<Box<dyn Future<Output = Option<Vec<u8>>> + Send + 'w>> + Send + 'w>;

/// How an export is brought over.
pub struct Ways<'w> {
    /// A folder laid out like WordPress's `wp-content/uploads`: pictures are taken from there.
    pub media: Option<PathBuf>,
    /// Where the site was, for exports that do not say.
    pub site: Option<Url>,
    /// Without it, pictures on the web stay where they are.
    pub fetch: Option<Fetch<'w>>,
    /// Told how far it is; what was begun is finished when it breaks.
    pub told: &'w mut (dyn FnMut(&Moved) -> ControlFlow<()> + Send),
}

impl Newsroom {
    /// Brings over what is not here yet. Whoever places items does that afterwards.
    ///
    /// What cannot be read, or not as it was, is told in [`Moved::faults`]; an error is ours alone.
    pub async fn move_in(&self, export: Export, ways: Ways<'_>, now: Time) -> Result<Moved, Error> {
        let mut mover = Mover::new(self.clone(), &export, ways, now).await?;
        if export.tells_of_media_late() {
            mover.pass(&export, Pass::Media).await?;
        }
        if !mover.moved.stopped {
            mover.pass(&export, Pass::All).await?;
        }
        if let Export::Own(files) = &export
            && !mover.moved.stopped
        {
            mover.clips(Arc::clone(files)).await?;
        }
        self.changed();
        Ok(mover.moved)
    }
}

/// An export on its way in.
struct Mover<'w> {
    room: Newsroom,
    ways: Ways<'w>,
    now: Time,
    moved: Moved,
    /// What everything of this export is called here begins with it.
    origin: names::Origin,
    /// What addresses in texts are relative to.
    base: Option<Url>,
    /// Who is named as the one who changed it last.
    editor_name: String,
    people: People,
    wall: Wall,
    waiting: Waiting,
    redirects: Vec<(String, String)>,
}

const MOST_REDIRECTS: usize = 1_000;

impl<'w> Mover<'w> {
    async fn new(room: Newsroom, export: &Export, ways: Ways<'w>, now: Time) -> Result<Mover<'w>, Error> {
        let people = People::of(&room).await?;
        Ok(Mover {
            room,
            now,
            moved: Moved::default(),
            origin: names::Origin::of(export),
            base: ways.site.clone(),
            editor_name: export.kind().to_owned(),
            people,
            wall: Wall::of(export),
            waiting: Waiting::default(),
            redirects: Vec::new(),
            ways,
        })
    }

    async fn pass(&mut self, export: &Export, pass: Pass) -> Result<(), Error> {
        let mut reading = reading::begin(export.clone(), pass);
        while let Some(came) = reading.next().await {
            self.take(came, pass).await?;
            if self.moved.stopped {
                break;
            }
        }
        if pass == Pass::All && !self.moved.stopped {
            self.finish_batch().await?;
            self.keep_redirects().await?;
            self.sum_up();
        }
        let summary = reading.end().await?;
        // What is wrong with the export is told once.
        if pass == Pass::All {
            self.moved.take_over(summary);
        }
        Ok(())
    }

    async fn take(&mut self, came: Came, pass: Pass) -> Result<(), Error> {
        match (came.part, pass) {
            (Part::Site(site), _) => self.site(&site),
            (Part::Medium(medium), Pass::Media) => self.keep_medium(medium).await?,
            (_, Pass::Media) => {}
            (Part::Medium(medium), Pass::All) => self.wall.know(medium),
            (Part::Author(author), Pass::All) => self.author(author).await?,
            (Part::Section(section), Pass::All) => self.section(&section).await?,
            (Part::Tag(tag), Pass::All) => self.people.know_tag(tag),
            (Part::Redirect(redirect), Pass::All) => self.redirect(redirect.from, redirect.to).await?,
            (Part::Post(post), Pass::All) => self.post(came.place, post).await?,
        }
        Ok(())
    }

    fn site(&mut self, site: &Site) {
        self.origin.know_site(site);
        if self.base.is_none() {
            self.base = Url::parse(&site.address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        }
        self.moved.site.clone_from(&site.title);
    }

    async fn post(&mut self, place: String, post: Box<Post>) -> Result<(), Error> {
        if self.waiting.push(place, *post) {
            self.finish_batch().await?;
            self.stop_if_wished();
        }
        Ok(())
    }

    fn stop_if_wished(&mut self) {
        self.moved.stopped |= (self.ways.told)(&self.moved).is_break();
    }

    async fn redirect(&mut self, from: String, to: String) -> Result<(), Error> {
        use crate::house::is_path;
        if !is_path(&from) || !is_path(&to) || from == to {
            let words = "An address that leads elsewhere is none of this site, or leads off it; it was left out.";
            self.moved.left_aside(&from, words);
            return Ok(());
        }
        self.redirects.push((from, to));
        if self.redirects.len() >= MOST_REDIRECTS { self.keep_redirects().await } else { Ok(()) }
    }

    async fn keep_redirects(&mut self) -> Result<(), Error> {
        let pairs = std::mem::take(&mut self.redirects);
        self.moved.redirects += count(pairs.len());
        Ok(self.room.store().set_redirects(&pairs, self.now).await?)
    }

    /// What would be said of many articles, once.
    fn sum_up(&mut self) {
        let (elsewhere, pages) = (self.wall.elsewhere(), self.moved.pages);
        if elsewhere > 0 {
            let words = format!(
                "Pictures and files that lie elsewhere and stay there: {elsewhere}. Give their folder with --media, or have pictures fetched with --fetch-media."
            );
            self.moved.changed("the export", &words);
        }
        if pages > 0 {
            let words = format!(
                "Pages that stood for themselves and are articles here: {pages}. Their old addresses lead to them."
            );
            self.moved.changed("the export", &words);
        }
        let empty = self.people.empty_sections();
        if empty > 0 {
            let words = format!("Sections in which no article stands first were not made here: {empty}.");
            self.moved.left_aside("the export", &words);
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
