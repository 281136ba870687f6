//! Pictures made here, with what phones and tricksters put into them.

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{TOO_MANY_PIXELS, UNREADABLE, prepare};

const SECRET: &[u8] = b"GPS 52.5200N 13.4050E";

fn picture(width: u32, height: u32) -> DynamicImage {
    // Red on the left, so that turning it shows.
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) }).into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A TIFF header with one entry, the orientation, and a secret after it.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff =
        vec![b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
    tiff.extend_from_slice(SECRET);
    tiff
}

fn jpeg_with_exif(picture: &DynamicImage, orientation: u8) -> Bytes {
    let jpeg = encoded(picture, ImageFormat::Jpeg);
    let content = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let size = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let comment = [&[0xff, 0xfe, 0, 23], SECRET].concat();
    [&jpeg[..2], &[0xff, 0xe1], &size, &content, &comment, &jpeg[2..], b"<script>alert(1)</script>"].concat().into()
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn a_photo_is_turned_upright_and_says_nothing_of_where_it_was_taken() {
    let photo = jpeg_with_exif(&picture(600, 200), 6);
    assert!(has(&photo, SECRET));
    let prepared = prepare(&photo, "image/jpeg").unwrap();
    assert_eq!((prepared.width, prepared.height), (200, 600));
    assert!(!has(&prepared.bytes, SECRET) && !has(&prepared.bytes, b"Exif") && !has(&prepared.bytes, b"<script"));
    let shown = image::load_from_memory(&prepared.bytes).unwrap().to_rgb8();
    // Turned clockwise: what was on the left is above.
    assert!(shown.get_pixel(100, 50)[0] > 200 && shown.get_pixel(100, 550)[2] > 200);
    let small = image::load_from_memory(&prepared.thumbnail.unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (160, 480));
}

#[test]
fn an_upright_photo_keeps_every_pixel() {
    let photo = picture(300, 200);
    let before = image::load_from_memory(&encoded(&photo, ImageFormat::Jpeg)).unwrap();
    let prepared = prepare(&jpeg_with_exif(&photo, 1), "image/jpeg").unwrap();
    assert_eq!(image::load_from_memory(&prepared.bytes).unwrap(), before);
    assert!(!has(&prepared.bytes, SECRET) && !has(&prepared.bytes, b"<script"));
    assert!(prepared.thumbnail.is_none(), "it is small itself");
}

#[test]
fn a_png_loses_its_texts_and_keeps_what_is_seen_through() {
    let clear: DynamicImage = RgbaImage::from_pixel(600, 600, Rgba([0, 0, 0, 0])).into();
    let png = encoded(&clear, ImageFormat::Png);
    let text = img_parts::png::PngChunk::new(*b"tEXt", Bytes::from([b"Comment\0", SECRET].concat()));
    let mut parts = img_parts::png::Png::from_bytes(png.into()).unwrap();
    parts.chunks_mut().insert(1, text);
    let sent: Bytes = [parts.encoder().bytes().as_ref(), b"<html>"].concat().into();
    let prepared = prepare(&sent, "image/png").unwrap();
    assert!(!has(&prepared.bytes, SECRET) && !has(&prepared.bytes, b"<html>"));
    assert_eq!(image::load_from_memory(&prepared.bytes).unwrap().to_rgba8().get_pixel(5, 5)[3], 0);
    let small = image::load_from_memory(&prepared.thumbnail.unwrap()).unwrap().to_rgb8();
    assert_eq!((small.width(), small.get_pixel(5, 5).0), (480, [255, 255, 255]));
}

#[test]
fn a_webp_loses_its_exif() {
    let plain = encoded(&picture(64, 32), ImageFormat::WebP);
    let mut parts = img_parts::webp::WebP::from_bytes(plain.into()).unwrap();
    img_parts::ImageEXIF::set_exif(&mut parts, Some(Bytes::from(exif(1))));
    let sent = parts.encoder().bytes();
    assert!(has(&sent, SECRET));
    let prepared = prepare(&sent, "image/webp").unwrap();
    assert_eq!((prepared.width, prepared.height), (64, 32));
    assert!(!has(&prepared.bytes, SECRET));
}

#[test]
fn a_gif_that_is_a_page_too_is_only_a_gif_afterwards() {
    let gif = encoded(&picture(20, 10), ImageFormat::Gif);
    let comment = [&[0x21, 0xfe, 21], SECRET, &[0]].concat();
    let first_block = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let page = b"<html><script>alert(1)</script></html>";
    let sent: Bytes = [&gif[..first_block], &comment, &gif[first_block..], page].concat().into();
    let prepared = prepare(&sent, "image/gif").unwrap();
    assert_eq!((prepared.width, prepared.height), (20, 10));
    assert!(!has(&prepared.bytes, SECRET) && !has(&prepared.bytes, b"<html>"));
    assert!(image::load_from_memory(&prepared.bytes).is_ok());
}

#[test]
fn a_pixel_flood_is_refused_by_its_header() {
    let mut header = img_parts::png::Png::from_bytes(encoded(&picture(1, 1), ImageFormat::Png).into()).unwrap();
    let mut forged = header.chunks()[0].contents().to_vec();
    forged[..4].copy_from_slice(&60_000_u32.to_be_bytes());
    forged[4..8].copy_from_slice(&60_000_u32.to_be_bytes());
    header.chunks_mut()[0] = img_parts::png::PngChunk::new(*b"IHDR", forged.into());
    assert_eq!(prepare(&header.encoder().bytes(), "image/png").err(), Some(TOO_MANY_PIXELS));
    let mut gif = encoded(&picture(1, 1), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(prepare(&gif.into(), "image/gif").err(), Some(TOO_MANY_PIXELS));
}

#[test]
fn what_is_broken_is_refused_and_never_a_panic() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&picture(40, 40), format);
        let kind = format.to_mime_type();
        for end in (0..whole.len()).step_by(7) {
            let _any = prepare(&Bytes::copy_from_slice(&whole[..end]), kind).is_ok();
            let mut bent = whole.clone();
            bent[end] ^= 0x55;
            let _any = prepare(&bent.into(), kind).is_ok();
        }
        assert_eq!(prepare(&Bytes::from_static(b"GIF89a"), kind).err(), Some(UNREADABLE));
    }
}
