//! Makes a picture fit to be shown: how large it is, what its metadata says taken out (where it was taken, by what, of
//! whom), turned the way it was held, and a small one for lists. Blocking: call it off the async threads.

mod gif;
mod jpeg;
mod strip;

use std::io::Cursor;

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
};

/// Pixels of a picture; decoded they take four bytes each.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The longer side of a small picture.
pub const THUMBNAIL: u32 = 480;
/// Bytes that a decoder may take.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const QUALITY: u8 = 90;
const THUMBNAIL_QUALITY: u8 = 80;

/// A picture that may be shown.
pub struct Prepared {
    pub width: u32,
    pub height: u32,
    /// Of the same kind as before.
    pub bytes: Bytes,
    /// A JPEG; none where the picture is small itself.
    pub thumbnail: Option<Bytes>,
}

pub const UNREADABLE: &str = "This picture is damaged and can't be shown.";
pub const TOO_MANY_PIXELS: &str = "This picture has more than 50 megapixels and can't be shown.";

/// Prepares a picture of one of the kinds of [`crate::kind::is_prepared`], or says in a sentence why it can't be shown.
pub fn prepare(bytes: &Bytes, content_type: &str) -> Result<Prepared, &'static str> {
    let format = ImageFormat::from_mime_type(content_type).ok_or(UNREADABLE)?;
    let orientation = look(bytes, format)?;
    let stripped = strip::metadata(bytes, format).ok_or(UNREADABLE)?;
    let mut decoder = reader(&stripped, format).into_decoder().map_err(|_| UNREADABLE)?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| UNREADABLE)?;
    let bytes = if orientation == Orientation::NoTransforms || strip::is_animated(&stripped, format) {
        stripped
    } else {
        picture.apply_orientation(orientation);
        encode(&picture, format, profile).ok_or(UNREADABLE)?
    };
    let (width, height) = (picture.width(), picture.height());
    let thumbnail = if width > THUMBNAIL || height > THUMBNAIL { Some(small(&picture)?) } else { None };
    Ok(Prepared { width, height, bytes, thumbnail })
}

fn reader(bytes: &Bytes, format: ImageFormat) -> ImageReader<Cursor<&Bytes>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader
}

/// Reads the header: refuses what would take too much to decode, and tells which way up it is.
fn look(bytes: &Bytes, format: ImageFormat) -> Result<Orientation, &'static str> {
    let mut decoder = reader(bytes, format).into_decoder().map_err(|error| match error {
        ImageError::Limits(_) => TOO_MANY_PIXELS,
        _ => UNREADABLE,
    })?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(TOO_MANY_PIXELS);
    }
    Ok(decoder.orientation().unwrap_or(Orientation::NoTransforms))
}

fn encode(picture: &DynamicImage, format: ImageFormat, profile: Option<Vec<u8>>) -> Option<Bytes> {
    let mut out = Vec::new();
    if format == ImageFormat::Jpeg {
        let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).ok()?;
        }
        picture.write_with_encoder(encoder).ok()?;
    } else {
        picture.write_to(&mut Cursor::new(&mut out), format).ok()?;
    }
    Some(out.into())
}

/// At most [`THUMBNAIL`] each way, on white where it is seen through.
fn small(picture: &DynamicImage) -> Result<Bytes, &'static str> {
    let small = picture.thumbnail(THUMBNAIL, THUMBNAIL).to_rgba8();
    let on_white = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let flat = RgbImage::from_fn(small.width(), small.height(), |x, y| {
        let [red, green, blue, alpha] = small.get_pixel(x, y).0;
        image::Rgb([on_white(red, alpha), on_white(green, alpha), on_white(blue, alpha)])
    });
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, THUMBNAIL_QUALITY);
    let written = encoder.write_image(&flat, flat.width(), flat.height(), ExtendedColorType::Rgb8);
    written.map_err(|_| UNREADABLE)?;
    Ok(out.into())
}

#[cfg(test)]
mod tests;
