//! End to end: objects are searched in their panel, and a row leads to one of them.

use crate::xvfb::{Display, Viewer};
use glam::DVec3;
use gtd_viewer::camera::Pose;
use gtd_viewer::formats::opd::OpdFile;
use std::path::Path;
use std::time::Duration;

/// The camera in the copied diagnostics.
fn camera(viewer: &Viewer) -> Pose {
    let text = viewer.diagnostics_with("\ncamera: ");
    let line = text.lines().find_map(|line| line.strip_prefix("camera: ")).expect("the camera");
    line.parse().expect("a pose")
}

#[test]
fn a_searched_object_is_flown_to_from_its_row() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones");
    let objects = OpdFile::parse(&std::fs::read(demo.join("demo.opd")).expect("objects")).expect("objects").objects;
    let lighthouse = objects.iter().find(|object| object.name() == "Lighthouse").expect("a lighthouse").position_m();
    let distance_m = |pose: &Pose| {
        let by = pose.eye - lighthouse.as_dvec3();
        DVec3::new(by.x, 0.0, by.z).length()
    };
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[&demo.join("demo.gtd").display().to_string(), "--camera=500,60,500,0,-10"]);
    viewer.wait_for_picture("the ground", |picture| picture.colors() > 30);
    viewer.settled();
    let far_m = distance_m(&camera(&viewer));
    viewer.key("ctrl+f");
    viewer.settled();
    display.xdotool(&["type", "--delay", "80", "lighthouse"]).expect("the search is typed");
    viewer.settled();
    // The first row is below the search, the choice of zones and the buttons, in the dock beside the strip.
    viewer.move_to((200, 215));
    viewer.click("1", 1);
    // It flies there, and any key would end the flight.
    std::thread::sleep(Duration::from_secs(5));
    viewer.settled();
    // The search has the keyboard; the picture gets it back.
    viewer.key("Escape");
    let there = camera(&viewer);
    assert!(distance_m(&there) < 80.0 && distance_m(&there) < far_m, "{there} of {lighthouse}, {far_m} m before");
    assert_eq!(viewer.close().code(), Some(0));
}
