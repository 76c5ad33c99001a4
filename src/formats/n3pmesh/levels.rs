//! Levels of detail of a mesh: replays the steps from the lowest to the full detail.

use super::{Collapse, Mesh};

/// A state of a mesh between its lowest and its full detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DetailLevel<'a> {
    /// Number of vertices in use: the first of [`Mesh::vertices`].
    pub vertices: usize,
    /// Vertices of the triangles' corners, three a triangle.
    pub indices: &'a [u16],
}

/// A cursor over the levels of a mesh, beginning with the lowest.
#[derive(Clone, Debug)]
pub struct Levels<'a> {
    mesh: &'a Mesh,
    /// Number of steps taken.
    steps: usize,
    vertices: usize,
    indices_in_use: usize,
    indices: Vec<u16>,
}

impl<'a> Levels<'a> {
    /// The lowest level of a mesh.
    pub fn lowest(mesh: &'a Mesh) -> Levels<'a> {
        Levels {
            mesh,
            steps: 0,
            vertices: mesh.min_vertices.min(mesh.vertices.len()),
            indices_in_use: mesh.min_indices.min(mesh.indices.len()),
            indices: mesh.indices.clone(),
        }
    }

    /// The present level.
    pub fn level(&self) -> DetailLevel<'_> {
        DetailLevel { vertices: self.vertices, indices: &self.indices[..self.indices_in_use] }
    }

    /// Goes on to the next higher level; false at full detail, or where the next step is invalid, which happens only
    /// for meshes that were not parsed from a file.
    pub fn refine(&mut self) -> bool {
        self.mesh.collapses.get(self.steps).is_some_and(|step| self.apply(*step).is_ok())
    }

    fn apply(&mut self, step: Collapse) -> Result<(), Fault> {
        let vertices = gained(self.vertices, step.vertices_gained, self.mesh.vertices.len(), "vertices")?;
        let in_use = gained(self.indices_in_use, step.indices_gained, self.indices.len(), "indices")?;
        let first = usize::try_from(step.first_change).unwrap_or(0);
        let changed = usize::try_from(step.changes)
            .ok()
            .and_then(|count| self.mesh.index_changes.get(first..first.checked_add(count)?))
            .ok_or_else(|| {
                let found = format!("{} changes from change {first} on", step.changes);
                Fault { found, expected: format!("changes within the {} of the mesh", self.mesh.index_changes.len()) }
            })?;
        for position in changed {
            let newest = vertices.checked_sub(1).and_then(|vertex| u16::try_from(vertex).ok());
            let index = usize::try_from(*position).ok().and_then(|position| self.indices.get_mut(position));
            let (Some(newest), Some(index)) = (newest, index) else {
                let expected =
                    format!("0 to {}, in a mesh that has vertices", self.mesh.indices.len().saturating_sub(1));
                return Err(Fault { found: format!("a change of index {position}"), expected });
            };
            *index = newest;
        }
        (self.vertices, self.indices_in_use, self.steps) = (vertices, in_use, self.steps + 1);
        Ok(())
    }
}

impl Mesh {
    /// Indices of the mesh at full detail, three a triangle.
    pub fn full_detail(&self) -> Vec<u16> {
        let mut levels = Levels::lowest(self);
        while levels.refine() {}
        levels.indices.truncate(levels.indices_in_use);
        levels.indices
    }

    /// The level that the game draws where its table of distances gives this number of vertices: the most detailed one
    /// with at most that many, and from there on to the next at which it may stop.
    pub fn level_of(&self, vertices: usize) -> Levels<'_> {
        let mut levels = Levels::lowest(self);
        let next = |levels: &Levels<'_>| self.collapses.get(levels.steps).copied();
        while let Some(step) = next(&levels) {
            let after = gained(levels.vertices, step.vertices_gained, self.vertices.len(), "vertices");
            if after.is_ok_and(|after| after > vertices) || !levels.refine() {
                break;
            }
        }
        while next(&levels).is_some_and(|step| step.never_stops_before()) && levels.refine() {}
        levels
    }

    /// Number of vertices that the game draws at a distance: meters times the vertical field of view in radians,
    /// divided by the object's largest scale factor. Linear between the entries of the table; all vertices if there are
    /// none.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "clamped")]
    pub fn vertices_at(&self, distance: f32) -> usize {
        let Some(last) = self.distances.last() else { return self.vertices.len() };
        let count = |vertices: i32| usize::try_from(vertices).unwrap_or(0).min(self.vertices.len());
        let next = self.distances.iter().position(|entry| distance < entry.distance);
        match next {
            None => count(last.vertices),
            Some(0) => count(self.distances[0].vertices),
            Some(next) => {
                let (near, far) = (self.distances[next - 1], self.distances[next]);
                let share = ((distance - near.distance) / (far.distance - near.distance)).clamp(0.0, 1.0);
                let vertices = near.vertices as f32 + share * (far.vertices as f32 - near.vertices as f32);
                count(vertices as i32)
            }
        }
    }
}

impl Collapse {
    /// Whether the game never draws the level before this step.
    pub fn never_stops_before(self) -> bool {
        self.flags & 0xff != 0
    }
}

/// Why the steps of a mesh are invalid.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) found: String,
    pub(super) expected: String,
}

/// Checks that the steps lead to full detail and that all indices are those of vertices. The error comes with the
/// number of the offending step, or the number of steps if it is about their result.
pub(super) fn validate(mesh: &Mesh) -> Result<(), (usize, Fault)> {
    let mut levels = Levels::lowest(mesh);
    for (number, step) in mesh.collapses.iter().enumerate() {
        levels.apply(*step).map_err(|fault| (number, fault))?;
    }
    let (found, full) = ((levels.vertices, levels.indices_in_use), (mesh.vertices.len(), mesh.indices.len()));
    let counts = |(vertices, indices)| format!("{vertices} vertices and {indices} indices");
    let result = |found, expected| Err((mesh.collapses.len(), Fault { found, expected }));
    if found != full {
        return result(format!("{} after all steps", counts(found)), counts(full));
    }
    let largest = mesh.indices.iter().chain(&levels.indices).max();
    match largest {
        Some(largest) if usize::from(*largest) >= mesh.vertices.len() => {
            result(format!("index {largest}"), format!("less than {}, the number of vertices", mesh.vertices.len()))
        }
        _ => Ok(()),
    }
}

/// A number of items in use after a step.
fn gained(before: usize, gain: i32, most: usize, name: &str) -> Result<usize, Fault> {
    let after = usize::try_from(gain).ok().and_then(|gain| before.checked_add(gain)).filter(|after| *after <= most);
    after.ok_or_else(|| Fault {
        found: format!("{gain} more {name} after {before}"),
        expected: format!("0 or more, and at most {most} in all"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{DetailDistance, MeshVertex};
    use super::*;

    /// A strip of four vertices in two steps: nothing, one triangle, two triangles; the last step moves a corner.
    fn strip() -> Mesh {
        let step = |first_change, flags| Collapse {
            indices_gained: 3,
            changes: 1,
            vertices_gained: if first_change == 0 { 3 } else { 1 },
            first_change,
            collapses_to: 0,
            flags,
        };
        Mesh {
            min_vertices: 0,
            min_indices: 0,
            vertices: vec![MeshVertex::default(); 4],
            indices: vec![0, 1, 1, 2, 1, 1],
            collapses: vec![step(0, 0xffff_ff00), step(1, 1)],
            index_changes: vec![2, 5],
            distances: vec![
                DetailDistance { distance: 10.0, vertices: 4 },
                DetailDistance { distance: 20.0, vertices: 0 },
            ],
            ..Mesh::default()
        }
    }

    #[test]
    fn steps_add_triangles_and_move_corners_to_the_newest_vertex() {
        let mesh = strip();
        assert!(validate(&mesh).is_ok());
        let mut levels = Levels::lowest(&mesh);
        assert_eq!(levels.level(), DetailLevel { vertices: 0, indices: &[] });
        assert!(levels.refine());
        assert_eq!(levels.level(), DetailLevel { vertices: 3, indices: &[0, 1, 2] });
        assert!(levels.refine());
        assert_eq!(levels.level(), DetailLevel { vertices: 4, indices: &[0, 1, 2, 2, 1, 3] });
        assert!(!levels.refine());
        assert_eq!(mesh.full_detail(), [0, 1, 2, 2, 1, 3]);
    }

    #[test]
    fn the_game_goes_on_from_levels_at_which_it_never_stops() {
        let mut mesh = strip();
        let vertices = |mesh: &Mesh, most| mesh.level_of(most).level().vertices;
        assert_eq!([0, 2, 3, 4].map(|most| vertices(&mesh, most)), [0, 0, 4, 4]);
        mesh.collapses[1].flags = 0;
        assert_eq!([0, 2, 3, 4, 9].map(|most| vertices(&mesh, most)), [0, 0, 3, 4, 4]);
    }

    #[test]
    fn vertices_by_distance_are_linear_between_the_entries() {
        let mesh = strip();
        let distances = [0.0, 10.0, 12.5, 17.4, 20.0, 1e9, f32::NAN];
        assert_eq!(distances.map(|distance| mesh.vertices_at(distance)), [4, 4, 3, 1, 0, 0, 0]);
        assert_eq!(Mesh { distances: Vec::new(), ..mesh }.vertices_at(1e9), 4);
    }

    #[test]
    fn invalid_steps_are_found_with_their_number() {
        type Damage = fn(&mut Mesh);
        let cases: [(Damage, usize, &str); 7] = [
            (|mesh| mesh.collapses[1].vertices_gained = 2, 1, "2 more vertices after 3"),
            (|mesh| mesh.collapses[0].indices_gained = -3, 0, "-3 more indices after 0"),
            (|mesh| mesh.collapses[1].changes = 2, 1, "2 changes from change 1 on"),
            (|mesh| mesh.index_changes[0] = 6, 0, "a change of index 6"),
            (|mesh| mesh.index_changes[1] = -1, 1, "a change of index -1"),
            (|mesh| mesh.vertices.push(MeshVertex::default()), 2, "4 vertices and 6 indices after all steps"),
            (|mesh| mesh.indices[0] = 4, 2, "index 4"),
        ];
        for (damage, step, found) in cases {
            let mut mesh = strip();
            damage(&mut mesh);
            let (number, fault) = validate(&mesh).unwrap_err();
            assert_eq!((number, fault.found.as_str()), (step, found));
        }
    }

    #[test]
    fn a_first_change_below_0_is_0() {
        let mut mesh = strip();
        mesh.collapses[0].first_change = -5;
        assert_eq!(mesh.full_detail(), [0, 1, 2, 2, 1, 3]);
    }
}
