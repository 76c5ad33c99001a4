//! Views under digits, and what is copied: the view as a command line, the diagnostics.

use std::path::PathBuf;

use super::{Effect, State};
use crate::app::screenshot::{self, Order};
use crate::app::{command_line, folders};
use crate::camera::start::above_ground;
use crate::camera::{Mode, Path, PathFile, Pose, Stop};
use crate::input::{Digit, command_name};
use crate::ui::text::fill;
use crate::ui::{self, PanelId};

/// From one stored view to the next, seconds.
const SECS_A_VIEW: f64 = 4.0;

impl State {
    pub(super) fn go_to_view(&mut self, digit: Digit) {
        let Some(open) = &self.open else { return };
        match self.settings.zone(&open.key).view(digit) {
            Some(pose) => self.rig.fly_to(pose),
            None => self.say(&fill(self.text().messages.no_view_stored, &[("digit", &digit.number())])),
        }
    }

    /// On foot, or flying again.
    pub(super) fn walk(&mut self) {
        let Some(open) = &self.open else { return };
        if self.rig.is_walking() && self.rig.mode() == Mode::Free {
            self.rig.stop_walking();
            self.say(self.text().messages.flying);
        } else if self.rig.start_walking(&*open.zone.ground) {
            self.say(self.text().messages.walking);
        } else {
            self.say(self.text().messages.no_ground);
        }
    }

    pub(super) fn store_view(&mut self, digit: Digit) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        self.rig.settle();
        let memory = self.settings.zone(&open.key);
        memory.views.insert(digit.number(), self.rig.pose().to_string());
        self.places_changed();
        self.say(&fill(self.text().messages.view_stored, &[("digit", &digit.number())]));
        vec![Effect::Save]
    }

    pub(super) fn copy_view(&mut self) -> Vec<Effect> {
        self.rig.settle();
        // A command line knows whole minutes: what it shows is what is seen here.
        self.drawing.time_secs -= self.drawing.time_secs % 60;
        self.time_secs = f64::from(self.drawing.time_secs);
        let path = self.open.as_ref().and_then(|open| open.zone.path.as_deref());
        let text = command_line::write(path, &self.view_options());
        self.say(self.text().messages.view_copied);
        vec![Effect::Copy(text)]
    }

    /// Leaves the eye behind for which the ground is chosen, or takes it along again.
    pub(super) fn freeze_culling(&mut self) {
        if self.frozen.take().is_some() {
            self.say(self.text().messages.culling_follows);
        } else if self.open.is_some() {
            self.rig.settle();
            self.frozen = Some(self.rig.pose());
            self.windows.set(PanelId::Statistics, true);
            self.say(self.text().messages.culling_frozen);
        }
    }

    /// Whether the GPU's own clock is of interest.
    pub fn wants_gpu_times(&self) -> bool {
        self.windows.is_open(PanelId::Statistics) && !self.panels_hidden
    }

    /// The eye that was left behind, for which the ground is chosen.
    pub fn frozen(&self) -> Option<Pose> {
        self.frozen
    }

    /// Flies through the stored views in the order of their digits, or ends that.
    pub(super) fn fly_through(&mut self) {
        if self.rig.tour_secs().is_some() {
            return self.rig.cancel_flight();
        }
        match Path::new(&self.stops()) {
            Ok(path) => self.rig.fly_along(path),
            Err(_) => self.say_no_views(),
        }
    }

    /// A fly-through stays over the ground, as its frames do that are drawn without a window.
    pub(super) fn stay_over_ground(&mut self) {
        let Some(ground) = self.ground().filter(|_| self.rig.tour_secs().is_some()) else { return };
        let lifted = above_ground(&**ground, self.rig.pose(), super::CLEARANCE_M);
        self.rig.raise_to(lifted.eye.y);
    }

    fn say_no_views(&mut self) {
        let key = |number: u8| format!("{}+{number}", command_name());
        let said = fill(self.text().messages.no_views, &[("first", &key(1)), ("last", &key(9))]);
        self.say(&said);
    }

    /// Copies the way through the stored views as the file that `render --path` reads.
    pub(super) fn copy_fly_through(&mut self) -> Vec<Effect> {
        let stops = self.stops();
        if stops.is_empty() {
            self.say_no_views();
            return Vec::new();
        }
        self.say(self.text().messages.fly_through_copied);
        vec![Effect::Copy(PathFile::of(&stops).to_text())]
    }

    /// The stored views as a way, in the order of their digits.
    pub(super) fn stops(&self) -> Vec<Stop> {
        let Some(open) = &self.open else { return Vec::new() };
        let memory = self.settings.zones.iter().find(|memory| memory.key == open.key);
        let views = Digit::all().filter_map(|digit| memory?.view(digit));
        views.map(|pose| Stop { pose, fov_y_deg: self.rig.fov_y_deg, secs: SECS_A_VIEW }).collect()
    }

    /// The picture without panels, as a file.
    pub(super) fn screenshot(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else {
            self.say(self.text().messages.no_zone);
            return Vec::new();
        };
        let path = open.zone.path.as_deref();
        let line = command_line::write(path, &self.view_options());
        let order = Order {
            ground: open.zone.ground.clone(),
            view: self.view(),
            mode: self.rig.mode(),
            size_px: self.size_px,
            scale: self.settings.preferences.clone().sound().screenshot_scale,
            folder: self.screenshot_folder(),
            zone: open.zone.name.clone(),
            texts: screenshot::texts(&open.zone.name, path, line),
        };
        vec![Effect::Screenshot(Box::new(order))]
    }

    /// Where screenshots go.
    pub(super) fn screenshot_folder(&self) -> PathBuf {
        let chosen = self.settings.preferences.screenshot_folder.clone();
        chosen.unwrap_or_else(|| folders::pictures(self.launch_options.settings_file.as_deref()))
    }

    pub(super) fn copy_diagnostics(&mut self) -> Vec<Effect> {
        let text = ui::diagnostics::text(&self.model(), self.size_px);
        self.say(self.text().messages.diagnostics_copied);
        vec![Effect::Copy(text)]
    }
}
