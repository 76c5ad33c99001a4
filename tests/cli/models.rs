//! The real binary with single models: `--stats` and, without a display, what the window would be told.

use std::path::Path;

use crate::schema::assert_fits;
use assert_cmd::Command;
use gtd_viewer::formats::n3shape::ShapeFile;
use gtd_viewer::formats::opd::{Object, ObjectPart, Placement};
use serde_json::Value;

/// The island's client folder, with an object of its boat and of two files that are not there.
fn client() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut generate = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    generate.args(["generate", "demo", "-o", "client"]).current_dir(folder.path()).assert().success();
    let part = |mesh: &str, texture: &str| ObjectPart {
        mesh: mesh.into(),
        textures: vec![texture.into()],
        ..ObjectPart::default()
    };
    let object = Object {
        placement: Placement {
            name: b"boat".to_vec(),
            position_m: [100.0, 2.0, 50.0],
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [2.0; 3],
            ..Placement::default()
        },
        parts: vec![
            part("Object\\ISLE_BOAT.n3pmesh", "object\\isle_boards.dxt"),
            part("object\\gone.n3pmesh", "object\\gone.dxt"),
        ],
        ..Object::default()
    };
    let shape = ShapeFile::new(object).encode().unwrap();
    std::fs::write(folder.path().join("client/Object/boat.n3shape"), shape).unwrap();
    folder
}

fn run(folder: &Path, args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(args).current_dir(folder).assert().code(code);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.get_output().stdout), text(&run.get_output().stderr))
}

fn json(folder: &Path, args: &[&str], code: i32) -> Value {
    serde_json::from_str(&run(folder, &[&["--stats", "--json"], args].concat(), code).0).unwrap()
}

#[test]
fn stats_tell_what_a_mesh_and_an_object_are() {
    let folder = client();
    let stats = json(folder.path(), &["client/Object/isle_oak_crown.n3pmesh", "client/Object/boat.n3shape"], 0);
    assert_fits(&stats, "stats");
    let (crown, boat) = (&stats[0], &stats[1]);
    assert_eq!((&crown["kind"], &crown["path"]), (&"mesh".into(), &"client/Object/isle_oak_crown.n3pmesh".into()));
    assert_eq!(crown["textures"].to_string(), r#"["object\\isle_leaves.dxt"]"#, "as in the zone");
    assert_eq!(crown["missing"].to_string(), "[]");
    assert_eq!(crown["triangles"].as_u64().unwrap() * 3, crown["indices"].as_u64().unwrap());
    assert!(crown["levels"]["least_triangles"].as_u64() < crown["triangles"].as_u64());
    assert!(crown["box"][1][1].as_f64() > crown["box"][0][1].as_f64());
    assert_eq!((&boat["kind"], &boat["name"], &boat["scale"][0]), (&"object".into(), &"boat".into(), &2.0.into()));
    assert_eq!(boat["position"].to_string(), "[0.0,0.0,0.0]", "at the origin");
    assert_eq!(boat["parts"].as_array().unwrap().len(), 2);
    assert!(boat["triangles"].as_u64() > Some(10));
    assert_eq!(boat["missing"].to_string(), r#"["object\\gone.dxt","object\\gone.n3pmesh"]"#);
    let (text, _) = run(folder.path(), &["--stats", "client/Object/boat.n3shape"], 0);
    assert!(text.contains("object, named \"boat\"") && text.contains("object\\isle_boat.n3pmesh: "), "{text}");
    assert!(text.contains("Missing") && text.contains("object\\gone.dxt"), "{text}");
}

#[test]
fn a_mesh_elsewhere_finds_its_textures_in_a_given_client() {
    let folder = client();
    std::fs::create_dir(folder.path().join("alone")).unwrap();
    let mesh = folder.path().join("alone/Isle_Oak_Crown.N3PMESH");
    std::fs::copy(folder.path().join("client/Object/isle_oak_crown.n3pmesh"), &mesh).unwrap();
    let alone = json(folder.path(), &["alone/Isle_Oak_Crown.N3PMESH"], 0);
    assert_eq!(alone[0]["textures"].to_string(), "[]", "nothing tells its texture");
    let with = json(folder.path(), &["--data", "client", "alone/Isle_Oak_Crown.N3PMESH"], 0);
    assert_eq!(with[0]["textures"].to_string(), r#"["object\\isle_leaves.dxt"]"#);
    assert_eq!(with[0]["missing"].to_string(), "[]");
}

#[test]
fn files_that_are_no_models_fail_and_the_rest_is_read() {
    let folder = client();
    std::fs::write(folder.path().join("bad.n3pmesh"), [7; 30]).unwrap();
    std::fs::write(folder.path().join("bad.n3shape"), b"").unwrap();
    let files = ["bad.n3pmesh", "bad.n3shape", "gone.n3pmesh", "client/Object/isle_boat.n3pmesh"];
    let stats = json(folder.path(), &files, 1);
    assert!(stats[0]["error"]["section"].is_string() && stats[0]["error"]["offset"].is_u64(), "{stats}");
    assert!(stats[1]["error"]["offset"].is_u64() && stats[2]["error"]["section"].is_null(), "{stats}");
    assert_eq!(stats[3]["kind"], "mesh");
    let (_, errors) = run(folder.path(), &["--stats", "bad.n3pmesh", "gone.n3pmesh"], 1);
    assert!(errors.contains("bad.n3pmesh: ") && errors.contains("gone.n3pmesh: cannot read the file"), "{errors}");
}

#[test]
#[cfg(feature = "render")]
fn a_picture_shows_the_model_and_a_damaged_one_fails() {
    let folder = client();
    let (_, errors) = run(folder.path(), &["render", "client/Object/gone.n3pmesh", "-o", "no.png"], 1);
    assert!(errors.contains("gone.n3pmesh"), "{errors}");
    std::fs::write(folder.path().join("bad.n3pmesh"), [7; 30]).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(["render", "bad.n3pmesh", "-o", "no.png"]).current_dir(folder.path()).assert().code(1);
    let errors = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(errors.contains("bad.n3pmesh") || errors.contains("adapter"), "{errors}");
    assert!(!folder.path().join("no.png").exists());
}
