//! View settings in use, and the zone's time of day, which may advance.

use crate::scene::modes::Overlay;
use crate::scene::view_settings::{DAY_SECS, ViewSettings};

/// Zone seconds per real second while the time runs: a day takes two minutes.
const TIME_LAPSE: f64 = 720.0;

#[derive(Debug)]
pub struct ViewChoice {
    settings: ViewSettings,
    /// The settings were chosen in the window, not on the command line, and are saved.
    chosen_here: bool,
    /// Time of day in seconds, with fractions.
    time_secs: f64,
}

impl ViewChoice {
    /// Starts with saved settings, or those of the command line.
    pub fn new(settings: ViewSettings, chosen_here: bool) -> ViewChoice {
        ViewChoice { settings, chosen_here, time_secs: f64::from(settings.time_secs) }
    }

    /// The settings in use.
    pub fn settings(&self) -> &ViewSettings {
        &self.settings
    }

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

    /// Advances the time of day.
    pub fn advance(&mut self, dt_secs: f64) {
        if self.settings.time_runs {
            self.time_secs = (self.time_secs + dt_secs * TIME_LAPSE).rem_euclid(f64::from(DAY_SECS));
            self.settings.time_secs = (self.time_secs as u32).min(DAY_SECS - 1);
        }
    }

    /// Rounds the time down to the minute, the resolution of command lines.
    pub fn cut_to_whole_minute(&mut self) {
        self.settings.time_secs -= self.settings.time_secs % 60;
        self.time_secs = f64::from(self.settings.time_secs);
    }

    /// The settings to save, if they were chosen in the window.
    pub fn memory(&self) -> Option<ViewSettings> {
        self.chosen_here.then(|| self.settings.remembered())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line_settings_are_only_saved_after_a_change() {
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
        choice.cut_to_whole_minute();
        assert_eq!(choice.settings().time_secs, 60);
        choice.advance(0.0001);
        assert_eq!(choice.settings().time_secs, 60, "and the exact time with it");
    }
}
