//! The files that a zone names.

use std::collections::HashSet;

use crate::formats::gtd::{DEFAULT_WATER, Gtd};

/// A file that a zone needs, by the name that the game uses.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A source of tile textures.
    Source {
        /// Index in the zone's table.
        index: usize,
        /// Path below the client's folder.
        name: String,
    },
    /// A river's or pond's texture.
    Water {
        /// Path below the client's folder.
        name: String,
    },
}

impl Need {
    /// The path below the client's folder, with backslashes.
    pub fn name(&self) -> &str {
        match self {
            Need::Source { name, .. } | Need::Water { name } => name,
        }
    }

    /// As [`Need::name`], taken out of the need.
    pub fn into_name(self) -> String {
        match self {
            Need::Source { name, .. } | Need::Water { name } => name,
        }
    }
}

/// Path below the client's folder of a water's texture; old ponds, which name none, have the default one.
pub fn water_path(texture: &str) -> String {
    let name = if texture.is_empty() { DEFAULT_WATER } else { texture };
    format!("misc\\river\\{name}")
}

/// The files that a zone names, each once, sources first.
pub fn needed_files(gtd: &Gtd) -> Vec<Need> {
    let sources = gtd.textures().sources.iter().enumerate();
    let sources = sources.map(|(index, source)| Need::Source { index, name: source.path.clone() });
    let rivers = gtd.rivers().iter().map(|river| river.texture());
    let ponds = gtd.ponds().iter().filter(|pond| !pond.vertices.is_empty()).map(|pond| pond.texture());
    let water = rivers.chain(ponds).map(|texture| Need::Water { name: water_path(&texture) });
    let mut seen = HashSet::new();
    sources.chain(water).filter(|need| seen.insert(need.name().to_lowercase())).collect()
}
