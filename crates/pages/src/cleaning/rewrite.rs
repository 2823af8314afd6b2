//! Pictures of a clean text, led through somebody else's address while it is shown.

use crate::dom::{decode, escape_attribute};

/// Where a picture is to be fetched from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureAddress {
    pub src: String,
    /// Candidates for other screens, as in HTML; empty for none.
    pub srcset: String,
    /// Pixels; 0 keeps what the text says.
    pub width: u32,
    pub height: u32,
}

/// Gives every picture of a clean text a new address; where `address` has none, the picture is left out.
/// One pass over the text, no tree: it relies on the form in which `clean` writes pictures.
pub fn rewrite_pictures(clean_html: &str, address: &dyn Fn(&str) -> Option<PictureAddress>) -> String {
    const START: &str = "<img src=\"";
    let mut out = String::with_capacity(clean_html.len() + clean_html.len() / 4);
    let mut rest = clean_html;
    while let Some(at) = rest.find("<img") {
        out.push_str(&rest[..at]);
        // `<` and `>` are escaped in clean text and attributes, so this one ends the tag.
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        rest = &rest[end..];
        let Some((src, others)) = tag.strip_prefix(START).and_then(|tag| tag.split_once('"')) else { continue };
        let Some(new) = address(&decode(src)) else { continue };
        out.push_str(START);
        escape_attribute(&mut out, &new.src);
        out.push('"');
        if !new.srcset.is_empty() {
            out.push_str(" srcset=\"");
            escape_attribute(&mut out, &new.srcset);
            out.push('"');
        }
        let others = others.trim_end_matches('>');
        let sized = new.width > 0 && new.height > 0;
        out.push_str(if sized { others.split(" width=\"").next().unwrap_or(others) } else { others });
        if sized {
            out.push_str(&format!(" width=\"{}\" height=\"{}\"", new.width, new.height));
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{PictureAddress, rewrite_pictures};

    #[test]
    fn pictures_move_and_refused_ones_go() {
        let clean = "<p>A <img src=\"https://a.example/1.jpg?x=1&amp;y=2\" alt=\"a width=&quot; b\" width=\"30\" height=\"20\"> \
                     <img src=\"https://a.example/no.jpg\" alt=\"\"> end</p>";
        let shown = rewrite_pictures(clean, &|src| {
            (src == "https://a.example/1.jpg?x=1&y=2").then(|| PictureAddress {
                src: "/p/1".into(),
                srcset: "/p/1?w=400 400w".into(),
                width: 300,
                height: 200,
            })
        });
        assert_eq!(
            shown,
            "<p>A <img src=\"/p/1\" srcset=\"/p/1?w=400 400w\" alt=\"a width=&quot; b\" width=\"300\" height=\"200\" \
             loading=\"lazy\" decoding=\"async\">  end</p>"
        );
        assert_eq!(rewrite_pictures("no pictures", &|_| None), "no pictures");
    }
}
