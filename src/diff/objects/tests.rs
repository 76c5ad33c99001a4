use proptest::prelude::*;

use super::*;
use crate::formats::opd::{EventLinks, ObjectPart};

fn object(name: &str, mesh: &str, x: f32) -> Object {
    let part = ObjectPart { mesh: mesh.into(), ..ObjectPart::default() };
    let placement = Placement {
        name: name.into(),
        position_m: [x, 1.0, 2.0],
        rotation: [0.0, 0.0, 0.0, 1.0],
        scale: [1.0; 3],
        ..Placement::default()
    };
    Object { kind: 0x41b, placement, parts: vec![part], ..Object::default() }
}

/// Kind, numbers and what differs of each change.
fn changes(old: &[Object], new: &[Object]) -> Vec<(ChangeKind, [Option<usize>; 2], Vec<Aspect>)> {
    let found = compare_objects(old, new);
    found.changes.into_iter().map(|change| (change.kind, change.index, change.differs)).collect()
}

#[test]
fn the_same_objects_in_another_order_and_letter_case_are_unchanged() {
    let old = [object("tree", "a", 1.0), object("tree", "a", 1.0), object("hut", "b", f32::NAN)];
    let new = [object("HUT", "B", f32::NAN), object("tree", "A", 1.0), object("Tree", "a", 1.0)];
    let found = compare_objects(&old, &new);
    assert_eq!((found.unchanged, found.changes), (3, vec![]));
}

#[test]
fn a_moved_object_is_the_nearest_of_its_kind() {
    let old = [object("tree", "a", 0.0), object("tree", "a", 100.0)];
    let new = [object("tree", "a", 100.0), object("tree", "a", 30.0), object("tree", "a", 9.0)];
    let found = changes(&old, &new);
    let moved = (ChangeKind::Moved, [Some(0), Some(2)], vec![Aspect::Position]);
    assert_eq!(found, [(ChangeKind::Added, [None, Some(1)], vec![]), moved]);
    let found = compare_objects(&old, &new);
    assert_eq!((found.changes[1].distance_m(), found.count(ChangeKind::Moved)), (Some(9.0), 1));
}

#[test]
fn the_only_one_of_its_kind_moves_any_distance_and_one_of_several_does_not() {
    let gate = |x| [object("gate", "g", x)];
    assert_eq!(changes(&gate(0.0), &gate(900.0)), [(ChangeKind::Moved, [Some(0), Some(0)], vec![Aspect::Position])]);
    let far = [object("gate", "g", 900.0), object("gate", "g", 950.0)];
    let kinds: Vec<_> = changes(&gate(0.0), &far).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, [ChangeKind::Added, ChangeKind::Added, ChangeKind::Removed]);
}

#[test]
fn a_turned_object_is_looked_for_nearer_than_one_that_only_moved() {
    let old = [object("tree", "a", 0.0), object("tree", "a", 500.0)];
    let turned = |x: f32| {
        let mut tree = object("tree", "a", x);
        tree.placement.rotation = [0.0, 1.0, 0.0, 0.0];
        tree
    };
    let kinds = |new: &[Object]| changes(&old, new).into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>();
    assert_eq!(kinds(&[object("tree", "a", 40.0), old[1].clone()]), [ChangeKind::Moved]);
    assert_eq!(
        kinds(&[turned(15.0), turned(460.0)]),
        [ChangeKind::Moved, ChangeKind::Moved],
        "the second is left over"
    );
    let more = [turned(40.0), turned(460.0)];
    assert_eq!(kinds(&more), [ChangeKind::Added, ChangeKind::Added, ChangeKind::Removed, ChangeKind::Removed]);
}

#[test]
fn a_place_to_the_centimeter_is_the_same() {
    let old = [object("tree", "a", 100.0)];
    let found = compare_objects(&old, &[object("tree", "a", 100.009)]);
    assert_eq!((found.stored_only, found.unchanged, found.changes.len()), (1, 0, 0));
    let found = changes(&old, &[object("tree", "a", 100.011)]);
    assert_eq!(found, [(ChangeKind::Moved, [Some(0), Some(0)], vec![Aspect::Position])]);
    let mut turned = object("tree", "a", 100.005);
    turned.placement.scale = [2.0; 3];
    let found = changes(&old, &[turned]);
    assert_eq!(found, [(ChangeKind::Changed, [Some(0), Some(0)], vec![Aspect::Position, Aspect::Scale])]);
}

#[test]
fn what_changes_on_its_place_is_named() {
    let old = object("hut", "a", 5.0);
    let changed = |change: fn(&mut Object)| {
        let mut new = old.clone();
        change(&mut new);
        let [(kind, _, differs)] = &changes(std::slice::from_ref(&old), &[new])[..] else { panic!("one change") };
        assert_eq!(*kind, ChangeKind::Changed);
        differs.clone()
    };
    assert_eq!(changed(|new| new.placement.scale[1] = 2.0), [Aspect::Scale]);
    assert_eq!(changed(|new| new.placement.rotation = [0.0, 1.0, 0.0, 0.0]), [Aspect::Rotation]);
    assert_eq!(changed(|new| new.parts[0].mesh = b"b".to_vec()), [Aspect::Parts]);
    assert_eq!(changed(|new| new.events.event_id = 7), [Aspect::Role]);
    assert_eq!(changed(|new| new.collision_meshes[1] = b"c".to_vec()), [Aspect::Collision]);
    let other = |new: &mut Object| {
        new.placement.position_m[0] += 1.0;
        new.parts[0].texture_fps = 3.0;
    };
    assert_eq!(changed(other), [Aspect::Position, Aspect::Parts], "another shape near the place");
}

#[test]
fn another_name_on_the_place_is_another_object() {
    let found = changes(&[object("hut", "a", 5.0)], &[object("house", "a", 5.0)]);
    let kinds: Vec<_> = found.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, [ChangeKind::Added, ChangeKind::Removed]);
}

/// Objects of few names, kinds and places, so that many are alike.
fn objects() -> impl Strategy<Value = Vec<Object>> {
    let places = prop_oneof![4 => (0..6_u8).prop_map(|x| f32::from(x) * 1.5), 1 => 0.0f32..300.0, 1 => Just(f32::NAN)];
    let one = ("[ab]", "[mn]", places, 0..3_i32).prop_map(|(name, mesh, x, event_id)| {
        let events = EventLinks { event_id, ..EventLinks::default() };
        Object { events, ..object(&name, &mesh, x) }
    });
    prop::collection::vec(one, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 256 }))]

    #[test]
    fn each_object_is_in_one_class_and_swapped_versions_swap_added_and_removed(old in objects(), new in objects()) {
        let (forth, back) = (compare_objects(&old, &new), compare_objects(&new, &old));
        for (side, count) in [(0, old.len()), (1, new.len())] {
            let mut numbers: Vec<usize> = forth.changes.iter().filter_map(|change| change.index[side]).collect();
            prop_assert_eq!(numbers.len() + forth.unchanged + forth.stored_only, count);
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(numbers.len() + forth.unchanged + forth.stored_only, count, "none twice");
        }
        let swapped = |kind| match kind {
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
            other => other,
        };
        let place = |[a, b]: [Option<usize>; 2], kind| (kind, a, b);
        let mut one: Vec<_> = forth.changes.iter().map(|change| place(change.index, change.kind)).collect();
        let mut other: Vec<_> =
            back.changes.iter().map(|change| place([change.index[1], change.index[0]], swapped(change.kind))).collect();
        one.sort_unstable();
        other.sort_unstable();
        prop_assert_eq!(one, other);
        prop_assert_eq!((forth.unchanged, forth.stored_only), (back.unchanged, back.stored_only));
    }

    #[test]
    fn a_version_and_itself_have_no_changes(objects in objects()) {
        let found = compare_objects(&objects, &objects);
        prop_assert!(found.is_empty() && found.unchanged == objects.len());
    }
}
