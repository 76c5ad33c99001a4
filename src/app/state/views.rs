//! Views under digits, and what is copied: the view as a command line, the diagnostics.

use super::{Effect, State};
use crate::app::command_line;
use crate::input::Digit;
use crate::ui;
use crate::ui::text::fill;

impl State {
    pub(super) fn go_to_view(&mut self, digit: Digit) {
        let Some(open) = &self.open else { return };
        match self.settings.zone(&open.key).view(digit) {
            Some(pose) => self.rig.fly_to(pose),
            None => self.say(&fill(self.text().messages.no_view_stored, &[("digit", &digit.number())])),
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
        let text = command_line::of_view(path, &self.rig.pose(), self.rig.fov_y_deg, &self.further_options());
        self.say(self.text().messages.view_copied);
        vec![Effect::Copy(text)]
    }

    pub(super) fn copy_diagnostics(&mut self) -> Vec<Effect> {
        let text = ui::diagnostics::text(&self.model(), self.size_px);
        self.say(self.text().messages.diagnostics_copied);
        vec![Effect::Copy(text)]
    }
}
