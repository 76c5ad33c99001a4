//! References of a zone to other files.

use std::collections::HashSet;

use super::bundle::SKY_FOLDER;
use crate::formats::gtd::{DEFAULT_WATER, Gtd};
use crate::formats::kernel::text;

/// A referenced file, by the game's name for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A source file of tile textures.
    Source {
        /// Index in the zone's table.
        index: usize,
        /// Path below the client folder.
        name: String,
    },
    /// The texture of a river or pond.
    Water {
        /// Path below the client folder.
        name: String,
    },
}

impl Need {
    /// The path below the client folder, with backslashes.
    pub fn name(&self) -> &str {
        match self {
            Need::Source { name, .. } | Need::Water { name } => name,
        }
    }

    /// As [`Need::name`], by value.
    pub fn into_name(self) -> String {
        match self {
            Need::Source { name, .. } | Need::Water { name } => name,
        }
    }
}

/// Path of a water texture below the client folder; old ponds, which name none, have the default one.
pub fn water_path(texture: &str) -> String {
    let name = if texture.is_empty() { DEFAULT_WATER } else { texture };
    format!("misc\\river\\{name}")
}

/// Path of a frame of the caustics, the light on the ground below water.
pub fn caustic_path(frame: u32) -> String {
    water_path(&format!("caust{frame:02}.dxt"))
}

/// Path of a picture of a sky below the client folder; the stored name may lack its folder. None for an empty name.
pub fn sky_picture_path(stored: &[u8]) -> Option<String> {
    let name = text::decode_until_nul(stored);
    match name.trim() {
        "" => None,
        _ if name.contains(['\\', '/']) => Some(name),
        trimmed => Some(format!("{SKY_FOLDER}\\{trimmed}")),
    }
}

/// The distinct files that a zone refers to, source files first.
pub fn needed_files(gtd: &Gtd) -> Vec<Need> {
    let sources = gtd.textures().sources.iter().enumerate();
    let sources = sources.map(|(index, source)| Need::Source { index, name: source.path.clone() });
    let rivers = gtd.rivers().iter().map(|river| river.texture());
    let ponds = gtd.ponds().iter().filter(|pond| !pond.vertices.is_empty()).map(|pond| pond.texture());
    let water = rivers.chain(ponds).map(|texture| Need::Water { name: water_path(&texture) });
    let mut seen = HashSet::new();
    sources.chain(water).filter(|need| seen.insert(need.name().to_lowercase())).collect()
}
