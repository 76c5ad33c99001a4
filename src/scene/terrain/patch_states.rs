//! Patch states after a walk of the quadtree, for the visualization of culling and streaming.

use crate::scene::terrain::nodes::{NodeId, NodeTree};
use crate::scene::terrain::select::Selection;

/// State of a patch. Where several apply, the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PatchState {
    /// Outside the view, and full detail is not in GPU memory.
    Culled,
    /// Outside the view, and full detail is in GPU memory.
    Resident,
    /// In the view, drawn in full or as part of a coarser node.
    Drawn,
    /// In the view, and finer detail is on its way to the GPU.
    Loading,
}

impl PatchState {
    /// All states, in the order of counts and legend.
    pub const ALL: [PatchState; 4] = [PatchState::Culled, PatchState::Resident, PatchState::Drawn, PatchState::Loading];

    /// Tint of the state: red, green, blue, opacity.
    pub fn rgba(self) -> [u8; 4] {
        match self {
            PatchState::Culled => [120, 40, 44, 170],
            PatchState::Resident => [40, 110, 230, 140],
            PatchState::Drawn => [80, 220, 110, 70],
            PatchState::Loading => [250, 180, 30, 170],
        }
    }
}

/// The states of all patches of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatchStates {
    side: u32,
    states: Vec<PatchState>,
}

impl PatchStates {
    /// Derives the states from a walk; `resident` returns by node index whether a node is in GPU memory.
    pub fn read(&mut self, tree: &NodeTree, walk: &Selection, resident: impl Fn(usize) -> bool) {
        self.side = tree.patches_per_side();
        self.states.clear();
        self.states.extend((0..self.side * self.side).map(|i| {
            // row 0 in the north
            let (x, z) = (i % self.side, self.side - 1 - i / self.side);
            let patch = NodeId { level: 0, x: x as u16, z: z as u16 };
            if resident(tree.index(patch)) { PatchState::Resident } else { PatchState::Culled }
        }));
        walk.drawn.iter().for_each(|node| self.fill(node.id, PatchState::Drawn));
        walk.wanted.iter().for_each(|&id| self.fill(id, PatchState::Loading));
    }

    fn fill(&mut self, id: NodeId, state: PatchState) {
        let (x, z, reach) = (u32::from(id.x) << id.level, u32::from(id.z) << id.level, 1 << id.level);
        for z in z..z + reach {
            let row = ((self.side - 1 - z) * self.side + x) as usize;
            self.states[row..row + reach as usize].fill(state);
        }
    }

    /// Patches on a side.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// States row by row from the north, each row from the west.
    pub fn states(&self) -> &[PatchState] {
        &self.states
    }

    /// State of the patch at this column from the west and row from the south.
    pub fn at(&self, x: u32, z: u32) -> PatchState {
        self.states[((self.side - 1 - z) * self.side + x) as usize]
    }

    /// Number of patches by state, in the order of [`PatchState::ALL`].
    pub fn counts(&self) -> [u32; 4] {
        let mut counts = [0; 4];
        self.states.iter().for_each(|state| counts[*state as usize] += 1);
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, Pose, View};
    use crate::formats::gtd::{MapRecord, PackedTile};
    use crate::scene::space::PATCH_M;
    use crate::scene::terrain::heights::Heights;
    use crate::scene::terrain::select::{Detail, LodRules, ViewParams};
    use glam::{DVec3, Vec3};

    const SIDE: u32 = 257;

    fn hills() -> Vec<MapRecord> {
        let height = |x: f32, z: f32| 30.0 * (x * 0.07).sin() * (z * 0.05).cos();
        let at = |i: u32| height((i / SIDE) as f32, (i % SIDE) as f32);
        (0..SIDE * SIDE).map(|i| MapRecord::new(at(i), PackedTile::default())).collect()
    }

    fn view_params(pose: Pose) -> ViewParams {
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [640, 360]);
        ViewParams { eye: pose.eye, clip_from_eye: view.clip_from_camera_relative(), px_per_m: 311.0, flat: false }
    }

    /// Visibility of a point by projection: an oracle independent of boxes and planes.
    fn sees(view_params: &ViewParams, point: DVec3, view_distance_m: f32) -> bool {
        let off = (point - view_params.eye).as_vec3();
        let clip = view_params.clip_from_eye * off.extend(1.0);
        let flat = Vec3::new(off.x, 0.0, off.z).length();
        clip.x.abs() <= clip.w && clip.y.abs() <= clip.w && clip.z <= clip.w && flat <= view_distance_m
    }

    #[test]
    fn frozen_culling_agrees_with_the_oracle() {
        let records = hills();
        let heights = Heights::new(&records, SIDE).unwrap();
        let tree = NodeTree::new(heights);
        let mut states = PatchStates::default();
        for (yaw, pitch, far_m) in [(30.0, -10.0, f32::INFINITY), (200.0, -35.0, 200.0), (275.0, 5.0, 350.0)] {
            let view_params = view_params(Pose::new(DVec3::new(500.0, 60.0, 520.0), yaw, pitch));
            let rules = LodRules { detail: Detail::Full, view_distance_m: far_m };
            let mut walk = Selection::default();
            walk.walk(&tree, &view_params, &rules, |_| true);
            states.read(&tree, &walk, |_| true);
            let (mut seen, mut unseen) = (0, 0);
            for x in 0..32 {
                for z in 0..32 {
                    let mut points = (0..=8).flat_map(|i| (0..=8).map(move |j| (x * 8 + i, z * 8 + j)));
                    let point =
                        |(x, z)| DVec3::new(f64::from(x) * 4.0, f64::from(heights.at(x, z)), f64::from(z) * 4.0);
                    let any = points.any(|at| sees(&view_params, point(at), far_m));
                    let drawn = states.at(x, z) == PatchState::Drawn;
                    assert!(drawn || !any, "patch {x}, {z} is seen and not drawn");
                    let middle = point((x * 8 + 4, z * 8 + 4));
                    let beyond = (middle - view_params.eye).as_vec3();
                    // two patches behind the eye nothing may pass
                    let behind =
                        beyond.dot(Pose::new(view_params.eye, yaw, pitch).forward().as_vec3()) < -2.0 * PATCH_M;
                    assert!(!(behind && drawn), "patch {x}, {z} lies behind and is drawn");
                    seen += u32::from(any);
                    unseen += u32::from(!drawn);
                }
            }
            assert!(seen > 20 && unseen > 400, "{seen} {unseen}");
            assert_eq!(states.counts().iter().sum::<u32>(), 32 * 32);
            assert_eq!(states.counts()[PatchState::Culled as usize], 0, "all is resident here");
        }
    }

    #[test]
    fn missing_detail_is_loading() {
        let records = hills();
        let tree = NodeTree::new(Heights::new(&records, SIDE).unwrap());
        let view_params = view_params(Pose::new(DVec3::new(500.0, 60.0, 520.0), 0.0, -20.0));
        let rules = LodRules { detail: Detail::Full, view_distance_m: f32::INFINITY };
        let (mut walk, mut states) = (Selection::default(), PatchStates::default());
        let patches = tree.index(NodeId { level: 0, x: 0, z: 0 });
        let coarse = |node: usize| node >= patches + 32 * 32;
        walk.walk(&tree, &view_params, &rules, coarse);
        states.read(&tree, &walk, coarse);
        let [culled, resident, drawn, loading] = states.counts();
        assert!(culled > 200 && resident == 0 && loading > 50, "{culled} {resident} {drawn} {loading}");
        // patches that stay drawn when the eye turns away
        walk.walk(&tree, &view_params, &rules, |_| true);
        states.read(&tree, &walk, |_| true);
        assert_eq!(states.counts()[PatchState::Loading as usize], 0);
        assert!(states.counts()[PatchState::Resident as usize] > 200);
    }
}
