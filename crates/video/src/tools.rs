//! FFmpeg, where it is and what it can do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::child::{Order, run};

/// `-fps_mode` came with this version.
const OLDEST: (u32, u32) = (5, 1);
const ENCODERS: [&str; 2] = ["libx264", "aac"];
const FILTERS: [&str; 6] = ["scale", "fps", "select", "ebur128", "bwdif", "alimiter"];

/// `ffmpeg` and `ffprobe`, asked once what they can.
#[derive(Debug, Clone)]
pub struct Tools {
    pub(crate) ffmpeg: PathBuf,
    pub(crate) ffprobe: PathBuf,
    /// Which version, as it calls itself.
    pub version: String,
    /// Whether HDR can be brought into the range of ordinary screens.
    pub(crate) zscale: bool,
}

/// Why there is no video on this server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    #[error("Videos need FFmpeg, and `{program}` is not on the path: install it (Debian: `apt-get install ffmpeg`).")]
    Program { program: String },
    #[error("Videos need FFmpeg 5.1 or newer, and this is {version}: install a newer one.")]
    TooOld { version: String },
    #[error(
        "Videos need an FFmpeg with `{what}`, and {program} was built without it: install the one of your distribution."
    )]
    Part { what: String, program: String },
    #[error("Videos need FFmpeg, and {program} does not run ({said}).")]
    Fails { program: String, said: String },
}

impl Missing {
    /// A word and what belongs to it, separated by colons, which a row keeps: `too-old:4.4.2`.
    pub fn word(&self) -> String {
        match self {
            Missing::Program { program } => format!("program:{program}"),
            Missing::TooOld { version } => format!("too-old:{version}"),
            Missing::Part { what, program } => format!("part:{what}:{program}"),
            Missing::Fails { program, said } => format!("fails:{program}:{said}"),
        }
    }

    /// `None` when nothing that is missing has this word.
    pub fn from_word(word: &str) -> Option<Missing> {
        let (kind, rest) = word.split_once(':')?;
        let both = rest.split_once(':').map(|(first, second)| (first.to_owned(), second.to_owned()));
        Some(match kind {
            "program" => Missing::Program { program: rest.to_owned() },
            "too-old" => Missing::TooOld { version: rest.to_owned() },
            "part" => both.map(|(what, program)| Missing::Part { what, program })?,
            "fails" => both.map(|(program, said)| Missing::Fails { program, said })?,
            _ => return None,
        })
    }
}

impl Tools {
    /// The ones on the path.
    pub async fn find() -> Result<Tools, Missing> {
        Tools::at(&on_path("ffmpeg")?, &on_path("ffprobe")?).await
    }

    /// These programs.
    pub async fn at(ffmpeg: &Path, ffprobe: &Path) -> Result<Tools, Missing> {
        ask(ffprobe, "-version").await?;
        let version = version_in(&ask(ffmpeg, "-version").await?);
        if number(&version).is_some_and(|number| number < OLDEST) {
            return Err(Missing::TooOld { version });
        }
        let encoders = ask(ffmpeg, "-encoders").await?;
        let filters = ask(ffmpeg, "-filters").await?;
        for (list, wanted) in [(&encoders, &ENCODERS[..]), (&filters, &FILTERS[..])] {
            if let Some(what) = wanted.iter().find(|what| !lists(list, what)) {
                return Err(Missing::Part { what: (*what).to_owned(), program: ffmpeg.display().to_string() });
            }
        }
        Ok(Tools {
            ffmpeg: ffmpeg.to_owned(),
            ffprobe: ffprobe.to_owned(),
            version,
            zscale: lists(&filters, "zscale") && lists(&filters, "tonemap"),
        })
    }

    /// The program that encodes.
    pub fn ffmpeg(&self) -> &Path {
        &self.ffmpeg
    }

    /// These programs, without asking them anything.
    pub fn unasked(ffmpeg: &Path, ffprobe: &Path) -> Tools {
        Tools { ffmpeg: ffmpeg.to_owned(), ffprobe: ffprobe.to_owned(), version: String::new(), zscale: true }
    }
}

fn on_path(program: &str) -> Result<PathBuf, Missing> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file());
    found.ok_or_else(|| Missing::Program { program: program.to_owned() })
}

async fn ask(program: &Path, question: &str) -> Result<String, Missing> {
    let fails = |said: String| Missing::Fails { program: program.display().to_string(), said };
    let mut order = Order::new(program, Duration::from_secs(20));
    order.arguments.extend(["-hide_banner", "-nostdin", question].map(Into::into));
    // ffprobe knows no -nostdin.
    if program.file_name().is_some_and(|name| name == "ffprobe") || question == "-version" {
        order.arguments = vec![question.into()];
    }
    let ended = run(&order, |_| {}).await.map_err(|stopped| fails(stopped.to_string()))?;
    let answer = String::from_utf8_lossy(&ended.stdout).into_owned();
    if ended.well { Ok(answer) } else { Err(fails(ended.last_words())) }
}

fn version_in(answer: &str) -> String {
    answer.split_whitespace().nth(2).unwrap_or_default().to_owned()
}

/// `None` for builds that are named after a commit: they are newer than any release that matters.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim_start_matches('n').split(|letter: char| !letter.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next().and_then(|part| part.parse().ok()).unwrap_or(0)))
}

/// Lines are ` V....D libx264   words` and ` T.C scale   V->V   words`.
fn lists(list: &str, name: &str) -> bool {
    list.lines().any(|line| line.split_whitespace().nth(1) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::{Missing, lists, number, version_in};

    #[test]
    fn what_is_missing_comes_back_from_the_word_that_a_row_keeps() {
        let program = "/usr/bin/ffmpeg".to_owned();
        for missing in [
            Missing::Program { program: program.clone() },
            Missing::TooOld { version: "4.4.2-0ubuntu0.22.04.1".to_owned() },
            Missing::Part { what: "libx264".to_owned(), program: program.clone() },
            Missing::Fails { program, said: "signal: 11".to_owned() },
        ] {
            assert_eq!(Missing::from_word(&missing.word()), Some(missing));
        }
        for word in ["", "part:libx264", "Videos need FFmpeg"] {
            assert_eq!(Missing::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn versions_are_read_however_a_build_calls_itself() {
        for (line, want) in [
            ("ffmpeg version 5.1.9-0+deb12u1 Copyright (c)", Some((5, 1))),
            ("ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright", Some((4, 4))),
            ("ffmpeg version 7 Copyright", Some((7, 0))),
            ("ffmpeg version n6.0-static Copyright", Some((6, 0))),
            ("ffmpeg version N-113007-g8d24a28d06 Copyright", None),
            ("", None),
        ] {
            assert_eq!(number(&version_in(line)), want, "{line}");
        }
    }

    #[test]
    fn only_a_whole_name_is_in_a_list() {
        let list = " V....D libx264rgb           libx264 H.264\n .SC zscale            V->V       words";
        assert!(lists(list, "zscale") && lists(list, "libx264rgb") && !lists(list, "libx264"));
    }
}
