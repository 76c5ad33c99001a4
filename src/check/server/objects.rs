//! Objects with a role in the server's map, against the table of NPCs and the client's objects (server section 1.2).

use super::ServerZone;
use crate::check::server_map::report;
use crate::check::{Findings, code};
use crate::formats::opd::EventKind;
use crate::formats::smd::{ObjectEvent, ServerMap};

/// Kind of a gate in the table of NPCs that the server opens and closes by itself.
const SELF_OPENING: i32 = 52;

pub(super) fn check(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    characters(zone, map, findings);
    differences(zone, map, findings);
}

/// Whether the server opens a gate by itself, so that it needs no lever.
pub(super) fn opens_itself(zone: &ServerZone<'_>, gate: i16) -> bool {
    zone.npc(i32::from(gate)).is_some_and(|npc| npc.kind == SELF_OPENING)
}

/// Gates and levers of which the server's tables have no character: it creates none.
fn characters(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    if zone.npcs().is_none() {
        return;
    }
    let needs_one = |object: &&ObjectEvent| {
        use EventKind::{Anvil, Artifact, Barricade, FoldingGate, Gate, Lever};
        object.id > 0 && matches!(object.role(), Some(Gate | FoldingGate | Lever | Barricade | Anvil | Artifact))
    };
    for object in map.object_events.iter().filter(needs_one).filter(|object| zone.npc(i32::from(object.id)).is_none()) {
        let message = "K_NPC has no row with its number, so the server does not create it";
        report(map, findings, &code::OBJECT_WITHOUT_CHARACTER, object, message);
    }
}

/// Objects with a role that only the client or only the server has.
fn differences(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let Some(opd) = zone.opd else { return };
    let mut client: Vec<ObjectEvent> = opd.objects.iter().filter_map(ObjectEvent::of).collect();
    let mut only_server = Vec::new();
    for object in &map.object_events {
        match client.iter().position(|other| other.is_same(object)) {
            Some(index) => {
                client.swap_remove(index);
            }
            None => only_server.push(*object),
        }
    }
    for object in &only_server {
        match client.iter().find(|other| (other.id, other.kind) == (object.id, object.kind)) {
            Some(other) => report(map, findings, &code::OBJECT_DIFFERS, object, &difference(object, other)),
            None => {
                let message = "the client's objects do not have it";
                report(map, findings, &code::OBJECT_ONLY_ON_SERVER, object, message);
            }
        }
    }
    let has_number =
        |object: &ObjectEvent| only_server.iter().any(|other| (other.id, other.kind) == (object.id, object.kind));
    client.sort_by_key(|object| (object.id, object.kind));
    for object in client.iter().filter(|object| !has_number(object)) {
        report(map, findings, &code::OBJECT_ONLY_IN_CLIENT, object, "the server's map does not have it");
    }
}

/// What differs between an object on the server and the client's with the same number and role.
fn difference(server: &ObjectEvent, client: &ObjectEvent) -> String {
    let [x, y, z] = client.position_m;
    let of_nation = [server.belong, client.belong];
    let numbers = [server, client].map(|object| [object.npc, object.status].map(i32::from));
    let fields = [
        ("nation", of_nation),
        ("gate or list", [numbers[0][0], numbers[1][0]]),
        ("state", [numbers[0][1], numbers[1][1]]),
    ];
    let differing = fields.into_iter().filter(|(_, [server, client])| server != client);
    let mut parts: Vec<String> =
        differing.map(|(name, [server, client])| format!("its {name} is {server}, the client has {client}")).collect();
    if !server.is_near(client) {
        parts.push(format!("the client has it at ({x:.1}, {y:.1}, {z:.1}) m"));
    }
    parts.join("; ")
}
