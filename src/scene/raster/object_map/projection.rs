//! From the world to the pixels of a map: parts and triangles.

use std::ops::Range;

use glam::{Affine3A, DVec2, Vec3};

use crate::formats::n3pmesh::{Mesh, MeshVertex};
use crate::formats::opd::RenderFlags;
use crate::scene::objects::{Bounds, KindPart, ObjectModels};
use crate::scene::raster::pixel_triangle::{PixelTriangle, clamped};

/// The map: north up, without perspective.
pub(super) struct Projection {
    /// Side of the zone in meters.
    pub extent_m: f64,
    pub px_per_m: f64,
    /// Side of the map in pixels.
    pub side_px: u32,
}

/// A part of an object that may be seen on the map.
pub(super) struct MapPart<'a> {
    /// Number of the object.
    pub object: usize,
    pub kind_part: &'a KindPart,
    /// Number of the mesh, which is there.
    pub mesh: usize,
    /// Number of the texture, if it is there.
    pub texture: Option<usize>,
    pub is_double_sided: bool,
    /// Columns and rows of pixels that it may touch.
    columns: Range<u32>,
    rows: Range<u32>,
}

impl Projection {
    /// The parts with a mesh that lie on the map, in file order, without hidden objects.
    pub fn parts<'a>(&self, models: &'a ObjectModels) -> Vec<MapPart<'a>> {
        let bounds_of = |mesh: &Option<Mesh>| Bounds::of_vertices(&mesh.as_ref()?.vertices, Affine3A::IDENTITY);
        let bounds: Vec<Option<Bounds>> = models.meshes.iter().map(bounds_of).collect();
        let objects = (0..models.set.objects.len()).filter(|object| !models.hidden.contains(*object));
        let of_objects = objects.flat_map(|object| models.set.parts(object).iter().map(move |part| (object, part)));
        let placed = of_objects.filter_map(|(object, kind_part)| {
            let mesh = kind_part.mesh?;
            let bounds = (*bounds.get(mesh)?)?;
            let [columns, rows] = self.pixels_of(bounds, models.set.world_from_mesh(object, kind_part))?;
            let texture = kind_part.texture_at(None);
            Some(MapPart {
                object,
                kind_part,
                mesh,
                texture: texture.filter(|number| models.textures.get(*number).is_some_and(Option::is_some)),
                is_double_sided: kind_part.material.flags.contains(RenderFlags::DOUBLE_SIDED),
                columns,
                rows,
            })
        });
        placed.collect()
    }

    /// Columns and rows that a transformed box may touch; none outside the map.
    fn pixels_of(&self, bounds: Bounds, world_from_mesh: Affine3A) -> Option<[Range<u32>; 2]> {
        let side = |bits: usize, axis: usize| if bits >> axis & 1 == 0 { bounds.min[axis] } else { bounds.max[axis] };
        let corner = |bits: usize| Vec3::new(side(bits, 0), side(bits, 1), side(bits, 2));
        let corners = (0..8).map(|bits| self.place(world_from_mesh.transform_point3(corner(bits))));
        let (least, most) = corners.fold((DVec2::INFINITY, DVec2::NEG_INFINITY), |(least, most), corner| {
            (least.min(corner), most.max(corner))
        });
        // A pixel more on each side, for rounding.
        let range = |axis: usize| clamped(least[axis].floor() - 1.0, most[axis].ceil() + 1.0, self.side_px);
        let ranges = [range(0), range(1)];
        ranges.iter().all(|range| !range.is_empty()).then_some(ranges)
    }

    /// Place on the map in pixels.
    fn place(&self, world: Vec3) -> DVec2 {
        DVec2::new(f64::from(world.x), self.extent_m - f64::from(world.z)) * self.px_per_m
    }

    /// Meters to the east and north of the middle of a pixel.
    pub fn place_of_pixel(&self, x: u32, y: u32) -> [f32; 2] {
        let meters = |pixel: u32| (f64::from(pixel) + 0.5) / self.px_per_m;
        [meters(x) as f32, (self.extent_m - meters(y)) as f32]
    }

    /// A triangle on the map; none if it is not seen from above.
    pub fn triangle(
        &self,
        corners: [&MeshVertex; 3],
        world_from_mesh: Affine3A,
        is_double_sided: bool,
    ) -> Option<PixelTriangle> {
        let world = corners.map(|vertex| world_from_mesh.transform_point3(Vec3::from(vertex.position_m)));
        if !world.iter().all(|point| point.is_finite()) {
            return None;
        }
        let faces_up = (world[1] - world[0]).cross(world[2] - world[0]).y * world_from_mesh.matrix3.determinant() > 0.0;
        if !faces_up && !is_double_sided {
            return None;
        }
        let triangle = PixelTriangle {
            corners: world.map(|point| self.place(point)),
            heights_m: world.map(|point| f64::from(point.y)),
            uv: corners.map(|vertex| vertex.uv.map(f64::from)),
        };
        (triangle.area_px() != 0.0).then_some(triangle)
    }
}

impl MapPart<'_> {
    /// Whether it may touch a rectangle of pixels.
    pub fn touches(&self, columns: &Range<u32>, rows: &Range<u32>) -> bool {
        let overlap = |a: &Range<u32>, b: &Range<u32>| a.start < b.end && b.start < a.end;
        overlap(&self.columns, columns) && overlap(&self.rows, rows)
    }
}
