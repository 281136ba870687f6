//! The team over HTTP (contract section 5). Knows the wire; who may do what is the desk's.

mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::Refusal;
use model::{AnyId, Presence, Role, Word};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody, PathQuery, Query};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, page};
use wire::{
    Agent, Done, Handoff, Invitation, InvitationQuery, Invited, MemberBody, MembersQuery, NewRole, NewStatus, Status,
};

/// Handoffs that are shown; the longest waiting first.
const MOST_HANDOFFS: i64 = 200;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(members))
        .routes(routes!(remove, set_role))
        .routes(routes!(invite))
        .routes(routes!(invitations))
        .routes(routes!(revoke))
        .routes(routes!(assign))
        .routes(routes!(set_status))
        .routes(routes!(pending_handoffs))
}

/// Who is in the team
///
/// The owner first, then in the order in which the team grew.
#[utoipa::path(get, path = "/api/v1/team/members", tag = "Team", params(MembersQuery),
    responses((status = 200, description = "The members", body = Vec<MemberBody>)))]
async fn members(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    Query(query): Query<MembersQuery>,
) -> Result<Response, Error> {
    let team = app.read(move |c| store::members::list(c, &member.reach, query.include_inactive)).await?;
    page::whole(&headers, &team.iter().map(MemberBody::new).collect::<Vec<_>>())
}

/// Take somebody out of the team
///
/// Their access ends at once, and their open conversations are nobody's.
#[utoipa::path(delete, path = "/api/v1/team/members/{member_id}", tag = "Team",
    params(("member_id" = AnyId, Path, description = "The membership: UUID or integer")),
    responses((status = 200, description = "They are out", body = Done),
        (status = 400, description = "The owner stays", body = crate::openapi::Detail)))]
async fn remove(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Done>, Error> {
    app.write(move |tx| desk::team::remove(tx, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(Done { message: "Member removed" }))
}

/// Change somebody's role
#[utoipa::path(patch, path = "/api/v1/team/members/{member_id}", tag = "Team", request_body = NewRole,
    params(("member_id" = AnyId, Path, description = "The membership: UUID or integer")),
    responses((status = 200, description = "The member as they are now", body = MemberBody),
        (status = 400, description = "Not a role that can be given, or the owner's", body = crate::openapi::Detail)))]
async fn set_role(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), new): PathBody<Id, NewRole>,
) -> Result<Json<MemberBody>, Error> {
    member.must_be(&[Role::Owner])?;
    let role = role(&new.role)?;
    let changed = app.write(move |tx| desk::team::set_role(tx, &member.member, id, role).map_err(Error::from)).await?;
    Ok(Json(MemberBody::new(&changed)))
}

/// A role that can be given away.
fn role(word: &str) -> Result<Role, Error> {
    Role::from_word(word).filter(|role| *role != Role::Owner).ok_or_else(|| Refusal::InvalidRole.into())
}

/// Invite somebody
///
/// They need an account. With `send_invitation=true`, somebody without one gets a mail and joins once they have
/// registered with that address and confirmed it; `team_member_id` is null then. A business sends 5 such mails an hour
/// to one address and 100 a day in all; a further one is 429.
#[utoipa::path(post, path = "/api/v1/team/invite", tag = "Team", params(InvitationQuery),
    responses((status = 201, description = "They are in the team", body = Invited),
        (status = 200, description = "A mail is on its way", body = Invited),
        (status = 400, description = "Already a member, works elsewhere, or not a role", body = crate::openapi::Detail),
        (status = 404, description = "Nobody has an account with this address", body = crate::openapi::Detail)))]
async fn invite(
    State(app): State<App>,
    member: Member,
    Query(query): Query<InvitationQuery>,
) -> Result<Response, Error> {
    member.must_be(&[Role::Owner])?;
    let role = role(&query.role)?;
    let (email, web) = (query.email, app.settings.public_url.clone());
    let message = format!("Agent {email} invited successfully");
    let limits = app.clone();
    let invited = app
        .write(move |tx| match desk::team::invite(tx, &member.member, &email, role) {
            Err(desk::Error::Refused(Refusal::NoAccount)) if query.send_invitation => {
                limits.limits.invitation(member.business.key.number, desk::accounts::email_key(&email))?;
                desk::team::invite_by_mail(tx, &member.member, &email, role, &web)?;
                Ok(None)
            }
            other => other.map(Some).map_err(Error::from),
        })
        .await?;
    let status = if invited.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let number = invited.as_ref().map(|member| member.key.number);
    let body = Invited { message, team_member_id: invited.map(|member| member.key.uuid), number };
    Ok((status, Json(body)).into_response())
}

/// Invitations by mail that wait for an answer
#[utoipa::path(get, path = "/api/v1/team/invitations", tag = "Team",
    responses((status = 200, description = "The invitations", body = Vec<Invitation>)))]
async fn invitations(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    member.must_be(&[Role::Owner])?;
    let open = app.read(move |c| store::members::list_invitations(c, &member.reach)).await?;
    page::whole(&headers, &open.iter().map(Invitation::new).collect::<Vec<_>>())
}

/// Take back an invitation by mail
#[utoipa::path(delete, path = "/api/v1/team/invitations/{invitation_id}", tag = "Team",
    params(("invitation_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is no longer good", body = Done)))]
async fn revoke(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Done>, Error> {
    app.write(move |tx| desk::team::revoke_invitation(tx, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(Done { message: "Invitation taken back" }))
}

/// Assign a conversation to a teammate
///
/// For owners and admins; agents take conversations by `PUT /api/v1/conversations/{id}/assign/{agent_id}`.
#[utoipa::path(post, path = "/api/v1/team/assign/{conversation_id}", tag = "Team",
    params(("conversation_id" = AnyId, Path, description = "UUID or integer"), Agent),
    responses((status = 200, description = "It is theirs", body = Done),
        (status = 400, description = "Not an active member of the team", body = crate::openapi::Detail)))]
async fn assign(
    State(app): State<App>,
    member: Member,
    PathQuery(Id(id), agent): PathQuery<Id, Agent>,
) -> Result<Json<Done>, Error> {
    member.must_be(&[Role::Owner, Role::Admin])?;
    app.write(move |tx| {
        store::conversations::find(tx, &member.reach, id)?;
        match desk::conversations::assign(tx, &member.member, id, agent.agent_id) {
            // The conversation is there, so it is the agent who is not.
            Err(desk::Error::Store(store::Error::NotFound)) => Err(Refusal::NotAMember.into()),
            other => other.map_err(Error::from),
        }
    })
    .await?;
    Ok(Json(Done { message: "Conversation assigned successfully" }))
}

/// Say whether you are there
#[utoipa::path(patch, path = "/api/v1/team/status", tag = "Team", request_body = NewStatus,
    responses((status = 200, description = "The status", body = Status),
        (status = 400, description = "Not one of the three words", body = crate::openapi::Detail)))]
async fn set_status(State(app): State<App>, member: Member, Body(new): Body<NewStatus>) -> Result<Json<Status>, Error> {
    let status = Presence::from_word(&new.status).ok_or(Error::bad("The status must be live, away or offline"))?;
    app.write(move |tx| desk::team::set_status(tx, &member.member, status).map_err(Error::from)).await?;
    Ok(Json(Status { status }))
}

/// Conversations that Theo flagged and no agent has answered yet
///
/// The longest waiting first, 200 at most.
#[utoipa::path(get, path = "/api/v1/team/pending-handoffs", tag = "Team",
    responses((status = 200, description = "The conversations", body = Vec<Handoff>)))]
async fn pending_handoffs(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    let waiting = app.read(move |c| store::conversations::pending_handoffs(c, &member.reach, MOST_HANDOFFS)).await?;
    page::whole(&headers, &waiting.iter().map(Handoff::new).collect::<Vec<_>>())
}
