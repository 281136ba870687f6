//! Talks to a provider: one request, its answer, and whether it can have been heard where no answer came.
//! Knows nothing of what any provider is asked.

use std::time::Duration;

use channels::sending::Body;
use channels::{Answer, Gateways, Request};
use outbound::{Client, header};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where providers are, and the way there. Clones share connections.
#[derive(Clone)]
pub struct Provider {
    client: Client,
    pub gateways: Gateways,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The request never left.
    NotSent(String),
    /// It may have been heard.
    Lost(String),
}

impl Provider {
    pub fn new(client: Client, gateways: Gateways) -> Self {
        Self { client, gateways }
    }

    /// Asks once; redirects are not followed. What went wrong is told without the address, which may hold a secret.
    pub async fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        let asked = self.client.post(&request.url).timeout(PATIENCE);
        let asked = match &request.authorization {
            Some(authorization) => asked.header(header::AUTHORIZATION, authorization),
            None => asked,
        };
        let asked = match &request.body {
            Body::Json(json) => asked.json(json),
            Body::Form(pairs) => {
                let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                asked.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form)
            }
        };
        let answer = asked.send().await.map_err(no_answer)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(|error| NoAnswer::Lost(error.to_string()))?;
        Ok(Answer { status, headers, body })
    }
}

fn no_answer(error: outbound::Error) -> NoAnswer {
    let told = error.to_string();
    if error.may_have_arrived() { NoAnswer::Lost(told) } else { NoAnswer::NotSent(told) }
}
