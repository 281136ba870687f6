//! Sends an agent's message as a mail of its conversation's thread, under an id and an answer address that prove what
//! comes back. Must not know how SMTP goes.

use std::time::Duration;

use channels::email::write::{self, Letter, Quoted, Sent};
use channels::email::{Mailbox, thread};
use channels::sending::File;
use desk::mails::Answer;
use desk::sending::{Outcome, Send};
use model::message::SenderType;

use tokio::time::Instant;

use crate::context::Context;
use crate::send_message::{Tried, refused};
use crate::smtp::{self, NotTaken, Server};

/// `words` are the message's, with the files that go with them.
pub(crate) async fn attempt(context: &Context<'_>, send: &Send, of: &Answer, words: (&str, &[File])) -> Tried {
    let config = &send.channel.config;
    let Some(server) = Server::read(config) else {
        let why = "This channel has no mail server to send by: the owner has to give one.";
        return Tried::Done(Outcome::Failed(why.to_owned()));
    };
    let letter = letter(context, send, of, words);
    let id = letter.message_id.clone();
    let written = match write::write(&letter) {
        Ok(written) => written,
        Err(error) => return refused(error),
    };
    let began = Instant::now();
    let sent = smtp::send(context.provider, &server, &written).await;
    context.note_answer(began, matches!(sent, Ok(()) | Err(NotTaken::Refused(_))));
    match sent {
        Ok(()) => Tried::Done(Outcome::Sent(id)),
        Err(NotTaken::Refused(why)) => Tried::Done(Outcome::Failed(why)),
        Err(NotTaken::Later(reason)) => Tried::Later { reason, after: Duration::ZERO },
        Err(NotTaken::Lost(reason)) => {
            tracing::warn!(message = send.message.key.number, reason, "a mail server's answer was lost");
            Tried::Done(Outcome::Unknown)
        }
    }
}

fn letter<'a>(context: &Context<'_>, send: &'a Send, of: &'a Answer, (words, files): (&str, &'a [File])) -> Letter<'a> {
    let text = |name: &str| send.channel.config.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let (ours, key) = (text("address"), &context.provider.own.mail_key);
    let domain = ours.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let (conversation, message) = (send.message.conversation.uuid, send.message.key.uuid);
    let name = match (of.author.as_deref(), text("from_name")) {
        (None, "") => None,
        (Some(author), "") => Some(author.to_owned()),
        (None, team) => Some(team.to_owned()),
        (Some(author), team) => Some(format!("{author} ({team})")),
    };
    let to = send.to.strip_prefix("mailto:").unwrap_or(&send.to);
    Letter {
        from: Mailbox { name, address: ours.to_owned() },
        to: if of.to.is_empty() { vec![Mailbox::bare(to)] } else { of.to.clone() },
        cc: of.cc.clone(),
        bcc: of.bcc.clone(),
        subject: of.subject.clone(),
        message_id: thread::message_id(key, conversation, message, domain),
        in_reply_to: send.answers.clone().or_else(|| of.answers.clone()),
        references: of.references.clone(),
        reply_to: thread::address(key, ours, conversation),
        is_automatic: send.message.sender_type == SenderType::Ai,
        date: Some(send.message.created_at),
        text: words.to_owned(),
        signature: of.signature.clone(),
        quoted: of.quoted.as_ref().map(quoted),
        files: files.iter().map(sent).collect(),
    }
}

fn quoted(of: &desk::mails::Quoted) -> Quoted<'_> {
    Quoted { from: &of.from, date: of.date, text: &of.text, html: of.html.as_deref() }
}

fn sent(file: &File) -> Sent<'_> {
    Sent { name: &file.filename, content_type: &file.content_type, bytes: &file.bytes }
}
