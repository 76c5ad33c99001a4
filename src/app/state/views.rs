//! Views: stored by digit and name, copied and pasted as command lines, flown through, saved as screenshots.

use std::path::PathBuf;

use super::zone_places::ZonePlaces;
use super::{Effect, State};
use crate::app::command_line::{self, PastedView};
use crate::app::folders;
use crate::app::link::{self, LinkedView};
use crate::app::screenshot::{self, ScreenshotRequest};
use crate::app::settings::Bookmark;
use crate::camera::{CameraMode, Path, PathFile, Pose, Stop, View, ViewOptions};
use crate::input::{Action, Digit, command_name};
use crate::load::ZoneSource;
use crate::platform::fs;
use crate::scene::view_settings::ViewSettings;
use crate::ui::text::fill;
use crate::ui::{self, PanelId};

/// Time between stored views in a fly-through, seconds.
const SECS_A_VIEW: f64 = 4.0;
/// Duration of the message about walking, seconds.
const WALKING_SECS: f64 = 7.0;

impl State {
    pub(super) fn go_to_view(&mut self, digit: Digit) {
        let Some(open) = self.zone.get() else { return };
        match self.settings.zone(&open.key).view(digit) {
            Some(pose) => self.session.rig.fly_to(pose),
            None => self.say(&fill(self.text().messages.no_view_stored, &[("digit", &digit.number())])),
        }
    }

    /// Switches between walking and flying.
    pub(super) fn walk(&mut self) {
        let Some(open) = self.zone.get() else { return };
        if self.session.rig.is_walking() && self.session.rig.mode() == CameraMode::Free {
            self.session.rig.stop_walking();
            return self.say(self.text().messages.flying);
        }
        let gates_open = self.view_choice.settings().gates_open;
        let ground = self.zone_context.walk_ground(&open.zone.ground, gates_open);
        if self.session.rig.start_walking(&ground, self.session.picture.size_px) {
            let bindings = &self.session.key_state.bindings;
            let [key, up] = [Action::Walk, Action::Up].map(|action| bindings.first_key_of(action));
            let message = fill(self.text().messages.walking, &[("key", &key), ("up", &up)]);
            self.messages.say_for(&message, WALKING_SECS);
        } else {
            self.say(self.text().messages.no_ground);
        }
    }

    pub(super) fn store_view(&mut self, digit: Digit) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        self.session.rig.settle();
        let memory = self.settings.zone(&open.key);
        memory.views.insert(digit.number(), self.session.rig.pose().to_string());
        self.zone_places = ZonePlaces::new(memory);
        self.say(&fill(self.text().messages.view_stored, &[("digit", &digit.number())]));
        vec![Effect::Save]
    }

    pub(super) fn copy_view(&mut self) -> Vec<Effect> {
        self.session.rig.settle();
        // The copied command line must reproduce the current view.
        self.view_choice.cut_to_whole_minute();
        #[cfg(not(target_family = "wasm"))]
        let text = command_line::write(self.zone.file(), &self.view_options());
        #[cfg(target_family = "wasm")]
        let text = self.link();
        self.say(self.text().messages.view_copied);
        vec![Effect::Copy(text)]
    }

    /// The page's address with the open zone and its view.
    #[cfg(target_family = "wasm")]
    fn link(&self) -> String {
        use crate::app::{link, web};
        web::address(&link::write(self.zone.file(), &self.view_options()))
    }

    /// Freezes the eye for which terrain is selected, or releases it.
    pub(super) fn freeze_culling(&mut self) {
        if self.session.frozen.take().is_some() {
            self.say(self.text().messages.culling_follows);
        } else if self.zone.get().is_some() {
            self.session.rig.settle();
            self.session.frozen = Some(self.session.rig.pose());
            self.panels.show(PanelId::Statistics, true);
            self.say(self.text().messages.culling_frozen);
        }
    }

    /// Flies through the stored views in the order of their digits, or stops.
    pub(super) fn fly_through(&mut self) {
        if self.session.rig.tour_secs().is_some() {
            return self.session.rig.cancel_flight();
        }
        match Path::new(&self.stops()) {
            Ok(path) => self.session.rig.fly_along(path),
            Err(_) => self.say_no_views(),
        }
    }

    fn say_no_views(&mut self) {
        let key = |number: u8| format!("{}+{number}", command_name());
        let said = fill(self.text().messages.no_views, &[("first", &key(1)), ("last", &key(9))]);
        self.say(&said);
    }

    /// Copies the fly-through of the stored views as a file for `render --path`.
    pub(super) fn copy_fly_through(&mut self) -> Vec<Effect> {
        let stops = self.stops();
        if stops.is_empty() {
            self.say_no_views();
            return Vec::new();
        }
        self.say(self.text().messages.fly_through_copied);
        vec![Effect::Copy(PathFile::of(&stops).to_text())]
    }

    /// The stored views as stops of a path, in the order of their digits.
    pub(super) fn stops(&self) -> Vec<Stop> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        let memory = self.settings.zones.iter().find(|memory| memory.key == open.key);
        let views = Digit::all().filter_map(|digit| memory?.view(digit));
        views.map(|pose| Stop { pose, fov_y_deg: self.session.rig.fov_y_deg, secs: SECS_A_VIEW }).collect()
    }

    /// Takes a screenshot without panels.
    pub(super) fn screenshot(&mut self) -> Vec<Effect> {
        let Some(open) = self.zone.get() else {
            self.say(self.text().messages.no_zone);
            return Vec::new();
        };
        let path = open.file();
        let line = command_line::write(path, &self.view_options());
        let request = ScreenshotRequest {
            ground: open.zone.ground.clone(),
            view: self.session.view(),
            mode: self.session.rig.mode(),
            size_px: self.session.picture.size_px,
            scale: self.settings.preferences.clone().sound().screenshot_scale,
            folder: self.screenshot_folder(),
            zone: open.zone.name.clone(),
            texts: screenshot::texts(&open.zone.name, path, line),
        };
        vec![Effect::Screenshot(Box::new(request))]
    }

    pub(super) fn screenshot_folder(&self) -> PathBuf {
        let chosen = self.settings.preferences.screenshot_folder.clone();
        chosen.unwrap_or_else(|| folders::pictures(self.launch_options.settings_file.as_deref()))
    }

    pub(super) fn copy_diagnostics(&mut self) -> Vec<Effect> {
        let text = ui::diagnostics::text(&self.model(), self.session.picture.size_px);
        self.say(self.text().messages.diagnostics_copied);
        vec![Effect::Copy(text)]
    }

    /// Changes the view settings.
    pub(super) fn draw(&mut self, settings: ViewSettings) {
        if settings.classic != self.view_choice.settings().classic {
            self.session.set_classic(settings.classic, &self.settings.preferences);
        }
        self.view_choice.choose(settings);
    }

    /// The view as command-line options that reproduce it.
    fn view_options(&self) -> ViewOptions {
        let (rig, asked) = (&self.session.rig, &self.launch_options.view);
        ViewOptions {
            camera: Some(rig.pose()),
            freeze: self.session.frozen,
            hide: self.hidden.list().clone(),
            fov_y_deg: Some(rig.fov_y_deg).filter(|deg| *deg != View::DEFAULT_FOV_DEG),
            sky: self.zone_context.skies.option().map(str::to_owned),
            gpu_budget_mb: asked.gpu_budget_mb,
            data: self.client_folder(),
            server: self.server_folder(),
            ..ViewOptions::from(*self.view_choice.settings())
        }
    }

    pub(super) fn add_bookmark(&mut self, name: &str) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        self.session.rig.settle();
        let name = if name.is_empty() {
            let number = self.settings.zone(&open.key).bookmarks.len() + 1;
            fill(self.text().messages.place_of_number, &[("number", &number)])
        } else {
            name.to_owned()
        };
        self.save_place(&name, self.session.rig.pose())
    }

    /// Saves a pose as a bookmark, in place of one with this name.
    pub(super) fn save_place(&mut self, name: &str, pose: Pose) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        let (text, camera) = (&self.text().messages, pose.to_string());
        let memory = self.settings.zone(&open.key);
        match memory.bookmarks.iter_mut().find(|bookmark| bookmark.name == name) {
            Some(bookmark) => bookmark.camera = camera,
            None => memory.bookmarks.push(Bookmark { name: name.to_owned(), camera }),
        }
        self.zone_places = ZonePlaces::new(memory);
        self.say(&fill(text.place_kept, &[("name", &name)]));
        vec![Effect::Save]
    }

    pub(super) fn go_to_bookmark(&mut self, index: usize) {
        let Some(open) = self.zone.get() else { return };
        let pose = self.settings.zone(&open.key).bookmarks.get(index).map(|bookmark| bookmark.camera.parse());
        match pose {
            Some(Ok(pose)) => self.session.rig.fly_to(pose),
            _ => self.say(self.text().messages.bookmark_unreadable),
        }
    }

    pub(super) fn remove_bookmark(&mut self, index: usize) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        let memory = self.settings.zone(&open.key);
        if index >= memory.bookmarks.len() {
            return Vec::new();
        }
        memory.bookmarks.remove(index);
        self.zone_places = ZonePlaces::new(memory);
        vec![Effect::Save]
    }

    /// Goes to the view of a command line, of a link, or of a bare `X,Y,Z,YAW,PITCH`.
    pub fn paste_view(&mut self, text: &str) -> Vec<Effect> {
        if let Some(linked) = link::of_address(text) {
            return self.follow_link(&linked).unwrap_or_default();
        }
        let Some(PastedView { file, view, is_command }) = command_line::read(text) else {
            self.say(self.text().messages.no_view_to_paste);
            return Vec::new();
        };
        let here = self.zone.file().map(fs::canonical);
        let file = file.filter(|file| here != Some(fs::canonical(file)));
        self.go_to(file.as_deref().map(ZoneSource::of), view, is_command)
    }

    /// Goes to the view of a link. None, and a message, if its zone is not known here.
    pub fn follow_link(&mut self, linked: &LinkedView) -> Option<Vec<Effect>> {
        let target = match &linked.zone {
            None => ZoneSource::Demo,
            Some(name) => match self.zone_named(name) {
                Some(file) => ZoneSource::of(&file),
                None => {
                    self.say(&fill(self.text().messages.link_waits, &[("zone", name)]));
                    return None;
                }
            },
        };
        let is_open = self.source() == Some(&target);
        Some(self.go_to(Some(target).filter(|_| !is_open), linked.view.clone(), true))
    }

    /// The file of a zone by its name, or of a model by its file's name: in the folders that a page was given.
    #[cfg(target_family = "wasm")]
    pub fn zone_named(&self, name: &str) -> Option<PathBuf> {
        use crate::platform::files;
        files::find(&format!("{name}.gtd")).or_else(|| files::find(name))
    }

    /// The file of a recent zone by its name.
    #[cfg(target_family = "wasm")]
    pub fn recent_zone(&self, name: &str) -> Option<PathBuf> {
        let is_named = |file: &&PathBuf| file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name));
        self.settings.recent.iter().find(is_named).cloned()
    }

    /// The file of a zone by its name: the open one, or one of the listed ones.
    #[cfg(not(target_family = "wasm"))]
    pub fn zone_named(&self, name: &str) -> Option<PathBuf> {
        let is_named = |file: &&std::path::Path| file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name));
        self.zone.file().filter(is_named).map(ToOwned::to_owned).or_else(|| self.zone_list.file_named(name))
    }

    /// Goes to a view, in another zone if one is given. A view of a command or a link has all options, another one the
    /// camera alone.
    fn go_to(&mut self, zone: Option<ZoneSource>, view: ViewOptions, is_command: bool) -> Vec<Effect> {
        if is_command {
            // Settings that no option covers are kept.
            let object_names = self.view_choice.settings().object_names;
            self.draw(ViewSettings { object_names, ..view.settings });
            // A command line must not depend on the user's preferences.
            self.session.rig.fov_y_deg = view.field_of_view_deg();
        }
        if let Some(source) = zone {
            let next = &mut self.launch_options.view;
            (next.camera, next.sky, next.freeze, next.hide) = (view.camera, view.sky, view.freeze, view.hide);
            return vec![Effect::Load { source, keep_camera: false }];
        }
        if is_command {
            self.session.frozen = view.freeze;
            self.set_hidden(view.hide);
        }
        if let Some(pose) = view.camera {
            self.session.rig.fly_to(pose);
        }
        match view.sky {
            Some(sky) => self.ask_for_sky(&sky),
            None if is_command => {
                let own = self.zone_context.skies.choose_own();
                self.read_sky(own)
            }
            None => Vec::new(),
        }
    }
}
