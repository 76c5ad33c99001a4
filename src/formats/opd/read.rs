//! Reader of `.opd` (formats sections 9.1 and 9.2).

use super::collision::{self, Cell, SubCells, cells_along};
use super::material::{self, Material};
use super::object::{AnimationKeys, EventLinks, KeyValues, Object, ObjectPart, Placement};
use super::{OpdFile, OpdHeader, fields};
use crate::formats::kernel::fields::Field;
use crate::formats::kernel::{FormatError, Reader};

/// Maximum accepted length of a name, in bytes.
const MAX_NAME_BYTES: i32 = 4096;
/// Files whose first word is below this start with a version; others with the extent, a float that is far larger as an
/// integer.
const VERSION_END: u32 = 1000;
/// Accepted extents in meters: the largest map has 8193 vertices a side.
const EXTENTS_M: std::ops::RangeInclusive<f32> = 16.0..=32_768.0;
/// Bytes of an object without names or parts: type, placement, two names, count of parts, five words.
const MIN_OBJECT_BYTES: usize = 4 + 56 + 8 + 4 + 20;
/// Bytes of a part without names: pivot, path, material, count and rate of textures.
const MIN_PART_BYTES: usize = 12 + 4 + 92 + 4 + 4;
/// Bytes of a cell that does not exist.
const MIN_CELL_BYTES: usize = 4;
/// Number of integers at the end of an object.
const EVENT_WORDS: usize = 5;

pub(in crate::formats) fn file(reader: &mut Reader<'_>) -> Result<OpdFile, FormatError> {
    reader.section(&fields::HEADER);
    let header = header(reader)?;
    let (width_m, length_m) = (extent(reader, &fields::WIDTH)?, extent(reader, &fields::LENGTH)?);
    reader.section(&fields::COLLISION);
    let collision = collision::read_triangles(reader, &fields::TRIANGLE_COUNT, &fields::TRIANGLE)?;
    reader.section(&fields::CELLS);
    let cells = cells(reader, cells_along(width_m) * cells_along(length_m))?;
    reader.section(&fields::OBJECTS);
    let count = reader.count_of(&fields::OBJECT_COUNT, MIN_OBJECT_BYTES)?;
    let mut objects = Vec::with_capacity(count);
    for index in 0..count {
        objects.push(reader.group("object", index, object)?);
    }
    Ok(OpdFile { header, width_m, length_m, collision, cells, objects })
}

/// Whether bytes begin as such a file does: version, name and extent, or the extent alone.
pub(in crate::formats) fn begins_like(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    let extents = |reader: &mut Reader<'_>| {
        let (width_m, length_m) = (extent(reader, &fields::WIDTH)?, extent(reader, &fields::LENGTH)?);
        // Zones are squares of whole cells.
        Ok::<_, FormatError>(width_m == length_m && width_m % crate::formats::opd::CELL_M == 0.0)
    };
    header(&mut reader).and_then(|_| extents(&mut reader)).unwrap_or_default()
}

fn header(reader: &mut Reader<'_>) -> Result<Option<OpdHeader>, FormatError> {
    if reader.peek_u32().is_none_or(|first| first >= VERSION_END) {
        return Ok(None);
    }
    let version = reader.i32(&fields::VERSION)?;
    let name = reader.string(&fields::ZONE_NAME_LENGTH, &fields::ZONE_NAME, MAX_NAME_BYTES)?.to_vec();
    Ok(Some(OpdHeader { version, name }))
}

pub(in crate::formats) fn extent(reader: &mut Reader<'_>, field: &'static Field) -> Result<f32, FormatError> {
    let extent_m = reader.f32(field)?;
    if !EXTENTS_M.contains(&extent_m) {
        return Err(reader.malformed(field, 4, format!("{extent_m} m"), "16 to 32,768 m"));
    }
    Ok(extent_m)
}

pub(in crate::formats) fn cells(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Option<Box<Cell>>>, FormatError> {
    let mut cells = Vec::with_capacity(count.min(reader.left() / MIN_CELL_BYTES));
    for index in 0..count {
        cells.push(reader.group("cell", index, cell)?);
    }
    Ok(cells)
}

fn cell(reader: &mut Reader<'_>) -> Result<Option<Box<Cell>>, FormatError> {
    let exists = reader.u32(&fields::CELL_EXISTS)?;
    if exists == 0 {
        return Ok(None);
    }
    let objects = reader.count(&fields::CELL_SHAPE_COUNT)?;
    let objects = reader.records(&fields::CELL_SHAPE, objects, 0)?;
    let objects = reader.slice(objects).as_chunks().0.iter().map(|index| u16::from_le_bytes(*index)).collect();
    Ok(Some(Box::new(Cell { exists, objects, sub_cells: SubCells::read(reader)? })))
}

/// Name, position and animation, shared by objects and lights.
pub(in crate::formats) fn placement(reader: &mut Reader<'_>) -> Result<Placement, FormatError> {
    Ok(Placement {
        name: reader.string(&fields::NAME_LENGTH, &fields::NAME, MAX_NAME_BYTES)?.to_vec(),
        position_m: reader.f32s(&fields::POSITION)?,
        rotation: reader.f32s(&fields::ROTATION)?,
        scale: reader.f32s(&fields::SCALE)?,
        animation: [animation(reader)?, animation(reader)?, animation(reader)?],
    })
}

fn animation(reader: &mut Reader<'_>) -> Result<Option<AnimationKeys>, FormatError> {
    let count = reader.count_of(&fields::KEY_COUNT, 12)?;
    if count == 0 {
        return Ok(None);
    }
    let kind = reader.i32(&fields::KEY_TYPE)?;
    if !matches!(kind, 0 | 1) {
        let expected = "0 (vectors) or 1 (quaternions)";
        return Err(reader.malformed(&fields::KEY_TYPE, 4, kind.to_string(), expected));
    }
    let rate = reader.f32(&fields::KEY_RATE)?;
    let record = if kind == 0 { &fields::VECTOR_KEY } else { &fields::QUATERNION_KEY };
    let keys = reader.records(record, count, 0)?;
    let keys = reader.slice(keys);
    let values = if kind == 0 {
        KeyValues::Vectors(keys.as_chunks::<12>().0.iter().map(|key| floats(key)).collect())
    } else {
        KeyValues::Quaternions(keys.as_chunks::<16>().0.iter().map(|key| floats(key)).collect())
    };
    Ok(Some(AnimationKeys { rate, values }))
}

fn floats<const N: usize>(bytes: &[u8]) -> [f32; N] {
    let words = bytes.as_chunks::<4>().0;
    std::array::from_fn(|i| f32::from_le_bytes(words[i]))
}

fn object(reader: &mut Reader<'_>) -> Result<Object, FormatError> {
    let kind = reader.u32(&fields::TYPE)?;
    let mut object = object_without_events(reader)?;
    object.kind = kind;
    object.events = events(reader, EVENT_WORDS)?;
    Ok(object)
}

/// The fields between the type and the events.
pub(in crate::formats) fn object_without_events(reader: &mut Reader<'_>) -> Result<Object, FormatError> {
    let placement = placement(reader)?;
    let collision_mesh = reader.string(&fields::COLLISION_MESH_LENGTH, &fields::COLLISION_MESH, MAX_NAME_BYTES)?;
    let climb_mesh = reader.string(&fields::CLIMB_MESH_LENGTH, &fields::CLIMB_MESH, MAX_NAME_BYTES)?;
    let count = reader.count_of(&fields::PART_COUNT, MIN_PART_BYTES)?;
    let mut parts = Vec::with_capacity(count);
    for index in 0..count {
        parts.push(reader.group("part", index, part)?);
    }
    let collision_meshes = [collision_mesh.to_vec(), climb_mesh.to_vec()];
    Ok(Object { placement, collision_meshes, parts, ..Object::default() })
}

/// The first `stored` of the five integers; the others are 0.
pub(in crate::formats) fn events(reader: &mut Reader<'_>, stored: usize) -> Result<EventLinks, FormatError> {
    let bytes = reader.fields(&fields::EVENTS[..stored.min(EVENT_WORDS)])?;
    let words = bytes.as_chunks::<4>().0;
    let [belongs_to, event_id, event_kind, npc_id, npc_status] =
        std::array::from_fn(|i| words.get(i).map_or(0, |word| i32::from_le_bytes(*word)));
    Ok(EventLinks { belongs_to, event_id, event_kind, npc_id, npc_status })
}

fn part(reader: &mut Reader<'_>) -> Result<ObjectPart, FormatError> {
    let pivot_m = reader.f32s(&fields::PIVOT)?;
    let mesh = reader.string(&fields::MESH_LENGTH, &fields::MESH, MAX_NAME_BYTES)?.to_vec();
    let mut material = [0; material::BYTES];
    material.copy_from_slice(reader.fields(&fields::MATERIAL)?);
    let material = Material::from_bytes(&material);
    let count = reader.count_of(&fields::TEXTURE_COUNT, 4)?;
    let texture_fps = reader.f32(&fields::TEXTURE_FPS)?;
    let mut textures = Vec::with_capacity(count.min(reader.left() / 4));
    for _ in 0..count {
        textures.push(reader.string(&fields::TEXTURE_LENGTH, &fields::TEXTURE, MAX_NAME_BYTES)?.to_vec());
    }
    Ok(ObjectPart { pivot_m, mesh, material, texture_fps, textures })
}
