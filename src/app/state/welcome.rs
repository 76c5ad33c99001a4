//! The welcome: a card over the built-in island, and the camera that glides over it until the first input.

use super::State;
use crate::camera::{CameraMode, Path, PathFile, Pose};
use crate::load::ZoneSource;
use crate::scene::easing::ease;
use crate::ui::{PanelId, WELCOME_ZONES};
use crate::zone::ISLAND_FLIGHT;

/// Time after which the camera rests, so that a window that nobody watches draws nothing, in seconds.
const GLIDE_SECS: f64 = 30.0;
/// Time in which the camera gains and loses its speed, in seconds.
const EASE_SECS: f64 = 2.0;

/// A camera that glides along a path, round and round.
#[derive(Debug)]
pub struct Glide {
    path: Path,
    /// Time on the path, seconds.
    path_secs: f64,
    /// Time since the camera last set out, seconds.
    gliding_secs: f64,
    /// Nothing keeps the camera from gliding.
    allowed: bool,
}

impl Glide {
    /// A camera at rest at the begin of a path.
    pub fn new(path: Path) -> Glide {
        Glide { path, path_secs: 0.0, gliding_secs: 0.0, allowed: false }
    }

    pub fn pose(&self) -> Pose {
        self.path.at(self.path_secs).0
    }

    /// Whether the pose changes over time.
    pub fn is_moving(&self) -> bool {
        self.allowed && self.gliding_secs < GLIDE_SECS
    }

    /// Advances time. A camera that is not allowed to glide stays where it is, and later sets out again.
    pub fn advance(&mut self, dt_secs: f64, allowed: bool) {
        self.allowed = allowed;
        if !allowed {
            self.gliding_secs = 0.0;
            return;
        }
        let left_secs = GLIDE_SECS - self.gliding_secs;
        let rate = speed(self.gliding_secs / EASE_SECS) * speed(left_secs / EASE_SECS);
        self.path_secs = (self.path_secs + dt_secs * rate) % self.path.secs();
        self.gliding_secs += dt_secs.min(left_secs);
    }
}

/// A share of the full speed.
fn speed(part: f64) -> f64 {
    ease(part.clamp(0.0, 1.0))
}

/// Distance by which the camera must move to close the welcome, in meters: rounding does not.
const LEAVES_M: f64 = 0.1;

/// The camera of the welcome.
#[derive(Debug, Default)]
pub struct Welcome {
    /// The gliding camera, until the first input.
    glide: Option<Glide>,
    /// The window has the focus and a GPU.
    may_glide: bool,
    /// The camera when the welcome was shown, or where it glided to.
    shown_at: Option<Pose>,
}

impl Welcome {
    /// The welcome of a start without a zone.
    pub fn of_start() -> Welcome {
        let glide = PathFile::read(ISLAND_FLIGHT).ok().map(|(path, _)| Glide::new(path));
        Welcome { glide, ..Welcome::default() }
    }

    /// Pose of the camera until the first input.
    pub fn pose(&self) -> Option<Pose> {
        self.glide.as_ref().map(Glide::pose)
    }

    /// Whether the window has the focus and a GPU.
    pub fn may_glide(&self) -> bool {
        self.may_glide
    }

    pub fn is_moving(&self) -> bool {
        self.glide.as_ref().is_some_and(Glide::is_moving)
    }

    /// Ends the gliding; the camera stays where it is.
    pub fn end_glide(&mut self) {
        self.glide = None;
    }
}

impl State {
    /// Whether the window permits the welcome's camera to glide: it has the focus, and a GPU draws it.
    pub fn set_may_glide(&mut self, may_glide: bool) {
        self.welcome.may_glide = may_glide;
    }

    /// Closes the welcome for good, after input to the picture or when another zone opens.
    pub(super) fn leave_welcome(&mut self) {
        self.welcome.end_glide();
        self.panels.show(PanelId::Welcome, false);
    }

    /// The zones that the welcome shows now.
    pub(super) fn zones_of_welcome(&self) -> Vec<ZoneSource> {
        let is_open = self.panels.is_open(PanelId::Welcome);
        let shown = if is_open { WELCOME_ZONES } else { 0 };
        self.settings.recent.iter().take(shown).map(|path| ZoneSource::of(path)).collect()
    }

    /// Moves the camera of the welcome, or closes it once the camera moves otherwise.
    pub(super) fn advance_welcome(&mut self, dt_secs: f64) {
        if !self.panels.is_open(PanelId::Welcome) {
            self.welcome.shown_at = None;
            return self.welcome.end_glide();
        }
        let pose = self.session.rig.pose();
        let moved = self.welcome.shown_at.get_or_insert(pose).eye.distance(pose.eye) > LEAVES_M;
        let leaves_path = self.session.is_moving() || self.session.rig.mode() == CameraMode::Map;
        if moved || (leaves_path && self.welcome.glide.is_some()) {
            return self.leave_welcome();
        }
        let preferences = &self.settings.preferences;
        let is_wanted = !preferences.power_saving && !preferences.reduce_motion;
        let is_complete = self.zone.get().is_some() && !self.zone.is_loading();
        if let Some(glide) = &mut self.welcome.glide {
            glide.advance(dt_secs, self.welcome.may_glide && is_wanted && is_complete);
            self.session.rig.put(glide.pose());
            self.welcome.shown_at = Some(glide.pose());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::background_task::BackgroundTask;
    use crate::app::dialog::{DialogPurpose, DialogResult};
    use crate::app::settings::Settings;
    use crate::app::state::tests::{load_parts, run};
    use crate::app::state::{Effect, LaunchOptions};
    use crate::camera::TerrainQuery;
    use crate::input::pointer::Button;
    use crate::input::{Action, Key};
    use crate::load::LoadOptions;
    use crate::ui::{PanelCommand, Preferences};

    /// The window after a start without a zone, on a GPU.
    fn started(settings: Settings) -> State {
        let mut state = State::new(settings, LaunchOptions { welcome: true, ..LaunchOptions::default() });
        open(&mut state, ZoneSource::Demo, false);
        state.set_may_glide(true);
        state
    }

    /// Opens a zone, with its tiles alone.
    fn open(state: &mut State, source: ZoneSource, keep_camera: bool) {
        let wanted = LoadOptions::TILES_ONLY;
        load_parts(state, &[Effect::Load { source, keep_camera }], wanted);
    }

    fn is_shown(state: &State) -> bool {
        state.model().open_panels.is_open(PanelId::Welcome)
    }

    /// Meters that the camera moves in a time.
    fn moves_m(state: &mut State, from_secs: f64, secs: f64) -> f64 {
        let before = state.session.rig.pose().eye;
        run(state, from_secs, secs);
        state.session.rig.pose().eye.distance(before)
    }

    #[test]
    fn a_start_without_a_zone_glides_over_the_island_and_rests_in_time() {
        let mut state = started(Settings::default());
        assert!(is_shown(&state) && moves_m(&mut state, 0.0, 10.0) > 20.0 && state.is_moving());
        assert!(moves_m(&mut state, 10.0, 19.9) > 50.0 && state.is_moving());
        run(&mut state, 29.9, 1.0);
        assert!(!state.is_moving() && moves_m(&mut state, 31.0, 60.0) == 0.0);
        assert!(is_shown(&state), "the card stays");
        // The focus returns to a window that was left.
        state.set_may_glide(false);
        state.advance(91.0);
        state.set_may_glide(true);
        assert!(moves_m(&mut state, 91.0, 5.0) > 10.0);
    }

    #[test]
    fn without_focus_or_gpu_with_power_saving_and_with_reduced_motion_it_rests() {
        let mut state = started(Settings::default());
        run(&mut state, 0.0, 3.0);
        state.set_may_glide(false);
        assert!(moves_m(&mut state, 3.0, 5.0) == 0.0 && !state.is_moving() && is_shown(&state));
        for preferences in [
            Preferences { power_saving: true, ..Preferences::default() },
            Preferences { reduce_motion: true, ..Preferences::default() },
        ] {
            let mut state = started(Settings { preferences, ..Settings::default() });
            assert!(moves_m(&mut state, 0.0, 5.0) == 0.0 && !state.is_moving() && is_shown(&state));
        }
    }

    #[test]
    fn input_to_the_picture_ends_the_gliding_and_a_flight_closes_the_card() {
        let still_after = |input: &dyn Fn(&mut State)| {
            let mut state = started(Settings::default());
            run(&mut state, 0.0, 5.0);
            input(&mut state);
            let moved_m = moves_m(&mut state, 5.0, 2.0);
            assert!(!state.welcome.is_moving());
            (moved_m == 0.0, is_shown(&state))
        };
        assert_eq!(still_after(&|state| drop(state.key_pressed(Key::F8, false, 5.0))), (true, true), "no flight");
        assert_eq!(still_after(&|state| drop(state.key_pressed(Key::W, false, 5.0))), (false, false));
        let tap = |state: &mut State| {
            state.key_pressed(Key::W, false, 5.0);
            state.key_released(Key::W, 5.0);
        };
        assert_eq!(still_after(&tap), (true, false));
        assert_eq!(still_after(&|state| state.button_pressed(Button::Right, 5.0)), (true, false));
        assert_eq!(still_after(&|state| state.wheel(1.0, 5.0)), (true, false));
        let menu = |action| move |state: &mut State| drop(state.apply(PanelCommand::Do(action), 5.0));
        assert_eq!(still_after(&menu(Action::Home)), (false, false));
        assert_eq!(still_after(&menu(Action::MapView)), (true, false));
        assert_eq!(still_after(&menu(Action::Help)), (true, false), "another dialog takes its place");
        assert_eq!(still_after(&menu(Action::Escape)), (true, false));
    }

    #[test]
    fn a_folder_is_chosen_in_a_dialog_and_its_zones_take_the_place_of_the_card() {
        let mut state = started(Settings::default());
        let effects = state.apply(PanelCommand::OpenFolder, 1.0);
        assert!(matches!(&effects[..], [Effect::ShowDialog(request)] if request.purpose == DialogPurpose::OpenFolder));
        assert_eq!(state.dialog_answered(DialogResult::Canceled), []);
        assert!(is_shown(&state));
        state.apply(PanelCommand::OpenFolder, 2.0);
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo");
        let effects = state.dialog_answered(DialogResult::Chosen(folder.into()));
        assert_eq!(effects, [Effect::Run(BackgroundTask::Zones(folder.into()))]);
        assert!(!is_shown(&state) && state.model().open_panels.is_open(PanelId::Zones));
    }

    #[test]
    fn a_click_on_a_panel_does_not_stop_the_camera() {
        let mut state = started(Settings::default());
        run(&mut state, 0.0, 5.0);
        state.apply(PanelCommand::Show(PanelId::Drawing, true), 5.0);
        assert!(moves_m(&mut state, 5.0, 1.0) > 1.0 && is_shown(&state));
    }

    #[test]
    fn it_comes_back_from_the_menu_and_leaves_with_the_next_flight() {
        let mut state = started(Settings::default());
        state.key_pressed(Key::W, false, 1.0);
        run(&mut state, 1.0, 1.0);
        state.key_released(Key::W, 2.0);
        assert!(!is_shown(&state));
        // The camera has not come to rest yet.
        state.apply(PanelCommand::Show(PanelId::Welcome, true), 2.0);
        assert!(moves_m(&mut state, 2.0, 3.0) < 0.01 && is_shown(&state), "over the user's view");
        state.apply(PanelCommand::Do(Action::Home), 5.0);
        run(&mut state, 5.0, 1.0);
        assert!(!is_shown(&state));
    }

    #[test]
    fn the_view_of_the_last_time_is_kept_until_the_user_flies() {
        let mut state = started(Settings::default());
        state.key_pressed(Key::W, false, 1.0);
        run(&mut state, 1.0, 1.0);
        state.remember();
        let kept = state.settings.clone();
        let camera = kept.zones[0].camera.clone();
        assert!(camera.is_some());
        let mut state = started(kept);
        run(&mut state, 0.0, 5.0);
        state.remember();
        assert_eq!(state.settings.zones[0].camera, camera);
    }

    #[test]
    fn another_zone_closes_the_card_but_a_reload_does_not() {
        let mut state = started(Settings::default());
        open(&mut state, ZoneSource::Demo, true);
        assert!(is_shown(&state));
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/Zones/demo.gtd");
        open(&mut state, ZoneSource::File(file.into()), false);
        assert!(!is_shown(&state) && !state.is_moving());
    }

    #[test]
    fn the_path_is_closed_and_clear_of_the_ground() {
        let state = started(Settings::default());
        let (path, _) = PathFile::read(ISLAND_FLIGHT).unwrap();
        assert!(path.secs() > GLIDE_SECS && path.at(0.0) == path.at(path.secs()));
        let ground = state.ground().unwrap();
        for tenths in 0..(path.secs() * 10.0) as u32 {
            let eye = path.at(f64::from(tenths) / 10.0).0.eye;
            let height_m = eye.y - ground.nearest_height_m(eye.x, eye.z).max(0.0);
            assert!(height_m > 15.0, "{height_m} m high after {} s", f64::from(tenths) / 10.0);
        }
    }
}
