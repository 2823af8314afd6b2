//! Mail over a real, small server on this machine.
#![allow(clippy::expect_used)]

use digest::{Answered, Error, Mailer};
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
