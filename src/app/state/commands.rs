//! Routing of commands and actions to the parts of the state.

use std::sync::Arc;

use glam::DVec3;

use super::zone_previews::PreviewUser;
use super::{Effect, State};
use crate::app::background_task::BackgroundTask;
use crate::app::dialog::DialogPurpose;
use crate::camera::{CameraMode, Pose};
use crate::input::Action;
use crate::scene::modes::Overlay;
use crate::ui::compare::CompareCommand;
use crate::ui::text::fill;
use crate::ui::{InspectCommand, MarkCommand, MeasureCommand, PanelCommand, PanelId, PanelSizes};

impl State {
    /// Applies a command of a key, menu or mouse.
    pub fn apply(&mut self, command: PanelCommand, now_secs: f64) -> Vec<Effect> {
        self.advance(now_secs);
        match command {
            PanelCommand::Do(action) => return self.act(action),
            PanelCommand::Compare(ask) => return self.compare(ask),
            PanelCommand::Open(path) => return self.open_path(&path),
            PanelCommand::OpenMesh(name) => return self.open_mesh(&name),
            PanelCommand::OpenObject(index) => return self.open_object(index),
            PanelCommand::LeaveModel => return self.leave_model(),
            PanelCommand::TurnModel(on) => self.turn_model(on),
            PanelCommand::OpenFolder => return self.ask_for_zone(DialogPurpose::OpenFolder),
            PanelCommand::OpenIsland => return self.open_island(),
            PanelCommand::CompareWith(zone) => {
                self.panels.show(PanelId::Zones, false);
                return vec![Effect::Compare(zone)];
            }
            PanelCommand::WantPreviews(zones) => self.zone_previews.want(PreviewUser::Gallery, zones),
            PanelCommand::ClearRecent => {
                self.settings.recent.clear();
                return vec![Effect::Save];
            }
            PanelCommand::Show(panel, open) => {
                self.panels.show(panel, open);
                if open && panel == PanelId::Welcome {
                    // A camera that moves would close it.
                    self.session.rig.settle();
                }
                let mut effects = self.want_more();
                effects.push(Effect::Save);
                return effects;
            }
            PanelCommand::SwitchDock(area) => {
                self.panels.switch_dock(area);
                return vec![Effect::Save];
            }
            PanelCommand::Resize { sizes, let_go } => {
                self.panels.sizes = sizes;
                return if let_go { vec![Effect::Save] } else { Vec::new() };
            }
            PanelCommand::ResetLayout => {
                self.panels.sizes = PanelSizes::default();
                return vec![Effect::Save];
            }
            PanelCommand::Draw(settings) => self.draw(settings),
            PanelCommand::ChooseExport(choice) => self.choose_export(choice),
            PanelCommand::Export(choice) => return self.ask_where(choice),
            PanelCommand::CancelExport => self.cancel_export(),
            PanelCommand::DismissWritten(index) => self.dismiss_written(index),
            PanelCommand::ChooseSky(index) => {
                let path = self.zone_context.skies.choose(index);
                return self.read_sky(path);
            }
            PanelCommand::Overview(overview) => self.map.overview = overview,
            PanelCommand::GoTo { east_m, north_m } => {
                if let Some(ground) = self.zone.ground() {
                    self.session.go_to(ground, east_m, north_m);
                }
            }
            PanelCommand::AddBookmark(name) => return self.add_bookmark(&name),
            PanelCommand::GoToBookmark(index) => self.go_to_bookmark(index),
            PanelCommand::RemoveBookmark(index) => return self.remove_bookmark(index),
            PanelCommand::AtPoint(pin, command) => return self.at_point(pin, command),
            PanelCommand::CloseContextMenu => self.context_menu.close(),
            PanelCommand::Measure(command) => self.measure(command),
            PanelCommand::Inspect(command) => return self.inspect(command),
            PanelCommand::Objects(command) => return self.objects(command),
            PanelCommand::Marks(command) => return self.mark(command),
            PanelCommand::Server(command) => return self.server_data(command),
            PanelCommand::LocateClient => return self.locate_client(),
            PanelCommand::DismissMissingTextures => self.shows_missing_textures = false,
            PanelCommand::Dismiss(index) => self.messages.dismiss(index),
            PanelCommand::DismissAll => self.messages.dismiss_all(),
            PanelCommand::CopyText(text) => return vec![Effect::Copy(text)],
            PanelCommand::CopyPicture(path) => return vec![Effect::Run(BackgroundTask::CopyPicture(path))],
            PanelCommand::Desktop(request) => return vec![Effect::Desktop(request)],
            PanelCommand::Vsync(on) => {
                self.settings.vsync = on;
                return vec![Effect::Vsync(on), Effect::Save];
            }
            PanelCommand::SwapUpDown(on) => return self.swap_up_down(on),
            PanelCommand::SetPreferences(preferences) => return self.prefer(*preferences),
            PanelCommand::WaitForKey(waiting) => self.wait_for_key(waiting),
            PanelCommand::Bind(action, chords) => return self.bind(action, chords),
            PanelCommand::ResetKeys => return self.reset_keys(),
            PanelCommand::ChooseFolder => return self.ask_for_folder(),
            PanelCommand::SetLanguage(language) => {
                self.settings.language = language;
                return vec![Effect::Save];
            }
            PanelCommand::Hide(command) => self.hide(command),
            PanelCommand::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Home if self.single_model.is_open() => return self.act(Action::StartView),
            Action::Home if self.zone.get().is_some() => self.session.rig.home(self.session.picture.size_px),
            // The camera's controllers read movement from the keys that are held.
            Action::Home
            | Action::Forward
            | Action::Back
            | Action::Left
            | Action::Right
            | Action::Up
            | Action::Down => {}
            Action::StartView => {
                if let Some(open) = self.zone.get() {
                    self.session.rig.fly_to(open.start);
                }
            }
            Action::MapView => self.session.rig.toggle_map(self.session.picture.size_px),
            Action::Walk => self.walk(),
            Action::GoToView(digit) => self.go_to_view(digit),
            Action::StoreView(digit) => return self.store_view(digit),
            Action::CopyView => return self.copy_view(),
            Action::Screenshot => return self.screenshot(),
            Action::Settings => self.panels.toggle(PanelId::Settings),
            Action::PasteView => return vec![Effect::Paste],
            Action::Contours => self.view_choice.toggle(Overlay::Contours),
            Action::Wireframe => self.view_choice.toggle(Overlay::Wireframe),
            Action::DrawingPanel => self.panels.toggle(PanelId::Drawing),
            Action::Objects => self.panels.toggle(PanelId::Objects),
            Action::Places => self.panels.toggle(PanelId::Places),
            Action::OverviewMap => {
                self.panels.toggle(PanelId::Map);
                return self.want_more();
            }
            Action::ZoneList => {
                self.panels.toggle(PanelId::Zones);
                return self.want_more();
            }
            Action::NextZone => return self.step_zone(1),
            Action::PreviousZone => return self.step_zone(-1),
            Action::CopyDiagnostics => return self.copy_diagnostics(),
            Action::Statistics => self.panels.toggle(PanelId::Statistics),
            Action::FreezeCulling => self.freeze_culling(),
            Action::FlyThrough => self.fly_through(),
            Action::CopyFlyThrough => return self.copy_fly_through(),
            Action::PointMenu => self.open_context_menu_by_key(),
            Action::GoTo => self.panels.toggle(PanelId::GoTo),
            Action::Measure => self.toggle_measuring(),
            Action::RemovePoint => self.measuring.remove_last(self.zone.ground().map(Arc::as_ref)),
            Action::LookAtPick => match self.inspection.view_of_pick().or_else(|| self.view_of_selected_mark()) {
                Some(pose) => self.session.rig.fly_to(pose),
                None => self.say(self.text().messages.no_tile_picked),
            },
            Action::HideObjects => self.hide_selected(),
            Action::IsolateObjects => self.isolate_selected(),
            Action::ShowAllObjects => self.show_all_objects(),
            Action::OpenFile => return self.ask_for_zone(DialogPurpose::OpenZone),
            Action::Reload => return self.reload(),
            Action::FullScreen => {
                self.panels.full_screen = !self.panels.full_screen;
                return vec![Effect::FullScreen(self.panels.full_screen)];
            }
            Action::HidePanels => self.hide_panels(),
            Action::Help => self.panels.toggle(PanelId::Help),
            Action::Escape => self.escape(),
        }
        Vec::new()
    }

    /// Applies a command of the comparison.
    fn compare(&mut self, ask: CompareCommand) -> Vec<Effect> {
        match ask {
            CompareCommand::Choose => return self.ask_for_zone(DialogPurpose::CompareWith),
            CompareCommand::Next => self.go_to_change(|at, count| at.map_or(0, |at| (at + 1) % count)),
            CompareCommand::Previous => {
                self.go_to_change(|at, count| at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1));
            }
            CompareCommand::Go(index) => self.go_to_change(|_, count| index.min(count - 1)),
            CompareCommand::GoToObject(index) => {
                let view = self.comparison.go_to_object(index);
                self.fly_to_change(view);
            }
            CompareCommand::Wipe(at) => self.comparison.set_wipe(at),
            CompareCommand::ShowGlow(shows) => self.comparison.show_glow(shows),
            CompareCommand::Close => self.end_comparison(),
        }
        Vec::new()
    }

    fn go_to_change(&mut self, choose: impl Fn(Option<usize>, usize) -> usize) {
        let view = self.comparison.go_to(choose);
        self.fly_to_change(view);
    }

    fn fly_to_change(&mut self, view: Option<(DVec3, Pose)>) {
        let Some((middle, pose)) = view else { return };
        match self.session.rig.mode() {
            CameraMode::Map => self.session.rig.fly_to_point(middle),
            CameraMode::Free => self.session.rig.fly_to(pose),
        }
    }

    pub(super) fn inspect(&mut self, command: InspectCommand) -> Vec<Effect> {
        let unpins = command == InspectCommand::Unpin;
        let picks = matches!(command, InspectCommand::GoTo(_));
        let selects = matches!(command, InspectCommand::Select { .. });
        let task = match &command {
            InspectCommand::ShowFile(index) => {
                let files = self.zone.get().map(|open| open.zone.files.clone());
                files.and_then(|files| self.inspected_files.choose(*index, files))
            }
            InspectCommand::SearchZones => self.zone_search.start(self.client_folder()),
            InspectCommand::CancelSearch => {
                self.zone_search.cancel();
                None
            }
            // The highlighted bytes are those of the terrain file.
            InspectCommand::GoTo(_) => {
                self.inspected_files.choose_terrain();
                None
            }
            _ => None,
        };
        if let Some(pose) = self.inspection.apply(command, self.zone.ground().map(Arc::as_ref)) {
            match self.inspection.objects.sphere().filter(|_| selects && self.shows_map()) {
                Some((middle, _)) => self.session.rig.fly_to_point(middle),
                None => self.session.rig.fly_to(pose),
            }
        }
        if unpins {
            self.panels.tile_unpicked();
        }
        if picks && self.inspection.is_picked() {
            self.panels.tile_picked();
        }
        if selects && self.inspection.is_picked() {
            self.panels.object_selected();
        } else if selects {
            self.panels.tile_unpicked();
        }
        task.map(Effect::Run).into_iter().collect()
    }

    /// Releases the mouse, or ends the tool, or closes the dialog, or clears pick and highlights, or ends the
    /// comparison: one at a time. Docks and map stay: the user has placed them.
    fn escape(&mut self) {
        if self.session.pointer.is_pressed() {
            self.session.pointer.release_all();
        } else if self.measuring.end() || self.panels.close_dialog() {
        } else if self.game_marks.has_outline() {
            self.mark(MarkCommand::Select { mark: None, fly: false });
        } else if self.inspection.is_marking() {
            self.inspection.clear();
            self.panels.tile_unpicked();
        } else {
            self.end_comparison();
        }
    }

    fn measure(&mut self, command: MeasureCommand) {
        match (command, self.zone.ground()) {
            (MeasureCommand::From(place), Some(ground)) => self.measuring.start_at(place, ground),
            (MeasureCommand::From(_), None) => {}
            (MeasureCommand::Close, _) => self.measuring.clear(),
        }
    }

    fn toggle_measuring(&mut self) {
        if self.measuring.is_active() {
            self.measuring.end();
        } else if self.zone.get().is_some() {
            self.measuring.start();
            self.panels.hidden = false;
        } else {
            self.say(self.text().messages.no_zone);
        }
    }

    fn end_comparison(&mut self) {
        self.comparison.close();
        self.panels.show(PanelId::Comparison, false);
    }

    fn hide_panels(&mut self) {
        self.panels.hidden = !self.panels.hidden;
        if self.panels.hidden {
            let key = self.session.key_state.bindings.keys_of(Action::HidePanels).join(", ");
            self.say(&fill(self.text().messages.panels_hidden, &[("key", &key)]));
        }
    }

    /// Requests data that the open panels lack.
    pub(super) fn want_more(&mut self) -> Vec<Effect> {
        let mut effects = self.want_zones();
        let minimap = self.zone_context.minimap.clone();
        let wanted = self.panels.is_open(PanelId::Map) && self.map.pictures.minimap.is_none();
        effects.extend(minimap.filter(|_| wanted).map(|path| Effect::Run(BackgroundTask::Minimap(path))));
        effects
    }
}
