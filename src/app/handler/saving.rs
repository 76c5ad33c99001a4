//! Saving settings and view: on a thread while the window is open, and completely at its end.

use super::Handler;
use crate::app::UserEvent;
use crate::app::settings::Saved;
use crate::app::state::{Effect, LastingChoices};
use crate::app::window;
use crate::camera::Pose;
use crate::zone::error::with_causes;

/// Time after which a view that rests is saved, so that a crash of the system loses little.
const VIEW_RESTS_SECS: f64 = 2.0;
/// Time after which settings are saved that change no more: those of a slider change with each frame.
const SETTINGS_REST_SECS: f64 = 0.3;

/// View and settings as last seen, to be saved once they rest.
#[derive(Debug)]
pub struct Watches {
    view: RestWatch<Pose>,
    settings: RestWatch<LastingChoices>,
}

impl Watches {
    /// Watches for other choices than those of the start.
    pub fn new(choices: LastingChoices) -> Watches {
        Watches { view: RestWatch::new(None), settings: RestWatch::new(Some(choices)) }
    }
}

/// A value as last seen, and when it will be saved.
#[derive(Debug)]
struct RestWatch<T> {
    last: Option<T>,
    save_at_secs: Option<f64>,
}

impl<T: PartialEq> RestWatch<T> {
    /// A watch for other values than the last one, if there is one.
    fn new(last: Option<T>) -> RestWatch<T> {
        RestWatch { last, save_at_secs: None }
    }

    /// Takes the present value. Returns whether it must be saved now, as it has not changed for some seconds.
    fn rests(&mut self, value: T, now_secs: f64, rest_secs: f64) -> bool {
        if self.last.as_ref() != Some(&value) {
            self.last = Some(value);
            self.save_at_secs = Some(now_secs + rest_secs);
        }
        self.save_at_secs.take_if(|at| *at <= now_secs).is_some()
    }
}

impl Handler {
    /// Saves on a thread.
    pub(super) fn save(&mut self) {
        self.gather();
        let proxy = self.proxy.clone();
        // After the end of the loop the result is taken there.
        self.saver.save(&self.state.settings, move || drop(proxy.send_event(UserEvent::Saved)));
    }

    /// Saves view and settings when they rest. Returns the time at which that is due.
    pub(super) fn save_at_rest(&mut self, now_secs: f64) -> Option<f64> {
        let Watches { view, settings } = &mut self.watches;
        let pose = self.state.session.rig.pose();
        let view_rests = self.state.ground().is_some() && view.rests(pose, now_secs, VIEW_RESTS_SECS);
        let settings_rest = settings.rests(self.state.lasting_choices(), now_secs, SETTINGS_REST_SECS);
        let due = [view.save_at_secs, settings.save_at_secs].into_iter().flatten().reduce(f64::min);
        if view_rests || settings_rest {
            self.save();
        }
        due
    }

    /// Takes the result of a save.
    pub(super) fn take_saved(&mut self) {
        let (saved, again) = self.saver.take();
        if let Some(saved) = saved {
            for effect in self.saved(saved) {
                match effect {
                    Effect::Budget(bytes) => self.set_budget(bytes),
                    Effect::Vsync(on) => self.with_stage(|stage| stage.set_vsync(on)),
                    _ => {}
                }
            }
            self.redraw();
        }
        if again {
            self.save();
        }
    }

    /// Saves the last state of the window; does nothing if it never opened, or the second time.
    pub fn save_what_is_left(&mut self) {
        if self.stage.is_none() {
            return;
        }
        if let (Some(saved), _) = self.saver.take() {
            self.saved(saved);
        }
        self.gather();
        if let Err(error) = self.saver.finish(&self.state.settings) {
            self.state.complain(self.state.text().messages.settings_unkept, &with_causes(&error));
        }
    }

    /// As [`Handler::save_what_is_left`], without asking the window, which may be the reason of the panic.
    pub fn save_after_panic(&mut self) {
        self.window_gone = true;
        self.save_what_is_left();
    }

    /// Brings the settings up to date.
    fn gather(&mut self) {
        self.state.remember();
        if let Some(stage) = self.stage.as_ref().filter(|_| !self.window_gone) {
            let scale = f64::from(stage.gui.screen_scale());
            self.state.settings.window = window::place_of(stage.window(), scale, &self.state.settings.window);
        }
    }

    /// Takes over changes of other windows, beside those that were made here meanwhile.
    fn saved(&mut self, saved: Saved) -> Vec<Effect> {
        let messages = &self.state.text().messages;
        match saved.result {
            Ok((kept, fault)) => {
                if let Some(fault) = fault {
                    self.state.complain(messages.settings_unreadable, &fault);
                }
                let kept = self.state.settings.with_changes(&saved.sent, &kept);
                self.state.settings_kept(kept)
            }
            Err(error) => {
                self.state.complain(messages.settings_unkept, &with_causes(&error));
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::DVec3;

    #[test]
    fn a_view_is_saved_once_it_rests() {
        let (mut watch, pose) = (RestWatch::new(None), |x: f64| Pose::new(DVec3::new(x, 0.0, 0.0), 0.0, 0.0));
        let mut rests = |x: f64, now_secs: f64| {
            let rests = watch.rests(pose(x), now_secs, 2.0);
            (rests, watch.save_at_secs)
        };
        assert_eq!(rests(1.0, 10.0), (false, Some(12.0)), "it has just come");
        assert_eq!(rests(2.0, 11.9), (false, Some(13.9)), "it moves");
        assert_eq!(rests(3.0, 13.0), (false, Some(15.0)), "it still moves");
        assert!(!rests(3.0, 14.9).0);
        assert_eq!([rests(3.0, 15.0), rests(3.0, 99.0)], [(true, None), (false, None)], "once");
    }
}
