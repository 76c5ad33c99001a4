//! End to end: the real binary in a real window, driven by keys and mouse, judged by the screen.

use crate::xvfb::{self, Display, Picture, Viewer};
use std::path::Path;
use std::time::Duration;

/// The demo zone as files.
fn demo_zone() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones/demo.gtd").display().to_string()
}

#[test]
fn opens_flies_turns_resizes_and_closes() {
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&demo_zone()]);

    let start = viewer.settled_center("start");
    std::thread::sleep(Duration::from_secs(1));
    let untouched = viewer.settled_center("untouched");
    assert!(start.changed_share(&untouched) < 0.1, "the view moves by itself");

    viewer.hold_key("w", Duration::from_millis(1200));
    let forward = viewer.settled_center("forward");
    assert!(start.changed_share(&forward) > 0.3, "W did not fly: {}", start.changed_share(&forward));

    let (width, height) = viewer.size();
    let (x, y) = (width as i32 / 2, height as i32 / 2);
    viewer.drag("3", (x, y), (x + 240, y + 20));
    let turned = viewer.settled_center("turned");
    assert!(forward.changed_share(&turned) > 0.3, "the drag did not turn: {}", forward.changed_share(&turned));

    viewer.resize(900, 600);
    xvfb::wait_for("the new size", Duration::from_secs(10), || (viewer.size() == (900, 600)).then_some(()));
    viewer.settled_center("resized");
    // The area near the new lower right corner is drawn as well, not stale or black.
    let corner = viewer.picture().crop(700, 450, 190, 110);
    assert!(corner.black_share() < 0.2, "the corner is {:.0} % black", corner.black_share() * 100.0);

    let status = viewer.close();
    assert_eq!(status.code(), Some(0));
}

/// Waits until the textures of the demo's meadows are loaded.
fn wait_for_meadows(viewer: &Viewer) {
    viewer.wait_for_picture("green meadows", |picture| {
        let picture = viewer.center(picture);
        let green = picture.rgb.iter().filter(|[_, g, b]| *g > b.saturating_add(45)).count();
        green * 4 > picture.rgb.len()
    });
}

#[test]
fn a_zone_dropped_while_another_loads_takes_its_place() {
    let alone = {
        let Some(display) = Display::start() else { return };
        let viewer = display.open(&[&demo_zone()]);
        wait_for_meadows(&viewer);
        viewer.settled_center("alone")
    };
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.gtd");
    std::fs::write(&large, gtd_viewer::test_zone::draft(1025).encode().unwrap()).unwrap();
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[large.to_str().unwrap()]);
    viewer.drop_file(Path::new(&demo_zone()));
    // The same picture as of the demo alone, except for drifting clouds and glittering water.
    viewer.wait_for_picture("the dropped zone", |picture| viewer.center(picture).changed_share(&alone) < 0.25);
    // No late data of the first zone arrives.
    let dropped = viewer.settled_center("dropped");
    assert!(dropped.changed_share(&alone) < 0.25, "{:.2} of the picture differs", dropped.changed_share(&alone));
    assert!(viewer.title().contains("demo"), "the first zone came back: {}", viewer.title());
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn a_damaged_file_is_reported_and_the_zone_stays() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.gtd");
    let bytes = std::fs::read(demo_zone()).unwrap();
    std::fs::write(&broken, &bytes[..100_000]).unwrap();
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&demo_zone()]);
    wait_for_meadows(&viewer);
    let before = viewer.settled_center("before the broken file");
    let (width, height) = viewer.size();
    // The place of problem messages: at the top right, below the menu bar.
    let corner = |picture: &Picture| picture.crop(width as usize - 330, 50, 300, height as usize / 8);
    // A card with text, not another sky: some pixels are as bright as its letters.
    let is_card = |picture: &Picture| {
        let bright = picture.rgb.iter().filter(|p| p.iter().all(|c| *c > 190)).count();
        let dark = picture.rgb.iter().filter(|p| p.iter().all(|c| *c < 90)).count();
        bright > 50 && dark > picture.rgb.len() / 3
    };
    assert!(!is_card(&corner(&viewer.picture())), "the sky looks like a card");
    viewer.drop_file(&broken);
    viewer.wait_for_picture("an error at the top right", |picture| is_card(&corner(picture)));
    let after = viewer.settled_center("after the broken file");
    assert!(before.changed_share(&after) < 0.4, "the zone is gone: {:.2} differs", before.changed_share(&after));
    assert!(viewer.title().contains("demo"), "{}", viewer.title());
    assert_eq!(viewer.close().code(), Some(0));
}
