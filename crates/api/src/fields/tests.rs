//! Fields in every shape that a caller may send them, and the faults that come back.

use model::{Status, Word};
use serde_json::json;

use super::*;

fn body(value: &Value, read: impl FnOnce(&mut Fields<'_>)) -> Vec<Value> {
    let mut fields = Fields::new("body", Source::Json(value.as_object().expect("an object")));
    read(&mut fields);
    fields.finish().iter().map(|fault| serde_json::to_value(fault).expect("a fault is JSON")).collect()
}

fn query(text: &str, read: impl FnOnce(&mut Fields<'_>)) -> Vec<Value> {
    let pairs = source::pairs(text);
    let mut fields = Fields::new("query", Source::Pairs(&pairs));
    read(&mut fields);
    fields.finish().iter().map(|fault| serde_json::to_value(fault).expect("a fault is JSON")).collect()
}

#[test]
fn every_bad_query_parameter_is_reported_at_once_in_pydantics_words() {
    let faults = query("status=shut&page=x&limit=0&assignee_id=abc&unassigned=maybe&at=noon", |fields| {
        fields.word::<Status>("status").optional();
        fields.int("page", 1, i64::MAX).or(1);
        fields.int("limit", 1, 200).or(50);
        fields.id("assignee_id").optional();
        fields.flag("unassigned").or(false);
        fields.time("at").optional();
    });
    assert_eq!(
        faults[0],
        json!({"type": "enum", "loc": ["query", "status"], "msg": "Input should be 'open', 'pending', 'resolved' or 'closed'",
            "input": "shut", "ctx": {"expected": "'open', 'pending', 'resolved' or 'closed'"}})
    );
    assert_eq!(
        faults[1],
        json!({"type": "int_parsing", "loc": ["query", "page"], "input": "x",
            "msg": "Input should be a valid integer, unable to parse string as an integer"})
    );
    assert_eq!(
        faults[2],
        json!({"type": "greater_than_equal", "loc": ["query", "limit"], "input": "0",
            "msg": "Input should be greater than or equal to 1", "ctx": {"ge": 1}})
    );
    let kinds: Vec<&str> = faults.iter().filter_map(|fault| fault["type"].as_str()).collect();
    assert_eq!(kinds[3..], ["uuid_parsing", "bool_parsing", "datetime_parsing"]);
}

#[test]
fn a_missing_body_field_is_reported_with_the_body_that_lacks_it() {
    let faults = body(&json!({"password": "short", "full_name": 7}), |fields| {
        fields.text("email", 3, 254).email().required();
        fields.text("password", 8, 128).required();
        fields.text("full_name", 1, 200).required();
    });
    assert_eq!(
        faults[0],
        json!({"type": "missing", "loc": ["body", "email"], "msg": "Field required",
            "input": {"password": "**********", "full_name": 7}})
    );
    assert_eq!(faults[1]["msg"], "String should have at least 8 characters");
    assert_eq!(faults[1]["ctx"], json!({"min_length": 8}));
    assert_eq!(faults[2]["type"], "string_type");
    assert_eq!(faults.len(), 3);
}

#[test]
fn integers_of_any_spelling_and_size_are_read_or_refused() {
    let read = |text: &str| {
        let mut got = None;
        let faults = query(&format!("n={text}"), |fields| got = fields.int("n", i64::MIN, i64::MAX).optional());
        (got, faults.first().map(|fault| fault["type"].as_str().unwrap_or_default().to_owned()))
    };
    assert_eq!(read("12").0, Some(12));
    assert_eq!(read("+12").0, Some(12));
    assert_eq!(read("%2B12").0, Some(12));
    assert_eq!(read("-3").0, Some(-3));
    assert_eq!(read("3.0").0, Some(3));
    assert_eq!(read("9223372036854775808").1.as_deref(), Some("less_than_equal"));
    assert_eq!(read("-99999999999999999999999999999999999999999").1.as_deref(), Some("greater_than_equal"));
    for bad in ["", "1e9", "NaN", "3.5", "0x10", "--1", "1_0", "١"] {
        assert_eq!(read(bad).1.as_deref(), Some("int_parsing"), "{bad}");
    }
    for (value, kind) in [
        (json!(1.5), "int_from_float"),
        (json!(1e300), "less_than_equal"),
        (json!(true), "int_type"),
        (json!([1]), "int_type"),
        (json!(null), "int_type"),
        (json!(18446744073709551615u64), "less_than_equal"),
    ] {
        let faults = body(&json!({ "n": value }), |fields| {
            fields.int("n", 1, i64::MAX).required();
        });
        assert_eq!(faults[0]["type"], kind, "{value}");
    }
    assert!(body(&json!({"n": 2.0}), |fields| assert_eq!(fields.int("n", 1, 9).required(), 2)).is_empty());
}

#[test]
fn null_and_absent_are_told_apart() {
    let sent = json!({"a": null, "b": null, "c": null, "d": null});
    let faults = body(&sent, |fields| {
        assert_eq!(fields.text("a", 0, 9).change(), Some(None));
        assert_eq!(fields.text("z", 0, 9).change(), None);
        assert_eq!(fields.text("b", 0, 9).optional(), None);
        assert_eq!(fields.text("c", 0, 9).present(), None);
        fields.text("d", 0, 9).or("x".to_owned());
        assert_eq!(fields.text("z", 0, 9).or("x".to_owned()), "x");
    });
    let locs: Vec<&Value> = faults.iter().map(|fault| &fault["loc"][1]).collect();
    assert_eq!(locs, ["c", "d"]);
}

#[test]
fn texts_that_a_database_cannot_keep_are_refused_and_lengths_count_characters() {
    let faults =
        body(&json!({"a": "x\u{0}y", "b": {"k": ["\u{0}"]}, "c": "ααααα", "d": "مرحبا 😀"}), |fields| {
            fields.text("a", 0, 10).optional();
            fields.map("b").optional();
            fields.text("c", 1, 4).optional();
            assert!(fields.text("d", 7, 7).optional().is_some());
        });
    let kinds: Vec<&Value> = faults.iter().map(|fault| &fault["type"]).collect();
    assert_eq!(kinds, ["value_error", "value_error", "string_too_long"]);
    assert!(!query("q=%ff", |fields| assert!(fields.text("q", 0, 9).optional().is_none())).is_empty());
}

#[derive(Debug, PartialEq)]
struct Person {
    name: String,
}

impl Input for Person {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { name: fields.text("name", 1, 10).required() }
    }
}

#[test]
fn nested_objects_and_lists_are_reported_at_their_place() {
    let sent =
        json!({"one": {"name": ""}, "many": [{"name": "a"}, 3, {}], "tags": ["x", 1], "flat": [1], "over": [1, 2]});
    let faults = body(&sent, |fields| {
        fields.object::<Person>("one");
        fields.objects::<Person>("many", 5);
        fields.texts("tags", 5, 1, 9);
        fields.object::<Person>("flat");
        fields.texts("over", 1, 1, 9);
        assert_eq!(fields.object::<Person>("none"), None);
    });
    let locs: Vec<Value> = faults.iter().map(|fault| fault["loc"].clone()).collect();
    assert_eq!(
        locs,
        [
            json!(["body", "one", "name"]),
            json!(["body", "many", 1]),
            json!(["body", "many", 2, "name"]),
            json!(["body", "tags", 1]),
            json!(["body", "flat"]),
            json!(["body", "over"])
        ]
    );
}

#[test]
fn mail_addresses_are_checked_for_shape() {
    for good in ["a@b.co", "Ana.Maria+x@mail.example.com", " a@b.co ", "ü@exämple.de", "o'brien@x.io"] {
        assert!(
            body(&json!({"e": good}), |fields| assert!(fields.text("e", 1, 254).email().optional().is_some()))
                .is_empty(),
            "{good}"
        );
    }
    for bad in [
        "a",
        "@b.co",
        "a@",
        "a@b",
        "a b@c.de",
        "a@b..co",
        ".a@b.co",
        "a@-b.co",
        "a@b.co\r\nBcc: x@y.z",
        "a@[127.0.0.1]",
        "a\u{202e}b@c.de",
        "a@127.0.0.1",
        "a@b@c.de",
        "\"a b\"@c.de",
    ] {
        assert!(
            !body(&json!({"e": bad}), |fields| {
                fields.text("e", 1, 254).email().optional();
            })
            .is_empty(),
            "{bad}"
        );
    }
}

#[test]
fn words_are_listed_as_pydantic_lists_them() {
    let faults = query("role=boss", |fields| {
        fields.word::<model::Role>("role").or(model::Role::ALL[2]);
    });
    assert_eq!(faults[0]["msg"], "Input should be 'owner', 'admin' or 'agent'");
}
