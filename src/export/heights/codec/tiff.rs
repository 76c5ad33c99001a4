//! TIFF: one value per pixel; written as 32-bit floats in meters, read as integers of 8 to 32 bits and floats of 16 to
//! 64 bits.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::encoder::{TiffEncoder, colortype::Gray32Float};
use tiff::tags::Tag;

use super::{Channels, check_square, decode_error, encode_error, gray};
use crate::export::heights::{HeightSamples, HeightsError, SampleValues};
use crate::formats::gtd::MAP_SIZE_MAX;

/// Memory limit: the samples of the largest zone, as 64-bit floats.
const MAX_BYTES: usize = MAP_SIZE_MAX as usize * MAP_SIZE_MAX as usize * 8;
/// `PhotometricInterpretation` of inverted gray values.
const WHITE_IS_ZERO: u16 = 0;
/// `Orientation` of rows from the top and columns from the left.
const UPRIGHT: u16 = 1;

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    let mut bytes = Vec::with_capacity(samples.floats().len() * 4 + 1024);
    let mut encoder = TiffEncoder::new(Cursor::new(&mut bytes)).map_err(encode_error)?;
    encoder.write_image::<Gray32Float>(side, side, samples.floats()).map_err(encode_error)?;
    Ok(bytes)
}

pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_BYTES;
    limits.intermediate_buffer_size = MAX_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(decode_error)?.with_limits(limits);
    let (side, height) = decoder.dimensions().map_err(decode_error)?;
    check_square(side, height)?;
    let channels = channels(&mut decoder)?;
    let no_data = decoder.get_tag_ascii_string(Tag::GdalNodata).ok();
    let no_data = no_data.and_then(|text| text.trim_matches(['\0', ' ']).parse().ok());
    let values = decoder.read_image().map_err(decode_error)?;
    let count = side as usize * side as usize * channels.count();
    let values = typed(values, channels, count, side)?;
    Ok(HeightSamples { no_data, ..HeightSamples::unscaled(values) })
}

/// The samples of a pixel, for pictures that can be heights.
fn channels(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Channels, HeightsError> {
    let mut word = |tag: Tag| decoder.find_tag_unsigned::<u16>(tag).map_err(decode_error);
    if word(Tag::PhotometricInterpretation)? == Some(WHITE_IS_ZERO) {
        return Err(HeightsError::Decode("the samples are inverted (0 is white); save it with 0 as black".into()));
    }
    if let Some(turned) = word(Tag::Orientation)?.filter(|orientation| *orientation != UPRIGHT) {
        return Err(HeightsError::Decode(format!("the picture is turned (orientation {turned}); save it upright")));
    }
    let (channels, bits) = match decoder.colortype().map_err(decode_error)? {
        ColorType::Gray(bits) => (Channels::GRAY, bits),
        ColorType::RGB(bits) => (Channels { colors: 3, has_alpha: false }, bits),
        ColorType::RGBA(bits) => (Channels { colors: 3, has_alpha: true }, bits),
        ColorType::Multiband { num_samples, .. } => {
            return Err(HeightsError::Channels { found: num_samples.into(), what: "samples per pixel" });
        }
        other => return Err(HeightsError::Decode(format!("colors ({other:?}), expected gray values"))),
    };
    match bits {
        8 | 16 | 32 | 64 => Ok(channels),
        bits => Err(HeightsError::Decode(format!("samples of {bits} bits, expected 8, 16, 32 or 64"))),
    }
}

/// The gray values in their own type.
fn typed(values: DecodingResult, channels: Channels, count: usize, side: u32) -> Result<SampleValues, HeightsError> {
    /// Checks that no sample is missing, as in a file of several planes, of which only the first is read.
    fn gray_of<T: Copy + PartialEq>(
        values: Vec<T>,
        channels: Channels,
        opaque: T,
        (count, side): (usize, u32),
    ) -> Result<Vec<T>, HeightsError> {
        match values.len() == count {
            true => gray(values, channels, opaque, side),
            false => Err(HeightsError::Channels { found: channels.count(), what: "planes" }),
        }
    }
    let size = (count, side);
    Ok(match values {
        DecodingResult::U8(values) => SampleValues::U8(gray_of(values, channels, u8::MAX, size)?),
        DecodingResult::U16(values) => SampleValues::U16(gray_of(values, channels, u16::MAX, size)?),
        DecodingResult::U32(values) => SampleValues::U32(gray_of(values, channels, u32::MAX, size)?),
        DecodingResult::I8(values) => SampleValues::I8(gray_of(values, channels, i8::MAX, size)?),
        DecodingResult::I16(values) => SampleValues::I16(gray_of(values, channels, i16::MAX, size)?),
        DecodingResult::I32(values) => SampleValues::I32(gray_of(values, channels, i32::MAX, size)?),
        DecodingResult::F16(values) => {
            SampleValues::F32(gray_of(values.into_iter().map(f32::from).collect(), channels, 1.0, size)?)
        }
        DecodingResult::F32(values) => SampleValues::F32(gray_of(values, channels, 1.0, size)?),
        DecodingResult::F64(values) => SampleValues::F64(gray_of(values, channels, 1.0, size)?),
        DecodingResult::U64(_) | DecodingResult::I64(_) => return Err(HeightsError::WideIntegers),
    })
}
