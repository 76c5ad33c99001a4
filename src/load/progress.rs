//! Progress of a load.

use std::fmt;

/// Steps of a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoadStep {
    /// Reading and parsing the terrain file.
    Reading,
    /// Building the height field and its detail levels.
    MeasuringGround,
    /// The sky and its pictures.
    Sky,
    /// Textures of rivers and ponds, and the caustics.
    Water,
    /// The stored color map.
    ColorMap,
    /// The shadow maps, as one image of the zone.
    Shadows,
    /// Placed objects: names and positions, meshes and textures.
    Objects,
    /// The maps and tables of a server folder.
    ServerData,
    /// The tile textures, from several files at a time.
    TileTextures,
    /// Composing a color map from the tile textures, if none is stored.
    MakingColorMap,
}

impl LoadStep {
    /// All steps, in the order of a load.
    pub const ALL: [LoadStep; 10] = [
        LoadStep::Reading,
        LoadStep::MeasuringGround,
        LoadStep::Sky,
        LoadStep::Water,
        LoadStep::ColorMap,
        LoadStep::Shadows,
        LoadStep::Objects,
        LoadStep::ServerData,
        LoadStep::TileTextures,
        LoadStep::MakingColorMap,
    ];

    /// Whether the step comes before the zone is opened.
    pub fn is_before_opening(self) -> bool {
        matches!(self, LoadStep::Reading | LoadStep::MeasuringGround)
    }
}

impl fmt::Display for LoadStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LoadStep::Reading => "reading",
            LoadStep::MeasuringGround => "measuring the ground",
            LoadStep::Sky => "sky",
            LoadStep::Water => "water",
            LoadStep::ColorMap => "color map",
            LoadStep::Shadows => "shadows",
            LoadStep::Objects => "objects",
            LoadStep::ServerData => "server data",
            LoadStep::TileTextures => "tile textures",
            LoadStep::MakingColorMap => "making a color map from the tiles",
        })
    }
}

/// Current step and counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Name of the zone: the stem of its file.
    pub zone: String,
    /// Current step; none before the first one and after the last.
    pub step: Option<LoadStep>,
    /// Number of files read and color map cells composed.
    pub done: u32,
    /// Total of files and cells; 0 while unknown. It grows when the files of the objects are known.
    pub total: u32,
    /// Bytes read so far.
    pub bytes: u64,
}
