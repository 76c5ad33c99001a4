//! The server's map: heights, collision and objects of the client's files, and what only the server knows.

use super::ZONE;
use super::places::{FERRY, RESURRECTION, areas};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::formats::smd::{FREE, MapEnd, ObjectEvent, RegeneArea, ServerMap, UNIT_M, Warp};
use gtd_viewer::scene::server_map::BlockedTiles;

pub fn server_map(gtd: &Gtd, opd: &OpdFile) -> ServerMap {
    let size = gtd.map_size();
    let height_m = |x: f32, z: f32| gtd.record((x / UNIT_M) as u32, (z / UNIT_M) as u32).height_m();
    let mut map = ServerMap {
        size,
        unit_m: UNIT_M,
        heights: gtd.records().iter().map(|record| record.height_m()).collect(),
        width_m: gtd.extent_m(),
        length_m: gtd.extent_m(),
        collision: opd.collision.clone(),
        cells: opd.cells.clone(),
        object_events: opd.objects.iter().filter_map(ObjectEvent::of).collect(),
        event_map: vec![FREE; (size * size) as usize],
        regene_areas: RESURRECTION
            .iter()
            .map(|([x, z], side_m)| RegeneArea {
                min_m: [*x, height_m(*x, *z), *z],
                length_z_m: *side_m,
                length_x_m: *side_m,
            })
            .collect(),
        warps: FERRY
            .iter()
            .map(|(id, name, price, [x, z])| Warp { price: *price, ..Warp::new(*id, name, ZONE as i16, [*x, 0.0, *z]) })
            .collect(),
        end: MapEnd::after_warps(FERRY.len()),
        trailing: Vec::new(),
    };
    map.event_map = BlockedTiles::of_map(&map).event_map();
    for area in areas() {
        for (x, z) in area.rect.tiles_within(size - 1) {
            map.event_map[(x * size + z) as usize] = area.event;
        }
    }
    map
}
