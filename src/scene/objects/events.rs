//! Relations of the objects with a role in the game: a gate and its levers, a warp and its list (objects section 8).
//!
//! A lever stores the event number of its gate as its character. All 141 levers of the servers' maps name a gate of the
//! same zone. Where several gates have the same number the first one counts, as on the server.

use std::collections::HashMap;

use crate::formats::opd::{EventKind, Object};

/// Which objects of a zone belong together. Objects are numbered in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventRelations {
    /// The first gate of each event number.
    gates: HashMap<i32, usize>,
    /// The levers, in file order, by the number of their gate.
    levers: HashMap<i32, Vec<usize>>,
}

impl EventRelations {
    /// Relations of all objects of a zone, in file order.
    pub fn new<'a>(objects: impl IntoIterator<Item = &'a Object>) -> EventRelations {
        let mut relations = EventRelations::default();
        for (index, object) in objects.into_iter().enumerate() {
            match role(object) {
                Some(EventKind::Gate | EventKind::FoldingGate) => {
                    relations.gates.entry(object.events.event_id).or_insert(index);
                }
                Some(EventKind::Lever) => relations.levers.entry(object.events.npc_id).or_default().push(index),
                _ => {}
            }
        }
        relations
    }

    /// The gate that a lever opens; none for other objects, and for a lever whose gate is not in the zone.
    pub fn gate_of(&self, lever: &Object) -> Option<usize> {
        if role(lever) != Some(EventKind::Lever) {
            return None;
        }
        self.gates.get(&lever.events.npc_id).copied()
    }

    /// The levers that open an object, in file order; none for anything but the first gate of its event number.
    pub fn levers_of(&self, gate: usize, object: &Object) -> &[usize] {
        let number = object.events.event_id;
        let is_gate = matches!(role(object), Some(EventKind::Gate | EventKind::FoldingGate));
        if !is_gate || self.gates.get(&number) != Some(&gate) {
            return &[];
        }
        self.levers.get(&number).map_or(&[], Vec::as_slice)
    }
}

/// Role of an object in the game; none for ordinary objects and unknown numbers.
pub fn role(object: &Object) -> Option<EventKind> {
    object.is_extra().then(|| object.events.kind())?
}

/// Number of the list of places that a warp leads to. The list is in the server's map: the warps whose number divided
/// by ten is this one. None for other objects, and for a warp without a list.
pub fn warp_list(object: &Object) -> Option<i32> {
    let list = object.events.npc_id;
    (role(object) == Some(EventKind::Warp) && list > 0).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::EventLinks;

    fn event(kind: EventKind, event_id: i32, npc_id: i32) -> Object {
        let events = EventLinks { event_kind: kind as i32, event_id, npc_id, ..EventLinks::default() };
        Object { kind: 0x141B, events, ..Object::default() }
    }

    #[test]
    fn a_lever_opens_the_first_gate_of_its_number() {
        let objects = [
            event(EventKind::Lever, 2301, 1301),
            event(EventKind::Gate, 1301, 0),
            event(EventKind::Gate, 1301, 0),
            event(EventKind::FoldingGate, 1302, 0),
            event(EventKind::Lever, 2302, 1301),
            event(EventKind::Lever, 2303, 1303),
            event(EventKind::Barricade, 1303, 0),
        ];
        let relations = EventRelations::new(&objects);
        let gates: Vec<_> = objects.iter().map(|object| relations.gate_of(object)).collect();
        assert_eq!(gates, [Some(1), None, None, None, Some(1), None, None]);
        let levers: Vec<_> = (0..objects.len()).map(|index| relations.levers_of(index, &objects[index])).collect();
        assert_eq!(levers, [&[][..], &[0, 4], &[], &[], &[], &[], &[]]);
    }

    #[test]
    fn the_numbers_of_ordinary_objects_mean_nothing() {
        let [gate, lever, warp] =
            [event(EventKind::Gate, 1301, 0), event(EventKind::Lever, 2301, 1301), event(EventKind::Warp, 4001, 12)];
        let plain = |object: &Object| Object { kind: 0x41B, ..object.clone() };
        assert_eq!(EventRelations::new(&[plain(&gate), lever.clone()]).gate_of(&lever), None);
        let relations = EventRelations::new([&gate, &plain(&lever)]);
        assert!(relations.levers_of(0, &gate).is_empty() && relations.gate_of(&plain(&lever)).is_none());
        assert_eq!([&warp, &plain(&warp), &gate].map(warp_list), [Some(12), None, None]);
    }

    #[test]
    fn a_warp_without_a_list_has_none() {
        assert_eq!([-1, 0, 1].map(|list| warp_list(&event(EventKind::Warp, 4001, list))), [None, None, Some(1)]);
        assert_eq!(warp_list(&event(EventKind::Anvil, 4001, 5)), None);
    }
}
