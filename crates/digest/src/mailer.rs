//! The operator's mail server.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MessageBuilder, MultiPart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use std::net::IpAddr;
use std::time::Duration;
use url::{Host, Url};

use model::MailAddress;

use crate::{Answered, Confirming, Error, Letter};

const PATIENCE: Duration = Duration::from_secs(30);

/// Cheap to copy; every copy sends over the same connections.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl Mailer {
    /// `smtps://name:password@host:port` speaks TLS from the first word; `smtp://` begins it where the server offers it
    /// (RFC 3207), and never sends a password without, except to this machine itself.
    pub fn open(server: &str, from: &str) -> Result<Mailer, Error> {
        let url = Url::parse(server).map_err(|_| Error::Server("it is no address"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Error::Server("it names no host"))?;
        let from: Mailbox = from.parse().map_err(|_| Error::From)?;
        let parameters =
            || TlsParameters::new(host.to_owned()).map_err(|_| Error::Server("its name fits no certificate"));
        let (port, tls) = match url.scheme() {
            "smtps" => (465, Tls::Wrapper(parameters()?)),
            "smtp" if is_here(&url) => (25, Tls::None),
            "smtp" if url.password().is_some() => (587, Tls::Required(parameters()?)),
            "smtp" => (25, Tls::Opportunistic(parameters()?)),
            _ => return Err(Error::Server("it has to begin with smtp:// or smtps://")),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(url.port().unwrap_or(port))
            .timeout(Some(PATIENCE))
            .tls(tls);
        if let Some(password) = url.password() {
            builder = builder.credentials(Credentials::new(decoded(url.username()), decoded(password)));
        }
        let host = from.email.domain().to_owned();
        Ok(Mailer { transport: builder.build(), from, host })
    }

    pub async fn tell(&self, mail: &Answered) -> Result<(), Error> {
        let begun = self.begun(&mail.to, mail.subject(), &format!("comment-{}", mail.number))?;
        self.send(begun.header(ContentType::TEXT_PLAIN).body(mail.body()), &mail.end_at).await
    }

    /// Before the first letter.
    pub async fn ask(&self, mail: &Confirming) -> Result<(), Error> {
        let begun = self.begun(&mail.to, mail.subject(), &mail.number)?;
        self.send(begun.header(ContentType::TEXT_PLAIN).body(mail.body()), &mail.end_at).await
    }

    pub async fn send_letter(&self, letter: &Letter) -> Result<(), Error> {
        let begun = self.begun(&letter.to, letter.subject(), &letter.number)?;
        let both = MultiPart::alternative_plain_html(letter.text(), letter.html());
        self.send(begun.multipart(both), &letter.end_at).await
    }

    fn begun(&self, to: &MailAddress, subject: String, number: &str) -> Result<MessageBuilder, Error> {
        // Somebody left an address that mail cannot carry.
        let to = Mailbox::new(None, to.as_str().parse().map_err(|_| Error::Refused(None))?);
        let from = self.from.clone();
        Ok(Message::builder().from(from).to(to).subject(subject).message_id(Some(format!("<{number}@{}>", self.host))))
    }

    async fn send(&self, written: Result<Message, lettre::error::Error>, end_at: &str) -> Result<(), Error> {
        let mut message = written.map_err(|_| Error::Unwritten)?;
        // One press without opening anything (RFC 8058); and no machine is to answer (RFC 3834).
        for (name, value) in [
            (HeaderName::new_from_ascii_str("List-Unsubscribe"), format!("<{end_at}>")),
            (HeaderName::new_from_ascii_str("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click".to_owned()),
            (HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()),
        ] {
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        let sent = self.transport.send(message).await;
        sent.map(|_| ()).map_err(|why| {
            let code = why.status().map(u16::from);
            if why.is_permanent() { Error::Refused(code) } else { Error::Later(code) }
        })
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn decoded(part: &str) -> String {
    // As in a form, but a plus sign means itself.
    let part = part.replace('+', "%2B");
    url::form_urlencoded::parse(format!("x={part}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
