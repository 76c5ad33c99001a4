//! Quadtree LOD selection: nodes to draw now, and nodes to stream in.
//!
//! The walk goes from the root to finer nodes, nearest first, and skips nodes outside the view. A node is split while
//! it is within the range in which tiles are drawn, or while its error on the screen exceeds the allowed number of
//! pixels, provided that its children are in GPU memory. Missing children are requested and their parent is drawn
//! meanwhile, so there is never a hole. Where a drawn node meets a neighbor of another level its edge gets a skirt,
//! which hides the crack without restricting the levels of neighbors.

mod skirts;

use crate::scene::raster::color_cells::FINEST_PAGE_LEVEL;
use crate::scene::space::PATCH_M;
use crate::scene::terrain::cull::Frustum;
use crate::scene::terrain::nodes::{NodeId, NodeTree};
use crate::scene::terrain::shores::Shores;
use glam::{DVec3, Mat4, Vec3};
use std::sync::Arc;

/// Eye and projection of a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewParams {
    /// World position of the eye in meters.
    pub eye: DVec3,
    /// Projection from eye-relative positions to clip space.
    pub clip_from_eye: Mat4,
    /// Pixels per meter: at 1 m distance under perspective, everywhere for a `flat` view.
    pub px_per_m: f32,
    /// Orthographic projection, as in the map view.
    pub flat: bool,
}

impl ViewParams {
    /// The view of one piece of a picture that is cut into `pieces` x `pieces`, each with the pixels of the whole:
    /// column 0 is the left one, row 0 the upper one. The assembled pieces are the same picture at `pieces` times the
    /// resolution.
    pub fn piece(&self, [column, row]: [u32; 2], pieces: u32) -> ViewParams {
        let [n, column, row] = [pieces, column, row].map(|count| count as f32);
        let (x, y) = (n - 1.0 - 2.0 * column, 2.0 * row + 1.0 - n);
        let part_from_whole =
            Mat4::from_cols_array_2d(&[[n, 0.0, 0.0, 0.0], [0.0, n, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [x, y, 0.0, 1.0]]);
        ViewParams { clip_from_eye: part_from_whole * self.clip_from_eye, px_per_m: self.px_per_m * n, ..*self }
    }

    /// Color map level whose texels match the pixels at a distance (0 is one texel per meter); at most `levels`.
    pub fn page_level(&self, distance_m: f32, levels: u8) -> u8 {
        let m_per_px = if self.flat { 1.0 } else { distance_m } / self.px_per_m;
        (m_per_px.max(1.0).log2() as u8).min(levels)
    }
}

/// Policy of detail by distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Detail {
    /// Every patch in full.
    Full,
    /// Limited by the error on the screen.
    Screen {
        /// Tiles are drawn while a meter covers at least this many pixels; 0 draws them to the horizon.
        tile_px: f32,
        /// Maximum distance in pixels between the drawn surface and the full-detail one.
        error_px: f32,
    },
    /// The three levels of the client: tiles of 4 m, then cells of 16 m, then of 32 m.
    Classic,
}

/// Far clip of the client in meters, from which its levels follow.
pub const CLASSIC_FAR_M: f32 = 512.0;
/// Range of tiles in the client, in patches: max(2, floor(3 far / 512)).
const CLASSIC_TILE_PATCHES: f32 = 3.0;
/// Range of 16 m cells beyond the tiles, in patches.
const CLASSIC_MIDDLE_PATCHES: f32 = 3.0;

/// Detail policy and view distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LodRules {
    /// Policy of detail by distance.
    pub detail: Detail,
    /// Horizontal distance in meters from the eye to the nearest point of a node beyond which it is skipped.
    pub view_distance_m: f32,
}

impl LodRules {
    /// Allowed error on the screen in pixels; none where levels do not depend on it.
    pub fn error_px(&self) -> Option<f32> {
        match self.detail {
            Detail::Screen { error_px, .. } => Some(error_px),
            Detail::Full | Detail::Classic => None,
        }
    }

    /// Distance in meters within which tiles are drawn with their textures.
    pub fn tile_range_m(&self, view_params: &ViewParams) -> f32 {
        match self.detail {
            Detail::Full => f32::INFINITY,
            Detail::Classic => (CLASSIC_TILE_PATCHES + 0.5) * PATCH_M,
            Detail::Screen { tile_px, .. } if view_params.flat => {
                if view_params.px_per_m >= tile_px {
                    f32::INFINITY
                } else {
                    0.0
                }
            }
            Detail::Screen { tile_px, .. } => view_params.px_per_m / tile_px,
        }
    }
}

/// A node selected for drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnNode {
    /// The node to draw.
    pub id: NodeId,
    /// Edges with a neighbor of another level: bit 0 west, 1 east, 2 south, 3 north.
    pub skirts: u8,
    /// Depth of the skirts in meters: at least that of the cracks.
    pub skirt_m: f32,
    /// Distance in meters from the eye to the nearest and the farthest point of its box.
    pub reach_m: [f32; 2],
}

/// Result of a walk. Reused from frame to frame, so that the steady state allocates nothing.
#[derive(Default)]
pub struct Selection {
    /// Number of page levels of the color map: a node is split until one page is fine enough for all of it.
    pub page_levels: u8,
    /// Where water is drawn that meets the terrain: seen from straight above it is compared with full-detail heights.
    pub shores: Option<Arc<Shores>>,
    /// Nodes to draw, nearest first.
    pub drawn: Vec<DrawnNode>,
    /// Nodes to stream in, most urgent first.
    pub wanted: Vec<NodeId>,
    /// All nodes that the walk visited: drawn ones and their ancestors. They must not be evicted.
    pub used: Vec<NodeId>,
    /// Walk number in which each node was last split and last drawn, by node index.
    split_in: Vec<u32>,
    drawn_in: Vec<u32>,
    walk: u32,
    stack: Vec<NodeId>,
}

impl Selection {
    /// Walks the tree for a view. `resident` returns by node index whether a node is in GPU memory.
    pub fn walk(
        &mut self,
        tree: &NodeTree,
        view_params: &ViewParams,
        rules: &LodRules,
        resident: impl Fn(usize) -> bool,
    ) {
        self.drawn.clear();
        self.wanted.clear();
        self.used.clear();
        self.split_in.resize(tree.node_count(), 0);
        self.drawn_in.resize(tree.node_count(), 0);
        self.walk = self.walk.wrapping_add(1);
        let frustum = Frustum::new(view_params.clip_from_eye);
        let root = tree.root();
        if !resident(tree.index(root)) {
            self.wanted.push(root);
            return;
        }
        self.stack.push(root);
        while let Some(id) = self.stack.pop() {
            let place = PlacedNode::new(tree, id, view_params);
            if place.distance_xz_m() > rules.view_distance_m || !frustum.sees_box(place.min, place.max) {
                continue;
            }
            self.used.push(id);
            match id.children() {
                Some(children) if self.wants_split(tree, id, &place, view_params, rules) => {
                    let before = self.wanted.len();
                    self.wanted.extend(children.iter().filter(|&&child| !resident(tree.index(child))));
                    if self.wanted.len() > before {
                        self.draw(tree, id, &place);
                    } else {
                        self.split_in[tree.index(id)] = self.walk;
                        self.push_far_to_near(children, id, view_params.eye);
                    }
                }
                _ => self.draw(tree, id, &place),
            }
        }
        self.mark_skirts(tree);
    }

    fn draw(&mut self, tree: &NodeTree, id: NodeId, place: &PlacedNode) {
        self.drawn.push(DrawnNode { id, skirts: 0, skirt_m: 0.0, reach_m: place.reach_m() });
        self.drawn_in[tree.index(id)] = self.walk;
    }

    fn wants_split(
        &self,
        tree: &NodeTree,
        id: NodeId,
        place: &PlacedNode,
        view_params: &ViewParams,
        rules: &LodRules,
    ) -> bool {
        let (distance_m, page_levels) = (place.to_nearest().length(), self.page_levels);
        let page_level = view_params.page_level(distance_m, page_levels);
        let wants_page = page_level < page_levels && id.level > FINEST_PAGE_LEVEL + page_level;
        match rules.detail {
            Detail::Full => true,
            Detail::Classic => {
                let patches = place.distance_xz_m() / PATCH_M;
                let finest = match () {
                    () if patches <= CLASSIC_TILE_PATCHES => 0,
                    () if patches <= CLASSIC_TILE_PATCHES + CLASSIC_MIDDLE_PATCHES => 2,
                    () => 3,
                };
                id.level > finest
            }
            // heights do not show from above, except where water covers the lower ones
            Detail::Screen { .. } if view_params.flat => {
                wants_page || rules.tile_range_m(view_params) > 0.0 || self.is_shore(tree, id)
            }
            Detail::Screen { error_px, .. } => {
                let shown_px = tree.shape(id).error_m * view_params.px_per_m / distance_m.max(1e-3);
                wants_page || distance_m < rules.tile_range_m(view_params) || shown_px > error_px
            }
        }
    }

    fn is_shore(&self, tree: &NodeTree, id: NodeId) -> bool {
        self.shores.as_ref().is_some_and(|shores| shores.is_shore(tree.index(id)))
    }

    /// Pushes children so that the nearest one is popped first.
    fn push_far_to_near(&mut self, [sw, nw, se, ne]: [NodeId; 4], parent: NodeId, eye: DVec3) {
        let (x0, z0) = parent.first_vertex();
        let half = f64::from(parent.side_m()) * 0.5;
        let east = eye.x > f64::from(x0) * 4.0 + half;
        let north = eye.z > f64::from(z0) * 4.0 + half;
        self.stack.extend(match (east, north) {
            (false, false) => [ne, nw, se, sw],
            (false, true) => [se, sw, ne, nw],
            (true, false) => [nw, ne, sw, se],
            (true, true) => [sw, se, nw, ne],
        });
    }
}

/// A node's box relative to the eye.
struct PlacedNode {
    min: Vec3,
    max: Vec3,
}

impl PlacedNode {
    fn new(tree: &NodeTree, id: NodeId, view_params: &ViewParams) -> PlacedNode {
        let shape = tree.shape(id);
        let (x0, z0) = id.first_vertex();
        let south_west = DVec3::new(f64::from(x0) * 4.0, f64::from(shape.min_m), f64::from(z0) * 4.0);
        let min = (south_west - view_params.eye).as_vec3();
        PlacedNode { min, max: min + Vec3::new(id.side_m(), shape.max_m - shape.min_m, id.side_m()) }
    }

    /// From the eye to the nearest point of the box.
    fn to_nearest(&self) -> Vec3 {
        Vec3::ZERO.clamp(self.min, self.max)
    }

    /// Distances of the nearest and the farthest point of the box.
    fn reach_m(&self) -> [f32; 2] {
        [self.to_nearest().length(), self.min.abs().max(self.max.abs()).length()]
    }

    fn distance_xz_m(&self) -> f32 {
        let near = self.to_nearest();
        near.x.hypot(near.z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use crate::scene::terrain::heights::Heights;
    use glam::camera::lh::{proj::directx, view};

    fn hills(side: u32) -> NodeTree {
        let height = |i: u32| ((i / side) as f32 * 0.3).sin() * 9.0 + ((i % side) as f32 * 0.17).cos() * 7.0;
        let records: Vec<_> = (0..side * side).map(|i| MapRecord::new(height(i), PackedTile::default())).collect();
        NodeTree::new(Heights::new(&records, side).unwrap())
    }

    fn view_params(eye: DVec3, yaw: f32, pitch: f32) -> ViewParams {
        let forward = Vec3::new(yaw.sin() * pitch.cos(), pitch.sin(), yaw.cos() * pitch.cos());
        let clip_from_eye =
            directx::perspective_infinite_reverse(1.0, 1.6, 0.5) * view::look_to_mat4(Vec3::ZERO, forward, Vec3::Y);
        ViewParams { eye, clip_from_eye, px_per_m: 660.0, flat: false }
    }

    // tiles within 200 m at 660 pixels per meter
    const RULES: LodRules =
        LodRules { detail: Detail::Screen { tile_px: 3.3, error_px: 1.0 }, view_distance_m: f32::INFINITY };
    const FULL: LodRules = LodRules { detail: Detail::Full, ..RULES };

    /// Every patch that passes an independent box test must be covered by exactly one drawn node.
    fn assert_covers(tree: &NodeTree, selection: &Selection, view_params: &ViewParams) {
        let frustum = Frustum::new(view_params.clip_from_eye);
        for x in 0..tree.side(0) as u16 {
            for z in 0..tree.side(0) as u16 {
                let mut at = NodeId { level: 0, x, z };
                let place = PlacedNode::new(tree, at, view_params);
                let mut covers = 0;
                loop {
                    covers += selection.drawn.iter().filter(|drawn| drawn.id == at).count();
                    if at == tree.root() {
                        break;
                    }
                    at = at.parent();
                }
                let seen = frustum.sees_box(place.min, place.max);
                assert!(covers == 1 || (covers == 0 && !seen), "patch {x}, {z}: {covers} nodes, seen {seen}");
            }
        }
    }

    #[test]
    fn visible_patches_are_drawn_once() {
        let tree = hills(513);
        let mut selection = Selection::default();
        for step in 0..40 {
            let eye = DVec3::new(50.0 * f64::from(step), 30.0, 1000.0);
            let view_params = view_params(eye, step as f32 * 0.7, -0.3);
            selection.walk(&tree, &view_params, &RULES, |_| true);
            assert_covers(&tree, &selection, &view_params);
            assert!(selection.drawn.len() < 2000, "{} drawn of 4096 patches", selection.drawn.len());
        }
    }

    #[test]
    fn without_children_the_parent_is_drawn_and_the_children_wanted() {
        let tree = hills(257);
        let view_params = view_params(DVec3::new(500.0, 30.0, 500.0), 0.4, -0.3);
        let mut selection = Selection::default();
        selection.walk(&tree, &view_params, &RULES, |_| false);
        assert_eq!((selection.drawn.len(), &selection.wanted[..]), (0, &[tree.root()][..]));
        let mut resident = vec![false; tree.node_count()];
        for _ in 0..20 {
            for &id in &selection.wanted {
                resident[tree.index(id)] = true;
            }
            selection.walk(&tree, &view_params, &RULES, |i| resident[i]);
            assert_covers(&tree, &selection, &view_params);
            if selection.wanted.is_empty() {
                return;
            }
        }
        panic!("the walk never came to rest");
    }

    #[test]
    fn full_detail_draws_patches_only_and_needs_no_skirts() {
        let tree = hills(257);
        let view_params = view_params(DVec3::new(500.0, 30.0, 500.0), 0.4, -0.3);
        let mut selection = Selection::default();
        selection.walk(&tree, &view_params, &FULL, |_| true);
        assert!(selection.drawn.iter().all(|node| node.id.level == 0 && node.skirts == 0));
        assert!(!selection.drawn.is_empty());
    }

    #[test]
    fn view_distance_is_kept() {
        let tree = hills(257);
        let view_params = view_params(DVec3::new(512.0, 200.0, 512.0), 0.0, -0.5);
        let mut selection = Selection::default();
        selection.walk(&tree, &view_params, &LodRules { view_distance_m: 100.0, ..FULL }, |_| true);
        assert!(!selection.drawn.is_empty());
        for node in &selection.drawn {
            assert!(PlacedNode::new(&tree, node.id, &view_params).distance_xz_m() <= 100.0);
        }
    }

    #[test]
    fn classic_is_nowhere_coarser_than_the_client() {
        let tree = hills(513);
        let view_params = view_params(DVec3::new(1000.0, 60.0, 1000.0), 0.3, -0.1);
        let mut selection = Selection::default();
        let rules = LodRules { detail: Detail::Classic, view_distance_m: CLASSIC_FAR_M };
        selection.walk(&tree, &view_params, &rules, |_| true);
        assert!(selection.drawn.iter().any(|node| node.id.level == 3));
        for node in &selection.drawn {
            let patches = PlacedNode::new(&tree, node.id, &view_params).distance_xz_m() / PATCH_M;
            let most = if patches <= 3.0 {
                0
            } else if patches <= 6.0 {
                2
            } else {
                3
            };
            assert!(node.id.level <= most, "{node:?} at {patches} patches");
        }
    }

    #[test]
    fn levels_that_meet_have_skirts() {
        let tree = hills(257);
        let view_params = view_params(DVec3::new(100.0, 40.0, 100.0), 0.78, -0.2);
        let mut selection = Selection::default();
        selection.walk(&tree, &view_params, &RULES, |_| true);
        let levels: std::collections::BTreeSet<u8> = selection.drawn.iter().map(|node| node.id.level).collect();
        assert!(levels.len() > 1);
        assert!(selection.drawn.iter().any(|node| node.skirts != 0));
        assert!(selection.drawn.iter().any(|node| node.skirts == 0));
    }
}
