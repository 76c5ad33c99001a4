//! The measuring tool: points on the terrain that the user clicks, and the path through them.

use glam::{DVec2, DVec3};

use crate::scene::terrain::Terrain;
use crate::scene::terrain::measure::{MeasuredPath, ProfilePoint};
use crate::ui::{MEASURED_PATH, MeasureModel};

/// Points and path of the tool.
#[derive(Debug, Default)]
pub struct Measuring {
    active: bool,
    /// Meters east and north.
    points: Vec<DVec2>,
    path: MeasuredPath,
}

impl Measuring {
    /// Maximum number of points of a path, so that its lines stay cheap to draw.
    const MOST_POINTS: usize = 200;

    /// Whether clicks add points.
    pub fn is_active(&self) -> bool {
        self.active
    }

    pub fn start(&mut self) {
        *self = Measuring { active: true, ..Measuring::default() };
    }

    /// Starts another path at a place, meters east and north.
    pub fn start_at(&mut self, place: DVec2, ground: &Terrain) {
        self.start();
        self.add(place, ground);
    }

    /// Adds a point, meters east and north, while the tool is active.
    pub fn add(&mut self, place: DVec2, ground: &Terrain) {
        if self.active && self.points.len() < Self::MOST_POINTS {
            self.points.push(place);
            self.measure(Some(ground));
        }
    }

    /// Removes the last point, also of a path that was ended: then clicks add points again.
    pub fn remove_last(&mut self, ground: Option<&Terrain>) {
        if self.points.pop().is_some() {
            self.active = true;
            self.measure(ground);
        }
    }

    /// Ends the tool: a path with a length stays, until the next time. Returns whether there was something to end.
    pub fn end(&mut self) -> bool {
        let was_there = self.active || !self.points.is_empty();
        if self.active && self.points.len() > 1 {
            self.active = false;
        } else {
            self.clear();
        }
        was_there
    }

    /// Ends the tool and removes the path.
    pub fn clear(&mut self) {
        *self = Measuring::default();
    }

    /// Resets the tool for another zone. `again`: the same zone was reloaded, and the path is measured again.
    pub fn zone_opened(&mut self, ground: &Terrain, again: bool) {
        if again {
            self.measure(Some(ground));
        } else {
            self.clear();
        }
    }

    fn measure(&mut self, ground: Option<&Terrain>) {
        self.path = ground.map(|ground| MeasuredPath::new(&ground.heights(), &self.points)).unwrap_or_default();
    }

    /// The path on the ground: both ends of each line in world meters, and its color.
    pub fn lines(&self) -> impl Iterator<Item = ([DVec3; 2], [u8; 4])> + '_ {
        let world = |(point, height_m): (ProfilePoint, f64)| DVec3::new(point.place.x, height_m, point.place.y);
        self.path.segments().map(move |ends| (ends.map(world), MEASURED_PATH))
    }

    /// Model of the card; none while there is nothing to show.
    pub fn model(&self) -> Option<MeasureModel<'_>> {
        let is_shown = self.active || !self.points.is_empty();
        is_shown.then_some(MeasureModel { path: &self.path, active: self.active })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};

    fn ground(map_size: u32) -> Terrain {
        Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "flat"), map_size).encode().unwrap()).unwrap())
    }

    fn length_m(measuring: &Measuring) -> Option<f64> {
        measuring.model().map(|model| model.path.length_m())
    }

    #[test]
    fn clicks_add_points_until_the_tool_ends_and_the_path_stays() {
        let (mut measuring, ground) = (Measuring::default(), ground(17));
        measuring.add(DVec2::new(1.0, 1.0), &ground);
        assert!(measuring.model().is_none(), "it has not begun");
        measuring.start();
        assert_eq!(length_m(&measuring), Some(0.0));
        for x in [10.0, 20.0, 40.0] {
            measuring.add(DVec2::new(x, 8.0), &ground);
        }
        assert_eq!(length_m(&measuring), Some(30.0));
        measuring.remove_last(Some(&ground));
        assert_eq!(length_m(&measuring), Some(10.0));
        assert!(measuring.end() && !measuring.is_active());
        measuring.add(DVec2::new(60.0, 8.0), &ground);
        assert_eq!(length_m(&measuring), Some(10.0), "it has ended");
        measuring.remove_last(Some(&ground));
        assert!(measuring.is_active(), "and goes on where it was");
        assert!(measuring.end() && measuring.model().is_none(), "a single point is no path");
        assert!(!measuring.end(), "nothing is left to end");
    }

    #[test]
    fn lines_follow_the_ground_from_point_to_point() {
        let (mut measuring, ground) = (Measuring::default(), ground(17));
        measuring.start_at(DVec2::new(10.0, 8.0), &ground);
        assert_eq!(measuring.lines().count(), 0);
        measuring.add(DVec2::new(30.0, 8.0), &ground);
        let ends: Vec<[DVec3; 2]> = measuring.lines().map(|(ends, _)| ends).collect();
        assert_eq!((ends[0][0], ends[ends.len() - 1][1]), (DVec3::new(10.0, 0.0, 8.0), DVec3::new(30.0, 0.0, 8.0)));
        assert!(ends.len() > 5 && ends.windows(2).all(|lines| lines[0][1] == lines[1][0]), "without gaps: {ends:?}");
    }

    #[test]
    fn a_reloaded_zone_is_measured_again_and_another_one_is_not() {
        let (mut measuring, large, small) = (Measuring::default(), ground(33), ground(17));
        measuring.start_at(DVec2::new(10.0, 8.0), &large);
        measuring.add(DVec2::new(120.0, 8.0), &large);
        measuring.zone_opened(&small, true);
        let model = measuring.model().unwrap();
        assert_eq!((model.path.length_m(), model.path.rise_m()), (110.0, None), "its end is outside now");
        measuring.zone_opened(&large, false);
        assert!(measuring.model().is_none());
    }
}
