//! Server data of the open zone: its folder, from the command line, or chosen by the user and remembered with the zone; how
//! it was paired; and the findings about it, for their panel.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::zone_slot::{OpenZone, key_of_file};
use super::{Effect, State};
use crate::app::background_task::{BackgroundTask, ServerCheckJob};
use crate::app::dialog::{DialogPurpose, DialogRequest};
use crate::check::Finding;
use crate::formats::kernel::visible::visible_path;
use crate::load::{ServerData, ServerSource, ZoneSource};
use crate::platform::fs;
use crate::server::pairing::{MapBy, Pairing};
use crate::ui::text::fill;
use crate::ui::{PanelId, ServerCheck, ServerCommand};

/// Folders below a dropped one in which server files are looked for.
const LEVELS: usize = 2;

/// What is known of the open zone's server data.
#[derive(Default)]
pub struct ServerCheckState {
    data: Option<Arc<ServerData>>,
    pairing: String,
    findings: Option<Arc<Vec<Finding>>>,
    is_checking: bool,
}

impl State {
    /// The folder of server files of a zone: that of the command line, its own, or that of another zone in the same folder,
    /// since a server has many zones.
    pub fn server_folder_of(&self, source: &ZoneSource) -> Option<PathBuf> {
        let key = source.path().map_or_else(|| source.name(), key_of_file);
        let own = || self.settings.known_zone(&key)?.server_folder.clone();
        let beside = || {
            let folders = self.settings.zones.iter().filter(|zone| are_beside(&zone.key, &key));
            folders.filter_map(|zone| zone.server_folder.clone()).find(|folder| fs::is_folder(folder))
        };
        let chosen = || own().filter(|folder| fs::exists(folder)).or_else(beside);
        self.launch_options.view.server.clone().or_else(chosen)
    }

    /// The server files of a zone to load. A folder that the open zone uses is not read again.
    pub fn server_source_of(&self, source: &ZoneSource) -> Option<ServerSource> {
        let known = self.zone.server().map(|data| data.folder.clone());
        self.server_folder_of(source).map(|path| ServerSource { path, known })
    }

    /// The folder of server files of the open zone, or the one of the command line.
    pub(super) fn server_folder(&self) -> Option<PathBuf> {
        match self.source() {
            Some(source) => self.server_folder_of(source),
            None => self.launch_options.view.server.clone(),
        }
    }

    /// Chooses or forgets the server folder of the open zone.
    pub(super) fn server_data(&mut self, command: ServerCommand) -> Vec<Effect> {
        match command {
            // A page cannot wait for files, which server files are read with.
            ServerCommand::Choose if cfg!(target_family = "wasm") => {
                self.say(self.text().server_check.not_in_page);
                Vec::new()
            }
            ServerCommand::Choose => {
                let folder = self.server_folder().or_else(|| Some(self.zone.file()?.parent()?.to_owned()));
                let purpose = DialogPurpose::LocateServer;
                self.show_dialog(DialogRequest { purpose, folder, file_name: String::new() })
            }
            ServerCommand::Forget => self.set_server_folder(None),
        }
    }

    /// Reloads the open zone with another server folder, which also serves the other zones in the zone's folder. A single map
    /// serves the open zone only.
    pub(super) fn set_server_folder(&mut self, folder: Option<PathBuf>) -> Vec<Effect> {
        let Some(key) = self.zone.get().map(|open: &OpenZone| open.key.clone()) else {
            self.say(self.text().server_check.no_zone);
            return Vec::new();
        };
        if folder.as_ref().is_none_or(fs::is_folder) {
            let beside = self.settings.zones.iter_mut().filter(|zone| are_beside(&zone.key, &key));
            beside.for_each(|zone| zone.server_folder = None);
        }
        self.settings.zone(&key).server_folder = folder;
        // It replaces that of the command line.
        self.launch_options.view.server = None;
        self.server_check = ServerCheckState::default();
        let mut effects = self.reload();
        effects.push(Effect::Save);
        effects
    }

    /// Opens what was dropped on the window: a zone, a model, a client folder, or server data of the open zone.
    pub fn dropped(&mut self, path: &Path) -> Vec<Effect> {
        match is_server_data(path, LEVELS) {
            true => self.set_server_folder(Some(path.to_owned())),
            false => self.open_path(path),
        }
    }

    /// Takes server data that was read since, says how it was paired, and starts to check it once its panel is open.
    pub fn update_server_check(&mut self) -> Vec<Effect> {
        let data = self.zone.server().cloned();
        let is_known = match (&data, &self.server_check.data) {
            (Some(new), Some(known)) => Arc::ptr_eq(new, known),
            (new, known) => new.is_none() && known.is_none(),
        };
        if !is_known {
            let pairing = data.as_ref().map(|data| self.pairing_text(data)).unwrap_or_default();
            if data.is_some() && self.server_folder().is_some() {
                self.say(&pairing);
            }
            self.server_check = ServerCheckState { data, pairing, ..ServerCheckState::default() };
        }
        let is_due = self.panels.is_open(PanelId::ServerCheck) && !self.server_check.is_checking;
        let (Some(data), Some(open)) = (&self.server_check.data, self.zone.get()) else { return Vec::new() };
        if !is_due || self.server_check.findings.is_some() {
            return Vec::new();
        }
        let job = ServerCheckJob { zone: open.zone.clone(), data: data.clone() };
        self.server_check.is_checking = true;
        vec![Effect::Run(BackgroundTask::CheckServer(job))]
    }

    /// Takes the findings about server data, unless there is other data by now.
    pub(super) fn server_checked(&mut self, job: &ServerCheckJob, findings: &Arc<Vec<Finding>>) {
        if self.server_check.data.as_ref().is_some_and(|data| Arc::ptr_eq(data, &job.data)) {
            self.server_check.findings = Some(findings.clone());
            self.server_check.is_checking = false;
        }
    }

    /// Data of the panel.
    pub(super) fn server_check_model(&self) -> ServerCheck<'_> {
        let check = &self.server_check;
        ServerCheck {
            pairing: check.data.as_ref().map(|_| check.pairing.as_str()),
            findings: check.findings.as_ref().map(|findings| findings.as_slice()),
            is_chosen: self.server_folder().is_some(),
        }
    }

    /// How server data was paired with the zone.
    fn pairing_text(&self, data: &ServerData) -> String {
        let text = &self.text().server_check;
        let Pairing { zone, map, heights, .. } = &data.zone.pairing;
        let share = heights.as_ref().map_or(0.0, |heights| (heights.share() * 1000.0).floor() / 10.0);
        let number = zone.as_ref().map(|(number, _)| number);
        let Some((path, by)) = map else {
            return match number {
                Some(number) => fill(text.paired_zone, &[("number", number)]),
                None => fill(text.unpaired, &[("folder", &visible_path(&data.folder.path))]),
            };
        };
        let by = match by {
            MapBy::Table | MapBy::Number => text.by_table.to_owned(),
            MapBy::Name => text.by_name.to_owned(),
            MapBy::Heights => fill(text.by_heights, &[("share", &share)]),
            MapBy::Given => fill(text.by_choice, &[("share", &share)]),
        };
        let map = path.file_name().map(visible_path).unwrap_or_default();
        match number {
            Some(number) => fill(text.paired, &[("number", number), ("map", &map), ("by", &by)]),
            None => fill(text.paired_map, &[("map", &map), ("by", &by)]),
        }
    }
}

/// Whether two zones, by their keys in the settings, are in one folder.
fn are_beside(a: &str, b: &str) -> bool {
    fn folder(key: &str) -> Option<&Path> {
        Path::new(key).parent().filter(|folder| !folder.as_os_str().is_empty())
    }
    folder(a).is_some() && folder(a) == folder(b)
}

/// Whether a path is a server map, or a folder with server files and without zones.
fn is_server_data(path: &Path, levels: usize) -> bool {
    let has_ending =
        |path: &Path, wanted: &str| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted));
    let is_of_server = |path: &Path| ["smd", "sql"].iter().any(|ending| has_ending(path, ending));
    if !fs::is_folder(path) {
        return is_of_server(path);
    }
    let Ok(entries) = fs::read_dir(path) else { return false };
    let entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    if entries.iter().any(|entry| has_ending(entry, "gtd")) {
        return false;
    }
    let below = |entry: &PathBuf| levels > 0 && fs::is_folder(entry) && is_server_data(entry, levels - 1);
    entries.iter().any(|entry| is_of_server(entry)) || entries.iter().any(below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::Settings;
    use crate::app::state::LaunchOptions;
    use crate::demo::embedded;
    use crate::load::{DataForms, Load, LoadOptions, Request};
    use crate::scene::raster::tile_image::TileEncoding;
    use crate::ui::PanelCommand;

    /// Performs the load of the first effect, with the zone's server folder.
    fn load(state: &mut State, effects: &[Effect]) {
        let Some(Effect::Load { source, keep_camera }) = effects.first() else { panic!("{effects:?}") };
        let request = Request {
            zone: source.clone(),
            data: None,
            server: state.server_source_of(source),
            wanted: LoadOptions { game_marks: true, ..LoadOptions::TILES_ONLY },
            forms: DataForms::new(TileEncoding::Rgba8, 64).into(),
        };
        state.loading_started(Load::start(request, || {}), source.clone(), *keep_camera);
        while state.is_loading() {
            if state.take_loaded().is_none() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        }
    }

    /// The findings of the open zone's server data.
    fn findings(state: &mut State) -> Vec<Finding> {
        let effects = state.update_server_check();
        let [Effect::Run(BackgroundTask::CheckServer(job))] = &effects[..] else { panic!("{effects:?}") };
        state.server_checked(job, &Arc::new(crate::platform::block_on(job.findings())));
        assert!(state.update_server_check().is_empty(), "it is checked once");
        state.server_check_model().findings.expect("they are known").to_vec()
    }

    #[test]
    fn dropped_server_data_is_checked_remembered_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in embedded::contents().iter().filter(|(name, _)| name.starts_with("Server/")) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let mut bytes = bytes.to_vec();
            if name.ends_with(".sql") {
                let text = String::from_utf8(bytes).unwrap();
                bytes = text.replace("451, 373, 453, 371,", "4510, 373, 4530, 371,").into_bytes();
            }
            std::fs::write(path, bytes).unwrap();
        }
        let mut state = State::new(Settings::default(), LaunchOptions::default());
        assert!(state.dropped(&folder.path().join("Server")).is_empty(), "no zone is open");
        let effects = state.apply(PanelCommand::OpenIsland, 0.0);
        load(&mut state, &effects);
        state.panels.show(PanelId::ServerCheck, true);
        assert_eq!(findings(&mut state), [], "the island's own server data");

        let effects = state.dropped(&folder.path().join("Server"));
        load(&mut state, &effects);
        let found = findings(&mut state);
        let [finding] = &found[..] else { panic!("{found:#?}") };
        assert_eq!((finding.code.name, finding.place_m), ("spawn-outside-map", Some([4520.0, 372.0])));
        let pairing = state.server_check_model().pairing.map(str::to_owned);
        assert_eq!(pairing.as_deref(), Some("Server data: zone 1, demo.smd, by the zone table"));
        assert_eq!(state.messages.toast(), pairing.as_deref());

        let effects = state.apply(PanelCommand::Server(ServerCommand::Forget), 1.0);
        load(&mut state, &effects);
        assert_eq!(findings(&mut state), []);
        assert!(!state.server_check_model().is_chosen);
    }

    #[test]
    fn server_files_are_told_from_zones_and_clients() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["server/sql", "client/Zones", "empty"] {
            std::fs::create_dir_all(at(name)).unwrap();
        }
        for name in ["server/sql/K_NPC.SQL", "client/Zones/a.gtd", "client/Zones/a.smd", "a.SMD"] {
            std::fs::write(at(name), b"").unwrap();
        }
        let found = ["server", "a.SMD", "server/sql", "client", "client/Zones", "empty", "client/Zones/a.gtd", "none"];
        let found = found.map(|name| is_server_data(&at(name), LEVELS));
        assert_eq!(found, [true, true, true, false, false, false, false, false]);
    }
}
