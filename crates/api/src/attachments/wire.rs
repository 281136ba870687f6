//! A file that goes with a message, as JSON: what the contract names (decision D21), then what we add.

use model::AttachmentState;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::link::{Part, Shown};
use crate::fields::{Fields, Input};

/// A file that goes with a message (decision D21).
#[derive(Clone, Serialize, ToSchema)]
pub struct Attachment<'a> {
    pub id: Uuid,
    /// Signed; expires after a day or two, and every reading gives a new one.
    pub url: String,
    pub filename: &'a str,
    /// Told from the content.
    pub content_type: &'a str,
    /// Bytes.
    pub size: i64,
    /// Pixels, of a picture.
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// `waiting`: a picture that is being prepared or a file that is still to be fetched from its channel's provider;
    /// its address answers 404 until it is `ready`.
    pub state: AttachmentState,
    /// Why it is `failed`, in a sentence for people.
    pub error: Option<&'a str>,
    /// A small JPEG of a large picture.
    pub thumbnail_url: Option<String>,
}

impl<'a> Attachment<'a> {
    pub fn new(of: &'a model::Attachment, shown: Shown<'_>) -> Self {
        let url = |part| shown.links.url(of.id, part, shown.now);
        Self {
            id: of.id,
            url: url(Part::File),
            filename: &of.filename,
            content_type: &of.content_type,
            size: of.size,
            width: of.width,
            height: of.height,
            state: of.state,
            error: of.error.as_deref(),
            thumbnail_url: of.has_thumbnail.then(|| url(Part::Thumbnail)),
        }
    }

    pub fn all(of: &'a [model::Attachment], shown: Shown<'_>) -> Vec<Self> {
        of.iter().map(|one| Self::new(one, shown)).collect()
    }
}

/// A file that was uploaded, to be sent with a message.
#[derive(Clone, Debug, ToSchema)]
pub struct Uploaded {
    pub id: Uuid,
    /// The address that the upload was answered with. Visitors have to send it: it proves that the upload was theirs.
    #[schema(min_length = 1, max_length = 2_000)]
    pub url: Option<String>,
}

impl Input for Uploaded {
    fn read(fields: &mut Fields<'_>) -> Self {
        let id = fields.text("id", 1, 64).check(|text| match Uuid::try_parse(&text) {
            Ok(_) => Ok(text),
            Err(_) => Err("Input should be a valid UUID".to_owned()),
        });
        Self { id: Uuid::try_parse(&id.required()).unwrap_or_default(), url: fields.text("url", 1, 2_000).optional() }
    }
}

/// The files that a message names.
pub fn read(fields: &mut Fields<'_>) -> Vec<Uploaded> {
    let named: Vec<Uploaded> = fields.objects("attachments", desk::attachments::MOST).unwrap_or_default();
    let is_twice = |(at, one): (usize, &Uploaded)| named[..at].iter().any(|other| other.id == one.id);
    if named.iter().enumerate().any(is_twice) {
        fields.refuse("attachments", "A file can go with a message once");
    }
    named
}

/// What is said with the files: nothing needs to be.
pub fn content(fields: &mut Fields<'_>, most: usize, files: &[Uploaded]) -> String {
    if files.is_empty() {
        return fields.text("content", 1, most).not_blank().required();
    }
    fields.text("content", 0, most).optional().map(|text| text.trim().to_owned()).unwrap_or_default()
}
