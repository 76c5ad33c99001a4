//! Field table of `.smd` (server section 1). Collision triangles and cells share the fields of placed objects.

use crate::formats::kernel::SectionSpec;
use crate::formats::kernel::fields::{Field, FieldType as T, Record};

/// Order of the records of a vertex or tile.
const SQUARE: &str = "by columns: record x * N + z";

pub(super) static HEIGHTS: SectionSpec =
    SectionSpec { name: "heights", purpose: "The ground of the zone, as in the client's terrain." };
pub(super) static COLLISION: SectionSpec = SectionSpec {
    name: "collision",
    purpose: "Extent of the zone, and the triangles that block players, as in the client's placed objects.",
};
pub(super) static CELLS: SectionSpec = SectionSpec {
    name: "collision cells",
    purpose: "A grid over the zone, by rows from south to north: the shapes in each cell of 16 m, and the collision \
              triangles that touch each of its 4 x 4 sub-cells.",
};
pub(super) static OBJECTS: SectionSpec = SectionSpec {
    name: "object events",
    purpose: "Objects with a role in the game: bind points, gates, levers, warps.",
};
pub(super) static EVENTS: SectionSpec = SectionSpec {
    name: "event map",
    purpose: "A number for each tile: 0 blocked, 1 free, more: the event that happens to who enters it.",
};
pub(super) static REGENE: SectionSpec = SectionSpec {
    name: "resurrection areas",
    purpose: "Areas in which players come back to life who have no bind point.",
};
pub(super) static WARPS: SectionSpec =
    SectionSpec { name: "warps", purpose: "Places that the warp gates of the zone lead to." };

pub(super) static SIZE: Field = Field::new("map size", T::I32, "N, the number of vertices a side");
pub(super) static UNIT: Field = Field::new("unit", T::F32, "distance of two vertices in meters: 4");
pub(super) static HEIGHT: Record =
    Record { name: "vertex", order: SQUARE, fields: &[Field::new("height", T::F32, "height in meters")] };
pub(super) static WIDTH: Field = Field::new("width", T::F32, "extent of the zone from west to east, in meters");
pub(super) static LENGTH: Field = Field::new("length", T::F32, "extent of the zone from south to north, in meters");

pub(super) static OBJECT_COUNT: Field = Field::new("object event count", T::I32, "number of objects with a role");
pub(super) static BELONG: Field =
    Field::new("nation", T::I32, "whose object it is: 0 nobody's, 1 Karus, 2 El Morad, 3 both");
pub(super) static OBJECT_ID: Field = Field::new("object id", T::I16, "number of the object; the server ignores 0");
pub(super) static OBJECT_TYPE: Field = Field::new(
    "object type",
    T::I16,
    "0 bind point, 1 and 2 gates, 3 lever, 4 flag, 5 warp gate, 6 barricade, 7 to 9 others",
);
pub(super) static OBJECT_NPC: Field =
    Field::new("character", T::I16, "of a lever the id of its gate, of a warp gate the number of its list");
pub(super) static OBJECT_STATUS: Field = Field::new("character status", T::I16, "state of the object");
pub(super) static POSITION: Field = Field::new("position", T::F32s(3), "in meters: x east, y up, z north");

pub(super) static EVENT: Record = Record {
    name: "event tile",
    order: SQUARE,
    fields: &[Field::new("event", T::I16, "0 blocked, 1 free, more: number of an event; 1 in the last row and column")],
};

pub(super) static REGENE_COUNT: Field = Field::new("area count", T::I32, "number of areas");
pub(super) static REGENE_CORNER: Field = Field::new("corner", T::F32s(3), "south-west corner in meters: x, y, z");
pub(super) static REGENE_LENGTH_Z: Field = Field::new("length north", T::F32, "extent northward in meters");
pub(super) static REGENE_LENGTH_X: Field = Field::new("length east", T::F32, "extent eastward in meters");

pub(super) static WARP_COUNT: Field = Field::new("warp count", T::I32, "number of warps; some files end earlier");
pub(super) static WARP_ID: Field = Field::new("warp id", T::I16, "a tenth of it is the number of the list");
pub(super) static WARP_NAME: Field = Field::new("warp name", T::FixedText(32), "name of the place");
pub(super) static WARP_TEXT: Field = Field::new("warp text", T::FixedText(256), "text that the player agrees to");
pub(super) static PADDING: Field = Field::new("padding", T::FixedBytes(2), "0");
pub(super) static WARP_PRICE: Field = Field::new("price", T::U32, "coins");
pub(super) static WARP_ZONE: Field = Field::new("target zone", T::I16, "the server's number of the zone");
pub(super) static WARP_TARGET: Field = Field::new("target", T::F32s(3), "in meters: x, y (mostly 0), z");
pub(super) static WARP_RADIUS: Field = Field::new("radius", T::F32, "players arrive within it, in meters");
pub(super) static WARP_NATION: Field =
    Field::new("warp nation", T::I16, "who may use it: 0 all, 1 Karus, 2 El Morad; not in older files");
