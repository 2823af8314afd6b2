//! An original becomes renditions.
//!
//! The rendition that most will see comes first, by itself, with the frames for poster, strip and signature out of the
//! same decoding. All other sizes come from a second decoding at once; the sound is encoded once and copied. What is
//! finished is kept when the work is interrupted, and the folder gets its name when all is there.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::loudness::{Loudness, measured};
use crate::made::{File, Kind, LIST, Made, Strip, file};
use crate::work::{Work, input, named};
use crate::{Limits, Probed, Refusal, Signature, Size, Tools, filters, frames, hls, ladder, loudness, poster};

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Of all the work, 0 to 1.
    pub share: f32,
    /// A rendition that was just finished.
    pub finished: Option<Size>,
}

/// The short edge of the rendition that is made first.
const FIRST: u32 = 720;
/// Changes with what renditions are like, so that half-made work of an older version is not gone on with.
const VERSION: u32 = 1;
const SOUND_BITRATE: u64 = 128_000;
/// Room that is left on the disk whatever happens.
const MARGIN: u64 = 64 << 20;
const RAW: &str = "frames.rgb";

/// Makes renditions, poster, strip and, for clips of more than a minute, HLS of an original that was [probed](crate::probe).
///
/// `folder` must not be worked on by anybody else meanwhile; beside it stands a folder of the same name with a dot before
/// and `.part` behind until all is made. What `folder` held before is replaced, unless it is just what would be made.
pub async fn transcode(
    tools: &Tools,
    limits: &Limits,
    original: &Path,
    probed: &Probed,
    folder: &Path,
    told: impl Fn(Progress) + Send + Sync,
) -> Result<Made, Refusal> {
    let length = std::fs::metadata(original).map_err(|error| Refusal::file(&error))?.len();
    let plan = format!("{VERSION} {length} {}", probed.to_json());
    if let Some(made) = Made::read(folder, &plan) {
        told(Progress { share: 1.0, finished: None });
        return Ok(made);
    }
    let part = begun(folder, &plan)?;
    let clip = Clip {
        work: Work::new(tools, limits, limits.patience(probed.duration())),
        original,
        probed,
        sizes: ladder(probed),
        part: &part,
        told: &told,
    };
    room(&part, clip.most_bytes())?;
    let made = clip.make().await?;
    let list = made.to_json(&plan)?;
    finished(&part, folder, &list).map_err(|error| Refusal::file(&error))?;
    Ok(made.moved(folder))
}

/// Whether a clip is long enough to be cut into segments.
pub fn gets_hls(probed: &Probed) -> bool {
    probed.duration_ms > hls::LONGER_THAN_MS
}

/// What one would type to have this rendition alone from plain `ffmpeg`, with the same settings; to compare with.
pub fn plain_arguments(
    limits: &Limits,
    original: &Path,
    probed: &Probed,
    size: Size,
    into: &Path,
) -> Vec<std::ffi::OsString> {
    let mut arguments: Vec<std::ffi::OsString> =
        ["-hide_banner", "-nostdin", "-y", "-v", "error", "-i"].map(Into::into).to_vec();
    arguments.push(named(original));
    arguments.extend(["-vf".into(), format!("scale={}:{}", size.width, size.height).into()]);
    arguments.extend(filters::encoder(probed, size, limits).into_iter().map(Into::into));
    let sound = ["-c:a", "aac", "-ar", "48000", "-b:a"].map(str::to_owned);
    arguments.extend(sound.into_iter().chain([SOUND_BITRATE.to_string()]).map(Into::into));
    arguments.extend(BARE.map(Into::into));
    arguments.push(named(into));
    arguments
}

/// The folder to work in, with what an interrupted run by the same plan left in it.
fn begun(folder: &Path, plan: &str) -> Result<PathBuf, Refusal> {
    let name = folder.file_name().ok_or_else(|| Refusal::ours("the folder has no name"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".part");
    let part = folder.with_file_name(hidden);
    let note = part.join("plan");
    if std::fs::read_to_string(&note).is_ok_and(|kept| kept == plan) {
        return Ok(part);
    }
    let begin = || {
        if part.exists() {
            std::fs::remove_dir_all(&part)?;
        }
        std::fs::create_dir_all(&part)?;
        std::fs::write(&note, plan)
    };
    begin().map_err(|error| Refusal::file(&error))?;
    Ok(part)
}

fn finished(part: &Path, folder: &Path, list: &str) -> std::io::Result<()> {
    std::fs::write(part.join(LIST), list)?;
    for rest in [RAW, "plan"] {
        match std::fs::remove_file(part.join(rest)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::rename(part, folder)
}

fn room(part: &Path, needed: u64) -> Result<(), Refusal> {
    let disk = rustix::fs::statvfs(part).map_err(|error| Refusal::file(&error.into()))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < needed + MARGIN { Err(Refusal::DiskFull) } else { Ok(()) }
}

struct Clip<'a, T> {
    work: Work<'a>,
    original: &'a Path,
    probed: &'a Probed,
    /// Largest first.
    sizes: Vec<Size>,
    part: &'a Path,
    told: &'a T,
}

/// What there is to hear, and how it is to be changed.
#[derive(Clone, Copy)]
struct Sound {
    stream: u32,
    loudness: Loudness,
}

impl<T: Fn(Progress) + Send + Sync> Clip<'_, T> {
    async fn make(&self) -> Result<Made, Refusal> {
        let first = *self.first();
        let rest: Vec<Size> = self.sizes.iter().copied().filter(|size| *size != first).collect();
        let total: f32 = self.sizes.iter().map(|size| weight(*size)).sum::<f32>() * 1.08;
        let shares = [0.02, weight(first) / total, rest.iter().map(|size| weight(*size)).sum::<f32>() / total];
        let sound = match self.probed.sound_stream {
            Some(stream) => self.sound(stream).await?,
            None => None,
        };
        self.tell(shares[0], None);
        if !self.part.join(name(first)).exists() {
            self.make_first(first, sound, (shares[0], shares[1])).await?;
        }
        self.tell(shares[0] + shares[1], Some(first));
        let missing = rest.iter().any(|size| !self.part.join(name(*size)).exists());
        if missing {
            self.make_rest(&rest, first, (shares[0] + shares[1], shares[2])).await?;
        }
        for size in &rest {
            self.tell(0.97, Some(*size));
        }
        self.gather(first, sound).await
    }

    /// Poster, strip, signature and HLS of renditions that are all there.
    async fn gather(&self, first: Size, sound: Option<Sound>) -> Result<Made, Refusal> {
        let of = |size: &Size| file(self.part, &name(*size), Kind::Mp4, *size, self.probed.duration_ms);
        let renditions = self.sizes.iter().map(of).collect::<Result<Vec<File>, Refusal>>()?;
        let thumb = frames::thumb_size(first);
        let raw = std::fs::read(self.part.join(RAW)).map_err(|error| Refusal::file(&error))?;
        let small = frames::read(&raw, thumb);
        if small.is_empty() {
            return Err(Refusal::Broken { said: "none of its pictures can be decoded".to_owned() });
        }
        let at = frames::time_of(frames::best(&small), self.probed.duration_ms);
        let poster_size = poster::size(first);
        let (poster_path, strip_path) = (self.part.join("poster.jpg"), self.part.join("strip.jpg"));
        poster::take(&self.work, &self.part.join(name(first)), at, poster_size, &poster_path).await?;
        let (strip, count) = frames::strip(&small)?;
        std::fs::write(&strip_path, strip).map_err(|error| Refusal::file(&error))?;
        let count = count as u32;
        let strip_size = Size { width: thumb.width * count, height: thumb.height };
        let hls = match gets_hls(self.probed) {
            true => Some(hls::cut(&self.work, self.part, &renditions).await?),
            false => None,
        };
        self.tell(1.0, None);
        Ok(Made {
            renditions,
            hls,
            poster: file(self.part, "poster.jpg", Kind::Poster, poster_size, 0)?,
            strip: Strip {
                file: file(self.part, "strip.jpg", Kind::Strip, strip_size, 0)?,
                count,
                width: thumb.width,
                height: thumb.height,
            },
            signature: Signature::of(&small),
            loudness: sound.map(|sound| sound.loudness.integrated),
            duration_ms: self.probed.duration_ms,
        })
    }

    /// `None` for a track without anything in it.
    async fn sound(&self, stream: u32) -> Result<Option<Sound>, Refusal> {
        let measured = measured(&self.work, self.original, stream, self.probed.channels).await;
        let loudness = measured.map_err(|refusal| match refusal {
            Refusal::Broken { .. } => Refusal::Broken { said: "its sound cannot be decoded".to_owned() },
            refusal => refusal,
        })?;
        Ok(loudness.map(|loudness| Sound { stream, loudness }))
    }

    fn first(&self) -> &Size {
        let wanted = self.sizes.iter().find(|size| size.short_edge() == FIRST);
        wanted.or(self.sizes.first()).unwrap_or(&Size { width: 16, height: 16 })
    }

    async fn make_first(&self, size: Size, sound: Option<Sound>, (from, share): (f32, f32)) -> Result<(), Refusal> {
        let mut order = self.decoding();
        let (picture, steady) = (self.probed.picture_stream, filters::steady(self.probed));
        let (sized, small) =
            (filters::sized(self.probed, size), frames::filters(self.probed.duration_ms, frames::thumb_size(size)));
        let graph = format!("[0:{picture}]{steady},{sized},split=2[v][s];[s]{small}[f]");
        order.arguments(["-filter_complex", &graph, "-map", "[v]"]);
        if let Some(sound) = sound {
            order.arguments(sound_arguments(sound, self.probed.channels));
        }
        order.arguments(filters::encoder(self.probed, size, self.work.limits));
        let unfinished = self.part.join(format!("{}.new", name(size)));
        order.arguments(BARE).arguments([named(&unfinished)]);
        let raw = self.part.join(RAW);
        order.arguments(["-map", "[f]", "-fps_mode", "passthrough", "-f", "rawvideo"]).arguments([named(&raw)]);
        let (frames, ms) = self.encode(&order, from, share).await?;
        if frames == 0 {
            return Err(Refusal::Broken { said: "none of its pictures can be decoded".to_owned() });
        }
        let most_ms = self.work.limits.longest.as_millis() as u64;
        if ms > most_ms + 1000 {
            return Err(Refusal::TooLong { ms, most_ms });
        }
        if ms + 1500 < self.probed.duration_ms * 8 / 10 {
            return Err(Refusal::Truncated);
        }
        std::fs::rename(&unfinished, self.part.join(name(size))).map_err(|error| Refusal::file(&error))
    }

    async fn make_rest(&self, sizes: &[Size], first: Size, (from, share): (f32, f32)) -> Result<(), Refusal> {
        let mut order = self.decoding();
        input(&mut order, &self.part.join(name(first)));
        let (picture, steady) = (self.probed.picture_stream, filters::steady(self.probed));
        let mut graph = format!("[0:{picture}]{steady},split={}", sizes.len());
        (0..sizes.len()).for_each(|place| graph.push_str(&format!("[i{place}]")));
        for (place, size) in sizes.iter().enumerate() {
            graph.push_str(&format!(";[i{place}]{}[v{place}]", filters::sized(self.probed, *size)));
        }
        order.arguments(["-filter_complex", &graph]);
        let unfinished = |size: &Size| self.part.join(format!("{}.new", name(*size)));
        for (place, size) in sizes.iter().enumerate() {
            order.arguments(["-map".to_owned(), format!("[v{place}]")]);
            order.arguments(["-map", "1:a?", "-c:a", "copy"]);
            order.arguments(filters::encoder(self.probed, *size, self.work.limits));
            order.arguments(BARE).arguments([named(&unfinished(size))]);
        }
        self.encode(&order, from, share).await?;
        for size in sizes {
            std::fs::rename(unfinished(size), self.part.join(name(*size))).map_err(|error| Refusal::file(&error))?;
        }
        Ok(())
    }

    /// An order that reads the original.
    fn decoding(&self) -> crate::child::Order {
        let mut order = self.work.ffmpeg("warning");
        order.file = self.most_bytes();
        let threads = (self.work.limits.threads + 1).to_string();
        order.arguments(["-threads".to_owned(), threads, "-t".to_owned(), self.work.longest()]);
        input(&mut order, self.original);
        order
    }

    /// How many frames came out, and how many milliseconds.
    async fn encode(&self, order: &crate::child::Order, from: f32, share: f32) -> Result<(u64, u64), Refusal> {
        let (mut frames, mut us) = (0, 0);
        let whole = (self.probed.duration_ms as f32 * 1000.0).max(1.0);
        self.work
            .run(order, |line| match line.split_once('=') {
                Some(("frame", count)) => frames = count.parse().unwrap_or(frames),
                Some(("out_time_us", time)) => {
                    us = time.parse().unwrap_or(us);
                    self.tell(from + share * (us as f32 / whole).clamp(0.0, 1.0), None);
                }
                _ => {}
            })
            .await?;
        Ok((frames, us / 1000))
    }

    fn tell(&self, share: f32, finished: Option<Size>) {
        (self.told)(Progress { share, finished });
    }

    /// No rendition can be larger than its highest bitrate makes it, and HLS holds all once more.
    fn most_bytes(&self) -> u64 {
        let bitrate: u64 = self.sizes.iter().map(|size| size.most_bitrate() + SOUND_BITRATE * 2).sum();
        let longest = Duration::from_millis(self.probed.duration_ms) + Duration::from_secs(10);
        let twice = if gets_hls(self.probed) { 2 } else { 1 };
        bitrate * longest.as_secs() / 8 * twice + (16 << 20)
    }
}

/// Nothing of what the camera wrote besides pictures and sound, above all not where it was; the index first.
const BARE: [&str; 10] =
    ["-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn", "-movflags", "+faststart", "-f", "mp4"];

fn name(size: Size) -> String {
    format!("{}.mp4", size.short_edge())
}

/// How much work a size is: its pixels, and what decoding takes besides.
fn weight(size: Size) -> f32 {
    (size.width * size.height) as f32 + 300_000.0
}

fn sound_arguments(sound: Sound, channels: u32) -> Vec<String> {
    let layout = if channels == 1 { "mono" } else { "stereo" };
    let filters = loudness::narrowed(channels).to_owned()
        + &format!("aresample=48000:async=1:first_pts=0,aformat=channel_layouts={layout}{}", sound.loudness.filters());
    let bitrate = SOUND_BITRATE.to_string();
    ["-map", &format!("0:{}", sound.stream), "-af", &filters, "-c:a", "aac", "-ar", "48000", "-b:a", &bitrate]
        .map(str::to_owned)
        .to_vec()
}
