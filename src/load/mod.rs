//! Threaded zone loader, shared by the window, pictures and the benchmark.
//!
//! [`Load::start`] returns at once. A coordinating thread reads and parses the zone and sends [`LoadEvent::Opened`];
//! worker threads then read its tile textures and send each one as it becomes ready. Events go through a bounded queue,
//! so that a slow consumer bounds the memory. Dropping the [`Load`] cancels it.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod color_map;
mod game_marks;
mod missing;
mod model_scene;
pub mod models;
mod objects;
mod parts;
pub mod pictures;
mod preview;
mod progress;
mod sky;
mod textures;
mod worker;
mod zone_images;
mod zone_map;
mod zone_survey;
mod zone_textures;

pub use game_marks::{ServerData, ServerSource, read_game_marks};
pub use missing::{FileProblem, MissingFile};
pub use objects::{read_object_models, read_zone_objects};
pub use preview::{
    FileCount, MapStore, PREVIEW_PX, PreviewError, PreviewPicture, PreviewSize, ZonePreview, read_model_preview,
    read_preview,
};
pub use progress::{LoadStep, Progress};
pub use sky::read_sky;
pub use zone_map::{ZoneMap, zones_at};
pub use zone_survey::{FileUses, Surveyed, SurveyedZone, survey};
pub use zone_textures::read_zone_textures;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use thiserror::Error;

use crate::camera::{Pose, start_view_of};
use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::path_text;
use crate::formats::smd::ServerMap;
use crate::platform::thread::bounded_channel;
use crate::platform::time::{Duration, Instant};
use crate::platform::{CancelToken, Later, block_on, spawn};
pub use crate::scene::DataForms;
use crate::scene::SceneUpdate;
use crate::scene::model_stage::ModelSphere;
use crate::scene::objects::Outlines;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::{Lighting, ViewSettings};
use crate::zone::ZoneFiles;
pub use crate::zone::ZoneSource;
use crate::zone::bundle::Bundle;
use crate::zone::client_files::ClientFiles;

/// Capacity of the event queue, at which the loader blocks.
const QUEUE: usize = 160;

/// A zone to load.
#[derive(Clone, Debug)]
pub struct Request {
    /// The zone to open.
    pub zone: ZoneSource,
    /// The client folder, if it is not the one that contains the zone.
    pub data: Option<PathBuf>,
    /// Server files.
    pub server: Option<ServerSource>,
    /// Parts to load besides the terrain and its tiles.
    pub wanted: LoadOptions,
    /// Data forms for the renderer. The zone is read and opened before they are known, beside the opening of a device.
    pub forms: Later<DataForms>,
}

/// Optional parts of a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// The sky with its images.
    pub sky: bool,
    /// Point lights.
    pub lights: bool,
    /// Rivers and ponds with their textures.
    pub water: bool,
    /// The color map, stored or composed from the tiles. Zones with untextured tiles get it in any case.
    pub color_map: bool,
    /// Baked shadows, as an image of the zone.
    pub shadows: bool,
    /// Normals of the terrain, for smooth light.
    pub normals: bool,
    /// Names and positions of placed objects.
    pub objects: bool,
    /// Meshes and textures of placed objects.
    pub object_models: bool,
    /// Bodies of placed objects; they come with the meshes in any case.
    pub collision: bool,
    /// What companions of the client and files of the server place in the zone.
    pub game_marks: bool,
}

impl LoadOptions {
    /// No optional parts: the terrain and its tiles.
    pub const TILES_ONLY: LoadOptions = LoadOptions {
        sky: false,
        lights: false,
        water: false,
        color_map: false,
        shadows: false,
        normals: false,
        objects: false,
        object_models: false,
        collision: false,
        game_marks: false,
    };
}

impl Default for LoadOptions {
    fn default() -> LoadOptions {
        LoadOptions {
            sky: true,
            lights: true,
            water: true,
            color_map: true,
            shadows: true,
            normals: true,
            objects: true,
            object_models: true,
            collision: true,
            game_marks: true,
        }
    }
}

impl From<&ViewSettings> for LoadOptions {
    /// The parts that layers, mode and overlays of the settings need.
    fn from(settings: &ViewSettings) -> LoadOptions {
        let mode = settings.mode;
        LoadOptions {
            sky: settings.sky || settings.fog,
            lights: settings.overlays.lights || (settings.lighting() != Lighting::None && mode.is_natural()),
            water: settings.water,
            color_map: mode.shows_color_map() || (mode.has_tiles() && settings.color_map),
            shadows: mode.shows_shadows() || settings.shadows,
            normals: settings.lighting() == Lighting::Sun && mode.is_natural(),
            objects: settings.overlays.objects || settings.overlays.effects,
            object_models: settings.draws_objects() || settings.overlays.boxes,
            collision: settings.overlays.collision || settings.overlays.walls || settings.overlays.cells,
            game_marks: settings.overlays.shows_game_marks(),
        }
    }
}

/// An opened zone, before its textures are loaded.
pub struct Zone {
    /// Name: the stem of the file.
    pub name: String,
    /// Path of the file; none for the demo zone.
    pub path: Option<PathBuf>,
    /// Heights and tiles, with the detail levels over them.
    pub ground: Arc<Terrain>,
    /// The sphere around a single model, which is shown instead of a zone.
    pub model: Option<ModelSphere>,
    /// The server's map that is shown instead of a zone, as bare ground.
    pub server_map: Option<Arc<ServerMap>>,
    /// Positions and bodies of the placed objects; empty where their file is missing or malformed.
    pub outlines: Outlines,
    /// Access to the zone's files.
    pub files: Arc<ZoneFiles>,
    /// Paths of the client's skies, by name; none for the demo zone.
    pub skies: Vec<PathBuf>,
    /// Parse time in milliseconds, from bytes in memory.
    pub parse_ms: f64,
    /// Bytes of the file.
    pub file_bytes: u64,
    /// The start view, once it was found.
    start: OnceLock<Pose>,
}

impl Zone {
    /// The start view. The search takes some milliseconds; its result is kept.
    pub fn start_view(&self) -> Pose {
        *self.start.get_or_init(|| block_on(start_view_of(&self.ground, &self.outlines, self.model.as_ref())))
    }

    /// Finds the start view, in turns where nothing may wait for it.
    #[cfg(target_family = "wasm")]
    async fn find_start_view(&self) {
        let found = start_view_of(&self.ground, &self.outlines, self.model.as_ref()).await;
        self.start.get_or_init(|| found);
    }

    /// Paths of the zone's parts; none for the demo zone.
    pub fn bundle(&self) -> Option<&Bundle> {
        self.path.as_ref().and_then(|_| self.files.bundle())
    }
}

/// An event of a load. Order: the zone is opened, then updated, then the load is done.
pub enum LoadEvent {
    /// The zone is parsed. Its parts follow as updates.
    Opened(Arc<Zone>),
    /// A part of the zone is ready.
    Update(SceneUpdate),
    /// The server folder was read.
    Server(Arc<ServerData>),
    /// A file that the zone refers to is unusable.
    Missing(MissingFile),
    /// The zone cannot be read. This is the last event.
    Failed(LoadError),
    /// The load is complete. This is the last event.
    Done,
}

impl LoadEvent {
    /// The scene update of this event, if it has one.
    pub fn scene_update(&self) -> Option<SceneUpdate> {
        match self {
            LoadEvent::Opened(zone) => Some(SceneUpdate::Terrain(zone.ground.clone())),
            LoadEvent::Update(update) => Some(update.clone()),
            LoadEvent::Server(_) | LoadEvent::Missing(_) | LoadEvent::Failed(_) | LoadEvent::Done => None,
        }
    }

    fn is_last(&self) -> bool {
        matches!(self, LoadEvent::Done | LoadEvent::Failed(_))
    }
}

/// Reason why a zone cannot be read.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("{}", path_text(path))]
    Unreadable {
        /// Real path of the file.
        path: PathBuf,
        /// Error of the system, or of another source of files.
        source: io::Error,
    },
    /// The file is damaged or not a zone.
    #[error("{}", path_text(path))]
    Malformed {
        /// Real path of the file.
        path: PathBuf,
        /// Error with its position.
        source: FormatError,
    },
    /// The system cannot start the loader thread.
    #[error("cannot start the loader thread")]
    NoThread(#[source] io::Error),
    /// The loader panicked, which is a bug.
    #[error("the loader stopped unexpectedly{}", while_at(*.0))]
    Broken(Option<LoadStep>),
}

fn while_at(step: Option<LoadStep>) -> String {
    step.map(|step| format!(" at this step: {step}")).unwrap_or_default()
}

/// State shared by the threads of a load.
#[derive(Default)]
struct LoadShared {
    cancel: CancelToken,
    zone: String,
    step: Mutex<Option<LoadStep>>,
    done: AtomicU32,
    total: AtomicU32,
    bytes: AtomicU64,
}

impl LoadShared {
    fn step(&self) -> Option<LoadStep> {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_step(&self, step: Option<LoadStep>) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }
}

/// A load had no event within the time given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no event of the load within the time given")]
pub struct TimedOut;

/// A running load; dropping it cancels the load.
pub struct Load {
    events: Receiver<LoadEvent>,
    shared: Arc<LoadShared>,
    finished: bool,
}

impl Load {
    /// Starts loading. `wake` is called from loader threads whenever an event is queued.
    pub fn start(request: Request, wake: impl Fn() + Send + Sync + 'static) -> Load {
        Load::begin(request, None, Arc::new(wake))
    }

    /// As [`Load::start`], for a zone whose files are not on disk.
    pub fn start_from(files: Arc<dyn ClientFiles>, request: Request, wake: impl Fn() + Send + Sync + 'static) -> Load {
        Load::begin(request, Some(files), Arc::new(wake))
    }

    fn begin(request: Request, files: Option<Arc<dyn ClientFiles>>, wake: Arc<dyn Fn() + Send + Sync>) -> Load {
        let (sender, events) = bounded_channel(QUEUE);
        let shared = Arc::new(LoadShared { zone: request.zone.name(), ..LoadShared::default() });
        let outbox = worker::Outbox::new(sender, wake, shared.clone());
        let spawned = spawn("load", {
            let outbox = outbox.clone();
            move || async move { worker::run(&request, files, &outbox).await }
        });
        if let Err(error) = spawned {
            outbox.send(LoadEvent::Failed(LoadError::NoThread(error)));
        }
        Load { events, shared, finished: false }
    }

    /// The next event, without waiting.
    pub fn poll(&mut self) -> Option<LoadEvent> {
        let event = match self.events.try_recv() {
            Ok(event) => event,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => return self.broken(),
        };
        self.finished |= event.is_last();
        Some(event)
    }

    /// Waits for the next event; none after the last one.
    pub fn wait(&mut self) -> Option<LoadEvent> {
        if self.finished {
            return None;
        }
        let Ok(event) = self.events.recv() else { return self.broken() };
        self.finished |= event.is_last();
        Some(event)
    }

    /// As [`Load::wait`], for a limited time.
    ///
    /// # Errors
    /// No event came within the time.
    pub fn wait_for(&mut self, limit: Duration) -> Result<Option<LoadEvent>, TimedOut> {
        if self.finished {
            return Ok(None);
        }
        let until = Instant::now() + limit;
        match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(event) => {
                self.finished |= event.is_last();
                Ok(Some(event))
            }
            Err(RecvTimeoutError::Timeout) => Err(TimedOut),
            Err(RecvTimeoutError::Disconnected) => Ok(self.broken()),
        }
    }

    /// Threads that end without a last event have panicked.
    fn broken(&mut self) -> Option<LoadEvent> {
        if std::mem::replace(&mut self.finished, true) {
            return None;
        }
        Some(LoadEvent::Failed(LoadError::Broken(self.shared.step())))
    }

    /// Whether the last event has been taken.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Current step and progress.
    pub fn progress(&self) -> Progress {
        Progress {
            zone: self.shared.zone.clone(),
            step: self.shared.step(),
            done: self.shared.done.load(Ordering::Relaxed),
            total: self.shared.total.load(Ordering::Relaxed),
            bytes: self.shared.bytes.load(Ordering::Relaxed),
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.shared.cancel.cancel();
    }
}
