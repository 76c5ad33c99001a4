//! The window on a real Wayland desktop: moved between screens of different scale (picture, panel sizes, click
//! positions), and used with mouse and keys.

use std::path::Path;
use std::time::Duration;

use crate::wayland::code::{C, F11, LEFT_BUTTON, RIGHT_BUTTON, W};
use crate::wayland::{Desktop, FINE, Hands, Output, PLAIN, Viewer};
use crate::xvfb::{Picture, wait_for};

/// A settled picture of a screen; a copy is saved to GTD_VIEWER_SHOTS.
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

/// The file menu opens below its title and closes again; everything is measured in points.
fn open_first_menu(desktop: &Desktop, viewer: &Viewer, hands: &mut Hands, on: Output) {
    let before = viewer.settled(on);
    let menu = |picture: &Picture| picture.crop(0, 30 * on.scale, 150 * on.scale, 200 * on.scale);
    let share = |picture: &Picture| menu(&before).changed_share(&menu(picture));
    hands.move_to(on, (24, 13));
    hands.click(LEFT_BUTTON);
    wait_for("the menu", Duration::from_secs(20), || (share(&desktop.picture(on)) > 0.2).then_some(()));
    // A click far from it closes it.
    hands.move_to(on, (900, 13));
    hands.click(LEFT_BUTTON);
    wait_for("the menu to go", Duration::from_secs(20), || (share(&desktop.picture(on)) < 0.1).then_some(()));
}

#[test]
fn a_window_moved_between_screens_of_different_scale_shows_the_same_on_both() {
    let Some(desktop) = Desktop::start("") else { return };
    let mut hands = desktop.hands();
    // Without clouds and waves, which move meanwhile.
    let viewer = desktop.open(&["--layers=tiles,colormap"]);
    let first = look(&viewer, PLAIN, "1-plain");
    open_first_menu(&desktop, &viewer, &mut hands, PLAIN);
    viewer.move_to(FINE);
    let fine = look(&viewer, FINE, "2-fine");
    // The same view and panels of the same size in points, drawn at twice the pixels and not scaled up.
    let changed = first.changed_share(&halved(&fine));
    assert!(changed < 0.35, "{changed:.2} of the picture differs");
    let panel = |picture: &Picture, scale: usize| picture.crop(0, 0, 330 * scale, 26 * scale);
    let changed = panel(&first, 1).changed_share(&halved(&panel(&fine, 2)));
    assert!(changed < 0.1, "{changed:.2} of the menu bar differs");
    let blown_up = fine.rgb.chunks_exact(2).filter(|pair| pair[0] == pair[1]).count() as f64;
    assert!(blown_up / ((fine.rgb.len() / 2) as f64) < 0.8, "pixels come in pairs");
    open_first_menu(&desktop, &viewer, &mut hands, FINE);
    viewer.move_to(PLAIN);
    let back = look(&viewer, PLAIN, "3-back");
    let changed = first.changed_share(&back);
    assert!(changed < 0.1, "{changed:.2} of the picture differs");
    open_first_menu(&desktop, &viewer, &mut hands, PLAIN);
    let log = viewer.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    assert_eq!(viewer.close().code(), Some(0));
}

/// The parts of a view in the copied command line: x, y, z, yaw, pitch.
fn camera(command_line: &str) -> Vec<f64> {
    let (_, rest) = command_line.split_once("--camera").unwrap_or_else(|| panic!("no camera in {command_line:?}"));
    let numbers = rest.trim_start_matches(['=', ' ']).split(' ').next().unwrap_or_default();
    numbers.split(',').map(|number| number.parse().expect("a number")).collect()
}

#[test]
fn a_window_has_the_size_that_it_was_left_with_on_screens_of_either_scale() {
    let Some(desktop) = Desktop::start("for_window [app_id=gtd-viewer] floating enable") else { return };
    let mut sizes = Vec::new();
    for output in [FINE, FINE, PLAIN] {
        desktop.look_at(output);
        let viewer = desktop.open(&[]);
        viewer.settled(output);
        sizes.push(viewer.size());
        assert_eq!(viewer.close().code(), Some(0));
    }
    assert_eq!(sizes, [(1280, 720); 3]);
}

#[test]
fn mouse_and_keys_work_on_wayland() {
    use_it("seat * pointer_constraint enable");
    // Without a configured seat sway does not lock the cursor, and does not report it.
    use_it("");
}

/// Rotates the view, flies, goes to full screen and back, on a desktop of this configuration.
fn use_it(configuration: &str) {
    let Some(desktop) = Desktop::start(configuration) else { return };
    let mut hands = desktop.hands();
    // Input is what counts: quick frames on any machine.
    let viewer = desktop.open(&["--layers=tiles,colormap,water,sky"]);
    look(&viewer, PLAIN, "4-used");
    let view = |hands: &mut Hands| {
        desktop.clear_clipboard();
        hands.ctrl(C);
        camera(&desktop.clipboard())
    };
    let start = view(&mut hands);
    // The drag extends beyond the screen.
    hands.move_to(PLAIN, (1200, 500));
    hands.drag(RIGHT_BUTTON, (600.0, 0.0));
    let turned = view(&mut hands);
    let yaw = (turned[3] - start[3]).rem_euclid(360.0);
    assert!((yaw - 72.0).abs() < 3.0, "600 px at 0.12 degrees turned by {yaw}: {start:?} {turned:?}");
    assert!((turned[4] - start[4]).abs() < 0.5, "{start:?} {turned:?}");
    hands.hold(W, Duration::from_millis(700));
    let flown = view(&mut hands);
    let way = (flown[0] - turned[0]).hypot(flown[2] - turned[2]);
    assert!(way > 5.0, "W flew {way} m: {turned:?} {flown:?}");
    hands.hold(F11, Duration::ZERO);
    wait_for("full screen", Duration::from_secs(10), || viewer.is_full_screen().then_some(()));
    look(&viewer, PLAIN, "5-full-screen");
    hands.hold(F11, Duration::ZERO);
    wait_for("the window again", Duration::from_secs(10), || (!viewer.is_full_screen()).then_some(()));
    let log = viewer.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    assert_eq!(viewer.close().code(), Some(0));
}
