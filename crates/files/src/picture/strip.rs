//! Takes out of a picture whatever is not needed to show it, pixel for pixel the same: only what is known to be harmless
//! stays, and nothing after the picture's end. Knows nothing of pixels.

use bytes::Bytes;
use image::ImageFormat;
use img_parts::ImageEXIF;
use img_parts::png::{Png, PngChunk};
use img_parts::webp::{CHUNK_ANIM, WebP};

use super::{gif, jpeg};

const WEBP_KEPT: [&[u8; 4]; 7] = [b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];

/// The picture without its metadata; none where it can't be taken apart.
pub(super) fn metadata(bytes: &Bytes, format: ImageFormat) -> Option<Bytes> {
    match format {
        ImageFormat::Jpeg => jpeg::without_metadata(bytes),
        ImageFormat::Png => {
            let mut png = Png::from_bytes(bytes.clone()).ok()?;
            png.chunks_mut().retain(is_needed_chunk);
            Some(png.encoder().bytes())
        }
        ImageFormat::WebP => {
            let mut webp = WebP::from_bytes(bytes.clone()).ok()?;
            webp.chunks_mut().retain(|chunk| WEBP_KEPT.contains(&&chunk.id()));
            // Also makes the header say so.
            webp.set_exif(None);
            Some(webp.encoder().bytes())
        }
        ImageFormat::Gif => gif::without_comments(bytes),
        _ => None,
    }
}

/// Whether it has more than one frame, which encoding it again would lose.
pub(super) fn is_animated(bytes: &Bytes, format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => Png::from_bytes(bytes.clone()).is_ok_and(|png| png.chunk_by_type(*b"acTL").is_some()),
        ImageFormat::WebP => WebP::from_bytes(bytes.clone()).is_ok_and(|webp| webp.has_chunk(CHUNK_ANIM)),
        ImageFormat::Gif => true,
        _ => false,
    }
}

/// What every reader needs (its name begins with a capital letter), colours, transparency and animation.
fn is_needed_chunk(chunk: &PngChunk) -> bool {
    let kind = chunk.kind();
    kind[0].is_ascii_uppercase()
        || matches!(
            &kind,
            b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP" | b"sBIT" | b"pHYS" | b"acTL" | b"fcTL" | b"fdAT"
        )
}
