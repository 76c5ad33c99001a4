//! Writer of `.opd`: output is byte for byte what was parsed.

use super::OpdFile;
use super::object::{AnimationKeys, Object, Placement};
use crate::formats::kernel::{EncodeError, Writer};

pub(super) fn file(file: &OpdFile) -> Result<Vec<u8>, EncodeError> {
    let mut out = Writer::default();
    if let Some(header) = &file.header {
        out.i32(header.version);
        out.string(&header.name);
    }
    out.f32s(&[file.width_m, file.length_m]);
    out.count(file.collision_triangles());
    out.bytes(&file.collision);
    out.bytes(&file.cells);
    out.count(file.objects.len());
    for object in &file.objects {
        write_object(object, &mut out);
    }
    out.finish()
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
    let keys = keys.and_then(|keys| Some((keys, keys.keys.len() / AnimationKeys::key_bytes(keys.kind)?)));
    out.count(keys.map_or(0, |(_, n)| n));
    if let Some((keys, 1..)) = keys {
        out.i32(keys.kind);
        out.f32s(&[keys.rate]);
        out.bytes(&keys.keys);
    }
}

fn write_object(object: &Object, out: &mut Writer) {
    out.u32(object.kind);
    placement(&object.placement, out);
    for mesh in &object.collision_meshes {
        out.string(mesh);
    }
    out.count(object.parts.len());
    for part in &object.parts {
        out.f32s(&part.pivot_m);
        out.string(&part.mesh);
        out.bytes(&part.material);
        out.count(part.textures.len());
        out.f32s(&[part.texture_fps]);
        for texture in &part.textures {
            out.string(texture);
        }
    }
    let events = &object.events;
    for word in [events.belongs_to, events.event_id, events.event_kind, events.npc_id, events.npc_status] {
        out.i32(word);
    }
}
