//! Marks on the overview map: the tint of the ground, outlines, icons and names.

use egui::{Color32, ColorImage, Id, Mesh, Painter, Pos2, Rect, Shape, TextureHandle, TextureOptions, Ui, Vec2, pos2};
use std::collections::HashSet;
use std::sync::Arc;

use super::list::paint_icon;
use super::words;
use crate::scene::game_marks::color_of_mark;
use crate::scene::icons::of_mark;
use crate::scene::raster::mip_image::MipImage;
use crate::ui::markers::Label;
use crate::ui::model::Model;
use crate::ui::style;

/// Side of an icon, and of the squares of the map that have one icon at most, in points.
const ICON: f32 = 13.0;
const ICON_EACH: f32 = 13.0;
/// Distance from an icon within which a click selects its mark, in points.
const REACH: f32 = 9.0;
/// Outlines shorter than this are left out, in points.
const SHORTEST: f32 = 2.0;
/// Maximum number of names.
const MOST_NAMES: usize = 60;

/// The image of a tint, made when it is first shown. `key` distinguishes tints that are shown together.
pub fn tint(ui: &Ui, key: &str, tint: &Arc<MipImage>) -> egui::TextureId {
    let id = Id::unique(key);
    let known: Option<(Arc<MipImage>, TextureHandle)> = ui.data(|data| data.get_temp(id));
    if let Some((_, handle)) = known.filter(|(of, _)| Arc::ptr_eq(of, tint)) {
        return handle.id();
    }
    let texels =
        tint.levels[0].as_chunks::<4>().0.iter().map(|&[r, g, b, a]| Color32::from_rgba_premultiplied(r, g, b, a));
    let image = ColorImage::new([tint.width as usize, tint.height as usize], texels.collect());
    let handle = ui.ctx().load_texture(key, image, TextureOptions::NEAREST);
    let shown = handle.id();
    ui.data_mut(|data| data.insert_temp(id, (tint.clone(), handle)));
    shown
}

/// Draws outlines, icons and names; `at` is the place on the map of a place in the zone, east and north in meters.
pub fn paint(painter: &Painter, model: &Model, at: impl Fn([f64; 2]) -> Pos2) {
    let (marks, overlays) = (model.marks, model.drawing.overlays);
    let sight = painter.clip_rect();
    let mut mesh = Mesh::default();
    for (_, line) in marks.lines.iter().filter(|(overlay, _)| overlays.has(*overlay)) {
        let ends = line.ends.map(&at);
        if Rect::from_two_pos(ends[0], ends[1]).intersects(sight) && ends[0].distance(ends[1]) >= SHORTEST {
            let [r, g, b] = line.rgb;
            add_line(&mut mesh, ends, Color32::from_rgb(r, g, b));
        }
    }
    painter.add(Shape::mesh(mesh));
    let mut names = Vec::new();
    for (index, place) in icons(model, sight, &at) {
        let Some(mark) = marks.get(index) else { continue };
        paint_icon(painter, of_mark(mark.kind), Rect::from_center_size(place, Vec2::splat(ICON)), color_of_mark(mark));
        if names.len() < MOST_NAMES {
            names.push((mark, place));
        }
    }
    let mut taken: Vec<Rect> = Vec::new();
    for (mark, place) in names {
        let label = Label::beside(painter, place + egui::vec2(2.0, 0.0), &words::label(model.text, mark), 10.5);
        // A name that would reach beyond the map is left out, as one that would overlap another.
        if sight.contains_rect(label.rect) && taken.iter().all(|other| !other.intersects(label.rect)) {
            taken.push(label.rect);
            label.paint(painter);
        }
    }
    if let Some(place) = marks.selected.and_then(|index| place_of(model, index)) {
        painter.circle_stroke(at(place), 10.0, (3.0, Color32::BLACK));
        painter.circle_stroke(at(place), 10.0, (1.8, style::ACCENT.now()));
    }
}

/// The mark whose icon is at a point of the map.
pub fn hit(model: &Model, point: Pos2, at: impl Fn([f64; 2]) -> Pos2) -> Option<usize> {
    let near = icons(model, Rect::from_center_size(point, Vec2::splat(REACH * 2.0)), at);
    let near = near.into_iter().map(|(index, place)| (place.distance(point), index));
    near.filter(|(away, _)| *away <= REACH).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
}

/// Marks with their place on the map, at most one in a square; the selected one first.
fn icons(model: &Model, sight: Rect, at: impl Fn([f64; 2]) -> Pos2) -> Vec<(usize, Pos2)> {
    let Some(marks) = model.marks.marks else { return Vec::new() };
    let overlays = model.drawing.overlays;
    let is_shown = |index: &usize| {
        let mark = &marks.marks[*index];
        mark.shape.is_sound() && (overlays.has(mark.kind.overlay()) || model.marks.selected == Some(*index))
    };
    let selected = model.marks.selected.filter(|index| *index < marks.marks.len());
    let others = (0..marks.marks.len()).filter(|index| Some(*index) != selected);
    let mut taken = HashSet::new();
    let mut icons = Vec::new();
    for index in selected.into_iter().chain(others).filter(is_shown) {
        let place = at(marks.marks[index].shape.middle());
        let square = [place.x, place.y].map(|value| (value / ICON_EACH).floor() as i32);
        if sight.contains(place) && taken.insert(square) {
            icons.push((index, place));
        }
    }
    icons
}

fn place_of(model: &Model, index: usize) -> Option<[f64; 2]> {
    let shape = model.marks.get(index)?.shape;
    shape.is_sound().then(|| shape.middle())
}

/// A line as two triangles: thousands of separate shapes would take most of the frame.
fn add_line(mesh: &mut Mesh, [from, to]: [Pos2; 2], color: Color32) {
    let along = (to - from).normalized();
    let across = egui::vec2(-along.y, along.x) * 0.75;
    let first = mesh.vertices.len() as u32;
    for corner in [from - across, from + across, to + across, to - across] {
        mesh.colored_vertex(pos2(corner.x, corner.y), color);
    }
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first, first + 2, first + 3);
}
