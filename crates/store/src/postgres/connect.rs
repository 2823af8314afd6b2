//! How a connection is made: encrypted where the address asks for it, and turned to the edition's schema.

use std::{str::FromStr, sync::Arc, time::Duration};

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolBuilder, RecyclingMethod, Runtime, Timeouts,
};
use model::Edition;
use tokio_postgres::{
    Config, NoTls,
    config::{Host, SslMode},
};

use super::{
    errors::{explained, of_the_pool},
    schema_of,
};
use crate::{Error, Result};

const CONNECTIONS: usize = 16;
const PATIENCE: Duration = Duration::from_secs(10);

pub fn pool(edition: &Edition, url: &str) -> Result<Pool> {
    // Each session holds the lock shared while it lives, so that a restore sees that the edition is open.
    let begin =
        format!("set search_path to {}; select pg_advisory_lock_shared({})", schema_of(edition), lock_of(edition));
    let hook = Hook::async_fn(move |client, _| {
        let begin = begin.clone();
        Box::pin(async move { client.batch_execute(&begin).await.map_err(HookError::Backend) })
    });
    build(connections(edition, url)?.max_size(CONNECTIONS).post_create(hook))
}

/// A session that has the edition to itself while it lives; `InUse` when anybody has it open.
pub async fn alone(edition: &Edition, url: &str) -> Result<Object> {
    let session = build(connections(edition, url)?.max_size(1))?.get().await.map_err(of_the_pool)?;
    let question = format!("select pg_try_advisory_lock({})", lock_of(edition));
    // Sessions that were closed a moment ago take a moment to end.
    for _ in 0..20 {
        let had = session.query_one(&question, &[]).await.map_err(|why| explained("locking", why))?;
        if had.get(0) {
            return Ok(session);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(Error::InUse)
}

/// The database's address, checked as far as that goes without asking it.
pub fn config(url: &str) -> Result<Config> {
    let config = Config::from_str(url).map_err(|why| Error::Address(in_full(&why)))?;
    match config.get_hosts() {
        [] => Err(Error::Address("it names no host".to_owned())),
        _ => Ok(config),
    }
}

fn connections(edition: &Edition, url: &str) -> Result<PoolBuilder> {
    let mut config = config(url)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_application_name().is_none() {
        // What an operator sees in `pg_stat_activity`.
        config.application_name(format!("caulbart {}", edition.name.as_str()));
    }
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    // `prefer` is what there is when nothing is said; only `require` is a wish.
    let manager = match config.get_ssl_mode() {
        SslMode::Require => Manager::from_config(config, encrypted()?, recycling),
        _ => Manager::from_config(config, NoTls, recycling),
    };
    let timeouts = Timeouts { wait: Some(PATIENCE * 3), create: Some(PATIENCE), recycle: Some(PATIENCE) };
    Ok(Pool::builder(manager).runtime(Runtime::Tokio1).timeouts(timeouts))
}

fn build(connections: PoolBuilder) -> Result<Pool> {
    connections.build().map_err(|why| Error::Address(why.to_string()))
}

/// Two numbers: ours, and the edition's.
fn lock_of(edition: &Edition) -> String {
    format!("hashtext('caulbart'), hashtext('{}')", edition.name.as_str())
}

fn encrypted() -> Result<tokio_postgres_rustls::MakeRustlsConnect> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|why| Error::Unreachable(why.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(tokio_postgres_rustls::MakeRustlsConnect::new(config))
}

/// With its causes: the outermost sentence alone rarely says what happened.
pub fn in_full(why: &dyn std::error::Error) -> String {
    let mut words = why.to_string();
    let mut cause = why.source();
    while let Some(inner) = cause {
        words.push_str(": ");
        words.push_str(&inner.to_string());
        cause = inner.source();
    }
    words
}

/// The first host, as the child programs want it.
pub fn first_host(config: &Config) -> Option<std::ffi::OsString> {
    config.get_hosts().first().map(|host| match host {
        Host::Tcp(name) => name.into(),
        #[cfg(unix)]
        Host::Unix(path) => path.clone().into_os_string(),
    })
}
