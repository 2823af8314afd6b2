//! Run everything: workers, poller, pages. Prints the address, stops when asked to.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use model::Time;
use tokio::net::TcpListener;
use tracing::{error, info, warn};

use super::{Usage, say};
use crate::settings::typed::Serve;
use crate::settings::{Settings, listen_address};
use crate::wiring::belonging::{self, Missed};
use crate::wiring::door::Lock;
use crate::wiring::letters::Letters;
use crate::wiring::mail::{self, Mail};
use crate::wiring::overseeing::Watched;
use crate::wiring::workers::{Bell, Closing};
use crate::wiring::{
    Alone, Opened, bucket, clips, demo, demo_clips, demo_newsroom, desk, door, overseeing, witnessing, workers,
};

/// Answers under way get this long to end.
pub const PATIENCE: Duration = Duration::from_secs(10);

impl Serve {
    /// What `caulbart` alone means.
    pub fn usual() -> Serve {
        Serve {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            tls_cert: None,
            tls_key: None,
            redirect_from: None,
            operator_token: None,
            behind_proxy: Vec::new(),
            mail_server: None,
            mail_from: None,
            hub: None,
            indexnow: false,
            trust: None,
            witness: Vec::new(),
            witness_for: Vec::new(),
            clip_minutes: 10,
            clip_space: 50,
            offline: false,
            no_demo: false,
        }
    }
}

pub async fn run(mut settings: Settings, serve: Serve) -> Result<()> {
    let address = listen_address("--listen", &serve.listen).map_err(Usage)?;
    if let Some(hub) = serve.hub.as_deref().filter(|hub| !is_web(hub)) {
        return Err(Usage(format!("`--hub {hub}` is no address: write it as https://hub.example/.")).into());
    }
    let members: Vec<_> =
        serve.witness.iter().map(|typed| witnessing::member(typed)).collect::<Result<_, _>>().map_err(Usage)?;
    let witnessed: Vec<_> = serve
        .witness_for
        .iter()
        .map(|typed| witnessing::log_key("--witness-for", typed))
        .collect::<Result<_, _>>()
        .map_err(Usage)?;
    let lock = lock(&serve)?;
    let mailer = mail::mailer(&serve).map_err(Usage)?;
    let plain = serve
        .redirect_from
        .as_deref()
        .map(|typed| listen_address("--redirect-from", typed))
        .transpose()
        .map_err(Usage)?;
    let listener = bind("--listen", address).await?;
    let plain = match plain {
        Some(address) => Some(bind("--redirect-from", address).await?),
        None => None,
    };
    settings.host =
        serve.public_url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    witnessing::keep(&settings.folder, &members)
        .with_context(|| format!("{} could not be written", settings.folder.display()))?;
    let edition = Opened::open(&settings).await?;
    let now = Time::now();
    if !serve.no_demo {
        let items = demo::take_in(&edition.store, now).await?;
        let newsroom = edition.newsroom(Default::default());
        let written = if items > 0 { demo_newsroom::take_in(&newsroom, now).await? } else { 0 };
        let clips = demo_clips::take_in(&newsroom, now).await?;
        if items + clips > 0 {
            info!(items, written, clips, "the demo edition came in");
            edition.place_waiting(now).await?;
        }
    }
    let clip_bucket = bucket::open(&settings, &edition.store).await?;
    let Some(_alone) = Alone::in_folder(&settings.folder)? else {
        bail!(
            "Another Caulbart serves this edition from {}; stop it, or choose another folder with --data.",
            settings.folder.display()
        );
    };
    if let Some(why) = belonging::old_ledger(&edition.store, &edition.oversight).await? {
        bail!(why);
    }
    let missed = Missed::find(&edition.store, &edition.oversight).await?;
    if let Some(told) = missed.told() {
        warn!("{told}");
    }
    let erased = missed.erase_again(&edition.store, edition.oversight.vault(), now).await?;
    if erased > 0 {
        warn!(readers = erased, "erased again, as the ledger has it");
    }
    edition.readers.load(now).await?;
    let running = overseeing::running(&edition.readers).await?;
    let trust = serve.trust.as_ref().map(std::fs::read_to_string).transpose().with_context(|| {
        format!("The trust policy in {} could not be read", serve.trust.clone().unwrap_or_default().display())
    })?;
    edition.oversight.begin(&running, &overseeing::terms(), trust.as_deref(), now).await?;

    let index_now = match serve.indexnow {
        true => Some(desk::index_now_key(&edition.store).await?),
        false => None,
    };
    let news = edition.news(serve.public_url.clone(), serve.hub.clone(), index_now);
    let bell = Bell::from(news.poller.news());
    let (close, closing) = Closing::new();
    let mut at_work = workers::start(&edition, &news, &bell, &closing);
    news.newsroom.set_clip_limits(clip_limits(&serve));
    if let Some(bucket) = clip_bucket {
        news.newsroom.keep_clips_in(bucket);
    }
    workers::start_newsroom(&mut at_work, &news, &closing);
    clips::start(&mut at_work, &news, &closing);
    workers::start_noting(&mut at_work, &edition, &news, &closing);
    if !serve.offline {
        workers::start_polling(&mut at_work, &edition, &news, &closing);
    }
    let comments = mail::comments(&edition, &news, mailer.is_some()).await?;
    let absent = overseeing::Absent::default();
    let letters = Letters::new(mailer.clone(), &edition, &serve, absent.clone());
    workers::start_letters(&mut at_work, &letters, &news, &closing);
    let mail = mailer.map(|mailer| Mail::new(mailer, &comments, &edition, &serve, absent.clone()));
    workers::start_comments(&mut at_work, &comments, mail, &news, &closing);
    let oversight = edition.oversight.clone();
    let (readers, store) = (edition.readers.clone(), edition.store.clone());
    let watched = Watched { oversight: oversight.clone(), readers, store };
    let watch = overseeing::watch(watched, running, absent, closing.clone());
    let watch = tokio::spawn(watch);
    let witness = match witnessed.is_empty() {
        true => None,
        false => Some(witnessing::of_edition(&settings.folder, &edition.oversight, witnessed)?),
    };
    let site = desk::site(&serve, &edition, news, comments, letters).await?;

    let stop = asked_to_stop();
    let there = listener.local_addr()?;
    let scheme = if lock.is_some() { "https" } else { "http" };
    say(&format!("Caulbart reads and serves. Open {scheme}://{there}/"));
    if let Some(lock) = &lock {
        at_work.spawn(lock.clone().follow_files(closing.clone()));
    }
    if let Some(plain) = plain {
        at_work.spawn(door::keep_open(plain, None, door::by_https(there.port()), closing.clone()));
    }
    let mut app = web::router(site);
    if let Some(witness) = witness {
        info!("cosigns heads of other editions below /witness, as {}", witness.vkey());
        app = axum::Router::new().nest("/witness", witnessing::router(witness)).fallback_service(app);
    }
    let serving = tokio::spawn(door::keep_open(listener, lock, app, closing.clone()));
    stop.await;
    info!("closing");
    let _ = close.send(true);
    let farewell = async {
        if let Err(failure) = serving.await {
            error!("the pages ended badly: {failure}");
        }
        while at_work.join_next().await.is_some() {}
        // The last beat tells of everything that was served.
        let _ = watch.await;
        oversight.book().close();
    };
    let _ = tokio::time::timeout(PATIENCE, farewell).await;
    edition.store.close().await?;
    Ok(())
}

fn clip_limits(serve: &Serve) -> newsroom::ClipLimits {
    let usual = newsroom::ClipLimits::default();
    newsroom::ClipLimits {
        longest_ms: u64::from(serve.clip_minutes) * 60_000,
        of_one: u64::from(serve.clip_space) << 30,
        ..usual
    }
}

fn is_web(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

async fn bind(option: &str, address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "{address} could not be listened on; something else may listen there already: choose another with {option}"
        )
    })
}

/// Reads the files before anything is begun, so that a wrong name is told at once.
fn lock(serve: &Serve) -> Result<Option<Lock>> {
    let (Some(certificate), Some(key)) = (&serve.tls_cert, &serve.tls_key) else { return Ok(None) };
    Ok(Some(Lock::from_files(certificate, key).map_err(Usage)?))
}

/// Comes to an end by Control-C, or by the signal by which service managers end a program. Listens from now on, before anybody is
/// told that there is something to end.
pub fn asked_to_stop() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let mut signals = {
        use tokio::signal::unix::{SignalKind, signal};
        [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok())
    };
    async move {
        #[cfg(unix)]
        {
            let [interrupt, terminate] = &mut signals;
            tokio::select! {
                () = one(interrupt) => {}
                () = one(terminate) => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// A signal that cannot be listened for never comes.
#[cfg(unix)]
async fn one(signal: &mut Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}
