//! The panels that can be moved, sized and closed: drawing, overview map, places, zones.

use egui::{Align2, ScrollArea, Ui, vec2};

use super::model::{Command, Model, Window};
use super::{drawing, map, places};

/// Where a panel stands first, by the corner of the room that it is in, and its size in points.
struct Place {
    corner: Align2,
    size: [f32; 2],
}

/// Draws those that are open.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    let mut panel = |which: Window, title: &str, place: Place, contents: &mut dyn FnMut(&mut Ui, &mut Vec<Command>)| {
        let mut open = true;
        let inside = room.shrink(10.0);
        // Title bar and margins come on top of the contents.
        let most = inside.size() - vec2(14.0, 44.0);
        egui::Window::new(title)
            .open(&mut open)
            .collapsible(false)
            .id(egui::Id::unique(title))
            .pivot(place.corner)
            .default_pos(place.corner.pos_in_rect(&inside))
            .default_size(vec2(place.size[0], place.size[1]).min(most))
            .max_size(most)
            .constrain_to(room)
            .show(ui.ctx(), |ui| contents(ui, commands));
        if !open {
            commands.push(Command::Show(which, false));
        }
    };
    let windows = model.windows;
    if windows.drawing {
        let place = Place { corner: Align2::LEFT_BOTTOM, size: [290.0, 410.0] };
        panel(Window::Drawing, "What is drawn", place, &mut |ui, commands| {
            ScrollArea::vertical().show(ui, |ui| drawing::contents(ui, model, commands));
        });
    }
    if windows.map {
        let place = Place { corner: Align2::RIGHT_BOTTOM, size: [380.0, 410.0] };
        panel(Window::Map, "Map", place, &mut |ui, commands| map::contents(ui, model, commands));
    }
    if windows.places {
        let place = Place { corner: Align2::RIGHT_CENTER, size: [260.0, 260.0] };
        panel(Window::Places, "Places", place, &mut |ui, commands| places::bookmarks(ui, model, commands));
    }
    if windows.zones {
        let place = Place { corner: Align2::CENTER_CENTER, size: [560.0, 420.0] };
        panel(Window::Zones, "Zones", place, &mut |ui, commands| places::zones(ui, model, commands));
    }
}
