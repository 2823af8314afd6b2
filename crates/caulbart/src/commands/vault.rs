//! The keys of an edition in a process of their own: somebody else may hold them.

use anyhow::{Context, Result};
use vault::{Address, Counter};

use super::{Usage, say};
use crate::places;
use crate::settings::Settings;
use crate::settings::typed::Vault;

pub async fn run(settings: Settings, asked: Vault) -> Result<()> {
    let folder = places::vault(&settings.folder);
    let typed = asked.listen.unwrap_or_else(|| format!("unix:{}", folder.join("socket").display()));
    let address = Address::parse(&typed).map_err(|fault| Usage(format!("`--listen`: {fault}")))?;
    let policy = asked
        .trust
        .as_ref()
        .map(|path| {
            std::fs::read_to_string(path)
                .with_context(|| format!("The trust policy in {} could not be read", path.display()))
        })
        .transpose()?;
    let counter = Counter::open(&folder, &address, policy.as_deref()).await?;
    let stop = super::serve::asked_to_stop();
    say(&format!("The vault of edition {} is asked at {}", settings.edition.name.as_str(), counter.address()));
    if let Address::Tls(_) = address {
        say(&format!("Who asks shows {}: carry it to the nodes, and nowhere else.", folder.join("node.pem").display()));
    }
    tokio::select! {
        () = counter.answer() => {}
        () = stop => {}
    }
    if let Address::Unix(path) = &address {
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}
