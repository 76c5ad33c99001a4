//! Wavefront OBJ with materials: text, for programs without glTF.

use std::fmt::Write;

use super::{Geometry, MeshScene};
use crate::export::outputs::materials_line;

/// Contents of the files of an OBJ.
pub(super) struct ObjFiles {
    pub(super) obj: String,
    pub(super) mtl: String,
}

/// Encodes a scene; `stem` is the common name of the files, `name` that of the OBJ.
pub(super) fn encode(scene: &MeshScene, stem: &str, name: &str) -> ObjFiles {
    let mut obj = format!("# {}: meters, x east, y up, -z north\nmtllib {stem}.mtl\n", scene.name);
    let first = append(&mut obj, "ground", &scene.ground, 1);
    if let Some(water) = &scene.water {
        append(&mut obj, "water", water, first);
    }
    let mut mtl = materials_line(name) + "newmtl ground\nKd 1 1 1\nKs 0 0 0\n";
    if scene.image.is_some() {
        // Writing to a String cannot fail.
        let _ = writeln!(mtl, "map_Kd {stem}.png");
    } else {
        mtl = mtl.replace("Kd 1 1 1", "Kd 0.5 0.5 0.45");
    }
    mtl.push_str("\nnewmtl water\nKd 0.2 0.42 0.5\nKs 0.3 0.3 0.3\nd 0.6\n");
    ObjFiles { obj, mtl }
}

/// Appends a surface; `first` is the number of its first vertex, counted from 1. Returns the number after its last.
fn append(obj: &mut String, name: &str, geometry: &Geometry, first: u64) -> u64 {
    let _ = writeln!(obj, "o {name}");
    for [x, y, z] in &geometry.positions {
        let _ = writeln!(obj, "v {x} {y} {z}");
    }
    // In OBJ, v points up.
    for [u, v] in &geometry.uvs {
        let _ = writeln!(obj, "vt {u} {}", 1.0 - v);
    }
    for [x, y, z] in &geometry.normals {
        let _ = writeln!(obj, "vn {x} {y} {z}");
    }
    let _ = writeln!(obj, "usemtl {name}");
    for corners in geometry.indices.as_chunks::<3>().0 {
        let [a, b, c] = corners.map(|index| u64::from(index) + first);
        let _ = writeln!(obj, "f {a}/{a}/{a} {b}/{b}/{b} {c}/{c}/{c}");
    }
    first + geometry.positions.len() as u64
}
