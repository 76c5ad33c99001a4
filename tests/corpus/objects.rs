//! Placed objects of real zones: the list of `objects --json`, and the picture from above.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::objects::catalog::{Catalog, CatalogFiles, KindOrder, ObjectTraits};
use gtd_viewer::scene::objects::search::ObjectSearch;
use gtd_viewer::scene::raster::object_map::ObjectMap;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};
use serde_json::Value;

use crate::common;
use crate::common::glb::Scene;

/// Differences between values: numbers may differ by 1e-3, those of a box by 1 cm.
fn differences(expected: &Value, actual: &Value, place: &str, tolerance: f64, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                let tolerance = if key == "box" { 0.01 } else { tolerance };
                let actual = actual.get(key).unwrap_or(&Value::Null);
                differences(value, actual, &format!("{place}.{key}"), tolerance, found);
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                differences(expected, actual, &format!("{place}[{index}]"), tolerance, found);
            }
        }
        (Value::Number(a), Value::Number(b)) if (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() <= tolerance => {}
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{place}: {b} instead of {a}")),
    }
}

#[test]
fn objects_are_listed_as_expected() {
    let Some(folder) = common::corpus() else { return };
    let expected = common::files_with_extension(&folder.join("golden/objects"), "json");
    assert!(expected.len() >= 4);
    for path in expected {
        let name = path.file_stem().unwrap().to_string_lossy();
        let (client, zone) = name.split_once('-').unwrap();
        let gtd = folder.join("ko").join(client).join("Zones").join(zone).with_extension("gtd");
        let output =
            Command::new(env!("CARGO_BIN_EXE_gtd-viewer")).args(["objects", "--json"]).arg(&gtd).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let expected: Value = serde_json::from_slice(&common::read(&path)).unwrap();
        let mut found = Vec::new();
        differences(&expected, &serde_json::from_slice(&output.stdout).unwrap(), "", 1e-3, &mut found);
        assert!(found.is_empty(), "{name}: {} differences, {:?}", found.len(), &found[..found.len().min(5)]);
    }
}

#[test]
fn meshes_have_every_object_at_its_place() {
    let Some(folder) = common::corpus() else { return };
    let output = tempfile::tempdir().unwrap();
    for path in common::files_with_extension(&folder.join("golden/objects"), "json") {
        let name = path.file_stem().unwrap().to_string_lossy();
        let (client, zone) = name.split_once('-').unwrap();
        let gtd = folder.join("ko").join(client).join("Zones").join(zone).with_extension("gtd");
        let glb = output.path().join("z.glb");
        let run = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"))
            .args(["export", "mesh", "--without", "ground", "-o"])
            .args([&glb, &gtd])
            .output()
            .unwrap();
        assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        let expected: Value = serde_json::from_slice(&common::read(&path)).unwrap();
        let (scene, shapes) = (Scene::open(&glb), expected["shapes"].as_array().unwrap());
        let objects = scene.objects();
        assert_eq!(objects.len(), shapes.len(), "{name}");
        let (mut kinds, mut meshes) = (BTreeSet::new(), BTreeSet::new());
        for ((node, extras), shape) in objects.iter().zip(shapes) {
            assert_eq!((&extras["index"], &extras["name"]), (&shape["index"], &shape["name"]), "{name}");
            assert_eq!(extras["event"], shape["event"], "{name}: {}", shape["index"]);
            assert_eq!(scene.misplaced(node, &shape["box"]), None, "{name}");
            if let Some(mesh) = node.mesh() {
                kinds.insert(shape["parts"].to_string());
                meshes.insert(mesh.index());
            }
        }
        assert_eq!(meshes.len(), kinds.len(), "{name}: one mesh a kind");
    }
}

/// The catalog of a zone's objects, with the meshes and textures of its client.
fn catalog(gtd: &Path) -> Catalog {
    let files = block_on(ZoneFiles::open(&ZoneSource::File(gtd.to_owned()), None));
    let opd = block_on(files.part::<OpdFile>(&Gtd::parse(common::read(gtd)).unwrap())).unwrap().content;
    let (models, _) = block_on(read_object_models(&opd, &files));
    let has_texture = |texture: usize| models.textures[texture].is_some();
    let known = CatalogFiles { meshes: &models.meshes, has_texture: &has_texture };
    Catalog::new(&models.set, &opd.objects, [opd.width_m, opd.length_m], Some(known))
}

#[test]
fn catalogs_count_what_is_expected() {
    let Some(folder) = common::corpus() else { return };
    for path in common::files_with_extension(&folder.join("golden/objects"), "json") {
        let name = path.file_stem().unwrap().to_string_lossy();
        let (client, zone) = name.split_once('-').unwrap();
        let catalog = catalog(&folder.join("ko").join(client).join("Zones").join(zone).with_extension("gtd"));
        let expected: Value = serde_json::from_slice(&common::read(&path)).unwrap();
        let (totals, shapes) = (&expected["totals"], expected["shapes"].as_array().unwrap());
        let found = catalog.find(&ObjectSearch::default(), ObjectTraits::default(), KindOrder::Count);
        assert_eq!(totals["shapes"], found.count(), "{name}");
        let parts = |list: &dyn Fn(&Value) -> bool| shapes.iter().filter(|shape| list(shape)).count();
        let some_part =
            |test: fn(&Value) -> bool| parts(&|shape: &Value| shape["parts"].as_array().unwrap().iter().any(test));
        let is_animated = |shape: &Value| {
            shape["animation_keys"].as_array().unwrap().iter().any(|keys| *keys != 0)
                || shape["parts"].as_array().unwrap().iter().any(|part| part["textures"].as_array().unwrap().len() > 1)
        };
        let side_m = [&expected["width_m"], &expected["length_m"]].map(|side| side.as_f64().unwrap());
        let is_outside = |shape: &Value| {
            let at = [0, 2].map(|axis: usize| shape["position"][axis].as_f64().unwrap());
            at.iter().zip(side_m).any(|(at, side_m)| !(0.0..=side_m).contains(at))
        };
        let counts = [
            parts(&|shape: &Value| !shape["missing"].as_array().unwrap().is_empty()),
            parts(&is_animated),
            some_part(|part| part["flags"].as_u64().unwrap() & 1 == 1),
            parts(&|shape: &Value| shape["extra"].as_bool().unwrap()),
            parts(&is_outside),
        ];
        assert_eq!(found.with_trait, counts, "{name}");
        let triangles: usize =
            found.kinds.iter().map(|one| one.objects.len() * catalog.kinds[one.kind].triangles.unwrap()).sum();
        assert_eq!(totals["triangles"], triangles, "{name}");
        // A search for a file finds the objects that name it.
        for file in catalog.meshes.iter().chain(&catalog.textures).step_by(7) {
            let search = ObjectSearch::new(&ObjectSearch::for_file(file));
            let found = catalog.find(&search, ObjectTraits::default(), KindOrder::Name);
            let names = |shape: &Value| {
                let parts = shape["parts"].as_array().unwrap().iter();
                let files = parts.flat_map(|part| part["textures"].as_array().unwrap().iter().chain([&part["mesh"]]));
                files.chain([&shape["name"]]).any(|name| name.as_str().unwrap().to_lowercase().contains(file.as_str()))
            };
            assert_eq!(found.count(), parts(&names), "{name}: {file}");
        }
        println!("{name}: {} kinds, {} objects", catalog.kinds.len(), found.count());
    }
}

/// The objects of a zone from above: the picture's side in pixels, and R, G, B, A.
fn object_map(gtd: &Path, px_per_tile: u32) -> (u32, Vec<u8>) {
    let files = block_on(ZoneFiles::open(&ZoneSource::File(gtd.to_owned()), None));
    let zone = Gtd::parse(common::read(gtd)).unwrap();
    let opd = block_on(files.part::<OpdFile>(&zone)).unwrap();
    let (models, _) = block_on(read_object_models(&opd.content, &files));
    let side_px = zone.tiles_per_side() * px_per_tile;
    let map = ObjectMap::new(&models, zone.extent_m().into(), side_px);
    (side_px, map.rows(0..side_px))
}

#[test]
fn objects_from_above_look_as_expected() {
    let Some(folder) = common::corpus() else { return };
    let expected = common::files_with_extension(&folder.join("golden/objects-map"), "png");
    assert!(expected.len() >= 3);
    for path in expected {
        let name = path.file_stem().unwrap().to_string_lossy();
        let (client, zone) = name.trim_end_matches("-16px").split_once('-').unwrap();
        let gtd = folder.join("ko").join(client).join("Zones").join(zone).with_extension("gtd");
        let (side_px, actual) = object_map(&gtd, 16);
        let expected = image::open(&path).unwrap().into_rgba8();
        assert_eq!(expected.dimensions(), (side_px, side_px), "{name}");
        let expected = expected.into_raw();
        let (mut both, mut either) = (0_u64, 0_u64);
        for (a, b) in actual.chunks_exact(4).zip(expected.chunks_exact(4)) {
            both += u64::from(a[3] > 0 && b[3] > 0);
            either += u64::from(a[3] > 0 || b[3] > 0);
        }
        let overlap = both as f64 / either as f64;
        let difference = block_difference(&actual, &expected, side_px as usize);
        println!("{name}: overlap {overlap:.4}, difference of blocks {difference:.2}");
        assert!(overlap >= 0.97 && difference <= 6.0, "{name}: overlap {overlap}, difference {difference}");
    }
}

/// Mean difference of the mean colors of blocks of 8 x 8 pixels that both pictures cover in part.
fn block_difference(actual: &[u8], expected: &[u8], side_px: usize) -> f64 {
    let mean = |picture: &[u8], bx: usize, bz: usize| {
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for y in bz * 8..bz * 8 + 8 {
            for x in bx * 8..bx * 8 + 8 {
                let pixel = &picture[(y * side_px + x) * 4..][..4];
                if pixel[3] > 0 {
                    (0..3).for_each(|channel| sum[channel] += f64::from(pixel[channel]));
                    count += 1.0;
                }
            }
        }
        (count > 0.0).then(|| sum.map(|sum| sum / count))
    };
    let blocks = side_px / 8;
    let (mut sum, mut count) = (0.0, 0.0);
    for (bx, bz) in (0..blocks * blocks).map(|i| (i % blocks, i / blocks)) {
        if let (Some(a), Some(b)) = (mean(actual, bx, bz), mean(expected, bx, bz)) {
            sum += (0..3).map(|channel: usize| (a[channel] - b[channel]).abs()).sum::<f64>() / 3.0;
            count += 1.0;
        }
    }
    sum / count
}
