//! What was said below an article there, as it is kept here, and the other way round.

use std::collections::HashMap;

use exports::{Comment, CommentState as Told};
use model::{CommentId, CommentState, MailAddress, ManuscriptId, Time};
use store::{MovingComment, Store};

use crate::Error;
use crate::comments::filter::fingerprint;
use crate::house::is_web;
use crate::sealed::Sealed;

/// In characters.
const LONGEST_TEXT: usize = 20_000;
const LONGEST_NAME: usize = 100;
const LONGEST_WEBSITE: usize = 500;
const MANY: u32 = 500;

const STATES: [(Told, CommentState); 4] = [
    (Told::Pending, CommentState::Held),
    (Told::Shown, CommentState::Shown),
    (Told::Spam, CommentState::Spam),
    (Told::Removed, CommentState::Removed),
];

/// `is_own` says that the texts were written out here; `then` is the time of those that have none.
pub fn comments(all: Vec<Comment>, is_own: bool, sealed: &Sealed, then: Time) -> Result<Vec<MovingComment>, Error> {
    let moving = all.into_iter().map(|comment| {
        let text = if is_own { unescaped(&comment.text) } else { as_text(&comment.text) };
        let text: String = text.replace('\0', "").chars().take(LONGEST_TEXT).collect();
        let name: String = comment.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let website = comment.site.trim();
        let state =
            STATES.iter().find(|(told, _)| *told == comment.state).map_or(CommentState::Held, |(_, state)| *state);
        Ok(MovingComment {
            name: name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect(),
            website: if website.len() <= LONGEST_WEBSITE && is_web(website) {
                website.to_owned()
            } else {
                String::new()
            },
            fingerprint: fingerprint(&text),
            at: comment.at.unwrap_or(then),
            address: MailAddress::new(&comment.address).map(|address| sealed.address(&address)).transpose()?,
            key: comment.key,
            parent: comment.parent,
            state,
            text,
        })
    });
    // What says nothing can be neither read nor answered; what was taken away stays for those who answered.
    let says = |comment: &MovingComment| !comment.text.trim().is_empty() || comment.state == CommentState::Removed;
    moving.filter(|comment| comment.as_ref().map_or(true, says)).collect()
}

/// HTML of a stranger as what she typed. Where there is none, lines are lines already.
fn as_text(html: &str) -> String {
    let html = html.trim().replace("\r\n", "\n");
    if !html.contains(['<', '&']) {
        return html;
    }
    let broken = html.replace("\n\n", "</p><p>").replace('\n', "<br>");
    pages::clean(&format!("<p>{broken}</p>"), None).text.trim().to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// For an export; each is called by its place, since its number would be another's elsewhere.
pub async fn all_below(store: &Store, id: ManuscriptId) -> Result<Vec<Comment>, Error> {
    let mut all: Vec<Comment> = Vec::new();
    let mut keys: HashMap<CommentId, String> = HashMap::new();
    let mut after = CommentId(0);
    loop {
        let rows = store.comments_below(id, after, MANY).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = last.id;
        for row in rows {
            let key = (all.len() + 1).to_string();
            keys.insert(row.id, key.clone());
            let told = STATES.iter().find(|(_, state)| *state == row.state).map_or(Told::Pending, |(told, _)| *told);
            all.push(Comment {
                key,
                parent: row.parent.and_then(|parent| keys.get(&parent)).cloned().unwrap_or_default(),
                name: row.name,
                address: String::new(),
                site: row.website,
                text: escaped(&row.text),
                at: Some(row.at),
                state: told,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{as_text, escaped, unescaped};

    #[test]
    fn what_somebody_typed_is_read_out_of_html() {
        for (html, text) in [
            ("One.\r\n\r\nTwo\nthree.", "One.\n\nTwo\nthree."),
            ("One &amp; two.\n\nThree.", "One & two.\n\nThree."),
            ("<p>One</p>\n<script>alert(1)</script><b onclick=x>two</b>", "One\n\ntwo"),
            ("<img src=x onerror=alert(1)>", ""),
        ] {
            assert_eq!(as_text(html), text, "{html}");
        }
        for text in ["a < b && c > d", "&amp;lt;", "two\nlines", ""] {
            assert_eq!(unescaped(&escaped(text)), text);
        }
    }
}
