//! What the auth calls take in and give out (contract section 2).
//! Knows nothing of how either comes about.

use model::{Business, Role, Time, User};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::fields::{Fields, Input};

#[derive(ToSchema)]
pub struct Register {
    /// Unique, whatever its case.
    #[schema(format = "email", max_length = 254, example = "alex@example.com")]
    pub email: String,
    #[schema(min_length = 1, max_length = 200, example = "Alex Johnson", pattern = r"\S")]
    pub full_name: String,
    #[schema(format = "password", min_length = 8, max_length = 128, example = "correct horse battery")]
    pub password: String,
}

impl Input for Register {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            email: fields.text("email", 1, 254).email().required(),
            full_name: fields.text("full_name", 1, 200).not_blank().required(),
            password: fields.text("password", 8, 128).required(),
        }
    }
}

#[derive(ToSchema)]
pub struct Login {
    #[schema(min_length = 1, max_length = 254, example = "alex@example.com")]
    pub email: String,
    #[schema(format = "password", min_length = 1, max_length = 1024, example = "correct horse battery")]
    pub password: String,
}

impl Input for Login {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { email: fields.text("email", 1, 254).required(), password: fields.text("password", 1, 1024).required() }
    }
}

/// `token` is accepted in place of `id_token`.
#[derive(ToSchema)]
pub struct GoogleLogin {
    /// The ID token that Google's sign-in gave to the page.
    #[schema(min_length = 1, max_length = 8192)]
    pub id_token: String,
}

impl Input for GoogleLogin {
    fn read(fields: &mut Fields<'_>) -> Self {
        let name = if fields.has("id_token") || !fields.has("token") { "id_token" } else { "token" };
        Self { id_token: fields.text(name, 1, 8192).required() }
    }
}

#[derive(ToSchema)]
pub struct CreateBusiness {
    #[schema(min_length = 1, max_length = 200, example = "Acme", pattern = r"\S")]
    pub name: String,
    #[schema(max_length = 500, example = "https://acme.example")]
    pub website: Option<String>,
    #[schema(max_length = 200, example = "retail")]
    pub industry: Option<String>,
    #[schema(max_length = 50, example = "1-10")]
    pub team_size: Option<String>,
    #[schema(max_length = 500, example = "Answer faster")]
    pub goal: Option<String>,
}

impl Input for CreateBusiness {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 200).not_blank().required(),
            website: fields.text("website", 0, 500).optional(),
            industry: fields.text("industry", 0, 200).optional(),
            team_size: fields.text("team_size", 0, 50).optional(),
            goal: fields.text("goal", 0, 500).optional(),
        }
    }
}

/// Absent fields stay as they are.
#[derive(ToSchema)]
pub struct ChangeMe {
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false)]
    pub full_name: Option<String>,
    /// Null takes the picture away.
    #[schema(value_type = Option<String>, format = "web-address", max_length = 2000)]
    pub avatar_url: Option<Option<String>>,
    /// Stands under each mail of theirs; null takes it away.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000, pattern = r"\S")]
    pub signature: Option<Option<String>>,
    /// Ends every other session. Needs `current_password` where the account has a password.
    #[schema(format = "password", min_length = 8, max_length = 128, nullable = false)]
    pub new_password: Option<String>,
    #[schema(format = "password", max_length = 1024)]
    pub current_password: Option<String>,
}

impl Input for ChangeMe {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            full_name: fields.text("full_name", 1, 200).not_blank().present(),
            avatar_url: fields.text("avatar_url", 1, 2000).web_address().change(),
            signature: fields.text("signature", 1, 2000).not_blank().change(),
            new_password: fields.text("new_password", 8, 128).present(),
            current_password: fields.text("current_password", 0, 1024).optional(),
        }
    }
}

#[derive(ToSchema)]
pub struct ForgotPassword {
    #[schema(min_length = 1, max_length = 254, example = "alex@example.com")]
    pub email: String,
}

impl Input for ForgotPassword {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { email: fields.text("email", 1, 254).required() }
    }
}

#[derive(ToSchema)]
pub struct ResetPassword {
    /// From the mail.
    #[schema(min_length = 1, max_length = 200)]
    pub token: String,
    #[schema(format = "password", min_length = 8, max_length = 128)]
    pub password: String,
}

impl Input for ResetPassword {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { token: fields.text("token", 1, 200).required(), password: fields.text("password", 8, 128).required() }
    }
}

#[derive(ToSchema)]
pub struct VerifyEmail {
    /// From the mail.
    #[schema(min_length = 1, max_length = 200)]
    pub token: String,
}

impl Input for VerifyEmail {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { token: fields.text("token", 1, 200).required() }
    }
}

/// A bearer token, good for 30 days or until its session ends.
#[derive(Serialize, ToSchema)]
pub struct AccessToken {
    pub access_token: String,
    #[schema(example = "bearer")]
    pub token_type: &'static str,
}

impl AccessToken {
    pub fn new(access_token: String) -> Self {
        Self { access_token, token_type: "bearer" }
    }
}

/// A new account and its first token (decision D11).
#[derive(Serialize, ToSchema)]
pub struct Registered {
    #[serde(flatten)]
    pub user: UserFields,
    #[serde(flatten)]
    pub token: AccessToken,
    pub number: i64,
}

#[derive(Serialize, ToSchema)]
pub struct UserFields {
    pub id: Uuid,
    #[schema(format = "email")]
    pub email: String,
    pub full_name: String,
    pub is_verified: bool,
    pub is_google_account: bool,
    pub avatar_url: Option<String>,
}

impl From<User> for UserFields {
    fn from(user: User) -> Self {
        Self {
            id: user.key.uuid,
            email: user.email,
            full_name: user.full_name,
            is_verified: user.is_verified,
            is_google_account: user.is_google_account,
            avatar_url: user.avatar_url,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub struct UserBody {
    #[serde(flatten)]
    pub user: UserFields,
    pub number: i64,
    /// Stands under each mail of theirs.
    pub signature: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Business)]
pub struct BusinessBody {
    pub id: Uuid,
    pub name: String,
    pub website: Option<String>,
    pub goal: Option<String>,
    pub industry: Option<String>,
    pub team_size: Option<String>,
    #[schema(value_type = String, format = "date-time")]
    pub created_at: Time,
    pub number: i64,
}

impl From<Business> for BusinessBody {
    fn from(business: Business) -> Self {
        Self {
            id: business.key.uuid,
            name: business.name,
            website: business.website,
            goal: business.goal,
            industry: business.industry,
            team_size: business.team_size,
            created_at: business.created_at,
            number: business.key.number,
        }
    }
}

/// Who is signed in, and where they work.
#[derive(Serialize, ToSchema)]
pub struct Me {
    pub user: UserBody,
    pub business: Option<BusinessBody>,
    /// Whether they belong to a business.
    pub onboarding_complete: bool,
    pub team_role: Option<Role>,
    /// `unlimited` on a server of one's own.
    #[schema(example = "unlimited")]
    pub plan: &'static str,
}

impl Me {
    pub fn new(user: User, place: Option<(Role, Business)>) -> Self {
        let (number, signature) = (user.key.number, user.signature.clone());
        let (team_role, business) = place.map_or((None, None), |(role, business)| (Some(role), Some(business.into())));
        Self {
            user: UserBody { user: user.into(), number, signature },
            onboarding_complete: business.is_some(),
            business,
            team_role,
            plan: "unlimited",
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct SessionBody {
    pub id: Uuid,
    #[schema(value_type = String, format = "date-time")]
    pub created_at: Time,
    #[schema(value_type = String, format = "date-time")]
    pub last_seen_at: Time,
    #[schema(value_type = String, format = "date-time")]
    pub expires_at: Time,
    /// Where it was opened from.
    pub address: String,
    pub user_agent: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    pub number: i64,
}

/// What was done, in a sentence.
#[derive(Serialize, ToSchema)]
pub struct Done {
    pub message: &'static str,
}
