//! Errors of writing and reading heights.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::formats::gtd::MAP_SIZE_MAX;
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::visible::path_text;

/// Reason why heights could not be written or read.
///
/// Messages do not contain their cause, which is the source. The decoders' own errors already contain theirs, so they
/// are part of the message instead.
#[derive(Debug, Error)]
pub enum HeightsError {
    /// The file cannot be read or written.
    #[error("{}", path_text(.0))]
    Io(PathBuf, #[source] io::Error),
    /// The sidecar is not valid JSON of the exported form.
    #[error("{}", path_text(.0))]
    Sidecar(PathBuf, #[source] serde_json::Error),
    /// The file's extension is not one of the height formats.
    #[error("{0}")]
    Format(&'static str),
    /// The encoder of a picture format failed.
    #[error("cannot encode the heights: {0}")]
    Encode(String),
    /// The bytes do not match the format.
    #[error("{0}")]
    Decode(String),
    /// Integers that no height file needs, and that 64-bit floats cannot hold.
    #[error("integer samples of 64 bits, expected 8, 16 or 32 bits")]
    WideIntegers,
    /// A pixel, by its name, has a color.
    #[error("{0}: red, green and blue differ, but heights are gray values")]
    Color(String),
    /// A pixel, by its name, is not opaque.
    #[error("{0}: transparent, so it has no height")]
    Transparent(String),
    /// Samples that are no heights.
    #[error("{first}{}", more(*.count))]
    BadHeights {
        /// Place and reason of the first one.
        first: String,
        /// Number of such samples.
        count: usize,
    },
    /// The file has more than one sample per pixel.
    #[error("{found} {what}, expected 1")]
    Channels {
        /// Number of samples per pixel.
        found: usize,
        /// Name of the layout in the format.
        what: &'static str,
    },
    /// The number of bytes is not a multiple of the sample size.
    #[error("{bytes} bytes, which is not a multiple of {sample_bytes}")]
    Ragged {
        /// Bytes in the file.
        bytes: usize,
        /// Bytes per sample.
        sample_bytes: usize,
    },
    /// The picture is not square.
    #[error("{} x {} samples, expected a square", .0[0], .0[1])]
    NotSquare([u32; 2]),
    /// The number of samples is not a square.
    #[error("{0} samples, expected a square number")]
    NoSquareNumber(usize),
    /// More samples than any zone has.
    #[error("{0} x {0} samples, more than the limit of {MAP_SIZE_MAX} x {MAP_SIZE_MAX}")]
    TooLarge(u32),
    /// A line of a table is not `x,z,height_m`.
    #[error("line {0}: expected x,z,height_m")]
    Line(usize),
    /// A vertex of a table is outside the square that its number of lines implies.
    #[error("vertex {x},{z} is outside the {side} x {side} vertices of {lines} lines")]
    Outside {
        /// Eastward index of the vertex.
        x: usize,
        /// Northward index of the vertex.
        z: usize,
        /// Lines in the table.
        lines: usize,
        /// Implied number of vertices a side.
        side: usize,
    },
    /// A vertex of a table is missing or given twice.
    #[error("a vertex is missing or listed twice")]
    Incomplete,
    /// A value of the sidecar is not usable.
    #[error("{}: {problem}", path_text(path))]
    BadSidecar {
        /// Path of the sidecar.
        path: PathBuf,
        /// The value, the expected one, and what to do.
        problem: String,
    },
    /// Offset or scale is not usable, as given by the caller.
    #[error("offset {offset_m} m and scale {scale_m} m: expected finite numbers, and a scale other than 0")]
    BadScale {
        /// Height of the value 0, in meters.
        offset_m: f64,
        /// Meters per step of the value.
        scale_m: f64,
    },
    /// Integer samples without offset and scale.
    #[error("integer samples need the sidecar written by export, or --offset and --scale in meters")]
    NoScale,
    /// The zone has another number of vertices.
    #[error("{found} x {found} heights, but the zone has {expected} x {expected} vertices")]
    OtherSize {
        /// Heights a side in the file.
        found: u32,
        /// Vertices a side of the zone.
        expected: u32,
    },
}

/// The number of further samples like the first.
fn more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        2 => " (and 1 more like it)".into(),
        count => format!(" (and {} more like it)", grouped(count as u64 - 1)),
    }
}
