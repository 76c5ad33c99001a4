//! Placed objects of a mesh file: a node per object, a mesh per kind, and what both refer to.

use std::collections::HashMap;

use glam::{Affine3A, Quat, Vec3};

use super::build::Geometry;
use super::materials::{MaterialSet, ObjectMaterial, Picture};
use crate::export::{ExportContext, ExportError};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::{EventLinks, Object, Placement};
use crate::scene::objects::{KindPart, ObjectModels};

/// Objects with their meshes, materials and pictures, each once.
#[derive(Default)]
pub(super) struct ObjectScene {
    /// The objects, in file order.
    pub(super) nodes: Vec<ObjectNode>,
    /// Meshes of the kinds.
    pub(super) meshes: Vec<KindMesh>,
    pub(super) materials: Vec<ObjectMaterial>,
    pub(super) pictures: Vec<Picture>,
}

/// A placed object.
pub(super) struct ObjectNode {
    /// Number in the zone.
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) events: EventLinks,
    /// None if a stored number is not finite: the object has no place then, and no mesh.
    pub(super) place: Option<NodePlace>,
    /// Number in [`ObjectScene::meshes`]; none if all its meshes are missing.
    pub(super) mesh: Option<usize>,
}

/// Translation, rotation and scale in the axes of the mesh file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NodePlace {
    pub(super) translation: Vec3,
    pub(super) rotation: Quat,
    pub(super) scale: Vec3,
}

/// The mesh of a kind of objects.
pub(super) struct KindMesh {
    /// Name of its first object.
    pub(super) name: String,
    /// The parts that have a mesh, moved to their pivots, each with the number of its material.
    pub(super) parts: Vec<(Geometry, usize)>,
}

impl ObjectScene {
    /// Collects objects by their numbers in the file.
    pub(super) fn new<'a>(
        wanted: impl Iterator<Item = (usize, &'a Object)>,
        models: &ObjectModels,
        context: &ExportContext<'_>,
    ) -> Result<ObjectScene, ExportError> {
        let set = &models.set;
        let mut materials = MaterialSet::default();
        let mut scene = ObjectScene::default();
        // Kinds may differ in what is not written, such as how they turn as gates.
        let (mut mesh_of_kind, mut known) = (vec![None; set.kinds.len()], HashMap::new());
        for (index, object) in wanted {
            let (name, kind) = (object.name(), set.objects[index].kind);
            let mesh = *mesh_of_kind[kind].get_or_insert_with(|| {
                let parts = written_parts(&set.kinds[kind].parts, models, &mut materials);
                *known.entry(parts).or_insert_with_key(|parts| {
                    let parts: Vec<_> = parts.iter().filter_map(|part| part.build(models)).collect();
                    if parts.is_empty() {
                        return None;
                    }
                    scene.meshes.push(KindMesh { name: name.clone(), parts });
                    Some(scene.meshes.len() - 1)
                })
            });
            let place = NodePlace::new(&object.placement);
            scene.nodes.push(ObjectNode { index, name, events: object.events, place, mesh: place.and(mesh) });
        }
        (scene.materials, scene.pictures) = materials.finish(models, context)?;
        Ok(scene)
    }

    /// Number of triangles of all objects.
    pub(super) fn triangles(&self) -> usize {
        let of_mesh: Vec<usize> = self.meshes.iter().map(KindMesh::triangles).collect();
        self.nodes.iter().filter_map(|node| node.mesh).map(|mesh| of_mesh[mesh]).sum()
    }
}

impl KindMesh {
    fn triangles(&self) -> usize {
        self.parts.iter().map(|(geometry, _)| geometry.indices.len() / 3).sum()
    }
}

impl NodePlace {
    /// None if a number is not finite.
    fn new(placement: &Placement) -> Option<NodePlace> {
        let [x, y, z, w] = placement.rotation;
        // A turn as it is seen in a mirror along z.
        let rotation = Quat::from_xyzw(-x, -y, z, w);
        let place = NodePlace {
            translation: mirrored(placement.position_m.into()),
            // The client uses others as they are, which is no rotation any more. There are none in its files.
            rotation: if rotation.length_squared() == 0.0 { Quat::IDENTITY } else { rotation.normalize() },
            scale: placement.scale.into(),
        };
        (place.translation.is_finite() && place.rotation.is_finite() && place.scale.is_finite()).then_some(place)
    }

    /// From the object's space to that of the file.
    pub(super) fn matrix(self) -> Affine3A {
        Affine3A::from_scale_rotation_translation(self.scale, self.rotation, self.translation)
    }
}

/// A position or direction in the axes of the mesh file: z points south.
fn mirrored(v: Vec3) -> Vec3 {
    Vec3::new(v.x, v.y, -v.z)
}

/// A part as it is written: equal lists of parts are one mesh.
#[derive(PartialEq, Eq, Hash)]
struct WrittenPart {
    /// Number of the mesh; none if it is missing.
    mesh: Option<usize>,
    pivot_m: [u32; 3],
    textures: Vec<Option<usize>>,
    material: Option<usize>,
}

fn written_parts(parts: &[KindPart], models: &ObjectModels, materials: &mut MaterialSet) -> Vec<WrittenPart> {
    let written = parts.iter().map(|part| {
        let mesh = part.mesh.filter(|mesh| models.meshes.get(*mesh).is_some_and(Option::is_some));
        WrittenPart {
            mesh,
            pivot_m: part.pivot_m.to_array().map(f32::to_bits),
            textures: part.textures.clone(),
            material: mesh.map(|_| materials.number(part, models)),
        }
    });
    written.collect()
}

impl WrittenPart {
    /// Geometry and material; none if there is nothing to draw.
    fn build(&self, models: &ObjectModels) -> Option<(Geometry, usize)> {
        let mesh = models.meshes.get(self.mesh?)?.as_ref()?;
        Some((geometry(mesh, self.pivot_m.map(f32::from_bits).into())?, self.material?))
    }
}

/// A mesh in full detail, moved to its pivot, with all its vertices; none if nothing of it can be drawn.
fn geometry(mesh: &Mesh, pivot_m: Vec3) -> Option<Geometry> {
    let positions = mesh.vertices.iter().map(|vertex| mirrored(Vec3::from(vertex.position_m) + pivot_m));
    let positions: Vec<Vec3> = positions.collect();
    // In place of what is not finite, and without triangles.
    let any = *positions.iter().find(|position| position.is_finite())?;
    let is_drawn = |corners: &&[u16; 3]| corners.iter().all(|corner| positions[usize::from(*corner)].is_finite());
    let indices: Vec<u32> = mesh
        .full_detail()
        .as_chunks()
        .0
        .iter()
        .filter(is_drawn)
        // Reversed, as the mirror along z turns the triangles over.
        .flat_map(|[a, b, c]| [*a, *c, *b].map(u32::from))
        .collect();
    if indices.is_empty() {
        return None;
    }
    let normal = |normal: [f32; 3]| mirrored(Vec3::from(normal)).normalize_or(Vec3::Y).to_array();
    let finite = |position: &Vec3| if position.is_finite() { position.to_array() } else { any.to_array() };
    Some(Geometry {
        positions: positions.iter().map(finite).collect(),
        normals: mesh.vertices.iter().map(|vertex| normal(vertex.normal)).collect(),
        uvs: mesh.vertices.iter().map(|vertex| vertex.uv.map(|at| if at.is_finite() { at } else { 0.0 })).collect(),
        colors: Vec::new(),
        indices,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::MeshVertex;
    use crate::scene::objects::world_from_object;

    #[test]
    fn a_node_is_where_the_object_is_in_a_mirror() {
        let rotation = Quat::from_euler(glam::EulerRot::YXZ, 0.7, -0.3, 1.9).to_array();
        let placement =
            Placement { position_m: [100.0, 2.0, 300.0], rotation, scale: [2.0, 0.5, -1.5], ..Placement::default() };
        let (node, stored) = (NodePlace::new(&placement).unwrap().matrix(), world_from_object(&placement));
        for point in [Vec3::ZERO, Vec3::X, Vec3::Y, Vec3::Z, Vec3::new(-4.0, 5.0, 6.0)] {
            let expected = mirrored(stored.transform_point3(point));
            let actual = node.transform_point3(mirrored(point));
            assert!(actual.abs_diff_eq(expected, 1e-4), "{point}: {actual} instead of {expected}");
        }
    }

    #[test]
    fn odd_numbers_leave_no_trace() {
        let place = |change: fn(&mut Placement)| {
            let mut placement = Placement { rotation: [0.0, 0.0, 0.0, 1.0], scale: [1.0; 3], ..Placement::default() };
            change(&mut placement);
            NodePlace::new(&placement)
        };
        assert!(place(|placement| placement.position_m[1] = f32::NAN).is_none());
        assert!(place(|placement| placement.scale[2] = f32::INFINITY).is_none());
        assert!(place(|placement| placement.rotation[0] = f32::NAN).is_none());
        assert_eq!(place(|placement| placement.rotation = [0.0; 4]).map(|place| place.rotation), Some(Quat::IDENTITY));

        let corner = |x: f32, y: f32| MeshVertex { position_m: [x, y, 1.0], uv: [f32::NAN, y], ..Default::default() };
        let vertices = vec![corner(0.0, 0.0), corner(0.0, 1.0), corner(1.0, 0.0), corner(f32::NAN, 9.0)];
        let mesh = Mesh::new("odd", vertices.clone(), vec![0, 1, 2, 0, 1, 3]);
        let built = geometry(&mesh, Vec3::new(0.0, 2.0, 0.0)).unwrap();
        assert_eq!(built.indices, [0, 2, 1], "turned over, without the corner that is nowhere");
        assert_eq!(built.positions[2], [1.0, 2.0, -1.0]);
        assert!(built.positions.iter().chain(&built.normals).flatten().all(|value| value.is_finite()));
        assert_eq!((built.normals[0], built.uvs[1]), ([0.0, 1.0, 0.0], [0.0, 1.0]));
        assert!(geometry(&Mesh::new("none", vertices, vec![0, 1, 3]), Vec3::ZERO).is_none());
    }
}
