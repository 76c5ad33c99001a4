//! Legend contents of a mode or an overlay: keys with their colors, or a ramp with its ends. Texts are in `ui`.

use super::palette::{Ramp, SLOPE_END_DEG};
use super::pictures::color;
use super::{Overlay, ViewMode};

/// Meaning of a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegendKey {
    /// A tile texture by its index, in a color of its own.
    Texture(u16),
    /// A tile texture by its index, in its mean color.
    Mean(u16),
    /// Any tile texture that was found.
    Found,
    /// Any tile texture that is missing.
    Missing,
    /// A direction, 0 to 7.
    Direction(u8),
    /// Number of textures on a tile.
    LayerCount(u8),
    /// Level of detail, 0 being full detail.
    Level(u8),
    /// Value of the grass mask.
    Grass(u8),
    /// Number of times that a pixel is drawn.
    Drawn(u8),
    /// Texels per meter.
    TexelsPerMeter(u16),
    /// No value: the tile has nothing that the mode shows.
    Nothing,
}

impl LegendKey {
    /// The number of a texture, a direction or a count; none for the other keys.
    pub fn index(self) -> Option<usize> {
        match self {
            LegendKey::Texture(index) | LegendKey::Mean(index) => Some(usize::from(index)),
            LegendKey::Direction(index) | LegendKey::LayerCount(index) => Some(usize::from(index)),
            LegendKey::Found
            | LegendKey::Missing
            | LegendKey::Grass(_)
            | LegendKey::Level(_)
            | LegendKey::Drawn(_)
            | LegendKey::TexelsPerMeter(_)
            | LegendKey::Nothing => None,
        }
    }
}

/// Legend of a view mode, before it is evaluated for a zone.
#[derive(Clone, Copy, Debug)]
pub enum LegendSpec {
    /// The mode has no legend.
    None,
    /// A ramp from the lowest to the highest height of the zone.
    Heights,
    /// A ramp from 0 to 90 degrees.
    Slopes,
    /// A fixed list of keys, for a zone with the given number of detail levels.
    Keys(fn(u8) -> Vec<LegendKey>),
    /// The most frequent keys, by number of tiles.
    Counted,
}

/// Explanatory sentence below a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The second layer of a tile is shown in its corner.
    SecondInCorner,
    /// Darker means shadow, in zones that have shadows.
    Shadows,
    /// The jump in the ramp marks the steepest terrain that can be climbed.
    ClimbLimit,
}

/// Unit of the values of a ramp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Meters, for heights.
    Meters,
    /// Degrees, for slopes.
    Degrees,
}

/// A key and its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// Meaning of the color.
    pub key: LegendKey,
    /// Color as R, G, B bytes.
    pub rgb: [u8; 3],
    /// Number of tiles with this key, where tiles were counted.
    pub tiles: Option<u32>,
}

/// Legend of a mode, evaluated for a zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Legend {
    /// There is nothing to explain.
    None,
    /// A color ramp between two values.
    Ramp {
        /// Colors from the first value to the second.
        ramp: Ramp,
        /// Values at the ends of the ramp.
        ends: [f32; 2],
        /// Unit of the values.
        unit: Unit,
    },
    /// A list of keys with their colors.
    Swatches(Vec<Swatch>),
}

/// Maximum number of counted keys in a legend.
const MOST_KEYS: usize = 8;

impl Legend {
    /// Evaluates the legend of a mode for a zone with these heights and `levels` levels of detail; `counts` comes from
    /// [`pictures`](super::pictures).
    pub fn of(mode: ViewMode, heights_m: [f32; 2], levels: u8, counts: &[(LegendKey, u32)]) -> Legend {
        let counted = |key: &LegendKey| counts.iter().find(|(known, _)| known == key).map(|(_, tiles)| *tiles);
        let swatch = |key: LegendKey| Swatch { key, rgb: color(key, &[]), tiles: counted(&key) };
        let keys: Vec<LegendKey> = match mode.spec().legend {
            LegendSpec::None => return Legend::None,
            LegendSpec::Heights => {
                return Legend::Ramp { ramp: Ramp::height(), ends: heights_m, unit: Unit::Meters };
            }
            LegendSpec::Slopes => {
                return Legend::Ramp { ramp: Ramp::slope(), ends: [0.0, SLOPE_END_DEG], unit: Unit::Degrees };
            }
            LegendSpec::Keys(keys) => keys(levels),
            LegendSpec::Counted => {
                let most = counts.iter().map(|(key, _)| *key).filter(|key| *key != LegendKey::Nothing);
                most.take(MOST_KEYS).chain(counted(&LegendKey::Nothing).map(|_| LegendKey::Nothing)).collect()
            }
        };
        Legend::Swatches(keys.into_iter().map(swatch).collect())
    }
}

/// Representative color of an overlay.
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
        let counts: Vec<(LegendKey, u32)> =
            (0..20).map(|i| (LegendKey::Texture(i * 3), 100 - u32::from(i))).chain([(LegendKey::Nothing, 4)]).collect();
        let Legend::Swatches(swatches) = Legend::of(ViewMode::TextureIndex, [0.0, 1.0], 3, &counts) else { panic!() };
        assert_eq!(swatches.len(), MOST_KEYS + 1);
        assert_eq!((swatches[1].key, swatches[1].tiles), (LegendKey::Texture(3), Some(99)));
        assert_eq!(swatches[1].rgb, palette::texture(3));
        assert_eq!(swatches[MOST_KEYS].key, LegendKey::Nothing);
    }

    #[test]
    fn ramps_tell_their_ends() {
        assert!(matches!(Legend::of(ViewMode::Height, [-3.0, 9.0], 3, &[]), Legend::Ramp { ends: [-3.0, 9.0], .. }));
        let Legend::Swatches(levels) = Legend::of(ViewMode::Detail, [0.0, 1.0], 3, &[]) else { panic!() };
        assert_eq!(levels.iter().map(|swatch| swatch.rgb).collect::<Vec<_>>(), [0, 1, 2].map(palette::detail));
    }
}
