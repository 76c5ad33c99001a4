//! Nodes of the detail quadtree in which water may meet the terrain.

use crate::scene::terrain::nodes::{NodeId, NodeTree};
use crate::scene::water::WaterMesh;
use glam::Vec3;

/// Maximum number of nodes that are compared with triangles; beyond it every node counts as a shore. Real zones need
/// some thousands.
const MAX_STEPS: u64 = 1 << 23;

/// By node index, whether water lies within the node's range of heights. Elsewhere all of the terrain is above the water
/// or all of it below, at any level of detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shores(Vec<bool>);

/// A triangle's box.
struct WaterBox {
    min: Vec3,
    max: Vec3,
}

struct Marking<'a> {
    tree: &'a NodeTree,
    shores: Vec<bool>,
    steps: u64,
}

impl Shores {
    /// Compares the triangles of a zone's water with the boxes of its nodes.
    pub fn new(tree: &NodeTree, water: &WaterMesh) -> Shores {
        let mut marking = Marking { tree, shores: vec![false; tree.node_count()], steps: 0 };
        for triangle in water.indices.as_chunks().0 {
            marking.mark(tree.root(), &WaterBox::of(water, triangle));
            if marking.steps > MAX_STEPS {
                return Shores(vec![true; tree.node_count()]);
            }
        }
        Shores(marking.shores)
    }

    /// Whether water may meet the terrain in the node with an index.
    pub fn is_shore(&self, node: usize) -> bool {
        self.0.get(node).is_some_and(|shore| *shore)
    }
}

impl WaterBox {
    fn of(water: &WaterMesh, triangle: &[u32; 3]) -> WaterBox {
        let corners = triangle.map(|index| water.points.get(index as usize).map_or(Vec3::NAN, |p| p.position.into()));
        let min = corners.into_iter().reduce(Vec3::min).unwrap_or(Vec3::NAN);
        let max = corners.into_iter().reduce(Vec3::max).unwrap_or(Vec3::NAN);
        WaterBox { min, max }
    }
}

impl Marking<'_> {
    /// Marks the patches that a box meets, and the nodes above them; returns whether there are any.
    fn mark(&mut self, id: NodeId, water: &WaterBox) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS || !self.meets(id, water) {
            return false;
        }
        let shore = match id.children() {
            Some(children) => children.map(|child| self.mark(child, water)).contains(&true),
            None => true,
        };
        self.shores[self.tree.index(id)] |= shore;
        shore
    }

    fn meets(&self, id: NodeId, water: &WaterBox) -> bool {
        let shape = self.tree.shape(id);
        let (x, z) = id.first_vertex();
        let min = Vec3::new(x as f32 * 4.0, shape.min_m, z as f32 * 4.0);
        let max = Vec3::new(min.x + id.side_m(), shape.max_m, min.z + id.side_m());
        water.min.cmple(max).all() && water.max.cmpge(min).all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, WaterVertex};
    use crate::scene::terrain::Terrain;

    /// A slope that rises eastward from 0 to 64 m, 256 m wide, under a pond at `level_m`.
    fn slope(level_m: f32, extent_m: f32) -> (Terrain, WaterMesh) {
        let mut draft = Draft::flat(Header::versioned(1, "slope"), 65);
        for x in 0..65 {
            for z in 0..65 {
                draft.records[x * 65 + z] = MapRecord::new(x as f32, PackedTile::default());
            }
        }
        let corner = |x: f32, z: f32| WaterVertex::new([x, level_m, z], [0.0, 1.0, 0.0], u32::MAX, [x, z]);
        let grid = [(0.0, 0.0), (extent_m, 0.0), (0.0, extent_m), (extent_m, extent_m)];
        draft.ponds = vec![Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "a.dxt")];
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let mesh = WaterMesh::new(&gtd);
        (Terrain::new(gtd), mesh)
    }

    #[test]
    fn only_nodes_that_the_water_passes_through_are_shores() {
        let (terrain, mesh) = slope(20.0, 256.0);
        let (tree, shores) = (terrain.tree(), Shores::new(terrain.tree(), &mesh));
        for x in 0..8 {
            for z in 0..8 {
                let is = shores.is_shore(tree.index(NodeId { level: 0, x, z }));
                assert_eq!(is, x == 2, "16 to 24 m high: the third column, not patch {x}, {z}");
            }
        }
        assert!(shores.is_shore(tree.index(tree.root())));
        assert!(!shores.is_shore(tree.index(NodeId { level: 1, x: 0, z: 0 })), "under water as a whole");
    }

    #[test]
    fn water_above_below_or_beside_the_terrain_has_no_shore() {
        for (level_m, extent_m) in [(-1.0, 256.0), (65.0, 256.0), (20.0, -50.0), (f32::NAN, 256.0)] {
            let (terrain, mesh) = slope(level_m, extent_m);
            let shores = Shores::new(terrain.tree(), &mesh);
            assert!(!shores.is_shore(terrain.tree().index(terrain.tree().root())), "{level_m} {extent_m}");
        }
    }
}
