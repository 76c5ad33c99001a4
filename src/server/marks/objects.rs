//! Objects with a role in the game: those of the server's map, else those of the client.

use super::map::Layout;
use super::{bytes_of, name_of_zone, of_record};
use crate::formats::opd::EventKind;
use crate::formats::smd::{ObjectEvent, Warp};
use crate::scene::game_marks::{Destination, GameMark, MarkDetail, MarkKind, MarkShape, Nation};
use crate::server::companions::{Companions, RoleObject};
use crate::server::folder::ReadMap;
use crate::server::zone_server::ZoneServer;

/// Bytes of an object in a server map.
pub(super) const OBJECT_BYTES: u64 = 24;

pub(super) fn add(companions: &Companions, server: Option<&ZoneServer>, marks: &mut Vec<GameMark>) {
    let of_client = companions.objects.as_ref().map(|file| &file.content[..]).unwrap_or_default();
    if let Some((server, map)) = server.and_then(|server| Some((server, server.map.as_ref()?))) {
        add_of_map(server, map, of_client, marks);
    } else if let Some(file) = &companions.objects {
        for object in of_client {
            let record = (file.path.as_path(), object.index as usize, 0..0);
            marks.push(mark(&object.event, object.name.clone(), record, Vec::new()));
        }
    }
}

fn add_of_map(server: &ZoneServer, map: &ReadMap, of_client: &[RoleObject], marks: &mut Vec<GameMark>) {
    let first = Layout::of(map).objects;
    for (index, object) in map.map.object_events.iter().enumerate() {
        let same = of_client.iter().find(|other| is_same(&other.event, object));
        let name = same.map(|other| other.name.clone()).unwrap_or_default();
        let record = (map.path.as_path(), index, bytes_of(first, OBJECT_BYTES, index));
        let destinations = match object.role() {
            Some(EventKind::Warp) => map.map.warps_of(object.npc).map(|warp| destination(warp, server)).collect(),
            _ => Vec::new(),
        };
        marks.push(mark(object, name, record, destinations));
    }
}

/// Whether the object of a client is the one of a server's map: its state may be another one.
fn is_same(a: &ObjectEvent, b: &ObjectEvent) -> bool {
    a.is_near(b) && (a.belong, a.id, a.kind, a.npc) == (b.belong, b.id, b.kind, b.npc)
}

fn mark(
    object: &ObjectEvent,
    name: String,
    record: (&std::path::Path, usize, std::ops::Range<u64>),
    destinations: Vec<MarkDetail>,
) -> GameMark {
    let kind = MarkKind::of_role(object.role());
    let mut mark = of_record(kind, name, MarkShape::Place(object.position_m.map(f64::from)), record);
    mark.details.push(MarkDetail::Number(object.id.into()));
    mark.details.push(MarkDetail::Nation(Nation::from(object.belong)));
    match kind {
        MarkKind::Lever => mark.details.push(MarkDetail::OpensGate(object.npc.into())),
        MarkKind::Warp => mark.details.push(MarkDetail::WarpList(object.npc.into())),
        MarkKind::EventObject => mark.details.push(MarkDetail::ObjectKind(object.kind.into())),
        _ => {}
    }
    if object.status != 0 {
        mark.details.push(MarkDetail::Status(object.status.into()));
    }
    mark.details.extend(destinations);
    mark
}

fn destination(warp: &Warp, server: &ZoneServer) -> MarkDetail {
    let [x, _, z] = warp.target_m.map(f64::from);
    MarkDetail::Destination(Box::new(Destination {
        number: Some(warp.id.into()),
        name: warp.name(),
        text: warp.text(),
        price: warp.price,
        zone: warp.target_zone.into(),
        zone_name: name_of_zone(server, warp.target_zone.into()),
        place_m: [x, z],
        radius_m: warp.radius_m,
        nation: warp.nation.map(|nation| Nation::from(i32::from(nation))),
    }))
}
