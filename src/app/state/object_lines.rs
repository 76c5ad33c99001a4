//! Lines over the selected objects: boxes around all, and the marks of the one in the panel.

use glam::{DVec3, Vec3};

use super::inspection::OUTLINE;
use crate::scene::Objects;
use crate::scene::objects::{Moment, ObjectBox, ObjectFacts, ObjectMarks, marks, silhouette};

/// Colors of x, y and z, as in programs for 3D models.
const AXES: [[u8; 4]; 3] = [[235, 70, 70, 255], [80, 200, 80, 255], [80, 140, 255, 255]];
const NORMALS: [u8; 4] = [70, 220, 230, 230];
const WIREFRAME: [u8; 4] = [255, 160, 60, 200];
/// Color of the boxes around selected objects that the panel does not show.
const OTHERS: [u8; 4] = [255, 214, 64, 140];

/// Both ends of a line in world meters, and its color.
pub type Line = ([DVec3; 2], [u8; 4]);

/// The edges of a box around the object in the panel, or around another selected one.
pub fn of_box(object_box: &ObjectBox, in_panel: bool) -> impl Iterator<Item = Line> {
    let color = if in_panel { OUTLINE[0] } else { OTHERS };
    let edges = if object_box.radius_m() > 0.0 { object_box.edges().to_vec() } else { Vec::new() };
    edges.into_iter().map(move |ends| line(ends, color))
}

/// The outline of an object at a moment.
pub fn of_outline(models: &Objects, object: usize, moment: Moment) -> impl Iterator<Item = Line> {
    silhouette::outline(models, object, moment).into_iter().map(|ends| line(ends, OUTLINE[0]))
}

/// Axes, normals and edges of an object at a moment.
pub fn of_marks(
    models: &Objects,
    (object, facts): (usize, &ObjectFacts),
    shown: ObjectMarks,
    moment: Moment,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let radius_m = facts.extent.radius_m();
    if shown.wireframe {
        let levels = facts.parts.iter().map(|part| part.levels.as_slice());
        let edges = marks::wireframe(models, object, levels, shown.level, moment);
        lines.extend(edges.into_iter().map(|ends| line(ends, WIREFRAME)));
    }
    if shown.normals {
        let normals = marks::normals(models, object, radius_m, moment);
        lines.extend(normals.into_iter().map(|ends| line(ends, NORMALS)));
    }
    if shown.axes {
        let axes = marks::axes(models, object, radius_m).into_iter().flatten();
        lines.extend(axes.zip(AXES).map(|(ends, color)| line(ends, color)));
    }
    lines
}

fn line(ends: [Vec3; 2], color: [u8; 4]) -> Line {
    (ends.map(Vec3::as_dvec3), color)
}
