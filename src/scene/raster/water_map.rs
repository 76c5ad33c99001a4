//! Water of a zone from straight above, composed on the CPU: for the overview map, and as the reference for the GPU's.
//!
//! The result lies over the color map. Where the terrain is above the water it is transparent: each texel compares the
//! surfaces with the full-detail terrain at its middle.

use crate::platform::parallel::*;
use crate::scene::Water;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::Terrain;
use crate::scene::water::{WaterPoint, lava};
use glam::{Vec2, Vec3, Vec4};

/// Maximum number of texels that are compared with triangles; real zones need some millions. Beyond it the remaining
/// triangles are left out.
const MAX_TEXELS: u64 = 1 << 28;

/// Lower limit of the mean brightness of textures, which is a divisor.
const SMALLEST: f32 = 1e-3;

/// Water over a whole zone: a square of premultiplied R, G, B, A texels, row 0 in the north.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaterMap {
    /// Texels on a side.
    pub side_px: u32,
    /// Texels, row by row.
    pub rgba: Vec<u8>,
}

/// A texel while triangles are drawn: premultiplied color, and the height of what is seen.
#[derive(Clone, Copy)]
struct Texel {
    color: Vec4,
    height_m: f32,
}

struct WaterCanvas<'a> {
    water: &'a Water,
    side_px: u32,
    m_per_px: f32,
    texels: Vec<Texel>,
}

/// A triangle in texels: its values as planes over the canvas.
struct Plane {
    at_origin: [f32; 7],
    per_column: [f32; 7],
    per_row: [f32; 7],
}

impl WaterMap {
    /// Draws the water of a zone at the start of its animation.
    pub fn new(water: &Water, terrain: &Terrain, side_px: u32) -> WaterMap {
        let side_px = side_px.max(1);
        let m_per_px = terrain.gtd().extent_m() / side_px as f32;
        let mut canvas = WaterCanvas { water, side_px, m_per_px, texels: ground(terrain, side_px, m_per_px) };
        let mut seen = 0;
        for (corners, texture) in water.mesh.triangles() {
            seen += canvas.draw(corners, texture);
            if seen > MAX_TEXELS {
                break;
            }
        }
        let bytes = |texel: &Texel| (texel.color * 255.0).to_array().map(|channel| channel.round() as u8);
        WaterMap { side_px, rgba: canvas.texels.iter().flat_map(bytes).collect() }
    }
}

/// The terrain under each texel, without water.
fn ground(terrain: &Terrain, side_px: u32, m_per_px: f32) -> Vec<Texel> {
    let heights = terrain.heights();
    let texel = |i: u32| {
        let (column, row) = (i % side_px, i / side_px);
        let (x_m, z_m) = ((column as f32 + 0.5) * m_per_px, ((side_px - 1 - row) as f32 + 0.5) * m_per_px);
        let height_m = heights.interpolate(x_m, z_m).unwrap_or(f32::INFINITY);
        Texel { color: Vec4::ZERO, height_m }
    };
    (0..side_px * side_px).into_par_iter().map(texel).collect()
}

impl WaterCanvas<'_> {
    /// Draws a triangle; returns the number of texels in its box.
    fn draw(&mut self, corners: [&WaterPoint; 3], texture: usize) -> u64 {
        let side = self.side_px as f32;
        let place =
            |point: &WaterPoint| Vec2::new(point.position[0] / self.m_per_px, side - point.position[2] / self.m_per_px);
        let [a, b, c] = corners.map(place);
        let Some(plane) = Plane::new([a, b, c], corners) else { return 1 };
        let low = (a.min(b).min(c) - 0.5).ceil().clamp(Vec2::ZERO, Vec2::splat(side));
        let high = (a.max(b).max(c) - 0.5).floor().clamp(Vec2::splat(-1.0), Vec2::splat(side - 1.0));
        let level = plane.level(self.water.textures.get(texture));
        let caustic_level = plane.level(self.water.caustics.first());
        let textures = [self.water.textures.get(texture), self.water.caustics.first()];
        let mean_luma = textures.map(|image| lava::luma(mean(image))).into_iter().product::<f32>().max(SMALLEST);
        for row in low.y as i32..=high.y as i32 {
            for column in low.x as i32..=high.x as i32 {
                let at = Vec2::new(column as f32 + 0.5, row as f32 + 0.5);
                if !is_inside(at, [a, b, c]) {
                    continue;
                }
                let [height_m, u, v, color @ ..] = plane.at(at);
                let texel = &mut self.texels[(row as u32 * self.side_px + column as u32) as usize];
                // as the depth test of the GPU: what is as high passes
                if height_m < texel.height_m {
                    continue;
                }
                let uv = Vec2::new(u, v);
                let [wave, caustic] =
                    [(textures[0], level), (textures[1], caustic_level)].map(|(image, level)| sample(image, uv, level));
                let tint = Vec4::from(color);
                let heat = lava::luma(wave) * lava::luma(caustic) / mean_luma;
                let shaded = lava::shaded(wave * caustic * tint.truncate(), tint, heat);
                let alpha = shaded.w;
                texel.color = (shaded.truncate() * alpha).extend(alpha) + texel.color * (1.0 - alpha);
                texel.height_m = height_m;
            }
        }
        let sides = (high - low + 1.0).max(Vec2::ZERO);
        (sides.x * sides.y) as u64 + 1
    }
}

impl Plane {
    /// None for a triangle without area, or that faces down.
    fn new([a, b, c]: [Vec2; 3], corners: [&WaterPoint; 3]) -> Option<Plane> {
        let values = corners.map(|point| {
            let [r, g, b, alpha] = point.color.map(|channel| f32::from(channel) / 255.0);
            [point.position[1], point.uv[0], point.uv[1], r, g, b, alpha]
        });
        let (ab, ac) = (b - a, c - a);
        let area = ab.perp_dot(ac);
        if !area.is_normal() || area < 0.0 {
            return None;
        }
        let along = |i: usize| (values[1][i] - values[0][i], values[2][i] - values[0][i]);
        let per_column: [f32; 7] = std::array::from_fn(|i| (along(i).0 * ac.y - along(i).1 * ab.y) / area);
        let per_row: [f32; 7] = std::array::from_fn(|i| (along(i).1 * ab.x - along(i).0 * ac.x) / area);
        let at_origin = std::array::from_fn(|i| values[0][i] - per_column[i] * a.x - per_row[i] * a.y);
        Some(Plane { at_origin, per_column, per_row })
    }

    fn at(&self, at: Vec2) -> [f32; 7] {
        std::array::from_fn(|i| self.at_origin[i] + self.per_column[i] * at.x + self.per_row[i] * at.y)
    }

    /// The mip level of an image whose texels are as large as those of the map.
    fn level(&self, image: Option<&MipImage>) -> usize {
        let Some(image) = image else { return 0 };
        let size = Vec2::new(image.width as f32, image.height as f32);
        let step = |per: &[f32; 7]| (Vec2::new(per[1], per[2]) * size).length();
        let texels = step(&self.per_column).max(step(&self.per_row)).max(1.0);
        (texels.log2().round() as usize).min(image.levels.len() - 1)
    }
}

/// The mean color of an image; white without an image.
fn mean(image: Option<&MipImage>) -> Vec3 {
    sample(image, Vec2::ZERO, image.map_or(0, |image| image.levels.len() - 1))
}

/// Whether a place lies in a triangle that faces up. A place on an edge that two triangles share belongs to one of
/// them.
fn is_inside(at: Vec2, [a, b, c]: [Vec2; 3]) -> bool {
    let at = at.as_dvec2();
    let [a, b, c] = [a, b, c].map(Vec2::as_dvec2);
    [(a, b), (b, c), (c, a)].into_iter().all(|(from, to)| {
        let (way, side) = (to - from, (to - from).perp_dot(at - from));
        side > 0.0 || (side == 0.0 && (way.y < 0.0 || (way.y == 0.0 && way.x > 0.0)))
    })
}

/// The color of a repeated image at texture coordinates, interpolated within a level; white without an image.
fn sample(image: Option<&MipImage>, uv: Vec2, level: usize) -> Vec3 {
    let Some(image) = image else { return Vec3::ONE };
    let side = |full: u32| (full >> level).max(1);
    let (width, height) = (side(image.width), side(image.height));
    let at = (uv - uv.floor()) * Vec2::new(width as f32, height as f32) - 0.5;
    let (low, part) = (at.floor(), at - at.floor());
    let texel = |dx: i32, dy: i32| {
        let column = (low.x as i32 + dx).rem_euclid(width as i32) as u32;
        let row = (low.y as i32 + dy).rem_euclid(height as i32) as u32;
        let first = ((row * width + column) * 4) as usize;
        match image.levels[level].get(first..first + 3) {
            Some([r, g, b]) => Vec3::new(f32::from(*r), f32::from(*g), f32::from(*b)) / 255.0,
            _ => Vec3::ONE,
        }
    };
    texel(0, 0).lerp(texel(1, 0), part.x).lerp(texel(0, 1).lerp(texel(1, 1), part.x), part.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, WaterVertex};
    use crate::scene::raster::mip_image::Texel as Format;
    use crate::scene::water::WaterMesh;

    /// A slope that rises northward from -32 to 32 m, under ponds at heights and with colors (ARGB).
    fn zone(ponds: &[(f32, u32)]) -> (Terrain, Water) {
        let mut draft = Draft::flat(Header::versioned(1, "ponds"), 65);
        for x in 0..65 {
            for z in 0..65 {
                draft.records[x * 65 + z] = MapRecord::new(z as f32 - 32.0, PackedTile::default());
            }
        }
        let pond = |&(level_m, argb): &(f32, u32)| {
            let corner = |x: f32, z: f32| WaterVertex::new([x, level_m, z], [0.0, 1.0, 0.0], argb, [x, z]);
            let grid = [(900.0, -300.0), (-300.0, -300.0), (900.0, 900.0), (-300.0, 900.0)];
            Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "a.dxt")
        };
        draft.ponds = ponds.iter().map(pond).collect();
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let (mesh, terrain) = (WaterMesh::new(&gtd), Terrain::new(gtd));
        let textures = vec![MipImage::new(2, 1, Format::Rgba8, vec![100, 200, 40, 255, 200, 0, 160, 255])];
        let caustics = vec![MipImage::plain([255, 255, 127, 255])];
        (terrain, Water { mesh, walls: WaterMesh::default(), sea: None, textures, caustics })
    }

    fn column(map: &WaterMap) -> Vec<[u8; 4]> {
        let rows = map.rgba.as_chunks::<4>().0.chunks(map.side_px as usize);
        rows.map(|row| row[3]).collect()
    }

    #[test]
    fn water_ends_where_the_terrain_rises_above_it() {
        let (terrain, water) = zone(&[(0.0, 0x80ff_ffff)]);
        let map = WaterMap::new(&water, &terrain, 64);
        let column = column(&map);
        assert!(column[..32].iter().all(|texel| *texel == [0; 4]), "the north is dry");
        // The mean of the texture, with the caustics, at half the strength.
        assert!(column[32..].iter().all(|texel| *texel == [75, 50, 25, 128]), "{:?}", column[40]);
    }

    #[test]
    fn lava_has_the_color_of_its_tint() {
        let (terrain, water) = zone(&[(0.0, 0xbbff_5500)]);
        let [r, g, b, alpha] = column(&WaterMap::new(&water, &terrain, 64))[50];
        assert!(r > 130 && g > 40 && g < r - 60 && b < g, "{r}, {g}, {b}");
        assert!(alpha > 250, "hardly transparent: {alpha}");
    }

    #[test]
    fn higher_water_hides_lower_water_drawn_later_and_lies_over_that_drawn_before() {
        let level = |ponds: &[(f32, u32)]| {
            let (terrain, water) = zone(ponds);
            column(&WaterMap::new(&water, &terrain, 64))[63]
        };
        let (one, other) = (0x80ff_ff00, 0x8000_ff00);
        assert_eq!(level(&[(8.0, one), (4.0, other)]), level(&[(8.0, one)]));
        let both = level(&[(4.0, other), (8.0, one)]);
        assert_eq!(both[3], 192, "two layers hide more than one: {both:?}");
    }

    #[test]
    fn water_that_is_nowhere_draws_nothing() {
        let (terrain, water) = zone(&[(f32::NAN, u32::MAX)]);
        let map = WaterMap::new(&water, &terrain, 16);
        assert!(map.rgba.iter().all(|byte| *byte == 0));
    }
}
