//! The one table of what a zone file consists of: each field's name, type, place and meaning.
//!
//! The parser reads every field by its entry here, so that errors, `explain` and the hex tree cannot disagree with
//! it. Source of every entry: format notes, sections 1, 2.1 and 8. Owns words only; where a field of one particular
//! file stands is in its [`super::walk::Run`]s.

/// The type of a field. All numbers are little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Unsigned byte, told as bits.
    U8,
    /// Signed 16-bit number.
    I16,
    /// Signed 32-bit number.
    I32,
    /// Unsigned 32-bit number, told in hexadecimal.
    U32,
    /// Single-precision float.
    F32,
    /// 32-bit color; blue, green, red, alpha in the file, told as 0xAARRGGBB.
    Color,
    /// The packed bits of a tile, told by [`Field::bits`].
    Packed,
    /// Text in code page 949 in a field of this many bytes, cut at the first NUL; what follows the NUL is junk.
    FixedText(u32),
    /// Text in code page 949, as long as the field before says, cut at the first NUL.
    Text,
    /// Text enciphered with the client's table cipher, as long as the field before says.
    CipherText,
    /// Bytes that are not looked into.
    Bytes,
}

impl Kind {
    /// Length in bytes, where the type alone tells it.
    pub const fn size(self) -> Option<u32> {
        match self {
            Kind::U8 => Some(1),
            Kind::I16 => Some(2),
            Kind::I32 | Kind::U32 | Kind::F32 | Kind::Color | Kind::Packed => Some(4),
            Kind::FixedText(bytes) => Some(bytes),
            Kind::Text | Kind::CipherText | Kind::Bytes => None,
        }
    }

    /// The type's name for readers.
    pub fn name(self) -> String {
        match self {
            Kind::U8 => "u8".into(),
            Kind::I16 => "i16".into(),
            Kind::I32 => "i32".into(),
            Kind::U32 => "u32".into(),
            Kind::F32 => "f32".into(),
            Kind::Color => "color".into(),
            Kind::Packed => "bits of a u32".into(),
            Kind::FixedText(bytes) => format!("char[{bytes}]"),
            Kind::Text => "text".into(),
            Kind::CipherText => "enciphered text".into(),
            Kind::Bytes => "bytes".into(),
        }
    }
}

/// Some bits of a packed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bits {
    /// The name in the format notes.
    pub name: &'static str,
    /// Lowest bit, 0 the least significant.
    pub low: u32,
    /// Number of bits.
    pub width: u32,
    /// What they mean, in one line.
    pub meaning: &'static str,
}

impl Bits {
    /// The bits' value in a packed word.
    pub fn of(&self, word: u32) -> u32 {
        (word >> self.low) & (u32::MAX >> (32 - self.width))
    }
}

/// One field of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name used in errors and trees.
    pub name: &'static str,
    /// How its bytes are read.
    pub kind: Kind,
    /// Where it stands: after which field, or at which byte of its record.
    pub place: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// What its bits mean, for packed fields.
    pub bits: &'static [Bits],
}

/// A record that stands in the file many times in a row.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The name of one record.
    pub name: &'static str,
    /// How the records follow each other.
    pub order: &'static str,
    /// What each consists of, without gaps. All have a fixed size.
    pub fields: &'static [Field],
}

impl Record {
    /// Length of one record in bytes.
    pub const fn stride(&self) -> u32 {
        let (mut sum, mut i) = (0, 0);
        while i < self.fields.len() {
            if let Some(size) = self.fields[i].kind.size() {
                sum += size;
            }
            i += 1;
        }
        sum
    }
}

const fn field(name: &'static str, kind: Kind, place: &'static str, meaning: &'static str) -> Field {
    Field { name, kind, place, meaning, bits: &[] }
}

const SQUARE: &str = "x outer: record x * N + z";

// Header ------------------------------------------------------------------------------------------------------------

/// Build of a versioned file.
pub static VERSION: Field = field("version", Kind::I32, "byte 0", "1 or 2; ponds have one more field from 2 on");
/// Length of the zone's name.
pub static NAME_LENGTH: Field =
    field("name length", Kind::I32, "byte 4 after a version, else byte 0", "bytes of the zone's name, 0 to 260");
/// The zone's name in plain text.
pub static NAME: Field = field("name", Kind::Text, "after its length", "the zone's name, as a rule the file's stem");
/// The zone's name as modern clients write it.
pub static CIPHER_NAME: Field =
    field("name", Kind::CipherText, "after its length", "the zone's name, enciphered as the client's tables are");
/// A word of the modern header.
pub static HEADER_WORD: Field = field("header word", Kind::I32, "after the name", "0 in the file known; unknown");

// Map data ----------------------------------------------------------------------------------------------------------

/// Vertices a side.
pub static MAP_SIZE: Field =
    field("map size", Kind::I32, "start of the map data", "N, vertices a side: 2^k + 1 from 9 to 8193; tiles are 4 m");
/// The parts of a tile's packed word.
pub static TILE_BITS: [Bits; 6] = [
    Bits { name: "full", low: 0, width: 1, meaning: "1: draw the tile's textures; 0: the color map in their place" },
    Bits { name: "dir1", low: 1, width: 5, meaning: "how the first texture is turned, 0 to 7 in real files" },
    Bits { name: "dir2", low: 6, width: 5, meaning: "how the second texture is turned, filled even without one" },
    Bits { name: "tex1", low: 11, width: 10, meaning: "first texture's index in the tile table; 1023: none" },
    Bits { name: "tex2", low: 21, width: 10, meaning: "second texture's index in the tile table; 1023: none" },
    Bits { name: "unknown", low: 31, width: 1, meaning: "set in few real records, meaning unknown" },
];
/// A vertex and the tile to its north-east.
pub static MAP_RECORD: Record = Record {
    name: "vertex",
    order: SQUARE,
    fields: &[
        field("height", Kind::F32, "byte 0 of the record", "meters, Y up; 1.18e-38 means never edited"),
        Field {
            name: "tile",
            kind: Kind::Packed,
            place: "byte 4 of the record",
            meaning: "how the tile north-east of the vertex is covered; meaningless on the last row and column",
            bits: &TILE_BITS,
        },
    ],
};

// Patches -----------------------------------------------------------------------------------------------------------

/// A patch's bounding sphere.
pub static PATCH_RECORD: Record = Record {
    name: "patch",
    order: "x outer: record px * P + pz, P = (N - 1) / 8",
    fields: &[
        field("middle y", Kind::F32, "byte 0 of the record", "meters, half way between lowest and highest vertex"),
        field("radius", Kind::F32, "byte 4 of the record", "meters, of the sphere round the 8 x 8 tiles"),
    ],
};

// Grass -------------------------------------------------------------------------------------------------------------

/// Which kinds of grass may grow on a tile.
pub static GRASS_RECORD: Record = Record {
    name: "grass mask",
    order: SQUARE,
    fields: &[field("kinds", Kind::U8, "byte 0 of the record", "bit k: grass kind k may grow on this tile")],
};
/// Name of the grass set.
pub static GRASS_SET: Field =
    field("grass set", Kind::FixedText(260), "after the masks", "the grass set's name, as a rule the zone's");

// Textures ----------------------------------------------------------------------------------------------------------

/// Number of tile textures.
pub static TILE_COUNT: Field =
    field("tile texture count", Kind::I32, "after the grass set", "T, entries of the tile table; 0: no tables follow");
/// Number of source files.
pub static SOURCE_COUNT: Field =
    field("source count", Kind::I32, "after T, only where T is above 0", "S, texture files that the zone names");
/// A source file.
pub static SOURCE_RECORD: Record = Record {
    name: "source",
    order: "record by source index",
    fields: &[field("path", Kind::FixedText(260), "byte 0 of the record", "texture file, below the client's folder")],
};
/// An entry of the tile table.
pub static TILE_RECORD: Record = Record {
    name: "tile texture",
    order: "record by texture index, sorted by source in real files",
    fields: &[
        field("source", Kind::I16, "byte 0 of the record", "index of the source file"),
        field("tile", Kind::I16, "byte 2 of the record", "which of the file's eight textures, 0 to 7"),
    ],
};

// Light maps --------------------------------------------------------------------------------------------------------

/// Number of light maps.
pub static LIGHT_COUNT: Field =
    field("light map count", Kind::I32, "after the tile table", "light maps in this file; 0 in every real one");
/// Tile of a light map, eastward.
pub static LIGHT_X: Field = field("light map x", Kind::I16, "start of the light map", "the tile's eastward index");
/// Tile of a light map, northward.
pub static LIGHT_Z: Field = field("light map z", Kind::I16, "after x", "the tile's northward index");
/// Length of a texture's name.
pub static TEXTURE_NAME_LENGTH: Field =
    field("texture name length", Kind::I32, "after z", "bytes of the texture's own name, 0 to 4096");
/// A texture's own name.
pub static TEXTURE_NAME: Field = field("texture name", Kind::Text, "after its length", "not used");
/// Magic and version of a texture.
pub static TEXTURE_MAGIC: Field = field("texture magic", Kind::Bytes, "after the name", "the letters NTF, then 3");
/// Width of a texture.
pub static TEXTURE_WIDTH: Field = field("texture width", Kind::I32, "after the magic", "pixels");
/// Height of a texture.
pub static TEXTURE_HEIGHT: Field = field("texture height", Kind::I32, "after the width", "pixels");
/// Pixel format of a texture.
pub static TEXTURE_FORMAT: Field = field("texture format", Kind::U32, "after the height", "Direct3D 9 format code");
/// Mip flag of a texture.
pub static TEXTURE_MIPS: Field = field("texture mips", Kind::I32, "after the format", "1: smaller levels follow");
/// Pixels of a texture.
pub static TEXTURE_PIXELS: Field = field("texture pixels", Kind::Bytes, "after the mip flag", "all levels and copies");

// Water -------------------------------------------------------------------------------------------------------------

/// Length of a string of unknown meaning before the water of a modern file.
pub static TAG_LENGTH: Field = field("tag length", Kind::I32, "start of the section", "bytes of the tag");
/// A string of unknown meaning before the water of a modern file.
pub static TAG: Field = field("tag", Kind::Bytes, "after its length", "unknown; modern files only");
/// A word after the tag.
pub static TAG_WORD: Field = field("tag word", Kind::I32, "after the tag", "1 in the file known; unknown");
/// Number of rivers.
pub static RIVER_COUNT: Field = field("river count", Kind::I32, "start of the rivers", "rivers that follow");
/// Number of ponds.
pub static POND_COUNT: Field = field("pond count", Kind::I32, "start of the ponds", "ponds that follow");
/// Vertices of one water.
pub static WATER_VERTEX_COUNT: Field =
    field("vertex count", Kind::I32, "start of the record", "vertices: rows of 4 in a river, width x rows in a pond");
/// A water's vertex.
pub static WATER_VERTEX: Record = Record {
    name: "water vertex",
    order: "row by row",
    fields: &[
        field("x", Kind::F32, "byte 0 of the record", "meters, east"),
        field("y", Kind::F32, "byte 4 of the record", "meters, up"),
        field("z", Kind::F32, "byte 8 of the record", "meters, north"),
        field("normal x", Kind::F32, "byte 12 of the record", "0 in real files"),
        field("normal y", Kind::F32, "byte 16 of the record", "1 in real files"),
        field("normal z", Kind::F32, "byte 20 of the record", "0 in real files"),
        field("color", Kind::Color, "byte 24 of the record", "tint and opacity"),
        field("u1", Kind::F32, "byte 28 of the record", "first texture coordinate"),
        field("v1", Kind::F32, "byte 32 of the record", "first texture coordinate"),
        field("u2", Kind::F32, "byte 36 of the record", "second texture coordinate, equal to the first"),
        field("v2", Kind::F32, "byte 40 of the record", "second texture coordinate, equal to the first"),
    ],
};
/// Indices of a river, which are not stored.
pub static RIVER_INDEX_COUNT: Field =
    field("index count", Kind::I32, "after the vertices", "18 for each gap between rows; the indices are implied");
/// Vertices in a row of a pond.
pub static POND_WIDTH: Field = field("width", Kind::I32, "after the vertex count", "vertices in a row");
/// Length of a water texture's name.
pub static WATER_NAME_LENGTH: Field =
    field("texture name length", Kind::I32, "before the name", "bytes of the name with its NUL, 0 to 259");
/// A water texture's name.
pub static WATER_NAME: Field = field("texture name", Kind::Text, "after its length", "a file in Misc\\river");
/// Scale of an old pond, eastward.
pub static POND_SCALE_X: Field =
    field("scale x", Kind::F32, "after the width, old ponds only", "wave scale of the predecessor's water, 1");
/// Scale of an old pond, northward.
pub static POND_SCALE_Z: Field = field("scale z", Kind::F32, "after scale x, old ponds only", "as scale x");
/// A word of ponds from version 2 on.
pub static POND_EXTRA: Field =
    field("extra", Kind::I32, "after the vertices, from version 2 on", "0 in every real file; unknown");
/// Triangles of a pond.
pub static POND_TRIANGLE_COUNT: Field =
    field("triangle count", Kind::I32, "before the next pond", "2 (width - 1) (rows - 1); the indices are implied");
/// Length of a modern pond's second name.
pub static POND_NAME2_LENGTH: Field =
    field("second name length", Kind::I32, "after the triangle count, modern only", "bytes, 0 to 259");
/// A modern pond's second name.
pub static POND_NAME2: Field = field("second name", Kind::Text, "after its length", "often empty; unknown");
/// A modern pond's parameters.
pub static POND_PARAMETER: Record = Record {
    name: "parameter",
    order: "20 in a row, modern only",
    fields: &[field("value", Kind::F32, "byte 0 of the record", "shader constant, it seems")],
};

/// What is left after the last pond.
pub static TRAILING: Field = field("trailing bytes", Kind::Bytes, "after the last pond", "not part of the format");
