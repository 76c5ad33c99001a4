//! The places panel with the zone's bookmarks.

use egui::{Button, Id, RichText, ScrollArea, TextEdit, Ui};

use super::model::{Model, PanelCommand};
use super::style;
use super::text::fill;
use super::tips::beside;
use crate::input::{Action, Digit};

pub(super) fn bookmarks(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.places;
    if model.zone.is_none() {
        ui.label(text.no_zone);
        return;
    }
    ui.horizontal(|ui| {
        let id = Id::unique("bookmark's name");
        let mut name: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
        let width = (ui.available_width() - 60.0).max(60.0);
        let field = TextEdit::singleline(&mut name).hint_text(text.name.name).desired_width(width);
        let field = ui.add(field).on_hover_text(text.name.tip);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let add = ui.add(Button::new(text.add.name)).on_hover_text(text.add.tip);
        if add.clicked() || entered {
            commands.push(PanelCommand::AddBookmark(std::mem::take(&mut name).trim().to_owned()));
        }
        ui.data_mut(|data| data.insert_temp(id, name));
    });
    ui.add_space(4.0);
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        let views = Digit::all().filter(|digit| model.stored_views.contains(digit));
        for digit in views {
            let button = Button::new(fill(model.text.menu.view_of_digit, &[("digit", &digit.number())]));
            let button = button.shortcut_text(digit.number().to_string());
            if ui
                .add(button)
                .on_hover_text(super::menu::tip_of(model.text, Action::GoToView(digit), model.bindings))
                .clicked()
            {
                commands.push(PanelCommand::Do(Action::GoToView(digit)));
            }
        }
        for (index, name) in model.bookmarks.iter().enumerate() {
            ui.horizontal(|ui| {
                if ui.add(Button::new("×").small()).on_hover_text(fill(text.remove, &[("name", name)])).clicked() {
                    commands.push(PanelCommand::RemoveBookmark(index));
                }
                if beside(ui.add(Button::new(name).truncate()), text.go).clicked() {
                    commands.push(PanelCommand::GoToBookmark(index));
                }
            });
        }
        if model.bookmarks.is_empty() && model.stored_views.is_empty() {
            ui.label(RichText::new(text.none_kept).small().color(style::WEAK));
        }
    });
}

/// Whether the panel with an id was closed in the previous frame.
pub(super) fn just_opened(ui: &Ui, id: Id) -> bool {
    let (id, now) = (id.with("shown in frame"), ui.ctx().cumulative_frame_nr());
    let before: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    before.is_none_or(|before| before + 1 < now)
}
