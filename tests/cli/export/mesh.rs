//! Meshes, read by the gltf crate and a small OBJ reader.

use std::path::Path;

use gltf::{Glb, Gltf};
use gtd_viewer::formats::gtd::{Gtd, Header, Pond, WaterVertex};
use gtd_viewer::scene::terrain::heights::Heights;

use super::{common, program, test_zone};

fn folder() -> (tempfile::TempDir, Gtd) {
    let folder = tempfile::tempdir().unwrap();
    let gtd = Gtd::parse(test_zone::sample(Header::versioned(2, "a")).encode().unwrap()).unwrap();
    std::fs::write(folder.path().join("a.gtd"), gtd.bytes()).unwrap();
    (folder, gtd)
}

/// Positions, triangles and texture coordinates.
type ReadBack = (Vec<[f32; 3]>, Vec<[u32; 3]>, Vec<[f32; 2]>);

/// A mesh by name.
fn surface(file: &Gltf, name: &str) -> ReadBack {
    let blob = file.blob.as_deref().unwrap();
    let mesh = file.meshes().find(|mesh| mesh.name() == Some(name)).unwrap();
    let primitive = mesh.primitives().next().unwrap();
    let reader = primitive.reader(|_| Some(blob));
    let positions = reader.read_positions().unwrap().collect();
    let indices: Vec<u32> = reader.read_indices().unwrap().into_u32().collect();
    let uvs = reader.read_tex_coords(0).unwrap().into_f32().collect();
    (positions, indices.as_chunks::<3>().0.to_vec(), uvs)
}

fn open(path: &Path) -> Gltf {
    Gltf::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Upward component of a triangle's right-handed normal.
fn up([a, b, c]: [[f32; 3]; 3]) -> f32 {
    let (p, q) = ([b[0] - a[0], b[2] - a[2]], [c[0] - a[0], c[2] - a[2]]);
    p[1] * q[0] - p[0] * q[1]
}

#[test]
fn the_ground_is_the_clients_neither_mirrored_nor_upside_down() {
    let (folder, gtd) = folder();
    program(folder.path(), &["export", "mesh", "a.gtd", "-o", "a.glb"]).assert().success();
    let file = open(&folder.path().join("a.glb"));
    let (positions, triangles, uvs) = surface(&file, "ground");
    assert_eq!((positions.len(), triangles.len()), (17 * 17, 2 * 16 * 16));
    let heights = Heights::new(gtd.records(), 17).unwrap();
    for ([x, y, z], [u, v]) in positions.iter().zip(&uvs) {
        assert_eq!(heights.interpolate(*x, -z), Some(*y));
        assert_eq!((u * 64.0, 64.0 - v * 64.0), (*x, -z));
    }
    for corners in &triangles {
        let places = corners.map(|index| positions[index as usize]);
        assert!(up(places) > 0.0, "{places:?}");
        let middle: [f32; 3] = std::array::from_fn(|i| places.iter().map(|place| place[i]).sum::<f32>() / 3.0);
        let drawn = heights.interpolate(middle[0], -middle[2]).unwrap();
        assert!((drawn - middle[1]).abs() < 1e-3, "another triangulation: {drawn} and {}", middle[1]);
    }
    let (_, triangles, _) = surface(&file, "water");
    let expected: usize = gtd.rivers().iter().map(|river| river.indices().len() / 3).sum::<usize>()
        + gtd.ponds().iter().map(|pond| pond.indices().len() / 3).sum::<usize>();
    assert_eq!(triangles.len(), expected);
}

#[test]
fn ponds_of_lava_have_a_glowing_material() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = test_zone::sample(Header::versioned(2, "a"));
    let corner = |x: f32, z: f32| WaterVertex::new([x, 9.0, z], [0.0, 1.0, 0.0], 0xbbff_5500, [x, z]);
    let grid = [(40.0, 10.0), (10.0, 10.0), (40.0, 40.0), (10.0, 40.0)];
    draft.ponds = vec![Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "ka_water.dxt")];
    std::fs::write(folder.path().join("a.gtd"), draft.encode().unwrap()).unwrap();
    for name in ["a.glb", "a.obj"] {
        program(folder.path(), &["export", "mesh", "a.gtd", "-o", name]).assert().success();
    }
    let file = open(&folder.path().join("a.glb"));
    assert_eq!(surface(&file, "lava").1.len(), 2);
    let emissive = |name: &str| {
        let mesh = file.meshes().find(|mesh| mesh.name() == Some(name)).unwrap();
        let material = mesh.primitives().next().unwrap().material();
        assert_eq!(material.name(), Some(name));
        material.emissive_factor()
    };
    assert!(emissive("lava")[0] > 0.5);
    assert_eq!(emissive("water"), [0.0; 3], "the river");
    let [obj, mtl] = ["a.obj", "a.mtl"].map(|name| std::fs::read_to_string(folder.path().join(name)).unwrap());
    assert!(obj.contains("usemtl lava") && mtl.contains("newmtl lava"));
}

#[test]
fn the_picture_is_inside_and_lies_north_up() {
    let (folder, _) = folder();
    let args = ["export", "mesh", "a.gtd", "-o", "a.glb", "--px-per-tile", "8"];
    program(folder.path(), &args).assert().success();
    let bytes = std::fs::read(folder.path().join("a.glb")).unwrap();
    let glb = Glb::from_slice(&bytes).unwrap();
    let file = open(&folder.path().join("a.glb"));
    let gltf::image::Source::View { view, mime_type } = file.images().next().unwrap().source() else { panic!() };
    assert_eq!(mime_type, "image/png");
    let png = &glb.bin.unwrap()[view.offset()..view.offset() + view.length()];
    let picture = image::load_from_memory(png).unwrap();
    assert_eq!((picture.width(), picture.height()), (128, 128));
}

#[test]
fn parts_and_bare_meshes() {
    let (folder, _) = folder();
    let args = ["export", "mesh", "a.gtd", "-o", "part.glb", "--tiles", "2,3,6,13", "--texture", "none"];
    program(folder.path(), &args).assert().success();
    let file = open(&folder.path().join("part.glb"));
    let (positions, triangles, _) = surface(&file, "ground");
    assert_eq!((positions.len(), triangles.len(), file.images().count()), (5 * 11, 2 * 4 * 10, 0));
    assert_eq!((positions[0][0], positions[0][2]), (8.0, -12.0));
    let wrong =
        |tiles: &str| program(folder.path(), &["export", "mesh", "a.gtd", "-o", "b.glb", "--tiles", tiles]).assert();
    wrong("0,0,17,4").code(1);
    wrong("4,0,4,4").code(2);
    wrong("1,2,3").code(2);
    program(folder.path(), &["export", "mesh", "a.gtd", "-o", "b.fbx"]).assert().code(2);
    program(folder.path(), &["export", "mesh", "a.gtd", "-o", "c.glb", "--texture", "colormap"]).assert().success();
}

#[test]
fn obj_and_glb_have_the_same_contents() {
    let (folder, _) = folder();
    for name in ["a.obj", "a.glb"] {
        program(folder.path(), &["export", "mesh", "a.gtd", "-o", name]).assert().success();
    }
    let text = std::fs::read_to_string(folder.path().join("a.obj")).unwrap();
    let numbers = |prefix: &str| -> Vec<Vec<f32>> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(prefix));
        lines.map(|line| line.split(' ').map(|n| n.parse().unwrap()).collect()).collect()
    };
    let file = open(&folder.path().join("a.glb"));
    let (ground, water) = (surface(&file, "ground"), surface(&file, "water"));
    let positions: Vec<Vec<f32>> = ground.0.iter().chain(&water.0).map(|place| place.to_vec()).collect();
    assert_eq!(numbers("v "), positions);
    assert_eq!(text.lines().filter(|line| line.starts_with("f ")).count(), ground.1.len() + water.1.len());
    let last = text.lines().last().unwrap().split(['/', ' ']).filter_map(|n| n.parse::<usize>().ok()).max();
    assert_eq!(last, Some(positions.len()));
    let mtl = std::fs::read_to_string(folder.path().join("a.mtl")).unwrap();
    assert!(text.contains("mtllib a.mtl") && mtl.contains("map_Kd a.png"));
    assert!(image::open(folder.path().join("a.png")).is_ok());
}

#[test]
fn real_zones_become_meshes() {
    let Some(corpus) = common::corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (zone, triangles) in [("1298/Zones/moradon.gtd", 2 * 128 * 128), ("1097/Zones/dungeon_a.gtd", 2 * 256 * 256)] {
        let zone = corpus.join("ko").join(zone);
        let args = ["export", "mesh", zone.to_str().unwrap(), "-o", "a.glb", "--px-per-tile", "4"];
        program(folder.path(), &args).assert().success();
        let (positions, found, _) = surface(&open(&folder.path().join("a.glb")), "ground");
        assert_eq!(found.len(), triangles);
        assert!(found.iter().all(|corners| up(corners.map(|index| positions[index as usize])) > 0.0));
    }
}
