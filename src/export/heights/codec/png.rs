//! PNG: one gray value per pixel; written with 16 bits, read with 1 to 16.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Info, Transformations};

use super::{Channels, check_square, decode_error, encode_error, gray, pixel_name};
use crate::export::heights::{HeightSamples, HeightsError, SampleValues};
use crate::export::png::{Pixels, gray16};

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    gray16(samples.integers(), Pixels::Sloping, side).map_err(encode_error)
}

/// Values are those of the file: nothing is expanded to more bits, and colors are not converted.
pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::IDENTITY);
    let mut reader = decoder.read_info().map_err(decode_error)?;
    check_square(reader.info().width, reader.info().height)?;
    let mut stored = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let line_bytes = reader.next_frame(&mut stored).map_err(decode_error)?.line_size;
    let info = reader.info();
    let channels = match info.color_type {
        ColorType::Grayscale | ColorType::Indexed => Channels::GRAY,
        ColorType::GrayscaleAlpha => Channels { colors: 1, has_alpha: true },
        ColorType::Rgb => Channels { colors: 3, has_alpha: false },
        ColorType::Rgba => Channels { colors: 3, has_alpha: true },
    };
    let values = match info.bit_depth {
        BitDepth::Sixteen => {
            let values: Vec<u16> = stored.as_chunks().0.iter().map(|value| u16::from_be_bytes(*value)).collect();
            check_key(&values, channels, info)?;
            SampleValues::U16(gray(values, channels, u16::MAX, info.width)?)
        }
        depth => {
            let values = unpacked(stored, line_bytes, depth as usize, info.width as usize);
            if info.color_type == ColorType::Indexed {
                return Ok(HeightSamples::unscaled(SampleValues::U8(from_palette(&values, info)?)));
            }
            check_key(&values, channels, info)?;
            SampleValues::U8(gray(values, channels, u8::MAX, info.width)?)
        }
    };
    Ok(HeightSamples::unscaled(values))
}

/// One byte per sample, from rows of 1, 2, 4 or 8 bits per sample, the highest bits first.
fn unpacked(stored: Vec<u8>, line_bytes: usize, bits: usize, width: usize) -> Vec<u8> {
    if bits == 8 {
        return stored;
    }
    let samples = |row: &[u8]| {
        let sample = |x: usize| row[x * bits / 8] >> (8 - bits - x * bits % 8) & ((1 << bits) - 1);
        (0..width).map(sample).collect::<Vec<u8>>()
    };
    stored.chunks_exact(line_bytes.max(1)).flat_map(samples).collect()
}

/// The gray values of a palette's entries.
fn from_palette(indices: &[u8], info: &Info<'_>) -> Result<Vec<u8>, HeightsError> {
    let palette = info.palette.as_deref().unwrap_or_default().as_chunks::<3>().0;
    let opacities = info.trns.as_deref().unwrap_or_default();
    let value = |(index, &entry): (usize, &u8)| {
        let place = || pixel_name(index, info.width);
        let outside = || HeightsError::Decode(format!("{}: color {entry} is outside the palette", place()));
        let [r, g, b] = *palette.get(usize::from(entry)).ok_or_else(outside)?;
        match (r == g && g == b, opacities.get(usize::from(entry)).is_none_or(|alpha| *alpha == u8::MAX)) {
            (true, true) => Ok(r),
            (_, false) => Err(HeightsError::Transparent(place())),
            (false, true) => Err(HeightsError::Color(place())),
        }
    };
    indices.iter().enumerate().map(value).collect()
}

/// Rejects pixels of the color that the file declares transparent.
fn check_key<T: Copy + PartialEq + Into<u16>>(
    samples: &[T],
    channels: Channels,
    info: &Info<'_>,
) -> Result<(), HeightsError> {
    let Some(key) = info.trns.as_deref() else { return Ok(()) };
    let key: Vec<u16> = match info.bit_depth {
        BitDepth::Sixteen => key.as_chunks().0.iter().map(|value| u16::from_be_bytes(*value)).collect(),
        _ => key.iter().map(|value| u16::from(*value)).collect(),
    };
    let is_key = |pixel: &[T]| pixel.iter().zip(&key).all(|(sample, key)| (*sample).into() == *key);
    match samples.chunks_exact(channels.count()).position(is_key) {
        Some(index) => Err(HeightsError::Transparent(pixel_name(index, info.width))),
        None => Ok(()),
    }
}
