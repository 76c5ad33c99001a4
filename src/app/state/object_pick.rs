//! The selected object of the open zone.

use std::sync::Arc;

use glam::DVec3;

use super::inspection::OUTLINE;
use crate::camera::Ray;
use crate::scene::objects::{self, Moment, ObjectFacts, PlacedPart};
use crate::scene::view_settings::ViewSettings;
use crate::scene::{Objects, PlacedObject, SceneUpdate};
use crate::ui::PickedObject;

/// The edges of a box, between corners whose bits are x, y and z.
const EDGES: [[usize; 2]; 12] =
    [[0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3], [4, 6], [5, 7], [0, 4], [1, 5], [2, 6], [3, 7]];

/// The objects of the open zone, and the selected one.
#[derive(Default)]
pub struct ObjectPick {
    objects: Arc<Vec<PlacedObject>>,
    models: Option<Arc<Objects>>,
    picked: Option<Picked>,
}

struct Picked {
    index: usize,
    /// The clicked point, world meters.
    point: DVec3,
    facts: ObjectFacts,
}

/// A point on an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectPoint {
    pub index: usize,
    pub position: DVec3,
}

impl ObjectPick {
    /// Keeps the objects of an update. A selected object gets the values that were not loaded before.
    pub fn keep(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::Objects(objects) => self.objects = objects.clone(),
            SceneUpdate::ObjectModels(models) => self.models = Some(models.clone()),
            _ => return,
        }
        if let Some(Picked { index, point, .. }) = self.picked.take() {
            self.pick(index, point);
        }
    }

    /// The objects of another zone, none of them loaded yet. With `again`, the zone was reloaded and the selection is
    /// kept.
    pub fn zone_opened(&mut self, again: bool) {
        let picked = self.picked.take().filter(|_| again);
        *self = ObjectPick { picked, ..ObjectPick::default() };
    }

    /// The object that a ray hits first, of those that are drawn, if it is nearer than `within_m`.
    pub fn hit(&self, ray: &Ray, settings: &ViewSettings, moment: Moment, within_m: f64) -> Option<ObjectPoint> {
        let models = self.models.as_deref().filter(|_| settings.draws_objects())?;
        let limits = [settings.view_distance_m, settings.object_distance_m];
        let most_m = limits.into_iter().flatten().fold(f32::INFINITY, f32::min);
        let is_drawn = |part: &PlacedPart| {
            let away = (part.center.as_dvec3() - moment.eye).with_y(0.0).length() as f32 - part.radius_m;
            away <= most_m && models.shares.get(part.object).is_none_or(|share| *share <= settings.object_density)
        };
        let ray = objects::Ray { origin: ray.origin, direction: ray.direction };
        let hit = models.ray(ray, moment, is_drawn)?;
        (hit.position.distance(ray.origin) < within_m)
            .then_some(ObjectPoint { index: hit.object, position: hit.position })
    }

    /// Selects an object by its number, at a point on it.
    pub fn pick(&mut self, index: usize, point: DVec3) {
        let facts = ObjectFacts::new(&self.objects, index, self.models.as_deref());
        self.picked = facts.map(|facts| Picked { index, point, facts });
    }

    pub fn unpick(&mut self) {
        self.picked = None;
    }

    /// The clicked point of the selected object, world meters.
    pub fn point(&self) -> Option<DVec3> {
        self.picked.as_ref().map(|picked| picked.point)
    }

    /// Middle and radius in meters of the selected object.
    pub fn sphere(&self) -> Option<(DVec3, f64)> {
        let facts = &self.picked.as_ref()?.facts;
        Some((facts.middle().as_dvec3(), f64::from(facts.radius_m())))
    }

    /// The edges of the box around the selected object, in world meters, and their color.
    pub fn lines(&self) -> impl Iterator<Item = ([DVec3; 2], [u8; 4])> {
        let facts = self.picked.as_ref().map(|picked| &picked.facts).filter(|facts| facts.radius_m() > 0.0);
        let edges = |facts: &ObjectFacts| EDGES.map(|ends| (ends.map(|end| facts.corners[end].as_dvec3()), OUTLINE[0]));
        facts.into_iter().flat_map(edges)
    }

    /// Model of the panel.
    pub fn model(&self) -> Option<PickedObject<'_>> {
        let Picked { index, point, facts } = self.picked.as_ref()?;
        let placed = self.objects.get(*index)?;
        Some(PickedObject { index: *index, count: self.objects.len(), point: *point, placed, facts })
    }
}
