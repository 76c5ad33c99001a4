use proptest::prelude::*;

use super::grid::highest;
use super::*;
use crate::formats::n3pmesh::MeshVertex;
use crate::formats::opd::{EventLinks, Object, ObjectPart, Placement};

const EXTENT_M: f32 = 64.0;

fn file(collision: Vec<CollisionTriangle>, objects: Vec<Object>) -> OpdFile {
    OpdFile { header: None, width_m: EXTENT_M, length_m: EXTENT_M, collision, cells: vec![], objects }
}

fn of_faces(faces: Vec<CollisionTriangle>) -> Collision {
    Collision::new(&file(faces, vec![]), &ObjectSet::default(), &[])
}

/// The faces of a box between two corners.
fn body(low: [f32; 3], high: [f32; 3]) -> Vec<CollisionTriangle> {
    box_faces(Bounds { min: low.into(), max: high.into() }).map(|face| face.map(|corner| corner.to_array())).into()
}

fn walker(east_m: f64, north_m: f64, feet_m: f64) -> Walker {
    Walker { place: DVec2::new(east_m, north_m), feet_m }
}

/// Small and large triangles, many of them upright, some beyond the zone or damaged.
fn faces() -> impl Strategy<Value = Vec<CollisionTriangle>> {
    let corner = || prop::array::uniform3(-1.0f32..1.0);
    let place = (-10.0f32..74.0, -1.0f32..4.0, -10.0f32..74.0);
    let size = prop_oneof![6 => 0.5f32..6.0, 2 => 6.0f32..90.0, 1 => Just(f32::NAN), 1 => Just(1e20f32)];
    let face = (place, size, corner(), corner(), corner()).prop_map(|((x, y, z), size, a, b, c)| {
        [a, b, c].map(|corner| [x + corner[0] * size, y + corner[1] * size.min(4.0), z + corner[2] * size])
    });
    prop::collection::vec(face, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 256 }))]

    /// The grid finds what a test of every face finds.
    #[test]
    fn the_grid_finds_what_a_test_of_all_faces_finds(
        faces in faces(), place in prop::array::uniform2(-5.0f64..70.0), heights in prop::array::uniform2(-4.0f64..8.0),
        step in prop::array::uniform2(-1.0f64..1.0), to in prop::array::uniform3(-20.0f64..80.0),
    ) {
        let collision = of_faces(faces.clone());
        let is_sound = |face: &&CollisionTriangle| face.as_flattened().iter().all(|value| value.abs() <= 1e5);
        let all = || faces.iter().filter(is_sound).map(|face| face.map(|corner| Vec3::from(corner).as_dvec3()));
        let walker = walker(place[0], place[1], heights[0]);
        let inside = |at: f64| (0.0..=f64::from(EXTENT_M)).contains(&at);
        if place.into_iter().all(inside) {
            let step = DVec2::from(step);
            prop_assert_eq!(collision.blocks(walker, step, false), nearest(all(), walker, step));
            let floor_m = collision.floor_m(walker.place, heights[1], false);
            prop_assert_eq!(floor_m, highest(all(), walker.place, heights[1]));
        }
        let (from, to) = (DVec3::new(place[0], heights[0], place[1]), DVec3::from(to));
        let hit = |face: Triangle| crosses(&face, from, to);
        let found = collision.hides(from, to, false);
        prop_assert!(!found || all().any(hit), "nothing is there");
        if [from.x, from.z, to.x, to.z].into_iter().all(inside) {
            prop_assert_eq!(found, all().any(hit));
        }
    }
}

#[test]
fn a_wall_blocks_steps_towards_it_and_no_others() {
    let collision = of_faces(body([10.0, 0.0, 0.0], [11.0, 3.0, 40.0]));
    let near = walker(9.8, 20.0, 0.0);
    assert_eq!(collision.blocks(near, DVec2::X, false), Some(DVec2::NEG_X));
    assert_eq!(collision.blocks(near, DVec2::new(0.1, 1.0), false), Some(DVec2::NEG_X), "at a flat angle");
    assert_eq!(collision.blocks(near, DVec2::Y, false), None, "along it");
    assert_eq!(collision.blocks(near, DVec2::NEG_X, false), None, "away from it");
    assert_eq!(collision.blocks(walker(9.6, 20.0, 0.0), DVec2::X, false), None, "before it");
    assert_eq!(collision.blocks(walker(9.8, 20.0, 2.8), DVec2::X, false), None, "it is a step");
    assert_eq!(collision.blocks(walker(9.8, 20.0, -2.0), DVec2::X, false), None, "it is overhead");
    assert_eq!(collision.floor_m(DVec2::new(10.5, 20.0), 3.4, false), Some(3.0));
    assert_eq!(collision.floor_m(DVec2::new(10.5, 20.0), 2.9, false), Some(0.0), "below the top is the bottom");
    assert_eq!(collision.floor_m(DVec2::new(9.5, 20.0), 9.0, false), None);
}

#[test]
fn invisible_walls_block_and_hide_nothing() {
    let wall = [[10.0, -5000.0, 0.0], [10.0, 5000.0, 0.0], [10.0, -5000.0, 60.0]];
    let collision = of_faces(vec![wall]);
    let away = collision.blocks(walker(9.9, 5.0, 0.0), DVec2::X, true).expect("a wall");
    assert!(away.distance(DVec2::NEG_X) < 1e-6, "{away}");
    assert!(!collision.hides(DVec3::new(5.0, 1.0, 5.0), DVec3::new(15.0, 1.0, 5.0), true));
    let visible = of_faces(body([10.0, 0.0, 0.0], [11.0, 3.0, 40.0]));
    assert!(visible.hides(DVec3::new(5.0, 1.0, 5.0), DVec3::new(15.0, 1.0, 5.0), true));
    assert!(!visible.hides(DVec3::new(5.0, 1.0, 5.0), DVec3::new(9.9, 1.0, 5.0), true), "short of it");
}

#[test]
fn gates_block_where_their_leaves_are() {
    let leaf = |name: &[u8], x| ObjectPart { pivot_m: [x, 0.0, 0.0], mesh: name.to_vec(), ..ObjectPart::default() };
    let gate = |event_kind, kind| Object {
        kind,
        placement: Placement {
            position_m: [32.0, 0.0, 32.0],
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [1.0; 3],
            ..Placement::default()
        },
        parts: vec![leaf(b"left", -2.0), leaf(b"right", 2.0)],
        events: EventLinks { event_kind, ..EventLinks::default() },
        ..Object::default()
    };
    // From the hinge to the middle of the gate, 0.1 m thick and 3 m high.
    let mesh = |toward: f32| {
        let corner =
            |i: usize| [if i & 1 == 0 { 0.0 } else { 2.0 * toward }, [0.0, 3.0][i >> 1 & 1], 0.1 * (i >> 2) as f32];
        let vertices = (0..8).map(|i| MeshVertex { position_m: corner(i), ..MeshVertex::default() }).collect();
        Some(Mesh::new("leaf", vertices, vec![0, 1, 2]))
    };
    let collision = |object: Object| {
        let file = file(vec![], vec![object]);
        Collision::new(&file, &ObjectSet::new(&file), &[mesh(1.0), mesh(-1.0)])
    };
    let two_leaves = collision(gate(1, 0x141B));
    let through = |collision: &Collision, open| {
        (0..40)
            .map(|i| walker(32.0, 30.0 + f64::from(i) * 0.1, 0.0))
            .all(|at| collision.blocks(at, DVec2::Y, open).is_none())
    };
    assert!(!through(&two_leaves, false) && through(&two_leaves, true), "open, the way is free");
    let beside = walker(30.5, 31.0, 0.0);
    assert!(two_leaves.blocks(beside, DVec2::NEG_X, true).is_some(), "an open leaf is beside the way");
    assert!(two_leaves.blocks(beside, DVec2::NEG_X, false).is_none());
    let barricade = collision(gate(EventKind::Barricade as i32, 0x141B));
    assert!(!through(&barricade, false) && !through(&barricade, true), "a barricade does not open");
    assert!(collision(gate(0, 0x141B)).is_empty() && collision(gate(1, 0x41B)).is_empty(), "no gate, no box");
}

#[test]
fn damage_and_emptiness_are_harmless() {
    assert!(of_faces(vec![]).is_empty());
    let damaged = vec![[[f32::NAN; 3]; 3], [[1e30; 3], [0.0; 3], [1.0; 3]]];
    let collision = of_faces(damaged);
    assert!(collision.is_empty());
    let here = Walker { place: DVec2::NAN, feet_m: f64::NAN };
    assert_eq!(collision.blocks(here, DVec2::X, false), None);
    let sound = of_faces(body([10.0, 0.0, 0.0], [11.0, 3.0, 40.0]));
    assert_eq!((sound.blocks(here, DVec2::X, false), sound.floor_m(here.place, f64::NAN, false)), (None, None));
    for extent_m in [0.0, -5.0, f32::NAN, f32::INFINITY] {
        let file = OpdFile { width_m: extent_m, length_m: extent_m, ..file(body([0.0; 3], [1.0; 3]), vec![]) };
        assert!(Collision::new(&file, &ObjectSet::default(), &[]).is_empty(), "{extent_m}");
    }
    // As many faces over the whole zone as would fill a fine grid many times over.
    let carpet = vec![[[0.0, 1.0, 0.0], [0.0, 1.0, EXTENT_M * 2.0], [EXTENT_M * 2.0, 1.0, 0.0]]; 5000];
    let collision = of_faces(carpet);
    assert_eq!(collision.floor_m(DVec2::splat(30.0), 2.0, false), Some(1.0));
}
