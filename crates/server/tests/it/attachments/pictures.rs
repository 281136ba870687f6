//! Pictures: hidden until they are fit to be shown, then told to everybody who sees their message.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use super::{conversation, fetch, lying, upload};
use crate::rig::cast::text;
use crate::rig::socket::Hello;
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_picture_is_shown_once_it_is_prepared,
    a_picture_that_was_sent_meanwhile_is_told_to_the_screens,
    a_picture_that_can_not_be_shown_says_why,
];

const SECRET: &[u8] = b"GPS 52.5200N 13.4050E";

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture: DynamicImage = RgbImage::from_pixel(width, height, Rgb([9, 90, 200])).into();
    picture.write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

/// With a comment that gives away where it was taken.
fn photo() -> Vec<u8> {
    let jpeg = picture(1000, 500, ImageFormat::Jpeg);
    let comment = [&[0xff, 0xfe, 0, 23], SECRET].concat();
    [&jpeg[..2], &comment, &jpeg[2..], b"<script>alert(1)</script>"].concat()
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// What the address answers once the picture is prepared.
async fn ready(app: &TestApp, url: &Value) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
    app.run_jobs().await;
    fetch(app, url).await
}

async fn a_picture_is_shown_once_it_is_prepared(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let path = format!("{conversation}/upload");
    let sent = upload(&app, &cast.ana, &path, "photo.jpg", &photo()).await.expect(201);
    assert_eq!(
        (&sent["state"], &sent["width"], &sent["thumbnail_url"]),
        (&json!("waiting"), &Value::Null, &Value::Null)
    );
    let (status, headers, bytes) = ready(&app, &sent["url"]).await;
    assert_eq!((status, &headers["content-type"]), (200, &"image/jpeg".parse().expect("a value")));
    assert!(!has(&bytes, SECRET) && !has(&bytes, b"<script>"));
    let reply = json!({"attachments": [{"id": sent["id"]}]});
    let said = app.post(&cast.ana, &format!("{conversation}/messages"), reply).await.expect(201);
    let shown = &said["attachments"][0];
    assert_eq!((&shown["state"], &shown["width"], &shown["height"]), (&json!("ready"), &json!(1000), &json!(500)));
    assert_eq!(shown["size"], bytes.len());
    let (status, headers, small) = fetch(&app, &shown["thumbnail_url"]).await;
    assert_eq!((status, &headers["content-type"]), (200, &"image/jpeg".parse().expect("a value")));
    let small = image::load_from_memory(&small).expect("a picture");
    assert_eq!((small.width(), small.height()), (480, 240));
    assert_eq!(lying(&app), 2, "the original with its metadata is gone");
    // A page that is a GIF too stays a GIF.
    let both = [picture(20, 10, ImageFormat::Gif).as_slice(), b"<html><script>alert(1)</script>"].concat();
    let sent = upload(&app, &cast.ana, &path, "both.gif", &both).await.expect(201);
    let (status, headers, bytes) = ready(&app, &sent["url"]).await;
    assert_eq!((status, &headers["content-type"]), (200, &"image/gif".parse().expect("a value")));
    assert!(!has(&bytes, b"<html>"));
}

async fn a_picture_that_was_sent_meanwhile_is_told_to_the_screens(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let widget = text(&made["id"]);
    let first = app.post(NOBODY, &format!("widget/{widget}/messages"), json!({"content": "Hello"})).await.expect(201);
    let conversation = format!("conversations/{}", first["conversation_id"]);
    let auth = json!({"widget_id": widget, "visitor_token": first["visitor_token"]});
    let mut visitor = Hello::new(&app.url("/"), auth).connect().await.expect("a socket");
    let mut agent = Hello::agent(&app, &cast.bo, &cast.acme.id).connect().await.expect("a socket");
    visitor.next("ready").await;
    agent.next("ready").await;
    // One that takes its time to decode, so that it is still waiting when it is sent.
    let large = picture(5000, 4000, ImageFormat::Png);
    let sent = upload(&app, &cast.ana, &format!("{conversation}/upload"), "large.png", &large).await.expect(201);
    let reply = json!({"content": "Look", "attachments": [{"id": sent["id"]}]});
    let said = app.post(&cast.ana, &format!("{conversation}/messages"), reply).await.expect(201);
    app.run_jobs().await;
    assert_eq!(agent.next("new_message").await["attachments"][0]["id"], sent["id"]);
    assert_eq!(visitor.next("new_message").await["attachments"][0]["id"], sent["id"]);
    if said["attachments"][0]["state"] == "waiting" {
        let heard = agent.next("message_updated").await["message"].clone();
        assert_eq!(heard["id"], said["id"]);
        assert_eq!(
            (&heard["attachments"][0]["state"], &heard["attachments"][0]["width"]),
            (&json!("ready"), &json!(5000))
        );
        let told = visitor.next("message_updated").await["message"].clone();
        assert_eq!(
            (&told["id"], &told["attachments"]),
            (&said["number"], &heard["attachments"]),
            "as new_message had it"
        );
    }
    let listed = app.get(&cast.ana, &format!("{conversation}/messages")).await.expect(200);
    assert_eq!(listed[1]["attachments"][0]["state"], "ready");
    assert_eq!(fetch(&app, &listed[1]["attachments"][0]["thumbnail_url"]).await.0, 200);
}

async fn a_picture_that_can_not_be_shown_says_why(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let mut flood = picture(1, 1, ImageFormat::Gif);
    flood[6..10].copy_from_slice(&[0xff; 4]);
    let sent = upload(&app, &cast.ana, &path, "flood.gif", &flood).await.expect(201);
    app.run_jobs().await;
    let flooded = app.get(None, super::path(&sent["url"])).await;
    flooded.refused(404, "This picture has more than 50 megapixels and can't be shown.");
    let broken = upload(&app, &cast.ana, &path, "broken.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await.expect(201);
    app.run_jobs().await;
    let answer = app.get(None, super::path(&broken["url"])).await;
    answer.refused(404, "This picture is damaged and can't be shown.");
}
