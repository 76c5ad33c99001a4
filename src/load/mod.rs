//! One threaded loader for the window, for pictures and for bench.
//!
//! [`Load::start`] returns at once. A coordinating thread reads and parses the zone and reports it opened; worker threads
//! then read its tile textures and report each as it is ready to be drawn. Events wait in a bounded queue, so that a slow
//! reader bounds the memory. Dropping the [`Load`] cancels what is still under way.

mod color_map;
mod parts;
pub mod pictures;
mod sky;
mod textures;
mod worker;
mod zone_images;

pub use sky::read_sky;

use crate::formats::kernel::FormatError;
use crate::scene::SceneUpdate;
use crate::scene::raster::tile_image::TileEncoding;
use crate::scene::terrain::Terrain;
use crate::zone::bundle::Bundle;
use crate::zone::files::MissingFile;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use thiserror::Error;

/// Events that may wait before the loader does.
const QUEUE: usize = 96;

/// What to load.
#[derive(Clone, Debug)]
pub struct Request {
    /// The zone.
    pub zone: ZoneSource,
    /// A client folder, where it is not the one that the zone lies in.
    pub data: Option<PathBuf>,
    /// In which form tile textures are wanted.
    pub encoding: TileEncoding,
    /// What is wanted besides the ground and its tiles.
    pub wanted: LoadOptions,
    /// Longest side of the color map and of the shadows in texels: a power of two.
    pub picture_px: u32,
}

/// What may be left out of a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// The sky with its pictures.
    pub sky: bool,
    /// Rivers and ponds.
    pub water: bool,
    /// The color map, stored or made from the tiles. Zones with tiles that have no texture get theirs in any case.
    pub color_map: bool,
    /// Baked shadows.
    pub shadows: bool,
    /// Placed objects.
    pub objects: bool,
}

impl Default for LoadOptions {
    fn default() -> LoadOptions {
        LoadOptions { sky: true, water: true, color_map: true, shadows: true, objects: true }
    }
}

/// Where a zone comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneSource {
    /// A `.gtd` file.
    File(PathBuf),
    /// The built-in demo zone.
    Demo,
}

impl ZoneSource {
    /// The file given.
    pub fn of(file: &std::path::Path) -> ZoneSource {
        ZoneSource::File(file.to_owned())
    }

    /// The file given, or the demo zone where there is none.
    pub fn of_or_demo(file: Option<&std::path::Path>) -> ZoneSource {
        file.map_or(ZoneSource::Demo, ZoneSource::of)
    }
}

/// An opened zone, without its textures.
pub struct Zone {
    /// Its name: the file's stem.
    pub name: String,
    /// Its file; the demo zone has none.
    pub path: Option<PathBuf>,
    /// The ground.
    pub ground: Arc<Terrain>,
    /// The files that belong to it; none for a zone that is not on a disk.
    pub bundle: Option<Arc<Bundle>>,
    /// Milliseconds that parsing took, from bytes in memory.
    pub parse_ms: f64,
    /// Bytes of the file.
    pub file_bytes: u64,
}

/// A message of a load, in the order in which they come: a zone is opened, then updated, then the load is done.
pub enum LoadEvent {
    /// The zone is parsed. Its parts follow as updates.
    Opened(Arc<Zone>),
    /// A part of the zone is ready.
    Update(SceneUpdate),
    /// A file that the zone refers to cannot be used.
    Missing(MissingFile),
    /// The zone cannot be read. The last event.
    Failed(LoadError),
    /// Everything has been sent. The last event.
    Done,
}

impl LoadEvent {
    /// The change of the scene that this event means; none for the others.
    pub fn scene_update(&self) -> Option<SceneUpdate> {
        match self {
            LoadEvent::Opened(zone) => Some(SceneUpdate::Terrain(zone.ground.clone())),
            LoadEvent::Update(update) => Some(update.clone()),
            LoadEvent::Missing(_) | LoadEvent::Failed(_) | LoadEvent::Done => None,
        }
    }

    fn is_last(&self) -> bool {
        matches!(self, LoadEvent::Done | LoadEvent::Failed(_))
    }
}

/// Why a zone cannot be read.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file cannot be read at all.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// It is no zone, or a damaged one.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        source: FormatError,
    },
    /// The loader itself broke; a bug worth reporting.
    #[error("the loader stopped unexpectedly while {0}")]
    Broken(String),
}

/// How far a load has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is being loaded.
    pub what: String,
    /// Steps done: files read.
    pub done: u32,
    /// Steps in all; 0 while that is not known.
    pub total: u32,
    /// Bytes read so far.
    pub bytes: u64,
}

/// What the threads of a load share.
#[derive(Default)]
struct Shared {
    canceled: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
    bytes: std::sync::atomic::AtomicU64,
    what: Mutex<String>,
}

impl Shared {
    fn is_canceled(&self) -> bool {
        self.canceled.load(Ordering::Relaxed)
    }

    fn say(&self, what: &str) {
        *self.what.lock().unwrap_or_else(PoisonError::into_inner) = what.to_owned();
    }
}

/// A load under way.
pub struct Load {
    events: Receiver<LoadEvent>,
    shared: Arc<Shared>,
    finished: bool,
}

impl Load {
    /// Starts loading. `wake` is called from the loader's threads whenever an event waits.
    pub fn start(request: Request, wake: impl Fn() + Send + Sync + 'static) -> Load {
        let (sender, events) = sync_channel(QUEUE);
        let shared = Arc::new(Shared::default());
        let outbox = worker::Outbox::new(sender, Arc::new(wake), shared.clone());
        let spawned = std::thread::Builder::new().name("load".into()).spawn({
            let outbox = outbox.clone();
            move || worker::run(&request, &outbox)
        });
        if let Err(error) = spawned {
            outbox.send(LoadEvent::Failed(LoadError::Broken(format!("starting a thread: {error}"))));
        }
        Load { events, shared, finished: false }
    }

    /// The next event, if one waits.
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
        let event = match self.events.recv() {
            Ok(event) => event,
            Err(_) => return self.broken(),
        };
        self.finished |= event.is_last();
        Some(event)
    }

    /// As [`Load::wait`], for a limited time. The outer none means that the time is over.
    pub fn wait_for(&mut self, limit: Duration) -> Option<Option<LoadEvent>> {
        if self.finished {
            return Some(None);
        }
        let until = Instant::now() + limit;
        match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(event) => {
                self.finished |= event.is_last();
                Some(Some(event))
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(self.broken()),
        }
    }

    /// Threads that end without a last word have panicked.
    fn broken(&mut self) -> Option<LoadEvent> {
        if std::mem::replace(&mut self.finished, true) {
            return None;
        }
        Some(LoadEvent::Failed(LoadError::Broken(self.progress().what)))
    }

    /// Whether the last event has been taken.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            what: self.shared.what.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            done: self.shared.done.load(Ordering::Relaxed),
            total: self.shared.total.load(Ordering::Relaxed),
            bytes: self.shared.bytes.load(Ordering::Relaxed),
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.shared.canceled.store(true, Ordering::Relaxed);
    }
}
