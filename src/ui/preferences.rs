//! Preferences of the user, other than keys and view settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::platform::saved_path;

/// Theme of the panels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Light text on dark panels.
    #[default]
    Dark,
    /// Dark text on light panels.
    Light,
    /// The theme of the desktop.
    System,
}

/// Preferences of the user. [`Preferences::sound`] clamps the numbers to their ranges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// View rotation in degrees per pixel of mouse movement.
    pub look_deg_per_px: f64,
    /// Moving the mouse down looks up.
    pub invert_look: bool,
    /// Vertical field of view in degrees, unless the command line sets it.
    pub fov_y_deg: f64,
    /// Walking speed in meters per second.
    pub walk_speed_mps: f64,
    /// Save power: no frames for water and clouds alone, and few frames without the keyboard focus.
    pub power_saving: bool,
    /// The camera goes to other places at once, and rests at the welcome.
    pub reduce_motion: bool,
    /// Theme of the panels.
    pub theme: ThemeChoice,
    /// Scale of the panels; 1 is that of the desktop.
    pub scale: f32,
    /// Budget of GPU memory in megabytes; none for the default of the adapter.
    pub gpu_budget_mb: Option<u32>,
    /// Ratio of a screenshot's sides to the window's.
    pub screenshot_scale: u32,
    /// Folder of screenshots; none for the user's pictures folder.
    #[serde(with = "saved_path::option")]
    pub screenshot_folder: Option<PathBuf>,
    /// Pattern of the copied server command, with the placeholders `{x}`, `{y}`, `{z}` and `{zone}`.
    pub server_command: String,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            look_deg_per_px: 0.12,
            invert_look: false,
            fov_y_deg: 60.0,
            walk_speed_mps: 6.0,
            power_saving: false,
            reduce_motion: false,
            theme: ThemeChoice::default(),
            scale: 1.0,
            gpu_budget_mb: None,
            screenshot_scale: 1,
            screenshot_folder: None,
            server_command: "/zone {x} {z}".to_owned(),
        }
    }
}

impl Preferences {
    /// Range of mouse sensitivity, degrees per pixel.
    pub const LOOK_DEG_PER_PX: [f64; 2] = [0.01, 1.0];
    /// Range of the vertical field of view, degrees.
    pub const FOV_Y_DEG: [f64; 2] = [20.0, 120.0];
    /// Range of the walking speed, meters per second.
    pub const WALK_SPEED_MPS: [f64; 2] = [1.0, 40.0];
    /// Range of the panels' scale.
    pub const SCALE: [f32; 2] = [0.5, 3.0];
    /// Range of the GPU memory budget in megabytes.
    pub const GPU_BUDGET_MB: [u32; 2] = [16, 65_536];
    /// Maximum length of the server command's pattern, characters.
    pub const SERVER_COMMAND_CHARS: usize = 200;
    /// Range of the screenshot scale.
    pub const SCREENSHOT_SCALE: [u32; 2] = [1, 8];

    /// Clamps every number and text to its range: files may be edited by hand.
    pub fn sound(self) -> Preferences {
        let common = Preferences::default();
        let within = |value: f64, [low, high]: [f64; 2], otherwise: f64| {
            if value.is_finite() { value.clamp(low, high) } else { otherwise }
        };
        let [low, high] = Self::GPU_BUDGET_MB;
        let [least, most] = Self::SCREENSHOT_SCALE;
        Preferences {
            look_deg_per_px: within(self.look_deg_per_px, Self::LOOK_DEG_PER_PX, common.look_deg_per_px),
            fov_y_deg: within(self.fov_y_deg, Self::FOV_Y_DEG, common.fov_y_deg),
            walk_speed_mps: within(self.walk_speed_mps, Self::WALK_SPEED_MPS, common.walk_speed_mps),
            scale: within(self.scale.into(), Self::SCALE.map(f64::from), 1.0) as f32,
            gpu_budget_mb: self.gpu_budget_mb.map(|megabytes| megabytes.clamp(low, high)),
            screenshot_scale: self.screenshot_scale.clamp(least, most),
            server_command: server_command(&self.server_command),
            screenshot_folder: self.screenshot_folder.filter(|folder| !folder.as_os_str().is_empty()),
            ..self
        }
    }
}

/// A pattern in one line of limited length; the default one in place of an empty one.
fn server_command(pattern: &str) -> String {
    let line = pattern.chars().filter(|c| !c.is_control()).take(Preferences::SERVER_COMMAND_CHARS);
    let line = line.collect::<String>().trim().to_owned();
    if line.is_empty() { Preferences::default().server_command } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_do_no_harm() {
        assert_eq!(Preferences::default().sound(), Preferences::default());
        let odd = Preferences {
            look_deg_per_px: f64::NAN,
            fov_y_deg: 0.0,
            walk_speed_mps: -3.0,
            scale: 1e9,
            gpu_budget_mb: Some(0),
            screenshot_scale: 0,
            screenshot_folder: Some(PathBuf::new()),
            server_command: " \n".to_owned(),
            ..Preferences::default()
        };
        let sound = odd.sound();
        assert_eq!((sound.look_deg_per_px, sound.fov_y_deg, sound.walk_speed_mps), (0.12, 20.0, 1.0));
        assert_eq!((sound.scale, sound.gpu_budget_mb, sound.screenshot_scale), (3.0, Some(16), 1));
        assert_eq!((sound.screenshot_folder, sound.server_command.as_str()), (None, "/zone {x} {z}"));
        let lines = Preferences { server_command: format!("+go {{x}}\n{}", "y".repeat(900)), ..Preferences::default() };
        let sound = lines.sound().server_command;
        assert!(sound.starts_with("+go {x}yy") && sound.len() == Preferences::SERVER_COMMAND_CHARS, "one short line");
    }
}
