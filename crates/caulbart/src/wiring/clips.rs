//! An original becomes what can be watched: the newsroom says which and keeps what comes of it, `video` makes it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jobs::{Failure, Job, Kind, Queue};
use model::{Clip, ClipFileKind, ClipId, ManuscriptId, Time};
use newsroom::{MadeFile, NEEDS, Newsroom, ToMake};
use tokio::task::JoinSet;
use tracing::{error, info, warn};
use video::{Probed, Refusal, Signature, Tools};

use super::{News, workers::Closing};

/// How far a clip has come is kept this often.
const TELL: Duration = Duration::from_secs(1);
/// Uploads that nobody goes on with are looked for this often.
const TEND: Duration = Duration::from_secs(600);
/// What belongs to no clip, and has not changed for as long, is taken away this often.
const SWEEP: Duration = Duration::from_secs(24 * 3600);
/// What did not come into the bucket is tried again after this.
const CARRY_AGAIN: Duration = Duration::from_secs(10);
/// In thousandths.
const WHOLE: f32 = 1000.0;

struct Transcoder {
    newsroom: Newsroom,
    /// As people type it.
    address: String,
    tools: tokio::sync::OnceCell<Tools>,
}

/// Starts what is done with clips. One is made at a time: `ffmpeg` uses all processors for each.
pub fn start(workers: &mut JoinSet<()>, news: &News, closing: &Closing) {
    let (newsroom, queue) = (&news.newsroom, &news.queue);
    let typed = news.public_url.as_deref().unwrap_or_default();
    let address = typed.split_once("://").map_or(typed, |(_, host)| host).trim_end_matches('/').to_owned();
    let transcoder = Arc::new(Transcoder { newsroom: newsroom.clone(), address, tools: Default::default() });
    let (at_work, stop) = (queue.clone(), closing.stop());
    workers.spawn(async move {
        at_work.work(&[Kind::Transcode], 1, stop, move |job| transcoder.clone().run(job)).await;
    });
    workers.spawn(wake(newsroom.clone(), queue.clone(), closing.clone()));
    workers.spawn(tend(newsroom.clone(), closing.clone()));
    workers.spawn(carry(newsroom.clone(), closing.clone()));
}

/// What the newsroom puts down is begun at once.
async fn wake(newsroom: Newsroom, queue: Queue, mut closing: Closing) {
    loop {
        tokio::select! {
            () = newsroom.work() => queue.wake(),
            () = closing.closes() => return,
        }
    }
}

async fn tend(newsroom: Newsroom, mut closing: Closing) {
    if let Err(failure) = newsroom.go_on_with_clips(Time::now()).await {
        error!("Clips that were being made do not go on by themselves: {failure}");
    }
    let mut swept: Option<Instant> = None;
    while !closing.is_closing() {
        if let Err(failure) = newsroom.tend_clips(Time::now()).await {
            error!("Uploads could not be looked after: {failure}");
        }
        if swept.is_none_or(|at| at.elapsed() >= SWEEP) {
            swept = Some(Instant::now());
            if let Err(failure) = newsroom.let_go_of_left_clips(Time::now()).await {
                error!("Clips of those who left could not be taken away: {failure}");
            }
            match newsroom.sweep_clips(SWEEP).await {
                Ok(0) => {}
                Ok(files) => info!(files, "what belongs to no clip was taken away"),
                Err(failure) => error!("What belongs to no clip could not be taken away: {failure}"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(TEND) => {}
            () = closing.closes() => {}
        }
    }
}

/// Whole files go into the bucket, where there is one.
async fn carry(newsroom: Newsroom, mut closing: Closing) {
    let mut told = String::new();
    loop {
        let carried = tokio::select! {
            carried = newsroom.carry_clip_files() => carried,
            () = closing.closes() => return,
        };
        let wait = match carried {
            Ok(()) => {
                if !told.is_empty() {
                    info!("files of clips go into their bucket again");
                    told.clear();
                }
                TEND
            }
            Err(failure) => {
                let words = failure.to_string();
                if words != told {
                    warn!("Files of clips stay in the data folder for now, and are shown from there: {words}");
                    told = words;
                }
                CARRY_AGAIN
            }
        };
        tokio::select! {
            () = newsroom.clip_file_came() => {}
            () = tokio::time::sleep(wait) => {}
            () = closing.closes() => return,
        }
    }
}

impl Transcoder {
    async fn run(self: Arc<Self>, job: Job) -> Result<(), Failure> {
        let Job::Transcode { clip } = job else { return Ok(()) };
        let tools = match self.tools.get_or_try_init(Tools::find).await {
            Ok(tools) => tools,
            Err(missing) => {
                warn!("a clip waits: {missing}");
                self.newsroom
                    .clip_waits(clip, &format!("{NEEDS}{}", missing.word()), Time::now())
                    .await
                    .map_err(failed)?;
                return Err(Failure::missing(missing.to_string()));
            }
        };
        match self.make(tools, clip).await {
            Ok(()) => Ok(()),
            Err(Gone::Refused(refusal)) => {
                info!(clip = clip.0, "not made: {refusal}");
                self.newsroom.clip_failed(clip, &refusal.word(), Time::now()).await.map_err(failed)
            }
            Err(Gone::Newsroom(newsroom::Error::Bucket(fault))) => {
                warn!(clip = clip.0, "a clip waits for its original: {fault}");
                self.newsroom.clip_waits(clip, newsroom::ORIGINAL_AWAY, Time::now()).await.map_err(failed)?;
                Err(Failure::passing(fault.to_string()))
            }
            Err(Gone::Newsroom(error)) => {
                // It is told where there is still something to tell it with.
                let _ = self.newsroom.clip_waits(clip, newsroom::TROUBLE, Time::now()).await;
                Err(failed(error))
            }
        }
    }

    async fn make(&self, tools: &Tools, id: ClipId) -> Result<(), Gone> {
        let Some(ToMake { clip, original, workshop: folder }) = self.newsroom.clip_to_make(id, Time::now()).await?
        else {
            return Ok(());
        };
        let longest = Duration::from_millis(self.newsroom.clip_limits().longest_ms);
        let limits = video::Limits { longest, ..video::Limits::default() };
        let original = match (original, clip.article) {
            (Some(original), _) => original,
            (None, Some(article)) => match self.film(tools, &limits, &clip, article, &folder).await? {
                Some(original) => original,
                None => return Ok(()),
            },
            (None, None) => return Ok(()),
        };
        let probed = video::probe(tools, &limits, &original).await?;
        let far = AtomicU32::new(0);
        let told = |progress: video::Progress| far.store((progress.share * WHOLE) as u32, Ordering::Relaxed);
        let making = video::transcode(tools, &limits, &original, &probed, &folder, told);
        let telling = async {
            loop {
                tokio::time::sleep(TELL).await;
                // Of use while somebody looks, and worth no failure; where it was thrown away, nobody waits any more.
                if let Ok(false) = self.newsroom.clip_progress(id, far.load(Ordering::Relaxed), Time::now()).await {
                    return;
                }
            }
        };
        let mut made = tokio::select! {
            made = making => made?,
            () = telling => return Ok(()),
        };
        // All cards have one layout: by what they look like, two stories are copies of each other.
        if clip.article.is_some() {
            made.signature = Signature::default();
        }
        let alike = self.alike(id, &made.signature).await?;
        if let Some(other) = alike {
            info!(clip = id.0, like = other.0, "shows the same as another clip");
        }
        let taken = taken(made, &probed, alike).await?;
        self.newsroom.clip_made(clip.id, taken, Time::now()).await?;
        Ok(())
    }

    /// An article as a film of cards, which is an original from then on.
    async fn film(
        &self,
        tools: &Tools,
        limits: &video::Limits,
        clip: &Clip,
        article: ManuscriptId,
        folder: &Path,
    ) -> Result<Option<PathBuf>, Gone> {
        let words = self.newsroom.words_for_cards(article).await?;
        let picture = |picture: newsroom::CardPicture| video::CardPicture {
            path: picture.path,
            credit: picture.credit,
            focus: Some(picture.focus),
        };
        let cards = video::Cards {
            edition: self.newsroom.store().edition().title.clone(),
            address: self.address.clone(),
            language: words.language.clone(),
            headline: words.headline,
            standfirst: words.standfirst,
            quotes: words.quotes,
            pictures: words.pictures.into_iter().map(picture).collect(),
            ..video::Cards::default()
        };
        let studio = folder.with_extension("cards");
        let told = video::cards(tools, limits, &cards, &studio).await?;
        let captions = tokio::fs::read(&told.captions).await.map_err(|why| Refusal::Ours { said: why.to_string() })?;
        self.newsroom.cards_filmed(clip.id, told.clip, &captions, &words.language).await?;
        let _ = tokio::fs::remove_dir_all(&studio).await;
        Ok(self.newsroom.clip_to_make(clip.id, Time::now()).await?.and_then(|to_make| to_make.original))
    }

    async fn alike(&self, id: ClipId, signature: &Signature) -> Result<Option<ClipId>, Gone> {
        let others = self.newsroom.clip_signatures(id).await?;
        let read = |bytes: &[u8]| Signature::from_text(std::str::from_utf8(bytes).ok()?);
        let same = others
            .into_iter()
            .find(|(_, bytes)| read(bytes).is_some_and(|other| video::likeness(signature, &other) >= video::SAME));
        Ok(same.map(|(other, _)| other))
    }
}

async fn taken(made: video::Made, probed: &Probed, alike: Option<ClipId>) -> Result<newsroom::Made, Refusal> {
    let poster = tokio::fs::read(&made.poster.path).await.map_err(|why| Refusal::Ours { said: why.to_string() })?;
    let (width, height) =
        made.renditions.first().map_or((probed.width, probed.height), |file| (file.width, file.height));
    let files = made.renditions.iter().chain(made.hls.iter().flatten()).chain([&made.strip.file]);
    Ok(newsroom::Made {
        width,
        height,
        duration_ms: u32::try_from(made.duration_ms).unwrap_or(u32::MAX),
        has_sound: probed.has_sound,
        poster: Some(poster),
        thumbs: made.strip.count,
        signature: made.signature.to_text().into_bytes(),
        alike,
        files: files.map(kept).collect(),
    })
}

fn kept(file: &video::File) -> MadeFile {
    let (kind, media_type) = match file.kind {
        video::Kind::Mp4 => (ClipFileKind::Rendition, "video/mp4"),
        video::Kind::Master | video::Kind::Playlist => (ClipFileKind::Playlist, "application/vnd.apple.mpegurl"),
        video::Kind::Segments => (ClipFileKind::Fragments, "video/mp4"),
        video::Kind::Poster | video::Kind::Strip => (ClipFileKind::Strip, "image/jpeg"),
    };
    let name = file.name().to_owned();
    MadeFile { path: file.path.clone(), kind, name, media_type, width: file.width, height: file.height }
}

/// Why a clip was not made.
enum Gone {
    Refused(Refusal),
    Newsroom(newsroom::Error),
}

impl From<Refusal> for Gone {
    fn from(refusal: Refusal) -> Gone {
        Gone::Refused(refusal)
    }
}

impl From<newsroom::Error> for Gone {
    fn from(error: newsroom::Error) -> Gone {
        Gone::Newsroom(error)
    }
}

fn failed(error: newsroom::Error) -> Failure {
    Failure::passing(error.to_string())
}
