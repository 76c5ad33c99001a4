//! Name labels of placed objects over the picture, nearest first. They do not take the mouse.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, LayerId, Order, Painter, Pos2, Rect, Ui, pos2, vec2};
use glam::DVec3;

use super::model::Model;
use super::style;
use crate::camera::View;

#[derive(Clone, Debug, PartialEq)]
pub struct ObjectLabel {
    /// Name without folder and extension.
    pub name: String,
    /// Position in world meters.
    pub position: DVec3,
}

/// Maximum number of labels.
const MOST: usize = 200;
/// Maximum distance of labels, meters.
const REACH_M: f64 = 250.0;

/// Draws the marks over the whole picture.
pub fn show(ui: &Ui, model: &Model) {
    let screen = ui.available_rect_before_wrap();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Background, egui::Id::unique("object names")));
    let painter = painter.with_clip_rect(screen);
    let mut taken: Vec<Rect> = Vec::new();
    for (at, placed) in nearest(model.objects, &model.view) {
        let at = on_screen(at, screen);
        painter.circle(at, 3.0, style::WARNING, (1.0, Color32::BLACK));
        let label = Label::beside(&painter, at, &placed.name, 11.0);
        // A name that would overlap a nearer one is left out; its dot remains.
        if taken.iter().all(|other| !other.intersects(label.rect)) {
            taken.push(label.rect);
            label.paint(&painter);
        }
    }
}

/// A short text beside a dot in the picture.
pub(super) struct Label {
    pub(super) rect: Rect,
    text: Arc<Galley>,
}

impl Label {
    pub(super) fn beside(painter: &Painter, dot: Pos2, text: &str, size: f32) -> Label {
        let text = painter.layout_no_wrap(text.to_owned(), FontId::proportional(size), style::ON_DARK);
        Label { rect: Align2::LEFT_CENTER.anchor_size(dot + vec2(7.0, 0.0), text.size()).expand(2.0), text }
    }

    pub(super) fn paint(self, painter: &Painter) {
        plate(painter, self.rect.min + vec2(2.0, 2.0), self.text);
    }
}

/// A text on a dark plate, readable over any picture.
pub(super) fn plate(painter: &Painter, corner: Pos2, text: Arc<Galley>) {
    painter.rect_filled(Rect::from_min_size(corner, text.size()).expand(2.0), 3.0, Color32::from_black_alpha(150));
    painter.galley(corner, text, style::ON_DARK);
}

/// Visible objects, nearest first, with their position in the picture (x -1 left to 1 right, y -1 bottom to 1 top).
fn nearest<'a>(objects: &'a [ObjectLabel], view: &View) -> Vec<(glam::DVec2, &'a ObjectLabel)> {
    let eye = view.pose.eye;
    let mut near: Vec<(f64, glam::DVec2, &ObjectLabel)> = objects
        .iter()
        .filter_map(|placed| {
            let distance_m = placed.position.distance(eye);
            if distance_m > REACH_M {
                return None;
            }
            let at = view.project(placed.position)?;
            (at.abs().max_element() <= 1.0).then_some((distance_m, at, placed))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(MOST);
    near.into_iter().map(|(_, at, placed)| (at, placed)).collect()
}

/// Place in points of a position in the picture (x -1 left to 1 right, y -1 bottom to 1 top).
pub(super) fn on_screen(at: glam::DVec2, screen: Rect) -> Pos2 {
    let part = vec2((at.x as f32 + 1.0) / 2.0, (1.0 - at.y as f32) / 2.0);
    pos2(screen.min.x + part.x * screen.width(), screen.min.y + part.y * screen.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, Pose};

    #[test]
    fn the_nearest_in_front_of_the_eye_are_marked() {
        let view = View::new(Pose::new(DVec3::ZERO, 0.0, 0.0), Lens::Perspective { fov_y_deg: 60.0 }, [1280, 720]);
        let at = |z: f64| ObjectLabel { name: z.to_string(), position: DVec3::new(0.0, 0.0, z) };
        let objects: Vec<ObjectLabel> = [-10.0, 300.0, 90.0, 20.0].map(at).into();
        let names: Vec<&str> = nearest(&objects, &view).iter().map(|(_, placed)| placed.name.as_str()).collect();
        assert_eq!(names, ["20", "90"], "behind and too far are left out");
        let many: Vec<ObjectLabel> = (1..1000).map(|z| at(f64::from(z) * 0.2)).collect();
        assert_eq!(nearest(&many, &view).len(), MOST);
    }
}
