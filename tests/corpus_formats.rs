//! Every real file is read to its last byte and written back the same.

mod corpus;

use gtd_viewer::ntf::{self, PixelFormat, tct, tlt};

#[test]
fn tile_textures_are_eight_of_dxt1() {
    let Some(folder) = corpus::folder() else { return };
    let files = corpus::files(&folder.join("ko"), ".gtt");
    assert!(files.len() > 200, "{} GTT files", files.len());
    for path in files {
        let bytes = corpus::read(&path);
        let textures = ntf::gtt::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(textures.len(), 8, "{}", path.display());
        for texture in &textures {
            assert_eq!((texture.width(), texture.height(), texture.level_count()), (128, 128, 6));
            assert_eq!(texture.format(), PixelFormat::Dxt1);
        }
        assert!(ntf::write::gtt(&textures) == bytes, "{} is not written back the same", path.display());
    }
}

#[test]
fn single_textures_end_with_their_files() {
    let Some(folder) = corpus::folder() else { return };
    let files = corpus::files(&folder.join("ko"), ".dxt");
    assert!(files.len() > 60, "{} textures", files.len());
    for path in files {
        let bytes = corpus::read(&path);
        let texture = ntf::parse_dxt(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(ntf::write::gtt([&texture]) == bytes, "{} is not written back the same", path.display());
    }
}

#[test]
fn small_copies_show_the_same_picture() {
    let Some(folder) = corpus::folder() else { return };
    for path in corpus::files(&folder.join("ko/1298/Zones"), ".dxt") {
        let texture = ntf::parse_dxt(&corpus::read(&path)).unwrap();
        let half = texture.decode_rgba8(1);
        let mut copy = vec![0; half.len()];
        let bytes = &texture.small_copy()[..half.len() / 2];
        ntf::pixel::decode_a1r5g5b5(bytes, &mut copy);
        let difference: u64 = half.iter().zip(&copy).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = difference as f64 / half.len() as f64;
        assert!(mean < 5.0, "{}: mean difference {mean}", path.display());
    }
}

#[test]
fn colour_maps_have_a_cell_for_each_128_metres() {
    let Some(folder) = corpus::folder() else { return };
    let files = corpus::files(&folder.join("ko"), ".tct");
    assert!(files.len() >= 7, "{} colour maps", files.len());
    for path in files {
        let bytes = corpus::read(&path);
        let map = tct::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(map.textures().iter().all(|texture| texture.width() == 128 && texture.height() == 128));
        assert!(ntf::write::tct(&map) == bytes, "{} is not written back the same", path.display());
        let opaque = map.cell(0, 0).unwrap().decode_rgba8(0).iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
        assert!(opaque, "{}", path.display());
    }
}

#[test]
fn shadow_maps_are_cells_of_16_metres() {
    let Some(folder) = corpus::folder() else { return };
    let files = corpus::files(&folder.join("ko"), ".tlt");
    assert!(files.len() >= 9, "{} shadow files", files.len());
    let mut counts = Vec::new();
    for path in files {
        let bytes = corpus::read(&path);
        let side = tlt::patches_per_side(&bytes).unwrap_or_else(|| panic!("{}: no square table", path.display()));
        let maps = tlt::parse(&bytes, side).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(maps.grid(), tlt::ShadowGrid::Cells);
        let mut textures = maps.patches().iter().flat_map(|patch| &patch.maps).map(|map| &map.texture);
        assert!(textures.all(|t| t.width() == 32 && t.format() == PixelFormat::A4R4G4B4));
        assert!(ntf::write::tlt(&maps) == bytes, "{} is not written back the same", path.display());
        counts.push((path.file_stem().unwrap().to_string_lossy().to_lowercase(), maps.map_count()));
    }
    for (stem, count) in [("arena", 142), ("moradon", 519), ("karus_intro", 88), ("moradon", 394), ("eslantzone", 0)] {
        assert!(counts.contains(&(stem.to_string(), count)), "{stem} {count} in {counts:?}");
    }
}
