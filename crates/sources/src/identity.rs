//! Is this the entry that we saw before, and does it still say the same?

use std::collections::HashMap;

use feeds::Entry;
use sha2::{Digest, Sha256};

/// Who an entry is, and what it said, before anything expensive is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Its place in the feed.
    pub place: usize,
    pub key: String,
    pub fingerprint: u64,
}

/// One draft for each entry that says anything: by guid, else by canonical address, else by what it says. Entries that
/// come twice are drafted once.
pub(crate) fn drafts(entries: &[Entry]) -> Vec<Draft> {
    let mut addresses_of: HashMap<&str, Option<&str>> = HashMap::new();
    for entry in entries {
        let (Some(guid), link) = (guid(entry), entry.link.as_deref().unwrap_or("")) else { continue };
        let address = addresses_of.entry(guid).or_insert(Some(link));
        if *address != Some(link) {
            // One guid for several pages identifies none of them.
            *address = None;
        }
    }
    let mut seen = HashMap::new();
    let mut drafts = Vec::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        if is_empty(entry) {
            continue;
        }
        let guid = guid(entry).filter(|guid| addresses_of.get(guid).is_some_and(Option::is_some));
        let fingerprint = fingerprint(entry);
        let by_address = || entry.link.as_deref().and_then(pages::canonical);
        let key = guid.map(str::to_owned).or_else(by_address).unwrap_or_else(|| by_words(entry));
        let key = match seen.get(&key) {
            None => key,
            Some(same) if *same == fingerprint => continue,
            // The same page with another fragment, or another entry without a page of its own.
            Some(_) => format!("{key} {}", by_words(entry)),
        };
        if seen.insert(key.clone(), fingerprint).is_none() {
            drafts.push(Draft { place, key, fingerprint });
        }
    }
    drafts
}

fn guid(entry: &Entry) -> Option<&str> {
    entry.id.as_deref().map(str::trim).filter(|guid| !guid.is_empty())
}

fn is_empty(entry: &Entry) -> bool {
    entry.title.trim().is_empty()
        && entry.link.is_none()
        && entry.summary.as_deref().unwrap_or("").trim().is_empty()
        && entry.content.as_deref().unwrap_or("").trim().is_empty()
        && entry.enclosures.is_empty()
}

fn by_words(entry: &Entry) -> String {
    let mut hash = Sha256::new();
    for part in [Some(&entry.title), entry.summary.as_ref(), entry.content.as_ref()].into_iter().flatten() {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    format!("text:{}", digest[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// Of the words only: publishers change markup, tracking pixels and picture tokens at every answer, and none of that
/// makes another version of an article.
fn fingerprint(entry: &Entry) -> u64 {
    let mut hash = Sha256::new();
    hash.update(entry.title.trim().as_bytes());
    for html in [&entry.summary, &entry.content].into_iter().flatten() {
        hash.update([0]);
        hash.update(feeds::plain_text(html).as_bytes());
    }
    for address in
        entry.enclosures.iter().map(|file| &file.url).chain(entry.pictures.iter().map(|picture| &picture.url))
    {
        hash.update([1]);
        hash.update(address.split(['?', '#']).next().unwrap_or("").as_bytes());
    }
    if entry.explicit == Some(true) {
        hash.update([2]);
    }
    first_eight(&hash.finalize())
}

/// Of bytes as they came, to notice that nothing changed at all. Never 0, which stands for "not known".
pub(crate) fn fingerprint_of(bytes: &[u8]) -> u64 {
    first_eight(&Sha256::digest(bytes)).max(1)
}

fn first_eight(digest: &[u8]) -> u64 {
    digest.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, link: &str, title: &str, summary: &str) -> Entry {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Entry { id: some(id), link: some(link), title: title.to_owned(), summary: some(summary), ..Entry::default() }
    }

    #[test]
    fn an_entry_is_known_again_by_the_best_that_it_has() {
        let a = "https://a.example/1";
        for (entries, keys) in [
            (vec![entry("g1", a, "T", "")], vec!["g1"]),
            (vec![entry("", "https://a.example/1?utm_source=rss#x", "T", "")], vec![a]),
            (vec![entry("", "", "T", "s")], vec!["text:"]),
            (vec![entry("", "", "", "")], vec![]),
            // Twice the same, and the same guid for two pages.
            (vec![entry("g", a, "T", "s"), entry("g", a, "T", "s")], vec!["g"]),
            (vec![entry("g", a, "T", ""), entry("g", "https://a.example/2", "U", "")], vec![a, "https://a.example/2"]),
            // A change log: one page, a fragment for each entry.
            (
                vec![entry("", "https://a.example/1#v1", "One", ""), entry("", "https://a.example/1#v2", "Two", "")],
                vec![a, "https://a.example/1 text:"],
            ),
        ] {
            let drafts = drafts(&entries);
            assert_eq!(drafts.len(), keys.len(), "{drafts:?}");
            for (draft, key) in drafts.iter().zip(keys) {
                assert!(
                    draft.key == key || key.ends_with("text:") && draft.key.starts_with(key),
                    "{} is not {key}",
                    draft.key
                );
            }
        }
    }

    #[test]
    fn only_other_words_make_another_version() {
        let base = drafts(&[entry("g", "", "Fire", "<p>Two <b>houses</b> burn.</p>")])[0].fingerprint;
        for (title, summary, same) in [
            (
                "Fire",
                "<p class=x>Two <i>houses</i> burn.</p><img src=\"//t.example/p.gif?r=8\" width=1 height=1>",
                true,
            ),
            ("Fire!", "<p>Two <b>houses</b> burn.</p>", false),
            ("Fire", "<p>Three <b>houses</b> burn.</p>", false),
        ] {
            assert_eq!(drafts(&[entry("g", "", title, summary)])[0].fingerprint == base, same, "{title} {summary}");
        }
        let marked = Entry { explicit: Some(true), ..entry("g", "", "Fire", "<p>Two <b>houses</b> burn.</p>") };
        assert_ne!(drafts(&[marked])[0].fingerprint, base, "for adults from now on");
    }
}
