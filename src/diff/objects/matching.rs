//! Matching of objects: pairs of an older and a newer object that are the same one.

use std::collections::{BTreeMap, HashMap};

use super::{Numbers, bits, lower, nearest, place_of};
use crate::formats::opd::{KeyValues, Object, Placement};
use crate::scene::objects::kind_key;

/// Farthest move of an object in meters that has others of its name and kind around.
const MOVED_M: f64 = 64.0;
/// Farthest move in meters of one whose rotation or scale has changed as well.
const TURNED_M: f64 = 16.0;
/// Farthest move of an object whose parts have changed as well, in meters.
const CHANGED_M: f64 = 2.0;

/// An older and a newer object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) old: usize,
    pub(super) new: usize,
    /// All values are the same.
    pub(super) is_same: bool,
}

/// The objects of both versions, with numbers in place of their values.
pub(super) struct Items {
    /// Older, then newer ones.
    sides: [Vec<Item>; 2],
}

/// An object. Equal values have equal numbers in both versions.
#[derive(Clone, Copy)]
struct Item {
    name: usize,
    kind: usize,
    rest: usize,
    place: [u32; 3],
    position: [f64; 3],
    is_matched: bool,
}

impl Items {
    pub(super) fn new(old: &[&Object], new: &[&Object]) -> Items {
        let mut names = Numbers(HashMap::new());
        let (mut kinds, mut rests) = (Numbers(HashMap::new()), Numbers(HashMap::new()));
        let mut item = |object: &&Object| Item {
            name: names.number(object.name().to_lowercase()),
            kind: kinds.number(kind_key(object)),
            rest: rests.number(rest_key(object)),
            place: place_of(&object.placement),
            position: object.placement.position_m.map(f64::from),
            is_matched: false,
        };
        Items { sides: [old.iter().map(&mut item).collect(), new.iter().map(&mut item).collect()] }
    }

    /// All pairs. Afterwards the other objects are [`Items::unmatched`].
    pub(super) fn matches(&mut self) -> Vec<Match> {
        let mut found = Vec::new();
        self.pair_equal(|item| (item.name, item.kind, item.rest, item.place), true, &mut found);
        self.pair_equal(|item| (item.name, item.kind, 0, item.place), false, &mut found);
        self.pair_equal(|item| (item.name, 0, 0, item.place), false, &mut found);
        self.pair_nearest(|item| (item.name, item.kind, item.rest), MOVED_M, &mut found);
        self.pair_nearest(|item| (item.name, item.kind, 0), TURNED_M, &mut found);
        self.pair_nearest(|item| (item.name, 0, 0), CHANGED_M, &mut found);
        self.pair_only_ones(&mut found);
        found
    }

    /// Numbers of the objects without a pair, older and newer ones.
    pub(super) fn unmatched(&self) -> [Vec<usize>; 2] {
        let left = |side: &Vec<Item>| (0..side.len()).filter(|index| !side[*index].is_matched).collect();
        self.sides.each_ref().map(left)
    }

    /// The objects without a pair by a key: older and newer ones, in file order.
    fn groups<K: Ord>(&self, key: impl Fn(&Item) -> K) -> BTreeMap<K, [Vec<usize>; 2]> {
        let mut groups: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, items) in self.sides.iter().enumerate() {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| !item.is_matched) {
                groups.entry(key(item)).or_default()[side].push(index);
            }
        }
        groups
    }

    /// Pairs objects of equal keys in file order.
    fn pair_equal<K: Ord>(&mut self, key: impl Fn(&Item) -> K, is_same: bool, found: &mut Vec<Match>) {
        for [old, new] in self.groups(key).into_values() {
            for (old, new) in old.into_iter().zip(new) {
                self.keep(Match { old, new, is_same }, found);
            }
        }
    }

    /// Pairs objects of equal keys that are near each other, the nearest first.
    fn pair_nearest<K: Ord>(&mut self, key: impl Fn(&Item) -> K, within_m: f64, found: &mut Vec<Match>) {
        for numbers in self.groups(key).into_values().filter(|[old, new]| !old.is_empty() && !new.is_empty()) {
            let mut places = [0, 1].map(|side: usize| {
                let place = |index: &usize| (*index, self.sides[side][*index].position);
                numbers[side].iter().map(place).collect()
            });
            for (old, new) in nearest::pairs(&mut places, within_m) {
                self.keep(Match { old, new, is_same: false }, found);
            }
        }
    }

    /// Pairs what is left of a name and kind if it is one object in each version, however far it moved.
    fn pair_only_ones(&mut self, found: &mut Vec<Match>) {
        for numbers in self.groups(|item| (item.name, item.kind)).into_values() {
            if let ([old], [new]) = (&numbers[0][..], &numbers[1][..]) {
                self.keep(Match { old: *old, new: *new, is_same: false }, found);
            }
        }
    }

    fn keep(&mut self, pair: Match, found: &mut Vec<Match>) {
        self.sides[0][pair.old].is_matched = true;
        self.sides[1][pair.new].is_matched = true;
        found.push(pair);
    }
}

/// Values other than name, kind and place.
fn rest_key(object: &Object) -> Vec<u8> {
    let placement = &object.placement;
    let words = bits(&placement.rotation).into_iter().chain(bits(&placement.scale)).chain([object.kind]);
    let events = object.events;
    let events = [events.belongs_to, events.event_id, events.event_kind, events.npc_id, events.npc_status];
    let mut key: Vec<u8> =
        words.flat_map(u32::to_le_bytes).chain(events.into_iter().flat_map(i32::to_le_bytes)).collect();
    for name in lower(&object.collision_meshes) {
        key.extend(name.len().to_le_bytes());
        key.extend(name);
    }
    key.extend(animation_key(placement));
    key
}

/// The animation keys of a placement as bytes.
pub(super) fn animation_key(placement: &Placement) -> Vec<u8> {
    let mut key = Vec::new();
    for keys in &placement.animation {
        let Some(keys) = keys else {
            key.push(0);
            continue;
        };
        key.extend(keys.rate.to_le_bytes());
        key.extend(keys.values.len().to_le_bytes());
        match &keys.values {
            KeyValues::Vectors(values) => {
                key.push(1);
                key.extend(values.iter().flatten().flat_map(|value| value.to_le_bytes()));
            }
            KeyValues::Quaternions(values) => {
                key.push(2);
                key.extend(values.iter().flatten().flat_map(|value| value.to_le_bytes()));
            }
        }
    }
    key
}
