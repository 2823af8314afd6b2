//! What was typed about the ledger, as typed: who opens what, what authorities asked, and who checks it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Audit {
    /// Address of a server or of its ledger, or a folder that holds a ledger.
    #[arg(value_name = "URL|DIR")]
    pub place: String,
    /// Whose signatures are believed: a file in C2SP's tlog-policy format that names the log, witnesses and a quorum.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    pub policy: Option<PathBuf>,
    /// The log's verifier key, where nobody else's signature is asked for.
    #[arg(long, value_name = "VKEY")]
    pub key: Option<String>,
    /// A checkpoint that was kept before: the log must have grown from it.
    #[arg(long, value_name = "OLD_CHECKPOINT")]
    pub since: Option<PathBuf>,
    /// Judge beats and deadlines as of this minute, such as 2026-11-29T08:00Z; without it, now.
    #[arg(long, value_name = "MINUTE")]
    pub now: Option<String>,
    /// Keep the checkpoint, where all holds, for the next --since.
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Report {
    /// 2026, 2026-Q4 or 2026-11; without it, this month so far.
    pub period: Option<String>,
    /// Publish it below /ledger/reports/, signed; the period must be over. The server does that by itself.
    #[arg(long)]
    pub publish: bool,
    /// Write the EU's quantitative template for the DSA, as far as the ledger knows it, into a new folder.
    #[arg(long, value_name = "DIR")]
    pub dsa: Option<PathBuf>,
    /// Who offers the service, to be named in the template.
    #[arg(long, value_name = "NAME", requires = "dsa")]
    pub provider: Option<String>,
}

#[derive(Debug, Args)]
pub struct Vault {
    /// Where it is asked: unix:PATH, or tls://ADDR:PORT; without it, a socket in the vault's own folder.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Whose signatures it believes, whatever a node says: a file in C2SP's tlog-policy format.
    #[arg(long, value_name = "FILE")]
    pub trust: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Witness {
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8081")]
    pub listen: String,
    /// Verifier key of a log whose heads are cosigned. May be repeated.
    #[arg(long, value_name = "VKEY", required = true)]
    pub log: Vec<String>,
    /// Name of the witness's key, best a host and a path.
    #[arg(long, default_value = "localhost/witness")]
    pub name: String,
}

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// The keys by which others verify this ledger, and what this edition cosigns for others.
    Keys,
    /// Sign with a new key from now on. An entry names it, and the old key signs once more to say so.
    Rotate,
}

#[derive(Debug, Subcommand)]
pub enum Access {
    /// Who may open which fields for which purpose, as the ledger has it.
    Policy,
    /// Write the entry, wait for its proof, open what it names, and print it.
    Open {
        /// Number of a reader. May be repeated.
        #[arg(long, value_name = "NUMBER")]
        reader: Vec<i64>,
        /// Name of an account. May be repeated.
        #[arg(long, value_name = "NAME")]
        name: Vec<String>,
        /// Which of identity, contact, follows, history, with commas between them.
        #[arg(long)]
        fields: String,
        #[command(flatten)]
        opening: Opening,
    },
}

/// What stands in the entry.
#[derive(Debug, Args, Clone)]
pub struct Opening {
    /// support, repair, abuse-review, legal-demand, incident or own-request.
    #[arg(long)]
    pub purpose: Option<String>,
    /// Number of the case, such as CASE-17. Everybody reads it: no name.
    #[arg(long, default_value = "none")]
    pub reference: String,
    /// Country in which you are, two letters; ZZ where it is not to be said.
    #[arg(long, default_value = "ZZ", env = "CAULBART_COUNTRY")]
    pub country: String,
    /// staff, processor or third-party.
    #[arg(long, default_value = "staff")]
    pub role: String,
    /// Who you are; only a tag of it is written. Without it, the name of your account on this machine.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// So long it stays open.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub minutes: u16,
}

#[derive(Debug, Subcommand)]
pub enum Request {
    /// An authority asks.
    Add {
        /// Its country, two letters.
        #[arg(long)]
        country: String,
        /// legal, emergency, preservation or removal.
        #[arg(long, value_name = "TYPE")]
        kind: String,
        /// Accounts that it asks about.
        #[arg(long, default_value_t = 0)]
        accounts: u64,
        /// Items that it asks about.
        #[arg(long, default_value_t = 0)]
        items: u64,
        /// The law keeps it secret: only a commitment stands in the ledger, and what it hides by the end of this day, such as
        /// 2027-03-01. Needs --allow-sealed.
        #[arg(long, value_name = "DAY", requires = "allow_sealed")]
        sealed_until: Option<String>,
        /// Entries that nobody can read yet are allowed here.
        #[arg(long, env = "CAULBART_ALLOW_SEALED")]
        allow_sealed: bool,
    },
    /// Show what a sealed entry hides.
    Unseal {
        /// The sealed entry.
        entry: u64,
    },
    /// What became of a request.
    Answer {
        /// Entry of the request.
        entry: u64,
        /// none, some or all.
        result: String,
        /// Accounts of which something was disclosed.
        #[arg(long, default_value_t = 0)]
        accounts: u64,
        /// Items that were acted on.
        #[arg(long, default_value_t = 0)]
        items: u64,
    },
    /// All requests, and which wait for an answer.
    List,
}

#[derive(Debug, Args)]
pub struct Transfer {
    /// Who receives it: a host, or a name without spaces.
    #[arg(long)]
    pub to: String,
    /// Country where it goes, two letters.
    #[arg(long)]
    pub country: String,
    /// Legal basis, one word: contract, consent, scc, adequacy, legal-demand …
    #[arg(long)]
    pub basis: String,
    /// content, or which of identity, contact, follows, history.
    #[arg(long)]
    pub types: String,
    /// In bytes.
    #[arg(long, default_value_t = 0)]
    pub volume: u64,
    /// What it is for, one word: backup, mail, analysis …
    #[arg(long = "use", value_name = "WORD")]
    pub end_use: String,
    /// How it goes, one word: tls, disk, mail …
    #[arg(long)]
    pub method: String,
    /// Number of a reader whose data it is. May be repeated.
    #[arg(long, value_name = "NUMBER")]
    pub reader: Vec<i64>,
}
