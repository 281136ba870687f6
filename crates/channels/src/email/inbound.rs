//! What a mail means to the desk: a message into the conversation that it proves to answer, or news of a mail of ours.
//! Its files stay in it, and are read out of it later.

use bytes::Bytes;
use model::customer::Profile;
use model::inbound::{From, Inbound, Media, Progress, Report, Thread};
use model::mail::Authentication;
use model::message::MessageStatus;
use serde_json::Value;

use super::bounce::{Action, Bounce};
use super::{Mail, Mailbox, Writer, authentication, automatic, html, read, thread};
use crate::Config;
use crate::delivery::{Delivery, Forged, Unreadable, same};

/// Words before a subject that say that it was answered or sent on, in the languages of common programs.
const MARKS: &[&str] = &[
    "re", "fw", "fwd", "aw", "wg", "antw", "antwort", "sv", "vs", "vb", "rv", "enc", "res", "tr", "r", "rif", "i",
    "ynt", "doorst", "odp", "pd", "ref", "رد", "回复", "转发",
];

/// What stands for a file in a mail, before its place.
const PART: &str = "part:";

/// The secret of the channel, as a bearer token or as the password of basic authentication.
pub fn verify(config: &Config, delivery: &Delivery<'_>) -> Result<(), Forged> {
    let secret = config.get("inbound_secret").and_then(Value::as_str).ok_or(Forged)?;
    same(&delivery.secret().ok_or(Forged)?, secret)
}

/// The addresses to which a mail has come, without the proofs in them. Looks at its head alone.
pub fn identities(raw: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = read::recipients(raw).iter().map(|address| plain(address)).collect();
    found.sort();
    found.dedup();
    found
}

/// `help@acme.com` of `Help+token@Acme.com`.
fn plain(address: &str) -> String {
    let address = address.trim().to_lowercase();
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{domain}", local.split('+').next().unwrap_or_default()),
        None => address,
    }
}

/// One mail. What we have written ourselves, and what has come back to us, says nothing.
pub fn parse(config: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let ours = config.get("address").and_then(Value::as_str).unwrap_or_default();
    let report = match automatic::writer(delivery.body, delivery.key) {
        Writer::Ourselves if is_of(delivery, ours) => None,
        Writer::Bounce(bounce) => progress(&bounce, delivery.key),
        writer => {
            // What another channel of this server wrote is a mail like any other.
            let writer = if writer == Writer::Ourselves { Writer::Person } else { writer };
            let server = config.get("authentication_server").and_then(Value::as_str);
            let authentication = server.map(|server| authentication::read(delivery.body, server));
            inbound(&read::read(delivery.body), &writer, authentication, (ours, delivery.key))?
        }
    };
    Ok(report.map(Ok).into_iter().collect())
}

/// Whether it was this channel that wrote it, as far as its ids tell.
fn is_of(delivery: &Delivery<'_>, ours: &str) -> bool {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    automatic::own_ids(delivery.body, delivery.key).iter().any(|id| domain(id) == domain(ours))
}

/// Anybody can write a bounce: it is believed of mails of ours only, whose ids nobody else can make.
fn progress(bounce: &Bounce, key: &[u8]) -> Option<Report> {
    let original = bounce.original.clone().filter(|id| thread::read_message_id(key, id).is_some())?;
    let (status, error) = match bounce.action {
        Action::Failed => (MessageStatus::Failed, Some(bounce.sentence())),
        Action::Delivered => (MessageStatus::Delivered, None),
        Action::Delayed => return None,
    };
    Some(Report::Progress(Progress { provider_id: original, status, at: None, error }))
}

fn inbound(
    mail: &Mail,
    writer: &Writer,
    authentication: Option<Authentication>,
    (ours, key): (&str, &[u8]),
) -> Result<Option<Report>, Unreadable> {
    let author = author(mail, ours).ok_or_else(|| Unreadable::new("the mail has no sender"))?;
    let address = author.address.to_lowercase();
    if plain(&address) == plain(ours) {
        return Ok(None);
    }
    let answered = thread::find(key, ours, mail);
    let profile = Profile { name: author.name.clone(), email: Some(address.clone()), ..Profile::default() };
    let from = From::Contact { handle: format!("mailto:{address}"), profile };
    let media: Vec<Media> = mail.attachments.iter().enumerate().map(|(at, file)| media(at, file)).collect();
    let said = mail.new_text().trim();
    let content = if said.is_empty() && media.is_empty() { "[An empty mail]" } else { said };
    let thread = Thread::Mail {
        answers: answered.map(|answered| answered.conversation),
        subject: base(&mail.subject).to_owned(),
    };
    let answers = answered.and_then(|_| mail.in_reply_to.first().cloned());
    let original = original(mail);
    let mut about = envelope(mail, writer, original.as_deref());
    (about.others, about.authentication) = (others(mail, &author.address, ours), authentication);
    let inbound = Inbound::provided(from, mail.message_id.clone(), content.to_owned());
    let mail = Some(Box::new(about));
    Ok(Some(Report::Message(Box::new(Inbound { media, thread, answers, mail, original, ..inbound }))))
}

fn envelope(mail: &Mail, writer: &Writer, original: Option<&str>) -> model::Mail {
    model::Mail {
        subject: mail.subject.clone(),
        from: mail.from.clone(),
        reply_to: mail.reply_to.clone(),
        to: mail.to.clone(),
        cc: mail.cc.clone(),
        bcc: Vec::new(),
        others: Vec::new(),
        date: mail.date,
        is_automatic: writer.is_automatic(),
        authentication: None,
        has_original: original.is_some(),
        has_remote_images: original.is_some_and(html::has_remote_images),
    }
}

/// Everybody whom it names beside its author and us, each once.
fn others(mail: &Mail, author: &str, ours: &str) -> Vec<Mailbox> {
    let mut found: Vec<Mailbox> = Vec::new();
    for mailbox in mail.to.iter().chain(&mail.cc) {
        let is_known = |other: &str| other.eq_ignore_ascii_case(&mailbox.address);
        let is_us = plain(&mailbox.address) == plain(ours);
        if !is_us && !is_known(author) && !found.iter().any(|other| is_known(&other.address)) {
            found.push(mailbox.clone());
        }
    }
    found
}

/// The mail as HTML, where it was or where more stands in it than its sender has added.
fn original(mail: &Mail) -> Option<String> {
    let is_folded = mail.new_text().trim() != mail.text.trim();
    mail.html.clone().or_else(|| is_folded.then(|| html::as_html(&mail.text)))
}

/// Who wrote it. Only forms on pages of our own, which write under our address, name somebody else in `Reply-To` who is
/// believed: anybody can write a customer's address there.
fn author<'a>(mail: &'a Mail, ours: &str) -> Option<&'a Mailbox> {
    let from = mail.from.as_ref().filter(|mailbox| mailbox.address.contains('@'));
    let is_form = from.is_some_and(|mailbox| plain(&mailbox.address) == plain(ours));
    let visitor = mail.reply_to.first().filter(|mailbox| is_form && mailbox.address.contains('@'));
    visitor.or(from)
}

fn media(at: usize, file: &super::Attachment) -> Media {
    let filename = file.name.clone().unwrap_or_else(|| crate::media::name("File", &file.content_type));
    let size = i64::try_from(file.range.len()).unwrap_or(i64::MAX);
    Media { source: format!("{PART}{at}"), filename, content_type: file.content_type.clone(), size }
}

/// The bytes of a file that a message named so, out of the mail that brought it and its [`read::attachments`].
pub fn file(raw: &[u8], attachments: &[super::Attachment], source: &str) -> Option<Bytes> {
    let at: usize = source.strip_prefix(PART)?.parse().ok()?;
    let file = attachments.get(at)?;
    Some(Bytes::from(read::bytes(raw, file).into_owned()))
}

/// The subject without the marks of answers, however many there are.
pub fn base(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.trim().to_lowercase();
        // `Re[2]:` and `Re (3):` count.
        let word = mark.trim_end_matches(|letter: char| letter.is_ascii_digit() || " []()".contains(letter));
        if !MARKS.contains(&word) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_loses_its_marks_and_nothing_else() {
        for (subject, expected) in [
            ("Re: Your order", "Your order"),
            ("AW: Re[2]: WG:  Your order", "Your order"),
            ("RE : Votre commande", "Votre commande"),
            ("Order: late", "Order: late"),
            ("Re: Order: late", "Order: late"),
            ("Re:", ""),
            ("رد: طلبك", "طلبك"),
            ("", ""),
        ] {
            assert_eq!(base(subject), expected);
        }
    }

    #[test]
    fn an_address_is_plain_without_its_proof() {
        assert_eq!(plain("Help+abc@Acme.com"), "help@acme.com");
        assert_eq!(plain("help@acme.com"), "help@acme.com");
    }
}
