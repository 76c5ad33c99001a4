//! Faults while the window is open: device lost or out of memory, files that shrink and vanish, two windows at once,
//! another scale, a system without home folder, fonts and portal. Runs the real program and examines the screen.

use crate::common::skip;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::xvfb::{self, Display, Picture, Viewer};
use gtd_viewer::formats::gtd::MapRecord;
use gtd_viewer::test_zone;

/// The demo zone as files in a folder; returns the path of its zone file.
fn demo_in(folder: &Path) -> String {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo"), folder);
    folder.join("Zones/demo.gtd").display().to_string()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A display, and the demo zone in a folder.
struct Stage {
    display: Display,
    folder: tempfile::TempDir,
    zone: String,
}

impl Stage {
    /// None, with a message, if the tools are missing.
    fn set() -> Option<Stage> {
        let folder = tempfile::tempdir().unwrap();
        let zone = demo_in(folder.path());
        Some(Stage { display: Display::start()?, folder, zone })
    }

    /// As [`Stage::set`]; none also if device faults cannot be injected.
    fn set_for_faults() -> Option<Stage> {
        if !cfg!(debug_assertions) {
            skip("this build has no debug assertions");
            return None;
        }
        Stage::set()
    }

    /// Opens the zone, with the file by which [`provoke`] injects faults.
    fn open_for_faults(&self) -> (Viewer<'_>, PathBuf) {
        let faults = self.folder.path().join("faults");
        let viewer = self.display.open_with(&[&self.zone], &[("GTD_VIEWER_FAULTS", faults.to_str().unwrap())]);
        (viewer, faults)
    }
}

/// Injects a fault through the file that the program checks before each frame.
fn provoke(viewer: &Viewer, file: &Path, word: &str) {
    std::fs::write(file, word).unwrap();
    xvfb::wait_for(&format!("the program to take \"{word}\""), Duration::from_secs(20), || {
        // The cursor's movement requests a frame.
        viewer.move_to((300, 300));
        viewer.move_to((310, 300));
        (!file.exists()).then_some(())
    });
}

#[test]
fn a_lost_and_a_full_device_are_made_anew_at_the_same_view() {
    let Some(stage) = Stage::set_for_faults() else { return };
    let (viewer, faults) = stage.open_for_faults();
    viewer.settled_center("opened");
    // Away from the start view, so that a reset view would be noticed.
    viewer.drag("3", (640, 400), (900, 420));
    viewer.hold_key("w", Duration::from_millis(700));
    let before = viewer.settled_center("before");
    for (round, (word, told)) in
        [("device-lost", "was lost"), ("device-lost", "was lost"), ("out-of-memory", "Graphics memory is full")]
            .into_iter()
            .enumerate()
    {
        provoke(&viewer, &faults, word);
        viewer.wait_for_log(told);
        // Textures and objects are loaded again, with pauses in which the picture rests; clouds drift meanwhile.
        xvfb::wait_for(&format!("the same view after {word}"), Duration::from_secs(90), || {
            let after = viewer.settled_center(&format!("{round}-{word}"));
            (before.changed_share(&after) < 0.2).then_some(())
        });
    }
    // The program responds: the view turns.
    viewer.drag("3", (640, 400), (900, 420));
    xvfb::wait_for("the view to turn", Duration::from_secs(60), || {
        (before.changed_share(&viewer.center(&viewer.picture())) > 0.2).then_some(())
    });
    assert!(viewer.title().contains("demo"), "{}", viewer.title());
    assert_eq!(viewer.close().code(), Some(0));
}

/// Not simulated: an allocation fails because of a memory limit, which is raised later.
#[test]
fn memory_that_runs_out_and_comes_back_leaves_the_same_view() {
    if !xvfb::in_path("prlimit") {
        skip("there is no prlimit");
        return;
    }
    let Some(Stage { display, zone, .. }) = &Stage::set() else { return };
    let viewer = display.open_with(&[zone], &[("MALLOC_ARENA_MAX", "4")]);
    let before = viewer.settled_center("memory-before");
    viewer.limit_memory(Some(60));
    // Its pictures alone need more than that: 4 x 42 MB.
    display.xdotool(&["windowsize", &viewer.window, "4096", "2560"]);
    viewer.wait_for_log("Out of Memory");
    viewer.limit_memory(None);
    viewer.wait_for_log("Graphics memory is full");
    viewer.resize(1280, 720);
    // The same view, after the message card: textures are loaded again, clouds drift.
    xvfb::wait_for("the same view", Duration::from_secs(60), || {
        viewer.move_to((640, 400));
        viewer.move_to((641, 400));
        let now = viewer.center(&viewer.picture());
        (before.changed_share(&now) < 0.3).then_some(())
    });
    viewer.settled_center("memory-after");
    let log = viewer.log();
    assert!(!log.contains("panicked"), "{log}");
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn files_that_shrink_or_vanish_leave_the_zone_as_it_was() {
    let Some(Stage { display, zone, folder }) = &Stage::set() else { return };
    let viewer = display.open(&[zone]);
    let before = viewer.settled_center("files-before");
    let bytes = std::fs::read(zone).unwrap();
    // Half of it is left, as during a slow write by another program.
    std::fs::write(zone, &bytes[..bytes.len() / 2]).unwrap();
    viewer.wait_for_log("Cannot open the zone");
    let shrunk = viewer.settled_center("files-shrunk");
    assert!(before.changed_share(&shrunk) < 0.3, "{:.2} differs", before.changed_share(&shrunk));
    std::fs::remove_file(zone).unwrap();
    std::fs::remove_dir_all(folder.path().join("DTex")).unwrap();
    viewer.key("F5");
    std::thread::sleep(Duration::from_millis(500));
    let gone = viewer.settled_center("files-gone");
    assert!(before.changed_share(&gone) < 0.3, "{:.2} differs", before.changed_share(&gone));
    assert!(viewer.title().contains("demo"), "{}", viewer.title());
    // A replacement is loaded automatically.
    let mut hilly = test_zone::draft(257);
    hilly.records.iter_mut().for_each(|record| *record = MapRecord::new(record.height_m() + 15.0, record.tile()));
    std::fs::write(zone, hilly.encode().unwrap()).unwrap();
    viewer.wait_for_picture("the new ground", |picture| before.changed_share(&viewer.center(picture)) > 0.3);
    viewer.settled_center("files-new");
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn two_windows_keep_the_views_of_both() {
    let Some(Stage { display, zone, .. }) = &Stage::set() else { return };
    let windows = [display.open(&[zone]), display.open(&[zone])];
    windows.iter().for_each(|window| drop(window.settled()));
    for (window, key) in windows.iter().zip(["ctrl+1", "ctrl+2"]) {
        window.focus();
        window.key(key);
        std::thread::sleep(Duration::from_millis(700));
    }
    for window in windows {
        assert_eq!(window.close().code(), Some(0));
    }
    let text = std::fs::read_to_string(display.home().join(".config/gtd-viewer/settings.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&text).unwrap();
    let views = settings["zones"][0]["views"].as_object().unwrap();
    assert!(views.contains_key("1") && views.contains_key("2"), "{views:?}");
}

#[test]
fn without_home_fonts_and_portal_it_says_so_and_works() {
    let Some(Stage { display, zone, folder }) = &Stage::set() else { return };
    // A file in place of the home folder: even the superuser cannot create a folder in it.
    let home = folder.path().join("home");
    std::fs::write(&home, b"").unwrap();
    let nowhere = "/nonexistent/gtd-viewer";
    let viewer = display.open_with(
        &[zone],
        &[
            ("HOME", home.to_str().unwrap()),
            ("XDG_RUNTIME_DIR", nowhere),
            ("FONTCONFIG_FILE", nowhere),
            ("FONTCONFIG_PATH", nowhere),
            ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"),
            ("PATH", nowhere),
        ],
    );
    viewer.wait_for_log("Cannot save the settings");
    let before = viewer.settled_center("homeless");
    viewer.key("ctrl+o");
    viewer.wait_for_log("No file dialog available");
    viewer.hold_key("w", Duration::from_millis(1000));
    let forward = viewer.settled_center("homeless-forward");
    assert!(before.changed_share(&forward) > 0.1, "the window does not answer");
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn a_device_that_is_lost_again_and_again_ends_the_program_with_the_reason() {
    let Some(stage) = Stage::set_for_faults() else { return };
    let (mut viewer, faults) = stage.open_for_faults();
    viewer.settled_center("lost-often");
    // four within 20 seconds are given up: on a slow machine it takes more until four are close enough
    for _ in 0..40 {
        if viewer.ended().is_some() {
            break;
        }
        std::fs::write(&faults, "device-lost").unwrap();
        viewer.move_to((300, 300));
        viewer.move_to((310, 300));
        std::thread::sleep(Duration::from_millis(500));
    }
    let status = xvfb::wait_for("the program to give up", Duration::from_secs(20), || viewer.ended());
    let log = viewer.log();
    assert_eq!(status.code(), Some(1), "{log}");
    assert!(log.contains("times in a row") && log.contains("--adapter"), "{log}");
    assert!(!log.contains("panicked"), "{log}");
}

/// The menu bar's height: it is dark at the window's right edge, and the sky below it is not.
fn bar_px(viewer: &Viewer) -> usize {
    let right = viewer.size().0 as usize - 3;
    let column = viewer.picture().crop(right, 1, 1, 200);
    column.rgb.iter().take_while(|px| px.iter().all(|part| *part < 60)).count()
}

/// Opens the first menu at the position of its title, in a bar of `bar` pixels, and closes it again.
fn open_first_menu(viewer: &Viewer, bar: usize) {
    let before = viewer.settled();
    viewer.move_to((bar as i32, bar as i32 / 2));
    viewer.click("1", 1);
    let menu = |picture: &Picture| picture.crop(0, bar + 4, bar * 5, bar * 8);
    viewer.wait_for_picture("the menu", |picture| menu(&before).changed_share(&menu(picture)) > 0.2);
    viewer.key("Escape");
}

/// Windows opened one after the other on screens of different scale.
#[test]
fn screens_of_other_scales_show_the_same_at_their_size() {
    let Some(Stage { display, zone, .. }) = &Stage::set() else { return };
    let mut bars = Vec::new();
    for scale in ["1", "2", "1"] {
        let viewer = display.open_with(&[zone], &[("WINIT_X11_SCALE_FACTOR", scale)]);
        viewer.settled_center(&format!("scale-{scale}"));
        let bar = bar_px(&viewer);
        open_first_menu(&viewer, bar);
        bars.push(bar);
        assert_eq!(viewer.close().code(), Some(0));
    }
    assert!(bars[1] > bars[0] * 3 / 2 && bars[2] == bars[0], "{bars:?}");
}

/// The screen's scale changes under an open window; then a window manager moves it, which updates winit's scale.
/// `tests/window/screens.rs` tests the screens of another desktop.
#[test]
fn an_open_window_follows_its_screens_scale() {
    let Some(Stage { display, zone, .. }) = &Stage::set() else { return };
    let viewer = display.open(&[zone]);
    viewer.resize(640, 400);
    viewer.settled_center("scale-before");
    let small = bar_px(&viewer);
    display.set_scale(&viewer.window, 2.0).expect("the screen's resources");
    let twice = (1280, 800);
    xvfb::wait_for("a window of twice the size", Duration::from_secs(20), || (viewer.size() == twice).then_some(()));
    viewer.settled_center("scale-after");
    let large = bar_px(&viewer);
    assert!(large > small * 3 / 2, "the menu bar had {small} pixels and has {large}");
    open_first_menu(&viewer, large);
    display.tell_place(&viewer.window).expect("an event");
    viewer.settled_center("scale-moved");
    assert_eq!(viewer.size(), twice, "it grew once more");
    assert_eq!(bar_px(&viewer), large);
    open_first_menu(&viewer, large);
    assert_eq!(viewer.close().code(), Some(0));
}
