//! Application state of the open window, and the only place where it changes.
//!
//! [`State`] consists of parts that own their fields: each has its methods and tests in its own file, does not know the
//! other parts, and receives their data as arguments. `State` itself routes: commands to the parts ([`commands`]),
//! input ([`input`]), loaded zones ([`zones`]), tasks that span several parts ([`views`], [`preferences`], [`export`]),
//! and everything to the panels ([`model`]).
//!
//! It does not depend on a window or a GPU: requests to the outside are returned as [`Effect`]s, and scene updates of a
//! load are passed through, so that tests run without either. Times are seconds of one monotonic clock; sizes and
//! positions in the picture are physical pixels.

mod client_folder;
mod commands;
mod comparison;
mod context_menu;
mod export;
mod frame_times;
mod game_marks;
mod hidden;
mod input;
mod inspected_files;
mod inspection;
mod key_capture;
mod kind_list;
mod measuring;
mod messages;
mod model;
mod modes;
mod object_lines;
mod object_pick;
mod overview_map;
mod panels;
mod picture_queue;
mod preferences;
mod server_data;
mod session;
mod sight;
mod single_model;
pub(super) mod texture_tiles;
mod view_choice;
mod views;
mod welcome;
mod zone_context;
mod zone_list;
mod zone_places;
mod zone_previews;
mod zone_search;
pub(super) mod zone_slot;
mod zones;

#[cfg(test)]
mod kind_list_tests;
#[cfg(test)]
mod object_tests;
#[cfg(test)]
mod panel_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod warp_tests;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glam::DVec3;

use self::session::Session;
use super::background_task::BackgroundTask;
use super::dialog::{DialogPurpose, DialogRequest, DialogResult};
use super::export::ExportJob;
use super::map_store::MapFolder;
use super::picture_rect::PictureRect;
use super::screenshot::ScreenshotRequest;
use super::settings::Settings;
use crate::camera::{Pose, TerrainQuery, View, ViewOptions};
use crate::formats::kernel::visible::visible;
use crate::input::Bindings;
use crate::load::ZoneSource;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::ui::text::{Fault, fill};
use crate::ui::{self, DesktopRequest, Language, PanelId, Preferences, Problem, Texts};

pub use self::overview_map::MapPictures;
pub use self::preferences::budget_bytes;
pub use self::zones::{LastingChoices, Taken};

/// A request that is carried out outside of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start loading; pass the load to [`State::loading_started`].
    Load {
        source: ZoneSource,
        /// Keep the camera when the zone opens.
        keep_camera: bool,
    },
    /// Run a task; pass its result to [`State::task_done`].
    Run(BackgroundTask),
    /// Pass the clipboard's text to [`State::paste_view`].
    Paste,
    /// Start loading; pass the load to [`State::comparing_started`].
    Compare(ZoneSource),
    /// Show a file dialog; pass its result to [`State::dialog_answered`].
    ShowDialog(DialogRequest),
    /// Run an export; pass its result to [`State::exported`].
    Export(Box<ExportJob>),
    /// Take a screenshot; pass its result to [`State::screenshot_written`].
    Screenshot(Box<ScreenshotRequest>),
    /// Turn full screen on or off.
    FullScreen(bool),
    /// Turn vertical sync on or off.
    Vsync(bool),
    /// Set the budget of GPU memory in bytes, or the default of the adapter; the zone is uploaded again.
    Budget(Option<u64>),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Show a file or folder in another program; pass a failure to [`State::desktop_failed`].
    Desktop(DesktopRequest),
    Save,
    Quit,
}

/// Launch options that affect the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchOptions {
    /// View options of the command line. Camera, frozen camera and sky apply to the next zone that opens.
    pub view: ViewOptions,
    pub settings_file: Option<PathBuf>,
    /// Folder of drawn maps, if they are kept between runs.
    pub maps: Option<MapFolder>,
    /// Welcome the user: no zone was asked for.
    pub welcome: bool,
}

/// Application state, composed of parts.
pub struct State {
    /// Camera, keys, mouse and clock.
    pub session: Session,
    /// Settings kept between runs.
    pub settings: Settings,
    pub about: ui::About,
    /// Language of the system.
    pub language_of_system: Language,
    /// Files can be dropped on the window.
    pub can_drop: bool,
    /// The window is used with fingers.
    pub touch: bool,
    launch_options: LaunchOptions,
    view_choice: view_choice::ViewChoice,
    zone: zone_slot::ZoneSlot,
    zone_context: zone_context::ZoneContext,
    hidden: hidden::Hidden,
    zone_places: zone_places::ZonePlaces,
    zone_list: zone_list::ZoneListState,
    zone_previews: zone_previews::ZonePreviews,
    comparison: comparison::Comparison,
    inspection: inspection::Inspection,
    measuring: measuring::Measuring,
    welcome: welcome::Welcome,
    single_model: single_model::SingleModel,
    context_menu: context_menu::ContextMenuState,
    inspected_files: inspected_files::InspectedFiles,
    zone_search: zone_search::ZoneSearchState,
    kind_list: kind_list::KindListState,
    game_marks: game_marks::GameMarksState,
    server_check: server_data::ServerCheckState,
    modes: modes::ModeState,
    exports: export::Exports,
    panels: panels::PanelState,
    map: overview_map::OverviewMap,
    messages: messages::Messages,
    key_capture: key_capture::KeyCapture,
    frame_times: frame_times::FrameTimes,
    /// The banner about missing textures was not dismissed.
    shows_missing_textures: bool,
    /// The open file dialog; there is one at a time.
    dialog: Option<DialogPurpose>,
    /// Characters without a font were reported.
    reported_fonts: bool,
}

/// Window data at the start of a frame.
#[derive(Clone, Copy, Debug)]
pub struct FrameStart {
    /// The part of the window that shows the world.
    pub picture: PictureRect,
    /// The cursor is over the picture, not over a panel.
    pub cursor_over_picture: bool,
    /// The cursor is over the notices.
    pub cursor_over_notices: bool,
    /// Images of the overview map.
    pub pictures: MapPictures,
}

/// Feedback at the end of a frame.
#[derive(Clone, Debug)]
pub struct FrameEnd {
    pub numbers: ui::FrameNumbers,
    /// Drawn terrain nodes: west and south edge and side of each square, meters.
    pub drawn_squares: Vec<[f32; 3]>,
}

impl State {
    /// A state without a zone.
    pub fn new(settings: Settings, launch_options: LaunchOptions) -> State {
        let asked = &launch_options.view;
        let names_view = asked.name_a_view();
        let pose = asked.camera.unwrap_or(Pose::new(DVec3::new(0.0, 100.0, 0.0), 45.0, -20.0));
        let view_settings = if names_view { asked.settings } else { settings.drawing };
        let preferences = &settings.preferences;
        // A requested view must not depend on the user's preferences.
        let common = Preferences::default();
        let usual_deg = if asked.camera.is_some() { common.fov_y_deg } else { preferences.fov_y_deg };
        let fov_y_deg = asked.fov_y_deg.unwrap_or(View::default_fov_deg(&view_settings, usual_deg));
        let bindings = Bindings::new(&settings.keys, settings.swap_up_down);
        let mut panels = panels::PanelState::restored(&settings.panels);
        panels.show(PanelId::Welcome, launch_options.welcome);
        let welcome = if launch_options.welcome { welcome::Welcome::of_start() } else { welcome::Welcome::default() };
        State {
            session: Session::new(pose, fov_y_deg, bindings, preferences),
            about: ui::About::default(),
            language_of_system: Language::English,
            can_drop: true,
            touch: false,
            view_choice: view_choice::ViewChoice::new(view_settings, !names_view),
            zone: zone_slot::ZoneSlot::default(),
            zone_context: zone_context::ZoneContext::default(),
            hidden: hidden::Hidden::default(),
            zone_places: zone_places::ZonePlaces::default(),
            zone_list: zone_list::ZoneListState::default(),
            zone_previews: zone_previews::ZonePreviews::new(launch_options.maps.clone()),
            comparison: comparison::Comparison::default(),
            inspection: inspection::Inspection::default(),
            measuring: measuring::Measuring::default(),
            welcome,
            single_model: single_model::SingleModel::default(),
            context_menu: context_menu::ContextMenuState::default(),
            inspected_files: inspected_files::InspectedFiles::default(),
            zone_search: zone_search::ZoneSearchState::default(),
            kind_list: kind_list::KindListState::default(),
            game_marks: game_marks::GameMarksState::default(),
            server_check: server_data::ServerCheckState::default(),
            modes: modes::ModeState::default(),
            exports: export::Exports::default(),
            panels,
            map: overview_map::OverviewMap::default(),
            messages: messages::Messages::default(),
            key_capture: key_capture::KeyCapture::default(),
            frame_times: frame_times::FrameTimes::default(),
            shows_missing_textures: true,
            dialog: None,
            reported_fonts: false,
            settings,
            launch_options,
        }
    }

    pub fn advance(&mut self, now_secs: f64) {
        let gates_open = self.view_choice.settings().gates_open;
        let ground = self.zone.ground().map(|terrain| self.zone_context.walk_ground(terrain, gates_open));
        let dt_secs = self.session.advance(now_secs, ground.as_ref().map(|ground| ground as &dyn TerrainQuery));
        self.advance_welcome(dt_secs);
        self.advance_turntable(dt_secs);
        self.view_choice.advance(dt_secs);
        self.messages.advance(self.session.clock_secs());
        self.exports.advance(self.session.clock_secs());
    }

    pub fn frame_begins(&mut self, start: FrameStart) {
        self.session.set_picture(start.picture, self.inspection.picked_point());
        self.map.pictures = start.pictures;
        if start.cursor_over_notices {
            self.exports.keep_notices(self.session.clock_secs());
        }
        self.session.find_cursor(start.cursor_over_picture, self.zone.ground().map(Arc::as_ref));
    }

    /// Takes the feedback of a drawn frame.
    pub fn frame_drawn(&mut self, end: FrameEnd) {
        self.map.drawn_squares = end.drawn_squares;
        self.frame_times.push(end.numbers);
    }

    /// Shows a file dialog, unless one is open.
    fn show_dialog(&mut self, request: DialogRequest) -> Vec<Effect> {
        if self.dialog.is_some() {
            return Vec::new();
        }
        self.dialog = Some(request.purpose);
        vec![Effect::ShowDialog(request)]
    }

    /// Shows the dialog for a zone file, to open or to compare with, or for the folder of a client.
    fn ask_for_zone(&mut self, purpose: DialogPurpose) -> Vec<Effect> {
        let near = self.zone.file().or(self.settings.recent.first().map(PathBuf::as_path));
        let folder = near.and_then(Path::parent).map(Path::to_owned);
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
    }

    /// Shows the dialog for the folder of screenshots.
    fn ask_for_folder(&mut self) -> Vec<Effect> {
        let (purpose, folder) = (DialogPurpose::ScreenshotFolder, Some(self.screenshot_folder()));
        self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
    }

    /// Handles the result of the open file dialog. Without one the file is opened as a zone.
    pub fn dialog_answered(&mut self, result: DialogResult) -> Vec<Effect> {
        let purpose = self.dialog.take().unwrap_or(DialogPurpose::OpenZone);
        let text = &self.text().messages;
        match (result, purpose) {
            (DialogResult::Chosen(path), DialogPurpose::OpenZone | DialogPurpose::OpenFolder) => {
                return self.open_path(&path);
            }
            (DialogResult::Chosen(path), DialogPurpose::CompareWith) => {
                return vec![Effect::Compare(ZoneSource::of(&path))];
            }
            (DialogResult::Chosen(path), DialogPurpose::ScreenshotFolder) => {
                let mut preferences = self.settings.preferences.clone();
                preferences.screenshot_folder = Some(path);
                return self.prefer(preferences);
            }
            (DialogResult::Chosen(path), DialogPurpose::LocateClient) => return self.client_located(path),
            (DialogResult::Chosen(path), DialogPurpose::LocateServer) => return self.set_server_folder(Some(path)),
            (DialogResult::Chosen(path), DialogPurpose::Export(choice)) => return self.export_to(choice, path),
            (DialogResult::Canceled, _) => {}
            (DialogResult::Gone, _) => self.complain(text.dialog_closed, ""),
            (DialogResult::Unavailable, DialogPurpose::Export(_)) => self.complain(text.no_save_dialog, ""),
            (DialogResult::Unavailable, _) => self.complain(text.no_open_dialog, ""),
        }
        Vec::new()
    }

    /// Reports that another program could not show a file.
    pub fn desktop_failed(&mut self, request: &DesktopRequest, reason: &str) {
        let text = &self.text().messages;
        let fault = match request {
            DesktopRequest::ShowInFolder(_) => text.not_shown_in_folder,
            DesktopRequest::Open(_) => text.not_opened,
        };
        self.complain(fault, reason);
    }

    /// Whether the picture changes over time.
    pub fn is_moving(&self) -> bool {
        self.session.is_moving() || self.welcome.is_moving() || self.single_model.is_moving()
    }

    /// Whether something is loading.
    pub fn is_loading(&self) -> bool {
        self.zone.is_loading()
    }

    /// Time at which the next message disappears.
    pub fn message_until_secs(&self) -> Option<f64> {
        let times = [self.messages.toast_until_secs(), self.exports.next_leaves_secs()];
        times.into_iter().flatten().reduce(f64::min)
    }

    /// What the messages in the window say.
    #[cfg(target_family = "wasm")]
    pub fn messages_text(&self) -> String {
        self.messages.text()
    }

    /// The picked point, world meters.
    #[cfg(target_family = "wasm")]
    pub fn picked_point(&self) -> Option<glam::DVec3> {
        self.inspection.picked_point()
    }

    /// Title of the window: the zone's name in the client's table, and the name of its file; both zones of a
    /// comparison.
    pub fn title(&self) -> String {
        if let Some([a, b]) = self.comparison.names().filter(|_| self.zone.get().is_some()) {
            return format!("{a} ↔ {b} – gtd-viewer");
        }
        match self.zone.get() {
            Some(open) => match open.zone.files.bundle().and_then(|bundle| bundle.name.as_deref()) {
                Some(name) if !name.eq_ignore_ascii_case(&open.zone.name) => {
                    format!("{} ({}) – gtd-viewer", visible(name), open.zone.name)
                }
                _ => format!("{} – gtd-viewer", open.zone.name),
            },
            None => "gtd-viewer".to_owned(),
        }
    }

    /// Terrain of the open zone.
    pub fn ground(&self) -> Option<&Arc<Terrain>> {
        self.zone.ground()
    }

    /// View settings in use.
    pub fn view_settings(&self) -> &ViewSettings {
        self.view_choice.settings()
    }

    /// Picked and highlighted items.
    pub fn inspection(&self) -> &inspection::Inspection {
        &self.inspection
    }

    /// Lines over the terrain: the outline of what is picked, and the measured path. Both ends of each line in world
    /// meters, and its color.
    pub fn world_lines(&self) -> Vec<([DVec3; 2], [u8; 4])> {
        let Some(ground) = self.zone.ground() else { return Vec::new() };
        let moment = self.picture_view().moment(self.view_choice.settings());
        // Box and outline distinguish an object from others; a single model is alone.
        let mut lines = match self.single_model.is_open() {
            true => self.inspection.objects.mark_lines(moment),
            false => self.inspection.lines(ground, moment),
        };
        lines.extend(self.game_marks.lines(ground));
        lines.extend(self.measuring.lines());
        lines
    }

    /// Texts of the window in the current language.
    pub fn text(&self) -> &'static Texts {
        self.language().texts()
    }

    pub fn language(&self) -> Language {
        self.settings.language.language(self.language_of_system)
    }

    /// Whether the statistics panel is visible, which shows GPU times.
    pub fn wants_gpu_times(&self) -> bool {
        self.panels.shows_statistics()
    }

    /// Reports letters that no installed font has, once.
    pub fn no_font_for(&mut self, characters: &[char]) {
        const NAMED: usize = 4;
        let letters = characters.iter().filter(|character| character.is_alphanumeric()).take(NAMED);
        let codes: Vec<String> = letters.map(|letter| format!("U+{:04X}", u32::from(*letter))).collect();
        if !codes.is_empty() && !std::mem::replace(&mut self.reported_fonts, true) {
            let text = &self.text().messages;
            self.complain(text.no_font, &fill(text.letters_without_font, &[("characters", &codes.join(", "))]));
        }
    }

    /// Shows a short message.
    pub fn say(&mut self, message: &str) {
        self.messages.say(message);
    }

    /// Adds a problem to the list, unless it is listed already.
    pub fn complain(&mut self, fault: Fault, detail: &str) {
        self.complain_of(fault, &[], detail);
    }

    /// As `complain`, with values for the title.
    pub fn complain_of(&mut self, fault: Fault, values: &[(&str, &dyn Display)], detail: &str) {
        let (title, advice) = (fill(fault.title, values), fault.advice.to_owned());
        self.messages.complain(Problem { title, detail: detail.to_owned(), advice, again: None });
    }
}

fn load_effect(path: &Path) -> Effect {
    Effect::Load { source: ZoneSource::of(path), keep_camera: false }
}
