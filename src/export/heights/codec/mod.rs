//! Encoders and decoders of height files, one file per format.

pub(super) mod csv;
#[cfg(feature = "tools")]
pub(super) mod exr;
pub(super) mod png;
pub(super) mod raw;
#[cfg(feature = "tools")]
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

/// Samples of a pixel: one gray value or three colors, and opacity after them.
#[derive(Clone, Copy)]
struct Channels {
    colors: usize,
    has_alpha: bool,
}

impl Channels {
    const GRAY: Channels = Channels { colors: 1, has_alpha: false };

    fn count(self) -> usize {
        self.colors + usize::from(self.has_alpha)
    }
}

/// The gray values of a picture. Heights have no color, and where a picture is transparent there is none; both would
/// only show in the zone.
fn gray<T: Copy + PartialEq>(
    samples: Vec<T>,
    channels: Channels,
    opaque: T,
    side: u32,
) -> Result<Vec<T>, HeightsError> {
    if channels.count() == 1 {
        return Ok(samples);
    }
    let value = |(index, pixel): (usize, &[T])| {
        let (colors, alpha) = pixel.split_at(channels.colors);
        match (colors.iter().all(|color| *color == colors[0]), alpha.iter().all(|alpha| *alpha == opaque)) {
            (true, true) => Ok(colors[0]),
            (_, false) => Err(HeightsError::Transparent(pixel_name(index, side))),
            (false, true) => Err(HeightsError::Color(pixel_name(index, side))),
        }
    };
    samples.chunks_exact(channels.count()).enumerate().map(value).collect()
}

/// Column and row of a pixel from the upper left corner.
pub(super) fn pixel_name(index: usize, side: u32) -> String {
    let side = (side as usize).max(1);
    format!("pixel {},{}", index % side, index / side)
}

/// A decoder's error; its message contains the cause.
fn decode_error(error: impl std::fmt::Display) -> HeightsError {
    HeightsError::Decode(error.to_string())
}

/// An encoder's error; its message contains the cause.
fn encode_error(error: impl std::fmt::Display) -> HeightsError {
    HeightsError::Encode(error.to_string())
}
