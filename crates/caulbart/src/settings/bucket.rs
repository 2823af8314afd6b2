//! Where whole files of clips lie, as typed: an address that names the bucket, and its access key.

use std::fmt;

use url::Url;

/// Signed for where nobody says otherwise, as S3's own tools do.
const USUAL_REGION: &str = "us-east-1";

#[derive(Clone, PartialEq, Eq)]
pub struct ClipBucket {
    /// Of the store, without the bucket.
    pub endpoint: Url,
    pub name: String,
    /// Before every name in it: empty, or with a slash at its end.
    pub prefix: String,
    /// The store's own word; not the region of the node.
    pub store_region: String,
    pub key_id: String,
    pub secret: String,
}

impl ClipBucket {
    /// `address` as https://s3.example/BUCKET/PREFIX?region=WORD, `key` as ID:SECRET; or a sentence about what was typed.
    pub fn parse(address: &str, key: Option<&str>) -> Result<ClipBucket, String> {
        let wrong = |why: &str| format!("`--clip-bucket`: {why}; write it as https://s3.example/BUCKET/PREFIX.");
        let mut url = Url::parse(address).map_err(|_| wrong("that is no address"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(wrong("that is no address of a store"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("the key does not belong into the address but into CAULBART_CLIP_BUCKET_KEY"));
        }
        let mut store_region = USUAL_REGION.to_owned();
        for (name, value) in url.query_pairs() {
            match (&*name, is_word(&value)) {
                ("region", true) => store_region = value.into_owned(),
                _ => return Err(wrong("only ?region=WORD may follow it")),
            }
        }
        let parts: Vec<String> = url.path().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let Some((name, prefix)) = parts.split_first() else { return Err(wrong("it names no bucket")) };
        if !parts.iter().all(|part| is_word(part)) {
            return Err(wrong("names in it have letters, digits, hyphens, dots and underscores"));
        }
        let prefix = prefix.iter().map(|part| format!("{part}/")).collect();
        let name = name.clone();
        let Some(key) = key else {
            return Err(
                "`--clip-bucket` needs the bucket's access key: say CAULBART_CLIP_BUCKET_KEY=ID:SECRET.".to_owned()
            );
        };
        let (key_id, secret) = key
            .trim()
            .split_once(':')
            .filter(|(id, secret)| !id.is_empty() && !secret.is_empty())
            .ok_or("`--clip-bucket-key` is no access key: write it as ID:SECRET.")?;
        let (key_id, secret) = (key_id.to_owned(), secret.to_owned());
        url.set_query(None);
        url.set_fragment(None);
        url.set_path("");
        Ok(ClipBucket { endpoint: url, name, prefix, store_region, key_id, secret })
    }

    /// For people: where it is, without what opens it.
    pub fn told(&self) -> String {
        let host = self.endpoint.host_str().unwrap_or_default();
        let port = self.endpoint.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}/{} at {host}{port}", self.name, self.prefix).replace("/ at", " at")
    }
}

fn is_word(part: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    part.bytes().all(fits) && part.bytes().any(|byte| byte != b'.')
}

impl fmt::Debug for ClipBucket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ClipBucket({})", self.told())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_store_bucket_and_prefix() {
        for (typed, endpoint, name, prefix, region) in [
            ("https://s3.example/clips", "https://s3.example/", "clips", "", "us-east-1"),
            ("https://s3.example/clips/", "https://s3.example/", "clips", "", "us-east-1"),
            (
                "http://127.0.0.1:9000/a.b/north/main?region=garage",
                "http://127.0.0.1:9000/",
                "a.b",
                "north/main/",
                "garage",
            ),
        ] {
            let read = ClipBucket::parse(typed, Some("ID:a/b+c:d=")).unwrap();
            let parts = (read.endpoint.as_str(), &*read.name, &*read.prefix, &*read.store_region);
            assert_eq!(parts, (endpoint, name, prefix, region), "{typed}");
            assert_eq!((&*read.key_id, &*read.secret), ("ID", "a/b+c:d="));
            assert!(!format!("{read:?}{}", read.told()).contains("a/b+c"));
        }
    }

    #[test]
    fn what_is_no_bucket_is_told_in_a_sentence_without_the_key() {
        for (typed, key, says) in [
            ("clips", Some("ID:shh"), "no address"),
            ("s3://clips/north", Some("ID:shh"), "no address of a store"),
            ("https://s3.example", Some("ID:shh"), "names no bucket"),
            ("https://s3.example/clips/..%2fother", Some("ID:shh"), "letters, digits"),
            ("https://s3.example/clips/...", Some("ID:shh"), "letters, digits"),
            ("https://s3.example/a%20b", Some("ID:shh"), "letters, digits"),
            ("https://ID:shh@s3.example/clips", Some("ID:shh"), "CAULBART_CLIP_BUCKET_KEY"),
            ("https://s3.example/clips?regoin=x", Some("ID:shh"), "?region=WORD"),
            ("https://s3.example/clips", None, "needs the bucket's access key"),
            ("https://s3.example/clips", Some("shh"), "ID:SECRET"),
            ("https://s3.example/clips", Some(":shh"), "ID:SECRET"),
        ] {
            let told = ClipBucket::parse(typed, key).unwrap_err();
            assert!(told.contains(says) && !told.contains("shh"), "{typed}: {told}");
        }
    }
}
