//! Settings kept between runs: window, recent zones, camera and stored views per zone.
//!
//! One small JSON file in the platform's configuration folder ([`store`]). An unreadable file is renamed, never
//! overwritten; of one with wrong fields each sound entry is read ([`salvage`]), numbers are brought into their ranges
//! ([`ranges`]), and unknown fields are kept.

mod merge;
mod ranges;
mod salvage;
mod saver;
mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::saver::{Saved, Saver};
pub use self::store::Store;
use crate::camera::Pose;
use crate::input::{ChosenKeys, Digit};
use crate::platform::saved_path;
use crate::scene::view_settings::ViewSettings;
use crate::ui::{LanguageChoice, OpenPanels, PanelArea, PanelId, PanelSizes, Preferences};

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
    #[serde(with = "saved_path::list")]
    pub recent: Vec<PathBuf>,
    /// Settings per zone by key, most recently opened first.
    pub zones: Vec<ZoneMemory>,
    /// Folder of the last export.
    #[serde(with = "saved_path::option")]
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
    /// Sizes set by the user, in points.
    pub sizes: PanelSizes,
}

impl PanelMemory {
    /// The layout to save. Dialogs are momentary.
    pub fn of(panels: OpenPanels, sizes: PanelSizes) -> PanelMemory {
        let lasting = PanelId::ALL.into_iter().filter(|panel| panel.area() != PanelArea::Dialog);
        let open = lasting.filter(|panel| panels.is_open(*panel)).map(|panel| panel.key().to_owned());
        PanelMemory { open: open.collect(), sizes }
    }

    /// The saved panels; unknown names are ignored.
    pub fn restored(&self) -> OpenPanels {
        let known = |key: &String| PanelId::ALL.into_iter().find(|panel| panel.key() == key);
        let lasting = |panel: &PanelId| panel.area() != PanelArea::Dialog;
        OpenPanels::of(&self.open.iter().filter_map(known).filter(lasting).collect::<Vec<_>>())
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
    /// The canonical path of the zone's file, or the name of a zone without one.
    pub key: String,
    /// The path by which the file was last opened, as in the list of recent zones.
    #[serde(with = "saved_path::option", skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// The client folder that the user located for a file outside of one.
    #[serde(with = "saved_path::option", skip_serializing_if = "Option::is_none")]
    pub client_folder: Option<PathBuf>,
    /// The server folder or map that the user chose.
    #[serde(with = "saved_path::option", skip_serializing_if = "Option::is_none")]
    pub server_folder: Option<PathBuf>,
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

    /// Moves a zone to the front of the recent ones. It is there once, by the path by which it was last opened.
    pub fn opened(&mut self, path: &Path, key: &str) {
        let before = self.zone(key).path.replace(path.to_owned());
        self.recent.retain(|known| known != path && Some(known) != before.as_ref());
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::RECENT);
    }

    /// These settings with what was changed between `before` and `there`.
    pub fn with_changes(&self, before: &Settings, there: &Settings) -> Settings {
        merge::merged(before, self, there)
    }

    /// Settings of a zone, if there are any.
    pub fn known_zone(&self, key: &str) -> Option<&ZoneMemory> {
        self.zones.iter().find(|zone| zone.key == key)
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
