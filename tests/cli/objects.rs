//! The real binary with `objects`: kinds, single objects, JSON, missing and damaged files.

use std::path::Path;

use crate::common::samples;
use crate::schema::assert_fits;
use assert_cmd::Command;
use gtd_viewer::formats::gtd::{Draft, Header};
use gtd_viewer::formats::ntf::{PixelFormat, write};
use serde_json::Value;

/// A client folder with two objects, whose mesh and texture exist.
fn client() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: Vec<u8>| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    put("Zones/little.opd", samples::objects(true).encode().unwrap());
    put("Object/Tree.n3pmesh", samples::mesh().encode().unwrap());
    put("Object/TREE.DXT", write::gtt([&samples::texture(8, 8, PixelFormat::Dxt3, true)]));
    folder
}

fn run(folder: &Path, args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.arg("objects").args(args).current_dir(folder).assert().code(code);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.get_output().stdout), text(&run.get_output().stderr))
}

fn json(folder: &Path, args: &[&str], code: i32) -> Value {
    serde_json::from_str(&run(folder, &[args, &["--json"]].concat(), code).0).unwrap()
}

#[test]
fn json_has_every_object_with_its_parts_and_box() {
    let folder = client();
    let stats = json(folder.path(), &["Zones/little.opd"], 0);
    assert_eq!(
        (&stats["file"], &stats["layout"], &stats["version"]),
        (&"little.opd".into(), &"versioned".into(), &1.into())
    );
    let totals = &stats["totals"];
    let expected = [("shapes", 2), ("parts", 2), ("triangles", 4), ("meshes", 1), ("textures", 1), ("parts_wind", 2)];
    for (key, value) in expected.into_iter().chain([("parts_alpha", 2), ("shapes_animated", 2), ("shapes_mirrored", 2)])
    {
        assert_eq!(totals[key], value, "{key}");
    }
    let tree = &stats["shapes"][0];
    assert_eq!((tree["name"].as_str(), tree["animation_keys"].to_string().as_str()), (Some("tree"), "[2,0,1]"));
    // A square of 1 m from the origin, mirrored in x, turned by 90 degrees: x to the south, z to the east.
    assert_eq!(tree["box"].to_string(), "[[4.0,1.0,2.0],[5.0,1.0,3.0]]");
    assert_eq!(tree["parts"][0]["mesh"], "object\\tree.n3pmesh");
    let elsewhere = &stats["shapes"][1];
    assert!(elsewhere["position"][0].is_null() && elsewhere["box"].is_null(), "not finite: {elsewhere}");
}

#[test]
fn texts_list_kinds_or_objects_without_json() {
    let folder = client();
    let (kinds, _) = run(folder.path(), &["Zones/little.opd"], 0);
    assert!(
        kinds.starts_with("little.opd: 2 objects, 2 parts, 4 triangles; 1 mesh, 1 texture; 1 collision triangle\n"),
        "{kinds}"
    );
    assert_eq!(kinds.lines().filter(|line| line.ends_with("tree")).count(), 1, "one kind: {kinds}");
    let (list, _) = run(folder.path(), &["--list", "Zones/little.opd"], 0);
    assert_eq!(list.lines().filter(|line| line.ends_with("tree")).count(), 2, "two objects: {list}");
}

#[test]
fn missing_and_damaged_files_are_listed_and_the_rest_counts() {
    let folder = client();
    std::fs::write(folder.path().join("Object/Tree.n3pmesh"), b"no mesh").unwrap();
    std::fs::remove_file(folder.path().join("Object/TREE.DXT")).unwrap();
    let stats = json(folder.path(), &["Zones/little.opd"], 0);
    assert_eq!(stats["totals"]["missing"].to_string(), r#"["object\\tree.dxt","object\\tree.n3pmesh"]"#);
    assert_eq!((&stats["shapes"][0]["box"], &stats["shapes"][0]["triangles"]), (&Value::Null, &0.into()));
    assert!(
        run(folder.path(), &["Zones/little.opd"], 0).0.contains("2 missing or damaged files:\n  object\\tree.dxt\n")
    );
}

#[test]
fn bytes_after_the_last_object_are_counted() {
    let folder = client();
    let bytes = [samples::objects(true).encode().unwrap(), vec![1, 2, 3]].concat();
    std::fs::write(folder.path().join("Zones/little.opd"), bytes).unwrap();
    assert_eq!(json(folder.path(), &["Zones/little.opd"], 0)["trailing_bytes"], 3);
}

#[test]
fn without_readable_objects_there_is_an_error() {
    let folder = client();
    let bytes = samples::objects(true).encode().unwrap();
    std::fs::write(folder.path().join("Zones/cut.opd"), &bytes[..bytes.len() - 1]).unwrap();
    for (file, name, reason) in [
        ("Zones/none.gtd", "none.opd", "Zones/none.gtd"),
        ("Zones/none.opd", "none.opd", "Zones/none.opd"),
        ("Zones/cut.opd", "cut.opd", "objects, byte"),
    ] {
        let failure = json(folder.path(), &[file], 1);
        assert_eq!(failure["file"], name);
        assert!(failure["error"].as_str().unwrap().contains(reason), "{failure}");
        let (stdout, stderr) = run(folder.path(), &[file], 1);
        assert!(stdout.is_empty() && stderr.starts_with("error: ") && stderr.contains(reason), "{stderr}");
    }
}

/// The demo's objects, from `generate demo`, by every command that reads them.
#[test]
fn the_demos_objects_are_complete() {
    let folder = tempfile::tempdir().unwrap();
    let program = |line: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
        let run = command.args(line.split(' ')).current_dir(folder.path()).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    program("generate demo -o client");
    let stats = json(folder.path(), &["client/Zones/demo.gtd"], 0);
    let totals = &stats["totals"];
    assert_eq!((totals["missing"].to_string().as_str(), &stats["trailing_bytes"]), ("[]", &0.into()));
    for key in ["parts_wind", "parts_alpha", "parts_double_sided", "parts_billboard", "parts_flip_book"] {
        assert!(totals[key].as_u64() > Some(0), "{key}: {totals}");
    }
    // Named places are objects without parts.
    let check = program("check client/Zones/demo.gtd");
    assert!(check.contains("  12 infos\n") && check.contains("empty-object (12)"), "{check}");
    for (file, part) in [
        ("Zones/demo.opd", "Landing place"),
        ("Zones/demo.glo", "light position"),
        ("Object/isle_hut_walls.n3pmesh", "DETAIL DISTANCES"),
        ("Object/isle_flame_0.dxt", "DXT1"),
    ] {
        let explained = program(&format!("explain client/{file}"));
        assert!(explained.contains(part), "{file}: {explained}");
    }
}

#[test]
fn statistics_of_the_zone_tell_the_same_totals() {
    let folder = client();
    let zone = Draft::flat(Header::versioned(2, "little"), 17).encode().unwrap();
    std::fs::write(folder.path().join("Zones/little.gtd"), zone).unwrap();
    let stats = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
        let run = command.args(args).arg("Zones/little.gtd").current_dir(folder.path()).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let zone: Value = serde_json::from_str(&stats(&["--stats", "--json"])).unwrap();
    let totals = &json(folder.path(), &["Zones/little.gtd"], 0)["totals"];
    assert_eq!((&zone[0]["objects"], &totals["triangles"]), (totals, &4.into()));
    let text = stats(&["--stats"]);
    assert!(text.contains("2 objects, 2 parts, 4 triangles, 1 mesh, 1 texture\n"), "{text}");
    std::fs::remove_file(folder.path().join("Zones/little.opd")).unwrap();
    let zone: Value = serde_json::from_str(&stats(&["--stats", "--json"])).unwrap();
    assert_eq!(zone[0]["objects"], Value::Null);
}

/// Two zones with the same objects, one without, and a damaged one.
fn zones() -> tempfile::TempDir {
    let folder = client();
    let zones = folder.path().join("Zones");
    let opd = std::fs::read(zones.join("little.opd")).unwrap();
    std::fs::write(zones.join("second.opd"), &opd).unwrap();
    std::fs::write(zones.join("cut.opd"), &opd[..opd.len() - 1]).unwrap();
    for name in ["little", "second", "bare", "cut"] {
        let zone = Draft::flat(Header::versioned(2, name), 17).encode().unwrap();
        std::fs::write(zones.join(name).with_extension("gtd"), zone).unwrap();
    }
    folder
}

#[test]
fn objects_are_found_in_all_zones_of_a_folder() {
    let folder = zones();
    let (found, errors) = run(folder.path(), &["-r", "Zones", "--find", "TREE.dxt"], 1);
    let named = errors.replace('\\', "/");
    assert!(named.contains("Zones/cut.gtd: ") && errors.contains("3 read, 1 failed"), "{errors}");
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 6, "{found}");
    for (line, (zone, index)) in lines[1..5].iter().zip([("little", 0), ("little", 1), ("second", 0), ("second", 1)]) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(
            (words[0], words[1], words[words.len() - 1]),
            (zone, index.to_string().as_str(), "object\\tree.dxt")
        );
    }
    assert_eq!(lines[5], "4 objects in 2 zones of 3");
    let (nothing, _) = run(folder.path(), &["Zones/little.gtd", "Zones/little.opd", "--find", "rock"], 0);
    assert_eq!(nothing, "0 objects in 0 zones of 2\n");
}

#[test]
fn found_objects_are_told_in_json_by_zone() {
    let folder = zones();
    let found = json(folder.path(), &["-r", "Zones", "--find", "tree object"], 1);
    assert_fits(&found, "objects-find");
    let zones = found.as_array().unwrap();
    let paths: Vec<String> = zones.iter().map(|zone| zone["path"].as_str().unwrap().replace('\\', "/")).collect();
    assert_eq!(paths, ["Zones/bare.gtd", "Zones/cut.gtd", "Zones/little.gtd", "Zones/second.gtd"]);
    assert_eq!((zones[0]["objects"].to_string().as_str(), &zones[2]["zone"]), ("[]", &"little".into()));
    assert!(zones[1]["error"]["message"].as_str().unwrap().contains("byte"), "{}", zones[1]);
    let object = &zones[2]["objects"][0];
    assert_eq!((&object["index"], &object["name"], &object["position"][0]), (&0.into(), &"tree".into(), &4.0.into()));
    assert_eq!(object["files"].to_string(), r#"["object\\tree.n3pmesh","object\\tree.dxt"]"#);
    assert_eq!(zones[2]["objects"][1]["position"][0], Value::Null, "not finite");
}

#[test]
fn several_files_need_a_search() {
    let folder = zones();
    for args in [&["Zones/little.opd", "Zones/second.opd"][..], &["-r", "Zones"], &["--find", "a", "--list", "b"]] {
        let (_, errors) = run(folder.path(), args, 2);
        assert!(errors.contains("--find"), "{errors}");
    }
    let (_, errors) = run(folder.path(), &["-", "--find", "a"], 1);
    assert!(errors.contains("standard input"), "{errors}");
}
