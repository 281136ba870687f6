//! Sends the message at the head of a conversation's line. What may have been heard is never sent twice by itself.

use std::time::Duration;

use bytes::Bytes;
use channels::sending::File;
use channels::{Answer, Outgoing, Upload, sending};
use desk::sending::{Next, Outcome, Send};
use files::FileKey;
use model::message::Source;
use model::{Attachment, Channel, ChannelType, Key};
use store::{Reach, queue};
use tokio::sync::SemaphorePermit;
use uuid::Uuid;

use crate::context::Context;
use crate::provider::NoAnswer;
use crate::{Error, send_thread_mail};

/// Bytes of a file that is read to be sent. Source: what Telegram takes of bots.
const LARGEST: u64 = 50 << 20;
/// Longest way of its files to a provider that takes them before the message: what is asked after that needs time too.
const UPLOAD: Duration = Duration::from_secs(28);

/// Longest wait for room in memory: the rest of a job's time is for the provider.
const WAIT: Duration = Duration::from_secs(1);
const CROWDED: &str = "Many large files are being sent at the moment";

/// What one try led to.
pub(crate) enum Tried {
    Done(Outcome),
    /// It was not taken, and may be later.
    Later {
        reason: String,
        after: Duration,
    },
}

pub(crate) async fn perform(context: &Context<'_>, conversation: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let Some(send) = take(context, reach, conversation).await? else { return Ok(()) };
    let tried = attempt(context, &send).await;
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            let is_own = match &tried {
                Tried::Done(outcome) => desk::sending::settle(tx, &reach, &send, &leased, outcome)?,
                Tried::Later { reason, after } => {
                    desk::sending::put_back(tx, &reach, &send, &leased, (reason, *after))?
                }
            };
            if is_own && queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}

/// The head of the line, where it is for this job to send; otherwise the job is done.
async fn take(context: &Context<'_>, reach: Reach, conversation: Key) -> Result<Option<Box<Send>>, Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            if let Next::Send(send) = desk::sending::take(tx, &reach, conversation, &leased)? {
                return Ok(Some(send));
            }
            if queue::finish(tx, &leased)? { Ok(None) } else { Err(Error::Stale) }
        })
        .await
}

async fn attempt(context: &Context<'_>, send: &Send) -> Tried {
    let (kind, config) = (send.channel.kind, &send.channel.config);
    let callback_path = channels::callback_path(kind, send.channel.key.uuid).unwrap_or_default();
    let content = words(&context.provider.own.gateways.own, kind, (&send.message.content, &send.message.sources));
    let parts = sending::parts(kind, &content, &send.message.attachments);
    let number = send.parts % parts.len();
    let part = parts[number].clone();
    let Some(_room) = room(context, kind, &send.message.attachments[part.files.clone()]).await else {
        return Tried::Later { reason: CROWDED.to_owned(), after: Duration::ZERO };
    };
    let files = match files(context, kind, &send.message.attachments[part.files.clone()]).await {
        Ok(files) => files,
        Err(tried) => return tried,
    };
    if let Some(thread) = &send.mail {
        return send_thread_mail::attempt(context, send, thread, (&content, &files)).await;
    }
    // What is answered stands above the first part.
    let answers = send.answers.clone().filter(|_| number == 0);
    let answers = if kind == ChannelType::X { send.answers.clone() } else { answers };
    let (to, template, uploads) = (send.to.clone(), send.template.clone(), Vec::new());
    let mut outgoing = Outgoing { to, content: part.content, files, template, uploads, answers, callback_path };
    match tokio::time::timeout(UPLOAD, upload(context, &send.channel, &outgoing)).await {
        Ok(Ok(uploads)) => outgoing.uploads = uploads,
        Ok(Err(error)) => return refused(error),
        Err(_) => return refused(sending::Error::later("Its files take too long to upload")),
    }
    let asked = match channels::request(kind, config, &context.provider.own.gateways, &outgoing) {
        Ok(request) => context.ask(&request).await,
        Err(error) => return refused(error),
    };
    match asked {
        Ok(answer) => match channels::accepted(kind, &answer) {
            Ok(id) if number + 1 < parts.len() => Tried::Done(Outcome::Part(id)),
            Ok(id) => Tried::Done(Outcome::Sent(id)),
            Err(error) if channels::is_opted_out(kind, &answer) => Tried::Done(Outcome::OptedOut(error.to_string())),
            Err(error) => refused(error),
        },
        Err(NoAnswer::NotSent(reason)) => {
            Tried::Later { reason: format!("The provider can't be reached: {reason}"), after: Duration::ZERO }
        }
        Err(NoAnswer::Lost(reason)) => {
            tracing::warn!(message = send.message.key.number, reason, "a provider's answer was lost");
            Tried::Done(Outcome::Unknown)
        }
    }
}

/// What the customer reads: what was said, and where the articles are that it was taken from, as many as there is room for.
fn words(own: &str, kind: ChannelType, (content, sources): (&str, &[Source])) -> String {
    let most = channels::capabilities(kind).max_length as usize;
    let mut words = content.to_owned();
    for (number, source) in sources.iter().enumerate() {
        let link = format!("{}{}: {own}{}", if number == 0 { "\n\n" } else { "\n" }, source.title, source.path);
        if words.chars().count() + link.chars().count() > most {
            break;
        }
        words.push_str(&link);
    }
    words
}

/// Hands the files over, where the provider takes them before the message: nothing of this is seen by the customer.
async fn upload(context: &Context<'_>, channel: &Channel, outgoing: &Outgoing) -> Result<Vec<String>, sending::Error> {
    let (kind, config, gateways) = (channel.kind, &channel.config, &context.provider.own.gateways);
    let mut uploads = Vec::new();
    for file in &outgoing.files {
        let mut answers: Vec<Answer> = Vec::new();
        let taken = loop {
            let request = match channels::upload(kind, config, gateways, outgoing, (file, &answers))? {
                None => break None,
                Some(Upload::Done(name)) => break Some(name),
                Some(Upload::Ask(request)) => request,
                Some(Upload::Wait(wait, request)) => {
                    tokio::time::sleep(wait).await;
                    request
                }
            };
            answers.push(context.ask(&request).await.map_err(|error| match error {
                NoAnswer::NotSent(reason) | NoAnswer::Lost(reason) => {
                    sending::Error::later(format!("The provider can't be reached: {reason}"))
                }
            })?);
        };
        uploads.extend(taken);
    }
    Ok(uploads)
}

/// Room in memory for the files of a part, where they are read; none where there is too little for now.
async fn room<'a>(
    context: &Context<'a>,
    kind: ChannelType,
    attachments: &[Attachment],
) -> Option<Option<SemaphorePermit<'a>>> {
    let bytes: i64 = attachments.iter().map(|file| file.size).sum();
    if bytes == 0 || !channels::takes_bytes(kind) {
        return Some(None);
    }
    let taking = context.provider.room.take(usize::try_from(bytes).unwrap_or(usize::MAX));
    tokio::time::timeout(WAIT, taking).await.ok().map(Some)
}

/// The files of a part, read where the provider takes them and does not fetch them.
async fn files(context: &Context<'_>, kind: ChannelType, attachments: &[Attachment]) -> Result<Vec<File>, Tried> {
    let mut files = Vec::with_capacity(attachments.len());
    for attachment in attachments {
        let bytes = if channels::takes_bytes(kind) { read(context, attachment.id).await? } else { Bytes::new() };
        files.push(File {
            filename: attachment.filename.clone(),
            content_type: attachment.content_type.clone(),
            size: attachment.size,
            url: (context.provider.own.link)(attachment.id),
            bytes,
        });
    }
    Ok(files)
}

async fn read(context: &Context<'_>, id: Uuid) -> Result<Bytes, Tried> {
    let later = |reason: String| Tried::Later { reason, after: Duration::ZERO };
    let found: store::Result<_> = context.db.read(move |c| store::attachments::find_signed(c, id)).await;
    let found = found.map_err(|error| later(error.to_string()))?;
    let gone = || Tried::Done(Outcome::Failed("One of its files is missing.".to_owned()));
    let key = FileKey::read(&found.file).ok_or_else(gone)?;
    match context.files.whole(&key, LARGEST).await {
        Ok(bytes) => Ok(bytes),
        Err(files::Error::Missing) => Err(gone()),
        Err(files::Error::TooLarge(_)) => {
            Err(Tried::Done(Outcome::Failed("One of its files is too large.".to_owned())))
        }
        Err(error) => Err(later(error.to_string())),
    }
}

pub(crate) fn refused(error: sending::Error) -> Tried {
    match error {
        sending::Error::Rejected(why) => Tried::Done(Outcome::Failed(why)),
        sending::Error::Later { reason, after } => Tried::Later { reason, after },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_sources_go_along_where_there_is_room() {
        let sources = ["A", "B"].map(|title| Source { title: title.to_owned(), path: "/help/acme/a".to_owned() });
        let words = |content: &str| words("https://desk.example", ChannelType::Instagram, (content, &sources));
        let link = "A: https://desk.example/help/acme/a";
        assert_eq!(words("Yes"), format!("Yes\n\n{link}\n{}", link.replace('A', "B")));
        let long = "x".repeat(950);
        assert_eq!(words(&long), format!("{long}\n\n{link}"));
        let longer = "x".repeat(990);
        assert_eq!(words(&longer), longer);
    }
}
