//! A mailbox as its channel's configuration describes it, and what IMAP wants written its own way (RFC 3501).
//! Must not know how a connection is made.

use mail_parser::DateTime;
use model::Time;
use serde_json::Value;

use super::oauth::Oauth;
use crate::Config;

/// A mailbox that is looked into.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub host: String,
    pub port: u16,
    /// TLS from the first byte on; otherwise by STARTTLS.
    pub is_tls: bool,
    pub username: String,
    pub secret: Secret,
    /// The first is listened to; the others are looked into now and then.
    pub folders: Vec<String>,
}

/// What proves who signs in.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    Password(String),
    Oauth(Oauth),
}

impl Account {
    /// None where the channel has no mailbox.
    pub fn read(config: &Config) -> Option<Self> {
        let imap = config.get("imap")?;
        let text = |name: &str| imap.get(name).and_then(Value::as_str);
        let named = [text("folder").unwrap_or("INBOX"), text("folders").unwrap_or_default()];
        let mut folders: Vec<String> = Vec::new();
        for name in named.iter().flat_map(|list| list.split(',')).map(str::trim).filter(|name| !name.is_empty()) {
            let name = if name.eq_ignore_ascii_case("inbox") { "INBOX" } else { name };
            if !folders.iter().any(|other| other == name) {
                folders.push(name.to_owned());
            }
        }
        Some(Self {
            host: text("host")?.to_owned(),
            port: imap.get("port").and_then(Value::as_u64).and_then(|port| port.try_into().ok()).unwrap_or(993),
            is_tls: imap.get("tls").and_then(Value::as_bool).unwrap_or(true),
            username: text("username")?.to_owned(),
            secret: Secret::read(config, text("password"))?,
            folders,
        })
    }

    /// Whose mails these are: the numbers of another account's mean something else.
    pub fn name(&self) -> String {
        format!("{}@{}:{}", self.username, self.host, self.port)
    }
}

impl Secret {
    /// A password that is given, or else the channel's OAuth 2.
    pub fn read(config: &Config, password: Option<&str>) -> Option<Self> {
        match (password, Oauth::read(config)) {
            (Some(password), _) => Some(Self::Password(password.to_owned())),
            (None, oauth) => oauth.map(Self::Oauth),
        }
    }
}

/// A folder's name as it goes over the line, in modified UTF-7 (RFC 3501, 5.1.3) and quotes.
pub fn quoted(name: &str) -> String {
    let mut written = String::from("\"");
    let mut waiting: Vec<u16> = Vec::new();
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            shift(&mut written, &mut waiting);
            match letter {
                '&' => written.push_str("&-"),
                '"' | '\\' => written.extend(['\\', letter]),
                letter => written.push(letter),
            }
        } else {
            waiting.extend(letter.encode_utf16(&mut [0; 2]).iter());
        }
    }
    shift(&mut written, &mut waiting);
    written.push('"');
    written
}

fn shift(written: &mut String, waiting: &mut Vec<u16>) {
    use base64::Engine;
    if waiting.is_empty() {
        return;
    }
    let bytes: Vec<u8> = waiting.drain(..).flat_map(u16::to_be_bytes).collect();
    let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes).replace('/', ",");
    written.push_str(&format!("&{text}-"));
}

/// When a mail came to its folder: `23-Nov-2026 04:30:20 +0000`.
pub fn internal_date(text: &str) -> Option<Time> {
    let (day, rest) = text.trim().split_once(' ')?;
    let date = DateTime::parse_rfc822(&format!("{} {rest}", day.replace('-', " ")))?;
    Some(Time::from_seconds(date.to_timestamp()))
}

/// The day before a time, as `SEARCH SINCE` wants it: servers count days in zones of their own.
pub fn day_before(time: Time) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = DateTime::from_timestamp(time.seconds() - 24 * 3600);
    let month = MONTHS.get(usize::from(date.month).saturating_sub(1)).unwrap_or(&"Jan");
    format!("{}-{month}-{:04}", date.day, date.year)
}

/// What stands for a mail that is not fetched: its head, and in place of all else why it is not here.
pub fn instead(head: &[u8], why: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(head);
    let mut kept = String::new();
    let mut is_left_out = false;
    for line in text.lines().take_while(|line| !line.is_empty()) {
        if !line.starts_with([' ', '\t']) {
            let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
            is_left_out = name.starts_with("content-") || name == "mime-version";
        }
        if !is_left_out {
            kept.push_str(line);
            kept.push_str("\r\n");
        }
    }
    let mut mail = kept.into_bytes();
    mail.extend_from_slice(format!("Content-Type: text/plain; charset=utf-8\r\n\r\n[{why}]\r\n").as_bytes());
    mail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_folders_are_written_as_servers_know_them() {
        for (name, expected) in [
            ("INBOX", "\"INBOX\""),
            ("Support/Open", "\"Support/Open\""),
            ("R&D", "\"R&-D\""),
            ("Entwürfe", "\"Entw&APw-rfe\""),
            ("台北", "\"&U,BTFw-\""),
            ("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }

    #[test]
    fn dates_of_servers_are_read_and_written() {
        let time = internal_date("17-Jul-1996 02:44:25 -0700");
        assert_eq!(time, Time::parse("1996-07-17T09:44:25Z"));
        assert_eq!(internal_date(" 1-Mar-2024 09:00:00 +0000"), Time::parse("2024-03-01T09:00:00Z"));
        assert_eq!(internal_date("yesterday"), None);
        assert_eq!(day_before(Time::parse("2024-03-01T09:00:00Z").unwrap()), "29-Feb-2024");
    }

    #[test]
    fn a_mail_that_is_not_fetched_keeps_its_head() {
        let head = b"From: a@b.example\r\nContent-Type: multipart/mixed;\r\n boundary=x\r\nSubject: Big\r\n\r\n";
        let mail = crate::email::read::read(&instead(head, "It is large."));
        assert_eq!((mail.subject.as_str(), mail.text.trim()), ("Big", "[It is large.]"));
        assert_eq!(mail.from.map(|from| from.address).as_deref(), Some("a@b.example"));
    }

    #[test]
    fn folders_are_listed_once_in_their_order() {
        let config = serde_json::json!({"imap": {"host": "h.example", "username": "u", "password": "p",
            "folder": "inbox", "folders": "Support, INBOX ,,Sales,Support"}});
        let account = Account::read(config.as_object().unwrap()).unwrap();
        assert_eq!(account.folders, ["INBOX", "Support", "Sales"]);
        assert_eq!((account.port, account.is_tls), (993, true));
    }
}
