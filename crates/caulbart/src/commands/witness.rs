//! A witness by itself: cosigns heads of logs that it knows, and never two that contradict each other.

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::{Usage, say};
use crate::settings::typed::Witness;
use crate::settings::{Settings, listen_address};
use crate::wiring::workers::Closing;
use crate::wiring::{door, witnessing};

pub async fn run(settings: Settings, asked: Witness) -> Result<()> {
    let address = listen_address("--listen", &asked.listen).map_err(Usage)?;
    let logs =
        asked.log.iter().map(|typed| witnessing::log_key("--log", typed)).collect::<Result<_, _>>().map_err(Usage)?;
    if ledger::SigningKey::new(&asked.name, &[0; 32]).is_err() {
        return Err(Usage(format!("`--name {}` is no name of a key: no spaces and no plus.", asked.name)).into());
    }
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} could not be listened on; choose another with --listen"))?;
    let witness = witnessing::open(&settings.folder, &asked.name, logs)?;
    let stop = super::serve::asked_to_stop();
    let there = listener.local_addr()?;
    say(&format!("This witness cosigns as {}", witness.vkey()));
    say(&format!("It takes heads below http://{there}/"));
    let (close, closing) = Closing::new();
    let serving = tokio::spawn(door::keep_open(listener, None, witnessing::router(witness), closing));
    stop.await;
    let _ = close.send(true);
    let _ = tokio::time::timeout(super::serve::PATIENCE, serving).await;
    Ok(())
}
