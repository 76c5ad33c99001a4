//! Sections of a zone file, by name.

use std::fmt;

use crate::formats::kernel::{FieldMap, SectionSpec, TRAILING};

/// A section of a zone file, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionId {
    /// The contents before the number of vertices: nothing, or version and name.
    Header,
    /// The number of vertices a side and the record of each vertex.
    MapData,
    /// Bounding spheres of the patches.
    Patches,
    /// One byte a vertex, and the name of the grass set.
    Grass,
    /// Source files and the table of tile textures.
    Textures,
    /// Light maps stored in the file; none in any known file.
    LightMaps,
    /// Flowing water: strips of vertices.
    Rivers,
    /// Standing water: grids of vertices.
    Ponds,
    /// Bytes after the last pond. This is not a section of the format, so [`super::Gtd::sections`] never lists it.
    Trailing,
}

impl SectionId {
    /// The eight sections of the format, in file order.
    pub const ALL: [SectionId; 8] = [
        SectionId::Header,
        SectionId::MapData,
        SectionId::Patches,
        SectionId::Grass,
        SectionId::Textures,
        SectionId::LightMaps,
        SectionId::Rivers,
        SectionId::Ponds,
    ];

    /// Name and purpose for the field map.
    pub fn spec(self) -> &'static SectionSpec {
        match self {
            SectionId::Header => &HEADER,
            SectionId::MapData => &MAP_DATA,
            SectionId::Patches => &PATCHES,
            SectionId::Grass => &GRASS,
            SectionId::Textures => &TEXTURES,
            SectionId::LightMaps => &LIGHT_MAPS,
            SectionId::Rivers => &RIVERS,
            SectionId::Ponds => &PONDS,
            SectionId::Trailing => &TRAILING,
        }
    }

    /// Name of the section in messages and in JSON.
    pub fn name(self) -> &'static str {
        self.spec().name
    }
}

static HEADER: SectionSpec = SectionSpec { name: "header", purpose: "Version of the file and name of the zone." };
static MAP_DATA: SectionSpec = SectionSpec {
    name: "map data",
    purpose: "One record per vertex: its height, and the textures of the tile to its north-east. Records of the last \
              row and column have no tile.",
};
static PATCHES: SectionSpec = SectionSpec {
    name: "patches",
    purpose: "The bounding sphere of each patch of 8 x 8 tiles, which the client uses for culling. It is computed from \
              the heights.",
};
static GRASS: SectionSpec =
    SectionSpec { name: "grass", purpose: "The kinds of grass allowed on each tile, and the name of the grass set." };
static TEXTURES: SectionSpec = SectionSpec {
    name: "textures",
    purpose: "The tile table and the list of source files. Each entry of the table is one texture of a source file; \
              tiles refer to entries by index.",
};
static LIGHT_MAPS: SectionSpec = SectionSpec { name: "light maps", purpose: "Light maps; none in known files." };
static RIVERS: SectionSpec =
    SectionSpec { name: "rivers", purpose: "Rivers: strips of water between two banks, in rows of four vertices." };
static PONDS: SectionSpec =
    SectionSpec { name: "ponds", purpose: "Ponds: level grids of vertices, often wider than the visible water." };

impl From<SectionId> for &'static str {
    fn from(section: SectionId) -> &'static str {
        section.name()
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Position of a section. The sections of a file are contiguous from byte 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GtdSection {
    /// Identity of the section.
    pub id: SectionId,
    /// Offset of its first byte from the start of the file.
    pub offset: u64,
    /// Its length in bytes; 0 for the header of a headerless file.
    pub bytes: u64,
}

impl GtdSection {
    /// The first byte after the section.
    pub fn end(&self) -> u64 {
        self.offset + self.bytes
    }
}

/// The sections of a completely read file.
pub(super) fn sections(map: &FieldMap) -> Vec<GtdSection> {
    let known = SectionId::ALL.into_iter().zip(map.sections());
    known.map(|(id, found)| GtdSection { id, offset: found.offset, bytes: found.bytes }).collect()
}
