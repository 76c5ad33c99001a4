//! View modes (the coloring of the terrain) and overlays (lines and tints drawn over it).
//!
//! Owns their names, their colors ([`palette`]), the images of the zone that some of them need ([`pictures`]), heights
//! and label places of contours ([`contours`]), and the contents of legends ([`legend`]). The GPU, the CPU reference
//! and the legend all read their colors here. Drawing is the responsibility of `render`, texts are in `ui`.

pub mod contours;
pub mod legend;
pub mod palette;
pub mod pictures;
pub mod spec;
mod surfaces;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use self::spec::{ModeSource, TextureColors};
pub use self::spec::{ShadingMode, ViewMode};
use super::view_settings::options::Name;

impl ViewMode {
    /// The names on the command line, with aliases and help.
    pub fn names() -> Vec<Name> {
        let name = |mode: &ViewMode| Name { aliases: mode.spec().aliases, ..Name::new(mode.into(), mode.spec().help) };
        ViewMode::VARIANTS.iter().map(name).collect()
    }

    /// Whether tile textures are drawn.
    pub fn has_tiles(self) -> bool {
        matches!(self.spec().shading, ShadingMode::Textures | ShadingMode::Layer1 | ShadingMode::Layer2)
    }

    /// Whether the terrain looks as in the game, with light, fog and shadows.
    pub fn is_natural(self) -> bool {
        matches!(self.spec().source, ModeSource::TileTextures | ModeSource::ColorMap)
    }

    /// Whether placed objects are drawn unless the user wants it otherwise: they would hide data on the ground.
    pub fn shows_objects(self) -> bool {
        self.spec().shows_objects
    }

    /// Whether the colors are read from the heights of the vertices.
    pub fn shows_heights(self) -> bool {
        matches!(self.spec().source, ModeSource::Heights)
    }

    /// Whether the color of a pixel is the number of times that it is drawn.
    pub fn counts_drawings(self) -> bool {
        matches!(self.spec().source, ModeSource::Overdraw)
    }

    /// Whether the baked shadows are shown alone.
    pub fn shows_shadows(self) -> bool {
        matches!(self.spec().source, ModeSource::Shadows)
    }

    /// Whether the color map is shown alone.
    pub fn shows_color_map(self) -> bool {
        matches!(self.spec().source, ModeSource::ColorMap)
    }

    /// Whether the terrain is shaded by slope under perspective.
    pub fn wants_relief(self) -> bool {
        self.spec().relief
    }

    /// Whether an image of the zone ([`pictures`]) takes the place of the color map.
    pub fn has_picture(self) -> bool {
        self.spec().image().is_some()
    }

    /// Whether that image depends on the loaded tile textures.
    pub fn has_texture_colors(self) -> bool {
        self.spec().image().is_some_and(|image| image.textures != TextureColors::Unused)
    }
}

/// Overlays, available in any mode. Order and names are those of lists and of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Overlay {
    /// Edges of the drawn triangles.
    Wireframe,
    /// Borders between tiles.
    Tiles,
    /// Borders between patches of 8 x 8 tiles.
    Patches,
    /// Bounding spheres of patches, as stored.
    Spheres,
    /// Lines of equal height, with labels.
    Contours,
    /// Tiles on which grass may grow.
    Grass,
    /// Marks at the positions of objects, with an icon for a role in the game.
    Objects,
    /// Bodies of objects, in which nobody fits.
    Collision,
    /// Invisible walls, as bands along the ground.
    Walls,
    /// Cells of the object file, which list objects and collision triangles.
    Cells,
    /// Boxes around objects.
    Boxes,
    /// Point lights with their range.
    Lights,
    /// Places of effects at objects.
    Effects,
    /// Areas that the client names, such as safe zones.
    Areas,
    /// Event tiles of the server's map, by event.
    Events,
    /// Blocked tiles of the server's map, against the slope that players climb.
    Blocked,
    /// Monsters and NPCs, with their patrol paths.
    Spawns,
    /// Warps, bind points, gates and levers.
    Warps,
    /// Resurrection, start and home areas, and rooms.
    Regene,
    /// Areas with sounds of their own.
    Sounds,
    /// Waving cloths.
    Flags,
}

impl Overlay {
    /// The names on the command line, with help.
    pub fn names() -> Vec<Name> {
        Overlay::VARIANTS.iter().map(|overlay| Name::new(overlay.into(), overlay.spec().help)).collect()
    }

    /// Whether it shows marks of server and companion files ([`GameMarks`](super::game_marks::GameMarks)).
    pub fn shows_game_marks(self) -> bool {
        matches!(
            self,
            Overlay::Areas
                | Overlay::Events
                | Overlay::Blocked
                | Overlay::Spawns
                | Overlay::Warps
                | Overlay::Regene
                | Overlay::Sounds
                | Overlay::Flags
        )
    }
}

/// A set of overlays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(default))]
pub struct Overlays {
    /// Switch of [`Overlay::Wireframe`].
    pub wireframe: bool,
    /// Switch of [`Overlay::Tiles`].
    pub tiles: bool,
    /// Switch of [`Overlay::Patches`].
    pub patches: bool,
    /// Switch of [`Overlay::Spheres`].
    pub spheres: bool,
    /// Switch of [`Overlay::Contours`].
    pub contours: bool,
    /// Switch of [`Overlay::Grass`].
    pub grass: bool,
    /// Switch of [`Overlay::Objects`].
    pub objects: bool,
    /// Switch of [`Overlay::Collision`].
    pub collision: bool,
    /// Switch of [`Overlay::Walls`].
    pub walls: bool,
    /// Switch of [`Overlay::Cells`].
    pub cells: bool,
    /// Switch of [`Overlay::Boxes`].
    pub boxes: bool,
    /// Switch of [`Overlay::Lights`].
    pub lights: bool,
    /// Switch of [`Overlay::Effects`].
    pub effects: bool,
    /// Switch of [`Overlay::Areas`].
    pub areas: bool,
    /// Switch of [`Overlay::Events`].
    pub events: bool,
    /// Switch of [`Overlay::Blocked`].
    pub blocked: bool,
    /// Switch of [`Overlay::Spawns`].
    pub spawns: bool,
    /// Switch of [`Overlay::Warps`].
    pub warps: bool,
    /// Switch of [`Overlay::Regene`].
    pub regene: bool,
    /// Switch of [`Overlay::Sounds`].
    pub sounds: bool,
    /// Switch of [`Overlay::Flags`].
    pub flags: bool,
}

impl Overlays {
    /// The switch of an overlay.
    pub fn switch(&mut self, overlay: Overlay) -> &mut bool {
        match overlay {
            Overlay::Wireframe => &mut self.wireframe,
            Overlay::Tiles => &mut self.tiles,
            Overlay::Patches => &mut self.patches,
            Overlay::Spheres => &mut self.spheres,
            Overlay::Contours => &mut self.contours,
            Overlay::Grass => &mut self.grass,
            Overlay::Objects => &mut self.objects,
            Overlay::Collision => &mut self.collision,
            Overlay::Walls => &mut self.walls,
            Overlay::Cells => &mut self.cells,
            Overlay::Boxes => &mut self.boxes,
            Overlay::Lights => &mut self.lights,
            Overlay::Effects => &mut self.effects,
            Overlay::Areas => &mut self.areas,
            Overlay::Events => &mut self.events,
            Overlay::Blocked => &mut self.blocked,
            Overlay::Spawns => &mut self.spawns,
            Overlay::Warps => &mut self.warps,
            Overlay::Regene => &mut self.regene,
            Overlay::Sounds => &mut self.sounds,
            Overlay::Flags => &mut self.flags,
        }
    }

    /// Turns an overlay on or off.
    pub fn toggle(&mut self, overlay: Overlay) {
        let switch = self.switch(overlay);
        *switch = !*switch;
    }

    /// Whether an overlay is on.
    pub fn has(mut self, overlay: Overlay) -> bool {
        *self.switch(overlay)
    }

    /// The overlays that are on, in the order of [`Overlay`].
    pub fn iter(self) -> impl Iterator<Item = Overlay> {
        Overlay::VARIANTS.iter().copied().filter(move |overlay| self.has(*overlay))
    }

    /// Whether an overlay is on that shows marks of server and companion files.
    pub fn shows_game_marks(self) -> bool {
        self.iter().any(Overlay::shows_game_marks)
    }

    /// Those that tint the ground by marks: areas, event tiles, blocked tiles.
    pub fn of_mark_tints(self) -> Overlays {
        let Overlays { areas, events, blocked, regene, sounds, .. } = self;
        Overlays { areas, events, blocked, regene, sounds, ..Overlays::default() }
    }

    /// Whether an overlay is on that tints the ground by marks.
    pub fn tints_marks(self) -> bool {
        !self.of_mark_tints().is_empty()
    }

    /// Whether no overlay is on.
    pub fn is_empty(self) -> bool {
        self == Overlays::default()
    }
}

impl FromIterator<Overlay> for Overlays {
    fn from_iter<I: IntoIterator<Item = Overlay>>(overlays: I) -> Overlays {
        let mut set = Overlays::default();
        overlays.into_iter().for_each(|overlay| *set.switch(overlay) = true);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_the_settings() {
        for mode in ViewMode::VARIANTS {
            assert_eq!(mode.to_string().parse(), Ok(*mode));
            #[cfg(feature = "serde")]
            assert_eq!(serde_json::to_string(&mode).unwrap(), format!("\"{mode}\""));
        }
        for overlay in Overlay::VARIANTS {
            assert_eq!(overlay.to_string().parse(), Ok(*overlay));
            let only = Overlays::from_iter([*overlay]);
            assert_eq!(only.iter().collect::<Vec<_>>(), [*overlay]);
            #[cfg(feature = "serde")]
            assert!(serde_json::to_string(&only).unwrap().contains(&format!("\"{overlay}\":true")), "{overlay}");
        }
        let all = Overlay::VARIANTS.iter().copied().collect::<Overlays>();
        assert!(Overlays::default().is_empty() && !all.is_empty());
    }
}
