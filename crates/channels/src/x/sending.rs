//! Sending by X's API v2: a direct message, or a post that answers one; files are uploaded first.
//! Source: X's "Manage Direct Messages", "Manage Posts", "Media".

use std::time::Duration;

use serde_json::{Value, json};

use super::of;
use crate::Config;
use crate::json::{at, id, text};
use crate::media;
use crate::oauth::Keys;
use crate::sending::{Answer, Body, Error, File, Gateways, Outgoing, Request, Upload};

/// Characters of a post, for accounts that do not pay.
const LONGEST_POST: usize = 280;
/// Bytes of a picture that goes by one request.
const LARGEST_PICTURE: i64 = 5 << 20;
/// Bytes of a piece of what is larger.
const PIECE: usize = 4 << 20;
/// Longest wait for X to look at a film.
const LONGEST_LOOK: u64 = 10;

/// What is asked of X.
pub fn request(config: &Config, gateways: &Gateways, outgoing: &Outgoing) -> Result<Request, Error> {
    let to = outgoing.to.strip_prefix("x:").ok_or_else(|| Error::rejected("This is no account on X"))?;
    let files: Vec<Value> = outgoing.uploads.iter().map(|media| json!({"media_id": media})).collect();
    let Some(post) = answered_post(outgoing) else {
        let mut body = json!({});
        if !outgoing.content.is_empty() {
            body["text"] = outgoing.content.clone().into();
        }
        if !files.is_empty() {
            body["attachments"] = files.into();
        }
        return signed(config, format!("{}/2/dm_conversations/with/{to}/messages", gateways.x), Body::Json(body));
    };
    if outgoing.content.chars().count() > LONGEST_POST {
        return Err(Error::rejected(format!("This answers a public post, which takes {LONGEST_POST} characters.")));
    }
    let mut body = json!({"text": outgoing.content, "reply": {"in_reply_to_tweet_id": post}});
    if !outgoing.uploads.is_empty() {
        body["media"] = json!({"media_ids": outgoing.uploads});
    }
    signed(config, format!("{}/2/tweets", gateways.x), Body::Json(body))
}

/// The post that is answered, if it is one.
fn answered_post(outgoing: &Outgoing) -> Option<&str> {
    outgoing.answers.as_deref()?.strip_prefix("post:")
}

/// The next step of a file's way to X, after these answers.
pub fn upload(
    config: &Config,
    gateways: &Gateways,
    outgoing: &Outgoing,
    file: &File,
    answers: &[Answer],
) -> Result<Upload, Error> {
    let kind = match file.content_type.as_str() {
        "image/jpeg" | "image/png" | "image/webp" => "image",
        "image/gif" => "gif",
        "video/mp4" => "video",
        _ => return Err(Error::rejected("X takes pictures, GIFs and MP4 films, and no other files.")),
    };
    let place = if answered_post(outgoing).is_some() { "tweet" } else { "dm" };
    let (category, base) = (format!("{place}_{kind}"), format!("{}/2/media/upload", gateways.x));
    if let Some(answer) = answers.last() {
        accepted(answer)?;
    }
    let media = answers.first().and_then(|answer| id(&answer.json(), "/data/id"));
    let pieces = file.bytes.len().div_ceil(PIECE);
    let is_whole = kind == "image" && file.size <= LARGEST_PICTURE;
    match (answers.len(), media) {
        (0, _) if is_whole => {
            let fields = vec![("media_category", category)];
            let body = Body::Multipart { fields, name: "media", file: file.clone() };
            Ok(Upload::Ask(signed(config, base, body)?))
        }
        (0, _) => {
            let body =
                json!({"media_type": file.content_type, "total_bytes": file.bytes.len(), "media_category": category});
            Ok(Upload::Ask(signed(config, format!("{base}/initialize"), Body::Json(body))?))
        }
        (_, None) => Err(Error::rejected("X has not told what it calls the file.")),
        (_, Some(media)) if is_whole => Ok(Upload::Done(media)),
        (asked, Some(media)) if asked <= pieces => {
            let from = (asked - 1) * PIECE;
            let bytes = file.bytes.slice(from..file.bytes.len().min(from + PIECE));
            let fields = vec![("segment_index", (asked - 1).to_string())];
            let body = Body::Multipart { fields, name: "media", file: File { bytes, ..file.clone() } };
            Ok(Upload::Ask(signed(config, format!("{base}/{media}/append"), body)?))
        }
        (asked, Some(media)) if asked == pieces + 1 => {
            Ok(Upload::Ask(signed(config, format!("{base}/{media}/finalize"), Body::Json(json!({})))?))
        }
        (_, Some(media)) => looked_at(config, &base, media, answers),
    }
}

/// X looks at films before it takes them.
fn looked_at(config: &Config, base: &str, media: String, answers: &[Answer]) -> Result<Upload, Error> {
    let last = answers.last().map(Answer::json).unwrap_or_default();
    let state = at(&last, "/data/processing_info");
    match text(state, "/state") {
        Some("failed") => {
            let why = text(state, "/error/message").unwrap_or("no reason was given");
            Err(Error::rejected(format!("X could not take the file: {why}")))
        }
        Some("pending" | "in_progress") => {
            let seconds = at(state, "/check_after_secs").as_u64().unwrap_or(1).clamp(1, LONGEST_LOOK);
            let request = signed(config, format!("{base}?command=STATUS&media_id={media}"), Body::None)?;
            Ok(Upload::Wait(Duration::from_secs(seconds), request))
        }
        _ => Ok(Upload::Done(media)),
    }
}

/// A request for the account, by the app.
pub(super) fn signed(config: &Config, url: String, body: Body) -> Result<Request, Error> {
    let lacks = || {
        Error::rejected(
            "X asks for four keys, and this channel has not all of them: the owner has to give api_secret and access_token_secret too.",
        )
    };
    let key = |name: &str| of(config, name).map(str::to_owned).ok_or_else(lacks);
    let keys = Keys {
        app: key("api_key")?,
        app_secret: key("api_secret")?,
        token: key("access_token")?,
        token_secret: key("access_token_secret")?,
    };
    Ok(Request { body, signer: Some(Box::new(keys)), ..Request::get(url) })
}

/// A file of a message that came in. Those of direct messages are shown to the account alone.
pub fn media_request(config: &Config, gateways: &Gateways, source: &str) -> Result<Request, Error> {
    media::is_at(source, &gateways.x, &["twimg.com", "twitter.com", "x.com"])?;
    let host = url::Url::parse(source).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let is_public = host.ends_with("twimg.com") && !source.contains("/dm_");
    if is_public { Ok(Request::get(source.to_owned())) } else { signed(config, source.to_owned(), Body::None) }
}

/// What we call what X has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        let message = id(&body, "/data/dm_event_id").map(|message| format!("dm:{message}"));
        let post = || id(&body, "/data/id").map(|post| format!("post:{post}"));
        return Ok(message.or_else(post).unwrap_or_default());
    }
    let words = ["/detail", "/errors/0/message", "/title"].iter().find_map(|path| text(&body, path));
    let (said, kind) = (words.unwrap_or_default().to_lowercase(), text(&body, "/type").unwrap_or_default());
    let has = |part: &str| said.contains(part);
    Err(match answer.status.as_u16() {
        402 => Error::rejected("Your X app has no credits left for this month."),
        403 if kind.ends_with("client-forbidden") || has("access level") || has("enrolled") => {
            Error::rejected("Your X app may not do this: look at its plan and its permissions.")
        }
        403 if has("duplicate") => Error::rejected("X takes no second post with the same words."),
        400 | 403 if has("cannot send messages") || has("permission to dm") => {
            Error::rejected("This person takes no direct messages from you on X.")
        }
        403 if has("not allowed to reply") || has("reply to this") => {
            Error::rejected("This post takes no answers from you.")
        }
        _ => answer.refusal("X", words),
    })
}
