//! The ground composed on the CPU looks as the expected pictures say, for every real zone that has one.

use crate::common;
use std::path::Path;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::ntf::{Texture, tct};
use gtd_viewer::scene::raster::color_base::{BaseTexture, ColorBase};
use gtd_viewer::scene::raster::compose::{BaseLayer, Composer, NeutralBase, TilePictures};
use gtd_viewer::scene::raster::tile_set;
use gtd_viewer::zone::folder::Folder;

/// R, G, B rows and the picture's side.
fn map_picture(gtd_path: &Path, px_per_tile: u32) -> (Vec<u8>, u32) {
    let gtd = Gtd::parse(common::read(gtd_path)).unwrap();
    let folder = Folder::around(gtd_path);
    let read = |name: &str| folder.locate(name).map_err(|e| e.to_string()).map(|path| common::read(&path));
    let files: Vec<_> = gtd.textures().sources.iter().map(|s| tile_set::read_source(&read(&s.path)?)).collect();
    let resolved = tile_set::resolve(gtd.textures(), &files);
    let textures: Vec<Option<&Texture>> = resolved.iter().map(|slot| slot.as_ref().ok()).collect();
    let pictures = TilePictures::new(&textures, px_per_tile);
    let colors = gtd_path.with_extension("tct");
    let colors = colors.exists().then(|| tct::parse(&common::read(&colors)).unwrap());
    let base = image::load_from_memory(&read("Misc\\Terrain_Base.bmp").unwrap()).unwrap().to_rgba8();
    let base = BaseTexture::new(base.width(), base.as_raw()).unwrap();
    let ground = colors.as_ref().map(|colors| ColorBase::new(colors, &base));
    let ground: &dyn BaseLayer = ground.as_ref().map_or(&NeutralBase, |ground| ground);
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, ground);
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
