//! What is drawn of the zone: the user's choice, and the time of the zone's day, which may pass.

use crate::scene::modes::Overlay;
use crate::scene::view_settings::{DAY_SECS, ViewSettings};

/// Seconds of the zone's day in a second, while the time runs: a day in two minutes.
const TIME_LAPSE: f64 = 720.0;

#[derive(Debug)]
pub struct ViewChoice {
    settings: ViewSettings,
    /// It was chosen in the window, not on the command line: then it is remembered.
    chosen_here: bool,
    /// Time of the zone's day in seconds, more exact than `settings` has it.
    time_secs: f64,
}

impl ViewChoice {
    /// What was chosen before, or what the command line asks for.
    pub fn new(settings: ViewSettings, chosen_here: bool) -> ViewChoice {
        ViewChoice { settings, chosen_here, time_secs: f64::from(settings.time_secs) }
    }

    /// What is drawn now.
    pub fn settings(&self) -> &ViewSettings {
        &self.settings
    }

    /// Draws something else from now on.
    pub fn choose(&mut self, settings: ViewSettings) {
        self.chosen_here = true;
        if settings.time_secs != self.settings.time_secs {
            self.time_secs = f64::from(settings.time_secs);
        }
        self.settings = settings;
    }

    /// Turns an overlay on or off.
    pub fn toggle(&mut self, overlay: Overlay) {
        let mut settings = self.settings;
        settings.overlays.toggle(overlay);
        self.choose(settings);
    }

    /// Lets the zone's time pass.
    pub fn advance(&mut self, dt_secs: f64) {
        if self.settings.time_runs {
            self.time_secs = (self.time_secs + dt_secs * TIME_LAPSE).rem_euclid(f64::from(DAY_SECS));
            self.settings.time_secs = (self.time_secs as u32).min(DAY_SECS - 1);
        }
    }

    /// Sets the time back to the whole minute, which is what a command line can hold.
    #[allow(clippy::wrong_self_convention, reason = "it moves the time to a whole minute")]
    pub fn to_whole_minute(&mut self) {
        self.settings.time_secs -= self.settings.time_secs % 60;
        self.time_secs = f64::from(self.settings.time_secs);
    }

    /// What is remembered, where it was chosen in the window.
    pub fn memory(&self) -> Option<ViewSettings> {
        self.chosen_here.then(|| self.settings.remembered())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_command_line_asks_for_is_remembered_only_once_it_is_changed_here() {
        let mut choice = ViewChoice::new(ViewSettings { water: false, ..ViewSettings::default() }, false);
        assert_eq!(choice.memory(), None);
        choice.toggle(Overlay::Wireframe);
        choice.choose(ViewSettings { time_secs: 3661, time_runs: true, ..*choice.settings() });
        let memory = choice.memory().expect("it was chosen here");
        assert!(!memory.water && memory.overlays.has(Overlay::Wireframe) && !memory.time_runs);
        assert_eq!(memory.time_secs, ViewSettings::default().time_secs);
    }

    #[test]
    fn time_passes_over_midnight_and_is_cut_to_minutes() {
        let mut choice = ViewChoice::new(ViewSettings { time_secs: DAY_SECS - 90, ..ViewSettings::default() }, true);
        choice.advance(1.0);
        assert_eq!(choice.settings().time_secs, DAY_SECS - 90, "the time does not run");
        choice.choose(ViewSettings { time_runs: true, ..*choice.settings() });
        choice.advance(0.25);
        assert_eq!(choice.settings().time_secs, 90);
        choice.to_whole_minute();
        assert_eq!(choice.settings().time_secs, 60);
        choice.advance(0.0001);
        assert_eq!(choice.settings().time_secs, 60, "and the exact time with it");
    }
}
