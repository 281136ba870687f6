//! Businesses to measure on, made as people make them: a registration, a workspace, a widget.
//! Must not know what is measured.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::http;

/// A business with one member and one widget.
#[derive(Clone)]
pub struct Tenant {
    pub token: String,
    business: String,
    widget: String,
}

impl Tenant {
    pub async fn make(server: SocketAddr, name: &str) -> Result<Self> {
        let post = async |path: &str, token: &str, body: Value| {
            http::ask(server, "POST", &format!("/api/v1/{path}"), token, &body).await
        };
        let email = format!("{}@example.com", Uuid::new_v4());
        let person = json!({"email": email, "full_name": name, "password": "correct horse battery"});
        let token = text(&post("auth/register", "", person).await?, "/access_token")?;
        let me = post("auth/business/create", &token, json!({ "name": name })).await?;
        let widget = post("widget/create", &token, json!({"domain": "shop.example"})).await?;
        Ok(Self { business: text(&me, "/business/id")?, widget: text(&widget, "/id")?, token })
    }

    /// How an agent introduces themself.
    pub fn agent(&self) -> Value {
        json!({"token": self.token, "business_id": self.business})
    }

    /// How a visitor introduces themself who is new here.
    pub fn visitor(&self) -> Value {
        json!({"widget_id": self.widget})
    }
}

pub fn text(answer: &Value, pointer: &str) -> Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    Ok(found.with_context(|| format!("no {pointer} in {answer}"))?.to_owned())
}
