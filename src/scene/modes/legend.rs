//! What a legend tells of a mode or an overlay: keys with their colors, or a ramp with its ends. The words are `ui`'s.

use super::palette::{self, Ramp, SLOPE_END_DEG};
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
    /// A ramp between two values: meters or degrees.
    Ramp {
        /// Its colors.
        ramp: Ramp,
        /// The values at its ends.
        ends: [f32; 2],
    },
    /// Keys and colors.
    Swatches(Vec<Swatch>),
}

/// Most textures that a legend lists.
const MOST_TEXTURES: usize = 8;

impl Legend {
    /// Of a mode, in a zone between two heights with `levels` levels of detail; `counts` as
    /// [`pictures`](super::pictures) gives them.
    pub fn of(mode: ViewMode, heights_m: [f32; 2], levels: u8, counts: &[(Key, u32)]) -> Legend {
        let counted = |key: &Key| counts.iter().find(|(known, _)| known == key).map(|(_, tiles)| *tiles);
        let swatch = |key: Key| Swatch { key, rgb: color(key, &[]), tiles: counted(&key) };
        match mode {
            ViewMode::Textured | ViewMode::Shadow | ViewMode::Colormap => Legend::None,
            ViewMode::Height => Legend::Ramp { ramp: Ramp::height(), ends: heights_m },
            ViewMode::Slope => Legend::Ramp { ramp: Ramp::slope(), ends: [0.0, SLOPE_END_DEG] },
            ViewMode::Layer1 | ViewMode::Layer2 => Legend::Swatches(vec![swatch(Key::Nothing)]),
            ViewMode::TextureIndex => {
                let most = counts.iter().map(|(key, _)| *key).filter(|key| matches!(key, Key::Texture(_)));
                let none = counted(&Key::Nothing).map(|_| Key::Nothing);
                Legend::Swatches(most.take(MOST_TEXTURES).chain(none).map(swatch).collect())
            }
            ViewMode::Direction => {
                Legend::Swatches((0..8).map(Key::Direction).chain([Key::Nothing]).map(swatch).collect())
            }
            ViewMode::Layers => Legend::Swatches((0..3).map(Key::LayerCount).map(swatch).collect()),
            ViewMode::Detail => Legend::Swatches((0..levels).map(Key::Level).map(swatch).collect()),
        }
    }
}

/// The color that an overlay is known by.
pub fn overlay_color(overlay: Overlay) -> [u8; 3] {
    use palette::lines;
    let [r, g, b, _] = match overlay {
        Overlay::Wireframe => lines::WIREFRAME,
        Overlay::Tiles => lines::TILES,
        Overlay::Patches => lines::PATCHES,
        Overlay::Spheres => lines::SPHERES,
        Overlay::Contours => lines::CONTOURS,
        Overlay::Objects => lines::OBJECTS,
        Overlay::Grass => {
            let [r, g, b] = palette::grass(1);
            [r, g, b, 255]
        }
    };
    [r, g, b]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textures_are_listed_by_how_often_they_lie() {
        let counts: Vec<(Key, u32)> =
            (0..20).map(|i| (Key::Texture(i * 3), 100 - u32::from(i))).chain([(Key::Nothing, 4)]).collect();
        let Legend::Swatches(swatches) = Legend::of(ViewMode::TextureIndex, [0.0, 1.0], 3, &counts) else { panic!() };
        assert_eq!(swatches.len(), MOST_TEXTURES + 1);
        assert_eq!((swatches[1].key, swatches[1].tiles), (Key::Texture(3), Some(99)));
        assert_eq!(swatches[1].rgb, palette::texture(3));
        assert_eq!(swatches[MOST_TEXTURES].key, Key::Nothing);
    }

    #[test]
    fn ramps_tell_their_ends() {
        assert!(matches!(Legend::of(ViewMode::Height, [-3.0, 9.0], 3, &[]), Legend::Ramp { ends: [-3.0, 9.0], .. }));
        let Legend::Swatches(levels) = Legend::of(ViewMode::Detail, [0.0, 1.0], 3, &[]) else { panic!() };
        assert_eq!(levels.iter().map(|swatch| swatch.rgb).collect::<Vec<_>>(), [0, 1, 2].map(palette::detail));
    }
}
