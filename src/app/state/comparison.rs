//! Comparison of the open zone with another one: its load, the differences, the current place in their list, the names
//! of both.
//!
//! Differences are computed on a thread ([`CompareJob`]), again whenever either zone is replaced, so that reloading or
//! opening a zone needs no special handling.

pub mod names;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use glam::DVec3;

pub use self::names::ZoneVersion;
use self::names::distinct_names;
use super::modes::ModeState;
use super::session::CLEARANCE_M;
use super::zone_slot::OpenZone;
use crate::app::background_task::BackgroundTask;
use crate::camera::Pose;
use crate::camera::start::above_ground;
use crate::diff::regions::{ChangedRegion, changed_regions};
use crate::diff::{Difference, compare};
use crate::formats::kernel::visible::visible_path;
use crate::load::Load;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::load::{LoadError, LoadEvent};
use crate::scene::SceneUpdate;
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::ui;
use crate::ui::compare::{ChangedGround, ChangedPlace, Changes, ComparisonState, Side, WIPE_FULL};

/// The comparison; empty if no zone is compared.
#[derive(Default)]
pub struct Comparison {
    zone: Option<ComparedZone>,
}

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
    at: Option<usize>,
    wipe: u16,
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

/// Two terrains and their difference, as far as known.
struct Pair {
    grounds: [Arc<Terrain>; 2],
    answer: Receiver<Found>,
    found: Option<Found>,
}

struct Found {
    changes: Changes,
    places: Vec<ChangedRegion>,
}

/// The comparison of two terrains, to be run on a thread.
pub struct CompareJob {
    grounds: [Arc<Terrain>; 2],
    answer: Sender<Found>,
}

impl CompareJob {
    /// Compares; the result arrives in [`Comparison::job`].
    pub fn run(self) {
        let [a, b] = &self.grounds;
        let difference = compare(a.gtd(), b.gtd());
        let places = changed_regions(&difference);
        // A missing receiver means that something else is compared by now.
        let _ = self.answer.send(Found { changes: changes_of(&difference, &places), places });
    }
}

impl Comparison {
    /// Takes over the load of the zone to compare with. A previous one is dropped.
    pub fn start(&mut self, load: Load, source: ZoneSource) {
        let wipe = self.zone.as_ref().map_or(WIPE_FULL / 2, |compared| compared.wipe);
        let path = match &source {
            ZoneSource::File(path) => visible_path(path),
            ZoneSource::Demo => String::new(),
        };
        self.zone = Some(ComparedZone {
            version: ZoneVersion::new(&source),
            source,
            load: Some(load),
            zone: None,
            path,
            names: Default::default(),
            missing: 0,
            pair: None,
            at: None,
            wipe,
            mode_state: ModeState::default(),
        });
    }

    pub fn close(&mut self) {
        self.zone = None;
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

    /// Whether the zone is being loaded or compared.
    pub fn is_busy(&self) -> bool {
        self.zone.as_ref().is_some_and(|compared| {
            compared.load.is_some() || compared.pair.as_ref().is_some_and(|pair| pair.found.is_none())
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
                if let SceneUpdate::TileTexture { indices, image } = &update {
                    compared.mode_state.means.keep(indices, image);
                }
                return Some(ComparisonEvent::Update(update));
            }
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
    pub fn job(&mut self, a: Option<&Arc<Terrain>>) -> Option<CompareJob> {
        let (a, compared) = (a?, self.zone.as_mut()?);
        let b = compared.zone.as_ref()?.ground.clone();
        if let Some(pair) = compared.pair.as_mut().filter(|pair| pair.is_of(a, &b)) {
            match pair.answer.try_recv() {
                Ok(found) => pair.found = Some(found),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
            }
            return None;
        }
        let (sender, answer) = channel();
        let grounds = [a.clone(), b];
        compared.at = None;
        compared.pair = Some(Pair { grounds: grounds.clone(), answer, found: None });
        Some(CompareJob { grounds, answer: sender })
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
        Some(view_of(&found.places[index], &pair.grounds))
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
        let (at, wipe, missing) = (compared.at, compared.wipe, compared.missing);
        Some(ui::compare::ComparisonView { a, b, state, at, wipe, missing })
    }
}

impl Pair {
    fn is_of(&self, a: &Arc<Terrain>, b: &Arc<Terrain>) -> bool {
        Arc::ptr_eq(&self.grounds[0], a) && Arc::ptr_eq(&self.grounds[1], b)
    }
}

/// Center of a place on the terrain, and a pose that shows all of it: from the south, above the terrain of either zone.
fn view_of(place: &ChangedRegion, grounds: &[Arc<Terrain>; 2]) -> (DVec3, Pose) {
    const NEAREST_M: f64 = 60.0;
    const FARTHEST_M: f64 = 900.0;
    const PITCH_DEG: f64 = -45.0;
    let [x, z] = place.middle().map(|tiles| tiles * f64::from(TILE_M));
    let height = grounds[1].heights().interpolate(x as f32, z as f32).filter(|height| height.is_finite());
    let target = DVec3::new(x, f64::from(height.unwrap_or(0.0)), z);
    let side_m = f64::from(place.side_tiles()) * f64::from(TILE_M);
    let distance_m = (side_m * 1.2).clamp(NEAREST_M, FARTHEST_M);
    let pose = Pose::new(target, 0.0, PITCH_DEG);
    let pose = Pose { eye: target - pose.forward() * distance_m, ..pose };
    let raised = grounds.iter().fold(pose, |pose, ground| above_ground(&**ground, pose, CLEARANCE_M));
    (target, if raised.eye == pose.eye { pose } else { Pose::looking_at(raised.eye, target) })
}

/// Panel form of the difference.
fn changes_of(difference: &Difference, places: &[ChangedRegion]) -> Changes {
    let ground = difference.heights.as_ref().zip(difference.tiles.as_ref()).map(|(heights, tiles)| ChangedGround {
        vertices: heights.changed.len(),
        most_m: heights.max_m,
        tiles: tiles.changed.len(),
        patches: difference.patch_bounds.as_ref().map_or(0, Vec::len),
        grass: difference.grass.as_ref().map_or(0, Vec::len),
    });
    let place = |place: &ChangedRegion| ChangedPlace {
        tiles: place.tiles,
        middle_m: place.middle().map(|tiles| tiles * f64::from(TILE_M)),
    };
    Changes {
        map_size: difference.map_size,
        ground,
        texture_files: [&difference.textures.added, &difference.textures.removed].map(Vec::len),
        rivers: difference.rivers_changed,
        ponds: difference.ponds_changed,
        grass_set: difference.grass_set_changed(),
        header: difference.header.changed,
        light_maps: difference.light_maps_changed,
        trailing: difference.trailing_changed(),
        stored: !difference.is_identical(),
        places: places.iter().map(place).collect(),
    }
}

#[cfg(test)]
mod tests;
