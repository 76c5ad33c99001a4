//! Skirts: which edges of the drawn nodes have one, and how deep it is.

use super::Selection;
use crate::scene::space::PATCH_TILES;
use crate::scene::terrain::nodes::{NodeId, NodeTree};

/// Least depth of a skirt as a fraction of a cell's side: covers pixels that rasterization leaves out where vertices of
/// one node lie on an edge of another.
const LEAST_CELLS: f32 = 0.05;

impl Selection {
    /// Marks the edges with a neighbor of another level. Both surfaces differ from the full-detail one by at most their
    /// errors, so no crack is deeper than the sum.
    pub(super) fn mark_skirts(&mut self, tree: &NodeTree) {
        let Selection { drawn, split_in, drawn_in, walk, .. } = self;
        let split = |id: NodeId| split_in[tree.index(id)] == *walk;
        // a coarser node is drawn there, unless it is outside the view
        let coarser = |mut id: NodeId| {
            while id != tree.root() {
                id = id.parent();
                if drawn_in[tree.index(id)] == *walk {
                    return Some(id);
                }
            }
            None
        };
        for node in drawn {
            let side = tree.side(node.id.level) as i32;
            let mut other_m: f32 = 0.0;
            for (bit, (dx, dz)) in [(-1, 0), (1, 0), (0, -1), (0, 1)].into_iter().enumerate() {
                let (x, z) = (i32::from(node.id.x) + dx, i32::from(node.id.z) + dz);
                if x < 0 || z < 0 || x >= side || z >= side {
                    continue;
                }
                let neighbor = NodeId { level: node.id.level, x: x as u16, z: z as u16 };
                let met = match () {
                    // its finer nodes have smaller errors
                    () if split(neighbor) => Some(neighbor),
                    () if !split(neighbor.parent()) => coarser(neighbor),
                    () => None,
                };
                if let Some(met) = met {
                    node.skirts |= 1 << bit;
                    other_m = other_m.max(tree.shape(met).error_m);
                }
            }
            if node.skirts != 0 {
                let cell_m = node.id.side_m() / PATCH_TILES as f32;
                node.skirt_m = tree.shape(node.id).error_m + other_m + cell_m * LEAST_CELLS;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use crate::scene::terrain::heights::Heights;
    use crate::scene::terrain::select::{Detail, LodRules, ViewParams};
    use glam::camera::lh::{proj::directx, view};
    use glam::{DVec3, Vec3};

    const SIDE: u32 = 257;

    fn records() -> Vec<MapRecord> {
        let height = |i: u32| ((i / SIDE) as f32 * 0.31).sin() * 9.0 + ((i % SIDE) as f32 * 0.17).cos() * 7.0;
        (0..SIDE * SIDE).map(|i| MapRecord::new(height(i), PackedTile::default())).collect()
    }

    /// Height of a node's surface at a grid vertex on its eastern or western edge: linear between its samples.
    fn on_edge(heights: &Heights, id: NodeId, x: u32, z: u32) -> f32 {
        let stride = id.stride();
        let low = z / stride * stride;
        let part = (z - low) as f32 / stride as f32;
        heights.at(x, low) * (1.0 - part) + heights.at(x, low + stride) * part
    }

    #[test]
    fn skirts_are_as_deep_as_the_cracks_and_hardly_deeper_than_the_errors() {
        let records = records();
        let heights = Heights::new(&records, SIDE).unwrap();
        let tree = NodeTree::new(heights);
        let forward = Vec3::new(0.5, -0.2, 0.8).normalize();
        let clip_from_eye =
            directx::perspective_infinite_reverse(1.0, 1.6, 0.5) * view::look_to_mat4(Vec3::ZERO, forward, Vec3::Y);
        let eye = DVec3::new(100.0, 40.0, 100.0);
        let view_params = ViewParams { eye, clip_from_eye, px_per_m: 660.0, flat: false };
        let mut selection = Selection::default();
        let mut cracks = 0;
        for detail in [Detail::Screen { tile_px: 3.3, error_px: 1.0 }, Detail::Classic] {
            selection.walk(&tree, &view_params, &LodRules { detail, view_distance_m: f32::INFINITY }, |_| true);
            for node in selection.drawn.iter().filter(|node| node.skirts & 2 != 0) {
                let side = 8 << node.id.level;
                let (x0, z0) = node.id.first_vertex();
                for z in z0..=z0 + side {
                    let x = x0 + side;
                    let own = on_edge(&heights, node.id, x, z);
                    for other in selection.drawn.iter().filter(|other| {
                        let (x1, z1) = other.id.first_vertex();
                        x1 == x && z1 <= z && z <= z1 + (8 << other.id.level)
                    }) {
                        let deep = own - on_edge(&heights, other.id, x, z);
                        cracks += u32::from(deep > 0.01);
                        assert!(deep <= node.skirt_m, "{node:?} beside {other:?}: a crack of {deep} m");
                    }
                }
            }
            let coarsest = tree.shape(tree.root()).error_m;
            assert!(selection.drawn.iter().all(|node| node.skirt_m <= 2.0 * coarsest + 4.0));
        }
        assert!(cracks > 10, "{cracks}");
    }
}
