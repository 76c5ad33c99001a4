//! Comparison of the open zone with another one: its load, the differences, the current place in their list, the names
//! of both.
//!
//! Differences are computed on a thread ([`CompareJob`]), again whenever either zone is replaced, so that reloading or
//! opening a zone needs no special handling.

pub mod names;
mod views;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use glam::DVec3;

pub use self::names::ZoneVersion;
use self::names::distinct_names;
use super::modes::ModeState;
use super::zone_slot::OpenZone;
use crate::app::background_task::BackgroundTask;
use crate::camera::Pose;
use crate::diff::regions::{ChangedRegion, changed_regions};
use crate::diff::{ObjectDifference, compare, compare_objects, picture, server_map};
use crate::formats::kernel::visible::visible_path;
use crate::formats::opd::OpdFile;
use crate::formats::smd::ServerMap;
use crate::load::Load;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::load::{LoadError, LoadEvent};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::scene::{PlacedObject, SceneUpdate};
use crate::ui;
use crate::ui::compare::{Changes, ComparisonState, Side, WIPE_FULL};
use crate::zone::ZoneFiles;

/// The comparison; empty if no zone is compared.
#[derive(Default)]
pub struct Comparison {
    zone: Option<ComparedZone>,
    /// Objects of the open zone; none before they are read, and where it has none.
    open_objects: Option<PlacedObjects>,
}

/// All objects of a zone, in file order.
type PlacedObjects = Arc<Vec<PlacedObject>>;

struct ComparedZone {
    source: ZoneSource,
    load: Option<Load>,
    zone: Option<Arc<Zone>>,
    version: ZoneVersion,
    /// Path of the file, as displayed.
    path: String,
    /// Names of the open and of this zone, different from each other.
    names: [String; 2],
    missing: usize,
    /// The compared terrains and their difference.
    pair: Option<Pair>,
    /// Its objects; none before they are read.
    objects: Option<PlacedObjects>,
    at: Option<usize>,
    at_object: Option<usize>,
    wipe: u16,
    /// Changed tiles are tinted on the ground.
    shows_glow: bool,
    mode_state: ModeState,
}

/// An event of the compared zone's load for the caller.
pub enum ComparisonEvent {
    /// A scene update of the compared zone.
    Update(SceneUpdate),
    /// The zone of this name cannot be read, or not completely.
    Failed { name: String, error: LoadError },
    /// An event that needs no action of the caller.
    Kept,
}

/// Two terrains with their objects, and their difference, as far as known.
struct Pair {
    grounds: [Arc<Terrain>; 2],
    objects: [Option<PlacedObjects>; 2],
    answer: Receiver<Found>,
    found: Option<Found>,
    /// The result has not arrived; what was found before lacks the objects.
    is_pending: bool,
}

struct Found {
    changes: Changes,
    places: Vec<ChangedRegion>,
    objects: Option<ObjectDifference>,
    /// Changed tiles as colors on the ground; none if there are none.
    glow: Option<Arc<MipImage>>,
}

/// The comparison of two terrains with their objects, to be run beside the window.
pub struct CompareJob {
    grounds: [Arc<Terrain>; 2],
    objects: [Option<PlacedObjects>; 2],
    /// The server's map that the second terrain was made of, and the files of the zone.
    server_map: Option<(Arc<ServerMap>, Arc<ZoneFiles>)>,
    answer: Sender<Found>,
}

impl CompareJob {
    /// Compares; the result arrives in [`Comparison::job`].
    pub async fn run(self) {
        let [a, b] = &self.grounds;
        if let Some((map, files)) = &self.server_map {
            let _ = self.answer.send(compared_map(a, map, files).await);
            return;
        }
        let difference = compare(a.gtd(), b.gtd());
        let places = changed_regions(&difference);
        let objects = match &self.objects {
            [Some(a), Some(b)] => {
                Some(compare_objects(a.iter().map(|object| &object.stored), b.iter().map(|object| &object.stored)))
            }
            _ => None,
        };
        let changes =
            Changes { objects: objects.as_ref().map(views::object_changes), ..views::changes_of(&difference, &places) };
        let glow = picture::glow_on_ground(&difference).map(Arc::new);
        // A missing receiver means that something else is compared by now.
        let _ = self.answer.send(Found { changes, places, objects, glow });
    }
}

/// Compares a zone with a server's map. Without the zone's objects, collision and objects are left out.
async fn compared_map(ground: &Terrain, map: &ServerMap, files: &ZoneFiles) -> Found {
    let placed = files.part::<OpdFile>(ground.gtd()).await.ok().map(|found| found.content);
    let difference = server_map::compare(ground.gtd(), placed.as_ref(), map);
    let places = server_map::changed_regions(&difference);
    let objects = difference.object_events.is_some().then(|| server_map::changed_objects(&difference));
    let changes =
        Changes { objects: objects.as_ref().map(views::object_changes), ..views::changes_of_map(&difference, &places) };
    let glow = server_map::picture::glow_on_ground(&difference).map(Arc::new);
    Found { changes, places, objects, glow }
}

impl Comparison {
    /// Takes over the load of the zone to compare with. A previous one is dropped.
    pub fn start(&mut self, load: Load, source: ZoneSource) {
        let wipe = self.zone.as_ref().map_or(WIPE_FULL / 2, |compared| compared.wipe);
        let shows_glow = self.zone.as_ref().is_none_or(|compared| compared.shows_glow);
        let path = source.path().map(visible_path).unwrap_or_default();
        self.zone = Some(ComparedZone {
            version: ZoneVersion::new(&source),
            source,
            load: Some(load),
            zone: None,
            path,
            names: Default::default(),
            missing: 0,
            pair: None,
            objects: None,
            at: None,
            at_object: None,
            wipe,
            shows_glow,
            mode_state: ModeState::default(),
        });
    }

    pub fn close(&mut self) {
        self.zone = None;
    }

    /// Keeps the objects of the open zone.
    pub fn keep(&mut self, update: &SceneUpdate) {
        if let SceneUpdate::Objects(objects) = update {
            self.open_objects = Some(objects.clone());
        }
    }

    /// Another zone was opened; its objects are not read yet.
    pub fn zone_opened(&mut self) {
        self.open_objects = None;
    }

    /// Names both zones. `a` is the open one.
    pub fn name_sides(&mut self, a: Option<&ZoneVersion>) {
        if let Some(compared) = &mut self.zone {
            let b = &compared.version;
            compared.names = match a {
                Some(a) => distinct_names([a, b]),
                None => [String::new(), b.name().to_owned()],
            };
        }
    }

    /// Names of the open and of the compared zone, different from each other; none without a compared zone.
    pub fn names(&self) -> Option<&[String; 2]> {
        self.zone.as_ref().map(|compared| &compared.names)
    }

    /// Terrain of the compared zone.
    pub fn ground(&self) -> Option<&Arc<Terrain>> {
        self.zone.as_ref()?.zone.as_ref().map(|zone| &zone.ground)
    }

    /// Source of the compared zone.
    pub fn source(&self) -> Option<&ZoneSource> {
        self.zone.as_ref().map(|compared| &compared.source)
    }

    /// Position of the wipe line as a fraction of the picture's width; none without a compared zone.
    pub fn wipe(&self) -> Option<f32> {
        let compared = self.zone.as_ref().filter(|compared| compared.zone.is_some())?;
        Some(f32::from(compared.wipe) / f32::from(WIPE_FULL))
    }

    /// Moves the wipe line, in thousandths of the picture's width from the left.
    pub fn set_wipe(&mut self, wipe: u16) {
        if let Some(compared) = &mut self.zone {
            compared.wipe = wipe.min(WIPE_FULL);
        }
    }

    /// Tints changed tiles on the ground, or no longer.
    pub fn show_glow(&mut self, shows: bool) {
        if let Some(compared) = &mut self.zone {
            compared.shows_glow = shows;
        }
    }

    /// Changed tiles as colors on the ground, if they are shown.
    pub fn glow(&self) -> Option<&Arc<MipImage>> {
        let compared = self.zone.as_ref().filter(|compared| compared.shows_glow)?;
        compared.pair.as_ref()?.found.as_ref()?.glow.as_ref()
    }

    /// Whether the zone is being loaded or compared.
    pub fn is_busy(&self) -> bool {
        self.zone.as_ref().is_some_and(|compared| {
            compared.load.is_some() || compared.pair.as_ref().is_some_and(|pair| pair.is_pending)
        })
    }

    /// The next event of the zone's load; none if no event is queued.
    pub fn poll(&mut self) -> Option<ComparisonEvent> {
        let compared = self.zone.as_mut()?;
        match compared.load.as_mut().and_then(Load::poll)? {
            LoadEvent::Opened(zone) => {
                let update = SceneUpdate::Terrain(zone.ground.clone());
                compared.zone = Some(zone);
                return Some(ComparisonEvent::Update(update));
            }
            LoadEvent::Update(update) => {
                match &update {
                    SceneUpdate::TileTexture { indices, image, is_missing } => {
                        compared.mode_state.means.keep(indices, image, *is_missing);
                    }
                    SceneUpdate::Objects(objects) => compared.objects = Some(objects.clone()),
                    _ => {}
                }
                return Some(ComparisonEvent::Update(update));
            }
            LoadEvent::Server(_) => {}
            LoadEvent::Missing(file) => compared.missing += file.files() as usize,
            LoadEvent::Failed(error) => {
                let name = compared.names[1].clone();
                if compared.zone.is_none() {
                    self.zone = None;
                } else {
                    compared.load = None;
                }
                return Some(ComparisonEvent::Failed { name, error });
            }
            LoadEvent::Done => compared.load = None,
        }
        Some(ComparisonEvent::Kept)
    }

    /// Takes a finished result, and returns the next job if one is due. `a` is the open zone.
    pub fn job(&mut self, a: Option<&Arc<Zone>>) -> Option<CompareJob> {
        let (open, compared) = (a?, self.zone.as_mut()?);
        let zone = compared.zone.as_ref()?;
        let server_map = zone.server_map.clone().map(|map| (map, open.files.clone()));
        let (a, b) = (&open.ground, zone.ground.clone());
        let grounds = [a.clone(), b];
        let objects = [self.open_objects.clone(), compared.objects.clone()];
        if let Some(pair) = compared.pair.as_mut().filter(|pair| pair.is_of(&grounds) && pair.has(&objects)) {
            match pair.answer.try_recv() {
                Ok(found) => (pair.found, pair.is_pending) = (Some(found), false),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
            }
            return None;
        }
        let (sender, answer) = channel();
        // The changes of the ground stay in sight until those of the objects are found.
        let before = compared.pair.take().filter(|pair| pair.is_of(&grounds)).and_then(|pair| pair.found);
        if before.is_none() {
            compared.at = None;
        }
        compared.at_object = None;
        let (pair_grounds, pair_objects) = (grounds.clone(), objects.clone());
        compared.pair =
            Some(Pair { grounds: pair_grounds, objects: pair_objects, answer, found: before, is_pending: true });
        Some(CompareJob { grounds, objects, server_map, answer: sender })
    }

    /// Missing images for view modes and overlays of the compared zone.
    pub fn mode_tasks(&mut self, settings: &ViewSettings) -> Vec<BackgroundTask> {
        let Some(compared) = &mut self.zone else { return Vec::new() };
        let Some(zone) = &compared.zone else { return Vec::new() };
        compared.mode_state.tasks(&zone.ground, settings, compared.load.is_none())
    }

    /// Selects a place of the list, relative to the current one. Returns its center on the terrain, and a view of all
    /// of it.
    pub fn go_to(&mut self, choose: impl Fn(Option<usize>, usize) -> usize) -> Option<(DVec3, Pose)> {
        let compared = self.zone.as_mut()?;
        let pair = compared.pair.as_ref()?;
        let found = pair.found.as_ref().filter(|found| !found.places.is_empty())?;
        let index = choose(compared.at, found.places.len());
        compared.at = Some(index);
        Some(views::view_of(&found.places[index], &pair.grounds))
    }

    /// Selects a changed object. Returns its place, and a view of it.
    pub fn go_to_object(&mut self, index: usize) -> Option<(DVec3, Pose)> {
        let compared = self.zone.as_mut()?;
        let pair = compared.pair.as_ref()?;
        let change = pair.found.as_ref()?.objects.as_ref()?.changes.get(index)?;
        let view = views::view_of_object(change, &pair.grounds)?;
        compared.at_object = Some(index);
        Some(view)
    }

    /// Model of the panel. `a` is the open zone.
    pub fn model<'a>(&'a self, a: Option<&'a OpenZone>) -> Option<ui::compare::ComparisonView<'a>> {
        let compared = self.zone.as_ref()?;
        let a = Side { name: &compared.names[0], path: a.map_or("", |open| &open.path) };
        let b = Side { name: &compared.names[1], path: &compared.path };
        let found = compared.pair.as_ref().map(|pair| pair.found.as_ref());
        let state = match (found, &compared.load) {
            (Some(Some(found)), _) => ComparisonState::Changes(&found.changes),
            (Some(None), _) => ComparisonState::Comparing,
            (None, Some(load)) => {
                let progress = load.progress();
                ComparisonState::Loading { done: progress.done, total: progress.total }
            }
            (None, None) => ComparisonState::Loading { done: 0, total: 0 },
        };
        let ComparedZone { at, at_object, wipe, missing, shows_glow, .. } = *compared;
        Some(ui::compare::ComparisonView { a, b, state, at, at_object, wipe, missing, shows_glow, glow: self.glow() })
    }
}

impl Pair {
    fn is_of(&self, grounds: &[Arc<Terrain>; 2]) -> bool {
        self.grounds.iter().zip(grounds).all(|(own, other)| Arc::ptr_eq(own, other))
    }

    fn has(&self, objects: &[Option<PlacedObjects>; 2]) -> bool {
        self.objects.iter().zip(objects).all(|pair| match pair {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        })
    }
}

#[cfg(test)]
mod tests;
