//! Mails that tell of a mail of ours that has not arrived: reports by RFC 3464, and the letters of qmail, Exim, Postfix
//! and Exchange where they are no such report. Anybody can write one: whoever acts on it checks that the message was ours.

use serde::Serialize;

use super::decode;
use super::headers::{self, Headers, address};
use super::mail::LONGEST_LINE;
use super::mime::Part;

/// Bytes of a letter that are looked through.
const LOOKED_AT: usize = 64 * 1024;

/// What became of a mail of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bounce {
    /// The mail's id, without brackets.
    pub original: Option<String>,
    /// For whom it was meant.
    pub recipient: Option<String>,
    pub action: Action,
    /// RFC 3463: `5.1.1`.
    pub status: Option<String>,
    /// In the server's words, one line.
    pub diagnostic: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    #[default]
    Failed,
    /// It is still being tried.
    Delayed,
    /// It has arrived, or has gone on to where no more is told.
    Delivered,
}

impl Bounce {
    /// What an agent is told.
    pub fn sentence(&self) -> String {
        let whom = self.recipient.as_deref().unwrap_or("the recipient");
        let what = match self.action {
            Action::Failed => format!("The mail could not be delivered to {whom}"),
            Action::Delayed => format!("The mail has not been delivered to {whom} yet; it is still being tried"),
            Action::Delivered => format!("The mail was delivered to {whom}"),
        };
        match (&self.diagnostic, &self.status) {
            (Some(words), _) => format!("{what}: {words}"),
            (None, Some(status)) => format!("{what} ({status})."),
            (None, None) => format!("{what}."),
        }
    }
}

pub fn find(root: &Part<'_>) -> Option<Bounce> {
    let parts = root.walk();
    let report =
        parts.iter().find(|part| part.is("message/delivery-status") || part.is("message/global-delivery-status"));
    let mut bounce = match report {
        Some(report) => by_report(&report.text()),
        None => by_letter(&root.headers, &parts)?,
    };
    let returned = parts.iter().find(|part| {
        ["message/rfc822", "text/rfc822-headers", "message/global", "message/rfc822-headers"]
            .contains(&part.content_type.word.as_str())
    });
    if let Some(returned) = returned {
        let bytes = returned.bytes();
        let (fields, _) = headers::split(&bytes);
        bounce.original = fields.ids("message-id").into_iter().next().or(bounce.original);
    }
    Some(bounce)
}

/// Groups of fields; the first speaks of the mail, each other one of a recipient (RFC 3464, section 2).
fn by_report(text: &str) -> Bounce {
    let mut found: Option<Bounce> = None;
    let mut rest = text.as_bytes();
    for _ in 0..50 {
        let (fields, end) = headers::split(rest);
        if let Some(bounce) = by_group(&fields) {
            let is_better = found.as_ref().is_none_or(|best| best.action != Action::Failed);
            if is_better && (found.is_none() || bounce.action == Action::Failed) {
                found = Some(bounce);
            }
        }
        if end == 0 || end >= rest.len() {
            break;
        }
        rest = &rest[end..];
    }
    found.unwrap_or_default()
}

fn by_group(fields: &Headers<'_>) -> Option<Bounce> {
    let typed = |name: &str| {
        fields.raw(name).map(|value| value.rsplit_once(';').map_or(value.clone(), |(_, rest)| rest.to_owned()))
    };
    let recipient = typed("original-recipient").or_else(|| typed("final-recipient"));
    let action = fields.word("action");
    if recipient.is_none() && action.is_empty() {
        return None;
    }
    let diagnostic = fields.raw("diagnostic-code").map(|code| match code.split_once(';') {
        Some((kind, words)) if kind.len() < 20 => words.trim().to_owned(),
        _ => code,
    });
    let status =
        fields.raw("status").and_then(|status| status_in(&status)).or_else(|| status_in(diagnostic.as_deref()?));
    let action = match action.as_str() {
        "delayed" => Action::Delayed,
        "delivered" | "relayed" | "expanded" => Action::Delivered,
        _ => Action::Failed,
    };
    let recipient = recipient.and_then(|text| address(text.trim().trim_matches(['<', '>'])));
    Some(Bounce { original: None, recipient, action, status, diagnostic: diagnostic.map(|words| tidy(&words)) })
}

fn tidy(words: &str) -> String {
    decode::line(words, LONGEST_LINE)
}

/// Subjects under which mail servers write.
const SUBJECTS: &[&str] = &[
    "failure notice",
    "mail delivery failed",
    "mail delivery failure",
    "delivery failure",
    "undeliverable",
    "undelivered mail",
    "delivery status notification",
    "returned mail",
    "returned to sender",
    "mail delivery system",
    "message delivery has been delayed",
    "delayed mail",
    "warning: message",
    "could not be delivered",
    "no se puede entregar",
    "no entregado",
    "non remis",
    "non distribuable",
    "échec de la remise",
    "unzustellbar",
    "não foi entregue",
    "não é possível entregar",
    "não entregue",
    "impossibile recapitare",
    "mancata consegna",
    "onbestelbaar",
    "تعذر التسليم",
];
const DELAYED: &[&str] =
    &["delayed", "warning: message", "has not been delivered", "still being retried", "will be retried"];
const WRITERS: &[&str] = &["mailer-daemon", "postmaster", "microsoftexchange", "mail-daemon", "maildelivery"];

/// A letter is one by two of three signs: its writer, its subject, and that nobody is to answer it; or by Exim's word.
fn by_letter(fields: &Headers<'_>, parts: &[&Part<'_>]) -> Option<Bounce> {
    let subject = fields.text("subject").unwrap_or_default().to_lowercase();
    let failed = fields.addresses("x-failed-recipients").into_iter().next().map(|mailbox| mailbox.address);
    let from = fields.addresses("from").into_iter().next().map(|from| from.address.to_lowercase());
    let is_daemon = from.is_some_and(|from| WRITERS.iter().any(|name| from.starts_with(name)));
    let signs = [is_daemon, SUBJECTS.iter().any(|words| subject.contains(words)), fields.word("return-path") == "<>"];
    if failed.is_none() && signs.iter().filter(|is| **is).count() < 2 {
        return None;
    }
    let letter = parts.iter().find(|part| part.is("text/plain") || part.is("text/html"))?;
    let mut text = letter.text();
    text.truncate(text.floor_char_boundary(LOOKED_AT));
    let said = text.find("\n---").map_or(text.as_str(), |at| &text[..at]);
    let diagnostic = said.lines().map(str::trim).find(|line| is_diagnostic(line)).map(tidy);
    let lower = said.to_lowercase();
    let is_delayed = DELAYED.iter().any(|words| subject.contains(words) || lower.contains(words));
    Some(Bounce {
        original: id_in(&text),
        recipient: failed.or_else(|| recipient_in(said)),
        action: if is_delayed { Action::Delayed } else { Action::Failed },
        status: diagnostic.as_deref().and_then(status_in).or_else(|| said.lines().find_map(status_in)),
        diagnostic,
    })
}

/// A line with a server's answer: it has a code of its own or an enhanced one.
fn is_diagnostic(line: &str) -> bool {
    let answer = |word: &str| {
        let digits = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        digits.len() == 3
            && matches!(digits.as_bytes()[0], b'4' | b'5')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    line.len() < 1_000 && line.contains(' ') && (status_in(line).is_some() || line.split([' ', '-']).any(answer))
}

/// `5.1.1` or `4.4.2` among the words.
fn status_in(text: &str) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let is_status = |word: &str| {
        let pieces: Vec<&str> = word.split('.').collect();
        pieces.len() == 3
            && ["2", "4", "5"].contains(&pieces[0])
            && pieces[1..].iter().all(|piece| (1..=3).contains(&piece.len()))
    };
    words.map(|word| word.trim_matches('.')).find(|word| is_status(word)).map(str::to_owned)
}

/// The first address in brackets, or alone in its line.
fn recipient_in(text: &str) -> Option<String> {
    let tidy = |line: &str| {
        let line = line.trim().trim_end_matches(':');
        let within = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(within, _)| within);
        address(within.unwrap_or(line))
    };
    text.lines().filter(|line| line.contains('@') && line.len() < 500).find_map(tidy)
}

fn id_in(text: &str) -> Option<String> {
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ']));
    let values = lines.filter(|line| line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("message-id:")));
    let id =
        values.filter_map(|line| line.split_once('<')?.1.split_once('>')).map(|(id, _)| id.trim().to_owned()).next();
    id.filter(|id| !id.is_empty() && id.len() <= LONGEST_LINE)
}
