//! The loader: turns a request into events.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::game_marks;
use super::model_scene::ModelPlace;
use super::parts;
use super::progress::LoadStep;
use super::textures::{self, SourceJob};
use super::{LoadError, LoadEvent, LoadOptions, LoadShared, Request, Zone, color_map, model_scene};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::kinds::FileKind;
use crate::formats::ntf::Texture;
use crate::formats::opd::OpdFile;
use crate::formats::smd::{self, ServerMap};
use crate::platform::parallel::*;
use crate::platform::thread::{self, BoundedSender};
use crate::platform::time::Instant;
use crate::platform::{for_each_concurrently, join, pause};
use crate::scene::SceneUpdate;
use crate::scene::objects::Outlines;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::placeholder::{Placeholders, placeholder_rgba8};
use crate::scene::raster::tile_image::{TileEncoding, TileImage};
use crate::scene::server_map::ground_of;
use crate::scene::terrain::Terrain;
use crate::zone::client_files::{ClientFiles, DiskFiles};
use crate::zone::parts::Part;
use crate::zone::{ZoneFiles, ZoneSource};

/// Maximum number of source files that are read concurrently.
const MOST_READERS: usize = 8;

/// Destination of events and progress.
#[derive(Clone)]
pub struct Outbox {
    sender: BoundedSender<LoadEvent>,
    wake: Arc<dyn Fn() + Send + Sync>,
    shared: Arc<LoadShared>,
}

impl Outbox {
    pub(super) fn new(
        sender: BoundedSender<LoadEvent>,
        wake: Arc<dyn Fn() + Send + Sync>,
        shared: Arc<LoadShared>,
    ) -> Outbox {
        Outbox { sender, wake, shared }
    }

    pub(super) fn shared(&self) -> &LoadShared {
        &self.shared
    }

    pub(super) fn is_canceled(&self) -> bool {
        self.shared.cancel.is_canceled()
    }

    pub(super) fn begin(&self, step: LoadStep) {
        self.shared.set_step(Some(step));
    }

    pub(super) fn count_bytes(&self, bytes: u64) {
        self.shared.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Adds files that will be read to the total.
    pub(super) fn expect_files(&self, files: usize) {
        let files = u32::try_from(files).unwrap_or(u32::MAX);
        let add = |total: u32| Some(total.saturating_add(files));
        let _ = self.shared.total.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }

    /// Counts a file that was read, or looked for.
    pub(super) fn count_file(&self, bytes: u64) {
        self.count_bytes(bytes);
        self.shared.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Sends an event, waiting for room in the queue; false if the receiver is gone.
    pub(super) fn send(&self, event: LoadEvent) -> bool {
        if self.is_canceled() {
            return false;
        }
        let sent = self.sender.send(event).is_ok();
        (self.wake)();
        sent
    }

    /// Sends a scene update; false if the receiver is gone.
    pub(super) fn update(&self, update: SceneUpdate) -> bool {
        self.send(LoadEvent::Update(update))
    }
}

/// Runs a request to its end or cancellation. The files are read from `files`, if they are not on disk.
pub async fn run(request: &Request, files: Option<Arc<dyn ClientFiles>>, outbox: &Outbox) {
    // A read that never completes does not block cancellation.
    let _ = outbox.shared.cancel.unless_canceled(load(request, files, outbox)).await;
}

async fn load(request: &Request, files: Option<Arc<dyn ClientFiles>>, outbox: &Outbox) {
    match &request.zone {
        ZoneSource::Model(path) => {
            let files = files.unwrap_or_else(|| Arc::new(DiskFiles));
            let files = ZoneFiles::around(files, path, request.data.as_deref()).await;
            return model_scene::load(ModelPlace::File(path), files, request, outbox).await;
        }
        ZoneSource::Object { index, .. } => {
            let files = ZoneFiles::open(&request.zone, request.data.as_deref()).await;
            return model_scene::load(ModelPlace::Placed(*index), files, request, outbox).await;
        }
        ZoneSource::File(_) | ZoneSource::Demo => {}
    }
    let (zone, objects) = match open(request, files, outbox).await {
        Ok((zone, objects)) => (Arc::new(zone), objects),
        Err(error) => {
            outbox.send(LoadEvent::Failed(error));
            return;
        }
    };
    // The window asks for it as soon as the zone is opened.
    #[cfg(target_family = "wasm")]
    zone.find_start_view().await;
    if !outbox.send(LoadEvent::Opened(zone.clone())) {
        return;
    }
    let wants_map = request.wanted.color_map || has_bare_tiles(zone.ground.gtd());
    let wanted = LoadOptions { color_map: wants_map, ..request.wanted };
    pause().await;
    // The first picture waits for the start view, and what is loaded next would take the cores from its search.
    zone.start_view();
    pause().await;
    let forms = request.forms.get().await;
    let stored = parts::stored_colors(&zone, wanted, forms, outbox).await;
    let makes_map = wants_map && stored.is_none();
    // The one thread of a page takes long for the parts, so that their colors are shown first.
    let (first, last) = if cfg!(target_family = "wasm") { (stored, None) } else { (None, stored) };
    if let Some(cells) = first {
        color_map::send(cells, outbox).await;
    }
    let jobs = textures::jobs(zone.ground.gtd().textures());
    let cells = if wants_map { ColorCells::count_in(zone.ground.gtd().map_size()) } else { 0 };
    outbox.expect_files(jobs.len().saturating_add(cells as usize));
    // tiles have priority; the parts are loaded concurrently, and objects add their files to the total
    let parts = async {
        let loaded = outbox.shared.cancel.unless_canceled(parts::load(&zone, objects, wanted, forms, outbox)).await;
        if loaded.is_ok() {
            if let Some(cells) = last {
                color_map::send(cells, outbox).await;
            }
            outbox.begin(LoadStep::TileTextures);
        }
        loaded.ok().flatten()
    };
    let (companions, textures) = join(parts, load_textures(&zone, &jobs, forms.encoding, outbox, makes_map)).await;
    if makes_map && !outbox.is_canceled() {
        outbox.begin(LoadStep::MakingColorMap);
        let made = ColorCells::made(zone.ground.clone(), &textures, forms.picture_px);
        if let Some(cells) = made {
            color_map::send(cells, outbox).await;
        }
    }
    // Reading a server folder blocks this thread, so it comes last.
    let is_demo = request.zone == ZoneSource::Demo;
    if let Some(companions) = companions.filter(|_| is_demo || request.server.is_some()) {
        game_marks::send_server(request.server.as_ref(), &zone, &companions, outbox).await;
    }
    outbox.shared.set_step(None);
    outbox.send(LoadEvent::Done);
}

/// Whether a drawn tile has no texture of its own.
fn has_bare_tiles(gtd: &Gtd) -> bool {
    let side = gtd.tiles_per_side();
    (0..side).into_par_iter().any(|x| {
        (0..side).any(|z| {
            let tile = gtd.record(x, z).tile();
            !tile.full() || gtd.layers_of(tile).0.is_none()
        })
    })
}

/// Opens the zone. Its object file is read now, because the start view depends on it.
async fn open(
    request: &Request,
    files: Option<Arc<dyn ClientFiles>>,
    outbox: &Outbox,
) -> Result<(Zone, Part<OpdFile>), LoadError> {
    outbox.begin(LoadStep::Reading);
    let (data, name) = (request.data.as_deref(), request.zone.name());
    let path = request.zone.path();
    let files = match (path, files) {
        (Some(path), Some(files)) => ZoneFiles::open_in(files, path, data).await,
        _ => ZoneFiles::open(&request.zone, data).await,
    };
    files.log_table_error();
    let shown = || path.unwrap_or(Path::new(&name)).to_owned();
    let bytes = files.read_terrain().await.map_err(|source| LoadError::Unreadable { path: shown(), source })?;
    let file_bytes = bytes.len() as u64;
    outbox.count_bytes(file_bytes);
    let started = Instant::now();
    let extension = path.and_then(|path| path.extension()?.to_str());
    let read = read_ground(bytes, extension);
    let (gtd, server_map) = read.map_err(|source| LoadError::Malformed { path: shown(), source })?;
    let parse_ms = started.elapsed().as_secs_f64() * 1e3;
    outbox.begin(LoadStep::MeasuringGround);
    pause().await;
    let ground = Arc::new(Terrain::new(gtd));
    pause().await;
    let objects = files.part::<OpdFile>(ground.gtd()).await;
    let outlines = objects.as_ref().map(|found| Outlines::new(&found.content)).unwrap_or_default();
    let skies = if path.is_some() { files.skies().await } else { Vec::new() };
    let (path, files) = (path.map(Path::to_owned), Arc::new(files));
    let (model, start) = (None, OnceLock::new());
    let zone = Zone { name, path, ground, model, server_map, outlines, files, skies, parse_ms, file_bytes, start };
    Ok((zone, objects))
}

/// Parses a zone, or the server's map of one, which becomes bare ground.
fn read_ground(bytes: Vec<u8>, extension: Option<&str>) -> Result<(Gtd, Option<Arc<ServerMap>>), FormatError> {
    if FileKind::detect(&bytes, extension).is_some_and(|kind| std::ptr::eq(kind, &raw const smd::KIND)) {
        let map = ServerMap::parse(&bytes)?;
        return Ok((ground_of(&map)?, Some(Arc::new(map))));
    }
    Ok((Gtd::parse_file(bytes, extension)?, None))
}

/// Loads the tile textures, several files at a time. `keep` returns them by index, to compose a color map.
async fn load_textures(
    zone: &Zone,
    jobs: &[SourceJob],
    encoding: TileEncoding,
    outbox: &Outbox,
    keep: bool,
) -> Vec<Option<Texture>> {
    let table = zone.ground.gtd().textures();
    let kept = Mutex::new(vec![None; table.reachable().len()]);
    let placeholders = PlaceholderImages::new(encoding);
    let readers = thread::available_cores().clamp(1, MOST_READERS);
    for_each_concurrently(jobs, readers, |job| {
        let one = load_one(job, zone, &placeholders, outbox, keep.then_some(&kept));
        async move { outbox.shared.cancel.unless_canceled(one).await.unwrap_or(false) }
    })
    .await;
    kept.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Loads the textures of a job; false if the receiver is gone.
async fn load_one(
    job: &SourceJob,
    zone: &Zone,
    placeholders: &PlaceholderImages,
    outbox: &Outbox,
    kept: Option<&Mutex<Vec<Option<Texture>>>>,
) -> bool {
    let loaded = textures::load(job, &zone.files, placeholders.encoding).await;
    let reported = loaded.missing.into_iter().all(|missing| outbox.send(LoadEvent::Missing(missing)));
    let sent = loaded.images.into_iter().all(|(indices, image, texture)| {
        if let Some(kept) = kept {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            indices.iter().for_each(|index| kept[usize::from(*index)].clone_from(&texture));
        }
        let is_missing = image.is_none();
        let image = image.map_or_else(|| placeholders.image(zone.ground.gtd(), &indices), Arc::new);
        outbox.update(SceneUpdate::TileTexture { indices, image, is_missing })
    });
    outbox.count_file(loaded.bytes);
    reported && sent
}

/// Images of the placeholders; textures of one color share theirs.
struct PlaceholderImages {
    encoding: TileEncoding,
    /// Computed for the first missing texture.
    colors: OnceLock<Placeholders>,
    images: Mutex<HashMap<[u8; 3], Arc<TileImage>>>,
}

impl PlaceholderImages {
    fn new(encoding: TileEncoding) -> PlaceholderImages {
        PlaceholderImages { encoding, colors: OnceLock::new(), images: Mutex::default() }
    }

    /// The placeholder of a picture with these indices in the table.
    fn image(&self, gtd: &Gtd, indices: &[u16]) -> Arc<TileImage> {
        let colors = self.colors.get_or_init(|| Placeholders::new(gtd));
        let color = colors.color(indices.first().map_or(usize::MAX, |index| usize::from(*index)));
        let mut images = self.images.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(TileImage::from_rgba8(&placeholder_rgba8(color), self.encoding));
        images.entry(color).or_insert_with(make).clone()
    }
}
