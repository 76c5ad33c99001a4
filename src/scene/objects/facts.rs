//! Values of one placed object, for panels: its parts with their files, and its box.

use glam::{Affine3A, Vec3};

use super::{Bounds, file_name};
use crate::formats::opd::ObjectPart;
use crate::scene::raster::object_textures::MISSING;
use crate::scene::{Objects, PlacedObject};

/// Values of a placed object that follow from its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectFacts {
    /// Number of objects with the same parts, this one included.
    pub alike: usize,
    /// The stored parts.
    pub parts: Vec<PartFacts>,
    /// Corners of its box, turned as the object is, in world meters: bit 0 of the index is x, bit 1 y, bit 2 z. A point
    /// eight times for an object that is not drawn.
    pub corners: [Vec3; 8],
    /// Width, height and depth of that box in meters.
    pub size_m: Vec3,
}

/// A part with its files.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFacts {
    /// Path of the mesh; empty if the part names none.
    pub mesh: String,
    /// Triangles in full detail; none if the mesh is missing, or not loaded yet.
    pub triangles: Option<usize>,
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
}

impl ObjectFacts {
    /// Values of one of a zone's objects; `models` once they are loaded. None for a number out of range.
    pub fn new(objects: &[PlacedObject], index: usize, models: Option<&Objects>) -> Option<ObjectFacts> {
        let placed = objects.get(index)?;
        let (corners, size_m) = models.and_then(|models| box_of(models, index)).unwrap_or_else(|| {
            let point = placed.position_m;
            ([point; 8], Vec3::ZERO)
        });
        Some(ObjectFacts {
            alike: objects.iter().filter(|other| other.stored.parts == placed.stored.parts).count(),
            parts: placed.stored.parts.iter().map(|part| PartFacts::new(part, models)).collect(),
            corners,
            size_m,
        })
    }

    /// Middle of the box, in world meters.
    pub fn middle(&self) -> Vec3 {
        (self.corners[0] + self.corners[7]) * 0.5
    }

    /// Half the diagonal of the box, in meters.
    pub fn radius_m(&self) -> f32 {
        self.corners[0].distance(self.corners[7]) * 0.5
    }
}

impl PartFacts {
    fn new(part: &ObjectPart, models: Option<&Objects>) -> PartFacts {
        let mesh = file_name(&part.mesh).unwrap_or_default();
        let triangles = models.and_then(|models| {
            let number = models.set.meshes.iter().position(|name| *name == mesh)?;
            models.meshes.get(number)?.as_ref()?;
            Some(models.levels.get(number)?.full().len() / 3)
        });
        let texture = |stored: &Vec<u8>| {
            let name = file_name(stored).unwrap_or_default();
            let number = models.and_then(|models| models.set.textures.iter().position(|known| *known == name));
            let place = models.zip(number).and_then(|(models, number)| models.textures.places.get(number));
            TextureFacts { name, is_missing: place == Some(&MISSING) }
        };
        PartFacts { mesh, triangles, textures: part.textures.iter().map(texture).collect() }
    }
}

/// Corners in the world and size of the box around all drawn parts, at rest; none for an object that is not drawn.
fn box_of(models: &Objects, index: usize) -> Option<([Vec3; 8], Vec3)> {
    let world_from_object = models.set.objects.get(index)?.world_from_object;
    let part_box = |part: &super::KindPart| {
        let mesh = models.meshes.get(part.mesh?)?.as_ref()?;
        Bounds::of_vertices(&mesh.vertices, Affine3A::from_translation(part.pivot_m))
    };
    let bounds = models.set.parts(index).iter().filter_map(part_box).reduce(Bounds::union)?;
    let corners = bounds.corners().map(|corner| world_from_object.transform_point3(corner));
    let size = [1, 2, 4].map(|corner: usize| corners[0].distance(corners[corner]));
    corners.iter().all(|corner| corner.is_finite()).then_some((corners, size.into()))
}

#[cfg(test)]
mod tests {
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
            facts.size_m.abs_diff_eq(Vec3::new(6.0, 6.0, 0.0), 1e-4),
            "two triangles side by side: {}",
            facts.size_m
        );
        // A quarter turn about the vertical axis: x becomes south.
        assert!(facts.corners[7].abs_diff_eq(Vec3::new(100.0, 11.0, 194.0), 1e-4), "{}", facts.corners[7]);
        assert!(facts.middle().abs_diff_eq(Vec3::new(100.0, 8.0, 197.0), 1e-4));
    }

    #[test]
    fn missing_files_are_named_and_a_placeholder_has_a_box() {
        let file = file();
        let (placed, models) = (PlacedObject::all(&file), models(&file));
        let [there, gone] = [0, 1].map(|index| ObjectFacts::new(&placed, index, Some(&models)).unwrap());
        assert_eq!((there.parts[0].mesh.as_str(), there.parts[0].triangles), ("there", Some(1)));
        assert_eq!((gone.parts[0].mesh.as_str(), gone.parts[0].triangles), ("gone", None));
        let textures =
            [("a.dxt", true), ("", false)].map(|(name, is_missing)| TextureFacts { name: name.to_owned(), is_missing });
        assert_eq!(there.parts[0].textures, textures);
        assert!(gone.size_m.min_element() > 0.1, "as large as what is drawn: {}", gone.size_m);
        let early = ObjectFacts::new(&placed, 0, None).unwrap();
        assert_eq!(
            (early.middle(), early.radius_m(), early.alike),
            (placed[0].position_m, 0.0, 1),
            "before it is loaded"
        );
        assert_eq!(ObjectFacts::new(&placed, 2, None), None);
    }
}
