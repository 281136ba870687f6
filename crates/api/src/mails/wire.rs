//! The envelope of a message by e-mail as JSON, and whom an answer goes to.

use model::Time;
use model::mail::{Authentication, Mailbox, Verdict};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::attachments::link::{Part, Shown};
use crate::fields::{Fields, Input};

/// People whom a reply names in one field.
pub const MOST_PEOPLE: usize = 20;

/// What a message by e-mail has beside its text.
#[derive(Serialize, ToSchema)]
pub struct Mail<'a> {
    pub subject: &'a str,
    /// Null for an answer of the team. Anybody can write any address here.
    pub from: Option<Person<'a>>,
    pub reply_to: Vec<Person<'a>>,
    pub to: Vec<Person<'a>>,
    pub cc: Vec<Person<'a>>,
    /// Of answers of the team.
    pub bcc: Vec<Person<'a>>,
    /// Whom an answer to all reaches beside the author.
    pub others: Vec<Person<'a>>,
    /// When it was written, by the sender's clock.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub date: Option<Time>,
    /// A program or a mailing list wrote it.
    pub is_automatic: bool,
    /// What the channel's mail server says of the sender; null where it is not asked.
    pub authentication: Option<Checks>,
    /// The mail as it came, a page for a frame; signed, expires after a day or two. Null where the content is all of it.
    /// `&images=1` at its end shows pictures from elsewhere too.
    pub original_url: Option<String>,
    /// It wants pictures from elsewhere: to load them tells the sender that it is read.
    pub has_remote_images: bool,
}

#[derive(Serialize, ToSchema)]
pub struct Person<'a> {
    pub name: Option<&'a str>,
    pub address: &'a str,
}

/// RFC 8601
#[derive(Serialize, ToSchema)]
pub struct Checks {
    pub spf: Verdict,
    pub dkim: Verdict,
    pub dmarc: Verdict,
}

impl<'a> Mail<'a> {
    pub fn new(message: Uuid, of: &'a model::Mail, shown: Shown<'_>) -> Self {
        let people = |of: &'a [Mailbox]| of.iter().map(Person::new).collect();
        Self {
            subject: &of.subject,
            from: of.from.as_ref().map(Person::new),
            reply_to: people(&of.reply_to),
            to: people(&of.to),
            cc: people(&of.cc),
            bcc: people(&of.bcc),
            others: people(&of.others),
            date: of.date,
            is_automatic: of.is_automatic,
            authentication: of.authentication.map(|Authentication { spf, dkim, dmarc }| Checks { spf, dkim, dmarc }),
            original_url: of.has_original.then(|| shown.links.url(message, Part::Mail, shown.now)),
            has_remote_images: of.has_remote_images,
        }
    }
}

impl<'a> Person<'a> {
    fn new(of: &'a Mailbox) -> Self {
        Self { name: of.name.as_deref(), address: &of.address }
    }
}

/// Somebody who gets an answer too.
#[derive(Clone, Debug, ToSchema)]
pub struct Recipient {
    #[schema(max_length = 200)]
    pub name: Option<String>,
    #[schema(format = "email", max_length = 254)]
    pub address: String,
}

impl Input for Recipient {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 0, 200).optional(),
            address: fields.text("address", 1, 254).email().required(),
        }
    }
}

impl From<&Recipient> for Mailbox {
    fn from(of: &Recipient) -> Self {
        Self { name: of.name.clone(), address: of.address.clone() }
    }
}

/// Those of a field, each once.
pub fn recipients(fields: &mut Fields<'_>, name: &'static str) -> Vec<Recipient> {
    let named: Vec<Recipient> = fields.objects(name, MOST_PEOPLE).unwrap_or_default();
    let mut once: Vec<Recipient> = Vec::with_capacity(named.len());
    for one in named {
        if !once.iter().any(|other| other.address.eq_ignore_ascii_case(&one.address)) {
            once.push(one);
        }
    }
    once
}
