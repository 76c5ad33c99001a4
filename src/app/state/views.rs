//! Views under digits, and what is copied: the view as a command line, the diagnostics.

use std::path::PathBuf;

use super::{Effect, State};
use crate::app::screenshot::{self, Order};
use crate::app::{command_line, folders};
use crate::camera::Mode;
use crate::input::Digit;
use crate::ui;

impl State {
    pub(super) fn go_to_view(&mut self, digit: Digit) {
        let Some(open) = &self.open else { return };
        match self.settings.zone(&open.key).view(digit) {
            Some(pose) => self.rig.fly_to(pose),
            None => self.say(&format!("No view is stored under {}", digit.number())),
        }
    }

    /// On foot, or flying again.
    pub(super) fn walk(&mut self) {
        let Some(open) = &self.open else { return };
        if self.rig.is_walking() && self.rig.mode() == Mode::Free {
            self.rig.stop_walking();
            self.say("Flying");
        } else if self.rig.start_walking(&*open.zone.ground) {
            self.say("Walking");
        } else {
            self.say("There is no ground to walk on");
        }
    }

    pub(super) fn store_view(&mut self, digit: Digit) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        self.rig.settle();
        let memory = self.settings.zone(&open.key);
        memory.views.insert(digit.number(), self.rig.pose().to_string());
        self.places_changed();
        self.say(&format!("View {} is stored", digit.number()));
        vec![Effect::Save]
    }

    pub(super) fn copy_view(&mut self) -> Vec<Effect> {
        self.rig.settle();
        // A command line knows whole minutes: what it shows is what is seen here.
        self.drawing.time_secs -= self.drawing.time_secs % 60;
        self.time_secs = f64::from(self.drawing.time_secs);
        let path = self.open.as_ref().and_then(|open| open.zone.path.as_deref());
        let text = command_line::of_view(path, &self.rig.pose(), self.rig.fov_y_deg, &self.further_options());
        self.say("The view is copied as a command line");
        vec![Effect::Copy(text)]
    }

    /// The picture without panels, as a file.
    pub(super) fn screenshot(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else {
            self.say("No zone is open");
            return Vec::new();
        };
        let path = open.zone.path.as_deref();
        let line = command_line::of_view(path, &self.rig.pose(), self.rig.fov_y_deg, &self.further_options());
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
        chosen.unwrap_or_else(|| folders::pictures(self.wishes.settings_file.as_deref()))
    }

    pub(super) fn copy_diagnostics(&mut self) -> Vec<Effect> {
        let text = ui::diagnostics::text(&self.model(), self.size_px);
        self.say("Diagnostics are copied");
        vec![Effect::Copy(text)]
    }
}
