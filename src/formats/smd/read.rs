//! Reader of server maps.

use super::{MapEnd, ObjectEvent, RegeneArea, ServerMap, Warp, WarpLayout, fields};
use crate::formats::kernel::{FormatError, Reader};
use crate::formats::opd::{cells_along, collision, fields as opd_fields, read};

/// Accepted numbers of vertices a side: the largest map has 8193.
const SIZES: std::ops::RangeInclusive<i32> = 2..=8193;
/// Bytes of an object event, and of a resurrection area.
const OBJECT_BYTES: usize = 24;
const REGENE_BYTES: usize = 20;

/// Reads the fields of a file; bytes may remain.
#[expect(clippy::cast_possible_truncation, reason = "sizes are checked")]
pub(super) fn file(reader: &mut Reader<'_>) -> Result<ServerMap, FormatError> {
    reader.section(&fields::HEIGHTS);
    let side = reader.number_in(&fields::SIZE, SIZES)?;
    let (size, unit_m) = (side as u32, reader.f32(&fields::UNIT)?);
    let heights = reader.records(&fields::HEIGHT, side * side, size)?;
    let heights = reader.slice(heights).as_chunks().0.iter().map(|height| f32::from_le_bytes(*height)).collect();
    reader.section(&fields::COLLISION);
    let (width_m, length_m) = (read::extent(reader, &fields::WIDTH)?, read::extent(reader, &fields::LENGTH)?);
    let collision = collision::read_triangles(reader, &opd_fields::TRIANGLE_COUNT, &opd_fields::TRIANGLE)?;
    reader.section(&fields::CELLS);
    let cells = read::cells(reader, cells_along(width_m) * cells_along(length_m))?;
    reader.section(&fields::OBJECTS);
    let count = reader.count_of(&fields::OBJECT_COUNT, OBJECT_BYTES)?;
    let mut object_events = Vec::with_capacity(count);
    for index in 0..count {
        object_events.push(reader.group("object event", index, object_event)?);
    }
    reader.section(&fields::EVENTS);
    let events = reader.records(&fields::EVENT, side * side, size)?;
    let event_map = reader.slice(events).as_chunks().0.iter().map(|event| i16::from_le_bytes(*event)).collect();
    let (regene_areas, warps, end) = ending(reader)?;
    Ok(ServerMap {
        size,
        unit_m,
        heights,
        width_m,
        length_m,
        collision,
        cells,
        object_events,
        event_map,
        regene_areas,
        warps,
        end,
        trailing: Vec::new(),
    })
}

fn object_event(reader: &mut Reader<'_>) -> Result<ObjectEvent, FormatError> {
    Ok(ObjectEvent {
        belong: reader.i32(&fields::BELONG)?,
        id: reader.i16(&fields::OBJECT_ID)?,
        kind: reader.i16(&fields::OBJECT_TYPE)?,
        npc: reader.i16(&fields::OBJECT_NPC)?,
        status: reader.i16(&fields::OBJECT_STATUS)?,
        position_m: reader.f32s(&fields::POSITION)?,
    })
}

/// The parts that older files lack.
fn ending(reader: &mut Reader<'_>) -> Result<(Vec<RegeneArea>, Vec<Warp>, MapEnd), FormatError> {
    if reader.left() == 0 {
        return Ok((Vec::new(), Vec::new(), MapEnd::EventMap));
    }
    reader.section(&fields::REGENE);
    let count = reader.count_of(&fields::REGENE_COUNT, REGENE_BYTES)?;
    let mut areas = Vec::with_capacity(count);
    for index in 0..count {
        areas.push(reader.group("area", index, regene_area)?);
    }
    if reader.left() == 0 {
        return Ok((areas, Vec::new(), MapEnd::RegeneAreas));
    }
    reader.section(&fields::WARPS);
    let declared = reader.count(&fields::WARP_COUNT)?;
    let layout = warp_layout(declared, reader.slice(reader.at()..reader.at() + reader.left()));
    // A file may have fewer than it declares.
    let there = declared.min(reader.left() / layout.bytes());
    let mut warps = Vec::with_capacity(there);
    for index in 0..there {
        warps.push(reader.group("warp", index, |reader| warp(reader, layout))?);
    }
    let declared = u32::try_from(declared).unwrap_or(u32::MAX);
    Ok((areas, warps, MapEnd::Warps { declared, layout }))
}

fn regene_area(reader: &mut Reader<'_>) -> Result<RegeneArea, FormatError> {
    Ok(RegeneArea {
        min_m: reader.f32s(&fields::REGENE_CORNER)?,
        length_z_m: reader.f32(&fields::REGENE_LENGTH_Z)?,
        length_x_m: reader.f32(&fields::REGENE_LENGTH_X)?,
    })
}

/// The layout that fits the bytes left, which nothing else shows. If none does, the one in which more warps have zeros
/// between their fields.
fn warp_layout(count: usize, left: &[u8]) -> WarpLayout {
    let layouts = [WarpLayout::WithNation, WarpLayout::WithoutNation];
    let fits = |layout: &WarpLayout| count.checked_mul(layout.bytes()) == Some(left.len());
    let likely = |layout: WarpLayout| {
        let warps = left.chunks_exact(layout.bytes()).take(count);
        warps.take_while(|warp| warp[290..292] == [0; 2] && warp[298..300] == [0; 2]).count()
    };
    let [newer, older] = layouts;
    let fallback = if likely(older) > likely(newer) { older } else { newer };
    layouts.into_iter().find(fits).unwrap_or(fallback)
}

fn warp(reader: &mut Reader<'_>, layout: WarpLayout) -> Result<Warp, FormatError> {
    let id = reader.i16(&fields::WARP_ID)?;
    let (name_bytes, text_bytes) = (reader.array(&fields::WARP_NAME)?, reader.array(&fields::WARP_TEXT)?);
    let mut padding = [reader.array(&fields::PADDING)?, [0; 2], [0; 2]];
    let (price, target_zone) = (reader.u32(&fields::WARP_PRICE)?, reader.i16(&fields::WARP_ZONE)?);
    padding[1] = reader.array(&fields::PADDING)?;
    let (target_m, radius_m) = (reader.f32s(&fields::WARP_TARGET)?, reader.f32(&fields::WARP_RADIUS)?);
    let mut nation = None;
    if layout == WarpLayout::WithNation {
        nation = Some(reader.i16(&fields::WARP_NATION)?);
        padding[2] = reader.array(&fields::PADDING)?;
    }
    Ok(Warp { id, name_bytes, text_bytes, price, target_zone, target_m, radius_m, nation, padding })
}
