//! Writers of texture records and their containers: output is byte for byte what was parsed.

use super::Texture;
use super::tct::ColorMap;
use super::tlt::ShadowMaps;
use crate::formats::kernel::EncodeError;

/// Appends one record (section 2.1).
///
/// # Panics
/// Never: a texture's name was read with a 32-bit length, or is empty.
pub fn record(texture: &Texture, out: &mut Vec<u8>) {
    let name_bytes = u32::try_from(texture.name().len()).expect("a name that was read from a record");
    out.extend(name_bytes.to_le_bytes());
    out.extend(texture.name());
    out.extend(b"NTF\x03");
    out.extend(texture.width().to_le_bytes());
    out.extend(texture.height().to_le_bytes());
    out.extend(texture.format().code().to_le_bytes());
    out.extend(u32::from(texture.is_mipmapped()).to_le_bytes());
    out.extend(texture.pixels());
    out.extend(texture.small_copy());
}

/// Encodes consecutive records: a GTT of tile textures, or a `.dxt` of one.
pub fn gtt<'a>(textures: impl IntoIterator<Item = &'a Texture>) -> Vec<u8> {
    let mut out = Vec::new();
    for texture in textures {
        record(texture, &mut out);
    }
    out
}

/// Encodes a color map (section 3).
pub fn tct(map: &ColorMap) -> Vec<u8> {
    gtt(map.textures())
}

/// Encodes shadow maps (section 4): blocks in the order in which they were parsed or created, without gaps.
///
/// # Errors
/// Where the file would be larger than 4 GiB, which its 32-bit offsets cannot express.
pub fn tlt(maps: &ShadowMaps) -> Result<Vec<u8>, EncodeError> {
    let word = |number: usize| u32::try_from(number).map_err(|_| EncodeError(number as u64));
    let side = maps.patches_per_side() as usize;
    let mut table = vec![0_u32; side * side];
    let mut blocks = Vec::new();
    for patch in maps.patches() {
        let offset = 4 + table.len() * 4 + blocks.len();
        table[patch.x as usize + patch.z as usize * side] = word(offset)?;
        blocks.extend(word(patch.maps.len())?.to_le_bytes());
        for map in &patch.maps {
            blocks.extend(map.x.to_le_bytes());
            blocks.extend(map.z.to_le_bytes());
            record(&map.texture, &mut blocks);
        }
    }
    let table = table.iter().flat_map(|offset| offset.to_le_bytes());
    Ok([0; 4].into_iter().chain(table).chain(blocks).collect())
}
