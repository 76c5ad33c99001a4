//! The state of the program while its window is open, and the one place where that changes.
//!
//! [`State`] consists of parts that own their fields: each has its methods and tests in its own file, knows no other part,
//! and gets what it needs of them as arguments. `State` itself routes: commands to the parts ([`commands`]), input
//! ([`input`]), loaded zones ([`zones`]), what spans several parts ([`views`], [`preferences`], [`export`]), and everything
//! to the panels ([`model`]).
//!
//! It knows no window and no GPU: what has to happen outside comes back as [`Effect`]s, and what a load brings for the
//! GPU is passed through, so that a test drives it without either. Times are seconds of one clock that goes forward;
//! sizes and places of the picture are physical pixels.

mod commands;
mod comparison;
mod export;
mod frame_times;
mod input;
mod inspected_files;
mod inspection;
mod key_capture;
mod messages;
mod model;
mod modes;
mod overview_map;
mod panels;
mod preferences;
mod session;
mod view_choice;
mod views;
mod zone_context;
mod zone_list;
mod zone_places;
mod zone_slot;
mod zones;

#[cfg(test)]
mod panel_tests;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glam::DVec3;

use self::session::Session;
use super::background_task::BackgroundTask;
use super::dialog::{DialogPurpose, DialogRequest, DialogResult};
use super::export::ExportJob;
use super::screenshot::ScreenshotRequest;
use super::settings::Settings;
use crate::camera::{Pose, View, ViewOptions};
use crate::input::Bindings;
use crate::load::ZoneSource;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::ui::{self, Language, Preferences, Texts};

pub use self::overview_map::MapPictures;
pub use self::preferences::budget_bytes;
pub use self::zones::Taken;

/// Something that is to happen outside of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start loading; hand the load to [`State::loading_started`].
    Load {
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
    /// Take a screenshot; hand its result to [`State::screenshot_written`].
    Screenshot(Box<ScreenshotRequest>),
    /// Cover the screen, or not.
    FullScreen(bool),
    /// Frames wait for the screen, or not.
    Vsync(bool),
    /// So many bytes of the GPU's memory may be used, or as many as the adapter allows; the zone is brought to it anew.
    Budget(Option<u64>),
    /// Put a text on the clipboard.
    Copy(String),
    Save,
    Quit,
}

/// What was asked for at the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchOptions {
    /// The options of the command line. Camera, frozen camera and sky are those of the next zone that opens.
    pub view: ViewOptions,
    pub settings_file: Option<PathBuf>,
}

/// The state of the program, in parts.
pub struct State {
    /// Camera, keys, mouse, clock.
    pub session: Session,
    /// What is remembered between runs.
    pub settings: Settings,
    pub about: ui::About,
    /// The language that the system is set to.
    pub language_of_system: Language,
    launch_options: LaunchOptions,
    view_choice: view_choice::ViewChoice,
    zone: zone_slot::ZoneSlot,
    zone_context: zone_context::ZoneContext,
    zone_places: zone_places::ZonePlaces,
    zone_list: zone_list::ZoneListState,
    comparison: comparison::Comparison,
    inspection: inspection::Inspection,
    inspected_files: inspected_files::InspectedFiles,
    modes: modes::ModeState,
    exports: export::Exports,
    panels: panels::PanelState,
    map: overview_map::OverviewMap,
    messages: messages::Messages,
    key_capture: key_capture::KeyCapture,
    frame_times: frame_times::FrameTimes,
    /// The file dialog that is open; there is one at a time.
    dialog: Option<DialogPurpose>,
}

/// What a frame begins with: what the window knows.
#[derive(Clone, Copy, Debug)]
pub struct FrameStart {
    /// The picture's size in pixels.
    pub size_px: [u32; 2],
    /// No panel is between the cursor and the picture.
    pub cursor_over_picture: bool,
    /// The pictures of the overview map.
    pub pictures: MapPictures,
}

/// What a frame leaves behind.
#[derive(Clone, Debug)]
pub struct FrameEnd {
    pub numbers: ui::FrameNumbers,
    /// What was drawn of the terrain: west and south edge and side of each square, meters.
    pub drawn_squares: Vec<[f32; 3]>,
}

impl State {
    /// A program without a zone.
    pub fn new(settings: Settings, launch_options: LaunchOptions) -> State {
        let asked = &launch_options.view;
        let names_view = asked.name_a_view();
        let pose = asked.camera.unwrap_or(Pose::new(DVec3::new(0.0, 100.0, 0.0), 45.0, -20.0));
        let view_settings = if names_view { asked.settings } else { settings.drawing };
        let preferences = &settings.preferences;
        // A view that is asked for means the same whatever was chosen here.
        let common = Preferences::default();
        let usual_deg = if asked.camera.is_some() { common.fov_y_deg } else { preferences.fov_y_deg };
        let fov_y_deg = asked.fov_y_deg.unwrap_or(View::default_fov_deg(&view_settings, usual_deg));
        let bindings = Bindings::new(&settings.keys, settings.swap_up_down);
        State {
            session: Session::new(pose, fov_y_deg, bindings, preferences),
            about: ui::About::default(),
            language_of_system: Language::English,
            view_choice: view_choice::ViewChoice::new(view_settings, !names_view),
            zone: zone_slot::ZoneSlot::default(),
            zone_context: zone_context::ZoneContext::default(),
            zone_places: zone_places::ZonePlaces::default(),
            zone_list: zone_list::ZoneListState::default(),
            comparison: comparison::Comparison::default(),
            inspection: inspection::Inspection::default(),
            inspected_files: inspected_files::InspectedFiles::default(),
            modes: modes::ModeState::default(),
            exports: export::Exports::default(),
            panels: panels::PanelState::restored(&settings.panels),
            map: overview_map::OverviewMap::default(),
            messages: messages::Messages::default(),
            key_capture: key_capture::KeyCapture::default(),
            frame_times: frame_times::FrameTimes::default(),
            dialog: None,
            settings,
            launch_options,
        }
    }

    /// Lets time pass up to now.
    pub fn advance(&mut self, now_secs: f64) {
        let dt_secs = self.session.advance(now_secs, self.zone.ground().map(Arc::as_ref));
        self.view_choice.advance(dt_secs);
        self.messages.advance(self.session.clock_secs());
    }

    pub fn frame_begins(&mut self, start: FrameStart) {
        self.session.size_px = start.size_px;
        self.map.pictures = start.pictures;
        self.session.find_cursor(start.cursor_over_picture, self.zone.ground().map(Arc::as_ref));
    }

    /// A frame was drawn.
    pub fn frame_drawn(&mut self, end: FrameEnd) {
        self.map.drawn_squares = end.drawn_squares;
        self.frame_times.push(end.numbers);
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
        let near = self.zone.file().or(self.settings.recent.first().map(PathBuf::as_path));
        let folder = near.and_then(Path::parent).map(Path::to_owned);
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
    }

    /// Asks for the folder of screenshots.
    fn ask_for_folder(&mut self) -> Vec<Effect> {
        let (purpose, folder) = (DialogPurpose::ScreenshotFolder, Some(self.screenshot_folder()));
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
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

    /// Whether the picture changes with time alone.
    pub fn is_moving(&self) -> bool {
        self.session.is_moving()
    }

    /// Whether something is being loaded.
    pub fn is_loading(&self) -> bool {
        self.zone.is_loading()
    }

    /// When the short message vanishes.
    pub fn message_until_secs(&self) -> Option<f64> {
        self.messages.toast_until_secs()
    }

    pub fn title(&self) -> String {
        match self.zone.get() {
            Some(open) => format!("{} – gtd-viewer", open.zone.name),
            None => "gtd-viewer".to_owned(),
        }
    }

    /// The open zone's ground.
    pub fn ground(&self) -> Option<&Arc<Terrain>> {
        self.zone.ground()
    }

    /// What is drawn of the zone.
    pub fn view_settings(&self) -> &ViewSettings {
        self.view_choice.settings()
    }

    /// What is picked and highlighted in the zone.
    pub fn inspection(&self) -> &inspection::Inspection {
        &self.inspection
    }

    /// The texts of the window, in the language that is shown.
    pub fn text(&self) -> &'static Texts {
        self.language().texts()
    }

    /// The language that is shown.
    pub fn language(&self) -> Language {
        self.settings.language.language(self.language_of_system)
    }

    /// Whether the statistics are seen, which show the GPU's own times.
    pub fn wants_gpu_times(&self) -> bool {
        self.panels.shows_statistics()
    }

    /// Shows a short message.
    pub fn say(&mut self, message: &str) {
        self.messages.say(message);
    }

    /// Puts a problem on the list, once.
    pub fn complain(&mut self, title: &str, detail: &str) {
        self.messages.complain(title, detail);
    }
}

fn load_effect(path: &Path) -> Effect {
    Effect::Load { source: ZoneSource::of(path), keep_camera: false }
}
