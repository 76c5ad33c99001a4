//! What is remembered between runs: window, recent zones, each zone's camera and stored views.
//!
//! One small JSON file in the platform's own folder. A file that cannot be read is kept aside, never overwritten;
//! one with unknown or missing fields is read as far as it goes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::camera::Pose;
use crate::input::Digit;
use crate::ui::{Drawing, PanelPlace, Places, Window, Windows};

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The window.
    pub window: WindowPlace,
    /// Frames wait for the screen.
    pub vsync: bool,
    /// Q is up and E is down.
    pub swap_up_down: bool,
    /// Zones opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// Zones by their key, the one opened last first.
    pub zones: Vec<ZoneMemory>,
    /// Where something was taken out to last.
    pub export_folder: Option<PathBuf>,
    /// What is drawn, and how finely.
    pub drawing: Drawing,
    /// The panels.
    pub panels: PanelMemory,
}

/// What is remembered of the panels, by their names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelMemory {
    /// Those that are open.
    pub open: Vec<String>,
    /// Where the user put them.
    pub places: BTreeMap<String, PanelPlace>,
}

impl PanelMemory {
    /// Panels that are not opened again by themselves: they have told what they had to tell.
    const PASSING: [Window; 4] = [Window::Help, Window::About, Window::Missing, Window::Zones];

    /// What is to be remembered.
    pub fn of(windows: Windows, places: &Places) -> PanelMemory {
        let lasting = Window::ALL.into_iter().filter(|window| !Self::PASSING.contains(window));
        let open = lasting.filter(|window| windows.is_open(*window)).map(|window| window.key().to_owned());
        let places = places.chosen.iter().map(|(window, place)| (window.key().to_owned(), *place));
        PanelMemory { open: open.collect(), places: places.collect() }
    }

    /// The panels as they were left; names that are not known are passed over.
    pub fn restored(&self) -> (Windows, Places) {
        let known = |key: &String| Window::ALL.into_iter().find(|window| window.key() == key);
        let open: Vec<Window> = self.open.iter().filter_map(known).collect();
        let chosen = self.places.iter().filter_map(|(key, place)| Some((known(key)?, *place))).collect();
        (Windows::of(&open), Places { chosen, resets: 0 })
    }
}

impl Default for Settings {
    fn default() -> Settings {
        let window = WindowPlace::default();
        Settings {
            window,
            vsync: true,
            swap_up_down: false,
            recent: Vec::new(),
            zones: Vec::new(),
            export_folder: None,
            drawing: Drawing::default(),
            panels: PanelMemory::default(),
        }
    }
}

/// Where the window was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Size inside the frame in physical pixels.
    pub size_px: Option<[u32; 2]>,
    /// Corner of the frame in physical pixels.
    pub position_px: Option<[i32; 2]>,
    /// It filled the screen, with its title bar.
    pub maximized: bool,
}

/// What is remembered of a zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZoneMemory {
    /// The zone's file, or the name of a zone without one.
    pub key: String,
    /// Where the camera was, as `X,Y,Z,YAW,PITCH`.
    pub camera: Option<String>,
    /// Flying speed in metres a second.
    pub speed_mps: Option<f64>,
    /// Stored views by digit.
    pub views: BTreeMap<u8, String>,
    /// Named places, in the order in which they were kept.
    pub bookmarks: Vec<Bookmark>,
}

/// A named place of a zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookmark {
    /// Its name.
    pub name: String,
    /// The camera, as `X,Y,Z,YAW,PITCH`.
    pub camera: String,
}

impl ZoneMemory {
    /// Where the camera was.
    pub fn pose(&self) -> Option<Pose> {
        self.camera.as_deref()?.parse().ok()
    }

    /// A stored view.
    pub fn view(&self, digit: Digit) -> Option<Pose> {
        self.views.get(&digit.number())?.parse().ok()
    }

    /// The digits under which there is a view.
    pub fn digits(&self) -> Vec<Digit> {
        Digit::all().filter(|&digit| self.view(digit).is_some()).collect()
    }
}

impl Settings {
    /// How many zones are listed as recent.
    const RECENT: usize = 12;
    /// How many zones are remembered.
    const ZONES: usize = 200;

    /// Puts a zone at the head of the recent ones.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::RECENT);
    }

    /// What is remembered of a zone, made where there is nothing yet.
    pub fn zone(&mut self, key: &str) -> &mut ZoneMemory {
        let memory = match self.zones.iter().position(|zone| zone.key == key) {
            Some(index) => self.zones.remove(index),
            None => ZoneMemory { key: key.to_owned(), ..ZoneMemory::default() },
        };
        self.zones.insert(0, memory);
        self.zones.truncate(Self::ZONES);
        &mut self.zones[0]
    }
}

/// Where settings are kept.
#[derive(Clone, Debug)]
pub struct Store {
    file: Option<PathBuf>,
}

impl Store {
    /// The user's own folder; without one nothing is remembered.
    pub fn of_user() -> Store {
        let folder = etcetera::choose_base_strategy().ok().map(|places| places.config_dir());
        Store { file: folder.map(|folder| folder.join("gtd-viewer").join("settings.json")) }
    }

    /// A file of one's own.
    #[cfg(test)]
    pub fn at(file: PathBuf) -> Store {
        Store { file: Some(file) }
    }

    /// Reads the settings. Where the file is damaged it is renamed, and a sentence says so.
    pub fn load(&self) -> (Settings, Option<String>) {
        let Some(file) = &self.file else { return (Settings::default(), None) };
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Settings::default(), None),
            Err(error) => return (Settings::default(), Some(format!("{}: {error}", file.display()))),
        };
        match serde_json::from_str(&text) {
            Ok(settings) => (settings, None),
            Err(error) => {
                let aside = file.with_extension("json.broken");
                let kept = match std::fs::rename(file, &aside) {
                    Ok(()) => format!("it is kept as {}", aside.display()),
                    Err(error) => format!("it could not be kept aside: {error}"),
                };
                (Settings::default(), Some(format!("{}: {error}; {kept}", file.display())))
            }
        }
    }

    /// Writes the settings: to a file beside, which then takes the place of the old one.
    ///
    /// # Errors
    /// The system's own, with the path.
    pub fn save(&self, settings: &Settings) -> Result<(), String> {
        let Some(file) = &self.file else { return Ok(()) };
        let text = serde_json::to_string_pretty(settings).map_err(|error| error.to_string())?;
        let beside = file.with_extension(format!("json.{}", std::process::id()));
        let write = || -> std::io::Result<()> {
            std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&beside, text)?;
            std::fs::rename(&beside, file)
        };
        write().map_err(|error| format!("{}: {error}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::DVec3;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("deep").join("settings.json"));
        (folder, store)
    }

    #[test]
    fn what_is_saved_comes_back() {
        let (_folder, store) = store();
        assert_eq!(store.load(), (Settings::default(), None), "nothing yet");
        let mut settings = Settings::default();
        settings.opened(Path::new("Zones/a.gtd"));
        let pose = Pose::new(DVec3::new(1.5, 2.0, 3.0), 90.0, -10.0);
        let memory = settings.zone("Zones/a.gtd");
        memory.camera = Some(pose.to_string());
        memory.views.insert(3, pose.to_string());
        settings.window.size_px = Some([900, 600]);
        settings.drawing =
            Drawing { relief: true, samples: Some(4), view_distance_m: Some(300.0), ..Drawing::default() };
        let place = PanelPlace { rect: [1.0, 2.0, 300.0, 200.0], room: [1280.0, 690.0], rolled: true };
        let places = Places { chosen: BTreeMap::from([(Window::Map, place)]), resets: 0 };
        let windows = Windows::of(&[Window::Map, Window::Bytes, Window::Help]);
        settings.panels = PanelMemory::of(windows, &places);
        assert_eq!(
            settings.panels.restored(),
            (Windows::of(&[Window::Map, Window::Bytes]), places),
            "help is not kept"
        );
        store.save(&settings).unwrap();
        let (mut back, complaint) = store.load();
        assert_eq!((&back, complaint), (&settings, None));
        let memory = back.zone("Zones/a.gtd");
        assert_eq!((memory.pose(), memory.digits()), (Some(pose), vec![Digit::new(3).unwrap()]));
        let left: Vec<_> = std::fs::read_dir(_folder.path().join("deep")).unwrap().collect();
        assert_eq!(left.len(), 1, "no file is left beside it");
    }

    #[test]
    fn a_broken_file_is_kept_aside() {
        let (folder, store) = store();
        let file = folder.path().join("deep").join("settings.json");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "{ broken").unwrap();
        let (settings, complaint) = store.load();
        assert_eq!(settings, Settings::default());
        assert!(complaint.unwrap().contains("settings.json.broken"));
        assert_eq!(std::fs::read_to_string(file.with_extension("json.broken")).unwrap(), "{ broken");
        assert_eq!(store.load().1, None);
    }

    #[test]
    fn fields_of_other_versions_do_not_hurt() {
        let (folder, store) = store();
        let file = folder.path().join("deep").join("settings.json");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, r#"{"later": 1, "zones": [{"key": "a", "views": {"1": "nonsense"}}]}"#).unwrap();
        let (mut settings, complaint) = store.load();
        assert_eq!(complaint, None);
        assert!(settings.vsync);
        assert_eq!(settings.zone("a").digits(), []);
    }

    #[test]
    fn recent_zones_are_few_and_each_is_there_once() {
        let mut settings = Settings::default();
        for i in 0..30 {
            settings.opened(Path::new(&format!("{i}.gtd")));
        }
        settings.opened(Path::new("25.gtd"));
        assert_eq!(settings.recent.len(), 12);
        assert_eq!(settings.recent[..2], [PathBuf::from("25.gtd"), PathBuf::from("29.gtd")]);
        for i in 0..300 {
            settings.zone(&i.to_string());
        }
        assert_eq!((settings.zones.len(), settings.zones[0].key.as_str()), (200, "299"));
    }
}
