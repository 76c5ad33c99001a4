//! Values for the import dialogs of game engines, which give a terrain its true size and height.

use std::fmt;

use serde_json::{Value, json};

use super::{Engine, HeightSamples};

/// Unity maps the 16-bit range to 65536 steps, so that 65535 is one step below the terrain's height.
const UNITY_STEPS: f64 = 65_536.0;
/// Unreal's samples are 1/128 m at a scale of 100, and the middle value is height 0.
const UNREAL_STEPS_PER_M: f64 = 128.0;
const UNREAL_MIDDLE: f64 = 32_768.0;
/// Unreal's units are centimeters.
const CM_PER_M: f64 = 100.0;

/// What an engine's import dialog asks for, beside the file itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EngineSettings {
    /// The engine.
    pub engine: Engine,
    /// Samples a side of the file.
    pub size: u32,
    /// Distance between neighboring samples in meters.
    pub spacing_m: f64,
    /// Height of the value 0, meters.
    pub offset_m: f64,
    /// Meters per step of the value.
    pub scale_m: f64,
}

impl EngineSettings {
    /// The settings for a file of `size` samples a side.
    pub(super) fn new(engine: Engine, samples: &HeightSamples, spacing_m: f64, size: u32) -> EngineSettings {
        EngineSettings { engine, size, spacing_m, offset_m: samples.offset_m, scale_m: samples.scale_m }
    }

    /// Side of the terrain in meters.
    fn extent_m(&self) -> f64 {
        self.spacing_m * f64::from(self.size - 1)
    }

    /// Difference between the lowest and the highest height that Unity can show, meters.
    fn unity_height_m(&self) -> f64 {
        self.scale_m * UNITY_STEPS
    }

    fn unreal_scale_xy(&self) -> f64 {
        self.spacing_m * CM_PER_M
    }

    fn unreal_scale_z(&self) -> f64 {
        self.scale_m * UNREAL_STEPS_PER_M * CM_PER_M
    }

    fn unreal_z_cm(&self) -> f64 {
        (self.offset_m + UNREAL_MIDDLE * self.scale_m) * CM_PER_M
    }

    /// The place of the dialog in the engine's menus, by its English names.
    pub fn dialog(&self) -> &'static str {
        match self.engine {
            Engine::Unity => "Unity: Terrain Settings > Import Raw",
            Engine::Unreal => "Unreal: Landscape > New > Import from File",
        }
    }

    /// The fields of the dialog by their English names, with numbers as they are typed there.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        match self.engine {
            Engine::Unity => vec![
                ("Depth", "Bit 16".into()),
                ("Resolution", self.size.to_string()),
                ("Byte Order", "Windows".into()),
                ("Flip Vertically", "off".into()),
                ("Terrain Width", typed(self.extent_m())),
                ("Terrain Length", typed(self.extent_m())),
                ("Terrain Height", typed(self.unity_height_m())),
                ("Position Y", typed(self.offset_m)),
            ],
            Engine::Unreal => {
                let mut fields = vec![("Overall Resolution", format!("{0} x {0}", self.size))];
                if let Some([section, sections, components]) = self.engine.unreal_sections(self.size) {
                    fields.extend([
                        ("Section Size", format!("{section} x {section} Quads")),
                        ("Sections Per Component", format!("{sections} x {sections} Sections")),
                        ("Number of Components", format!("{components} x {components}")),
                    ]);
                }
                fields.extend([
                    ("Scale X, Y", typed(self.unreal_scale_xy())),
                    ("Scale Z", typed(self.unreal_scale_z())),
                    ("Location X, Y", "0".into()),
                    ("Location Z", typed(self.unreal_z_cm())),
                ]);
                fields
            }
        }
    }

    /// The settings for the sidecar.
    pub(super) fn to_json(self) -> Value {
        let extent_m = self.extent_m();
        match self.engine {
            Engine::Unity => json!({
                "engine": "Unity, Terrain Settings, Import Raw",
                "depth": "16 bit", "byte_order": "Windows", "resolution": self.size, "flip_vertically": false,
                "terrain_size_m": { "width": extent_m, "length": extent_m, "height": self.unity_height_m() },
                "position_m": { "x": 0, "y": self.offset_m, "z": 0 },
            }),
            Engine::Unreal => json!({
                "engine": "Unreal, Landscape, Import from File",
                "resolution": self.size,
                "scale": { "x": self.unreal_scale_xy(), "y": self.unreal_scale_xy(), "z": self.unreal_scale_z() },
                "location_cm": { "x": 0, "y": 0, "z": self.unreal_z_cm() },
                "axes": "x east, y south",
            }),
        }
    }
}

/// The dialog in the first line, then a line per field.
impl fmt::Display for EngineSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.dialog())?;
        self.fields().into_iter().try_for_each(|(name, value)| write!(f, "\n{name}: {value}"))
    }
}

/// A number with at most four decimal places.
fn typed(value: f64) -> String {
    // Adding 0 turns -0 into 0.
    format!("{}", (value * 1e4).round() / 1e4 + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(engine: Engine, spacing_m: f64, size: u32) -> EngineSettings {
        EngineSettings { engine, size, spacing_m, offset_m: -20.0, scale_m: 0.01 }
    }

    fn field(settings: EngineSettings, name: &str) -> f64 {
        let fields = settings.fields();
        let (_, value) = fields.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{fields:?}"));
        value.parse().unwrap()
    }

    #[test]
    fn unity_puts_heights_where_they_are() {
        let unity = settings(Engine::Unity, 4.0, 513);
        // Unity: y = position + value / 65536 * height.
        let y_m = |value: f64| field(unity, "Position Y") + value / 65_536.0 * field(unity, "Terrain Height");
        assert!((y_m(0.0) + 20.0).abs() < 1e-9 && (y_m(3000.0) - 10.0).abs() < 1e-9);
        assert_eq!((field(unity, "Terrain Width"), field(unity, "Terrain Length")), (2048.0, 2048.0));
        let json = unity.to_json();
        assert_eq!((&json["terrain_size_m"]["height"], &json["position_m"]["y"]), (&json!(655.36), &json!(-20.0)));
    }

    #[test]
    fn unreal_puts_heights_where_they_are() {
        let unreal = settings(Engine::Unreal, 4.0, 505);
        // Unreal: z = location + (value - 32768) / 128 * scale.
        let z_cm = |value: f64| field(unreal, "Location Z") + (value - 32_768.0) / 128.0 * field(unreal, "Scale Z");
        assert!((z_cm(0.0) + 2000.0).abs() < 1e-6 && (z_cm(3000.0) - 1000.0).abs() < 1e-6);
        assert_eq!(field(unreal, "Scale X, Y"), 400.0);
        assert_eq!(unreal.to_json()["scale"]["z"].as_f64(), Some(field(unreal, "Scale Z")));
    }

    #[test]
    fn copied_settings_are_lines_without_json() {
        let text = settings(Engine::Unreal, 4.063_492_063_492_063, 505).to_string();
        assert!(text.starts_with("Unreal: Landscape") && text.contains("\nScale X, Y: 406.3492\n"), "{text}");
        assert!(text.contains("\nNumber of Components: 4 x 4\n") && !text.contains('{'), "{text}");
        assert_eq!([typed(-0.000_01), typed(12.5), typed(2048.0)], ["0", "12.5", "2048"]);
    }
}
