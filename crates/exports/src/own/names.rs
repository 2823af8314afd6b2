//! Names of files inside an export.

use crate::Post;

/// Letters of a name that come from a slug or a key.
const MOST_LETTERS: usize = 80;

/// Where a text lies: `articles/the-fire.12.md`. Two posts with different keys have different names.
pub fn file_name(post: &Post) -> String {
    let folder = if post.page { "pages" } else { "articles" };
    let slug = readable(&post.slug);
    let key = unmistakable(&post.key);
    format!("{folder}/{slug}.{key}.md")
}

/// A name out of an export as a path inside of it, with `/`; `None` for one that could lead out of the folder, or that
/// not every system can have.
pub fn safe_name(name: &str) -> Option<&str> {
    let is_safe = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.ends_with(['.', ' ']) && part.len() <= 255 && !is_device(part)
    };
    let has_bad_letters =
        name.chars().any(|c| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*'));
    (!has_bad_letters && name.len() <= 1_000 && name.split('/').all(is_safe)).then_some(name)
}

/// Windows keeps these for devices, whatever follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim().to_ascii_uppercase();
    let is_port = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    is_port || matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
}

fn readable(slug: &str) -> String {
    let mut name = String::new();
    for letter in slug.chars().take(MOST_LETTERS) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() || is_device(name) { "text".to_owned() } else { name.to_owned() }
}

/// Small letters and digits stand for themselves, everything else for its number: no two keys become one name, on a
/// disk that does not tell capital letters neither. Of a long key its beginning and a number made of all of it.
fn unmistakable(key: &str) -> String {
    let mut name = String::new();
    for letter in key.chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            name.push(letter);
        } else {
            name.push_str(&format!("-{:x}-", u32::from(letter)));
        }
    }
    if name.is_empty() {
        return "-".to_owned();
    }
    if name.len() <= MOST_LETTERS {
        return name;
    }
    // FNV-1a, 64 bits (Fowler, Noll, Vo).
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}-{hash:016x}", &name[..MOST_LETTERS])
}

#[cfg(test)]
mod tests {
    use super::{file_name, safe_name};
    use crate::Post;

    #[test]
    fn names_lead_into_the_folder_only() {
        for (name, is_safe) in [
            ("media/a b.jpg", true),
            ("media/2024/ü.jpg", true),
            ("a..b/c", true),
            ("../a", false),
            ("a/../b", false),
            ("/etc/passwd", false),
            ("a\\b", false),
            ("C:/a", false),
            ("a//b", false),
            ("a/", false),
            ("./a", false),
            ("a\0b", false),
            ("media/nul.jpg", false),
            ("COM1", false),
            ("a.", false),
            ("", false),
        ] {
            assert_eq!(safe_name(name).is_some(), is_safe, "{name:?}");
        }
    }

    #[test]
    fn every_post_has_a_safe_name_of_its_own() {
        let long = "x".repeat(500);
        let longer = format!("{long}y");
        let keys = ["", "1", "a", "A", "-", "../../etc", "con", "a/b", "a-2f-b", "ü", "\0", "line 3", &long, &longer];
        let mut seen = std::collections::BTreeSet::new();
        for key in keys {
            for slug in ["", "The Fire", "nul", "...", "ü"] {
                let post = Post { key: key.to_owned(), slug: slug.to_owned(), ..Post::default() };
                let name = file_name(&post);
                assert_eq!(safe_name(&name), Some(name.as_str()), "{key:?} {slug:?}");
                assert!(slug != "The Fire" || seen.insert(name.to_lowercase()), "{name}");
            }
        }
    }
}
