//! Number of vertices, and the record of each (format notes, sections 1.3 and 1.4).
//!
//! Records are x outer: that of vertex (x, z) is `x * N + z`. The record of the last row and column describes no tile.

use std::ops::Range;

use super::header::{MAP_SIZE_MAX, is_map_size};
use super::{SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};

/// Position of the map data.
#[derive(Clone, Debug)]
pub(super) struct MapData {
    pub size: u32,
    pub records: Range<usize>,
}

impl MapData {
    /// Reads the section. The layout was chosen by the number of vertices, so it is normally legal.
    pub fn read(reader: &mut Reader<'_>) -> Result<MapData, FormatError> {
        reader.section(SectionId::MapData.spec());
        let size = reader.number_in(&fields::MAP_SIZE, 0..=MAP_SIZE_MAX.cast_signed())?;
        let Some(side) = u32::try_from(size).ok().filter(|side| is_map_size((*side).into())) else {
            return Err(reader.malformed(&fields::MAP_SIZE, 4, size.to_string(), "2^k + 1 from 9 to 8,193"));
        };
        let records = reader.records(&fields::MAP_RECORD, size * size, side)?;
        Ok(MapData { size: side, records })
    }
}
