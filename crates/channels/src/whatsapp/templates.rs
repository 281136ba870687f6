//! Messages that WhatsApp has approved beforehand: read, filled, and written as Meta wants to be asked for one.
//! Source: Meta's "Message templates" and "Sending template messages" of the Cloud API.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::sending::{accepted, authorization};
use crate::Config;
use crate::json::{at, list, text};
use crate::sending::{Answer, Error, Gateways, Request};

/// Characters of one value.
const LONGEST: usize = 1024;

/// A message that was approved, with places to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    #[schema(example = "order_sent")]
    pub name: String,
    #[schema(example = "en_US")]
    pub language: String,
    /// `UTILITY`, `MARKETING`, `AUTHENTICATION`.
    pub category: String,
    /// Text above the body; none where there is none or a file.
    pub header: Option<String>,
    /// `image`, `video`, `document` or `location` in place of the header's text.
    pub header_file: Option<String>,
    /// With places such as `{{1}}` or `{{first_name}}`.
    #[schema(example = "Hello {{1}}, your order {{2}} is on its way.")]
    pub body: String,
    pub footer: Option<String>,
    /// What stands on its buttons.
    pub buttons: Vec<String>,
    /// What has to be filled, in the order in which it is read.
    pub variables: Vec<Variable>,
}

/// A place to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Variable {
    /// `header`, `body` or `buttons`.
    pub part: String,
    /// As the body writes it; `link` for a file's address; a button's place, from 0.
    #[schema(example = "1")]
    pub name: String,
    pub example: Option<String>,
    /// How it is handed to WhatsApp.
    #[serde(default, rename = "type")]
    pub kind: String,
}

/// A template with every place filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// As the customer reads it.
    pub content: String,
    /// As Meta is asked for it.
    pub payload: Value,
}

/// Asks for a page of the account's templates.
pub fn request(config: &Config, gateways: &Gateways, after: Option<&str>) -> Result<Request, Error> {
    let account = config.get("business_account_id").and_then(Value::as_str).ok_or_else(|| {
        Error::rejected("The owner has to give this channel's business_account_id before templates can be used.")
    })?;
    let mut url = format!(
        "{}/{account}/message_templates?fields=name,language,status,category,parameter_format,components&limit=200",
        gateways.meta
    );
    if let Some(after) = after {
        let after: String = url::form_urlencoded::byte_serialize(after.as_bytes()).collect();
        url = format!("{url}&after={after}");
    }
    Ok(Request { authorization: Some(authorization(config)), ..Request::get(url) })
}

/// The approved ones of a page, and where the next page begins.
pub fn read(answer: &Answer) -> Result<(Vec<Template>, Option<String>), Error> {
    if !answer.status.is_success() {
        return Err(accepted(answer).expect_err("it is no success"));
    }
    let body = answer.json();
    let is_approved = |one: &&Value| text(one, "/status") == Some("APPROVED");
    let found = list(&body, "/data").iter().filter(is_approved).filter_map(template).collect();
    let has_more = text(&body, "/paging/next").is_some();
    Ok((found, text(&body, "/paging/cursors/after").filter(|_| has_more).map(str::to_owned)))
}

fn template(one: &Value) -> Option<Template> {
    let of = |path: &str| text(one, path).map(str::to_owned);
    let part = |kind: &str| list(one, "/components").iter().find(|part| text(part, "/type") == Some(kind));
    let none = Value::Null;
    let (header, body) = (part("HEADER").unwrap_or(&none), part("BODY")?);
    let file = text(header, "/format").filter(|format| *format != "TEXT").map(str::to_lowercase);
    let mut variables = Vec::new();
    match file.as_deref() {
        Some(kind @ ("image" | "video" | "document")) => variables.push(Variable {
            part: "header".to_owned(),
            name: "link".to_owned(),
            example: text(header, "/example/header_handle/0").map(str::to_owned),
            kind: kind.to_owned(),
        }),
        // A place on the map can't be filled here, and a template that wants one is left out.
        Some(_) => return None,
        None => variables.extend(places("header", header, "/example/header_text", "/example/header_text_named_params")),
    }
    let examples = ("/example/body_text/0", "/example/body_text_named_params");
    variables.extend(places("body", body, examples.0, examples.1));
    let buttons = part("BUTTONS").map(|part| list(part, "/buttons")).unwrap_or_default();
    variables.extend(buttons.iter().enumerate().filter_map(|(at, button)| button_place(at, button)));
    Some(Template {
        name: of("/name")?,
        language: of("/language")?,
        category: of("/category").unwrap_or_default(),
        header: text(header, "/text").map(str::to_owned),
        header_file: file,
        body: text(body, "/text")?.to_owned(),
        footer: part("FOOTER").and_then(|footer| text(footer, "/text")).map(str::to_owned),
        buttons: buttons.iter().filter_map(|button| text(button, "/text")).map(str::to_owned).collect(),
        variables,
    })
}

/// The places of a text, each once.
fn places(part: &str, of: &Value, numbered: &str, named: &str) -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    for (at, name) in names(text(of, "/text").unwrap_or_default()).into_iter().enumerate() {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        let by_name = list(of, named).iter().find(|one| text(one, "/param_name") == Some(&name));
        let example = match is_number {
            true => list(of, numbered).get(at).and_then(Value::as_str),
            false => by_name.and_then(|one| text(one, "/example")),
        };
        let kind = if is_number { "text" } else { "named" };
        let (example, part, kind) = (example.map(str::to_owned), part.to_owned(), kind.to_owned());
        found.push(Variable { part, name, example, kind });
    }
    found
}

/// The names between double braces, each once, in their order; numbers by their value.
fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in text.split("{{").skip(1) {
        let Some((name, _)) = piece.split_once("}}") else { continue };
        let name = name.trim();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_name && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found.sort_by_key(|name| name.parse::<u32>().unwrap_or(0));
    found
}

fn button_place(at: usize, button: &Value) -> Option<Variable> {
    let kind = match text(button, "/type")? {
        "URL" if text(button, "/url").is_some_and(|url| !names(url).is_empty()) => "url",
        "COPY_CODE" => "copy_code",
        _ => return None,
    };
    let example = text(button, "/example/0").or_else(|| text(button, "/example")).map(str::to_owned);
    Some(Variable { part: "buttons".to_owned(), name: at.to_string(), example, kind: kind.to_owned() })
}

/// Fills every place. `values`: texts by part and name, or by name alone for the body. Otherwise what is wrong, a
/// phrase each.
pub fn fill(template: &Template, values: &Map<String, Value>) -> Result<Filled, Vec<String>> {
    let (mut filled, mut problems) = (BTreeMap::new(), Vec::new());
    for variable in &template.variables {
        match value(values, variable) {
            Ok(value) => drop(filled.insert((variable.part.as_str(), variable.name.as_str()), value)),
            Err(problem) => problems.push(format!("{}.{} {problem}", variable.part, variable.name)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Filled { content: content(template, &filled), payload: payload(template, &filled) })
}

fn value(values: &Map<String, Value>, of: &Variable) -> Result<String, &'static str> {
    let flat = || values.get(&of.name).filter(|_| of.part == "body");
    let found = values.get(&of.part).and_then(|part| part.get(&of.name)).or_else(flat);
    let text = match found {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err("must be text"),
        None => return Err("is missing"),
    };
    match () {
        () if text.is_empty() => Err("is missing"),
        () if text.chars().count() > LONGEST => Err("is too long"),
        // WhatsApp refuses them (error 132018).
        () if text.contains(char::is_control) || text.contains("     ") => {
            Err("must be one line, without tabs or wide gaps")
        }
        () if of.name == "link" && !text.starts_with("https://") => Err("must be an address that begins with https://"),
        () => Ok(text),
    }
}

type Values<'a> = BTreeMap<(&'a str, &'a str), String>;

fn content(template: &Template, values: &Values<'_>) -> String {
    let put = |part: &str, text: &str| filled(text, |name| values.get(&(part, name)).cloned());
    let mut lines: Vec<String> = values.get(&("header", "link")).cloned().into_iter().collect();
    lines.extend(template.header.as_deref().map(|header| put("header", header)));
    lines.push(put("body", &template.body));
    lines.extend(template.footer.clone());
    lines.extend(template.buttons.iter().map(|button| format!("[{button}]")));
    lines.join("\n")
}

/// A text with what `value` knows for its places, in one go: what is put in is not looked through again.
fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        match after.split_once("}}").and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = after;
            }
        }
    }
    filled + rest
}

fn payload(template: &Template, values: &Values<'_>) -> Value {
    let of_part = |part: &str| {
        let places = template.variables.iter().filter(|place| place.part == part);
        places.map(|place| (place, &values[&(place.part.as_str(), place.name.as_str())])).collect::<Vec<_>>()
    };
    let mut components = Vec::new();
    for part in ["header", "body"] {
        let parameters: Vec<Value> = of_part(part).into_iter().map(|(place, value)| parameter(place, value)).collect();
        if !parameters.is_empty() {
            components.push(json!({"type": part, "parameters": parameters}));
        }
    }
    for (place, value) in of_part("buttons") {
        let parameter = match place.kind.as_str() {
            "copy_code" => json!({"type": "coupon_code", "coupon_code": value}),
            _ => json!({"type": "text", "text": value}),
        };
        components
            .push(json!({"type": "button", "sub_type": place.kind, "index": place.name, "parameters": [parameter]}));
    }
    let mut payload = json!({"name": template.name, "language": {"code": template.language}});
    if !components.is_empty() {
        payload["components"] = components.into();
    }
    payload
}

fn parameter(place: &Variable, value: &str) -> Value {
    match place.kind.as_str() {
        kind @ ("image" | "video" | "document") => json!({"type": kind, kind: {"link": value}}),
        "named" => json!({"type": "text", "parameter_name": place.name, "text": value}),
        _ => json!({"type": "text", "text": value}),
    }
}

/// What a list that was kept holds.
pub fn kept(list: &Value) -> Vec<Template> {
    let items = at(list, "").as_array().cloned().unwrap_or_default();
    items.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect()
}

#[cfg(test)]
mod tests;
