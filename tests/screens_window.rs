//! A window that is moved between screens of different scale, on a real Wayland desktop: what it shows, how large its
//! panels are, and where clicks go.

#![cfg(all(feature = "app", target_os = "linux"))]

#[path = "common/drop.rs"]
mod drop;
#[path = "common/wayland.rs"]
mod wayland;
#[path = "common/xvfb.rs"]
mod xvfb;

use std::path::Path;
use std::time::Duration;

use wayland::{Desktop, FINE, Output, PLAIN, Pointer, Viewer};
use xvfb::{Picture, wait_for};

/// A settled picture of a screen; a copy goes where GTD_VIEWER_SHOTS says.
fn look(viewer: &Viewer, on: Output, name: &str) -> Picture {
    let picture = viewer.settled(on);
    if let Some(folder) = std::env::var_os("GTD_VIEWER_SHOTS") {
        picture.save(&Path::new(&folder).join(format!("screens-{name}.png")));
    }
    assert_eq!((picture.width, picture.height), (1280 * on.scale, 800 * on.scale));
    assert!(picture.black_share() < 0.05, "{name}: {:.0} % black", picture.black_share() * 100.0);
    picture
}

/// Every second pixel of every second row.
fn halved(picture: &Picture) -> Picture {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let px = |i: usize| picture.rgb[(i / width) * 2 * picture.width + (i % width) * 2];
    Picture { width, height, rgb: (0..width * height).map(px).collect() }
}

/// The file menu opens below its name and goes again; everything is measured in points.
fn open_first_menu(desktop: &Desktop, viewer: &Viewer, pointer: &mut Pointer, on: Output) {
    let before = viewer.settled(on);
    let menu = |picture: &Picture| picture.crop(0, 30 * on.scale, 150 * on.scale, 200 * on.scale);
    let share = |picture: &Picture| menu(&before).changed_share(&menu(picture));
    pointer.move_to(on, (24, 13));
    pointer.click();
    wait_for("the menu", Duration::from_secs(20), || (share(&desktop.picture(on)) > 0.2).then_some(()));
    // Far from it, a click closes it.
    pointer.move_to(on, (900, 13));
    pointer.click();
    wait_for("the menu to go", Duration::from_secs(20), || (share(&desktop.picture(on)) < 0.1).then_some(()));
}

#[test]
fn a_window_moved_between_screens_of_different_scale_shows_the_same_on_both() {
    if !wayland::tools_present() {
        return;
    }
    let desktop = Desktop::start();
    let mut pointer = desktop.pointer();
    let viewer = desktop.open(&[]);
    let first = look(&viewer, PLAIN, "1-plain");
    open_first_menu(&desktop, &viewer, &mut pointer, PLAIN);
    viewer.move_to(FINE);
    let fine = look(&viewer, FINE, "2-fine");
    // The same view and panels of the same size in points, drawn at twice the pixels and not blown up.
    let changed = first.changed_share(&halved(&fine));
    assert!(changed < 0.35, "{changed:.2} of the picture differs");
    let panel = |picture: &Picture, scale: usize| picture.crop(0, 0, 330 * scale, 26 * scale);
    let changed = panel(&first, 1).changed_share(&halved(&panel(&fine, 2)));
    assert!(changed < 0.1, "{changed:.2} of the menu bar differs");
    let blown_up = fine.rgb.chunks_exact(2).filter(|pair| pair[0] == pair[1]).count() as f64;
    assert!(blown_up / ((fine.rgb.len() / 2) as f64) < 0.8, "pixels come in pairs");
    open_first_menu(&desktop, &viewer, &mut pointer, FINE);
    viewer.move_to(PLAIN);
    let back = look(&viewer, PLAIN, "3-back");
    let changed = first.changed_share(&back);
    assert!(changed < 0.1, "{changed:.2} of the picture differs");
    open_first_menu(&desktop, &viewer, &mut pointer, PLAIN);
    let log = viewer.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    assert_eq!(viewer.close().code(), Some(0));
}
