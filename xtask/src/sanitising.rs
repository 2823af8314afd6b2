//! Is what strangers send harmless once cleaned? `cargo x sanitising`
//!
//! Every payload of `shared/data/xss` is cleaned, and what comes out is judged by html5ever's tree.

#[path = "../../crates/pages/tests/judge/mod.rs"]
mod judge;

use anyhow::{Context, bail};

pub fn run(args: &[String]) -> anyhow::Result<()> {
    if let Some(arg) = args.first() {
        bail!("cargo x sanitising takes nothing, not {arg}");
    }
    let path = crate::root().join("../shared/data/xss/payloads.json");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("the payloads are missing: {}", path.display()))?;
    let rows: serde_json::Value = serde_json::from_str(&text)?;
    let (mut all, mut harmless, mut idempotent) = (0, 0, 0);
    for row in rows.as_array().into_iter().flatten() {
        let payload = row["payload"].as_str().unwrap_or_default();
        let once = pages::clean(payload, None).html;
        let twice = pages::clean(&once, None).html;
        let dangers = judge::dangers(&once);
        all += 1;
        harmless += usize::from(dangers.is_empty());
        idempotent += usize::from(once == twice);
        if !dangers.is_empty() || once != twice {
            println!("{payload:?} became {once:?}: {}", dangers.join(", "));
        }
    }
    println!("{harmless} of {all} harmless, {idempotent} idempotent");
    if harmless < all || idempotent < all {
        bail!("some payloads are not made harmless");
    }
    Ok(())
}
