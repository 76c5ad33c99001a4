//! Commands and actions: which part of the state each of them belongs to.

use super::{Effect, State};
use crate::app::dialog::DialogPurpose;
use crate::input::Action;
use crate::scene::modes::Overlay;
use crate::ui::text::fill;
use crate::ui::{Command, OpenPanels, PanelId};

impl State {
    /// Applies a command: whatever the user asks for by key, menu or mouse comes here.
    pub fn apply(&mut self, command: Command, now_secs: f64) -> Vec<Effect> {
        self.advance(now_secs);
        match command {
            Command::Do(action) => return self.act(action),
            Command::Compare(ask) => return self.compare_asked(ask),
            Command::Open(path) => return self.open_path(&path),
            Command::ClearRecent => {
                self.settings.recent.clear();
                return vec![Effect::Save];
            }
            Command::Show(window, open) => {
                self.windows.set(window, open);
                self.count_uses();
                let mut effects = self.want_more();
                effects.push(Effect::Save);
                return effects;
            }
            Command::Place(window, place) => {
                self.panel_places.chosen.insert(window, place);
                return vec![Effect::Save];
            }
            Command::ResetPlaces => {
                self.panel_places.chosen.clear();
                self.panel_places.resets += 1;
                return vec![Effect::Save];
            }
            Command::Draw(drawing) => return self.draw(drawing),
            Command::Export(kind) => return self.ask_where(kind),
            Command::CancelExport => self.cancel_export(),
            Command::DismissWritten(index) => self.dismiss_written(index),
            Command::ChooseSky(index) => return self.choose_sky(index),
            Command::Overview(overview) => self.overview = overview,
            Command::GoTo { east_m, north_m } => self.go_to(east_m, north_m),
            Command::AddBookmark(name) => return self.add_bookmark(&name),
            Command::GoToBookmark(index) => self.go_to_bookmark(index),
            Command::RemoveBookmark(index) => return self.remove_bookmark(index),
            Command::Inspect(command) => self.inspect(command),
            Command::Dismiss(index) if index < self.problems.len() => drop(self.problems.remove(index)),
            Command::Dismiss(_) => {}
            Command::DismissAll => self.problems.clear(),
            Command::CopyText(text) => return vec![Effect::Copy(text)],
            Command::Vsync(on) => {
                self.settings.vsync = on;
                return vec![Effect::Vsync(on), Effect::Save];
            }
            Command::SwapUpDown(on) => return self.swap_up_down(on),
            Command::Prefer(preferences) => return self.prefer(*preferences),
            Command::Listen(slot) => self.listen(slot),
            Command::Bind(action, chords) => return self.bind(action, chords),
            Command::ResetKeys => return self.reset_keys(),
            Command::ChooseFolder => return self.ask_for_folder(),
            Command::Speak(language) => {
                self.settings.language = language;
                return vec![Effect::Save];
            }
            Command::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Forward | Action::Back | Action::Left | Action::Right | Action::Up | Action::Down => {}
            Action::Home if self.open.is_some() => self.rig.home(self.size_px),
            Action::Home => {}
            Action::StartView => {
                if let Some(open) = &self.open {
                    self.rig.fly_to(open.start);
                }
            }
            Action::MapView => self.rig.toggle_map(self.size_px),
            Action::Walk => self.walk(),
            Action::GoToView(digit) => self.go_to_view(digit),
            Action::StoreView(digit) => return self.store_view(digit),
            Action::CopyView => return self.copy_view(),
            Action::Screenshot => return self.screenshot(),
            Action::Settings => self.toggle(PanelId::Settings),
            Action::PasteView => return vec![Effect::Paste],
            Action::Contours => return self.turn_overlay(Overlay::Contours),
            Action::Wireframe => return self.turn_overlay(Overlay::Wireframe),
            Action::DrawingPanel => self.toggle(PanelId::Drawing),
            Action::Places => self.toggle(PanelId::Places),
            Action::OverviewMap => {
                self.toggle(PanelId::Map);
                return self.want_more();
            }
            Action::ZoneList => {
                self.toggle(PanelId::Zones);
                return self.want_more();
            }
            Action::NextZone => return self.step_zone(1),
            Action::PreviousZone => return self.step_zone(-1),
            Action::CopyDiagnostics => return self.copy_diagnostics(),
            Action::Statistics => self.toggle(PanelId::Statistics),
            Action::FreezeCulling => self.freeze_culling(),
            Action::FlyThrough => self.fly_through(),
            Action::CopyFlyThrough => return self.copy_fly_through(),
            Action::LookAtPick => self.look_at_pick(),
            Action::OpenFile => return self.ask_for_zone(DialogPurpose::OpenZone),
            Action::Reload => return self.reload(),
            Action::FullScreen => {
                self.full_screen = !self.full_screen;
                return vec![Effect::FullScreen(self.full_screen)];
            }
            Action::HidePanels => {
                self.panels_hidden = !self.panels_hidden;
                if self.panels_hidden {
                    let key = self.key_state.bindings.keys_of(Action::HidePanels).join(", ");
                    self.say(&fill(self.text().messages.panels_hidden, &[("key", &key)]));
                }
            }
            Action::Help => self.toggle(PanelId::Help),
            Action::Escape => {
                self.pointer.release_all();
                self.windows = OpenPanels::default();
                self.let_go_inside();
            }
        }
        Vec::new()
    }

    /// Opens a panel, or closes it.
    pub(super) fn toggle(&mut self, window: PanelId) {
        let open = self.windows.is_open(window);
        self.windows.set(window, !open);
        if !open && self.panels_hidden {
            // Whoever asks for a panel wants to see it.
            self.panels_hidden = false;
        }
    }

    /// What the open panels want to be read.
    pub(super) fn want_more(&mut self) -> Vec<Effect> {
        let mut effects = self.want_zones();
        effects.extend(self.want_minimap());
        effects
    }
}
