//! The open zone beside another one: what is loaded for that, what differs, where one is in the list of places.
//!
//! Owns the second zone's load and the result of comparing, which a thread makes ([`Job`]). Whenever either zone is
//! another one than those compared, they are compared again, so that reloading or opening a zone needs no care.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use glam::DVec3;

use super::modes::ModeState;
use super::{CLEARANCE_M, Effect, State};
use crate::app::dialog::DialogPurpose;
use crate::camera::start::above_ground;
use crate::camera::{Mode, Pose};
use crate::diff::regions::{ChangedRegion, changed_regions};
use crate::diff::{Difference, compare};
use crate::load::Load;
use crate::load::LoadEvent;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::scene::SceneUpdate;
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::ui::compare::{Ask, ChangedGround, ChangedPlace, Changes, Comparison, Known, Side, WIPE_FULL};
use crate::zone::error::with_causes;

/// A second zone beside the open one.
pub struct Compare {
    source: ZoneSource,
    load: Option<Load>,
    zone: Option<Arc<Zone>>,
    path: String,
    missing: usize,
    /// What is compared, and its result.
    pair: Option<Pair>,
    at: Option<usize>,
    wipe: u16,
    mode_state: ModeState,
}

impl Compare {
    /// The second zone's ground, what is known of its view modes, and whether it is wholly loaded.
    pub(super) fn modes(&mut self) -> Option<(Arc<Terrain>, &mut ModeState, bool)> {
        Some((self.zone.as_ref()?.ground.clone(), &mut self.mode_state, self.load.is_none()))
    }
}

/// Two grounds and what is known of their difference.
struct Pair {
    grounds: [Arc<Terrain>; 2],
    answer: Receiver<Found>,
    found: Option<Found>,
}

/// What comparing found.
struct Found {
    changes: Changes,
    places: Vec<ChangedRegion>,
}

/// The work of comparing, for a thread.
pub struct Job {
    grounds: [Arc<Terrain>; 2],
    answer: Sender<Found>,
}

impl Job {
    /// Compares; [`State::take_compared`] finds the result.
    pub fn run(self) {
        let [a, b] = &self.grounds;
        let difference = compare(a.gtd(), b.gtd());
        let places = changed_regions(&difference);
        // Who does not wait for the answer any more compares something else by now.
        let _ = self.answer.send(Found { changes: changes_of(&difference, &places), places });
    }
}

impl State {
    /// Does what the panel asks for.
    pub fn compare_asked(&mut self, ask: Ask) -> Vec<Effect> {
        match ask {
            Ask::Choose => return self.ask_for_zone(DialogPurpose::CompareWith),
            Ask::Next => self.go_to_change(|at, count| at.map_or(0, |at| (at + 1) % count)),
            Ask::Previous => self.go_to_change(|at, count| at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1)),
            Ask::Go(index) => self.go_to_change(|_, count| index.min(count - 1)),
            Ask::Wipe(at) => {
                if let Some(compare) = &mut self.compare {
                    compare.wipe = at.min(WIPE_FULL);
                }
            }
            Ask::Close => self.compare = None,
        }
        Vec::new()
    }

    /// Takes over the load of a second zone. A first one that was compared before goes.
    pub fn comparing_started(&mut self, load: Load, source: ZoneSource) {
        let wipe = self.compare.as_ref().map_or(WIPE_FULL / 2, |compare| compare.wipe);
        let (zone, path, pair) = (None, String::new(), None);
        self.compare = Some(Compare {
            source,
            load: Some(load),
            zone,
            path,
            missing: 0,
            pair,
            at: None,
            wipe,
            mode_state: ModeState::default(),
        });
    }

    /// The ground of the second zone.
    pub(super) fn second_ground(&self) -> Option<&Arc<Terrain>> {
        self.compare.as_ref()?.zone.as_ref().map(|zone| &zone.ground)
    }

    /// What the second zone was loaded from.
    pub fn second_source(&self) -> Option<&ZoneSource> {
        self.compare.as_ref().map(|compare| &compare.source)
    }

    /// Where the wipe line is as a part of the picture's width; none where nothing is compared.
    pub fn wipe(&self) -> Option<f32> {
        let compare = self.compare.as_ref().filter(|compare| compare.zone.is_some() && self.open.is_some())?;
        Some(f32::from(compare.wipe) / f32::from(WIPE_FULL))
    }

    /// Whether the second zone is still being loaded or compared.
    pub fn is_comparing(&self) -> bool {
        self.compare.as_ref().is_some_and(|compare| {
            compare.load.is_some() || compare.pair.as_ref().is_some_and(|pair| pair.found.is_none())
        })
    }

    /// Takes one event of the second zone's load, if one waits: the part of it that is to go to the GPU, if any. None
    /// when no event waits.
    pub fn take_compared(&mut self) -> Option<Option<SceneUpdate>> {
        let compare = self.compare.as_mut()?;
        let event = compare.load.as_mut().and_then(Load::poll)?;
        match event {
            LoadEvent::Opened(zone) => {
                compare.path = zone.path.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
                compare.zone = Some(zone.clone());
                return Some(Some(SceneUpdate::Terrain(zone.ground.clone())));
            }
            LoadEvent::Missing(_) => compare.missing += 1,
            LoadEvent::Failed(error) => {
                let detail = with_causes(&error);
                if compare.zone.is_none() {
                    self.compare = None;
                } else {
                    compare.load = None;
                }
                self.complain(self.text().messages.second_unopened, &detail);
            }
            LoadEvent::Done => compare.load = None,
            LoadEvent::Update(update) => {
                if let SceneUpdate::TileTexture { index, image } = &update {
                    compare.mode_state.means.keep(*index as usize, image);
                }
                return Some(Some(update));
            }
        }
        Some(None)
    }

    /// Takes the result of comparing if it is there, and gives the next work if there is some.
    pub fn compare_job(&mut self) -> Option<Job> {
        let a = self.open.as_ref().map(|open| open.zone.ground.clone())?;
        let compare = self.compare.as_mut()?;
        let b = compare.zone.as_ref()?.ground.clone();
        if let Some(pair) = compare.pair.as_mut().filter(|pair| pair.is_of(&a, &b)) {
            match pair.answer.try_recv() {
                Ok(found) => pair.found = Some(found),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
            }
            return None;
        }
        let (sender, answer) = channel();
        let grounds = [a, b];
        compare.at = None;
        compare.pair = Some(Pair { grounds: grounds.clone(), answer, found: None });
        Some(Job { grounds, answer: sender })
    }

    fn go_to_change(&mut self, choose: impl Fn(Option<usize>, usize) -> usize) {
        let Some(compare) = &mut self.compare else { return };
        let Some((pair, found)) = compare.pair.as_ref().and_then(|pair| Some((pair, pair.found.as_ref()?))) else {
            return;
        };
        if found.places.is_empty() {
            return;
        }
        let index = choose(compare.at, found.places.len());
        let (target, pose) = view_of(&found.places[index], &pair.grounds);
        compare.at = Some(index);
        match self.rig.mode() {
            Mode::Map => self.rig.fly_to_point(target),
            Mode::Free => self.rig.fly_to(pose),
        }
    }

    /// What the panel shows.
    pub(super) fn comparison(&self) -> Option<Comparison<'_>> {
        let compare = self.compare.as_ref()?;
        let a = self.open.as_ref().map(|open| Side { name: &open.zone.name, path: &open.path });
        let b = Side { name: compare.zone.as_ref().map_or("", |zone| &zone.name), path: &compare.path };
        let found = compare.pair.as_ref().map(|pair| pair.found.as_ref());
        let state = match (found, &compare.load) {
            (Some(Some(found)), _) => Known::Changes(&found.changes),
            (Some(None), _) => Known::Comparing,
            (None, Some(load)) => {
                let progress = load.progress();
                Known::Loading { done: progress.done, total: progress.total }
            }
            (None, None) => Known::Loading { done: 0, total: 0 },
        };
        let (at, wipe, missing) = (compare.at, compare.wipe, compare.missing);
        Some(Comparison { a: a.unwrap_or_default(), b, state, at, wipe, missing })
    }
}

impl Pair {
    fn is_of(&self, a: &Arc<Terrain>, b: &Arc<Terrain>) -> bool {
        Arc::ptr_eq(&self.grounds[0], a) && Arc::ptr_eq(&self.grounds[1], b)
    }
}

/// The middle of a place on the ground, and where to look at all of it from: the south, above either zone's ground.
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

/// The difference as the panel shows it.
fn changes_of(difference: &Difference, places: &[ChangedRegion]) -> Changes {
    let ground = difference.heights.as_ref().zip(difference.tiles.as_ref()).map(|(heights, tiles)| ChangedGround {
        vertices: heights.changed.len(),
        most_m: heights.max_m,
        tiles: tiles.changed.len(),
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
        places: places.iter().map(place).collect(),
    }
}

#[cfg(test)]
mod tests;
