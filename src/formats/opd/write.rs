//! Writer of `.opd`: output is byte for byte what was parsed.

use std::ops::Range;

use super::OpdFile;
use super::collision::{Cell, write_triangles};
use super::object::{AnimationKeys, EventLinks, KeyValues, Object, Placement};
use crate::formats::kernel::{EncodeError, Writer};

pub(super) fn file(file: &OpdFile) -> Result<Vec<u8>, EncodeError> {
    let mut out = Writer::default();
    before_objects(file, &mut out);
    file.objects.iter().for_each(|one| object(one, &mut out));
    out.finish()
}

/// The bytes of each object in the file.
pub(super) fn object_ranges(file: &OpdFile) -> Result<Vec<Range<u64>>, EncodeError> {
    let mut out = Writer::default();
    before_objects(file, &mut out);
    ranges(out.finish()?.len(), &file.objects, object)
}

/// The bytes of each cell in the file.
pub(super) fn cell_ranges(file: &OpdFile) -> Result<Vec<Range<u64>>, EncodeError> {
    let mut out = Writer::default();
    before_cells(file, &mut out);
    ranges(out.finish()?.len(), &file.cells, |cell, out| write_cell(cell.as_deref(), out))
}

/// The bytes of each item of a list that begins at an offset.
fn ranges<T>(start: usize, items: &[T], write: impl Fn(&T, &mut Writer)) -> Result<Vec<Range<u64>>, EncodeError> {
    let mut at = start as u64;
    let range = |item: &T| {
        let mut out = Writer::default();
        write(item, &mut out);
        let start = at;
        at += out.finish()?.len() as u64;
        Ok(start..at)
    };
    items.iter().map(range).collect()
}

/// Offset of the first collision triangle in the file.
pub(super) fn triangles_start(file: &OpdFile) -> u64 {
    let header = file.header.as_ref().map_or(0, |header| 8 + header.name.len());
    header as u64 + 8 + 4
}

fn before_objects(file: &OpdFile, out: &mut Writer) {
    before_cells(file, out);
    for cell in &file.cells {
        write_cell(cell.as_deref(), out);
    }
    out.count(file.objects.len());
}

fn before_cells(file: &OpdFile, out: &mut Writer) {
    if let Some(header) = &file.header {
        out.i32(header.version);
        out.string(&header.name);
    }
    out.f32s(&[file.width_m, file.length_m]);
    write_triangles(&file.collision, out);
}

fn object(object: &Object, out: &mut Writer) {
    out.u32(object.kind);
    object_without_events(object, out);
    for word in events(object.events) {
        out.i32(word);
    }
}

pub(in crate::formats) fn write_cell(cell: Option<&Cell>, out: &mut Writer) {
    out.u32(cell.map_or(0, |cell| cell.exists));
    if let Some(cell) = cell {
        out.count(cell.objects.len());
        for object in &cell.objects {
            out.bytes(&object.to_le_bytes());
        }
        cell.sub_cells.write(out);
    }
}

/// Name, position and animation, shared by objects and lights.
pub(in crate::formats) fn placement(placement: &Placement, out: &mut Writer) {
    out.string(&placement.name);
    out.f32s(&placement.position_m);
    out.f32s(&placement.rotation);
    out.f32s(&placement.scale);
    for keys in &placement.animation {
        animation(keys.as_ref(), out);
    }
}

fn animation(keys: Option<&AnimationKeys>, out: &mut Writer) {
    let count = keys.map_or(0, |keys| keys.values.len());
    out.count(count);
    let Some(keys) = keys.filter(|_| count > 0) else { return };
    out.i32(i32::from(matches!(keys.values, KeyValues::Quaternions(_))));
    out.f32s(&[keys.rate]);
    match &keys.values {
        KeyValues::Vectors(keys) => keys.iter().for_each(|key| out.f32s(key)),
        KeyValues::Quaternions(keys) => keys.iter().for_each(|key| out.f32s(key)),
    }
}

/// The fields between the type and the events.
pub(in crate::formats) fn object_without_events(object: &Object, out: &mut Writer) {
    placement(&object.placement, out);
    for mesh in &object.collision_meshes {
        out.string(mesh);
    }
    out.count(object.parts.len());
    for part in &object.parts {
        out.f32s(&part.pivot_m);
        out.string(&part.mesh);
        out.bytes(&part.material.to_bytes());
        out.count(part.textures.len());
        out.f32s(&[part.texture_fps]);
        for texture in &part.textures {
            out.string(texture);
        }
    }
}

/// The integers at the end of an object.
pub(in crate::formats) fn events(events: EventLinks) -> [i32; 5] {
    [events.belongs_to, events.event_id, events.event_kind, events.npc_id, events.npc_status]
}
