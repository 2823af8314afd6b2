//! What was typed, as typed. `Settings` says what it means.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use super::typed_ledger::{Access, Audit, Ledger, Opening, Report, Request, Transfer, Vault, Witness};

/// News that matter to you: brings news in, groups it into stories, and gives every reader a timeline that explains itself.
#[derive(Debug, Parser)]
#[command(name = "caulbart", version, disable_help_subcommand = true)]
pub struct Typed {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Args)]
pub struct Everywhere {
    /// Folder that holds everything this server keeps.
    #[arg(long, global = true, value_name = "DIR", default_value = "./caulbart-data", env = "CAULBART_DATA")]
    pub data: PathBuf,
    /// Which edition: lower-case letters, digits and hyphens.
    #[arg(long, global = true, value_name = "NAME", default_value = "main", env = "CAULBART_EDITION")]
    pub edition: String,
    /// PostgreSQL instead of the embedded database, as postgres://user@host/name.
    #[arg(long, global = true, value_name = "URL", env = "CAULBART_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Region of this node, such as eu or de-north. Database and media are marked with it at the first start; a node that says
    /// another one, or none, is refused from then on.
    #[arg(long, global = true, value_name = "NAME", env = "CAULBART_REGION")]
    pub region: Option<String>,
    /// A private host (name or address, with :PORT if not 80 or 443) that may be fetched from all the same. May be repeated.
    #[arg(long, global = true, value_name = "HOST", env = "CAULBART_ALLOW_PRIVATE", value_delimiter = ',')]
    pub allow_private: Vec<String>,
    /// Where `caulbart vault` holds the keys of readers, as unix:PATH or tls://HOST:PORT; without it, this process does.
    #[arg(long, global = true, value_name = "ADDRESS", env = "CAULBART_VAULT")]
    pub vault: Option<String>,
    /// The node.pem that a vault at tls:// made, by which it knows who asks.
    #[arg(long, global = true, value_name = "FILE", env = "CAULBART_VAULT_IDENTITY")]
    pub vault_identity: Option<PathBuf>,
    /// Bucket of an S3-compatible store where whole files of clips lie instead of the data folder, as
    /// https://s3.example/BUCKET/PREFIX, with ?region=WORD where the store has regions. Bucket and prefix belong to this edition alone.
    #[arg(long, global = true, value_name = "URL", env = "CAULBART_CLIP_BUCKET")]
    pub clip_bucket: Option<String>,
    /// The bucket's access key.
    #[arg(long, global = true, value_name = "ID:SECRET", env = "CAULBART_CLIP_BUCKET_KEY", hide_env_values = true)]
    pub clip_bucket_key: Option<String>,
    /// Print results as JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run everything and print the address. This is what `caulbart` alone does.
    Serve(Serve),
    /// Sources: add, list, refresh, test.
    #[command(subcommand)]
    Feed(Feed),
    /// Video files: what becomes of them.
    #[command(subcommand)]
    Clip(Clip),
    /// Readers with an account: who may sign up, invitations, a way back in.
    #[command(subcommand)]
    Reader(Reader),
    /// The newsroom: who works there.
    #[command(subcommand)]
    Editor(Editor),
    /// Bring in what lies on disk: another newsroom's export (WordPress, Ghost, Markdown, Caulbart), feed files, OPML lists.
    Import(Import),
    /// Write everything that the newsroom wrote into a folder: Markdown, JSON and pictures, to be imported again anywhere.
    Export {
        /// Folder to write; it must not be there yet, or be empty.
        folder: PathBuf,
        /// Address under which the world finds this edition, to be named in the export.
        #[arg(long, value_name = "URL", env = "CAULBART_PUBLIC_URL")]
        public_url: Option<String>,
    },
    /// The article on a page: text, title, byline, date, language, lead image.
    Extract {
        /// A saved page, or an address to fetch.
        what: String,
        /// Where a saved page came from.
        #[arg(long)]
        url: Option<String>,
        /// CSS selector of the article, where the page needs one.
        #[arg(long)]
        rule: Option<String>,
    },
    /// Hold the keys of readers in a process of their own, which a server asks with --vault.
    Vault(Vault),
    /// What is kept about readers, opened by staff: only with an entry in the public ledger, which they see.
    #[command(subcommand)]
    Access(Access),
    /// What authorities ask for, and what became of it.
    #[command(subcommand)]
    Request(Request),
    /// Note in the ledger that something leaves this edition or its region.
    Transfer(Transfer),
    /// Does a ledger hold all that it promises? Exit status 0 only then; otherwise the first entry at fault is named.
    Audit(Audit),
    /// What one edition withholds and another does not, from their two public ledgers.
    Diff {
        /// Address of a server or of its ledger, or a folder that holds a ledger.
        #[arg(value_name = "URL|DIR")]
        first: String,
        /// The other.
        #[arg(value_name = "URL|DIR")]
        second: String,
    },
    /// Cosign the heads of other ledgers, for whoever wants to know that everybody is shown the same (C2SP tlog-witness).
    Witness(Witness),
    /// What stands in the ledger, in numbers.
    Report(Report),
    /// The ledger's own keys.
    #[command(subcommand)]
    Ledger(Ledger),
    /// Stories: how well items are grouped.
    #[command(subcommand)]
    Story(Story),
    /// A timeline on the terminal.
    Timeline(Timeline),
    /// Compute timelines again from their bundles, and say whether the same comes out, to the byte.
    Replay {
        /// Files that `caulbart timeline --bundle` wrote, or that a reader downloaded.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Say also in which beat of this ledger the pack of each stands: address of a server or of its ledger, or a folder.
        #[arg(long, value_name = "URL|DIR")]
        ledger: Option<String>,
    },
    /// What was learned: the models that timelines are composed with.
    #[command(subcommand)]
    Model(Model),
    /// How well readers' choices are foretold: replays logs through the engine that serves.
    Evaluate(Evaluate),
    /// The edition's own slates and what came of them, without who it was.
    #[command(subcommand)]
    Interactions(Interactions),
    /// Speed, on work that is generated here.
    #[command(subcommand)]
    Bench(Bench),
    /// Write a backup while the server runs.
    Backup {
        /// File to write; it must not exist yet.
        file: PathBuf,
    },
    /// Put a backup in place of what is kept. The server must not run.
    Restore {
        /// A file that `backup` wrote.
        file: PathBuf,
        /// The vault is lost for good: begin another. What is kept about readers never opens again.
        #[arg(long)]
        new_vault: bool,
    },
    /// What is wrong here, and what to do.
    Doctor,
    /// Print a reference page (for `cargo x gen`).
    #[command(hide = true)]
    Reference { page: String },
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files, or folders of them. What each is, its content says.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Folder with the pictures of an export, laid out like WordPress's wp-content/uploads.
    #[arg(long, value_name = "DIR")]
    pub media: Option<PathBuf>,
    /// Fetch pictures of an export from the web; without it, they stay where they are.
    #[arg(long)]
    pub fetch_media: bool,
    /// Where the site was, for exports that do not say (Ghost's do not).
    #[arg(long, value_name = "URL")]
    pub site: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Editor {
    /// Give whoever has an account here a role: moderator, creator, author, editor or chief.
    Add {
        /// Name of the account.
        name: String,
        #[arg(default_value = "editor")]
        role: String,
    },
    /// Who works in the newsroom.
    List,
    /// May crawlers that train models, or answer from them, take what is published here? robots.txt tells them.
    Crawlers {
        /// allow or refuse; without it, what holds now.
        rule: Option<String>,
    },
    /// Take the role away; the account stays.
    Remove { name: String },
}

#[derive(Debug, Args, Clone)]
pub struct Serve {
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080", env = "CAULBART_LISTEN")]
    pub listen: String,
    /// Address under which the world reaches this server; WebSub needs one.
    #[arg(long, value_name = "URL", env = "CAULBART_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Speak TLS: the certificate as PEM, then those that signed it. Read again whenever it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key", env = "CAULBART_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert", env = "CAULBART_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Listen here too, by plain http, and lead everybody to https.
    #[arg(long, value_name = "ADDR:PORT", requires = "tls_cert", env = "CAULBART_REDIRECT_FROM")]
    pub redirect_from: Option<String>,
    /// Whoever sends this word as a bearer token may add sources from another machine.
    #[arg(long, value_name = "TOKEN", env = "CAULBART_OPERATOR_TOKEN", hide_env_values = true)]
    pub operator_token: Option<String>,
    /// Address of a proxy before this server: whom it says it speaks for (X-Forwarded-For) is believed when tries at
    /// signing in are counted. May be repeated.
    #[arg(long, value_name = "ADDR", env = "CAULBART_BEHIND_PROXY", value_delimiter = ',')]
    pub behind_proxy: Vec<std::net::IpAddr>,
    /// Mail server through which readers are told of answers and get letters with their timelines, as
    /// smtps://name:password@host:465 or smtp://host:25; without one, nobody is asked whether she wants that.
    #[arg(long, value_name = "URL", requires_all = ["mail_from", "public_url"], env = "CAULBART_MAIL_SERVER", hide_env_values = true)]
    pub mail_server: Option<String>,
    /// Address that mails come from: news@example.org or "Name <news@example.org>".
    #[arg(long, value_name = "ADDRESS", env = "CAULBART_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// WebSub hub that carries what is published here: named in feeds, and told whenever they change.
    #[arg(long, value_name = "URL", env = "CAULBART_HUB")]
    pub hub: Option<String>,
    /// Tell search engines that take part in IndexNow what was published or changed; needs --public-url.
    #[arg(long, requires = "public_url", env = "CAULBART_INDEXNOW")]
    pub indexnow: bool,
    /// Whose signatures the vault believes: a file in C2SP's tlog-policy format that names this edition's log, witnesses and a quorum.
    #[arg(long, value_name = "FILE", env = "CAULBART_TRUST")]
    pub trust: Option<PathBuf>,
    /// A witness that cosigns each head of the ledger: its key, an @ and the address below which it takes heads. May be repeated.
    #[arg(long, value_name = "VKEY@URL", env = "CAULBART_WITNESS", value_delimiter = ',')]
    pub witness: Vec<String>,
    /// Cosign the heads of another edition's ledger, below /witness: its verifier key. May be repeated.
    #[arg(long, value_name = "VKEY", env = "CAULBART_WITNESS_FOR", value_delimiter = ',')]
    pub witness_for: Vec<String>,
    /// The longest clip that may be uploaded, in minutes.
    #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=120), env = "CAULBART_CLIP_MINUTES")]
    pub clip_minutes: u32,
    /// Room for all clips of one owner, in gigabytes.
    #[arg(long, value_name = "GB", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..), env = "CAULBART_CLIP_SPACE")]
    pub clip_space: u32,
    /// Do not ask any feed (for a machine without a network).
    #[arg(long)]
    pub offline: bool,
    /// Start empty instead of with the demo edition.
    #[arg(long)]
    pub no_demo: bool,
}

#[derive(Debug, Subcommand)]
pub enum Feed {
    /// Add a source by the address of its feed or of its site.
    Add {
        url: String,
        #[arg(long, default_value = "")]
        folder: String,
    },
    /// Add every feed of an OPML list.
    Import { file: PathBuf },
    /// Print all sources as OPML.
    Export,
    /// All sources and how they are doing.
    List,
    /// Change what is kept about a source.
    Set {
        /// Its number, as `feed list` prints it.
        id: i64,
        /// Fetch the article's page where the feed gives a teaser.
        #[arg(long, value_name = "ON|OFF", value_parser = ["on", "off"])]
        full_text: Option<String>,
        /// CSS selector of the article on the source's pages; empty finds it without.
        #[arg(long, value_name = "CSS")]
        rule: Option<String>,
        #[arg(long)]
        title: Option<String>,
        #[arg(long)]
        folder: Option<String>,
    },
    /// Remove a source with its items.
    Remove {
        /// Its number, as `feed list` prints it.
        id: i64,
    },
    /// Ask feeds now: those that are due, or all.
    Refresh {
        #[arg(long)]
        all: bool,
    },
    /// Show what a feed says, with its faults.
    Test {
        /// A file or an address.
        what: String,
    },
    /// Add a starter list of public feeds: `en`, `de`, …; without a language, name the lists.
    Starter { language: Option<String> },
}

#[derive(Debug, Subcommand)]
pub enum Clip {
    /// Show as JSON what video files are and which renditions they would get, or why none.
    Test {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The longest clip that is accepted, in minutes.
        #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=120), env = "CAULBART_CLIP_MINUTES")]
        clip_minutes: u32,
    },
}

#[derive(Debug, Subcommand)]
pub enum Reader {
    /// Who may sign up: `open`, `invitation` or `closed`; without a word, who may now.
    SignUp { mode: Option<String> },
    /// Make an invitation for one reader.
    Invite {
        /// So long it can be used.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=365))]
        days: u16,
    },
    /// Numbers, since when, and when they were here last. Names are sealed.
    List,
    /// A new recovery code for somebody who lost everything and asked for it: an entry in the ledger says so. Whoever is signed in
    /// as her is signed out.
    Reset {
        name: String,
        #[command(flatten)]
        opening: Opening,
    },
    /// Remove a reader with everything that is kept about her.
    Remove { name: String },
}

#[derive(Debug, Subcommand)]
pub enum Story {
    /// Group labelled rows in order of arrival and compare with their labels.
    Evaluate {
        /// JSON Lines with id, title, story and, where known, text, url, publisher, time_ms; `.gz` too.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Model {
    /// The models that are kept, newest first, and which is in use.
    List,
    /// One model: how much it learned, and which signals helped most.
    Show {
        /// Its hash, or the first digits; without it, the one in use.
        hash: Option<String>,
    },
    /// Compose timelines with this model and no other until you say so; `newest` follows the learner again.
    Use {
        /// Its hash, or the first digits, or `newest`.
        hash: String,
    },
    /// Go back to the model of the fit before.
    Rollback,
    /// Compose timelines by the weights set by hand.
    Off,
}

#[derive(Debug, Subcommand)]
pub enum Interactions {
    /// Write a folder that `caulbart evaluate` reads: items.jsonl.gz and impressions.jsonl.gz of the last thirty days.
    Export {
        /// Folder to write; it must not hold such files yet.
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Evaluate {
    /// Folders with items.jsonl.gz, impressions.jsonl.gz and perhaps history.jsonl.gz, or MIND's news.tsv and
    /// behaviors.tsv; several are replayed one after another in time.
    #[arg(required = true)]
    pub folders: Vec<PathBuf>,
    /// Learn, but do not count, until then: RFC 3339 or Unix milliseconds.
    #[arg(long, value_name = "TIME")]
    pub warmup_until: Option<String>,
    /// So long after an impression its outcome becomes known: `60s`, `10m`, `1h`.
    #[arg(long, value_name = "TIME", default_value = "60s")]
    pub feedback_delay: String,
    /// What is foretold; `auto` takes `finished` where a log has it.
    #[arg(long, value_enum, default_value_t = Label::Auto)]
    pub label: Label,
    /// Take a group of signals out: interest, popularity, freshness, source, variety, format or habit.
    #[arg(long, value_name = "GROUP")]
    pub without: Vec<String>,
    /// Draw the learning curve, as SVG.
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
    /// Write every signal of every example, for other programs to learn from (see bench/peers.py).
    #[arg(long, value_name = "FILE")]
    pub export_signals: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Label {
    Auto,
    Opened,
    Finished,
}

#[derive(Debug, Args)]
pub struct Timeline {
    /// Number of a reader: what she would get now. It opens what is kept about her, so an entry in the public ledger says
    /// it first, and --purpose has to be given.
    #[arg(long, value_name = "NUMBER")]
    pub reader: Option<i64>,
    #[command(flatten)]
    pub opening: Opening,
    /// Say why each slot is there, and what was left out.
    #[arg(long)]
    pub why: bool,
    /// Print the receipt instead: hashes of what was given, and the order that came of it.
    #[arg(long, conflicts_with_all = ["why", "reader"])]
    pub receipt: bool,
    /// Write the receipt with all that the timeline came of, for `caulbart replay`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["why", "reader"])]
    pub bundle: Option<PathBuf>,
    /// How many slots.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub slots: u16,
}

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Feeds from a loopback server: fetch, parse, clean, understand, place, keep.
    Ingest {
        #[arg(long, default_value_t = 1000)]
        feeds: usize,
        #[arg(long, default_value_t = 50)]
        entries: usize,
    },
    /// Fill an edition with generated items, to measure its pages.
    Fill {
        #[arg(long, default_value_t = 100_000)]
        items: usize,
    },
    /// From an event that is posted to the page that it changed, over HTTP on loopback.
    Event {
        /// Items that the edition has; what is missing is generated.
        #[arg(long, default_value_t = 100_000)]
        items: usize,
        #[arg(long, default_value_t = 500)]
        rounds: usize,
    },
    /// Timelines from generated items.
    Timeline {
        #[arg(long, default_value_t = 100_000)]
        items: usize,
    },
    /// The online layer of the learner: examples a second.
    Learn {
        #[arg(long, default_value_t = 1_000_000)]
        examples: usize,
        /// Write the same examples for Vowpal Wabbit (see bench/online.py).
        #[arg(long, value_name = "FILE")]
        export: Option<std::path::PathBuf>,
    },
    /// A fit of the trees, and how long timelines take meanwhile.
    Refit {
        #[arg(long, default_value_t = 300_000)]
        impressions: usize,
        #[arg(long, default_value_t = 2)]
        threads: usize,
    },
    /// The ledger and the vault: entries a second, proofs, openings, an audit. All in a folder that goes away.
    Ledger {
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
        entries: u64,
    },
    /// Searches in the edition that is kept here.
    Search {
        #[arg(long, default_value_t = 2000)]
        searches: usize,
    },
    /// The 720p rendition of an upright clip, beside plain `ffmpeg` with the same settings.
    Transcode {
        /// Length of the clip.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=600))]
        seconds: u32,
    },
}
