//! Files of the demo zone, embedded in the binary as a client folder.
//!
//! The files are in `assets/demo`, written by `cargo run --example make_demo`. A new file needs a line here and, for
//! the first build, an empty file in its place.

macro_rules! demo_files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_bytes!(concat!("../../assets/demo/", $path)) as &[u8])),*]
    };
}

/// Path below the client folder, with forward slashes, and content.
pub static FILES: [(&str, &[u8]); 54] = demo_files![
    "Zones/demo.gtd",
    "Zones/demo.tct",
    "Zones/demo.tlt",
    "Zones/demo.opd",
    "Zones/demo.dxt",
    "Data/Zones.tbl",
    "Misc/Sky/demo.n3sky",
    "Misc/Sky/isle_sun.bmp",
    "Misc/Sky/isle_glow.bmp",
    "Misc/Sky/isle_flare.bmp",
    "Misc/Sky/isle_wisps.tga",
    "Misc/Sky/isle_puffs.tga",
    "Misc/Terrain_Base.bmp",
    "Misc/river/isle_sea.dxt",
    "Misc/river/isle_pond.dxt",
    "Misc/river/isle_river.dxt",
    "Misc/river/caust00.dxt",
    "Misc/river/caust01.dxt",
    "Misc/river/caust02.dxt",
    "Misc/river/caust03.dxt",
    "Misc/river/caust04.dxt",
    "Misc/river/caust05.dxt",
    "Misc/river/caust06.dxt",
    "Misc/river/caust07.dxt",
    "Misc/river/caust08.dxt",
    "Misc/river/caust09.dxt",
    "Misc/river/caust10.dxt",
    "Misc/river/caust11.dxt",
    "Misc/river/caust12.dxt",
    "Misc/river/caust13.dxt",
    "Misc/river/caust14.dxt",
    "Misc/river/caust15.dxt",
    "Misc/river/caust16.dxt",
    "Misc/river/caust17.dxt",
    "Misc/river/caust18.dxt",
    "Misc/river/caust19.dxt",
    "Misc/river/caust20.dxt",
    "Misc/river/caust21.dxt",
    "Misc/river/caust22.dxt",
    "Misc/river/caust23.dxt",
    "Misc/river/caust24.dxt",
    "Misc/river/caust25.dxt",
    "Misc/river/caust26.dxt",
    "Misc/river/caust27.dxt",
    "Misc/river/caust28.dxt",
    "Misc/river/caust29.dxt",
    "Misc/river/caust30.dxt",
    "Misc/river/caust31.dxt",
    "DTex/isle_sea_0.gtt",
    "DTex/isle_shore_0.gtt",
    "DTex/isle_grass_0.gtt",
    "DTex/isle_grass_1.gtt",
    "DTex/isle_rock_0.gtt",
    "DTex/isle_snow_0.gtt",
];

/// Bytes of the demo zone's `.gtd`.
pub fn zone() -> &'static [u8] {
    FILES[0].1
}

/// Looks up a file by the client's name for it: either slash, any case.
pub fn find(name: &str) -> Option<&'static [u8]> {
    let wanted = name.trim().replace('\\', "/");
    FILES.iter().find(|(path, _)| path.eq_ignore_ascii_case(&wanted)).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::Gtd;
    use crate::formats::ntf::gtt;

    #[test]
    fn files_are_found_as_zones_name_them() {
        assert!(find("dtex\\isle_rock_0.gtt").is_some());
        assert_eq!(find("DTEX/ISLE_rock_0.GTT"), find("dtex\\isle_rock_0.gtt"));
        assert_eq!(find("isle_rock_0.gtt"), None);
        assert!(find("zones\\demo.gtd").is_some_and(|bytes| bytes == zone()));
    }

    #[test]
    fn it_is_small_and_whole() {
        let total: usize = FILES.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(total < 4_000_000, "{total} bytes");
        let gtd = Gtd::parse(zone()).unwrap();
        assert_eq!(gtd.map_size(), 257);
        for source in &gtd.textures().sources {
            let file = find(&source.path).unwrap();
            assert_eq!(gtt::parse(file).unwrap().len(), 8, "{}", source.path);
        }
    }

    #[test]
    fn its_parts_are_read_as_real_ones_are() {
        let part = |path: &str| find(path).unwrap();
        assert_eq!(crate::formats::ntf::tct::parse(part("zones\\demo.tct")).unwrap().cells_per_side(), 8);
        assert!(crate::formats::ntf::tlt::parse(part("zones\\demo.tlt"), 32).is_ok());
        assert_eq!(crate::formats::ntf::parse_dxt(part("zones\\demo.dxt")).unwrap().width(), 256);
        let sky = crate::formats::n3sky::SkyFile::parse(part("misc\\sky\\demo.n3sky")).unwrap();
        for name in sky.sun.iter().chain(&sky.clouds) {
            assert!(find(&String::from_utf8_lossy(name)).is_some(), "{name:?}");
        }
        let gtd = Gtd::parse(zone()).unwrap();
        for need in crate::zone::references::needed_files(&gtd) {
            assert!(find(need.name()).is_some(), "{need:?}");
        }
    }

    #[test]
    fn its_ground_has_everything_that_was_asked_for() {
        let gtd = Gtd::parse(zone()).unwrap();
        let (mut directions, mut two, mut used) = ([0; 8], 0, [0; 48]);
        for (index, record) in gtd.records().iter().enumerate() {
            let (x, z, tile) = (index / 257, index % 257, record.tile());
            if x == 256 || z == 256 {
                continue;
            }
            let (first, second) = gtd.layers_of(tile);
            let first = first.unwrap_or_else(|| panic!("no texture at {x} {z}"));
            used[usize::from(first)] += 1;
            directions[usize::from(tile.dir1())] += 1;
            if let Some(second) = second {
                two += 1;
                used[usize::from(second)] += 1;
                directions[usize::from(tile.dir2())] += 1;
            }
        }
        assert!(directions.iter().all(|count| *count > 1000), "{directions:?}");
        assert!((0.1..0.5).contains(&(f64::from(two) / 65536.0)), "{two} tiles with two layers");
        assert!(used.iter().all(|count| *count > 0), "{used:?}");
        let heights = gtd.records().iter().map(|record| record.height_m());
        let (low, high) = heights.fold((0.0f32, 0.0f32), |(low, high), h| (low.min(h), high.max(h)));
        assert!((130.0..200.0).contains(&high) && (-40.0..-15.0).contains(&low), "{low} {high}");
    }
}
