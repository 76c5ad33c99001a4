//! Contour lines: the step between them, and the places of their labels.
//!
//! Labels lie on the lines, at most one in each square of the detail quadtree that is as large on the screen as a
//! label: so their number is bounded at any distance, and from above none overlaps another. Under perspective neighbors
//! may still overlap on the screen; the renderer leaves out the farther one. Lengths are meters; nothing is allocated
//! once the lists have grown.

use glam::DVec3;

use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::cull::Frustum;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::nodes::NodeId;
use crate::scene::terrain::select::ViewParams;

/// Every fifth line is a major one, which is the last to fade where lines are dense.
pub const MAJOR: i64 = 5;
/// Lines closer than this on the screen, in points, fade.
pub const DENSE_PT: f32 = 5.0;
/// Room for a label on the screen, in points.
const ROOM_PT: f32 = 150.0;
/// Approximate number of lines between the lowest and the highest ground with the automatic step.
const LINES: f32 = 30.0;
/// Maximum number of labels in a frame.
const MOST: usize = 400;

/// Automatic contour step in meters for a range of heights: 1, 2 or 5 times a power of ten.
pub fn step_for([low_m, high_m]: [f32; 2]) -> f32 {
    let wanted = (high_m - low_m) / LINES;
    let tens = [0.1, 1.0, 10.0, 100.0, 1000.0, 10_000.0];
    let steps = tens.into_iter().flat_map(|ten| [ten, ten * 2.0, ten * 5.0]);
    steps.into_iter().find(|step| *step >= wanted).unwrap_or(10_000.0)
}

/// A label on a contour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContourLabel {
    /// World position in meters.
    pub at: DVec3,
    /// Number of the line: its height in steps.
    pub line: i64,
    /// Distance from the eye, meters.
    pub distance_m: f32,
}

impl ContourLabel {
    /// Whether the label is on a major line.
    pub fn is_major(&self) -> bool {
        self.line % MAJOR == 0
    }
}

/// Label placement, with buffers that are kept from frame to frame.
#[derive(Default)]
pub struct LabelPlaces {
    found: Vec<ContourLabel>,
    stack: Vec<NodeId>,
}

impl LabelPlaces {
    /// Labels in a view of the terrain, nearest first, for lines `step_m` apart. `px_per_pt` is the number of pixels in
    /// a screen point.
    pub fn find(&mut self, ground: &Terrain, view_params: &ViewParams, step_m: f32, px_per_pt: f32) -> &[ContourLabel] {
        self.found.clear();
        self.stack.clear();
        let finder = Finder {
            ground,
            heights: ground.heights(),
            view_params,
            frustum: Frustum::new(view_params.clip_from_eye),
            step_m: f64::from(step_m),
            pt_per_m: view_params.px_per_m / px_per_pt.max(0.1),
        };
        self.stack.push(ground.tree().root());
        while let Some(id) = self.stack.pop() {
            let Some(distance_m) = finder.distance_to(id) else { continue };
            match id.children() {
                Some(children) if finder.has_room_for_more(id, distance_m) => self.stack.extend(children),
                _ => self.found.extend(finder.label_in(id)),
            }
        }
        self.found.sort_unstable_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
        self.found.truncate(MOST);
        &self.found
    }
}

struct Finder<'a> {
    ground: &'a Terrain,
    heights: Heights<'a>,
    view_params: &'a ViewParams,
    frustum: Frustum,
    step_m: f64,
    /// Screen points per meter, as `px_per_m` of the view.
    pt_per_m: f32,
}

impl Finder<'_> {
    /// Distance from the eye to a square that is visible and crossed by a line.
    fn distance_to(&self, id: NodeId) -> Option<f32> {
        let shape = self.ground.tree().shape(id);
        if self.line_below(shape.max_m) == self.line_below(shape.min_m) {
            return None;
        }
        let (x, z) = id.first_vertex();
        let corner = DVec3::new(f64::from(x) * 4.0, f64::from(shape.min_m), f64::from(z) * 4.0) - self.view_params.eye;
        let min = corner.as_vec3();
        let max = min + glam::Vec3::new(id.side_m(), shape.max_m - shape.min_m, id.side_m());
        // a label may extend beyond its square
        let margin_m = if self.view_params.flat { ROOM_PT * 0.5 / self.pt_per_m } else { 0.0 };
        let margin = glam::Vec3::splat(margin_m);
        self.frustum.sees_box(min - margin, max + margin).then(|| glam::Vec3::ZERO.clamp(min, max).length())
    }

    /// Whether the quarters of the square have room for a label each.
    fn has_room_for_more(&self, id: NodeId, distance_m: f32) -> bool {
        id.side_m() * 0.5 * self.pt_at(distance_m) >= ROOM_PT
    }

    /// Screen points per meter at a distance.
    fn pt_at(&self, distance_m: f32) -> f32 {
        self.pt_per_m / if self.view_params.flat { 1.0 } else { distance_m.max(1.0) }
    }

    /// Number of the line at or below a height.
    fn line_below(&self, height_m: f32) -> i64 {
        (f64::from(height_m) / self.step_m).floor() as i64
    }

    /// A label in the middle part of a square: on the crossing nearest the center, major lines first.
    fn label_in(&self, id: NodeId) -> Option<ContourLabel> {
        let (x0, z0) = id.first_vertex();
        let stride = id.stride();
        let mut best: Option<(bool, i32, [u32; 4], i64)> = None;
        for i in 2..=6u32 {
            for j in 2..=6u32 {
                let (x, z) = (x0 + i * stride, z0 + j * stride);
                let off = (i as i32 - 4).pow(2) + (j as i32 - 4).pow(2);
                for (to_x, to_z) in [(x + stride, z), (x, z + stride)] {
                    let Some(line) = self.line_between(self.heights.at(x, z), self.heights.at(to_x, to_z)) else {
                        continue;
                    };
                    let better = (line % MAJOR != 0, off);
                    if best.is_none_or(|(minor, far, ..)| better < (minor, far)) {
                        best = Some((better.0, better.1, [x, z, to_x, to_z], line));
                    }
                }
            }
        }
        let (_, _, [x, z, to_x, to_z], line) = best?;
        let at = self.crossing([x, z], [to_x, to_z], line);
        let distance_m = (at - self.view_params.eye).length() as f32;
        // rise over the local distance between lines
        let rise_m = (self.heights.at(x, z) - self.heights.at(to_x, to_z)).abs();
        let apart_m = self.step_m as f32 * stride as f32 * TILE_M / rise_m.max(1e-6);
        let lines = if line % MAJOR == 0 { MAJOR as f32 } else { 1.0 };
        (apart_m * lines * self.pt_at(distance_m) >= DENSE_PT).then_some(ContourLabel { at, line, distance_m })
    }

    /// A line between two heights, a major one if there is one.
    fn line_between(&self, a_m: f32, b_m: f32) -> Option<i64> {
        let (first, last) = (self.line_below(a_m.min(b_m)) + 1, self.line_below(a_m.max(b_m)));
        if first > last {
            return None;
        }
        let major = last.div_euclid(MAJOR) * MAJOR;
        Some(if major >= first { major } else { first })
    }

    /// The point between two vertices, one on either side, at which the terrain has the height of a line.
    fn crossing(&self, from: [u32; 2], to: [u32; 2], line: i64) -> DVec3 {
        let height_m = line as f64 * self.step_m;
        let place = |[x, z]: [u32; 2]| glam::DVec2::new(f64::from(x), f64::from(z)) * f64::from(TILE_M);
        let ground_m = |at: glam::DVec2| f64::from(self.heights.interpolate(at.x as f32, at.y as f32).unwrap_or(0.0));
        let (mut low, mut high) = (place(from), place(to));
        if ground_m(low) > ground_m(high) {
            std::mem::swap(&mut low, &mut high);
        }
        for _ in 0..14 {
            let middle = (low + high) * 0.5;
            if ground_m(middle) < height_m {
                low = middle;
            } else {
                high = middle;
            }
        }
        DVec3::new(high.x, height_m, high.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::Gtd;
    use crate::test_zone;
    use glam::Mat4;

    fn ground() -> Terrain {
        Terrain::new(Gtd::parse(test_zone::draft(257).encode().unwrap()).unwrap())
    }

    /// A vertical view of the whole zone.
    fn from_above(px_per_m: f32) -> ViewParams {
        let eye = DVec3::new(512.0, 0.0, 512.0);
        let clip_from_eye = Mat4::from_cols_array_2d(&[
            [1.0 / 512.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 1e-5, 0.0],
            [0.0, 1.0 / 512.0, 0.0, 0.0],
            [0.0, 0.0, 0.5, 1.0],
        ]);
        ViewParams { eye, clip_from_eye, px_per_m, flat: true }
    }

    #[test]
    fn steps_are_round_and_give_some_thirty_lines() {
        let cases = [([0.0, 285.0], 10.0), ([-47.0, 19.0], 5.0), ([0.0, 3.0], 0.1), ([5.0, 5.0], 0.1)];
        for (heights, step) in cases {
            assert_eq!(step_for(heights), step, "{heights:?}");
        }
        assert_eq!(step_for([0.0, f32::INFINITY]), 10_000.0);
    }

    #[test]
    fn labels_stand_on_their_lines_and_apart() {
        let ground = ground();
        let mut places = LabelPlaces::default();
        for px_per_m in [1.0, 2.0, 4.0] {
            let labels = places.find(&ground, &from_above(px_per_m), 5.0, 1.0).to_vec();
            assert!(labels.len() > 8, "{} labels at {px_per_m} px a meter", labels.len());
            for label in &labels {
                let height_m = ground.heights().interpolate(label.at.x as f32, label.at.z as f32).unwrap();
                assert!((f64::from(height_m) - label.at.y).abs() < 0.05, "{label:?} on ground at {height_m}");
                assert_eq!(label.at.y, label.line as f64 * 5.0);
            }
            for (i, a) in labels.iter().enumerate() {
                for b in &labels[i + 1..] {
                    let apart_pt = (a.at - b.at).with_y(0.0).abs().max_element() as f32 * px_per_m;
                    assert!(apart_pt > ROOM_PT * 0.3, "{a:?} and {b:?}: {apart_pt}");
                }
            }
        }
    }

    #[test]
    fn a_finer_screen_shows_more_labels_and_a_scaled_one_as_many() {
        let ground = ground();
        let mut places = LabelPlaces::default();
        let coarse = places.find(&ground, &from_above(1.0), 5.0, 1.0).len();
        let fine = places.find(&ground, &from_above(2.0), 5.0, 1.0).len();
        let scaled = places.find(&ground, &from_above(2.0), 5.0, 2.0).len();
        assert!(fine > coarse * 2, "{coarse}, then {fine}");
        assert_eq!(scaled, coarse);
    }

    #[test]
    fn flat_ground_and_dense_lines_have_none() {
        let flat = Terrain::new(
            Gtd::parse(
                crate::formats::gtd::Draft::flat(crate::formats::gtd::Header::versioned(1, "f"), 65).encode().unwrap(),
            )
            .unwrap(),
        );
        let mut places = LabelPlaces::default();
        assert!(places.find(&flat, &from_above(1.0), 5.0, 1.0).is_empty());
        let far = ViewParams { eye: DVec3::new(0.0, 90_000.0, 0.0), px_per_m: 1.0, flat: false, ..from_above(1.0) };
        assert!(places.find(&ground(), &far, 0.1, 1.0).is_empty(), "lines that cannot be told apart");
    }
}
