//! Reading `.opd` (formats sections 9.1 and 9.2).

use super::object::{AnimationKeys, EventLinks, Object, Part, Placement};
use super::{CELL_M, OpdFile, OpdHeader};
use crate::formats::kernel::{ReadError, Reader};

/// The longest name that is believed, in bytes.
const MAX_NAME_BYTES: usize = 4096;
/// A file whose first word is below this begins with a version; else with the extent, a float far above.
const VERSION_END: u32 = 1000;
/// The extents that are believed, in meters: the largest map has 8193 vertices a side.
const EXTENTS_M: std::ops::RangeInclusive<f32> = 16.0..=32_768.0;
/// Corners of a collision triangle: 9 floats.
const TRIANGLE_BYTES: usize = 36;
/// An object without names or parts: type, placement, two names, count of parts, five words.
const MIN_OBJECT_BYTES: usize = 4 + 56 + 8 + 4 + 20;
/// A part without names: pivot, path, material, count and rate of textures.
const MIN_PART_BYTES: usize = 12 + 4 + 92 + 4 + 4;

pub(super) fn file(bytes: &[u8]) -> Result<OpdFile, ReadError> {
    let mut reader = Reader::new(bytes, "object header");
    let header = header(&mut reader)?;
    let (width_m, length_m) = (extent(&mut reader, "width")?, extent(&mut reader, "length")?);
    reader.enter("collision");
    let triangles = reader.count(TRIANGLE_BYTES, "triangles")?;
    let collision = reader.take(triangles * TRIANGLE_BYTES, "triangles")?.to_vec();
    reader.enter("collision cells");
    let start = reader.at();
    skip_cells(&mut reader, (width_m / CELL_M) as usize * (length_m / CELL_M) as usize)?;
    let cells = bytes[start..reader.at()].to_vec();
    reader.enter("objects");
    let count = reader.count(MIN_OBJECT_BYTES, "objects")?;
    let mut objects = Vec::with_capacity(count);
    for _ in 0..count {
        objects.push(object(&mut reader)?);
    }
    reader.finish()?;
    Ok(OpdFile { header, width_m, length_m, collision, cells, objects })
}

fn header(reader: &mut Reader<'_>) -> Result<Option<OpdHeader>, ReadError> {
    let first = reader.clone().u32("version or width")?;
    if first >= VERSION_END {
        return Ok(None);
    }
    let version = reader.i32("version")?;
    let name = reader.string(MAX_NAME_BYTES, "zone name")?.to_vec();
    Ok(Some(OpdHeader { version, name }))
}

fn extent(reader: &mut Reader<'_>, what: &str) -> Result<f32, ReadError> {
    let at = reader.at();
    let extent_m = reader.f32(what)?;
    if !EXTENTS_M.contains(&extent_m) {
        return Err(reader.malformed(at, format!("{what} {extent_m} m"), "16 to 32768 m"));
    }
    Ok(extent_m)
}

/// Each cell: whether it is there; then the objects that it lists, and for 16 sub-cells the triangles' corners.
fn skip_cells(reader: &mut Reader<'_>, count: usize) -> Result<(), ReadError> {
    for _ in 0..count {
        if reader.u32("cell")? == 0 {
            continue;
        }
        let objects = reader.count(2, "objects of a cell")?;
        reader.take(objects * 2, "objects of a cell")?;
        for _ in 0..16 {
            let triangles = reader.count(12, "triangles of a sub-cell")?;
            reader.take(triangles * 12, "triangles of a sub-cell")?;
        }
    }
    Ok(())
}

/// Name, place and animation, which objects and lights have in common.
pub(crate) fn placement(reader: &mut Reader<'_>) -> Result<Placement, ReadError> {
    Ok(Placement {
        name: reader.string(MAX_NAME_BYTES, "name")?.to_vec(),
        position_m: reader.f32s("position")?,
        rotation: reader.f32s("rotation")?,
        scale: reader.f32s("scale")?,
        animation: [animation(reader)?, animation(reader)?, animation(reader)?],
    })
}

fn animation(reader: &mut Reader<'_>) -> Result<Option<AnimationKeys>, ReadError> {
    let count = reader.count(12, "animation keys")?;
    if count == 0 {
        return Ok(None);
    }
    let at = reader.at();
    let kind = reader.i32("kind of keys")?;
    let Some(key_bytes) = AnimationKeys::key_bytes(kind) else {
        return Err(reader.malformed(at, format!("keys of kind {kind}"), "0 (vectors) or 1 (quaternions)"));
    };
    let rate = reader.f32("rate of keys")?;
    Ok(Some(AnimationKeys { kind, rate, keys: reader.take(count * key_bytes, "animation keys")?.to_vec() }))
}

fn object(reader: &mut Reader<'_>) -> Result<Object, ReadError> {
    let kind = reader.u32("type")?;
    let placement = placement(reader)?;
    let collision_mesh = reader.string(MAX_NAME_BYTES, "collision mesh")?.to_vec();
    let climb_mesh = reader.string(MAX_NAME_BYTES, "climb mesh")?.to_vec();
    let count = reader.count(MIN_PART_BYTES, "parts")?;
    let mut parts = Vec::with_capacity(count);
    for _ in 0..count {
        parts.push(part(reader)?);
    }
    let events = EventLinks {
        belongs_to: reader.i32("nation")?,
        event_id: reader.i32("event")?,
        event_kind: reader.i32("kind of event")?,
        npc_id: reader.i32("character")?,
        npc_status: reader.i32("state of the character")?,
    };
    Ok(Object { kind, placement, collision_meshes: [collision_mesh, climb_mesh], parts, events })
}

fn part(reader: &mut Reader<'_>) -> Result<Part, ReadError> {
    let pivot_m = reader.f32s("pivot")?;
    let mesh = reader.string(MAX_NAME_BYTES, "mesh")?.to_vec();
    let mut material = [0; 92];
    material.copy_from_slice(reader.take(92, "material")?);
    let count = reader.count(4, "textures")?;
    let texture_fps = reader.f32("texture rate")?;
    let mut textures = Vec::with_capacity(count.min(reader.left() / 4));
    for _ in 0..count {
        textures.push(reader.string(MAX_NAME_BYTES, "texture")?.to_vec());
    }
    Ok(Part { pivot_m, mesh, material, texture_fps, textures })
}
