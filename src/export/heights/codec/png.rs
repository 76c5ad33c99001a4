//! PNG: one 16-bit gray value per pixel.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use super::{check_square, decode_error, encode_error};
use crate::export::heights::{HeightSamples, HeightsError};
use crate::export::png::gray16;
use crate::formats::gtd::MAP_SIZE_MAX;

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    gray16(&samples.integers, side).map_err(encode_error)
}

/// 8-bit pictures are expanded to the high bytes.
pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAP_SIZE_MAX), Some(MAP_SIZE_MAX));
    reader.limits(limits);
    let picture = reader.decode().map_err(decode_error)?;
    check_square(picture.width(), picture.height())?;
    Ok(HeightSamples::from_integers(picture.into_luma16().into_raw()))
}
