//! `render --path` and `--freeze`, run as a user does.

use crate::headless::gpu;
use std::path::Path;
use std::process::{Command, Output};

/// Output of the program with these arguments; none, with a message, without a graphics adapter.
fn run(words: &[&str]) -> Option<Output> {
    gpu()?;
    Some(Command::new(env!("CARGO_BIN_EXE_gtd-viewer")).args(words).output().expect("the program runs"))
}

fn read_rgb8(path: &Path) -> ([u32; 2], Vec<u8>) {
    let picture = image::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into_rgb8();
    ([picture.width(), picture.height()], picture.into_raw())
}

const SIZE: &str = "--size=96x54";

fn way(folder: &Path, views: &str) -> std::path::PathBuf {
    let file = folder.join("way.json");
    std::fs::write(&file, format!("{{\"fps\": 4, \"views\": [{views}]}}")).unwrap();
    file
}

const VIEWS: &str = r#"{"camera": [400, 90, 300, 45, -20], "secs": 1.0},
    {"camera": [500, 70, 420, 30, -10], "fov": 50, "secs": 1.0}, {"camera": [560, 80, 560, 330, -15], "secs": 0.5}"#;

#[test]
fn frames_are_numbered_and_show_what_a_picture_from_there_shows() {
    let folder = tempfile::tempdir().unwrap();
    let (way, frames) = (way(folder.path(), VIEWS), folder.path().join("frames"));
    let Some(done) = run(&["render", "--path", way.to_str().unwrap(), "-o", frames.to_str().unwrap(), SIZE]) else {
        return;
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut names: Vec<_> =
        std::fs::read_dir(&frames).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected: Vec<String> = (1..=10).map(|number| format!("frame_{number:05}.png")).collect();
    assert_eq!(names, expected, "2.5 seconds at 4 a second");

    // the raw video has the same pictures, in sequence
    let raw = run(&["render", "--path", way.to_str().unwrap(), "-o", "-", SIZE]).unwrap().stdout;
    let pictures: Vec<u8> = names.iter().flat_map(|name| read_rgb8(&frames.join(name)).1).collect();
    assert!(raw == pictures, "{} and {} bytes", raw.len(), pictures.len());

    // without animation the frame at a second is the picture from that pose
    let still = folder.path().join("still");
    let layers = "--layers=tiles,colormap,shadows";
    run(&["render", "--path", way.to_str().unwrap(), "-o", still.to_str().unwrap(), SIZE, layers]).unwrap();
    let one = folder.path().join("one.png");
    let camera = "--camera=500,70,420,30,-10";
    run(&["render", "-o", one.to_str().unwrap(), camera, "--fov=50", SIZE, layers]).unwrap();
    assert_eq!(read_rgb8(&still.join("frame_00005.png")), read_rgb8(&one));

    // frames of two paths do not mix
    let again = run(&["render", "--path", way.to_str().unwrap(), "-o", frames.to_str().unwrap(), SIZE]).unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("not empty"));
}

#[test]
fn invalid_files_are_rejected_with_a_position() {
    let folder = tempfile::tempdir().unwrap();
    for (views, told) in [
        ("", "no views"),
        (r#"{"camera": [1, 2, 3, 4], "secs": 1}"#, "line 1"),
        (r#"{"camera": [1, 2, 3, 4, 5], "secs": 0}"#, "view 1"),
        (r#"{"camera": [1, 2, 3, 4, 95], "secs": 1}"#, "pitch"),
    ] {
        let way = way(folder.path(), views);
        let frames = folder.path().join("frames");
        let Some(done) = run(&["render", "--path", way.to_str().unwrap(), "-o", frames.to_str().unwrap()]) else {
            return;
        };
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(1) && error.contains(told) && error.contains("way.json"), "{error}");
        assert!(!frames.exists(), "nothing is made for nothing");
    }
}

/// Terrain in the frozen view is tinted as drawn, the rest as culled.
#[test]
fn a_frozen_eye_tints_what_it_sees() {
    let folder = tempfile::tempdir().unwrap();
    let picture = |name: &str, freeze: Option<&str>| {
        let file = folder.path().join(name);
        let mut args =
            vec!["render", "-o", file.to_str().unwrap(), "--camera=512,900,512,0,-90", "--layers=tiles", SIZE];
        args.extend(freeze);
        run(&args).map(|done| {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            read_rgb8(&file).1
        })
    };
    let Some(plain) = picture("plain.png", None) else { return };
    // from the center to the north: the upper half of the picture is visible, the lower is not
    let tinted = picture("frozen.png", Some("--freeze=512,120,512,0,-20")).unwrap();
    let mean = |rgb: &[u8], row: usize, color: usize| {
        let row = &rgb[row * 96 * 3..(row + 1) * 96 * 3];
        let middle = row[40 * 3..56 * 3].chunks_exact(3);
        middle.map(|texel| f64::from(texel[color])).sum::<f64>() / 16.0
    };
    let (upper, lower) = (14, 44);
    assert!(mean(&tinted, upper, 1) > mean(&tinted, upper, 0) + 20.0, "green: drawn");
    assert!(mean(&tinted, lower, 0) > mean(&tinted, lower, 1) + 20.0, "red: culled");
    assert!(mean(&plain, lower, 0) < mean(&plain, lower, 1) + 20.0, "which is the tint's doing");
}
