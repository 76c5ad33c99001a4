//! The tables of view modes and overlays: one row each.
//!
//! Command-line names, menu order, loading, shading, palette and legend follow from the rows. Window texts are in
//! `ui::text`, shading is in `shaders/terrain.wgsl`.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::Overlay;
use super::legend::{LegendKey, LegendSpec, Note};
use super::palette::{self, Ramp, lines};
use super::surfaces;
use crate::scene::terrain::layers::TileLayer;

/// What the ground is colored by; listed in this order, under these names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
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
    /// The texture on each tile: a color for each index.
    TextureIndex,
    /// Textures that were not found, on gray ground.
    MissingTextures,
    /// Rotation and mirroring of the textures.
    Direction,
    /// Number of textures on each tile: one or two.
    Layers,
    /// The baked shadows, on white ground.
    Shadow,
    /// The color map everywhere.
    Colormap,
    /// The level of detail that is drawn.
    Detail,
    /// Plain surfaces, each triangle shaded by its slope.
    Flat,
    /// How often each pixel is drawn.
    Overdraw,
    /// Texels per meter of the textures.
    TexelDensity,
}

/// A view mode's row.
#[derive(Clone, Copy, Debug)]
pub struct ModeSpec {
    /// Help on the command line, without a full stop.
    pub help: &'static str,
    /// Other names on the command line.
    pub aliases: &'static [&'static str],
    /// What the color of the terrain is read from.
    pub source: ModeSource,
    /// How the shader colors the terrain.
    pub shading: ShadingMode,
    /// The colors that the shader reads.
    pub palette: Palette,
    /// Contents of the legend.
    pub legend: LegendSpec,
    /// A sentence below the legend.
    pub note: Option<Note>,
    /// Shaded by slope under perspective, because the colors show no shape. (Not the shadows: it would look like more
    /// of them.)
    pub relief: bool,
    /// Placed objects are drawn unless the user wants it otherwise: they would hide data on the ground.
    pub shows_objects: bool,
}

/// Data from which the terrain is colored.
#[derive(Clone, Copy, Debug)]
pub enum ModeSource {
    /// Tile textures, with the color map in the distance, as in the game.
    TileTextures,
    /// The color map, as the game draws it in the distance.
    ColorMap,
    /// The heights of the vertices.
    Heights,
    /// The baked shadows on plain ground.
    Shadows,
    /// The level of detail that is drawn.
    DetailLevel,
    /// The number of times that a pixel is drawn.
    Overdraw,
    /// The size of the textures, and the surface that they cover.
    TexelDensity,
    /// An image of the zone with the key of each tile.
    Image(ImageSpec),
}

/// How to build an image of the zone in which each tile shows a [`LegendKey`].
#[derive(Clone, Copy, Debug)]
pub struct ImageSpec {
    /// Keys of a tile by its layers; without a first layer it is [`LegendKey::Nothing`].
    pub keys: fn([Option<TileLayer>; 2]) -> [Option<LegendKey>; 2],
    /// The key of an index, the reverse of [`LegendKey::index`].
    pub key: fn(u16) -> LegendKey,
    /// Show the second key of a tile in its north-eastern quarter.
    pub quartered: bool,
    /// Colors of [`LegendKey::Mean`].
    pub textures: TextureColors,
}

/// Colors of the tile textures in the image of a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextureColors {
    /// The image needs none.
    Unused,
    /// Their mean colors.
    Mean,
    /// Gray, and one color for those that are missing.
    Missing,
}

/// How the shader colors the terrain: the value of `MODE` in shaders/terrain.wgsl.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum ShadingMode {
    /// Tile textures, as in the game.
    #[default]
    Textures = 0,
    /// The first texture of each tile.
    Layer1 = 1,
    /// The second texture of each tile.
    Layer2 = 2,
    /// The image of [`ModeSource::Image`].
    Image = 3,
    /// Height, by the ramp.
    Height = 4,
    /// Slope, by the ramp.
    Slope = 5,
    /// Level of detail, by the ramp.
    Detail = 6,
    /// The palette's single color.
    Plain = 7,
    /// A neutral color, while the image of the mode is being built.
    Waiting = 8,
    /// The color map alone, including tiles that have textures.
    ColorMap = 9,
    /// The palette's single color, shaded by the normal of the triangle.
    Flat = 10,
    /// A color added for each drawing of a pixel.
    Overdraw = 11,
    /// Texels per meter.
    TexelDensity = 12,
}

impl ShadingMode {
    /// Modes that are constants in the shader, by name. The others have entry points of their own.
    pub const IN_SHADER: [(&str, ShadingMode); 10] = [
        ("LAYER_1", ShadingMode::Layer1),
        ("LAYER_2", ShadingMode::Layer2),
        ("IMAGE", ShadingMode::Image),
        ("HEIGHT", ShadingMode::Height),
        ("SLOPE", ShadingMode::Slope),
        ("DETAIL", ShadingMode::Detail),
        ("PLAIN", ShadingMode::Plain),
        ("FLAT", ShadingMode::Flat),
        ("OVERDRAW", ShadingMode::Overdraw),
        ("TEXEL_DENSITY", ShadingMode::TexelDensity),
    ];
}

/// Palette colors that the shader reads besides textures and images.
#[derive(Clone, Copy, Debug)]
pub enum Palette {
    /// No palette colors.
    None,
    /// A color ramp, see [`Ramp`].
    Ramp(fn() -> Ramp),
    /// One color, R, G, B.
    Color([u8; 3]),
}

impl ModeSpec {
    /// Terrain as in the game, without a legend.
    pub(super) const NATURAL: ModeSpec = ModeSpec {
        help: "As in the game",
        aliases: &[],
        source: ModeSource::TileTextures,
        shading: ShadingMode::Textures,
        palette: Palette::None,
        legend: LegendSpec::None,
        note: None,
        relief: false,
        shows_objects: true,
    };

    /// Terrain colored by data.
    const DATA: ModeSpec = ModeSpec { shows_objects: false, ..ModeSpec::NATURAL };

    /// The image of the zone, if the mode has one.
    pub fn image(&self) -> Option<ImageSpec> {
        if let ModeSource::Image(image) = self.source { Some(image) } else { None }
    }
}

/// A mode that shows a key for each tile, in key colors.
const fn by_tile(
    keys: fn([Option<TileLayer>; 2]) -> [Option<LegendKey>; 2],
    key: fn(u16) -> LegendKey,
    quartered: bool,
) -> ModeSpec {
    let source = ModeSource::Image(ImageSpec { keys, key, quartered, textures: TextureColors::Unused });
    ModeSpec { source, shading: ShadingMode::Image, relief: true, ..ModeSpec::DATA }
}

/// A mode that shows the textures of one layer, and their mean colors in the distance.
const fn by_layer(keys: fn([Option<TileLayer>; 2]) -> [Option<LegendKey>; 2], shading: ShadingMode) -> ModeSpec {
    ModeSpec {
        source: ModeSource::Image(ImageSpec {
            keys,
            key: LegendKey::Mean,
            quartered: false,
            textures: TextureColors::Mean,
        }),
        shading,
        palette: Palette::Color(palette::NOTHING),
        legend: LegendSpec::Keys(|_| vec![LegendKey::Nothing]),
        ..ModeSpec::DATA
    }
}

/// A mode that shows which textures are missing.
const MISSING_TEXTURES: ModeSpec = ModeSpec {
    help: "Missing textures in magenta, found ones gray; the second layer in the tile's corner",
    aliases: &["missing"],
    source: ModeSource::Image(ImageSpec {
        keys: |layers| layers.map(|layer| Some(LegendKey::Mean(layer?.texture))),
        key: LegendKey::Mean,
        quartered: true,
        textures: TextureColors::Missing,
    }),
    shading: ShadingMode::Image,
    legend: LegendSpec::Keys(|_| vec![LegendKey::Missing, LegendKey::Found, LegendKey::Nothing]),
    note: Some(Note::SecondInCorner),
    relief: true,
    ..ModeSpec::DATA
};

fn mean(layer: Option<TileLayer>) -> [Option<LegendKey>; 2] {
    [layer.map(|layer| LegendKey::Mean(layer.texture)), None]
}

impl ViewMode {
    /// The row of this mode in the table.
    pub const fn spec(self) -> ModeSpec {
        match self {
            ViewMode::Textured => ModeSpec::NATURAL,
            ViewMode::Height => ModeSpec {
                help: "Height, from the zone's lowest to its highest point",
                source: ModeSource::Heights,
                shading: ShadingMode::Height,
                palette: Palette::Ramp(Ramp::height),
                legend: LegendSpec::Heights,
                relief: true,
                ..ModeSpec::DATA
            },
            ViewMode::Slope => ModeSpec {
                help: "Slope; too steep to climb is red",
                source: ModeSource::Heights,
                shading: ShadingMode::Slope,
                palette: Palette::Ramp(Ramp::slope),
                legend: LegendSpec::Slopes,
                note: Some(Note::ClimbLimit),
                ..ModeSpec::DATA
            },
            ViewMode::Layer1 => ModeSpec {
                help: "First layer of each tile only",
                aliases: &["layer-1"],
                ..by_layer(|[first, _]| mean(first), ShadingMode::Layer1)
            },
            ViewMode::Layer2 => ModeSpec {
                help: "Second layer of each tile only",
                aliases: &["layer-2"],
                ..by_layer(|[_, second]| mean(second), ShadingMode::Layer2)
            },
            ViewMode::TextureIndex => ModeSpec {
                help: "One color per tile texture; the second layer in the tile's corner",
                aliases: &["texture"],
                legend: LegendSpec::Counted,
                note: Some(Note::SecondInCorner),
                ..by_tile(
                    |layers| layers.map(|layer| Some(LegendKey::Texture(layer?.texture))),
                    LegendKey::Texture,
                    true,
                )
            },
            ViewMode::MissingTextures => MISSING_TEXTURES,
            ViewMode::Direction => ModeSpec {
                help: "Texture direction; the second layer in the tile's corner",
                legend: LegendSpec::Keys(|_| (0..8).map(LegendKey::Direction).chain([LegendKey::Nothing]).collect()),
                note: Some(Note::SecondInCorner),
                ..by_tile(
                    |layers| layers.map(|layer| Some(LegendKey::Direction(layer?.orientation.index()))),
                    |index| LegendKey::Direction(index as u8),
                    true,
                )
            },
            ViewMode::Layers => ModeSpec {
                help: "Number of layers per tile",
                legend: LegendSpec::Keys(|_| (0..3).map(LegendKey::LayerCount).collect()),
                ..by_tile(
                    |layers| [Some(LegendKey::LayerCount(layers.iter().flatten().count() as u8)), None],
                    |index| LegendKey::LayerCount(index as u8),
                    false,
                )
            },
            ViewMode::Shadow => ModeSpec {
                help: "Baked shadows on white",
                aliases: &["shadows"],
                source: ModeSource::Shadows,
                shading: ShadingMode::Plain,
                palette: Palette::Color(palette::SHADOWED),
                note: Some(Note::Shadows),
                ..ModeSpec::DATA
            },
            ViewMode::Colormap => ModeSpec {
                help: "Color map everywhere",
                aliases: &["color-map", "colour-map", "colourmap"],
                source: ModeSource::ColorMap,
                shading: ShadingMode::ColorMap,
                ..ModeSpec::NATURAL
            },
            ViewMode::Detail => ModeSpec {
                help: "Level of detail being drawn",
                source: ModeSource::DetailLevel,
                shading: ShadingMode::Detail,
                palette: Palette::Ramp(Ramp::detail),
                legend: LegendSpec::Keys(|levels| (0..levels).map(LegendKey::Level).collect()),
                relief: true,
                ..ModeSpec::DATA
            },
            ViewMode::Flat => surfaces::FLAT,
            ViewMode::Overdraw => surfaces::OVERDRAW,
            ViewMode::TexelDensity => surfaces::TEXEL_DENSITY,
        }
    }
}

/// A row of the table of overlays.
#[derive(Clone, Copy, Debug)]
pub struct OverlaySpec {
    /// Help on the command line, without a full stop.
    pub help: &'static str,
    /// Color and opacity of its lines, or its legend color.
    pub rgba: [u8; 4],
    /// Drawn as lines; otherwise as a tint.
    pub is_lines: bool,
}

impl Overlay {
    /// The row of this overlay in the table.
    pub const fn spec(self) -> OverlaySpec {
        let (help, rgba) = match self {
            Overlay::Wireframe => ("Triangle edges", lines::WIREFRAME),
            Overlay::Tiles => ("Tile borders, every 4 m", lines::TILES),
            Overlay::Patches => ("Patch borders, every 32 m", lines::PATCHES),
            Overlay::Spheres => ("Bounding spheres stored for patches", lines::SPHERES),
            Overlay::Contours => ("Contour lines with labels", lines::CONTOURS),
            Overlay::Grass => ("Where the grass mask is set", lines::GRASS),
            Overlay::Objects => ("Object positions, with icons for roles in the game", lines::OBJECTS),
            Overlay::Collision => ("Bodies of objects that block players", lines::COLLISION),
            Overlay::Walls => ("Invisible walls, as bands along the ground", lines::WALLS),
            Overlay::Cells => ("Cells of 16 m that list objects and collision", lines::CELLS),
            Overlay::Boxes => ("Boxes around objects", lines::BOXES),
            Overlay::Lights => ("Point lights with their range, in their colors", lines::LIGHTS),
            Overlay::Effects => ("Places of effects at objects", lines::EFFECTS),
            Overlay::Areas => ("Areas that the client names, such as safe zones", lines::AREAS),
            Overlay::Events => ("Event tiles of the server's map, by event", lines::EVENTS),
            Overlay::Blocked => ("Tiles that the server blocks, against the slope that players climb", lines::BLOCKED),
            Overlay::Spawns => ("Monsters and NPCs with their patrol paths", lines::SPAWNS),
            Overlay::Warps => ("Warps with targets, bind points, gates and their levers", lines::WARPS),
            Overlay::Regene => ("Resurrection, start and home areas, and rooms", lines::REGENE),
            Overlay::Sounds => ("Sound areas", lines::SOUNDS),
            Overlay::Flags => ("Flags", lines::FLAGS),
        };
        OverlaySpec { help, rgba, is_lines: !matches!(self, Overlay::Grass | Overlay::Events | Overlay::Blocked) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back_from_their_index() {
        for image in ViewMode::VARIANTS.iter().filter_map(|mode| mode.spec().image()) {
            for index in 0..3 {
                assert_eq!((image.key)(index).index(), Some(usize::from(index)));
            }
        }
    }

    #[test]
    fn grass_in_the_legend_is_the_first_value_of_the_mask() {
        assert_eq!(lines::GRASS[..3], palette::grass(1));
    }
}
