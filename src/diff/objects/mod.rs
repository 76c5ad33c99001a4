//! Comparison of the placed objects of two versions of a zone.
//!
//! Files have no identities of objects, so they are matched, each at most once: first those that are the same in all
//! values; then those of the same name on the same place; then those of the same name and kind (parts) that are nearest
//! each other, farther apart where rotation and scale are the same too; at last those of the same name nearly on the
//! same place. Letter case of names and paths does not count. What is left was added or removed. Swapping both versions
//! swaps added and removed, and nothing else.

mod matching;
mod nearest;

use std::collections::HashMap;

use self::matching::{Items, Match};
use crate::formats::opd::{Object, Placement};

/// The difference of the objects of two versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectDifference {
    /// Added, removed, moved and changed objects, in this order, each by their numbers.
    pub changes: Vec<ObjectChange>,
    /// Number of objects that are the same in both.
    pub unchanged: usize,
    /// Number of objects whose place differs by at most 1 cm, and nothing else. They are none of the changes.
    pub stored_only: usize,
}

/// Distance up to which a place is the same, in meters: the game's editor puts objects on the ground again, which
/// changes the last digits.
const SAME_PLACE_M: f64 = 0.01;

/// Kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Only in the newer version.
    Added,
    /// Only in the older version.
    Removed,
    /// At another place.
    Moved,
    /// At the same place, with other values.
    Changed,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [ChangeKind; 4] = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Moved, ChangeKind::Changed];

    /// Name in JSON and in text.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Moved => "moved",
            ChangeKind::Changed => "changed",
        }
    }
}

/// A change of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectChange {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Name in the newer version, or in the only one.
    pub name: String,
    /// Number in the older and in the newer version; none where it is not there.
    pub index: [Option<usize>; 2],
    /// Position in the older and in the newer version, in meters as stored; none where it is not there.
    pub position_m: [Option<[f32; 3]>; 2],
    /// What differs, for objects in both versions.
    pub differs: Vec<Aspect>,
}

/// Values of an object that can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Position.
    Position,
    /// Rotation.
    Rotation,
    /// Scale.
    Scale,
    /// Animation keys.
    Animation,
    /// Meshes, textures and materials.
    Parts,
    /// Role in the game: type and the event's numbers.
    Role,
    /// Names of the collision meshes.
    Collision,
}

impl Aspect {
    /// Name in JSON and in text.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Position => "position",
            Aspect::Rotation => "rotation",
            Aspect::Scale => "scale",
            Aspect::Animation => "animation",
            Aspect::Parts => "parts",
            Aspect::Role => "role",
            Aspect::Collision => "collision",
        }
    }
}

impl ObjectChange {
    /// Distance between both places in meters; none for an object in one version only.
    pub fn distance_m(&self) -> Option<f64> {
        let [old, new] = self.position_m.map(|position| position.map(glam::Vec3::from));
        Some(old?.as_dvec3().distance(new?.as_dvec3()))
    }

    /// The place in the newer version, or in the only one.
    pub fn place_m(&self) -> [f32; 3] {
        self.position_m[1].or(self.position_m[0]).unwrap_or_default()
    }
}

impl ObjectDifference {
    /// Number of changes of a kind.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// Whether all objects are the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Compares the objects of two versions, the first one being the older.
pub fn compare_objects<'a>(
    old: impl IntoIterator<Item = &'a Object>,
    new: impl IntoIterator<Item = &'a Object>,
) -> ObjectDifference {
    let (old, new): (Vec<&Object>, Vec<&Object>) = (old.into_iter().collect(), new.into_iter().collect());
    let mut items = Items::new(&old, &new);
    let mut result = ObjectDifference::default();
    for Match { old: a, new: b, is_same } in items.matches() {
        if is_same {
            result.unchanged += 1;
            continue;
        }
        let mut change = ObjectChange {
            kind: ChangeKind::Moved,
            name: new[b].name(),
            index: [Some(a), Some(b)],
            position_m: [Some(old[a].placement.position_m), Some(new[b].placement.position_m)],
            differs: differences(old[a], new[b]),
        };
        let is_moved = !change.distance_m().is_some_and(|distance| distance <= SAME_PLACE_M);
        if change.differs == [Aspect::Position] && !is_moved {
            result.stored_only += 1;
            continue;
        }
        // A move with other parts is a change: a tree does not become another one by moving.
        if !is_moved || !change.differs.contains(&Aspect::Position) || change.differs.contains(&Aspect::Parts) {
            change.kind = ChangeKind::Changed;
        }
        result.changes.push(change);
    }
    let alone = |kind, objects: &[&Object], index: usize| {
        let is_there = [kind == ChangeKind::Removed, kind == ChangeKind::Added];
        ObjectChange {
            kind,
            name: objects[index].name(),
            index: is_there.map(|there| there.then_some(index)),
            position_m: is_there.map(|there| there.then_some(objects[index].placement.position_m)),
            differs: Vec::new(),
        }
    };
    let [removed, added] = items.unmatched();
    result.changes.extend(removed.into_iter().map(|index| alone(ChangeKind::Removed, &old, index)));
    result.changes.extend(added.into_iter().map(|index| alone(ChangeKind::Added, &new, index)));
    result.changes.sort_by_key(|change| (change.kind, change.index[1], change.index[0]));
    result
}

/// The values in which two objects differ.
fn differences(old: &Object, new: &Object) -> Vec<Aspect> {
    let (a, b) = (&old.placement, &new.placement);
    let role = |object: &Object| (object.kind, object.events);
    let all = [
        (Aspect::Position, bits(&a.position_m) != bits(&b.position_m)),
        (Aspect::Rotation, bits(&a.rotation) != bits(&b.rotation)),
        (Aspect::Scale, bits(&a.scale) != bits(&b.scale)),
        (Aspect::Animation, matching::animation_key(a) != matching::animation_key(b)),
        (Aspect::Parts, crate::scene::objects::kind_key(old) != crate::scene::objects::kind_key(new)),
        (Aspect::Role, role(old) != role(new)),
        (Aspect::Collision, lower(&old.collision_meshes) != lower(&new.collision_meshes)),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

fn lower(names: &[Vec<u8>; 2]) -> [Vec<u8>; 2] {
    names.each_ref().map(|name| name.to_ascii_lowercase())
}

fn bits<const N: usize>(values: &[f32; N]) -> [u32; N] {
    values.map(f32::to_bits)
}

/// Numbers of distinct keys.
struct Numbers<K>(HashMap<K, usize>);

impl<K: std::hash::Hash + Eq> Numbers<K> {
    fn number(&mut self, key: K) -> usize {
        let next = self.0.len();
        *self.0.entry(key).or_insert(next)
    }
}

/// The bits of a placement's place.
fn place_of(placement: &Placement) -> [u32; 3] {
    bits(&placement.position_m)
}

#[cfg(test)]
mod tests;
