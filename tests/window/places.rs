//! End to end: a view is copied, left, pasted and opened again; files change on disk; zones are opened from the list.

use crate::xvfb::{Display, Picture, Viewer, wait_for};
use gtd_viewer::formats::gtd::{Draft, Header};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The demo zone in a temporary folder, so that it can be changed.
fn client() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let zones = folder.path().join("Zones");
    std::fs::create_dir_all(&zones).expect("a folder of zones");
    for name in ["plain", "hills"] {
        let draft = gtd_viewer::test_zone::draft(if name == "hills" { 65 } else { 33 });
        std::fs::write(zones.join(format!("{name}.gtd")), draft.encode().unwrap()).expect("a zone");
    }
    (folder, zones.join("hills.gtd"))
}

/// The camera in the copied diagnostics.
fn camera(viewer: &Viewer) -> String {
    let text = viewer.diagnostics_with("\ncamera: ");
    text.lines().find_map(|line| line.strip_prefix("camera: ")).expect("the camera").to_owned()
}

/// The terrain at rest: without bars and short messages.
fn ground(viewer: &Viewer) -> Picture {
    // Messages stay for two seconds.
    std::thread::sleep(Duration::from_millis(2500));
    let (width, height) = viewer.size();
    let whole = viewer.settled();
    whole.crop(0, 260, width as usize, height as usize - 330)
}

fn wait_for_ground(viewer: &Viewer) {
    viewer.wait_for_picture("the ground", |picture| picture.crop(300, 300, 600, 200).colors() > 12);
}

/// Nothing animated.
const STILL: &str = "--layers=tiles,colormap,relief";

#[test]
fn a_copied_view_is_found_again_by_pasting_by_opening_and_by_render() {
    let (folder, zone) = client();
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&zone.display().to_string(), STILL]);
    wait_for_ground(&viewer);
    viewer.hold_key("d", Duration::from_millis(400));
    // `render` draws the whole window.
    viewer.key("z");
    let here = ground(&viewer);
    let command =
        viewer.copied("ctrl+c", "a view of hills", |text| text.starts_with("gtd-viewer ") && text.contains("hills"));
    let there = camera(&viewer);

    // Move away, copy, move farther, and return by pasting.
    viewer.hold_key("w", Duration::from_millis(1200));
    assert_ne!(camera(&viewer), there, "W flies away");
    let away = viewer.copied("ctrl+c", "the view", |text| text.starts_with("gtd-viewer "));
    assert_ne!(away, command);
    viewer.hold_key("s", Duration::from_millis(700));
    viewer.key("ctrl+v");
    // It flies there, and any key would end the flight.
    std::thread::sleep(Duration::from_secs(3));
    let expected = away.split("--camera=").nth(1).and_then(|rest| rest.split(' ').next()).expect("a camera");
    wait_for("the pasted view", Duration::from_secs(30), || (camera(&viewer) == expected).then_some(()));
    assert_eq!(viewer.close().code(), Some(0));

    // opened again by its command line
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let viewer = display.open(&words);
    wait_for_ground(&viewer);
    viewer.key("z");
    let opened = ground(&viewer);
    let differs = here.changed_share(&opened);
    assert!(differs < 0.02, "{differs:.3} of the picture differs after opening {command}");
    assert_eq!(camera(&viewer), there);

    // and drawn without a window
    let (width, height) = viewer.size();
    assert_eq!(viewer.close().code(), Some(0));
    let out = folder.path().join("view.png");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_gtd-viewer"))
        .arg("render")
        .args(&words)
        .args([&format!("--size={width}x{height}"), "-o"])
        .arg(&out)
        .status()
        .expect("render runs");
    assert!(status.success());
    let drawn = image::open(&out).expect("a picture").to_rgb8();
    let rgb = drawn.pixels().map(|pixel| pixel.0).collect();
    let drawn = Picture { width: width as usize, height: height as usize, rgb };
    let differs = opened.changed_share(&drawn.crop(0, 260, width as usize, height as usize - 330));
    assert!(differs < 0.02, "{differs:.3} of what render draws differs");
}

#[test]
fn reloading_by_key_or_by_a_changed_file_keeps_the_camera() {
    let (_folder, zone) = client();
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&zone.display().to_string(), STILL]);
    wait_for_ground(&viewer);
    viewer.hold_key("d", Duration::from_millis(400));
    let before = ground(&viewer);
    let there = camera(&viewer);
    viewer.key("F5");
    let reloaded = ground(&viewer);
    assert!(before.changed_share(&reloaded) < 0.02, "F5 changes the picture");
    assert_eq!(camera(&viewer), there);
    // Another zone's bytes under the same name: the terrain changes, the camera does not.
    std::fs::write(&zone, Draft::flat(Header::versioned(2, "flat"), 65).encode().unwrap())
        .expect("the zone is written");
    viewer.wait_for_picture("the changed file", |picture| {
        let (width, height) = viewer.size();
        before.changed_share(&picture.crop(0, 260, width as usize, height as usize - 330)) > 0.05
    });
    assert_eq!(camera(&viewer), there);
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn zones_are_opened_from_the_list_by_search_by_drop_and_by_next() {
    let (folder, _) = client();
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&folder.path().display().to_string(), STILL]);
    let titled = |name: &str| {
        wait_for(&format!("{name} in the title"), Duration::from_secs(60), || {
            viewer.title().contains(name).then_some(())
        });
    };
    // The list has the focus: a search and Enter.
    viewer.settled();
    wait_for("the zone that is searched for", Duration::from_secs(60), || {
        ["h", "i", "Return"].into_iter().for_each(|key| viewer.key(key));
        std::thread::sleep(Duration::from_millis(1500));
        viewer.title().contains("hills").then_some(())
    });
    viewer.key("ctrl+n");
    titled("plain");
    viewer.key("ctrl+p");
    titled("hills");
    // A client folder that is dropped shows its list; the zone stays.
    let before = ground(&viewer);
    viewer.drop_file(folder.path());
    viewer.wait_for_picture("the list of zones", |picture| {
        let (width, height) = viewer.size();
        before.changed_share(&picture.crop(0, 260, width as usize, height as usize - 330)) > 0.05
    });
    assert!(viewer.title().contains("hills"), "{}", viewer.title());
    viewer.drop_file(Path::new(&folder.path().join("Zones/plain.gtd")));
    titled("plain");
    assert_eq!(viewer.close().code(), Some(0));
}
