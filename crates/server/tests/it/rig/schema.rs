//! Does a value fit a JSON schema of our own documents? As much of JSON Schema as those use, and an error for the rest.
//! Knows nothing of what is described.

use serde_json::{Map, Value};

/// What does not fit, if anything; `document` is where references lead.
pub fn fault(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(pointer) = schema["$ref"].as_str() {
        let target = document.pointer(pointer.trim_start_matches('#'));
        return fault(document, target.unwrap_or_else(|| panic!("{pointer} leads nowhere")), value);
    }
    let all = |name: &str| schema[name].as_array().into_iter().flatten();
    if let Some(found) = all("allOf").find_map(|one| fault(document, one, value)) {
        return Some(found);
    }
    for name in ["oneOf", "anyOf"] {
        if schema[name].is_array() && all(name).all(|one| fault(document, one, value).is_some()) {
            return Some(format!("{value} fits none of {}", schema[name]));
        }
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return Some(format!("{value} is not {}", schema["const"]));
    }
    if schema["enum"].is_array() && !all("enum").any(|one| one == value) {
        return Some(format!("{value} is none of {}", schema["enum"]));
    }
    of_type(schema, value).or_else(|| object(document, schema, value)).or_else(|| {
        let items = value.as_array().filter(|_| !schema["items"].is_null())?;
        items.iter().find_map(|item| fault(document, &schema["items"], item))
    })
}

fn of_type(schema: &Value, value: &Value) -> Option<String> {
    let named: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let fits = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    };
    (!named.iter().any(fits)).then(|| format!("{value} is no {named:?}"))
}

fn object(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    let map = value.as_object()?;
    let missing = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(name) = missing.into_iter().find(|name| !map.contains_key(*name)) {
        return Some(format!("{name} is missing in {value}"));
    }
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    properties.iter().find_map(|(name, property)| {
        let found = fault(document, property, map.get(name)?)?;
        Some(format!("{name}: {found}"))
    })
}

/// Every property that a schema names, those of its parts included.
pub fn properties(document: &Value, schema: &Value) -> Vec<String> {
    if let Some(pointer) = schema["$ref"].as_str() {
        return properties(document, document.pointer(pointer.trim_start_matches('#')).expect("a reference"));
    }
    let own = schema["properties"].as_object().into_iter().flat_map(|map| map.keys().cloned());
    let parts = schema["allOf"].as_array().into_iter().flatten();
    own.chain(parts.flat_map(|part| properties(document, part))).collect()
}
