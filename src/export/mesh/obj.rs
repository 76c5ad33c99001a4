//! Wavefront OBJ with materials: text, for programs without glTF.

use std::fmt::Write;

use glam::Vec3;

use super::build::Geometry;
use super::materials::{Alpha, ObjectMaterial, Picture};
use super::objects::{NodePlace, ObjectScene};
use super::scene::{Liquid, MeshScene};
use crate::export::outputs::materials_line;

/// Contents of the files of an OBJ.
pub(super) struct ObjFiles {
    pub(super) obj: String,
    pub(super) mtl: String,
}

/// Names of the files of an OBJ.
pub(super) struct ObjNames<'a> {
    /// Common stem of the files.
    pub(super) stem: &'a str,
    pub(super) obj: &'a str,
    /// Folder of the objects' textures.
    pub(super) textures: &'a str,
}

pub(super) fn encode(scene: &MeshScene, names: &ObjNames<'_>) -> ObjFiles {
    let stem = names.stem;
    let mut obj = format!("# {}: meters, x east, y up, -z north\nmtllib {stem}.mtl\n", scene.name);
    let mut mtl = materials_line(names.obj);
    let mut next = 1;
    if let Some(ground) = &scene.ground {
        next = surface(&mut obj, "ground", ground, next);
        let color = if scene.image.is_some() { "1 1 1" } else { "0.5 0.5 0.45" };
        // Writing to a String cannot fail.
        let _ = writeln!(mtl, "newmtl ground\nKd {color}\nKs 0 0 0");
        if scene.image.is_some() {
            let _ = writeln!(mtl, "map_Kd {stem}.png");
        }
    }
    for (liquid, geometry) in &scene.liquids {
        next = surface(&mut obj, liquid.name(), geometry, next);
        mtl.push_str(match liquid {
            Liquid::Water => "\nnewmtl water\nKd 0.2 0.42 0.5\nKs 0.3 0.3 0.3\nd 0.6\n",
            Liquid::Lava => "\nnewmtl lava\nKd 1 0.33 0\nKe 0.8 0.2 0.02\nKs 0 0 0\n",
        });
    }
    objects(&mut obj, &scene.objects, next);
    for part in &scene.objects.materials {
        material(&mut mtl, part, &scene.objects.pictures, names.textures);
    }
    ObjFiles { obj, mtl }
}

/// Appends an object with a single material of its name; `first` is the number of its first vertex, counted from 1.
/// Returns the number after its last.
fn surface(obj: &mut String, name: &str, geometry: &Geometry, first: u64) -> u64 {
    let _ = writeln!(obj, "o {name}");
    append(obj, name, geometry, None, first)
}

fn objects(obj: &mut String, objects: &ObjectScene, mut next: u64) {
    for node in &objects.nodes {
        let _ = writeln!(obj, "o {}_{}", node.index, word(&node.name));
        let mesh = node.mesh.and_then(|mesh| objects.meshes.get(mesh));
        for (geometry, material) in mesh.into_iter().flat_map(|mesh| &mesh.parts) {
            next = append(obj, &objects.materials[*material].name, geometry, node.place, next);
        }
    }
}

/// Appends vertices and faces of a material, at a place; as [`surface`].
fn append(obj: &mut String, material: &str, geometry: &Geometry, place: Option<NodePlace>, first: u64) -> u64 {
    let world = place.map(NodePlace::matrix);
    // Normals of what is scaled unevenly.
    let turned = world.map(|world| world.matrix3.inverse().transpose());
    for position in &geometry.positions {
        let [x, y, z] = world.map_or(*position, |world| world.transform_point3(Vec3::from(*position)).to_array());
        let _ = writeln!(obj, "v {x} {y} {z}");
    }
    // In OBJ, v points up.
    for [u, v] in &geometry.uvs {
        let _ = writeln!(obj, "vt {u} {}", 1.0 - v);
    }
    for normal in &geometry.normals {
        let turn = |turned: glam::Mat3A| (turned * Vec3::from(*normal)).normalize_or(Vec3::Y).to_array();
        let [x, y, z] = turned.map_or(*normal, turn);
        let _ = writeln!(obj, "vn {x} {y} {z}");
    }
    let _ = writeln!(obj, "usemtl {material}");
    let is_mirrored = world.is_some_and(|world| world.matrix3.determinant() < 0.0);
    for corners in geometry.indices.as_chunks::<3>().0 {
        let [a, b, c] = corners.map(|index| u64::from(index) + first);
        let (b, c) = if is_mirrored { (c, b) } else { (b, c) };
        let _ = writeln!(obj, "f {a}/{a}/{a} {b}/{b}/{b} {c}/{c}/{c}");
    }
    first + geometry.positions.len() as u64
}

/// Appends the material of parts.
fn material(mtl: &mut String, material: &ObjectMaterial, pictures: &[Picture], folder: &str) {
    let _ = writeln!(mtl, "\nnewmtl {}", material.name);
    let color = if material.has_texture && material.picture.is_none() { "0.5 0.5 0.5" } else { "1 1 1" };
    let _ = writeln!(mtl, "Kd {color}\nKs 0 0 0");
    if let Some(picture) = material.picture.and_then(|picture| pictures.get(picture)) {
        let _ = writeln!(mtl, "map_Kd {folder}/{}.png", picture.name);
        if material.alpha != Alpha::Opaque {
            let _ = writeln!(mtl, "map_d {folder}/{}.png", picture.name);
        }
    }
}

/// A name without blanks, which end names in some readers.
fn word(name: &str) -> String {
    name.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect()
}
