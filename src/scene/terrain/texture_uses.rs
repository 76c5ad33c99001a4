//! Usage of tile textures: number of tiles, and the next tile with a texture.
//!
//! Only drawn textures count: the tile is "full", and a second texture needs a first one.

use crate::platform::parallel::*;

use crate::formats::gtd::{Gtd, MapRecord, PackedTile};
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::space::{PATCH_TILES, TileId};
use crate::scene::terrain::layers::Layers;

/// Number of tiles that show each texture of the zone's table, in its order.
pub fn counts(gtd: &Gtd) -> Vec<u32> {
    alone_and_paired(gtd).into_iter().map(|[alone, paired]| alone + paired).collect()
}

/// Number of tiles on which each texture of the zone's table is the only one, and on which it is one of two.
pub fn alone_and_paired(gtd: &Gtd) -> Vec<[u32; 2]> {
    let (side, textures) = (gtd.map_size() as usize, gtd.textures().reachable().len());
    let drawn = gtd.records().par_chunks(side.max(1)).take(side.saturating_sub(1));
    let column = |mut counts: Vec<[u32; 2]>, records: &[MapRecord]| {
        for record in &records[..side - 1] {
            let is_paired = matches!(Layers::of(record.tile(), textures), Layers::Two(..));
            for texture in shown(record.tile(), textures).into_iter().flatten() {
                counts[usize::from(texture)][usize::from(is_paired)] += 1;
            }
        }
        counts
    };
    let add = |mut a: Vec<[u32; 2]>, b: Vec<[u32; 2]>| {
        a.iter_mut().flatten().zip(b.into_iter().flatten()).for_each(|(a, b)| *a += b);
        a
    };
    fold(drawn, || vec![[0; 2]; textures], column, add)
}

/// The distinct textures of a tile.
fn shown(tile: PackedTile, textures: usize) -> [Option<u16>; 2] {
    match Layers::of(tile, textures) {
        Layers::ColorMap => [None; 2],
        Layers::One(layer) => [Some(layer.texture), None],
        Layers::Two(first, second) => {
            [Some(first.texture), Some(second.texture).filter(|second| *second != first.texture)]
        }
    }
}

/// The next tile with a texture, in another patch than that of `after` where possible: patches are searched from the
/// following one on, wrapping to the first. None where no tile shows the texture.
pub fn next_place(gtd: &Gtd, texture: u16, after: Option<TileId>) -> Option<TileId> {
    let side = gtd.patches_per_side();
    let count = side * side;
    let textures = gtd.textures().reachable().len();
    let start = after.map_or(0, |tile| tile.patch().x * side + tile.patch().z + 1);
    (0..count).find_map(|step| {
        let patch = (start + step) % count;
        let (x0, z0) = (patch / side * PATCH_TILES, patch % side * PATCH_TILES);
        let tiles = (0..PATCH_TILES * PATCH_TILES).map(|i| TileId { x: x0 + i / PATCH_TILES, z: z0 + i % PATCH_TILES });
        let shows = |tile: &TileId| shown(gtd.record(tile.x, tile.z).tile(), textures).contains(&Some(texture));
        tiles.into_iter().find(shows)
    })
}

/// Longest side of [`lit_tiles`] in texels.
const LIT_PX: u32 = 2048;

/// Mask of the tiles with a texture: a texel per tile, or per square of tiles in large zones, with their share of it;
/// row 0 in the north.
pub fn lit_tiles(gtd: &Gtd, texture: u16) -> MipImage {
    lit_within(gtd, texture, LIT_PX)
}

/// As [`lit_tiles`], with at most `most_px` texels a side.
fn lit_within(gtd: &Gtd, texture: u16, most_px: u32) -> MipImage {
    let tiles = gtd.tiles_per_side().max(1);
    let a_texel = tiles.div_ceil(most_px).next_power_of_two() as usize;
    let (side, all) = ((tiles as usize).div_ceil(a_texel), a_texel * a_texel);
    let textures = gtd.textures().reachable().len();
    let shows = |record: &MapRecord| {
        let tile = record.tile();
        (tile.tex1() == texture || tile.tex2() == texture) && shown(tile, textures).contains(&Some(texture))
    };
    // Records are stored by column: from the south to the north, then from the west to the east.
    let columns = gtd.records().chunks_exact(gtd.map_size() as usize).take(tiles as usize);
    let columns: Vec<&[MapRecord]> = columns.map(|column| &column[..tiles as usize]).collect();
    let strips: Vec<Vec<u8>> = columns
        .par_chunks(a_texel)
        .map(|strip| {
            let mut counts = vec![0; side];
            for column in strip {
                for (count, records) in counts.iter_mut().zip(column.chunks(a_texel)) {
                    *count += records.iter().filter(|record| shows(record)).count();
                }
            }
            counts.into_iter().map(|count: usize| (count * 255).div_ceil(all) as u8).collect()
        })
        .collect();
    let mut texels = vec![0; side * side];
    texels.par_chunks_mut(side).enumerate().for_each(|(row, texels)| {
        texels.iter_mut().zip(&strips).for_each(|(texel, strip)| *texel = strip[side - 1 - row]);
    });
    MipImage::new(side as u32, side as u32, Texel::R8, texels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord, Source, TextureTable, TileTexture};

    /// Four textures on 16 x 16 tiles; the last vertex column claims a texture but has no tile.
    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "uses"), 17);
        let tiles = (0..4).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        let none = PackedTile::NO_TEXTURE;
        draft.records.fill(MapRecord::new(0.0, PackedTile::pack(true, 0, 0, none, none)));
        for (x, z, full, tex1, tex2) in
            [(1, 1, true, 0, none), (2, 1, true, 0, 0), (3, 9, true, 1, 0), (9, 9, false, 1, 1), (16, 3, true, 2, none)]
        {
            draft.records[x * 17 + z] = MapRecord::new(0.0, PackedTile::pack(full, 0, 0, tex1, tex2));
        }
        draft.records[17 + 12] = MapRecord::new(0.0, PackedTile::pack(true, 0, 0, none, 3));
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    #[test]
    fn tiles_count_once_and_only_where_they_are_drawn() {
        assert_eq!(counts(&zone()), [3, 1, 0, 0]);
    }

    #[test]
    fn lit_tiles_are_where_the_texture_is_shown() {
        let picture = lit_tiles(&zone(), 0);
        assert_eq!((picture.width, picture.height), (16, 16));
        let lit: Vec<usize> = (0..256).filter(|&i| picture.levels[0][i] == 255).collect();
        // tiles 1,1 and 2,1 in the last row but one, 3,9 seven rows from the top
        assert_eq!(lit, [6 * 16 + 3, 14 * 16 + 1, 14 * 16 + 2]);
        assert!(lit_tiles(&zone(), 2).levels[0].iter().all(|&share| share == 0));
    }

    #[test]
    fn texels_of_large_zones_have_the_share_of_their_tiles() {
        let picture = lit_within(&zone(), 0, 5);
        assert_eq!((picture.width, picture.height), (4, 4), "four by four tiles a texel");
        // tiles 1,1 and 2,1 in the south-western texel, 3,9 two texels north of it
        let mut expected = [0; 16];
        (expected[12], expected[4]) = (32, 16);
        assert_eq!(picture.levels[0], expected);
    }

    #[test]
    fn the_next_place_is_in_another_patch_and_comes_round() {
        let zone = zone();
        let first = next_place(&zone, 0, None).unwrap();
        assert_eq!(first, TileId { x: 1, z: 1 });
        let second = next_place(&zone, 0, Some(first)).unwrap();
        assert_eq!(second, TileId { x: 3, z: 9 });
        assert_eq!(next_place(&zone, 0, Some(second)), Some(first));
        assert_eq!(next_place(&zone, 1, Some(second)), Some(second), "the only place is found again");
        assert_eq!(next_place(&zone, 2, None), None);
    }
}
