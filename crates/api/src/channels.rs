//! Channels over HTTP (contract section 4, decision D9): secrets come in and never go out.
//! Knows the wire; who may do what is the desk's, what a provider needs is the channels'.

mod schema;
mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::{AnyId, ChannelType, Role, Word};
use store::channels::{Names, NewChannel};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, page};
use wire::{ChannelBody, ChannelChange, ChannelKind, Create, Deleted};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(kinds)).routes(routes!(find, change, delete))
}

/// Every channel, active or not
///
/// The owner sees each configuration with its secrets masked; for everybody else it is empty.
#[utoipa::path(get, path = "/api/v1/channels", tag = "Channels",
    responses((status = 200, description = "The channels", body = Vec<ChannelBody>)))]
async fn list(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    let reach = member.reach;
    let found = app.read(move |c| store::channels::list(c, &reach)).await?;
    let settings = &app.settings;
    page::whole(&headers, &found.iter().map(|one| ChannelBody::new(one, &member, settings)).collect::<Vec<_>>())
}

/// What each kind of channel can do and needs to be told
#[utoipa::path(get, path = "/api/v1/channels/types", tag = "Channels",
    responses((status = 200, description = "The kinds", body = Vec<ChannelKind>)))]
async fn kinds(_: Member, headers: HeaderMap) -> Result<Response, Error> {
    page::whole(&headers, &ChannelType::ALL.iter().copied().map(ChannelKind::new).collect::<Vec<_>>())
}

/// Add a channel
///
/// `GET /api/v1/channels/types` tells what `config` holds for each type. Two active channels can't use the same
/// account at a provider.
#[utoipa::path(post, path = "/api/v1/channels", tag = "Channels", request_body = Create,
    responses((status = 201, description = "The channel", body = ChannelBody),
        (status = 400, description = "Something is missing in `config`, or the account is in use", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    Body(new): Body<Create>,
) -> Result<(StatusCode, Json<ChannelBody>), Error> {
    member.must_be(&[Role::Owner])?;
    let kind = new.kind;
    let config = channels::check(kind, &new.config).map_err(|problems| wrong(kind, &problems))?;
    let names = names(kind, &config);
    let wanted = NewChannel { kind, config, names, is_active: new.is_active };
    let by = member.member.clone();
    let made = app.write(move |tx| desk::channels::create(tx, &by, wanted.clone()).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(ChannelBody::new(&made, &member, &app.settings))))
}

fn names(kind: ChannelType, config: &channels::Config) -> Names {
    Names { identity: channels::identity(kind, config), verify_token: channels::verify_token(config) }
}

fn wrong(kind: ChannelType, problems: &[String]) -> Error {
    Error::bad(format!("This {} channel can't be set up: {}", kind.word(), problems.join("; ")))
}

/// One channel
#[utoipa::path(get, path = "/api/v1/channels/{channel_id}", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The channel", body = ChannelBody)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<ChannelBody>, Error> {
    let reach = member.reach;
    let found = app.read(move |c| store::channels::find(c, &reach, id)).await?;
    Ok(Json(ChannelBody::new(&found, &member, &app.settings)))
}

/// Change a channel's configuration, or switch it on or off
///
/// What `config` leaves out stays, null takes away, and a secret sent back as it was shown stays. A stored password
/// does not follow to another host: send it again.
#[utoipa::path(patch, path = "/api/v1/channels/{channel_id}", tag = "Channels", request_body = ChannelChange,
    params(("channel_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The channel", body = ChannelBody),
        (status = 400, description = "Something is missing in `config`, or the account is in use", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, ChannelChange>,
) -> Result<Json<ChannelBody>, Error> {
    let by = member.member.clone();
    let changed = app
        .write(move |tx| {
            let mut channel = desk::channels::hold(tx, &by, id)?;
            if change.kind.is_some_and(|kind| kind != channel.kind) {
                return Err(Error::bad("The type of a channel can't change"));
            }
            let sent = change.config.clone().unwrap_or_default();
            channel.config = channels::merge(channel.kind, &channel.config, &sent)
                .map_err(|problems| wrong(channel.kind, &problems))?;
            channel.is_active = change.is_active.unwrap_or(channel.is_active);
            let names = names(channel.kind, &channel.config);
            Ok(desk::channels::save(tx, &by, channel, &names)?)
        })
        .await?;
    Ok(Json(ChannelBody::new(&changed, &member, &app.settings)))
}

/// Remove a channel
///
/// Its credentials are forgotten; its conversations stay.
#[utoipa::path(delete, path = "/api/v1/channels/{channel_id}", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is gone", body = Deleted)))]
async fn delete(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Deleted>, Error> {
    app.write(move |tx| desk::channels::delete(tx, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(Deleted { message: "Channel deleted" }))
}
