//! Values of one placed object, for panels: its parts with their files, and its box.

use std::collections::HashMap;

use super::marks::stored_levels;
use super::{EventRelations, ObjectBox, file_name};
use crate::formats::opd::ObjectPart;
use crate::scene::raster::object_textures::{MISSING, TexturePlace};
use crate::scene::{Objects, PlacedObject};

/// Values of a placed object that follow from its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectFacts {
    /// Number of its kind; none while the models are not loaded.
    pub kind: Option<usize>,
    /// Number of objects with the same parts, this one included.
    pub alike: usize,
    /// The stored parts.
    pub parts: Vec<PartFacts>,
    /// The box around it; a point for an object that is not drawn.
    pub extent: ObjectBox,
    /// The gate that a lever opens.
    pub gate: Option<usize>,
    /// The levers that open a gate.
    pub levers: Vec<usize>,
}

/// A part with its files.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFacts {
    /// Path of the mesh; empty if the part names none.
    pub mesh: String,
    /// The stored levels of detail: the triangles' corners. Empty if the mesh is missing, or not loaded yet.
    pub levels: Vec<Vec<u16>>,
    /// The textures, one per frame.
    pub textures: Vec<TextureFacts>,
}

/// A texture of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct TextureFacts {
    /// Path of the file; empty for a frame without a texture.
    pub name: String,
    /// The file is missing or malformed.
    pub is_missing: bool,
    /// Where its texels are; none while they are not loaded.
    pub place: Option<TexturePlace>,
}

/// Several objects together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionFacts {
    /// Number of objects of each kind with the name of the first one, most first.
    pub kinds: Vec<(String, u64)>,
    /// Triangles in full detail.
    pub triangles: u64,
}

impl ObjectFacts {
    /// Values of one of a zone's objects; `models` once they are loaded. None for a number out of range.
    pub fn new(objects: &[PlacedObject], index: usize, models: Option<&Objects>) -> Option<ObjectFacts> {
        let placed = objects.get(index)?;
        let extent = models.and_then(|models| ObjectBox::new(models, index));
        let relations = EventRelations::new(PlacedObject::stored(objects));
        Some(ObjectFacts {
            kind: models.and_then(|models| Some(models.set.objects.get(index)?.kind)),
            alike: objects.iter().filter(|other| other.stored.parts == placed.stored.parts).count(),
            parts: placed.stored.parts.iter().map(|part| PartFacts::new(part, models)).collect(),
            extent: extent.unwrap_or_else(|| ObjectBox::at(placed.position_m)),
            gate: relations.gate_of(&placed.stored),
            levers: relations.levers_of(index, &placed.stored).to_vec(),
        })
    }
}

impl PartFacts {
    fn new(part: &ObjectPart, models: Option<&Objects>) -> PartFacts {
        let mesh = file_name(&part.mesh).unwrap_or_default();
        let levels = models.and_then(|models| {
            let number = models.set.meshes.iter().position(|name| *name == mesh)?;
            models.meshes.get(number)?.as_ref().map(stored_levels)
        });
        let texture = |stored: &Vec<u8>| {
            let name = file_name(stored).unwrap_or_default();
            let number = models.and_then(|models| models.set.textures.iter().position(|known| *known == name));
            let place = models.zip(number).and_then(|(models, number)| models.textures.places.get(number));
            TextureFacts { name, is_missing: place == Some(&MISSING), place: place.copied() }
        };
        let textures = part.textures.iter().map(texture).collect();
        PartFacts { mesh, levels: levels.unwrap_or_default(), textures }
    }

    /// Triangles in full detail; none if the mesh is missing, or not loaded yet.
    pub fn triangles(&self) -> Option<usize> {
        self.levels.first().map(|indices| indices.len() / 3)
    }
}

impl SelectionFacts {
    /// Values of some of a zone's objects; numbers out of range are ignored.
    pub fn new(objects: &[PlacedObject], selected: &[usize], models: Option<&Objects>) -> SelectionFacts {
        let mut found = SelectionFacts::default();
        let mut known: HashMap<usize, usize> = HashMap::new();
        for index in selected {
            let Some((models, instance)) = models.and_then(|models| Some((models, models.set.objects.get(*index)?)))
            else {
                continue;
            };
            let name = || objects.get(*index).map(|placed| placed.name.clone()).unwrap_or_default();
            let place = *known.entry(instance.kind).or_insert_with(|| {
                found.kinds.push((name(), 0));
                found.kinds.len() - 1
            });
            found.kinds[place].1 += 1;
            let levels = models.set.parts(*index).iter().filter_map(|part| models.levels.get(part.mesh?));
            found.triangles += levels.map(|levels| levels.full().len() as u64 / 3).sum::<u64>();
        }
        found.kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found
    }
}

#[cfg(test)]
mod tests {
    use glam::Vec3;

    use super::*;
    use crate::formats::n3pmesh::{Mesh, MeshVertex};
    use crate::formats::opd::{Object, OpdFile, Placement};
    use crate::scene::objects::ObjectSet;
    use crate::scene::objects::placeholders::with_boxes;
    use crate::scene::raster::object_textures::ObjectTextures;

    /// A triangle of 2 x 3 m that begins at the origin.
    fn mesh() -> Mesh {
        let corners = [[0.0, 0.0, 0.0], [0.0, 3.0, 0.0], [2.0, 0.0, 0.0]];
        let vertices = corners.map(|position_m| MeshVertex { position_m, ..MeshVertex::default() });
        Mesh::new("triangle", vertices.to_vec(), vec![0, 1, 2])
    }

    fn file() -> OpdFile {
        let part = |mesh: &str, x: f32| ObjectPart {
            pivot_m: [x, 0.0, 0.0],
            mesh: mesh.into(),
            textures: vec![b"A.DXT".to_vec(), Vec::new()],
            ..ObjectPart::default()
        };
        let placement = Placement {
            position_m: [100.0, 5.0, 200.0],
            rotation: glam::Quat::from_rotation_y(std::f32::consts::FRAC_PI_2).to_array(),
            scale: [2.0; 3],
            ..Placement::default()
        };
        let object = |parts| Object { placement: placement.clone(), parts, ..Object::default() };
        let objects = vec![object(vec![part("There", 0.0), part("there", 1.0)]), object(vec![part("gone", 0.0)])];
        OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![None], objects }
    }

    fn models(file: &OpdFile) -> Objects {
        let (set, meshes) = with_boxes(ObjectSet::new(file), vec![Some(mesh()), None], file);
        Objects::new(set, meshes, ObjectTextures::new(&[None], &[false], false))
    }

    #[test]
    fn an_object_has_a_box_that_turns_and_scales_with_it() {
        let file = file();
        let (placed, models) = (PlacedObject::all(&file), models(&file));
        let facts = ObjectFacts::new(&placed, 0, Some(&models)).unwrap();
        assert_eq!((facts.alike, facts.parts.len()), (1, 2));
        assert!(
            facts.extent.size_m().abs_diff_eq(Vec3::new(6.0, 6.0, 0.0), 1e-4),
            "two triangles side by side: {}",
            facts.extent.size_m()
        );
        // A quarter turn about the vertical axis: x becomes south.
        assert!(
            facts.extent.corners[7].abs_diff_eq(Vec3::new(100.0, 11.0, 194.0), 1e-4),
            "{}",
            facts.extent.corners[7]
        );
        assert!(facts.extent.middle().abs_diff_eq(Vec3::new(100.0, 8.0, 197.0), 1e-4));
    }

    #[test]
    fn missing_files_are_named_and_a_placeholder_has_a_box() {
        let file = file();
        let (placed, models) = (PlacedObject::all(&file), models(&file));
        let [there, gone] = [0, 1].map(|index| ObjectFacts::new(&placed, index, Some(&models)).unwrap());
        assert_eq!((there.parts[0].mesh.as_str(), there.parts[0].triangles()), ("there", Some(1)));
        assert_eq!((gone.parts[0].mesh.as_str(), gone.parts[0].triangles()), ("gone", None));
        let textures: Vec<_> = there.parts[0].textures.iter().map(|t| (t.name.as_str(), t.is_missing)).collect();
        assert_eq!(textures, [("a.dxt", true), ("", false)]);
        assert!(gone.extent.size_m().min_element() > 0.1, "as large as what is drawn: {}", gone.extent.size_m());
        let early = ObjectFacts::new(&placed, 0, None).unwrap();
        assert_eq!(
            (early.extent.middle(), early.extent.radius_m(), early.alike),
            (placed[0].position_m, 0.0, 1),
            "before it is loaded"
        );
        assert_eq!(ObjectFacts::new(&placed, 2, None), None);
    }

    #[test]
    fn several_objects_are_counted_by_kind() {
        let mut file = file();
        file.objects.push(file.objects[1].clone());
        let (placed, models) = (PlacedObject::all(&file), models(&file));
        let facts = SelectionFacts::new(&placed, &[0, 1, 2, 9], Some(&models));
        assert_eq!(facts.kinds.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2, 1], "most first");
        // Two triangles, and two boxes of twelve in place of missing meshes.
        assert_eq!(facts.triangles, 2 + 2 * 12);
        assert_eq!(SelectionFacts::new(&placed, &[0], None), SelectionFacts::default(), "before it is loaded");
    }
}
