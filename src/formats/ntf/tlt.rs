//! TLT: shadow maps, drawn over the terrain with their alpha as strength (formats section 4).
//!
//! An offset table of all patches, then a block for each patch with shadows. Two generations are supported: in all real
//! files a patch has up to 2 x 2 cells of 16 m; public sources describe one texture for each of its 8 x 8 tiles.

use std::sync::Arc;

use super::record::RecordParts;
use super::{Texture, fields, record};
use crate::formats::kernel::fields::Field;
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::{FormatError, Reader};

/// The only known version.
const VERSION: i32 = 0;
/// Offset of the table, behind the version.
const TABLE_START: usize = 4;
/// Maximum number of textures in a block: one for each tile of the patch.
const MAX_MAPS: usize = 64;
/// Minimum bytes of a texture in a block: its place and an empty record.
const MIN_MAP_BYTES: usize = 8 + 24;

/// Unit of a shadow texture's place in its patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShadowGrid {
    /// 2 x 2 cells of 16 m, with an apron of one texel around each: the inner 30 of 32 cover the cell.
    Cells,
    /// 8 x 8 tiles of 4 m; no real file is known.
    Tiles,
}

impl ShadowGrid {
    /// Number of places along a side of a patch.
    pub fn places_per_patch(self) -> u32 {
        match self {
            ShadowGrid::Cells => 2,
            ShadowGrid::Tiles => 8,
        }
    }

    /// Side of the area that a texture covers, in meters.
    pub fn cell_m(self) -> f32 {
        32.0 / self.places_per_patch() as f32
    }
}

/// The shadow maps of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowMaps {
    patches_per_side: u32,
    grid: ShadowGrid,
    patches: Vec<PatchShadows>,
    unused_bytes: usize,
}

/// The shadow maps of one patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchShadows {
    /// Eastward index of the patch.
    pub x: u32,
    /// Northward index of the patch.
    pub z: u32,
    /// Its maps, in file order.
    pub maps: Vec<ShadowMap>,
}

/// A shadow texture and its place in the patch. Column 0 is the western edge, row 0 the northern one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowMap {
    /// Eastward place in the patch, in units of [`ShadowGrid`].
    pub x: u32,
    /// Northward place in the patch.
    pub z: u32,
    /// Alpha is the strength of the shadow; the color is nearly always black.
    pub texture: Texture,
}

impl ShadowMaps {
    /// Creates the shadow maps of a zone; blocks are written in the given order. The grid follows from the places.
    ///
    /// # Panics
    /// If a patch is outside the zone or occurs twice, or a place is outside its patch.
    pub fn new(patches_per_side: u32, patches: Vec<PatchShadows>) -> ShadowMaps {
        let mut seen = std::collections::HashSet::new();
        for patch in &patches {
            assert!(patch.x < patches_per_side && patch.z < patches_per_side, "patch {} {}", patch.x, patch.z);
            assert!(seen.insert((patch.x, patch.z)), "patch {} {} twice", patch.x, patch.z);
            assert!(patch.maps.iter().all(|map| map.x < 8 && map.z < 8), "a place outside the patch");
        }
        let grid = grid_of(&patches);
        ShadowMaps { patches_per_side, grid, patches, unused_bytes: 0 }
    }

    /// Number of bytes between and after the blocks of the file that no table entry refers to: 0 in real files. They
    /// are not written back.
    pub fn unused_bytes(&self) -> usize {
        self.unused_bytes
    }

    /// Patches along a side of the zone.
    pub fn patches_per_side(&self) -> u32 {
        self.patches_per_side
    }

    /// Unit of places: tiles if any place in the file is above 1, else cells.
    pub fn grid(&self) -> ShadowGrid {
        self.grid
    }

    /// The patches with shadows, in file order (x outer in real files).
    pub fn patches(&self) -> &[PatchShadows] {
        &self.patches
    }

    /// Number of shadow textures.
    pub fn map_count(&self) -> usize {
        self.patches.iter().map(|patch| patch.maps.len()).sum()
    }
}

fn grid_of(patches: &[PatchShadows]) -> ShadowGrid {
    let beyond_cells = |map: &ShadowMap| map.x > 1 || map.z > 1;
    match patches.iter().flat_map(|patch| &patch.maps).any(beyond_cells) {
        true => ShadowGrid::Tiles,
        false => ShadowGrid::Cells,
    }
}

/// Number of patches along the zone's side, derived from the file alone: its table ends where the first block begins.
/// `None` if the table is not square.
pub fn patches_per_side(bytes: &[u8]) -> Option<u32> {
    let table_bytes = table_end(bytes).checked_sub(TABLE_START)?;
    let side = (table_bytes / 4).isqrt();
    u32::try_from(side).ok().filter(|_| side > 0 && side * side * 4 == table_bytes)
}

/// End of the table: the beginning of the first block, or the end of a file without blocks.
fn table_end(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    let mut at = TABLE_START;
    for entry in bytes.get(TABLE_START..).unwrap_or_default().as_chunks::<4>().0 {
        if at >= end {
            break;
        }
        let offset = u32::from_le_bytes(*entry) as usize;
        if offset != 0 {
            end = end.min(offset);
        }
        at += 4;
    }
    end
}

/// Parses a zone's shadow maps; the textures share one copy of the file's bytes. Bytes outside of all blocks are
/// counted, see [`ShadowMaps::unused_bytes`]. `patches_per_side` is the zone's; use the function [`patches_per_side`]
/// if only the file is available.
///
/// # Errors
/// The table does not match the zone (the first block does not follow it), blocks overlap or are shared, a place is
/// outside its patch, or a texture cannot be read.
///
/// # Examples
/// ```
/// use gtd_viewer::formats::ntf::tlt;
/// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/shadow-cells.tlt")).unwrap();
/// let side = tlt::patches_per_side(&file).expect("a square table");
/// let shadows = tlt::parse(&file, side)?;
/// assert_eq!((shadows.grid(), shadows.grid().cell_m()), (tlt::ShadowGrid::Cells, 16.0));
/// # Ok::<(), gtd_viewer::formats::kernel::FormatError>(())
/// ```
pub fn parse(bytes: &[u8], patches_per_side: u32) -> Result<ShadowMaps, FormatError> {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut patches: Vec<PatchShadows> = Vec::new();
    let mut reader = Reader::new(&file);
    let unused_bytes = read_blocks(&mut reader, patches_per_side, |reader, index, count| {
        let mut maps = Vec::with_capacity(count);
        read_maps(reader, count, |x, z, parts| {
            maps.push(ShadowMap { x, z, texture: Texture::new(file.clone(), parts) });
        })?;
        // the table is z outer, unlike all other arrays
        let (x, z) = (index % patches_per_side, index / patches_per_side);
        patches.push(PatchShadows { x, z, maps });
        Ok(())
    })?;
    Ok(ShadowMaps { patches_per_side, grid: grid_of(&patches), patches, unused_bytes })
}

/// Reads shadow maps without their pixels, for a zone of the size of the table.
pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    let file = reader.slice(0..reader.left());
    match patches_per_side(file) {
        Some(side) => read_blocks(reader, side, |reader, _, count| read_maps(reader, count, |_, _, _| {})).map(drop),
        None => refuse_table(reader, table_end(file)),
    }
}

/// Reads the entries of a table that is not square, and returns the error.
fn refuse_table(reader: &mut Reader<'_>, end: usize) -> Result<(), FormatError> {
    read_version(reader)?;
    let bytes = end.saturating_sub(TABLE_START);
    reader.records(&fields::SHADOW_ENTRY, bytes / 4, 0)?;
    let found = format!("a table of {bytes} bytes");
    Err(reader.malformed(&fields::SHADOW_ENTRY.fields[0], 0, found, "4 bytes for each patch of a square zone"))
}

/// Reads the version, the first field of the table's section.
fn read_version(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    reader.section(&fields::SHADOW_TABLE);
    let version = reader.i32(&fields::SHADOW_VERSION)?;
    match version == VERSION {
        true => Ok(()),
        false => Err(reader.malformed(&fields::SHADOW_VERSION, 4, version.to_string(), "0")),
    }
}

/// Reads the table and each block's number of textures, and the rest of the block by `read`. Returns the number of
/// bytes outside of all blocks.
fn read_blocks<'a>(
    reader: &mut Reader<'a>,
    patches_per_side: u32,
    mut read: impl FnMut(&mut Reader<'a>, u32, usize) -> Result<(), FormatError>,
) -> Result<usize, FormatError> {
    read_version(reader)?;
    let table_at = reader.at();
    let blocks = read_table(reader, patches_per_side)?;
    let table_end = reader.at();
    let mut unused_bytes = 0;
    if !blocks.is_empty() {
        reader.section(&fields::SHADOW_BLOCKS);
    }
    for Block { offset, index } in blocks {
        let (start, at) = (offset as usize, reader.at());
        let gap = start.checked_sub(at).filter(|gap| *gap == 0 || at > table_end);
        unused_bytes += gap.ok_or_else(|| FormatError {
            section: fields::SHADOW_TABLE.name,
            offset: (table_at + index as usize * 4) as u64,
            ..reader.malformed(
                &fields::SHADOW_ENTRY.fields[0],
                0,
                format!("a block at byte {}", grouped(start as u64)),
                format!("the next block at byte {}", grouped(at as u64)),
            )
        })?;
        reader.skip_to(start);
        reader.group("block of entry", index as usize, |reader| {
            let count = reader.count_of(&fields::SHADOW_COUNT, MIN_MAP_BYTES)?;
            if count > MAX_MAPS {
                let expected = format!("at most {MAX_MAPS} per patch");
                return Err(reader.malformed(&fields::SHADOW_COUNT, 4, count.to_string(), expected));
            }
            read(reader, index, count)
        })?;
    }
    Ok(unused_bytes + reader.left())
}

/// A block of the file. Kept small: a file may claim one for each four of its bytes.
struct Block {
    offset: u32,
    /// Index of its table entry.
    index: u32,
}

/// The used table entries, sorted by the offset of their blocks.
fn read_table(reader: &mut Reader<'_>, side: u32) -> Result<Vec<Block>, FormatError> {
    let entries = (side as usize).checked_mul(side as usize).filter(|entries| *entries <= reader.left() / 4);
    let Some(entries) = entries else {
        let found = format!("at most {} table entries", grouped(reader.left() as u64 / 4));
        let expected = format!("one entry for each of {side} x {side} patches");
        return Err(reader.malformed(&fields::SHADOW_ENTRY.fields[0], 0, found, expected));
    };
    let table = reader.records(&fields::SHADOW_ENTRY, entries, 0)?;
    let table = reader.slice(table).as_chunks::<4>().0;
    let offsets = || table.iter().map(|entry| u32::from_le_bytes(*entry));
    let mut blocks = Vec::with_capacity(offsets().filter(|offset| *offset != 0).count());
    let entries = (0..).zip(offsets()).filter(|(_, offset)| *offset != 0);
    blocks.extend(entries.map(|(index, offset)| Block { offset, index }));
    blocks.sort_unstable_by_key(|block| (block.offset, block.index));
    Ok(blocks)
}

/// Reads the textures of a block: eastward place, northward place, record.
fn read_maps(
    reader: &mut Reader<'_>,
    count: usize,
    mut found: impl FnMut(u32, u32, RecordParts),
) -> Result<(), FormatError> {
    for index in 0..count {
        reader.group("shadow texture", index, |reader| {
            let (x, z) = (read_place(reader, &fields::SHADOW_X)?, read_place(reader, &fields::SHADOW_Z)?);
            found(x, z, record::read(reader)?);
            Ok(())
        })?;
    }
    Ok(())
}

fn read_place(reader: &mut Reader<'_>, field: &'static Field) -> Result<u32, FormatError> {
    let place = reader.u32(field)?;
    if place > 7 {
        return Err(reader.malformed(field, 4, place.cast_signed().to_string(), "0 to 7"));
    }
    Ok(place)
}
