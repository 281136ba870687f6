//! The role × route matrix. Removed: a member whose token is from before the removal. Outsider: an account without a business.

use serde_json::{Value, json};

use crate::rig::Cast;

/// Route, case, and the status for each caller.
#[rustfmt::skip]
pub const MATRIX: &str = "
# route                                                        anonymous outsider removed agent admin owner
POST   /api/v1/auth/register                                             201 201 201 201 201 201
POST   /api/v1/auth/login                                                200 200 200 200 200 200
POST   /api/v1/auth/google                                               501 501 501 501 501 501
GET    /api/v1/auth/me                                                   401 200 401 200 200 200
";

/// The query string and the body that make the route's request a valid one.
pub fn request_of(route: &str, case: &str, cast: &Cast, name: &str) -> (String, Value) {
    let none = String::new();
    match (route, case) {
        ("POST /api/v1/auth/register", _) => (
            none,
            json!({"email": format!("new.{name}@example.com"), "full_name": "New", "password": "correct horse battery"}),
        ),
        _ => {
            let _ = cast;
            (none, Value::Null)
        }
    }
}
