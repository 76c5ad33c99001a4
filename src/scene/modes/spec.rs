//! The tables of view modes and overlays: one row each.

use super::{Overlay, ViewMode};

/// A view mode's row.
pub struct ModeSpec {
    /// Help on the command line, without a full stop.
    pub help: &'static str,
    /// Other names on the command line.
    pub aliases: &'static [&'static str],
}

impl ViewMode {
    /// The mode's row.
    pub const fn spec(self) -> ModeSpec {
        let (help, aliases): (_, &[&str]) = match self {
            ViewMode::Textured => ("As the game draws it", &[]),
            ViewMode::Height => ("By height, from the zone's lowest to its highest ground", &[]),
            ViewMode::Slope => ("By slope; what cannot be climbed is red", &[]),
            ViewMode::Layer1 => ("The first texture of each tile alone", &["layer-1"]),
            ViewMode::Layer2 => ("The second texture of each tile alone", &["layer-2"]),
            ViewMode::TextureIndex => {
                ("A color for each tile texture; a second one in the tile's corner", &["texture"])
            }
            ViewMode::Direction => ("How textures are turned; that of the second layer in the tile's corner", &[]),
            ViewMode::Layers => ("Whether tiles have one texture or two", &[]),
            ViewMode::Shadow => ("Baked shadows on white ground", &["shadows"]),
            ViewMode::Colormap => ("The color map everywhere", &["color-map", "colour-map", "colourmap"]),
            ViewMode::Detail => ("Which level of detail is drawn", &[]),
        };
        ModeSpec { help, aliases }
    }
}

/// An overlay's row.
pub struct OverlaySpec {
    /// Help on the command line, without a full stop.
    pub help: &'static str,
}

impl Overlay {
    /// The overlay's row.
    pub const fn spec(self) -> OverlaySpec {
        let help = match self {
            Overlay::Wireframe => "Edges of the triangles that are drawn",
            Overlay::Tiles => "Borders of tiles, 4 m",
            Overlay::Patches => "Borders of patches, 32 m",
            Overlay::Spheres => "The patches' stored bounding spheres",
            Overlay::Contours => "Lines of equal height, with labels",
            Overlay::Grass => "Where the grass mask lets grass grow",
            Overlay::Objects => "Marks where objects stand",
        };
        OverlaySpec { help }
    }
}
