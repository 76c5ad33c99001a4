//! How far a load has come.

use std::fmt;

/// What a loader is busy with.
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
    /// The shadow maps, as one image over the zone.
    Shadows,
    /// Names and places of placed objects.
    Objects,
    /// The tile textures, from several files at a time.
    TileTextures,
    /// A color map from the tile textures, where none is stored.
    MakingColorMap,
}

impl LoadStep {
    /// All steps, in the order of a load.
    pub const ALL: [LoadStep; 9] = [
        LoadStep::Reading,
        LoadStep::MeasuringGround,
        LoadStep::Sky,
        LoadStep::Water,
        LoadStep::ColorMap,
        LoadStep::Shadows,
        LoadStep::Objects,
        LoadStep::TileTextures,
        LoadStep::MakingColorMap,
    ];

    /// Whether it is about the zone as a whole, before that is opened.
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
            LoadStep::TileTextures => "tile textures",
            LoadStep::MakingColorMap => "making a color map from the tiles",
        })
    }
}

/// How far a load has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Name of the zone: the stem of its file.
    pub zone: String,
    /// What is being loaded; none before the first step and after the last.
    pub step: Option<LoadStep>,
    /// Files read and cells of the color map made.
    pub done: u32,
    /// Files and cells in all; 0 while that is not known.
    pub total: u32,
    /// Bytes read so far.
    pub bytes: u64,
}
