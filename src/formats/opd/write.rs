//! Writing `.opd`: what was read is written back byte for byte.

use super::OpdFile;
use super::object::{AnimationKeys, Object, Placement};
use crate::formats::kernel::text::write_string;

pub(super) fn file(file: &OpdFile) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some(header) = &file.header {
        out.extend(header.version.to_le_bytes());
        write_string(&header.name, &mut out);
    }
    floats(&[file.width_m, file.length_m], &mut out);
    count(file.collision_triangles(), &mut out);
    out.extend(&file.collision);
    out.extend(&file.cells);
    count(file.objects.len(), &mut out);
    for object in &file.objects {
        write_object(object, &mut out);
    }
    out
}

fn count(count: usize, out: &mut Vec<u8>) {
    out.extend((count as u32).to_le_bytes());
}

fn floats(floats: &[f32], out: &mut Vec<u8>) {
    out.extend(floats.iter().flat_map(|float| float.to_le_bytes()));
}

/// Name, place and animation, which objects and lights have in common.
pub(crate) fn placement(placement: &Placement, out: &mut Vec<u8>) {
    write_string(&placement.name, out);
    floats(&placement.position_m, out);
    floats(&placement.rotation, out);
    floats(&placement.scale, out);
    for keys in &placement.animation {
        animation(keys.as_ref(), out);
    }
}

fn animation(keys: Option<&AnimationKeys>, out: &mut Vec<u8>) {
    let keys = keys.and_then(|keys| Some((keys, keys.keys.len() / AnimationKeys::key_bytes(keys.kind)?)));
    count(keys.map_or(0, |(_, n)| n), out);
    if let Some((keys, 1..)) = keys {
        out.extend(keys.kind.to_le_bytes());
        out.extend(keys.rate.to_le_bytes());
        out.extend(&keys.keys);
    }
}

fn write_object(object: &Object, out: &mut Vec<u8>) {
    out.extend(object.kind.to_le_bytes());
    placement(&object.placement, out);
    for mesh in &object.collision_meshes {
        write_string(mesh, out);
    }
    count(object.parts.len(), out);
    for part in &object.parts {
        floats(&part.pivot_m, out);
        write_string(&part.mesh, out);
        out.extend(part.material);
        count(part.textures.len(), out);
        out.extend(part.texture_fps.to_le_bytes());
        for texture in &part.textures {
            write_string(texture, out);
        }
    }
    let events = &object.events;
    for word in [events.belongs_to, events.event_id, events.event_kind, events.npc_id, events.npc_status] {
        out.extend(word.to_le_bytes());
    }
}
