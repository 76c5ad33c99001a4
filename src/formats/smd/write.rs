//! Writer of server maps: output is byte for byte what was parsed.

use super::{MapEnd, ServerMap, Warp, WarpLayout};
use crate::formats::kernel::{EncodeError, Writer};
use crate::formats::opd::{collision, write};

pub(super) fn file(map: &ServerMap) -> Result<Vec<u8>, EncodeError> {
    let mut out = Writer::with_capacity(map.heights.len() * 6 + map.collision.len() * 36);
    out.u32(map.size);
    out.f32s(&[map.unit_m]);
    out.f32s(&map.heights);
    out.f32s(&[map.width_m, map.length_m]);
    collision::write_triangles(&map.collision, &mut out);
    for cell in &map.cells {
        write::write_cell(cell.as_deref(), &mut out);
    }
    out.count(map.object_events.len());
    for object in &map.object_events {
        out.i32(object.belong);
        for number in [object.id, object.kind, object.npc, object.status] {
            out.bytes(&number.to_le_bytes());
        }
        out.f32s(&object.position_m);
    }
    for event in &map.event_map {
        out.bytes(&event.to_le_bytes());
    }
    ending(map, &mut out);
    out.bytes(&map.trailing);
    out.finish()
}

fn ending(map: &ServerMap, out: &mut Writer) {
    if map.end == MapEnd::EventMap {
        return;
    }
    out.count(map.regene_areas.len());
    for area in &map.regene_areas {
        out.f32s(&area.min_m);
        out.f32s(&[area.length_z_m, area.length_x_m]);
    }
    if let MapEnd::Warps { declared, layout } = map.end {
        out.count(declared as usize);
        for warp in &map.warps {
            write_warp(warp, layout, out);
        }
    }
}

fn write_warp(warp: &Warp, layout: WarpLayout, out: &mut Writer) {
    let [before_price, before_target, last] = &warp.padding;
    out.bytes(&warp.id.to_le_bytes());
    out.bytes(&warp.name_bytes);
    out.bytes(&warp.text_bytes);
    out.bytes(before_price);
    out.u32(warp.price);
    out.bytes(&warp.target_zone.to_le_bytes());
    out.bytes(before_target);
    out.f32s(&warp.target_m);
    out.f32s(&[warp.radius_m]);
    if layout == WarpLayout::WithNation {
        out.bytes(&warp.nation.unwrap_or(0).to_le_bytes());
        out.bytes(last);
    }
}
