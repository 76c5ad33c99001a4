//! The ranges of all numbers in the settings: files may be edited by hand, or come from another computer.

use glam::DVec3;

use super::{Bookmark, PanelMemory, Settings, WindowPlace, ZoneMemory};
use crate::camera::Pose;
use crate::ui::PanelSizes;

/// Sides of the window, in points.
const WINDOW_POINTS: [f64; 2] = [64.0, 16_384.0];
/// Corner of the window, in pixels of all screens together.
const CORNER_PX: [i32; 2] = [-100_000, 100_000];
/// Sizes of panels, in points.
const PANEL_POINTS: [f32; 2] = [1.0, 16_384.0];
/// Coordinates of a camera, in meters: far beyond every zone, and still exact to millimeters.
const CAMERA_M: f64 = 1e6;
/// Flying speed, in meters per second.
const SPEED_MPS: [f64; 2] = [0.01, 1e5];

impl Settings {
    /// The settings with every number in its range.
    pub fn within_ranges(self) -> Settings {
        let recent = self.recent.into_iter().filter(|path| !path.as_os_str().is_empty());
        Settings {
            window: self.window.within_ranges(),
            recent: recent.take(Self::RECENT).collect(),
            zones: self.zones.into_iter().take(Self::ZONES).map(ZoneMemory::within_ranges).collect(),
            export_folder: self.export_folder.filter(|folder| !folder.as_os_str().is_empty()),
            drawing: self.drawing.within_ranges(),
            panels: self.panels.within_ranges(),
            preferences: self.preferences.sound(),
            ..self
        }
    }
}

impl WindowPlace {
    fn within_ranges(self) -> WindowPlace {
        let size = self.size_points.filter(|size| size.iter().all(|side| side.is_finite()));
        WindowPlace {
            size_points: size.map(|size| size.map(|side| side.clamp(WINDOW_POINTS[0], WINDOW_POINTS[1]))),
            position_px: self.position_px.map(|corner| corner.map(|at| at.clamp(CORNER_PX[0], CORNER_PX[1]))),
            maximized: self.maximized,
        }
    }
}

impl ZoneMemory {
    fn within_ranges(self) -> ZoneMemory {
        let within = |Bookmark { name, camera }| Bookmark { name, camera: camera_within(camera) };
        let speed = self.speed_mps.filter(|speed| speed.is_finite());
        ZoneMemory {
            key: self.key,
            path: self.path,
            client_folder: self.client_folder,
            server_folder: self.server_folder,
            camera: self.camera.map(camera_within),
            speed_mps: speed.map(|speed| speed.clamp(SPEED_MPS[0], SPEED_MPS[1])),
            views: self.views.into_iter().map(|(digit, camera)| (digit, camera_within(camera))).collect(),
            bookmarks: self.bookmarks.into_iter().map(within).collect(),
        }
    }
}

/// A camera's text with its coordinates in their range. Other texts stay: other versions may read them.
fn camera_within(text: String) -> String {
    let most = DVec3::splat(CAMERA_M);
    match text.parse::<Pose>() {
        Ok(pose) if pose.eye.abs().cmpgt(most).any() => Pose { eye: pose.eye.clamp(-most, most), ..pose }.to_string(),
        _ => text,
    }
}

impl PanelMemory {
    fn within_ranges(self) -> PanelMemory {
        let [low, high] = PANEL_POINTS;
        let within = |size: Option<f32>| size.filter(|size| size.is_finite()).map(|size| size.clamp(low, high));
        let PanelSizes { left, right, map } = self.sizes;
        PanelMemory { sizes: PanelSizes { left: within(left), right: within(right), map: within(map) }, ..self }
    }
}
