//! Cuts an article into passages that are found. Must not know how texts are cut.

use model::{ArticleState, Key};
use store::queue;

use crate::Error;
use crate::context::Context;

/// What is told where the text itself can't be worked with.
const UNREADABLE: &str = "This article could not be cut into passages. Change its text, or index it again.";

pub(crate) async fn perform(context: &Context<'_>, article: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let found: store::Result<_> = context.db.read(move |c| store::articles::find(c, &reach, article.into())).await;
    let found = match found {
        Ok(found) if found.text.state == ArticleState::Published => found,
        Ok(_) | Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    let (title, content) = (found.text.title.clone(), found.text.content.clone());
    let split = tokio::task::spawn_blocking(move || theo::passages::split(&title, &content)).await;
    // A text that makes this panic would do so again.
    let passages = split.ok().map(|passages| {
        let mut passages: Vec<_> = passages.into_iter().map(|one| (one.headings, one.text)).collect();
        if passages.is_empty() {
            passages.push((Vec::new(), found.text.title.clone()));
        }
        passages
    });
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            match &passages {
                Some(passages) => drop(desk::articles::put_passages(tx, &reach, &found, passages)?),
                None => desk::articles::fail_to_index(tx, &reach, &found, UNREADABLE)?,
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
