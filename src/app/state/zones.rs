//! Opening zones: files, folders and the list of zones, what the loads bring, and what a zone is opened with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::comparison::{CompareJob, ComparisonEvent};
use super::inspected_files::InspectedFiles;
use super::session::CLEARANCE_M;
use super::zone_context::ZoneContext;
use super::zone_list::ZoneStep;
use super::zone_places::ZonePlaces;
use super::zone_slot::{ZoneEvent, absolute, key_of};
use super::{Effect, State, load_effect, modes};
use crate::app::background_task::{BackgroundTask, TaskResult};
use crate::camera::start::above_ground;
use crate::camera::start_view;
use crate::load::{Load, Zone, ZoneSource};
use crate::scene::terrain::Terrain;
use crate::scene::{SceneUpdate, Sky};
use crate::ui::PanelId;
use crate::ui::text::fill;
use crate::zone::error::with_causes;

/// An event of a load that was taken.
pub enum Taken {
    /// The state has all of it.
    Kept,
    /// It is for the GPU too.
    Update(SceneUpdate),
}

impl State {
    /// Takes over a load that was started for [`Effect::Load`]. One that was still to open a zone is dropped.
    pub fn loading_started(&mut self, load: Load, source: ZoneSource, keep_camera: bool) {
        self.zone.load(load, source, keep_camera);
    }

    /// Loads the open zone's textures once more, for a GPU that lost them.
    pub fn loading_again(&mut self, load: Load) {
        self.zone.load_again(load);
    }

    /// What the open zone was loaded from.
    pub fn source(&self) -> Option<&ZoneSource> {
        self.zone.get().map(|open| &open.source)
    }

    /// The files of the open zone: itself and its parts.
    pub fn files(&self) -> Vec<PathBuf> {
        self.zone.files()
    }

    /// The files changed on the disk: they are read again, and the camera stays.
    pub fn files_changed(&mut self) -> Vec<Effect> {
        self.say(self.text().messages.reading_again);
        self.reload()
    }

    pub(super) fn reload(&mut self) -> Vec<Effect> {
        let source = self.source().cloned();
        source.map(|source| Effect::Load { source, keep_camera: true }).into_iter().collect()
    }

    /// Takes one event of the open zone's loads; none when no event waits.
    pub fn take_loaded(&mut self) -> Option<Taken> {
        let text = &self.text().messages;
        match self.zone.poll()? {
            ZoneEvent::Opened { zone, source, keep_camera } => {
                let update = SceneUpdate::Terrain(zone.ground.clone());
                self.show(zone, source, keep_camera);
                return Some(Taken::Update(update));
            }
            ZoneEvent::Update(update) => {
                self.keep(&update);
                return Some(Taken::Update(update));
            }
            ZoneEvent::Unopened(error) => self.complain(text.zone_unopened, &with_causes(&error)),
            ZoneEvent::HalfLoaded(error) => self.complain(text.zone_half_loaded, &with_causes(&error)),
            ZoneEvent::Kept => {}
        }
        Some(Taken::Kept)
    }

    /// Keeps what the parts need of a change of the open zone's scene.
    fn keep(&mut self, update: &SceneUpdate) {
        self.inspection.keep(update);
        match update {
            SceneUpdate::Objects(objects) => self.zone_context.set_objects(objects),
            SceneUpdate::Sky(sky) => self.sky_shown(sky),
            SceneUpdate::TileTexture { index, image } => self.modes.means.keep(*index as usize, image),
            _ => {}
        }
    }

    fn show(&mut self, zone: Arc<Zone>, source: ZoneSource, keep_camera: bool) {
        self.remember();
        if let Some(path) = &zone.path {
            self.settings.opened(&absolute(path));
        }
        let keep = keep_camera && self.zone.get().is_some();
        let ground = zone.ground.clone();
        let start = start_view(&*ground);
        let memory = self.settings.zone(&key_of(&zone)).clone();
        if keep {
            self.session.stay_above(self.zone.ground().map(Arc::as_ref), &ground);
        } else {
            // Where it was asked for, where it was left, or its start view.
            let left = || memory.pose().map(|pose| above_ground(&*ground, pose, CLEARANCE_M));
            let pose = self.launch_options.view.camera.take().or_else(left).unwrap_or(start);
            self.session.frozen = self.launch_options.view.freeze.take();
            self.session.enter(&ground, pose, memory.speed_mps);
        }
        self.session.cursor = None;
        // A zone that is read again keeps the sky that was chosen.
        let sky = self.zone_context.skies.option().filter(|_| keep).map(str::to_owned);
        self.launch_options.view.sky = self.launch_options.view.sky.take().or(sky);
        self.zone_context = ZoneContext::new(&zone);
        self.map.zone_opened(keep);
        self.zone.open(zone, source, start);
        self.zone_places = ZonePlaces::new(&memory);
        self.zone_list.forget_unless_listed(self.zone.file());
        self.modes = modes::ModeState::default();
        if !self.inspected_files.is_terrain() {
            self.inspection.light_bytes(None);
        }
        self.inspected_files = self.zone.get().map(|open| InspectedFiles::new(&open.zone)).unwrap_or_default();
        self.inspection.zone_opened(&ground, keep);
        self.count_uses();
    }

    /// What the open panels and the command line ask for, for a zone that was just opened.
    pub fn after_opening(&mut self) -> Vec<Effect> {
        let mut effects = self.want_more();
        if let Some(sky) = self.launch_options.view.sky.take() {
            effects.extend(self.ask_for_sky(&sky));
        }
        effects
    }

    /// Puts what is to be remembered into the settings.
    pub fn remember(&mut self) {
        self.settings.panels = self.panels.memory();
        if let Some(settings) = self.view_choice.memory() {
            self.settings.drawing = settings;
        }
        let rig = &self.session.rig;
        self.settings.preferences.walk_speed_mps = rig.walk_speed_mps();
        let Some(open) = self.zone.get() else { return };
        let memory = self.settings.zone(&open.key);
        memory.camera = Some(rig.pose().snapped().to_string());
        memory.speed_mps = Some(rig.fly_speed_mps());
    }

    /// Opens a file, or the list of a folder's zones.
    pub(super) fn open_path(&mut self, path: &Path) -> Vec<Effect> {
        let is_folder = path.is_dir();
        // Once a file is chosen the list has done its work, and would cover the picture.
        self.panels.open.set(PanelId::Zones, is_folder);
        if is_folder { self.list_zones(BackgroundTask::Zones(path.to_owned())) } else { vec![load_effect(path)] }
    }

    /// Reads the list of the client's zones, if it is wanted now and not there yet.
    pub(super) fn want_zones(&mut self) -> Vec<Effect> {
        if !self.zone_list.wants_reading(self.panels.open.is_open(PanelId::Zones)) {
            return Vec::new();
        }
        let near = self.zone.file().or(self.settings.recent.first().map(PathBuf::as_path));
        match (near.map(Path::to_owned), self.launch_options.view.data.clone()) {
            (Some(zone), data) => self.list_zones(BackgroundTask::ZonesAround { zone, data }),
            (None, Some(folder)) => self.list_zones(BackgroundTask::Zones(folder)),
            (None, None) => Vec::new(),
        }
    }

    fn list_zones(&mut self, task: BackgroundTask) -> Vec<Effect> {
        vec![Effect::Run(self.zone_list.read(task))]
    }

    /// Opens the zone that is `by` further down the list than the open one.
    pub(super) fn step_zone(&mut self, by: isize) -> Vec<Effect> {
        let mut step = self.zone_list.step(by, self.zone.file());
        if step == ZoneStep::Waits {
            let effects = self.want_zones();
            if !effects.is_empty() || self.zone_list.is_reading() {
                return effects;
            }
            step = self.zone_list.take_step(by, self.zone.file());
        }
        match step {
            ZoneStep::Zone(path) => vec![load_effect(&path)],
            ZoneStep::Empty | ZoneStep::Waits => {
                self.say(self.text().messages.no_zone_list);
                Vec::new()
            }
        }
    }

    /// Takes the result of a task; skies and pictures are for the GPU.
    pub fn task_done(&mut self, result: &TaskResult) -> Vec<Effect> {
        let text = &self.text().messages;
        match result {
            TaskResult::Zones { folder, rows } => {
                if let Some(by) = self.zone_list.set(folder, rows) {
                    return self.step_zone(by);
                }
            }
            TaskResult::Mode { ground, which, made } => {
                if self.is_comparison(&ground.0) == Some(false) {
                    self.modes.set_picture(*which, made);
                }
            }
            TaskResult::MappedFile(job, mapped) => self.inspected_files.take(job, mapped),
            TaskResult::NoSky(reason) => self.complain(text.sky_unreadable, reason),
            TaskResult::NoMinimap(reason) => self.complain(text.minimap_unreadable, reason),
            TaskResult::Sky(_) | TaskResult::Minimap { .. } => {}
        }
        Vec::new()
    }

    /// Whether a picture is the open zone's minimap.
    pub fn is_minimap(&self, path: &Path) -> bool {
        self.zone_context.minimap.as_deref() == Some(path)
    }

    /// A sky is drawn from now on.
    pub fn sky_shown(&mut self, sky: &Sky) {
        self.zone_context.skies.set_loaded(sky);
    }

    /// Sees the zone under a sky by its name among the client's, or by its file.
    pub(super) fn ask_for_sky(&mut self, wanted: &str) -> Vec<Effect> {
        let skies = &mut self.zone_context.skies;
        let path = skies.choose_by_name(wanted);
        if path.is_none() {
            let known = skies.names().join(", ");
            let text = &self.text().messages;
            let detail = fill(text.known_skies, &[("wanted", &wanted), ("known", &known)]);
            self.complain(text.no_such_sky, &detail);
        }
        self.read_sky(path)
    }

    pub(super) fn read_sky(&self, path: Option<PathBuf>) -> Vec<Effect> {
        let task = |path| self.zone_context.skies.task(path, self.launch_options.view.data.clone());
        path.map(|path| Effect::Run(task(path))).into_iter().collect()
    }

    /// Takes over the load of a zone to compare with. One that was compared before goes.
    pub fn comparing_started(&mut self, load: Load, source: ZoneSource) {
        self.comparison.start(load, source);
    }

    /// What the compared zone was loaded from.
    pub fn comparison_source(&self) -> Option<&ZoneSource> {
        self.comparison.source()
    }

    /// Where the wipe line is as a part of the picture's width; none where nothing is compared.
    pub fn wipe(&self) -> Option<f32> {
        self.comparison.wipe().filter(|_| self.zone.get().is_some())
    }

    /// Whether the compared zone is still being loaded or compared.
    pub fn is_comparing(&self) -> bool {
        self.comparison.is_busy()
    }

    /// Takes one event of the compared zone's load; none when no event waits.
    pub fn take_compared(&mut self) -> Option<Taken> {
        match self.comparison.poll()? {
            ComparisonEvent::Update(update) => return Some(Taken::Update(update)),
            ComparisonEvent::Failed(error) => {
                self.complain(self.text().messages.second_unopened, &with_causes(&error));
            }
            ComparisonEvent::Kept => {}
        }
        Some(Taken::Kept)
    }

    /// Takes the result of comparing if it is there, and gives the next work if there is some.
    pub fn compare_job(&mut self) -> Option<CompareJob> {
        self.comparison.job(self.zone.ground())
    }

    /// The tasks that view mode and overlays need, for the open zone and for one that it is compared with.
    pub fn want_modes(&mut self) -> Vec<Effect> {
        let Some(ground) = self.zone.ground() else { return Vec::new() };
        let (settings, heights_m) = (self.view_choice.settings(), self.heights_shown_m().unwrap_or_default());
        self.modes.update_legend(settings.mode, ground, heights_m);
        let mut tasks = self.modes.tasks(ground, settings, self.zone.is_complete());
        tasks.extend(self.comparison.mode_tasks(settings));
        tasks.into_iter().map(Effect::Run).collect()
    }

    /// Whether a ground is that of the open zone (`Some(false)`), of the one it is compared with (`Some(true)`), or of
    /// none any more.
    pub fn is_comparison(&self, ground: &Arc<Terrain>) -> Option<bool> {
        let is = |known: &Arc<Terrain>| Arc::ptr_eq(known, ground);
        let compared = || self.comparison.ground().is_some_and(is).then_some(true);
        if self.zone.ground().is_some_and(is) { Some(false) } else { compared() }
    }

    /// The lowest and the highest height of all that is shown, meters.
    pub fn heights_shown_m(&self) -> Option<[f32; 2]> {
        let range = |ground: &Arc<Terrain>| ground.height_range_m();
        let (low, high) = range(self.zone.ground()?);
        let (other_low, other_high) = self.comparison.ground().map_or((low, high), range);
        Some([low.min(other_low), high.max(other_high)])
    }
}
