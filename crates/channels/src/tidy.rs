//! Texts of others within our bounds: no NUL, which PostgreSQL does not keep, and not longer than a message may be.
//! Knows no provider.

use model::Mail;
use model::customer::Profile;
use model::inbound::{From, Hints, Inbound, Media, Report};
use model::mail::Mailbox;

/// Characters of a message.
const MESSAGE: usize = 100_000;
/// People whom a mail names in one place.
const PEOPLE: usize = 100;
/// Characters of an address.
const ADDRESS: usize = 4_000;
/// Files of a message.
const FILES: usize = 50;
/// Characters of a name or another short text.
const SHORT: usize = 200;

pub(crate) fn report(report: Report) -> Report {
    match report {
        Report::Message(inbound) => Report::Message(Box::new(Inbound {
            from: from(inbound.from),
            content: text(inbound.content, MESSAGE),
            provider_id: inbound.provider_id.map(short),
            answers: inbound.answers.map(short),
            mail: inbound.mail.map(mail),
            original: inbound.original.map(|html| html.replace('\0', "")),
            media: inbound.media.into_iter().take(FILES).map(media).collect(),
            hints: Hints {
                album: inbound.hints.album.map(short),
                receipt: inbound.hints.receipt.map(short),
                consent: inbound.hints.consent,
            },
            ..*inbound
        })),
        Report::Edit { provider_id, content } => {
            Report::Edit { provider_id: short(provider_id), content: text(content, MESSAGE) }
        }
        Report::Progress(mut progress) => {
            progress.provider_id = short(progress.provider_id);
            progress.error = progress.error.map(|error| text(error, 1_000));
            Report::Progress(progress)
        }
    }
}

fn mail(mut mail: Box<Mail>) -> Box<Mail> {
    mail.subject = text(mail.subject, 1_000);
    mail.from = mail.from.map(mailbox);
    for list in [&mut mail.reply_to, &mut mail.to, &mut mail.cc, &mut mail.others] {
        *list = std::mem::take(list).into_iter().take(PEOPLE).map(mailbox).collect();
    }
    mail
}

fn mailbox(of: Mailbox) -> Mailbox {
    Mailbox { name: of.name.map(short), address: text(of.address, 320) }
}

fn media(media: Media) -> Media {
    let Media { source, filename, content_type, size } = media;
    let (source, filename, content_type) = (text(source, ADDRESS), text(filename, 1_000), short(content_type));
    Media { source, filename, content_type, size: size.max(0) }
}

fn from(from: From) -> From {
    match from {
        From::Contact { handle, profile } => From::Contact { handle: short(handle), profile: tidy(profile) },
        other => other,
    }
}

fn tidy(profile: Profile) -> Profile {
    Profile {
        name: profile.name.map(short),
        email: profile.email.map(short),
        phone: profile.phone.map(|phone| text(phone, 32)),
        external_id: profile.external_id.map(short),
    }
}

fn short(from: String) -> String {
    text(from, SHORT)
}

fn text(text: String, most: usize) -> String {
    let is_fine = text.len() <= most && !text.contains('\0');
    if is_fine { text } else { text.chars().filter(|letter| *letter != '\0').take(most).collect() }
}
