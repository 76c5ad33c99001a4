//! Field table of `.n3pmesh` (formats section 9.3).

use crate::formats::kernel::SectionSpec;
use crate::formats::kernel::fields::{Field, FieldType as T, Record};

pub(super) static HEADER: SectionSpec =
    SectionSpec { name: "mesh header", purpose: "Name, and the numbers of everything that follows." };
pub(super) static VERTICES: SectionSpec =
    SectionSpec { name: "vertices", purpose: "Vertices in the order in which detail is added." };
pub(super) static INDICES: SectionSpec =
    SectionSpec { name: "indices", purpose: "Corners of the triangles, in the state of lowest detail." };
pub(super) static COLLAPSES: SectionSpec = SectionSpec {
    name: "collapses",
    purpose: "Steps from the lowest to the full detail: each adds vertices and indices, and moves some corners to the \
              newest vertex.",
};
pub(super) static CHANGES: SectionSpec =
    SectionSpec { name: "index changes", purpose: "Positions in the index array that the steps change." };
pub(super) static DISTANCES: SectionSpec =
    SectionSpec { name: "detail distances", purpose: "How many vertices the game draws at which distance." };

pub(super) static NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the name in bytes, 0 to 4,096");
pub(super) static NAME: Field = Field::new("name", T::Text, "name of the mesh");
pub(super) static COLLAPSE_COUNT: Field = Field::new("collapse count", T::I32, "number of steps");
pub(super) static CHANGE_COUNT: Field = Field::new("index change count", T::I32, "number of changed indices");
pub(super) static MAX_VERTICES: Field = Field::new("vertex count", T::I32, "vertices at full detail, at most 65,536");
pub(super) static MAX_INDICES: Field = Field::new("index count", T::I32, "indices at full detail, three a triangle");
pub(super) static MIN_VERTICES: Field = Field::new("lowest vertex count", T::I32, "vertices at the lowest detail");
pub(super) static MIN_INDICES: Field = Field::new("lowest index count", T::I32, "indices at the lowest detail");

pub(super) static VERTEX: Record = Record {
    name: "vertex",
    order: "in the order in which detail is added",
    fields: &[
        Field::new("position", T::F32s(3), "in meters, relative to the mesh's origin"),
        Field::new("normal", T::F32s(3), "not of unit length in most files"),
        Field::new("texture coordinates", T::F32s(2), "u, v; 0 to 1 is the whole texture, which repeats"),
    ],
};
pub(super) static INDEX: Record = Record {
    name: "index",
    order: "three a triangle, clockwise as seen from the front",
    fields: &[Field::new("vertex", T::U16, "number of a vertex")],
};
pub(super) static COLLAPSE: Record = Record {
    name: "collapse",
    order: "from the lowest to the full detail",
    fields: &[
        Field::new("indices gained", T::I32, "indices that the step adds"),
        Field::new("changes", T::I32, "number of index changes of the step"),
        Field::new("vertices gained", T::I32, "vertices that the step adds"),
        Field::new("first change", T::I32, "number of the first index change; below 0: 0"),
        Field::new("collapses to", T::I32, "vertex that takes the corners when the step is undone"),
        Field::new("flags", T::Hex32, "lowest byte not 0: the game never stops at this step; other bytes undefined"),
    ],
};
pub(super) static CHANGE: Record = Record {
    name: "index change",
    order: "in the order of the steps",
    fields: &[Field::new("position", T::I32, "position in the index array")],
};
pub(super) static DISTANCE_COUNT: Field =
    Field::new("distance count", T::I32, "number of entries; 0: full detail always");
pub(super) static DISTANCE: Record = Record {
    name: "detail distance",
    order: "by distance",
    fields: &[
        Field::new("distance", T::F32, "distance in meters times the vertical field of view in radians, at scale 1"),
        Field::new("vertices", T::I32, "number of vertices drawn at that distance"),
    ],
};
