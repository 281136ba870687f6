//! Templates as Meta's documents show them: read, filled, and refused where a place is empty.

use http::{HeaderMap, StatusCode};
use model::Time;

use super::*;

fn answer(body: Value) -> Answer {
    Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: body.to_string().into_bytes(), at: Time(0) }
}

fn one(components: Value) -> Template {
    let data = json!([{"name": "order_sent", "language": "en_US", "status": "APPROVED", "category": "UTILITY",
        "id": "1", "components": components}]);
    read(&answer(json!({"data": data}))).expect("a page").0.remove(0)
}

fn map(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

#[test]
fn a_text_with_numbered_places_is_filled() {
    let template = one(json!([
        {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": {"header_text": ["17"]}},
        {"type": "BODY", "text": "Hello {{1}}, {{2}} is on its way. Bye {{1}}.", "example": {"body_text": [["Ana", "tea"]]}},
        {"type": "FOOTER", "text": "Harbour Tea"},
        {"type": "BUTTONS", "buttons": [
            {"type": "QUICK_REPLY", "text": "Thanks"},
            {"type": "URL", "text": "Follow it", "url": "https://acme.example/{{1}}", "example": ["https://acme.example/x"]},
            {"type": "COPY_CODE", "text": "Copy", "example": "250FF"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "1"}]}]));
    let places: Vec<String> = template.variables.iter().map(|one| format!("{}.{}", one.part, one.name)).collect();
    assert_eq!(places, ["header.1", "body.1", "body.2", "buttons.1", "buttons.2"]);
    assert_eq!(template.variables[2].example.as_deref(), Some("tea"));
    let values =
        json!({"header": {"1": "17"}, "1": "Cleo", "body": {"2": "a tin"}, "buttons": {"1": "abc", "2": "OFF"}});
    let filled = fill(&template, &map(values)).expect("filled");
    assert_eq!(
        filled.content,
        "Order 17\nHello Cleo, a tin is on its way. Bye Cleo.\nHarbour Tea\n[Thanks]\n[Follow it]\n[Copy]\n[Call]"
    );
    assert_eq!(
        filled.payload,
        json!({"name": "order_sent", "language": {"code": "en_US"}, "components": [
            {"type": "header", "parameters": [{"type": "text", "text": "17"}]},
            {"type": "body", "parameters": [{"type": "text", "text": "Cleo"}, {"type": "text", "text": "a tin"}]},
            {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "abc"}]},
            {"type": "button", "sub_type": "copy_code", "index": "2",
                "parameters": [{"type": "coupon_code", "coupon_code": "OFF"}]}]})
    );
}

#[test]
fn named_places_and_a_picture_are_filled() {
    let template = one(json!([
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://scontent.example/a"]}},
        {"type": "BODY", "text": "Hello {{first_name}}",
            "example": {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]}}]));
    assert_eq!(template.header_file.as_deref(), Some("image"));
    assert_eq!(template.variables[1].example.as_deref(), Some("Ana"));
    let values = json!({"header": {"link": "https://acme.example/a.jpg"}, "first_name": "Cleo"});
    let filled = fill(&template, &map(values)).expect("filled");
    assert_eq!(filled.content, "https://acme.example/a.jpg\nHello Cleo");
    assert_eq!(
        filled.payload["components"],
        json!([{"type": "header", "parameters": [{"type": "image", "image": {"link": "https://acme.example/a.jpg"}}]},
            {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Cleo"}]}])
    );
}

#[test]
fn what_is_not_filled_well_is_named() {
    let template = one(json!([
        {"type": "HEADER", "format": "VIDEO"}, {"type": "BODY", "text": "{{1}} {{2}} {{3}} {{4}}"}]));
    let values = json!({"header": {"link": "http://acme.example"}, "body": {"1": " ", "2": "a\nb", "3": ["a"]}});
    assert_eq!(
        fill(&template, &map(values)).expect_err("refused"),
        [
            "header.link must be an address that begins with https://",
            "body.1 is missing",
            "body.2 must be one line, without tabs or wide gaps",
            "body.3 must be text",
            "body.4 is missing"
        ]
    );
    let plain = one(json!([{"type": "BODY", "text": "Hello"}]));
    let filled = fill(&plain, &Map::new()).expect("nothing to fill");
    assert_eq!(filled.payload, json!({"name": "order_sent", "language": {"code": "en_US"}}));
}

#[test]
fn only_approved_ones_are_read_and_pages_are_followed() {
    let of = |status: &str| json!({"name": status, "language": "es", "status": status, "components": [{"type": "BODY", "text": "x"}]});
    let page = json!({"data": [of("APPROVED"), of("REJECTED"), of("PAUSED"), {"name": "odd"}, 3],
        "paging": {"cursors": {"after": "MQ=="}, "next": "https://graph.example/next"}});
    let (found, next) = read(&answer(page)).expect("a page");
    assert_eq!((found.len(), found[0].name.as_str(), next.as_deref()), (1, "APPROVED", Some("MQ==")));
    let last = json!({"data": [], "paging": {"cursors": {"after": "MQ=="}}});
    assert_eq!(read(&answer(last)).expect("a page").1, None);
    assert_eq!(kept(&serde_json::to_value(&found).expect("JSON")), found);
    let config = json!({"business_account_id": "7", "access_token": "EAAx"});
    let asked = request(config.as_object().expect("an object"), &Gateways::default(), Some("a&b=")).expect("asked");
    assert!(asked.url.contains("/7/message_templates?") && asked.url.ends_with("&after=a%26b%3D"), "{}", asked.url);
    assert!(request(&Map::new(), &Gateways::default(), None).is_err());
}
