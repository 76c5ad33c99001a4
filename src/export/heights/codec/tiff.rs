//! TIFF: one 32-bit float per pixel, meters, uncompressed.

use std::io::Cursor;

use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::encoder::{TiffEncoder, colortype::Gray32Float};

use super::{check_square, decode_error, encode_error};
use crate::export::heights::{HeightSamples, HeightsError};
use crate::formats::gtd::MAP_SIZE_MAX;
use crate::scene::numbers::single;

/// Memory limit: the samples of the largest zone, as 64-bit floats.
const MAX_BYTES: usize = MAP_SIZE_MAX as usize * MAP_SIZE_MAX as usize * 8;

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    let mut bytes = Vec::with_capacity(samples.floats.len() * 4 + 1024);
    let mut encoder = TiffEncoder::new(Cursor::new(&mut bytes)).map_err(encode_error)?;
    encoder.write_image::<Gray32Float>(side, side, &samples.floats).map_err(encode_error)?;
    Ok(bytes)
}

pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_BYTES;
    limits.intermediate_buffer_size = MAX_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(decode_error)?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(decode_error)?;
    check_square(width, height)?;
    let values = match decoder.read_image().map_err(decode_error)? {
        DecodingResult::F32(values) => values,
        DecodingResult::F64(values) => values.into_iter().map(single).collect(),
        _ => return Err(HeightsError::NotFloat),
    };
    let count = width as usize * height as usize;
    match values.len() == count {
        true => Ok(HeightSamples::from_floats(values)),
        false => Err(HeightsError::Channels { found: values.len() / count.max(1), what: "samples per pixel" }),
    }
}
