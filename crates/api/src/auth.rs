//! Getting an account, a token and a business (contract section 2).
//! Knows no rule of accounts: `desk::accounts` does.

pub(crate) mod google;
pub(crate) mod hashing;
mod passwords;
mod sessions;
mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::Refusal;
use model::User;
use store::businesses::Profile;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::client::Client;
use crate::error::Error;
use crate::extract::Body;
use crate::member::Caller;
use crate::token::{self, Token};
use wire::{AccessToken, ChangeMe, CreateBusiness, GoogleLogin, Login, Me, Register, Registered};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(login))
        .routes(routes!(login_with_google))
        .routes(routes!(me, change_me))
        .routes(routes!(create_business))
        .merge(passwords::routes())
        .merge(sessions::routes())
}

/// Make an account
///
/// Answers the user and a token at once, and mails a link that proves the address.
#[utoipa::path(post, path = "/api/v1/auth/register", tag = "Auth", security(()), request_body = Register,
    responses((status = 201, description = "The user and their first token", body = Registered),
        (status = 400, description = "The e-mail has an account already", body = crate::openapi::Detail)))]
async fn register(
    State(app): State<App>,
    client: Client,
    Body(input): Body<Register>,
) -> Result<(StatusCode, Json<Registered>), Error> {
    app.limits.sign_in(client.address)?;
    let Register { email, full_name, password } = input;
    let hash = app.hashing.hash(password).await?;
    let (web, address, agent) = (app.settings.public_url.clone(), client.address.to_string(), client.agent);
    let (user, session) = app
        .write(move |tx| {
            let user = desk::accounts::register(tx, &email, &full_name, &hash, &web)?;
            let session = desk::accounts::sign_in(tx, &user, &address, &agent, token::LIFE)?;
            Ok::<_, Error>((user, session))
        })
        .await?;
    let made = app.tokens.make(Token { user: user.key.uuid, session }, app.now());
    let number = user.key.number;
    Ok((StatusCode::CREATED, Json(Registered { user: user.into(), token: AccessToken::new(made), number })))
}

/// Sign in with e-mail and password
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "Auth", security(()), request_body = Login,
    responses((status = 200, description = "A token", body = AccessToken),
        (status = 401, description = "Not accepted", body = crate::openapi::Detail)))]
async fn login(State(app): State<App>, client: Client, Body(input): Body<Login>) -> Result<Json<AccessToken>, Error> {
    app.limits.sign_in(client.address)?;
    let Login { email, password } = input;
    let attempt = app.limits.failures.begin(client.address, &desk::accounts::email_key(&email))?;
    let outcome = prove(&app, email, password).await;
    match outcome {
        Ok(Some(user)) => {
            attempt.succeeded();
            open_session(&app, client, user).await
        }
        Ok(None) => Err(Refusal::WrongCredentials.into()),
        Err(error) => {
            attempt.undecided();
            Err(error)
        }
    }
}

/// The user whose password this is. Takes as long where there is no such user.
async fn prove(app: &App, email: String, password: String) -> Result<Option<User>, Error> {
    let (user, hash) = app.read(move |c| desk::accounts::find_to_sign_in(c, &email).map_err(Error::from)).await?;
    if !app.hashing.verify(password.clone(), hash.clone()).await? {
        return Ok(None);
    }
    if let Some((user, old)) = user.as_ref().map(|user| user.key).zip(hash.filter(|hash| app.hashing.is_outdated(hash)))
    {
        let new = app.hashing.hash(password).await?;
        app.db().write(move |tx| store::users::update_hash(tx, user, &old, &new)).await?;
    }
    Ok(user)
}

async fn open_session(app: &App, client: Client, user: User) -> Result<Json<AccessToken>, Error> {
    let id = user.key.uuid;
    let (address, agent) = (client.address.to_string(), client.agent);
    let session = app
        .write(move |tx| desk::accounts::sign_in(tx, &user, &address, &agent, token::LIFE).map_err(Error::from))
        .await?;
    let made = app.tokens.make(Token { user: id, session }, app.now());
    Ok(Json(AccessToken::new(made)))
}

/// Sign in with Google
///
/// Makes an account on the first time. An account with a password is joined only if its e-mail was verified.
#[utoipa::path(post, path = "/api/v1/auth/google", tag = "Auth", security(()), request_body = GoogleLogin,
    responses((status = 200, description = "A token", body = AccessToken),
        (status = 400, description = "The account signs in another way", body = crate::openapi::Detail),
        (status = 401, description = "Not accepted", body = crate::openapi::Detail),
        (status = 501, description = "Google sign-in is not configured", body = crate::openapi::Detail)))]
async fn login_with_google(
    State(app): State<App>,
    client: Client,
    Body(input): Body<GoogleLogin>,
) -> Result<Json<AccessToken>, Error> {
    app.limits.sign_in(client.address)?;
    let identity = app.google.identity(&input.id_token, app.now()).await?;
    let user = app.write(move |tx| desk::accounts::sign_in_with_google(tx, &identity).map_err(Error::from)).await?;
    open_session(&app, client, user).await
}

/// Who is signed in
#[utoipa::path(get, path = "/api/v1/auth/me", tag = "Auth",
    responses((status = 200, description = "The user, their business and their role in it", body = Me)))]
async fn me(caller: Caller) -> Json<Me> {
    Json(envelope(caller))
}

fn envelope(caller: Caller) -> Me {
    Me::new(caller.user, caller.place.map(|(member, business)| (member.role, business)))
}

/// Change name, picture or password
#[utoipa::path(patch, path = "/api/v1/auth/me", tag = "Auth", request_body = ChangeMe,
    responses((status = 200, description = "The user, their business and their role in it", body = Me),
        (status = 400, description = "The current password is wrong", body = crate::openapi::Detail)))]
async fn change_me(
    State(app): State<App>,
    client: Client,
    mut caller: Caller,
    Body(input): Body<ChangeMe>,
) -> Result<Json<Me>, Error> {
    let new_hash = match input.new_password {
        Some(new) => Some(passwords::new_hash(&app, client, &caller, input.current_password, new).await?),
        None => None,
    };
    let (user, session) = (caller.user.key, caller.session);
    let (full_name, avatar_url, signature) = (input.full_name, input.avatar_url, input.signature);
    caller.user = app
        .write(move |tx| {
            let avatar_url = avatar_url.as_ref().map(Option::as_deref);
            let signature = signature.as_ref().map(Option::as_deref);
            store::users::update_profile(tx, user, full_name.as_deref(), avatar_url, signature)?;
            if let Some(hash) = &new_hash {
                desk::accounts::change_password(tx, user, hash, Some(session))?;
            }
            Ok::<_, Error>(store::users::find(tx, user.into())?)
        })
        .await?;
    Ok(Json(envelope(caller)))
}

/// Make a business
///
/// The caller becomes its owner. A person owns one at most, and works in one at a time.
#[utoipa::path(post, path = "/api/v1/auth/business/create", tag = "Auth", request_body = CreateBusiness,
    responses((status = 201, description = "The user, their new business and their role in it", body = Me),
        (status = 400, description = "The caller already has a business", body = crate::openapi::Detail)))]
async fn create_business(
    State(app): State<App>,
    caller: Caller,
    Body(input): Body<CreateBusiness>,
) -> Result<(StatusCode, Json<Me>), Error> {
    let CreateBusiness { name, website, industry, team_size, goal } = input;
    let profile = Profile { name, website, goal, industry, team_size };
    let owner = caller.user.clone();
    let business = app.write(move |tx| desk::businesses::create(tx, &owner, &profile).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(Me::new(caller.user, Some((model::Role::Owner, business))))))
}
