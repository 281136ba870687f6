//! What does an endpoint answer, piece by piece? Reads a stream, or a whole object from a server that does not stream, and
//! keeps count of what it costs. Holds one line of it at a time.
//! Must not know what was asked.

use std::time::Duration;

use outbound::Answer;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::lines::Lines;
use super::{Error, Key, LARGEST_TEXT, Patience, Usage, Wait, errors};

/// Bytes of an answer that does not stream.
const LARGEST_OBJECT: usize = 256 << 10;
/// For what may come after the last word: the usage, and the mark that ends the stream.
const AFTERWARDS: Duration = Duration::from_secs(2);

/// In which form the answer comes.
enum Form {
    /// Nothing that tells came yet.
    Unknown,
    Stream(Lines),
    Object(Vec<u8>),
}

/// An answer that is being given.
pub struct Reply {
    answer: Answer,
    /// To keep it out of what the endpoint says.
    key: Option<Key>,
    patience: Patience,
    first_by: Instant,
    form: Form,
    is_begun: bool,
    /// Nothing follows.
    is_over: bool,
    /// The endpoint says why it stopped, or what the call cost: then it came to its end.
    finish: Option<String>,
    said: Option<Usage>,
    asked: u64,
    /// Bytes of text so far.
    length: usize,
}

impl Reply {
    pub(super) fn new(answer: Answer, key: Option<Key>, patience: Patience, first_by: Instant, asked: u64) -> Self {
        let form = Form::Unknown;
        let (is_begun, is_over, finish, said, length) = (false, false, None, None, 0);
        Self { answer, key, patience, first_by, form, is_begun, is_over, finish, said, asked, length }
    }

    /// What the call costs so far: as the endpoint says, else by the length of what was asked and answered.
    pub fn usage(&self) -> Usage {
        self.said.unwrap_or(Usage { input: self.asked, output: self.length.div_ceil(3) as u64 })
    }

    /// The next piece of the text, never empty; none once it came to its proper end.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        self.advance().await.map_err(|error| error.without(self.key.as_ref()))
    }

    async fn advance(&mut self) -> Result<Option<String>, Error> {
        while !self.is_over {
            if let Some(data) = self.data() {
                if let Some(piece) = self.take(&data)? {
                    return Ok(Some(piece));
                }
                continue;
            }
            match self.chunk().await? {
                Some(chunk) => self.push(&chunk)?,
                None => return self.end(),
            }
        }
        Ok(None)
    }

    /// The whole text, without what a model thought aloud before it spoke.
    pub async fn whole(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        while let Some(piece) = self.next().await? {
            text.push_str(&piece);
        }
        Ok(spoken(&text).to_owned())
    }

    fn data(&mut self) -> Option<String> {
        match &mut self.form {
            Form::Stream(lines) => lines.next(),
            Form::Unknown | Form::Object(_) => None,
        }
    }

    async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let now = Instant::now();
        let (by, wait) = match (self.is_begun, &self.finish) {
            (false, _) => (self.first_by, Wait::First),
            (true, None) => (now + self.patience.between, Wait::Between),
            (true, Some(_)) => (now + self.patience.between.min(AFTERWARDS), Wait::Between),
        };
        let chunk = match timeout_at(by, self.answer.chunk()).await {
            Ok(chunk) => chunk.map_err(errors::in_body),
            Err(_) => Err(Error::TimedOut(wait)),
        };
        self.is_begun = true;
        match chunk {
            Ok(chunk) => Ok(chunk.map(|bytes| bytes.to_vec())),
            Err(Error::TimedOut(_) | Error::CutOff) if self.finish.is_some() => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        if let Form::Unknown = self.form {
            self.form = match chunk.iter().find(|byte| !byte.is_ascii_whitespace()) {
                None => return Ok(()),
                Some(b'{') => Form::Object(Vec::new()),
                Some(b'<') => return Err(Error::Garbage("it is a web page".into())),
                Some(_) => Form::Stream(Lines::default()),
            };
        }
        let too_long = || Error::Garbage("it is too long".into());
        match &mut self.form {
            Form::Stream(lines) => lines.push(chunk).map_err(|_| too_long()),
            Form::Object(bytes) if bytes.len() + chunk.len() > LARGEST_OBJECT => Err(too_long()),
            Form::Object(bytes) => {
                bytes.extend_from_slice(chunk);
                Ok(())
            }
            Form::Unknown => Ok(()),
        }
    }

    /// Takes in one object: its piece of the text, if it holds one.
    fn take(&mut self, data: &str) -> Result<Option<String>, Error> {
        if data == "[DONE]" {
            self.is_over = true;
            return self.judge().map(|()| None);
        }
        let object: Value = serde_json::from_str(data).map_err(|error| match error.is_eof() {
            true => Error::CutOff,
            false => Error::Garbage("it is not JSON".into()),
        })?;
        if let Some(error) = errors::of_object(&object) {
            return Err(error);
        }
        let choice = &object["choices"][0];
        if let Some(finish) = choice["finish_reason"].as_str().filter(|finish| !finish.is_empty()) {
            self.finish = Some(finish.to_owned());
        }
        self.said = usage(&object["usage"]).or(self.said);
        let place = if choice["delta"].is_object() { &choice["delta"] } else { &choice["message"] };
        let piece = content(&place["content"]);
        self.length += piece.len();
        if self.length > LARGEST_TEXT {
            return Err(Error::Garbage("it is too long".into()));
        }
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    /// The line was closed in order, or enough was heard.
    fn end(&mut self) -> Result<Option<String>, Error> {
        let data = match &mut self.form {
            Form::Unknown => return Err(Error::Garbage("it is empty".into())),
            Form::Stream(lines) => lines.rest(),
            Form::Object(bytes) => Some(String::from_utf8_lossy(&std::mem::take(bytes)).into_owned()),
        };
        let is_object = matches!(self.form, Form::Object(_));
        let piece = match data {
            Some(data) => self.take(&data)?,
            None => None,
        };
        if std::mem::replace(&mut self.is_over, true) {
            return Ok(piece);
        }
        match (&self.finish, self.said, is_object, self.length) {
            (None, None, false, 0) => Err(Error::Garbage("it is no stream of answers".into())),
            (None, None, false, _) => Err(Error::CutOff),
            _ => self.judge().map(|()| piece),
        }
    }

    /// Whether it ended because all was said.
    fn judge(&self) -> Result<(), Error> {
        match self.finish.as_deref() {
            Some("length" | "max_tokens" | "content_filter") => Err(Error::Unfinished),
            _ => Ok(()),
        }
    }
}

/// A text, nothing, or a list of parts.
fn content(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    }
}

fn usage(usage: &Value) -> Option<Usage> {
    let input = usage["prompt_tokens"].as_u64()?;
    let total = usage["total_tokens"].as_u64();
    let output = usage["completion_tokens"].as_u64().or_else(|| total?.checked_sub(input)).unwrap_or(0);
    Some(Usage { input, output }).filter(|usage| usage.total() > 0)
}

/// Local servers leave `<think>…</think>` in the text; a thought that does not end is no answer.
fn spoken(text: &str) -> &str {
    match text.trim().strip_prefix("<think>") {
        Some(thought) => thought.split_once("</think>").map_or("", |(_, spoken)| spoken.trim()),
        None => text.trim(),
    }
}
