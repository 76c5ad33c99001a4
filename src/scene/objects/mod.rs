//! Placed objects of a zone: what is where, and which files it needs. No files, no GPU.
//!
//! An object is an instance of a kind: objects of a kind have the same parts, so that they are drawn together. Meshes
//! and textures are numbered over the zone; their contents are loaded elsewhere.

mod blending;
mod bounds;
pub mod catalog;
mod categories;
pub mod client;
mod effects;
pub mod events;
mod facts;
mod index;
mod levels;
pub mod light;
pub mod marks;
mod models;
mod motion;
mod object_box;
mod object_choice;
mod object_list;
mod object_numbers;
mod outlines;
mod pick;
mod placed;
pub mod placeholders;
pub mod pose;
pub mod search;
pub mod silhouette;
pub mod thinning;

pub use blending::Blending;
pub use bounds::Bounds;
pub use categories::ObjectCategory;
pub use effects::PlacedEffect;
pub use events::EventRelations;
pub use facts::{ObjectFacts, PartFacts, SelectionFacts, TextureFacts};
pub use index::{ObjectHit, ObjectIndex};
pub use levels::{MeshLevel, MeshLevels};
pub use marks::ObjectMarks;
pub use models::ObjectModels;
pub use motion::{Animation, Hinge};
pub use object_box::ObjectBox;
pub use object_choice::ObjectChoice;
pub use object_list::{ObjectList, ObjectListError};
pub use object_numbers::ObjectNumbers;
pub use outlines::{Outline, Outlines};
pub use pick::{PickView, Ray};
pub use placed::PlacedPart;
pub use pose::Moment;

use std::collections::HashMap;

use glam::{Affine3A, Quat, Vec3};

use crate::formats::kernel::text;
use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement};

/// The placed objects of a zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectSet {
    /// Distinct mesh files in lower case, in the order of their first use.
    pub meshes: Vec<String>,
    /// Distinct texture files in lower case, in the order of their first use.
    pub textures: Vec<String>,
    /// Kinds, in the order of their first object.
    pub kinds: Vec<ObjectKind>,
    /// All objects, in file order.
    pub objects: Vec<ObjectInstance>,
    /// Animations of objects.
    pub animations: Vec<Animation>,
}

/// Objects with the same parts.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectKind {
    /// The parts, in file order.
    pub parts: Vec<KindPart>,
    /// Numbers of the objects of this kind.
    pub objects: Vec<usize>,
}

/// A part of a kind: one mesh with its textures.
#[derive(Clone, Debug, PartialEq)]
pub struct KindPart {
    /// Number in [`ObjectSet::meshes`]; none if the part names no mesh.
    pub mesh: Option<usize>,
    /// Numbers in [`ObjectSet::textures`], one per frame; none for a frame without a texture.
    pub textures: Vec<Option<usize>>,
    /// Frames per second, if there are several textures.
    pub texture_fps: f32,
    /// Offset of the mesh in meters, before the object's transform.
    pub pivot_m: Vec3,
    /// Colors, texture operation, flags and blending.
    pub material: Material,
    /// How it turns when a gate or lever is open; none for all other parts.
    pub hinge: Option<Hinge>,
}

/// An object of a kind at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectInstance {
    /// Number in [`ObjectSet::kinds`].
    pub kind: usize,
    /// From the object's space to the world, as stored: without animation, billboards and wind.
    pub world_from_object: Affine3A,
    /// Number in [`ObjectSet::animations`]; none for what has no animation keys.
    pub animation: Option<usize>,
}

impl ObjectSet {
    /// Collects the objects of a file.
    pub fn new(file: &OpdFile) -> ObjectSet {
        ObjectSet::of(&file.objects)
    }

    /// Collects objects, in file order.
    pub fn of<'a>(objects: impl IntoIterator<Item = &'a Object>) -> ObjectSet {
        let (mut meshes, mut textures) = (Names::default(), Names::default());
        let (mut kinds, mut animations): (Vec<ObjectKind>, Vec<Animation>) = (Vec::new(), Vec::new());
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        let objects = objects.into_iter().enumerate().map(|(index, object)| {
            let kind = *known.entry(kind_key(object)).or_insert_with(|| {
                let part = |(number, part)| KindPart::new(part, Hinge::new(object, number), &mut meshes, &mut textures);
                kinds.push(ObjectKind {
                    parts: object.parts.iter().enumerate().map(part).collect(),
                    objects: Vec::new(),
                });
                kinds.len() - 1
            });
            kinds[kind].objects.push(index);
            let animation = Animation::new(&object.placement).map(|animation| {
                animations.push(animation);
                animations.len() - 1
            });
            ObjectInstance { kind, world_from_object: world_from_object(&object.placement), animation }
        });
        let objects = objects.collect();
        ObjectSet { meshes: meshes.list, textures: textures.list, kinds, objects, animations }
    }

    /// The parts of an object; none for a number out of range.
    pub fn parts(&self, object: usize) -> &[KindPart] {
        let kind = self.objects.get(object).and_then(|object| self.kinds.get(object.kind));
        kind.map_or(&[], |kind| &kind.parts)
    }

    /// The animation of an object, if it has one.
    pub fn animation(&self, object: usize) -> Option<&Animation> {
        self.animations.get(self.objects.get(object)?.animation?)
    }

    /// From a mesh's space to the world, at rest: as stored, with gates closed.
    pub fn world_from_mesh(&self, object: usize, part: &KindPart) -> Affine3A {
        self.objects[object].world_from_object * Affine3A::from_translation(part.pivot_m)
    }
}

impl KindPart {
    fn new(part: &ObjectPart, hinge: Option<Hinge>, meshes: &mut Names, textures: &mut Names) -> KindPart {
        KindPart {
            mesh: meshes.number(&part.mesh),
            textures: part.textures.iter().map(|name| textures.number(name)).collect(),
            texture_fps: part.texture_fps,
            pivot_m: part.pivot_m.into(),
            material: part.material,
            hinge,
        }
    }
}

/// From the object's space to the world: scale, rotation, translation. Quaternions are used as stored, like the client
/// does.
pub fn world_from_object(placement: &Placement) -> Affine3A {
    let [x, y, z, w] = placement.rotation;
    let matrix = glam::Mat3A::from_quat(Quat::from_xyzw(x, y, z, w));
    Affine3A {
        matrix3: matrix * glam::Mat3A::from_diagonal(placement.scale.into()),
        translation: placement.position_m.into(),
    }
}

/// Path of a file in lower case; none if an object names none.
pub fn file_name(stored: &[u8]) -> Option<String> {
    Some(text::decode_until_nul(stored).trim().to_lowercase()).filter(|name| !name.is_empty())
}

/// Distinct file names.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Names {
    fn number(&mut self, name: &[u8]) -> Option<usize> {
        let name = file_name(name)?;
        Some(*self.numbers.entry(name).or_insert_with_key(|name| {
            self.list.push(name.clone());
            self.list.len() - 1
        }))
    }
}

/// The bytes of an object's parts: equal for objects of one kind.
pub(crate) fn kind_key(object: &Object) -> Vec<u8> {
    let mut key = Vec::new();
    let mut field = |bytes: &[u8]| {
        key.extend(bytes.len().to_le_bytes());
        key.extend(bytes.to_ascii_lowercase());
    };
    for part in &object.parts {
        field(&part.mesh);
        field(&part.textures.len().to_le_bytes());
        part.textures.iter().for_each(|name| field(name));
    }
    // Numbers as they are: lower case would change them.
    for (number, part) in object.parts.iter().enumerate() {
        let hinge = Hinge::new(object, number).map_or([0.0; 4], |hinge| hinge.axis.extend(hinge.open_deg).to_array());
        key.extend(hinge.iter().flat_map(|value| value.to_le_bytes()));
        key.extend(part.pivot_m.iter().chain([&part.texture_fps]).flat_map(|value| value.to_le_bytes()));
        key.extend(part.material.to_bytes());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(mesh: &str, pivot_x: f32) -> Object {
        let part = ObjectPart {
            pivot_m: [pivot_x, 0.0, 0.0],
            mesh: mesh.into(),
            textures: vec![b"a.dxt".to_vec(), Vec::new(), b"B.DXT".to_vec()],
            ..ObjectPart::default()
        };
        Object { parts: vec![part], ..Object::default() }
    }

    fn file(objects: Vec<Object>) -> OpdFile {
        OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: Vec::new(), cells: vec![None], objects }
    }

    #[test]
    fn objects_with_the_same_parts_are_a_kind() {
        let objects =
            vec![object("a.n3pmesh", 0.0), object("A.N3PMESH", 0.0), object("a.n3pmesh", 1.0), Object::default()];
        let set = ObjectSet::new(&file(objects));
        assert_eq!(set.objects.iter().map(|object| object.kind).collect::<Vec<_>>(), [0, 0, 1, 2]);
        assert_eq!(set.kinds[0].objects, [0, 1]);
        assert_eq!((set.meshes.as_slice(), set.textures.len()), (&["a.n3pmesh".to_owned()][..], 2));
        assert_eq!(set.parts(1)[0].textures, [Some(0), None, Some(1)]);
        assert!(set.parts(3).is_empty() && set.parts(9).is_empty());
    }

    /// The client's matrix for row vectors, written out.
    fn client_transform(placement: &Placement, point: Vec3) -> Vec3 {
        let [x, y, z, w] = placement.rotation;
        let p = point * Vec3::from(placement.scale);
        let rotated = Vec3::new(
            p.x * (1.0 - 2.0 * (y * y + z * z)) + p.y * 2.0 * (x * y - z * w) + p.z * 2.0 * (x * z + y * w),
            p.x * 2.0 * (x * y + z * w) + p.y * (1.0 - 2.0 * (x * x + z * z)) + p.z * 2.0 * (y * z - x * w),
            p.x * 2.0 * (x * z - y * w) + p.y * 2.0 * (y * z + x * w) + p.z * (1.0 - 2.0 * (x * x + y * y)),
        );
        rotated + Vec3::from(placement.position_m)
    }

    #[test]
    fn transforms_are_those_of_the_client() {
        let rotation = Quat::from_euler(glam::EulerRot::YXZ, 0.7, -0.3, 1.9);
        let placement = Placement {
            position_m: [100.0, 2.0, 300.0],
            rotation: rotation.to_array(),
            scale: [2.0, 0.5, -1.5],
            ..Placement::default()
        };
        let set = ObjectSet::new(&file(vec![Object { placement: placement.clone(), ..object("a", 3.0) }]));
        for point in [Vec3::ZERO, Vec3::X, Vec3::Y, Vec3::Z, Vec3::new(-4.0, 5.0, 6.0)] {
            let expected = client_transform(&placement, point + Vec3::new(3.0, 0.0, 0.0));
            let actual = set.world_from_mesh(0, &set.parts(0)[0]).transform_point3(point);
            assert!(actual.abs_diff_eq(expected, 1e-4), "{point}: {actual} instead of {expected}");
        }
    }
}
