//! Exported heights, read by other decoders, and imported again.

use std::path::Path;

use gtd_viewer::export::heights::{HeightGrid, HeightsSidecar, import, sidecar_path, write};
use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord};
use proptest::prelude::*;
use serde_json::Value;

use super::{common, program, test_zone};
use crate::schema::assert_fits;

fn sample() -> Gtd {
    Gtd::parse(test_zone::sample(Header::versioned(1, "sample")).encode().unwrap()).unwrap()
}

/// Row 0 north, column 0 west, directly from the records.
fn expected(gtd: &Gtd) -> Vec<f32> {
    let side = gtd.map_size();
    (0..side * side).map(|i| gtd.record(i % side, side - 1 - i / side).height_m()).collect()
}

fn written(gtd: &Gtd, name: &str) -> (tempfile::TempDir, std::path::PathBuf, HeightsSidecar) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let sidecar = write(gtd, &path, None).unwrap();
    let told: Value = serde_json::from_slice(&std::fs::read(sidecar_path(&path)).unwrap()).unwrap();
    assert_fits(&told, "heights");
    assert_eq!(serde_json::from_value::<HeightsSidecar>(told).unwrap(), sidecar);
    (folder, path, sidecar)
}

#[test]
fn the_tiff_crate_reads_the_tiff() {
    let gtd = sample();
    let (_folder, path, sidecar) = written(&gtd, "h.tif");
    let mut decoder = tiff::decoder::Decoder::new(std::fs::File::open(path).unwrap()).unwrap();
    assert_eq!(decoder.dimensions().unwrap(), (17, 17));
    let tiff::decoder::DecodingResult::F32(values) = decoder.read_image().unwrap() else { panic!("no floats") };
    assert_eq!((values, sidecar.max_round_trip_error_m, sidecar.scale_m), (expected(&gtd), 0.0, 1.0));
}

#[test]
fn the_exr_crate_reads_the_exr() {
    let gtd = sample();
    let (_folder, path, _) = written(&gtd, "h.exr");
    let image = exr::prelude::read_first_flat_layer_from_file(path).unwrap();
    let channel = &image.layer_data.channel_data.list[0];
    assert_eq!(channel.name.to_string(), "Y");
    assert_eq!(channel.sample_data.values_as_f32().collect::<Vec<f32>>(), expected(&gtd));
}

#[test]
fn the_png_has_the_scale_of_the_sidecar() {
    let gtd = sample();
    let (_folder, path, sidecar) = written(&gtd, "h.png");
    let picture = image::open(path).unwrap();
    assert_eq!(picture.color(), image::ColorType::L16);
    let meters = |value: u16| sidecar.offset_m + sidecar.scale_m * f64::from(value);
    let differences = picture.into_luma16().into_raw().into_iter().zip(expected(&gtd));
    let largest = differences.map(|(value, height)| (meters(value) - f64::from(height)).abs()).fold(0.0, f64::max);
    assert!(largest <= sidecar.max_round_trip_error_m + 1e-5 && sidecar.max_round_trip_error_m < 0.001, "{largest}");
    assert_eq!((sidecar.min_m, sidecar.size, sidecar.spacing_m), (Some(-8.0), 17, 4.0));
}

#[test]
fn raw_and_text_formats_are_as_told() {
    let gtd = sample();
    let (_folder, path, _) = written(&gtd, "h.r32");
    let values: Vec<f32> =
        std::fs::read(path).unwrap().as_chunks::<4>().0.iter().map(|value| f32::from_le_bytes(*value)).collect();
    assert_eq!(values, expected(&gtd));
    let (_folder, path, _) = written(&gtd, "h.r16");
    assert_eq!(std::fs::metadata(path).unwrap().len(), 17 * 17 * 2);
    let (_folder, path, _) = written(&gtd, "h.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (1 + 17 * 17, "x,z,height_m"));
    assert_eq!(lines[1 + 2 * 17 + 5], format!("2,5,{}", gtd.record(2, 5).height_m()));
}

#[test]
fn every_format_comes_back() {
    let gtd = sample();
    for name in ["h.tif", "h.exr", "h.r32", "h.csv", "h.png", "h.r16"] {
        let (_folder, path, sidecar) = written(&gtd, name);
        let grid = import::read(&path, import::SampleScale::default(), &gtd).unwrap();
        let back = Gtd::parse(import::with_heights(&gtd, &grid).unwrap().bytes).unwrap();
        let off = grid.largest_difference(&HeightGrid::from_zone(&gtd));
        assert!(off <= sidecar.max_round_trip_error_m, "{name}: {off}");
        if sidecar.max_round_trip_error_m == 0.0 {
            // The sample's own bounds are computed ones, so the whole file is identical.
            assert!(back.bytes() == gtd.bytes(), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_heights_survive_as_floats(heights in prop::collection::vec(any::<f32>(), 81), format in 0..4usize) {
        let mut draft = Draft::flat(Header::headerless(), 9);
        draft.records.iter_mut().zip(&heights).for_each(|(r, h)| *r = MapRecord::new(*h, r.tile()));
        draft.refresh_bounds();
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let (_folder, path, sidecar) = written(&gtd, ["a.tif", "a.exr", "a.r32", "a.csv"][format]);
        prop_assert_eq!(sidecar.max_round_trip_error_m, 0.0);
        let grid = import::read(&path, import::SampleScale::default(), &gtd).unwrap();
        let back = Gtd::parse(import::with_heights(&gtd, &grid).unwrap().bytes).unwrap();
        let pairs = back.records().iter().zip(gtd.records());
        let bits = |record: &MapRecord| if record.height_m().is_nan() { 1 } else { record.height_m().to_bits() };
        prop_assert!(pairs.into_iter().all(|(a, b)| bits(a) == bits(b)));
    }

    #[test]
    fn sixteen_bits_stay_within_the_reported_error(low in -500.0f32..0.0, high in 1.0f32..500.0, seed in any::<u32>()) {
        let mut draft = Draft::flat(Header::headerless(), 9);
        for (i, record) in draft.records.iter_mut().enumerate() {
            let share = (seed.wrapping_mul(i as u32 * 2 + 1) >> 8) as f32 / (1 << 24) as f32;
            *record = MapRecord::new(low + (high - low) * share, record.tile());
        }
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let (_folder, path, sidecar) = written(&gtd, "a.png");
        let grid = import::read(&path, import::SampleScale::default(), &gtd).unwrap();
        prop_assert!(grid.largest_difference(&HeightGrid::from_zone(&gtd)) <= sidecar.max_round_trip_error_m + 1e-9);
        prop_assert!(sidecar.max_round_trip_error_m <= f64::from(high - low) / 65535.0);
    }
}

#[test]
fn engines_get_accepted_sizes_and_formats() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), sample().bytes()).unwrap();
    let run = |args: &[&str]| program(folder.path(), args).assert();
    run(&["export", "heights", "a.gtd", "-o", "u.raw", "--for", "unity"]).success();
    let bytes = std::fs::read(folder.path().join("u.raw")).unwrap();
    assert_eq!(bytes.len(), 33 * 33 * 2);
    let told: HeightsSidecar =
        serde_json::from_slice(&std::fs::read(folder.path().join("u.raw.json")).unwrap()).unwrap();
    assert_eq!((told.size, told.spacing_m, told.orientation.as_str()), (33, 2.0, "row 0 south, column 0 west"));
    // The first sample is the south-western corner.
    let first = told.offset_m + told.scale_m * f64::from(u16::from_le_bytes([bytes[0], bytes[1]]));
    assert!((first - f64::from(sample().record(0, 0).height_m())).abs() < 0.001);
    let printed = run(&["export", "heights", "a.gtd", "-o", "v.png", "--for", "unreal"]).success();
    let printed = String::from_utf8_lossy(&printed.get_output().stdout).into_owned();
    assert!(printed.contains("127 x 127 heights (resampled from 17 x 17"), "{printed}");
    run(&["export", "heights", "a.gtd", "-o", "v.tif", "--for", "unreal"]).code(2);
    // Import from Unity's orientation and size.
    run(&["import", "heights", "a.gtd", "u.raw", "-o", "b.gtd"]).code(1);
    run(&["import", "heights", "a.gtd", "u.raw", "-o", "b.gtd", "--resample"]).success();
    let back = Gtd::parse(std::fs::read(folder.path().join("b.gtd")).unwrap()).unwrap();
    let off = HeightGrid::from_zone(&back).largest_difference(&HeightGrid::from_zone(&sample()));
    assert!(off < 0.001, "{off}");
}

#[test]
fn import_changes_heights_and_bounds_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = test_zone::sample(Header::versioned(2, "sample"));
    draft.trailing = vec![7, 7];
    let run = |args: &[&str]| program(folder.path(), args).assert();
    std::fs::write(folder.path().join("a.gtd"), draft.encode().unwrap()).unwrap();
    let raised: Vec<u8> =
        expected(&Gtd::parse(draft.encode().unwrap()).unwrap()).iter().flat_map(|h| (h + 5.0).to_le_bytes()).collect();
    std::fs::write(folder.path().join("up.r32"), &raised).unwrap();
    run(&["import", "heights", "a.gtd", "up.r32", "-o", "new/b.gtd"]).success();
    draft.records.iter_mut().for_each(|record| *record = MapRecord::new(record.height_m() + 5.0, record.tile()));
    draft.refresh_bounds();
    assert!(std::fs::read(folder.path().join("new/b.gtd")).unwrap() == draft.encode().unwrap());
    std::fs::write(folder.path().join("odd.r32"), &raised[..400]).unwrap();
    run(&["import", "heights", "a.gtd", "odd.r32", "-o", "c.gtd"]).code(1);
    std::fs::write(folder.path().join("bare.r16"), vec![0; 17 * 17 * 2]).unwrap();
    run(&["import", "heights", "a.gtd", "bare.r16", "-o", "c.gtd"]).code(1);
    assert!(!folder.path().join("c.gtd").exists());
    run(&["import", "heights", "a.gtd", "bare.r16", "-o", "c.gtd", "--offset", "-3", "--scale", "1"]).success();
    let flat = Gtd::parse(std::fs::read(folder.path().join("c.gtd")).unwrap()).unwrap();
    assert!(flat.records().iter().all(|record| record.height_m() == -3.0));
}

#[test]
fn real_zones_come_back_whole() {
    let Some(corpus) = common::corpus() else { return };
    for path in common::files_with_extension(&corpus.join("ko"), "gtd") {
        let gtd = Gtd::parse(std::fs::read(&path).unwrap()).unwrap();
        for name in ["h.exr", "h.tif"] {
            let (_folder, exported, _) = written(&gtd, name);
            let grid = import::read(&exported, import::SampleScale::default(), &gtd).unwrap();
            let back = Gtd::parse(import::with_heights(&gtd, &grid).unwrap().bytes).unwrap();
            assert!(back.records() == gtd.records(), "{}", path.display());
            let pairs = back.patch_bounds().iter().zip(gtd.patch_bounds());
            let off = pairs.map(|(a, b)| (a.radius_m() - b.radius_m()).abs()).fold(0.0, f32::max);
            assert!(off < 1e-4, "{}: {off}", path.display());
        }
    }
}

#[test]
fn wrong_endings_are_refused() {
    let gtd = sample();
    assert!(write(&gtd, Path::new("h.jpg"), None).is_err());
}
