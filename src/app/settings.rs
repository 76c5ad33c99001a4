//! Settings kept between runs: window, recent zones, camera and stored views per zone.
//!
//! One small JSON file in the platform's configuration folder. An unreadable file is renamed, never overwritten; one
//! with wrong or missing fields is read as far as possible, and unknown fields are kept.

mod merge;
mod salvage;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::camera::Pose;
use crate::export::atomic_file::AtomicFile;
use crate::formats::kernel::visible::path_text;
use crate::input::{ChosenKeys, Digit};
use crate::platform::fs;
use crate::platform::thread;
use crate::scene::view_settings::ViewSettings;
use crate::ui::{LanguageChoice, OpenPanels, PanelId, PanelPlace, PanelPlaces, Preferences};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub window: WindowPlace,
    pub vsync: bool,
    /// Q is up and E is down.
    pub swap_up_down: bool,
    /// Language of the window.
    pub language: LanguageChoice,
    /// Key bindings other than the defaults.
    pub keys: ChosenKeys,
    /// Recent zones, newest first.
    pub recent: Vec<PathBuf>,
    /// Settings per zone by key, most recently opened first.
    pub zones: Vec<ZoneMemory>,
    /// Folder of the last export.
    pub export_folder: Option<PathBuf>,
    pub drawing: ViewSettings,
    pub panels: PanelMemory,
    pub preferences: Preferences,
}

/// Saved panel layout, by panel names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelMemory {
    pub open: Vec<String>,
    /// Positions set by the user.
    pub places: BTreeMap<String, PanelPlace>,
}

impl PanelMemory {
    /// Panels that are not reopened at startup: their contents are momentary.
    const PASSING: [PanelId; 4] = [PanelId::Help, PanelId::About, PanelId::Missing, PanelId::Zones];

    /// The layout to save.
    pub fn of(windows: OpenPanels, places: &PanelPlaces) -> PanelMemory {
        let lasting = PanelId::ALL.into_iter().filter(|window| !Self::PASSING.contains(window));
        let open = lasting.filter(|window| windows.is_open(*window)).map(|window| window.key().to_owned());
        let places = places.chosen.iter().map(|(window, place)| (window.key().to_owned(), *place));
        PanelMemory { open: open.collect(), places: places.collect() }
    }

    /// The saved layout; unknown names are ignored.
    pub fn restored(&self) -> (OpenPanels, PanelPlaces) {
        let known = |key: &String| PanelId::ALL.into_iter().find(|window| window.key() == key);
        let open: Vec<PanelId> = self.open.iter().filter_map(known).collect();
        let chosen = self.places.iter().filter_map(|(key, place)| Some((known(key)?, *place))).collect();
        (OpenPanels::of(&open), PanelPlaces { chosen, resets: 0 })
    }
}

impl Default for Settings {
    fn default() -> Settings {
        let window = WindowPlace::default();
        Settings {
            window,
            vsync: true,
            swap_up_down: false,
            keys: ChosenKeys::new(),
            language: LanguageChoice::Auto,
            recent: Vec::new(),
            zones: Vec::new(),
            export_folder: None,
            drawing: ViewSettings::default(),
            panels: PanelMemory::default(),
            preferences: Preferences::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Inner size in points, which is the same on screens of every scale.
    pub size_points: Option<[f64; 2]>,
    /// Corner of the frame in physical pixels.
    pub position_px: Option<[i32; 2]>,
    /// The window was maximized.
    pub maximized: bool,
}

/// Settings of one zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZoneMemory {
    /// The zone's file, or the name of a zone without one.
    pub key: String,
    /// Last camera, as `X,Y,Z,YAW,PITCH`.
    pub camera: Option<String>,
    /// Flying speed in meters per second.
    pub speed_mps: Option<f64>,
    /// Stored views by digit.
    pub views: BTreeMap<u8, String>,
    /// Bookmarks, in the order of creation.
    pub bookmarks: Vec<Bookmark>,
}

/// A named place in a zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookmark {
    pub name: String,
    /// Camera, as `X,Y,Z,YAW,PITCH`.
    pub camera: String,
}

impl ZoneMemory {
    /// The last camera pose.
    pub fn pose(&self) -> Option<Pose> {
        self.camera.as_deref()?.parse().ok()
    }

    pub fn view(&self, digit: Digit) -> Option<Pose> {
        self.views.get(&digit.number())?.parse().ok()
    }

    /// The digits with a stored view.
    pub fn digits(&self) -> Vec<Digit> {
        Digit::all().filter(|&digit| self.view(digit).is_some()).collect()
    }
}

impl Settings {
    /// Length of the list of recent zones.
    const RECENT: usize = 12;
    /// Maximum number of zones with saved settings.
    const ZONES: usize = 200;

    /// Moves a zone to the front of the recent ones.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::RECENT);
    }

    /// Settings of a zone, created if missing.
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

/// The settings file. Several windows share it: each merges its own changes into the file's contents.
#[derive(Clone, Debug)]
pub struct Store {
    file: Option<PathBuf>,
    /// The settings as last read or written here: differences from them are this window's changes.
    known: Settings,
}

impl Store {
    /// The file in the user's configuration folder; without such a folder nothing is saved.
    pub fn of_user() -> Store {
        let folder = etcetera::choose_base_strategy().ok().map(|places| places.config_dir());
        let folder = folder.filter(|folder| folder.is_absolute());
        Store { file: folder.map(|folder| folder.join("gtd-viewer").join("settings.json")), known: Settings::default() }
    }

    #[cfg(test)]
    pub fn at(file: PathBuf) -> Store {
        Store { file: Some(file), known: Settings::default() }
    }

    /// Path of the settings file, if there is one.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Reads the settings. A damaged file is renamed, and a message returned.
    pub fn load(&mut self) -> (Settings, Option<String>) {
        let (settings, complaint) = self.read();
        self.known = settings.clone();
        (settings, complaint)
    }

    fn read(&self) -> (Settings, Option<String>) {
        let (settings, _, complaint) = self.read_with_all();
        (settings, complaint)
    }

    /// The settings, all contents of the file, and a message about errors.
    fn read_with_all(&self) -> (Settings, Value, Option<String>) {
        let nothing = |complaint| (Settings::default(), Value::Null, complaint);
        let Some(file) = &self.file else { return nothing(None) };
        let told = |error: &dyn std::fmt::Display| Some(format!("{}: {error}", path_text(file)));
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return nothing(None),
            Err(error) => return nothing(told(&error)),
        };
        match salvage::settings_of(&bytes) {
            (settings, all, None) => (settings, all, None),
            (settings, all, Some(fault)) => (settings, all, told(&format!("{fault}; {}", salvage::kept_aside(file)))),
        }
    }

    /// Writes the settings, merged with changes of other windows; returns the merged settings.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&mut self, settings: &Settings) -> Result<Settings, SaveError> {
        let Some(file) = &self.file else { return Ok(settings.clone()) };
        let failed = |source: std::io::Error| SaveError { file: file.clone(), source };
        fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        let _turn = Turn::wait(&file.with_extension("lock"));
        let (there, all, complaint) = self.read_with_all();
        let kept = match complaint {
            None if file.exists() => merge::merged(&self.known, settings, &there),
            _ => settings.clone(),
        };
        let mut written = serde_json::to_value(&kept).map_err(|error| failed(error.into()))?;
        salvage::keep_unknown(&mut written, &all);
        let text = serde_json::to_string_pretty(&written).map_err(|error| failed(error.into()))?;
        AtomicFile::write(file, text.as_bytes()).map_err(failed)?;
        self.known = kept.clone();
        Ok(kept)
    }
}

/// The settings could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", path_text(file))]
pub struct SaveError {
    file: PathBuf,
    source: std::io::Error,
}

/// A lock for reading and writing. If the system has no locks, or another window is stuck, this continues without.
struct Turn {
    _lock: Option<fs::File>,
}

impl Turn {
    fn wait(path: &Path) -> Turn {
        const TRIES: u32 = 100;
        let Ok(lock) = fs::OpenOptions::new().create(true).append(true).open(path) else {
            return Turn { _lock: None };
        };
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => return Turn { _lock: Some(lock) },
                Err(fs::TryLockError::WouldBlock) => thread::sleep(std::time::Duration::from_millis(5)),
                Err(fs::TryLockError::Error(_)) => break,
            }
        }
        Turn { _lock: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Action, Bindings};
    use crate::scene::modes::{Overlay, Overlays, ViewMode};
    use crate::scene::view_settings::Filter;
    use glam::DVec3;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("deep").join("settings.json"));
        (folder, store)
    }

    #[test]
    fn saved_settings_are_restored() {
        let (folder, mut store) = store();
        assert_eq!(store.load(), (Settings::default(), None), "nothing yet");
        let mut settings = Settings::default();
        settings.opened(Path::new("Zones/a.gtd"));
        let pose = Pose::new(DVec3::new(1.5, 2.0, 3.0), 90.0, -10.0);
        let memory = settings.zone("Zones/a.gtd");
        memory.camera = Some(pose.to_string());
        memory.views.insert(3, pose.to_string());
        settings.window.size_points = Some([900.0, 600.5]);
        settings.drawing =
            ViewSettings { relief: true, samples: Some(4), view_distance_m: Some(300.0), ..ViewSettings::default() };
        let place = PanelPlace { rect: [1.0, 2.0, 300.0, 200.0], room: [1280.0, 690.0], rolled: true };
        let places = PanelPlaces { chosen: BTreeMap::from([(PanelId::Map, place)]), resets: 0 };
        let windows = OpenPanels::of(&[PanelId::Map, PanelId::Bytes, PanelId::Help]);
        settings.panels = PanelMemory::of(windows, &places);
        assert_eq!(
            settings.panels.restored(),
            (OpenPanels::of(&[PanelId::Map, PanelId::Bytes]), places),
            "help is not kept"
        );
        store.save(&settings).unwrap();
        let (mut back, complaint) = store.load();
        assert_eq!((&back, complaint), (&settings, None));
        let memory = back.zone("Zones/a.gtd");
        assert_eq!((memory.pose(), memory.digits()), (Some(pose), vec![Digit::new(3).unwrap()]));
        let left: Vec<_> = std::fs::read_dir(folder.path().join("deep")).unwrap().collect();
        assert_eq!(left.len(), 2, "only the lock is left beside it");
    }

    #[test]
    fn two_windows_keep_what_each_of_them_added() {
        let (folder, mut first) = store();
        let mut second = Store::at(folder.path().join("deep").join("settings.json"));
        let ([mut a, mut b], bookmark) = ([first.load().0, second.load().0], |name: &str| Bookmark {
            name: name.into(),
            camera: "1,2,3,4,5".into(),
        });
        a.opened(Path::new("a.gtd"));
        a.zone("both").bookmarks.push(bookmark("gate"));
        first.save(&a).unwrap();
        b.opened(Path::new("b.gtd"));
        b.zone("both").bookmarks.push(bookmark("mill"));
        b.zone("b").camera = Some("5,4,3,2,1".into());
        let mut kept = second.save(&b).unwrap();
        assert_eq!(kept.recent, [PathBuf::from("b.gtd"), PathBuf::from("a.gtd")]);
        let names: Vec<_> = kept.zone("both").bookmarks.iter().map(|bookmark| bookmark.name.clone()).collect();
        assert_eq!(names, ["mill", "gate"]);
        // A removal in the second window is not undone by it, but the first window still keeps its own entry.
        kept.zone("both").bookmarks.retain(|bookmark| bookmark.name != "gate");
        let mut kept = second.save(&kept).unwrap();
        assert_eq!(kept.zone("both").bookmarks.len(), 1);
        assert_eq!(kept.zone("b").camera.as_deref(), Some("5,4,3,2,1"));
        let (back, complaint) = second.load();
        assert_eq!((back.zones.len(), back.recent.len(), complaint), (2, 2, None));
    }

    #[test]
    fn many_windows_at_once_leave_a_whole_file_with_everything() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.json");
        let windows: Vec<_> = (0..8)
            .map(|window| {
                let mut store = Store::at(file.clone());
                std::thread::spawn(move || {
                    let (mut settings, _) = store.load();
                    for round in 0..10 {
                        settings.zone(&format!("{window}-{round}")).speed_mps = Some(1.0);
                        settings = store.save(&settings).unwrap();
                    }
                })
            })
            .collect();
        windows.into_iter().for_each(|window| window.join().unwrap());
        let (settings, complaint) = Store::at(file).load();
        assert_eq!((settings.zones.len(), complaint), (80, None));
    }

    #[test]
    fn without_a_place_nothing_is_kept_and_nothing_fails() {
        let mut store = Store { file: None, known: Settings::default() };
        assert_eq!(store.file(), None);
        let (mut settings, complaint) = store.load();
        settings.opened(Path::new("a.gtd"));
        assert_eq!((store.save(&settings).unwrap(), complaint), (settings, None));
    }

    #[test]
    fn a_folder_that_cannot_be_created_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), b"in the way").unwrap();
        let mut store = Store::at(folder.path().join("file").join("settings.json"));
        let told = crate::zone::error::with_causes(&store.save(&Settings::default()).unwrap_err());
        assert!(told.contains("settings.json: "), "{told}");
    }

    fn write(folder: &tempfile::TempDir, text: &str) -> PathBuf {
        let file = folder.path().join("deep").join("settings.json");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    #[test]
    fn broken_files_are_kept_aside_each_of_them() {
        let (folder, mut store) = store();
        for (n, broken) in ["{ broken", "", "[1, 2]", "\u{0}\u{0}\u{0}"].into_iter().enumerate() {
            let file = write(&folder, broken);
            let (settings, complaint) = store.load();
            assert_eq!(settings, Settings::default());
            let aside = format!("settings.json.broken-{}", n + 1);
            assert!(complaint.as_ref().unwrap().contains(&aside), "{complaint:?}");
            assert_eq!(std::fs::read_to_string(file.with_file_name(aside)).unwrap(), broken);
            assert_eq!(store.load().1, None, "it is told once");
            store.save(&settings).unwrap();
        }
    }

    #[test]
    fn of_a_file_that_is_wrong_in_part_the_rest_is_read() {
        let (folder, mut store) = store();
        let text = r#"{"vsync": false, "drawing": {"filter": "of a later version"}, "preferences": {"scale": 2.0}}"#;
        let file = write(&folder, text);
        let (settings, complaint) = store.load();
        assert_eq!(
            (settings.vsync, settings.preferences.scale, settings.drawing),
            (false, 2.0, ViewSettings::default())
        );
        assert!(complaint.as_ref().is_some_and(|told| told.contains("drawing")), "{complaint:?}");
        let aside = file.with_file_name("settings.json.broken-1");
        assert_eq!(std::fs::read_to_string(aside).unwrap(), text, "nothing is lost");
        store.save(&settings).unwrap();
        assert_eq!(store.load(), (settings, None));
    }

    #[test]
    fn fields_of_other_versions_stay() {
        let (folder, mut store) = store();
        let file = write(
            &folder,
            r#"{"later": 1, "keys": {"OfLater": ["KeyX"]}, "preferences": {"hat": "red"},
            "zones": [{"key": "a", "smell": 3, "views": {"1": "nonsense"}}, {"key": "b", "smell": 4}]}"#,
        );
        let (mut settings, complaint) = store.load();
        assert_eq!(complaint, None);
        assert!(settings.vsync);
        assert_eq!(settings.zone("a").digits(), []);
        settings.zone("a").views.clear();
        settings.preferences.scale = 1.5;
        store.save(&settings).unwrap();
        let value: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        assert_eq!((&value["later"], &value["preferences"]["hat"]), (&Value::from(1), &Value::from("red")));
        assert_eq!((&value["keys"]["OfLater"][0], &value["preferences"]["scale"]), (&"KeyX".into(), &1.5.into()));
        assert_eq!((&value["zones"][0]["smell"], &value["zones"][1]["smell"]), (&3.into(), &4.into()));
        assert_eq!(value["zones"][0]["views"], serde_json::json!({}), "what was taken away is gone");
    }

    /// As written by the first versions, every field with another value than the default.
    const OF_FIRST_VERSIONS: &str = r#"{
        "window": {"size_points": [900.0, 600.5], "position_px": [10, -20], "maximized": true},
        "vsync": false, "swap_up_down": true, "language": "turkish",
        "keys": {"Forward": ["KeyI"], "Help": ["Ctrl+KeyL", "?"]},
        "recent": ["/zones/a.gtd"],
        "zones": [{"key": "/zones/a.gtd", "camera": "1,2,3,4,5", "speed_mps": 12.5, "views": {"3": "5,4,3,2,1"},
            "bookmarks": [{"name": "gate", "camera": "1,1,1,1,1"}]}],
        "export_folder": "/out",
        "drawing": {"tiles": false, "colour_map": false, "shadows": false, "water": false, "sky": false, "fog": false,
            "relief": true, "classic": true, "full_detail": true, "objects": true, "time_runs": true, "fixed_hour": false,
            "time_secs": 21600, "filter": "nearest", "samples": 4, "view_distance_m": 750.5, "mode": "texture-index",
            "overlays": {"wireframe": true, "tiles": false, "patches": false, "spheres": true, "contours": true,
                "grass": false, "objects": false}, "contour_step_m": 2.5},
        "panels": {"open": ["map", "drawing"],
            "places": {"map": {"rect": [1.0, 2.0, 300.0, 200.0], "room": [1280.0, 690.0], "rolled": true}}},
        "preferences": {"look_deg_per_px": 0.3, "invert_look": true, "fov_y_deg": 80.0, "walk_speed_mps": 9.0,
            "power_saving": true, "theme": "light", "scale": 1.5, "gpu_budget_mb": 100, "screenshot_scale": 2,
            "screenshot_folder": "/pictures"}}"#;

    #[test]
    fn files_of_the_first_versions_are_read_and_kept() {
        let (folder, mut store) = store();
        let file = write(&folder, OF_FIRST_VERSIONS);
        let (settings, complaint) = store.load();
        assert_eq!(complaint, None);
        let expected = ViewSettings {
            relief: true,
            classic: true,
            full_detail: true,
            object_names: true,
            time_runs: true,
            fixed_hour: false,
            time_secs: 21_600,
            filter: Some(Filter::Nearest),
            samples: Some(4),
            view_distance_m: Some(750.5),
            mode: ViewMode::TextureIndex,
            overlays: Overlays::from_iter([Overlay::Wireframe, Overlay::Spheres, Overlay::Contours]),
            contour_step_m: Some(2.5),
            ..ViewSettings::default().with_layers(&[])
        };
        assert_eq!(settings.drawing, ViewSettings { relief: true, ..expected });
        let (open, places) = settings.panels.restored();
        assert_eq!((open, places.chosen.len()), (OpenPanels::of(&[PanelId::Map, PanelId::Drawing]), 1));
        let bindings = Bindings::new(&settings.keys, settings.swap_up_down);
        assert_eq!(bindings.keys_of(Action::Forward), ["I"]);
        assert_eq!(bindings.keys_of(Action::Help), ["Ctrl+L", "?"]);
        // Every field is read: the output is the same except for renamed fields.
        store.save(&settings).unwrap();
        let text = OF_FIRST_VERSIONS.replace("colour_map", "color_map");
        let mut before: Value = serde_json::from_str(&text).unwrap();
        let mut after: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for value in [&mut before, &mut after] {
            value["preferences"].as_object_mut().unwrap().remove("scale");
        }
        assert_eq!(after, before);
        assert_eq!(store.load(), (settings, None));
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
