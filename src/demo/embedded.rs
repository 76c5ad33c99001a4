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
pub static FILES: [(&str, &[u8]); 7] = demo_files![
    "Zones/demo.gtd",
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
