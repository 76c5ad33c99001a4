//! Placed objects from straight above, drawn on the CPU: the picture of `render --map --layers objects`, of the
//! overview map and of the web map.
//!
//! At rest: rotation as stored, first texture, no wind and no light. Each pixel is sampled at its center; the highest
//! surface is seen. Triangles that face down are left out unless their part is double-sided. A texel with alpha above 0
//! is opaque; one without is a hole.

use std::ops::Range;
use std::sync::OnceLock;

use glam::{Affine3A, DVec2, Vec3};

use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::Texture;
use crate::formats::opd::RenderFlags;
use crate::platform::parallel::*;
use crate::scene::objects::{KindPart, ObjectModels};

/// Color of parts whose texture is missing.
const PLACEHOLDER: [u8; 4] = [150, 150, 150, 255];
/// Rows that are drawn together.
const BAND_PX: u32 = 64;

/// The triangles of a zone's objects, projected to a map.
pub struct ObjectMap<'a> {
    models: &'a ObjectModels,
    /// Side of the map in pixels.
    side_px: u32,
    triangles: Vec<Triangle>,
    /// Triangles that touch each band of rows.
    bands: Vec<Vec<u32>>,
    /// Decoded levels of the textures.
    levels: Vec<Vec<OnceLock<Vec<u8>>>>,
}

/// A triangle on the map.
#[derive(Clone, Copy, Debug)]
struct Triangle {
    /// Corners in pixels from the north-west corner: x to the east, y to the south.
    corners: [DVec2; 3],
    /// Heights of the corners in meters.
    heights_m: [f64; 3],
    uv: [[f64; 2]; 3],
    /// Texture and mip level; none: the placeholder.
    texture: Option<(usize, usize)>,
}

/// Pixels of the objects in some rows: red, green, blue, alpha; alpha is 0 or 255.
struct Rows {
    rgba: Vec<u8>,
    heights_m: Vec<f32>,
}

impl<'a> ObjectMap<'a> {
    /// Projects all objects of a zone with this side in meters.
    pub fn new(models: &'a ObjectModels, extent_m: f64, side_px: u32) -> ObjectMap<'a> {
        let full_detail: Vec<Vec<u16>> =
            models.meshes.par_iter().map(|mesh| mesh.as_ref().map_or_else(Vec::new, Mesh::full_detail)).collect();
        let projection = Projection { extent_m, px_per_m: f64::from(side_px) / extent_m, side_px };
        let objects: Vec<usize> = (0..models.set.objects.len()).collect();
        let triangles: Vec<Triangle> = objects
            .par_iter()
            .flat_map(|object| {
                let parts = models.set.parts(*object).iter();
                let drawn = parts.flat_map(|part| projection.part(models, &full_detail, *object, part));
                drawn.collect::<Vec<_>>()
            })
            .collect();
        let mut bands = vec![Vec::new(); side_px.div_ceil(BAND_PX) as usize];
        for (index, triangle) in triangles.iter().enumerate() {
            let [rows, _] = triangle.pixels([side_px; 2]);
            if !rows.is_empty() {
                let touched = rows.start / BAND_PX..(rows.end - 1) / BAND_PX + 1;
                touched.for_each(|band| bands[band as usize].push(index as u32));
            }
        }
        let levels = |texture: &Option<Texture>| {
            let count = texture.as_ref().map_or(0, Texture::level_count);
            std::iter::repeat_with(OnceLock::new).take(count).collect()
        };
        let levels = models.textures.iter().map(levels).collect();
        ObjectMap { models, side_px, triangles, bands, levels }
    }

    /// Draws rows of the map: red, green, blue, alpha for each pixel. Alpha is 0 where no object is, else 255.
    pub fn rows(&self, rows: Range<u32>) -> Vec<u8> {
        let bands: Vec<u32> = (rows.start / BAND_PX..rows.end.div_ceil(BAND_PX)).collect();
        let row_bytes = self.side_px as usize * 4;
        let drawn: Vec<Vec<u8>> = bands
            .par_iter()
            .map(|band| {
                let first = band * BAND_PX;
                let wanted = rows.start.max(first)..rows.end.min(first + BAND_PX).min(self.side_px);
                self.band(*band as usize, wanted)
            })
            .collect();
        let mut rgba = Vec::with_capacity(rows.len() * row_bytes);
        drawn.iter().for_each(|band| rgba.extend_from_slice(band));
        rgba
    }

    fn band(&self, band: usize, rows: Range<u32>) -> Vec<u8> {
        let pixels = rows.len() * self.side_px as usize;
        let mut drawn = Rows { rgba: vec![0; pixels * 4], heights_m: vec![f32::NEG_INFINITY; pixels] };
        for triangle in self.bands.get(band).into_iter().flatten() {
            self.triangle(&self.triangles[*triangle as usize], &rows, &mut drawn);
        }
        drawn.rgba
    }

    fn triangle(&self, triangle: &Triangle, rows: &Range<u32>, drawn: &mut Rows) {
        let [ys, xs] = triangle.pixels([self.side_px; 2]);
        let texture = triangle.texture.and_then(|texture| self.level(texture));
        for y in ys.start.max(rows.start)..ys.end.min(rows.end) {
            for x in xs.clone() {
                let Some(weights) = triangle.weights(DVec2::new(f64::from(x) + 0.5, f64::from(y) + 0.5)) else {
                    continue;
                };
                let mix = |values: [f64; 3]| (0..3).map(|i| values[i] * weights[i]).sum::<f64>();
                let at = ((y - rows.start) * self.side_px + x) as usize;
                let height_m = mix(triangle.heights_m) as f32;
                if height_m <= drawn.heights_m[at] {
                    continue;
                }
                let color = match &texture {
                    None => Some(PLACEHOLDER),
                    Some(level) => level.sample([0, 1].map(|axis| mix(triangle.uv.map(|uv| uv[axis])))),
                };
                if let Some(color) = color {
                    drawn.heights_m[at] = height_m;
                    drawn.rgba[at * 4..at * 4 + 4].copy_from_slice(&color);
                }
            }
        }
    }

    fn level(&self, (texture, level): (usize, usize)) -> Option<DecodedLevel<'_>> {
        let file = self.models.textures.get(texture)?.as_ref()?;
        let stored = file.level(level)?;
        let rgba = self.levels[texture].get(level)?.get_or_init(|| file.decode_rgba8(level));
        Some(DecodedLevel { rgba, width: stored.width as usize, height: stored.height as usize })
    }
}

/// From the world to the pixels of the map.
struct Projection {
    extent_m: f64,
    px_per_m: f64,
    side_px: u32,
}

impl Projection {
    fn part<'m>(
        &'m self,
        models: &'m ObjectModels,
        full_detail: &'m [Vec<u16>],
        object: usize,
        part: &'m KindPart,
    ) -> impl Iterator<Item = Triangle> + 'm {
        let mesh = part.mesh.and_then(|mesh| Some((models.meshes.get(mesh)?.as_ref()?, full_detail.get(mesh)?)));
        let world_from_mesh = models.set.world_from_mesh(object, part);
        let texture = part.textures.first().copied().flatten();
        let texture = texture.and_then(|index| Some((index, models.textures.get(index)?.as_ref()?)));
        let is_double_sided = part.material.flags.contains(RenderFlags::DOUBLE_SIDED);
        mesh.into_iter().flat_map(move |(mesh, indices)| {
            let corners = indices.as_chunks::<3>().0.iter();
            corners.filter_map(move |corners| {
                let corners = corners.map(usize::from);
                self.triangle(mesh, corners, world_from_mesh, is_double_sided, texture)
            })
        })
    }

    /// A triangle on the map; none if it is not seen from above or lies outside.
    fn triangle(
        &self,
        mesh: &Mesh,
        corners: [usize; 3],
        world_from_mesh: Affine3A,
        is_double_sided: bool,
        texture: Option<(usize, &Texture)>,
    ) -> Option<Triangle> {
        let vertices = corners.map(|index| mesh.vertices[index]);
        let world = vertices.map(|vertex| world_from_mesh.transform_point3(Vec3::from(vertex.position_m)));
        if !world.iter().all(|point| point.is_finite()) {
            return None;
        }
        let faces_up = (world[1] - world[0]).cross(world[2] - world[0]).y * world_from_mesh.matrix3.determinant() > 0.0;
        if !faces_up && !is_double_sided {
            return None;
        }
        let corners =
            world.map(|point| DVec2::new(f64::from(point.x), self.extent_m - f64::from(point.z)) * self.px_per_m);
        let mut triangle = Triangle {
            corners,
            heights_m: world.map(|point| f64::from(point.y)),
            uv: vertices.map(|vertex| vertex.uv.map(f64::from)),
            texture: None,
        };
        let area_px = triangle.area_px().abs();
        let [rows, columns] = triangle.pixels([self.side_px; 2]);
        if area_px == 0.0 || rows.is_empty() || columns.is_empty() {
            return None;
        }
        triangle.texture = texture.map(|(index, file)| (index, mip_level(file, triangle.uv, area_px)));
        Some(triangle)
    }
}

/// The stored level nearest to one texel per pixel.
fn mip_level(texture: &Texture, uv: [[f64; 2]; 3], area_px: f64) -> usize {
    let size = [f64::from(texture.width()), f64::from(texture.height())];
    let texels = uv.map(|uv| DVec2::new(uv[0] * size[0], uv[1] * size[1]));
    let area_texels = ((texels[1] - texels[0]).perp_dot(texels[2] - texels[0]) / 2.0).abs();
    let level = ((area_texels / area_px).log2() / 2.0).round();
    let last = texture.level_count().saturating_sub(1);
    // A saturating cast: no texels at all is -infinity, thus level 0.
    (level.max(0.0) as usize).min(last)
}

impl Triangle {
    /// Twice the area would be the cross product; positive clockwise on the map.
    fn area_px(&self) -> f64 {
        let [a, b, c] = self.corners;
        (b - a).perp_dot(c - a) / 2.0
    }

    /// Rows and columns of pixels whose centers may be inside, within a map of this size: rows first.
    fn pixels(&self, size_px: [u32; 2]) -> [Range<u32>; 2] {
        let range = |axis: fn(&DVec2) -> f64, size_px: u32| {
            let values = self.corners.each_ref().map(axis);
            let (least, most) = (
                values.iter().copied().fold(f64::INFINITY, f64::min),
                values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            );
            let size = f64::from(size_px);
            // Casts after clamping.
            (least - 0.5).ceil().clamp(0.0, size) as u32..((most - 0.5).floor() + 1.0).clamp(0.0, size) as u32
        };
        [range(|corner| corner.y, size_px[1]), range(|corner| corner.x, size_px[0])]
    }

    /// Weights of the corners at a point; none outside.
    fn weights(&self, point: DVec2) -> Option<[f64; 3]> {
        let [a, b, c] = self.corners;
        let whole = (b - a).perp_dot(c - a);
        let weight = |from: DVec2, to: DVec2| (to - from).perp_dot(point - from) / whole;
        let weights = [weight(b, c), weight(c, a), weight(a, b)];
        weights.iter().all(|weight| *weight >= 0.0).then_some(weights)
    }
}

struct DecodedLevel<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
}

impl DecodedLevel<'_> {
    /// Bilinear sample, repeated beyond the borders; none where alpha is 0. The result is opaque.
    fn sample(&self, uv: [f64; 2]) -> Option<[u8; 4]> {
        let [u, v] = uv;
        let (x, y) = (u * self.width as f64 - 0.5, v * self.height as f64 - 0.5);
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        let wrapped = |at: f64, size: usize| at.rem_euclid(size as f64) as usize % size;
        let (fx, fy) = (x - x.floor(), y - y.floor());
        let xs = [wrapped(x.floor(), self.width), wrapped(x.floor() + 1.0, self.width)];
        let ys = [wrapped(y.floor(), self.height), wrapped(y.floor() + 1.0, self.height)];
        let texel = |x: usize, y: usize, channel: usize| f64::from(self.rgba[(y * self.width + x) * 4 + channel]);
        let mixed = |channel: usize| {
            let row = |y: usize| texel(xs[0], y, channel) * (1.0 - fx) + texel(xs[1], y, channel) * fx;
            row(ys[0]) * (1.0 - fy) + row(ys[1]) * fy
        };
        (mixed(3) > 0.0).then(|| [mixed(0), mixed(1), mixed(2), 255.0].map(|value| value.round() as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::MeshVertex;
    use crate::formats::ntf::PixelFormat;
    use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement};
    use crate::scene::objects::ObjectSet;

    const SIDE_PX: u32 = 8;

    /// A square of 4 x 4 m at the south-west corner of its place, its texture's first row in the north.
    fn square(faces_up: bool) -> Mesh {
        let corner = |x: f32, z: f32| MeshVertex {
            position_m: [x, 0.0, z],
            normal: [0.0, 1.0, 0.0],
            uv: [x / 4.0, 1.0 - z / 4.0],
        };
        let indices = if faces_up { [0, 1, 2, 2, 1, 3] } else { [0, 2, 1, 2, 3, 1] };
        Mesh::new(
            "square",
            vec![corner(0.0, 0.0), corner(0.0, 4.0), corner(4.0, 0.0), corner(4.0, 4.0)],
            indices.into(),
        )
    }

    fn texture(pixel: impl Fn(u32, u32) -> [u8; 4]) -> Texture {
        let rgba: Vec<u8> = (0..16).flat_map(|i| pixel(i % 4, i / 4)).collect();
        Texture::encode(&rgba, 4, 4, PixelFormat::A8R8G8B8, false)
    }

    /// Squares at positions in meters, with flags.
    fn models(mesh: Mesh, texture: Texture, places: &[([f32; 3], [f32; 3], u32)]) -> ObjectModels {
        let object = |&(position_m, scale, flags): &([f32; 3], [f32; 3], u32)| Object {
            placement: Placement { position_m, rotation: [0.0, 0.0, 0.0, 1.0], scale, ..Placement::default() },
            parts: vec![ObjectPart {
                mesh: b"m".to_vec(),
                textures: vec![b"t".to_vec()],
                material: Material { flags: RenderFlags(flags), ..Material::default() },
                ..ObjectPart::default()
            }],
            ..Object::default()
        };
        let objects = places.iter().map(object).collect();
        let file =
            OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![None], objects };
        ObjectModels { set: ObjectSet::new(&file), meshes: vec![Some(mesh)], textures: vec![Some(texture)] }
    }

    /// A map of 8 x 8 m with a pixel per meter.
    fn drawn(models: &ObjectModels) -> Vec<[u8; 4]> {
        let map = ObjectMap::new(models, 8.0, SIDE_PX);
        let whole = map.rows(0..SIDE_PX);
        let parts: Vec<u8> = (0..SIDE_PX).flat_map(|row| map.rows(row..row + 1)).collect();
        assert_eq!(whole, parts, "rows do not depend on each other");
        whole.as_chunks().0.to_vec()
    }

    const ONE: [f32; 3] = [1.0; 3];

    #[test]
    fn texels_lie_where_they_belong_north_up() {
        let picture = texture(|x, y| [x as u8 * 40, y as u8 * 40, 7, 255]);
        let pixels = drawn(&models(square(true), picture, &[([2.0, 0.0, 3.0], ONE, 0)]));
        for (index, pixel) in pixels.iter().enumerate() {
            let (x, y) = (index as u32 % SIDE_PX, index as u32 / SIDE_PX);
            // From 2 m east and 3 m north of the south-west corner: rows 1 to 4 from the north.
            let inside = (2..6).contains(&x) && (1..5).contains(&y);
            let expected = if inside { [(x - 2) as u8 * 40, (y - 1) as u8 * 40, 7, 255] } else { [0; 4] };
            assert_eq!(*pixel, expected, "{x}, {y}");
        }
    }

    #[test]
    fn the_highest_surface_is_seen_and_holes_show_what_is_below() {
        let holes = texture(|x, _| [200, 0, 0, if x < 2 { 255 } else { 0 }]);
        let both = [([0.0, 5.0, 4.0], ONE, 0), ([0.0, 1.0, 4.0], [2.0, 1.0, 1.0], 0)];
        let pixels = drawn(&models(square(true), holes, &both));
        // The upper square hides the lower one in its left half; the lower one is twice as wide, with its left half.
        let opaque: Vec<bool> = pixels[..8].iter().map(|pixel| pixel[3] > 0).collect();
        assert_eq!(opaque, [true, true, true, true, true, false, false, true]);
    }

    #[test]
    fn what_faces_down_is_seen_only_if_double_sided_or_mirrored() {
        let white = || texture(|_, _| [255; 4]);
        let count = |mesh: Mesh, scale, flags| {
            let pixels = drawn(&models(mesh, white(), &[([4.0, 0.0, 4.0], scale, flags)]));
            pixels.iter().filter(|pixel| pixel[3] > 0).count()
        };
        assert_eq!(count(square(true), ONE, 0), 16);
        assert_eq!(count(square(false), ONE, 0), 0);
        assert_eq!(count(square(false), ONE, 4), 16);
        assert_eq!(count(square(true), [-1.0, 1.0, 1.0], 0), 16);
    }

    #[test]
    fn objects_outside_or_nowhere_are_left_out() {
        let places = [[f32::NAN, 0.0, 0.0], [100.0, 0.0, 0.0], [0.0, 0.0, -50.0], [f32::INFINITY, 0.0, 1.0]];
        let places: Vec<_> = places.into_iter().map(|place| (place, ONE, 0)).collect();
        assert!(drawn(&models(square(true), texture(|_, _| [255; 4]), &places)).iter().all(|pixel| pixel[3] == 0));
    }

    #[test]
    fn the_level_with_a_texel_per_pixel_is_used() {
        let large = Texture::encode(&[255; 64 * 64 * 4], 64, 64, PixelFormat::A8R8G8B8, true);
        let uv = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
        let levels = [2048.0, 8.0 * 32.0, 2.0, 1e-9, f64::INFINITY].map(|area_px| mip_level(&large, uv, area_px));
        assert_eq!(levels, [0, 2, large.level_count() - 1, large.level_count() - 1, 0]);
        assert_eq!(mip_level(&large, [[0.5; 2]; 3], 10.0), 0);
    }
}
