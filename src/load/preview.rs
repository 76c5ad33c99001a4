//! Preview of a zone for lists: a small picture from above, its size, and how many of its files are missing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::models::{MeshUsesCache, Model};
use super::{LoadError, read_zone_textures};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::ntf::Texture;
use crate::formats::ntf::mips::halve;
use crate::formats::opd::OpdFile;
use crate::platform::{CancelToken, Canceled};
use crate::scene::objects::ObjectSet;
use crate::scene::raster::model_picture::{ModelPictures, PictureAngle};
use crate::scene::raster::quick_map::quick_map;
use crate::scene::terrain::Terrain;
use crate::zone::client_files::DiskFiles;
use crate::zone::parts::Minimap;
use crate::zone::references::{Need, needed_files};
use crate::zone::{ZoneFiles, ZoneSource};

/// Longest side of a preview's picture in pixels.
pub const PREVIEW_PX: u32 = 256;

/// Gray behind a model, on which dark and bright ones are seen.
const MODEL_BACKGROUND: [u8; 3] = [92, 96, 102];

/// A picture of R, G, B, A rows from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewPicture {
    /// Width and height in pixels.
    pub size_px: [u32; 2],
    /// Four bytes per pixel.
    pub rgba: Vec<u8>,
}

/// Number of files that a zone refers to, and how many of them are missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileCount {
    /// Files that the client folder lacks.
    pub missing: u32,
    /// All files.
    pub all: u32,
}

/// Size of what a preview shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewSize {
    /// Vertices a side of a zone.
    Zone(u32),
    /// Triangles of a single model in full detail.
    Model(usize),
}

/// Preview of a zone, or of a single model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZonePreview {
    /// The zone from above, north up: the game's minimap, else a map drawn from the terrain. A model from the side.
    pub picture: PreviewPicture,
    /// How large it is.
    pub size: PreviewSize,
    /// Source files of its tile textures.
    pub textures: FileCount,
    /// Meshes and textures of its placed objects.
    pub objects: FileCount,
}

/// Reason why a zone has no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The terrain file cannot be read.
    #[error("cannot be read")]
    Unreadable(#[from] io::Error),
    /// The terrain file is damaged, or not a zone.
    #[error("not a zone file, or a damaged one")]
    Malformed(#[from] FormatError),
    /// The model cannot be read, or is malformed.
    #[error("cannot be read")]
    Model(#[from] LoadError),
    /// The preview is not needed any more.
    #[error(transparent)]
    Canceled(#[from] Canceled),
}

/// Drawn maps of earlier previews, by a number that depends on the contents of the zone's files.
pub trait MapStore {
    /// The stored map, if there is one.
    fn get(&self, key: u64) -> Option<PreviewPicture>;
    /// Stores a map, if possible.
    fn put(&self, key: u64, map: &PreviewPicture);
}

/// Reads the preview of a zone; `data` is the client folder, if it is not the one that contains the zone.
///
/// # Errors
/// The terrain cannot be read, or `cancel` was canceled.
pub async fn read_preview(
    zone: &ZoneSource,
    data: Option<&Path>,
    maps: &dyn MapStore,
    cancel: &CancelToken,
) -> Result<ZonePreview, PreviewError> {
    let files = cancel.unless_canceled(ZoneFiles::open(zone, data)).await?;
    let gtd = Gtd::parse(cancel.unless_canceled(files.read_terrain()).await??)?;
    let (textures, missing) = cancel.unless_canceled(texture_files(&gtd, &files)).await?;
    let objects = cancel.unless_canceled(object_files(&gtd, &files)).await?;
    let size = PreviewSize::Zone(gtd.map_size());
    let minimap = cancel.unless_canceled(files.part::<Minimap>(&gtd)).await?;
    let picture = match minimap.ok().and_then(|found| scaled(&found.content.0)) {
        Some(picture) => picture,
        None => {
            let key = key_of(&gtd, &missing);
            match maps.get(key) {
                Some(map) => map,
                None => {
                    let map = cancel.unless_canceled(draw(gtd, &files, cancel)).await??;
                    maps.put(key, &map);
                    map
                }
            }
        }
    };
    Ok(ZonePreview { picture, size, textures, objects })
}

/// Reads the preview of a single model; `data` is the client folder, if it is not the one that contains the model.
///
/// # Errors
/// The model cannot be read, or `cancel` was canceled.
pub async fn read_model_preview(
    path: &Path,
    data: Option<&Path>,
    uses: &MeshUsesCache,
    cancel: &CancelToken,
) -> Result<ZonePreview, PreviewError> {
    let files = cancel.unless_canceled(ZoneFiles::around(Arc::new(DiskFiles), path, data)).await?;
    let Model { models, .. } = cancel.unless_canceled(uses.read_model(path, &files)).await??;
    let there = [models.meshes.iter().flatten().count(), models.textures.iter().flatten().count()];
    let all = [models.meshes.len(), models.textures.len()];
    let [objects, textures] = [0, 1].map(|i: usize| FileCount::new(all[i] - there[i], all[i]));
    let triangles =
        models.set.kinds.iter().flat_map(|kind| &kind.parts).filter_map(|part| models.meshes.get(part.mesh?)?.as_ref());
    let triangles = triangles.map(|mesh| mesh.full_detail().len() / 3).sum();
    let mut rgba = ModelPictures::of_models(&models).kind(0, PictureAngle::default(), PREVIEW_PX);
    rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| *pixel = over(*pixel, MODEL_BACKGROUND));
    let picture = PreviewPicture { size_px: [PREVIEW_PX; 2], rgba };
    Ok(ZonePreview { picture, size: PreviewSize::Model(triangles), textures, objects })
}

/// A color over another one.
fn over([red, green, blue, alpha]: [u8; 4], below: [u8; 3]) -> [u8; 4] {
    let mix = |value: u8, below: u8| {
        let [value, below, alpha] = [value, below, alpha].map(u16::from);
        u8::try_from((value * alpha + below * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 255]
}

/// Depends on everything that a drawn map shows: the terrain file, and which textures there are.
fn key_of(gtd: &Gtd, missing: &[String]) -> u64 {
    /// Changes when maps are drawn in another way.
    const VERSION: u32 = 1;
    let mut hasher = DefaultHasher::new();
    (VERSION, gtd.bytes(), missing).hash(&mut hasher);
    hasher.finish()
}

/// Counts the source files of the tile textures; also the names of the missing ones.
async fn texture_files(gtd: &Gtd, files: &ZoneFiles) -> (FileCount, Vec<String>) {
    let is_source = |need: &Need| matches!(need, Need::Source { .. });
    let names: Vec<String> = needed_files(gtd).into_iter().filter(is_source).map(Need::into_name).collect();
    let missing = missing_of(&names, files).await;
    (FileCount::new(missing.len(), names.len()), missing)
}

/// Counts the meshes and textures of the placed objects.
async fn object_files(gtd: &Gtd, files: &ZoneFiles) -> FileCount {
    let Ok(found) = files.part::<OpdFile>(gtd).await else { return FileCount::default() };
    let ObjectSet { meshes, textures, .. } = ObjectSet::new(&found.content);
    let missing = missing_of(&meshes, files).await.len() + missing_of(&textures, files).await.len();
    FileCount::new(missing, meshes.len() + textures.len())
}

async fn missing_of(names: &[String], files: &ZoneFiles) -> Vec<String> {
    let mut missing = Vec::new();
    for name in names {
        if !files.contains(name).await {
            missing.push(name.clone());
        }
    }
    missing
}

/// Draws the map of a zone without a minimap.
async fn draw(gtd: Gtd, files: &ZoneFiles, cancel: &CancelToken) -> Result<PreviewPicture, Canceled> {
    let (textures, _) = read_zone_textures(&gtd, files).await;
    if cancel.is_canceled() {
        return Err(Canceled);
    }
    let rgba = quick_map(&Terrain::new(gtd), &textures, PREVIEW_PX);
    Ok(PreviewPicture { size_px: [PREVIEW_PX; 2], rgba })
}

/// A minimap in the size of a preview: a stored level of it, or an average of the smallest one.
fn scaled(minimap: &Texture) -> Option<PreviewPicture> {
    let levels = (0..minimap.level_count()).filter_map(|index| Some((index, minimap.level(index)?)));
    let mut levels = levels.map(|(index, level)| (index, [level.width, level.height]));
    let fits = |size_px: &[u32; 2]| size_px.iter().all(|&side| side <= PREVIEW_PX);
    let level = levels.clone().find(|(_, size_px)| fits(size_px)).or(levels.next_back());
    let (index, mut size_px) = level?;
    let mut rgba = minimap.decode_rgba8(index);
    while !fits(&size_px) {
        let half = halve(size_px[0], size_px[1], &rgba);
        (size_px, rgba) = ([half.width, half.height], half.data);
    }
    // Like the ground, a minimap is opaque.
    rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|texel| texel[3] = 255);
    Some(PreviewPicture { size_px, rgba })
}

impl FileCount {
    fn new(missing: usize, all: usize) -> FileCount {
        let count = |files: usize| u32::try_from(files).unwrap_or(u32::MAX);
        FileCount { missing: count(missing), all: count(all) }
    }

    /// The files of both.
    pub fn plus(self, other: FileCount) -> FileCount {
        let sum = |a: u32, b: u32| a.saturating_add(b);
        FileCount { missing: sum(self.missing, other.missing), all: sum(self.all, other.all) }
    }

    /// Whether files are missing.
    pub fn is_incomplete(self) -> bool {
        self.missing > 0
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use super::*;
    use crate::demo::embedded;
    use crate::platform::block_on;

    /// Maps in memory, and the number of drawn ones.
    #[derive(Default)]
    struct Maps(RefCell<BTreeMap<u64, PreviewPicture>>);

    impl MapStore for Maps {
        fn get(&self, key: u64) -> Option<PreviewPicture> {
            self.0.borrow().get(&key).cloned()
        }

        fn put(&self, key: u64, map: &PreviewPicture) {
            self.0.borrow_mut().insert(key, map.clone());
        }
    }

    fn read(zone: &Path, maps: &Maps) -> Result<ZonePreview, PreviewError> {
        block_on(read_preview(&ZoneSource::of(zone), None, maps, &CancelToken::default()))
    }

    /// A client with the demo zone under another name, and some of its other files.
    fn client(others: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        write("Zones/copy.gtd", embedded::zone());
        write("DTex/other.gtt", b"");
        others.iter().for_each(|name| write(&name.replace("demo", "copy"), embedded::find(name).unwrap()));
        folder
    }

    #[test]
    fn the_island_has_its_minimap_and_lacks_nothing() {
        let maps = Maps::default();
        let preview = block_on(read_preview(&ZoneSource::Demo, None, &maps, &CancelToken::default())).unwrap();
        assert_eq!(preview.picture.size_px, [PREVIEW_PX; 2]);
        assert!(preview.textures.all > 0 && preview.objects.all > 0);
        assert!(!preview.textures.is_incomplete() && !preview.objects.is_incomplete());
        assert!(maps.0.borrow().is_empty(), "a minimap is not drawn");
    }

    #[test]
    fn drawn_maps_are_kept_by_content() {
        let (first, second) = (client(&[]), client(&[]));
        let maps = Maps::default();
        let drawn = read(&first.path().join("Zones/copy.gtd"), &maps).unwrap();
        assert_eq!(maps.0.borrow().len(), 1);
        // The stored map is used for an equal file elsewhere.
        let key = *maps.0.borrow().keys().next().unwrap();
        let other = PreviewPicture { size_px: [1, 1], rgba: vec![7; 4] };
        maps.0.borrow_mut().insert(key, other.clone());
        let again = read(&second.path().join("Zones/copy.gtd"), &maps).unwrap();
        assert_eq!((again.picture, again.size), (other, drawn.size));
        // Another height is another picture.
        let mut bytes = embedded::zone().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(second.path().join("Zones/copy.gtd"), bytes).unwrap();
        read(&second.path().join("Zones/copy.gtd"), &maps).unwrap();
        assert_eq!(maps.0.borrow().len(), 2);
    }

    #[test]
    fn missing_files_are_counted() {
        let client = client(&["Zones/demo.opd"]);
        // The program has the textures of the demo zone, but not those of another.
        let mut gtd = embedded::zone().to_vec();
        let name = b"isle_rock_0";
        let at = gtd.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name)).unwrap();
        gtd[at..at + 4].copy_from_slice(b"none");
        let zone = client.path().join("Zones/copy.gtd");
        std::fs::write(&zone, gtd).unwrap();
        let preview = read(&zone, &Maps::default()).unwrap();
        assert_eq!(preview.textures.missing, 1);
        assert!(preview.textures.all > 1 && preview.objects.all > 1 && preview.objects.missing == 0);
    }

    #[test]
    fn zones_that_cannot_be_read_have_a_reason() {
        let folder = client(&[]);
        let zone = folder.path().join("Zones/copy.gtd");
        assert!(matches!(read(&folder.path().join("none.gtd"), &Maps::default()), Err(PreviewError::Unreadable(_))));
        std::fs::write(&zone, &embedded::zone()[..5000]).unwrap();
        assert!(matches!(read(&zone, &Maps::default()), Err(PreviewError::Malformed(_))));
        let cancel = CancelToken::default();
        cancel.cancel();
        let canceled = block_on(read_preview(&ZoneSource::of(&zone), None, &Maps::default(), &cancel));
        assert!(matches!(canceled, Err(PreviewError::Canceled(_))));
    }

    #[test]
    fn a_model_is_seen_before_gray_with_its_triangles_and_what_is_missing() {
        let names = ["Zones/demo.opd", "Object/isle_boat.n3pmesh", "Object/isle_boards.dxt"];
        let folder = client(&names);
        let path = folder.path().join("Object/isle_boat.n3pmesh");
        let read =
            |path: &Path| block_on(read_model_preview(path, None, &MeshUsesCache::default(), &CancelToken::default()));
        let preview = read(&path).unwrap();
        assert!(matches!(preview.size, PreviewSize::Model(triangles) if triangles > 10), "{:?}", preview.size);
        assert_eq!((preview.objects, preview.picture.size_px), (FileCount { missing: 0, all: 1 }, [PREVIEW_PX; 2]));
        let pixels = preview.picture.rgba.as_chunks::<4>().0;
        let background = [MODEL_BACKGROUND[0], MODEL_BACKGROUND[1], MODEL_BACKGROUND[2], 255];
        let behind = pixels.iter().filter(|pixel| **pixel == background).count();
        assert!(pixels.len() / 10 < behind && behind < pixels.len() * 9 / 10, "{behind} of {}", pixels.len());
        assert!(pixels.iter().all(|pixel| pixel[3] == 255));
        std::fs::write(&path, b"no mesh").unwrap();
        assert!(matches!(read(&path), Err(PreviewError::Model(_))));
    }

    #[test]
    fn minimaps_of_every_size_are_scaled() {
        use crate::formats::ntf::PixelFormat;
        let minimap = |side: u32, mipmapped: bool| {
            let rgba = [90, 90, 90, 0].repeat((side * side) as usize);
            scaled(&Texture::encode(&rgba, side, side, PixelFormat::A8R8G8B8, mipmapped)).unwrap()
        };
        for (side, mipmapped, expected) in [(512, true, 256), (1024, false, 256), (64, true, 64), (256, false, 256)] {
            let picture = minimap(side, mipmapped);
            assert_eq!(picture.size_px, [expected; 2], "{side}");
            assert_eq!(picture.rgba, [90, 90, 90, 255].repeat((expected * expected) as usize), "{side}");
        }
    }
}
