//! Requirements of game engines for height maps: sizes, orientation, and values for their import dialogs.

use serde_json::{Value, json};

use super::HeightSamples;
use super::format::{PNG_16, RAW_16};
use crate::export::FileType;

/// A game engine that imports heights.
///
/// Unity's terrain takes 2^k + 1 samples a side, from 33 to 4097; the first row of a raw file is the southernmost.
/// Unreal's landscape takes one of the recommended sizes; the first row is the northernmost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Unity: 2^k + 1 samples per side, row 0 in the south.
    Unity,
    /// Unreal: a recommended landscape size, row 0 in the north.
    Unreal,
}

/// Sizes of Unreal's landscapes that its documentation recommends.
const UNREAL_SIZES: [u32; 7] = [127, 253, 505, 1009, 2017, 4033, 8129];
/// Unity maps the 16-bit range to 65536 steps, so that 65535 is one step below the terrain's height.
const UNITY_STEPS: f64 = 65_536.0;
/// Unreal's samples are 1/128 m at a scale of 100, and the middle value is height 0.
const UNREAL_STEPS_PER_M: f64 = 128.0;
const UNREAL_MIDDLE: f64 = 32_768.0;

impl Engine {
    /// The nearest number of samples a side that the engine accepts.
    pub fn legal_size(self, size: u32) -> u32 {
        match self {
            Engine::Unity => ((size.max(2) - 1).next_power_of_two() + 1).clamp(33, 4097),
            Engine::Unreal => {
                let far = |legal: &u32| (f64::from(*legal) / f64::from(size)).ln().abs();
                let nearest = UNREAL_SIZES.into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
                nearest.unwrap_or(size)
            }
        }
    }

    /// File types that it reads, the usual one first.
    pub(super) fn file_types(self) -> &'static [FileType] {
        const UNITY_RAW: FileType = FileType { name: RAW_16.name, extensions: &["raw", "r16"] };
        match self {
            Engine::Unity => &[UNITY_RAW, PNG_16],
            Engine::Unreal => &[PNG_16, RAW_16],
        }
    }

    /// Whether the first row is the southernmost.
    pub fn south_first(self) -> bool {
        self == Engine::Unity
    }

    /// Values for the engine's import dialog, which give the terrain its true size and height.
    pub(super) fn import_with(self, samples: &HeightSamples, spacing_m: f64, size: u32) -> Value {
        let low_m = samples.offset_m;
        let extent_m = spacing_m * f64::from(size - 1);
        match self {
            Engine::Unity => json!({
                "engine": "Unity, Terrain Settings, Import Raw",
                "depth": "16 bit", "byte_order": "Windows", "resolution": size, "flip_vertically": false,
                "terrain_size_m": { "width": extent_m, "length": extent_m, "height": samples.scale_m * UNITY_STEPS },
                "position_m": { "x": 0, "y": low_m, "z": 0 },
            }),
            Engine::Unreal => json!({
                "engine": "Unreal, Landscape, Import from File",
                "resolution": size,
                "scale": { "x": spacing_m * 100.0, "y": spacing_m * 100.0, "z": samples.scale_m * UNREAL_STEPS_PER_M * 100.0 },
                "location_cm": { "x": 0, "y": 0, "z": (low_m + UNREAL_MIDDLE * samples.scale_m) * 100.0 },
                "axes": "x east, y south",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_legal() {
        let unity = [17, 33, 129, 513, 8193].map(|size| Engine::Unity.legal_size(size));
        assert_eq!(unity, [33, 33, 129, 513, 4097]);
        let unreal = [17, 65, 129, 257, 513, 1025, 8193].map(|size| Engine::Unreal.legal_size(size));
        assert_eq!(unreal, [127, 127, 127, 253, 505, 1009, 8129]);
    }

    #[test]
    fn unity_puts_heights_where_they_are() {
        let samples = HeightSamples { offset_m: -20.0, scale_m: 0.01, ..HeightSamples::from_floats(vec![]) };
        let told = Engine::Unity.import_with(&samples, 4.0, 513);
        let (height, low) = (&told["terrain_size_m"]["height"], &told["position_m"]["y"]);
        // Unity: y = position + value / 65536 * height.
        let y_m = |value: f64| low.as_f64().unwrap() + value / 65_536.0 * height.as_f64().unwrap();
        assert!((y_m(0.0) + 20.0).abs() < 1e-9 && (y_m(3000.0) - 10.0).abs() < 1e-9);
        assert_eq!(told["terrain_size_m"]["width"], 2048.0);
    }

    #[test]
    fn unreal_puts_heights_where_they_are() {
        let samples = HeightSamples { offset_m: -20.0, scale_m: 0.01, ..HeightSamples::from_floats(vec![]) };
        let told = Engine::Unreal.import_with(&samples, 4.0, 505);
        // Unreal: z = location + (value - 32768) / 128 * scale.
        let z_cm = |value: f64| {
            let (location, scale) = (told["location_cm"]["z"].as_f64().unwrap(), told["scale"]["z"].as_f64().unwrap());
            location + (value - 32_768.0) / 128.0 * scale
        };
        assert!((z_cm(0.0) + 2000.0).abs() < 1e-6 && (z_cm(3000.0) - 1000.0).abs() < 1e-6);
    }
}
