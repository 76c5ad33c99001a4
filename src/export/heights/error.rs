//! Errors of writing and reading heights.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::formats::gtd::MAP_SIZE_MAX;

/// Why heights could not be written or read.
///
/// Messages leave out their cause, which is the source. The decoders' own errors already contain theirs, so they are
/// part of the message instead.
#[derive(Debug, Error)]
pub enum HeightsError {
    /// The file cannot be read or written.
    #[error("{}", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// The sidecar is not the JSON that export writes.
    #[error("{}", .0.display())]
    Sidecar(PathBuf, #[source] serde_json::Error),
    /// The file's extension names no format that fits.
    #[error("{0}")]
    Format(&'static str),
    /// The encoder of a picture format failed.
    #[error("the heights cannot be encoded: {0}")]
    Encode(String),
    /// The bytes are not of the format.
    #[error("{0}")]
    Decode(String),
    /// The file's samples are not floats.
    #[error("its samples are no floats")]
    NotFloat,
    /// The file has more than one sample a pixel.
    #[error("{found} {what}, expected 1")]
    Channels {
        /// How many there are.
        found: usize,
        /// What the format calls them.
        what: &'static str,
    },
    /// The number of bytes does not divide into samples.
    #[error("{bytes} bytes, no multiple of {sample_bytes}")]
    Ragged {
        /// Bytes in the file.
        bytes: usize,
        /// Bytes of a sample.
        sample_bytes: usize,
    },
    /// The picture is not square.
    #[error("{} x {} samples, which make no square", .0[0], .0[1])]
    NotSquare([u32; 2]),
    /// The number of samples is no square number.
    #[error("{0} samples, which make no square")]
    NoSquareNumber(usize),
    /// More samples than any zone has.
    #[error("{0} x {0} samples, more than the largest zone's {MAP_SIZE_MAX} x {MAP_SIZE_MAX}")]
    TooLarge(u32),
    /// A line of a table is not `x,z,height_m`.
    #[error("line {0}: expected x,z,height_m")]
    Line(usize),
    /// A vertex of a table lies outside the square that its lines make.
    #[error("vertex {x},{z} of {lines} lines, which make {side} x {side}")]
    Outside {
        /// The vertex, eastward.
        x: usize,
        /// The vertex, northward.
        z: usize,
        /// Lines in the table.
        lines: usize,
        /// Vertices a side that many lines make.
        side: usize,
    },
    /// A vertex of a table is missing or given twice.
    #[error("a vertex is missing, or given twice")]
    Incomplete,
    /// Integers without offset and scale.
    #[error("integers need the sidecar that export writes, or --offset and --scale in meters")]
    NoScale,
    /// The zone has another number of vertices.
    #[error("{found} x {found} heights, but the zone has {expected} x {expected} vertices")]
    OtherSize {
        /// Heights a side.
        found: u32,
        /// The zone's vertices a side.
        expected: u32,
    },
}
