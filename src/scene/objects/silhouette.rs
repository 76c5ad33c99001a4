//! The outline of an object as it is seen: the edges between triangles that face the eye and triangles that do not, and
//! the borders of open surfaces.

use std::collections::HashMap;

use glam::{Affine3A, Vec3};

use super::marks::{MOST_LINES, posed};
use super::{KindPart, Moment};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::RenderFlags;
use crate::scene::Objects;

/// The triangles at an edge: how many of them face the eye, and how many do not.
#[derive(Default)]
struct Sides {
    ends: [Vec3; 2],
    facing: u32,
    away: u32,
}

/// Edges by the positions of their ends: vertices at one place are one, whatever their normals and textures.
type Edges = HashMap<[[u32; 3]; 2], Sides>;

/// The outline of an object in full detail at a moment, in world meters. Surfaces that are seen from both sides, such as
/// leaves, have no borders here: most of them are cut out of a rectangle.
pub fn outline(models: &Objects, object: usize, moment: Moment) -> Vec<[Vec3; 2]> {
    let parts = models.set.parts(object).iter().zip(posed(models, object, moment));
    let of_part = |(part, (mesh, pose)): (&KindPart, (Option<&Mesh>, Affine3A))| {
        let has_borders = !part.material.flags.contains(RenderFlags::DOUBLE_SIDED);
        let edges = mesh.map(|mesh| edges(mesh, pose, moment)).unwrap_or_default().into_values();
        edges.filter(move |edge| edge.is_outline(has_borders)).map(|edge| edge.ends).collect::<Vec<_>>()
    };
    parts.flat_map(of_part).take(MOST_LINES).collect()
}

fn edges(mesh: &Mesh, pose: Affine3A, moment: Moment) -> Edges {
    let mut edges = Edges::new();
    let winding = f64::from(pose.matrix3.determinant()).signum();
    for corners in mesh.full_detail().as_chunks::<3>().0 {
        let corners = corners.map(|corner| mesh.vertices.get(usize::from(corner)));
        let [Some(a), Some(b), Some(c)] = corners.map(|corner| corner.map(|corner| Vec3::from(corner.position_m)))
        else {
            continue;
        };
        let world = [a, b, c].map(|corner| pose.transform_point3(corner));
        let normal = (world[1] - world[0]).cross(world[2] - world[0]);
        if !(normal.length_squared() > 0.0 && normal.is_finite()) {
            continue;
        }
        let is_facing = normal.as_dvec3().dot(moment.eye - world[0].as_dvec3()) * winding > 0.0;
        for [from, to] in [[0, 1], [1, 2], [2, 0]] {
            let mut keys = [from, to].map(|end| [a, b, c][end].to_array().map(f32::to_bits));
            keys.sort_unstable();
            let sides =
                edges.entry(keys).or_insert_with(|| Sides { ends: [world[from], world[to]], ..Sides::default() });
            *if is_facing { &mut sides.facing } else { &mut sides.away } += 1;
        }
    }
    edges
}

impl Sides {
    fn is_outline(&self, has_borders: bool) -> bool {
        let is_border = self.facing + self.away == 1;
        self.facing > 0 && self.away > 0 || is_border && self.facing > 0 && has_borders
    }
}

#[cfg(test)]
mod tests {
    use glam::DVec3;

    use super::*;
    use crate::formats::n3pmesh::MeshVertex;
    use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement};
    use crate::scene::objects::ObjectSet;
    use crate::scene::raster::object_textures::ObjectTextures;

    /// A cube from -1 to 1, each side with vertices of its own.
    fn cube() -> Mesh {
        let (mut vertices, mut indices) = (Vec::new(), Vec::new());
        for axis in 0..3 {
            for side in [-1.0_f32, 1.0] {
                let corner = |u: f32, v: f32| {
                    let mut position_m = [side; 3];
                    position_m[(axis + 1) % 3] = u;
                    position_m[(axis + 2) % 3] = v;
                    MeshVertex { position_m, ..MeshVertex::default() }
                };
                let first = vertices.len() as u16;
                vertices.extend([corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)]);
                let order = if side > 0.0 { [0, 1, 2, 0, 2, 3] } else { [0, 2, 1, 0, 3, 2] };
                indices.extend(order.map(|corner| first + corner));
            }
        }
        Mesh::new("cube", vertices, indices)
    }

    fn models(mesh: Mesh, flags: RenderFlags) -> Objects {
        let material = Material { flags, ..Material::default() };
        let part = ObjectPart { mesh: b"mesh".to_vec(), material, ..ObjectPart::default() };
        let placement = Placement { rotation: [0.0, 0.0, 0.0, 1.0], scale: [1.0; 3], ..Placement::default() };
        let objects = vec![Object { placement, parts: vec![part], ..Object::default() }];
        let file = OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![], objects };
        Objects::new(ObjectSet::new(&file), vec![Some(mesh)], ObjectTextures::default())
    }

    fn seen_from(models: &Objects, eye: DVec3) -> Vec<[Vec3; 2]> {
        outline(models, 0, Moment { eye, secs: None, gates_open: false })
    }

    #[test]
    fn a_cube_has_the_outline_of_what_is_seen_of_it() {
        let models = models(cube(), RenderFlags(0));
        assert_eq!(seen_from(&models, DVec3::X * 9.0).len(), 4, "a square");
        assert_eq!(seen_from(&models, DVec3::splat(9.0)).len(), 6, "a hexagon");
        assert!(seen_from(&models, DVec3::ZERO).is_empty(), "from inside");
        let edge = seen_from(&models, DVec3::X * 9.0)[0];
        assert!(edge.iter().all(|end| end.x == 1.0), "of the side that is seen: {edge:?}");
    }

    #[test]
    fn open_surfaces_have_borders_unless_both_sides_are_seen() {
        let corners = [[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [2.0, 0.0, 0.0]];
        let vertices = corners.map(|position_m| MeshVertex { position_m, ..MeshVertex::default() });
        let triangle = || Mesh::new("triangle", vertices.to_vec(), vec![0, 1, 2]);
        let one_sided = models(triangle(), RenderFlags(0));
        let counts = [-9.0, 9.0].map(|z| seen_from(&one_sided, DVec3::new(0.5, 0.5, z)).len());
        assert_eq!(counts, [3, 0], "from the front and from behind");
        let leaf = models(triangle(), RenderFlags::DOUBLE_SIDED);
        assert!(seen_from(&leaf, DVec3::new(0.5, 0.5, -9.0)).is_empty());
    }
}
