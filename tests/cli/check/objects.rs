//! Codes of placed objects: a zone with the finding, and a similar one without it.

use gtd_viewer::check::{Code, Subject, Surroundings, check, code};
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::gtd::{Draft, Gtd, Header};
use gtd_viewer::formats::opd::{Cell, EventKind, EventLinks, Object, OpdFile, Placement, RenderFlags, SubCells};
use gtd_viewer::platform::block_on;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use super::codes::{Change, cut, put, remove};
use super::judge;
use crate::common::samples;
use crate::common::test_zone::{TestZone, tree};

/// Code, a change of a valid zone that triggers it, and a similar change that does not.
pub(super) const CASES: &[(&Code, Change, Change)] = &[
    (&code::OBJECT_NOT_FINITE, |w| place(w, |p| p.position_m[1] = f32::NAN), |w| place(w, |p| p.position_m[1] = 1e6)),
    (&code::OBJECT_NOT_FINITE, |w| place(w, |p| p.scale[0] = f32::INFINITY), |w| place(w, |p| p.scale[0] = 0.0)),
    (
        &code::OBJECT_NOT_FINITE,
        |w| placed(w, |opd| opd.objects[0].parts[0].pivot_m[2] = f32::NEG_INFINITY),
        |w| placed(w, |opd| opd.objects[0].parts[0].pivot_m[2] = 3.0),
    ),
    (&code::DANGLING_OBJECT, |w| placed(w, |opd| list(opd, &[0, 1])), |w| placed(w, |opd| list(opd, &[0, 0]))),
    (&code::COLLISION_NOT_FINITE, |w| triangle(w, [4.0, f32::NAN, 4.0]), |w| triangle(w, [4.0, 1e30, 4.0])),
    (&code::DANGLING_COLLISION, |w| corners(w, [0, 1, 3]), |w| corners(w, [0, 1, 2])),
    (&code::OBJECT_COUNT, |w| many(w, 65_537), |w| many(w, 65_536)),
    (&code::OBJECT_TRANSFORM, |w| place(w, |p| p.scale[1] = 0.0), |w| place(w, |p| p.scale = [-0.025, 27.0, -2.0])),
    (&code::OBJECT_TRANSFORM, |w| place(w, |p| p.scale[1] = -101.0), |w| place(w, |p| p.scale[1] = f32::NAN)),
    (
        &code::OBJECT_TRANSFORM,
        |w| place(w, |p| p.rotation = [0.0; 4]),
        |w| place(w, |p| p.rotation = [0.0, 0.6, 0.0, -0.8003]),
    ),
    (&code::OBJECT_TRANSFORM, |w| place(w, |p| p.position_m[0] = -1e9), |w| place(w, |p| p.position_m[0] = -900.0)),
    (&code::OBJECT_IN_NO_CELL, |w| placed(w, |opd| opd.cells[4] = None), |w| place(w, |p| p.position_m[0] = 1000.0)),
    (&code::OBJECT_CELL, |w| placed(w, |opd| opd.cells.swap(4, 5)), |w| placed(w, |opd| opd.cells[4] = None)),
    (&code::OBJECT_CELL, |w| placed(w, |opd| list(opd, &[0, 0])), |w| placed(w, |opd| list(opd, &[0]))),
    (&code::LEVER_WITHOUT_GATE, |w| lever(w, 1302), |w| lever(w, 1301)),
    (&code::WARP_WITHOUT_LIST, |w| event(w, EventKind::Warp as i32, 0), |w| event(w, EventKind::Warp as i32, 1)),
    (
        &code::EVENT_BIT,
        |w| placed(w, |opd| opd.objects[0].kind = 0x41b),
        |w| placed(w, |opd| (opd.objects[0].kind, opd.objects[0].events) = (0x41b, EventLinks::default())),
    ),
    (&code::MISSING_WALL, |w| walled(w, 0.0, 1), |w| walled(w, 8.0, 1)),
    (&code::EXTRA_WALL, |w| walled(w, 0.0, 1), |w| remove_walls(w)),
    (&code::WALL_COUNT, |w| walled(w, 8.0, 7), |w| walled(w, 8.0, 0)),
    (&code::UNREADABLE_PART, |w| cut_walls(w, 1), |w| cut_walls(w, 0)),
    (&code::OBJECT_OUTSIDE, |w| place(w, |p| p.position_m[2] = -0.01), |w| place(w, |p| p.position_m[2] = 0.0)),
    (&code::OBJECT_OUTSIDE, |w| place(w, |p| p.position_m[0] = 128.01), |w| place(w, |p| p.position_m[0] = 128.0)),
    (&code::OBJECT_FLOATING, |w| place(w, |p| p.position_m[1] = 4.0), |w| place(w, |p| p.position_m[1] = 1.9)),
    (&code::OBJECT_FLOATING, |w| tower(w, 4.0), |w| tower(w, 2.1)),
    (&code::OBJECT_BURIED, |w| place(w, |p| p.position_m[1] = -2.6), |w| place(w, |p| p.position_m[1] = -1.9)),
    (
        &code::EMPTY_OBJECT,
        |w| placed(w, |opd| opd.objects[0].parts.clear()),
        |w| placed(w, |opd| opd.objects[0].parts.extend_from_within(..)),
    ),
    (&code::EMPTY_OBJECT, |w| placed(w, |opd| opd.objects[0].parts[0].mesh.clear()), |_| {}),
    (&code::UNKNOWN_EVENT, |w| event(w, 10, 1), |w| event(w, 9, 1)),
    (&code::COLLISION_FAR, |w| triangle(w, [4.0, -3.4e38, 4.0]), |w| triangle(w, [4.0, -5000.0, 4.0])),
];

/// Changes the file of placed objects, which has a tree.
fn placed(world: &mut TestZone, change: impl FnOnce(&mut OpdFile)) {
    let mut file = tree(128.0);
    change(&mut file);
    put(world, "Zones/sample.opd", file.encode().unwrap());
}

fn place(world: &mut TestZone, change: impl FnOnce(&mut Placement)) {
    placed(world, |file| change(&mut file.objects[0].placement));
}

/// Objects that the tree's cell lists.
fn list(file: &mut OpdFile, objects: &[u16]) {
    file.cells[4].as_mut().unwrap().objects = objects.to_vec();
}

/// One collision triangle with this corner.
fn triangle(world: &mut TestZone, corner: [f32; 3]) {
    placed(world, |file| file.collision = vec![[[0.0; 3], corner, [8.0, 0.0, 8.0]]]);
}

/// One collision triangle, and the corners that a cell lists.
fn corners(world: &mut TestZone, corners: [u32; 3]) {
    placed(world, |file| {
        file.collision = vec![[[64.0, 0.0, 0.0], [65.0, 0.0, 0.0], [64.0, 0.0, 1.0]]];
        let listed = [corners];
        file.cells[4].as_mut().unwrap().sub_cells =
            SubCells::new(std::array::from_fn(|index| if index == 0 { &listed[..] } else { &[] }));
    });
}

/// As many objects without names and parts.
fn many(world: &mut TestZone, count: usize) {
    placed(world, |file| file.objects = vec![Object::default(); count]);
}

fn event(world: &mut TestZone, event_kind: i32, npc_id: i32) {
    placed(world, |file| {
        file.objects[0].events = EventLinks { event_kind, npc_id, event_id: 4001, ..EventLinks::default() };
    });
}

/// A gate of number 1301, and a lever of another number beside it.
fn lever(world: &mut TestZone, of: i32) {
    placed(world, |file| {
        file.objects.push(file.objects[0].clone());
        list(file, &[0, 1]);
        let events = |event_kind, event_id, npc_id| EventLinks { event_kind, event_id, npc_id, ..Default::default() };
        file.objects[0].events = events(EventKind::Gate as i32, 1301, 0);
        file.objects[1].events = events(EventKind::Lever as i32, 2301, of);
    });
}

/// A tree on another one's place, which is this much lower and stands on the ground.
fn tower(world: &mut TestZone, up_m: f32) {
    placed(world, |file| {
        file.objects.push(file.objects[0].clone());
        list(file, &[0, 1]);
        // A strip lies flat: the tall object stands on its edge.
        file.objects[0].placement.rotation = [-0.5_f32.sqrt(), 0.0, 0.0, 0.5_f32.sqrt()];
        file.objects[0].placement.position_m[1] = 1.2;
        file.objects[0].placement.scale = [1.0, 1.0, 2.0];
        file.objects[0].parts[0].material.flags = RenderFlags(0x4);
        file.objects[1].placement.position_m[1] = 0.3 + up_m;
    });
}

/// An invisible wall in the file of its own, and the collision triangles of one that is this far north of it.
fn walled(world: &mut TestZone, north_m: f32, object_triangles: u32) {
    let mut walls = samples::walls(1);
    (walls.width_m, walls.length_m, walls.object_triangles) = (128.0, 128.0, Some(object_triangles));
    walls.cells = vec![None; 64];
    let wall = walls.triangles[0];
    // The other diagonal of the same rectangle.
    let other = [[0.0, 5000.0, 8.0], [4.0, -5000.0, 8.0], [0.0, -5000.0, 8.0]];
    let moved = wall.map(|[x, y, z]| [x, y, z + north_m]);
    walls.triangles = vec![moved];
    put(world, "Zones/sample.opdext", walls.encode().unwrap());
    placed(world, |file| file.collision = vec![[[0.0; 3], [8.0, 0.0, 0.0], [0.0, 0.0, 8.0]], other, other]);
}

fn remove_walls(world: &mut TestZone) {
    walled(world, 0.0, 1);
    remove(world, "Zones/sample.opdext");
}

fn cut_walls(world: &mut TestZone, bytes: usize) {
    walled(world, 8.0, 1);
    cut(world, "Zones/sample.opdext", bytes);
}

#[test]
fn findings_about_objects_say_which_and_where() {
    let mut world = TestZone::sound();
    place(&mut world, |placement| placement.scale[1] = 0.0);
    let finding = judge(&world).into_list().remove(0);
    let (bytes, at) = (&world.files["Zones/sample.opd"], finding.offset.unwrap() as usize);
    assert_eq!(bytes[at..at + 4], 0x141b_u32.to_le_bytes(), "the object's type");
    assert_eq!((finding.section, finding.tile.map(|tile| (tile.x, tile.z))), (Some("objects"), Some((17, 1))));
    assert!(
        finding.message.starts_with("object 0 \"tree\" at (68.0, 0.5, 4.0) m: the scale is (1, 0, 1)"),
        "{finding:?}"
    );

    corners(&mut world, [0, 1, 3]);
    let finding = judge(&world).into_list().remove(0);
    let (bytes, at) = (&world.files["Zones/sample.opd"], finding.offset.unwrap() as usize);
    assert_eq!(bytes[at..at + 10], [1, 0, 0, 0, 1, 0, 0, 0, 0, 0], "the cell");
    assert_eq!(finding.tile.map(|tile| (tile.x, tile.z)), Some((16, 0)));

    triangle(&mut world, [f32::NAN; 3]);
    let finding = judge(&world).into_list().remove(0);
    let (bytes, at) = (&world.files["Zones/sample.opd"], finding.offset.unwrap() as usize);
    assert_eq!(bytes[at + 12..at + 16], f32::NAN.to_le_bytes(), "the second corner of the triangle");
}

/// Findings about the island's objects after a change of them, without the places that are meant to have no parts.
fn island_after(change: impl FnOnce(&mut OpdFile)) -> Vec<(&'static str, String)> {
    let mut island = TestZone::new("demo", Draft::flat(Header::headerless(), 9));
    for (path, bytes) in embedded::contents() {
        island = island.with_file(path, bytes.to_vec());
    }
    let mut file = OpdFile::parse(&island.files["Zones/demo.opd"]).unwrap();
    change(&mut file);
    island = island.with_file("Zones/demo.opd", file.encode().unwrap());
    let gtd = Gtd::parse(island.files.remove("Zones/demo.gtd").unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = island.write(folder.path());
    let around =
        block_on(async { Surroundings::read(&gtd, &ZoneFiles::open(&ZoneSource::of(&path), None).await).await });
    let findings = check(&Subject { gtd: &gtd, stem: None, around: around.as_ref() });
    let list = findings.without(&[&code::EMPTY_OBJECT]).into_list();
    list.into_iter().map(|finding| (finding.code.name, finding.message)).collect()
}

#[test]
fn broken_copies_of_the_island_have_the_finding_of_what_was_broken() {
    assert_eq!(island_after(|_| {}), []);
    // One of these objects, by its name, or the number of a cell.
    let named = |file: &mut OpdFile, name: &str| -> usize {
        file.objects.iter().rposition(|object| object.name() == name && !object.parts.is_empty()).expect("an object")
    };
    let codes = |change: &dyn Fn(&mut OpdFile)| -> Vec<&str> {
        let mut codes: Vec<&str> = island_after(change).into_iter().map(|(code, _)| code).collect();
        codes.dedup();
        codes
    };
    for name in ["Lamp", "Barrel", "Well", "Campfire"] {
        let lifted = |file: &mut OpdFile| {
            let index = named(file, name);
            file.objects[index].placement.position_m[1] += 60.0;
        };
        assert_eq!(codes(&lifted), ["object-floating"], "{name}");
        let sunken = |file: &mut OpdFile| {
            let index = named(file, name);
            file.objects[index].placement.position_m[1] -= 60.0;
        };
        assert_eq!(codes(&sunken), ["object-buried"], "{name}");
    }
    assert_eq!(codes(&|file| file.objects.retain(|object| object.events.event_kind != 1))[0], "dangling-object");
    let no_gate = |file: &mut OpdFile| {
        let gate = named(file, "Village gate");
        file.objects[gate].events.event_id += 1;
    };
    assert_eq!(codes(&no_gate), ["lever-without-gate"]);
    let emptied = |file: &mut OpdFile| {
        let full = |cell: &Option<Box<Cell>>| cell.as_ref().is_some_and(|cell| !cell.objects.is_empty());
        let cell = file.cells.iter().position(full).unwrap();
        file.cells[cell].as_mut().unwrap().objects.clear();
    };
    assert_eq!(codes(&emptied), ["object-in-no-cell"]);
    let far = |file: &mut OpdFile| {
        let index = named(file, "Lamp");
        file.objects[index].placement.position_m[0] -= 3000.0;
    };
    assert_eq!(codes(&far), ["object-cell", "object-outside"]);
}
