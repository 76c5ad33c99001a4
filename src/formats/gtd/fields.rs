//! Field table of zone files: name, type and meaning of each field.
//!
//! Source of every entry: formats sections 1, 2.1 and 8. Positions of fields in a particular file are in its
//! [`FieldMap`](crate::formats::kernel::FieldMap), see [`Gtd::field_map`](super::Gtd::field_map).

use crate::formats::kernel::fields::{Bits, Field, FieldType as T, Record};

const SQUARE: &str = "by columns: record x * N + z";

// Header ------------------------------------------------------------------------------------------------------------

/// Build of a versioned file.
pub static VERSION: Field = Field::new("version", T::I32, "1 or 2; ponds have one more field in version 2");
/// Length of the zone's name.
pub static NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the zone name in bytes, 0 to 260");
/// The zone's name in plain text.
pub static NAME: Field = Field::new("name", T::Text, "name of the zone, usually that of the file");
/// The zone's name, enciphered by modern clients.
pub static CIPHER_NAME: Field =
    Field::new("name", T::CipherText, "name of the zone, encrypted like the client's tables");
/// A word of the modern header.
pub static HEADER_WORD: Field = Field::new("header word", T::I32, "unknown; 0 in the only known file");

// Map data ----------------------------------------------------------------------------------------------------------

/// N, the number of vertices a side.
pub static MAP_SIZE: Field = Field::new("map size", T::I32, "N, vertices per side: 2^k + 1 from 9 to 8,193, 4 m apart");
/// The parts of a tile's packed word.
pub static TILE_BITS: [Bits; 6] = [
    Bits { name: "full", low: 0, width: 1, meaning: "1: draw the tile textures; 0: draw the color map" },
    Bits { name: "dir1", low: 1, width: 5, meaning: "direction of the first layer, 0 to 7 in real files" },
    Bits { name: "dir2", low: 6, width: 5, meaning: "direction of the second layer, set even without one" },
    Bits { name: "tex1", low: 11, width: 10, meaning: "first layer, index in the tile table; 1023: none" },
    Bits { name: "tex2", low: 21, width: 10, meaning: "second layer, index in the tile table; 1023: none" },
    Bits { name: "unknown", low: 31, width: 1, meaning: "unknown; set in few real records" },
];
/// A vertex and the tile to its north-east.
pub static MAP_RECORD: Record = Record {
    name: "vertex",
    order: SQUARE,
    fields: &[
        Field::new("height", T::F32, "height in meters; 1.18e-38: never edited"),
        Field::packed(
            "tile",
            &TILE_BITS,
            "layers of the tile to the north-east; meaningless in the last row and column",
        ),
    ],
};

// Patches -----------------------------------------------------------------------------------------------------------

/// A patch's bounding sphere.
pub static PATCH_RECORD: Record = Record {
    name: "patch",
    order: "by columns: record px * P + pz, P = (N - 1) / 8",
    fields: &[
        Field::new("middle y", T::F32, "center of the sphere in meters, halfway between lowest and highest vertex"),
        Field::new("radius", T::F32, "radius of the bounding sphere in meters"),
    ],
};

// Grass -------------------------------------------------------------------------------------------------------------

/// Kinds of grass that may grow on a tile.
pub static GRASS_RECORD: Record = Record {
    name: "grass mask",
    order: SQUARE,
    fields: &[Field::new("kinds", T::Flags8, "bit k: grass kind k may grow on this tile")],
};
/// Name of the grass set.
pub static GRASS_SET: Field =
    Field::new("grass set", T::FixedText(260), "name of the grass set, usually that of the zone");

// Textures ----------------------------------------------------------------------------------------------------------

/// Number of tile textures.
pub static TILE_COUNT: Field =
    Field::new("tile texture count", T::I32, "T, number of entries in the tile table; 0: no tables follow");
/// Number of source files.
pub static SOURCE_COUNT: Field = Field::new("source count", T::I32, "S, number of source files");
/// A texture file that the zone names.
pub static SOURCE_RECORD: Record = Record {
    name: "source",
    order: "by source index",
    fields: &[Field::new("path", T::FixedText(260), "path of the source file, relative to the client folder")],
};
/// An entry of the tile table.
pub static TILE_RECORD: Record = Record {
    name: "tile texture",
    order: "by texture index, sorted by source in real files",
    fields: &[
        Field::new("source", T::I16, "index of the source file"),
        Field::new("tile", T::I16, "index of the texture in the source file, 0 to 7"),
    ],
};

// Light maps --------------------------------------------------------------------------------------------------------

/// Number of light maps.
pub static LIGHT_COUNT: Field = Field::new("light map count", T::I32, "number of light maps; 0 in every real file");
/// Tile of a light map, eastward.
pub static LIGHT_X: Field = Field::new("light map x", T::I16, "column of the tile");
/// Tile of a light map, northward.
pub static LIGHT_Z: Field = Field::new("light map z", T::I16, "row of the tile");
// Water -------------------------------------------------------------------------------------------------------------

/// Length of a string of unknown meaning before the water of a modern file.
pub static TAG_LENGTH: Field = Field::new("tag length", T::I32, "length of the tag in bytes");
/// A string of unknown meaning before the water of a modern file.
pub static TAG: Field = Field::new("tag", T::Bytes, "unknown; modern files only");
/// A word after the tag.
pub static TAG_WORD: Field = Field::new("tag word", T::I32, "unknown; 1 in the only known file");
/// Number of rivers.
pub static RIVER_COUNT: Field = Field::new("river count", T::I32, "number of rivers");
/// Number of ponds.
pub static POND_COUNT: Field = Field::new("pond count", T::I32, "number of ponds");
/// Number of vertices of one water.
pub static WATER_VERTEX_COUNT: Field =
    Field::new("vertex count", T::I32, "number of vertices: rows of 4 in a river, width x rows in a pond");
/// A vertex of a river or pond.
pub static WATER_VERTEX: Record = Record {
    name: "water vertex",
    order: "row by row",
    fields: &[
        Field::new("x", T::F32, "in meters, east"),
        Field::new("y", T::F32, "in meters, up"),
        Field::new("z", T::F32, "in meters, north"),
        Field::new("normal x", T::F32, "0 in real files"),
        Field::new("normal y", T::F32, "1 in real files"),
        Field::new("normal z", T::F32, "0 in real files"),
        Field::new("color", T::Color, "tint and opacity"),
        Field::new("u1", T::F32, "first texture coordinate"),
        Field::new("v1", T::F32, "first texture coordinate"),
        Field::new("u2", T::F32, "second texture coordinate, equal to the first"),
        Field::new("v2", T::F32, "second texture coordinate, equal to the first"),
    ],
};
/// Indices of a river, which are not stored.
pub static RIVER_INDEX_COUNT: Field =
    Field::new("index count", T::I32, "18 per pair of neighboring rows; the indices are implied");
/// Vertices in a row of a pond.
pub static POND_WIDTH: Field = Field::new("width", T::I32, "vertices per row");
/// Length of a water texture's name.
pub static WATER_NAME_LENGTH: Field =
    Field::new("texture name length", T::I32, "length of the name in bytes with its NUL, 0 to 259");
/// A water texture's name.
pub static WATER_NAME: Field = Field::new("texture name", T::Text, "a file in Misc\\river");
/// Scale of an old pond, eastward.
pub static POND_SCALE_X: Field = Field::new("scale x", T::F32, "wave scale of older water, 1 in real files");
/// Scale of an old pond, northward.
pub static POND_SCALE_Z: Field = Field::new("scale z", T::F32, "like scale x");
/// A word of ponds from version 2 on.
pub static POND_EXTRA: Field = Field::new("extra", T::I32, "unknown; 0 in every real file");
/// Triangles of a pond.
pub static POND_TRIANGLE_COUNT: Field =
    Field::new("triangle count", T::I32, "2 (width - 1) (rows - 1); the indices are implied");
/// Length of a modern pond's second name.
pub static POND_NAME2_LENGTH: Field = Field::new("second name length", T::I32, "length in bytes, 0 to 259");
/// A modern pond's second name.
pub static POND_NAME2: Field = Field::new("second name", T::Text, "unknown; often empty");
/// A modern pond's parameters.
pub static POND_PARAMETER: Record = Record {
    name: "parameter",
    order: "20 values, modern files only",
    fields: &[Field::new("value", T::F32, "probably a shader constant")],
};
