//! Prints a WordPress export with as many articles as are wished, always the same one:
//! `cargo run -p exports --example generate -- 10000 > export.xml`.

use std::io::{BufWriter, Result, Write};

use model::{HOUR, Time};

const WORDS: &[&str] = &[
    "harbour",
    "council",
    "river",
    "bridge",
    "school",
    "budget",
    "festival",
    "storm",
    "museum",
    "tram",
    "market",
    "court",
    "library",
    "union",
    "forest",
    "ferry",
    "election",
    "rent",
    "bakery",
    "orchestra",
    "said",
    "opened",
    "closed",
    "after",
    "before",
    "between",
    "without",
    "again",
    "quietly",
    "on Monday",
];
const SECTIONS: &[&str] = &["city", "culture", "economy", "sport"];
const AUTHORS: &[&str] = &["anna", "ben", "chen", "dina"];

/// Numbers that look like chance and are the same every time (Marsaglia's xorshift, 64 bits).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut sentence = String::from("The");
        for _ in 0..words {
            sentence.push(' ');
            sentence.push_str(self.of(WORDS));
        }
        sentence
    }
}

fn main() -> Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    write!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Harbour Post</title><link>https://harbour.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://harbour.example</wp:base_blog_url>
"#
    )?;
    for author in AUTHORS {
        writeln!(
            out,
            "<wp:author><wp:author_login>{author}</wp:author_login><wp:author_email>{author}@harbour.example</wp:author_email><wp:author_display_name><![CDATA[{author}]]></wp:author_display_name></wp:author>"
        )?;
    }
    for section in SECTIONS {
        writeln!(
            out,
            "<wp:category><wp:category_nicename>{section}</wp:category_nicename><wp:cat_name><![CDATA[{section}]]></wp:cat_name></wp:category>"
        )?;
    }
    // Six hours apart, the first at 2015-01-01T00:00:00Z.
    let first = Time(1_420_070_400_000);
    for number in 1..=count {
        let at = first.plus(number as i64 * 6 * HOUR).rfc3339().replace('T', " ").replace('Z', "");
        article(&mut out, &mut numbers, number, &at)?;
    }
    writeln!(out, "</channel></rss>")?;
    out.flush()
}

fn article(out: &mut impl Write, numbers: &mut Numbers, number: u64, at: &str) -> Result<()> {
    let headline = numbers.sentence(6);
    let (author, section, tag) = (numbers.of(AUTHORS), numbers.of(SECTIONS), numbers.of(&WORDS[..20]));
    write!(
        out,
        "<item><title><![CDATA[{headline}]]></title><link>https://harbour.example/{number}/</link><dc:creator><![CDATA[{author}]]></dc:creator>\n<content:encoded><![CDATA["
    )?;
    for _ in 0..4 + numbers.below(8) {
        let (first, second) = (numbers.sentence(24), numbers.sentence(18));
        let picked = numbers.of(WORDS);
        writeln!(
            out,
            "<!-- wp:paragraph -->\n<p>{first}, <strong>{picked}</strong>. <a href=\"https://harbour.example/{}/\">{second}</a>.</p>\n<!-- /wp:paragraph -->\n",
            number / 2 + 1
        )?;
    }
    write!(
        out,
        "]]></content:encoded><excerpt:encoded><![CDATA[{}.]]></excerpt:encoded><wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{at}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status><wp:post_name>article-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain=\"category\" nicename=\"{section}\"><![CDATA[{section}]]></category><category domain=\"post_tag\" nicename=\"{tag}\"><![CDATA[{tag}]]></category>",
        numbers.sentence(14)
    )?;
    for comment in 1..=numbers.below(4) {
        write!(
            out,
            "<wp:comment><wp:comment_id>{comment}</wp:comment_id><wp:comment_author>Reader {comment}</wp:comment_author><wp:comment_author_email>reader{comment}@mail.example</wp:comment_author_email><wp:comment_date_gmt>{at}</wp:comment_date_gmt><wp:comment_content><![CDATA[{}.]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>{}</wp:comment_parent></wp:comment>",
            numbers.sentence(12),
            comment - 1
        )?;
    }
    writeln!(out, "</item>")
}
