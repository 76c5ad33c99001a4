//! The real program in a real window on Windows (or under wine), driven by keys and mouse and judged by its own
//! screenshots, its settings and its exit code. The user's settings are neither read nor changed. The tests share the
//! keyboard, so there is one at a time.
#![cfg(windows)]

mod desktop;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use desktop::{Viewer, key, wait_for};
use gtd_viewer::render::Gpu;

static KEYBOARD: Mutex<()> = Mutex::new(());

/// Whether the tests can run here; otherwise it prints that they are skipped.
fn can_draw() -> bool {
    let reason = Gpu::headless(None).err();
    if let Some(reason) = &reason {
        assert!(
            std::env::var_os("GTD_VIEWER_REQUIRE_WINDOW_TESTS").is_none(),
            "the window tests are required: {reason}"
        );
        println!("skipped: no graphics driver: {reason}");
    }
    reason.is_none()
}

fn demo_zone() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones/demo.gtd")
}

#[test]
fn opens_flies_turns_picks_sets_and_quits() {
    let _one = KEYBOARD.lock().unwrap_or_else(PoisonError::into_inner);
    if !can_draw() {
        return;
    }
    let mut viewer = Viewer::open(&[demo_zone().to_str().unwrap()]);
    viewer.wait_for_title("demo");
    let start = viewer.screenshot_of_ground();

    viewer.hold(key::W, Duration::from_millis(1500));
    let forward = viewer.screenshot();
    let [from, to] = [&start, &forward].map(|shot| shot.camera());
    let flown_m = (to[0] - from[0]).hypot(to[2] - from[2]);
    assert!(flown_m > 5.0, "W did not fly: {from:?} {to:?}");

    let (width, height) = viewer.size();
    let middle = (width / 2, height / 2);
    viewer.right_drag(middle, (middle.0 + 200, middle.1 + 10));
    let turned = viewer.screenshot().camera();
    assert!((turned[3] - to[3]).abs() > 2.0, "the drag did not turn: {to:?} {turned:?}");

    // A double click flies to the picked point of the ground. (At the left, where the tile's panel does not open. On a
    // slow machine the two clicks may be too far apart.)
    wait_for("a flight to the picked point", || {
        viewer.double_click((width / 5, height * 3 / 4));
        // It takes less than a second, and a key would end it.
        std::thread::sleep(Duration::from_secs(3));
        (viewer.screenshot().camera() != turned).then_some(())
    });

    // A panel is remembered. A dialog, and the panel that the pick opened, are not.
    viewer.tap(key::V);
    viewer.chord(key::CTRL, key::COMMA);
    assert_eq!(viewer.quit(), Some(0), "{}", viewer.log());
    let settings = viewer.settings();
    assert_eq!(settings["panels"]["open"], serde_json::json!(["drawing"]));
}

/// A damaged zone is reported, and the present one stays.
#[test]
fn opens_what_is_chosen_in_the_dialog_of_the_system() {
    let _one = KEYBOARD.lock().unwrap_or_else(PoisonError::into_inner);
    if !can_draw() {
        return;
    }
    let mut viewer = Viewer::open(&[demo_zone().to_str().unwrap()]);
    viewer.wait_for_title("demo");
    let folder = tempfile::tempdir().unwrap();
    let [damaged, other] = ["damaged.gtd", "other zone.gtd"].map(|name| folder.path().join(name));
    std::fs::write(&damaged, &std::fs::read(demo_zone()).unwrap()[..100_000]).unwrap();
    std::fs::write(&other, gtd_viewer::test_zone::draft(33).encode().unwrap()).unwrap();
    viewer.choose_in_dialog(&damaged);
    wait_for("the complaint", || viewer.log().contains("damaged.gtd").then_some(()));
    viewer.wait_for_title("demo");
    viewer.choose_in_dialog(&other);
    wait_for("the chosen zone", || viewer.screenshot().command.contains("other zone.gtd").then_some(()));
    viewer.screenshot_of_ground();
    assert_eq!(viewer.quit(), Some(0), "{}", viewer.log());
    let settings = viewer.settings();
    let recent = settings["recent"].as_array().unwrap();
    let recent: Vec<&str> = recent.iter().filter_map(|path| Path::new(path.as_str()?).file_name()?.to_str()).collect();
    assert_eq!(recent, ["other zone.gtd", "demo.gtd"]);
}

#[test]
fn wrong_usage_without_a_console_is_shown_in_a_message_box() {
    let _one = KEYBOARD.lock().unwrap_or_else(PoisonError::into_inner);
    let mut viewer = Viewer::start(&["--no-such-option"]);
    viewer.wait_for_dialog();
    viewer.tap(key::ENTER);
    assert_eq!(viewer.wait_for_end(), Some(2));
}
