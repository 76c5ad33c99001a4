//! Terrain composed on the CPU matches the expected pictures, for every real zone that has one.

use crate::common;
use std::path::Path;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::load::read_zone_textures;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::raster::compose::Composer;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

/// R, G, B rows and the side of the picture.
fn map_picture(gtd_path: &Path, px_per_tile: u32) -> (Vec<u8>, u32) {
    let gtd = Gtd::parse(common::read(gtd_path)).unwrap();
    let files = block_on(ZoneFiles::open(&ZoneSource::of(gtd_path), None));
    assert!(files.root().is_some_and(|root| root.join("Misc/Terrain_Base.bmp").exists()), "the base texture is there");
    let (textures, _) = block_on(read_zone_textures(&gtd, &files));
    let (pictures, ground) = (textures.pictures(px_per_tile), textures.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*ground);
    let tiles = composer.tiles_per_side();
    let mut rgb = vec![0; composer.picture_bytes(tiles, tiles)];
    composer.compose(0..tiles, 0..tiles, &mut rgb);
    (rgb, composer.side_px())
}

/// Mean absolute difference of all channels, and the share of pixels within 4 in every channel.
fn compare(a: &[u8], b: &[u8]) -> (f64, f64) {
    assert_eq!(a.len(), b.len());
    let sum: u64 = a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let pixels = a.as_chunks::<3>().0.iter().zip(b.as_chunks::<3>().0);
    let within = pixels.filter(|(a, b)| a.iter().zip(*b).all(|(a, b)| a.abs_diff(*b) <= 4)).count();
    (sum as f64 / a.len() as f64, within as f64 * 3.0 / a.len() as f64)
}

fn check(zone: &str, golden: &str, px_per_tile: u32, most_mean: f64, least_within: f64) {
    let Some(folder) = common::corpus() else { return };
    let (rgb, side) = map_picture(&folder.join("ko").join(zone), px_per_tile);
    let expected = image::open(folder.join("golden/map").join(golden)).unwrap().to_rgb8();
    assert_eq!((expected.width(), expected.height()), (side, side));
    let (mean, within) = compare(&rgb, expected.as_raw());
    println!("{golden}: mean difference {mean:.4}, {:.3} % within 4", within * 100.0);
    assert!(mean <= most_mean && within >= least_within, "{golden}: mean {mean}, within 4: {within}");
}

#[test]
fn zones_of_tiles_alone() {
    check("1298/Zones/moradon.gtd", "1298-moradon.png", 4, 1.0, 0.999);
    check("1298/Zones/eslantzone.gtd", "1298-eslantzone.png", 4, 1.0, 0.999);
    check("1298/Zones/battlezone_b.gtd", "1298-battlezone_b.png", 4, 1.0, 0.999);
    check("1298/Zones/arena.gtd", "1298-arena.png", 4, 1.0, 0.999);
    check("1097/Zones/moradon.gtd", "1097-moradon.png", 4, 1.0, 0.999);
    check("1298/Zones/karus_start.gtd", "1298-karus_start.png", 4, 1.0, 0.999);
}

#[test]
fn all_eight_directions_at_16_pixels() {
    check("1298/Zones/arena.gtd", "1298-arena-16px.png", 16, 1.0, 0.999);
}

#[test]
fn zones_with_tiles_that_show_the_color_map() {
    check("1298/Zones/dungeon_b1th.gtd", "1298-dungeon_b1th.png", 4, 0.4, 0.99);
    check("1298/Zones/karus_intro.gtd", "1298-karus_intro.png", 4, 1.0, 0.99);
    check("1298/Zones/karus_intro.gtd", "1298-karus_intro-16px.png", 16, 1.0, 0.99);
}
