//! The web map's files; `browser` tests the page itself.

use std::path::Path;

use gtd_viewer::formats::gtd::{Draft, Gtd, Header};
use serde_json::Value;

use super::{program, test_zone};

fn tile(folder: &Path, zoom: u32, column: u32, row: u32) -> image::RgbImage {
    image::open(folder.join(format!("map/tiles/{zoom}/{column}/{row}.png"))).unwrap().into_rgb8()
}

fn told(folder: &Path) -> Value {
    let script = std::fs::read_to_string(folder.join("map/zone.js")).unwrap();
    serde_json::from_str(script.trim().strip_prefix("const ZONE = ").unwrap().trim_end_matches(';')).unwrap()
}

#[test]
fn tiles_of_all_levels_and_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let zone = test_zone::sample(Header::versioned(1, "a")).encode().unwrap();
    std::fs::write(folder.path().join("a.gtd"), &zone).unwrap();
    let args = ["export", "web-map", "a.gtd", "-o", "map", "--px-per-tile", "64"];
    program(folder.path(), &args).assert().success();
    let zone_told = told(folder.path());
    assert_eq!((&zone_told["zoom_max"], &zone_told["extent_m"]), (&2.into(), &64.0.into()));
    for zoom in 0..=2 {
        for place in 0..4_u32.pow(zoom) {
            let picture = tile(folder.path(), zoom, place % (1 << zoom), place >> zoom);
            assert_eq!(picture.dimensions(), (256, 256));
        }
    }
    // Row 0 is the north: the finest tiles form the map.
    let whole: Vec<_> = (0..4).map(|row| tile(folder.path(), 2, 0, row)).collect();
    assert!(whole[0] != whole[3]);
    for name in ["index.html", "map.js"] {
        assert!(folder.path().join("map").join(name).exists());
    }
    let gtd = Gtd::parse(zone).unwrap();
    let side = zone_told["heights"]["side"].as_u64().unwrap();
    assert_eq!(side, u64::from(gtd.map_size()));
    assert_eq!(zone_told["heights"]["data"].as_str().unwrap().len(), (side * side * 2).div_ceil(3) as usize * 4);
}

#[test]
fn zones_with_less_than_a_pixel_a_tile() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), Draft::flat(Header::headerless(), 1025).encode().unwrap()).unwrap();
    program(folder.path(), &["export", "web-map", "a.gtd", "-o", "map", "--px-per-tile", "1"]).assert().success();
    assert_eq!((&told(folder.path())["zoom_max"], &told(folder.path())["heights"]["side"]), (&2.into(), &513.into()));
    // Everything is the neutral color, at every level.
    for zoom in 0..=2 {
        assert!(tile(folder.path(), zoom, 0, 0).pixels().all(|px| px.0 == [110, 110, 104]), "zoom {zoom}");
    }
}
