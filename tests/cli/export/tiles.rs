//! Pictures of tile values and splat weights, read by the image crate.

use std::path::Path;

use gtd_viewer::formats::gtd::{Gtd, Header};
use serde_json::Value;

use super::{common, program, test_zone};
use crate::schema::assert_fits;

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn pixels_are_the_tiles_values() {
    let folder = tempfile::tempdir().unwrap();
    let gtd = Gtd::parse(test_zone::sample(Header::headerless()).encode().unwrap()).unwrap();
    std::fs::write(folder.path().join("a.gtd"), gtd.bytes()).unwrap();
    for value in ["texture1", "texture2", "direction1", "direction2", "layers", "slope", "shadow", "grass"] {
        let args = ["export", "tiles", "a.gtd", "--value", value, "-o", "out/{stem}.png"];
        program(folder.path(), &args).assert().success();
        let picture = image::open(folder.path().join("out/a.png")).unwrap();
        let sidecar = json(&folder.path().join("out/a.png.json"));
        assert_fits(&sidecar, "tiles");
        let deep = value.starts_with("texture");
        assert_eq!(picture.color(), if deep { image::ColorType::L16 } else { image::ColorType::L8 }, "{value}");
        assert_eq!((picture.width(), picture.height(), &sidecar["size"]), (16, 16, &16.into()));
        let counted: u64 = sidecar["legend"].as_array().unwrap().iter().map(|e| e["tiles"].as_u64().unwrap()).sum();
        assert_eq!(counted, 256);
        let pixels = if deep {
            picture.into_luma16().into_raw()
        } else {
            picture.into_luma8().into_raw().into_iter().map(u16::from).collect()
        };
        for x in 0..16 {
            for z in 0..16 {
                let tile = gtd.record(x, z).tile();
                let (first, second) = gtd.layers_of(tile);
                let expected = match value {
                    "texture1" => first.unwrap_or(65535),
                    "texture2" => second.unwrap_or(65535),
                    "direction1" => first.map_or(255, |_| u16::from(tile.dir1())),
                    "direction2" => second.map_or(255, |_| u16::from(tile.dir2())),
                    "layers" => first.map_or(0, |_| 1 + u16::from(second.is_some())),
                    "grass" => u16::from(gtd.grass_mask()[(x * 17 + z) as usize]),
                    "shadow" => 0,
                    // Heights are (x * x + 3 z) / 4: the terrain rises by (2 x + 1) / 16 eastward and 3 / 16 northward.
                    _ => (((2 * x + 1) as f32 / 16.0).hypot(3.0 / 16.0)).atan().to_degrees().round() as u16,
                };
                assert_eq!(pixels[((15 - z) * 16 + x) as usize], expected, "{value} of tile {x},{z}");
            }
        }
    }
}

#[test]
fn splat_weights_add_up_on_every_tile() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), test_zone::sample(Header::versioned(1, "a")).encode().unwrap())
        .unwrap();
    program(folder.path(), &["export", "splat", "a.gtd", "-o", "splat"]).assert().success();
    let told = json(&folder.path().join("splat/splat.json"));
    let families = told["families"].as_array().unwrap();
    let names: Vec<&str> = families.iter().map(|family| family["family"].as_str().unwrap()).collect();
    assert_eq!(names, ["colormap", "sample"]);
    let mut sums = vec![0_u32; 256];
    for family in families {
        let picture = image::open(folder.path().join("splat").join(family["file"].as_str().unwrap())).unwrap();
        assert_eq!(picture.color(), image::ColorType::L8);
        picture.into_luma8().into_raw().iter().zip(&mut sums).for_each(|(weight, sum)| *sum += u32::from(*weight));
    }
    assert!(sums.iter().all(|sum| *sum == 255));
}

#[test]
fn real_zones_have_families_that_add_up() {
    let Some(corpus) = common::corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let zone = corpus.join("ko/1298/Zones/moradon.gtd");
    let args = ["export", "splat", zone.to_str().unwrap(), "-o", "splat"];
    program(folder.path(), &args).assert().success();
    let told = json(&folder.path().join("splat/splat.json"));
    let mut sums = vec![0_u32; 128 * 128];
    for family in told["families"].as_array().unwrap() {
        let picture = image::open(folder.path().join("splat").join(family["file"].as_str().unwrap())).unwrap();
        picture.into_luma8().into_raw().iter().zip(&mut sums).for_each(|(weight, sum)| *sum += u32::from(*weight));
    }
    assert!(told["families"].as_array().unwrap().len() > 10);
    assert!(sums.iter().all(|sum| *sum == 255));
}
