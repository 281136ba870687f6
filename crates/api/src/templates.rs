//! Templates over HTTP: which there are, and which one an agent sends. Kept from the last time that the provider was
//! asked, and asked for anew when they are old. Knows no provider's words.

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use channels::templates::{self, Filled, Template};
use model::AnyId;
use serde_json::{Map, Value};
use store::templates::Fetched;
use store::{Conn, Reach};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Path;
use crate::fields::{Fields, Id, Input};
use crate::member::Member;
use crate::{App, Error, page};

/// Older ones are asked for anew.
const FRESH: Duration = Duration::from_secs(600);
/// The same, of why there is no list.
const FRESH_PROBLEM: Duration = Duration::from_secs(5);
/// Longest wait for the first ones, and the pause between two looks.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The approved templates of a channel
///
/// WhatsApp takes nothing else once a day has passed since the customer last wrote. The list is at most ten minutes
/// old, or as old as the provider's last answer.
#[utoipa::path(get, path = "/api/v1/channels/{channel_id}/templates", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The templates", body = Vec<Template>),
        (status = 400, description = "The channel has no templates, or its provider does not tell them", body = crate::openapi::Detail)))]
async fn list(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let reach = member.reach;
    let (channel, fetched) = app
        .read(move |c| -> store::Result<_> {
            let channel = store::channels::find(c, &reach, id)?;
            let fetched = store::templates::find(c, &reach, channel.key)?;
            Ok((channel, fetched))
        })
        .await?;
    if !channel.kind.has_templates() {
        return Err(Error::bad("This kind of channel has no templates"));
    }
    let is_fresh = |one: &Fetched| app.now() < one.at.plus(if one.problem.is_none() { FRESH } else { FRESH_PROBLEM });
    if fetched.as_ref().is_some_and(is_fresh) {
        return shown(&headers, fetched);
    }
    let key = channel.key;
    // What was fetched before is shown, though the company can't be asked now.
    let has_some = |one: &Fetched| one.problem.is_none() || !templates::kept(&one.list).is_empty();
    let is_known = fetched.as_ref().is_some_and(has_some);
    app.write(move |tx| -> Result<(), Error> {
        if !is_known {
            store::templates::delete(tx, &reach, key)?;
        }
        Ok(desk::channels::fetch_templates(tx, &reach, key)?)
    })
    .await?;
    if is_known {
        return shown(&headers, fetched);
    }
    let begun = tokio::time::Instant::now();
    while begun.elapsed() < PATIENCE {
        let now: store::Result<Option<Fetched>> = app.read(move |c| store::templates::find(c, &reach, key)).await;
        if let Some(now) = now? {
            return shown(&headers, Some(now));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::bad("The provider does not answer: try again in a moment"))
}

fn shown(headers: &HeaderMap, fetched: Option<Fetched>) -> Result<Response, Error> {
    let Some(fetched) = fetched else { return page::whole::<Template>(headers, &[]) };
    let list = templates::kept(&fetched.list);
    match fetched.problem {
        Some(problem) if list.is_empty() => Err(Error::bad(problem)),
        _ => page::whole(headers, &list),
    }
}

/// A template that is sent in place of words of one's own.
#[derive(Clone, ToSchema)]
pub(crate) struct Chosen {
    #[schema(min_length = 1, max_length = 512)]
    name: String,
    #[schema(min_length = 1, max_length = 32)]
    language: String,
    /// Texts by part (`header`, `body`, `buttons`) and name; for the body by name alone too.
    #[schema(required = false, value_type = Option<Object>)]
    variables: Map<String, Value>,
}

impl Input for Chosen {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 512).required(),
            language: fields.text("language", 1, 32).required(),
            variables: fields.map("variables").optional().unwrap_or_default(),
        }
    }
}

/// The template as it goes out by a conversation's channel.
pub(crate) fn fill(c: &mut Conn, reach: &Reach, conversation: AnyId, chosen: &Chosen) -> Result<Filled, Error> {
    let conversation = store::conversations::find(c, reach, conversation)?;
    let channel = conversation.channel.filter(|_| conversation.channel_type.has_templates());
    let channel = channel.ok_or_else(|| Error::bad("This conversation's channel has no templates"))?;
    let list = store::templates::find(c, reach, channel)?.map(|fetched| templates::kept(&fetched.list));
    let mut all = list.unwrap_or_default().into_iter();
    let template = all.find(|one| one.name == chosen.name && one.language == chosen.language).ok_or_else(|| {
        Error::bad("There is no approved template of this name in this language. List the channel's templates.")
    })?;
    templates::fill(&template, &chosen.variables)
        .map_err(|problems| Error::bad(format!("The template can't be filled: {}", problems.join("; "))))
}
