//! Writing texture records and the files made of them: what was read is written back byte for byte.

use super::Texture;
use super::tct::ColorMap;
use super::tlt::ShadowMaps;

/// Appends one record (section 2.1).
pub fn record(texture: &Texture, out: &mut Vec<u8>) {
    out.extend((texture.name().len() as u32).to_le_bytes());
    out.extend(texture.name());
    out.extend(b"NTF\x03");
    out.extend(texture.width().to_le_bytes());
    out.extend(texture.height().to_le_bytes());
    out.extend(texture.format().code().to_le_bytes());
    out.extend(u32::from(texture.is_mipmapped()).to_le_bytes());
    out.extend(texture.pixels());
    out.extend(texture.small_copy());
}

/// A file of records that follow each other: a GTT of tile textures, or a `.dxt` of one.
pub fn gtt<'a>(textures: impl IntoIterator<Item = &'a Texture>) -> Vec<u8> {
    let mut out = Vec::new();
    for texture in textures {
        record(texture, &mut out);
    }
    out
}

/// A color map (section 3).
pub fn tct(map: &ColorMap) -> Vec<u8> {
    gtt(map.textures())
}

/// Shadow maps (section 4): blocks in the order in which they were read or made, without gaps.
///
/// # Panics
/// If the file would grow beyond 4 GiB, which its 32-bit offsets cannot tell.
pub fn tlt(maps: &ShadowMaps) -> Vec<u8> {
    let side = maps.patches_per_side() as usize;
    let mut table = vec![0_u32; side * side];
    let mut blocks = Vec::new();
    for patch in maps.patches() {
        let offset = 4 + table.len() * 4 + blocks.len();
        table[patch.x as usize + patch.z as usize * side] = u32::try_from(offset).expect("a file below 4 GiB");
        blocks.extend((patch.maps.len() as u32).to_le_bytes());
        for map in &patch.maps {
            blocks.extend(map.x.to_le_bytes());
            blocks.extend(map.z.to_le_bytes());
            record(&map.texture, &mut blocks);
        }
    }
    let table = table.iter().flat_map(|offset| offset.to_le_bytes());
    [0; 4].into_iter().chain(table).chain(blocks).collect()
}
