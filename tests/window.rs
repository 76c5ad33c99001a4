//! End to end: the real binary in a real window, driven by keys and mouse, judged by what is on the screen.

#![cfg(all(feature = "app", target_os = "linux"))]

#[path = "common/xvfb.rs"]
mod xvfb;

use std::path::Path;
use std::time::Duration;
use xvfb::{Display, Picture, Viewer};

/// The project's own zone, as files.
fn demo_zone() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones/demo.gtd").display().to_string()
}

/// The middle of a window's picture: the ground, without menu bar and panels.
fn middle(picture: &Picture, (width, height): (u32, u32)) -> Picture {
    let (width, height) = (width as usize, height as usize);
    picture.crop(width / 4, height / 4, width / 2, height / 2)
}

/// Looks at the window's middle when it has settled, keeps a copy where GTD_VIEWER_SHOTS says, and checks that
/// there is something to see.
fn look(viewer: &Viewer, name: &str) -> Picture {
    let size = viewer.size();
    let whole = viewer.settled();
    if let Some(folder) = std::env::var_os("GTD_VIEWER_SHOTS") {
        whole.crop(0, 0, size.0 as usize, size.1 as usize).save(&Path::new(&folder).join(format!("{name}.png")));
    }
    let picture = middle(&whole, size);
    assert!(picture.black_share() < 0.05, "{name}: {:.0} % black", picture.black_share() * 100.0);
    assert!(picture.colours() > 12, "{name}: {} colours only", picture.colours());
    picture
}

#[test]
fn opens_flies_turns_resizes_and_closes() {
    if !xvfb::tools_present() {
        return;
    }
    let display = Display::start();
    let viewer = display.open(&[&demo_zone()]);
    viewer.wait_for_picture("the ground", |picture| middle(picture, viewer.size()).colours() > 12);

    let start = look(&viewer, "start");
    std::thread::sleep(Duration::from_secs(1));
    let untouched = look(&viewer, "untouched");
    assert!(start.changed_share(&untouched) < 0.1, "the view moves by itself");

    viewer.hold_key("w", Duration::from_millis(1200));
    let forward = look(&viewer, "forward");
    assert!(start.changed_share(&forward) > 0.3, "W did not fly: {}", start.changed_share(&forward));

    let (width, height) = viewer.size();
    let (x, y) = (width as i32 / 2, height as i32 / 2);
    viewer.drag("3", (x, y), (x + 240, y + 20));
    let turned = look(&viewer, "turned");
    assert!(forward.changed_share(&turned) > 0.3, "the drag did not turn: {}", forward.changed_share(&turned));

    viewer.resize(900, 600);
    xvfb::wait_for("the new size", Duration::from_secs(10), || (viewer.size() == (900, 600)).then_some(()));
    look(&viewer, "resized");
    // Also what lies near the new lower right corner is drawn, not left over or black.
    let corner = viewer.picture().crop(700, 450, 190, 110);
    assert!(corner.black_share() < 0.2, "the corner is {:.0} % black", corner.black_share() * 100.0);

    let status = viewer.close();
    assert_eq!(status.code(), Some(0));
}
