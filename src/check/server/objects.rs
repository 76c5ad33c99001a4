//! Objects with a role in the server's map: gates, levers, warp gates and their lists, numbers that are used twice, and
//! whether they are those of the client's objects (server sections 1.2 and 1.5).

use std::collections::{BTreeMap, HashMap};

use super::{MAP, ServerZone, WARPS};
use crate::check::code::Code;
use crate::check::{Findings, code};
use crate::formats::kernel::number::counted;
use crate::formats::opd::EventKind;
use crate::formats::smd::{MapEnd, ObjectEvent, ServerMap, Warp};

/// Kind of a gate in the table of NPCs that the server opens and closes by itself.
const SELF_OPENING: i32 = 52;
/// Places that are nearer to each other are the same, in meters.
const SAME_M: f32 = 0.01;

pub(super) fn check(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let used: Vec<&ObjectEvent> = map.object_events.iter().filter(|object| object.id > 0).collect();
    duplicates(zone, &used, findings);
    gates(zone, &used, findings);
    lists(zone, map, &used, findings);
    characters(zone, &used, findings);
    differences(zone, map, findings);
    ending(map, findings);
}

/// Numbers that several objects have: the server takes the first one.
fn duplicates(zone: &ServerZone<'_>, used: &[&ObjectEvent], findings: &mut Findings) {
    let mut first: HashMap<i16, &ObjectEvent> = HashMap::new();
    for object in used {
        match first.entry(object.id) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(object);
            }
            std::collections::hash_map::Entry::Occupied(entry) => {
                let [x, _, z] = entry.get().position_m;
                let message = format!("has the number of the object at ({x:.1}, {z:.1}) m, so the server ignores it");
                report(zone, findings, &code::DUPLICATE_ID, object, &message);
            }
        }
    }
}

/// Levers without a gate, and gates that nothing opens.
fn gates(zone: &ServerZone<'_>, used: &[&ObjectEvent], findings: &mut Findings) {
    let is_gate = |object: &ObjectEvent| matches!(object.role(), Some(EventKind::Gate | EventKind::FoldingGate));
    let levers = || used.iter().filter(|object| object.role() == Some(EventKind::Lever));
    for lever in levers() {
        if !used.iter().any(|object| is_gate(object) && object.id == lever.npc) {
            let message = format!("opens gate {}, which the map does not have", lever.npc);
            report(zone, findings, &code::LEVER_WITHOUT_GATE, lever, &message);
        }
    }
    for gate in used.iter().filter(|object| is_gate(object)) {
        let opens_itself = zone.npc(i32::from(gate.id)).is_some_and(|npc| npc.kind == SELF_OPENING);
        if !opens_itself && levers().all(|lever| lever.npc != gate.id) {
            report(zone, findings, &code::GATE_WITHOUT_LEVER, gate, "no lever of the map opens it");
        }
    }
}

/// Warp gates without a list, lists without a warp gate, and warps with one number.
fn lists(zone: &ServerZone<'_>, map: &ServerMap, used: &[&ObjectEvent], findings: &mut Findings) {
    let gates = || used.iter().filter(|object| object.role() == Some(EventKind::Warp));
    for gate in gates().filter(|gate| map.warps_of(gate.npc).next().is_none()) {
        let message = format!("offers list {}, of which the map has no warps", gate.npc);
        report(zone, findings, &code::WARP_WITHOUT_LIST, gate, &message);
    }
    let mut lists: BTreeMap<i16, Vec<&Warp>> = BTreeMap::new();
    let mut numbers: BTreeMap<i16, usize> = BTreeMap::new();
    for warp in &map.warps {
        lists.entry(warp.list()).or_default().push(warp);
        *numbers.entry(warp.id).or_default() += 1;
    }
    for (list, warps) in lists.iter().filter(|(list, _)| gates().all(|gate| gate.npc != **list)) {
        let names: Vec<String> = warps.iter().take(3).map(|warp| format!("\"{}\"", warp.name())).collect();
        let count = counted(warps.len() as u64, "warp", "warps");
        let message = format!("list {list} ({count}: {}) is offered by no warp gate of the map", names.join(", "));
        findings.add(&code::LIST_WITHOUT_GATE).beside(WARPS, None).say(message);
    }
    for (number, count) in numbers.into_iter().filter(|(_, count)| *count > 1) {
        let message = format!("{count} warps have the number {number}; the server takes the first one");
        findings.add(&code::DUPLICATE_ID).beside(WARPS, None).say(message);
    }
}

/// Gates and levers of which the server's tables have no character: it creates none.
fn characters(zone: &ServerZone<'_>, used: &[&ObjectEvent], findings: &mut Findings) {
    if zone.npcs().is_none() {
        return;
    }
    let needs_one = |object: &&&ObjectEvent| {
        use EventKind::{Anvil, Artifact, Barricade, FoldingGate, Gate, Lever};
        matches!(object.role(), Some(Gate | FoldingGate | Lever | Barricade | Anvil | Artifact))
    };
    for object in used.iter().filter(needs_one).filter(|object| zone.npc(i32::from(object.id)).is_none()) {
        let message = "K_NPC has no row with its number, so the server does not create it";
        report(zone, findings, &code::OBJECT_WITHOUT_CHARACTER, object, message);
    }
}

/// Objects with a role that only the client or only the server has.
fn differences(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let Some(opd) = zone.opd else { return };
    let mut client: Vec<ObjectEvent> = opd.objects.iter().filter_map(ObjectEvent::of).collect();
    let mut only_server = Vec::new();
    for object in &map.object_events {
        match client.iter().position(|other| is_same(other, object)) {
            Some(index) => {
                client.swap_remove(index);
            }
            None => only_server.push(*object),
        }
    }
    for object in &only_server {
        match client.iter().find(|other| (other.id, other.kind) == (object.id, object.kind)) {
            Some(other) => report(zone, findings, &code::OBJECT_DIFFERS, object, &difference(object, other)),
            None => {
                let message = "the client's objects do not have it";
                report(zone, findings, &code::OBJECT_ONLY_ON_SERVER, object, message);
            }
        }
    }
    let has_number =
        |object: &ObjectEvent| only_server.iter().any(|other| (other.id, other.kind) == (object.id, object.kind));
    client.sort_by_key(|object| (object.id, object.kind));
    for object in client.iter().filter(|object| !has_number(object)) {
        report(zone, findings, &code::OBJECT_ONLY_IN_CLIENT, object, "the server's map does not have it");
    }
}

/// What differs between an object on the server and the client's with the same number and role.
fn difference(server: &ObjectEvent, client: &ObjectEvent) -> String {
    let [x, y, z] = client.position_m;
    let of_nation = [server.belong, client.belong];
    let numbers = [server, client].map(|object| [object.npc, object.status].map(i32::from));
    let fields = [
        ("nation", of_nation),
        ("number of its gate or list", [numbers[0][0], numbers[1][0]]),
        ("state", [numbers[0][1], numbers[1][1]]),
    ];
    let differing = fields.into_iter().filter(|(_, [server, client])| server != client);
    let mut parts: Vec<String> =
        differing.map(|(name, [server, client])| format!("its {name} is {server}, the client has {client}")).collect();
    if !is_near(&server.position_m, &client.position_m) {
        parts.push(format!("the client has it at ({x:.1}, {y:.1}, {z:.1}) m"));
    }
    parts.join("; ")
}

fn is_near(a: &[f32; 3], b: &[f32; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= SAME_M || a.to_bits() == b.to_bits())
}

fn is_same(a: &ObjectEvent, b: &ObjectEvent) -> bool {
    let numbers = |object: &ObjectEvent| (object.belong, object.id, object.kind, object.npc, object.status);
    numbers(a) == numbers(b) && is_near(&a.position_m, &b.position_m)
}

/// A file that ends before its warps, or that declares more of them.
fn ending(map: &ServerMap, findings: &mut Findings) {
    let warps = map.warps.len() as u64;
    let message = match map.end {
        MapEnd::EventMap => Some("it ends after the event map, without resurrection areas and warps".to_owned()),
        MapEnd::RegeneAreas => Some("it ends after the resurrection areas, without warps".to_owned()),
        MapEnd::Warps { declared, .. } if u64::from(declared) != warps => {
            Some(format!("it declares {} and holds {warps}", counted(u64::from(declared), "warp", "warps")))
        }
        MapEnd::Warps { .. } => None,
    };
    if let Some(message) = message {
        findings.add(&code::SHORT_SERVER_MAP).beside(MAP, None).say(message);
    }
    if !map.trailing.is_empty() {
        let bytes = counted(map.trailing.len() as u64, "byte follows", "bytes follow");
        findings.add(&code::SHORT_SERVER_MAP).beside(MAP, None).say(format!("{bytes} the last warp"));
    }
}

/// Adds a finding about an object: its role, number and place come before the message.
fn report(zone: &ServerZone<'_>, findings: &mut Findings, code: &'static Code, object: &ObjectEvent, message: &str) {
    let [x, _, z] = object.position_m;
    let role = match object.role() {
        Some(EventKind::BindPoint) => "bind point",
        Some(EventKind::Gate | EventKind::FoldingGate) => "gate",
        Some(EventKind::Lever) => "lever",
        Some(EventKind::Flag) => "flag",
        Some(EventKind::Warp) => "warp gate",
        Some(EventKind::Barricade) => "barricade",
        Some(EventKind::BindRemoval) => "stone against binding",
        Some(EventKind::Anvil) => "anvil",
        Some(EventKind::Artifact) => "artifact",
        None => "object",
    };
    let message = format!("{role} {} at ({x:.1}, {z:.1}) m: {message}", object.id);
    zone.located(findings.add(code).beside(MAP, None), [f64::from(x), f64::from(z)]).say(message);
}
