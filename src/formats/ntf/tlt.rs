//! TLT: shadow maps, drawn over the ground with their alpha as the strength (formats section 4).
//!
//! An address table of all patches, then a block for each patch that has shadows. Two generations are read: in all
//! real files a patch has up to 2 x 2 cells of 16 m; public sources know one texture for each of its 8 x 8 tiles.

use std::sync::Arc;

use super::record::read_shared;
use super::{NtfError, Texture};
use crate::formats::kernel::Reader;

/// The only version there is.
const VERSION: i32 = 0;
/// A block holds at most a texture for each tile of the patch.
const MAX_MAPS: usize = 64;
/// Bytes that a texture of a block takes at least: its place and an empty record.
const MIN_MAP_BYTES: usize = 8 + 24;

/// What a shadow texture's place in its patch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShadowGrid {
    /// 2 x 2 cells of 16 m, with an apron of one texel around each: the inner 30 of 32 cover the cell.
    Cells,
    /// 8 x 8 tiles of 4 m; no real file is known.
    Tiles,
}

impl ShadowGrid {
    /// Places along a side of a patch.
    pub fn places_per_patch(self) -> u32 {
        match self {
            ShadowGrid::Cells => 2,
            ShadowGrid::Tiles => 8,
        }
    }

    /// Side of what a texture covers, in meters.
    pub fn cell_m(self) -> f32 {
        32.0 / self.places_per_patch() as f32
    }
}

/// A zone's shadow maps.
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
    /// Its maps, in the file's order.
    pub maps: Vec<ShadowMap>,
}

/// A shadow texture and where it lies in its patch. Column 0 is its western edge, row 0 its northern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowMap {
    /// Eastward place in the patch, counted as [`ShadowGrid`] tells.
    pub x: u32,
    /// Northward place in the patch.
    pub z: u32,
    /// Alpha is the strength of the shadow, the color nearly always black.
    pub texture: Texture,
}

impl ShadowMaps {
    /// Shadow maps of a zone, blocks to be written in the given order. The grid follows from the places.
    ///
    /// # Panics
    /// If a patch lies outside the zone or is there twice, or a place outside its patch.
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

    /// Bytes between and after the blocks of the file that no entry of its table leads to: 0 in real files. They are not
    /// written back.
    pub fn unused_bytes(&self) -> usize {
        self.unused_bytes
    }

    /// Patches along a side of the zone.
    pub fn patches_per_side(&self) -> u32 {
        self.patches_per_side
    }

    /// What places count: tiles if any place in the file is above 1, else cells.
    pub fn grid(&self) -> ShadowGrid {
        self.grid
    }

    /// The patches that have shadows, in the file's order (x outer in real files).
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

/// The number of patches along the zone's side that a file was written for, judged by the file alone: its table
/// ends where the first block begins. `None` if it tells of no square.
pub fn patches_per_side(bytes: &[u8]) -> Option<u32> {
    let mut end = bytes.len();
    let mut at = 4;
    for entry in bytes.get(4..)?.as_chunks::<4>().0 {
        if at >= end {
            break;
        }
        let offset = u32::from_le_bytes(*entry) as usize;
        if offset != 0 {
            end = end.min(offset);
        }
        at += 4;
    }
    let side = (end.checked_sub(4)? / 4).isqrt();
    (side > 0 && 4 + side * side * 4 == end).then_some(side as u32)
}

/// Reads a zone's shadow maps; the textures share one copy of the file's bytes. Bytes that belong to no block are counted,
/// see [`ShadowMaps::unused_bytes`].
/// `patches_per_side` is the zone's, see [`patches_per_side`] where only the file is at hand.
///
/// # Errors
/// Where the table is not the zone's (the first block does not follow it), blocks overlap or are shared, a place lies
/// outside its patch, or a texture cannot be read.
pub fn parse(bytes: &[u8], patches_per_side: u32) -> Result<ShadowMaps, NtfError> {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file, "shadow table");
    let version = reader.i32("version")?;
    if version != VERSION {
        return Err(reader.malformed(0, format!("version {version}"), "version 0"));
    }
    let table_at = reader.at();
    let blocks = read_table(&mut reader, patches_per_side)?;
    let mut patches = Vec::with_capacity(blocks.len());
    let (mut at, mut unused_bytes) = (reader.at(), 0);
    for block in blocks {
        let start = block.offset as usize;
        let gap = start.checked_sub(at).filter(|gap| *gap == 0 || !patches.is_empty());
        unused_bytes += gap.ok_or_else(|| {
            let found = format!("a block at byte {start}");
            reader.malformed(table_at + block.index as usize * 4, found, format!("the next block at byte {at}"))
        })?;
        let mut reader = Reader::starting_at(&file, start, "shadow block");
        // entries stand z outer, unlike all else
        let (x, z) = (block.index % patches_per_side, block.index / patches_per_side);
        patches.push(PatchShadows { x, z, maps: read_block(&file, &mut reader)? });
        at = reader.at();
    }
    unused_bytes += file.len() - at;
    Ok(ShadowMaps { patches_per_side, grid: grid_of(&patches), patches, unused_bytes })
}

/// A block of the file. Small: a file may claim one for each four of its bytes.
struct Block {
    offset: u32,
    /// Of its entry in the table.
    index: u32,
}

/// The table's entries that are in use, by their blocks' place in the file.
fn read_table(reader: &mut Reader<'_>, side: u32) -> Result<Vec<Block>, NtfError> {
    let start = reader.at();
    let bytes = (side as usize).checked_mul(side as usize * 4).filter(|bytes| *bytes <= reader.left());
    let Some(bytes) = bytes else {
        let found = format!("a table of at most {} entries", reader.left() / 4);
        return Err(reader.malformed(start, found, format!("the {side} x {side} patches of the zone")));
    };
    let table = reader.take(bytes, "table")?.as_chunks::<4>().0;
    let offsets = || table.iter().map(|entry| u32::from_le_bytes(*entry));
    let mut blocks = Vec::with_capacity(offsets().filter(|offset| *offset != 0).count());
    let entries = (0..).zip(offsets()).filter(|(_, offset)| *offset != 0);
    blocks.extend(entries.map(|(index, offset)| Block { offset, index }));
    blocks.sort_unstable_by_key(|block| (block.offset, block.index));
    Ok(blocks)
}

fn read_block(file: &Arc<[u8]>, reader: &mut Reader<'_>) -> Result<Vec<ShadowMap>, NtfError> {
    let at = reader.at();
    let count = reader.count(MIN_MAP_BYTES, "shadow textures")?;
    if count > MAX_MAPS {
        return Err(reader.malformed(at, format!("{count} shadow textures"), format!("at most {MAX_MAPS} in a patch")));
    }
    let mut maps = Vec::with_capacity(count);
    for _ in 0..count {
        reader.enter("shadow block");
        let (x, z) = (read_place(reader, "x")?, read_place(reader, "z")?);
        maps.push(ShadowMap { x, z, texture: read_shared(file, reader)?.0 });
    }
    Ok(maps)
}

fn read_place(reader: &mut Reader<'_>, what: &str) -> Result<u32, NtfError> {
    let at = reader.at();
    let place = reader.u32(what)?;
    if place > 7 {
        return Err(reader.malformed(at, format!("{what} {}", place as i32), "a place of 0 to 7 in the patch"));
    }
    Ok(place)
}
