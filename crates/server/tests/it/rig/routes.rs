//! Every route of the server, as its own OpenAPI document tells it: what the generated tests walk.
//! Must not know what any route does.

use serde_json::Value;

use super::{NOBODY, TestApp};

#[derive(Clone, Debug)]
pub struct Route {
    /// `GET /api/v1/conversations/`
    pub name: String,
    /// Names of its parameters and of its body's fields, as `path conversation_id`, `query page`, `body content`.
    pub inputs: Vec<String>,
}

/// All routes, in the document's order.
pub async fn all(app: &TestApp) -> Vec<Route> {
    let document = app.get(NOBODY, "/api/openapi.json").await.expect(200);
    let paths = document["paths"].as_object().expect("paths");
    let mut routes = Vec::new();
    for (path, item) in paths {
        let operations = item.as_object().expect("operations");
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(operation) = operations.get(method) else { continue };
            let name = format!("{} {path}", method.to_uppercase());
            routes.push(Route { name, inputs: inputs(&document, operation) });
        }
    }
    routes
}

fn inputs(document: &Value, operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|one| resolve(document, one));
    let mut inputs: Vec<String> =
        parameters.filter_map(|one| Some(format!("{} {}", one["in"].as_str()?, one["name"].as_str()?))).collect();
    let content = resolve(document, &operation["requestBody"])["content"].as_object();
    for media in content.into_iter().flat_map(|content| content.values()) {
        fields(document, &media["schema"], &mut inputs);
    }
    inputs
}

/// The fields of a body, those of nested objects included.
fn fields(document: &Value, schema: &Value, into: &mut Vec<String>) {
    let schema = resolve(document, schema);
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        into.push(format!("body {name}"));
        fields(document, field, into);
    }
    for part in ["allOf", "anyOf", "oneOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            fields(document, one, into);
        }
    }
    if !schema["items"].is_null() {
        fields(document, &schema["items"], into);
    }
}

/// What a `$ref` points to; anything else is itself.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(pointer) => document.pointer(pointer.trim_start_matches('#')).expect("a reference that leads somewhere"),
        None => value,
    }
}

impl Route {
    /// Its inputs that are ids of something: those that D1 promises to take in both forms.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(String::as_str).filter(|input| {
            let (place, name) = input.split_once(' ').expect("a place and a name");
            let is_id = name == "id" || name.ends_with("_id") || ["in_reply_to", "before", "after"].contains(&name);
            (place == "path" || is_id) && !NOT_OURS.contains(&name)
        })
    }
}

/// Ids that somebody else gives: they name nothing that a business owns.
const NOT_OURS: [&str; 5] = ["external_id", "client_id", "page_id", "phone_number_id", "business_account_id"];
