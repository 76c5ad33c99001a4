//! Zones with unusual or invalid values, drawn by the binary: unusual values are harmless, damaged files give no
//! picture.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gtd_viewer::formats::gtd::{Draft, MapRecord, PackedTile};
use image::RgbImage;

use crate::common::test_zone::{LITTLE_SIDE, ODD, TestZone};
use crate::headless::gpu;

const BINARY: &str = env!("CARGO_BIN_EXE_gtd-viewer");

/// Draws a zone with the binary; `None` without a GPU.
fn draw(zone: &Path, options: &[&str]) -> Option<RgbImage> {
    gpu()?;
    let picture = zone.with_extension("png");
    let mut command = Command::new(BINARY);
    command.arg("render").arg(zone).arg("-o").arg(&picture).args(options);
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    Some(image::open(&picture).unwrap().into_rgb8())
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A copy of a zone with changed records.
fn changed(folder: &Path, name: &str, draft: &Draft, change: impl Fn(MapRecord) -> MapRecord) -> PathBuf {
    let mut draft = draft.clone();
    draft.records.iter_mut().for_each(|record| *record = change(*record));
    let path = folder.join("Zones").join(name);
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    path
}

#[test]
fn directions_above_seven_are_drawn_by_their_low_bits() {
    let folder = tempfile::tempdir().unwrap();
    let odd = TestZone::little().write(folder.path());
    let plain = changed(folder.path(), "plain.gtd", &TestZone::little().draft, |record| {
        let tile = record.tile();
        let low = PackedTile::pack(tile.full(), tile.dir1() % 8, tile.dir2() % 8, tile.tex1(), tile.tex2());
        MapRecord::new(record.height_m(), low)
    });
    let Some(odd) = draw(&odd, &["--map", "--px-per-tile", "8"]) else { return };
    assert!(draw(&plain, &["--map", "--px-per-tile", "8"]).unwrap() == odd);
}

#[test]
fn odd_heights_leave_no_hole_in_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let odd = TestZone::odd().write(folder.path());
    let flat =
        changed(folder.path(), "flat.gtd", &TestZone::little().draft, |record| MapRecord::new(0.0, record.tile()));
    let Some(odd) = draw(&odd, &["--map", "--px-per-tile", "4"]) else { return };
    let flat = draw(&flat, &["--map", "--px-per-tile", "4"]).unwrap();
    let mut apart = 0;
    for (x, y, pixel) in flat.enumerate_pixels() {
        let tile = (x / 4, LITTLE_SIDE - 2 - y / 4);
        // a tile without its second layer looks different; all others do not
        if !ODD.contains(&tile) {
            apart += u32::from(odd.get_pixel(x, y) != pixel);
        }
    }
    assert!(apart < 20, "{apart} pixels of untouched tiles differ");
}

#[test]
fn an_odd_zone_is_a_picture_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let odd = TestZone::odd().write(folder.path());
    let Some(picture) = draw(&odd, &["--size", "320x180"]) else { return };
    let black = picture.pixels().filter(|pixel| pixel.0 == [0; 3]).count();
    let colors: std::collections::BTreeSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(black < 60 && colors.len() > 500, "{black} black pixels, {} colors", colors.len());
}

#[test]
fn a_zone_without_any_good_value_is_still_drawn() {
    let folder = tempfile::tempdir().unwrap();
    TestZone::little().write(folder.path());
    let draft = TestZone::little().draft;
    for (name, height) in [("nan.gtd", f32::NAN), ("inf.gtd", f32::INFINITY), ("max.gtd", f32::MIN)] {
        let path = changed(folder.path(), name, &draft, |_| {
            MapRecord::new(height, PackedTile::pack(true, 31, 31, 1023, 1022))
        });
        for options in [&["--size", "160x90"][..], &["--map"]] {
            let Some(picture) = draw(&path, options) else { return };
            let black = picture.pixels().filter(|pixel| pixel.0 == [0; 3]).count();
            assert!(black < 10, "{name} {options:?}: {black} black pixels");
        }
    }
}

#[test]
fn a_broken_zone_is_an_error_and_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let whole = TestZone::little().draft.encode().unwrap();
    let path = folder.path().join("cut.gtd");
    std::fs::write(&path, &whole[..whole.len() - 20]).unwrap();
    let picture = folder.path().join("cut.png");
    let output = Command::new(BINARY).arg("render").arg(&path).arg("-o").arg(&picture).output().unwrap();
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(!picture.exists() && !told.contains("panicked"));
    assert!(told.contains("adapter") || (told.contains("cut.gtd") && told.contains(", byte ")), "{told}");
}

#[test]
fn a_long_texture_table_is_drawn_from_its_distinct_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let short = TestZone::little();
    let path = short.write(folder.path());
    let mut long = short.draft.clone();
    let count = long.textures.tiles.len();
    long.textures.tiles = (0..1_000_000).map(|index| short.draft.textures.tiles[index % count]).collect();
    // Two textures on every tile, in the long table by the last index that names each.
    let mut plain = short.draft.clone();
    let far = |index: u16| index + (1023 - index) / count as u16 * count as u16;
    for (record, other) in plain.records.iter_mut().zip(&mut long.records) {
        let (tile, height_m) = (record.tile(), record.height_m());
        let [first, second] = [tile.tex1(), tile.tex2()].map(|texture| texture % count as u16);
        let pack = |first, second| PackedTile::pack(true, tile.dir1(), tile.dir2(), first, second);
        *record = MapRecord::new(height_m, pack(first, second));
        *other = MapRecord::new(height_m, pack(far(first), far(second)));
    }
    let [plain_path, long_path] = ["plain.gtd", "long.gtd"].map(|name| path.with_file_name(name));
    std::fs::write(&plain_path, plain.encode().unwrap()).unwrap();
    std::fs::write(&long_path, long.encode().unwrap()).unwrap();
    for options in [&["--map", "--px-per-tile", "8"][..], &["--size", "320x180"]] {
        let Some(expected) = draw(&plain_path, options) else { return };
        assert!(draw(&long_path, options).unwrap() == expected, "{options:?}");
    }
    let texture_bytes = |zone: &Path| {
        let output =
            Command::new(BINARY).args(["bench", "--json", "--frames", "1", "--size", "64x64"]).arg(zone).output();
        let output = output.expect("the program starts");
        let bench: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        bench["gpu_bytes"]["textures"].as_u64().unwrap()
    };
    assert_eq!(texture_bytes(&long_path), texture_bytes(&plain_path));
}

#[test]
fn maps_and_pictures_have_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flat.gtd");
    let draft = Draft::flat(gtd_viewer::formats::gtd::Header::headerless(), 257);
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    let refused = |options: &[&str], code: i32, reason: &str| {
        let mut command = Command::new(BINARY);
        command.arg("render").arg(&path).args(["-o", "out.png"]).args(options).current_dir(folder.path());
        let output = command.output().expect("the program starts");
        assert_eq!(output.status.code(), Some(code), "{options:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(reason), "{options:?}: {}", stderr(&output));
        assert!(!folder.path().join("out.png").exists());
    };
    refused(&["--size", "16384x8192"], 2, "at most 67,108,864 in all");
    if gpu().is_none() {
        return;
    }
    refused(
        &["--map", "--px-per-tile", "512"],
        1,
        "larger than the limit of 65,536 x 65,536; use --px-per-tile 256 or less",
    );
}
