//! Field table of `.opd` (formats sections 9.1 and 9.2); lights share the fields of a placement.

use crate::formats::kernel::SectionSpec;
use crate::formats::kernel::fields::{Field, FieldType as T, Record};

pub(super) static HEADER: SectionSpec = SectionSpec {
    name: "object header",
    purpose: "Version and name (client 1298 and later), and the extent of the zone.",
};
pub(super) static COLLISION: SectionSpec = SectionSpec {
    name: "collision",
    purpose: "Triangles that block players, three corners each, in world coordinates.",
};
pub(super) static CELLS: SectionSpec = SectionSpec {
    name: "collision cells",
    purpose: "A grid over the zone, by rows from south to north: the shapes in each cell of 16 m, and the collision \
              triangles that touch each of its 4 x 4 sub-cells.",
};
pub(super) static OBJECTS: SectionSpec = SectionSpec {
    name: "objects",
    purpose: "Placed objects: position, parts (meshes with material and textures), and their role in the game's logic.",
};

pub(super) static VERSION: Field = Field::new("version", T::I32, "1; older files start with the width");
pub(super) static ZONE_NAME_LENGTH: Field =
    Field::new("name length", T::I32, "length of the zone name in bytes, 0 to 4,096");
pub(super) static ZONE_NAME: Field = Field::new("name", T::Text, "name of the zone");
pub(super) static WIDTH: Field = Field::new("width", T::F32, "extent of the zone from west to east, in meters");
pub(super) static LENGTH: Field = Field::new("length", T::F32, "extent of the zone from south to north, in meters");

pub(in crate::formats) static TRIANGLE_COUNT: Field =
    Field::new("triangle count", T::I32, "number of collision triangles");
pub(in crate::formats) static TRIANGLE: Record = Record {
    name: "triangle",
    order: "in the order used by the sub-cells, three corners each",
    fields: &[
        Field::new("corner 1", T::F32s(3), "in meters: x east, y up, z north"),
        Field::new("corner 2", T::F32s(3), "in meters"),
        Field::new("corner 3", T::F32s(3), "in meters"),
    ],
};

pub(super) static CELL_EXISTS: Field = Field::new("cell exists", T::U32, "0: empty cell without further fields");
pub(super) static CELL_SHAPE_COUNT: Field = Field::new("shape count", T::I32, "number of shapes in the cell");
pub(super) static CELL_SHAPE: Record = Record {
    name: "shape index",
    order: "in no particular order",
    fields: &[Field::new("shape", T::U16, "index of a placed object")],
};
pub(super) static SUB_CELL_COUNT: Field =
    Field::new("triangle count", T::I32, "number of collision triangles that touch the sub-cell");
pub(super) static SUB_CELL_TRIANGLE: Record = Record {
    name: "triangle corners",
    order: "in no particular order",
    fields: &[Field::new("corners", T::U32s(3), "corner indices: three times the triangle's index, plus 0 to 2")],
};

pub(super) static OBJECT_COUNT: Field = Field::new("object count", T::I32, "number of placed objects");
pub(super) static TYPE: Field = Field::new("type", T::Hex32, "0x41b; 0x141b for gates, levers and flags");
pub(super) static NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the name in bytes, 0 to 4,096");
pub(super) static NAME: Field = Field::new("name", T::Text, "name of the object");
pub(super) static POSITION: Field = Field::new("position", T::F32s(3), "in meters: x east, y up, z north");
pub(super) static ROTATION: Field = Field::new("rotation", T::F32s(4), "quaternion x, y, z, w");
pub(super) static SCALE: Field = Field::new("scale", T::F32s(3), "scale factors; negative: mirrored");
pub(super) static KEY_COUNT: Field =
    Field::new("key count", T::I32, "number of animation keys; usually 0: no animation");
pub(super) static KEY_TYPE: Field = Field::new("key type", T::I32, "0: vectors, 1: quaternions");
pub(super) static KEY_RATE: Field = Field::new("key rate", T::F32, "keys per second");
pub(super) static VECTOR_KEY: Record =
    Record { name: "key", order: "by time", fields: &[Field::new("vector", T::F32s(3), "x, y, z")] };
pub(super) static QUATERNION_KEY: Record =
    Record { name: "key", order: "by time", fields: &[Field::new("quaternion", T::F32s(4), "x, y, z, w")] };

pub(super) static COLLISION_MESH_LENGTH: Field =
    Field::new("collision mesh length", T::I32, "length of the name in bytes");
pub(super) static COLLISION_MESH: Field = Field::new("collision mesh", T::Text, "empty in objects of zones");
pub(super) static CLIMB_MESH_LENGTH: Field = Field::new("climb mesh length", T::I32, "length of the name in bytes");
pub(super) static CLIMB_MESH: Field = Field::new("climb mesh", T::Text, "empty in objects of zones");
pub(super) static PART_COUNT: Field = Field::new("part count", T::I32, "number of parts");

pub(super) static PIVOT: Field =
    Field::new("pivot", T::F32s(3), "offset of the mesh in meters, before scale and rotation");
pub(super) static MESH_LENGTH: Field = Field::new("mesh length", T::I32, "length of the path in bytes, 0 to 4,096");
pub(super) static MESH: Field = Field::new("mesh", T::Text, ".n3pmesh file, relative to the client folder");
pub(super) static MATERIAL: [Field; 11] = [
    Field::new("diffuse", T::F32s(4), "red, green, blue, alpha; 1 in real files"),
    Field::new("ambient", T::F32s(4), "red, green, blue, alpha; 0.5 in real files"),
    Field::new("specular", T::F32s(4), "red, green, blue, alpha"),
    Field::new("emissive", T::F32s(4), "red, green, blue, alpha"),
    Field::new("power", T::F32, "sharpness of the specular highlight"),
    Field::new("color operation", T::U32, "D3DTEXTUREOP: 4 modulate, 5 modulate twice, 2 first argument"),
    Field::new("color argument 1", T::U32, "D3DTA"),
    Field::new("color argument 2", T::U32, "D3DTA"),
    Field::new(
        "render flags",
        T::Hex32,
        "0x1 blended, 0x2 no fog, 0x4 double sided, 0x8 billboard, 0x10 nearest, 0x20 wind, 0x40 unlit, 0x80 diffuse \
         alpha, 0x100 no z write, 0x200 clamped, 0x400 no z test",
    ),
    Field::new("source blend", T::U32, "D3DBLEND: 5 source alpha, 2 one"),
    Field::new("destination blend", T::U32, "D3DBLEND: 6 inverse source alpha, 2 one"),
];
pub(super) static TEXTURE_COUNT: Field =
    Field::new("texture count", T::I32, "number of textures; more than 1: an animated sequence");
pub(super) static TEXTURE_FPS: Field = Field::new("texture rate", T::F32, "textures per second");
pub(super) static TEXTURE_LENGTH: Field =
    Field::new("texture length", T::I32, "length of the path in bytes; 0: no texture");
pub(super) static TEXTURE: Field = Field::new("texture", T::Text, ".dxt file, relative to the client folder");

pub(super) static EVENTS: [Field; 5] = [
    Field::new("nation", T::I32, "1 Karus, 2 El Morad, 3 both"),
    Field::new("event", T::I32, "event number"),
    Field::new(
        "event type",
        T::I32,
        "0 bind point, 1 and 2 gates, 3 lever, 4 flag, 5 warp, 6 barricade, 7 to 9 others",
    ),
    Field::new("character", T::I32, "number of the NPC that the object represents"),
    Field::new("character status", T::I32, "state of the NPC"),
];
