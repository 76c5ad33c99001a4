//! Everything that the program knows while its window is open, and the one place where that changes.
//!
//! Owns camera, keys, the open zone and what is being loaded, messages, settings. Knows no window and no GPU: what has
//! to happen outside comes back as [`Effect`]s, and what a load brings for the GPU is passed through, so that a test
//! drives it without either. Times are
//! seconds of one clock that goes forward; sizes and places of the picture are physical pixels.

mod choices;
mod commands;
mod compare;
mod drawing;
mod events;
mod export;
mod inspect;
mod loading;
mod model;
mod modes;
mod places;
mod timings;
mod views;

#[cfg(test)]
mod panel_tests;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glam::{DVec2, DVec3};

use super::background_task::BackgroundTask;
use super::dialog::{DialogPurpose, DialogRequest, DialogResult};
use super::export::ExportJob;
use super::screenshot::Order;
use super::settings::Settings;
use crate::camera::rig::ZoneExtent;
use crate::camera::start::above_ground;
use crate::camera::walk::Footing;
use crate::camera::{Pose, Rig, View, ViewOptions, start_view};
use crate::input::pointer::Pointer;
use crate::input::{Action, Bindings, Digit, KeyState};
use crate::load::Load;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::{Hit, pick};
use crate::scene::view_settings::ViewSettings;
use crate::ui::{self, Language, Missing, OpenPanels, Overview, Places, Preferences, Problem, Texts};

pub use self::choices::budget_bytes;
pub use self::drawing::MapPictures;

/// What is to happen outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start loading; hand the load to [`State::loading_started`].
    Load {
        /// What.
        source: ZoneSource,
        /// The camera stays where it is when the zone opens.
        keep_camera: bool,
    },
    /// Run a task; hand its result to [`State::task_done`].
    Run(BackgroundTask),
    /// Hand the clipboard's text to [`State::paste_view`].
    Paste,
    /// Start loading; hand the load to [`State::comparing_started`].
    Compare(ZoneSource),
    /// Show a file dialog; hand its result to [`State::dialog_answered`].
    ShowDialog(DialogRequest),
    /// Take something out; hand what becomes of it to [`State::exported`].
    Export(Box<ExportJob>),
    /// Take a picture; hand what becomes of it to [`State::pictured`].
    Screenshot(Box<Order>),
    /// Cover the screen, or not.
    FullScreen(bool),
    /// Frames wait for the screen, or not.
    Vsync(bool),
    /// So many bytes of the GPU's memory may be used, or as many as the adapter allows; the zone is brought to it anew.
    Budget(Option<u64>),
    /// Put a text on the clipboard.
    Copy(String),
    /// Write the settings.
    Save,
    /// End the program.
    Quit,
}

/// What was asked for at the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchOptions {
    /// The options of the command line. Camera, frozen camera and sky are those of the next zone that opens.
    pub view: ViewOptions,
    /// The settings' file.
    pub settings_file: Option<PathBuf>,
}

/// A zone that is shown.
struct Open {
    zone: Arc<Zone>,
    source: ZoneSource,
    /// By what it is remembered.
    key: String,
    path: String,
    start: Pose,
    views: Vec<Digit>,
}

/// A load under way.
struct Loading {
    load: Load,
    source: ZoneSource,
    keep_camera: bool,
}

/// All that the program knows.
pub struct State {
    /// The camera.
    pub rig: Rig,
    /// The keys that are down.
    pub key_state: KeyState,
    /// The mouse over the picture.
    pub pointer: Pointer,
    /// What is remembered.
    pub settings: Settings,
    /// Numbers of the last frame.
    pub frame: ui::Frame,
    /// The picture's size in pixels.
    pub size_px: [u32; 2],
    /// What "about" tells.
    pub about: ui::About,
    /// The language that the system is set to.
    pub language_of_system: Language,
    /// What is drawn of the zone.
    pub drawing: ViewSettings,
    /// The pictures of the overview map.
    pub pictures: MapPictures,
    /// What was drawn of the ground in the last frame: west and south edge and side of each square, meters.
    pub drawn: Vec<[f32; 3]>,
    /// Time of the zone's day in seconds, more exact than the drawing has it.
    time_secs: f64,
    zone_context: drawing::ZoneContext,
    overview: Overview,
    bookmarks: Vec<String>,
    place_marks: Vec<(String, DVec2)>,
    zones: places::Zones,
    launch_options: LaunchOptions,
    open: Option<Open>,
    /// The zone beside the open one.
    compare: Option<compare::Compare>,
    /// The eye that was left behind, for which the ground is chosen.
    frozen: Option<Pose>,
    timings: timings::Timings,
    /// The file dialog that is open; there is one at a time.
    dialog: Option<DialogPurpose>,
    /// The next key is to do this action, in place of its chord of a number.
    listening: Option<(Action, usize)>,
    exports: export::Exports,
    /// Brings what belongs to the open zone.
    loading: Option<Loading>,
    /// Is to bring another zone; the open one stays until that is there.
    next: Option<Loading>,
    progress: Option<crate::load::Progress>,
    cursor: Option<ui::Cursor>,
    pivot: Option<([f64; 2], DVec3)>,
    inspection: inspect::Inspection,
    mode_state: modes::ModeState,
    problems: Vec<Problem>,
    missing: Vec<Missing>,
    windows: OpenPanels,
    panel_places: Places,
    /// What is drawn was chosen here, not on the command line: it is remembered.
    drawing_chosen: bool,
    panels_hidden: bool,
    full_screen: bool,
    toast: Option<(String, f64)>,
    clock_secs: f64,
}

/// How long a short message stays, seconds.
const TOAST_SECS: f64 = 2.0;
/// More time than this does not pass in one step: whoever comes back from a pause has not flown on.
const LONGEST_STEP_SECS: f64 = 1.0;
/// A remembered camera keeps this far off the ground, meters.
const CLEARANCE_M: f64 = 1.0;

impl State {
    /// A program without a zone.
    pub fn new(settings: Settings, launch_options: LaunchOptions) -> State {
        let view = &launch_options.view;
        let names_view = view.name_a_view();
        let pose = view.camera.unwrap_or(Pose::new(DVec3::new(0.0, 100.0, 0.0), 45.0, -20.0));
        let key_state = KeyState::new(Bindings::new(&settings.keys, settings.swap_up_down));
        let drawing = if names_view { view.settings } else { settings.drawing };
        let (windows, panel_places) = settings.panels.restored();
        // A view that is asked for means the same whatever was chosen here.
        let common = Preferences::default();
        let chosen = if view.camera.is_some() { &common } else { &settings.preferences };
        let mut rig = Rig::new(pose, view.fov_y_deg.unwrap_or(View::default_fov_deg(&drawing, chosen.fov_y_deg)));
        rig.set_walk_speed(settings.preferences.walk_speed_mps);
        choices::feel(&mut rig.settings, &settings.preferences);
        State {
            rig,
            key_state,
            pointer: Pointer::default(),
            settings,
            frame: ui::Frame::default(),
            size_px: [1280, 720],
            about: ui::About::default(),
            language_of_system: Language::English,
            drawing,
            drawing_chosen: !names_view,
            pictures: MapPictures::default(),
            drawn: Vec::new(),
            time_secs: f64::from(drawing.time_secs),
            zone_context: drawing::ZoneContext::default(),
            overview: drawing::first_overview(Overview::default()),
            bookmarks: Vec::new(),
            place_marks: Vec::new(),
            zones: places::Zones::default(),
            launch_options,
            open: None,
            compare: None,
            frozen: None,
            timings: timings::Timings::default(),
            dialog: None,
            listening: None,
            exports: export::Exports::default(),
            loading: None,
            next: None,
            progress: None,
            cursor: None,
            pivot: None,
            inspection: inspect::Inspection::default(),
            mode_state: modes::ModeState::default(),
            problems: Vec::new(),
            missing: Vec::new(),
            windows,
            panel_places,
            panels_hidden: false,
            full_screen: false,
            toast: None,
            clock_secs: 0.0,
        }
    }

    /// Shows a file dialog, where none is open yet.
    fn show_dialog(&mut self, request: DialogRequest) -> Vec<Effect> {
        if self.dialog.is_some() {
            return Vec::new();
        }
        self.dialog = Some(request.purpose);
        vec![Effect::ShowDialog(request)]
    }

    /// Asks for a zone's file: the one to open, or the one to compare with.
    fn ask_for_zone(&mut self, purpose: DialogPurpose) -> Vec<Effect> {
        let zone = self.open.as_ref().and_then(|open| open.zone.path.as_deref());
        let near = zone.or(self.settings.recent.first().map(PathBuf::as_path));
        let folder = near.and_then(Path::parent).map(Path::to_owned);
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
    }

    /// Asks for the folder of screenshots.
    fn ask_for_folder(&mut self) -> Vec<Effect> {
        let (purpose, folder) = (DialogPurpose::ScreenshotFolder, Some(self.screenshot_folder()));
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
    }

    fn reload(&mut self) -> Vec<Effect> {
        let source = self.open.as_ref().map(|open| open.source.clone());
        source.map(|source| Effect::Load { source, keep_camera: true }).into_iter().collect()
    }

    /// Takes the result of the file dialog that was open. Without a dialog it is one for opening a zone.
    pub fn dialog_answered(&mut self, result: DialogResult) -> Vec<Effect> {
        let purpose = self.dialog.take().unwrap_or(DialogPurpose::OpenZone);
        let text = &self.text().messages;
        match (result, purpose) {
            (DialogResult::Chosen(path), DialogPurpose::OpenZone) => return self.open_path(&path),
            (DialogResult::Chosen(path), DialogPurpose::CompareWith) => {
                return vec![Effect::Compare(ZoneSource::of(&path))];
            }
            (DialogResult::Chosen(path), DialogPurpose::ScreenshotFolder) => {
                let mut preferences = self.settings.preferences.clone();
                preferences.screenshot_folder = Some(path);
                return self.prefer(preferences);
            }
            (DialogResult::Chosen(path), DialogPurpose::Export(kind)) => return self.export_to(kind, path),
            (DialogResult::Canceled, _) => {}
            (DialogResult::Gone, _) => self.complain(text.no_dialog, text.dialog_gone),
            (DialogResult::Unavailable, DialogPurpose::Export(_)) => self.complain(text.no_dialog, text.no_save_dialog),
            (DialogResult::Unavailable, _) => self.complain(text.no_dialog, text.no_open_dialog),
        }
        Vec::new()
    }

    /// Lets time pass up to now.
    pub fn advance(&mut self, now_secs: f64) {
        let dt = (now_secs - self.clock_secs).clamp(0.0, LONGEST_STEP_SECS);
        self.clock_secs = self.clock_secs.max(now_secs);
        let ground = self.open.as_ref().map(|open| &*open.zone.ground as &dyn Footing);
        self.rig.step_over(ground, &self.key_state.move_input(), dt);
        self.stay_over_ground();
        self.pass_time(dt);
        if self.toast.as_ref().is_some_and(|(_, until)| *until <= self.clock_secs) {
            self.toast = None;
        }
    }

    /// Whether the picture changes with time alone.
    pub fn is_moving(&self) -> bool {
        self.rig.is_moving() || self.key_state.is_moving()
    }

    /// Whether something is being loaded.
    pub fn is_loading(&self) -> bool {
        self.loading.is_some() || self.next.is_some()
    }

    /// When the short message is to vanish.
    pub fn message_until_secs(&self) -> Option<f64> {
        self.toast.as_ref().map(|(_, until)| *until)
    }

    /// The window's title.
    pub fn title(&self) -> String {
        match &self.open {
            Some(open) => format!("{} – gtd-viewer", open.zone.name),
            None => "gtd-viewer".to_owned(),
        }
    }

    /// The open zone's ground.
    pub fn ground(&self) -> Option<&Arc<Terrain>> {
        self.open.as_ref().map(|open| &open.zone.ground)
    }

    /// What is looked at inside the zone.
    pub fn inspection(&self) -> &inspect::Inspection {
        &self.inspection
    }

    /// What the window says, in the language that is shown.
    pub fn text(&self) -> &'static Texts {
        self.language().texts()
    }

    /// The language that is shown.
    pub fn language(&self) -> Language {
        self.settings.language.language(self.language_of_system)
    }

    /// What is to be drawn.
    pub fn view(&self) -> View {
        self.rig.view(self.size_px)
    }

    /// The ground under a place of the picture.
    pub fn pick(&self, at_px: [f64; 2]) -> Option<Hit> {
        let open = self.open.as_ref()?;
        let ray = self.view().ray_at_pixel(at_px.into(), self.size_px);
        pick(&open.zone.ground, ray.origin, ray.direction)
    }

    /// Shows a message for a short while.
    pub fn say(&mut self, message: &str) {
        self.toast = Some((message.to_owned(), self.clock_secs + TOAST_SECS));
    }

    /// Puts something that went wrong on the list, once.
    pub fn complain(&mut self, title: &str, detail: &str) {
        let problem = Problem { title: title.to_owned(), detail: detail.to_owned() };
        log::warn!("{title}: {detail}");
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

fn load_effect(path: &Path) -> Effect {
    Effect::Load { source: ZoneSource::of(path), keep_camera: false }
}

/// Where a zone is looked at first: where it was asked for, where it was left, or its start view.
fn first_pose(ground: &Terrain, wished: Option<Pose>, left: Option<Pose>, start: Pose) -> Pose {
    wished.or(left.map(|pose| above_ground(ground, pose, CLEARANCE_M))).unwrap_or(start)
}

/// The space that a zone gives the camera.
fn stage_of(ground: &Terrain) -> ZoneExtent {
    let (low, high) = ground.height_range_m();
    ZoneExtent { extent_m: f64::from(ground.gtd().extent_m()), heights_m: [f64::from(low), f64::from(high)] }
}

/// A zone's start view.
fn start_of(ground: &Terrain) -> Pose {
    start_view(ground)
}
