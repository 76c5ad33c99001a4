//! Opening zones: files, folders and the zone list, loaded updates, and the initial view of a zone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::comparison::{CompareJob, ComparisonEvent};
use super::inspected_files::InspectedFiles;
use super::session::CLEARANCE_M;
use super::zone_context::{MapLayer, ZoneContext};
use super::zone_list::ZoneStep;
use super::zone_places::ZonePlaces;
use super::zone_previews::PreviewUser;
use super::zone_slot::{ZoneEvent, absolute, key_of};
use super::{Effect, State, load_effect, modes};
use crate::app::background_task::{BackgroundTask, GroundOf, MapObjectsJob, MapWaterJob, TaskResult};
use crate::app::settings::ZoneMemory;
use crate::camera::start::above_ground;
use crate::camera::{PathFile, Pose};
use crate::load::{Load, Zone, ZoneSource};
use crate::platform::fs;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::scene::{SceneUpdate, Sky};
use crate::ui::text::fill;
use crate::ui::{OpenPanels, PanelId, PanelSizes};
use crate::zone::ISLAND_VIEWS;
use crate::zone::error::with_causes;
use crate::zone::source::is_model;

/// Choices that are kept for the next run, except the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastingChoices {
    drawing: Option<ViewSettings>,
    panels: OpenPanels,
    panel_sizes: PanelSizes,
    /// Walking and flying speed in meters per second.
    speeds_mps: [f64; 2],
}

/// A handled event of a load.
pub enum Taken {
    /// The event needs no further action.
    Kept,
    /// The update must also be applied to the renderer.
    Update(SceneUpdate),
}

impl State {
    /// Takes over a load that was started for [`Effect::Load`]. An earlier load of a next zone is dropped.
    pub fn loading_started(&mut self, load: Load, source: ZoneSource, keep_camera: bool) {
        self.zone.load(load, source, keep_camera);
    }

    /// Loads the textures of the open zone again, after the loss of a device.
    pub fn loading_again(&mut self, load: Load) {
        self.zone.load_again(load);
    }

    /// Source of the open zone.
    pub fn source(&self) -> Option<&ZoneSource> {
        self.zone.get().map(|open| &open.source)
    }

    /// Files of the open zone: itself, its parts, and the others that it uses.
    pub fn files(&self) -> Vec<PathBuf> {
        self.zone.files()
    }

    /// Reloads the zone after its files changed on disk, with the same camera.
    pub fn files_changed(&mut self) -> Vec<Effect> {
        self.say(self.text().messages.reading_again);
        self.reload()
    }

    pub(super) fn reload(&mut self) -> Vec<Effect> {
        let source = self.source().cloned();
        source.iter().for_each(|source| self.zone_previews.forget(source));
        source.map(|source| Effect::Load { source, keep_camera: true }).into_iter().collect()
    }

    /// Handles one event of the open zone's loads; none if no event is queued.
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

    /// Stores the parts of an update that the state needs.
    fn keep(&mut self, update: &SceneUpdate) {
        self.inspection.keep(update);
        self.hidden.keep(update);
        self.comparison.keep(update);
        self.kind_list.keep(update);
        self.game_marks.keep(update, self.zone.ground().map(Arc::as_ref));
        self.arrive_on_floor();
        self.arrive_at_object();
        match update {
            SceneUpdate::Objects(objects) => self.zone_context.set_objects(objects),
            SceneUpdate::Sky(sky) => self.sky_shown(sky),
            SceneUpdate::ObjectModels(objects) => {
                self.zone_context.map_objects = MapLayer { has_content: true, is_outdated: true, is_busy: false };
                self.show_model_facts();
                if objects.textures.halvings > 0 {
                    self.say(self.text().messages.object_textures_reduced);
                }
            }
            SceneUpdate::Water(water) => {
                let extent_m = self.zone.ground().map_or(0.0, |ground| f64::from(ground.gtd().extent_m()));
                self.zone_context.set_water(water, extent_m);
            }
            SceneUpdate::Collision(collision) => self.zone_context.collision = collision.clone(),
            SceneUpdate::TileTexture { indices, image, is_missing } => {
                self.modes.means.keep(indices, image, *is_missing);
            }
            _ => {}
        }
    }

    fn show(&mut self, zone: Arc<Zone>, source: ZoneSource, keep_camera: bool) {
        self.remember();
        let key = key_of(&zone);
        // Single models are many, and not worth remembering.
        let is_model = zone.model.is_some();
        if let Some(path) = zone.path.as_ref().filter(|_| !is_model) {
            self.settings.opened(&absolute(path), &key);
        }
        self.single_model.opened(zone.model, &source);
        self.session.center = self.single_model.center();
        let keep = keep_camera && self.zone.get().is_some();
        let welcome = self.welcome.pose().filter(|_| source == ZoneSource::Demo);
        if welcome.is_none() && !keep {
            self.leave_welcome();
        }
        let ground = zone.ground.clone();
        let start = zone.start_view();
        let speed_mps = zone.model.map(|sphere| f64::from(sphere.radius_m).max(1.0));
        let mut of_model = ZoneMemory { speed_mps, ..ZoneMemory::default() };
        let memory = if is_model { &mut of_model } else { self.settings.zone(&key) };
        if source == ZoneSource::Demo && memory.views.is_empty() {
            // The island brings views; those that the user stores in their place stay.
            let poses = PathFile::poses(ISLAND_VIEWS);
            memory.views = (1..).zip(poses.iter().map(Pose::to_string)).collect();
        }
        let memory = memory.clone();
        if keep {
            self.session.stay_in(self.zone.ground().map(Arc::as_ref), &ground, start);
        } else {
            // The requested camera, that of the welcome, the last one, the first stored view, or the start view.
            let stored = || memory.digits().into_iter().find_map(|digit| memory.view(digit));
            let left = || memory.pose().or_else(stored).map(|pose| above_ground(&*ground, pose, CLEARANCE_M));
            let arrival = self.game_marks.arrive(zone.path.as_deref(), &ground);
            let asked = arrival.or_else(|| self.launch_options.view.camera.take());
            let pose = asked.or(welcome).or_else(left).unwrap_or(start);
            self.session.frozen = self.launch_options.view.freeze.take();
            self.session.enter(&ground, pose, memory.speed_mps);
        }
        self.session.cursor = None;
        // A reloaded zone keeps the chosen sky.
        let sky = self.zone_context.skies.option().filter(|_| keep).map(str::to_owned);
        self.launch_options.view.sky = self.launch_options.view.sky.take().or(sky);
        // A reloaded zone keeps what is hidden.
        let hide = std::mem::take(&mut self.launch_options.view.hide);
        let hide = if keep && hide.is_empty() { self.hidden.list().clone() } else { hide };
        self.hidden.zone_opened(hide);
        self.comparison.zone_opened();
        self.zone_context = ZoneContext::new(&zone);
        self.map.zone_opened(keep);
        self.zone.open(zone, source, start);
        self.comparison.name_sides(self.zone.get().map(|open| &open.version));
        self.zone_places = ZonePlaces::new(&memory);
        self.zone_list.zone_opened(self.zone.file());
        self.zone_search.zone_opened(self.zone.file(), keep);
        self.kind_list.zone_opened(self.zone.file());
        self.game_marks.zone_opened(keep);
        self.modes = modes::ModeState::default();
        self.shows_missing_textures |= !keep;
        if !self.inspected_files.is_terrain() {
            self.inspection.light_bytes(None);
        }
        self.inspected_files = self.zone.get().map(|open| InspectedFiles::new(&open.zone)).unwrap_or_default();
        self.inspection.zone_opened(&ground, keep);
        self.measuring.zone_opened(&ground, keep);
        self.context_menu.close();
    }

    /// Requests of the open panels and the command line, for a zone that was just opened.
    pub fn after_opening(&mut self) -> Vec<Effect> {
        let mut effects = self.want_more();
        if let Some(sky) = self.launch_options.view.sky.take() {
            effects.extend(self.ask_for_sky(&sky));
        }
        effects
    }

    /// The choices that [`State::remember`] takes over.
    pub fn lasting_choices(&self) -> LastingChoices {
        let rig = &self.session.rig;
        LastingChoices {
            drawing: self.view_choice.memory(),
            panels: self.panels.open(),
            panel_sizes: self.panels.sizes,
            speeds_mps: [rig.walk_speed_mps(), rig.fly_speed_mps()],
        }
    }

    /// Updates the settings to be saved.
    pub fn remember(&mut self) {
        self.settings.panels = self.panels.memory();
        if let Some(settings) = self.view_choice.memory() {
            self.settings.drawing = settings;
        }
        let rig = &self.session.rig;
        self.settings.preferences.walk_speed_mps = rig.walk_speed_mps();
        // The welcome's camera is not the user's.
        let is_users = self.welcome.pose().is_none() && !self.single_model.is_open();
        let Some(open) = self.zone.get().filter(|_| is_users) else { return };
        let memory = self.settings.zone(&open.key);
        memory.camera = Some(rig.pose().snapped().to_string());
        memory.speed_mps = Some(rig.fly_speed_mps());
    }

    /// Opens a file, or the zone list of a folder.
    pub(super) fn open_path(&mut self, path: &Path) -> Vec<Effect> {
        let is_folder = fs::is_folder(path);
        // A chosen file closes the list, which would cover the picture.
        self.panels.show(PanelId::Zones, is_folder);
        if is_folder { self.list_zones(BackgroundTask::Zones(path.to_owned())) } else { vec![load_effect(path)] }
    }

    /// Opens the built-in zone.
    pub(super) fn open_island(&mut self) -> Vec<Effect> {
        self.panels.show(PanelId::Zones, false);
        vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]
    }

    /// Reads the list of the client's zones, if it is needed and missing.
    pub(super) fn want_zones(&mut self) -> Vec<Effect> {
        self.zone_list.set_recent(&self.settings.recent);
        if !self.zone_list.wants_reading(self.panels.is_open(PanelId::Zones)) {
            return Vec::new();
        }
        let near = self.zone.file().or(self.settings.recent.first().map(PathBuf::as_path));
        match (near.map(Path::to_owned), self.client_folder()) {
            (Some(model), _) if is_model(&model) => {
                self.list_zones(BackgroundTask::Zones(absolute(model.parent().unwrap_or(&model))))
            }
            (Some(zone), data) => self.list_zones(BackgroundTask::ZonesAround { zone, data }),
            (None, Some(folder)) => self.list_zones(BackgroundTask::Zones(folder)),
            (None, None) => Vec::new(),
        }
    }

    fn list_zones(&mut self, task: BackgroundTask) -> Vec<Effect> {
        vec![Effect::Run(self.zone_list.read(task))]
    }

    /// Opens the zone `by` positions further down the list.
    pub(super) fn step_zone(&mut self, by: isize) -> Vec<Effect> {
        let mut step = self.zone_list.step(by);
        if step == ZoneStep::Waits {
            let effects = self.want_zones();
            if !effects.is_empty() || self.zone_list.is_reading() {
                return effects;
            }
            step = self.zone_list.take_step(by);
        }
        match step {
            ZoneStep::Zone(path) => vec![load_effect(&path)],
            ZoneStep::Empty | ZoneStep::Waits => {
                self.say(self.text().messages.no_zone_list);
                Vec::new()
            }
        }
    }

    /// Handles the result of a task; skies and images also go to the renderer.
    pub fn task_done(&mut self, result: &TaskResult) -> Vec<Effect> {
        let text = &self.text().messages;
        match result {
            TaskResult::Zones { folder, rows } => {
                self.zone_previews.forget_all();
                if let Some(by) = self.zone_list.set(folder, rows) {
                    return self.step_zone(by);
                }
                return self.follow_waiting();
            }
            TaskResult::Mode { ground, which, made } => {
                if self.is_comparison(&ground.0) == Some(false) {
                    self.modes.set_picture(*which, made);
                }
            }
            TaskResult::LitTiles(GroundOf(ground), lit) => {
                if self.is_comparison(ground) == Some(false) {
                    self.inspection.texture_tiles.take_lit(lit);
                }
            }
            TaskResult::TextureUses(GroundOf(ground), uses) => {
                if self.is_comparison(ground) == Some(false) {
                    self.inspection.texture_tiles.take_uses(uses);
                }
            }
            TaskResult::Surveyed(job, zone) => self.zone_search.take(job, zone),
            TaskResult::SurveyEnded(job) => self.zone_search.end(job),
            TaskResult::ServerChecked(job, findings) => self.server_checked(job, findings),
            TaskResult::KindPicture(job, picture) => self.kind_list.take_picture(job, picture),
            TaskResult::Preview(job, read) => self.zone_previews.take(job, read.clone()),
            TaskResult::MappedFile(job, mapped) => self.inspected_files.take(job, mapped),
            TaskResult::CopiedPicture(Ok(_)) => self.say(text.picture_copied),
            TaskResult::CopiedPicture(Err(reason)) => self.complain(text.picture_uncopied, reason),
            TaskResult::NoSky(reason) => self.complain(text.sky_unreadable, reason),
            TaskResult::NoMinimap(reason) => self.complain(text.minimap_unreadable, reason),
            TaskResult::MapObjects { ground, .. } => {
                if self.is_comparison(&ground.0) == Some(false) {
                    self.zone_context.map_objects.is_busy = false;
                }
            }
            TaskResult::Sky(_) | TaskResult::Minimap { .. } | TaskResult::MapWater { .. } => {}
        }
        Vec::new()
    }

    /// Whether an image is the open zone's minimap.
    pub fn is_minimap(&self, path: &Path) -> bool {
        self.zone_context.minimap.as_deref() == Some(path)
    }

    /// Notes that a sky is drawn.
    pub fn sky_shown(&mut self, sky: &Sky) {
        self.zone_context.skies.set_loaded(sky);
    }

    /// Shows the zone under a sky, by its name among the client's or by its file.
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
        let task = |path| self.zone_context.skies.task(path, self.client_folder());
        path.map(|path| Effect::Run(task(path))).into_iter().collect()
    }

    /// Takes over the load of the zone to compare with. A previous one is dropped.
    pub fn comparing_started(&mut self, load: Load, source: ZoneSource) {
        self.comparison.start(load, source);
        self.comparison.name_sides(self.zone.get().map(|open| &open.version));
        self.panels.show(PanelId::Comparison, true);
    }

    /// Source of the compared zone.
    pub fn comparison_source(&self) -> Option<&ZoneSource> {
        self.comparison.source()
    }

    /// Position of the wipe line as a fraction of the picture's width; none without a comparison.
    pub fn wipe(&self) -> Option<f32> {
        self.comparison.wipe().filter(|_| self.zone.get().is_some())
    }

    /// Changed tiles of the comparison as colors on the ground, if they are shown.
    pub fn changes_on_ground(&self) -> Option<&Arc<MipImage>> {
        self.comparison.glow().filter(|_| self.zone.get().is_some())
    }

    /// Whether the compared zone is being loaded or compared.
    pub fn is_comparing(&self) -> bool {
        self.comparison.is_busy()
    }

    /// Handles one event of the compared zone's load; none if no event is queued.
    pub fn take_compared(&mut self) -> Option<Taken> {
        match self.comparison.poll()? {
            ComparisonEvent::Update(update) => return Some(Taken::Update(update)),
            ComparisonEvent::Failed { name, error } => {
                let fault = self.text().messages.second_unopened;
                self.complain_of(fault, &[("name", &name)], &with_causes(&error));
            }
            ComparisonEvent::Kept => {}
        }
        Some(Taken::Kept)
    }

    /// Takes a finished result, and returns the next job if one is due.
    pub fn compare_job(&mut self) -> Option<CompareJob> {
        self.comparison.job(self.zone.get().map(|open| &open.zone))
    }

    /// Tasks for view mode and overlays, for the open and the compared zone, for the tiles of textures, and for the
    /// overview map.
    pub fn want_pictures(&mut self) -> Vec<Effect> {
        let Some(ground) = self.zone.ground() else { return Vec::new() };
        let (settings, heights_m) = (self.view_choice.settings(), self.heights_shown_m().unwrap_or_default());
        self.modes.update_legend(settings.mode, ground, heights_m);
        let mut tasks = self.modes.tasks(ground, settings, self.zone.is_complete());
        tasks.extend(self.comparison.mode_tasks(settings));
        self.game_marks.update(ground, settings.overlays, self.panels.is_open(PanelId::Map));
        let highlight = self.inspection.highlight();
        let shows_uses = self.panels.is_open(PanelId::Textures);
        tasks.extend(self.inspection.texture_tiles.tasks(ground, highlight, shows_uses));
        if self.panels.is_open(PanelId::Map) {
            let job = |water| BackgroundTask::MapWater(MapWaterJob { ground: GroundOf(ground.clone()), water });
            tasks.extend(self.zone_context.water.take().map(job));
            if settings.objects && self.zone.is_complete() {
                let begins = self.zone_context.map_objects.begin();
                let open = self.zone.get().filter(|_| begins);
                tasks.extend(open.map(|open| {
                    let (ground, files) = (GroundOf(ground.clone()), open.zone.files.clone());
                    BackgroundTask::MapObjects(MapObjectsJob { ground, files, hide: self.hidden.list().clone() })
                }));
            }
        }
        tasks.into_iter().map(Effect::Run).collect()
    }

    /// Tasks for the previews of zones in sight.
    pub fn want_previews(&mut self) -> Vec<Effect> {
        let is_open = self.panels.is_open(PanelId::Zones);
        if !is_open && !self.zone_previews.wanted(PreviewUser::Gallery).is_empty() {
            self.zone_previews.want(PreviewUser::Gallery, Vec::new());
        }
        let welcome = self.zones_of_welcome();
        if self.zone_previews.wanted(PreviewUser::Welcome) != welcome {
            self.zone_previews.want(PreviewUser::Welcome, welcome);
        }
        let next = self.zone_previews.next().into_iter();
        let next: Vec<_> = next.map(|zone| (self.client_folder_of(&zone), zone)).collect();
        next.into_iter().map(|(data, zone)| Effect::Run(self.zone_previews.start(zone, data))).collect()
    }

    /// Whether a terrain belongs to the open zone (`Some(false)`), to the compared one (`Some(true)`), or to neither
    /// (`None`).
    pub fn is_comparison(&self, ground: &Arc<Terrain>) -> Option<bool> {
        let is = |known: &Arc<Terrain>| Arc::ptr_eq(known, ground);
        let compared = || self.comparison.ground().is_some_and(is).then_some(true);
        if self.zone.ground().is_some_and(is) { Some(false) } else { compared() }
    }

    /// Lowest and highest height of all shown terrain, meters.
    pub fn heights_shown_m(&self) -> Option<[f32; 2]> {
        let range = |ground: &Arc<Terrain>| ground.height_range_m();
        let (low, high) = range(self.zone.ground()?);
        let (other_low, other_high) = self.comparison.ground().map_or((low, high), range);
        Some([low.min(other_low), high.max(other_high)])
    }
}
