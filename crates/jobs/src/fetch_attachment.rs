//! Fetches a file that a customer sent from the channel's provider, through the guard, and puts it where uploads lie.
//! What can't be fetched is said so in its place; the message is never held up. Must not know how a provider is asked.

use std::time::Duration;

use bytes::Bytes;
use channels::email;
use channels::media::{self, Step};
use channels::sending;
use channels::{Answer, Request};
use files::{FileKey, Intake, Stored};
use model::{AttachmentState, Channel, ChannelType, Key};
use store::attachments::{Arrived, Prepared, Upload};
use store::{Reach, queue};

use crate::Error;
use crate::context::Context;
use crate::provider::NoAnswer;

/// Where the mail has expired before its files were taken.
pub(crate) const GONE: &str = "The mail that it came with is not kept any more.";

/// Why there is no file.
pub(crate) enum Failed {
    /// There never will be; a sentence for agents.
    Ever(String),
    /// It may be had later, though not before `after`.
    Now { reason: String, after: Duration },
}

/// Where a file is.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) channel: Key,
    /// In the provider's terms.
    pub(crate) source: &'a str,
    /// What brought the message, where that was kept.
    pub(crate) delivery: Option<Key>,
}

pub(crate) async fn perform(context: &Context<'_>, attachment: Key, place: Place<'_>) -> Result<(), Error> {
    let reach = context.reach()?;
    let Some((upload, channel)) = look(context, reach, attachment, place.channel).await? else {
        return context.finish().await;
    };
    let Some(channel) = channel else {
        return give_up(context, reach, attachment, "The channel was removed before the file was fetched.").await;
    };
    match fetch(context, reach, attachment, &upload, &channel, place).await? {
        Ok(stored) => keep(context, reach, attachment, stored).await,
        Err(Failed::Ever(why)) => give_up(context, reach, attachment, &why).await,
        Err(Failed::Now { reason, after }) => {
            if queue::wait(context.leased.id, context.leased.attempt, after).is_some() {
                return Err(Error::Later { reason, after });
            }
            give_up(context, reach, attachment, &format!("It was tried for a day. {reason}")).await
        }
    }
}

/// The file as far as it is known, and its channel; none where there is nothing to fetch any more.
async fn look(
    context: &Context<'_>,
    reach: Reach,
    attachment: Key,
    channel: Key,
) -> Result<Option<(Upload, Option<Channel>)>, Error> {
    let found = context.db.read(move |c| {
        let upload = store::attachments::find(c, &reach, attachment)?;
        match store::channels::find(c, &reach, channel.into()) {
            Ok(channel) => Ok((upload, Some(channel))),
            Err(store::Error::NotFound) => Ok((upload, None)),
            Err(error) => Err(error),
        }
    });
    match found.await {
        Ok((upload, channel)) => {
            let is_wanted = upload.state == AttachmentState::Waiting && !upload.has_arrived;
            Ok(is_wanted.then_some((upload, channel)))
        }
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn fetch(
    context: &Context<'_>,
    reach: Reach,
    attachment: Key,
    upload: &Upload,
    channel: &Channel,
    place: Place<'_>,
) -> Result<Result<Stored, Failed>, Error> {
    let found = match (channel.kind, place.delivery) {
        (ChannelType::Email, Some(delivery)) => read(context, reach, delivery, place.source).await?.map(Found::Here),
        _ => locate(context, channel, place.source).await.map(Found::There),
    };
    let found = match found {
        Ok(found) => found,
        Err(failed) => return Ok(Err(failed)),
    };
    let (intake, _) = begin(context, reach, attachment, &upload.filename).await?;
    Ok(match found {
        Found::Here(bytes) => take(intake, bytes).await,
        Found::There(request) => receive(context, &request, intake).await,
    })
}

/// What takes a file's bytes, under a key that is noted first.
pub(crate) async fn begin(
    context: &Context<'_>,
    reach: Reach,
    attachment: Key,
    filename: &str,
) -> Result<(Intake, String), Error> {
    let key = FileKey::random().map_err(|error| later(&error))?;
    let name = key.as_str().to_owned();
    let file = name.clone();
    let noted: store::Result<()> =
        context.db.write(move |tx| store::attachments::update_fetching(tx, &reach, attachment, &file)).await;
    noted?;
    Ok((Intake::new(context.files.clone(), key, filename, context.provider.own.largest), name))
}

/// A file, or what is asked to get it.
enum Found {
    Here(Bytes),
    There(Request),
}

/// A file out of the mail that brought it: older versions have put in a job for each.
async fn read(
    context: &Context<'_>,
    reach: Reach,
    delivery: Key,
    source: &str,
) -> Result<Result<Bytes, Failed>, Error> {
    let gone = || Failed::Ever(GONE.to_owned());
    let kept: store::Result<_> = context.db.read(move |c| store::deliveries::find(c, &reach, delivery.into())).await;
    let raw = match kept {
        Ok((_, raw)) => raw,
        Err(store::Error::NotFound) => return Ok(Err(gone())),
        Err(error) => return Err(error.into()),
    };
    let source = source.to_owned();
    let found =
        tokio::task::spawn_blocking(move || email::inbound::file(&raw, &email::read::attachments(&raw), &source)).await;
    Ok(found.ok().flatten().ok_or_else(gone))
}

pub(crate) async fn take(mut intake: Intake, bytes: Bytes) -> Result<Stored, Failed> {
    if let Err(error) = intake.take(bytes).await {
        intake.abort().await;
        return Err(unkept(error));
    }
    intake.finish().await.map_err(unkept)
}

/// Where the file is.
async fn locate(context: &Context<'_>, channel: &Channel, source: &str) -> Result<Request, Failed> {
    let (kind, config, gateways) = (channel.kind, &channel.config, &context.provider.own.gateways);
    let asked = match media::begin(kind, config, gateways, source)? {
        Step::Get(request) => return Ok(request),
        Step::Ask(request) => context.ask(&request).await,
    };
    let answer: Answer = asked.map_err(|error| match error {
        NoAnswer::NotSent(reason) | NoAnswer::Lost(reason) => unreached(&reason),
    })?;
    Ok(media::found(kind, config, gateways, &answer)?)
}

async fn receive(context: &Context<'_>, request: &Request, mut intake: Intake) -> Result<Stored, Failed> {
    let mut answer = context.fetch(request).await.map_err(|error| cut(&error))?;
    let status = answer.status();
    if !status.is_success() {
        let body = Vec::new();
        let answer = Answer { status, headers: answer.headers().clone(), body, at: context.db.now() };
        return Err(answer.refusal("The provider of the file", None).into());
    }
    loop {
        let taken = match answer.chunk().await {
            Ok(Some(piece)) => intake.take(piece).await.map_err(unkept),
            Ok(None) => return intake.finish().await.map_err(unkept),
            Err(outbound::Error::TooLarge { limit }) => Err(unkept(files::Error::TooLarge(limit.saturating_sub(1)))),
            Err(error) => Err(cut(&error)),
        };
        if let Err(failed) = taken {
            intake.abort().await;
            return Err(failed);
        }
    }
}

async fn keep(context: &Context<'_>, reach: Reach, attachment: Key, stored: Stored) -> Result<(), Error> {
    let (leased, arrived) = (context.leased.clone(), arrived(stored));
    let written = context.db.write(move |tx| {
        desk::attachments::arrive_late(tx, &reach, attachment, &arrived)?;
        if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
    });
    written.await
}

pub(crate) fn arrived(stored: Stored) -> Arrived {
    let is_prepared = files::kind::is_prepared(stored.content_type);
    Arrived {
        filename: stored.filename,
        content_type: stored.content_type,
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        state: if is_prepared { AttachmentState::Waiting } else { AttachmentState::Ready },
    }
}

async fn give_up(context: &Context<'_>, reach: Reach, attachment: Key, why: &str) -> Result<(), Error> {
    let (leased, failed) = (context.leased.clone(), Prepared::Failed(why.to_owned()));
    let written = context.db.write(move |tx| {
        desk::attachments::finish(tx, &reach, attachment, &failed)?;
        if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
    });
    written.await
}

impl From<sending::Error> for Failed {
    fn from(error: sending::Error) -> Self {
        match error {
            sending::Error::Rejected(why) => Self::Ever(why),
            sending::Error::Later { reason, after } => Self::Now { reason, after },
        }
    }
}

fn cut(error: &outbound::Error) -> Failed {
    match error {
        outbound::Error::Refused(refused) => Failed::Ever(format!("The file can't be fetched: {refused}.")),
        error => unreached(&error.to_string()),
    }
}

fn unreached(reason: &str) -> Failed {
    Failed::Now { reason: format!("The file's provider can't be reached: {reason}"), after: Duration::ZERO }
}

fn unkept(error: files::Error) -> Failed {
    match error {
        files::Error::TooLarge(limit) => {
            Failed::Ever(format!("The file is larger than {} MB: it was not fetched.", limit >> 20))
        }
        files::Error::Empty => Failed::Ever("The file is empty.".to_owned()),
        files::Error::Refused(why) => Failed::Ever(why.to_owned()),
        error => Failed::Now { reason: error.to_string(), after: Duration::ZERO },
    }
}

fn later(error: &files::Error) -> Error {
    Error::Later { reason: error.to_string(), after: Duration::ZERO }
}
