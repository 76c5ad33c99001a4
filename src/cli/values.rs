//! Types of option values, and their text form.

use std::ffi::OsString;
use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;

use crate::scene::view_settings::options::ValueError;

/// `--color`: when to use colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorArg {
    /// Whether colors are written, to a terminal or not, given the environment.
    pub fn wants_color(self, terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
        let refused = || {
            // NO_COLOR counts with any value but an empty one (no-color.org).
            variable("NO_COLOR").is_some_and(|value| !value.is_empty())
                || variable("TERM").is_some_and(|term| term == "dumb")
        };
        match self {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => terminal && !refused(),
        }
    }
}

/// `--size WxH`: width and height of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeArg {
    /// Width in pixels, 1 to 32,768; the picture has at most 67,108,864 pixels in all.
    pub width_px: u32,
    /// Height in pixels, 1 to 32,768.
    pub height_px: u32,
}

impl SizeArg {
    /// The default size.
    pub const DEFAULT: SizeArg = SizeArg { width_px: 1280, height_px: 720 };
    const MAX_PX: u32 = 32_768;
    /// Maximum number of pixels in all, such as 8192 x 8192. A picture is drawn in one piece, which takes about 1 GB
    /// then.
    const MAX_PIXELS: u64 = 1 << 26;
}

impl FromStr for SizeArg {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<SizeArg, ValueError> {
        let error = ValueError::new(
            "WIDTHxHEIGHT in pixels, each from 1 to 32,768 and at most 67,108,864 in all, such as 1280x720",
        );
        let side = |text: &str| whole_number(text).filter(|side| (1..=SizeArg::MAX_PX).contains(side));
        let (width, height) = text.split_once(['x', 'X']).ok_or(error.clone())?;
        match (side(width), side(height)) {
            (Some(width_px), Some(height_px)) if u64::from(width_px) * u64::from(height_px) <= SizeArg::MAX_PIXELS => {
                Ok(SizeArg { width_px, height_px })
            }
            _ => Err(error),
        }
    }
}

impl fmt::Display for SizeArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width_px, self.height_px)
    }
}

/// Parses a number that is neither NaN nor infinite.
pub fn finite(text: &str) -> Result<f64, ValueError> {
    text.parse().ok().filter(|value: &f64| value.is_finite()).ok_or(ValueError::new("a finite number"))
}

/// As [`finite`]; 0 is refused as well.
pub fn finite_not_zero(text: &str) -> Result<f64, ValueError> {
    finite(text).ok().filter(|value| *value != 0.0).ok_or(ValueError::new("a finite number other than 0"))
}

/// Digits only: no sign, no blanks.
fn whole_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_for_terminals_that_want_them() {
        let wants = |color: ColorArg, terminal, name: &str, value: &str| {
            color.wants_color(terminal, |asked| (asked == name).then(|| value.into()))
        };
        assert!(wants(ColorArg::Auto, true, "TERM", "xterm-256color") && wants(ColorArg::Auto, true, "NO_COLOR", ""));
        assert!(!wants(ColorArg::Auto, false, "TERM", "xterm") && !wants(ColorArg::Auto, true, "TERM", "dumb"));
        assert!(!wants(ColorArg::Auto, true, "NO_COLOR", "1") && !wants(ColorArg::Never, true, "TERM", "xterm"));
        assert!(wants(ColorArg::Always, false, "NO_COLOR", "1") && wants(ColorArg::Always, true, "TERM", "dumb"));
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!((finite("-1.5e3"), finite("0"), finite_not_zero("-2")), (Ok(-1500.0), Ok(0.0), Ok(-2.0)));
        for wrong in ["nan", "NaN", "inf", "-infinity", "1e999", "", "1 m"] {
            assert!(finite(wrong).is_err() && finite_not_zero(wrong).is_err(), "{wrong:?}");
        }
        assert!(finite_not_zero("0").is_err() && finite_not_zero("1e-999").is_err());
    }

    #[test]
    fn sizes() {
        assert_eq!("1280x720".parse(), Ok(SizeArg::DEFAULT));
        assert_eq!("1X32768".parse(), Ok(SizeArg { width_px: 1, height_px: 32_768 }));
        assert!("8192x8192".parse::<SizeArg>().is_ok() && "32768x2049".parse::<SizeArg>().is_err());
        for wrong in ["", "1280", "x", "0x720", "1280x0", "-1x5", "+1x5", "32769x1", "1280 x 720", "1x2x3", "1.5x2"] {
            assert!(wrong.parse::<SizeArg>().is_err(), "{wrong:?}");
        }
        assert_eq!(SizeArg::DEFAULT.to_string(), "1280x720");
    }
}
