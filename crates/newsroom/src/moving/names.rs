//! What things are called here that had names elsewhere: origins, addresses, pictures.

use exports::Site;
use exports::own::safe_name;
use model::{ManuscriptId, Time};
use url::Url;

use super::export::Export;
use crate::{house::is_path, slug};

/// What everything of one export is called here begins with.
pub struct Origin {
    start: String,
    is_own: bool,
    /// The site's name belongs into it and is not known yet.
    is_open: bool,
}

const OWN: &str = "caulbart:";

impl Origin {
    pub fn of(export: &Export) -> Origin {
        let (start, is_own, is_open) = match export {
            Export::WordPress(_) => ("wordpress:".to_owned(), false, true),
            // The numbers that Ghost gives are nobody else's.
            Export::Ghost(_) => ("ghost:".to_owned(), false, false),
            Export::Folder(files) => (format!("markdown:{}:", slug(&files.title())), false, false),
            Export::Own(_) => (OWN.to_owned(), true, false),
        };
        Origin { start, is_own, is_open }
    }

    pub fn know_site(&mut self, site: &Site) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let address = Url::parse(&site.address).ok();
        let name = address.as_ref().and_then(|url| Some(format!("{}{}", url.host_str()?, url.path())));
        let name = name.map(|name| name.trim_end_matches('/').to_owned()).unwrap_or_else(|| slug(&site.title));
        self.start.push_str(&format!("{name}:"));
    }

    /// An export of ours says what came from elsewhere as it was called when it came here.
    pub fn named(&self, key: &str) -> String {
        if self.is_own && key.contains(':') { key.to_owned() } else { format!("{}{key}", self.start) }
    }

    pub fn is_own(&self) -> bool {
        self.is_own
    }
}

/// What a thing that was made here is called in an export: its number alone would be another's in another edition.
pub fn own_key(number: i64, made: Time) -> String {
    format!("n{number}t{}", made.0)
}

/// The other way round.
pub fn read_own_key(key: &str) -> Option<(ManuscriptId, Time)> {
    let (number, made) = key.strip_prefix('n')?.split_once('t')?;
    Some((ManuscriptId(number.parse().ok()?), Time(made.parse().ok()?)))
}

/// An origin as a key of an export.
pub fn key_of_origin(origin: &str) -> &str {
    origin.strip_prefix(OWN).unwrap_or(origin)
}

/// Paths of this site for addresses of before.
pub fn paths(addresses: &[String]) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for address in addresses {
        let address = address.trim();
        let path = match Url::parse(address) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => match url.query() {
                Some(query) => format!("{}?{query}", url.path()),
                None => url.path().to_owned(),
            },
            Ok(_) => continue,
            Err(_) => address.split('#').next().unwrap_or_default().to_owned(),
        };
        let path = numbered(&path).unwrap_or(path);
        if path != "/" && is_path(&path) && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// An address of ours leads on by its number alone.
fn numbered(path: &str) -> Option<String> {
    let rest = path.strip_prefix("/article/")?;
    let number = rest.split('-').next().filter(|number| number.parse::<i64>().is_ok())?;
    Some(format!("/article/{number}"))
}

/// Where the bytes of a picture may lie inside of a folder, the likeliest first. `place` is the name of the text's file.
pub fn inside_folder(address: &str, place: &str) -> Vec<String> {
    let address = exports::percent_decoded(address.split(['?', '#']).next().unwrap_or_default());
    let mut found = Vec::new();
    let mut add = |name: String| found.extend(safe_name(&name).map(str::to_owned));
    if let Some(rest) = address.strip_prefix('/') {
        for folder in ["", "static/", "public/", "assets/", "source/", "src/"] {
            add(format!("{folder}{rest}"));
        }
        return found;
    }
    let mut folders: Vec<&str> = place.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." if folders.pop().is_none() => return found,
            ".." => {}
            part => folders.push(part),
        }
    }
    add(folders.join("/"));
    add(address.clone());
    found
}

/// What a picture on the web may be called below a folder of uploads, and among those that the export tells of. The
/// first is as it was uploaded; WordPress shows smaller ones (`bridge-300x200.jpg`) in texts.
pub fn uploaded(address: &str) -> Vec<String> {
    let path = match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.path().to_owned(),
        Ok(_) => return Vec::new(),
        Err(_) => address.split(['?', '#']).next().unwrap_or_default().to_owned(),
    };
    let path = exports::percent_decoded(&path);
    let below = ["/wp-content/uploads/", "/content/images/", "/files/"]
        .into_iter()
        .find_map(|folder| Some(path.split_once(folder)?.1))
        .unwrap_or(path.trim_start_matches('/'));
    // Ghost keeps smaller ones in `size/w600/`.
    let below = match below.strip_prefix("size/").and_then(|rest| rest.split_once('/')) {
        Some((_, rest)) => rest,
        None => below,
    };
    let Some((stem, end)) = below.rsplit_once('.') else {
        return safe_name(below).map(str::to_owned).into_iter().collect();
    };
    let whole = without_size(stem);
    let mut names: Vec<String> = Vec::new();
    for name in [format!("{whole}.{end}"), format!("{whole}-scaled.{end}"), below.to_owned()] {
        if safe_name(&name).is_some() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `bridge-300x200` and `bridge-scaled` are `bridge`.
fn without_size(stem: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    match stem.rsplit_once('-') {
        Some((whole, "scaled" | "rotated")) => whole,
        Some((whole, size)) if size.split_once('x').is_some_and(|(x, y)| is_number(x) && is_number(y)) => whole,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::{inside_folder, paths, read_own_key, uploaded};

    #[test]
    fn old_addresses_become_paths_of_this_site() {
        for (address, want) in [
            ("https://a.example/2020/08/fire/", Some("/2020/08/fire/")),
            ("https://a.example/?p=12", Some("/?p=12")),
            ("https://a.example/", None),
            ("/fire/", Some("/fire/")),
            ("fire", None),
            ("//evil.example/x", None),
            ("javascript:alert(1)", None),
            ("/article/12-the-fire", Some("/article/12")),
            ("/article/about", Some("/article/about")),
            ("", None),
        ] {
            assert_eq!(paths(&[address.to_owned()]).first().map(String::as_str), want, "{address}");
        }
    }

    #[test]
    fn pictures_are_found_under_what_texts_call_them() {
        for (address, want) in [
            (
                "https://a.example/wp-content/uploads/2020/08/b-300x200.jpg",
                "2020/08/b.jpg 2020/08/b-scaled.jpg 2020/08/b-300x200.jpg",
            ),
            ("https://a.example/wp-content/uploads/b.jpg", "b.jpg b-scaled.jpg"),
            ("https://a.example/content/images/size/w600/2020/b.png", "2020/b.png 2020/b-scaled.png"),
            ("https://a.example/wp-content/uploads/%C3%BC.jpg", "ü.jpg ü-scaled.jpg"),
            ("https://a.example/wp-content/uploads/..%2f..%2fetc/x.jpg", ""),
            ("data:image/png;base64,AA", ""),
        ] {
            assert_eq!(uploaded(address).join(" "), want, "{address}");
        }
        for (address, place, want) in [
            ("a.jpg", "posts/fire/index.md", "posts/fire/a.jpg a.jpg"),
            ("../media/a.jpg", "articles/x.md", "media/a.jpg"),
            ("../../a.jpg", "x.md", ""),
            (
                "/img/a.jpg",
                "posts/x.md",
                "img/a.jpg static/img/a.jpg public/img/a.jpg assets/img/a.jpg source/img/a.jpg src/img/a.jpg",
            ),
        ] {
            assert_eq!(inside_folder(address, place).join(" "), want, "{address}");
        }
    }

    #[test]
    fn keys_of_ours_are_told_from_others() {
        let read = |key| read_own_key(key).map(|(id, made)| (id.0, made.0));
        assert_eq!(read("n12t34"), Some((12, 34)));
        assert_eq!((read("n12"), read("tiktok"), read("wordpress:a:12")), (None, None, None));
    }
}
