//! Hidden objects: switches of categories, and the hint that something is hidden.

use egui::{Button, Checkbox, Grid, Label, RichText, Ui};
use strum::VariantArray;

use super::model::{Model, PanelCommand};
use super::style;
use super::text::{Texts, fill};
use crate::input::Action;
use crate::scene::objects::{ObjectCategory, ObjectList, ObjectNumbers};

/// What is hidden of the zone's objects.
#[derive(Clone, Copy, Debug)]
pub struct HiddenObjects<'a> {
    /// As written on the command line.
    pub list: &'a ObjectList,
    /// Their numbers.
    pub numbers: &'a ObjectNumbers,
    /// Number of the zone's objects in each category.
    pub in_category: [usize; ObjectCategory::VARIANTS.len()],
}

/// A command about hidden objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HideCommand {
    /// Hide all objects with the same parts as one.
    Kind(usize),
    /// Hide or show the objects of a category.
    Category(ObjectCategory, bool),
}

/// Switches of the categories that the zone has, and the number of hidden objects.
pub(super) fn section(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, hidden) = (&model.text.hidden, model.hidden);
    ui.label(RichText::new(text.heading).strong().color(style::ACCENT));
    Grid::new("categories").num_columns(2).min_col_width(120.0).spacing([12.0, 4.0]).show(ui, |ui| {
        for (index, category) in ObjectCategory::VARIANTS.iter().enumerate() {
            let (named, count) = (text.categories[index], hidden.in_category[index]);
            let mut shown = !hidden.list.has_category(*category);
            let tip = fill(named.tip, &[("count", &model.text.numbers.count(count as u64))]);
            let switch = ui.add_enabled(count > 0, Checkbox::new(&mut shown, named.name));
            if switch.on_hover_text(&tip).on_disabled_hover_text(&tip).changed() {
                commands.push(PanelCommand::Hide(HideCommand::Category(*category, !shown)));
            }
            if index % 2 == 1 {
                ui.end_row();
            }
        }
    });
    if !hidden.numbers.is_empty() {
        ui.horizontal_wrapped(|ui| hint(ui, model, commands));
    }
}

/// The number of hidden objects, with a button that shows all.
pub(super) fn hint(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.hidden;
    let count = model.text.counted(text.count, model.hidden.numbers.len() as u64);
    ui.add(Label::new(RichText::new(count).small().color(style::WARNING)).selectable(false));
    if ui.add(Button::new(text.show_all.name).small()).on_hover_text(text.show_all.tip).clicked() {
        commands.push(PanelCommand::Do(Action::ShowAllObjects));
    }
}

/// Buttons that hide the selected objects, of which the panel shows one.
pub(super) fn buttons(ui: &mut Ui, text: &Texts, object: usize, commands: &mut Vec<PanelCommand>) {
    let text = &text.hidden;
    let done = [
        (text.hide, PanelCommand::Do(Action::HideObjects)),
        (text.hide_kind, PanelCommand::Hide(HideCommand::Kind(object))),
        (text.isolate, PanelCommand::Do(Action::IsolateObjects)),
    ];
    for (named, command) in done {
        if ui.button(named.name).on_hover_text(named.tip).clicked() {
            commands.push(command);
        }
    }
}
