//! The values that options take, as types, and how they are written.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::scene::modes::{Overlay, ViewMode};

/// `--color`: whether text for readers has colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `--filter`: how tile textures are filtered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FilterArg {
    /// Trilinear on a CPU adapter, else anisotropic.
    #[default]
    Auto,
    /// Nearest texel.
    Nearest,
    /// Four texels of one level.
    Bilinear,
    /// Four texels of two levels.
    Trilinear,
    /// 16 times, along the direction in which the ground recedes.
    Anisotropic,
}

/// `--msaa`: samples a pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MsaaArg {
    /// 1 on a CPU adapter, else 4.
    #[default]
    Auto,
    /// One.
    #[value(name = "1")]
    One,
    /// Two.
    #[value(name = "2")]
    Two,
    /// Four.
    #[value(name = "4")]
    Four,
}

impl MsaaArg {
    /// The number asked for; none for auto.
    pub fn samples(self) -> Option<u32> {
        match self {
            MsaaArg::Auto => None,
            MsaaArg::One => Some(1),
            MsaaArg::Two => Some(2),
            MsaaArg::Four => Some(4),
        }
    }
}

/// `--detail`: how much of the ground's detail is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DetailArg {
    /// Less in the distance, without a visible difference.
    #[default]
    Auto,
    /// All of it everywhere.
    Full,
}

/// An entry of `--layers`: what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ValueEnum)]
pub enum LayerArg {
    /// Tile textures, and the color map where a tile has no first layer.
    Tiles,
    /// The color map everywhere.
    Colormap,
    /// Baked shadows.
    Shadows,
    /// Rivers and ponds.
    Water,
    /// Grass.
    Grass,
    /// Sky.
    Sky,
    /// Fog.
    Fog,
    /// Shading by slope.
    Relief,
}

/// `--mode`: what the ground is colored by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModeArg(pub ViewMode);

impl ValueEnum for ModeArg {
    fn value_variants<'a>() -> &'a [ModeArg] {
        const ALL: [ModeArg; ViewMode::ALL.len()] = {
            let mut all = [ModeArg(ViewMode::Textured); ViewMode::ALL.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = ModeArg(ViewMode::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (aliases, help): (&[&'static str], _) = match self.0 {
            ViewMode::Textured => (&[], "As the game draws it"),
            ViewMode::Height => (&[], "By height, from the zone's lowest to its highest ground"),
            ViewMode::Slope => (&[], "By slope; what cannot be climbed is red"),
            ViewMode::Layer1 => (&["layer-1"], "The first texture of each tile alone"),
            ViewMode::Layer2 => (&["layer-2"], "The second texture of each tile alone"),
            ViewMode::TextureIndex => {
                (&["texture"], "A color for each tile texture; a second one in the tile's corner")
            }
            ViewMode::Direction => (&[], "How textures are turned; that of the second layer in the tile's corner"),
            ViewMode::Layers => (&[], "Whether tiles have one texture or two"),
            ViewMode::Shadow => (&["shadows"], "Baked shadows on white ground"),
            ViewMode::Colormap => (&["color-map", "colour-map", "colourmap"], "The color map everywhere"),
            ViewMode::Detail => (&[], "Which level of detail is drawn"),
        };
        Some(PossibleValue::new(self.0.name()).aliases(aliases.iter().copied()).help(help))
    }
}

/// An entry of `--overlay`: what lies over the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverlayArg(pub Overlay);

impl ValueEnum for OverlayArg {
    fn value_variants<'a>() -> &'a [OverlayArg] {
        const ALL: [OverlayArg; Overlay::ALL.len()] = {
            let mut all = [OverlayArg(Overlay::Wireframe); Overlay::ALL.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = OverlayArg(Overlay::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            Overlay::Wireframe => "Edges of the triangles that are drawn",
            Overlay::Tiles => "Borders of tiles, 4 m",
            Overlay::Patches => "Borders of patches, 32 m",
            Overlay::Spheres => "The patches' stored bounding spheres",
            Overlay::Contours => "Lines of equal height, with labels",
            Overlay::Grass => "Where the grass mask lets grass grow",
            Overlay::Objects => "Marks where objects stand",
        };
        Some(PossibleValue::new(self.0.name()).help(help))
    }
}

/// `--size WxH`: width and height of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeArg {
    /// Width in pixels, 1 to 32,768.
    pub width_px: u32,
    /// Height in pixels, 1 to 32,768.
    pub height_px: u32,
}

impl SizeArg {
    /// The size where none is given.
    pub const DEFAULT: SizeArg = SizeArg { width_px: 1280, height_px: 720 };
    const MAX_PX: u32 = 32_768;
}

/// `--time HH:MM`: a time of the zone's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeArg {
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
}

impl TimeArg {
    /// The time where none is given.
    pub const NOON: TimeArg = TimeArg { hour: 12, minute: 0 };

    /// The time in hours, 0 to just below 24.
    pub fn hours(self) -> f32 {
        self.hour as f32 + self.minute as f32 / 60.0
    }
}

/// Why a text is not the value that an option takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct ValueError {
    expected: &'static str,
}

impl FromStr for SizeArg {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<SizeArg, ValueError> {
        let error = ValueError { expected: "WIDTHxHEIGHT in pixels, each 1 to 32768, as in 1280x720" };
        let side = |text: &str| whole_number(text).filter(|side| (1..=SizeArg::MAX_PX).contains(side));
        let (width, height) = text.split_once(['x', 'X']).ok_or(error.clone())?;
        match (side(width), side(height)) {
            (Some(width_px), Some(height_px)) => Ok(SizeArg { width_px, height_px }),
            _ => Err(error),
        }
    }
}

impl fmt::Display for SizeArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width_px, self.height_px)
    }
}

impl FromStr for TimeArg {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<TimeArg, ValueError> {
        let error = ValueError { expected: "HH:MM from 00:00 to 23:59" };
        let (hour, minute) = text.split_once(':').ok_or(error.clone())?;
        match (whole_number(hour), whole_number(minute)) {
            (Some(hour @ 0..24), Some(minute_value @ 0..60)) if minute.len() == 2 => {
                Ok(TimeArg { hour, minute: minute_value })
            }
            _ => Err(error),
        }
    }
}

impl fmt::Display for TimeArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// Digits only: no sign, no blanks.
fn whole_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A finite number above zero, for distances and budgets.
pub(super) fn positive(text: &str) -> Result<f64, ValueError> {
    let value = text.parse().ok().filter(|value: &f64| value.is_finite() && *value > 0.0);
    value.ok_or(ValueError { expected: "a number above 0" })
}

/// Height between contours in meters.
pub(super) fn contour_step(text: &str) -> Result<f64, ValueError> {
    let value = text.parse().ok().filter(|value: &f64| (0.1..=10_000.0).contains(value));
    value.ok_or(ValueError { expected: "meters from 0.1 to 10000" })
}

/// A vertical field of view in degrees.
pub(super) fn field_of_view(text: &str) -> Result<f64, ValueError> {
    let value = text.parse().ok().filter(|value: &f64| (1.0..=170.0).contains(value));
    value.ok_or(ValueError { expected: "degrees from 1 to 170" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!("1280x720".parse(), Ok(SizeArg::DEFAULT));
        assert_eq!("1X32768".parse(), Ok(SizeArg { width_px: 1, height_px: 32_768 }));
        for wrong in ["", "1280", "x", "0x720", "1280x0", "-1x5", "+1x5", "32769x1", "1280 x 720", "1x2x3", "1.5x2"] {
            assert!(wrong.parse::<SizeArg>().is_err(), "{wrong:?}");
        }
        assert_eq!(SizeArg::DEFAULT.to_string(), "1280x720");
    }

    #[test]
    fn times() {
        assert_eq!("12:00".parse(), Ok(TimeArg::NOON));
        assert_eq!("7:05".parse(), Ok(TimeArg { hour: 7, minute: 5 }));
        assert_eq!("23:59".parse::<TimeArg>().map(|time| time.to_string()), Ok("23:59".into()));
        assert_eq!(TimeArg { hour: 6, minute: 30 }.hours(), 6.5);
        for wrong in ["", "12", "24:00", "12:60", "12:5", "-1:00", "12:00:00", "noon"] {
            assert!(wrong.parse::<TimeArg>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn samples() {
        let all = ["auto", "1", "2", "4"].map(|text| MsaaArg::from_str(text, false).unwrap().samples());
        assert_eq!(all, [None, Some(1), Some(2), Some(4)]);
        assert!(MsaaArg::from_str("8", false).is_err());
    }

    #[test]
    fn filters() {
        for (text, filter) in [("auto", FilterArg::Auto), ("anisotropic", FilterArg::Anisotropic)] {
            assert_eq!(FilterArg::from_str(text, false), Ok(filter));
        }
        assert!(FilterArg::from_str("sharp", false).is_err());
    }

    #[test]
    fn modes_and_overlays() {
        for mode in ViewMode::ALL {
            assert_eq!(ModeArg::from_str(mode.name(), false), Ok(ModeArg(mode)));
        }
        for (alias, mode) in
            [("color-map", ViewMode::Colormap), ("colour-map", ViewMode::Colormap), ("texture", ViewMode::TextureIndex)]
        {
            assert_eq!(ModeArg::from_str(alias, false), Ok(ModeArg(mode)));
        }
        for overlay in Overlay::ALL {
            assert_eq!(OverlayArg::from_str(overlay.name(), false), Ok(OverlayArg(overlay)));
        }
        assert!(["", "lit"].iter().all(|text| ModeArg::from_str(text, false).is_err()));
        assert_eq!((contour_step("2.5"), contour_step("0.05").is_err()), (Ok(2.5), true));
    }

    #[test]
    fn numbers() {
        assert_eq!(positive("0.5"), Ok(0.5));
        assert!(["0", "-1", "nan", "inf", "far"].iter().all(|text| positive(text).is_err()));
        assert_eq!(field_of_view("60"), Ok(60.0));
        assert!(["0", "171", "nan", "wide"].iter().all(|text| field_of_view(text).is_err()));
    }
}
