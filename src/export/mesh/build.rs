//! Mesh geometry of a zone: positions, normals and triangles in the axes of other programs.

use std::ops::Range;

use crate::export::ExportError;
use crate::formats::gtd::{Gtd, WaterVertex};
use crate::scene::space::{TILE_M, splits_along_sw_ne};
use crate::scene::terrain::heights::Heights;

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

/// Usual bytes of the geometry of a rectangle: text as .obj, else the numbers of a .glb.
pub(super) fn usual_bytes(gtd: &Gtd, rect: &TileRect, is_text: bool) -> u64 {
    // Position, normal and texture coordinates; water has a color besides.
    const VERTEX: u64 = 32;
    const WATER_VERTEX: u64 = 36;
    const TRIANGLE: u64 = 12;
    const TEXT_OF_TRIANGLE: u64 = 88;
    let [width, height] = rect.size().map(u64::from);
    let rivers = gtd.rivers().iter().map(|river| (river.vertices.len(), river.indices().len()));
    let ponds = gtd.ponds().iter().map(|pond| (pond.vertices.len(), pond.indices().len()));
    let (water, indices) = rivers.chain(ponds).fold((0, 0), |sum, water| (sum.0 + water.0, sum.1 + water.1));
    let triangles = 2 * width * height + indices as u64 / 3;
    match is_text {
        true => triangles * TEXT_OF_TRIANGLE,
        false => (width + 1) * (height + 1) * VERTEX + water as u64 * WATER_VERTEX + triangles * TRIANGLE,
    }
}

/// The rivers and ponds that touch a rectangle; none without any. The whole zone includes all of them, even outside the
/// map.
///
/// # Errors
/// Where 32-bit indices do not reach all vertices.
pub(super) fn water(gtd: &Gtd, rect: &TileRect) -> Result<Option<Geometry>, ExportError> {
    let whole = *rect == TileRect::whole(gtd);
    let rivers = gtd.rivers().iter().map(|river| (&river.vertices[..], river.indices()));
    let ponds = gtd.ponds().iter().map(|pond| (&pond.vertices[..], pond.indices()));
    let mut geometry = Geometry::default();
    for (vertices, indices) in rivers.chain(ponds) {
        let wanted = |triangle: &&[u32; 3]| {
            let places = triangle.map(|i| vertices[i as usize].position_m());
            let finite = places.iter().flatten().all(|value| value.is_finite());
            finite && (whole || places.iter().any(|[x, _, z]| rect.contains_m(*x, *z)))
        };
        append(&mut geometry, vertices, indices.as_chunks::<3>().0.iter().filter(wanted))?;
    }
    Ok((!geometry.indices.is_empty()).then_some(geometry))
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
