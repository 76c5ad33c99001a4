//! The web map's files; `browser` tests the page itself.

use std::path::Path;

use gtd_viewer::formats::gtd::{Draft, Gtd, Header};
use gtd_viewer::formats::ntf::{PixelFormat, write};
use serde_json::Value;

use super::{program, test_zone};
use crate::common::samples;

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

#[test]
fn objects_lie_where_they_are_placed_unless_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: Vec<u8>| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    put("Zones/a.gtd", test_zone::sample(Header::versioned(1, "a")).encode().unwrap());
    // A level square of 1 m: from (4, 2) to the east and to the north.
    put("Zones/a.opd", samples::objects(true).encode().unwrap());
    put("Object/tree.n3pmesh", samples::mesh().encode().unwrap());
    put("Object/tree.dxt", write::gtt([&samples::texture(8, 8, PixelFormat::Dxt3, true)]));
    let export = |rest: &[&str]| {
        let args = ["export", "web-map", "Zones/a.gtd", "-o", "map", "--px-per-tile", "64"];
        program(folder.path(), &[&args, rest].concat()).assert().success();
        [tile(folder.path(), 2, 0, 3), tile(folder.path(), 0, 0, 0)]
    };
    let ([near, far], [bare_near, bare_far]) = (export(&[]), export(&["--without", "objects"]));
    let changed: Vec<(u32, u32)> = near
        .enumerate_pixels()
        .filter(|(x, y, px)| *px != bare_near.get_pixel(*x, *y))
        .map(|(x, y, _)| (x, y))
        .collect();
    // 16 pixels a meter, and the tile is the south-western sixteenth of the map.
    assert!(changed.iter().all(|(x, y)| (64..80).contains(x) && (208..224).contains(y)), "{changed:?}");
    assert!(changed.len() > 200, "{} pixels", changed.len());
    assert!(far != bare_far, "coarser levels show objects, too");
    assert!(export(&["--hide", "tree"]) == [bare_near, bare_far], "as without its only object");
}
