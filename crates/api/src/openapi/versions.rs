//! Every list has a version (decision D7): the `ETag`, `If-None-Match` and the 304, said of each list's operation.
//! Knows no noun.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{Header, RefOr, Required, ResponseBuilder};

/// Completes a `GET` that answers a list.
pub fn complete(operation: &mut Operation) {
    let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") else {
        return;
    };
    let is_list = answer.content.values().any(
        |content| matches!(content, RefOr::T(content) if matches!(content.schema, Some(RefOr::T(Schema::Array(_))))),
    );
    if !is_list {
        return;
    }
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let header = |about: &str| {
        let mut header = Header::new(text());
        header.description = Some(about.to_owned());
        header
    };
    answer.headers.insert("ETag".to_owned(), header("The list's version").into());
    let mut unchanged =
        ResponseBuilder::new().description("Nothing has changed since the version in `If-None-Match`").build();
    unchanged.headers.insert("ETag".to_owned(), header("The list's version").into());
    super::add_request_id(&mut unchanged);
    operation.responses.responses.insert("304".to_owned(), unchanged.into());
    let asked = ParameterBuilder::new()
        .name("If-None-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("An `ETag`: 304 where nothing has changed"))
        .schema(Some(text()))
        .build();
    operation.parameters.get_or_insert_default().push(asked.into());
}
