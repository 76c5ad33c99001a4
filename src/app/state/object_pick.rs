//! The selected objects of the open zone.

use std::sync::Arc;

use glam::{DVec3, Vec3};

use super::object_lines::{self, Line};
use crate::camera::Ray;
use crate::scene::objects::{
    self, Bounds, Moment, ObjectBox, ObjectFacts, ObjectMarks, ObjectNumbers, PickView, PlacedPart, SelectionFacts,
};
use crate::scene::terrain::select::CLASSIC_FAR_M;
use crate::scene::view_settings::ViewSettings;
use crate::scene::{Objects, PlacedObject, SceneUpdate};
use crate::ui::{Inspect, PickedObject, SelectHow};

/// Maximum number of boxes in the picture.
const MOST_BOXES: usize = 4000;

/// The objects of the open zone, and the selected ones.
#[derive(Default)]
pub struct ObjectPick {
    objects: Arc<Vec<PlacedObject>>,
    models: Option<Arc<Objects>>,
    /// The selected objects, in the order in which they were selected.
    selected: Vec<usize>,
    /// The boxes around them.
    boxes: Vec<ObjectBox>,
    /// The one of them that the panel shows.
    primary: Option<Picked>,
    /// All of them together.
    facts: SelectionFacts,
    /// What is drawn over the one in the panel.
    marks: ObjectMarks,
}

struct Picked {
    index: usize,
    /// The clicked point, world meters; none for an object that a panel selected.
    clicked: Option<DVec3>,
    facts: ObjectFacts,
}

/// A point on an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectPoint {
    pub index: usize,
    pub position: DVec3,
}

/// What the picture shows objects by, besides the settings.
#[derive(Clone, Copy, Debug)]
pub struct PictureView<'a> {
    pub eye: DVec3,
    /// The map view, in which nothing moves and distances do not count.
    pub is_map: bool,
    /// Clock of animations.
    pub secs: f32,
    /// Height of a pixel in meters: at the eye, and what each meter of distance adds.
    pub pixel_m: [f64; 2],
    /// The objects that are left out.
    pub hidden: &'a ObjectNumbers,
}

impl PictureView<'_> {
    /// Time and eye of the objects in the picture.
    pub fn moment(&self, settings: &ViewSettings) -> Moment {
        let secs = (!self.is_map).then_some(self.secs);
        Moment { eye: self.eye, secs, gates_open: settings.gates_open }
    }

    fn pick_view(&self, settings: &ViewSettings) -> PickView {
        let is_classic = settings.classic && !settings.full_detail;
        PickView {
            moment: self.moment(settings),
            is_classic,
            client_far_m: (is_classic && !self.is_map).then(|| most_m(settings)),
            pixel_m: self.pixel_m,
        }
    }
}

/// Distance in meters to which objects are drawn.
fn most_m(settings: &ViewSettings) -> f32 {
    let classic_m = settings.classic.then_some(CLASSIC_FAR_M);
    let limits = [settings.view_distance_m.or(classic_m), settings.object_distance_m];
    limits.into_iter().flatten().fold(f32::INFINITY, f32::min)
}

impl ObjectPick {
    /// Keeps the objects of an update. Selected objects get the values that were not loaded before.
    pub fn keep(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::Objects(objects) => self.objects = objects.clone(),
            SceneUpdate::ObjectModels(models) => self.models = Some(models.clone()),
            _ => return,
        }
        self.measure();
        if let Some(Picked { index, clicked, .. }) = self.primary.take() {
            self.show(index, clicked);
        }
    }

    /// The objects of another zone, none of them loaded yet. With `again`, the zone was reloaded and the selection is
    /// kept.
    pub fn zone_opened(&mut self, again: bool) {
        let before = std::mem::take(self);
        self.marks = before.marks;
        if again {
            (self.selected, self.primary) = (before.selected, before.primary);
        }
    }

    /// The object that a ray hits first, of those that are drawn, if it is nearer than `within_m`.
    pub fn hit(&self, ray: &Ray, settings: &ViewSettings, picture: &PictureView, within_m: f64) -> Option<ObjectPoint> {
        let models = self.models.as_deref().filter(|_| settings.draws_objects())?;
        let view = picture.pick_view(settings);
        let most_m = if picture.is_map { f32::INFINITY } else { most_m(settings) };
        let is_drawn = |part: &PlacedPart| {
            let away = (part.center.as_dvec3() - view.moment.eye).with_y(0.0).length() as f32 - part.radius_m;
            !picture.hidden.contains(part.object)
                && away <= most_m
                && models.shares.get(part.object).is_none_or(|share| *share <= settings.object_density)
        };
        let ray = objects::Ray { origin: ray.origin, direction: ray.direction };
        let hit = models.ray(ray, &view, is_drawn)?;
        (hit.position.distance(ray.origin) < within_m)
            .then_some(ObjectPoint { index: hit.object, position: hit.position })
    }

    /// Selects objects by their numbers. The panel shows the first one, or the one that was added last. `clicked` is a
    /// point on it.
    pub fn select(&mut self, objects: &[usize], how: SelectHow, clicked: Option<DVec3>) {
        let exist = || objects.iter().copied().filter(|index| *index < self.objects.len());
        let shown = match how {
            SelectHow::Only => {
                let mut known = vec![false; self.objects.len()];
                self.selected = exist().filter(|index| !std::mem::replace(&mut known[*index], true)).collect();
                self.selected.first()
            }
            SelectHow::Toggle => {
                let (there, new): (Vec<usize>, Vec<usize>) = exist().partition(|index| self.selected.contains(index));
                self.selected.retain(|index| !there.contains(index));
                self.selected.extend(&new);
                let primary = self.primary.as_ref().map(|picked| &picked.index).filter(|index| !there.contains(index));
                new.last().and(self.selected.last()).or(primary).or(self.selected.last())
            }
        };
        match shown.copied() {
            Some(index) if self.primary.as_ref().is_some_and(|shown| shown.index == index && clicked.is_none()) => {}
            Some(index) => self.show(index, clicked),
            None => self.primary = None,
        }
        self.measure();
    }

    /// Shows one of the objects in the panel.
    fn show(&mut self, index: usize, clicked: Option<DVec3>) {
        let facts = ObjectFacts::new(&self.objects, index, self.models.as_deref());
        self.primary = facts.map(|facts| Picked { index, clicked, facts });
    }

    /// Measures the boxes of the selected objects, and drops objects that do not exist.
    fn measure(&mut self) {
        self.selected.retain(|index| *index < self.objects.len());
        let boxes = self.selected.iter().map(|index| {
            let object_box = self.models.as_deref().and_then(|models| ObjectBox::new(models, *index));
            object_box.unwrap_or_else(|| ObjectBox::at(self.objects[*index].position_m))
        });
        self.boxes = boxes.collect();
        self.facts = SelectionFacts::new(&self.objects, &self.selected, self.models.as_deref());
    }

    pub fn unpick(&mut self) {
        (self.selected, self.boxes, self.primary) = (Vec::new(), Vec::new(), None);
        self.facts = SelectionFacts::default();
    }

    /// The selected objects, in the order in which they were selected; none while they are not loaded.
    pub fn selected(&self) -> &[usize] {
        if self.objects.is_empty() { &[] } else { &self.selected }
    }

    /// The objects with the parts of the one in the panel; none without one.
    pub fn same_kind(&self) -> ObjectNumbers {
        let Some(shown) = self.primary.as_ref().and_then(|picked| self.objects.get(picked.index)) else {
            return ObjectNumbers::default();
        };
        let same = self.objects.iter().enumerate().filter(|(_, other)| other.stored.parts == shown.stored.parts);
        same.map(|(index, _)| index).collect()
    }

    /// The clicked point of the object in the panel, or its middle. World meters.
    pub fn point(&self) -> Option<DVec3> {
        let Picked { clicked, facts, .. } = self.primary.as_ref()?;
        Some(clicked.unwrap_or(facts.extent.middle().as_dvec3()))
    }

    /// Middle and radius in meters of a sphere around all selected objects.
    pub fn sphere(&self) -> Option<(DVec3, f64)> {
        if let [alone] = self.boxes.as_slice() {
            return Some((alone.middle().as_dvec3(), alone.radius_m().into()));
        }
        let bounds = Bounds::of_points(self.boxes.iter().flat_map(|object_box| object_box.corners))?;
        let [min, max] = [bounds.min, bounds.max].map(Vec3::as_dvec3);
        Some(((min + max) * 0.5, min.distance(max) * 0.5))
    }

    /// Sets what is drawn over the object in the panel.
    pub fn mark(&mut self, marks: ObjectMarks) {
        self.marks = marks;
    }

    /// Boxes around the selected objects, and outline and marks of the one in the panel at a moment.
    pub fn lines(&self, moment: Moment) -> Vec<Line> {
        let primary = self.primary.as_ref().map(|picked| picked.index);
        let boxes = self.selected.iter().zip(&self.boxes).take(if self.marks.bounds { MOST_BOXES } else { 0 });
        let boxes = boxes.flat_map(|(index, object_box)| object_lines::of_box(object_box, Some(*index) == primary));
        let outlined = self.shown().filter(|_| self.marks.outline);
        let outline = outlined.map(|(picked, models)| object_lines::of_outline(models, picked.index, moment));
        boxes.chain(outline.into_iter().flatten()).chain(self.mark_lines(moment)).collect()
    }

    /// The object in the panel, once its models are loaded.
    fn shown(&self) -> Option<(&Picked, &Objects)> {
        self.primary.as_ref().zip(self.models.as_deref())
    }

    /// The marks of the object in the panel at a moment, without box and outline.
    pub fn mark_lines(&self, moment: Moment) -> Vec<Line> {
        self.shown().map_or_else(Vec::new, |(picked, models)| {
            object_lines::of_marks(models, (picked.index, &picked.facts), self.marks, moment)
        })
    }

    /// Model of the panels: everything about objects.
    pub fn inspect(&self) -> Inspect<'_> {
        Inspect {
            object: self.model(),
            selected: self.selected(),
            selection: Some(&self.facts),
            objects: &self.objects,
            models: self.models.as_ref(),
            marks: self.marks,
            ..Inspect::default()
        }
    }

    /// The object in the panel.
    pub fn model(&self) -> Option<PickedObject<'_>> {
        let Picked { index, facts, .. } = self.primary.as_ref()?;
        let (placed, point) = (self.objects.get(*index)?, self.point()?);
        Some(PickedObject { index: *index, count: self.objects.len(), point, placed, facts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::{Object, OpdFile, Placement};

    fn three() -> ObjectPick {
        let object = |x: f32| Object {
            placement: Placement { position_m: [x, 0.0, 0.0], ..Placement::default() },
            ..Object::default()
        };
        let objects = [0.0, 30.0, 60.0].map(object).to_vec();
        let file = OpdFile { header: None, width_m: 64.0, length_m: 64.0, collision: vec![], cells: vec![], objects };
        let mut pick = ObjectPick::default();
        pick.keep(&SceneUpdate::Objects(Arc::new(PlacedObject::all(&file))));
        pick
    }

    fn state(pick: &ObjectPick) -> (Vec<usize>, Option<usize>) {
        (pick.selected().to_vec(), pick.model().map(|object| object.index))
    }

    #[test]
    fn objects_are_added_and_removed_one_by_one_and_replaced_together() {
        let mut pick = three();
        pick.select(&[2], SelectHow::Only, Some(DVec3::ONE));
        assert_eq!((state(&pick), pick.point()), ((vec![2], Some(2)), Some(DVec3::ONE)));
        pick.select(&[0], SelectHow::Toggle, None);
        assert_eq!(state(&pick), (vec![2, 0], Some(0)), "what is added is shown");
        assert_eq!(pick.sphere(), Some((DVec3::new(30.0, 0.0, 0.0), 30.0)), "around both");
        pick.select(&[2], SelectHow::Toggle, None);
        assert_eq!(state(&pick), (vec![0], Some(0)), "the shown one stays");
        pick.select(&[0], SelectHow::Toggle, None);
        assert_eq!((state(&pick), pick.sphere()), ((vec![], None), None));
        pick.select(&[1, 9, 0, 1], SelectHow::Only, None);
        assert_eq!(state(&pick), (vec![1, 0], Some(1)), "each once, if it exists; the first one is shown");
        pick.select(&[1], SelectHow::Toggle, None);
        assert_eq!(state(&pick), (vec![0], Some(0)), "what remains is shown");
        pick.unpick();
        assert_eq!((state(&pick), pick.point()), ((vec![], None), None));
    }

    #[test]
    fn a_reload_keeps_the_selected_objects_that_still_exist() {
        let mut pick = three();
        pick.select(&[0, 2], SelectHow::Only, None);
        let objects = pick.objects.clone();
        pick.zone_opened(true);
        assert_eq!(state(&pick), (vec![], None), "until they are loaded");
        pick.keep(&SceneUpdate::Objects(Arc::new(objects[..2].to_vec())));
        assert_eq!(state(&pick), (vec![0], Some(0)));
        pick.zone_opened(false);
        pick.keep(&SceneUpdate::Objects(objects));
        assert_eq!(state(&pick), (vec![], None));
    }
}
