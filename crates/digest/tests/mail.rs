//! Mail over a real, small server on this machine.
#![allow(clippy::expect_used)]

use digest::{Answered, Confirming, Error, Letter, LetterSlot, Mailer};
use model::MailAddress;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const TO: &str = "ann@secret.example";

fn mail(language: &str) -> Answered {
    Answered {
        to: MailAddress::new(TO).expect("an address"),
        language: language.into(),
        edition: "The Caulbart".into(),
        headline: "Bridge opens — at last".into(),
        name: "Bob".into(),
        text: "First line\n.\nthird line".into(),
        read_at: "https://news.example/comment/9".into(),
        end_at: "https://news.example/unsubscribe/7/abc".into(),
        number: 9,
    }
}

/// Takes one mail as RFC 5321 has it, answering `RCPT` with these words; gives back all that it was told.
async fn server(rcpt: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("bound");
    let address = format!("smtp://{}", listener.local_addr().expect("an address"));
    let told = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("somebody");
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut all = String::new();
        let mut in_data = false;
        write.write_all(b"220 here\r\n").await.expect("said");
        while let Ok(Some(line)) = lines.next_line().await {
            all.push_str(&line);
            all.push('\n');
            let answer = match line.to_ascii_uppercase() {
                _ if in_data && line != "." => continue,
                _ if in_data => {
                    in_data = false;
                    "250 taken"
                }
                verb if verb.starts_with("EHLO") => "250-here\r\n250 8BITMIME",
                verb if verb.starts_with("RCPT") => rcpt,
                verb if verb.starts_with("DATA") => {
                    in_data = true;
                    "354 go on"
                }
                verb if verb.starts_with("QUIT") => "221 bye",
                _ => "250 fine",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await.expect("said");
            if answer == "250 taken" || answer.starts_with('5') || answer.starts_with("45") {
                break;
            }
        }
        all
    });
    (address, told)
}

#[tokio::test]
async fn who_was_answered_is_told_with_a_way_out() {
    for (language, says) in [("en", "answered your comment"), ("de", "hat auf Ihren Kommentar"), ("fr", "answered")] {
        let (address, told) = server("250 fine").await;
        let mailer = Mailer::open(&address, "News <news@paper.example>").expect("understood");
        mailer.tell(&mail(language)).await.expect("sent");
        let told = told.await.expect("told");
        for wanted in [
            "MAIL FROM:<news@paper.example>",
            "RCPT TO:<ann@secret.example>",
            "List-Unsubscribe: <https://news.example/unsubscribe/7/abc>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "Message-ID: <comment-9@paper.example>",
            says,
        ] {
            assert!(told.contains(wanted), "{wanted} is not in\n{told}");
        }
    }
}

fn letter(language: &str) -> Letter {
    let slot = |title: &str, reason: &str| LetterSlot {
        title: title.into(),
        source: "Harbour & Sea".into(),
        standfirst: "Boats <came> in.".into(),
        reason: reason.into(),
        link: "https://news.example/article/9".into(),
        language: "en".into(),
    };
    Letter {
        to: MailAddress::new(TO).expect("an address"),
        language: language.into(),
        edition: "The Caulbart".into(),
        day: "29 November".into(),
        slots: vec![slot("Bridge <opens>", "you follow harbours"), slot("Second", "")],
        front_at: "https://news.example/".into(),
        data_at: "https://news.example/my-data".into(),
        end_at: "https://news.example/letter/end/7/abc".into(),
        number: "letter-7-1".into(),
    }
}

#[test]
fn a_letter_says_the_same_in_words_and_in_html_and_has_nothing_that_tells_of_its_reader() {
    for (language, why) in
        [("en", "Why this: you follow"), ("de", "Warum das: you follow"), ("fr", "Why this: you follow")]
    {
        let letter = letter(language);
        let (text, html) = (letter.text(), letter.html());
        for wanted in
            ["Harbour & Sea", "Second", why, "https://news.example/article/9", "https://news.example/letter/end/7/abc"]
        {
            assert!(text.contains(wanted), "{wanted} is not in\n{text}");
            assert!(html.contains(&wanted.replace('&', "&amp;")), "{wanted} is not in\n{html}");
        }
        assert!(html.contains("Bridge &lt;opens&gt;") && html.contains("Boats &lt;came&gt;"), "{html}");
        for tells in ["<img", "src=", "<script", "url(", "<link", "@import", "?"] {
            assert!(!html.contains(tells), "{tells} in\n{html}");
        }
        assert_eq!(text.matches(why).count(), 1, "no reason where there is none");
    }
}

#[tokio::test]
async fn a_letter_and_the_question_before_it_go_out_with_a_way_out() {
    let (address, told) = server("250 fine").await;
    let mailer = Mailer::open(&address, "News <news@paper.example>").expect("understood");
    mailer.send_letter(&letter("en")).await.expect("sent");
    let told = told.await.expect("told");
    for wanted in [
        "RCPT TO:<ann@secret.example>",
        "Subject: The Caulbart: Bridge <opens>",
        "List-Unsubscribe: <https://news.example/letter/end/7/abc>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Message-ID: <letter-7-1@paper.example>",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ] {
        assert!(told.contains(wanted), "{wanted} is not in\n{told}");
    }
    for (language, says) in [("en", "confirm it here"), ("de", "best=C3=A4tigen Sie es hier")] {
        let (address, told) = server("250 fine").await;
        let mailer = Mailer::open(&address, "News <news@paper.example>").expect("understood");
        let asked = Confirming {
            to: MailAddress::new(TO).expect("an address"),
            language: language.into(),
            edition: "The Caulbart".into(),
            confirm_at: "https://news.example/letter/confirm/7/abc".into(),
            end_at: "https://news.example/letter/end/7/abc".into(),
            number: "order-7".into(),
        };
        mailer.ask(&asked).await.expect("sent");
        let told = told.await.expect("told").replace("=\n", "");
        assert!(!told.contains("  "), "{told}");
        assert!(told.contains(says) && told.contains("/letter/confirm/7/abc"), "{says} is not in\n{told}");
    }
}

#[tokio::test]
async fn no_error_repeats_the_address() {
    for (rcpt, error) in [
        ("550 <ann@secret.example> is unknown here", Error::Refused(Some(550))),
        ("451 <ann@secret.example> comes too often", Error::Later(Some(451))),
    ] {
        let (address, told) = server(rcpt).await;
        let mailer = Mailer::open(&address, "news@paper.example").expect("understood");
        let failed = mailer.tell(&mail("en")).await.expect_err("refused");
        assert_eq!(failed, error);
        assert!(!format!("{failed} {failed:?} {} {:?}", failed.hint(), mail("en")).contains("secret"));
        told.await.expect("told");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("bound").local_addr().expect("an address");
    let mailer = Mailer::open(&format!("smtp://{nobody}"), "news@paper.example").expect("understood");
    assert_eq!(mailer.tell(&mail("en")).await, Err(Error::Later(None)));
}

#[tokio::test]
async fn a_setting_that_is_not_understood_is_said_at_once() {
    for (server, from, fine) in [
        ("smtps://ann:p%40ss@mail.example:465", "news@paper.example", true),
        ("smtp://localhost", "News <news@paper.example>", true),
        ("mail.example", "news@paper.example", false),
        ("https://mail.example", "news@paper.example", false),
        ("smtp://", "news@paper.example", false),
        ("smtp://mail.example", "news", false),
    ] {
        let opened = Mailer::open(server, from);
        assert_eq!(opened.is_ok(), fine, "{server} {from}");
        assert!(opened.err().is_none_or(|error| !error.hint().is_empty() && !error.to_string().contains("p%40ss")));
    }
}
