//! Boxes around objects, turned as they are.

use crate::render::drawer::FrameContext;
use crate::render::lines::WorldLine;
use crate::scene::modes::palette::lines;
use crate::scene::objects::ObjectBox;
use crate::scene::terrain::cull::Frustum;
use crate::scene::{Objects, Scene};
use glam::Vec3;
use std::sync::Arc;

/// Maximum number of boxes, nearest first.
const MOST_BOXES: usize = 2000;
/// Distance in meters beyond which boxes are not shown; they fade over the last third.
const RANGE_M: f32 = 800.0;
/// Boxes smaller than this on the screen are left out, in pixels of radius.
const SMALLEST_PX: f32 = 2.0;

/// The boxes of a zone's objects, measured when they are first shown.
#[derive(Default)]
pub(in crate::render) struct ObjectBoxes {
    of: Option<Arc<Objects>>,
    boxes: Vec<Option<ObjectBox>>,
}

impl ObjectBoxes {
    /// Measures the boxes of a scene's objects, unless they are known.
    pub fn measure(&mut self, scene: &Scene) {
        let Some(objects) = &scene.object_models else { return self.clear() };
        if !self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, objects)) {
            self.boxes = (0..objects.set.objects.len()).map(|object| ObjectBox::new(objects, object)).collect();
            self.of = Some(objects.clone());
        }
    }

    /// Height of the highest corner of an object's box, in meters; none while it is not loaded.
    pub fn top_m(&self, object: usize) -> Option<f32> {
        let corners = self.boxes.get(object)?.as_ref()?.corners;
        Some(corners.iter().map(|corner| corner.y).fold(f32::MIN, f32::max))
    }

    /// Adds the edges of the boxes in sight.
    pub fn collect(&self, out: &mut Vec<WorldLine>, frame: &FrameContext) {
        let (view, frustum) = (frame.view, Frustum::new(frame.view.clip_from_eye));
        let from_eye = |object_box: &ObjectBox| (object_box.middle().as_dvec3() - view.eye).as_vec3();
        let in_sight = |object_box: &&ObjectBox| {
            let (middle, radius_m) = (from_eye(object_box), object_box.radius_m());
            let away_m = if view.flat { 1.0 } else { middle.length() };
            frustum.sees_box(middle - Vec3::splat(radius_m), middle + Vec3::splat(radius_m))
                && (view.flat || away_m - radius_m < RANGE_M)
                && radius_m * view.px_per_m >= SMALLEST_PX * away_m
        };
        let shown = self.boxes.iter().enumerate().filter(|(object, _)| !frame.hidden.contains(*object));
        let mut near: Vec<(f32, &ObjectBox)> = shown
            .filter_map(|(_, object_box)| object_box.as_ref())
            .filter(in_sight)
            .map(|object_box| ((from_eye(object_box).length() - object_box.radius_m()).max(0.0), object_box))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [r, g, b, a] = lines::BOXES;
        for (away_m, object_box) in near.into_iter().take(MOST_BOXES) {
            let fade = if view.flat { 1.0 } else { ((RANGE_M - away_m) / (RANGE_M / 3.0)).clamp(0.0, 1.0) };
            let rgba = [r, g, b, (f32::from(a) * fade) as u8];
            out.extend(object_box.edges().map(|ends| WorldLine { ends: ends.map(Vec3::as_dvec3), rgba }));
        }
    }

    /// Forgets the boxes.
    pub fn clear(&mut self) {
        *self = ObjectBoxes::default();
    }
}
