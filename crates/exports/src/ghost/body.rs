//! A Ghost post that has no HTML: its text out of what Ghost's editors keep, Lexical's tree or Mobiledoc's lists.

use serde_json::Value;

/// Bytes of an editor's text; a longer one is not looked at.
const MOST_BYTES: usize = 4 << 20;

/// HTML, and a sentence about how it came about.
pub fn html(lexical: &str, mobiledoc: &str) -> (String, Option<String>) {
    if !lexical.trim().is_empty() {
        return of_editor(lexical, "Lexical", of_lexical);
    }
    if !mobiledoc.trim().is_empty() {
        return of_editor(mobiledoc, "Mobiledoc", of_mobiledoc);
    }
    (String::new(), None)
}

fn of_editor(text: &str, editor: &str, read: fn(&Value, &mut Out)) -> (String, Option<String>) {
    let document = if text.len() <= MOST_BYTES { serde_json::from_str::<Value>(text).ok() } else { None };
    let Some(document) = document else {
        return (String::new(), Some(format!("Its text, kept as {editor}, could not be read; copy it from there.")));
    };
    let mut out = Out::default();
    read(&document, &mut out);
    let mut words = format!("Its text was kept as {editor} only; compare it with the one shown there.");
    if !out.left_aside.is_empty() {
        words.push_str(&format!(" What was left aside: {}.", out.left_aside.join(", ")));
    }
    (out.html, Some(words))
}

#[derive(Default)]
struct Out {
    html: String,
    left_aside: Vec<String>,
}

impl Out {
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                _ => self.html.push(letter),
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.html.push(' ');
            self.html.push_str(attribute);
            self.html.push_str("=\"");
            self.text(value);
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn close(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    fn leave_aside(&mut self, kind: &str) {
        let kind = crate::words::cut(kind, 40);
        if self.left_aside.len() < 20 && !self.left_aside.iter().any(|known| known == kind) {
            self.left_aside.push(kind.to_owned());
        }
    }

    /// A card: something that is no paragraph.
    fn card(&mut self, kind: &str, card: &Value) {
        match kind {
            "html" => self.html.push_str(word(card, "html")),
            "markdown" | "card-markdown" => {
                for paragraph in word(card, "markdown").split("\n\n").filter(|text| !text.trim().is_empty()) {
                    self.open("p", &[]);
                    self.text(paragraph);
                    self.close("p");
                }
            }
            "image" => {
                self.open("figure", &[]);
                self.open("img", &[("src", word(card, "src")), ("alt", word(card, "alt"))]);
                self.open("figcaption", &[]);
                self.html.push_str(word(card, "caption"));
                self.close("figcaption");
                self.close("figure");
            }
            "codeblock" | "code" => {
                self.open("pre", &[]);
                self.open("code", &[]);
                self.text(word(card, "code"));
                self.close("code");
                self.close("pre");
            }
            "horizontalrule" | "hr" => self.open("hr", &[]),
            "bookmark" | "embed" => {
                let address = word(card, "url");
                let title = card.get("metadata").map_or("", |metadata| word(metadata, "title"));
                self.open("p", &[]);
                self.open("a", &[("href", address)]);
                self.text(if title.is_empty() { address } else { title });
                self.close("a");
                self.close("p");
            }
            "callout" => {
                self.open("p", &[]);
                self.html.push_str(word(card, "calloutText"));
                self.close("p");
            }
            _ => self.leave_aside(kind),
        }
    }
}

enum Step<'v> {
    Node(&'v Value),
    Close(&'static str),
}

/// Nodes with a type and children.
fn of_lexical(document: &Value, out: &mut Out) {
    let mut steps = vec![Step::Node(document.get("root").unwrap_or(document))];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Node(node) => node,
            Step::Close(name) => {
                out.close(name);
                continue;
            }
        };
        let name = match word(node, "type") {
            "root" | "" => None,
            "text" | "extended-text" => {
                styled(node, out);
                continue;
            }
            "linebreak" => {
                out.open("br", &[]);
                continue;
            }
            "paragraph" => Some("p"),
            "heading" | "extended-heading" => Some(heading(word(node, "tag"))),
            "quote" | "extended-quote" => Some("blockquote"),
            "aside" => Some("aside"),
            "list" => Some(if word(node, "listType") == "number" { "ol" } else { "ul" }),
            "listitem" => Some("li"),
            "link" => Some("a"),
            kind => {
                out.card(kind, node);
                continue;
            }
        };
        if let Some(name) = name {
            let href = if name == "a" { word(node, "url") } else { "" };
            out.open(name, &[("href", href)]);
            steps.push(Step::Close(name));
        }
        let children = node.get("children").and_then(Value::as_array);
        steps.extend(children.into_iter().flatten().rev().map(Step::Node));
    }
}

fn heading(tag: &str) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"].into_iter().find(|known| *known == tag).unwrap_or("h2")
}

/// Text with Lexical's bits: 1 bold, 2 italic, 4 struck out, 16 code.
fn styled(node: &Value, out: &mut Out) {
    let bits = node.get("format").and_then(Value::as_u64).unwrap_or(0);
    let names = [(1, "strong"), (2, "em"), (4, "s"), (16, "code")];
    let names: Vec<&str> = names.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| name).collect();
    names.iter().for_each(|name| out.open(name, &[]));
    out.text(word(node, "text"));
    names.iter().rev().for_each(|name| out.close(name));
}

/// Sections are lists whose first number says what they are: 1 text, 2 picture, 3 list, 10 card.
fn of_mobiledoc(document: &Value, out: &mut Out) {
    let markups = list(document.get("markups"));
    let cards = list(document.get("cards"));
    for section in list(document.get("sections")) {
        let section = list(Some(section));
        let second = section.get(1);
        match section.first().and_then(Value::as_u64) {
            Some(1) => {
                let name = second.and_then(Value::as_str).unwrap_or("p");
                let known = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside"];
                let name = known.into_iter().find(|known| *known == name).unwrap_or("p");
                out.open(name, &[]);
                markers(list(section.get(2)), markups, out);
                out.close(name);
            }
            Some(2) => out.open("img", &[("src", second.and_then(Value::as_str).unwrap_or(""))]),
            Some(3) => {
                let name = if second.and_then(Value::as_str) == Some("ol") { "ol" } else { "ul" };
                out.open(name, &[]);
                for item in list(section.get(2)) {
                    out.open("li", &[]);
                    markers(list(Some(item)), markups, out);
                    out.close("li");
                }
                out.close(name);
            }
            Some(10) => {
                let card = second.and_then(Value::as_u64).and_then(|at| cards.get(usize::try_from(at).ok()?));
                let card = list(card);
                if let (Some(kind), Some(payload)) = (card.first().and_then(Value::as_str), card.get(1)) {
                    out.card(kind, payload);
                }
            }
            _ => out.leave_aside("a section of an unknown kind"),
        }
    }
}

/// `[kind, markups that begin, how many end, text]`.
fn markers(markers: &[Value], markups: &[Value], out: &mut Out) {
    let mut open: Vec<&'static str> = Vec::new();
    for marker in markers {
        let marker = list(Some(marker));
        for begins in list(marker.get(1)).iter().filter_map(Value::as_u64) {
            let markup = list(usize::try_from(begins).ok().and_then(|at| markups.get(at)));
            let name = markup.first().and_then(Value::as_str).unwrap_or("");
            let name = ["strong", "em", "s", "code", "a", "b", "i", "u"].into_iter().find(|known| *known == name);
            let attributes = list(markup.get(1));
            let href = match (attributes.first().and_then(Value::as_str), attributes.get(1).and_then(Value::as_str)) {
                (Some("href"), Some(href)) => href,
                _ => "",
            };
            let name = name.unwrap_or("span");
            out.open(name, &[("href", href)]);
            open.push(name);
        }
        match marker.first().and_then(Value::as_u64) {
            Some(0) => out.text(marker.get(3).and_then(Value::as_str).unwrap_or("")),
            _ => out.open("br", &[]),
        }
        for _ in 0..marker.get(2).and_then(Value::as_u64).unwrap_or(0).min(64) {
            if let Some(name) = open.pop() {
                out.close(name);
            }
        }
    }
    while let Some(name) = open.pop() {
        out.close(name);
    }
}

fn word<'v>(node: &'v Value, name: &str) -> &'v str {
    node.get(name).and_then(Value::as_str).unwrap_or("")
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn texts_are_taken_out_of_what_editors_keep() {
        let lexical = r#"{"root":{"type":"root","children":[
            {"type":"extended-heading","tag":"h3","children":[{"type":"text","text":"A & B"}]},
            {"type":"paragraph","children":[{"type":"text","text":"bold","format":1},{"type":"link","url":"https://a.example","children":[{"type":"text","text":"x"}]}]},
            {"type":"list","listType":"number","children":[{"type":"listitem","children":[{"type":"text","text":"one"}]}]},
            {"type":"horizontalrule"},{"type":"product"}]}}"#;
        let mobiledoc = r#"{"version":"0.3.1","markups":[["strong"],["a",["href","https://a.example"]]],
            "cards":[["markdown",{"markdown":"one\n\ntwo"}],["gallery",{}]],
            "sections":[[1,"p",[[0,[0],1,"bold"],[0,[1],1," link"]]],[10,0],[10,1],[10,9],[3,"ul",[[[0,[],0,"item"]]]]]}"#;
        for (lexical, mobiledoc, want, fault) in [
            (
                lexical,
                "",
                "<h3>A &amp; B</h3><p><strong>bold</strong><a href=\"https://a.example\">x</a></p><ol><li>one</li></ol><hr>",
                "What was left aside: product.",
            ),
            (
                "",
                mobiledoc,
                "<p><strong>bold</strong><a href=\"https://a.example\"> link</a></p><p>one</p><p>two</p><ul><li>item</li></ul>",
                "What was left aside: gallery.",
            ),
            ("{", "", "", "could not be read"),
            ("", "[1,2]", "", "Mobiledoc"),
            ("", "", "", ""),
        ] {
            let (found, words) = html(lexical, mobiledoc);
            assert_eq!(found, want);
            assert!(words.unwrap_or_default().contains(fault), "{fault}");
        }
    }
}
