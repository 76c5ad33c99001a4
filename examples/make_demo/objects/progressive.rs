//! Levels of detail of a mesh: vertices are merged into their neighbors, and cards are left out, in the order in which
//! that is least visible.
//!
//! The cost of a merge is that of S. Melax, "A Simple, Fast, and Effective Polygon Reduction Algorithm" (1998): the
//! length of the edge times the bend of the surface at the vertex that goes.

use super::solid::Solid;
use glam::Vec3;
use gtd_viewer::formats::n3pmesh::{Collapse, DetailDistance, Mesh};
use std::collections::HashMap;

/// How far a mesh is seen in the client's terms: meters times the vertical field of view, at scale 1.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Up to this distance with all vertices.
    pub full: f32,
    /// From this distance on with its lowest level.
    pub far: f32,
    /// Whether the lowest level is nothing.
    pub ends: bool,
}

/// Merges with a higher cost are not made: the shape would be lost. In meters.
const HIGHEST_COST_M: f32 = 2.0;
/// Cosine of the largest angle by which a merge may turn a triangle.
const LEAST_TURN_COSINE: f32 = 0.2;

/// A step towards less detail.
struct Removal {
    /// Vertices that go, and those that take their corners.
    vertices: Vec<(u16, u16)>,
    /// Triangles that go, and their corners before.
    triangles: Vec<(usize, [u16; 3])>,
    /// Other corners that the step changes: triangle, corner, vertex before.
    changes: Vec<(usize, usize, u16)>,
}

/// A mesh in the course of its reduction.
struct Reduction<'a> {
    solid: &'a Solid,
    /// First vertex at the position of each vertex.
    places: Vec<u16>,
    /// Present corners of all triangles; none of those that are gone.
    triangles: Vec<Option<[u16; 3]>>,
    is_gone: Vec<bool>,
    cards_left: Vec<usize>,
    removals: Vec<Removal>,
}

/// The mesh with its levels.
pub fn mesh(name: &str, solid: &Solid, reach: Reach) -> Mesh {
    let mut reduction = Reduction {
        solid,
        places: places(solid),
        triangles: solid.triangles.iter().copied().map(Some).collect(),
        is_gone: vec![false; solid.vertices.len()],
        cards_left: (0..solid.cards.len()).collect(),
        removals: Vec::new(),
    };
    while let Some(removal) = reduction.cheapest(reach.ends) {
        reduction.apply(removal);
    }
    if reach.ends {
        reduction.remove_rest();
    }
    reduction.into_mesh(name, reach)
}

fn places(solid: &Solid) -> Vec<u16> {
    let same = |a: usize| solid.vertices.iter().position(|b| b.position_m == solid.vertices[a].position_m);
    (0..solid.vertices.len()).map(|vertex| same(vertex).unwrap_or(vertex) as u16).collect()
}

impl Reduction<'_> {
    fn position(&self, vertex: u16) -> Vec3 {
        self.solid.vertices[usize::from(vertex)].position_m.into()
    }

    fn is_of_card(&self, vertex: u16) -> bool {
        self.solid.cards.iter().any(|card| card.contains(&usize::from(vertex)))
    }

    /// The least visible step; none if nothing more can go.
    fn cheapest(&self, down_to_nothing: bool) -> Option<Removal> {
        let card = self.smallest_card(down_to_nothing);
        let merge = self.cheapest_merge();
        match (card, merge) {
            (Some((card_cost, card)), Some((cost, ..))) if card_cost < cost => Some(self.card_removal(card)),
            (_, Some((_, from, to))) => Some(self.merge(from, to)),
            (Some((_, card)), None) => Some(self.card_removal(card)),
            (None, None) => None,
        }
    }

    /// The card that shows least of those that may go: the first three stay to the end.
    fn smallest_card(&self, down_to_nothing: bool) -> Option<(f32, usize)> {
        const KEPT: usize = 3;
        if self.cards_left.len() <= KEPT || (!down_to_nothing && self.cards_left.len() <= KEPT + 1) {
            return None;
        }
        let size = |card: usize| {
            let range = &self.solid.cards[card];
            let corner = |at: usize| Vec3::from(self.solid.vertices[range.start + at].position_m);
            (corner(2) - corner(0)).length()
        };
        self.cards_left[KEPT..].iter().map(|card| (size(*card), *card)).min_by(|a, b| a.0.total_cmp(&b.0))
    }

    fn card_removal(&self, card: usize) -> Removal {
        let card = &self.solid.cards[card];
        let first = card.start as u16;
        self.removal(card.clone().rev().map(|vertex| (vertex as u16, first)).collect())
    }

    /// The cheapest merge of solid vertices along an edge. Positions are merged, with all vertices there.
    fn cheapest_merge(&self) -> Option<(f32, u16, u16)> {
        let solid = self.triangles.iter().flatten().filter(|corners| !self.is_of_card(corners[0]));
        let mut touching: HashMap<u16, Vec<[u16; 3]>> = HashMap::new();
        for corners in solid.clone() {
            let places = corners.map(|corner| self.places[usize::from(corner)]);
            places.iter().for_each(|place| touching.entry(*place).or_default().push(places));
        }
        let mut best: Option<(f32, u16, u16)> = None;
        for corners in solid {
            for (from, to) in [(0, 1), (1, 0), (1, 2), (2, 1), (2, 0), (0, 2)] {
                let (from, to) = (corners[from], corners[to]);
                let Some(cost) = self.merge_cost(&touching, from, to) else { continue };
                if cost <= HIGHEST_COST_M && best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, from, to));
                }
            }
        }
        best
    }

    /// Cost of merging a position into another; none if that would turn a triangle over.
    fn merge_cost(&self, touching: &HashMap<u16, Vec<[u16; 3]>>, from: u16, to: u16) -> Option<f32> {
        let (start, end) = (self.places[usize::from(from)], self.places[usize::from(to)]);
        let normal = |corners: [u16; 3]| {
            let [a, b, c] = corners.map(|corner| self.position(corner));
            (b - a).cross(c - a)
        };
        let around = touching.get(&start)?;
        let on_edge: Vec<Vec3> = around
            .iter()
            .filter(|corners| corners.contains(&end))
            .map(|corners| normal(*corners).normalize_or_zero())
            .collect();
        let mut bend = 0.0f32;
        for corners in around {
            let before = normal(*corners).normalize_or_zero();
            let bends = on_edge.iter().map(|side| (1.0 - before.dot(*side)) / 2.0);
            bend = bend.max(bends.fold(1.0, f32::min));
            if !corners.contains(&end) {
                let after = normal(corners.map(|corner| if corner == start { end } else { corner }));
                if after.normalize_or_zero().dot(before) <= LEAST_TURN_COSINE {
                    return None;
                }
            }
        }
        Some((self.position(end) - self.position(start)).length() * bend)
    }

    /// All vertices at a position go: each into that vertex of the other position that shares a triangle with it, or
    /// else has the most similar normal.
    fn merge(&self, from: u16, to: u16) -> Removal {
        let (start, end) = (self.places[usize::from(from)], self.places[usize::from(to)]);
        let there = |place: u16| {
            (0..self.solid.vertices.len() as u16)
                .filter(move |vertex| !self.is_gone[usize::from(*vertex)] && self.places[usize::from(*vertex)] == place)
        };
        let normal = |vertex: u16| Vec3::from(self.solid.vertices[usize::from(vertex)].normal);
        let shares = |a: u16, b: u16| self.triangles.iter().flatten().any(|c| c.contains(&a) && c.contains(&b));
        let target = |vertex: u16| {
            let merit =
                |other: &u16| normal(*other).dot(normal(vertex)) + if shares(vertex, *other) { 4.0 } else { 0.0 };
            there(end).max_by(|a, b| merit(a).total_cmp(&merit(b)).then(b.cmp(a))).unwrap_or(to)
        };
        self.removal(there(start).map(|vertex| (vertex, target(vertex))).collect())
    }

    fn removal(&self, vertices: Vec<(u16, u16)>) -> Removal {
        let (mut triangles, mut changes) = (Vec::new(), Vec::new());
        for (number, corners) in self.triangles.iter().enumerate() {
            let Some(corners) = *corners else { continue };
            let moved = |corner: u16| vertices.iter().find(|(from, _)| *from == corner).map_or(corner, |(_, to)| *to);
            let after = corners.map(moved);
            let [a, b, c] = after.map(|corner| self.position(corner));
            if after == corners {
                continue;
            }
            if a == b || b == c || c == a {
                triangles.push((number, corners));
            } else {
                let changed = (0..3).filter(|corner| corners[*corner] != after[*corner]);
                changes.extend(changed.map(|corner| (number, corner, corners[corner])));
            }
        }
        Removal { vertices, triangles, changes }
    }

    fn apply(&mut self, removal: Removal) {
        for (from, _) in &removal.vertices {
            self.is_gone[usize::from(*from)] = true;
        }
        self.cards_left.retain(|card| !self.is_gone[self.solid.cards[*card].start]);
        for (number, corner, before) in &removal.changes {
            let to = removal.vertices.iter().find(|(from, _)| from == before).map_or(*before, |(_, to)| *to);
            if let Some(corners) = &mut self.triangles[*number] {
                corners[*corner] = to;
            }
        }
        for (number, _) in &removal.triangles {
            self.triangles[*number] = None;
        }
        self.removals.push(removal);
    }

    /// Everything that is left goes in one step.
    fn remove_rest(&mut self) {
        let left = || (0..self.is_gone.len() as u16).filter(|vertex| !self.is_gone[usize::from(*vertex)]);
        let Some(first) = left().next() else { return };
        let vertices = left().rev().map(|vertex| (vertex, first)).collect();
        let all = self.triangles.iter().enumerate();
        let triangles = all.filter_map(|(number, corners)| corners.map(|corners| (number, corners))).collect();
        self.apply(Removal { vertices, triangles, changes: Vec::new() });
    }

    fn into_mesh(self, name: &str, reach: Reach) -> Mesh {
        // The lowest level first, then what each step adds, last removal first.
        let mut order: Vec<u16> =
            (0..self.is_gone.len() as u16).filter(|vertex| !self.is_gone[usize::from(*vertex)]).collect();
        let min_vertices = order.len();
        let mut triangles: Vec<(usize, [u16; 3])> = Vec::new();
        let rest = self.triangles.iter().enumerate();
        triangles.extend(rest.filter_map(|(number, corners)| corners.map(|corners| (number, corners))));
        let min_indices = triangles.len() * 3;
        for removal in self.removals.iter().rev() {
            order.extend(removal.vertices.iter().rev().map(|(vertex, _)| *vertex));
            triangles.extend(removal.triangles.iter().copied());
        }
        let new_number = |vertex: u16| order.iter().position(|old| *old == vertex).unwrap_or(0);
        let place = |triangle: usize| triangles.iter().position(|(number, _)| *number == triangle).unwrap_or(0);
        let (mut collapses, mut index_changes) = (Vec::new(), Vec::new());
        for removal in self.removals.iter().rev() {
            for (step, (vertex, to)) in removal.vertices.iter().rev().enumerate() {
                let is_last = step + 1 == removal.vertices.len();
                let first_change = index_changes.len() as i32;
                let changed = removal.changes.iter().filter(|(.., before)| before == vertex);
                index_changes.extend(changed.map(|(number, corner, _)| (place(*number) * 3 + corner) as i32));
                collapses.push(Collapse {
                    indices_gained: if is_last { removal.triangles.len() as i32 * 3 } else { 0 },
                    changes: index_changes.len() as i32 - first_change,
                    vertices_gained: 1,
                    first_change,
                    collapses_to: new_number(*to) as i32,
                    // Between the vertices of one step the game must not stop.
                    flags: u32::from(step > 0),
                });
            }
        }
        let indices = triangles.iter().flat_map(|(_, corners)| corners.map(|corner| new_number(corner) as u16));
        Mesh {
            name: name.as_bytes().to_vec(),
            min_vertices,
            min_indices,
            vertices: order.iter().map(|vertex| self.solid.vertices[usize::from(*vertex)]).collect(),
            indices: indices.collect(),
            distances: distances(order.len(), min_vertices, reach),
            collapses,
            index_changes,
        }
    }
}

/// The table of distances: full detail, a third of it half-way, the lowest level.
fn distances(most: usize, least: usize, reach: Reach) -> Vec<DetailDistance> {
    let entry = |distance: f32, vertices: usize| DetailDistance { distance, vertices: vertices as i32 };
    let middle = (reach.full + reach.far) * 0.5;
    vec![entry(reach.full, most), entry(middle, least + (most - least) / 3), entry(reach.far, least)]
}

#[cfg(test)]
mod tests {
    use super::super::solid::turn_y;
    use super::*;
    use gtd_viewer::formats::n3pmesh::Levels;

    fn solid() -> Solid {
        let mut solid = Solid::default();
        solid.block([-1.0, 0.0, -1.0], [1.0, 2.0, 1.0], 1.0);
        solid.stem([Vec3::ZERO, Vec3::new(0.0, 5.0, 0.0)], [0.4, 0.2], 6, 1.0);
        for turn in 0..5 {
            let mut card = Solid::default();
            card.upright_card(2.0 + turn as f32 * 0.1, 3.0, 5.0);
            let turned = |i: usize| {
                let vertex = card.vertices[i];
                let turn = turn_y(turn as f32);
                (turn * Vec3::from(vertex.position_m), turn * Vec3::from(vertex.normal), vertex.uv.into())
            };
            solid.card([0, 1, 2, 3].map(turned));
        }
        solid
    }

    /// Corner positions of each triangle from its lowest corner on, sorted.
    fn shape(vertices: &[gtd_viewer::formats::n3pmesh::MeshVertex], indices: &[u16]) -> Vec<Vec<u32>> {
        let corner = |index: &u16| vertices[usize::from(*index)];
        let bits = |corner: gtd_viewer::formats::n3pmesh::MeshVertex| {
            corner.position_m.iter().chain(&corner.uv).map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        let mut shape: Vec<Vec<u32>> = indices
            .chunks_exact(3)
            .map(|triangle| {
                let mut corners: Vec<Vec<u32>> = triangle.iter().map(|index| bits(corner(index))).collect();
                let first = (0..3).min_by_key(|i| corners[*i].clone()).unwrap();
                corners.rotate_left(first);
                corners.concat()
            })
            .collect();
        shape.sort();
        shape
    }

    #[test]
    fn full_detail_is_what_was_built_and_levels_grow() {
        for ends in [false, true] {
            let solid = solid();
            let mesh = mesh("test", &solid, Reach { full: 50.0, far: 400.0, ends });
            let parsed = Mesh::parse(&mesh.encode().unwrap()).unwrap();
            let built: Vec<u16> = solid.triangles.iter().flatten().copied().collect();
            assert_eq!(shape(&parsed.vertices, &parsed.full_detail()), shape(&solid.vertices, &built));
            assert_eq!(parsed.vertices_at(0.0), solid.vertices.len());
            assert_eq!(parsed.vertices_at(500.0), parsed.min_vertices);
            assert_eq!(parsed.min_vertices == 0, ends);
            // Wherever the game may stop, each corner is a vertex in use and no triangle has an edge of no length.
            let mut levels = Levels::lowest(&parsed);
            let mut sizes = Vec::new();
            for step in 0..=parsed.collapses.len() {
                if parsed.collapses.get(step).is_none_or(|next| !next.never_stops_before()) {
                    let level = levels.level();
                    assert!(level.indices.iter().all(|index| usize::from(*index) < level.vertices), "step {step}");
                    for triangle in level.indices.chunks_exact(3) {
                        let [a, b, c] = [0, 1, 2].map(|i| parsed.vertices[usize::from(triangle[i])].position_m);
                        assert!(a != b && b != c && c != a, "step {step}");
                    }
                    sizes.push(level.indices.len() / 3);
                }
                levels.refine();
            }
            assert!(sizes.is_sorted() && sizes.len() > 6, "{sizes:?}");
        }
    }
}
