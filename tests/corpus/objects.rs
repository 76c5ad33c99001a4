//! Placed objects of real zones: the list of `objects --json`, and the picture from above.

use std::path::Path;
use std::process::Command;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::raster::object_map::ObjectMap;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};
use serde_json::Value;

use crate::common;

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
