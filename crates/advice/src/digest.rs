//! What is a conversation about, in short: for whoever takes it over, as an article for the next who asks, as tags.
//! Must not know who reads it.

use desk::theo::Question;
use model::{Message, SenderType};
use store::Reach;

use crate::Advice;
use crate::proposals::turns;

/// Letters that are kept of one message.
const LETTERS: usize = 280;
/// Passages whose articles' tags are offered.
const NEAR: usize = 3;
/// Tags that are offered.
const TAGS: usize = 5;

/// A conversation in short, and whether a language model wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    pub text: String,
    pub writer: model::theo::Writer,
}

impl Advice {
    /// What the customer wants, what was said last, and whose turn it is.
    pub async fn summary(&self, reach: Reach, question: &Question) -> store::Result<Digest> {
        let turns = turns(&question.messages);
        if let Some(text) = self.sum_up(reach, &question.settings, &turns).await? {
            return Ok(Digest { text, writer: model::theo::Writer::Model });
        }
        Ok(Digest { text: outline(&question.messages), writer: model::theo::Writer::Extract })
    }

    /// An article out of what a customer asked and what they were answered: its title, and its text as Markdown.
    pub async fn article(&self, reach: Reach, asked: &str, answer: &str) -> store::Result<(String, String)> {
        if let Some(made) = self.make_article(reach, asked, answer).await? {
            return Ok(made);
        }
        let question = theo::question::asked(&[theo::Turn { sender: SenderType::Customer, text: asked.to_owned() }]);
        let title = short(question.as_deref().unwrap_or(asked), model::article::LONGEST_TITLE.min(120));
        Ok((title, answer.trim().to_owned()))
    }

    /// Tags that fit: those of the articles that are about it.
    pub async fn tags(&self, reach: Reach, question: &Question) -> store::Result<Vec<String>> {
        let Some(asked) = theo::question::asked(&turns(&question.messages)) else {
            return Ok(Vec::new());
        };
        let found = self.find(reach, &asked).await?;
        let articles: Vec<_> = found.iter().take(NEAR).map(|(_, passage)| passage.article).collect();
        let taken = question.conversation.tags.clone();
        self.0
            .db
            .read(move |c| {
                let mut tags: Vec<String> = Vec::new();
                for article in &articles {
                    for tag in store::articles::find(c, &reach, (*article).into())?.text.tags {
                        if !tags.contains(&tag) && !taken.contains(&tag) {
                            tags.push(tag);
                        }
                    }
                }
                tags.truncate(TAGS);
                Ok(tags)
            })
            .await
    }
}

fn outline(messages: &[Message]) -> String {
    let of = |sender: SenderType| move |message: &&Message| message.sender_type == sender;
    let team = |message: &&Message| matches!(message.sender_type, SenderType::Agent | SenderType::Ai);
    let first = messages.iter().find(of(SenderType::Customer));
    let last = messages.iter().rfind(of(SenderType::Customer));
    let answer = messages.iter().rfind(team);
    let mut lines = Vec::new();
    if let Some(first) = first {
        lines.push(format!("Asked first: {}", short(&first.content, LETTERS)));
    }
    if let Some(last) = last.filter(|last| first.is_none_or(|first| first.key != last.key)) {
        lines.push(format!("Said last: {}", short(&last.content, LETTERS)));
    }
    if let Some(answer) = answer {
        lines.push(format!("Answered last: {}", short(&answer.content, LETTERS)));
    }
    let waits = messages.last().is_some_and(|last| last.sender_type == SenderType::Customer);
    lines.push(if waits { "The customer waits for an answer." } else { "It is the customer's turn." }.to_owned());
    lines.join("\n")
}

/// The beginning, on one line.
fn short(text: &str, letters: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= letters {
        return line;
    }
    line.chars().take(letters - 1).chain(['…']).collect()
}
