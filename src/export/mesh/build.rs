//! Mesh geometry of a zone: positions, normals and triangles in the axes of other programs.

use std::ops::Range;

use glam::Vec3;

use super::scene::Liquid;
use crate::export::ExportError;
use crate::formats::gtd::{Gtd, WaterVertex};
use crate::scene::space::{TILE_M, splits_along_sw_ne};
use crate::scene::terrain::heights::Heights;
use crate::scene::water::lava;

/// A rectangle of tiles: eastward x, northward z.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TileRect {
    pub(super) xs: Range<u32>,
    pub(super) zs: Range<u32>,
}

impl TileRect {
    pub(super) fn whole(gtd: &Gtd) -> TileRect {
        TileRect { xs: 0..gtd.tiles_per_side(), zs: 0..gtd.tiles_per_side() }
    }

    /// The tiles from (x0, z0) up to (x1, z1), exclusive; none if empty or outside the zone.
    pub(super) fn new(gtd: &Gtd, [x0, z0, x1, z1]: [u32; 4]) -> Option<TileRect> {
        let side = gtd.tiles_per_side();
        (x0 < x1 && z0 < z1 && x1 <= side && z1 <= side).then_some(TileRect { xs: x0..x1, zs: z0..z1 })
    }

    /// Number of tiles eastward and northward.
    pub(super) fn size(&self) -> [u32; 2] {
        [self.xs.end - self.xs.start, self.zs.end - self.zs.start]
    }

    /// Whether an object belongs to it: by its position, so that it is in one rectangle of several side by side. The
    /// whole zone has all of them, even outside the map.
    pub(super) fn has_object(&self, gtd: &Gtd, [x_m, _, z_m]: [f32; 3]) -> bool {
        let inside =
            |tiles: &Range<u32>, at: f32| (tiles.start as f32 * TILE_M..tiles.end as f32 * TILE_M).contains(&at);
        *self == TileRect::whole(gtd) || inside(&self.xs, x_m) && inside(&self.zs, z_m)
    }

    /// Whether it contains a place in meters.
    fn contains_m(&self, x_m: f32, z_m: f32) -> bool {
        let inside =
            |tiles: &Range<u32>, at: f32| (tiles.start as f32 * TILE_M..=tiles.end as f32 * TILE_M).contains(&at);
        inside(&self.xs, x_m) && inside(&self.zs, z_m)
    }
}

/// A triangle list: right-handed, Y up, meters, counter-clockwise front faces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Geometry {
    pub(super) positions: Vec<[f32; 3]>,
    /// Unit normals, one per position.
    pub(super) normals: Vec<[f32; 3]>,
    /// Texture coordinates, (0, 0) the picture's upper left corner.
    pub(super) uvs: Vec<[f32; 2]>,
    /// Color and opacity, red, green, blue, alpha; empty without vertex colors.
    pub(super) colors: Vec<[u8; 4]>,
    pub(super) indices: Vec<u32>,
}

/// The terrain of a rectangle.
///
/// # Panics
/// If the rectangle is not within the zone.
pub(super) fn ground(gtd: &Gtd, rect: &TileRect) -> Geometry {
    let heights = Heights::new(gtd.records(), gtd.map_size()).expect("a parsed zone has map_size squared records");
    let [width, height] = rect.size();
    let mut geometry = Geometry::default();
    for x in rect.xs.start..=rect.xs.end {
        for z in rect.zs.start..=rect.zs.end {
            let normal = heights.normal(x, z);
            geometry.positions.push([x as f32 * TILE_M, heights.at(x, z), -(z as f32 * TILE_M)]);
            geometry.normals.push([normal.x, normal.y, -normal.z]);
            let (u, v) = ((x - rect.xs.start) as f32 / width as f32, (rect.zs.end - z) as f32 / height as f32);
            geometry.uvs.push([u, v]);
        }
    }
    let index = |x: u32, z: u32| (x - rect.xs.start) * (height + 1) + z - rect.zs.start;
    for x in rect.xs.clone() {
        for z in rect.zs.clone() {
            let (a, b, c, d) = (index(x, z), index(x + 1, z), index(x, z + 1), index(x + 1, z + 1));
            // The client's triangles, with reversed winding.
            geometry.indices.extend(match splits_along_sw_ne(x, z) {
                true => [a, d, c, a, b, d],
                false => [c, b, d, c, a, b],
            });
        }
    }
    geometry
}

/// The rivers and ponds that touch a rectangle, by kind; only kinds that there are. The whole zone includes all of them, even outside the
/// map.
///
/// # Errors
/// Where 32-bit indices do not reach all vertices.
pub(super) fn liquids(gtd: &Gtd, rect: &TileRect) -> Result<Vec<(Liquid, Geometry)>, ExportError> {
    let whole = *rect == TileRect::whole(gtd);
    let rivers = gtd.rivers().iter().map(|river| (&river.vertices[..], river.indices()));
    let ponds = gtd.ponds().iter().map(|pond| (&pond.vertices[..], pond.indices()));
    let mut liquids = [Liquid::Water, Liquid::Lava].map(|liquid| (liquid, Geometry::default()));
    for (vertices, indices) in rivers.chain(ponds) {
        let is_lava = vertices.first().is_some_and(|vertex| lava::glow(tint(vertex)) > 0.5);
        let geometry = &mut liquids[usize::from(is_lava)].1;
        let wanted = |triangle: &&[u32; 3]| {
            let places = triangle.map(|i| vertices[i as usize].position_m());
            let finite = places.iter().flatten().all(|value| value.is_finite());
            finite && (whole || places.iter().any(|[x, _, z]| rect.contains_m(*x, *z)))
        };
        append(geometry, vertices, indices.as_chunks::<3>().0.iter().filter(wanted))?;
    }
    Ok(liquids.into_iter().filter(|(_, geometry)| !geometry.indices.is_empty()).collect())
}

/// The tint of a vertex: R, G, B from 0 to 1.
fn tint(vertex: &WaterVertex) -> Vec3 {
    let [_, r, g, b] = vertex.color_argb().to_be_bytes();
    Vec3::from([r, g, b].map(|channel| f32::from(channel) / 255.0))
}

/// Appends triangles with the vertices that they use.
fn append<'a>(
    geometry: &mut Geometry,
    vertices: &[WaterVertex],
    triangles: impl Iterator<Item = &'a [u32; 3]>,
) -> Result<(), ExportError> {
    let mut places = vec![None; vertices.len()];
    for &[a, b, c] in triangles {
        for old in [a, c, b] {
            let next = u32::try_from(geometry.positions.len()).map_err(|_| ExportError::MeshTooLarge)?;
            let new = *places[old as usize].get_or_insert_with(|| {
                let vertex = &vertices[old as usize];
                let [x, y, z] = vertex.position_m();
                let [alpha, red, green, blue] = vertex.color_argb().to_be_bytes();
                geometry.positions.push([x, y, -z]);
                geometry.normals.push([0.0, 1.0, 0.0]);
                geometry.uvs.push(vertex.uv1().map(|value| if value.is_finite() { value } else { 0.0 }));
                geometry.colors.push([red, green, blue, alpha]);
                next
            });
            geometry.indices.push(new);
        }
    }
    Ok(())
}
