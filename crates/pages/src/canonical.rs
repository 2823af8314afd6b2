//! One address for one page, however it was shared.

use url::Url;

/// The address without what says only who shared it: tracking parameters, fragment, default port.
/// `None` for anything but http and https.
///
/// ```
/// let shared = "HTTPS://Town.example:443/fire?id=7&utm_source=x#comments";
/// assert_eq!(pages::canonical(shared).as_deref(), Some("https://town.example/fire?id=7"));
/// ```
pub fn canonical(url: &str) -> Option<String> {
    let mut url = Url::parse(url.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_fragment(None);
    Some(without_tracking(url).into())
}

/// Removes the parameters that only follow people around; the rest stays byte for byte.
pub(crate) fn without_tracking(mut url: Url) -> Url {
    let Some(query) = url.query() else { return url };
    if query.is_empty() {
        url.set_query(None);
        return url;
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    if kept.len() == query.split('&').count() {
        return url;
    }
    let kept = kept.join("&");
    url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    url
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || STARTS.iter().any(|start| name.starts_with(start))
}

/// Parameters whose whole family tracks.
const STARTS: &[&str] = &["utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "vero_", "_hs", "__hs", "oly_", "stm_"];

const NAMES: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_openstat",
    "wt_mc",
    "wt_zmc",
    "wtrid",
    "cmpid",
    "cmp",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "ns_linkname",
    "ns_fee",
    "at_medium",
    "at_campaign",
    "at_custom1",
    "at_custom2",
    "at_custom3",
    "at_custom4",
    "xtor",
    "ncid",
    "icid",
    "s_cid",
    "sr_share",
    "smid",
    "ftag",
    "ito",
    "ocid",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "_ga",
    "_gl",
    "spm",
    "scm",
    "trk",
    "trkcampaign",
    "rss_medium",
    "feedtype",
    "feedname",
    "__twitter_impression",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "fb_ref",
    "action_object_map",
    "action_type_map",
    "action_ref_map",
    "soc_src",
    "soc_trk",
    "recruiter",
    "zanpid",
    "ref_src",
    "ref_url",
    "srnd",
    "sref",
    "mbid",
    "cid_source",
    "cvid",
    "campaign_id",
    "dicbo",
    "outbrainclickid",
    "tblci",
];

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn shared_addresses_of_one_page_become_one() {
        for (shared, want) in [
            ("https://a.example/x?utm_source=rss&utm_medium=feed", Some("https://a.example/x")),
            ("https://a.example/x?id=1&fbclid=abc&b=2", Some("https://a.example/x?id=1&b=2")),
            ("https://a.example/x?q=a%20b+c&empty=", Some("https://a.example/x?q=a%20b+c&empty=")),
            ("http://A.Example:80/x#part", Some("http://a.example/x")),
            ("https://a.example:8443/x?", Some("https://a.example:8443/x")),
            (" https://a.example ", Some("https://a.example/")),
            ("https://a.example/x?UTM_Source=1", Some("https://a.example/x")),
            ("ftp://a.example/x", None),
            ("javascript:alert(1)", None),
            ("a.example/x", None),
            ("", None),
        ] {
            let once = canonical(shared);
            assert_eq!(once.as_deref(), want, "{shared}");
            assert_eq!(once.as_deref().and_then(canonical), once);
        }
    }
}
