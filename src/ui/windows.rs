//! The windows over the picture: help, missing files, about.

use egui::{Align2, Grid, RichText, ScrollArea, Ui};

use super::model::{About, Command, Missing, Model, Window};
use super::style;
use crate::input::{self, HelpGroup};

/// Draws those that are open.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    let mut window = |which: Window, title: &str, size: [f32; 2], contents: &mut dyn FnMut(&mut Ui)| {
        let mut open = true;
        egui::Window::new(title)
            .open(&mut open)
            .collapsible(false)
            .resizable(true)
            .pivot(Align2::CENTER_CENTER)
            .default_pos(room.center())
            .default_size([size[0].min(room.width() - 40.0), size[1].min(room.height() - 60.0)])
            .constrain_to(room)
            .show(ui.ctx(), |ui| {
                ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| contents(ui));
            });
        if !open {
            commands.push(Command::Show(which, false));
        }
    };
    if model.windows.help {
        let groups = input::help(model.swap_up_down);
        window(Window::Help, "Keys and mouse", [520.0, 560.0], &mut |ui| help(ui, &groups));
    }
    let mut copied = None;
    if model.windows.missing {
        let title = "Missing files";
        window(Window::Missing, title, [520.0, 360.0], &mut |ui| copied = missing(ui, model.missing).or(copied.take()));
    }
    if model.windows.about {
        window(Window::About, "About", [380.0, 220.0], &mut |ui| about(ui, model.about));
    }
    commands.extend(copied);
}

fn help(ui: &mut Ui, groups: &[HelpGroup]) {
    for group in groups {
        ui.label(RichText::new(group.title).strong().color(style::ACCENT));
        Grid::new(group.title).num_columns(2).min_col_width(150.0).spacing([16.0, 5.0]).show(ui, |ui| {
            for line in &group.lines {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    for key in &line.keys {
                        style::key_cap().show(ui, |ui| ui.label(RichText::new(key).monospace()));
                    }
                });
                ui.label(&line.does);
                ui.end_row();
            }
        });
        ui.add_space(10.0);
    }
}

fn missing(ui: &mut Ui, missing: &[Missing]) -> Option<Command> {
    let mut command = None;
    ui.horizontal_wrapped(|ui| {
        ui.label("The zone names these files, and they are not there. A stand-in is drawn in their place.");
        if ui.button("Copy the list").clicked() {
            let paths: Vec<&str> = missing.iter().map(|file| file.path.as_str()).collect();
            command = Some(Command::CopyText(paths.join("\n")));
        }
    });
    ui.add_space(4.0);
    for file in missing {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&file.path).monospace());
            ui.label(RichText::new(&file.note).small().color(style::WEAK));
        });
    }
    command
}

fn about(ui: &mut Ui, about: &About) {
    ui.label(RichText::new("gtd-viewer").heading());
    ui.label("Viewer and toolbox for the terrain of Knight Online.");
    ui.add_space(6.0);
    let rows = [
        ("Version", about.version.as_str()),
        ("Draws with", about.adapter.as_str()),
        ("By way of", about.backend.as_str()),
        ("Licence", "MIT OR Apache-2.0"),
    ];
    Grid::new("about").num_columns(2).spacing([14.0, 4.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(name).color(style::WEAK));
            ui.add(egui::Label::new(value).wrap());
            ui.end_row();
        }
    });
}
