//! Table of height file formats.

use std::path::Path;

use super::codec::{csv, png, raw};
#[cfg(feature = "tools")]
use super::codec::{exr, tiff};
use super::{HeightSamples, HeightsError};
use crate::export::FileType;

/// A file format for heights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeightFormat {
    /// PNG of 16-bit gray values.
    Png,
    /// TIFF of 32-bit floats: meters.
    #[cfg(feature = "tools")]
    Tiff,
    /// OpenEXR of one channel Y of 32-bit floats: meters.
    #[cfg(feature = "tools")]
    Exr,
    /// Rows of little-endian 16-bit numbers.
    R16,
    /// Rows of little-endian 32-bit floats: meters.
    R32,
    /// Lines `x,z,height_m`, x outer; x and z are the vertex's indices.
    Csv,
}

pub(super) const PNG_16: FileType = FileType { name: "PNG, 16 bit", extensions: &["png"] };
pub(super) const RAW_16: FileType = FileType { name: "Raw, 16 bit", extensions: &["r16", "raw"] };

struct HeightFormatRow {
    format: HeightFormat,
    file_type: FileType,
    /// Whether samples are 16-bit integers.
    integer: bool,
    /// Usual bytes of ten samples.
    ten_samples: u64,
    encode: fn(&HeightSamples, u32) -> Result<Vec<u8>, HeightsError>,
    decode: fn(&[u8]) -> Result<HeightSamples, HeightsError>,
}

const ROWS: &[HeightFormatRow] = &[
    HeightFormatRow {
        format: HeightFormat::Png,
        file_type: PNG_16,
        integer: true,
        ten_samples: 12,
        encode: png::encode,
        decode: png::decode,
    },
    #[cfg(feature = "tools")]
    HeightFormatRow {
        format: HeightFormat::Tiff,
        file_type: FileType { name: "TIFF, meters", extensions: &["tif", "tiff"] },
        integer: false,
        ten_samples: 40,
        encode: tiff::encode,
        decode: tiff::decode,
    },
    #[cfg(feature = "tools")]
    HeightFormatRow {
        format: HeightFormat::Exr,
        file_type: FileType { name: "OpenEXR, meters", extensions: &["exr"] },
        integer: false,
        ten_samples: 41,
        encode: exr::encode,
        decode: exr::decode,
    },
    HeightFormatRow {
        format: HeightFormat::R16,
        file_type: RAW_16,
        integer: true,
        ten_samples: 20,
        encode: raw::encode16,
        decode: raw::decode16,
    },
    HeightFormatRow {
        format: HeightFormat::R32,
        file_type: FileType { name: "Raw, meters", extensions: &["r32"] },
        integer: false,
        ten_samples: 40,
        encode: raw::encode32,
        decode: raw::decode32,
    },
    HeightFormatRow {
        format: HeightFormat::Csv,
        file_type: FileType { name: "Table", extensions: &["csv"] },
        integer: false,
        ten_samples: 164,
        encode: csv::encode,
        decode: csv::decode,
    },
];

/// All formats, for dialogs; the default one first.
pub(super) const FILE_TYPES: [FileType; ROWS.len()] = {
    let mut types = [FileType { name: "", extensions: &[] }; ROWS.len()];
    let mut index = 0;
    while index < ROWS.len() {
        types[index] = ROWS[index].file_type;
        index += 1;
    }
    types
};

impl HeightFormat {
    /// The format of a file's extension, in any case.
    pub fn from_path(path: &Path) -> Option<HeightFormat> {
        let named = |row: &&HeightFormatRow| row.file_type.matches(path);
        ROWS.iter().find(named).map(|row| row.format)
    }

    /// Usual bytes of a number of samples.
    pub(super) fn usual_bytes(self, samples: u64) -> u64 {
        samples * self.row().ten_samples / 10
    }

    /// Whether samples are 16-bit integers, which are converted to meters by offset and scale.
    pub fn is_integer(self) -> bool {
        self.row().integer
    }

    pub(super) fn encode(self, samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
        (self.row().encode)(samples, side)
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
        (self.row().decode)(bytes)
    }

    fn row(self) -> &'static HeightFormatRow {
        const { assert!(in_order()) };
        &ROWS[self as usize]
    }
}

/// Whether the rows are in the order of the enum.
const fn in_order() -> bool {
    let mut index = 0;
    while index < ROWS.len() {
        if ROWS[index].format as usize != index {
            return false;
        }
        index += 1;
    }
    true
}
