//! Encoders and decoders of height files, one file per format.

pub(super) mod csv;
pub(super) mod exr;
pub(super) mod png;
pub(super) mod raw;
pub(super) mod tiff;

use super::HeightsError;
use crate::formats::gtd::MAP_SIZE_MAX;

/// Rejects pictures that cannot be a zone's heights, before memory is reserved for them.
fn check_square(width: u32, height: u32) -> Result<(), HeightsError> {
    if width != height {
        return Err(HeightsError::NotSquare([width, height]));
    }
    if width > MAP_SIZE_MAX {
        return Err(HeightsError::TooLarge(width));
    }
    Ok(())
}

/// A decoder's error; its message contains the cause.
fn decode_error(error: impl std::fmt::Display) -> HeightsError {
    HeightsError::Decode(error.to_string())
}

/// An encoder's error; its message contains the cause.
fn encode_error(error: impl std::fmt::Display) -> HeightsError {
    HeightsError::Encode(error.to_string())
}
