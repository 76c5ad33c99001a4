//! Placed objects from straight above, drawn on the CPU: the picture of `render --map --layers objects`, and the
//! objects of other maps, of the web map and of the overview map.
//!
//! At rest: rotation as stored, first texture, no wind. Each pixel is sampled at its center; the highest surface is
//! seen. Triangles that face down are left out unless their part is double-sided. A texel with alpha above 0 is opaque;
//! one without is a hole.
//!
//! Any rectangle of the map is drawn by itself, from the meshes: memory depends on neither the size of the map nor the
//! number of triangles.

mod projection;
#[cfg(test)]
mod tests;

use std::ops::Range;

use glam::DVec2;

use self::projection::{MapPart, Projection};
use crate::formats::n3pmesh::Mesh;
use crate::platform::parallel::*;
use crate::scene::objects::ObjectModels;
use crate::scene::raster::part_light::{PartLight, TriangleLight};
use crate::scene::raster::pixel_triangle::PixelTriangle;
use crate::scene::raster::texture_levels::{PLACEHOLDER, TextureLevels};
use crate::scene::surface_light::SurfaceLights;
use crate::scene::terrain::heights::Heights;

/// Rows that are drawn together.
const BAND_PX: u32 = 64;

/// The objects of a zone on a map of a size.
pub struct ObjectMap<'a> {
    models: &'a ObjectModels,
    projection: Projection,
    /// Indices of each mesh's triangles.
    full_detail: Vec<Vec<u16>>,
    /// The parts that may be seen, in file order.
    parts: Vec<MapPart<'a>>,
    textures: TextureLevels<'a>,
    /// None: textures as stored.
    lights: Option<SurfaceLights>,
    /// Terrain that hides what is below it.
    ground: Option<Heights<'a>>,
}

/// Pixels of a rectangle while it is drawn.
struct Canvas {
    columns: Range<u32>,
    rows: Range<u32>,
    /// Red, green, blue, alpha; alpha is 0 or 255.
    rgba: Vec<u8>,
    heights_m: Vec<f32>,
}

impl<'a> ObjectMap<'a> {
    /// The objects of a zone with this side in meters, on a map with this side in pixels.
    pub fn new(models: &'a ObjectModels, extent_m: f64, side_px: u32) -> ObjectMap<'a> {
        let projection = Projection { extent_m, px_per_m: f64::from(side_px) / extent_m, side_px };
        ObjectMap {
            models,
            full_detail: models
                .meshes
                .par_iter()
                .map(|mesh| mesh.as_ref().map_or_else(Vec::new, Mesh::full_detail))
                .collect(),
            parts: projection.parts(models),
            projection,
            textures: TextureLevels::new(&models.textures),
            lights: None,
            ground: None,
        }
    }

    /// The same map without what is below the terrain: mountains at the border of a zone reach far under it.
    pub fn above(self, ground: Option<Heights<'a>>) -> ObjectMap<'a> {
        ObjectMap { ground, ..self }
    }

    /// The same map in a light; none for textures as stored.
    pub fn lit_by(self, lights: Option<SurfaceLights>) -> ObjectMap<'a> {
        ObjectMap { lights, ..self }
    }

    /// Side of the map in pixels.
    pub fn side_px(&self) -> u32 {
        self.projection.side_px
    }

    /// Draws rows of the map from the north, on all cores: red, green, blue, alpha for each pixel. Alpha is 0 where no
    /// object is, else 255.
    pub fn rows(&self, rows: Range<u32>) -> Vec<u8> {
        let row_bytes = self.side_px() as usize * 4;
        let mut rgba = vec![0; rows.len() * row_bytes];
        self.for_bands(rows, row_bytes, &mut rgba, |drawn, band| band.copy_from_slice(drawn));
        rgba
    }

    /// Draws rows of the map over a picture of them, on all cores: `rgb` holds red, green, blue for each pixel.
    ///
    /// # Panics
    /// If the size of `rgb` is not that of the rows.
    pub fn draw_over_rows(&self, rows: Range<u32>, rgb: &mut [u8]) {
        let row_bytes = self.side_px() as usize * 3;
        assert_eq!(rgb.len(), rows.len() * row_bytes);
        self.for_bands(rows, row_bytes, rgb, put_over);
    }

    /// Draws a rectangle of the map over a picture of it: `rgb` holds red, green, blue for each pixel. Columns count
    /// from the west, rows from the north.
    ///
    /// # Panics
    /// If the size of `rgb` is not that of the rectangle.
    pub fn draw_over(&self, columns: Range<u32>, rows: Range<u32>, rgb: &mut [u8]) {
        assert_eq!(rgb.len(), columns.len() * rows.len() * 3);
        put_over(&self.draw(columns, rows), rgb);
    }

    /// The whole map at half its side, smoothed: red, green, blue, alpha of each pixel, premultiplied.
    pub fn halved(&self) -> Vec<u8> {
        let side = self.side_px() / 2;
        let row_bytes = side as usize * 4;
        let mut halved = vec![0; side as usize * row_bytes];
        if halved.is_empty() {
            return halved;
        }
        halved.par_chunks_mut(row_bytes * BAND_PX as usize).enumerate().for_each(|(index, band)| {
            let first = index as u32 * BAND_PX;
            let rows = first..(first + BAND_PX).min(side);
            let full = self.draw(0..side * 2, rows.start * 2..rows.end * 2);
            let (full, _) = full.as_chunks::<4>();
            for (at, pixel) in band.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                let (x, y, width) = (at % side as usize * 2, at / side as usize * 2, side as usize * 2);
                let four = [0, 1, width, width + 1].map(|next| full[y * width + x + next]);
                // Nothing is 0 in all channels, so that the mean is premultiplied.
                *pixel = std::array::from_fn(|i| (four.iter().map(|from| u16::from(from[i])).sum::<u16>() / 4) as u8);
            }
        });
        halved
    }

    /// Draws bands of rows in parallel and gives each with its part of the output.
    fn for_bands(&self, rows: Range<u32>, row_bytes: usize, out: &mut [u8], put: impl Fn(&[u8], &mut [u8]) + Sync) {
        if row_bytes == 0 {
            return;
        }
        out.par_chunks_mut(row_bytes * BAND_PX as usize).enumerate().for_each(|(index, band)| {
            let first = rows.start + index as u32 * BAND_PX;
            put(&self.draw(0..self.side_px(), first..(first + BAND_PX).min(rows.end)), band);
        });
    }

    fn draw(&self, columns: Range<u32>, rows: Range<u32>) -> Vec<u8> {
        let pixels = columns.len() * rows.len();
        let mut canvas =
            Canvas { rgba: vec![0; pixels * 4], heights_m: vec![f32::NEG_INFINITY; pixels], columns, rows };
        for part in &self.parts {
            if !part.touches(&canvas.columns, &canvas.rows) {
                continue;
            }
            let Some(mesh) = self.models.meshes[part.mesh].as_ref() else { continue };
            let world_from_mesh = self.models.set.world_from_mesh(part.object, part.kind_part);
            let light = self.lights.map(|lights| PartLight::new(lights, part.kind_part, world_from_mesh));
            for corners in self.full_detail[part.mesh].as_chunks::<3>().0 {
                let corners = corners.map(|index| &mesh.vertices[usize::from(index)]);
                if let Some(triangle) = self.projection.triangle(corners, world_from_mesh, part.is_double_sided) {
                    let light = light.as_ref().map(|light| light.of_corners(corners));
                    self.draw_triangle(&triangle, part.texture, light.as_ref(), &mut canvas);
                }
            }
        }
        canvas.rgba
    }

    fn is_below_ground(&self, x: u32, y: u32, height_m: f32) -> bool {
        let [x_m, z_m] = self.projection.place_of_pixel(x, y);
        let ground_m = self.ground.as_ref().and_then(|ground| ground.interpolate(x_m, z_m));
        ground_m.is_some_and(|ground_m| height_m < ground_m)
    }

    fn draw_triangle(
        &self,
        triangle: &PixelTriangle,
        texture: Option<usize>,
        light: Option<&TriangleLight>,
        canvas: &mut Canvas,
    ) {
        let [xs, ys] = triangle.pixels(self.side_px());
        let xs = xs.start.max(canvas.columns.start)..xs.end.min(canvas.columns.end);
        let ys = ys.start.max(canvas.rows.start)..ys.end.min(canvas.rows.end);
        if xs.is_empty() || ys.is_empty() {
            return;
        }
        let texture = texture.and_then(|number| self.textures.fitting(number, triangle));
        for y in ys {
            for x in xs.clone() {
                let Some(weights) = triangle.weights(DVec2::new(f64::from(x) + 0.5, f64::from(y) + 0.5)) else {
                    continue;
                };
                let at = canvas.at(x, y);
                let height_m = triangle.height_m_at(weights);
                if height_m <= canvas.heights_m[at] || self.is_below_ground(x, y, height_m) {
                    continue;
                }
                let color = match &texture {
                    None => Some(PLACEHOLDER),
                    Some(level) => level.sample(triangle.uv_at(weights)),
                };
                if let Some(color) = color {
                    let color = light.map_or(color, |light| light.on(color, weights));
                    canvas.heights_m[at] = height_m;
                    canvas.rgba[at * 4..at * 4 + 4].copy_from_slice(&color);
                }
            }
        }
    }
}

impl Canvas {
    /// Number of a pixel that is in the rectangle.
    fn at(&self, x: u32, y: u32) -> usize {
        (y - self.rows.start) as usize * self.columns.len() + (x - self.columns.start) as usize
    }
}

/// Replaces the pixels of a picture (red, green, blue) where there is an object.
fn put_over(rgba: &[u8], rgb: &mut [u8]) {
    for (pixel, [red, green, blue, alpha]) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(rgba.as_chunks::<4>().0) {
        if *alpha > 0 {
            *pixel = [*red, *green, *blue];
        }
    }
}
