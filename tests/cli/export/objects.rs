//! Objects as a table and as files of their own, and meshes of selected objects and single models.

use gtd_viewer::formats::n3shape::ShapeFile;
use gtd_viewer::formats::opd::OpdFile;

use super::mesh_objects::{client, island};
use super::program;
use crate::common::glb::Scene;

/// The first object that has parts and is not the only one of its kind.
fn first_drawn(opd: &OpdFile) -> usize {
    let is_one_of_many = |index: &usize| {
        let parts = &opd.objects[*index].parts;
        !parts.is_empty() && opd.objects.iter().filter(|other| other.parts == *parts).count() > 1
    };
    (0..opd.objects.len()).find(is_one_of_many).unwrap()
}

#[test]
fn a_table_has_a_line_for_each_object_of_a_zone_or_of_its_object_file() {
    let folder = island();
    for input in ["Zones/demo.gtd", "Zones/demo.opd"] {
        program(folder.path(), &["export", "objects", input, "-o", "o.csv"]).assert().success();
        let csv = std::fs::read_to_string(folder.path().join("o.csv")).unwrap();
        let opd = OpdFile::parse(&std::fs::read(folder.path().join("Zones/demo.opd")).unwrap()).unwrap();
        let (header, lines) = csv.split_once('\n').unwrap();
        assert!(header.starts_with("index,name,type,x_m,y_m,z_m,rotation_x,"), "{header}");
        assert_eq!(lines.lines().count(), opd.objects.len());
        for ((index, line), object) in lines.lines().enumerate().zip(&opd.objects) {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!((fields[0].parse(), fields[1]), (Ok(index), object.name().as_str()));
            let floats: Vec<f32> = fields[3..13].iter().map(|field| field.parse().unwrap()).collect();
            let placement = &object.placement;
            let stored = placement.position_m.iter().chain(&placement.rotation).chain(&placement.scale);
            assert_eq!(floats, stored.copied().collect::<Vec<_>>(), "exact");
            let events: Vec<i32> = fields[13..].iter().map(|field| field.parse().unwrap()).collect();
            let e = object.events;
            assert_eq!(events, [e.belongs_to, e.event_id, e.event_kind, e.npc_id, e.npc_status]);
        }
    }
    program(folder.path(), &["export", "objects", "Zones/demo.gtd", "-o", "o.csv", "--objects", "3,5-6"])
        .assert()
        .success();
    let csv = std::fs::read_to_string(folder.path().join("o.csv")).unwrap();
    let numbers: Vec<&str> = csv.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(numbers, ["3", "5", "6"]);
    program(folder.path(), &["export", "objects", "Zones/demo.gtd", "-o", "none.csv", "--objects", "no-such-name"])
        .assert()
        .code(1);
    assert!(!folder.path().join("none.csv").exists());
}

#[test]
fn an_object_becomes_a_file_of_the_editor() {
    let folder = island();
    let opd = OpdFile::parse(&std::fs::read(folder.path().join("Zones/demo.opd")).unwrap()).unwrap();
    for (input, options, index) in [
        ("Zones/demo.gtd", &["--index", "7"][..], 7),
        ("Zones/demo.opd", &["--objects", "12,13"], 12),
        ("Zones/demo.opd", &[], 0),
    ] {
        let args = [&["export", "shape", input, "-o", "x.n3shape"], options].concat();
        program(folder.path(), &args).assert().success();
        let file = ShapeFile::parse(&std::fs::read(folder.path().join("x.n3shape")).unwrap()).unwrap();
        assert_eq!(file, ShapeFile::new(opd.objects[index].clone()), "{options:?}");
    }
    let args = ["export", "shape", "Zones/demo.gtd", "-o", "y.n3shape", "--index", "99999"];
    let refused = program(folder.path(), &args).assert().code(1).get_output().clone();
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--index 99999 is out of range"));
}

#[test]
fn listed_objects_and_their_kinds_are_taken_out() {
    let folder = island();
    let indices = |options: &[&str]| {
        let args = ["export", "mesh", "Zones/demo.gtd", "-o", "z.glb", "--without", "ground,water"];
        program(folder.path(), &[&args, options].concat()).assert().success();
        let scene = Scene::open(&folder.path().join("z.glb"));
        (scene.indices(), scene.file.meshes().count())
    };
    assert_eq!(indices(&["--objects", "4,8-9"]).0, [4, 8, 9]);
    assert_eq!(indices(&["--objects", "4,8-9", "--hide", "8"]).0, [4, 9]);
    let opd = OpdFile::parse(&std::fs::read(folder.path().join("Zones/demo.opd")).unwrap()).unwrap();
    let first = first_drawn(&opd);
    let alike = (0..opd.objects.len()).filter(|other| opd.objects[*other].parts == opd.objects[first].parts);
    let alike: Vec<u64> = alike.map(|index| index as u64).collect();
    assert_eq!(indices(&["--kind", &first.to_string()]), (alike, 1), "all of a kind share its mesh");
    let args = ["export", "mesh", "Zones/demo.gtd", "-o", "n.glb", "--without", "ground,water", "--objects", "none"];
    let refused = program(folder.path(), &args).assert().code(1).get_output().clone();
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.contains("--objects: no object is none") && message.contains("nothing to export"), "{message}");
}

#[test]
fn single_models_and_folders_of_them_become_meshes() {
    let folder = island();
    let opd = OpdFile::parse(&std::fs::read(folder.path().join("Zones/demo.opd")).unwrap()).unwrap();
    let first = first_drawn(&opd).to_string();
    let shape = ["export", "shape", "Zones/demo.gtd", "-o", "Work/first.n3shape", "--index", &first];
    program(folder.path(), &shape).assert().success();
    for (input, nodes) in [("Object/isle_oak_crown.n3pmesh", 1), ("Work/first.n3shape", 1), ("Zones/demo.opd", 1770)] {
        program(folder.path(), &["export", "mesh", input, "-o", "m.glb"]).assert().success();
        let scene = Scene::open(&folder.path().join("m.glb"));
        assert_eq!(scene.objects().len(), nodes, "{input}");
        assert!(!scene.file.nodes().any(|node| node.name() == Some("ground")));
        assert!(scene.file.images().count() > 0 && scene.file.materials().count() > 0, "{input}");
    }
    program(folder.path(), &["export", "mesh", "Object/isle_oak_crown.n3pmesh", "-o", "m.obj"]).assert().success();
    assert!(
        std::fs::read_to_string(folder.path().join("m.mtl")).unwrap().contains("map_Kd m-textures/isle_leaves.png")
    );

    program(folder.path(), &["export", "mesh", "-r", "Object", "-o", "out/{stem}.glb"]).assert().success();
    let count = |name: &str, ending: &str| {
        let entries = std::fs::read_dir(folder.path().join(name)).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|extension| extension == ending)).count()
    };
    let meshes = count("Object", "n3pmesh");
    assert!(meshes > 20);
    assert_eq!(count("out", "glb"), meshes);
}

#[test]
fn a_broken_model_is_an_error() {
    let folder = client();
    std::fs::write(folder.path().join("Object/Tree.n3pmesh"), b"no mesh").unwrap();
    let args = ["export", "mesh", "Object/Tree.n3pmesh", "-o", "t.glb"];
    program(folder.path(), &args).assert().code(1);
    assert!(!folder.path().join("t.glb").exists());
}
