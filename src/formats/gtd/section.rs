//! The names of a zone file's parts. Owns no bytes.

use std::fmt;

/// One of the parts that a zone file consists of, in the file's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionId {
    /// What stands before the number of vertices: nothing, or version and name.
    Header,
    /// The number of vertices a side and the record of each vertex.
    MapData,
    /// Bounding spheres of the patches.
    Patches,
    /// One byte a vertex, and the name of the grass set.
    Grass,
    /// Source files and the table of tile textures.
    Textures,
    /// Light maps stored in the file itself; none in any file known.
    LightMaps,
    /// Flowing water.
    Rivers,
    /// Standing water.
    Ponds,
    /// Bytes after the last pond. Not a section of the format, so [`super::Gtd::sections`] never lists it.
    Trailing,
}

impl SectionId {
    /// The eight sections of the format, in the file's order.
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

    /// The section's name in messages and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SectionId::Header => "header",
            SectionId::MapData => "map data",
            SectionId::Patches => "patches",
            SectionId::Grass => "grass",
            SectionId::Textures => "textures",
            SectionId::LightMaps => "light maps",
            SectionId::Rivers => "rivers",
            SectionId::Ponds => "ponds",
            SectionId::Trailing => "trailing bytes",
        }
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a section stands. The sections of a file follow each other without a gap from byte 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which part of the file.
    pub id: SectionId,
    /// Its first byte, counted from the start of the file.
    pub offset: u64,
    /// Its length in bytes; 0 for the header of a headerless file.
    pub bytes: u64,
}

impl Section {
    /// The first byte after the section.
    pub fn end(&self) -> u64 {
        self.offset + self.bytes
    }
}
