//! View modes and overlays: what the ground is colored by, and what lies over it.
//!
//! Owns their names, their colors ([`palette`]), what of them is a picture of the zone ([`pictures`]), where heights of
//! contours lie and where their labels stand ([`contours`]), and what a legend tells ([`legend`]). The GPU, the CPU's
//! comparison and the legend all read the colors here; how they are drawn is `render`'s, the words about them are
//! `ui`'s.

pub mod contours;
pub mod legend;
pub mod palette;
pub mod pictures;

use serde::{Deserialize, Serialize};

/// What the ground is colored by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ViewMode {
    /// As the game draws it.
    #[default]
    Textured,
    /// Height, by a ramp from the zone's lowest to its highest ground.
    Height,
    /// Slope of each triangle.
    Slope,
    /// The first texture of each tile alone.
    Layer1,
    /// The second texture of each tile alone.
    Layer2,
    /// Which texture lies on a tile: a color for each index.
    TextureIndex,
    /// How the textures are turned.
    Direction,
    /// Whether a tile has one texture or two.
    Layers,
    /// The baked shadows, on white ground.
    Shadow,
    /// The color map, everywhere.
    Colormap,
    /// Which level of detail is drawn.
    Detail,
}

impl ViewMode {
    /// All of them, in the order in which they are listed.
    pub const ALL: [ViewMode; 11] = [
        ViewMode::Textured,
        ViewMode::Height,
        ViewMode::Slope,
        ViewMode::Layer1,
        ViewMode::Layer2,
        ViewMode::TextureIndex,
        ViewMode::Direction,
        ViewMode::Layers,
        ViewMode::Shadow,
        ViewMode::Colormap,
        ViewMode::Detail,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ViewMode::Textured => "textured",
            ViewMode::Height => "height",
            ViewMode::Slope => "slope",
            ViewMode::Layer1 => "layer1",
            ViewMode::Layer2 => "layer2",
            ViewMode::TextureIndex => "texture-index",
            ViewMode::Direction => "direction",
            ViewMode::Layers => "layers",
            ViewMode::Shadow => "shadow",
            ViewMode::Colormap => "colormap",
            ViewMode::Detail => "detail",
        }
    }

    /// The mode of a name on the command line.
    pub fn of_name(name: &str) -> Option<ViewMode> {
        ViewMode::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether tile textures are drawn.
    pub fn has_tiles(self) -> bool {
        matches!(self, ViewMode::Textured | ViewMode::Layer1 | ViewMode::Layer2)
    }

    /// Whether the ground is as the game shows it, with light, fog and shadows.
    pub fn is_natural(self) -> bool {
        matches!(self, ViewMode::Textured | ViewMode::Colormap)
    }

    /// Whether it is shaded by slope where it is seen under perspective, because its colors tell no shape. Shadows are
    /// not: shading would look like more of them.
    pub fn wants_relief(self) -> bool {
        use ViewMode::{Detail, Direction, Height, Layers, TextureIndex};
        matches!(self, Height | TextureIndex | Direction | Layers | Detail)
    }

    /// Whether a picture of the zone ([`pictures`]) takes the color map's place.
    pub fn has_picture(self) -> bool {
        use ViewMode::{Direction, Layer1, Layer2, Layers, TextureIndex};
        matches!(self, Layer1 | Layer2 | TextureIndex | Direction | Layers)
    }

    /// Whether its picture is made of the tile textures' own colors.
    pub fn has_mean_colors(self) -> bool {
        matches!(self, ViewMode::Layer1 | ViewMode::Layer2)
    }
}

/// What can lie over the ground, in any mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overlay {
    /// Edges of the triangles that are drawn.
    Wireframe,
    /// Borders of tiles.
    Tiles,
    /// Borders of patches.
    Patches,
    /// The patches' stored spheres.
    Spheres,
    /// Lines of equal height, with labels.
    Contours,
    /// Where grass may grow.
    Grass,
    /// Marks where objects stand.
    Objects,
}

impl Overlay {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Overlay; 7] = [
        Overlay::Wireframe,
        Overlay::Tiles,
        Overlay::Patches,
        Overlay::Spheres,
        Overlay::Contours,
        Overlay::Grass,
        Overlay::Objects,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Overlay::Wireframe => "wireframe",
            Overlay::Tiles => "tiles",
            Overlay::Patches => "patches",
            Overlay::Spheres => "spheres",
            Overlay::Contours => "contours",
            Overlay::Grass => "grass",
            Overlay::Objects => "objects",
        }
    }

    /// The overlay of a name on the command line.
    pub fn of_name(name: &str) -> Option<Overlay> {
        Overlay::ALL.into_iter().find(|overlay| overlay.name() == name)
    }
}

/// Which overlays are on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Overlays {
    /// [`Overlay::Wireframe`].
    pub wireframe: bool,
    /// [`Overlay::Tiles`].
    pub tiles: bool,
    /// [`Overlay::Patches`].
    pub patches: bool,
    /// [`Overlay::Spheres`].
    pub spheres: bool,
    /// [`Overlay::Contours`].
    pub contours: bool,
    /// [`Overlay::Grass`].
    pub grass: bool,
    /// [`Overlay::Objects`].
    pub objects: bool,
}

impl Overlays {
    /// These and no others.
    pub fn of(overlays: impl IntoIterator<Item = Overlay>) -> Overlays {
        let mut set = Overlays::default();
        overlays.into_iter().for_each(|overlay| *set.switch(overlay) = true);
        set
    }

    /// The switch of one.
    pub fn switch(&mut self, overlay: Overlay) -> &mut bool {
        match overlay {
            Overlay::Wireframe => &mut self.wireframe,
            Overlay::Tiles => &mut self.tiles,
            Overlay::Patches => &mut self.patches,
            Overlay::Spheres => &mut self.spheres,
            Overlay::Contours => &mut self.contours,
            Overlay::Grass => &mut self.grass,
            Overlay::Objects => &mut self.objects,
        }
    }

    /// Whether one is on.
    pub fn has(mut self, overlay: Overlay) -> bool {
        *self.switch(overlay)
    }

    /// Those that are on, in their order.
    pub fn iter(self) -> impl Iterator<Item = Overlay> {
        Overlay::ALL.into_iter().filter(move |overlay| self.has(*overlay))
    }

    /// Whether none is on.
    pub fn is_empty(self) -> bool {
        self == Overlays::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_the_settings() {
        for mode in ViewMode::ALL {
            assert_eq!(ViewMode::of_name(mode.name()), Some(mode));
            assert_eq!(serde_json::to_string(&mode).unwrap(), format!("\"{}\"", mode.name()));
        }
        for overlay in Overlay::ALL {
            assert_eq!(Overlay::of_name(overlay.name()), Some(overlay));
            let only = Overlays::of([overlay]);
            assert_eq!(only.iter().collect::<Vec<_>>(), [overlay]);
            let json = serde_json::to_string(&only).unwrap();
            assert!(json.contains(&format!("\"{}\":true", overlay.name())), "{json}");
        }
        assert!(Overlays::default().is_empty() && !Overlays::of(Overlay::ALL).is_empty());
    }
}
