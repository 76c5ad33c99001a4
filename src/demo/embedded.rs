//! Files of the demo zone, embedded in the binary as a client folder. In a browser they lie beside the page, which offers
//! them as a folder of its own.
//!
//! The files are in `assets/demo`, written by `cargo run --example make_demo`. The build script (`build.rs`) compresses
//! each file and lists them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Folder in which a page offers the files.
pub const OFFERED_AT: &str = "/gtd-viewer/demo";

/// A compressed file.
#[derive(Debug)]
pub struct EmbeddedFile {
    /// Path below the client folder, with forward slashes.
    pub path: &'static str,
    /// Compressed content (raw deflate); empty in a browser.
    #[cfg_attr(target_family = "wasm", allow(dead_code, reason = "the page has the content"))]
    packed: &'static [u8],
    /// Bytes of the content.
    #[cfg_attr(target_family = "wasm", allow(dead_code, reason = "the page has the content"))]
    len: usize,
    unpacked: OnceLock<Vec<u8>>,
}

impl EmbeddedFile {
    const fn new(path: &'static str, len: usize, packed: &'static [u8]) -> EmbeddedFile {
        EmbeddedFile { path, packed, len, unpacked: OnceLock::new() }
    }

    /// The content, which is kept.
    ///
    /// # Errors
    /// None; in a browser those of a file that the page offers.
    #[cfg_attr(not(target_family = "wasm"), allow(clippy::unused_async, reason = "only a page must wait"))]
    pub async fn load(&'static self) -> io::Result<&'static [u8]> {
        #[cfg(not(target_family = "wasm"))]
        return Ok(self.bytes());
        #[cfg(target_family = "wasm")]
        match self.unpacked.get() {
            Some(bytes) => Ok(bytes),
            None => {
                let bytes = crate::platform::files::read(&self.offered_at()).await?;
                Ok(self.unpacked.get_or_init(|| bytes))
            }
        }
    }

    /// Where a page offers the file.
    pub fn offered_at(&self) -> PathBuf {
        Path::new(OFFERED_AT).join(self.path)
    }

    /// The content. It is decompressed with the first call, and kept.
    ///
    /// # Panics
    /// Never: a test decompresses all files.
    #[cfg(not(target_family = "wasm"))]
    pub fn bytes(&'static self) -> &'static [u8] {
        self.unpacked.get_or_init(|| {
            miniz_oxide::inflate::decompress_to_vec_with_limit(self.packed, self.len)
                .expect("the build script compressed it")
        })
    }
}

include!(concat!(env!("OUT_DIR"), "/demo.rs"));

/// Paths and contents of all files, sorted by path.
#[cfg(not(target_family = "wasm"))]
pub fn contents() -> &'static [(&'static str, &'static [u8])] {
    static CONTENTS: std::sync::LazyLock<Vec<(&str, &[u8])>> =
        std::sync::LazyLock::new(|| FILES.iter().map(|file| (file.path, file.bytes())).collect());
    &CONTENTS
}

/// Bytes of the demo zone's `.gtd`.
///
/// # Panics
/// Never: a test finds the zone.
#[cfg(not(target_family = "wasm"))]
pub fn zone() -> &'static [u8] {
    find("Zones/demo.gtd").expect("the demo has a zone")
}

/// Looks up the content of a file by the client's name for it: either slash, any case.
#[cfg(not(target_family = "wasm"))]
pub fn find(name: &str) -> Option<&'static [u8]> {
    file(name).map(EmbeddedFile::bytes)
}

/// Whether there is a file, by the client's name for it.
pub fn contains(name: &str) -> bool {
    file(name).is_some()
}

/// Looks up a file by the client's name for it.
pub fn file(name: &str) -> Option<&'static EmbeddedFile> {
    let wanted = name.trim().replace('\\', "/");
    FILES.iter().find(|file| file.path.eq_ignore_ascii_case(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::glo::GloFile;
    use crate::formats::gtd::Gtd;
    use crate::formats::n3pmesh::Mesh;
    use crate::formats::ntf::{gtt, parse_dxt};
    use crate::formats::opd::{OpdFile, RenderFlags, SUB_CELLS, cells_along};
    use crate::scene::objects::ObjectSet;

    #[test]
    fn files_are_found_as_zones_name_them() {
        assert!(find("dtex\\isle_rock_0.gtt").is_some());
        assert_eq!(find("DTEX/ISLE_rock_0.GTT"), find("dtex\\isle_rock_0.gtt"));
        assert_eq!(find("isle_rock_0.gtt"), None);
        assert!(find("zones\\demo.gtd").is_some_and(|bytes| bytes == zone()));
    }

    #[test]
    fn it_is_small_and_whole() {
        let total: usize = FILES.iter().map(|file| file.len).sum();
        let packed: usize = FILES.iter().map(|file| file.packed.len()).sum();
        assert!(total < 8_000_000 && packed < 2_500_000, "{total} bytes, {packed} compressed");
        assert!(FILES.iter().all(|file| file.bytes().len() == file.len));
        assert!(FILES.is_sorted_by_key(|file| file.path));
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
    fn its_objects_are_of_every_kind_that_is_drawn_differently() {
        let opd = OpdFile::parse(find("zones\\demo.opd").unwrap()).unwrap();
        let parts = || opd.objects.iter().flat_map(|object| &object.parts);
        let has = |flags: u32| parts().any(|part| part.material.flags.0 & flags == flags);
        let set = ObjectSet::new(&opd);
        // Swaying leaves, blended billboards, panes without light, two leaves of a gate, flip-books, added light.
        let leaves = RenderFlags::WIND.0 | RenderFlags::DOUBLE_SIDED.0;
        assert!(has(leaves) && has(RenderFlags::BLENDED.0 | RenderFlags::BILLBOARD.0) && has(RenderFlags::UNLIT.0));
        assert!(parts().any(|part| part.textures.len() > 1 && part.texture_fps > 0.0));
        assert!(parts().any(|part| (part.material.source_blend, part.material.dest_blend) == (2, 2)));
        let gates = opd.objects.iter().filter(|object| object.is_extra() && object.events.event_kind == 1);
        assert!(gates.clone().count() > 0 && gates.clone().all(|gate| gate.parts.len() == 2));
        /// Indices of a sheet of two triangles, which has no coarser form.
        const SHEET: usize = 6;
        for name in &set.meshes {
            let mesh = Mesh::parse(find(name).unwrap_or_else(|| panic!("{name}"))).unwrap();
            let has_levels = !mesh.collapses.is_empty() && !mesh.distances.is_empty();
            assert!(has_levels || mesh.indices.len() <= SHEET, "{name} has levels of detail");
        }
        for name in &set.textures {
            let texture = parse_dxt(find(name).unwrap_or_else(|| panic!("{name}"))).unwrap();
            assert!((32..=128).contains(&texture.width()) && texture.is_mipmapped(), "{name}");
        }
        let unused = contents().iter().filter(|(path, _)| path.starts_with("Object/")).filter(|(path, _)| {
            let name = path.replace('/', "\\").to_lowercase();
            !set.meshes.contains(&name) && !set.textures.contains(&name)
        });
        assert_eq!(unused.count(), 0);
        let lights = GloFile::parse(find("zones\\demo.glo").unwrap()).unwrap().lights;
        let shine = ["Lamp", "Campfire", "Hut", "Cottage", "Lighthouse"];
        // Objects without parts are names of places.
        let solid = opd.objects.iter().filter(|object| !object.parts.is_empty());
        let shining = solid.filter(|object| shine.contains(&object.name().as_str())).count();
        assert!(lights.len() == shining && shining > 0);
    }

    #[test]
    fn its_collision_faces_are_listed_in_the_sub_cells_that_they_touch() {
        let opd = OpdFile::parse(find("zones\\demo.opd").unwrap()).unwrap();
        let (mut listed, mut objects) = (vec![false; opd.collision.len()], vec![0; opd.objects.len()]);
        let side = cells_along(opd.width_m);
        for (index, cell) in opd.cells.iter().enumerate().filter_map(|(index, cell)| Some((index, cell.as_ref()?))) {
            cell.objects.iter().for_each(|object| objects[usize::from(*object)] += 1);
            for sub in 0..SUB_CELLS * SUB_CELLS {
                let (x, z) = (sub % SUB_CELLS, sub / SUB_CELLS);
                let low = [index % side * SUB_CELLS + x, index / side * SUB_CELLS + z].map(|at| at as f32 * 4.0);
                for corners in cell.sub_cells.triangles(x, z) {
                    let face = &opd.collision[corners[0] as usize / 3];
                    listed[corners[0] as usize / 3] = true;
                    for (axis, low) in [(0, low[0]), (2, low[1])] {
                        let span = face.map(|corner| corner[axis]);
                        let (least, most) = (
                            span.iter().copied().fold(f32::MAX, f32::min),
                            span.iter().copied().fold(f32::MIN, f32::max),
                        );
                        assert!(least <= low + 4.0 && most >= low, "{face:?} in {low}");
                    }
                }
            }
        }
        assert!(listed.iter().all(|listed| *listed) && objects.iter().all(|count| *count == 1));
    }

    #[test]
    fn its_ground_has_everything_that_was_asked_for() {
        let gtd = Gtd::parse(zone()).unwrap();
        let (mut directions, mut two, mut used) = ([0; 8], 0, [0; 56]);
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
