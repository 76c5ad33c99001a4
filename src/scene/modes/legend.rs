//! What a legend tells of a mode or an overlay: keys with their colors, or a ramp with its ends. The words are `ui`'s.

use super::palette::{Ramp, SLOPE_END_DEG};
use super::pictures::color;
use super::{Overlay, ViewMode};

/// What a color stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A tile texture, by its index.
    Texture(u16),
    /// A tile texture in its own mean color.
    Mean(u16),
    /// A direction, 0 to 7.
    Direction(u8),
    /// So many textures on a tile.
    LayerCount(u8),
    /// A level of detail.
    Level(u8),
    /// A value of the grass mask.
    Grass(u8),
    /// Nothing of what the mode shows.
    Nothing,
}

impl Key {
    /// The number of a texture, a direction or a count; none for the other keys.
    pub fn index(self) -> Option<usize> {
        match self {
            Key::Texture(index) | Key::Mean(index) => Some(usize::from(index)),
            Key::Direction(index) | Key::LayerCount(index) => Some(usize::from(index)),
            Key::Grass(_) | Key::Level(_) | Key::Nothing => None,
        }
    }
}

/// What a mode's legend lists.
#[derive(Clone, Copy, Debug)]
pub enum LegendSpec {
    /// Nothing.
    None,
    /// The ramp, from the zone's lowest to its highest height.
    Heights,
    /// The ramp, from level to upright.
    Slopes,
    /// These keys, for a zone with so many levels of detail.
    Keys(fn(u8) -> Vec<Key>),
    /// The keys that most tiles show.
    Counted,
}

/// A sentence below a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// A tile's second layer is in its corner.
    SecondInCorner,
    /// Darker is shadow, where the zone has shadows.
    Shadows,
    /// The jump in the ramp is where terrain can no longer be climbed.
    ClimbLimit,
}

/// Unit of a ramp's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Heights in meters.
    Meters,
    /// Slopes in degrees.
    Degrees,
}

/// A key with its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// What it stands for.
    pub key: Key,
    /// Its color.
    pub rgb: [u8; 3],
    /// On how many tiles, where that was counted.
    pub tiles: Option<u32>,
}

/// What a mode's legend shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Legend {
    /// Nothing that needs to be told.
    None,
    /// A ramp between two values.
    Ramp {
        /// Its colors.
        ramp: Ramp,
        /// The values at its ends.
        ends: [f32; 2],
        /// What the values are.
        unit: Unit,
    },
    /// Keys and colors.
    Swatches(Vec<Swatch>),
}

/// Most counted keys that a legend lists.
const MOST_KEYS: usize = 8;

impl Legend {
    /// Of a mode, in a zone between two heights with `levels` levels of detail; `counts` as
    /// [`pictures`](super::pictures) gives them.
    pub fn of(mode: ViewMode, heights_m: [f32; 2], levels: u8, counts: &[(Key, u32)]) -> Legend {
        let counted = |key: &Key| counts.iter().find(|(known, _)| known == key).map(|(_, tiles)| *tiles);
        let swatch = |key: Key| Swatch { key, rgb: color(key, &[]), tiles: counted(&key) };
        let keys: Vec<Key> = match mode.spec().legend {
            LegendSpec::None => return Legend::None,
            LegendSpec::Heights => {
                return Legend::Ramp { ramp: Ramp::height(), ends: heights_m, unit: Unit::Meters };
            }
            LegendSpec::Slopes => {
                return Legend::Ramp { ramp: Ramp::slope(), ends: [0.0, SLOPE_END_DEG], unit: Unit::Degrees };
            }
            LegendSpec::Keys(keys) => keys(levels),
            LegendSpec::Counted => {
                let most = counts.iter().map(|(key, _)| *key).filter(|key| *key != Key::Nothing);
                most.take(MOST_KEYS).chain(counted(&Key::Nothing).map(|_| Key::Nothing)).collect()
            }
        };
        Legend::Swatches(keys.into_iter().map(swatch).collect())
    }
}

/// The color that stands for an overlay.
pub fn overlay_color(overlay: Overlay) -> [u8; 3] {
    let [r, g, b, _] = overlay.spec().rgba;
    [r, g, b]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::modes::palette;

    #[test]
    fn textures_are_listed_by_how_often_they_lie() {
        let counts: Vec<(Key, u32)> =
            (0..20).map(|i| (Key::Texture(i * 3), 100 - u32::from(i))).chain([(Key::Nothing, 4)]).collect();
        let Legend::Swatches(swatches) = Legend::of(ViewMode::TextureIndex, [0.0, 1.0], 3, &counts) else { panic!() };
        assert_eq!(swatches.len(), MOST_KEYS + 1);
        assert_eq!((swatches[1].key, swatches[1].tiles), (Key::Texture(3), Some(99)));
        assert_eq!(swatches[1].rgb, palette::texture(3));
        assert_eq!(swatches[MOST_KEYS].key, Key::Nothing);
    }

    #[test]
    fn ramps_tell_their_ends() {
        assert!(matches!(Legend::of(ViewMode::Height, [-3.0, 9.0], 3, &[]), Legend::Ramp { ends: [-3.0, 9.0], .. }));
        let Legend::Swatches(levels) = Legend::of(ViewMode::Detail, [0.0, 1.0], 3, &[]) else { panic!() };
        assert_eq!(levels.iter().map(|swatch| swatch.rgb).collect::<Vec<_>>(), [0, 1, 2].map(palette::detail));
    }
}
