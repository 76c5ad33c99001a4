//! Coarser levels of a mesh for far objects, with measured errors.
//!
//! A mesh's file holds steps that each move one vertex onto another. A level is used only if it is the full surface with
//! some corners moved in that way; its error is the largest movement. Movements that could open a crack have no limit
//! below which they do not matter: of vertices at an open border, and of those that are farthest out in some direction,
//! where a mesh may touch its neighbor.

use std::collections::HashMap;

use glam::{Vec2, Vec3};

use crate::formats::n3pmesh::{Levels, Mesh};

/// A level has at most this share of the triangles of the finer one before it.
const SHARE: f32 = 0.6;

/// The levels of a mesh, the finest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeshLevels {
    levels: Vec<MeshLevel>,
}

/// A level of a mesh.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeshLevel {
    /// Vertices of the triangles' corners.
    pub indices: Vec<u16>,
    /// Largest difference from full detail in meters, in the mesh's space: of position, or of texture and light, as the
    /// distance over which they are moved.
    pub error_m: f32,
}

impl MeshLevels {
    /// Measures the levels of a mesh.
    pub fn new(mesh: &Mesh) -> MeshLevels {
        let full = mesh.full_detail();
        let surface = Surface::new(mesh, &full);
        let mut levels = vec![MeshLevel { indices: full.clone(), error_m: 0.0 }];
        for (vertices, indices) in candidates(mesh) {
            match surface.error_m(mesh, vertices, &indices) {
                Some(error_m) => levels.push(MeshLevel { indices, error_m }),
                None => break,
            }
        }
        MeshLevels { levels }
    }

    /// All levels, the finest first.
    pub fn all(&self) -> &[MeshLevel] {
        &self.levels
    }

    /// Indices of full detail.
    pub fn full(&self) -> &[u16] {
        self.levels.first().map_or(&[], |level| &level.indices)
    }

    /// Number of the coarsest level with at most this error in meters.
    pub fn within(&self, error_m: f32) -> usize {
        let coarser = self.levels.iter().skip(1).take_while(|level| level.error_m <= error_m);
        coarser.count()
    }
}

/// Levels with ever fewer triangles, from fine to coarse: number of vertices, and indices.
pub(super) fn candidates(mesh: &Mesh) -> Vec<(usize, Vec<u16>)> {
    let mut counts = Vec::with_capacity(mesh.collapses.len() + 1);
    let mut levels = Levels::lowest(mesh);
    counts.push(levels.level().indices.len());
    while levels.refine() {
        counts.push(levels.level().indices.len());
    }
    let mut wanted = Vec::new();
    let mut finer = counts.last().copied().unwrap_or(0);
    for (number, count) in counts.iter().enumerate().rev() {
        if *count > 0 && (*count as f32) <= finer as f32 * SHARE {
            wanted.push(number);
            finer = *count;
        }
    }
    let mut found = Vec::with_capacity(wanted.len());
    let mut levels = Levels::lowest(mesh);
    for number in 0..counts.len() {
        if wanted.contains(&number) {
            let level = levels.level();
            found.push((level.vertices, level.indices.to_vec()));
        }
        levels.refine();
    }
    found.reverse();
    found
}

/// The full surface of a mesh, with what is needed to measure movements of its vertices.
struct Surface<'a> {
    indices: &'a [u16],
    /// Vertices that triangles use.
    is_used: Vec<bool>,
    /// Vertices that must stay where they are.
    is_fixed: Vec<bool>,
    /// Longest edge at each vertex in meters.
    longest_edge_m: Vec<f32>,
    /// Largest width of the texture at each vertex in meters.
    texture_m: Vec<f32>,
    /// Vertex onto which each vertex is moved when its step is undone.
    collapses_to: Vec<Option<usize>>,
}

impl<'a> Surface<'a> {
    fn new(mesh: &Mesh, indices: &'a [u16]) -> Surface<'a> {
        let count = mesh.vertices.len();
        let mut surface = Surface {
            indices,
            is_used: vec![false; count],
            is_fixed: fixed_vertices(mesh, indices),
            longest_edge_m: vec![0.0; count],
            texture_m: vec![0.0; count],
            collapses_to: collapse_targets(mesh),
        };
        for triangle in indices.as_chunks::<3>().0 {
            let corners = triangle.map(usize::from);
            let [a, b, c] = corners.map(|corner| Vec3::from(mesh.vertices[corner].position_m));
            let edges_m = [a.distance(b), b.distance(c), c.distance(a)];
            let [ua, ub, uc] = corners.map(|corner| Vec2::from(mesh.vertices[corner].uv));
            let edges_uv = [ua.distance(ub), ub.distance(uc), uc.distance(ua)];
            let texture_m = edges_m.iter().zip(edges_uv).filter(|(_, uv)| *uv > 1e-6).map(|(edge, uv)| edge / uv);
            let texture_m = texture_m.fold(0.0, f32::max);
            for corner in corners {
                surface.is_used[corner] = true;
                let longest_m = &mut surface.longest_edge_m[corner];
                *longest_m = edges_m.into_iter().fold(*longest_m, f32::max);
                surface.texture_m[corner] = surface.texture_m[corner].max(texture_m);
            }
        }
        surface
    }

    /// Largest difference of a level with this number of vertices from the full surface; none if it is not that surface
    /// with moved vertices, or moves one that must stay.
    fn error_m(&self, mesh: &Mesh, vertices: usize, indices: &[u16]) -> Option<f32> {
        let moved: Vec<usize> =
            (0..mesh.vertices.len()).map(|vertex| self.moved(vertex, vertices)).collect::<Option<_>>()?;
        let corners = self.indices.as_chunks::<3>().0.iter();
        let triangles = corners.map(|triangle| triangle.map(|corner| moved[usize::from(corner)]));
        let level = indices.as_chunks::<3>().0.iter().map(|triangle| triangle.map(usize::from));
        if sorted(triangles) != sorted(level) {
            return None;
        }
        let mut error_m = 0.0_f32;
        for (vertex, target) in moved.iter().enumerate().filter(|(vertex, _)| self.is_used[*vertex]) {
            error_m = error_m.max(self.movement_m(mesh, vertex, *target)?);
        }
        error_m.is_finite().then_some(error_m)
    }

    /// Where a vertex is in a level with the first `vertices` ones.
    fn moved(&self, vertex: usize, vertices: usize) -> Option<usize> {
        let mut at = vertex;
        while at >= vertices {
            // Targets are always lower numbers, so this ends.
            at = self.collapses_to[at].filter(|target| *target < at)?;
        }
        Some(at)
    }

    fn movement_m(&self, mesh: &Mesh, from: usize, to: usize) -> Option<f32> {
        let [a, b] = [from, to].map(|vertex| mesh.vertices[vertex]);
        let distance_m = Vec3::from(a.position_m).distance(b.position_m.into());
        if self.is_fixed[from] && distance_m > 0.0 {
            return None;
        }
        let texture_m = Vec2::from(a.uv).distance(b.uv.into()) * self.texture_m[from];
        let [normal_a, normal_b] = [a, b].map(|vertex| Vec3::from(vertex.normal).normalize_or_zero());
        // Opposite normals change the light of the triangles at the vertex completely.
        let light_m = normal_a.distance(normal_b) * 0.5 * self.longest_edge_m[from];
        Some(distance_m.max(texture_m).max(light_m))
    }
}

/// Triangles with three different corners, in an order that does not depend on that of the list or on the first corner.
fn sorted(triangles: impl Iterator<Item = [usize; 3]>) -> Vec<[usize; 3]> {
    let least_first = |[a, b, c]: [usize; 3]| {
        if a < b && a < c {
            [a, b, c]
        } else if b < c {
            [b, c, a]
        } else {
            [c, a, b]
        }
    };
    let mut list: Vec<_> = triangles.filter(|[a, b, c]| a != b && b != c && a != c).map(least_first).collect();
    list.sort_unstable();
    list
}

/// Vertex onto which each vertex is moved when the step that adds it is undone.
fn collapse_targets(mesh: &Mesh) -> Vec<Option<usize>> {
    let mut targets = vec![None; mesh.vertices.len()];
    let mut vertices = mesh.min_vertices;
    for step in &mesh.collapses {
        let after = vertices.saturating_add(usize::try_from(step.vertices_gained).unwrap_or(0)).min(targets.len());
        for target in targets.iter_mut().take(after).skip(vertices) {
            *target = usize::try_from(step.collapses_to).ok();
        }
        vertices = after;
    }
    targets
}

/// Vertices that must not move: at open borders, and those that are farthest out in one of 26 directions.
fn fixed_vertices(mesh: &Mesh, indices: &[u16]) -> Vec<bool> {
    // Vertices at one position with different texture coordinates are one point.
    let mut points: HashMap<[u32; 3], usize> = HashMap::new();
    let point_of: Vec<usize> = mesh
        .vertices
        .iter()
        .map(|vertex| {
            let next = points.len();
            // Adding 0 makes the two zeros one.
            *points.entry(vertex.position_m.map(|value| (value + 0.0).to_bits())).or_insert(next)
        })
        .collect();
    let mut edges: HashMap<[usize; 2], u32> = HashMap::new();
    let mut is_used = vec![false; mesh.vertices.len()];
    for triangle in indices.as_chunks::<3>().0 {
        triangle.iter().for_each(|corner| is_used[usize::from(*corner)] = true);
        let [a, b, c] = triangle.map(|corner| point_of[usize::from(corner)]);
        for [a, b] in [[a, b], [b, c], [c, a]] {
            *edges.entry([a.min(b), a.max(b)]).or_default() += 1;
        }
    }
    let mut is_fixed = vec![false; points.len()];
    for ([a, b], _) in edges.iter().filter(|(_, count)| **count != 2) {
        (is_fixed[*a], is_fixed[*b]) = (true, true);
    }
    let used = || (0..mesh.vertices.len()).filter(|vertex| is_used[*vertex]);
    for direction in directions() {
        let along = |vertex: usize| Vec3::from(mesh.vertices[vertex].position_m).dot(direction);
        let farthest = used().map(along).fold(f32::NEG_INFINITY, f32::max);
        let slack = farthest.abs() * 1e-5 + 1e-5;
        for vertex in used().filter(|vertex| along(*vertex) >= farthest - slack) {
            is_fixed[point_of[vertex]] = true;
        }
    }
    point_of.into_iter().map(|point| is_fixed[point]).collect()
}

/// The directions from the middle of a cube to its faces, edges and corners.
fn directions() -> impl Iterator<Item = Vec3> {
    let axis = |number: i32| Vec3::new((number % 3 - 1) as f32, (number / 3 % 3 - 1) as f32, (number / 9 - 1) as f32);
    (0..27).filter(|number| *number != 13).map(move |number| axis(number).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::{Collapse, MeshVertex};

    const SIDE: usize = 5;

    /// A height of each vertex of a square of 5 x 5.
    fn bumpy(mesh: &mut Mesh, height_m: impl Fn(usize, usize) -> f32) {
        for vertex in &mut mesh.vertices {
            let [x, _, z] = vertex.position_m;
            vertex.position_m[1] = height_m(x as usize, z as usize);
        }
    }

    /// A level square of 4 x 4 m, whose nine inner vertices are added one after the other by splitting their western
    /// neighbors.
    fn square() -> Mesh {
        let at = |x: usize, z: usize| z * SIDE + x;
        let is_inner = |number: usize| (1..4).contains(&(number % SIDE)) && (1..4).contains(&(number / SIDE));
        let mut order: Vec<usize> = (0..SIDE * SIDE).filter(|number| !is_inner(*number)).collect();
        order.extend((0..SIDE * SIDE).filter(|number| is_inner(*number)));
        let number_of = |vertex: usize| order.iter().position(|number| *number == vertex).unwrap();
        let vertices: Vec<MeshVertex> = order
            .iter()
            .map(|number| {
                let (x, z) = ((number % SIDE) as f32, (number / SIDE) as f32);
                MeshVertex { position_m: [x, 0.0, z], normal: [0.0, 1.0, 0.0], uv: [x / 4.0, z / 4.0] }
            })
            .collect();
        let cells = (0..16).map(|cell| (cell % 4, cell / 4));
        let full: Vec<[usize; 3]> = cells
            .flat_map(|(x, z)| {
                let corners = [at(x, z), at(x, z + 1), at(x + 1, z), at(x + 1, z + 1)].map(number_of);
                [[corners[0], corners[1], corners[2]], [corners[2], corners[1], corners[3]]]
            })
            .collect();
        // Undone from the last vertex on: each moves onto its western neighbor, and what becomes flat is removed.
        let onto = |vertex: usize| number_of(order[vertex] - 1);
        let moved = |mut corner: usize, newest: usize| {
            while corner > newest {
                corner = onto(corner);
            }
            corner
        };
        let removed_with = |triangle: &[usize; 3]| {
            let is_flat = |newest: &usize| {
                let corners = triangle.map(|corner| moved(corner, *newest));
                corners.contains(newest) && corners.contains(&onto(*newest))
            };
            (16..25).rev().find(is_flat).unwrap_or(0)
        };
        // Those that are removed first are the last ones.
        let mut triangles = full.clone();
        triangles.sort_by_key(removed_with);
        let (mut indices, mut index_changes, mut collapses) = (Vec::new(), Vec::new(), Vec::new());
        let lowest = triangles.iter().filter(|triangle| removed_with(triangle) == 0);
        indices.extend(lowest.flatten().map(|corner| moved(*corner, 15) as u16));
        let min_indices = indices.len();
        for newest in 16..25 {
            let first_change = index_changes.len();
            let corners = triangles.iter().flatten().take(indices.len()).enumerate();
            let changed = corners.filter(|(_, corner)| moved(**corner, newest) == newest);
            index_changes.extend(changed.map(|(place, _)| place as i32));
            let before = indices.len();
            let added = triangles.iter().filter(|triangle| removed_with(triangle) == newest);
            indices.extend(added.flatten().map(|corner| moved(*corner, newest) as u16));
            collapses.push(Collapse {
                indices_gained: (indices.len() - before) as i32,
                changes: (index_changes.len() - first_change) as i32,
                vertices_gained: 1,
                first_change: first_change as i32,
                collapses_to: onto(newest) as i32,
                flags: 0,
            });
        }
        let mesh =
            Mesh { min_vertices: 16, min_indices, vertices, indices, collapses, index_changes, ..Mesh::default() };
        let detail = mesh.full_detail();
        assert_eq!(
            sorted(detail.as_chunks::<3>().0.iter().map(|triangle| triangle.map(usize::from))),
            sorted(full.into_iter()),
            "the steps lead to the whole square"
        );
        mesh
    }

    /// Largest distance of points of a mesh's triangles from the surface of a level.
    fn distance_m(mesh: &Mesh, level: &[u16]) -> f32 {
        let corners =
            |triangle: &[u16; 3]| triangle.map(|corner| Vec3::from(mesh.vertices[usize::from(corner)].position_m));
        let level: Vec<_> = level.as_chunks::<3>().0.iter().map(corners).collect();
        let full = mesh.full_detail();
        let mut largest = 0.0_f32;
        for [a, b, c] in full.as_chunks::<3>().0.iter().map(corners) {
            for (u, v) in (0..=8).flat_map(|u| (0..=8 - u).map(move |v| (u as f32 / 8.0, v as f32 / 8.0))) {
                let point = a + (b - a) * u + (c - a) * v;
                let nearest =
                    level.iter().map(|triangle| from_triangle(point, *triangle)).fold(f32::INFINITY, f32::min);
                largest = largest.max(nearest);
            }
        }
        largest
    }

    /// Distance of a point from a triangle, by a fine grid of the triangle's points: a little too large.
    fn from_triangle(point: Vec3, [a, b, c]: [Vec3; 3]) -> f32 {
        let grid = (0..=16).flat_map(|u| (0..=16 - u).map(move |v| (u as f32 / 16.0, v as f32 / 16.0)));
        grid.map(|(u, v)| point.distance(a + (b - a) * u + (c - a) * v)).fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn levels_are_never_farther_from_the_full_surface_than_their_error() {
        let mut mesh = square();
        assert_eq!(mesh.full_detail().len(), 32 * 3);
        bumpy(&mut mesh, |x, z| if (1..4).contains(&x) { (x * z) as f32 * 0.1 } else { 0.0 });
        let levels = MeshLevels::new(&mesh);
        assert_eq!(levels.full(), mesh.full_detail());
        assert!(levels.all().len() >= 2, "inner vertices may move");
        for level in &levels.all()[1..] {
            let actual_m = distance_m(&mesh, &level.indices);
            // The grid of points is 1/16 of an edge of at most 4.3 m wide.
            assert!(actual_m <= level.error_m + 0.3 && level.error_m >= 1.0, "{actual_m} of {}", level.error_m);
            assert!(level.indices.len() < levels.full().len());
        }
    }

    #[test]
    fn the_coarsest_level_within_an_error_is_used() {
        let level = |error_m| MeshLevel { indices: vec![0; 3], error_m };
        let levels = MeshLevels { levels: [0.0, 0.1, 0.5].map(level).to_vec() };
        let within = [0.0, 0.09, 0.1, 0.4, 0.5, 9.0, f32::INFINITY].map(|error_m| levels.within(error_m));
        assert_eq!(within, [0, 0, 1, 1, 2, 2, 2]);
        assert_eq!((levels.within(f32::NAN), MeshLevels::default().within(1.0)), (0, 0));
    }

    #[test]
    fn borders_and_outermost_vertices_stay_where_they_are() {
        let mesh = square();
        let full = mesh.full_detail();
        let fixed = fixed_vertices(&mesh, &full);
        assert!(fixed[..16].iter().all(|fixed| *fixed), "the border");
        // Of a level square, all inner vertices are highest and lowest ones.
        assert!(fixed[16..].iter().all(|fixed| *fixed));
        assert_eq!(MeshLevels::new(&mesh).all().len(), 1, "so nothing may move");
    }

    #[test]
    fn texture_and_light_count_as_movements() {
        let errors = |change: fn(usize, &mut MeshVertex)| {
            let mut mesh = square();
            bumpy(&mut mesh, |x, z| if (1..4).contains(&x) { (x + z) as f32 * 0.01 } else { 0.0 });
            mesh.vertices.iter_mut().enumerate().for_each(|(number, vertex)| change(number, vertex));
            MeshLevels::new(&mesh).all().iter().map(|level| level.error_m).fold(0.0, f32::max)
        };
        let plain = errors(|_, _| ());
        assert!((2.9..3.5).contains(&plain), "{plain}: over three cells");
        let elsewhere = errors(|number, vertex| vertex.uv[0] += if number < 16 { 0.0 } else { 9.0 });
        assert!(elsewhere > plain * 4.0, "another place in the texture: {elsewhere}");
        // Narrow and without texture, so that movements are small and triangles long.
        let narrow = errors(|_, vertex| (vertex.position_m[0], vertex.uv) = (vertex.position_m[0] * 0.1, [0.0; 2]));
        let lit = errors(|number, vertex| {
            (vertex.position_m[0], vertex.uv) = (vertex.position_m[0] * 0.1, [0.0; 2]);
            vertex.normal[1] = if number < 16 { 1.0 } else { -1.0 };
        });
        assert!(narrow < 0.4 && lit > 0.9, "another light: {lit} instead of {narrow}");
    }

    #[test]
    fn levels_that_are_not_the_moved_surface_are_not_used() {
        let mut mesh = square();
        bumpy(&mut mesh, |x, z| if (1..4).contains(&x) { (x * z) as f32 * 0.1 } else { 0.0 });
        for step in &mut mesh.collapses {
            step.collapses_to = 0;
        }
        assert_eq!(MeshLevels::new(&mesh).all().len(), 1);
        mesh.collapses.iter_mut().for_each(|step| step.collapses_to = 999);
        assert_eq!(MeshLevels::new(&mesh).all().len(), 1, "targets that do not exist");
    }
}
