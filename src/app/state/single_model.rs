//! A single model in the window: the turntable under it, and the way back to the zone from which it was opened.

use glam::DVec3;

use super::{Effect, State, load_effect};
use crate::camera::{CameraMode, Pose};
use crate::load::ZoneSource;
use crate::platform::block_on;
use crate::scene::model_stage::ModelSphere;
use crate::ui::{self, PanelId, SelectHow};

/// Speed of the turntable in degrees per second.
const TURN_DEG_PER_SEC: f64 = 12.0;
/// Time after which a turntable that nobody switched on rests, so that a window that nobody watches draws nothing.
const TURN_SECS: f64 = 60.0;

/// Whether the turntable turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Turning {
    /// Until the user moves the camera, for a while, where the window permits it.
    #[default]
    ByItself,
    /// The user switched it on.
    On,
    /// The user switched it off, or moved the camera.
    Off,
}

/// The open single model, if a zone is not shown instead.
#[derive(Debug, Default)]
pub struct SingleModel {
    sphere: Option<ModelSphere>,
    turning: Turning,
    /// Time for which it has turned by itself, seconds.
    turned_secs: f64,
    /// The window has the focus and a GPU, and the user's preferences permit motion.
    may_turn: bool,
    /// Pose of the camera after the last turn.
    pose: Option<Pose>,
    /// Where the model was opened, and the camera there.
    back: Option<(ZoneSource, Pose)>,
}

impl SingleModel {
    /// Another zone or model is open.
    pub fn opened(&mut self, sphere: Option<ModelSphere>, source: &ZoneSource) {
        let back = self.back.take().filter(|(from, _)| sphere.is_some() && from != source);
        *self = SingleModel { sphere, back, ..SingleModel::default() };
    }

    /// Center of the model, world meters.
    pub fn center(&self) -> Option<DVec3> {
        self.sphere.map(|sphere| sphere.center.as_dvec3())
    }

    /// Whether a model is open.
    pub fn is_open(&self) -> bool {
        self.sphere.is_some()
    }

    /// Whether it turns.
    pub fn is_moving(&self) -> bool {
        let by_itself = self.may_turn && self.turned_secs < TURN_SECS;
        self.sphere.is_some() && (self.turning == Turning::On || (self.turning == Turning::ByItself && by_itself))
    }

    /// Takes the pose of the camera. Returns the degrees to turn by in a time step.
    fn advance(&mut self, pose: Pose, dt_secs: f64, may_turn: bool) -> Option<(DVec3, f64)> {
        self.may_turn = may_turn;
        if self.pose.is_some_and(|last| last != pose) && self.turning == Turning::ByItself {
            self.turning = Turning::Off;
        }
        self.pose = Some(pose);
        let center = self.center().filter(|_| self.is_moving())?;
        self.turned_secs += dt_secs;
        Some((center, TURN_DEG_PER_SEC * dt_secs))
    }

    /// Model of the panels.
    pub fn model(&self) -> Option<ui::SingleModel> {
        let back = || self.back.as_ref().map(|(source, _)| source.name());
        self.sphere.map(|_| ui::SingleModel { turning: self.is_moving(), back: back() })
    }
}

impl State {
    /// Turns the camera around the open model.
    pub(super) fn advance_turntable(&mut self, dt_secs: f64) {
        let preferences = &self.settings.preferences;
        let is_calm = preferences.power_saving || preferences.reduce_motion;
        let may_turn = self.welcome.may_glide() && !is_calm && !self.zone.is_loading();
        let pose = self.session.rig.pose();
        let is_free = self.session.rig.mode() == CameraMode::Free && !self.session.is_moving();
        if let Some((center, degrees)) = self.single_model.advance(pose, dt_secs, may_turn && is_free) {
            self.session.rig.turn_around(center, degrees);
            self.single_model.pose = Some(self.session.rig.pose());
        }
    }

    /// Shows the facts of the open model, which is selected as the only object of its zone.
    pub(super) fn show_model_facts(&mut self) {
        if self.single_model.is_open() {
            self.inspection.select_objects(&[0], SelectHow::Only, None);
            self.panels.show_picked(PanelId::Object);
        }
    }

    pub(super) fn turn_model(&mut self, on: bool) {
        self.single_model.turning = if on { Turning::On } else { Turning::Off };
    }

    /// Opens a mesh of the open zone as a model, by the client's name for it.
    pub(super) fn open_mesh(&mut self, name: &str) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        if open.zone.path.is_none() {
            self.say(self.text().single_model.built_in);
            return Vec::new();
        }
        // The client's folders have been listed by the load.
        let Some(path) = block_on(open.zone.files.find(name)) else {
            self.say(self.text().single_model.no_such_mesh);
            return Vec::new();
        };
        self.note_way_back();
        vec![load_effect(&path)]
    }

    /// Opens an object of the open zone as a model, by its number.
    pub(super) fn open_object(&mut self, index: usize) -> Vec<Effect> {
        let Some(open) = self.zone.get().filter(|_| !self.single_model.is_open()) else { return Vec::new() };
        let source = ZoneSource::Object { zone: Box::new(open.source.clone()), index };
        self.note_way_back();
        vec![Effect::Load { source, keep_camera: false }]
    }

    fn note_way_back(&mut self) {
        if let Some(open) = self.zone.get().filter(|_| !self.single_model.is_open()) {
            self.single_model.back = Some((open.source.clone(), self.session.rig.pose()));
        }
    }

    /// Returns to the zone from which the model was opened, at the same view.
    pub(super) fn leave_model(&mut self) -> Vec<Effect> {
        let Some((source, pose)) = self.single_model.back.take() else { return Vec::new() };
        self.launch_options.view.camera = Some(pose);
        vec![Effect::Load { source, keep_camera: false }]
    }
}

#[cfg(test)]
mod tests {
    use glam::Vec3;

    use super::*;
    use crate::app::settings::Settings;
    use crate::app::state::LaunchOptions;
    use crate::app::state::tests::load_parts;
    use crate::demo::embedded;
    use crate::input::pointer::Button;
    use crate::load::LoadOptions;
    use crate::ui::{OpenPanels, PanelCommand};

    /// The island's client folder on disk.
    fn client() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in embedded::contents() {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    #[test]
    fn a_mesh_of_a_zone_opens_as_a_model_and_leads_back_to_the_same_view() {
        let folder = client();
        let zone = folder.path().join("Zones/demo.gtd");
        let mut state = State::new(Settings::default(), LaunchOptions::default());
        let effects = state.apply(PanelCommand::Open(zone.clone()), 0.0);
        load_parts(&mut state, &effects, LoadOptions::TILES_ONLY);
        let pose = Pose::new(DVec3::new(300.0, 80.0, 200.0), 30.0, -20.0);
        state.session.rig.jump_to(pose);
        let effects = state.apply(PanelCommand::OpenMesh("object\\none.n3pmesh".into()), 1.0);
        assert!(effects.is_empty() && state.model().toast.is_some());
        let effects = state.apply(PanelCommand::OpenMesh("object\\ISLE_BOAT.n3pmesh".into()), 2.0);
        let wanted = LoadOptions { objects: true, object_models: true, ..LoadOptions::TILES_ONLY };
        load_parts(&mut state, &effects, wanted);
        assert!(state.title().starts_with("isle_boat"), "{}", state.title());
        let model = state.model();
        assert_eq!(model.inspect.single_model.and_then(|single| single.back).as_deref(), Some("demo"));
        assert!(model.inspect.object.is_some_and(|object| object.facts.parts[0].triangles().is_some()));
        assert_eq!(model.open_panels, OpenPanels::of(&[PanelId::Object]));
        assert_eq!(state.settings.recent, [zone], "models are not remembered");
        assert!(state.world_lines().is_empty());
        // A drag turns the camera around the model, and the wheel brings it nearer.
        let center = state.session.center.unwrap();
        let distance_m = |state: &State| state.session.rig.pose().eye.distance(center);
        let before = (state.session.rig.pose(), distance_m(&state));
        state.cursor_moved([400.0, 300.0], 1.0);
        state.button_pressed(Button::Left, 3.0);
        state.cursor_moved([500.0, 300.0], 1.0);
        state.button_released(Button::Left, 3.1);
        assert!(state.session.rig.pose().eye.distance(before.0.eye) > 0.5);
        assert!((distance_m(&state) - before.1).abs() < 1e-6);
        assert_eq!(state.session.wheel(2.0), None);
        assert!((distance_m(&state) - before.1 / 1.44).abs() < 1e-6);
        let effects = state.apply(PanelCommand::LeaveModel, 4.0);
        load_parts(&mut state, &effects, LoadOptions::TILES_ONLY);
        assert_eq!(state.session.rig.pose(), pose);
        assert!(state.model().inspect.single_model.is_none() && state.session.center.is_none());
    }

    #[test]
    fn the_meshes_of_the_built_in_island_are_no_files() {
        let mut state = State::new(Settings::default(), LaunchOptions::default());
        let effects = vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }];
        load_parts(&mut state, &effects, LoadOptions::TILES_ONLY);
        let effects = state.apply(PanelCommand::OpenMesh("object\\isle_boat.n3pmesh".into()), 1.0);
        assert!(effects.is_empty() && state.model().toast.is_some());
    }

    #[test]
    fn a_whole_object_opens_as_a_model_also_of_the_island() {
        let mut state = State::new(Settings::default(), LaunchOptions::default());
        let effects = vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }];
        load_parts(&mut state, &effects, LoadOptions { objects: true, ..LoadOptions::TILES_ONLY });
        let index = state.zone_context.objects.iter().position(|object| object.name == "Hut").unwrap();
        let effects = state.apply(PanelCommand::OpenObject(index), 1.0);
        let wanted = LoadOptions { objects: true, object_models: true, ..LoadOptions::TILES_ONLY };
        load_parts(&mut state, &effects, wanted);
        assert!(state.title().contains(&format!("demo #{index}")), "{}", state.title());
        let model = state.model();
        let object = model.inspect.object.as_ref().expect("the hut");
        assert!(object.placed.name == "Hut" && object.facts.parts.len() > 1 && object.placed.bytes.start > 0);
        assert!(object.count == 1 && model.inspect.files.objects.is_some());
        let effects = state.apply(PanelCommand::LeaveModel, 2.0);
        load_parts(&mut state, &effects, LoadOptions::TILES_ONLY);
        assert_eq!(state.source(), Some(&ZoneSource::Demo));
        let none = state.apply(PanelCommand::OpenObject(99_999), 3.0);
        load_parts(&mut state, &none, LoadOptions::TILES_ONLY);
        assert_eq!(state.source(), Some(&ZoneSource::Demo), "the zone stays");
        assert!(!state.model().problems.is_empty());
    }

    fn model() -> SingleModel {
        let mut model = SingleModel::default();
        let sphere = ModelSphere { center: Vec3::new(32.0, 1.0, 32.0), radius_m: 1.0 };
        model.opened(Some(sphere), &ZoneSource::Model("a.n3pmesh".into()));
        model
    }

    const POSE: Pose = Pose { eye: DVec3::ZERO, yaw_deg: 0.0, pitch_deg: 0.0 };

    #[test]
    fn it_turns_for_a_while_where_it_may() {
        let mut turntable = model();
        assert_eq!(turntable.advance(POSE, 1.0, false), None);
        assert!(!turntable.is_moving());
        assert_eq!(turntable.advance(POSE, 1.0, true).map(|(_, degrees)| degrees), Some(TURN_DEG_PER_SEC));
        assert!(turntable.is_moving());
        for _ in 0..100 {
            turntable.advance(POSE, 1.0, true);
        }
        assert!(!turntable.is_moving(), "it rests");
        turntable.turning = Turning::On;
        assert!(turntable.advance(POSE, 1.0, false).is_some(), "until it is switched off");
    }

    #[test]
    fn a_camera_that_the_user_moves_stops_it() {
        let mut turntable = model();
        turntable.advance(POSE, 1.0, true);
        let moved = Pose { yaw_deg: 5.0, ..POSE };
        assert_eq!(turntable.advance(moved, 1.0, true), None);
        assert!(!turntable.is_moving());
    }

    #[test]
    fn a_zone_has_no_turntable_and_only_a_model_has_a_way_back() {
        let mut turntable = model();
        let zone = ZoneSource::File("a.gtd".into());
        turntable.back = Some((zone.clone(), POSE));
        turntable.opened(turntable.sphere, &ZoneSource::Model("b.n3pmesh".into()));
        assert_eq!(turntable.model().and_then(|model| model.back).as_deref(), Some("a"));
        turntable.opened(None, &zone);
        assert!(turntable.model().is_none() && turntable.back.is_none());
        assert_eq!(turntable.advance(POSE, 1.0, true), None);
    }
}
