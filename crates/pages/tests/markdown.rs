//! HTML as Markdown: what is kept, and that it reads back as the same words.

use pages::markdown;
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html::push_html};
use url::Url;

fn check(html: &str, want: &str) {
    let base = Url::parse("https://town.example/news/").ok();
    let written = markdown(html, base.as_ref());
    assert_eq!(written.markdown.trim_end_matches('\n'), want, "{html}");
}

#[test]
fn elements_become_signs() {
    for (html, want) in [
        ("<h1>One</h1><h2>Two</h2><h3><b>Three</b></h3>", "## One\n\n## Two\n\n### Three"),
        ("<p>One <b>two</b> <i>three</i> <s>four</s> <code>f*ve</code></p>", "One **two** *three* ~~four~~ `f*ve`"),
        ("<p><b>One <i>two</i></b><i> three</i></p>", "**One *two*** *three*"),
        ("<p>a<b> spaced </b>b</p>", "a **spaced** b"),
        ("<p>a<b>“b”</b>c</p>", "a“b”c"),
        ("<p>un<b>believ</b>able</p>", "un**believ**able"),
        ("<p>one<br>two<br><br>three</p>", "one\\\ntwo\n\nthree"),
        (
            "<p><a href='/a(b)'>See <b>it</b></a>, <a href='javascript:x'>not</a> <a href='mailto:a@b.example'>m</a></p>",
            "[See **it**](https://town.example/a%28b%29), not [m](mailto:a@b.example)",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n   b\n4. c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>", "> a\n>\n> b\n\n> c"),
        ("<blockquote><ul><li>a</li><li>b</li></ul></blockquote>", "> - a\n> - b"),
        ("<pre><code class='language-rust'>let a = 1;\n  b</code></pre>", "```rust\nlet a = 1;\n  b\n```"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        (
            "<table><tr><th>A</th><th>B|C</th></tr><tr><td>1<br>2</td><td></td></tr></table>",
            "| A | B\\|C |\n| --- | --- |\n| 1 2 |  |",
        ),
        (
            "<table><caption>T</caption><tr><td colspan=2>A</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "T\n\n| A |  |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<p>a <img src='/x.jpg' alt='An [x]'> b</p>", "a\n\n![An \\[x\\]](https://town.example/x.jpg)\n\nb"),
        (
            "<figure><img src='/x.jpg' alt=''><figcaption>By \"<b>me</b>\"</figcaption></figure>",
            "![](https://town.example/x.jpg \"By \\\"me\\\"\")",
        ),
        ("<h2><img src=/x.jpg>A</h2>", "## A\n\n![](https://town.example/x.jpg)"),
        ("<p style='color:red'><span></span>&nbsp;</p><!-- x --><script>y</script>", ""),
        ("<p>https://a.example/x_y_z</p>", "<https://a.example/x_y_z>"),
        (
            "<iframe src='https://www.youtube.com/embed/abc'></iframe>",
            "[https://www.youtube.com/watch?v=abc](https://www.youtube.com/watch?v=abc)",
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
        ("<h2>C#</h2>", "## C\\#"),
        ("<p>Wow!<a href='/a'>x</a></p>", "Wow\\![x](https://town.example/a)"),
        ("", ""),
    ] {
        check(html, want);
    }
}

#[test]
fn word_processors_are_understood() {
    for (html, want) in [
        (
            "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\"><p dir=ltr><span style=\"font-weight:400\">One </span><span style=\"font-weight:700;font-style:italic\">two</span></p><br><p><a href=\"https://www.google.com/url?q=https://a.example/x&amp;sa=D\"><span style=\"text-decoration:underline\">x</span></a></p></b>",
            "One ***two***\n\n[x](https://a.example/x)",
        ),
        (
            "<p class=MsoNormal>A<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>one</p><p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>inner</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>two</p><p>B</p><p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>first</p>",
            "A\n\n- one\n  - inner\n- two\n\nB\n\n1. first",
        ),
        ("<p style=\"margin-bottom: 0cm\"><font face=\"Arial\"><b>Libre</b>\nOffice</font></p>", "**Libre** Office"),
    ] {
        check(html, want);
    }
}

#[test]
fn what_newsrooms_software_kept_is_understood() {
    for (html, want) in [
        (
            "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2 class=\"x\">Two</h2>\n<!-- /wp:heading -->",
            "One\n\n## Two",
        ),
        ("One\ntwo\n\n<em>three\n\nfour</em>", "One\\\ntwo\n\n*three*\n\n*four*"),
        ("<h2>A</h2>\nOne\n\n<ul>\n<li>a</li>\n</ul>\nTwo", "## A\n\nOne\n\n- a\n\nTwo"),
        (
            "[caption id=\"a\" width=\"300\"]<a href=\"/l\"><img src=\"/x.jpg\" alt=\"Alt\"></a> The words[/caption]\n\nText",
            "![Alt](https://town.example/x.jpg \"The words\")\n\nText",
        ),
        ("[caption caption=\"Old\"]<img src=\"/x.jpg\">[/caption]", "![](https://town.example/x.jpg \"Old\")"),
        ("a [[gallery]] [note] b", "a [[gallery]] [note] b"),
        ("[embed]https://a.example/v[/embed]", "<https://a.example/v>"),
        ("[video mp4=\"https://a.example/v.mp4\"][/video]", "[v.mp4](https://a.example/v.mp4)"),
        (
            "<figure class=\"wp-block-pullquote\"><blockquote><p>Words.</p><cite>Anna</cite></blockquote></figure>",
            "::: pull\nWords.\n— Anna\n:::",
        ),
        ("<aside><p>One.</p><p>Two.</p></aside>", "::: pull\nOne.\n\nTwo.\n:::"),
        ("Before?\n[“The USA want. “]\n\nAfter", "Before?\n\n::: pull\nThe USA want.\n:::\n\nAfter"),
        ("<p>[“A” and “B”]</p>", "::: pull\n“A” and “B”\n:::"),
        ("a\n<q>b</q> c", "a\\\n“b” c"),
        ("<em>a</em>\n\nb", "*a*\n\nb"),
        ("<p>[A]</p>", "\\[A]"),
        (
            "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"https://a.example/\"><div class=\"kg-bookmark-title\">A title</div><img src=\"https://a.example/icon.png\"></a></figure>",
            "[A title](https://a.example/)",
        ),
    ] {
        check(html, want);
    }
}

#[test]
fn what_cannot_be_brought_over_is_said() {
    for (html, said) in [
        ("[gallery ids=\"1,2\"]", "media 1,2"),
        ("<img src='x.jpg'>", "x.jpg"),
        (&format!("<img src='data:image/png;base64,{}'>", "A".repeat(3_000)), "pasted"),
    ] {
        let written = markdown(html, None);
        assert!(written.faults.iter().any(|fault| fault.contains(said)), "{said}: {written:?}");
    }
    let pictures = markdown("<img src='https://a.example/x.jpg' alt=x>", None).pictures;
    assert_eq!((pictures[0].url.as_str(), pictures[0].alt.as_str()), ("https://a.example/x.jpg", "x"));
}

/// Words of HTML, without what stands between them.
fn words(html: &str) -> String {
    pages::clean(html, None).text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rendered(markdown: &str) -> String {
    let mut html = String::new();
    push_html(&mut html, Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    html
}

/// Lines that only frame a pull quote.
fn without_frames(markdown: &str) -> String {
    markdown
        .lines()
        .filter(|line| !line.trim_start_matches([' ', '>']).starts_with(":::"))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text with everything that could mean something.
fn signs() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b1",
        "Wort",
        " ",
        " ",
        " ",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&",
        "amp;",
        "&lt;",
        "#",
        "##",
        "-",
        "---",
        "+",
        "=",
        "===",
        "1.",
        "12)",
        ":",
        ":::",
        "|",
        "\\",
        "\"",
        "'",
        "“",
        "”",
        ".",
        "http://a.example",
        "[x]: y",
        "\u{A0}",
        "ü",
        "中",
        "{",
        "}",
        "^",
        "$",
        "%",
        "\u{301}",
        "\u{2019}",
        "–",
    ]);
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

/// HTML of such text in elements that may stand in a paragraph.
fn inline() -> impl Strategy<Value = String> {
    let leaf = signs().prop_map(|text| escaped(&text));
    leaf.prop_recursive(3, 12, 4, |inner| {
        let tags = prop::sample::select(vec!["b", "i", "s", "b", "i", "span", "a href='https://a.example/x'"]);
        let element = (tags, inner.clone()).prop_map(|(tag, text)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            format!("<{tag}>{text}</{name}>")
        });
        prop::collection::vec(prop_oneof![inner, element], 1..4).prop_map(|parts| parts.concat())
    })
}

/// Whole texts of Markdown.
fn whole() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z ]{1,20}",
        "[a-z]{1,5} \\*\\*[a-z]{1,5}\\*\\* \\*[a-z]{1,5}\\* ~~[a-z]{1,4}~~ `[a-z`]{1,4}`",
        "#{1,6} [a-z]{1,9}",
        "[-*+] [a-z]{1,9}",
        "  [-*] [a-z]{1,9}",
        "[0-9]\\. [a-z]{1,9}",
        "> [a-z]{1,9}",
        "> - [a-z]{1,9}",
        "\\[[a-z]{1,5}\\]\\(https://a\\.example/[a-z_]{1,5}\\)",
        "\\| [a-z]{1,3} \\| [a-z]{1,3} \\|\n\\|---\\|---\\|\n\\| [a-z]{1,3} \\| [a-z]{1,3} \\|",
        "```\n[a-z*]{1,9}\n```",
        "    [a-z*]{1,9}",
        Just("---".to_owned()),
        Just(String::new()),
    ];
    prop::collection::vec(line, 1..14).prop_map(|lines| lines.join("\n"))
}

/// Many, since each is short; more where the variable says so.
fn cases() -> u32 {
    ProptestConfig::default().cases.max(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn whatever_is_typed_stays_the_same_text(html in inline(), kind in 0..4) {
        let html = match kind {
            0 => format!("<p>{html}</p>"),
            1 => format!("<ul><li>{html}</li></ul>"),
            2 => format!("<h2>{html}</h2>"),
            _ => format!("<table><tr><td>{html}</td><td>x</td></tr><tr><td>{html}</td><td>y</td></tr></table>"),
        };
        let written = markdown(&html, None).markdown;
        prop_assume!(!written.starts_with("::: pull"));
        prop_assert_eq!(words(&rendered(&written)), words(&html), "{}\n{}", html, written);
    }

    #[test]
    fn markdown_that_was_shown_reads_back_as_the_same_words(source in whole()) {
        let html = rendered(&source);
        let written = markdown(&html, None).markdown;
        prop_assert_eq!(words(&rendered(&without_frames(&written))), words(&html), "{}\n{}", html, written);
    }

    #[test]
    fn any_pieces_are_written(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td colspan=3>", "</table>", "<b>", "</b>", "<a href=https://a.example>", "</a>",
        "<blockquote>", "</blockquote>", "<aside>", "</aside>", "<pre>", "</pre>", "<code>", "<h1>", "</h1>", "<figure>", "</figure>", "<cite>", "<br>", "<hr>",
        "<img src=https://a.example/x.jpg>", "[caption]", "[/caption]", "[gallery", "text", " ", "\n\n", "*", "[“", "”]", "<p style='mso-list:l0 level3'>", "<q>", "<div>",
    ]), 0..60)) {
        markdown(&pieces.concat(), None);
    }

    #[test]
    fn any_text_is_written(text in any::<String>()) {
        markdown(&text, None);
    }
}

#[test]
fn hostile_nesting_stays_small_and_quick() {
    for html in [
        "<blockquote>".repeat(100_000),
        "<ul><li>a".repeat(60_000),
        "<aside>a".repeat(60_000),
        "<figure><img src=https://a.example/x.jpg>".repeat(30_000),
        "<b>a<i>b</b>".repeat(60_000),
        "<table><tr><td>a".repeat(40_000),
        format!("<p>{}</p>", "*".repeat(500_000)),
        format!("<p>{}</p>", "<b>*</b>a".repeat(60_000)),
        format!("<h2>{}</h2>", "#".repeat(500_000)),
        "[caption]".repeat(60_000),
        "[caption ".repeat(60_000),
        "a\n\n".repeat(200_000),
    ] {
        let written = markdown(&html, None);
        assert!(written.markdown.len() < 6 << 20, "{}", &html[..20]);
    }
}
