//! End to end: a known tile is clicked in the real window and checked through the copied diagnostics.

use crate::clipboard::clipboard;
use crate::common::corpus;
use crate::xvfb::{self, Display, Viewer};
use glam::DVec3;
use gtd_viewer::camera::Pose;
use gtd_viewer::formats::gtd::Gtd;
use std::path::Path;
use std::time::Duration;

/// Copies the diagnostics until they contain a picked tile.
fn diagnostics(display: &Display, viewer: &Viewer) -> String {
    xvfb::wait_for("diagnostics of a tile", Duration::from_secs(60), || {
        viewer.key("ctrl+i");
        std::thread::sleep(Duration::from_millis(700));
        clipboard(&display.name()).filter(|text| text.contains("\ntile: "))
    })
}

/// Clicks the center of a tile and compares the diagnostics with the file.
fn click_and_read(zone: &Path, (x, z): (u32, u32)) {
    let gtd = Gtd::parse(std::fs::read(zone).expect("the zone")).expect("a zone");
    let record = gtd.record(x, z);
    // The midpoint of the tile's south-eastern side is on an edge; its inside is between two corners' heights.
    let heights = [(0, 0), (1, 1), (1, 0), (0, 1)].map(|(dx, dz)| gtd.record(x + dx, z + dz).height_m());
    let middle_m = if (x + z) % 2 == 0 { heights[0] + heights[1] } else { heights[2] + heights[3] } / 2.0;
    let at = DVec3::new(f64::from(x) * 4.0 + 2.0, f64::from(middle_m), f64::from(z) * 4.0 + 2.0);
    let pose = Pose::looking_at(at + DVec3::new(0.0, 30.0, -12.0), at);

    let Some(display) = Display::start() else { return };
    let camera = format!("--camera={pose}");
    let viewer = display.open(&[&zone.display().to_string(), &camera]);
    viewer.wait_for_picture("the ground", |picture| picture.colors() > 30);
    viewer.settled();
    let (width, height) = viewer.size();
    viewer.move_to((width as i32 / 2, height as i32 / 2));
    viewer.click("1", 1);
    let text = diagnostics(&display, &viewer);

    let tile = record.tile();
    let expected = [
        format!("tile: {x}, {z}\n"),
        format!("word: {:#010x} at byte ", tile.0),
        format!("dir1 {}, dir2 {}, tex1 {}, tex2 {}\n", tile.dir1(), tile.dir2(), tile.tex1(), tile.tex2()),
        format!("Patch: {}, {}\n", x / 8, z / 8),
    ];
    for part in expected {
        assert!(text.contains(&part), "{part:?} is not in\n{text}");
    }
    let offset = text.lines().find_map(|line| line.strip_prefix("word: ")?.rsplit(' ').next()?.parse::<usize>().ok());
    let offset = offset.expect("where the word stands");
    assert_eq!(gtd.bytes()[offset..offset + 4], tile.0.to_le_bytes(), "the bytes at the place that is told");
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn a_tile_of_the_demo_is_read_back() {
    click_and_read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones/demo.gtd"), (70, 61));
}

#[test]
fn a_tile_of_moradon_is_read_back() {
    let Some(corpus) = corpus() else { return };
    click_and_read(&corpus.join("ko/1298/Zones/moradon.gtd"), (44, 84));
}
