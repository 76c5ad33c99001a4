//! Rivers and ponds of a zone as one mesh.

pub mod lava;
pub mod sea;
pub mod walls;

use crate::formats::gtd::{Gtd, WaterVertex};
use crate::scene::collision::TriangleGrid;
use bytemuck::{Pod, Zeroable};
use std::ops::Range;

/// A vertex of the water.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
pub struct WaterPoint {
    /// World position in meters.
    pub position: [f32; 3],
    /// Red, green, blue, alpha.
    pub color: [u8; 4],
    /// Texture coordinates (u, v).
    pub uv: [f32; 2],
    /// 1 where the texture flows (rivers), else 0.
    pub flows: f32,
}

/// The triangles of one texture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaterPart {
    /// Range in the mesh's indices.
    pub indices: Range<u32>,
    /// Index into [`WaterMesh::textures`].
    pub texture: usize,
}

/// All water of a zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterMesh {
    /// Points of all rivers and ponds.
    pub points: Vec<WaterPoint>,
    /// Triangles, three indices each, facing up.
    pub indices: Vec<u32>,
    /// Parts by texture, in ascending order.
    pub parts: Vec<WaterPart>,
    /// Distinct texture names without a folder: from the file, or the client's default where the file names none.
    pub textures: Vec<String>,
}

/// Animation frames of the caustics.
pub const CAUSTIC_FRAMES: u32 = 32;

/// Texture of ponds whose record names none.
pub const DEFAULT_TEXTURE: &str = "ka_water.dxt";
/// Water farther than this many meters from the map is left out: it is out of sight, and may be damage.
const REACH_M: f32 = 100_000.0;

/// A body of water as stored.
struct Body {
    texture: String,
    points: Vec<WaterPoint>,
    indices: Vec<u32>,
}

impl WaterMesh {
    /// Collects the water of a zone. Triangles with non-finite points are left out.
    pub fn new(gtd: &Gtd) -> WaterMesh {
        let mut bodies = bodies(gtd);
        bodies.sort_by(|a, b| a.texture.cmp(&b.texture));
        let mut mesh = WaterMesh::default();
        for body in bodies {
            if mesh.textures.last() != Some(&body.texture) {
                mesh.textures.push(body.texture.clone());
                let at = mesh.indices.len() as u32;
                mesh.parts.push(WaterPart { indices: at..at, texture: mesh.textures.len() - 1 });
            }
            let first = mesh.points.len() as u32;
            let drawable = |i: &u32| body.points.get(*i as usize).is_some_and(WaterPoint::is_drawable);
            for triangle in body.indices.chunks_exact(3).filter(|triangle| triangle.iter().all(drawable)) {
                mesh.indices.extend(triangle.iter().map(|i| first + i));
            }
            mesh.points.extend(body.points);
            if let Some(part) = mesh.parts.last_mut() {
                part.indices.end = mesh.indices.len() as u32;
            }
        }
        mesh.parts.retain(|part| !part.indices.is_empty());
        mesh
    }

    /// The corners of each triangle, and the index of its texture, in drawing order.
    pub fn triangles(&self) -> impl Iterator<Item = ([&WaterPoint; 3], usize)> + '_ {
        let of_part = |part: &WaterPart| {
            let range = part.indices.start as usize..part.indices.end as usize;
            (self.indices.get(range).unwrap_or_default().as_chunks::<3>().0, part.texture)
        };
        self.parts.iter().map(of_part).flat_map(move |(triangles, texture)| {
            triangles.iter().filter_map(move |triangle| {
                let [a, b, c] = triangle.map(|index| self.points.get(index as usize));
                Some(([a?, b?, c?], texture))
            })
        })
    }

    /// Heights of the surface, for a zone with a side in meters.
    pub fn surface(&self, extent_m: f64) -> TriangleGrid {
        TriangleGrid::new(self.triangles().map(|(corners, _)| corners.map(|corner| corner.position)), extent_m)
    }

    /// Whether the zone has no water.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl WaterPoint {
    fn is_drawable(&self) -> bool {
        self.position.iter().chain(&self.uv).all(|value| value.abs() <= REACH_M)
    }
}

fn bodies(gtd: &Gtd) -> Vec<Body> {
    let rivers = gtd.rivers().iter().map(|river| Body {
        texture: river.texture().to_lowercase(),
        points: points(&river.vertices, 1.0),
        indices: river.indices(),
    });
    let ponds = gtd.ponds().iter().map(|pond| {
        let named = pond.texture().to_lowercase();
        Body {
            texture: if named.is_empty() { DEFAULT_TEXTURE.into() } else { named },
            points: points(&pond.vertices, 0.0),
            indices: pond.indices(),
        }
    });
    rivers.chain(ponds).collect()
}

fn points(vertices: &[WaterVertex], flows: f32) -> Vec<WaterPoint> {
    vertices
        .iter()
        .map(|vertex| {
            let [b, g, r, a] = vertex.color_argb().to_le_bytes();
            WaterPoint { position: vertex.position_m(), color: [r, g, b, a], uv: vertex.uv1(), flows }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, Pond, River};

    fn vertex(x: f32, z: f32) -> WaterVertex {
        WaterVertex::new([x, 1.0, z], [0.0, 1.0, 0.0], 0x80ff_8040, [x, z])
    }

    fn zone(change: impl Fn(&mut Draft)) -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "water"), 17);
        change(&mut draft);
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    #[test]
    fn bodies_with_one_texture_are_one_part() {
        let grid: Vec<_> = (0..6).map(|i| vertex((i % 3) as f32, (i / 3) as f32)).collect();
        let gtd = zone(|draft| {
            draft.ponds = vec![Pond::new(3, grid.clone(), "Ka_Water.dxt"), Pond::new(3, grid.clone(), "ka_water.dxt")];
            draft.rivers = vec![River::new((0..8).map(|i| vertex(i as f32, 0.0)).collect(), "el_lake.dxt")];
        });
        let mesh = WaterMesh::new(&gtd);
        assert_eq!(mesh.textures, ["el_lake.dxt", "ka_water.dxt"]);
        assert_eq!(mesh.parts[0], WaterPart { indices: 0..18, texture: 0 });
        assert_eq!(mesh.parts[1], WaterPart { indices: 18..42, texture: 1 });
        assert_eq!(mesh.points[0].color, [0xff, 0x80, 0x40, 0x80]);
        assert_eq!((mesh.points[0].flows, mesh.points[8].flows), (1.0, 0.0));
        assert!(mesh.indices.iter().all(|&i| (i as usize) < mesh.points.len()));
    }

    #[test]
    fn points_that_are_no_numbers_are_not_drawn() {
        let grid = vec![vertex(0.0, 0.0), vertex(f32::NAN, 0.0), vertex(0.0, 1.0), vertex(1.0, 1.0)];
        let gtd = zone(|draft| draft.ponds = vec![Pond::new(2, grid.clone(), "a.dxt")]);
        assert!(WaterMesh::new(&gtd).is_empty());
    }
}
