//! Stored and derived values of one tile, for the inspector and for copied diagnostics.
//!
//! Raw values of the file; heights may be any float. Meters, degrees; indices are x outer.

use crate::formats::gtd::fields::MAP_RECORD;
use crate::formats::gtd::{PackedTile, PatchBounds, SectionId};
use crate::scene::space::{PatchId, TILE_M, TileId, splits_along_sw_ne};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::layers::{Orientation, TileLayer};

/// Values of a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct TileFacts {
    /// Indices of the tile.
    pub tile: TileId,
    /// Indices of the patch that contains it.
    pub patch: PatchId,
    /// Raw heights in meters at the SW, SE, NW and NE corner.
    pub corners_m: [f32; 4],
    /// Slopes in degrees of the southern and the northern triangle.
    pub slopes_deg: [f32; 2],
    /// The tile's packed word, as stored.
    pub packed: PackedTile,
    /// Byte offset of its record in the file.
    pub offset: u64,
    /// The two textures; none where the table has no such entry.
    pub layers: [Option<TileLayer>; 2],
    /// Bits of the kinds of grass that may grow.
    pub grass: u8,
    /// Byte offset of the grass value in the file.
    pub grass_offset: u64,
    /// Stored bounding sphere of the patch.
    pub bounds: PatchBounds,
}

impl TileFacts {
    /// Collects the values of a tile; none outside the zone.
    pub fn of(ground: &Terrain, tile: TileId) -> Option<TileFacts> {
        let gtd = ground.gtd();
        if tile.x >= gtd.tiles_per_side() || tile.z >= gtd.tiles_per_side() {
            return None;
        }
        let patch = tile.patch();
        let record = gtd.record(tile.x, tile.z);
        let packed = record.tile();
        let height_m = |dx, dz| gtd.record(tile.x + dx, tile.z + dz).height_m();
        let (first, second) = gtd.layers_of(packed);
        let layer = |texture: Option<u16>, direction| {
            texture.map(|texture| TileLayer { texture, orientation: Orientation::new(direction) })
        };
        let index = u64::from(tile.x) * u64::from(gtd.map_size()) + u64::from(tile.z);
        Some(TileFacts {
            tile,
            patch,
            corners_m: [height_m(0, 0), height_m(1, 0), height_m(0, 1), height_m(1, 1)],
            slopes_deg: slopes_deg(&ground.heights(), tile),
            packed,
            offset: record_offset(ground, tile),
            layers: [layer(first, packed.dir1()), layer(second, packed.dir2())],
            grass: gtd.grass_mask().get(index as usize).copied().unwrap_or_default(),
            grass_offset: section_offset(ground, SectionId::Grass) + index,
            bounds: *gtd.patch_bounds().get((patch.x * gtd.patches_per_side() + patch.z) as usize)?,
        })
    }
}

/// Byte offset of a tile's record in the file.
pub fn record_offset(ground: &Terrain, tile: TileId) -> u64 {
    let gtd = ground.gtd();
    let index = u64::from(tile.x) * u64::from(gtd.map_size()) + u64::from(tile.z);
    let run = gtd.runs_of(SectionId::MapData).iter().find(|run| run.side > 0);
    run.map_or(0, |run| run.offset) + index * u64::from(MAP_RECORD.stride())
}

fn section_offset(ground: &Terrain, id: SectionId) -> u64 {
    ground.gtd().sections().iter().find(|section| section.id == id).map_or(0, |section| section.offset)
}

/// Slopes in degrees of a tile's southern and northern triangle.
fn slopes_deg(heights: &Heights, tile: TileId) -> [f32; 2] {
    let middle = |x: f32, z: f32| [(tile.x as f32 + x) * TILE_M, (tile.z as f32 + z) * TILE_M];
    let at = |[x, z]: [f32; 2]| slope_deg(heights, x, z).unwrap_or_default();
    match splits_along_sw_ne(tile.x, tile.z) {
        true => [at(middle(0.7, 0.3)), at(middle(0.3, 0.7))],
        false => [at(middle(0.3, 0.3)), at(middle(0.7, 0.7))],
    }
}

/// Slope in degrees of the drawn terrain at a place in meters; none outside the zone.
pub fn slope_deg(heights: &Heights, x_m: f32, z_m: f32) -> Option<f32> {
    let [east, north] = heights.gradient(x_m, z_m)?;
    Some(libm::atanf(libm::hypotf(east, north)).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord};

    fn ground() -> Terrain {
        let mut draft = Draft::flat(Header::versioned(1, "facts"), 17);
        let tile = PackedTile::pack(true, 5, 9, 3, 1023);
        draft.records.fill(MapRecord::new(2.0, PackedTile::default()));
        // the vertex at (6, 4): south-west corner of tile (6, 4)
        draft.records[6 * 17 + 4] = MapRecord::new(6.0, tile);
        draft.grass_mask[6 * 17 + 4] = 0b101;
        draft.refresh_bounds();
        Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap())
    }

    #[test]
    fn facts_are_those_of_the_file() {
        let ground = ground();
        let facts = TileFacts::of(&ground, TileId { x: 6, z: 4 }).unwrap();
        assert_eq!(facts.corners_m, [6.0, 2.0, 2.0, 2.0]);
        assert_eq!(facts.patch, PatchId { x: 0, z: 0 });
        assert_eq!(facts.grass, 0b101);
        assert_eq!(facts.layers, [None, None], "the zone has no tile texture 3");
        let gtd = ground.gtd();
        let (_, field) = gtd.field_map().field_at(facts.offset + 4).unwrap();
        assert_eq!((field.field.name, field.offset), ("tile", facts.offset + 4));
        assert_eq!(field.raw(gtd.bytes()), Some(&facts.packed.0.to_le_bytes()[..]));
        assert_eq!(gtd.bytes()[facts.grass_offset as usize], 0b101);
        assert_eq!(TileFacts::of(&ground, TileId { x: 16, z: 0 }), None);
    }

    #[test]
    fn slopes_are_those_of_the_triangles() {
        let ground = ground();
        // (6 + 4) is even: split from SW to NE; the raised SW corner falls 4 m on 4 m along one side of each triangle
        let facts = TileFacts::of(&ground, TileId { x: 6, z: 4 }).unwrap();
        assert_eq!(facts.slopes_deg, [45.0, 45.0]);
        // the tile to the west has it as its SE corner and is split from SE to NW: both triangles touch it
        let west = TileFacts::of(&ground, TileId { x: 5, z: 4 }).unwrap();
        assert_eq!(west.slopes_deg, [45.0, 45.0]);
        // the tile to the south-west has it as its NE corner
        let south_west = TileFacts::of(&ground, TileId { x: 5, z: 3 }).unwrap();
        assert_eq!(south_west.slopes_deg, [45.0, 45.0]);
        let flat = TileFacts::of(&ground, TileId { x: 9, z: 9 }).unwrap();
        assert_eq!(flat.slopes_deg, [0.0, 0.0]);
        assert_eq!(slope_deg(&ground.heights(), -1.0, 0.0), None);
    }
}
