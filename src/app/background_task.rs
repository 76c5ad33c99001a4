//! Background tasks (sky, minimap, zone list, tiles of textures, images of view modes and of the overview map), run off
//! the UI thread.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use super::map_store::{MapFolder, NoMaps};
use super::state::texture_tiles::LitTiles;
use crate::check::Finding;
use crate::check::server::ServerReport;
use crate::export::png::decode_rgba8;
use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::{path_text, visible, visible_path};
use crate::formats::kinds::{FileKind, MappedFile};
use crate::formats::ntf;
use crate::load::models::MeshUsesCache;
use crate::load::{
    MapStore, PreviewPicture, ServerData, Surveyed, Zone, ZonePreview, ZoneSource, read_model_preview, read_preview,
    read_sky, read_zone_objects, survey,
};
use crate::platform::{CancelToken, fs, spawn};
use crate::scene::modes::pictures::{self, Means, ModePicture};
use crate::scene::objects::ObjectList;
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::raster::model_picture::{ModelPictures, PictureAngle};
use crate::scene::raster::object_map::ObjectMap;
use crate::scene::raster::water_map::WaterMap;
use crate::scene::terrain::{Terrain, texture_uses};
use crate::scene::{Objects, Sky, Water};
use crate::ui::ZoneListRow;
use crate::zone::client_files::{ClientFiles, DiskFiles};
use crate::zone::error::{FileError, PartError, with_causes};
use crate::zone::folder::ClientFolder;
use crate::zone::zone_files::ZoneFiles;
use crate::zone::zone_list::{ZoneEntry, models_in, zones_in};

/// Work that runs off the UI thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackgroundTask {
    /// A sky for the open zone.
    Sky {
        path: PathBuf,
        /// The client folder, if it is not the one that contains the sky.
        data: Option<PathBuf>,
        /// The hour at which the zone fixes its sun.
        sun_hour: Option<u32>,
    },
    /// The game's minimap of the open zone.
    Minimap(PathBuf),
    /// The zones of a folder.
    Zones(PathBuf),
    /// The zones of the client folder that contains a zone.
    ZonesAround {
        zone: PathBuf,
        /// The client folder, if it is not the one that contains the zone.
        data: Option<PathBuf>,
    },
    /// An image for a view mode or an overlay.
    Mode(ModeJob),
    /// The water of the overview map.
    MapWater(MapWaterJob),
    /// The placed objects of the overview map.
    MapObjects(MapObjectsJob),
    /// The number of tiles of each texture.
    TextureUses(GroundOf),
    /// The tiles of a texture.
    LitTiles(GroundOf, u16),
    /// The field map of one of the zone's files.
    MapFile(FileJob),
    /// A picture for the clipboard.
    CopyPicture(PathBuf),
    /// What all zones of a client use; several results.
    ZoneSurvey(SurveyJob),
    /// A small picture of a zone, and what it lacks.
    Preview(PreviewJob),
    /// A small picture of a kind of objects.
    KindPicture(KindPictureJob),
    /// The findings about the server's half of the open zone.
    CheckServer(ServerCheckJob),
}

/// A request to check the server's half of a zone. Equal only to its clones.
#[derive(Clone)]
pub struct ServerCheckJob {
    pub zone: Arc<Zone>,
    pub data: Arc<ServerData>,
}

impl ServerCheckJob {
    /// The findings, errors first.
    pub async fn findings(&self) -> Vec<Finding> {
        let (gtd, server) = (self.zone.ground.gtd(), Arc::new(self.data.zone.clone()));
        let report = ServerReport::of(gtd, &self.zone.files, &self.data.folder, server);
        report.await.findings.into_list()
    }
}

impl PartialEq for ServerCheckJob {
    fn eq(&self, other: &ServerCheckJob) -> bool {
        Arc::ptr_eq(&self.data, &other.data)
    }
}

impl Eq for ServerCheckJob {}

impl std::fmt::Debug for ServerCheckJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServerCheckJob({})", self.zone.name)
    }
}

/// A request for the picture of a kind of objects. Equal only to its clones.
#[derive(Clone)]
pub struct KindPictureJob {
    /// The models of the zone.
    pub objects: Arc<Objects>,
    /// Number of the kind.
    pub kind: usize,
    pub cancel: CancelToken,
}

impl PartialEq for KindPictureJob {
    fn eq(&self, other: &KindPictureJob) -> bool {
        self.cancel == other.cancel
    }
}

impl Eq for KindPictureJob {}

impl std::fmt::Debug for KindPictureJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KindPictureJob({})", self.kind)
    }
}

/// Uses of meshes for the previews of models. Equal only to its clones.
#[derive(Clone, Debug, Default)]
pub struct ModelUses(Arc<MeshUsesCache>);

impl PartialEq for ModelUses {
    fn eq(&self, other: &ModelUses) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for ModelUses {}

/// A request for the preview of a zone. Equal only to its clones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewJob {
    pub zone: ZoneSource,
    /// The client folder, if it is not the one that contains the zone.
    pub data: Option<PathBuf>,
    /// Folder of drawn maps; none to draw them always.
    pub maps: Option<MapFolder>,
    /// What the previews of models have read of their client.
    pub uses: ModelUses,
    pub cancel: CancelToken,
}

/// A request to read what the zones around a zone use. Equal only to its clones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyJob {
    pub zone: PathBuf,
    /// The client folder, if it is not the one that contains the zone.
    pub data: Option<PathBuf>,
    pub cancel: CancelToken,
}

/// A request to draw a zone's objects from above.
#[derive(Clone)]
pub struct MapObjectsJob {
    pub ground: GroundOf,
    /// Access to the zone's files.
    pub files: Arc<ZoneFiles>,
    /// Objects to leave out.
    pub hide: ObjectList,
}

impl PartialEq for MapObjectsJob {
    fn eq(&self, other: &MapObjectsJob) -> bool {
        self.ground == other.ground && self.hide == other.hide
    }
}

impl Eq for MapObjectsJob {}

impl std::fmt::Debug for MapObjectsJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MapObjectsJob({:?})", self.ground)
    }
}

/// A request to draw a zone's water from above.
#[derive(Clone)]
pub struct MapWaterJob {
    pub ground: GroundOf,
    pub water: Arc<Water>,
}

impl PartialEq for MapWaterJob {
    fn eq(&self, other: &MapWaterJob) -> bool {
        self.ground == other.ground && Arc::ptr_eq(&self.water, &other.water)
    }
}

impl Eq for MapWaterJob {}

impl std::fmt::Debug for MapWaterJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MapWaterJob({:?})", self.ground)
    }
}

/// A request to read one of the zone's files field by field.
#[derive(Clone)]
pub struct FileJob {
    /// Access to the zone's files.
    pub files: Arc<ZoneFiles>,
    /// The file to read.
    pub place: FilePlace,
}

/// Location of a file of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// By real path.
    Path(PathBuf),
    /// By the client's name for the file.
    Name(String),
}

impl PartialEq for FileJob {
    fn eq(&self, other: &FileJob) -> bool {
        Arc::ptr_eq(&self.files, &other.files) && self.place == other.place
    }
}

impl Eq for FileJob {}

impl std::fmt::Debug for FileJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileJob({:?})", self.place)
    }
}

/// A terrain, compared by identity.
#[derive(Clone)]
pub struct GroundOf(pub Arc<Terrain>);

impl PartialEq for GroundOf {
    fn eq(&self, other: &GroundOf) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for GroundOf {}

impl std::fmt::Debug for GroundOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ground of {} vertices a side", self.0.gtd().map_size())
    }
}

/// A request for an image of a view mode or an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeJob {
    pub ground: GroundOf,
    pub which: ZoneImage,
    /// Mean colors of the tile textures, if the mode needs them.
    pub means: Means,
}

/// Result of a task.
#[derive(Clone, Debug)]
pub enum TaskResult {
    Sky(Arc<Sky>),
    /// A minimap: its size in pixels and its texels, four bytes each.
    Minimap {
        /// The file it was read from.
        path: PathBuf,
        size_px: [u32; 2],
        /// Red, green, blue and alpha of each texel, row 0 in the north.
        rgba: Arc<Vec<u8>>,
    },
    /// The zones of a folder.
    Zones {
        folder: PathBuf,
        rows: Vec<ZoneListRow>,
    },
    /// An image for a view mode or an overlay.
    Mode {
        ground: GroundOf,
        which: ZoneImage,
        /// The image, and tile counts for the legend.
        made: Arc<ModePicture>,
    },
    /// The water of the overview map.
    MapWater {
        ground: GroundOf,
        map: Arc<WaterMap>,
    },
    /// The placed objects of the overview map.
    MapObjects {
        ground: GroundOf,
        side_px: u32,
        /// Premultiplied red, green, blue and alpha of each texel, row 0 in the north.
        rgba: Arc<Vec<u8>>,
    },
    /// The number of tiles of each texture.
    TextureUses(GroundOf, Vec<u32>),
    /// The tiles of a texture.
    LitTiles(GroundOf, LitTiles),
    /// The field map of a file, or the reason why it cannot be read.
    MappedFile(FileJob, Result<Arc<MappedFile>, String>),
    /// A picture for the clipboard, its size in pixels first, or the reason why it cannot be read.
    CopiedPicture(Result<([u32; 2], Arc<Vec<u8>>), String>),
    /// One more zone of a survey.
    Surveyed(SurveyJob, Surveyed),
    /// A survey ended, possibly because it was canceled.
    SurveyEnded(SurveyJob),
    /// The preview of a zone, or the reason why it cannot be read.
    Preview(PreviewJob, Result<Arc<ZonePreview>, String>),
    /// The picture of a kind of objects.
    KindPicture(KindPictureJob, Arc<PreviewPicture>),
    /// The findings about the server's half of a zone, errors first.
    ServerChecked(ServerCheckJob, Arc<Vec<Finding>>),
    /// Reason why the sky could not be read.
    NoSky(String),
    /// Reason why the minimap could not be read.
    NoMinimap(String),
}

/// Runs a task beside the window; `done` receives each of its results, on another thread where there is one.
pub fn run(task: BackgroundTask, done: impl Fn(TaskResult) + Send + 'static) {
    let work = move || async move { done(result_of(task, &done).await) };
    if let Err(error) = spawn("background task", work) {
        log::error!("no thread for a background task: {error}");
    }
}

/// The last result of a task; `done` receives those before it.
async fn result_of(task: BackgroundTask, done: impl Fn(TaskResult)) -> TaskResult {
    match task {
        BackgroundTask::Sky { path, data, sun_hour } => match read_sky(&path, data.as_deref(), sun_hour).await {
            Ok(sky) => TaskResult::Sky(Arc::new(sky)),
            Err(error) => TaskResult::NoSky(with_causes(&error)),
        },
        BackgroundTask::Minimap(path) => match minimap(&path).await {
            Ok((size_px, rgba)) => TaskResult::Minimap { path, size_px, rgba: Arc::new(rgba) },
            Err(error) => TaskResult::NoMinimap(format!("{}: {}", path_text(&path), with_causes(&error))),
        },
        BackgroundTask::Mode(ModeJob { ground, which, means }) => {
            let gtd = ground.0.gtd();
            let made = match which {
                ZoneImage::Mode(mode) => pictures::picture(gtd, mode, &means.colors(mode), pictures::PICTURE_PX),
                _ => pictures::grass_picture(gtd, pictures::PICTURE_PX),
            };
            TaskResult::Mode { made: Arc::new(made), ground, which }
        }
        BackgroundTask::MapWater(MapWaterJob { ground, water }) => {
            TaskResult::MapWater { map: Arc::new(WaterMap::new(&water, &ground.0, MAP_LAYER_PX)), ground }
        }
        BackgroundTask::MapObjects(MapObjectsJob { ground, files, hide }) => {
            let gtd = ground.0.gtd();
            // Missing files have been reported by the load.
            let models = read_zone_objects(gtd, &files, &hide).await.0.unwrap_or_default();
            let map = ObjectMap::new(&models, gtd.extent_m().into(), MAP_LAYER_PX * 2);
            let rgba = Arc::new(map.above(Some(ground.0.heights())).halved());
            TaskResult::MapObjects { ground, side_px: MAP_LAYER_PX, rgba }
        }
        BackgroundTask::TextureUses(ground) => {
            let uses = texture_uses::counts(ground.0.gtd());
            TaskResult::TextureUses(ground, uses)
        }
        BackgroundTask::LitTiles(ground, texture) => {
            let mask = Arc::new(texture_uses::lit_tiles(ground.0.gtd(), texture));
            TaskResult::LitTiles(ground, LitTiles { texture, mask })
        }
        BackgroundTask::MapFile(job) => {
            let mapped = map_file(&job).await.map(Arc::new).map_err(|error| visible(&with_causes(&error)).into_owned());
            TaskResult::MappedFile(job, mapped)
        }
        BackgroundTask::CopyPicture(path) => TaskResult::CopiedPicture(picture(&path)),
        BackgroundTask::ZoneSurvey(job) => {
            let folder = ClientFolder::on_disk(&job.zone, job.data.as_deref()).await;
            let each = |zone| done(TaskResult::Surveyed(job.clone(), zone));
            // Whoever canceled it does not wait for results.
            let _ = survey(Arc::new(DiskFiles), folder.root(), &job.cancel, each).await;
            TaskResult::SurveyEnded(job)
        }
        BackgroundTask::Preview(job) => {
            // A panic would leave the zone without a result.
            let read = caught(preview(&job)).await;
            let read = read.unwrap_or_else(|| Err("internal error".to_owned()));
            TaskResult::Preview(job, read)
        }
        BackgroundTask::CheckServer(job) => {
            // Should reading fail in an unexpected way, the panel must not wait forever.
            let findings = caught(job.findings()).await.unwrap_or_default();
            TaskResult::ServerChecked(job, Arc::new(findings))
        }
        BackgroundTask::KindPicture(job) => {
            let picture = catch_unwind(AssertUnwindSafe(|| kind_picture(&job)));
            TaskResult::KindPicture(job, Arc::new(picture.unwrap_or_default()))
        }
        BackgroundTask::Zones(folder) => zones(folder).await,
        BackgroundTask::ZonesAround { zone, data } => {
            let folder = ClientFolder::on_disk(&zone, data.as_deref()).await;
            zones(folder.root().to_owned()).await
        }
    }
}

/// Runs a future; none if it panics.
async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(polled) => polled.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

/// Reason why a file cannot be shown field by field.
#[derive(Debug, thiserror::Error)]
enum MapError {
    #[error(transparent)]
    Unreadable(#[from] PartError),
    #[error(transparent)]
    NotFound(#[from] FileError),
    #[error("{}: unknown file format", path_text(.0))]
    UnknownKind(PathBuf),
}

async fn preview(job: &PreviewJob) -> Result<Arc<ZonePreview>, String> {
    let data = job.data.as_deref();
    let maps: &dyn MapStore = job.maps.as_ref().map_or(&NoMaps, |maps| maps);
    let read = match &job.zone {
        ZoneSource::Model(path) => read_model_preview(path, data, &job.uses.0, &job.cancel).await,
        zone => read_preview(zone, data, maps, &job.cancel).await,
    };
    read.map(Arc::new).map_err(|error| visible(&with_causes(&error)).into_owned())
}

/// Side of the picture of a kind, in pixels: enough for a row of a list in a window of scale 2.
const KIND_PX: u32 = 96;

fn kind_picture(job: &KindPictureJob) -> PreviewPicture {
    let rgba = match job.cancel.is_canceled() {
        true => Vec::new(),
        false => ModelPictures::of_scene(&job.objects).kind(job.kind, PictureAngle::default(), KIND_PX),
    };
    let side_px = if rgba.is_empty() { 0 } else { KIND_PX };
    PreviewPicture { size_px: [side_px; 2], rgba }
}

async fn map_file(job: &FileJob) -> Result<MappedFile, MapError> {
    let file = match &job.place {
        FilePlace::Path(path) => job.files.read_path(path).await?,
        FilePlace::Name(name) => job.files.read(name).await?,
    };
    let extension = file.path.extension().and_then(std::ffi::OsStr::to_str);
    match FileKind::detect(&file.bytes, extension) {
        Some(kind) => Ok(kind.map(file.bytes)),
        None => Err(MapError::UnknownKind(file.path)),
    }
}

/// Side of the images of water and objects on the overview map, in pixels.
const MAP_LAYER_PX: u32 = 1024;
/// Longest side of a minimap in pixels.
const MINIMAP_PX: u32 = 1024;

/// Reason why a minimap cannot be shown.
#[derive(Debug, thiserror::Error)]
enum MinimapError {
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
    #[error(transparent)]
    Malformed(#[from] FormatError),
    #[error("no mip level of at most {MINIMAP_PX} pixels")]
    TooLarge,
}

/// The largest mip level that is no wider than the map needs.
async fn minimap(path: &Path) -> Result<([u32; 2], Vec<u8>), MinimapError> {
    let texture = ntf::parse_dxt(&DiskFiles.read(path).await?)?;
    let sizes = (0..texture.level_count()).filter_map(|level| Some((level, texture.level(level)?)));
    let mut sizes = sizes.map(|(index, level)| (index, [level.width, level.height]));
    let fits = |(_, size_px): &(usize, [u32; 2])| size_px.iter().all(|&side| side <= MINIMAP_PX);
    let (level, size_px) = sizes.find(fits).ok_or(MinimapError::TooLarge)?;
    Ok((size_px, texture.decode_rgba8(level)))
}

/// Most pixels of a picture that is copied to the clipboard, which needs several times its four bytes per pixel.
const COPIED_PX: u64 = 64 << 20;

/// A picture file, or the reason why it cannot be copied.
fn picture(path: &Path) -> Result<([u32; 2], Arc<Vec<u8>>), String> {
    let failed = |error: &dyn std::error::Error| format!("{}: {}", path_text(path), with_causes(error));
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let (size_px, rgba) = decode_rgba8(&bytes, COPIED_PX).map_err(|error| failed(&error))?;
    Ok((size_px, Arc::new(rgba)))
}

async fn zones(folder: PathBuf) -> TaskResult {
    let row = |entry: ZoneEntry| ZoneListRow {
        stem: visible_path(entry.bundle.gtd.file_stem().unwrap_or_default()),
        parts: entry.bundle.parts().map(|(name, part)| (name, part.path().is_some())).to_vec(),
        path: entry.bundle.gtd,
        name: entry.bundle.name.map(|name| visible(&name).into_owned()),
        ids: entry.bundle.ids,
        map_size: entry.map_size,
    };
    let mut rows: Vec<ZoneListRow> = zones_in(Arc::new(DiskFiles), &folder).await.into_iter().map(row).collect();
    if rows.is_empty() {
        rows = models_in(Arc::new(DiskFiles), &folder).await.into_iter().map(ZoneListRow::of_model).collect();
    }
    TaskResult::Zones { folder, rows }
}
