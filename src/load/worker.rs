//! The loader's threads.

use crate::demo;
use crate::formats::gtd::Gtd;
use crate::formats::ntf::Texture;
use crate::load::LoadError;
use crate::load::LoadEvent;
use crate::load::LoadOptions;
use crate::load::Request;
use crate::load::Shared;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::load::color_map;
use crate::load::parts;
use crate::load::textures::{self, SourceJob};
use crate::platform::fs::read_whole;
use crate::platform::parallel::*;
use crate::scene::SceneUpdate;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::placeholder;
use crate::scene::raster::tile_image::TileImage;
use crate::scene::terrain::Terrain;
use crate::zone::bundle::Bundle;
use crate::zone::bundle::zone_rows;
use crate::zone::files::Files;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Where events and progress go.
#[derive(Clone)]
pub struct Outbox {
    sender: SyncSender<LoadEvent>,
    wake: Arc<dyn Fn() + Send + Sync>,
    shared: Arc<Shared>,
}

impl Outbox {
    pub(super) fn new(sender: SyncSender<LoadEvent>, wake: Arc<dyn Fn() + Send + Sync>, shared: Arc<Shared>) -> Outbox {
        Outbox { sender, wake, shared }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(super) fn is_canceled(&self) -> bool {
        self.shared.is_canceled()
    }

    pub(super) fn say(&self, what: &str) {
        self.shared.say(what);
    }

    pub(super) fn count_bytes(&self, bytes: u64) {
        self.shared.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Sends an event, waiting for room; false when nobody listens any more.
    pub(super) fn send(&self, event: LoadEvent) -> bool {
        if self.shared.is_canceled() {
            return false;
        }
        let sent = self.sender.send(event).is_ok();
        (self.wake)();
        sent
    }

    /// Sends a change of the scene; false when nobody listens any more.
    pub(super) fn update(&self, update: SceneUpdate) -> bool {
        self.send(LoadEvent::Update(update))
    }
}

/// Loads a request from beginning to end.
pub fn run(request: &Request, outbox: &Outbox) {
    let files = match &request.zone {
        ZoneSource::File(path) => Files::for_zone(path, request.data.as_deref()),
        ZoneSource::Demo => Files::built_in(),
    };
    let opened = match &request.zone {
        ZoneSource::File(path) => open(path, &files, outbox),
        ZoneSource::Demo => open_demo(outbox),
    };
    let zone = match opened {
        Ok(zone) => Arc::new(zone),
        Err(error) => {
            outbox.send(LoadEvent::Failed(error));
            return;
        }
    };
    if !outbox.send(LoadEvent::Opened(zone.clone())) {
        return;
    }
    let wants_map = request.wanted.color_map || has_bare_tiles(zone.ground.gtd());
    let wanted = LoadOptions { color_map: wants_map, ..request.wanted };
    let request = &Request { wanted, ..request.clone() };
    let stored = parts::stored_colors(&zone, &files, request, outbox);
    let makes_map = wants_map && stored.is_none();
    let jobs = textures::jobs(zone.ground.gtd().textures());
    let cells = if wants_map { ColorCells::count_in(zone.ground.gtd().map_size()) } else { 0 };
    outbox.shared.total.store(jobs.len() as u32 + cells, Ordering::Relaxed);
    // the tiles are what one waits for: the parts come beside them, on a thread of their own
    let textures = std::thread::scope(|scope| {
        scope.spawn(|| {
            parts::load(&zone, &files, request, outbox);
            stored.into_iter().for_each(|cells| color_map::send(cells, outbox));
            outbox.say("tile textures");
        });
        load_textures(&zone, &jobs, &files, request, outbox, makes_map)
    });
    if makes_map && !outbox.is_canceled() {
        outbox.say("making a color map from the tiles");
        let made = ColorCells::made(zone.ground.clone(), &textures, request.picture_px);
        made.into_iter().for_each(|cells| color_map::send(cells, outbox));
    }
    outbox.say("");
    outbox.send(LoadEvent::Done);
}

/// Whether some drawn tile has no texture of its own.
fn has_bare_tiles(gtd: &Gtd) -> bool {
    let side = gtd.tiles_per_side();
    (0..side).into_par_iter().any(|x| {
        (0..side).any(|z| {
            let tile = gtd.record(x, z).tile();
            !tile.full() || gtd.layers_of(tile).0.is_none()
        })
    })
}

fn open(path: &Path, files: &Files, outbox: &Outbox) -> Result<Zone, LoadError> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    outbox.say(&format!("{name}: reading"));
    let bytes =
        read_whole(path).map_err(|error| LoadError::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
    parse(name, Some(path), bytes, files, outbox)
}

fn open_demo(outbox: &Outbox) -> Result<Zone, LoadError> {
    parse(demo::zone::NAME.to_owned(), None, demo::embedded::zone().to_vec(), &Files::built_in(), outbox)
}

fn parse(name: String, path: Option<&Path>, bytes: Vec<u8>, files: &Files, outbox: &Outbox) -> Result<Zone, LoadError> {
    let file_bytes = bytes.len() as u64;
    outbox.count_bytes(file_bytes);
    let started = Instant::now();
    let gtd = Gtd::parse(bytes)
        .map_err(|source| LoadError::Malformed { path: path.unwrap_or(Path::new(&name)).to_owned(), source })?;
    let parse_ms = started.elapsed().as_secs_f64() * 1e3;
    outbox.say(&format!("{name}: measuring the ground"));
    let ground = Arc::new(Terrain::new(gtd));
    let bundle = path.zip(files.folder()).map(|(path, folder)| Arc::new(Bundle::new(path, folder, &zone_rows(folder))));
    Ok(Zone { name, path: path.map(Path::to_owned), ground, bundle, parse_ms, file_bytes })
}

/// Loads the tile textures on all cores. `keep` returns them by their index, to make a color map of.
fn load_textures(
    zone: &Zone,
    jobs: &[SourceJob],
    files: &Files,
    request: &Request,
    outbox: &Outbox,
    keep: bool,
) -> Vec<Option<Texture>> {
    let table = zone.ground.gtd().textures();
    let kept = Mutex::new(vec![None; table.tiles.len()]);
    let placeholder = Arc::new(TileImage::from_rgba8(&placeholder::placeholder_rgba8(), request.encoding));
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get()).clamp(1, 8).min(jobs.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let kept = keep.then_some(&kept);
                    if outbox.is_canceled() || !load_one(job, files, request, &placeholder, outbox, kept) {
                        return;
                    }
                }
            });
        }
    });
    kept.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn load_one(
    job: &SourceJob,
    files: &Files,
    request: &Request,
    placeholder: &Arc<TileImage>,
    outbox: &Outbox,
    kept: Option<&Mutex<Vec<Option<Texture>>>>,
) -> bool {
    let loaded = textures::load(job, files, request.encoding);
    outbox.count_bytes(loaded.bytes);
    let told = loaded.missing.into_iter().all(|missing| outbox.send(LoadEvent::Missing(missing)));
    let sent = loaded.images.into_iter().all(|(index, image, texture)| {
        if let Some(kept) = kept {
            kept.lock().unwrap_or_else(PoisonError::into_inner)[index as usize] = texture;
        }
        let image = image.map(Arc::new).unwrap_or_else(|| placeholder.clone());
        outbox.update(SceneUpdate::TileTexture { index, image })
    });
    outbox.shared.done.fetch_add(1, Ordering::Relaxed);
    told && sent
}
