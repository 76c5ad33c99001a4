//! View modes that show ground, water and objects alike.

use super::legend::{LegendKey, LegendSpec};
use super::palette;
use super::spec::{ModeSource, ModeSpec, ShadingMode};

/// Row of [`ViewMode::Flat`](super::ViewMode::Flat).
pub(super) const FLAT: ModeSpec = ModeSpec {
    help: "Plain surfaces, each triangle shaded by its slope",
    source: ModeSource::Heights,
    shading: ShadingMode::Flat,
    ..ModeSpec::NATURAL
};

/// Row of [`ViewMode::Overdraw`](super::ViewMode::Overdraw).
pub(super) const OVERDRAW: ModeSpec = ModeSpec {
    help: "How often each pixel is drawn, by ground, water and objects",
    source: ModeSource::Overdraw,
    shading: ShadingMode::Overdraw,
    legend: LegendSpec::Keys(|_| [1, 2, 3, 4, 6, 8, 12, 16].map(LegendKey::Drawn).to_vec()),
    ..ModeSpec::NATURAL
};

/// Row of [`ViewMode::TexelDensity`](super::ViewMode::TexelDensity).
pub(super) const TEXEL_DENSITY: ModeSpec = ModeSpec {
    help: "Texels per meter of the textures of ground and objects",
    source: ModeSource::TexelDensity,
    shading: ShadingMode::TexelDensity,
    legend: LegendSpec::Keys(|_| palette::densities().map(LegendKey::TexelsPerMeter).collect()),
    ..ModeSpec::NATURAL
};

impl ShadingMode {
    /// The shading of water and objects in this mode: their textures, unless the mode shows all surfaces alike.
    pub fn of_all_surfaces(self) -> ShadingMode {
        match self {
            ShadingMode::Flat | ShadingMode::Overdraw | ShadingMode::TexelDensity => self,
            _ => ShadingMode::Textures,
        }
    }
}
