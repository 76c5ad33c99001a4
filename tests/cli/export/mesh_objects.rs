//! Placed objects in meshes: nodes, shared meshes, materials, places.

use std::collections::BTreeSet;
use std::path::Path;

use gtd_viewer::formats::gtd::{Draft, Header};
use gtd_viewer::formats::ntf::{PixelFormat, write};
use serde_json::Value;

use super::program;
use crate::common::glb::Scene;
use crate::common::samples;

/// A client folder with two objects, the second one at no place.
pub fn client() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: Vec<u8>| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    put("Zones/little.gtd", Draft::flat(Header::versioned(2, "little"), 17).encode().unwrap());
    put("Zones/little.opd", samples::objects(true).encode().unwrap());
    put("Object/Tree.n3pmesh", samples::mesh().encode().unwrap());
    put("Object/TREE.DXT", write::gtt([&samples::texture(8, 8, PixelFormat::Dxt3, true)]));
    folder
}

/// The demo zone in a folder of its own.
pub fn island() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), &["generate", "demo", "-o", "."]).assert().success();
    folder
}

fn export(folder: &Path, args: &[&str]) {
    program(folder, &[&["export", "mesh"], args].concat()).assert().success();
}

/// The statistics of a zone's objects, whose boxes are computed without this export.
fn listed(folder: &Path, zone: &str) -> Vec<Value> {
    let output = program(folder, &["objects", "--json", zone]).output().unwrap();
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    stats["shapes"].as_array().unwrap().clone()
}

#[test]
fn every_object_is_a_node_at_its_place_and_kinds_share_a_mesh() {
    let folder = island();
    export(folder.path(), &["Zones/demo.gtd", "-o", "z.glb", "--texture", "none"]);
    let (scene, shapes) = (Scene::open(&folder.path().join("z.glb")), listed(folder.path(), "Zones/demo.gtd"));
    let objects = scene.objects();
    assert_eq!(objects.len(), shapes.len());
    let (mut kinds, mut meshes) = (BTreeSet::new(), BTreeSet::new());
    for ((node, extras), shape) in objects.iter().zip(&shapes) {
        assert_eq!((&extras["index"], &extras["name"]), (&shape["index"], &shape["name"]));
        assert_eq!((node.name(), &extras["event"]), (shape["name"].as_str(), &shape["event"]));
        assert_eq!(scene.misplaced(node, &shape["box"]), None);
        if let Some(mesh) = node.mesh() {
            kinds.insert(shape["parts"].to_string());
            meshes.insert(mesh.index());
        }
    }
    assert_eq!(meshes.len(), kinds.len(), "one mesh a kind");
    let names: BTreeSet<_> = scene.file.images().map(|image| image.name().map(str::to_owned)).collect();
    assert_eq!(names.len(), scene.file.images().count(), "each texture once");
    for part in ["ground", "water", "objects"] {
        assert!(scene.file.nodes().any(|node| node.name() == Some(part)), "{part}");
    }
}

#[test]
fn materials_say_what_alpha_is_and_which_sides_are_drawn() {
    let folder = island();
    export(folder.path(), &["Zones/demo.gtd", "-o", "z.glb", "--without", "ground,water"]);
    let scene = Scene::open(&folder.path().join("z.glb"));
    let shapes = listed(folder.path(), "Zones/demo.gtd");
    let (mut modes, mut checked) = (BTreeSet::new(), 0);
    for ((node, _), shape) in scene.objects().iter().zip(&shapes) {
        let parts = shape["parts"].as_array().unwrap();
        let Some(mesh) = node.mesh().filter(|mesh| mesh.primitives().len() == parts.len()) else { continue };
        for (primitive, part) in mesh.primitives().zip(parts) {
            let (material, flags) = (primitive.material(), part["flags"].as_u64().unwrap());
            assert_eq!(material.alpha_mode() == gltf::material::AlphaMode::Blend, flags & 1 != 0, "{part}");
            assert_eq!(material.double_sided(), flags & 4 != 0, "{part}");
            let stored = &scene.json["materials"][material.index().unwrap()];
            assert_eq!(stored["extensions"]["KHR_materials_unlit"].is_object(), flags & 0x40 != 0, "{part}");
            modes.insert(format!("{:?}", material.alpha_mode()));
            checked += 1;
        }
    }
    assert!(checked > 1000 && modes.len() == 3, "{checked} parts: {modes:?}");
    assert!(!scene.file.nodes().any(|node| matches!(node.name(), Some("ground" | "water"))));
}

#[test]
fn a_mirrored_object_keeps_its_front_and_one_without_a_place_has_no_mesh() {
    let folder = client();
    for name in ["z.glb", "z.obj"] {
        export(folder.path(), &["Zones/little.gtd", "-o", name, "--without", "ground,water"]);
    }
    let scene = Scene::open(&folder.path().join("z.glb"));
    let objects = scene.objects();
    let bounds = serde_json::json!([[4.0, 1.0, 2.0], [5.0, 1.0, 3.0]]);
    assert_eq!(scene.misplaced(&objects[0].0, &bounds), None, "mirrored and turned by 90 degrees");
    assert_eq!((objects.len(), objects[1].0.mesh().is_none()), (2, true));
    // The faces of an OBJ have no transform: they are turned over themselves.
    let text = std::fs::read_to_string(folder.path().join("z.obj")).unwrap();
    assert!(text.contains("o 0_tree\n") && text.contains("o 1_tree\n"), "{text}");
    let rows = |prefix: &str| -> Vec<Vec<f32>> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(prefix));
        lines.map(|line| line.split(' ').map(|number| number.parse().unwrap()).collect()).collect()
    };
    let (places, normals) = (rows("v "), rows("vn "));
    let faces: Vec<Vec<usize>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("f "))
        .map(|line| line.split(' ').map(|corner| corner.split('/').next().unwrap().parse().unwrap()).collect())
        .collect();
    assert_eq!(faces.len(), 2);
    for face in faces {
        let [a, b, c] = [face[0], face[1], face[2]].map(|corner| &places[corner - 1]);
        let (p, q): (Vec<f32>, Vec<f32>) =
            ((0..3).map(|i| b[i] - a[i]).collect(), (0..3).map(|i| c[i] - a[i]).collect());
        let cross = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];
        let normal = &normals[face[0] - 1];
        let agreement: f32 = cross.iter().zip(normal).map(|(a, b)| a * b).sum();
        assert!(agreement > 0.5, "{cross:?} and {normal:?}");
    }
}

#[test]
fn an_object_whose_mesh_is_missing_is_a_node_without_one() {
    let folder = client();
    std::fs::remove_file(folder.path().join("Object/Tree.n3pmesh")).unwrap();
    export(folder.path(), &["Zones/little.gtd", "-o", "z.glb"]);
    let scene = Scene::open(&folder.path().join("z.glb"));
    let objects = scene.objects();
    assert_eq!(scene.indices(), [0, 1]);
    assert!(objects.iter().all(|(node, extras)| node.mesh().is_none() && extras["name"] == "tree"));
}

#[test]
fn rectangles_share_the_objects_between_them() {
    let folder = island();
    let part = |tiles: &str| {
        export(
            folder.path(),
            &["Zones/demo.gtd", "-o", "part.glb", "--tiles", tiles, "--texture", "none", "--without", "water"],
        );
        Scene::open(&folder.path().join("part.glb")).indices()
    };
    let mut together = [part("0,0,128,256"), part("128,0,256,256")];
    assert!(together.iter().all(|indices| indices.len() > 100));
    let (west, shapes) = (together[0].clone(), listed(folder.path(), "Zones/demo.gtd"));
    for shape in &shapes {
        let is_west = shape["position"][0].as_f64().unwrap() < 512.0;
        assert_eq!(west.contains(&shape["index"].as_u64().unwrap()), is_west, "{shape}");
    }
    together[0].append(&mut together[1].clone());
    together[0].sort_unstable();
    assert_eq!(together[0].len(), shapes.len());
}

#[test]
fn hidden_objects_are_left_out() {
    let folder = client();
    export(folder.path(), &["Zones/little.gtd", "-o", "z.glb", "--hide", "0"]);
    assert_eq!(Scene::open(&folder.path().join("z.glb")).indices(), [1]);
    export(folder.path(), &["Zones/little.gtd", "-o", "z.glb", "--hide", "tree"]);
    assert_eq!(Scene::open(&folder.path().join("z.glb")).indices().len(), 0);
}

#[test]
fn textures_of_an_obj_lie_in_a_folder_and_others_files_stay() {
    let folder = client();
    let (textures, args) = (folder.path().join("z-textures"), ["Zones/little.gtd", "-o", "z.obj"]);
    export(folder.path(), &args);
    let picture = image::open(textures.join("tree.png")).unwrap();
    assert_eq!((picture.width(), picture.height()), (8, 8));
    let mtl = std::fs::read_to_string(folder.path().join("z.mtl")).unwrap();
    assert!(mtl.contains("newmtl tree\n") && mtl.contains("map_Kd z-textures/tree.png\n"), "{mtl}");
    std::fs::write(textures.join("mine.png"), "mine").unwrap();
    export(folder.path(), &args);
    assert!(textures.join("mine.png").exists());

    std::fs::write(textures.join("tree.png"), "somebody's work").unwrap();
    let command = [&["export", "mesh"], &args[..]].concat();
    let refused = program(folder.path(), &command).assert().code(1).get_output().clone();
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.contains("tree.png exists") && message.contains("--force"), "{message}");
    assert_eq!(std::fs::read_to_string(textures.join("tree.png")).unwrap(), "somebody's work");
    program(folder.path(), &[&command[..], &["--force"]].concat()).assert().success();
    assert!(image::open(textures.join("tree.png")).is_ok());
}

#[test]
fn what_is_left_out_is_said_by_name_and_something_must_be_left() {
    let folder = client();
    for (without, code) in [("sky", 2), ("ground,water,objects", 2), ("ground,objects", 1)] {
        let args = ["export", "mesh", "Zones/little.gtd", "-o", "z.glb", "--without", without];
        program(folder.path(), &args).assert().code(code);
        assert!(!folder.path().join("z.glb").exists(), "{without}");
    }
}
