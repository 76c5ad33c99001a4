//! Picture of a difference: the newer zone's map, faded, with glowing changed tiles. The window shows the same glow on the
//! ground.
//!
//! Row 0 is the northernmost, column 0 the westernmost; rows are composed in strips, so that zones of any size need
//! little memory. Orange: the tile looks different. Blue: a height at its corners has changed. Green: its grass has
//! changed. Violet: only stored values that are not drawn have, the bounding sphere of a patch with the same heights
//! among them.

use std::collections::HashSet;

use super::marks::Marks;
use super::{Difference, ObjectDifference};
use crate::scene::modes::palette::changes;
use crate::scene::modes::pictures::PICTURE_PX;
use crate::scene::numbers::{floor_i64, round_u8};
use crate::scene::raster::compose::Composer;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::space::{PATCH_TILES, TILE_M, TileId};

/// Rows of tiles per strip.
const STRIP_TILES: u32 = 16;
/// Saturation of the faded map.
const COLOR_LEFT: f32 = 0.25;
/// Brightness of the faded map.
const BRIGHTNESS: f32 = 0.7;
/// Colors of tiles that look different, and of tiles with changes of their heights, grass, and other stored values only.
const GLOWS: [[u8; 3]; 4] = [changes::TILES, changes::HEIGHTS, changes::GRASS, changes::STORED];
/// Opacity of the glow; the map remains visible for orientation.
const GLOW_OVER_MAP: f32 = 0.7;
/// The same on the ground in the window, whose textures are compared there.
const GLOW_OVER_GROUND: f32 = 0.5;
/// Radius of the glow, in tiles.
const REACH: i64 = 3;

/// Glow of each tile, x outer, 0 to 255.
pub(super) struct Glow {
    side: u32,
    strength: Vec<u8>,
}

impl Glow {
    /// Glow of tiles: full on them, fading around them.
    pub(super) fn new(side: u32, tiles: impl Iterator<Item = TileId>) -> Glow {
        let mut glow = Glow { side, strength: vec![0; side as usize * side as usize] };
        for tile in tiles {
            for dx in -REACH..=REACH {
                for dz in -REACH..=REACH {
                    glow.raise(i64::from(tile.x) + dx, i64::from(tile.z) + dz, falloff(dx, dz));
                }
            }
        }
        glow
    }

    fn raise(&mut self, x: i64, z: i64, strength: u8) {
        if let Some(index) = self.index(x, z) {
            let at = &mut self.strength[index];
            *at = strength.max(*at);
        }
    }

    fn at(&self, x: i64, z: i64) -> f32 {
        self.index(x, z).map_or(0.0, |index| f32::from(self.strength[index]) / 255.0)
    }

    fn index(&self, x: i64, z: i64) -> Option<usize> {
        let inside = |at: i64| u32::try_from(at).ok().filter(|at| *at < self.side);
        Some((inside(x)? * self.side + inside(z)?) as usize)
    }

    /// A changed tile's own value; around it, blended between tile centers.
    fn between(&self, x: f32, z: f32) -> f32 {
        let own = self.at(floor_i64(x), floor_i64(z));
        if own == 1.0 {
            return own;
        }
        let (x, z) = (x - 0.5, z - 0.5);
        let (west, south) = (x.floor(), z.floor());
        let (u, v) = (x - west, z - south);
        let at = |dx: i64, dz: i64| self.at(floor_i64(west) + dx, floor_i64(south) + dz).min(0.8);
        (at(0, 0) * (1.0 - u) + at(1, 0) * u) * (1.0 - v) + (at(0, 1) * (1.0 - u) + at(1, 1) * u) * v
    }
}

/// Strength at a distance in tiles.
fn falloff(dx: i64, dz: i64) -> u8 {
    let distance = ((dx * dx + dz * dz) as f32).sqrt();
    match distance {
        0.0 => 255,
        d => round_u8((150.0 * (1.0 - d / (REACH as f32 + 1.0)).max(0.0)).floor()),
    }
}

/// Draws the picture, with marks of changed objects, and passes it to `sink` in strips of R, G, B rows from the north. `composer` is that of the newer
/// zone, whose size the picture has.
///
/// # Errors
/// Those of the sink.
pub fn draw<E>(
    difference: &Difference,
    objects: Option<&ObjectDifference>,
    composer: &Composer<'_>,
    sink: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    draw_glowing(&glows(difference, composer.tiles_per_side()), objects, composer, sink)
}

/// Kinds of changes by importance: color, and the tiles that glow in it.
pub(super) type Glows = [([f32; 3], Glow)];

/// The glow of a difference on the ground, as premultiplied colors with row 0 in the north; none if nothing glows. A texel is
/// a tile; in very large zones, several.
pub fn glow_on_ground(difference: &Difference) -> Option<MipImage> {
    let side = difference.map_size[0].saturating_sub(1);
    difference.heights.as_ref()?;
    glow_image(&glows(difference, side), side)
}

/// An image of glows, as that of [`glow_on_ground`].
pub(super) fn glow_image(glows: &Glows, side: u32) -> Option<MipImage> {
    if glows.iter().all(|(_, glow)| glow.strength.iter().all(|strength| *strength == 0)) {
        return None;
    }
    let a_texel = side.max(1).div_ceil(PICTURE_PX).next_power_of_two();
    let texels = side.max(1).div_ceil(a_texel);
    let tiles = i64::from(a_texel);
    let places = (0..texels).rev().flat_map(|row| (0..texels).map(move |column| [column, row].map(i64::from)));
    let image = places.map(|[column, row]| {
        let strength = |glow: &Glow| {
            let tiles = (0..tiles).flat_map(|x| (0..tiles).map(move |z| (column * tiles + x, row * tiles + z)));
            tiles.map(|(x, z)| glow.at(x, z)).fold(0.0, f32::max)
        };
        glowing_texel(glows.iter().map(|(color, glow)| (*color, strength(glow))))
    });
    let image: Vec<[u8; 4]> = image.collect();
    Some(MipImage::new(texels, texels, Texel::Rgba8, image.into_flattened()))
}

/// A premultiplied color of glows by importance: the first kind of change of the tile itself, or all around it.
fn glowing_texel(glows: impl DoubleEndedIterator<Item = ([f32; 3], f32)> + Clone) -> [u8; 4] {
    let own = glows.clone().find(|(_, strength)| *strength == 1.0);
    let mut rgba = [0.0_f32; 4];
    let mut add = |(color, strength): ([f32; 3], f32)| {
        let opacity = strength * GLOW_OVER_GROUND;
        let above = [color[0], color[1], color[2], 255.0];
        rgba = std::array::from_fn(|i| rgba[i] * (1.0 - opacity) + above[i] * opacity);
    };
    match own {
        Some(own) => add(own),
        None => glows.rev().for_each(add),
    }
    rgba.map(round_u8)
}

/// Draws the faded map with any glows.
pub(super) fn draw_glowing<E>(
    glows: &Glows,
    objects: Option<&ObjectDifference>,
    composer: &Composer<'_>,
    mut sink: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let side = composer.tiles_per_side();
    let px = composer.side_px() / side;
    let extent_m = side as f32 * TILE_M;
    let marks = objects.map(|objects| Marks::new(objects, composer.side_px(), extent_m));
    let mut north = side;
    while north > 0 {
        let south = north.saturating_sub(STRIP_TILES);
        let mut rgb = vec![0; composer.picture_bytes(side, north - south)];
        composer.compose(0..side, south..north, &mut rgb);
        let (pixels, _) = rgb.as_chunks_mut::<3>();
        for (row, pixels) in pixels.chunks_exact_mut((side * px) as usize).enumerate() {
            let z = north as f32 - (row as f32 + 0.5) / px as f32;
            for (column, pixel) in pixels.iter_mut().enumerate() {
                let x = (column as f32 + 0.5) / px as f32;
                *pixel = glowing(faded(*pixel), glows, x, z);
            }
        }
        if let Some(marks) = &marks {
            marks.draw(pixels, (side - north) * px);
        }
        sink(&rgb)?;
        north = south;
    }
    Ok(())
}

fn glows(difference: &Difference, side: u32) -> Vec<([f32; 3], Glow)> {
    let tiles = difference.tiles.iter().flat_map(|tiles| &tiles.changed).copied();
    let around = tiles_around(difference.heights.iter().flat_map(|heights| &heights.changed));
    let grass = difference.grass.iter().flatten().copied();
    let mut raised = HashSet::new();
    for vertex in difference.heights.iter().flat_map(|heights| &heights.changed) {
        // Vertices between patches belong to all of them.
        let patches = |at: u32| at.saturating_sub(1) / PATCH_TILES..=at / PATCH_TILES;
        patches(vertex.x).for_each(|x| raised.extend(patches(vertex.z).map(|z| (x, z))));
    }
    let patches = difference.patch_bounds.iter().flatten().filter(|patch| !raised.contains(&(patch.x, patch.z)));
    let patches = patches.flat_map(|patch| {
        let tiles = |at: u32| at * PATCH_TILES..(at + 1) * PATCH_TILES;
        tiles(patch.x).flat_map(move |x| tiles(patch.z).map(move |z| TileId { x, z }))
    });
    let stored = difference.tiles.iter().flat_map(|tiles| &tiles.stored_only).copied().chain(patches);
    let inside = |tile: &TileId| tile.x < side && tile.z < side;
    // The last row and column have no tile: their grass and values are shown on the map's edge.
    let clamped = |tile: TileId| TileId { x: tile.x.min(side - 1), z: tile.z.min(side - 1) };
    let glows = [
        Glow::new(side, tiles),
        Glow::new(side, around.filter(inside)),
        Glow::new(side, grass.map(clamped)),
        Glow::new(side, stored.map(clamped)),
    ];
    GLOWS.map(|color| color.map(f32::from)).into_iter().zip(glows).collect()
}

/// The up to four tiles around each vertex; those of the last vertices are beyond the map.
pub(super) fn tiles_around<'a>(vertices: impl Iterator<Item = &'a TileId>) -> impl Iterator<Item = TileId> {
    vertices.flat_map(|vertex| {
        let tile = |dx: u32, dz: u32| Some(TileId { x: vertex.x.checked_sub(dx)?, z: vertex.z.checked_sub(dz)? });
        [tile(0, 0), tile(1, 0), tile(0, 1), tile(1, 1)].into_iter().flatten()
    })
}

/// Nearly gray, and darker.
fn faded(rgb: [u8; 3]) -> [f32; 3] {
    let [r, g, b] = rgb.map(f32::from);
    let gray = 0.299 * r + 0.587 * g + 0.114 * b;
    [r, g, b].map(|channel| (gray + (channel - gray) * COLOR_LEFT) * BRIGHTNESS)
}

fn glowing(mut rgb: [f32; 3], glows: &Glows, x: f32, z: f32) -> [u8; 3] {
    // The first kind of change of the tile itself hides the others, and the light of tiles around it.
    let own = glows.iter().position(|(_, glow)| glow.between(x, z) == 1.0);
    for (index, (color, glow)) in glows.iter().enumerate().rev() {
        if own.is_none_or(|own| own == index) {
            let strength = glow.between(x, z);
            rgb = std::array::from_fn(|i| rgb[i] + (color[i] - rgb[i]) * strength * GLOW_OVER_MAP);
        }
    }
    rgb.map(round_u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::compare;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};
    use crate::scene::raster::compose::{NeutralBase, TilePictures};
    use crate::scene::raster::placeholder::Placeholders;

    #[test]
    fn changed_tiles_glow_and_far_ones_are_faded() {
        let mut draft = Draft::flat(Header::headerless(), 17);
        let a = Gtd::parse(draft.encode().unwrap()).unwrap();
        draft.records[3 * 17 + 4] = MapRecord::new(0.0, PackedTile::pack(false, 0, 0, 1023, 1023));
        let b = Gtd::parse(draft.encode().unwrap()).unwrap();
        let pictures = TilePictures::new(&[], &Placeholders::default(), 4);
        let composer = Composer::new(b.records(), 17, &pictures, &NeutralBase);
        let mut rgb = Vec::new();
        draw(&compare(&a, &b), None, &composer, |rows| {
            rgb.extend_from_slice(rows);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(rgb.len(), 64 * 64 * 3);
        let at = |x: usize, z: usize| &rgb[((63 - z * 4) * 64 + x * 4) * 3..][..3];
        assert!(at(3, 4)[0] > 190 && at(3, 4)[2] < 60, "{:?}", at(3, 4));
        assert!(at(5, 4)[0] > at(12, 12)[0] + 20, "{:?}", at(5, 4));
        assert_eq!(at(12, 12), faded([110, 110, 104]).map(round_u8));
    }

    #[test]
    fn each_kind_of_change_has_its_color() {
        let mut draft = Draft::flat(Header::headerless(), 33);
        let a = Gtd::parse(draft.encode().unwrap()).unwrap();
        let at = |x: usize, z: usize| x * 33 + z;
        draft.records[at(4, 4)] = MapRecord::new(0.0, PackedTile::pack(false, 0, 0, 1023, 1023));
        draft.records[at(4, 20)] = MapRecord::new(1.0, draft.records[at(4, 20)].tile());
        draft.grass_mask[at(20, 4)] = 1;
        draft.records[at(28, 32)] = MapRecord::new(0.0, PackedTile::pack(true, 3, 0, 1023, 1023));
        // The patch of the raised vertex is blue there, and not violet around it.
        draft.patch_bounds[2] = crate::formats::gtd::PatchBounds::new(0.0, 99.0);
        draft.patch_bounds[2 * 4 + 2] = crate::formats::gtd::PatchBounds::new(0.0, 99.0);
        let b = Gtd::parse(draft.encode().unwrap()).unwrap();
        let glows = glows(&compare(&a, &b), 32);
        let colored = |x: f32, z: f32| glowing([100.0; 3], &glows, x + 0.5, z + 0.5);
        let full = |color: [u8; 3]| color.map(|c| round_u8(100.0 + (f32::from(c) - 100.0) * GLOW_OVER_MAP));
        assert_eq!(colored(4.0, 4.0), full(GLOWS[0]));
        assert_eq!(colored(3.0, 20.0), full(GLOWS[1]));
        assert_eq!(colored(20.0, 4.0), full(GLOWS[2]));
        assert_eq!(colored(28.0, 31.0), full(GLOWS[3]));
        assert_eq!((colored(16.0, 16.0), colored(23.0, 23.0)), (full(GLOWS[3]), full(GLOWS[3])));
        assert_eq!(colored(28.0, 8.0), [100; 3]);
        assert_eq!(colored(0.0, 16.0), [100; 3]);
        // On the ground a tile has the color of its change, and those around it less of it.
        let ground = glow_image(&glows, 32).expect("it glows");
        let texel = |x: usize, z: usize| &ground.levels[0][((31 - z) * 32 + x) * 4..][..4];
        let half = |color: [u8; 3]| color.map(|c| round_u8(f32::from(c) * GLOW_OVER_GROUND));
        for (x, z, color) in [(4, 4, GLOWS[0]), (3, 20, GLOWS[1]), (20, 4, GLOWS[2]), (16, 16, GLOWS[3])] {
            assert_eq!((&texel(x, z)[..3], texel(x, z)[3]), (&half(color)[..], 128), "{x}, {z}");
        }
        assert!((10..120).contains(&texel(6, 4)[3]) && texel(28, 8) == [0; 4]);
        assert_eq!(glow_on_ground(&compare(&b, &b)), None);
    }
}
