//! Atom 1.0 (RFC 4287) with the whole text.

use super::{Channel, Format, Named, Outgoing, rss::media, xml::Xml};

pub fn atom(channel: &Channel) -> String {
    let mut xml = Xml::new();
    let mut spaces = vec![("xmlns", "http://www.w3.org/2005/Atom"), ("xmlns:media", "http://search.yahoo.com/mrss/")];
    if channel.language.is_known() {
        spaces.push(("xml:lang", channel.language.tag()));
    }
    xml.open("feed", &spaces);
    xml.leaf("title", &[], &channel.title);
    xml.maybe("subtitle", &[], &channel.house.about);
    xml.leaf("id", &[], &channel.id);
    xml.leaf("updated", &[], &channel.changed.rfc3339());
    xml.leaf("generator", &[], "Caulbart");
    xml.maybe("logo", &[], &channel.house.logo);
    let own = channel.feed(Format::Atom.name());
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.page())]);
    if let Some(hub) = &channel.house.hub {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    // Where nobody signed, the house did: an entry needs somebody (4.2.1).
    person(&mut xml, &Named { name: channel.house.name.clone(), address: channel.house.base.clone() });
    for each in &channel.entries {
        entry(&mut xml, each);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Outgoing) {
    let language: &[(&str, &str)] = if entry.language.is_known() { &[("xml:lang", entry.language.tag())] } else { &[] };
    xml.open("entry", language);
    xml.leaf("title", &[], &entry.title);
    xml.leaf("id", &[], &entry.id);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.address)]);
    if let Some(film) = &entry.film {
        let (href, length) = (film.address.as_str(), film.bytes.to_string());
        xml.empty("link", &[("rel", "enclosure"), ("type", &film.media_type), ("length", &length), ("href", href)]);
    }
    xml.leaf("published", &[], &entry.published.rfc3339());
    xml.leaf("updated", &[], &entry.changed.rfc3339());
    for author in &entry.authors {
        person(xml, author);
    }
    for heading in entry.section.iter().chain(&entry.tags) {
        xml.empty("category", &[("term", &heading.name), ("scheme", &heading.address)]);
    }
    xml.maybe("summary", &[], &entry.standfirst);
    xml.maybe("content", &[("type", "html")], &entry.html);
    media(xml, entry);
    xml.close("entry");
}

fn person(xml: &mut Xml, named: &Named) {
    xml.open("author", &[]);
    xml.leaf("name", &[], &named.name);
    xml.maybe("uri", &[], &named.address);
    xml.close("author");
}
