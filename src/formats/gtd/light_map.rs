//! Light maps stored in the zone file. No real file has one; the layout is known from sources only (format notes,
//! section 1.3, field 11). Their textures are validated like those of texture files, and kept as bytes.

use super::{SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};
use crate::formats::ntf;

/// Maximum accepted number of light maps: one for each tile of a large zone.
const COUNT_MAX: i32 = 512 * 512;

/// A texture for the light on one tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightMap {
    /// The tile's eastward index, as stored.
    pub x: i16,
    /// The tile's northward index, as stored.
    pub z: i16,
    /// The texture record with its own header, as stored.
    pub texture: Vec<u8>,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<LightMap>, FormatError> {
    reader.section(SectionId::LightMaps.spec());
    let count = reader.number_in(&fields::LIGHT_COUNT, 0..=COUNT_MAX)?;
    (0..count).map(|index| reader.group("light map", index, read_one)).collect()
}

fn read_one(reader: &mut Reader<'_>) -> Result<LightMap, FormatError> {
    let x = reader.i16(&fields::LIGHT_X)?;
    let z = reader.i16(&fields::LIGHT_Z)?;
    let start = reader.at();
    ntf::record::read(reader)?;
    Ok(LightMap { x, z, texture: reader.slice(start..reader.at()).to_vec() })
}
