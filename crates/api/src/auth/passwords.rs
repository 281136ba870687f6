//! Lost passwords and unproved e-mails.
//! Answers the same whether an account exists or not.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::wire::{Done, ForgotPassword, ResetPassword, VerifyEmail};
use crate::App;
use crate::client::Client;
use crate::error::Error;
use crate::extract::Body;
use crate::member::Caller;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(forgot_password))
        .routes(routes!(reset_password))
        .routes(routes!(verify_email))
        .routes(routes!(resend_verification))
}

/// Ask for a mail that sets a new password
#[utoipa::path(post, path = "/api/v1/auth/password/forgot", tag = "Auth", security(()), request_body = ForgotPassword,
    responses((status = 200, description = "The same answer whether there is such an account or not", body = Done)))]
async fn forgot_password(
    State(app): State<App>,
    client: Client,
    Body(input): Body<ForgotPassword>,
) -> Result<Json<Done>, Error> {
    app.limits.sign_in(client.address)?;
    let web = app.settings.public_url.clone();
    app.write(move |tx| desk::accounts::forgot(tx, &input.email, &web).map_err(Error::from)).await?;
    Ok(Json(Done { message: "If this address has an account, a mail is on its way to it" }))
}

/// Set a new password with the token from the mail
///
/// Ends every session of the account.
#[utoipa::path(post, path = "/api/v1/auth/password/reset", tag = "Auth", security(()), request_body = ResetPassword,
    responses((status = 200, description = "The new password is set", body = Done),
        (status = 400, description = "The token is unknown, spent or expired", body = crate::openapi::Detail)))]
async fn reset_password(
    State(app): State<App>,
    client: Client,
    Body(input): Body<ResetPassword>,
) -> Result<Json<Done>, Error> {
    app.limits.sign_in(client.address)?;
    let hash = app.hashing.hash(input.password).await?;
    let user = app.write(move |tx| desk::accounts::reset(tx, &input.token, &hash).map_err(Error::from)).await?;
    app.limits.failures.forgive(&desk::accounts::email_key(&user.email));
    Ok(Json(Done { message: "Your new password is set" }))
}

/// Prove an e-mail with the token from the mail
#[utoipa::path(post, path = "/api/v1/auth/email/verify", tag = "Auth", security(()), request_body = VerifyEmail,
    responses((status = 200, description = "The e-mail is verified", body = Done),
        (status = 400, description = "The token is unknown, spent or expired", body = crate::openapi::Detail)))]
async fn verify_email(
    State(app): State<App>,
    client: Client,
    Body(input): Body<VerifyEmail>,
) -> Result<Json<Done>, Error> {
    app.limits.sign_in(client.address)?;
    app.write(move |tx| desk::accounts::verify_email(tx, &input.token).map_err(Error::from)).await?;
    Ok(Json(Done { message: "Your e-mail address is verified" }))
}

/// Ask for another mail that proves the e-mail
#[utoipa::path(post, path = "/api/v1/auth/email/resend", tag = "Auth",
    responses((status = 200, description = "A mail is on its way, unless the address is verified", body = Done)))]
async fn resend_verification(State(app): State<App>, client: Client, caller: Caller) -> Result<Json<Done>, Error> {
    app.limits.sign_in(client.address)?;
    if !caller.user.is_verified {
        let web = app.settings.public_url.clone();
        app.write(move |tx| desk::accounts::ask_to_verify(tx, &caller.user, &web).map_err(Error::from)).await?;
    }
    Ok(Json(Done { message: "If your address is not verified yet, a mail is on its way to it" }))
}

/// The hash of a user's new password, once they have shown the current one. Guesses count as failed sign-ins, so a
/// stolen token is no way around the lock-out.
pub(super) async fn new_hash(
    app: &App,
    client: Client,
    caller: &Caller,
    current: Option<String>,
    new: String,
) -> Result<String, Error> {
    let user = caller.user.key;
    if let Some(hash) = app.read(move |c| store::users::password_hash(c, user)).await? {
        let attempt = app.limits.failures.begin(client.address, &desk::accounts::email_key(&caller.user.email))?;
        if !app.hashing.verify(current.unwrap_or_default(), Some(hash)).await? {
            return Err(Error::bad("The current password is wrong"));
        }
        attempt.succeeded();
    }
    app.hashing.hash(new).await
}
