//! Rows of little-endian numbers without a header: 16-bit integers or 32-bit floats.

use crate::export::heights::{HeightSamples, HeightsError, SampleValues};

#[allow(clippy::unnecessary_wraps, reason = "one signature for all encoders of heights")]
pub(in super::super) fn encode16(samples: &HeightSamples, _: u32) -> Result<Vec<u8>, HeightsError> {
    Ok(samples.integers().iter().flat_map(|value| value.to_le_bytes()).collect())
}

#[allow(clippy::unnecessary_wraps, reason = "one signature for all encoders of heights")]
pub(in super::super) fn encode32(samples: &HeightSamples, _: u32) -> Result<Vec<u8>, HeightsError> {
    Ok(samples.floats().iter().flat_map(|value| value.to_le_bytes()).collect())
}

pub(in super::super) fn decode16(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let values = whole::<2>(bytes)?.iter().map(|value| u16::from_le_bytes(*value)).collect();
    Ok(HeightSamples::unscaled(SampleValues::U16(values)))
}

pub(in super::super) fn decode32(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    Ok(HeightSamples::from_floats(whole::<4>(bytes)?.iter().map(|value| f32::from_le_bytes(*value)).collect()))
}

fn whole<const N: usize>(bytes: &[u8]) -> Result<&[[u8; N]], HeightsError> {
    let (values, rest) = bytes.as_chunks::<N>();
    match rest.is_empty() {
        true => Ok(values),
        false => Err(HeightsError::Ragged { bytes: bytes.len(), sample_bytes: N }),
    }
}
