//! Preferences and key bindings. Changes take effect at once.

use super::zone_places::ZonePlaces;
use super::{Effect, State};
use crate::app::settings::Settings;
use crate::camera::View;
use crate::input::{Action, Bindings, Chord};
use crate::ui::Preferences;

impl State {
    pub(super) fn prefer(&mut self, preferences: Preferences) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.settings.preferences, preferences.sound());
        self.session.rig.set_walk_speed(self.settings.preferences.walk_speed_mps);
        let mut effects = self.take_up(&before);
        effects.push(Effect::Save);
        effects
    }

    fn take_up(&mut self, before: &Preferences) -> Vec<Effect> {
        let now = &self.settings.preferences;
        self.session.apply_preferences(now);
        if now.fov_y_deg != before.fov_y_deg {
            self.session.rig.fov_y_deg = View::default_fov_deg(self.view_choice.settings(), now.fov_y_deg);
        }
        let changed = now.gpu_budget_mb != before.gpu_budget_mb;
        changed.then(|| Effect::Budget(budget_bytes(now))).into_iter().collect()
    }

    /// Takes over the settings as saved, with changes of other windows.
    pub fn settings_kept(&mut self, settings: Settings) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.settings, settings);
        if let Some(open) = self.zone.get() {
            self.zone_places = ZonePlaces::new(self.settings.zone(&open.key));
        }
        if (&before.keys, before.swap_up_down) != (&self.settings.keys, self.settings.swap_up_down) {
            self.bind_anew();
        }
        let (was_mps, now_mps) = (before.preferences.walk_speed_mps, self.settings.preferences.walk_speed_mps);
        if was_mps != now_mps {
            self.session.rig.set_walk_speed(now_mps);
        }
        let mut effects = self.take_up(&before.preferences);
        let vsync = self.settings.vsync;
        effects.extend((vsync != before.vsync).then_some(Effect::Vsync(vsync)));
        effects
    }

    /// Exchanges the keys Q (up) and E (down).
    pub(super) fn swap_up_down(&mut self, on: bool) -> Vec<Effect> {
        self.settings.swap_up_down = on;
        self.bind_anew();
        vec![Effect::Save]
    }

    /// Captures the key for the chord of an action with an index; none stops the capture.
    pub(super) fn wait_for_key(&mut self, waiting: Option<(Action, usize)>) {
        self.session.key_state.release_all();
        self.key_capture.wait(waiting);
    }

    /// Binds an action to chords; none for the defaults.
    pub(super) fn bind(&mut self, action: Action, chords: Option<Vec<Chord>>) -> Vec<Effect> {
        match chords {
            Some(chords) => {
                let codes = chords.into_iter().map(Chord::code).collect();
                self.settings.keys.insert(action.code().to_owned(), codes);
            }
            None => drop(self.settings.keys.remove(action.code())),
        }
        self.bind_anew();
        vec![Effect::Save]
    }

    /// Resets all actions to their default keys.
    pub(super) fn reset_keys(&mut self) -> Vec<Effect> {
        // Bindings of other versions are not reset.
        let known: Vec<&str> = Bindings::actions().map(Action::code).collect();
        self.settings.keys.retain(|action, _| !known.contains(&action.as_str()));
        self.settings.swap_up_down = false;
        self.bind_anew();
        vec![Effect::Save]
    }

    fn bind_anew(&mut self) {
        self.key_capture.wait(None);
        self.session.set_bindings(Bindings::new(&self.settings.keys, self.settings.swap_up_down));
    }
}

/// Budget of GPU memory in bytes.
pub fn budget_bytes(preferences: &Preferences) -> Option<u64> {
    preferences.gpu_budget_mb.map(|megabytes| u64::from(megabytes) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::LaunchOptions;
    use crate::camera::ViewOptions;
    use crate::input::{Key, Modifiers};
    use crate::ui::PanelCommand;

    fn state() -> State {
        State::new(Settings::default(), LaunchOptions::default())
    }

    fn keys(state: &State, action: Action) -> Vec<String> {
        state.model().bindings.keys_of(action)
    }

    #[test]
    fn a_key_is_listened_for_and_bound() {
        let mut state = state();
        state.apply(PanelCommand::WaitForKey(Some((Action::Forward, 0))), 0.0);
        assert_eq!(state.key_pressed(Key::Other, false, 0.1), [], "Shift alone is no key");
        assert!(state.is_capturing_key() && state.model().waiting_for_key == Some((Action::Forward, 0)));
        assert_eq!(state.key_pressed(Key::I, false, 0.2), [Effect::Save]);
        assert_eq!(keys(&state, Action::Forward), ["I", "↑"], "the first of the two is another one");
        assert!(!state.is_moving(), "and the key did nothing else");
        state.key_pressed(Key::W, false, 0.3);
        assert!(!state.is_moving(), "the old one does nothing any more");
        state.key_pressed(Key::I, false, 0.4);
        assert!(state.is_moving());
        state.key_released(Key::I, 0.5);
        // An additional chord; then the same key moves there from another place.
        state.apply(PanelCommand::WaitForKey(Some((Action::Forward, 2))), 1.0);
        state.key_pressed(Key::U, false, 1.1);
        assert_eq!(keys(&state, Action::Forward), ["I", "↑", "U"]);
        state.apply(PanelCommand::WaitForKey(Some((Action::Forward, 0))), 1.2);
        state.key_pressed(Key::U, false, 1.3);
        assert_eq!(keys(&state, Action::Forward), ["U", "↑"]);
        let mut later = State::new(state.settings.clone(), LaunchOptions::default());
        assert_eq!(keys(&later, Action::Forward), ["U", "↑"], "also after a restart");
        assert_eq!(later.apply(PanelCommand::Bind(Action::Forward, None), 2.0), [Effect::Save]);
        assert_eq!(keys(&later, Action::Forward), ["W", "↑"]);
        assert!(later.settings.keys.is_empty());
    }

    #[test]
    fn escape_ends_the_listening_and_commands_are_no_movements() {
        let mut state = state();
        state.apply(PanelCommand::WaitForKey(Some((Action::Left, 0))), 0.0);
        state.key_pressed(Key::Escape, false, 0.1);
        assert!(!state.is_capturing_key());
        assert_eq!(keys(&state, Action::Left), ["A", "←"]);
        let ctrl = cfg!(not(target_os = "macos"));
        state.modifiers_changed(Modifiers { ctrl, logo: !ctrl, ..Modifiers::default() }, 1.0);
        state.apply(PanelCommand::WaitForKey(Some((Action::Left, 0))), 1.0);
        state.modifiers_changed(Modifiers { ctrl, logo: !ctrl, ..Modifiers::default() }, 1.0);
        assert_eq!(state.key_pressed(Key::L, false, 1.1), []);
        assert!(state.is_capturing_key() && state.model().toast.is_some());
        state.apply(PanelCommand::WaitForKey(Some((Action::Help, 0))), 1.2);
        state.modifiers_changed(Modifiers { ctrl, logo: !ctrl, ..Modifiers::default() }, 1.2);
        state.key_pressed(Key::L, false, 1.3);
        assert_eq!(state.settings.keys["Help"], ["Ctrl+KeyL", "?"]);
        state.settings.keys.insert("OfALaterVersion".into(), vec!["KeyX".into()]);
        state.apply(PanelCommand::ResetKeys, 2.0);
        assert_eq!(state.settings.keys.len(), 1, "what is not known stays");
        assert_eq!(keys(&state, Action::Help), ["F1", "?"]);
    }

    #[test]
    fn shift_and_alt_are_bound_shown_and_obeyed() {
        let mut state = state();
        let shift = Modifiers { shift: true, ..Modifiers::default() };
        state.apply(PanelCommand::WaitForKey(Some((Action::Reload, 1))), 0.0);
        state.modifiers_changed(shift, 0.0);
        assert_eq!(state.key_pressed(Key::Other, false, 0.1), [], "Shift itself");
        assert_eq!(state.key_pressed(Key::F, false, 0.2), [Effect::Save]);
        assert_eq!(state.settings.keys["Reload"], ["F5", "Shift+KeyF"]);
        assert_eq!(keys(&state, Action::Reload), ["F5", "Shift+F"]);
        // The chord fires, not the action of the key alone.
        state.modifiers_changed(shift, 0.3);
        assert_eq!(state.key_pressed(Key::F, false, 0.3), [], "nothing to reload, and no tile is looked at");
        assert_eq!(state.model().toast, None);
        state.modifiers_changed(Modifiers::default(), 0.4);
        state.key_pressed(Key::F, false, 0.4);
        assert!(state.model().toast.is_some(), "F alone looks at the picked tile, of which there is none");
    }

    #[test]
    fn keys_of_a_settings_file_from_before_shift_and_alt_still_load() {
        let text = r#"{"keys": {"Help": ["Ctrl+KeyL", "?"], "Forward": ["KeyI", "ArrowUp"], "Reload": [],
            "NextZone": ["Ctrl+BracketRight"], "GoodbyeZone": ["KeyX"]}, "swap_up_down": true}"#;
        let settings: Settings = serde_json::from_str(text).unwrap();
        let state = State::new(settings.clone(), LaunchOptions::default());
        let command = crate::input::command_name();
        assert_eq!(keys(&state, Action::Help), [format!("{command}+L"), "?".to_owned()]);
        assert_eq!(keys(&state, Action::Forward), ["I", "↑"]);
        assert_eq!(keys(&state, Action::Reload), Vec::<String>::new());
        assert_eq!(keys(&state, Action::NextZone), [format!("{command}+]")]);
        assert_eq!(keys(&state, Action::Up), ["Q", "Space", "PageUp"]);
        assert_eq!(state.settings.keys, settings.keys, "what other versions know stays");
    }

    #[test]
    fn preferences_are_felt_at_once() {
        let mut state = state();
        let chosen = Preferences {
            look_deg_per_px: 0.3,
            invert_look: true,
            fov_y_deg: 80.0,
            gpu_budget_mb: Some(100),
            walk_speed_mps: 9.0,
            ..Preferences::default()
        };
        let effects = state.apply(PanelCommand::SetPreferences(Box::new(chosen.clone())), 0.0);
        assert_eq!(effects, [Effect::Budget(Some(100_000_000)), Effect::Save]);
        state.session.rig.look(100.0, 100.0, [800, 600]);
        let pose = state.session.rig.pose();
        assert!((pose.yaw_deg - 75.0).abs() < 1e-9 && (pose.pitch_deg - 10.0).abs() < 1e-9, "{pose}");
        assert_eq!((state.session.rig.fov_y_deg, state.session.rig.walk_speed_mps()), (80.0, 9.0));
        let other = Preferences { gpu_budget_mb: None, ..chosen };
        let effects = state.apply(PanelCommand::SetPreferences(Box::new(other)), 1.0);
        assert_eq!(effects, [Effect::Budget(None), Effect::Save]);
        let later = State::new(state.settings.clone(), LaunchOptions::default());
        assert_eq!((later.session.rig.fov_y_deg, later.session.rig.settings.invert_look), (80.0, true));
        let camera = Some(state.session.rig.pose());
        let asked = State::new(
            state.settings.clone(),
            LaunchOptions { view: ViewOptions { camera, ..ViewOptions::default() }, ..LaunchOptions::default() },
        );
        assert_eq!(asked.session.rig.fov_y_deg, 60.0, "a command line means the same everywhere");
    }

    #[test]
    fn choices_of_another_window_apply_here() {
        let mut state = state();
        let mut settings = state.settings.clone();
        settings.swap_up_down = true;
        settings.preferences.look_deg_per_px = 0.5;
        settings.preferences.walk_speed_mps = 11.0;
        settings.vsync = false;
        assert_eq!(state.settings_kept(settings.clone()), [Effect::Vsync(false)]);
        assert_eq!(state.settings_kept(settings), [], "only a change has an effect");
        assert_eq!(state.session.rig.walk_speed_mps(), 11.0);
        state.remember();
        assert_eq!(state.settings.preferences.walk_speed_mps, 11.0, "and this window does not change it back");
        assert_eq!(keys(&state, Action::Up)[0], "Q");
        assert_eq!(state.session.rig.settings.look_deg_per_px, 0.5);
    }
}
