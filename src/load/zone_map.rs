//! Map of a zone, composed on the CPU: ground, relief, water and placed objects from straight above, north up. For places
//! where nothing draws a zone but the CPU.

use std::path::Path;
use std::sync::Arc;

use super::preview::{PreviewError, PreviewPicture};
use super::{MissingFile, read_zone_objects, read_zone_textures};
use crate::formats::gtd::Gtd;
use crate::platform::pause;
use crate::scene::objects::ObjectList;
use crate::scene::raster::object_map::ObjectMap;
use crate::scene::raster::quick_map::quick_map;
use crate::scene::terrain::Terrain;
use crate::zone::client_files::DiskFiles;
use crate::zone::zone_list::zones_in;
use crate::zone::{ZoneFiles, ZoneSource};

/// Longest side of a map in pixels.
const MOST_PX: u32 = 2048;
/// Pixels a tile of a small zone.
const PX_PER_TILE: u32 = 8;
/// Rows of objects that are drawn without a pause.
const ROWS: u32 = 64;

/// The ground of a zone on a map, and what may be drawn over it.
pub struct ZoneMap {
    /// Name of the zone: the stem of its file.
    pub name: String,
    /// The map so far, opaque.
    pub picture: PreviewPicture,
    /// Side of the zone in meters.
    pub extent_m: f32,
    /// Files that could not be used.
    pub missing: Vec<MissingFile>,
    terrain: Terrain,
    files: ZoneFiles,
}

impl ZoneMap {
    /// Reads a zone and draws its ground.
    ///
    /// # Errors
    /// The terrain cannot be read, or is malformed.
    pub async fn read(zone: &ZoneSource) -> Result<ZoneMap, PreviewError> {
        let files = ZoneFiles::open(zone, None).await;
        let gtd = Gtd::parse(files.read_terrain().await?)?;
        let (textures, missing) = read_zone_textures(&gtd, &files).await;
        let side_px = (gtd.tiles_per_side() * PX_PER_TILE).min(MOST_PX);
        let (name, extent_m, terrain) = (zone.name(), gtd.extent_m(), Terrain::new(gtd));
        pause().await;
        let rgba = quick_map(&terrain, &textures, side_px);
        Ok(ZoneMap { name, picture: PreviewPicture { size_px: [side_px; 2], rgba }, extent_m, missing, terrain, files })
    }

    /// Draws the placed objects over the ground, row by row.
    pub async fn add_objects(&mut self) {
        let (models, missing) = read_zone_objects(self.terrain.gtd(), &self.files, &ObjectList::default()).await;
        self.missing.extend(missing);
        let Some(models) = models else { return };
        let side_px = self.picture.size_px[0];
        let objects = ObjectMap::new(&models, self.extent_m.into(), side_px).above(Some(self.terrain.heights()));
        for top in (0..side_px).step_by(ROWS as usize) {
            let drawn = objects.rows(top..(top + ROWS).min(side_px));
            let below = self.picture.rgba.as_chunks_mut::<4>().0.iter_mut().skip((top * side_px) as usize);
            let seen = below.zip(drawn.as_chunks::<4>().0).filter(|(_, object)| object[3] > 0);
            seen.for_each(|(below, object)| *below = *object);
            pause().await;
        }
    }
}

/// The zones of a folder, or a single zone file.
pub async fn zones_at(path: &Path) -> Vec<ZoneSource> {
    let is_zone = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gtd"));
    if is_zone {
        return vec![ZoneSource::of(path)];
    }
    let zones = zones_in(Arc::new(DiskFiles), path).await;
    zones.into_iter().map(|zone| ZoneSource::File(zone.bundle.gtd)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;

    #[test]
    fn the_islands_map_has_sea_land_and_objects() {
        let mut map = block_on(ZoneMap::read(&ZoneSource::Demo)).unwrap();
        let [side, _] = map.picture.size_px;
        assert_eq!(map.picture.rgba.len(), (side * side * 4) as usize);
        let ground = map.picture.rgba.clone();
        block_on(map.add_objects());
        assert!(map.missing.is_empty(), "{:?}", map.missing);
        let pixels = |rgba: &[u8]| rgba.as_chunks::<4>().0.to_vec();
        let changed = pixels(&ground).iter().zip(&pixels(&map.picture.rgba)).filter(|(a, b)| a != b).count();
        let share = changed as f64 / f64::from(side * side);
        assert!((0.005..0.5).contains(&share), "{share} of the map shows objects");
        assert!(map.picture.rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255));
    }

    #[test]
    fn a_folder_has_its_zones_and_a_broken_one_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let broken = folder.path().join("broken.gtd");
        std::fs::write(&broken, b"no zone").unwrap();
        assert_eq!(block_on(zones_at(folder.path())), [ZoneSource::File(broken.clone())]);
        assert_eq!(block_on(zones_at(&broken)), [ZoneSource::File(broken.clone())]);
        assert!(matches!(block_on(ZoneMap::read(&ZoneSource::of(&broken))), Err(PreviewError::Malformed(_))));
    }
}
