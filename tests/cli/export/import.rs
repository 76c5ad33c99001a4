//! `import heights`: which samples become heights, and which are refused with their place.

use std::io::Cursor;
use std::path::Path;

use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord};
use tempfile::TempDir;
use tiff::encoder::{TiffEncoder, colortype};

use super::{program, test_zone};

/// Vertices a side of the zone.
const SIDE: u32 = 9;
const COUNT: usize = (SIDE * SIDE) as usize;

/// A folder with `a.gtd`, a flat zone at 2.5 m.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Draft::flat(Header::headerless(), SIDE);
    draft.records.iter_mut().for_each(|record| *record = MapRecord::new(2.5, record.tile()));
    draft.refresh_bounds();
    std::fs::write(folder.path().join("a.gtd"), draft.encode().unwrap()).unwrap();
    folder
}

/// Exit code, height of the vertex at the north-western corner and of its eastern neighbor, and the messages.
fn import(folder: &Path, image: &str, options: &[&str]) -> (Option<i32>, Option<[f32; 2]>, String) {
    let output = folder.join("b.gtd");
    let _ = std::fs::remove_file(&output);
    let args = [&["import", "heights", "a.gtd", image, "-o", "b.gtd"], options].concat();
    let result = program(folder, &args).output().unwrap();
    let heights = std::fs::read(output).ok().map(|bytes| {
        let gtd = Gtd::parse(bytes).unwrap();
        [0, 1].map(|x| gtd.record(x, SIDE - 1).height_m())
    });
    (result.status.code(), heights, String::from_utf8_lossy(&result.stderr).into_owned())
}

const STEPS: [&str; 4] = ["--scale", "1", "--offset", "0"];

#[track_caller]
fn assert_first(folder: &Path, image: &str, options: &[&str], expected: [f32; 2]) {
    let (code, heights, messages) = import(folder, image, options);
    assert_eq!((code, heights), (Some(0), Some(expected)), "{image}: {messages}");
}

#[track_caller]
fn assert_refused(folder: &Path, image: &str, options: &[&str], reason: &str) {
    let (code, heights, messages) = import(folder, image, options);
    assert_eq!((code, heights), (Some(1), None), "{image}: {messages}");
    assert!(messages.contains(reason), "{image}: {messages:?} lacks {reason:?}");
}

/// Writes a PNG; `change` sets palette and transparency.
fn png(
    folder: &Path,
    name: &str,
    color: png::ColorType,
    depth: png::BitDepth,
    data: &[u8],
    change: impl Fn(&mut png::Info<'_>),
) {
    let mut info = png::Info::with_size(SIDE, SIDE);
    (info.color_type, info.bit_depth) = (color, depth);
    change(&mut info);
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::with_info(&mut bytes, info).unwrap().write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// Pixels that are all the same, but for the second one.
fn pixels<const N: usize>(all: [u8; N], second: [u8; N]) -> Vec<u8> {
    let mut data = all.repeat(COUNT);
    data[N..2 * N].copy_from_slice(&second);
    data
}

#[test]
fn png_values_are_steps_as_they_are() {
    use png::{BitDepth::*, ColorType::*};
    let folder = folder();
    let folder = folder.path();
    let plain = |_: &mut png::Info<'_>| {};
    png(folder, "8.png", Grayscale, Eight, &pixels([100], [255]), plain);
    assert_first(folder, "8.png", &STEPS, [100.0, 255.0]);
    assert_first(folder, "8.png", &["--scale", "-0.5", "--offset", "-10"], [-60.0, -137.5]);
    png(folder, "16.png", Grayscale, Sixteen, &pixels([1, 0], [255, 255]), plain);
    assert_first(folder, "16.png", &STEPS, [256.0, 65535.0]);
    // 9 pixels of 4 bits are 5 bytes a row, of 1 bit 2 bytes
    png(folder, "4.png", Grayscale, Four, &[0x3f, 0, 0, 0, 0].repeat(9), plain);
    assert_first(folder, "4.png", &STEPS, [3.0, 15.0]);
    png(folder, "1.png", Grayscale, One, &[0x40, 0].repeat(9), plain);
    assert_first(folder, "1.png", &STEPS, [0.0, 1.0]);
    png(folder, "gray.png", Rgb, Eight, &pixels([7; 3], [9; 3]), plain);
    assert_first(folder, "gray.png", &STEPS, [7.0, 9.0]);
    png(
        folder,
        "opaque.png",
        Rgba,
        Sixteen,
        &pixels([0, 5, 0, 5, 0, 5, 255, 255], [1, 1, 1, 1, 1, 1, 255, 255]),
        plain,
    );
    assert_first(folder, "opaque.png", &STEPS, [5.0, 257.0]);
    let ramp = |info: &mut png::Info<'_>| {
        info.palette = Some((0..=255).flat_map(|v| [255 - v; 3]).collect::<Vec<u8>>().into());
    };
    png(folder, "palette.png", Indexed, Eight, &pixels([100], [0]), ramp);
    assert_first(folder, "palette.png", &STEPS, [155.0, 255.0]);
}

#[test]
fn colors_and_transparency_are_refused_with_the_pixel() {
    use png::{BitDepth::*, ColorType::*};
    let folder = folder();
    let folder = folder.path();
    let plain = |_: &mut png::Info<'_>| {};
    let color = "pixel 1,0: red, green and blue differ";
    let transparent = "pixel 1,0: transparent";
    png(folder, "rgb.png", Rgb, Eight, &pixels([7; 3], [7, 8, 7]), plain);
    assert_refused(folder, "rgb.png", &STEPS, color);
    png(folder, "rgba.png", Rgba, Eight, &pixels([7, 7, 7, 255], [7, 7, 7, 254]), plain);
    assert_refused(folder, "rgba.png", &STEPS, transparent);
    png(folder, "ga.png", GrayscaleAlpha, Eight, &pixels([7, 255], [7, 0]), plain);
    assert_refused(folder, "ga.png", &STEPS, transparent);
    let key = |info: &mut png::Info<'_>| info.trns = Some(vec![0, 9].into());
    png(folder, "key.png", Grayscale, Eight, &pixels([7], [9]), key);
    assert_refused(folder, "key.png", &STEPS, transparent);
    let colored = |info: &mut png::Info<'_>| info.palette = Some(vec![7, 7, 7, 1, 2, 3].into());
    png(folder, "palette.png", Indexed, Eight, &pixels([0], [1]), colored);
    assert_refused(folder, "palette.png", &STEPS, color);
    png(folder, "outside.png", Indexed, Eight, &pixels([0], [2]), colored);
    assert_refused(folder, "outside.png", &STEPS, "pixel 1,0: color 2 is outside the palette");
    let clear = |info: &mut png::Info<'_>| {
        info.palette = Some(vec![7, 7, 7, 9, 9, 9].into());
        info.trns = Some(vec![255, 0].into());
    };
    png(folder, "clear.png", Indexed, Eight, &pixels([0], [1]), clear);
    assert_refused(folder, "clear.png", &STEPS, transparent);
}

/// Writes a TIFF; the second pixel differs.
fn tiff<C: colortype::ColorType>(folder: &Path, name: &str, all: C::Inner, second: C::Inner)
where
    C::Inner: Copy,
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut values = vec![all; COUNT];
    values[1] = second;
    let mut bytes = Vec::new();
    TiffEncoder::new(Cursor::new(&mut bytes)).unwrap().write_image::<C>(SIDE, SIDE, &values).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

#[test]
fn tiffs_of_all_number_types_are_read() {
    let folder = folder();
    let folder = folder.path();
    tiff::<colortype::Gray8>(folder, "u8.tif", 100, 255);
    assert_first(folder, "u8.tif", &STEPS, [100.0, 255.0]);
    tiff::<colortype::Gray16>(folder, "u16.tif", 100, 65_535);
    assert_first(folder, "u16.tif", &STEPS, [100.0, 65535.0]);
    tiff::<colortype::GrayI16>(folder, "i16.tif", -100, i16::MIN);
    assert_first(folder, "i16.tif", &["--scale", "0.5", "--offset", "1"], [-49.0, -16383.0]);
    tiff::<colortype::Gray32>(folder, "u32.tif", 100, u32::MAX);
    assert_first(folder, "u32.tif", &["--scale", "1e-6", "--offset", "0"], [1e-4, 4_294.967_3]);
    tiff::<colortype::GrayI32>(folder, "i32.tif", -7, 90_000);
    assert_first(folder, "i32.tif", &STEPS, [-7.0, 90_000.0]);
    tiff::<colortype::Gray32Float>(folder, "f32.tif", -1.25, 99_999.0);
    assert_first(folder, "f32.tif", &[], [-1.25, 99_999.0]);
    assert_first(folder, "f32.tif", &["--scale", "0.5"], [-0.625, 49_999.5]);
    tiff::<colortype::Gray64Float>(folder, "f64.tif", -1.25, 1e-3);
    assert_first(folder, "f64.tif", &[], [-1.25, 1e-3]);
    assert_refused(folder, "u16.tif", &[], "--offset and --scale");
    tiff::<colortype::Gray64>(folder, "u64.tif", 1, 2);
    assert_refused(folder, "u64.tif", &STEPS, "64 bits");
}

#[test]
fn what_is_no_height_is_refused_with_its_place() {
    let folder = folder();
    let folder = folder.path();
    for (value, reason) in [
        (f32::NAN, "pixel 1,0: NaN is no height"),
        (f32::INFINITY, "pixel 1,0: inf is no height"),
        (f32::NEG_INFINITY, "pixel 1,0: -inf is no height"),
        (1e5 + 1.0, "pixel 1,0: a height of 100001 m is beyond the limit of 100,000 m"),
        (f32::MIN, "beyond the limit"),
    ] {
        tiff::<colortype::Gray32Float>(folder, "f.tif", 1.0, value);
        assert_refused(folder, "f.tif", &[], reason);
        let mut values = vec![1.0_f32; COUNT];
        values[1] = value;
        std::fs::write(folder.join("f.r32"), values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>()).unwrap();
        assert_refused(folder, "f.r32", &[], reason);
        let table = (0..SIDE).flat_map(|x| (0..SIDE).map(move |z| (x, z)));
        let table = table.map(|(x, z)| format!("{x},{z},{}\n", if [x, z] == [1, 8] { value } else { 1.0 }));
        std::fs::write(folder.join("f.csv"), format!("x,z,height_m\n{}", table.collect::<String>())).unwrap();
        assert_refused(folder, "f.csv", &[], &reason.replace("pixel 1,0", "vertex 1,8"));
    }
    tiff::<colortype::Gray64Float>(folder, "f64.tif", 1e300, 1e300);
    assert_refused(folder, "f64.tif", &[], "pixel 0,0: a height of 1");
    assert_refused(folder, "f64.tif", &[], "(and 80 more like it)");
    tiff::<colortype::Gray16>(folder, "u16.tif", 1, 2);
    assert_refused(folder, "u16.tif", &["--scale", "1e38", "--offset", "0"], "check --offset and --scale");
    assert_refused(folder, "u16.tif", &["--scale", "1e308", "--offset", "1e308"], "pixel 0,0: inf");
}

#[test]
fn a_value_that_means_no_data_is_no_height() {
    let folder = folder();
    let mut values = vec![1.0_f32; COUNT];
    values[20] = -9999.0;
    let mut bytes = Vec::new();
    let mut encoder = TiffEncoder::new(Cursor::new(&mut bytes)).unwrap();
    let mut image = encoder.new_image::<colortype::Gray32Float>(SIDE, SIDE).unwrap();
    image.encoder().write_tag(tiff::tags::Tag::GdalNodata, "-9999").unwrap();
    image.write_data(&values).unwrap();
    std::fs::write(folder.path().join("n.tif"), bytes).unwrap();
    assert_refused(folder.path(), "n.tif", &[], "pixel 2,2: the value -9999");
}

#[test]
fn offset_and_scale_are_numbers() {
    let folder = folder();
    std::fs::write(folder.path().join("h.r16"), vec![0; COUNT * 2]).unwrap();
    let wrong = ["--scale=nan", "--scale=inf", "--scale=0", "--scale=1e999", "--offset=nan", "--offset=-inf"];
    for option in wrong {
        let (code, heights, messages) = import(folder.path(), "h.r16", &[option]);
        assert_eq!((code, heights), (Some(2), None), "{option}: {messages}");
    }
}

#[test]
fn sidecars_must_describe_their_file() {
    let folder = folder();
    let folder = folder.path();
    std::fs::write(folder.join("h.r16"), [3, 0].repeat(COUNT)).unwrap();
    let sidecar = |size: &str, scale: &str, orientation: &str| {
        let text = format!(
            "{{\"size\": {size}, \"spacing_m\": 4.0, \"offset_m\": 1.0, \"scale_m\": {scale}, \"min_m\": null, \
             \"max_m\": null, \"orientation\": \"{orientation}\", \"max_round_trip_error_m\": 0}}"
        );
        std::fs::write(folder.join("h.r16.json"), text).unwrap();
    };
    let north = "row 0 north, column 0 west";
    sidecar("9", "0.5", north);
    assert_first(folder, "h.r16", &[], [2.5, 2.5]);
    for (size, scale, orientation, reason) in [
        ("17", "0.5", north, "describes 17 x 17 samples, but the file has 9 x 9"),
        ("9", "0", north, "a scale_m of 0"),
        ("9", "NaN", north, "h.r16.json"),
        ("9", "1e999", north, "h.r16.json"),
        ("9", "0.5", "upside down", "orientation"),
    ] {
        sidecar(size, scale, orientation);
        assert_refused(folder, "h.r16", &[], reason);
    }
    std::fs::remove_file(folder.join("h.r16.json")).unwrap();
    std::fs::create_dir(folder.join("h.r16.json")).unwrap();
    assert_refused(folder, "h.r16", &STEPS, "h.r16.json");
}

#[test]
fn a_picture_reduced_to_8_bits_does_not_take_the_scale_of_16() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.gtd"), test_zone::sample(Header::headerless()).encode().unwrap()).unwrap();
    program(folder, &["export", "heights", "a.gtd", "-o", "h.png"]).assert().success();
    let reduced = image::open(folder.join("h.png")).unwrap().into_luma8();
    reduced.save(folder.join("h.png")).unwrap();
    assert_refused(folder, "h.png", &[], "reduced to 8 bits");
    let result = program(folder, &["import", "heights", "a.gtd", "h.png", "-o", "c.gtd", "--offset=0", "--scale=1"]);
    { result }.assert().success();
}

#[test]
fn exr_channels_are_gray_and_complete() {
    use exr::prelude::*;
    let folder = folder();
    let folder = folder.path();
    let write = |name: &str, channels: &[(&str, FlatSamples)]| {
        let list = channels.iter().map(|(name, samples)| AnyChannel::new(*name, samples.clone())).collect();
        let image = Image::from_channels((SIDE as usize, SIDE as usize), AnyChannels::sort(list));
        image.write().to_file(folder.join(name)).unwrap();
    };
    let floats = |second: f32| {
        let mut values = vec![3.5; COUNT];
        values[1] = second;
        FlatSamples::F32(values)
    };
    write("half.exr", &[("height", FlatSamples::F16(vec![f16::from_f32(3.5); COUNT]))]);
    assert_first(folder, "half.exr", &[], [3.5, 3.5]);
    write("u32.exr", &[("Z", FlatSamples::U32(vec![7; COUNT]))]);
    assert_refused(folder, "u32.exr", &[], "--offset and --scale");
    assert_first(folder, "u32.exr", &STEPS, [7.0, 7.0]);
    write("gray.exr", &[("R", floats(4.0)), ("G", floats(4.0)), ("B", floats(4.0))]);
    assert_first(folder, "gray.exr", &[], [3.5, 4.0]);
    write("color.exr", &[("R", floats(4.0)), ("G", floats(5.0)), ("B", floats(4.0))]);
    assert_refused(folder, "color.exr", &[], "pixel 1,0: red, green and blue differ");
    let alpha = FlatSamples::F32(vec![0.5; COUNT]);
    write("alpha.exr", &[("R", floats(4.0)), ("G", floats(4.0)), ("B", floats(4.0)), ("A", alpha)]);
    assert_refused(folder, "alpha.exr", &[], "pixel 0,0: transparent");
    write("two.exr", &[("Y", floats(4.0)), ("Z", floats(4.0))]);
    assert_refused(folder, "two.exr", &[], "2 channels");
    write("nan.exr", &[("Y", floats(f32::NAN))]);
    assert_refused(folder, "nan.exr", &[], "pixel 1,0: NaN");
}

#[test]
fn an_unchanged_round_trip_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut draft = test_zone::sample(Header::versioned(2, "sample"));
    // stored bounds that are not what the heights give, and heights that no import would take
    draft.patch_bounds[1] = gtd_viewer::formats::gtd::PatchBounds::new(123.0, 4.0);
    for (index, height_m) in [(0, f32::NAN), (1, f32::INFINITY), (2, -0.0), (3, 1e30), (4, f32::MIN_POSITIVE)] {
        draft.records[index] = MapRecord::new(height_m, draft.records[index].tile());
    }
    let before = draft.encode().unwrap();
    std::fs::write(folder.join("a.gtd"), &before).unwrap();
    for name in ["h.tif", "h.exr", "h.r32", "h.csv"] {
        program(folder, &["export", "heights", "a.gtd", "-o", name]).assert().success();
        program(folder, &["import", "heights", "a.gtd", name, "-o", "b.gtd"]).assert().success();
        assert!(std::fs::read(folder.join("b.gtd")).unwrap() == before, "{name}");
    }
    // one height, at the corner of the last patch: its bounds are new, those of the others stay
    let gtd = Gtd::parse(before.clone()).unwrap();
    let mut rows: Vec<u8> = std::fs::read(folder.join("h.r32")).unwrap();
    let side = gtd.map_size() as usize;
    rows[(side - 1) * 4..side * 4].copy_from_slice(&77.0_f32.to_le_bytes());
    std::fs::write(folder.join("h.r32"), rows).unwrap();
    let output = program(folder, &["import", "heights", "a.gtd", "h.r32", "-o", "b.gtd"]).output().unwrap();
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("1 height changed, bounds of 1 patch recomputed"), "{report}");
    let after = Gtd::parse(std::fs::read(folder.join("b.gtd")).unwrap()).unwrap();
    let last = gtd.patch_bounds().len() - 1;
    assert_eq!(after.patch_bounds()[..last], gtd.patch_bounds()[..last]);
    assert_ne!(after.patch_bounds()[last], gtd.patch_bounds()[last]);
}
