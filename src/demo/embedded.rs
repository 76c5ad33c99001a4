//! The demo zone's files inside the binary: a client folder that is always there.
//!
//! They are kept under `assets/demo`, made by `gtd-viewer generate demo -o assets/demo`. A file that is new in
//! `zone.rs` needs a line here and, for the build that makes it first, an empty file in its place.

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

/// The zone file.
pub fn zone() -> &'static [u8] {
    FILES[0].1
}

/// A file by the client's name for it: either slash, any case.
pub fn find(name: &str) -> Option<&'static [u8]> {
    let wanted = name.trim().replace('\\', "/");
    FILES.iter().find(|(path, _)| path.eq_ignore_ascii_case(&wanted)).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_as_zones_name_them() {
        assert!(find("dtex\\isle_rock_0.gtt").is_some());
        assert_eq!(find("DTEX/ISLE_rock_0.GTT"), find("dtex\\isle_rock_0.gtt"));
        assert_eq!(find("isle_rock_0.gtt"), None);
        assert!(find("zones\\demo.gtd").is_some_and(|bytes| bytes == zone()));
    }
}
