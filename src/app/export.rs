//! Taking something out of the open zone, on a thread: what the user chose becomes files that appear whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};

use crate::export::atomic_file::AtomicFile;
use crate::export::heights::{self, Engine};
use crate::export::mesh::{self, Baking};
use crate::export::staging::{Staging, Stop};
use crate::export::tiles::TileValue;
use crate::export::{splat, textures, tiles, web_map};
use crate::formats::gtd::Gtd;
use crate::formats::ntf::tlt;
use crate::load::Zone;
use crate::load::pictures;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::ui::text::{Export as ExportTexts, fill};
use crate::ui::{ExportKind, ExportStep, Language, MeshPicture, TextureForm, TileMap};
use crate::zone::files::Files;

/// Pixels on the side of a tile in baked pictures and maps.
const PX_PER_TILE: u32 = 16;
/// Longest side of a picture on a contact sheet, in pixels.
const SHEET_CELL_PX: u32 = 128;

/// What the window and the thread know of each other.
#[derive(Debug, Default)]
pub struct Watch {
    canceled: AtomicBool,
    doing: Mutex<ExportStep>,
    stop: Mutex<Option<Stop>>,
    done: AtomicUsize,
    total: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    /// For an export that begins now.
    pub fn new() -> Watch {
        Watch::default()
    }

    /// What is done just now.
    pub fn doing(&self) -> ExportStep {
        *lock(&self.doing)
    }

    /// How much of that is done, and how much there is; 0 where that is not known.
    pub fn part(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed) as u64, self.total.load(Ordering::Relaxed) as u64)
    }

    fn tell(&self, done: usize, total: usize) {
        self.total.store(total, Ordering::Relaxed);
        self.done.fetch_max(done, Ordering::Relaxed);
    }

    /// Whether it was canceled.
    pub fn is_canceled(&self) -> bool {
        self.canceled.load(Ordering::SeqCst)
    }

    /// Makes the export stop.
    pub fn cancel(&self) {
        self.canceled.store(true, Ordering::SeqCst);
        lock(&self.stop).iter().for_each(Stop::stop);
    }

    /// Makes it stop and removes what is there: the program ends.
    pub fn abandon(&self) {
        self.cancel();
        lock(&self.stop).iter().for_each(Stop::remove);
    }

    fn begin(&self, stop: Stop) {
        *lock(&self.stop) = Some(stop);
    }

    fn step(&self, doing: ExportStep) -> Result<()> {
        anyhow::ensure!(!self.is_canceled(), "canceled");
        self.total.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        *lock(&self.doing) = doing;
        Ok(())
    }
}

/// What is to be taken out.
#[derive(Clone)]
pub struct Job {
    /// What.
    pub kind: ExportKind,
    /// From which zone.
    pub zone: Arc<Zone>,
    /// The client folder where one was given.
    pub data: Option<PathBuf>,
    /// The file or folder that is to be made.
    pub target: PathBuf,
    /// Who watches.
    pub watch: Arc<Watch>,
    /// In which language it is told of.
    pub language: Language,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It lies there; what there is to tell of it.
    Written(PathBuf, String),
    /// The user thought better of it; nothing is left.
    Canceled,
    /// Why it could not be made; nothing is left.
    Failed(String),
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:?} of {} to {}", self.kind, self.zone.name, self.target.display())
    }
}

impl PartialEq for Job {
    fn eq(&self, other: &Job) -> bool {
        self.kind == other.kind && self.target == other.target && Arc::ptr_eq(&self.zone, &other.zone)
    }
}

impl Job {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match self.make() {
            Ok((path, told)) => Outcome::Written(path, told),
            Err(_) if self.watch.is_canceled() => Outcome::Canceled,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        }
    }

    fn text(&self) -> &'static ExportTexts {
        &self.language.texts().export
    }

    fn make(&self) -> Result<(PathBuf, String)> {
        let shown = || self.target.display().to_string();
        let staging =
            if self.kind.is_folder() { Staging::of_folder(&self.target) } else { Staging::of_file(&self.target) };
        let staging = staging.with_context(shown)?;
        self.watch.begin(staging.stop());
        let told = self.write(&staging.path())?;
        self.watch.step(ExportStep::Placing)?;
        let path = staging.finish().with_context(shown)?;
        Ok((path, told))
    }

    fn write(&self, to: &Path) -> Result<String> {
        let gtd = self.zone.ground.gtd();
        match self.kind {
            ExportKind::Heights => self.heights(gtd, to, None),
            ExportKind::HeightsUnity => self.heights(gtd, to, Some(Engine::Unity)),
            ExportKind::HeightsUnreal => self.heights(gtd, to, Some(Engine::Unreal)),
            ExportKind::Tiles(value) => self.tiles(gtd, to, value),
            ExportKind::Splat => {
                let files = self.ground(gtd)?;
                self.watch.step(ExportStep::WeighingTextures)?;
                let count = splat::write(gtd, &files.pictures(4), to)?;
                Ok(fill(self.text().told_families, &[("count", &count)]))
            }
            ExportKind::Mesh(picture) => self.mesh(gtd, to, picture),
            ExportKind::Textures(form) => self.textures(gtd, to, form),
            ExportKind::WebMap => {
                let files = self.ground(gtd)?;
                self.watch.step(ExportStep::DrawingMap)?;
                let progress = |done, total| self.watch.tell(done, total);
                let map = web_map::write_telling(gtd, &files, &self.zone.name, PX_PER_TILE, to, &progress)?;
                Ok(fill(self.text().told_map, &[("tiles", &map.tiles), ("zoom", &map.zoom_max)]))
            }
        }
    }

    fn heights(&self, gtd: &Gtd, to: &Path, engine: Option<Engine>) -> Result<String> {
        self.watch.step(ExportStep::WritingHeights)?;
        let sidecar = heights::write(gtd, to, engine)?;
        let (size, error) = (sidecar.size, sidecar.max_round_trip_error_m);
        let text = self.text();
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("size", &size), ("orientation", &sidecar.orientation), ("error", &error)];
        let mut told = fill(text.told_heights, &values);
        if size != gtd.map_size() {
            told.push_str(&fill(text.told_resampled, &[("size", &gtd.map_size())]));
        }
        let import = |numbers| fill(text.told_import, &[("numbers", numbers)]);
        sidecar.import_with.iter().for_each(|numbers| told.push_str(&import(numbers)));
        Ok(told)
    }

    fn tiles(&self, gtd: &Gtd, to: &Path, map: TileMap) -> Result<String> {
        let value = match map {
            TileMap::Texture1 => TileValue::Texture1,
            TileMap::Texture2 => TileValue::Texture2,
            TileMap::Direction1 => TileValue::Direction1,
            TileMap::Direction2 => TileValue::Direction2,
            TileMap::Layers => TileValue::Layers,
            TileMap::Slope => TileValue::Slope,
            TileMap::Shadow => TileValue::Shadow,
            TileMap::Grass => TileValue::Grass,
        };
        let shadows = if value == TileValue::Shadow { self.shadows(gtd)? } else { None };
        self.watch.step(ExportStep::WritingTiles)?;
        let sidecar = tiles::write(gtd, value, shadows.as_ref(), to)?;
        Ok(fill(self.text().told_tiles, &[("size", &sidecar.size), ("values", &sidecar.legend.len())]))
    }

    fn mesh(&self, gtd: &Gtd, to: &Path, picture: MeshPicture) -> Result<String> {
        let part = mesh::Part::whole(gtd);
        let baking = match picture {
            MeshPicture::Baked => Some(Baking::Tiles(PX_PER_TILE)),
            MeshPicture::ColorMap => Some(Baking::ColorMap),
            MeshPicture::None => None,
        };
        let files = baking.map(|_| self.ground(gtd)).transpose()?;
        self.watch.step(ExportStep::ComposingPicture)?;
        let progress = |done, total| self.watch.tell(done, total);
        let baked =
            baking.zip(files).map(|(baking, files)| mesh::bake_telling(gtd, &files, &part, baking, &progress).0);
        self.watch.step(ExportStep::BuildingMesh)?;
        let name = self.zone.name.clone();
        let scene =
            mesh::Scene { name, ground: mesh::ground(gtd, &part), picture: baked, water: mesh::water(gtd, &part) };
        self.watch.step(ExportStep::WritingMesh)?;
        mesh::write(&scene, to)?;
        let (ground, water) = (scene.ground.indices.len() / 3, scene.water.map_or(0, |water| water.indices.len() / 3));
        Ok(fill(self.text().told_mesh, &[("ground", &ground), ("water", &water)]))
    }

    fn textures(&self, gtd: &Gtd, to: &Path, form: TextureForm) -> Result<String> {
        let files = self.ground(gtd)?;
        let named: Vec<textures::Named> = textures::of_zone(gtd, files.textures());
        let count = named.len();
        let format = match form {
            TextureForm::Sheet => {
                self.watch.step(ExportStep::LayingOutSheet)?;
                let (picture, told) = textures::sheet(&named, SHEET_CELL_PX)?;
                AtomicFile::write(to, &picture)?;
                AtomicFile::write(&heights::sidecar_path(to), &serde_json::to_vec_pretty(&told)?)?;
                return Ok(fill(self.text().told_sheet, &[("count", &count)]));
            }
            TextureForm::Png => textures::PictureFormat::Png { levels: false },
            TextureForm::PngLevels => textures::PictureFormat::Png { levels: true },
            TextureForm::Dds => textures::PictureFormat::Dds,
        };
        self.watch.step(ExportStep::WritingTextures)?;
        let files = textures::write_telling(&named, format, to, &|done, total| self.watch.tell(done, total))?;
        Ok(fill(self.text().told_textures, &[("count", &count), ("files", &files)]))
    }

    /// The textures of the zone's ground; what is missing is stood in for.
    fn ground(&self, gtd: &Gtd) -> Result<ZoneTextures> {
        self.watch.step(ExportStep::ReadingTextures)?;
        let files = match &self.zone.path {
            Some(path) => Files::for_zone(path, self.data.as_deref()),
            None => Files::built_in(),
        };
        let tct = self.zone.bundle.as_ref().and_then(|bundle| bundle.tct.path().map(Path::to_owned));
        let color_map = tct.and_then(|path| Some((path.display().to_string(), std::fs::read(path).ok()?)));
        Ok(ZoneTextures::read(gtd, color_map, pictures::base_texture, |name| {
            files.read(name).map(|(_, bytes)| bytes).map_err(|missing| missing.reason)
        }))
    }

    fn shadows(&self, gtd: &Gtd) -> Result<Option<ShadowField>> {
        self.watch.step(ExportStep::ReadingShadows)?;
        let path = self.zone.bundle.as_ref().and_then(|bundle| bundle.tlt.path().map(Path::to_owned));
        let Some(path) = path else { return Ok(None) };
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let maps = tlt::parse(&bytes, gtd.patches_per_side()).with_context(|| path.display().to_string())?;
        Ok(Some(ShadowField::new(&maps)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Load;
    use crate::load::LoadEvent;
    use crate::load::LoadOptions;
    use crate::load::Request;
    use crate::load::ZoneSource;
    use crate::scene::raster::tile_image::TileEncoding;

    fn demo() -> Arc<Zone> {
        let wanted = LoadOptions { sky: false, water: false, color_map: false, shadows: false, objects: false };
        let zone = ZoneSource::Demo;
        let mut load =
            Load::start(Request { zone, data: None, encoding: TileEncoding::Rgba8, wanted, picture_px: 64 }, || {});
        loop {
            if let Some(LoadEvent::Opened(zone)) = load.wait() {
                return zone;
            }
        }
    }

    fn job(zone: &Arc<Zone>, kind: ExportKind, folder: &Path) -> Job {
        let target = folder.join(kind.name("demo"));
        Job { kind, zone: zone.clone(), data: None, target, watch: Arc::new(Watch::new()), language: Language::English }
    }

    #[test]
    fn every_kind_is_written_whole() {
        let zone = demo();
        for kind in ExportKind::all() {
            let folder = tempfile::tempdir().unwrap();
            let job = job(&zone, kind, folder.path());
            let Outcome::Written(path, told) = job.run() else { panic!("{kind:?}: {:?}", job.run()) };
            assert_eq!(path, job.target);
            assert!(path.exists() && path.is_dir() == kind.is_folder() && !told.is_empty(), "{kind:?}");
            let names: Vec<String> = std::fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            assert!(names.iter().all(|name| !name.starts_with('.')), "{kind:?} leaves {names:?}");
        }
        for ending in ["tif", "exr", "r16", "r32", "csv"] {
            let folder = tempfile::tempdir().unwrap();
            let mut job = job(&zone, ExportKind::Heights, folder.path());
            job.target.set_extension(ending);
            assert!(matches!(job.run(), Outcome::Written(..)), "{ending}");
        }
    }

    #[test]
    fn what_is_canceled_leaves_nothing() {
        let zone = demo();
        for kind in ExportKind::all() {
            let folder = tempfile::tempdir().unwrap();
            let job = job(&zone, kind, folder.path());
            job.watch.cancel();
            assert_eq!(job.run(), Outcome::Canceled, "{kind:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{kind:?}");
        }
    }

    #[test]
    fn canceling_while_files_are_written_leaves_nothing() {
        let (zone, folder) = (demo(), tempfile::tempdir().unwrap());
        let job = job(&zone, ExportKind::WebMap, folder.path());
        let watch = job.watch.clone();
        let work = std::thread::spawn(move || job.run());
        while watch.doing() != ExportStep::DrawingMap && !work.is_finished() {
            std::thread::yield_now();
        }
        watch.cancel();
        assert_eq!(work.join().unwrap(), Outcome::Canceled);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let (zone, folder) = (demo(), tempfile::tempdir().unwrap());
        let missing = folder.path().join("not there");
        let Outcome::Failed(told) = job(&zone, ExportKind::Heights, &missing).run() else { panic!("written") };
        assert!(told.contains("demo-heights.png"), "{told}");
        let mut job = job(&zone, ExportKind::Heights, folder.path());
        job.target.set_extension("docx");
        assert!(matches!(job.run(), Outcome::Failed(told) if told.contains(".exr")));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
