//! The OpenAPI 3.1 description: what the handlers say of themselves, and what holds for all of them, said once here.
//! Handlers document what is theirs: success, and a 400 of their own. The rest follows from their shape.

pub(crate) mod inputs;
mod versions;

use serde::Serialize;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, Header, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr,
    Required, Response, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::router;

/// What went wrong, in a sentence.
#[derive(Serialize, ToSchema)]
pub struct Detail {
    #[schema(example = "Not found")]
    pub detail: String,
}

/// Something broke here; the id finds it in our log.
#[derive(Serialize, ToSchema)]
pub struct Broken {
    #[schema(example = "Internal server error")]
    pub detail: String,
    pub request_id: String,
}

/// Every bad field of a request.
#[derive(Serialize, ToSchema)]
#[schema(as = HTTPValidationError)]
pub struct ValidationErrors {
    pub detail: Vec<ValidationError>,
}

/// One bad field.
#[derive(Serialize, ToSchema)]
pub struct ValidationError {
    #[serde(rename = "type")]
    #[schema(example = "missing")]
    pub kind: String,
    /// The way to the field; starts with `query`, `path`, `body` or `header`.
    pub loc: Vec<LocationStep>,
    #[schema(example = "Field required")]
    pub msg: String,
    /// What was sent.
    pub input: serde_json::Value,
    #[schema(value_type = Option<Object>, nullable = false)]
    pub ctx: Option<serde_json::Value>,
}

/// A field's name or an item's place.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum LocationStep {
    Name(String),
    Index(i64),
}

/// Answers that many operations share: the status, the name among the components, what it means, its body.
const SHARED: [(u16, &str, &str, &str); 10] = [
    (400, "BadRequest", "Refused by a rule of the product, told in the detail", "Detail"),
    (401, "Unauthorized", "No token, or one that is bad, expired or ended", "Detail"),
    (403, "Forbidden", "The caller's role does not allow it", "Detail"),
    (404, "NotFound", "There is no such thing in the caller's business", "Detail"),
    (409, "Conflict", "The same Idempotency-Key is being handled, or its answer was lost", "Detail"),
    (413, "TooLarge", "The body is over the limit", "Detail"),
    (415, "UnsupportedMediaType", "The body is not application/json", "Detail"),
    (422, "Invalid", "One entry per bad field", "HTTPValidationError"),
    (429, "TooManyRequests", "A limit is reached; try again later", "Detail"),
    (503, "Busy", "Too much at once, or the time is up; try again", "Detail"),
];

/// The description before any route.
pub(crate) fn about() -> OpenApi {
    let license = LicenseBuilder::new().name("Apache-2.0 OR MIT").identifier(Some("Apache-2.0 OR MIT")).build();
    let info = InfoBuilder::new()
        .title("Pingback")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Customer support: conversations from every channel in one inbox."))
        .license(Some(license))
        .build();
    OpenApiBuilder::new().info(info).components(Some(components())).build()
}

fn components() -> Components {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let mut components = Components::new();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let visitor = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("visitor token").build();
    components.add_security_scheme("visitor", SecurityScheme::Http(visitor));
    let mut schemas = Vec::new();
    ValidationErrors::schemas(&mut schemas);
    schemas.push((Detail::name().into_owned(), Detail::schema()));
    schemas.push((Broken::name().into_owned(), Broken::schema()));
    schemas.push(("HTTPValidationError".to_owned(), ValidationErrors::schema()));
    components.schemas.extend(schemas);
    for (status, name, meaning, body) in SHARED {
        components.responses.insert(name.to_owned(), shared(status, meaning, body).into());
    }
    components.responses.insert("InternalError".to_owned(), shared(500, "Something broke here", "Broken").into());
    components
}

fn shared(status: u16, meaning: &str, body: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(body))).build();
    let mut response = ResponseBuilder::new().description(meaning).content("application/json", content).build();
    let text = || Header::new(ObjectBuilder::new().schema_type(Type::String).build());
    match status {
        401 => drop(response.headers.insert("WWW-Authenticate".to_owned(), text().into())),
        429 | 503 => {
            let seconds = Header::new(ObjectBuilder::new().schema_type(Type::Integer).build());
            response.headers.insert("Retry-After".to_owned(), seconds.into());
        }
        _ => {}
    }
    add_request_id(&mut response);
    response
}

/// The description of every route.
pub fn openapi() -> OpenApi {
    let mut document = router::routes().into_openapi();
    let paths = std::mem::take(&mut document.paths.paths);
    for (path, mut item) in paths {
        for (method, operation) in operations(&mut item) {
            operation.operation_id = Some(operation_id(method, &path));
            complete(&path, method == "post", operation);
            if method == "get" {
                versions::complete(operation);
            }
        }
        document.paths.paths.insert(documented(path), item);
    }
    inputs::complete(&mut document);
    document
}

/// The documents write these collections with a trailing slash; each route answers both ways.
fn documented(path: String) -> String {
    match path.as_str() {
        "/api/v1/conversations" | "/api/v1/channels" | "/api/v1/customers" | "/api/v1/webhook-endpoints" => path + "/",
        _ => path,
    }
}

/// `get_conversations_by_id_messages`: handlers are named within their noun, and so not alone in their name.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.trim_start_matches("/api/v1/").split('/').filter(|word| !word.is_empty());
    words.fold(method.to_owned(), |name, word| match word.strip_prefix('{') {
        Some(parameter) => format!("{name}_by_{}", parameter.trim_end_matches('}')),
        None => format!("{name}_{}", word.replace('-', "_")),
    })
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, patch, delete, .. } = item;
    let all = [("get", get), ("put", put), ("post", post), ("patch", patch), ("delete", delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Adds what follows from an operation's shape: who may call it, and how it can fail.
fn complete(path: &str, is_post: bool, operation: &mut Operation) {
    let is_public = operation.security.is_some();
    if is_visitors(operation) {
        operation.security = Some(vec![SecurityRequirement::new("visitor", Vec::<String>::new())]);
    } else if is_public {
        operation.security = Some(vec![SecurityRequirement::default()]);
    } else {
        operation.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    }
    let has_body = operation.request_body.is_some();
    let has_input = has_body || is_post || operation.parameters.as_ref().is_some_and(|all| !all.is_empty());
    for (status, name, ..) in SHARED {
        let can_be = match status {
            400 => !is_public || has_body,
            401 | 403 => !is_public,
            404 => path.contains('{'),
            409 => is_post,
            413 => has_body || is_post,
            415 => has_body,
            422 => has_input,
            _ => true,
        };
        if can_be {
            add_response(operation, status, name);
        }
    }
    add_response(operation, 500, "InternalError");
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            let has_default = |schema: &Schema| matches!(schema, Schema::Object(object) if object.default.is_some());
            if matches!(&parameter.schema, Some(RefOr::T(schema)) if has_default(schema)) {
                parameter.required = Required::False;
            }
        }
    }
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            add_request_id(response);
        }
    }
    if is_post {
        operation.parameters.get_or_insert_default().push(idempotency_key().into());
    }
}

/// Whether it wants a visitor's token.
fn is_visitors(operation: &Operation) -> bool {
    let visitor = SecurityRequirement::new("visitor", Vec::<String>::new());
    operation.security.as_ref().is_some_and(|all| all.contains(&visitor))
}

fn add_response(operation: &mut Operation, status: u16, name: &str) {
    let answers = &mut operation.responses.responses;
    answers.entry(status.to_string()).or_insert_with(|| RefOr::Ref(Ref::from_response_name(name)));
}

fn add_request_id(response: &mut Response) {
    let text = Schema::from(ObjectBuilder::new().schema_type(Type::String).build());
    let mut header = Header::new(text);
    header.description = Some("Names this request in our log".to_owned());
    response.headers.insert("X-Request-Id".to_owned(), header.into());
}

/// Printable ASCII, without white space around it.
const PRINTABLE: &str = "^[!-~]([ -~]*[!-~])?$";

fn idempotency_key() -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(255)).pattern(Some(PRINTABLE)).build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The same key and body within 24 hours get the first answer again, and nothing is done twice",
        ))
        .schema(Some(text))
        .build()
}
