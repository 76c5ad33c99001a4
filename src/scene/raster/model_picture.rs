//! Pictures of models, drawn on the CPU: thumbnails of kinds of objects, and of single models.
//!
//! A kind is seen from an angle without perspective, at rest, over a transparent background, as large as fits into the
//! square. Opaque parts are drawn first, then blended ones, the farthest first. The same kind always gives the same
//! picture. The work is limited, whatever the triangles of a mesh are.

#[cfg(test)]
mod tests;

use glam::{Affine3A, DVec2, DVec3, Mat3A, Vec3};

use super::object_textures::ALPHA_TEST;
use super::part_light::{PartLight, TriangleLight};
use super::pixel_triangle::PixelTriangle;
use super::texture_levels::{PLACEHOLDER, TextureLevels};
use crate::formats::n3pmesh::{Mesh, MeshVertex};
use crate::formats::opd::RenderFlags;
use crate::scene::Objects;
use crate::scene::objects::pose::facing;
use crate::scene::objects::{Blending, KindPart, ObjectModels, ObjectSet};
use crate::scene::surface_light::SurfaceLights;

/// Largest side of a picture in pixels.
pub const MOST_SIDE_PX: u32 = 1024;
/// Samples along a side of a pixel.
const SAMPLES: u32 = 2;
/// Share of the picture's side that the model fills at most.
const FILLED: f64 = 0.94;
/// Most samples of triangles in a picture, for each sample of the picture: real models need up to 30.
const MOST_OVERDRAW: u64 = 400;
/// Distance of the eye for parts that turn to it, in meters: as good as infinite.
const EYE_M: f64 = 1e6;

/// Direction in which a model is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureAngle {
    /// Clockwise from north, in degrees.
    pub yaw_deg: f32,
    /// Upward, in degrees.
    pub pitch_deg: f32,
}

impl Default for PictureAngle {
    /// Three quarters of the front, from above, with the sun behind the eye.
    fn default() -> PictureAngle {
        PictureAngle { yaw_deg: 35.0, pitch_deg: -22.0 }
    }
}

/// Models of a zone, or a single one, with what their pictures need. Texture levels are decoded on first use and kept.
pub struct ModelPictures<'a> {
    set: &'a ObjectSet,
    meshes: &'a [Option<Mesh>],
    textures: TextureLevels<'a>,
}

/// The picture while it is drawn, in samples.
struct Canvas {
    side_px: u32,
    /// Premultiplied red, green, blue, and alpha, from 0 to 1.
    colors: Vec<[f32; 4]>,
    /// Distances towards the eye in meters; the nearest surface is seen.
    depths_m: Vec<f32>,
    /// Samples that may still be drawn.
    samples_left: u64,
}

/// From the model's space to the picture.
struct PictureProjection {
    /// Turns the model so that it is seen from above: x to the right, y towards the eye, z up the picture.
    picture_from_model: Affine3A,
    /// Middle of the model in the picture's space.
    middle: DVec2,
    px_per_m: f64,
    side_px: u32,
}

/// A part to draw.
struct PicturePart<'a> {
    part: &'a KindPart,
    mesh: &'a Mesh,
    indices: Vec<u16>,
    model_from_mesh: Affine3A,
}

impl<'a> ModelPictures<'a> {
    /// Models with the contents of their files.
    pub fn of_models(models: &'a ObjectModels) -> ModelPictures<'a> {
        let textures = TextureLevels::new(&models.textures);
        ModelPictures { set: &models.set, meshes: &models.meshes, textures }
    }

    /// Models as they are drawn in a scene.
    pub fn of_scene(objects: &'a Objects) -> ModelPictures<'a> {
        let textures = TextureLevels::of_arrays(&objects.textures);
        ModelPictures { set: &objects.set, meshes: &objects.meshes, textures }
    }

    /// Draws a kind in a square: red, green, blue, alpha of each pixel, not premultiplied, row 0 at the top. Nothing is
    /// drawn for a kind without triangles. The side is at most [`MOST_SIDE_PX`], also where a larger one is given.
    pub fn kind(&self, kind: usize, angle: PictureAngle, side_px: u32) -> Vec<u8> {
        let parts = self.set.kinds.get(kind).map_or(&[][..], |kind| &kind.parts);
        self.parts(parts, angle, side_px)
    }

    fn parts(&self, parts: &[KindPart], angle: PictureAngle, side_px: u32) -> Vec<u8> {
        let side_px = side_px.min(MOST_SIDE_PX) * SAMPLES;
        let mut canvas = Canvas::new(side_px);
        let mut parts: Vec<PicturePart<'_>> =
            parts.iter().filter_map(|part| PicturePart::new(part, self.meshes, angle)).collect();
        if let Some(projection) = PictureProjection::new(&parts, angle, side_px) {
            // A stable sort: opaque parts, and blended ones at the same place, stay in file order.
            parts.sort_by(|a, b| {
                let order = |part: &PicturePart<'_>| projection.blending_order_m(part);
                a.is_blended().cmp(&b.is_blended()).then(order(a).total_cmp(&order(b)))
            });
            parts.iter().for_each(|part| self.draw_part(part, &projection, &mut canvas));
        }
        canvas.into_picture()
    }

    fn draw_part(&self, part: &PicturePart<'_>, projection: &PictureProjection, canvas: &mut Canvas) {
        let light = PartLight::new(lights(), part.part, part.model_from_mesh);
        let texture = part.part.texture_at(None);
        for corners in part.triangles() {
            if canvas.samples_left == 0 {
                return;
            }
            let Some(triangle) = projection.triangle(corners, part) else { continue };
            self.draw_triangle(&triangle, &light.of_corners(corners), texture, part, canvas);
        }
    }

    fn draw_triangle(
        &self,
        triangle: &PixelTriangle,
        light: &TriangleLight,
        texture: Option<usize>,
        part: &PicturePart<'_>,
        canvas: &mut Canvas,
    ) {
        let texture = texture.and_then(|number| self.textures.fitting(number, triangle));
        let [columns, rows] = triangle.pixels(canvas.side_px);
        canvas.spend(columns.len() as u64 * rows.len() as u64);
        for y in rows {
            for x in columns.clone() {
                let Some(weights) = triangle.weights(DVec2::new(f64::from(x) + 0.5, f64::from(y) + 0.5)) else {
                    continue;
                };
                let at = y as usize * canvas.side_px as usize + x as usize;
                let depth_m = triangle.height_m_at(weights);
                if depth_m <= canvas.depths_m[at] {
                    continue;
                }
                let color = match &texture {
                    None => Some(PLACEHOLDER),
                    Some(level) => level.sample_with_alpha(triangle.uv_at(weights)),
                };
                if let Some(color) = color.filter(|color| part.is_blended() || color[3] >= ALPHA_TEST) {
                    canvas.depths_m[at] = depth_m;
                    canvas.colors[at] = part.over(light.on(color, weights), canvas.colors[at]);
                }
            }
        }
    }
}

impl<'a> PicturePart<'a> {
    /// A part at rest; none without a mesh.
    fn new(part: &'a KindPart, meshes: &'a [Option<Mesh>], angle: PictureAngle) -> Option<PicturePart<'a>> {
        let mesh = meshes.get(part.mesh?)?.as_ref()?;
        let model_from_mesh = if part.material.flags.contains(RenderFlags::BILLBOARD) {
            facing(Affine3A::IDENTITY, part.pivot_m, angle.forward().as_dvec3() * -EYE_M)
        } else {
            Affine3A::from_translation(part.pivot_m)
        };
        Some(PicturePart { part, mesh, indices: mesh.full_detail(), model_from_mesh })
    }

    fn is_blended(&self) -> bool {
        self.part.material.flags.contains(RenderFlags::BLENDED)
    }

    fn triangles(&self) -> impl Iterator<Item = [&MeshVertex; 3]> {
        let corners = |corners: &[u16; 3]| {
            let [a, b, c] = corners.map(|index| self.mesh.vertices.get(usize::from(index)));
            Some([a?, b?, c?])
        };
        self.indices.as_chunks::<3>().0.iter().filter_map(corners)
    }

    /// A color over what is drawn: both from 0 to 1, the latter premultiplied.
    fn over(&self, color: [u8; 4], below: [f32; 4]) -> [f32; 4] {
        let [red, green, blue, alpha] = color.map(|value| f32::from(value) / 255.0);
        let (factor, kept, covered) = match Blending::new(&self.part.material) {
            Blending::Opaque => return [red, green, blue, 1.0],
            Blending::Alpha => (alpha, 1.0 - alpha, alpha),
            Blending::Premultiplied => (1.0, 1.0 - alpha, alpha),
            // What is added to nothing is as opaque as it is bright.
            Blending::Added => (1.0, 1.0, red.max(green).max(blue)),
        };
        let source = [red * factor, green * factor, blue * factor];
        let [r, g, b] = std::array::from_fn(|i| (source[i] + below[i] * kept).min(1.0));
        [r, g, b, covered + below[3] * (1.0 - covered)]
    }
}

impl PictureAngle {
    /// Unit vector in which the eye looks.
    fn forward(self) -> Vec3 {
        let [yaw, pitch] = [self.yaw_deg, self.pitch_deg].map(f32::to_radians);
        let (sin, cos) = libm::sincosf(yaw);
        let (up, level) = libm::sincosf(pitch);
        Vec3::new(sin * level, up, cos * level)
    }
}

impl PictureProjection {
    /// Fits the parts into the picture; none without a triangle.
    fn new(parts: &[PicturePart<'_>], angle: PictureAngle, side_px: u32) -> Option<PictureProjection> {
        let forward = angle.forward();
        let (sin, cos) = libm::sincosf(angle.yaw_deg.to_radians());
        let right = Vec3::new(cos, 0.0, -sin);
        // In a left-handed space.
        let up = forward.cross(right);
        let picture_from_model = Mat3A::from_cols(right.into(), (-forward).into(), up.into()).transpose();
        let picture_from_model = Affine3A::from_mat3(picture_from_model.into());
        let (mut least, mut most) = (DVec3::INFINITY, DVec3::NEG_INFINITY);
        for part in parts {
            let picture_from_mesh = picture_from_model * part.model_from_mesh;
            for corner in part.triangles().flatten() {
                let point = picture_from_mesh.transform_point3(corner.position_m.into());
                if point.is_finite() {
                    (least, most) = (least.min(point.as_dvec3()), most.max(point.as_dvec3()));
                }
            }
        }
        let size_m = (most - least).x.max((most - least).z);
        let px_per_m = f64::from(side_px) * FILLED / size_m.max(1e-6);
        let middle = (least + most) / 2.0;
        let middle = DVec2::new(middle.x, middle.z);
        (size_m >= 0.0).then_some(PictureProjection { picture_from_model, middle, px_per_m, side_px })
    }

    /// How near the pivot of a blended part is to the eye, in meters; 0 for opaque parts.
    fn blending_order_m(&self, part: &PicturePart<'_>) -> f32 {
        let pivot = self.picture_from_model.transform_point3a(part.model_from_mesh.translation);
        if part.is_blended() { pivot.y } else { 0.0 }
    }

    /// A triangle on the picture; none if it is not seen.
    fn triangle(&self, corners: [&MeshVertex; 3], part: &PicturePart<'_>) -> Option<PixelTriangle> {
        let picture_from_mesh = self.picture_from_model * part.model_from_mesh;
        let points = corners.map(|vertex| picture_from_mesh.transform_point3(vertex.position_m.into()));
        if !points.iter().all(|point| point.is_finite()) {
            return None;
        }
        let faces_eye = (points[1] - points[0]).cross(points[2] - points[0]).y > 0.0;
        if !faces_eye && !part.part.material.flags.contains(RenderFlags::DOUBLE_SIDED) {
            return None;
        }
        let place = |point: Vec3| {
            let from_middle = DVec2::new(f64::from(point.x), f64::from(point.z)) - self.middle;
            DVec2::splat(f64::from(self.side_px) / 2.0) + from_middle * DVec2::new(self.px_per_m, -self.px_per_m)
        };
        let triangle = PixelTriangle {
            corners: points.map(place),
            heights_m: points.map(|point| f64::from(point.y)),
            uv: corners.map(|vertex| vertex.uv.map(f64::from)),
        };
        (triangle.area_px() > 0.0).then_some(triangle)
    }
}

impl Canvas {
    fn new(side_px: u32) -> Canvas {
        let samples = side_px as usize * side_px as usize;
        Canvas {
            side_px,
            colors: vec![[0.0; 4]; samples],
            depths_m: vec![f32::NEG_INFINITY; samples],
            samples_left: samples as u64 * MOST_OVERDRAW,
        }
    }

    fn spend(&mut self, samples: u64) {
        self.samples_left = self.samples_left.saturating_sub(samples);
    }

    /// The mean of each pixel's samples.
    fn into_picture(self) -> Vec<u8> {
        let (width, samples) = (self.side_px as usize, SAMPLES as usize);
        let side = width / samples;
        let pixel = |at: usize| {
            let (x, y) = (at % side * samples, at / side * samples);
            let of_pixel = (0..samples * samples).map(|i| self.colors[(y + i / samples) * width + x + i % samples]);
            let [red, green, blue, alpha] =
                of_pixel.fold([0.0; 4], |sum: [f32; 4], color| std::array::from_fn(|i| sum[i] + color[i]));
            let whole = (samples * samples) as f32;
            let straight = |value: f32| if alpha > 0.0 { value / alpha } else { 0.0 };
            // Saturating casts.
            [straight(red), straight(green), straight(blue), alpha / whole].map(|value| (value * 255.0).round() as u8)
        };
        (0..side * side).flat_map(pixel).collect()
    }
}

/// Light of a clear noon, in which level ground is fully lit.
fn lights() -> SurfaceLights {
    SurfaceLights::NEUTRAL.smooth(Vec3::ONE)
}
