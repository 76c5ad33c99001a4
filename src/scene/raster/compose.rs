//! Top-down terrain composition on the CPU: for exports and the composed color map, and as the reference for the GPU's
//! map.
//!
//! Pixels are R, G, B bytes, gamma-encoded as stored; unlit and unfiltered: at the pixel size of a stored level, that
//! level is reproduced texel for texel. Row 0 of every picture is the northernmost, column 0 the westernmost.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::platform::parallel::*;

use crate::formats::gtd::MapRecord;
use crate::formats::ntf::{Texture, mips::halve};
use crate::scene::raster::placeholder::{PLACEHOLDER_PX, Placeholders, placeholder_rgba8};
use crate::scene::terrain::layers::{Layers, TileLayer};

/// Neutral color where neither tile textures nor a color map are available.
pub const NEUTRAL_RGB: [u8; 3] = [110, 110, 104];

/// Tile textures decoded at one size.
#[derive(Clone, Debug)]
pub struct TilePictures {
    side_px: u32,
    pictures: Vec<Arc<[[u8; 4]]>>,
}

impl TilePictures {
    /// Decodes tile textures at `side_px` pixels a side (a power of two, 1 to 128 or more): the stored level of that
    /// size, else the next larger one averaged down, else the largest enlarged. Missing textures become
    /// their placeholders. Clones of a texture share one picture.
    pub fn new(textures: &[Option<&Texture>], placeholders: &Placeholders, side_px: u32) -> TilePictures {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut distinct: Vec<&Texture> = Vec::new();
        let mut of_texture = Vec::with_capacity(textures.len());
        for texture in textures {
            of_texture.push(texture.map(|texture| {
                *numbers.entry(texture.address()).or_insert_with(|| {
                    distinct.push(texture);
                    distinct.len() - 1
                })
            }));
        }
        let decoded: Vec<Arc<[[u8; 4]]>> =
            distinct.par_iter().map(|texture| decode_at(texture, side_px).into()).collect();
        let mut of_color: HashMap<[u8; 3], Arc<[[u8; 4]]>> = HashMap::new();
        let mut placeholder = |texture: usize| {
            let color = placeholders.color(texture);
            of_color.entry(color).or_insert_with(|| placeholder_at(color, side_px).into()).clone()
        };
        let picture = |(texture, number): (usize, Option<usize>)| {
            number.map_or_else(|| placeholder(texture), |number| decoded[number].clone())
        };
        TilePictures { side_px, pictures: of_texture.into_iter().enumerate().map(picture).collect() }
    }

    /// Side of every picture in pixels.
    pub fn side_px(&self) -> u32 {
        self.side_px
    }

    /// Pixels of a texture, R, G, B, A rows from the top; `None` outside the table.
    pub fn picture(&self, texture: u16) -> Option<&[[u8; 4]]> {
        self.pictures.get(usize::from(texture)).map(|picture| &picture[..])
    }

    /// Number of textures in the table.
    pub fn count(&self) -> usize {
        self.pictures.len()
    }
}

fn placeholder_at(color: [u8; 3], side_px: u32) -> Vec<[u8; 4]> {
    resize(placeholder_rgba8(color), PLACEHOLDER_PX, PLACEHOLDER_PX, side_px)
}

fn decode_at(texture: &Texture, side_px: u32) -> Vec<[u8; 4]> {
    let large_enough = |level: &usize| texture.level(*level).is_some_and(|l| l.width >= side_px && l.height >= side_px);
    let level = (0..texture.level_count()).rev().find(large_enough).unwrap_or(0);
    let (width, height) = texture.level(level).map_or((1, 1), |l| (l.width, l.height));
    resize(texture.decode_rgba8(level), width, height, side_px)
}

/// Averages a picture down to a square, or repeats its pixels up to it.
fn resize(mut rgba: Vec<u8>, mut width: u32, mut height: u32, side_px: u32) -> Vec<[u8; 4]> {
    while width >= side_px * 2 && height >= side_px * 2 {
        let half = halve(width, height, &rgba);
        (width, height, rgba) = (half.width, half.height, half.data);
    }
    let (px, _) = rgba.as_chunks::<4>();
    if (width, height) == (side_px, side_px) {
        return px.to_vec();
    }
    let at = |i: u32| px[((i / side_px * height / side_px) * width + i % side_px * width / side_px) as usize];
    (0..side_px * side_px).map(at).collect()
}

/// Color source of tiles without a first layer.
pub trait BaseLayer: Sync {
    /// The color at a pixel of the tile whose south-west vertex is (x, z): `column` from the west and `row` from the
    /// north, of `side_px` pixels a tile.
    fn pixel(&self, x: u32, z: u32, column: u32, row: u32, side_px: u32) -> [u8; 3];
}

/// The neutral ground: [`NEUTRAL_RGB`] everywhere.
pub struct NeutralBase;

impl BaseLayer for NeutralBase {
    fn pixel(&self, _: u32, _: u32, _: u32, _: u32, _: u32) -> [u8; 3] {
        NEUTRAL_RGB
    }
}

/// Composes the terrain of a zone from its tile textures.
#[derive(Clone, Copy)]
pub struct Composer<'a> {
    records: &'a [MapRecord],
    map_size: usize,
    pictures: &'a TilePictures,
    base: &'a dyn BaseLayer,
}

impl<'a> Composer<'a> {
    /// Prepares `map_size` x `map_size` records, x outer, with all tile textures of the zone.
    ///
    /// # Panics
    /// If the records are not that many, or the map has no tile.
    pub fn new(
        records: &'a [MapRecord],
        map_size: u32,
        pictures: &'a TilePictures,
        base: &'a dyn BaseLayer,
    ) -> Composer<'a> {
        let map_size = map_size as usize;
        assert!(map_size > 1 && records.len() == map_size * map_size, "{map_size} squared records");
        Composer { records, map_size, pictures, base }
    }

    /// Tiles along a side.
    pub fn tiles_per_side(&self) -> u32 {
        self.map_size as u32 - 1
    }

    /// Side of the whole picture in pixels.
    pub fn side_px(&self) -> u32 {
        self.tiles_per_side() * self.pictures.side_px
    }

    /// Bytes of a picture of `tiles_x` x `tiles_z` tiles.
    pub fn picture_bytes(&self, tiles_x: u32, tiles_z: u32) -> usize {
        (self.pictures.side_px as usize).pow(2) * tiles_x as usize * tiles_z as usize * 3
    }

    /// Composes the tiles `xs` x `zs` as R, G, B rows; rows of tiles run in parallel on all cores. Large zones are
    /// composed in strips: all `xs`, a few `zs` at a time, the northernmost first.
    ///
    /// # Panics
    /// If a range leaves the zone, or the size of `rgb` is not [`Composer::picture_bytes`].
    pub fn compose(&self, xs: Range<u32>, zs: Range<u32>, rgb: &mut [u8]) {
        assert_eq!(rgb.len(), self.picture_bytes(xs.end - xs.start, zs.end - zs.start));
        assert!(xs.end <= self.tiles_per_side() && zs.end <= self.tiles_per_side());
        let row_bytes = self.picture_bytes(xs.end - xs.start, 1);
        if row_bytes == 0 {
            return;
        }
        rgb.par_chunks_mut(row_bytes).enumerate().for_each(|(i, row)| {
            self.compose_row(xs.clone(), zs.end - 1 - i as u32, row);
        });
    }

    /// One row of tiles.
    fn compose_row(&self, xs: Range<u32>, z: u32, rgb: &mut [u8]) {
        let stride_px = (xs.end - xs.start) as usize * self.pictures.side_px as usize;
        let (out, _) = rgb.as_chunks_mut::<3>();
        for (i, x) in xs.enumerate() {
            let mut canvas = TileCanvas { out, stride_px, tile: i, side_px: self.pictures.side_px as usize };
            let tile = self.records[x as usize * self.map_size + z as usize].tile();
            match Layers::of(tile, self.pictures.count()) {
                Layers::One(first) => canvas.cover(first, self.pictures),
                Layers::Two(first, second) => canvas.cover_twice(first, second, self.pictures),
                Layers::ColorMap => {
                    canvas.fill(|column, row| self.base.pixel(x, z, column as u32, row as u32, self.pictures.side_px));
                }
            }
        }
    }
}

/// The pixels of one tile within a row of tiles.
struct TileCanvas<'o> {
    out: &'o mut [[u8; 3]],
    stride_px: usize,
    tile: usize,
    side_px: usize,
}

/// A picture that is read in tile orientation.
struct Walked<'p> {
    picture: &'p [[u8; 4]],
    start: usize,
    east: isize,
    south: isize,
}

impl<'p> Walked<'p> {
    fn new(layer: TileLayer, pictures: &'p TilePictures) -> Walked<'p> {
        let (start, east, south) = layer.orientation.walk(pictures.side_px as usize);
        Walked { picture: &pictures.pictures[usize::from(layer.texture)], start, east, south }
    }

    fn row(&self, row: usize) -> impl Iterator<Item = [u8; 4]> {
        let mut at = self.start.wrapping_add_signed(row as isize * self.south);
        std::iter::from_fn(move || {
            let pixel = self.picture[at];
            // The step past the end is never read: the canvas ends the walk.
            at = at.wrapping_add_signed(self.east);
            Some(pixel)
        })
    }
}

impl TileCanvas<'_> {
    fn row(&mut self, row: usize) -> &mut [[u8; 3]] {
        &mut self.out[row * self.stride_px + self.tile * self.side_px..][..self.side_px]
    }

    fn cover(&mut self, layer: TileLayer, pictures: &TilePictures) {
        let walked = Walked::new(layer, pictures);
        for row in 0..self.side_px {
            for (out, [r, g, b, _]) in self.row(row).iter_mut().zip(walked.row(row)) {
                *out = [r, g, b];
            }
        }
    }

    /// Two layers: the saturated sum of their stored values.
    fn cover_twice(&mut self, first: TileLayer, second: TileLayer, pictures: &TilePictures) {
        let (first, second) = (Walked::new(first, pictures), Walked::new(second, pictures));
        for row in 0..self.side_px {
            for ((out, a), b) in self.row(row).iter_mut().zip(first.row(row)).zip(second.row(row)) {
                *out = [a[0].saturating_add(b[0]), a[1].saturating_add(b[1]), a[2].saturating_add(b[2])];
            }
        }
    }

    fn fill(&mut self, color: impl Fn(usize, usize) -> [u8; 3]) {
        for row in 0..self.side_px {
            for (column, out) in self.row(row).iter_mut().enumerate() {
                *out = color(column, row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::PackedTile;
    use crate::formats::ntf::PixelFormat;

    /// 3 x 3 records, x outer: four tiles. South-west: texture 0 unrotated; north-west: rotated clockwise; south-east:
    /// both added; north-east: none.
    fn records() -> Vec<MapRecord> {
        let tile = |dir1, tex1, tex2| MapRecord::new(0.0, PackedTile::pack(true, dir1, 0, tex1, tex2));
        let none = tile(0, 1023, 1023);
        vec![tile(0, 0, 1023), tile(1, 0, 1023), none, tile(0, 0, 1), none, none, none, none, none]
    }

    fn texture(rows: [[u8; 4]; 4]) -> Texture {
        let rgba: Vec<u8> = rows.into_iter().flatten().flat_map(|v| [v, v, v, 255]).collect();
        Texture::encode(&rgba, 4, 4, PixelFormat::A8R8G8B8, true)
    }

    fn compose(side_px: u32, xs: Range<u32>, zs: Range<u32>) -> Vec<u8> {
        let first = texture([[10, 20, 30, 40], [50; 4], [60; 4], [70, 80, 90, 250]]);
        let second = texture([[1; 4], [1; 4], [1; 4], [10; 4]]);
        let pictures = TilePictures::new(&[Some(&first), Some(&second)], &Placeholders::default(), side_px);
        let records = records();
        let composer = Composer::new(&records, 3, &pictures, &NeutralBase);
        let mut rgb = vec![0; composer.picture_bytes(xs.end - xs.start, zs.end - zs.start)];
        composer.compose(xs, zs, &mut rgb);
        rgb.into_iter().step_by(3).collect()
    }

    #[test]
    fn tiles_lie_north_up_turned_and_added() {
        let red = compose(4, 0..2, 0..2);
        let rows: Vec<&[u8]> = red.chunks(8).collect();
        // North-west: the first column, from the bottom, has become the first row.
        assert_eq!(rows[0], [70, 60, 50, 10, 110, 110, 110, 110]);
        assert_eq!(rows[3], [250, 60, 50, 40, 110, 110, 110, 110]);
        assert_eq!(rows[4], [10, 20, 30, 40, 11, 21, 31, 41]);
        assert_eq!(rows[7], [70, 80, 90, 250, 80, 90, 100, 255]);
    }

    #[test]
    fn strips_are_the_whole_picture() {
        let whole = compose(4, 0..2, 0..2);
        assert_eq!([compose(4, 0..2, 1..2), compose(4, 0..2, 0..1)].concat(), whole);
        let west: Vec<u8> = whole.chunks(8).flat_map(|row| &row[..4]).copied().collect();
        assert_eq!(compose(4, 0..1, 0..2), west);
        assert!(compose(4, 1..1, 0..2).is_empty());
    }

    #[test]
    fn other_sizes_are_averaged_or_repeated() {
        assert_eq!(compose(2, 0..1, 0..1), [33, 43, 68, 115]);
        assert_eq!(compose(8, 0..1, 0..1)[..8], [10, 10, 20, 20, 30, 30, 40, 40]);
    }

    #[test]
    fn missing_textures_show_their_placeholders() {
        let placeholders = Placeholders::default();
        let pictures = TilePictures::new(&[None], &placeholders, 1);
        let [r, g, b] = placeholders.color(0);
        let [pixel] = pictures.picture(0).unwrap() else { panic!("one pixel") };
        assert!([r, g, b, 255].iter().zip(pixel).all(|(a, b)| a.abs_diff(*b) <= 2), "{pixel:?}");
        assert_eq!(pictures.picture(1), None);
    }
}
