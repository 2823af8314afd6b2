//! How many entries a second are durable, how long proofs, openings and an audit take.

pub async fn run(_: &crate::settings::Settings, _: u64) -> anyhow::Result<()> {
    Ok(())
}
