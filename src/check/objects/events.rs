//! Checks of objects with a role in the game: levers have a gate, warps a list.

use super::ZoneObjects;
use crate::check::{Findings, code};
use crate::formats::opd::{EventKind, EventLinks, Object};
use crate::scene::objects::EventRelations;
use crate::scene::objects::events::{role, warp_list};

pub(super) fn check(objects: &ZoneObjects<'_>, findings: &mut Findings) {
    let relations = EventRelations::new(&objects.file.objects);
    for (index, object) in objects.file.objects.iter().enumerate() {
        let EventLinks { event_kind, event_id, npc_id, .. } = object.events;
        match role(object) {
            Some(EventKind::Lever) if relations.gate_of(object).is_none() => {
                let message = format!("the lever {event_id} opens gate {npc_id}, which the zone does not have");
                objects.report(findings, &code::LEVER_WITHOUT_GATE, index, &message);
            }
            Some(EventKind::Warp) if warp_list(object).is_none() => {
                let message = format!("the warp {event_id} names list {npc_id}, expected a number above 0");
                objects.report(findings, &code::WARP_WITHOUT_LIST, index, &message);
            }
            None if object.is_extra() => {
                let message = format!("the event type is {event_kind}, expected 0 to 9");
                objects.report(findings, &code::UNKNOWN_EVENT, index, &message);
            }
            _ => {}
        }
        if has_event(object) != object.is_extra() {
            let (kind, state) = (object.kind, if object.is_extra() { "set" } else { "not set" });
            let message =
                format!("bit 0x1000 of the type {kind:#x} is {state}, which does not fit the event's numbers");
            objects.report(findings, &code::EVENT_BIT, index, &message);
        }
    }
}

/// Whether the client's editor would have marked the object as one with a role.
fn has_event(object: &Object) -> bool {
    let EventLinks { event_id, event_kind, npc_id, npc_status, .. } = object.events;
    [event_id, event_kind, npc_id, npc_status].iter().any(|number| *number != 0)
}
