use super::{Clause, Query, What};
use proptest::prelude::*;

/// The query as it would be written, and where each fault is.
fn told(typed: &str) -> String {
    let reading = Query::read(typed);
    let faults: Vec<String> =
        reading.faults.iter().map(|fault| format!(" !{}+{} {:?}", fault.at, fault.length, fault.what)).collect();
    format!("{}{}{}", reading.query, if reading.is_open { "…" } else { "" }, faults.concat())
}

#[test]
fn what_is_typed_is_read_and_what_makes_no_sense_is_named_where_it_stands() {
    for (typed, want) in [
        ("", ""),
        ("harbour", "harbour…"),
        ("new harbour ", "new harbour"),
        ("\"new harbour\" -bus", "\"new harbour\" -bus"),
        ("„neuer Hafen“", "\"neuer Hafen\""),
        ("-\"old town\" fair", "-\"old town\" fair…"),
        ("well-known --x - -- 12:30 a:b", "well-known -x \"12:30\" \"a:b\""),
        (
            "source:\"The Gazette\" topic:Sport lang:de-AT kind:video ",
            "source:\"The Gazette\" topic:sport lang:de kind:video",
        ),
        (
            "Quelle:Kurier thema:\"Wissenschaft und Technik\" art:Artikel ab:1.11.2026",
            "source:Kurier topic:science kind:article after:2026-11-01",
        ),
        ("before:2026-11 after:2024 ", "before:2026-11-01 after:2024-01-01"),
        ("a b OR c -d", "a b OR c -d"),
        ("a AND (b OR c) d ", "a (b OR c) d"),
        ("a ODER (b ODER (c)) ", "a OR b OR c"),
        ("-(a OR b) -(-c) -(d e) ", "-(a OR b) c -(d e)"),
        ("title:(a \"b c\" OR author:d) ", "title:a title:\"b c\" OR author:d"),
        ("\"OR\" \"(x)\" ", "\"OR\" x"),
        ("https://a.example/b x:// ", "\"https://a.example/b\" x"),
        ("Ukraine: war ", "Ukraine war"),
        // Faults.
        ("sorce:x harbour", "\"sorce:x\" harbour… !0+6 NoSuchFilter(\"sorce\")"),
        ("harbour topic:boats ", "harbour !8+11 NoSuchTopic(\"boats\")"),
        ("lang:german a ", "a !0+11 NoSuchLanguage(\"german\")"),
        ("kind:song a ", "a !0+9 NoSuchKind(\"song\")"),
        ("after:yesterday a ", "a !0+15 NoDay(\"yesterday\")"),
        ("after:2026-02-30", " !0+16 NoDay(\"2026-02-30\")"),
        ("source: a ", "a !0+7 NothingAfter(\"source\")"),
        ("a \"never closed", "a \"never closed\" !2+1 QuoteNotClosed"),
        ("a (b ", "a b !2+1 GroupNotClosed"),
        ("a) b ", "a b !1+1 GroupNotOpened"),
        ("a () ", "a !2+2 GroupEmpty"),
        ("OR a OR ", "a !0+2 NothingBesideOr !5+2 NothingBesideOr"),
        ("a OR OR b ", "a OR b !5+2 NothingBesideOr"),
        ("ä ö topic:ü ", "ä ö !4+7 NoSuchTopic(\"ü\")"),
    ] {
        assert_eq!(told(typed), want, "{typed}");
    }
}

#[test]
fn endless_queries_are_cut_and_it_is_said() {
    let many = Query::read(&"word ".repeat(100));
    assert_eq!(many.query.parts().len(), super::MOST_PARTS);
    assert_eq!(many.faults.iter().map(|fault| fault.what.clone()).collect::<Vec<_>>(), [What::TooManyParts]);
    let long = Query::read(&"x".repeat(1_000_000));
    assert_eq!(long.faults.iter().map(|fault| fault.what.clone()).collect::<Vec<_>>(), [What::TooLong]);
    let deep = Query::read(&"(".repeat(100_000));
    assert!(deep.query.is_empty());
    assert!(deep.faults.iter().any(|fault| fault.what == What::TooDeep));
    let deep = Query::read(&format!("{}a{}", "-(b ".repeat(500), ")".repeat(500)));
    assert!(deep.faults.iter().any(|fault| fault.what == What::TooDeep), "{:?}", deep.faults);
}

/// Something that people could type, nonsense among it.
pub(crate) fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zäß]{1,6}",
        2 => "\"[a-z ]{0,8}\"?",
        2 => "-?(title|text|author|source|quelle):[a-z\"(]{0,5}",
        2 => "(topic:(sport|weather|x)|lang:(de|en|zz1)|kind:(video|film|y)|after:20[0-9]{2}-[01][0-9]-[0-3][0-9]|before:[0-9.]{1,10})",
        2 => "(OR|AND|ODER|\\||&|-|--|:)",
        2 => "[()]",
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_that_is_written_reads_as_the_same_query(typed in typed()) {
        let reading = Query::read(&typed);
        let written = reading.query.to_string();
        let again = Query::read(&written);
        prop_assert_eq!(&again.query, &reading.query, "{} -> {}", typed, written);
        prop_assert!(again.faults.is_empty(), "{} -> {}: {:?}", typed, written, again.faults);
        let length = typed.chars().count();
        for fault in &reading.faults {
            prop_assert!(fault.at + fault.length <= length, "{}: {:?}", typed, fault);
        }
    }

    #[test]
    fn what_is_left_is_in_its_simplest_form(typed in typed()) {
        fn is_simple(clause: &Clause) -> bool {
            match clause {
                Clause::All(parts) => parts.len() > 1 && parts.iter().all(|part| !matches!(part, Clause::All(_)) && is_simple(part)),
                Clause::Any(parts) => parts.len() > 1 && parts.iter().all(|part| !matches!(part, Clause::Any(_)) && is_simple(part)),
                Clause::Not(inner) => !matches!(**inner, Clause::Not(_)) && is_simple(inner),
                _ => true,
            }
        }
        let query = Query::read(&typed).query;
        prop_assert!(query.is_empty() || is_simple(&query.root), "{} -> {:?}", typed, query);
    }
}
